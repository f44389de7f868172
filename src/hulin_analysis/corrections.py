"""Corrections: what a reader knows better, kept in a file beside the text and applied again on every run.

A correction names the number it is for by its offset and its quote. If the text has changed and the words no
longer stand there, it is refused: a correction of another number would be worse than none.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import astuple, dataclass, fields
from math import inf, isfinite, nan
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.atomic_write import atomic_write
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.delimited import MARK
from hulin_analysis.errors import ArticleError, DataError
from hulin_analysis.frames import expect_frame
from hulin_analysis.messages import Listed, Message
from hulin_analysis.places import code_of, names_of
from hulin_analysis.readers.decode import decode
from hulin_analysis.times.typed_period import period_in_words

#: What a correction may be of: a column, or the row, which goes because its numeral is no quantity.
Correctable = Literal[
    "value", "low", "high", "unit", "per", "hedge", "change", "base", "status", "indicator", "indicator_id",
    "statement", "part_of", "subject", "subject_code", "period", "kind", "remove",
]  # fmt: skip
#: The columns that may be corrected, and the codes each may hold; None where any words or number will do.
CORRECTABLE: dict[str, tuple[str, ...] | None] = {
    **dict.fromkeys(get_args(Correctable)),
    **{"hedge": tuple(Hedge), "change": tuple(Change), "status": tuple(Status), "kind": tuple(Kind)},
}
#: In place of a column: the numeral is no quantity, and its row goes.
REMOVE = "remove"
del CORRECTABLE[REMOVE]
_NUMBERS = ("value", "low", "high")
_NEEDED = ("id", "start", "quote", *CORRECTABLE)


@dataclass(frozen=True, slots=True)
class _Correction:
    """One line of the file: at this offset stands this quote; its column has this value, for this reason."""

    start: int
    quote: str
    column: str
    value: str
    reason: str

    @property
    def cell(self) -> tuple[int, str, str]:
        return self.start, self.quote, self.column


_HEADER = [field.name for field in fields(_Correction)]


def correct(metrics: pd.DataFrame, path: str | os.PathLike[str]) -> pd.DataFrame:
    """Apply the corrections of a file to a metrics frame.

    Parameters
    ----------
    metrics : DataFrame
        The frame of :func:`hulin_analysis.extract`.
    path : path-like
        A CSV file with the columns ``start``, ``quote``, ``column``, ``value`` and ``reason``, one line a
        corrected cell: at offset `start` stands `quote`, its `column` is to be `value` (in the unit of the
        row; nothing for unknown), because of `reason`. With ``remove`` as the column the row goes.
        :func:`hulin_analysis.record_correction` writes such lines. A file that is not there corrects nothing.

    Returns
    -------
    DataFrame
        A copy, corrected. ``attrs["corrections"]`` lists the ids of the corrected rows; the charts say so.

    Raises
    ------
    DataError
        If the file cannot be read, if a line has no reason, or names a column or code there is not, or if
        its quote no longer stands where it says: then no correction is applied.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import hulin_analysis as ha
    >>> path, metrics = pathlib.Path(tempfile.mkdtemp()) / "corrections.csv", ha.load_metrics()
    >>> path = ha.record_correction(metrics, "q9-1", "unit", "人", reason="人 is meant", path=path)
    >>> ha.correct(metrics, path).set_index("id").loc["q9-1", ["quote", "unit"]].tolist()
    ['三口', '人']
    """
    frame = expect_frame(metrics, _NEEDED, "ha.correct({}, 'corrections.csv')", "ha.extract({})")
    read = _read(Path(path))
    pairs = [(_row_of(frame, correction, where), correction, where) for where, correction in read]
    corrected = frame.copy()
    cells = {(row, correction.column) for row, correction, _ in pairs}
    for row, correction, where in pairs:
        if correction.column != REMOVE:
            corrected.loc[row, correction.column] = _checked(correction, where)
        if correction.column == "subject" and (row, "subject_code") not in cells:
            code = code_of(script.fold(correction.value)) if correction.value else None
            corrected.loc[row, "subject_code"] = code or pd.NA
    before = frame.attrs.get("corrections", [])
    corrected.attrs["corrections"] = sorted({*before, *(str(frame.loc[row, "id"]) for row, *_ in pairs)})
    for row, correction, where in pairs:
        _expect_sense(corrected.loc[row], correction, where, set(frame["statement"].dropna()))
    return corrected.drop(index=[row for row, correction, _ in pairs if correction.column == REMOVE])


def _expect_sense(row: pd.Series, correction: _Correction, where: Message, statements: set[str]) -> None:
    """Refuse a row that, with all its corrections, says what no text can."""
    low, high, part = row["low"], row["high"], row["part_of"]
    if correction.column in _NUMBERS:
        if pd.isna(low) != pd.isna(high):
            fault = Message("has only one end of a range; correct low and high together")
        elif not pd.isna(low) and not pd.isna(row["value"]):
            fault = Message("has a value and a range; correct value, or low and high, to nothing")
        elif not pd.isna(low) and low > high:
            fault = Message("has a low of {low} above its high of {high}; change the two", low=low, high=high)
        else:
            return
    elif correction.column == "part_of" and not pd.isna(part) and part not in statements:
        fault = Message(
            "is part_of {part!r}, which is not a statement of the frame; take one of its column", part=part
        )
    elif correction.column in ("part_of", "statement") and not pd.isna(part) and part == row["statement"]:
        fault = Message("is part_of itself; correct part_of to its whole, or to nothing")
    else:
        return
    raise DataError(
        "{where}: row {id}, {column}: the row {fault}.",
        where=where,
        id=row["id"],
        column=correction.column,
        fault=fault,
    )


def record_correction(
    metrics: pd.DataFrame, id: str, column: Correctable, value: float | str | None, *, reason: str,
    path: str | os.PathLike[str] = "corrections.csv",
) -> Path:  # fmt: skip
    """Write a correction down, so that :func:`hulin_analysis.correct` applies it on every run.

    Parameters
    ----------
    metrics : DataFrame
        The frame of :func:`hulin_analysis.extract`.
    id : str
        The id of the row.
    column : {"value", "low", "high", "unit", "per", "hedge", "change", "base", "status", "indicator", \
"indicator_id", "statement", "part_of", "subject", "subject_code", "period", "kind", "remove"}
        The column that is wrong, or ``remove`` if the numeral is no quantity at all.
    value : float, str or None
        What it is to hold, in the unit of the row; None for unknown, and to remove the row.
    reason : str
        Why. Who reads your numbers will ask.
    path : path-like
        The file; made if need be. A correction of the same cell that it already has is replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    DataError
        If there is no such row, column or code, no reason, or the file cannot be read or written.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import hulin_analysis as ha
    >>> path, metrics = pathlib.Path(tempfile.mkdtemp()) / "corrections.csv", ha.load_metrics()
    >>> path = ha.record_correction(metrics, "q9-1", "unit", "人", reason="人 is meant", path=path)
    >>> path.read_text(encoding="utf-8-sig").splitlines()
    ['start,quote,column,value,reason', '1216,三口,unit,人,人 is meant']
    """
    typed = "ha.record_correction({}, id, column, value, reason='…')"
    frame = expect_frame(metrics, _NEEDED, typed, "ha.extract({})")
    rows = frame[frame["id"] == id]
    if len(rows) != 1:
        raise DataError(
            "The frame has {count} rows with the id {id!r}; correct each frame before they are joined."
            if len(rows)
            else "The frame has no row with the id {id!r}; take one of metrics['id'].",
            count=len(rows),
            id=id,
        )
    row = rows.iloc[0]
    written = "" if value is None else str(value)
    made = _Correction(int(row["start"]), str(row["quote"]), column, written, reason.strip())
    _checked(made, Message("The correction of {id}", id=id))
    kept = [correction for _, correction in _read(Path(path)) if correction.cell != made.cell]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(astuple(correction) for correction in sorted([*kept, made], key=lambda c: c.cell))
    # With its mark at the front, so that a spreadsheet shows Chinese right.
    atomic_write(MARK + table.getvalue().encode(), Path(path), "list of corrections")
    return Path(path)


def _read(path: Path) -> list[tuple[Message, _Correction]]:
    """Read the corrections of a file, each with where it stands; none if there is no file."""
    if not path.exists():
        return []
    try:
        text = decode(path)
    except ArticleError as err:
        raise DataError(err.message) from err
    lines = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in _HEADER if name not in (lines.fieldnames or [])]
    if missing:
        raise DataError(
            "{path} lacks the column {column}; its first line has to be {header}.",
            path=path,
            column=missing[0],
            header=",".join(_HEADER),
        )
    found: dict[tuple[int, str, str], tuple[Message, _Correction]] = {}
    for cells in lines:
        where = Message("Line {line} of {path}", line=lines.line_num, path=path)
        correction = _parsed(cells, where)
        if correction.cell in found:
            raise DataError(
                "{where} corrects a cell that a line before it has corrected; keep one of the two.",
                where=where,
            )
        found[correction.cell] = where, correction
    return list(found.values())


def _parsed(cells: dict[str, str | None], where: Message) -> _Correction:
    start, quote, column, value, reason = ((cells[name] or "").strip() for name in _HEADER)
    if not start.isascii() or not start.isdigit():
        raise DataError(
            "{where}: start is {start!r}; it has to be the offset that the frame gives.",
            where=where,
            start=start,
        )
    correction = _Correction(int(start), quote, column, value, reason)
    _checked(correction, where)
    return correction


def _row_of(metrics: pd.DataFrame, correction: _Correction, where: Message) -> Any:
    """Find the row that a correction is for, by offset and quote."""
    alike = metrics[metrics["quote"] == correction.quote]
    rows = alike.index[alike["start"] == correction.start]
    if len(rows) == 1:
        return rows[0]
    places = [str(start) for start in alike["start"]]
    raise DataError(
        "{where}: {quote!r} does not stand at {start} any more, but at {places}; look at the text, and "
        "change the line or delete it."
        if places
        else "{where}: {quote!r} is not among the numbers of the frame any more; look at the text, and "
        "change the line or delete it.",
        where=where,
        quote=correction.quote,
        start=correction.start,
        places=Listed(places),
    )


def _checked(correction: _Correction, where: Message) -> Any:
    """Give the value of a correction as its column holds it."""
    column, value = correction.column, correction.value
    if not correction.reason:
        raise DataError("{where} gives no reason; say why, for whoever reads your numbers.", where=where)
    if column == REMOVE:
        return None
    if column not in CORRECTABLE:
        choices = Listed([*CORRECTABLE, REMOVE])
        raise DataError(
            "{where}: {column!r} is not a column that can be corrected; choose from {choices}.",
            where=where,
            column=column,
            choices=choices,
        )
    _expect_word(correction, where)
    codes = CORRECTABLE[column]
    if column == "indicator_id" and value:
        codes = tuple(vocabulary.indicators())
    if codes is not None and value not in codes:
        few = Listed(codes) if len(codes) < 10 else Message("the ids of ha.indicators()")
        raise DataError(
            "{where}: {column} cannot be {value!r}; choose from {choices}.",
            where=where,
            column=column,
            value=value,
            choices=few,
        )
    if column == "period" and value:
        if (iso := period_in_words(value)) is None:
            raise DataError(
                "{where}: period is {value!r}; write it as 2025 or 2025-01/2025-06.", where=where, value=value
            )
        return iso
    if column not in _NUMBERS:
        return value if value or column in ("unit", "indicator") else pd.NA
    try:
        number = float(value) if value else nan
    except ValueError:
        number = inf
    if not isfinite(number) and value:
        raise DataError(
            "{where}: {column} is {value!r}; write a number as 1500 or 3.5, in the unit.",
            where=where,
            column=column,
            value=value,
        )
    return number


def _expect_word(correction: _Correction, where: Message) -> None:
    column, value = correction.column, correction.value
    if not value.isprintable() or value != value.strip():
        raise DataError(
            "{where}: {column} is {value!r}; write it in one line, without control characters.",
            where=where,
            column=column,
            value=value[:40],
        )
    if column == "subject_code" and value and not names_of(value):
        raise DataError(
            "{where}: subject_code is {value!r}, which is not the code of a division; write its six digits.",
            where=where,
            value=value[:40],
        )
