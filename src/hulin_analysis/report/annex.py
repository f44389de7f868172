"""The annex: charts, table of quantities, the text, the ledger, method and source.

It is composed from the frames alone; no sentence here is true of one article only. Its places are named
after the rows: ``n-q7-1`` is a number in the text, ``t-q7-1`` its row in the table.
"""

from __future__ import annotations

import hashlib
import platform
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

import pandas as pd

from hulin_analysis.article import Article, Span
from hulin_analysis.article import Table as Printed
from hulin_analysis.cells import Slot, set_out
from hulin_analysis.charts.content.entries import label_of
from hulin_analysis.labels import heading, meaning, sheet_name
from hulin_analysis.line_breaks import joined
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.report.document import Block, Table
from hulin_analysis.report.pandoc import (
    Node,
    figure,
    header,
    in_table,
    in_text,
    link,
    note,
    para,
    span,
    strong,
    superscript,
    text,
)
from hulin_analysis.report.pictures import MOST_SECTIONS, Picture
from hulin_analysis.report.subject import ReportCatalog, Subject
from hulin_analysis.report.table_layout import Grid, printed_table
from hulin_analysis.selectors import quote_link
from hulin_analysis.views.describing import number, qualifiers

_COLUMNS = ("indicator", "quote", "value", "status", "period")
_LEDGER = ("quote", "reason", "section")
_VERSIONS = ("hulin-analysis", "pandas", "matplotlib", "jieba", "opencc", "pypandoc-binary", "typst")


def annex(subject: Subject, pictures: Sequence[Picture]) -> list[Block]:
    """Write the annex."""
    text_of = _Text(subject)
    return [
        *_charts(pictures, subject),
        *_numbers(subject),
        *text_of.chapter(),
        *_ledger(subject),
        *_method(subject),
        *_source(subject),
    ]


def _charts(pictures: Sequence[Picture], subject: Subject) -> list[Block]:
    """Show the charts, before each what it shows and how to read it."""
    if not pictures:
        return []
    words, sections = subject.words, sum(bool(one.title) for one in subject.article.sections)
    said = [words("charts_note"), *_left_out(subject)]
    if sections > MOST_SECTIONS:
        said.append(words("sections_left_out", n=sections))
    blocks: list[Block] = [header(1, words("charts_chapter")), *(para(*text(line)) for line in said)]
    for one in pictures:
        blocks.append(para(*text(words(f"shows_{one.name}"))))
        blocks.append(figure(f"media/{one.name}.png", one.alt, words(f"name_{one.name}")))
    return blocks


def _left_out(subject: Subject) -> Iterator[str]:
    """Say which rows charts and tables leave out, and where these stand."""
    count, shown, words = len(subject.metrics), len(subject.shown), subject.words
    if count > shown:
        sheet = sheet_name("metrics", lang=words.lang)
        yield words("rows_left_out", n=count, shown=shown, others=count - shown, sheet=sheet)


def _numbers(subject: Subject) -> list[Block]:
    """Put every quantity in a table: its number leads to the text, its quote to the page as published."""
    metrics, words, article = subject.shown, subject.words, subject.article
    if metrics.empty:
        return []
    inside = metrics["block"].isin([table.number for table in article.tables])
    several = metrics.loc[inside, "subject"].nunique() > 1
    rows_by_id = {str(row["id"]): row for row in rows_as_dicts(metrics)}
    names = [words("number_column"), *(heading(column, lang=words.lang) for column in _COLUMNS)]
    quote_name = names[1 + _COLUMNS.index("quote")]
    anchors, links, rows = {}, {}, []
    for i, (id_, quote) in enumerate(one for one in subject.notes.items() if one[0] in rows_by_id):
        placed = several and quote.heads is not None
        rows.append((str(quote.number), *_row(rows_by_id[id_], words, placed=placed)))
        anchors[i, names[0]] = in_table(id_)
        links[i, names[0]] = f"#{in_text(id_)}"
        if article.url:
            links[i, quote_name] = quote_link(article.url, quote, article.text)
    title = words("numbers_chapter")
    said = [words("numbers_note" if article.url else "numbers_note_local"), *_left_out(subject)]
    grid = Grid(tuple(names), tuple(rows))
    return [header(1, title), *(para(*text(line)) for line in said), Table(grid, title, anchors, links)]


def _row(row: dict[Any, Any], words: ReportCatalog, *, placed: bool) -> tuple[str, ...]:
    """Write the cells of a row, with its place where the rows of a table differ in that."""
    label = label_of(row, words)
    if placed and not pd.isna(row["subject"]):
        label += words("sep") + words.place(str(row["subject"]))
    period = "" if pd.isna(row["period"]) else words.period(str(row["period"]))
    status = words("sep").join(qualifiers(row, words))
    return label, joined(str(row["quote"])), number(row, words), status, period


@dataclass(frozen=True)
class _Text:
    """The text of the article, verbatim, each number a place that its chart and its row lead to."""

    subject: Subject

    @property
    def article(self) -> Article:
        return self.subject.article

    def chapter(self) -> list[Block]:
        words = self.subject.words
        blocks: list[Block] = [header(1, words("text_chapter")), para(*text(words("text_note")))]
        for section in self.article.sections:
            if section.title:
                blocks.append(header(2, section.name))
            for block in section.blocks:
                if isinstance(block, Printed):
                    blocks += self._table(block)
                else:
                    blocks.append(para(*self._paragraph(block.span, block.sentences)))
        return blocks

    def _table(self, table: Printed) -> list[Node]:
        """Print a table as a table, with the lines above it and the notes under it."""
        above = [
            inline for line in table.caption for inline in (*self._words(*_ends(line)), {"t": "LineBreak"})
        ]
        notes = [note(*self._words(*_ends(line))) for line in table.notes]

        def fill(slot: Slot, first: bool) -> Sequence[Node]:
            if slot.cell is None:
                return []
            return list(self._sentence(slot.cell.span)) if first else self._words(*_ends(slot.cell.span))

        return [*printed_table(set_out(self.article, table), above[:-1], fill), *notes]

    def _paragraph(self, paragraph: Span, sentences: Sequence[Span]) -> Iterator[Node]:
        at = paragraph.start
        for sentence in sentences:
            yield from self._words(at, sentence.start)
            yield span(list(self._sentence(sentence)), classes=["sentence"])
            at = sentence.end
        yield from self._words(at, paragraph.end)

    @cached_property
    def _inside(self) -> dict[int, list[dict[Any, Any]]]:
        """The rows by the sentence or cell they stand in."""
        found: dict[int, list[dict[Any, Any]]] = {}
        starts = sorted(cell.span.start for table in self.article.tables for cell in table.cells)
        tables = {table.number for table in self.article.tables}
        for row in rows_as_dicts(self.subject.metrics.sort_values("start")):
            at = int(row["sentence_start"])
            if row["block"] in tables:
                at = starts[bisect_right(starts, row["start"]) - 1]
            found.setdefault(at, []).append(row)
        return found

    def _sentence(self, sentence: Span) -> Iterator[Node]:
        at = sentence.start
        for row in self._inside.get(sentence.start, ()):
            start, end, id_ = int(row["start"]), int(row["end"]), str(row["id"])
            yield from self._words(at, start)
            quote = [link(f"#{in_table(id_)}", self._words(start, end))]
            yield span(quote, id=in_text(id_), classes=["quantity", str(row["kind"])])
            yield superscript(str(self.subject.notes[id_].number))
            at = end
        yield from self._words(at, sentence.end)

    def _words(self, start: int, end: int) -> list[Node]:
        return text(joined(self.article.text, start, end))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _ledger(subject: Subject) -> list[Block]:
    """List every numeral that is not a quantity, with its reason."""
    words = subject.words
    if subject.ledger.empty:
        return []
    names = tuple(heading(column, lang=words.lang) for column in _LEDGER)
    rows = tuple(
        (
            joined(str(row["quote"])),
            meaning("reason", str(row["reason"]), lang=words.lang),
            words.chinese(str(row["section"])),
        )
        for row in rows_as_dicts(subject.shown_ledger)
    )
    title, blocks = words("ledger_chapter"), list[Block]()
    if (count := len(subject.ledger)) > len(rows):
        sheet = sheet_name("ledger", lang=words.lang)
        blocks.append(para(*text(words("ledger_left_out", n=count, shown=len(rows), sheet=sheet))))
    return [header(1, title), *blocks, Table(Grid(names, rows), title)]


def _method(subject: Subject) -> list[Block]:
    """Say how the numbers were read and drawn, and that none was lost."""
    words, others = subject.words, len(subject.ledger)
    said = [words(f"method_{key}") for key in ("reading", "times", "charts")]
    count = words("method_count" if others else "method_count_plain", n=len(subject.metrics), others=others)
    if subject.missing:
        count += words("method_missing", n=subject.missing)
    if subject.article.published is None:
        said.append(words("report_undated"))
    return [header(1, words("method_chapter")), *(para(*text(line)) for line in (*said, count))]


def _source(subject: Subject) -> list[Block]:
    """Say where the article comes from, when it was taken, and which versions read it."""
    about, words = subject.about, subject.words
    rows = {key: text(str(about[key])) for key in ("paper", "portal") if about[key]}
    if subject.title:
        rows = {"title": text(subject.title), **rows}
    if published := about["published"]:
        rows["published"] = text(published[:10])
    if url := about["url"]:
        rows["url"] = [link(url, text(url))]
    if subject.edition.accessed:
        rows["accessed"] = text(subject.edition.accessed)
    rows["digest"] = text("SHA-256\n" + hashlib.sha256(subject.article.text.encode()).hexdigest())
    versions = [f"{name} {version(name)}" for name in _VERSIONS]
    rows["versions"] = text(", ".join([*versions, f"Python {platform.python_version()}"]))
    lines = [[strong(words(f"label_{key}") + words("colon")), *row] for key, row in rows.items()]
    return [header(2, words("versions_chapter")), *(para(*line) for line in lines)]
