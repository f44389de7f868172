"""The four tables of a corpus, as Parquet knows them: quantities, ledger, documents, errors.

Text is ``string``, a whole number ``int64``, any other ``double``; what is missing is null. Words that come
back in row after row (a title, a sentence, a unit) are written once and pointed at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hulin_analysis.extras import require
from hulin_analysis.frames import COLUMNS, DOCUMENT_COLUMNS, LEDGER_COLUMNS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["DOCUMENTS", "ERRORS", "TABLES", "arrow_schema", "arrow_table", "frame_of", "require_corpus"]

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
    "asides": "int64",
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
    # Written last: where its documents stand, a part is there (see `parts`).
    "documents": DOCUMENTS,
}
_ARROW = {"string": "string", "int64": "int64", "Int64": "int64", "float64": "double"}


def require_corpus() -> None:
    """Make sure that what a corpus is built and read with is installed.

    Raises
    ------
    MissingExtraError
        If it is not; the message gives the install line.
    """
    require("pyarrow", "dask", "distributed", "duckdb", "filelock", extra="corpus")


def arrow_schema(name: str) -> pa.Schema:
    """Return the schema of one of the tables.

    Examples
    --------
    >>> arrow_schema("ledger").names[:3]
    ['document', 'start', 'end']
    """
    import pyarrow as pa

    fields = [pa.field(column, pa.type_for_alias(_ARROW[dtype])) for column, dtype in TABLES[name].items()]
    return pa.schema(fields)


def arrow_table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Make one of the tables of rows; a column that a row does not have is null there.

    Examples
    --------
    >>> arrow_table("errors", [{"document": "a.txt", "reason": "empty"}]).column("row").to_pylist()
    [None]
    """
    import pyarrow as pa

    schema = arrow_schema(name)
    columns = [
        pa.array([row.get(column) for row in rows], type=dtype)
        for column, dtype in zip(schema.names, schema.types, strict=True)
    ]
    return pa.table(columns, schema=schema)


def frame_of(name: str, table: pa.Table) -> pd.DataFrame:
    """Make a pandas frame of one of the tables, or of some of its columns.

    Examples
    --------
    >>> frame_of("errors", arrow_table("errors", [{"row": 3}]))["row"].dtype.name
    'Int64'
    """
    import pandas as pd
    import pyarrow as pa

    types = {pa.string(): pd.StringDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get)
    whole = [column for column in frame.columns if TABLES[name].get(column) == "Int64"]
    return frame.astype(dict.fromkeys(whole, "Int64"))
