"""Work: what a worker does with a batch, on this machine or on another."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hulin_analysis.corpus.parts import UNFINISHED, StorageError, known_inputs, part_file, write_part
from hulin_analysis.corpus.planning import Batch
from hulin_analysis.corpus.reading import Reading, read_input, refuse
from hulin_analysis.corpus.rules import rules_version
from hulin_analysis.corpus.schema import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Outcome", "read_batch"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a batch.

    Attributes
    ----------
    folder : str
        Where the files of its part were written; empty if nothing had changed.
    documents, errors : int
        Inputs that were read, and that could not be.
    unchanged : int
        Inputs that were known.
    """

    folder: str
    documents: int
    errors: int
    unchanged: int


def read_batch(batch: Batch, output: str, rules: str) -> Outcome:
    """Read the inputs of a batch that are not known, and write its part beside the corpus.

    Parameters
    ----------
    batch : Batch
        What to read.
    output : str
        The corpus: the same path on every machine that works at it.
    rules : str
        The version of the rules that whoever asks goes by.

    Raises
    ------
    StorageError
        If the part cannot be written, or this machine goes by other rules.
    """
    if rules != rules_version():
        raise StorageError(
            f"A worker has version {rules_version()} of the rules, and this machine {rules}; "
            "install the same hulin-analysis, and set the same HULIN_VOCABULARY, on all of them."
        )
    known = known_inputs(Path(output), batch.replaces) if batch.replaces else {}
    readings: list[Reading] = []
    kept: list[str] = []
    for given in batch.inputs:
        digest, by = known.get(given.key, (None, rules))
        if batch.refused:
            readings.append(refuse(given, rules, "WorkerDied", batch.refused))
        elif reading := read_input(given, rules, digest if by == rules else None):
            readings.append(reading)
        else:
            kept.append(given.key)
    errors = sum(reading.error is not None for reading in readings)
    folder = ""
    if readings or len(kept) < len(known):
        old = _rows_of(Path(output), batch.replaces, kept) if batch.replaces else {}
        folder = f"{UNFINISHED}/{batch.part}-{uuid.uuid4().hex[:8]}"
        write_part(Path(output) / folder, readings, old, batch.replaces)
    return Outcome(folder, len(readings) - errors, errors, len(kept))


def _rows_of(output: Path, part: str, keys: Collection[str]) -> dict[str, pa.Table]:
    """Read the rows of a part that are of some of its inputs."""
    import pyarrow.compute as pc
    from pyarrow import parquet

    tables = {}
    for name in TABLES:
        table = parquet.read_table(part_file(output, name, part)).replace_schema_metadata(None)
        tables[name] = table.filter(pc.field("document").isin(list(keys)))
    return tables
