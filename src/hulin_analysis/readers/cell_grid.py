"""Grids: from the cells that a file writes down to a table of the rows and columns that are shown."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from hulin_analysis.readers.text_writer import TextWriter, Words

#: With more columns it is no table that anybody reads.
MOST_COLUMNS = 256
_WIDEST = 100  # columns that a cell covers at most
# A longer cell is a paragraph; where paragraphs are most of what a table shows, it only lays out a page.
_PARAGRAPH, _ESSAY = 120, 600
_NOTE = 20
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_SENTENCE = re.compile("[。!?\uff01\uff1f]$")
# A year is a header as often as not.
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[(（]?[-+−±]?[\d０-９][\d０-９.．,，]*[%％‰]?[)）]?")


class Cell(NamedTuple):
    """A cell as a file writes it down."""

    lines: tuple[str, ...] = ()  # what it shows, without the empty lines; none for an empty cell
    # How many it says that it covers.
    rows: int = 1
    columns: int = 1
    header: bool = False  # whether the file calls it a header
    depth: int = 0  # how far its words are set in, in characters
    source: Any = None  # whatever the reader needs to know it again


class Grid(NamedTuple):
    """A table: the lines above it, its rows, and the lines below it.

    A title or a unit in a row of its own is a line above the table, a note in one a line below it.
    """

    above: list[Cell]
    rows: list[list[Cell]]
    below: list[Cell]


class _Placed(NamedTuple):
    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


def one_line(lines: Sequence[str]) -> str:
    """Join the lines of a cell: nothing between them beside a Chinese character, else a space.

    >>> one_line(["地区生产", "总值"]), one_line(["4000.5", "10.0"]), one_line(["4000.5", "亿元"])
    ('地区生产总值', '4000.5 10.0', '4000.5亿元')
    """
    joined = ""
    for line in lines:
        line = " ".join(line.split("\t"))
        parted = joined and not (_WIDE.match(joined[-1]) or _WIDE.match(line[:1]))
        joined += f" {line}" if parted else line
    return joined


def grid_of(rows: Sequence[Sequence[Cell]]) -> Grid | None:
    """Return the table that rows of cells make; None if they are none.

    >>> title = [Cell(("某县2021年产量",), columns=99)]
    >>> grid = grid_of([title, [Cell(("指标",)), Cell(("万吨",))], [Cell(("粮食",)), Cell(("3.5",))]])
    >>> [cell.lines for cell in grid.above], [[cell.lines[0] for cell in row] for row in grid.rows]
    ([('某县2021年产量',)], [['指标', '万吨'], ['粮食', '3.5']])
    >>> grid_of([[Cell(("粮食",)), Cell(("3.5",))]]) is None
    True
    """
    placed = _placed(rows)
    if placed is None:
        return None
    table = _squeezed(placed)
    above, below = _around(table)
    apart = {id(cell) for cell in (*above, *below)}
    # What stands by itself may be the only cell that begins in its column.
    inner = _squeezed([one for row in table for one in row if id(one.cell) not in apart])
    cells = [one.cell for row in inner for one in row]
    if len(inner) < 2 or max(one.column + one.columns for row in inner for one in row) < 2:
        return None
    if _lays_out(cells):
        return None
    made = [[one.cell._replace(rows=one.rows, columns=one.columns) for one in row] for row in inner]
    return Grid(above, made, below)


def write_grid(writer: TextWriter, grid: Grid) -> None:
    """Write a table, with the lines above and below it."""
    for cell in grid.above:
        for line in cell.lines:
            writer.line(line)
    writer.table([list(map(words_of, row)) for row in grid.rows])
    for cell in grid.below:
        for line in cell.lines:
            writer.line(line)


def words_of(cell: Cell) -> Words:
    """Return a cell as it is written into the text."""
    return Words(one_line(cell.lines), cell.rows, cell.columns, cell.header, cell.depth)


def _placed(rows: Sequence[Sequence[Cell]]) -> list[_Placed] | None:
    """Give each cell its place; where two would stand in one, the later one is cut short."""
    placed: list[_Placed] = []
    taken = [0] * MOST_COLUMNS  # down to which row a column is covered from above
    for nth, row in enumerate(rows):
        at = 0
        for cell in row:
            while at < MOST_COLUMNS and taken[at] > nth:
                at += 1
            if at == MOST_COLUMNS:
                return None
            end = at + 1
            while end < min(at + min(cell.columns, _WIDEST), MOST_COLUMNS) and taken[end] <= nth:
                end += 1
            down = max(1, min(cell.rows, len(rows) - nth))
            taken[at:end] = [nth + down] * (end - at)
            placed.append(_Placed(cell, nth, at, down, end - at))
            at = end
    return placed


def _squeezed(placed: list[_Placed]) -> list[list[_Placed]]:
    """Take out the rows and columns in which no word begins, and return what is left row by row."""
    rows = sorted({one.row for one in placed if one.cell.lines})
    columns = sorted({one.column for one in placed if one.cell.lines})
    table: list[list[_Placed]] = [[] for _ in rows]
    for one in placed:
        row, column = bisect_left(rows, one.row), bisect_left(columns, one.column)
        down = bisect_left(rows, one.row + one.rows) - row
        right = bisect_left(columns, one.column + one.columns) - column
        if down and right:
            table[row].append(_Placed(one.cell, row, column, down, right))
    # An empty cell that is moved into a row that stays stands behind those of that row; columns tell.
    return [sorted(row, key=lambda one: one.column) for row in table]


def _around(table: list[list[_Placed]]) -> tuple[list[Cell], list[Cell]]:
    """Return the cells that stand alone in a row above and below a table, as far as they are lines."""
    full = [nth for nth, row in enumerate(table) if sum(bool(one.cell.lines) for one in row) > 1]
    if not full:
        return [], []
    width = max(one.column + one.columns for row in table[full[0] : full[-1] + 1] for one in row)
    head = table[full[0]]
    above: list[Cell] = []
    for row in table[: full[0]]:
        (alone,) = (one for one in row if one.cell.lines)
        if not (_stands_apart(row, alone, width) or _heads(alone, head, width)):
            break
        above.append(alone.cell)
    below: list[Cell] = []
    for row in reversed(table[full[-1] + 1 :]):
        (alone,) = (one for one in row if one.cell.lines)
        note = alone.column == 0 and len(one_line(alone.cell.lines)) > _NOTE
        if not (_stands_apart(row, alone, width) or note):
            break
        below.insert(0, alone.cell)
    return above, below


def _stands_apart(row: list[_Placed], alone: _Placed, width: int) -> bool:
    """Whether the only cell of a row with words is as wide as the table, or has no other beside it."""
    return alone.column == 0 and (alone.columns >= width or len(row) == 1) and alone.rows == 1


def _heads(alone: _Placed, head: list[_Placed], width: int) -> bool:
    """Whether the only words of a row are the title, or the unit at its end, above a row of headers."""
    if any(_NUMBER.fullmatch(one_line(one.cell.lines)) for one in head) or alone.rows > 1:
        return False
    if alone.column == 0:
        return True
    starts = {one.column for one in head if one.cell.lines}
    return width > 2 and alone.column == width - 1 and {0, alone.column} <= starts


def _lays_out(cells: list[Cell]) -> bool:
    """Whether cells hold paragraphs: then they lay out a page, or a form."""
    lengths = [sum(map(len, cell.lines)) for cell in cells]
    long = sum(length for length in lengths if length > _PARAGRAPH)
    if max(lengths) > _ESSAY or 2 * long > sum(lengths):
        return True
    return any(sum(bool(_SENTENCE.search(line)) for line in cell.lines) > 1 for cell in cells)
