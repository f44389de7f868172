"""Cells: a table as it is set, and what stands at the head of the row and the column of each of its numbers.

A cell says little by itself: 650.0. What proves it is its row (粮食), its column (产量（万吨）) and the line
above the table; whatever shows a cell as a quote shows them with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from hulin_analysis.analysis import analyse
from hulin_analysis.article import Article
from hulin_analysis.blocks import Cell, Table
from hulin_analysis.line_breaks import joined
from hulin_analysis.rows import cells_of
from hulin_analysis.tables.grid import Grid, Place
from hulin_analysis.writable import writable

Role: TypeAlias = Literal["head", "part", "name", "figure"]


class Slot(NamedTuple):
    """A place of a table as it is set."""

    cell: Cell | None  # what stands there; None where the row of the file is shorter
    # Where, from 0 on, and how many rows and columns it covers.
    row: int
    column: int
    rows: int
    columns: int
    role: Role  # whether it heads a column, a stretch of rows, or a row, or stands in a column of numbers
    numbers: bool  # whether it stands in a column of numbers, or heads one

    @property
    def words(self) -> str:
        """What is written there, in one line."""
        return in_one_line(self.cell.span.quote) if self.cell else ""


class Heads(NamedTuple):
    """What stands at the heads of a number of a table, each in one line and perhaps empty."""

    # The words at the head of its row and of its column.
    row: str
    column: str
    caption: str  # the first line above the table


def in_one_line(words: str) -> str:
    r"""Write the words of a cell in one line.

    >>> in_one_line("产量\n（万吨）"), in_one_line("粮　食\t")
    ('产量（万吨）', '粮 食')
    """
    return writable(" ".join(joined(words).split()))


def set_out(article: Article, table: Table) -> tuple[tuple[Slot, ...], ...]:
    r"""Set a table out row by row, so that every place of it is covered once.

    >>> import hulin_analysis as ha
    >>> text = "指标\t产量（吨）\n一、粮食\n稻谷\t3.5\n小麦\t1.2"
    >>> article = ha.parse_article(text, title="某县公报")
    >>> for row in set_out(article, article.tables[0]):
    ...     print([(slot.words, slot.role) for slot in row])
    [('指标', 'head'), ('产量（吨）', 'head')]
    [('一、粮食', 'part')]
    [('稻谷', 'name'), ('3.5', 'figure')]
    [('小麦', 'name'), ('1.2', 'figure')]
    """
    if not table.cells:
        return ()
    grid = _grid(article, table)
    body = set(grid.body())
    owners: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rows, grid.height)):
            for column in range(cell.column, cell.column + cell.columns):
                owners.setdefault((row, column), cell)
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[Slot, ...]] = []
    for row in range(grid.height):
        slots: list[Slot] = []
        for column in range(grid.width):
            if (row, column) in taken:
                continue
            slot = _slot(owners, grid, row, column, is_head=row not in body)
            taken |= {
                (r, c) for r in range(row, row + slot.rows) for c in range(column, column + slot.columns)
            }
            slots.append(slot)
        rows.append(_named(slots) if slots else ())
    return tuple(rows)


def _slot(owners: dict[tuple[int, int], Cell], grid: Grid, row: int, column: int, *, is_head: bool) -> Slot:
    """Return what stands at a place: a cell over all that it covers, or nothing."""
    numbers = grid.columns[column] == "figure"
    role: Role = "head" if is_head else "figure" if numbers else "name"
    cell = owners.get((row, column))
    if cell is None or (cell.row, cell.column) != (row, column):
        return Slot(None, row, column, 1, 1, role, numbers)
    columns = 1
    while owners.get((row, column + columns)) is cell:
        columns += 1
    rows = 1
    while all(owners.get((row + rows, at)) is cell for at in range(column, column + columns)):
        rows += 1
    return Slot(cell, row, column, rows, columns, role, numbers)


def _named(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Tell a row whose only words stand at its head: they name the rows below, and have all its width."""
    first, *others = slots
    if first.column or first.role == "head" or not first.words or any(slot.words for slot in others):
        return tuple(slots)
    if any(slot.rows > 1 for slot in slots):
        return (first._replace(role="part"), *others)
    return (first._replace(role="part", columns=sum(slot.columns for slot in slots)),)


def heads_of(article: Article) -> dict[str, Heads]:
    r"""Return what stands at the heads of each number of the article's tables.

    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("表1 产量\n指标\t产量（吨）\n粮食\t3.5\n油料\t1.2", title="某县公报")
    >>> heads_of(article)["q1-1"]
    Heads(row='粮食', column='产量（吨）', caption='表1 产量')
    """
    tables = {table.number: table for table in article.tables if table.cells}
    if not tables:
        return {}
    heads = {number: _TableHeads(article, table) for number, table in tables.items()}
    rows = (row for row in analyse(article).quantities if row["block"] in tables)
    return {row["id"]: heads[row["block"]].of(row["start"]) for row in rows}


class _TableHeads:
    """The heads of the rows and columns of one table, by where a number stands."""

    def __init__(self, article: Article, table: Table) -> None:
        self._cells, self._grid = table.cells, _grid(article, table)
        self._starts = [cell.span.start for cell in table.cells]
        self._written = {(cell.row, cell.column): cell.span.quote for cell in table.cells}
        self._caption = in_one_line(table.caption[0].quote) if table.caption else ""

    def of(self, offset: int) -> Heads:
        """Return the heads of the number at an offset of the text."""
        cell, grid = self._cells[bisect_right(self._starts, offset) - 1], self._grid
        named = (grid.at(cell.row, column) for column in grid.names_of(cell.column))
        row = self._words(place for place in named if place)
        return Heads(row, self._words(grid.path(cell.column, cell.row)), self._caption)

    def _words(self, places: Iterable[Place]) -> str:
        lines = (in_one_line(self._written[place.row, place.column]) for place in places)
        return " ".join(dict.fromkeys(line for line in lines if line))


def _grid(article: Article, table: Table) -> Grid:
    """Return a table as its reading sees it."""
    numerals = analyse(article).numerals
    nth = next(i for i, one in enumerate(article.tables) if one.number == table.number)
    return Grid(numerals.view.text, *cells_of(numerals.view, table, numerals.in_tables[nth]))


def pages_of(article: Article) -> dict[str, int]:
    """Return on which page of its file each quantity stands, where the file has pages.

    >>> import hulin_analysis as ha
    >>> pages_of(ha.load_article())
    {}
    """
    if not article.boxes:
        return {}
    starts = [box.start for box in article.boxes]
    found: dict[str, int] = {}
    for row in analyse(article).quantities:
        at = bisect_right(starts, row["start"]) - 1
        if at >= 0 and row["start"] < article.boxes[at].end:
            found[row["id"]] = article.boxes[at].page
    return found


def beside(article: Article) -> dict[str, Any]:
    r"""Return what no column of a frame says of its quotes, for its ``attrs``.

    >>> import hulin_analysis as ha
    >>> beside(ha.parse_article("指标\t产量（吨）\n粮食\t3.5\n油料\t1.2", title="某县公报"))["cells"]["q1-2"]
    ['油料', '产量（吨）', '']
    """
    said = {"cells": {id_: list(one) for id_, one in heads_of(article).items()}, "pages": pages_of(article)}
    return {name: known for name, known in said.items() if known}
