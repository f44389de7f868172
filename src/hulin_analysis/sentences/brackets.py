"""Structure: a sentence is cut into its main line and its asides before any word of it is read.

What stands in brackets is said in passing: 人均GDP为6万元(折合9000美元),增长8% goes on behind the bracket as
if it were not there. The main line is therefore read as a text of its own, without the asides, and each aside
as a sentence of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.lexicon import alternation, words
from hulin_analysis.sentences.named_places import Name

__all__ = ["Aside", "Line", "cut"]

_BRACKET = re.compile(r"[()]")
# (市、区), (亚), (件): a part of the name that it stands in.
_PART_OF_NAME = re.compile(r"[一-鿿]{1,4}(?:、[一-鿿]{1,4})*")


class Aside(NamedTuple):
    """What stands in a pair of brackets, as offsets into the text: of the brackets' inside."""

    start: int
    end: int


@dataclass(slots=True)
class Line:
    """The main line of a sentence, as a text of its own.

    Attributes
    ----------
    text : str
        The words without the asides.
    start, end : int
        Where the sentence stands in `text`.
    quantities : list of Quantity
        Those of the main line, with offsets into `text`.
    numbers : sequence of int
        Which of the sentence's quantities they are.
    places : dict of int to Name
        The places named, with offsets into `text`.
    kept : tuple of (int, int)
        Where each stretch that was kept begins: in `text`, and in the untouched text. Empty if all was.
    """

    text: str
    start: int
    end: int
    quantities: list[Quantity]
    numbers: Sequence[int]
    places: dict[int, Name]
    kept: tuple[tuple[int, int], ...] = ()

    def back(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the stretches of the untouched text that a stretch of the line stands for."""
        if not self.kept:
            return [(start, end)]
        found = []
        while start < end:
            i = bisect_right(self.kept, (start, 1 << 60)) - 1
            here, there = self.kept[i]
            stop = min(end, self.kept[i + 1][0]) if i + 1 < len(self.kept) else end
            found.append((there + start - here, there + stop - here))
            start = stop
        return found


def cut(
    folded: str, start: int, end: int, quantities: list[Quantity], names: list[Name]
) -> tuple[Line, list[Aside]]:
    """Cut a sentence into its main line and its asides.

    Examples
    --------
    >>> text = "甲县(市、区)人均产值(不含乙)增长8%"
    >>> line, asides = cut(text, 0, len(text), [], [])
    >>> line.text, [text[aside.start : aside.end] for aside in asides]
    ('甲县(市、区)人均产值增长8%', ['不含乙'])
    """
    asides = list(_asides(folded, start, end, quantities)) if folded.find("(", start, end) >= 0 else []
    if not asides:
        places = {name.start: name for name in names} if names else {}
        return Line(folded, start, end, quantities, range(len(quantities)), places), []
    kept, pieces, at, length = [], [], start, 0
    for aside in [*asides, Aside(end + 1, end + 1)]:
        kept.append((length, at))
        pieces.append(folded[at : aside.start - 1])
        length += len(pieces[-1])
        at = aside.end + 1

    def inside(offset: int) -> bool:
        return any(aside.start <= offset < aside.end for aside in asides)

    def forth(offset: int) -> int:
        i = max(0, bisect_right([there for _, there in kept], offset) - 1)
        here, there = kept[i]
        return here + min(offset - there, len(pieces[i]))

    numbers = [i for i, quantity in enumerate(quantities) if not inside(quantity.start)]
    moved = [_moved(quantities[i], forth(quantities[i].start) - quantities[i].start) for i in numbers]
    places = {
        forth(n.start): n._replace(start=forth(n.start), end=forth(n.end))
        for n in names
        if not inside(n.start)
    }
    return Line("".join(pieces), 0, length, moved, numbers, places, tuple(kept)), asides


def _moved(quantity: Quantity, by: int) -> Quantity:
    return quantity._replace(
        start=quantity.start + by,
        end=quantity.end + by,
        number_start=quantity.number_start + by,
        number_end=quantity.number_end + by,
        unit_end=quantity.unit_end + by,
        counted=quantity.counted + by,
    )


def _asides(folded: str, start: int, end: int, quantities: list[Quantity]) -> Iterator[Aside]:
    """Yield the asides of a sentence; brackets within brackets are left to whoever reads the aside."""
    opened: list[int] = []
    for mark in _BRACKET.finditer(folded, start, end):
        if mark[0] == "(":
            opened.append(mark.end())
        elif opened:
            first = opened.pop()
            if not opened and not _is_part(folded, first, mark.start(), quantities):
                yield Aside(first, mark.start())


def _is_part(folded: str, first: int, last: int, quantities: list[Quantity]) -> bool:
    """Tell whether a bracket is part of a name or a unit."""
    if any(q.start < first <= q.end and last <= q.end for q in quantities):
        return True  # 20辆(台)
    if any(first <= q.start < last for q in quantities) or _said_in_passing().match(folded, first, last):
        return False
    return _PART_OF_NAME.fullmatch(folded, first, last) is not None


@cache
def _said_in_passing() -> re.Pattern[str]:
    return re.compile(alternation(words("structure", "asides")))
