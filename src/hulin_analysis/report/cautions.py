"""Cautions: what a reader of the numbers has to beware of, composed from the rows."""

from __future__ import annotations

from dataclasses import dataclass

from hulin_analysis.report.subject import Subject

__all__ = ["Caution", "cautions"]


@dataclass(frozen=True)
class Caution:
    """One thing to beware of.

    Attributes
    ----------
    rule : str
        The rule that wrote it.
    sentence : str
        What to beware of; it names the rows.
    ids : tuple of str
        The ids of the rows that it names.
    """

    rule: str
    sentence: str
    ids: tuple[str, ...]


def cautions(subject: Subject) -> list[Caution]:
    """Say what to beware of."""
    return []
