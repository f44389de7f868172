"""Workbooks (.xlsx): the first sheet with data as an article of one table, each cell as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from hulin_analysis import vocabulary
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.number_formats import BUILT_IN, shown_number
from hulin_analysis.readers.office_package import (
    Parts,
    beside,
    elements_of,
    main_part,
    relations,
    unpacked,
)
from hulin_analysis.readers.page_lines import raised
from hulin_analysis.readers.spreadsheet import MOST_CELLS, too_large
from hulin_analysis.readers.text_writer import Shown
from hulin_analysis.readers.workbook_sheets import Sheet, shown_of_sheets
from hulin_analysis.writable import clean

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00(?::00(?:\.0+)?)?Z?$)?")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
# By what a sheet names its part, in either edition of the standard.
_IDENTIFIERS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_FARTHEST = 40
_Known = TypeVar("_Known")


@dataclass(frozen=True, slots=True)
class _Style:
    form: str = ""
    indent: int = 0


@dataclass(slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    texts: list[str] = field(default_factory=list)
    styles: list[_Style] = field(default_factory=list)
    since_1904: bool = False

    def style(self, number: int) -> _Style:
        """Return a style; without it nobody knows whether 0.053 is shown as 5.3%."""
        return _numbered(self.styles or [_Style()], number)

    def text(self, number: int) -> str:
        """Return a text that cells share."""
        return _numbered(self.texts, number)


def _numbered(known: Sequence[_Known], number: int) -> _Known:
    """Return what a cell refers to, or say that the workbook lacks it: then nothing is known of the cell."""
    if 0 <= number < len(known):
        return known[number]
    raise ValueError(f"a cell refers to number {number} of {len(known)}")


def read_workbook(data: bytes, name: str) -> Shown:
    """Read the first sheet with data of a workbook.

    A number is written as its format shows it: 10.0 and not 10, 5.3% and not 0.053. Hidden sheets, rows and
    columns are left out, and so are charts, comments, headers and footers. Of a formula that is shown which
    the program that saved the file had calculated.
    """
    refusal = ArticleError(
        "{name} is not a valid workbook (.xlsx); save it again from Excel, or as .csv.", name=name
    )

    def sheets() -> Iterator[tuple[str, Sheet]]:
        with parsed_by_others(refusal):
            parts = unpacked(data, name)
            main = main_part(parts, "xl/workbook.xml", refusal)
            shown, since_1904 = _sheets(parts, main, refusal)
            book = _Book(_texts(parts, main), _styles(parts, main), since_1904)
            for title, part in shown:
                yield title, _sheet(parts[part], book, name)

    return shown_of_sheets(sheets(), name)


def _sheets(parts: Parts, main: str, refusal: ArticleError) -> tuple[list[tuple[str, str]], bool]:
    """Return the title and part of each sheet that is shown, and whether days count from 1904 on."""
    targets = {one.id: one.target for one in relations(parts, main) if one.kind == "worksheet"}
    if not targets:
        raise refusal
    sheets, since_1904 = [], False
    for one in elements_of(parts[main]):
        if one.tag == "workbookPr":
            since_1904 = _is_true(one.get("date1904"))
        elif one.tag == "sheet" and one.get("state", "visible") == "visible":
            target = next((targets[key] for name in _IDENTIFIERS if (key := one.get(name)) in targets), None)
            if target:
                sheets.append((one.get("name", ""), target))
    return sheets, since_1904


def _texts(parts: Parts, main: str) -> list[str]:
    part = beside(parts, main, "sharedStrings")
    return [_written(one) for one in elements_of(parts[part]) if one.tag == "si"] if part else []


def _written(element: Any) -> str:
    """Return the words of a text: raised figures as such, and without the readings that stand above names."""
    words = []
    for one in element:
        if one.tag == "t":
            words.append(one.text or "")
        elif one.tag == "r":
            text, align = one.findtext("t") or "", one.find("rPr/vertAlign")
            up = align is not None and align.get("val") == "superscript"
            words.append(raised(text) if up else text)
    return _decoded("".join(words))


def _decoded(words: str) -> str:
    """Return a text as it is shown: control characters are written as their numbers, ``_x000D_``."""
    # A carriage return belongs to a line break.
    return _CODED.sub(lambda code: clean(chr(int(code[1], 16))), words).replace("\r", "")


def _styles(parts: Parts, main: str) -> list[_Style]:
    part = beside(parts, main, "styles")
    if not part:
        return []
    own: dict[int, str] = {}
    styles: list[_Style] = []
    for one in elements_of(parts[part]):
        if one.tag == "numFmt":
            own[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
        elif one.tag == "cellXfs":
            for style in one:
                number = int(style.get("numFmtId") or 0)
                form = own.get(number) or BUILT_IN.get(number) or _east_asian().get(number, "")
                indents = [int(inner.get("indent") or 0) for inner in style]
                styles.append(_Style(form, min(max(indents, default=0), _FARTHEST)))
    return styles


@cache
def _east_asian() -> dict[int, str]:
    parted = (entry.partition(" ") for entry in vocabulary.words("readers", "workbook", "dates"))
    return {int(number): form for number, _, form in parted}


def _sheet(part: bytes, book: _Book, name: str) -> Sheet:
    sheet = Sheet()
    hidden_rows, hidden_columns = list[range](), list[range]()
    row = 0
    for one in elements_of(part):
        if one.tag == "col" and _is_true(one.get("hidden")):
            hidden_columns.append(range(int(one.get("min", "1")), int(one.get("max", "1")) + 1))
        elif one.tag == "row":
            row = int(one.get("r") or row + 1)
            if _is_true(one.get("hidden")):
                hidden_rows.append(range(row, row + 1))
            _read_row(sheet, one, row, book)
            if len(sheet.cells) > MOST_CELLS:
                raise too_large(name)
        elif one.tag == "mergeCell":
            first, _, last = one.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first, (0, 0)), _place(last, (0, 0))
            if 0 < left <= right and 0 < top <= bottom:
                sheet.merged[top, left] = bottom, right
    sheet.hide(hidden_rows, hidden_columns)
    return sheet


def _read_row(sheet: Sheet, element: Any, row: int, book: _Book) -> None:
    column = 0
    for cell in element:
        if cell.tag != "c":
            continue
        # Some programs leave out where a cell stands: it stands behind the one before.
        row, column = _place(cell.get("r"), (row, column + 1))
        style = book.style(int(cell.get("s") or 0))
        words, known = _shown(cell, style, book)
        if not known:
            sheet.uncalculated.add((row, column))
        if words.strip():
            sheet.cells[row, column] = words, style.indent


def _place(written: str | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    """Return the row and column that a cell names."""
    match = _PLACE.fullmatch((written or "").replace("$", ""))
    if match is None:
        return otherwise
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _shown(cell: Any, style: _Style, book: _Book) -> tuple[str, bool]:
    """Return what a cell shows; and whether that is known, which it is not of a formula without a value."""
    inner = {one.tag: one for one in cell}
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return (_written(inner["is"]) if "is" in inner else ""), True
    value = inner["v"].text if "v" in inner else None
    if value is None:
        return "", "f" not in inner
    if kind == "s":
        return book.text(int(value)), True
    if kind == "d":
        date = _ISO_DATE.match(value)
        return (date[1] if date and date.end() == len(value) else value.replace("T", " ")), True
    if kind == "b":
        return ("TRUE" if _is_true(value) else "FALSE"), True
    if kind != "n":
        return _decoded(value), True
    return shown_number(float(value), style.form, since_1904=book.since_1904), True


def _is_true(written: str | None) -> bool:
    return written in ("1", "true")
