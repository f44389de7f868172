"""Quantities: the body of an article read block by block; prose sentence by sentence, tables cell by cell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article
from hulin_analysis.blocks import Paragraph, Span, Table
from hulin_analysis.codes import Reason
from hulin_analysis.numbers import Quantity
from hulin_analysis.readers.main_place import is_account
from hulin_analysis.rows.scan_article import Numerals, cells_of, in_view
from hulin_analysis.rows.write_row import Writer
from hulin_analysis.sentences import Measured, read_sentence, topic_behind
from hulin_analysis.sentences.linking import Linking
from hulin_analysis.sentences.mood import Mood
from hulin_analysis.sentences.status import announces, is_planned, plans, sets_out
from hulin_analysis.sentences.surroundings import Surroundings
from hulin_analysis.tables import CellStatement, Setting, Unread, read_table
from hulin_analysis.times.expressions import find_times

_start = attrgetter("start")


class Read(NamedTuple):
    """What was read in the body of an article; offsets are those of its text."""

    rows: list[dict[str, Any]]  # the row of each quantity, in reading order: the columns of the metrics frame
    # The numbers of tables that state nothing, by where they stand: why.
    unread: dict[tuple[int, int], Reason]
    said: dict[int, str]  # for each of them, by where it begins, its row and column in words


def read_rows(article: Article, numerals: Numerals) -> Read:
    """Read the quantities of an article.

    >>> import hulin_analysis as ha
    >>> from hulin_analysis.rows import scan
    >>> article = ha.parse_article("2021年新建學校3所。")
    >>> [(row["id"], row["quote"], row["period"]) for row in read_rows(article, scan(article)).rows]
    [('q1-1', '3所', '2021')]
    """
    reader = _Reader(article, numerals)
    return Read(list(reader.read()), reader.unread, reader.said)


class _Reader:
    """Reads an article from top to bottom, and carries along what a reader would: times, places, plans."""

    def __init__(self, article: Article, numerals: Numerals) -> None:
        self._article, self._view, self._text = article, numerals.view, numerals.view.text
        self._quantities, self._tables = numerals.quantities, iter(numerals.in_tables)
        self._paragraphs = numerals.paragraphs
        text = self._text
        self._own = script.fold(article.place) if article.place else ""
        at = text.find(self._own) if self._own else -1
        place = (at, at + len(self._own)) if self._own else None
        self._title = [in_view(self._view, article.title)] if article.title else []
        titles = [article.title, *(section.title for section in article.sections)]
        headings = [in_view(self._view, title) for title in titles if title]
        self._starts = [q.start for q in self._quantities] + [len(text)]
        starts = self._starts
        told = [at for at in numerals.paragraphs if starts[bisect_left(starts, at[0])] < at[1]]
        outside = script.fold(article.headline) if article.headline else None
        title = outside or (text[slice(*self._title[0])] if self._title else "")
        self._around = Surroundings(
            text, article.published, place, headings, told, account=is_account(article), title=outside
        )
        self._mood, self._linking = Mood(text, numerals.paragraphs), Linking(text)
        self._writer = Writer(article, self._view, self._around)
        self._planning: bool | None = None
        self._sets_out = sets_out(title)
        self._passed = 0  # quantities
        self._nth = 0  # paragraphs
        self._told: set[str | None] = set()  # the times of the last paragraph's numbers
        self._led_in: str | None = None  # the time of a paragraph that leads in a table
        self._captions: list[tuple[int, int]] = []  # of the table before
        self.unread: dict[tuple[int, int], Reason] = {}
        self.said: dict[int, str] = {}

    def read(self) -> Iterator[dict[str, Any]]:
        """Yield the rows, in reading order."""
        for section in self._article.sections:
            if section.title:
                start, end = in_view(self._view, section.title)
                self._planning = plans(self._text, start, end, before=self._planning)
                self._around.enter_heading(start, end)
            for before, block in zip((None, *section.blocks), section.blocks, strict=False):
                self._led_in = self._led_in_by(before)
                self._around.enter_paragraph()
                if isinstance(block, Table):
                    yield from self._read_table(section.name, block)
                else:
                    yield from self._read_paragraph(section.name, block)

    def _ahead(self) -> bool | None:
        """Whether the text speaks of years to come: by the time in force, or by its title (规划纲要)."""
        ahead = self._around.times.ahead
        return True if ahead is None and self._sets_out else ahead

    def _led_in_by(self, before: Paragraph | Table | None) -> str | None:
        """Return the time of the paragraph above a table: the one that it has told of, or leads in with."""
        if not isinstance(before, Paragraph):
            return None
        if self._told:
            return next(iter(self._told)) if len(self._told) == 1 else None
        if before.span.quote[-1] not in ":：":
            return None
        start, end = in_view(self._view, before.sentences[-1])
        times = find_times(self._text, start, end, self._article.published)
        found = [time.iso for time in times if time.iso]
        return found[0] if len(found) == 1 else None

    def _read_paragraph(self, section: str, paragraph: Paragraph) -> Iterator[dict[str, Any]]:
        text, starts, quantities = self._text, self._starts, self._quantities
        times, subjects = self._around.times, self._around.subjects
        writer, linking, passed = self._writer, self._linking, self._passed
        linking.enter_paragraph()
        topic: Measured | None = None
        self._told = set()
        bounds = self._paragraphs[self._nth]
        may_announce = announces(text, *bounds)
        shift = writer.enter_paragraph(section, paragraph)
        for sentence in paragraph.sentences:
            if shift is None:
                start, end = in_view(self._view, sentence)
            else:
                start, end = sentence.start - shift, sentence.end - shift
            if starts[passed] < start:
                passed = bisect_left(starts, start, passed)
            numbers = starts[passed] < end
            if numbers:
                times.enter_sentence(start, end)
                subjects.enter_sentence(start, end)
            else:
                times.pass_sentence(start, end)
                if starts[passed] < bounds[1]:  # a number of this paragraph is still to come
                    subjects.pass_sentence(start, end)
            planning = self._planning
            if may_announce and not planning and announces(text, start, end):
                self._planning = planning = True
                times.turn_to_plan()
            if not numbers:
                continue
            first, passed = passed, bisect_left(starts, end, passed)
            inside = quantities[first:passed]
            said = read_sentence(text, start, end, inside, subjects.names, topic)
            topic = topic_behind(text, start, end, said, topic)
            planned = bool(planning) or is_planned(
                text, start, end, planning=planning, ahead=self._ahead(), mood=self._mood, paragraph=self._nth
            )
            writer.enter_sentence(sentence, start, end, planned=planned)
            rows = list(map(writer.row, inside, said))
            linking.link(start, end, inside, said, rows)
            self._told.update(row["period"] for row in rows)
            yield from rows
        self._passed = passed
        self._nth += 1

    def _read_table(self, section: str, table: Table) -> Iterator[dict[str, Any]]:
        view, lines = self._view, table.rows
        cells, inside = cells_of(view, table, next(self._tables))
        starts = [start for start, _, _ in cells]
        captions = [in_view(view, span) for span in table.caption]
        if captions and _goes_on().match(self._text, *captions[0]):
            captions = [*self._captions, *captions]  # 续表: what stands above its first part holds
        elif table.number == 1:
            captions = [*self._title, *captions]
        self._captions = captions
        at = captions[0][0] if captions else view.at(table.span.start)
        self._around.times.enter_sentence(at, at)
        self._around.subjects.enter_sentence(at, at)
        setting = Setting(
            self._article.published,
            self._own,
            self._around.times.period(at) or self._led_in,
            self._around.subjects.at(at),
            planned=bool(self._planning),
            title=self._title,
        )
        self._writer.enter_table(section, table)
        for one in read_table(self._text, cells, inside, captions, setting):
            if isinstance(one, Unread):
                start, end = view.span(one.start, one.end)
                self.unread[start, end] = one.reason
                self.said[start] = "\t".join(view.words(*span) for span in one.labels)
                continue
            line = lines[bisect_right(lines, view.offset(one.start), key=_start) - 1]
            if isinstance(one, CellStatement):
                yield self._writer.cell(one, line)
            else:
                quantities = inside[bisect_right(starts, one.start) - 1]
                yield from self._read_cell(one.start, one.end, line, quantities)

    def _read_cell(
        self, start: int, end: int, line: Span, quantities: list[Quantity]
    ) -> Iterator[dict[str, Any]]:
        """Read a cell with words as a sentence."""
        if not quantities:
            return
        self._around.times.enter_sentence(start, end)
        self._around.subjects.enter_sentence(start, end)
        said = read_sentence(self._text, start, end, quantities, self._around.subjects.names, None)
        self._writer.enter_sentence(line, start, end, planned=bool(self._planning))
        yield from map(self._writer.row, quantities, said)


def _goes_on() -> re.Pattern[str]:
    """Match what stands above the second part of a table."""
    return vocabulary.compiled("tables", "<caption.goes_on>")
