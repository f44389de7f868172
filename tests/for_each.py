"""One test over many cases that are looked at in a moment each: it names every one that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

__all__ = ["for_each"]


def for_each(cases: Iterable[Any] | Mapping[str, Iterable[Any]]) -> Callable[[Callable[..., None]], Any]:
    """Make a test of one case a test of all of them, or of tables under their names a test of each table.

    A case that is a tuple is given as several arguments.
    """
    tables = {name: list(table) for name, table in cases.items()} if isinstance(cases, Mapping) else None
    known = None if tables is not None else list(cases)
    assert tables or known, "there is nothing to look at"

    def of_all(test: Callable[..., None]) -> Any:
        def look_at(table: list[Any]) -> None:
            __tracebackhide__ = True
            faults = []
            for one in table:
                try:
                    test(*one) if type(one) is tuple else test(one)
                except Exception as err:
                    why = str(err) if isinstance(err, AssertionError) else f"{type(err).__name__}: {err}"
                    faults.append(f"{one}: {why}")
            assert table, "there is nothing to look at"
            if faults:
                pytest.fail("\n\n".join(faults), pytrace=False)

        if tables is None:

            def tested() -> None:
                look_at(known)

        else:

            @pytest.mark.parametrize("table", tables)
            def tested(table: str) -> None:
                look_at(tables[table])

        tested.__name__, tested.__doc__ = test.__name__, test.__doc__
        return tested

    return of_all
