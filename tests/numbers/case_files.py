"""The tables of cases in ``cases/``: a fact of the language, then lines that show it, ``text | expected``.

`expected` is ∅ (no quantity), with the ledger's reason in brackets where it is held, or rows joined by
`` ; ``, each ``value unit [hedge] [change]``: the value with scale words applied, a range as ``low~high``,
``-`` for no unit, hedge and change left out where they are exact and none. In ``parse_number.txt`` it is a
value, a range, or ``refused``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hulin_analysis import script
from hulin_analysis.codes import Change, Hedge

FOLDER = Path(__file__).parent / "cases"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\n")


class Row(NamedTuple):
    """What a case wants of one quantity."""

    value: float | tuple[float, float]
    unit: str
    hedge: str
    change: str


class Case(NamedTuple):
    """A line of a table."""

    text: str
    rows: list[Row]
    reason: str | None


def lines(name: str) -> Iterator[tuple[str, str]]:
    """The lines of one file, cut at their last stroke; ``\\u00a0`` and ``\\n`` stand for those characters."""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, expected = line.rpartition("|")
            text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\n", text)
            yield text.rstrip(" "), expected.strip()


def cases(name: str) -> Iterator[Case]:
    for text, expected in lines(name):
        nothing = re.fullmatch(r"∅(?: \(([a-z ]+)\))?", expected)
        rows = [] if nothing else [_row(part) for part in expected.split(" ; ")]
        yield Case(text, rows, nothing[1] if nothing else None)


def _row(written: str) -> Row:
    value, unit, *codes = written.split()
    low, _, high = value.partition("~")
    hedge = next((code for code in codes if code in tuple(Hedge)), Hedge.EXACT)
    change = next((code for code in codes if code in tuple(Change)), Change.NONE)
    assert len(codes) == (hedge != Hedge.EXACT) + (change != Change.NONE), written
    stated = (float(low), float(high)) if high else float(low)
    return Row(stated, "" if unit == "-" else script.fold(unit), hedge, change)
