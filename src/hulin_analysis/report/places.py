"""Places: how the ids of a document are named after the rows of the frame."""

from __future__ import annotations

__all__ = ["in_quotes", "in_table", "in_text"]


def in_text(id: str) -> str:
    """Name the place of a number in the text."""
    return f"n-{id}"


def in_table(id: str) -> str:
    """Name the row of a number in the table of quantities."""
    return f"t-{id}"


def in_quotes(id: str) -> str:
    """Name the place of a number among the quotes of the brief."""
    return f"c-{id}"
