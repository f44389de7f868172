"""One frame as one table, in the format that was asked for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, Literal, get_args

import pandas as pd

from hulin_analysis.article import Article
from hulin_analysis.atomic_write import atomic_write
from hulin_analysis.delimited import MARK
from hulin_analysis.errors import DataError
from hulin_analysis.export.annotations import jsonld_text
from hulin_analysis.export.archive import stamp
from hulin_analysis.export.json_lines import csv_text, jsonl_text
from hulin_analysis.export.parquet import parquet_bytes
from hulin_analysis.export.sheets import lay_out
from hulin_analysis.export.workbook import Sheet, workbook_bytes
from hulin_analysis.frames import COLUMNS
from hulin_analysis.messages import Listed
from hulin_analysis.proofs import proven
from hulin_analysis.quotes import expect_quotes

Format = Literal["csv", "jsonl", "xlsx", "parquet", "jsonld"]
#: The formats of :func:`write_table`.
FORMATS: tuple[Format, ...] = get_args(Format)


def write_table(
    frame: pd.DataFrame,
    format: Format,
    target: IO[str] | IO[bytes] | str | Path,
    *,
    article: Article | None = None,
) -> None:
    r"""Write a frame as CSV, JSON Lines, an Excel workbook, Parquet or JSON-LD, the same bytes on every run.

    Numbers are written in their shortest form: 1500.0 as 1500, 6.7 as 6.7. A missing value is an empty
    field in CSV, ``null`` in JSON Lines and Parquet, an empty cell in Excel and left out in JSON-LD. Text is
    UTF-8, lines end in ``\n``.

    CSV has two forms. In a file (a path or a binary stream) it is made for spreadsheets: it begins with a
    byte-order mark, without which Excel takes Chinese for noise, and a text that a spreadsheet would run as
    a formula (``=cmd()``) has an apostrophe in front, as OWASP advises; a signed number (-5%) is none. So
    in such a cell, and nowhere else, the file differs from the article; :func:`hulin_analysis.read_metrics`
    takes the apostrophe off again. In a text stream (a pipe into another program) it has neither: every
    text is as the article has it. JSON Lines, Parquet and JSON-LD have types and are always exact; a
    workbook stores such a text as text and shows it unchanged.

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
    if format not in FORMATS:
        raise DataError(
            "There is no table format {format!r}; choose one of {choices}.",
            format=format,
            choices=Listed(FORMATS),
        )
    is_metrics = set(COLUMNS) <= set(frame.columns)
    if is_metrics:
        frame = proven(frame)
    if article is not None:
        expect_quotes(frame, article.text)
    printed = isinstance(target, io.TextIOBase)
    if format == "xlsx":
        sheets = lay_out(frame, article) if is_metrics else {"metrics": Sheet(frame)}
        content = workbook_bytes(sheets, stamp(frame.attrs.get("article", {})))
    elif format == "parquet":
        content = parquet_bytes(frame)
    elif format == "csv":
        content = (b"" if printed else MARK) + csv_text(frame, protected=not printed).encode()
    else:
        content = (jsonl_text(frame) if format == "jsonl" else jsonld_text(frame, article)).encode()
    if isinstance(target, io.TextIOBase):
        target.write(content.decode())
    else:
        atomic_write(content, target)  # type: ignore[arg-type]
