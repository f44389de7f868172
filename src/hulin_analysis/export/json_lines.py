"""Frames as lines of text, CSV and JSON Lines, and the cells of a frame as plain values."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd

from hulin_analysis.delimited import protect

#: What a cell holds, where it has a type.
Plain = str | int | float | bool | None


def plain(value: Any) -> Plain:
    """Give one cell as a plain value: NA is None, a whole float an int, a date its ISO 8601 form.

    >>> plain(1500.0), plain(6.7), plain(pd.NA), plain(datetime(2022, 2, 15))
    (1500, 6.7, None, '2022-02-15T00:00:00')
    >>> plain([1.0, None])
    '[1, null]'
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | dict) or (hasattr(value, "tolist") and value.ndim):
        return json.dumps(_nested(value), ensure_ascii=False)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, bool | int | str):
        return value
    return str(value)


def _nested(value: Any) -> Any:
    """Give a cell as JSON has it: a list or an array as a list, a mapping as an object."""
    if isinstance(value, dict):
        return {str(name): _nested(one) for name, one in value.items()}
    if isinstance(value, list | tuple) or (hasattr(value, "tolist") and value.ndim):
        return [_nested(one) for one in value]
    return plain(value)


def plain_rows(frame: pd.DataFrame) -> Iterator[list[Plain]]:
    """Yield the rows of a frame as plain values; its index is left out."""
    for row in frame.itertuples(index=False, name=None):
        yield [plain(value) for value in row]


class _Lines(list[str]):
    """A list that takes what a csv writer writes."""

    write = list.append


def csv_text(frame: pd.DataFrame, *, protected: bool) -> str:
    r"""Write a frame as CSV.

    >>> csv_text(pd.DataFrame({"a": ["=1+1", "-5%"]}), protected=True)
    "a\n'=1+1\n-5%\n"
    """
    lines = _Lines()
    # The writer quotes a text that holds a character of its own line end: with "\r\n" it quotes either.
    writer = csv.writer(lines, lineterminator="\r\n")
    head: list[Plain] = [str(name) for name in frame.columns]
    for row in [head, *plain_rows(frame)]:
        cells = ["" if value is None else value for value in row]
        writer.writerow([protect(cell) if protected and isinstance(cell, str) else cell for cell in cells])
    return "".join(f"{line[:-2]}\n" for line in lines)


def jsonl_text(frame: pd.DataFrame) -> str:
    r"""Write a frame as JSON Lines: one object a row.

    >>> jsonl_text(pd.DataFrame({"quote": ["3—5年"], "value": [None]}))
    '{"quote": "3—5年", "value": null}\n'
    """
    names = [str(name) for name in frame.columns]
    rows = (map(_nested, row) for row in frame.itertuples(index=False, name=None))
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines)
