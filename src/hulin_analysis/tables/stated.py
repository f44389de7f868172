"""What a cell of a table states."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from hulin_analysis.codes import Change, Status
from hulin_analysis.numbers import Quantity

__all__ = ["Stated"]


@dataclass(slots=True)
class Stated:
    """One number of a table, with what the table says of it; offsets are those of the view.

    Attributes
    ----------
    quantity : Quantity
        The number, in the unit that its cell, row, column or caption names.
    pieces : tuple of (int, int)
        The words that name what is measured; empty if they are no whole name.
    name : str
        These words, folded.
    change : Change
        Whether the number says by how much it rose or fell.
    status : Status or None
        What the table says of it; None if nothing.
    base : str, tuple of int or None
        Against what.
    period : str or None
        When, in ISO 8601.
    subject : tuple of int or None
        The place that the row or column is of; None if it is that of the table.
    key : hashable
        The numbers of one measured thing have the same.
    part_of : hashable
        The key of what it is part of; None if of nothing.
    """

    quantity: Quantity
    pieces: tuple[tuple[int, int], ...]
    name: str
    change: Change
    status: Status | None
    base: str | tuple[int, int] | None
    period: str | None
    subject: tuple[int, int] | None
    key: Hashable
    part_of: Hashable = None

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.quantity.end
