"""Choice: which rows a chart draws, in which order, and which of them in colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.settings import Settings
from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.charts.words import Words
from hulin_analysis.errors import ChartError, as_typed
from hulin_analysis.messages import Listed

__all__ = ["arranged", "colour_of", "limited"]

_T = TypeVar("_T")


class _Row(Protocol):
    """What can be put into an order: an entry, or a measured thing."""

    @property
    def number(self) -> int: ...
    @property
    def label(self) -> str: ...
    def is_called(self, name: str) -> bool: ...


_R = TypeVar("_R", bound=_Row)
# More names than these would make a message nobody reads.
_NAMED = 8


def arranged(
    drawn: Sequence[_R], settings: Settings, key: Callable[[_R], Any],
    *, value: Callable[[_R], float] | None = None,
) -> list[_R]:  # fmt: skip
    """Put rows into the order that was asked for; without one, into the chart's own.

    Parameters
    ----------
    drawn : sequence of Entry or of Item
        In reading order.
    settings : Settings
        What was asked for.
    key : callable
        The chart's own order, as a key to sort by.
    value : callable, optional
        What is greatest first where that is asked for; the chart's own order, if left out.

    Raises
    ------
    ChartError
        If a name of `order` or `highlight` is no row's.
    """
    for option, names in (("highlight", settings.highlight), ("order", settings.order)):
        for name in names if isinstance(names, tuple) else ():
            if not any(entry.is_called(name) for entry in drawn):
                labels = Listed(dict.fromkeys(entry.label for entry in drawn[:_NAMED]))
                raise ChartError(
                    "No row is called {name}, as {option} asks; the rows are {labels}.",
                    name=as_typed(name),
                    option=option,
                    labels=labels,
                )
    order = settings.order
    if order == "text":
        return sorted(drawn, key=lambda entry: entry.number)
    if order == "value" and value is not None:
        sizes = value
        return sorted(drawn, key=lambda entry: (-sizes(entry), entry.number))
    ranked = sorted(drawn, key=key)
    if not isinstance(order, tuple):
        return ranked
    names = order
    return sorted(
        ranked, key=lambda e: next((n for n, name in enumerate(names) if e.is_called(name)), len(names))
    )


def limited(rows: Sequence[_T], settings: Settings, words: Words) -> tuple[list[_T], list[str]]:
    """Return as many rows as were asked for, and a note that counts the others."""
    if settings.limit is None or settings.limit >= len(rows):
        return list(rows), []
    note = words("rows_more", n=settings.limit, k=len(rows) - settings.limit)
    return list(rows[: settings.limit]), [note]


def colour_of(entry: Entry, settings: Settings) -> str:
    """Return the colour of an entry's mark: grey where others are highlighted."""
    if not settings.highlight or any(entry.is_called(name) for name in settings.highlight):
        return theme.ACCENT
    return theme.PALE
