"""Tables with an article a row: CSV and Parquet files, read in slices."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from hulin_analysis.errors import HulinError
from hulin_analysis.readers.decode import decode_bytes
from hulin_analysis.readers.facts import Facts, moment, web_address

__all__ = ["TABLE_SUFFIXES", "Row", "TableError", "row_facts", "table_rows"]

TABLE_SUFFIXES = (".csv", ".parquet")
#: The columns that say what is known of an article besides its text, where a table has them.
FACT_COLUMNS = ("title", "paper", "place", "published", "url")
# What the column with the text is called where nobody says.
_TEXT_COLUMNS = ("text", "content", "body", "正文", "内容", "內容", "全文")
_SLICE = 128  # rows of a table that are held at once
_SAMPLE = 1_000_000  # bytes of a CSV file that its encoding is told by


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number from 1 on, its text, and the facts beside it as they are written."""

    number: int
    text: str
    facts: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.text.encode("utf-8", "replace"))


class TableError(HulinError):
    """A table cannot be opened, or breaks off; `rows` were read before it did."""

    def __init__(self, message: str, rows: int = 0) -> None:
        super().__init__(message)
        self.rows = rows


def table_rows(path: Path, text_column: str | None) -> Iterator[Row]:
    """Yield the rows of a table.

    Parameters
    ----------
    path : Path
        A ``.csv`` or ``.parquet`` file.
    text_column : str or None
        The column with the text; if None, one named text, content, body, 正文, 内容 or 全文.

    Raises
    ------
    TableError
        If the file is no table or has no such column; where a file breaks off, the rows before are yielded.
    """
    slices = _parquet_slices if path.suffix.lower() == ".parquet" else _csv_slices
    number = 0
    try:
        for columns, records in slices(path, text_column):
            for text, *facts in records:
                number += 1
                told = ((name, _words(fact)) for name, fact in zip(columns, facts, strict=True))
                yield Row(number, _words(text), tuple((name, fact) for name, fact in told if fact))
    except TableError:
        raise
    except Exception as err:  # pandas and pyarrow have errors of many kinds for what is no table
        why = " ".join(str(getattr(err, "strerror", None) or err).split())
        where = f"behind row {number}" if number else "from its first row on"
        raise TableError(
            f"The table {path.name} cannot be read {where} ({why:.200}); mend it there, or save it anew.",
            number,
        ) from err


_Slices = Iterator[tuple[list[str], Iterable[tuple[Any, ...]]]]


def _csv_slices(path: Path, text_column: str | None) -> _Slices:
    # A broken character here and there is shown as one, as in a text file.
    options: dict[str, Any] = {"encoding": _encoding(path), "encoding_errors": "replace"}
    options |= {"dtype": str, "keep_default_na": False}
    names = [str(name) for name in pd.read_csv(path, nrows=0, **options).columns]
    text, facts = _columns(path, names, text_column)
    with pd.read_csv(path, usecols=[text, *facts], chunksize=_SLICE, **options) as slices:
        for frame in slices:
            yield facts, frame[[text, *facts]].itertuples(index=False, name=None)


def _encoding(path: Path) -> str:
    """Tell the encoding of a CSV file from how it begins."""
    with path.open("rb") as opened:
        sample = opened.read(_SAMPLE)
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    text = decode_bytes(sample, path.name)
    names = ("utf-8-sig", "utf-16", "utf-8", "gb18030", "big5hkscs")
    return next((name for name in names if sample.decode(name, "replace") == text), "utf-8")


def _parquet_slices(path: Path, text_column: str | None) -> _Slices:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        text, facts = _columns(path, list(file.schema_arrow.names), text_column)
        for batch in file.iter_batches(batch_size=_SLICE, columns=[text, *facts]):
            values = [batch.column(name).to_pylist() for name in (text, *facts)]
            yield facts, zip(*values, strict=True)


def _columns(path: Path, names: list[str], text_column: str | None) -> tuple[str, list[str]]:
    wanted = [text_column] if text_column else [name for name in _TEXT_COLUMNS if name in names]
    if not wanted or wanted[0] not in names:
        looked = repr(text_column) if text_column else "of a name we know"
        raise TableError(
            f"{path.name} has no column {looked} with the text, only {', '.join(names)[:200]}; "
            "name it with --text-column."
        )
    return wanted[0], [name for name in FACT_COLUMNS if name in names and name != wanted[0]]


def _words(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return value if isinstance(value, str) else str(value)


def row_facts(row: Row) -> tuple[Facts, str | None]:
    """Read the facts of a row, and remark on those that are none: they are left out, the article is not.

    Examples
    --------
    >>> facts, remark = row_facts(Row(1, "…", (("published", "2022年2月15日"), ("url", "n/a"))))
    >>> facts.published.isoformat(), remark
    ('2022-02-15T00:00:00', "url 'n/a' is no address of a web page")
    """
    told = dict(row.facts)
    published, url = moment(told.get("published")), web_address(told.get("url"))
    remarks = []
    if told.get("published") and published is None:
        remarks.append(f"published {told['published']!r:.60} is no date")
    if told.get("url") and url is None:
        remarks.append(f"url {told['url']!r:.60} is no address of a web page")
    title, place, paper = (
        " ".join(told.get(name, "").split()) or None for name in ("title", "place", "paper")
    )
    facts = Facts(title=title, published=published, place=place, paper=paper, url=url)
    return facts, "; ".join(remarks) or None
