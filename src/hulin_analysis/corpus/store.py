"""The files of a corpus: parts are written aside, moved to their places, checked, read and removed."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from hulin_analysis.corpus.commits import (
    LOG,
    MANIFEST,
    Damage,
    Manifest,
    Part,
    StorageError,
    append_commit,
    cannot_write,
    missing_or_unreadable,
    read_log,
    write_log,
    write_manifest,
)
from hulin_analysis.corpus.inputs import order
from hulin_analysis.corpus.table_types import TABLES
from hulin_analysis.messages import Message

#: Where parts are written before they are moved: readers of Parquet folders pass over a name like this.
UNFINISHED = "_unfinished"
_PIECE = 1 << 20


def part_file(output: Path, table: str, part: str) -> Path:
    """Return where a table of a part lies."""
    return output / table / f"{part}.parquet"


def begin(output: Path, manifest: Manifest) -> list[Part]:
    """Begin a run: return the parts that are whole, and remove everything that belongs to no such part."""
    standing, logged = read_log(output)
    broken = {damage.part for damage in damages(output, standing)}
    whole = [part for part in standing if part.name not in broken]
    names = {part.name for part in whole}
    try:
        for name in (MANIFEST, LOG):
            with suppress(FileNotFoundError, NotADirectoryError):
                (output / name).rmdir()  # a folder in place of the file
            for left in output.glob(f".{name}-*"):
                left.unlink(missing_ok=True)
        if not logged:
            write_log(output, [])
        write_manifest(output, manifest)
        write_log(output, whole)
        clear_unfinished(output)
        for table in TABLES:
            for file in (output / table).glob("*.parquet"):
                if file.stem not in names:
                    _remove(file)
        for table in (*TABLES, UNFINISHED):
            (output / table).mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StorageError(cannot_write(output, err)) from err
    return whole


def _remove(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        file.rmdir()
    else:
        file.unlink(missing_ok=True)


def write_part(
    folder: Path, name: str, tables: Mapping[str, pa.Table], old: Mapping[str, pa.Table], replaces: str
) -> Part:
    """Write the four files of a part into a folder of their own, with the old rows of each table first."""
    tables = {table: pa.concat_tables([old[table], new] if old else [new]) for table, new in tables.items()}
    keys = [key for table in ("documents", "errors") for key in tables[table].column("document").to_pylist()]
    files = {}
    try:
        folder.mkdir(parents=True)
        for table, rows in tables.items():
            written = pa.BufferOutputStream()
            parquet.write_table(rows, written, compression="zstd")
            content = written.getvalue().to_pybytes()
            with (folder / f"{table}.parquet").open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            files[table] = (rows.num_rows, len(content), hashlib.sha256(content).hexdigest())
    except OSError as err:
        raise StorageError(cannot_write(folder.parent.parent, err)) from err
    return Part(name, min(keys, key=order, default=""), max(keys, key=order, default=""), replaces, files)


def commit(output: Path, folder: Path, part: Part) -> None:
    """Move the files of a part to their places, log it, and remove those of the part that it replaces."""
    try:
        for table in TABLES:
            os.replace(folder / f"{table}.parquet", part_file(output, table, part.name))
        folder.rmdir()
        append_commit(output, part)
        if part.replaces:
            _remove_files(output, part.replaces)
    except OSError as err:
        raise StorageError(cannot_write(output, err)) from err


def remove_part(output: Path, part: str) -> None:
    """Remove a part: it is gone with its line in the log."""
    try:
        append_commit(output, part)
        _remove_files(output, part)
    except OSError as err:
        raise StorageError(cannot_write(output, err)) from err


def _remove_files(output: Path, part: str) -> None:
    for table in TABLES:
        _remove(part_file(output, table, part))


def clear_unfinished(output: Path) -> None:
    """Remove what a run has put aside while it was at work."""
    shutil.rmtree(output / UNFINISHED, ignore_errors=True)


def damages(output: Path, parts: Iterable[Part], tables: Iterable[str] = tuple(TABLES)) -> Iterator[Damage]:
    """Yield the files of parts that are not as they were written: each is read once, and its digest taken."""
    wanted = list(tables)
    for part in parts:
        for table in wanted:
            file = part_file(output, table, part.name)
            if what := _damage(file, part.files[table][1], part.files[table][2]):
                yield Damage(part.name, file, what)


def _damage(file: Path, size: int, digest: str) -> Message | None:
    try:
        status = os.stat(file)
        if not stat.S_ISREG(status.st_mode):
            return Message("it is not an ordinary file")
        if status.st_size != size:
            return Message("it has {found:,} bytes and not {size:,}", found=status.st_size, size=size)
        found = hashlib.sha256()
        with file.open("rb") as opened:
            while piece := opened.read(_PIECE):
                found.update(piece)
    except OSError as err:
        return missing_or_unreadable(err)
    return None if found.hexdigest() == digest else Message("its content has changed")


def known_inputs(output: Path, part: str) -> dict[str, tuple[str, str]]:
    """Return the inputs of a part by key: the digest of each, and the version of the rules.

    Of what could not be read to take its digest, the reason is returned.
    """
    known: dict[str, tuple[str, str]] = {}
    for table, columns in (("documents", ["digest"]), ("errors", ["digest", "reason"])):
        file = parquet.ParquetFile(part_file(output, table, part))
        read: Any = file.read(columns=["document", "rules", *columns]).to_pydict()
        file.close()
        digests = [next(filter(None, values), "") for values in zip(*map(read.get, columns), strict=True)]
        known |= dict(zip(read["document"], zip(digests, read["rules"], strict=True), strict=True))
    return known


def kept_rows(output: Path, part: str, keys: Collection[str]) -> dict[str, pa.Table]:
    """Read the rows of a part that are of some of its inputs, by table."""
    wanted = pc.field("document").isin(pa.array(list(keys), type=pa.string()))
    tables = {}
    for name in TABLES:
        with parquet.ParquetFile(part_file(output, name, part)) as file:
            tables[name] = file.read().filter(wanted)
    return tables
