"""Clauses: the words on either side of a quantity, and the runs of numbers that one verb governs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from hulin_analysis.numbers import Quantity

__all__ = ["Clause", "clauses", "series"]

# An ASCII comma inside a number never gets here: only the words between two quantities are searched.
_DELIMITER = re.compile(r"[,，;；:：。！？!?\n—](?:(?<!—)|—)")
_DASH = "——"
# No name of what is counted is longer than this; a text without punctuation is read as if cut there.
_REACH = 200
_JOINS = frozenset([":", "、", "和", "与", "及", "或", "以及"])
_LONGEST_JOIN = max(map(len, _JOINS))


@dataclass(slots=True)
class Clause:
    """One quantity and the words around it in its clause, as offsets into the folded text.

    Attributes
    ----------
    number : int
        Which quantity of the sentence.
    left : int
        Where the words before the quantity begin: behind the last delimiter or the quantity before.
    right : int
        Where the words behind it end: at the next delimiter or the next quantity's hedge.
    joined : bool
        Whether the quantity before stands in the same clause.
    followed : bool
        Whether another quantity ends the words behind it.
    """

    number: int
    left: int
    right: int
    joined: bool
    followed: bool = False


def clauses(folded: str, start: int, end: int, quantities: list[Quantity]) -> list[Clause]:
    """Cut a sentence into one :class:`Clause` a quantity.

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> text = "新建学校3所,培训教师82名。"
    >>> quantities, _ = find_quantities(text)
    >>> [text[c.left : q.start] for c, q in zip(clauses(text, 0, len(text), quantities), quantities)]
    ['新建学校', '培训教师']
    """
    found = []
    # One before the sentence and one behind it, so that there always is a last and a next.
    inner = [match.start() for match in _DELIMITER.finditer(folded, start, end)]
    marks = [-1, *inner, max(end, quantities[-1].end) + _REACH]
    before, behind, last = start, 1, len(quantities) - 1
    for i, quantity in enumerate(quantities):
        at, stop = quantity.start, quantity.end
        # The last mark within the words before the quantity, and the first within those behind it.
        while marks[behind] < at:
            behind += 1
        left, joined = marks[behind - 1], False
        while marks[behind] < stop:
            behind += 1
        floor = before if before >= at - _REACH else at - _REACH
        if left >= floor:
            left += len(_DASH) if folded[left] == _DASH[0] else 1
        else:
            left, joined = floor, floor == before and i > 0
        right = ceiling = quantities[i + 1].start if i < last else end
        if ceiling > stop + _REACH:
            right = ceiling = stop + _REACH
        if marks[behind] <= ceiling:
            right = marks[behind]
        found.append(Clause(i, left, right, joined, i < last and ceiling < marks[behind]))
        before = stop
    return found


def series(folded: str, quantities: list[Quantity]) -> list[int]:
    """Say how many quantities each list of a sentence holds: 6%和10% are one list, one alone is one too.

    Quantities are of one list when they measure alike and nothing but 、, 和 or 与 stands between.

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> text = "收入分别增长6%和10%,投资增长3%"
    >>> series(text, find_quantities(text)[0])
    [2, 1]
    """
    counts = [1]
    for before, quantity in pairwise(quantities):
        start, end = before.end, quantity.start
        if end - start <= _LONGEST_JOIN and folded[start:end] in _JOINS and quantity.group == before.group:
            counts[-1] += 1
        else:
            counts.append(1)
    return counts
