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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hulin_analysis.corpus.inputs import order
from hulin_analysis.corpus.reading import Reading
from hulin_analysis.corpus.schema import TABLES, arrow_schema, arrow_table
from hulin_analysis.errors import DataError, HulinError
from hulin_analysis.frames import DOCUMENT_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "UNFINISHED",
    "Part",
    "StorageError",
    "commit",
    "known_inputs",
    "part_file",
    "remove_part",
    "standing_parts",
    "sweep",
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


def write_part(folder: Path, readings: Sequence[Reading], old: dict[str, pa.Table], replaces: str) -> None:
    """Write the four files of a part.

    Parameters
    ----------
    folder : Path
        A folder of their own, which is made.
    readings : sequence of Reading
        What was read.
    old : dict of str to Table
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

    tables = _tables(readings)
    if old:
        tables = {name: pa.concat_tables([old[name], table]) for name, table in tables.items()}
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


def _tables(readings: Sequence[Reading]) -> dict[str, pa.Table]:
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
    """Take a part away: its documents first, without which it is none."""
    for table in reversed(TABLES):
        part_file(output, table, part).unlink(missing_ok=True)


def standing_parts(output: Path) -> list[Part]:
    """Return the parts that are there, by name; none that another has taken the place of.

    Raises
    ------
    DataError
        If one is no file of a corpus.
    """
    from pyarrow import parquet

    parts = []
    for file in sorted((output / "documents").glob(f"*{_SUFFIX}")):
        try:
            told = parquet.read_schema(file).metadata or {}
            about = {name: told[name.encode()].decode() for name in ("first", "last", "replaces")}
        except (OSError, ValueError, KeyError) as err:
            raise DataError(
                f"{file} is no file of a corpus ({' '.join(str(err).split()):.100}); "
                "take it away, and run the same hulin corpus again."
            ) from err
        parts.append(Part(file.name.removesuffix(_SUFFIX), **about))
    replaced = {part.replaces for part in parts}
    return [part for part in parts if part.name not in replaced]


def sweep(output: Path, standing: Iterable[Part]) -> None:
    """Take away what belongs to no part: what runs that were killed have left, and parts replaced.

    Raises
    ------
    StorageError
        If it cannot be taken away.
    """
    names = {part.name for part in standing}
    try:
        shutil.rmtree(output / UNFINISHED, ignore_errors=True)
        for file in output.glob(".*"):
            file.unlink()
        for table in reversed(TABLES):
            for file in (output / table).glob(f"*{_SUFFIX}"):
                if file.name.removesuffix(_SUFFIX) not in names:
                    file.unlink(missing_ok=True)
        for table in (*TABLES, UNFINISHED):
            (output / table).mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StorageError(_cannot_write(output, err)) from err


def known_inputs(output: Path, part: str) -> dict[str, tuple[str | None, str]]:
    """Return the inputs of a part by key: the digest of each, and the version of the rules."""
    from pyarrow import parquet

    known: dict[str, tuple[str | None, str]] = {}
    for table in ("documents", "errors"):
        columns: Any = parquet.read_table(
            part_file(output, table, part), columns=["document", "digest", "rules"]
        ).to_pydict()
        triples = zip(columns["document"], columns["digest"], columns["rules"], strict=True)
        known |= {key: (digest, rules) for key, digest, rules in triples}
    return known


def _cannot_write(output: Path, err: OSError) -> str:
    return (
        f"The corpus cannot be written to {output} ({err.strerror or err}); what was finished is kept: "
        "make room there, and the same command goes on from here."
    )
