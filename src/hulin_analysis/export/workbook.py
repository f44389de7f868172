"""Excel workbooks: typed cells, frozen header, filters, links; a text is never a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hulin_analysis.atomic_write import atomic_write
from hulin_analysis.delimited import opens_formula
from hulin_analysis.errors import DataError
from hulin_analysis.export.archive import settle_archive
from hulin_analysis.export.json_lines import Plain, plain
from hulin_analysis.extras import require
from hulin_analysis.writable import writable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# Excel's own limit for the text of one cell.
_CELL_LIMIT = 32_767
_DATE, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_WIDEST = 60
# In points; a row of Excel is 409 at most.
_LINE, _TALLEST = 15, 400
_A4 = 9


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    frame: pd.DataFrame  # the rows; its index is not written
    # Column name → one address a row, put behind that column's cells.
    links: Mapping[str, list[str | None]] = field(default_factory=dict)
    # Column name → how Excel shows the number of each row.
    formats: Mapping[str, list[str | None]] = field(default_factory=dict)
    # Column name → what stands over it; without one, its name.
    headings: Mapping[str, str] = field(default_factory=dict)
    # With it each column with rows has a name in the workbook (``metrics.value``), whatever its heading.
    code: str = ""
    frozen: int = 0  # how many columns stay in sight
    printed: int = 0  # how many columns are printed; 0 for all


def write_workbook(sheets: Mapping[str, Sheet], path: str | Path, *, when: datetime) -> None:
    """Write an Excel workbook: typed cells, frozen header, filters; text is never a formula.

    >>> import tempfile
    >>> from openpyxl import load_workbook
    >>> sheet = Sheet(pd.DataFrame({"quote": ["=1+1"]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_workbook({"metrics": sheet}, Path(folder) / "a.xlsx", when=datetime(2022, 2, 15))
    ...     load_workbook(Path(folder) / "a.xlsx")["metrics"]["A2"].data_type
    's'
    """
    atomic_write(workbook_bytes(sheets, when), path)


def workbook_bytes(sheets: Mapping[str, Sheet], when: datetime) -> bytes:
    """Make an Excel workbook, the same bytes on every run: see :func:`write_workbook`."""
    require("openpyxl", extra="report")
    # Not at the top: openpyxl comes with an extra, and CSV and JSON Lines need none.
    from openpyxl import Workbook

    # Row by row: a cell takes a hundred times the memory of what it says.
    book, written = Workbook(write_only=True), io.BytesIO()
    # Without these the workbook carries the moment it was made.
    book.properties.creator = "hulin-analysis"
    book.properties.created = book.properties.modified = when.replace(tzinfo=None)
    try:
        for name, sheet in sheets.items():
            _fill(book.create_sheet(name), sheet)
            if sheet.code and len(sheet.frame):
                _name_columns(book, name, sheet)
        book.save(written)
    except BaseException:
        # A sheet that is left open ends in an error of its own, wherever Python then collects its garbage.
        for page in book.worksheets:
            with suppress(Exception):
                page.close()
        raise
    return settle_archive(written.getvalue(), when)


def _name_columns(book: Workbook, title: str, sheet: Sheet) -> None:
    """Name the cells of each column by its code: a formula or a program finds them in every language."""
    from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    for number, column in enumerate(sheet.frame.columns, start=1):
        letter, name = get_column_letter(number), f"{sheet.code}.{column}"
        cells = absolute_coordinate(f"{letter}2:{letter}{len(sheet.frame) + 1}")
        book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(title)}!{cells}")


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font

    names = [str(name) for name in sheet.frame.columns]
    rows = [[_cell(value) for value in row] for row in sheet.frame.itertuples(index=False, name=None)]
    none: list[str | None] = [None] * len(rows)
    links = [sheet.links.get(name, none) for name in names]
    formats = [sheet.formats.get(name, none) for name in names]
    # What stands before the rows in the file has to be known before the first is written.
    _lay_out(page, sheet, rows)
    for i, row in enumerate(rows, start=2):
        cells = []
        for j, value in enumerate(row, start=1):
            cells.append(cell := _put(page, i, j, value))
            wraps = _width(value) > _WIDEST - 2 or "\n" in str(value)
            cell.alignment = Alignment(vertical="top", wrap_text=wraps)
            if shown := formats[j - 1][i - 2]:
                cell.number_format = shown
            if address := links[j - 1][i - 2]:
                cell.hyperlink = writable(address)
                cell.font = Font(color="0B5394", underline="single")
        # Excel finds the height of wrapped text itself, LibreOffice only for what it has written.
        lines = max(
            [-(-_width(value) // (_WIDEST - 2)) for value in row if isinstance(value, str)], default=1
        )
        if lines > 1:
            page.row_dimensions[i].height = min(lines * _LINE, _TALLEST)
        page.append(cells)


def _lay_out(page: Worksheet, sheet: Sheet, rows: Sequence[Sequence[Plain | datetime]]) -> None:
    """Write the headings, and set the columns and the printed page."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    heads = []
    for j, name in enumerate(map(str, sheet.frame.columns), start=1):
        heading = sheet.headings.get(name, name)
        heads.append(head := _put(page, 1, j, heading))
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E5F")
        head.alignment = Alignment(vertical="center")
        head.border = Border(bottom=Side("thin", color="1F4E5F"))
        widest = max([_width(heading) + 3, *(_width(row[j - 1]) + 2 for row in rows)])
        page.column_dimensions[get_column_letter(j)].width = min(widest, _WIDEST)
    page.row_dimensions[1].height = 20
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    if rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    # As printed: across, a page as wide as the sheet, the headings on each.
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    if sheet.printed:
        page.print_area = f"A1:{get_column_letter(sheet.printed)}{len(rows) + 1}"
    page.append(heads)


def _cell(value: object) -> Plain | datetime:
    """Give a value as a cell holds it: a date stays one."""
    shown = plain(value)
    return value if isinstance(value, datetime) and shown is not None else shown


def _put(page: Worksheet, row: int, column: int, value: Plain | datetime) -> Cell:
    """Make the cell of a value with its type; a text stays a text, whatever it opens with."""
    from openpyxl.cell.cell import Cell

    cell = Cell(page, row=row, column=column)
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime):
            cell.number_format = _DATE if value.time() == time() else _TIME
        return cell
    text = writable(value)
    if len(text) > _CELL_LIMIT:
        raise DataError(
            "A text of {count} characters ({text}…) is too long for a cell of a workbook; write csv, "
            "jsonl, parquet or jsonld instead.",
            count=len(text),
            text=text[:20],
        )
    cell.value = text
    cell.data_type = "s"
    if opens_formula(text):
        # Shown as text also after somebody opens the cell and leaves it.
        cell.quotePrefix = True
    return cell


def _width(value: object) -> float:
    """Width on screen in digits; a Chinese character takes two."""
    text = "" if value is None else str(value)
    return max((sum(1 + (ord(c) > 0x2E7F) for c in line) for line in text.split("\n")), default=0)
