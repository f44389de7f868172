"""Clauses: the words on either side of a quantity, and the runs of numbers that one verb governs."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from hulin_analysis.numbers import Quantity

__all__ = ["Clause", "clauses", "series"]

# An ASCII comma inside a number never gets here: only the words between two quantities are searched.
_DELIMITER = re.compile(r"[,，;；:：。！？!?\n—](?:(?<!—)|—)")
_DASH = "——"
# No name of what is counted is longer than this; a text without punctuation is read as if cut there.
_REACH = 200
_JOINS = frozenset([":", "、", "和", "与", "及", "或", "以及"])


class Clause(NamedTuple):
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
    marks = [-1, *(match.start() for match in _DELIMITER.finditer(folded, start, end)), end + _REACH]
    before, right = start, 1
    for i, quantity in enumerate(quantities):
        floor = max(before, quantity.start - _REACH)
        ceiling = min(quantities[i + 1].start if i + 1 < len(quantities) else end, quantity.end + _REACH)
        # The last mark within the words before the quantity, and the first within those behind it.
        mark = marks[bisect_left(marks, quantity.start, right) - 1]
        right = bisect_left(marks, quantity.end, right)
        left = mark + (len(_DASH) if folded[mark] == _DASH[0] else 1) if mark >= floor else floor
        joined = mark < floor == before and i > 0
        followed = ceiling < marks[right] and i + 1 < len(quantities)
        found.append(Clause(i, left, min(marks[right], ceiling), joined, followed))
        before = quantity.end
    return found


def series(folded: str, quantities: list[Quantity]) -> list[int]:
    """Give each quantity the number of the list it stands in: 6%和10% are one list, with one number.

    Quantities are of one list when they measure alike and nothing but 、, 和 or 与 stands between.

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> text = "收入分别增长6%和10%,投资增长3%"
    >>> series(text, find_quantities(text)[0])
    [0, 0, 1]
    """
    if len(quantities) == 1:
        return [0]
    numbers: list[int] = []
    for i, quantity in enumerate(quantities):
        joined = (
            i > 0
            and quantity.group == quantities[i - 1].group
            and folded[quantities[i - 1].end : quantity.start] in _JOINS
        )
        numbers.append(numbers[-1] if joined else i)
    order = {number: i for i, number in enumerate(dict.fromkeys(numbers))}
    return [order[number] for number in numbers]
