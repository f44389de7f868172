"""SQL on a corpus: DuckDB reads its files where they lie, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hulin_analysis.corpus.table_types import TABLES, arrow_schema
from hulin_analysis.errors import DataError, one_line
from hulin_analysis.messages import Listed, Message
from hulin_analysis.writable import writable

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection


def answer(
    folder: Path,
    files: Mapping[str, Sequence[str]],
    sql: str,
    expect_whole: Callable[[Iterable[str]], None],
    *,
    as_text: bool = False,
) -> Any:
    """Answer one SELECT (or DESCRIBE, SHOW, SUMMARIZE) with a frame, or with the text of a table."""
    import duckdb

    tables = list(TABLES)
    connection = duckdb.connect()
    try:
        statements = connection.extract_statements(sql)
        # A view or a file made here would be gone or in the way: only hulin corpus writes.
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise DataError("A corpus answers a single SELECT and cannot be changed; give one SELECT.")
        tables = _tables_in(connection, sql)
        expect_whole(tables)
        _open(connection, folder, files, tables)
        if as_text:
            return writable(str(connection.sql(sql)))
        frame: pd.DataFrame = connection.execute(sql).df()
        return frame
    except duckdb.Error as err:
        raise DataError(_refusal(err, tables)) from err
    except MemoryError as err:
        raise DataError(_too_large("memory")) from err
    finally:
        connection.close()


def _tables_in(connection: DuckDBPyConnection, sql: str) -> list[str]:
    """Return the tables that a statement names; all where it names none, as SHOW TABLES does."""
    import duckdb

    try:
        named = {name.lower().strip('"') for name in connection.get_table_names(sql)}
    except duckdb.Error:
        return list(TABLES)
    return [table for table in TABLES if table in named] or list(TABLES)


def _too_large(why: str) -> Message:
    return Message(
        "The answer does not fit into memory ({why}); ask for fewer rows or columns, as with LIMIT 1000.",
        why=why,
    )


def _refusal(err: Exception, tables: Iterable[str]) -> Message:
    """Say in one sentence why DuckDB does not answer, and which tables or columns there are."""
    import duckdb

    said = one_line(writable(re.split(r"\n\s*\n|\nLINE \d+:|\nCandidate", str(err).strip())[0]), 300)
    if isinstance(err, duckdb.OutOfMemoryException):
        return _too_large(said)
    if isinstance(err, duckdb.CatalogException) and "Table with name" in said:
        return Message(
            "The query cannot be answered ({why}); the tables are {names}.", why=said, names=Listed(TABLES)
        )
    if isinstance(err, duckdb.BinderException) and re.search("column", said, re.IGNORECASE):
        columns = Listed(dict.fromkeys(column for table in tables for column in TABLES[table]))
        return Message(
            "The query cannot be answered ({why}); the columns are {names}.", why=said, names=columns
        )
    return Message(
        "The query cannot be answered ({why}); correct it, or see what there is with DESCRIBE quantities.",
        why=said,
    )


def _open(
    connection: DuckDBPyConnection, folder: Path, files: Mapping[str, Sequence[str]], tables: Sequence[str]
) -> None:
    """Make a view of each table; one that is not asked for may be damaged."""
    import duckdb

    for table, paths in files.items():
        with nullcontext() if table in tables else suppress(duckdb.Error):
            connection.execute(f"CREATE VIEW {table} AS {_source(table, paths)}")
    connection.execute("SET allowed_directories=$1", [[os.path.abspath(folder), _literal(folder)]])
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")


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
