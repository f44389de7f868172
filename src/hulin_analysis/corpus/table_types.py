"""The columns of the four tables of a corpus, and their types in Parquet and in pandas.

Text is ``string``, a whole number ``int64``, any other ``double``; what is missing is null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from hulin_analysis.extras import require
from hulin_analysis.frames import COLUMNS, DOCUMENT_COLUMNS, LEDGER_COLUMNS

if TYPE_CHECKING:
    from hulin_analysis.corpus.documents import Reading

# What both say of an input: which file (and row) it is, its bytes, and what they and the rules were.
_INPUT: dict[str, str] = {
    "document": "string",
    "path": "string",
    "row": "Int64",
    "bytes": "int64",
    "digest": "string",
    "rules": "string",
}
#: The columns of the documents table, one row a document.
DOCUMENTS: dict[str, str] = {
    **_INPUT,
    **{name: dtype for name, dtype in DOCUMENT_COLUMNS.items() if name != "document"},
    "characters": "int64",
    "paragraphs": "int64",
    "tables": "int64",
    "quantities": "int64",
    "exclusions": "int64",
    "unaccounted": "int64",
    "text_digest": "string",
    "remarks": "string",
}
#: The columns of the errors table, one row an input that could not be read.
ERRORS: dict[str, str] = {**_INPUT, "error": "string", "reason": "string"}
#: The tables by name. Of quantities and ledger each row says which document it is of.
TABLES: dict[str, dict[str, str]] = {
    "quantities": {**DOCUMENT_COLUMNS, **COLUMNS},
    "ledger": {"document": "string", **LEDGER_COLUMNS},
    "errors": ERRORS,
    "documents": DOCUMENTS,
}
_ARROW = {"string": "string", "int64": "int64", "Int64": "int64", "float64": "double"}


def arrow_schema(name: str) -> pa.Schema:
    """Return the schema of one of the tables.

    >>> arrow_schema("ledger").names[:3]
    ['document', 'start', 'end']
    """
    fields = [pa.field(column, pa.type_for_alias(_ARROW[dtype])) for column, dtype in TABLES[name].items()]
    return pa.schema(fields)


def arrow_table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Make one of the tables of rows; a column that a row does not have is null there.

    >>> arrow_table("errors", [{"document": "a.txt", "reason": "empty"}]).column("row").to_pylist()
    [None]
    """
    schema = arrow_schema(name)
    columns = [
        pa.array([row.get(column) for row in rows], type=dtype)
        for column, dtype in zip(schema.names, schema.types, strict=True)
    ]
    return pa.table(columns, schema=schema)


def tables_of(readings: Sequence[Reading]) -> dict[str, pa.Table]:
    """Make the four tables of what was read."""
    documents = [reading for reading in readings if reading.document is not None]
    return {
        "quantities": _rows("quantities", documents),
        "ledger": _rows("ledger", documents),
        "errors": arrow_table("errors", [reading.error for reading in readings if reading.error]),
        "documents": arrow_table("documents", [r.document for r in documents if r.document]),
    }


def _rows(name: str, readings: Sequence[Reading]) -> pa.Table:
    """Make a table of the rows of many documents; what each says of its document is looked up by number."""
    groups = [reading.quantities if name == "quantities" else reading.exclusions for reading in readings]
    of = pa.array([at for at, rows in enumerate(groups) for _ in rows], type=pa.int64())
    flat = [row for rows in groups for row in rows]
    schema, columns = arrow_schema(name), []
    # The names at once: pyarrow makes a new string each time that it is asked for one.
    for column, dtype in zip(schema.names, schema.types, strict=True):
        if column in DOCUMENT_COLUMNS:
            values = pa.array([r.document[column] for r in readings if r.document], type=dtype)
            columns.append(values.take(of))
        else:
            columns.append(pa.array([row[column] for row in flat], type=dtype))
    return pa.table(columns, schema=schema)


def frame_of(name: str, table: pa.Table) -> pd.DataFrame:
    """Make a pandas frame of one of the tables, or of some of its columns.

    >>> frame_of("errors", arrow_table("errors", [{"row": 3}]))["row"].dtype.name
    'Int64'
    """
    types = {pa.string(): pd.StringDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get)
    whole = [column for column in frame.columns if TABLES[name].get(column) == "Int64"]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def require_corpus() -> None:
    """Make sure that what a corpus is built and read with is installed."""
    require("dask", "distributed", "duckdb", "filelock", extra="corpus")


def part_frame(file: str, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read a file of one of the tables, or some of its columns, as a pandas frame."""
    with parquet.ParquetFile(file) as opened:
        return frame_of(table, opened.read(columns))
