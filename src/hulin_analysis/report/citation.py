"""Citation: the source in the form of GB/T 7714-2015, as BibTeX and as RIS."""

from __future__ import annotations

from hulin_analysis.report.nodes import Node, text
from hulin_analysis.report.subject import Subject

__all__ = ["bibtex", "references", "ris"]


def references(subject: Subject) -> list[list[Node]]:
    """Write the references of a brief, a line each."""
    return [text(subject.title)]


def bibtex(subject: Subject) -> str:
    """Write the sources as BibTeX."""
    return ""


def ris(subject: Subject) -> str:
    """Write the sources as RIS."""
    return ""
