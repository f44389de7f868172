"""Paragraphs: which lines of the columns belong together, and tables that a page break cuts in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from hulin_analysis import vocabulary
from hulin_analysis.readers.pdf.fragments import Fragment, rows_of, words_of
from hulin_analysis.readers.pdf.glyphs import Page
from hulin_analysis.readers.pdf.page_columns import Column
from hulin_analysis.readers.pdf.table import Table
from hulin_analysis.readers.wrapping import CLOSING

# In ems: a line is full that ends so near to the side of its column, or has room for the next word, less the
# slack; and it is set in if it begins so far from the side.
_FULL, _SET_IN, _SLACK = 0.7, 1.2, 0.6
# Lines further apart than this multiple of what is usual are of two paragraphs.
_SPACED = 1.2
# A side at which so many of the lines begin or end is that of the column.
_USUAL = 0.2
_SAME_SIZE = 0.06
# The right margin of a page is no wider than this multiple of the left one.
_WIDEST_MARGIN = 1.5
# In ems: how far apart lines usually are, if nothing tells, and how far to the right no paragraph begins.
_APART, _TO_THE_RIGHT = 1.8, 4.0
# What one may not begin a line with, or end it with, keeps to the word beside it.
_WORD = re.compile(
    r"[(《〈「『【〔“‘（]*(?:[A-Za-z\d][A-Za-z\d.,%]*+|.)[)》〉」』】〕”’），。、；：！？%‰]*+", re.DOTALL
)


@dataclass(slots=True)
class Line:
    """A line of a column: its words, where it stands, and where its column begins and ends."""

    words: str
    page: Page
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    sides: tuple[float, float]
    first: bool = False

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle of its column."""
        left, right = self.left - self.sides[0], self.sides[1] - self.right
        return left > _SET_IN * self.size and abs(left - right) < self.size

    @property
    def room(self) -> float:
        """The width that is left free in the line, in ems."""
        left, right = self.left - self.sides[0], self.sides[1] - self.right
        return (left + right if self.is_centred else right) / self.size


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one."""

    lines: list[Line] = field(default_factory=list)


def blocks_of(pages: Sequence[tuple[Page, Sequence[Column]]]) -> list[Paragraph | Table]:
    """Gather the lines of the columns as paragraphs, in reading order, with the tables in their places.

    A line goes on in the next if it is full, both are of one size, and the next is neither set in, where that
    is how paragraphs of the file begin, nor further below than the lines of a paragraph are. So it does over
    the end of a column or a page, footnotes passed over. A table at the head of a page goes on from the one
    at the foot of the page before if it has the same columns; its repeated header is left out.
    """
    pieces = list(_pieces(pages))
    lines = [piece for piece in pieces if isinstance(piece, Line)]
    set_in, usual = _is_set_in(lines), _spacing(lines)
    body = Counter(round(line.size) for line in lines).most_common(1)[0][0] if lines else 0
    blocks: list[Paragraph | Table] = []
    for piece in pieces:
        if isinstance(piece, Table):
            _add_table(blocks, piece)
            continue
        is_body = round(piece.size) == body
        above = _above(blocks, piece, is_body)
        if above and _goes_on(above.lines[-1], piece, set_in and is_body, usual):
            above.lines.append(piece)
        else:
            blocks.append(Paragraph([piece]))
    return blocks


def _pieces(pages: Sequence[tuple[Page, Sequence[Column]]]) -> Iterator[Line | Table]:
    """Yield the lines and tables, each line with the sides of the columns that are like its own."""
    alike: list[tuple[Page, Column, list[list[Fragment]]]] = []
    columns = []
    for page, parts in pages:
        for column in parts:
            rows = _rows(column)
            kind = next((n for n, (p, c, _) in enumerate(alike) if _is_alike(p, c, page, column)), len(alike))
            if kind == len(alike):
                alike.append((page, column, []))
            alike[kind][2].extend(rows)
            columns.append((page, column, rows, kind))
    sides = [_sides(rows, page.width, column.parted) for page, column, rows in alike]
    for page, column, rows, kind in columns:
        yield from _read_down(page, column, rows, sides[kind])


def _is_alike(page: Page, column: Column, other: Page, another: Column) -> bool:
    if round(page.width) != round(other.width) or column.parted != another.parted:
        return False
    return not column.parted or column.left < (another.left + another.right) / 2 < column.right


def _rows(column: Column) -> list[list[Fragment]]:
    return rows_of(piece for piece in column.pieces if isinstance(piece, Fragment))


def _read_down(
    page: Page, column: Column, rows: Sequence[list[Fragment]], sides: tuple[float, float]
) -> Iterator[Line | Table]:
    tables = sorted((p for p in column.pieces if isinstance(p, Table)), key=lambda one: one.top)
    at = 0
    for table in [*tables, None]:
        while at < len(rows) and (table is None or rows[at][0].base < table.top + 1.0):
            yield _line(page, rows[at], sides, first=at == 0 and table in (None, *tables[:1]))
            at += 1
        if table is not None:
            yield table


def _line(page: Page, row: list[Fragment], sides: tuple[float, float], first: bool) -> Line:
    left, right = row[0].left, max(one.right for one in row)
    largest = max(row, key=lambda one: one.right - one.left)
    top, bottom = min(one.top for one in row), max(one.bottom for one in row)
    bold = all(one.bold for one in row)
    return Line(words_of(row), page, left, right, top, bottom, largest.base, largest.size, bold, sides, first)


def _sides(rows: Sequence[list[Fragment]], width: float, parted: bool) -> tuple[float, float]:
    """Return where a column begins and ends, as enough of its lines on all pages tell it.

    Lines that all end far from the side of the page are short, and the only column is wider than they are.
    """
    lefts, rights = Counter(round(row[0].left) for row in rows), Counter(round(row[-1].right) for row in rows)
    enough = max(_USUAL * len(rows), 2)
    left = min((at for at, many in lefts.items() if many >= enough), default=min(lefts, default=0))
    right = max((at for at, many in rights.items() if many >= enough), default=max(rights, default=0))
    return left, right if parted else max(right, width - _WIDEST_MARGIN * left)


def _is_set_in(lines: Sequence[Line]) -> bool:
    """Tell whether the paragraphs of a file begin with a line that is set in."""
    begun = [b for a, b in pairwise(lines) if a.room > 2 and a.words[-1] in "。！？；：.!?;:" and not b.first]
    return 2 * sum(b.left - b.sides[0] > _SET_IN * b.size for b in begun) > len(begun)


def _spacing(lines: Sequence[Line]) -> dict[int, float]:
    """Return how far apart, in ems, the lines of each size usually stand."""
    gaps: dict[int, Counter[float]] = {}
    for a, b in pairwise(lines):
        if not b.first and round(a.size) == round(b.size) and a.room < _FULL and b.base > a.base:
            gaps.setdefault(round(a.size), Counter())[round((b.base - a.base) / a.size, 1)] += 1
    return {size: many.most_common(1)[0][0] for size, many in gaps.items()}


def _above(blocks: Sequence[Paragraph | Table], line: Line, is_body: bool) -> Paragraph | None:
    """Return the paragraph that a line may belong to; at the head of a column footnotes are passed over."""
    for block in reversed(blocks):
        if isinstance(block, Table):
            return None
        if not (line.first and is_body) or block.lines[-1].size > (1 - _SAME_SIZE) * line.size:
            return block
    return None


def _goes_on(line: Line, below: Line, set_in: bool, usual: dict[int, float]) -> bool:
    size = line.size
    if abs(size - below.size) > _SAME_SIZE * size or line.room > max(_FULL, _width_of_word(below)):
        return False
    closed = line.words[-1] in CLOSING or line.words[-1] in "！？；：”）"
    if closed and (line.bold != below.bold or _is_item(below)):
        return False
    if not below.first:
        gap = (below.base - line.base) / size
        if gap < 0.5 or gap > _SPACED * usual.get(round(size), _APART) + 0.05:
            return False
    indent, before = (one.left - one.sides[0] for one in (below, line))
    listed = _is_item(line)
    if before > _TO_THE_RIGHT * size and abs(indent - before) > size:
        return False
    if set_in and indent > _SET_IN * size and not listed:
        return before > _SET_IN * size and line.room > 1 > abs(line.room - below.room)
    return listed or indent - before < _SET_IN * size or (not set_in and below.is_centred)


def _is_item(line: Line) -> bool:
    return vocabulary.compiled("readers", "<pdf.listed>").match(line.words) is not None


def _width_of_word(line: Line) -> float:
    """Return how wide, in ems, the word is that a line begins with: the line before had no room for it."""
    word = _WORD.match(line.words)
    return 0.5 * sum(1 if char.isascii() else 2 for char in word[0]) + _SLACK if word else 0.0


def _add_table(blocks: list[Paragraph | Table], table: Table) -> None:
    """Add a table, as the rest of the one before if a page break cuts it in two."""
    continued = vocabulary.compiled("readers", r"[(（\s]*<pdf.continued>|.*[(（]<pdf.continued>\d*[)）]$")
    at = len(blocks) - 1
    while at > 0 and isinstance(line := blocks[at], Paragraph) and continued.match(line.lines[0].words):
        at -= 1
    above = blocks[at] if blocks else None
    said = at < len(blocks) - 1
    if not isinstance(above, Table) or not (above.goes_on(table) or (said and above.width == table.width)):
        blocks.append(table)
        return
    del blocks[at + 1 :]
    alike = (
        [cell.text for cell in row] == [cell.text for cell in below]
        for row, below in zip(above.rows, table.rows, strict=False)
    )
    header = len(list(takewhile(bool, alike)))
    above.rows += table.rows[header:]
    above.boxes += table.boxes[header:]
