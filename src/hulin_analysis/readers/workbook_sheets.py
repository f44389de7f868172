"""Sheets of a workbook: the cells of each as they are shown, and the first that has any as an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from hulin_analysis.errors import ArticleError
from hulin_analysis.messages import Listed, Message
from hulin_analysis.readers.cell_grid import Cell
from hulin_analysis.readers.metadata import Metadata
from hulin_analysis.readers.spreadsheet import MOST_CELLS, sheet_cell, too_large, written_sheet
from hulin_analysis.readers.text_writer import Shown, TextWriter

_NAMED = 3  # sheets that a remark names


@dataclass(slots=True)
class Sheet:
    """What a sheet shows, whatever format it comes from; rows and columns count from 1."""

    #: The words of each cell that has any, and how many characters they are set in, by row and column.
    cells: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)
    #: The last row and column that a cell covers, of those that cover several.
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)  # formulas without a value

    def hide(self, rows: Iterable[range], columns: Iterable[range]) -> None:
        """Take out what stands in hidden rows or columns alone."""
        hidden_rows, hidden_columns = _united(rows), _united(columns)
        for row, column in {*self.cells, *self.uncalculated}:
            bottom, right = self.merged.get((row, column), (row, column))
            if _covers(hidden_rows, row, bottom) or _covers(hidden_columns, column, right):
                self.cells.pop((row, column), None)
                self.uncalculated.discard((row, column))

    def rows(self, name: str) -> list[list[Cell]]:
        """Return the cells of the rows and columns in which a word stands."""
        rows = sorted({row for row, _ in self.cells})
        columns = sorted({column for _, column in self.cells})
        if len(rows) * len(columns) > MOST_CELLS:
            raise too_large(name)
        covered: set[tuple[int, int]] = set()
        made: list[list[Cell]] = []
        for nth, row in enumerate(rows):
            made.append([])
            for place, column in enumerate(columns):
                if (row, column) in covered:
                    continue
                bottom, right = self.merged.get((row, column), (row, column))
                below = rows[nth : bisect_right(rows, bottom)]
                beside = columns[place : bisect_right(columns, right)]
                covered.update((one, other) for one in below for other in beside)
                words, depth = self.cells.get((row, column), ("", 0))
                made[-1].append(sheet_cell(words, len(below), len(beside), depth))
        return made


def _united(ranges: Iterable[range]) -> list[range]:
    """Join ranges that overlap or touch: any two that are left have something between them."""
    united: list[range] = []
    for one in sorted(filter(None, ranges), key=lambda one: one.start):
        if united and one.start <= united[-1].stop:
            united[-1] = range(united[-1].start, max(united[-1].stop, one.stop))
        else:
            united.append(one)
    return united


def _covers(united: list[range], first: int, last: int) -> bool:
    at = bisect_right(united, first, key=lambda one: one.start) - 1
    return at >= 0 and last < united[at].stop


def shown_of_sheets(sheets: Iterable[tuple[str, Sheet]], name: str) -> Shown:
    r"""Write the first sheet with data; remark which others have some, and which formulas have no value.

    >>> sheet = Sheet({(1, 1): ("指标", 0), (1, 2): ("万吨", 0), (2, 1): ("粮食", 0), (2, 2): ("1,234.5", 0)})
    >>> shown_of_sheets([("表1", sheet)], "table.xlsx").text
    '指标\t万吨\n粮食\t1,234.5'
    """
    first: tuple[str, Sheet] | None = None
    others: list[str] = []
    uncalculated = 0
    for title, sheet in sheets:
        uncalculated += 0 if first else len(sheet.uncalculated)
        if sheet.cells and first:
            others.append(title)
        elif sheet.cells:
            first = title, sheet
    remarks = []
    if first and others:
        remarks.append(
            Message(
                "Of {name} only the first sheet with data, {sheet!r}, was read; save {others} as a file "
                "of its own."
                if len(others) == 1
                else "Of {name} only the first sheet with data, {sheet!r}, was read; save {others} as "
                "files of their own.",
                name=name,
                sheet=first[0],
                others=Listed([f"{title:.30}" for title in others[:_NAMED]] + ["…"] * (len(others) > _NAMED)),
            )
        )
    if uncalculated:
        remarks.append(
            Message(
                "A formula of {name} has no value in the file; open it in Excel and save it again."
                if uncalculated == 1
                else "{count} formulas of {name} have no value in the file; open it in Excel and save it "
                "again.",
                count=uncalculated,
                name=name,
            )
        )
    writer = TextWriter()
    if first:
        written_sheet(writer, first[1].rows(name), name)
    elif uncalculated:
        raise ArticleError(remarks[0])
    return writer.shown(Metadata(), tuple(remarks))
