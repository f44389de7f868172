"""Parts: a corpus lies on disk in parts, each of them there whole or not at all.

A part is one file of the same name in each of the tables' folders, never changed once it is there::

    OUT/quantities/000001-000007.parquet    OUT/documents/000001-000007.parquet
    OUT/ledger/000001-000007.parquet        OUT/errors/000001-000007.parquet

A worker writes the four files where nobody looks; the one who runs the corpus moves them to their places,
the documents last. So a part is there if its file in ``documents`` is. That file also names the part it
takes the place of, if an input has changed or gone: with the same stroke the one comes and the other goes.
What a run that was killed leaves behind has no such file, and the next run takes it away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hulin_analysis.corpus.inputs import order
from hulin_analysis.corpus.reading import Reading
from hulin_analysis.corpus.schema import TABLES, arrow_schema, arrow_table, frame_of
from hulin_analysis.errors import DataError, HulinError, one_line
from hulin_analysis.frames import DOCUMENT_COLUMNS
from hulin_analysis.messages import Message

if TYPE_CHECKING:
    import dask.dataframe as dd
    import pandas as pd
    import pyarrow as pa

__all__ = [
    "UNFINISHED",
    "Part",
    "StorageError",
    "commit",
    "dask_frame",
    "kept_rows",
    "known_inputs",
    "part_file",
    "remove_part",
    "standing_parts",
    "sweep",
    "tables_of",
    "tidy",
    "whole_parts",
    "write_part",
]

#: Where parts are written before they are moved: readers of Parquet folders pass over a name like this.
UNFINISHED = "_unfinished"
_SUFFIX = ".parquet"


class StorageError(HulinError):
    """What was made cannot be written: no space, no permission."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is there: its name, and the keys of its first and last input (empty if it has none)."""

    name: str
    first: str
    last: str
    replaces: str


def part_file(output: Path, table: str, part: str) -> Path:
    """Return where a table of a part lies."""
    return output / table / f"{part}{_SUFFIX}"


def write_part(
    folder: Path, tables: Mapping[str, pa.Table], old: Mapping[str, pa.Table], replaces: str
) -> None:
    """Write the four files of a part.

    Parameters
    ----------
    folder : Path
        A folder of their own, which is made.
    tables : mapping of str to Table
        What was read: from :func:`tables_of`.
    old : mapping of str to Table
        By table, the rows of the part it takes the place of that stay as they are; empty if there are none.
    replaces : str
        The name of that part, or nothing.

    Raises
    ------
    StorageError
        If they cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    tables = {
        name: pa.concat_tables([old[name], table] if old else [table]) for name, table in tables.items()
    }
    keys = [
        *tables["documents"].column("document").to_pylist(),
        *tables["errors"].column("document").to_pylist(),
    ]
    first, last = min(keys, key=order, default=""), max(keys, key=order, default="")
    about = {"first": first, "last": last, "replaces": replaces}
    tables["documents"] = tables["documents"].replace_schema_metadata(about)
    try:
        folder.mkdir(parents=True)
        for name, table in tables.items():
            with (folder / f"{name}{_SUFFIX}").open("wb") as file:
                parquet.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
    except OSError as err:
        raise StorageError(_cannot_write(folder.parent.parent, err)) from err


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
    import numpy as np
    import pyarrow as pa

    groups = [reading.quantities if name == "quantities" else reading.asides for reading in readings]
    of = pa.array(np.repeat(np.arange(len(groups)), [len(rows) for rows in groups]))
    flat = [row for rows in groups for row in rows]
    schema, columns = arrow_schema(name), []
    # The names at once: pyarrow makes a new string each time that it is asked for one.
    for column, dtype in zip(schema.names, schema.types, strict=True):
        if column in DOCUMENT_COLUMNS:
            told = pa.array([r.document[column] for r in readings if r.document], type=dtype)
            columns.append(told.take(of))
        else:
            columns.append(pa.array([row[column] for row in flat], type=dtype))
    return pa.table(columns, schema=schema)


def commit(output: Path, folder: Path, part: str, replaces: str) -> None:
    """Move the files of a part to their places, and take away those of the part that it replaces.

    Parameters
    ----------
    output : Path
        The corpus.
    folder : Path
        Where the files were written.
    part, replaces : str
        Its name, and that of the other, or nothing.

    Raises
    ------
    StorageError
        If they cannot be moved.
    """
    try:
        for table in TABLES:  # the documents last
            os.replace(folder / f"{table}{_SUFFIX}", part_file(output, table, part))
        folder.rmdir()
    except OSError as err:
        raise StorageError(_cannot_write(output, err)) from err
    if replaces:
        remove_part(output, replaces)


def remove_part(output: Path, part: str) -> None:
    """Take a part away: its documents first, without which it is none.

    Raises
    ------
    StorageError
        If it cannot be taken away.
    """
    try:
        for table in reversed(TABLES):
            part_file(output, table, part).unlink(missing_ok=True)
    except OSError as err:
        raise StorageError(_cannot_write(output, err)) from err


def standing_parts(output: Path) -> list[Part]:
    """Return the parts that are there, by name; none that another has taken the place of.

    Another run may be at work meanwhile. A folder is listed while files come and go in it, so that the one
    that comes can be missed, and the one that goes: only what two listings in a row have said is believed.

    Raises
    ------
    DataError
        If one is no file of a corpus.
    """
    parts: dict[str, Part | None] = {}
    listed = _names(output, "documents")
    while True:
        for name in listed - parts.keys():
            parts[name] = _about(part_file(output, "documents", name))
        before, listed = listed, _names(output, "documents")
        if listed == before:
            break
    there = [part for name in sorted(listed) if (part := parts[name])]
    replaced = {part.replaces for part in there}
    return [part for part in there if part.name not in replaced]


def _names(output: Path, table: str) -> set[str]:
    return {file.name.removesuffix(_SUFFIX) for file in (output / table).glob(f"*{_SUFFIX}")}


def _about(file: Path) -> Part | None:
    """Read what a part says of itself; None if it has been taken away."""
    from pyarrow import parquet

    try:
        told = parquet.read_schema(file).metadata or {}
        about = {name: told[name.encode()].decode() for name in ("first", "last", "replaces")}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as err:
        raise DataError(_no_part(file, err)) from err
    return Part(file.name.removesuffix(_SUFFIX), **about)


def whole_parts(output: Path) -> list[Part]:
    """Return the standing parts of which every file is there: what has lost one is read anew.

    Raises
    ------
    DataError
        If one is no file of a corpus.
    """
    standing = standing_parts(output)
    names = set.intersection(*(_names(output, table) for table in TABLES))
    return [part for part in standing if part.name in names]


def sweep(output: Path, standing: Iterable[Part]) -> None:
    """Take away what belongs to no part: what runs that were killed have left, and parts replaced.

    Raises
    ------
    StorageError
        If it cannot be taken away.
    """
    names = {part.name for part in standing}
    try:
        tidy(output)
        for table in reversed(TABLES):
            for name in _names(output, table) - names:
                part_file(output, table, name).unlink(missing_ok=True)
        for table in (*TABLES, UNFINISHED):
            (output / table).mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StorageError(_cannot_write(output, err)) from err


def tidy(output: Path) -> None:
    """Take away what a run has put aside while it was at work."""
    shutil.rmtree(output / UNFINISHED, ignore_errors=True)


def known_inputs(output: Path, part: str) -> dict[str, tuple[str, str]]:
    """Return the inputs of a part by key: the digest of each, and the version of the rules.

    Of what could not be read to take its digest, the reason is returned.

    Raises
    ------
    DataError
        If a file of the part is missing or damaged.
    """
    import pyarrow as pa
    from pyarrow import parquet

    known: dict[str, tuple[str, str]] = {}
    for table, columns in (("documents", ["digest"]), ("errors", ["digest", "reason"])):
        file = part_file(output, table, part)
        try:
            read: Any = parquet.read_table(file, columns=["document", "rules", *columns]).to_pydict()
        except (OSError, pa.ArrowInvalid, ValueError) as err:
            raise DataError(_no_part(file, err)) from err
        told = [next(filter(None, values), "") for values in zip(*map(read.get, columns), strict=True)]
        known |= dict(zip(read["document"], zip(told, read["rules"], strict=True), strict=True))
    return known


def kept_rows(output: Path, part: str, keys: Collection[str]) -> dict[str, pa.Table]:
    """Read the rows of a part that are of some of its inputs, by table.

    Raises
    ------
    DataError
        If a file of the part is missing or damaged.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import parquet

    tables, wanted = {}, pa.array(list(keys), type=pa.string())
    for name in TABLES:
        file = part_file(output, name, part)
        try:
            table = parquet.read_table(file).replace_schema_metadata(None)
        except (OSError, pa.ArrowInvalid) as err:
            raise DataError(_no_part(file, err)) from err
        tables[name] = table.filter(pc.field("document").isin(wanted))
    return tables


def dask_frame(output: Path, table: str, parts: Sequence[str]) -> dd.DataFrame:
    """Give a table of some parts as a Dask frame, one partition a part."""
    import dask.dataframe as dd

    empty = frame_of(table, arrow_table(table, []))
    if not parts:
        frame: dd.DataFrame = dd.from_pandas(empty, npartitions=1)
        return frame
    # Not dd.read_parquet: to it [a] and * in the path of a corpus are patterns of other paths.
    files = [str(part_file(output, table, part)) for part in parts]
    frame = dd.from_map(_part_frame, files, table=table, meta=empty)
    return frame


def _part_frame(file: str, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    from pyarrow import parquet

    read = parquet.ParquetFile(file).read(columns)
    return frame_of(table, read.replace_schema_metadata(None))


def _no_part(file: Path, err: Exception) -> Message:
    return Message(
        "{file} cannot be read as a file of a corpus ({why}); remove it, and run the same hulin corpus "
        "again.",
        file=file,
        why=one_line(err, 100),
    )


def _cannot_write(output: Path, err: OSError) -> Message:
    return Message(
        "The corpus cannot be written to {output} ({why}); what was finished is kept: make room there, "
        "and the same command goes on from here.",
        output=output,
        why=one_line(err),
    )
