"""SQL on a corpus: DuckDB reads its files where they lie, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from hulin_analysis.corpus.schema import arrow_schema
from hulin_analysis.errors import DataError, one_line
from hulin_analysis.messages import Message

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection

__all__ = ["answer", "changed", "connect", "unreadable"]


def changed(folder: Path) -> Message:
    """Say that a corpus is no longer what was loaded."""
    return Message(
        "The corpus {folder} has changed since it was loaded, or has lost a file; load it again, and if that "
        "does not help, run the same hulin corpus again.",
        folder=folder,
    )


def unreadable(folder: Path, err: Exception) -> Message:
    """Say that a file of a corpus cannot be read, or is no longer there."""
    if isinstance(err, FileNotFoundError):
        return changed(folder)
    return Message(
        "The corpus {folder} cannot be read ({why}); remove that file, and run the same hulin corpus again.",
        folder=folder,
        why=one_line(err, 300),
    )


def connect(folder: Path, files: Mapping[str, Sequence[str]]) -> DuckDBPyConnection:
    """Open a database whose tables are those of a corpus.

    Parameters
    ----------
    folder : Path
        The corpus. Whatever a statement says, no file outside of it is read, and none is written.
    files : mapping of str to sequence of str
        By table, the Parquet files it lies in.

    Returns
    -------
    DuckDBPyConnection
        To be closed by the caller.

    Raises
    ------
    DataError
        If one of the files is gone or damaged.
    """
    import duckdb

    connection = duckdb.connect()
    try:
        for table, paths in files.items():
            connection.execute(f"CREATE VIEW {table} AS {_source(table, paths)}")
    except duckdb.Error as err:
        connection.close()
        raise DataError(changed(folder)) from err
    connection.execute("SET allowed_directories=$1", [[os.path.abspath(folder), _literal(folder)]])
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")
    return connection


@overload
def answer(connection: DuckDBPyConnection, sql: str, form: Literal["frame"]) -> pd.DataFrame: ...
@overload
def answer(connection: DuckDBPyConnection, sql: str, form: Literal["text"]) -> str: ...
def answer(connection: DuckDBPyConnection, sql: str, form: Literal["frame", "text"]) -> pd.DataFrame | str:
    """Answer one SELECT (or DESCRIBE, SHOW, SUMMARIZE).

    Parameters
    ----------
    connection : DuckDBPyConnection
        From :func:`connect`.
    sql : str
        The statement.
    form : {"frame", "text"}
        All rows, or a table to be looked at.

    Raises
    ------
    DataError
        If it is another statement, or DuckDB cannot answer it; the message is DuckDB's.
    """
    import duckdb

    try:
        statements = connection.extract_statements(sql)
        # A view or a file made here would be gone or in the way: what a corpus holds, hulin corpus writes.
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise DataError("A corpus answers a single SELECT and cannot be changed; give one SELECT.")
        return str(connection.sql(sql)) if form == "text" else connection.execute(sql).df()
    except duckdb.Error as err:
        raise DataError("The query cannot be answered: {why}", why=str(err).strip()) from err


def _literal(path: str | os.PathLike[str]) -> str:
    """Write a path so that what would be a pattern in it, * or [a], is itself."""
    return re.sub(r"[\[*?]", r"[\g<0>]", os.path.abspath(path))


def _source(table: str, paths: Sequence[str]) -> str:
    if paths:
        listed = ", ".join("'{}'".format(_literal(path).replace("'", "''")) for path in paths)
        return f"SELECT * FROM read_parquet([{listed}])"
    kinds = {"string": "VARCHAR", "int64": "BIGINT", "double": "DOUBLE"}
    columns = [f'NULL::{kinds[str(field.type)]} AS "{field.name}"' for field in arrow_schema(table)]
    return f"SELECT {', '.join(columns)} WHERE false"
