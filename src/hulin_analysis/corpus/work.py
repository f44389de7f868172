"""Work: what a worker does with a batch, on this machine or on another."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hulin_analysis.corpus.inputs import Input
from hulin_analysis.corpus.parts import (
    UNFINISHED,
    kept_rows,
    known_inputs,
    tables_of,
    write_part,
)
from hulin_analysis.corpus.planning import Batch
from hulin_analysis.corpus.reading import Reading, read_input, refuse_deadly, refuse_fault
from hulin_analysis.corpus.rules import rules_version
from hulin_analysis.corpus.workers import EngineError

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
    EngineError
        If this machine goes by other rules.
    StorageError
        If the part cannot be written.
    """
    if rules != rules_version():
        raise EngineError(
            "A worker has version {own} of the rules, and this machine {rules}; install the same "
            "hulin-analysis, and set the same HULIN_VOCABULARY, on all of them.",
            own=rules_version(),
            rules=rules,
        )
    known = known_inputs(Path(output), batch.replaces) if batch.replaces else {}
    readings: list[tuple[Input, Reading]] = []
    kept: list[str] = []
    for given in batch.inputs:
        digest, by = known.get(given.key, (None, rules))
        if batch.refused:
            readings.append((given, refuse_deadly(given, rules, batch.refused)))
        elif reading := read_input(given, rules, digest if by == rules else None):
            readings.append((given, reading))
        else:
            kept.append(given.key)
    tables = _tables(readings, rules)
    folder = ""
    if readings or len(kept) < len(known):
        old = kept_rows(Path(output), batch.replaces, kept) if batch.replaces else {}
        folder = f"{UNFINISHED}/{batch.part}-{uuid.uuid4().hex[:8]}"
        write_part(Path(output) / folder, tables, old, batch.replaces)
    return Outcome(folder, tables["documents"].num_rows, tables["errors"].num_rows, len(kept))


def _tables(readings: Sequence[tuple[Input, Reading]], rules: str) -> dict[str, pa.Table]:
    """Make the tables of what was read; a document that they cannot hold is refused for the others' sake."""
    try:
        return tables_of([reading for _, reading in readings])
    except Exception:
        return tables_of([_storable(given, rules, reading) for given, reading in readings])


def _storable(given: Input, rules: str, reading: Reading) -> Reading:
    try:
        tables_of([reading])
    except Exception as err:
        return refuse_fault(given, rules, err, (reading.document or {}).get("digest"))
    return reading
