"""Portions: which rows of a chart stand on one of its pages, where it is too tall for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

__all__ = ["Portion", "Taken"]

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Taken(Sequence[_Row]):
    """The rows of a list that stand on a page; `continued` is whether others of the list came before."""

    rows: tuple[_Row, ...]
    continued: bool = False

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __getitem__(self, at: int) -> _Row:  # type: ignore[override]
        """Return one row."""
        return self.rows[at]


@dataclass
class Portion:
    """The rows of a chart from one to another, counted over all its lists; all of them by default.

    A chart asks for the rows of each list it draws, in the same order at each layout.

    Attributes
    ----------
    first, last : int
        The first row that is drawn, and the one behind the last.
    number, count : int
        Which page of how many it is.
    dense : bool
        Whether only clauses are quoted, in small type: of a chart for several pages.
    met : int
        How many rows the chart has asked for so far.

    Examples
    --------
    >>> portion = Portion(1, 3)
    >>> [list(portion.take("ab")), list(portion.take("cd")), portion.met]
    [['b'], ['c'], 4]
    """

    first: int = 0
    last: int = 10**9
    number: int = 1
    count: int = 1
    dense: bool = False
    met: int = field(default=0, init=False)

    def take(self, rows: Sequence[_Row]) -> Taken[_Row]:
        """Return those rows of the chart's next list that stand on this page."""
        start = self.met
        self.met += len(rows)
        low, high = max(0, self.first - start), max(0, self.last - start)
        return Taken(tuple(rows[low:high]), continued=0 < low < len(rows))
