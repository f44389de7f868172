"""Exclusions: every numeral that is no quantity, with its reason and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from hulin_analysis.article import Article
from hulin_analysis.blocks import Block, Section, Table
from hulin_analysis.codes import Reason
from hulin_analysis.numbers import NUMERAL_CHARACTERS, Exclusion
from hulin_analysis.rows.quantity_rows import Read
from hulin_analysis.rows.scan_article import Numerals
from hulin_analysis.view import View

_start = attrgetter("start")


def exclusion_rows(article: Article, numerals: Numerals, read: Read) -> Iterator[dict[str, Any]]:
    """Yield the row of each exclusion: the columns of the ledger.

    >>> import hulin_analysis as ha
    >>> from hulin_analysis.rows import read_rows, scan
    >>> article = ha.parse_article("2021年新建學校3所。")
    >>> numerals = scan(article)
    >>> rows = exclusion_rows(article, numerals, read_rows(article, numerals))
    >>> [(row["quote"], row["reason"]) for row in rows]
    [('2021年', 'date')]
    """
    blocks = _Blocks(article)
    for exclusion in _exclusions(article, numerals, read):
        section, block, line = blocks.at(exclusion.start) or (None, None, "")
        yield {
            "start": exclusion.start,
            "end": exclusion.end,
            "quote": article.text[exclusion.start : exclusion.end],
            "reason": str(exclusion.reason),
            "section": section.name if section else "",
            "block": block.number if block else 0,
            "sentence": read.said.get(exclusion.start) or line,
        }


def _exclusions(article: Article, numerals: Numerals, read: Read) -> list[Exclusion]:
    """Return all numerals that are not quantities of the body, with offsets into the article's text."""
    view = numerals.view
    told = _Spans([*((row["start"], row["end"]) for row in read.rows), *read.unread])
    found = [Exclusion(*view.span(a.start, a.end), a.reason) for a in numerals.exclusions]
    for quantity in numerals.outside:
        start, end = view.span(quantity.start, quantity.end)
        found.append(Exclusion(start, end, _outside(article, start)))
    for quantities in numerals.in_tables:
        found += [Exclusion(*view.span(q.start, q.end), Reason.CELL) for q in quantities]
    gone: list[tuple[int, int]] = []
    if numerals.in_tables:
        # What running text would have for a number there gives way to what the table says of it.
        gone = [(one.start, one.end) for one in found if told.meet(one.start, one.end)]
        found = [one for one in found if not told.meet(one.start, one.end)]
    found += [Exclusion(start, end, reason) for (start, end), reason in read.unread.items()]
    if numerals.in_tables:
        cells = [(cell.span.start, cell.span.end) for table in article.tables for cell in table.cells]
        covered = [*told.spans, *((one.start, one.end) for one in found)]
        found += _not_covered(article, [*cells, *gone], covered)
    rows = [(a.start, a.end) for a in found] + [(row["start"], row["end"]) for row in read.rows]
    return sorted([*found, *_left_out(article, view, rows)])


class _Spans:
    """Stretches of the text, none of which meets another, asked whether one of them meets a given one."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = sorted(spans)

    def meet(self, start: int, end: int) -> bool:
        i = bisect_right(self.spans, (end - 1, end)) - 1
        return i >= 0 and self.spans[i][1] > start


def _not_covered(
    article: Article, stretches: Iterable[tuple[int, int]], covered: Iterable[tuple[int, int]]
) -> Iterator[Exclusion]:
    """Find the numerals that no row holds: running text read them together with those of other cells."""
    known = bytearray(len(article.folded))
    for start, end in covered:
        known[start:end] = b"\1" * (end - start)
    for start, end in stretches:
        for is_open, group in groupby(range(start, end), lambda at: not known[at]):
            run = [at for at in group if article.folded[at] in NUMERAL_CHARACTERS] if is_open else []
            if run:
                known[run[0] : run[-1] + 1] = b"\1" * (run[-1] + 1 - run[0])
                yield Exclusion(run[0], run[-1] + 1, Reason.CELL)


def _outside(article: Article, at: int) -> Reason:
    """Say why a number outside the body is no quantity."""
    for spans, reason in ((article.boilerplate, Reason.BOILERPLATE), (article.captions, Reason.CAPTION)):
        i = bisect_right(spans, at, key=_start) - 1
        if i >= 0 and at < spans[i].end:
            return reason
    return Reason.HEADLINE


def _left_out(article: Article, view: View, rows: list[tuple[int, int]]) -> Iterator[Exclusion]:
    """Find the numerals that the view leaves out (footnotes, tags) and that no other row holds."""
    ends = sorted(rows)
    for part in view.left_out:
        if NUMERAL_CHARACTERS.isdisjoint(article.folded[part.start : part.end]):
            continue
        i = bisect_right(ends, (part.start, len(article.text))) - 1
        if i < 0 or ends[i][1] <= part.start:
            yield Exclusion(
                part.start, part.end, Reason.FOOTNOTE if part.what == Reason.FOOTNOTE else Reason.CODE
            )


class _Blocks:
    """The body of an article, looked up by offset."""

    def __init__(self, article: Article) -> None:
        self._entries = [(section, block) for section in article.sections for block in section.blocks]
        self._starts = [block.span.start for _, block in self._entries]
        # The rows of a table are cut when they are asked for: once each, as the sentences of a paragraph are.
        self._lines = [
            block.rows if isinstance(block, Table) else block.sentences for _, block in self._entries
        ]

    def at(self, offset: int) -> tuple[Section, Block, str] | None:
        """Return the block that an offset is in, its section, and the sentence or row there.

        Between two sentences it is the whole paragraph.
        """
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self._entries[i][1].span.end:
            return None
        section, block = self._entries[i]
        lines = self._lines[i]
        j = bisect_right(lines, offset, key=_start) - 1
        line = lines[j] if j >= 0 and offset < lines[j].end else block.span
        return section, block, line.quote
