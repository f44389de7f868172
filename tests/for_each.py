"""One test over many things that are looked at in a moment each: it names every one that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

__all__ = ["for_each"]

_T = TypeVar("_T")


def for_each(things: Iterable[_T]) -> Callable[[Callable[[_T], None]], Callable[[], None]]:
    """Make a test of one thing a test of all of them."""
    known = list(things)

    def of_all(test: Callable[[_T], None]) -> Callable[[], None]:
        def tested() -> None:
            faults = []
            for one in known:
                try:
                    test(one)
                except AssertionError as err:
                    faults.append(f"{one}: {err}")
            assert known and not faults, "\n\n".join(faults)

        tested.__name__, tested.__doc__ = test.__name__, test.__doc__
        return tested

    return of_all
