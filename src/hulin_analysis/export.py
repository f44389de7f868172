"""Frames written as files for other tools: CSV, JSON Lines and Excel, the same bytes on every run."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, cast

import pandas as pd

from hulin_analysis.errors import DataError
from hulin_analysis.extras import require

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["FORMATS", "Format", "Sheet", "settle_archive", "stamp", "write_table", "write_workbook"]

Format = Literal["csv", "jsonl", "xlsx"]
#: The formats of :func:`write_table`.
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "xlsx")

# Excel's own limit for the text of one cell.
_CELL_LIMIT = 32_767
# Control characters that XML, and so a workbook, cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A cell that opens with one of these is taken for a formula by one spreadsheet program or another.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes
    ----------
    frame : DataFrame
        The rows; its index is not written.
    links : mapping of str to (list of str or None)
        Column name → one address a row, put behind that column's cells.
    """

    frame: pd.DataFrame
    links: Mapping[str, list[str | None]] = field(default_factory=dict)


def write_table(frame: pd.DataFrame, format: Format, target: IO[str] | IO[bytes] | str | Path) -> None:
    r"""Write a frame as CSV, JSON Lines or an Excel workbook of one sheet.

    Numbers are written in their shortest form: 1500.0 as 1500, 6.7 as 6.7. A missing value is an empty
    field in CSV, ``null`` in JSON Lines and an empty cell in Excel. CSV and JSON Lines are UTF-8 without
    a byte-order mark, lines end in ``\n``.

    Parameters
    ----------
    frame : DataFrame
        Any frame of this package; the index is not written.
    format : {"csv", "jsonl", "xlsx"}
        What to write.
    target : text stream, binary stream or path
        Where to. A workbook needs a binary stream or a path. A path is written beside and then renamed,
        so that a failure leaves what was there.

    Raises
    ------
    DataError
        If the format is unknown, the path cannot be written, or a text is too long for a cell.
    MissingExtraError
        If Excel is asked for and openpyxl is not installed.

    Examples
    --------
    >>> import sys
    >>> frame = pd.DataFrame({"quote": ["1500余場", "3—5年"], "value": [1500.0, None]})
    >>> write_table(frame, "csv", sys.stdout)
    quote,value
    1500余場,1500
    3—5年,
    >>> write_table(frame, "jsonl", sys.stdout)
    {"quote": "1500余場", "value": 1500}
    {"quote": "3—5年", "value": null}
    """
    if format == "csv":
        content = _csv(frame).encode()
    elif format == "jsonl":
        content = _jsonl(frame).encode()
    elif format == "xlsx":
        content = _workbook_bytes({"metrics": Sheet(frame)}, stamp(frame.attrs.get("article", {})))
    else:
        raise DataError(f"There is no table format {format!r}; choose one of {', '.join(FORMATS)}.")
    _deliver(content, target)


def write_workbook(sheets: Mapping[str, Sheet], path: str | Path, *, when: datetime) -> None:
    """Write an Excel workbook: typed cells, frozen header, filters; text is never a formula.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Sheet name → what stands on it, in order.
    path : str or Path
        Where to; written beside and then renamed.
    when : datetime
        The date the file carries: see :func:`stamp`.

    Raises
    ------
    DataError
        If the path cannot be written or a text is too long for a cell.
    MissingExtraError
        If openpyxl is not installed.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> sheet = Sheet(pd.DataFrame({"quote": ["=1+1"]}))
    >>> write_workbook({"metrics": sheet}, folder / "a.xlsx", when=stamp({}))
    >>> from openpyxl import load_workbook
    >>> load_workbook(folder / "a.xlsx")["metrics"]["A2"].data_type
    's'
    """
    _deliver(_workbook_bytes(sheets, when), path)


def stamp(about: Mapping[str, str | None]) -> datetime:
    """Return the date that a file carries inside: one that does not change from run to run.

    Parameters
    ----------
    about : mapping
        ``Article.about()``; its ``published`` is used.

    Returns
    -------
    datetime
        In UTC: ``SOURCE_DATE_EPOCH`` if it is set, else the day of publication, else 1 January 1980, the
        first day an archive can name.

    Raises
    ------
    DataError
        If ``SOURCE_DATE_EPOCH`` is set and no whole number of seconds.

    Examples
    --------
    >>> stamp({"published": "2022-02-15T08:59:00"}).isoformat()
    '2022-02-15T08:59:00+00:00'
    """
    first = datetime(1980, 1, 1, tzinfo=UTC)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return max(first, datetime.fromtimestamp(int(epoch), UTC))
        except (ValueError, OverflowError, OSError) as err:
            raise DataError(
                f"SOURCE_DATE_EPOCH is {epoch!r}; set it to a number of seconds since 1970, or unset it."
            ) from err
    published = about.get("published")
    return max(first, datetime.fromisoformat(published).replace(tzinfo=UTC)) if published else first


def settle_archive(archive: bytes, when: datetime, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Rewrite a zip archive (.xlsx, .docx) so that equal contents are equal bytes.

    Parameters
    ----------
    archive : bytes
        The archive.
    when : datetime
        The date of every entry and of the core properties.
    parts : mapping of str to bytes, optional
        Entries to replace or to add.

    Returns
    -------
    bytes
        The archive with fixed dates, in the order it had.

    Examples
    --------
    >>> import io, zipfile
    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as opened:
    ...     opened.writestr("a.txt", "text")
    >>> settled = settle_archive(made.getvalue(), stamp({}))
    >>> zipfile.ZipFile(io.BytesIO(settled)).getinfo("a.txt").date_time
    (1980, 1, 1, 0, 0, 0)
    """
    replaced = dict(parts or {})
    date = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in dict.fromkeys([*source.namelist(), *replaced]):
            content = replaced[name] if name in replaced else source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + date, content)
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The same on every system: zipfile writes the maker's system into the entry otherwise.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, content)
    return settled.getvalue()


def _plain(value: Any) -> str | int | float | bool | None:
    """One cell as a Python value: NA is None, a whole float is an int."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, bool | int | str):
        return value
    return str(value)


def _rows(frame: pd.DataFrame) -> Iterator[list[str | int | float | bool | None]]:
    for row in frame.itertuples(index=False, name=None):
        yield [_plain(value) for value in row]


def _csv(frame: pd.DataFrame) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(["" if v is None else v for v in row] for row in _rows(frame))
    return written.getvalue()


def _jsonl(frame: pd.DataFrame) -> str:
    names = [str(name) for name in frame.columns]
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in _rows(frame))
    return "".join(f"{line}\n" for line in lines)


def _workbook_bytes(sheets: Mapping[str, Sheet], when: datetime) -> bytes:
    require("openpyxl", extra="report")
    # Not at the top: openpyxl comes with an extra, and CSV and JSON Lines need none.
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, sheet in sheets.items():
        _fill(book.create_sheet(name), sheet)
    # Without these the workbook carries the moment it was made.
    book.properties.creator = "hulin-analysis"
    book.properties.created = book.properties.modified = when.replace(tzinfo=None)
    written = io.BytesIO()
    book.save(written)
    return settle_archive(written.getvalue(), when)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    names = [str(name) for name in sheet.frame.columns]
    rows = list(_rows(sheet.frame))
    for j, name in enumerate(names, start=1):
        head = _put(page, 1, j, name)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E5F")
        head.alignment = Alignment(vertical="center")
        head.border = Border(bottom=Side("thin", color="1F4E5F"))
        widest = max([_width(name) + 3, *(_width(row[j - 1]) + 2 for row in rows)])
        page.column_dimensions[get_column_letter(j)].width = min(widest, _WIDEST)
    for i, row in enumerate(rows, start=2):
        for j, value in enumerate(row, start=1):
            cell = _put(page, i, j, value)
            cell.alignment = Alignment(vertical="top", wrap_text=_width(value) > _WIDEST - 2)
            address = sheet.links.get(names[j - 1], [None] * len(rows))[i - 2]
            if address:
                cell.hyperlink = address
                cell.font = Font(color="0B5394", underline="single")
    page.row_dimensions[1].height = 20
    page.freeze_panes = "A2"
    if rows:
        page.auto_filter.ref = page.dimensions


def _put(page: Worksheet, row: int, column: int, value: str | int | float | bool | None) -> Cell:
    """Store a value with its type; a text stays a text, whatever it opens with."""
    cell = cast("Cell", page.cell(row, column))
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = _UNWRITABLE.sub("\ufffd", value)
    if len(text) > _CELL_LIMIT:
        raise DataError(
            f"A text of {len(text)} characters ({text[:20]}…) is too long for a cell of a workbook; "
            "write csv or jsonl instead."
        )
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        # Shown as text also after somebody opens the cell and leaves it.
        cell.quotePrefix = True
    return cell


def _width(value: object) -> float:
    """Width on screen in digits; a Chinese character takes two."""
    text = "" if value is None else str(value)
    return max((sum(1 + (ord(c) > 0x2E7F) for c in line) for line in text.split("\n")), default=0)


def _deliver(content: bytes, target: IO[str] | IO[bytes] | str | Path) -> None:
    if isinstance(target, str | Path):
        _write_beside(content, Path(target))
    elif isinstance(target, io.TextIOBase):
        target.write(content.decode())
    else:
        target.write(content)  # type: ignore[arg-type]


def _write_beside(content: bytes, path: Path) -> None:
    """Write a file so that it is there whole or not at all."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            # mkstemp lets the owner alone read; a table is as readable as any new file.
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(beside, 0o666 & ~mask)
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as err:
        raise DataError(
            f"The table cannot be written to {path} ({err.strerror or err}); choose another place."
        ) from err
