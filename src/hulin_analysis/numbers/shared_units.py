"""Lists: numbers that share a unit: 12.7、12个百分点, 百分之五点一和四点一."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from hulin_analysis.codes import Hedge, Reason
from hulin_analysis.numbers.characters import AND, BIG, OR, PIECE
from hulin_analysis.numbers.exclusion_words import Exclusion
from hulin_analysis.numbers.implied_units import read_number
from hulin_analysis.numbers.quantity import Quantity
from hulin_analysis.numbers.units import match_unit
from hulin_analysis.unit_groups import groups

#: What stands between the numbers of a list.
JOINS = re.compile(f"[、{AND}{OR},]")


def share_percent(text: str, last: Quantity, found: Exclusion) -> Quantity | None:
    """Read a number that shares the percent of the one before it: 四点一 in 百分之五点一和四点一."""
    joined = text[last.end] in f"、{AND}"
    if (
        not joined
        or last.unit != "%"
        or last.unit_spans
        or found.reason not in (Reason.BARE, Reason.UNIT_UNKNOWN)
    ):
        return None
    number = read_number(text, found.start)
    if number is None or number.low is None or number.low != number.high or number.end != found.end:
        return None
    start, end, value = found.start, number.end, float(number.low)
    return Quantity(
        start, end, start, end, value, None, None, last.unit, (), end, end, last.group, Hedge.EXACT
    )


def share_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give each number without a unit, and 12.7个 in 12.7个、12个百分点, the unit of the next in its list.

    The quantities are in reading order, and changed in place.
    """
    near = [i for i, (this, next_) in enumerate(pairwise(quantities)) if next_.start - this.end == 1]
    for i in reversed(near):
        this, following = quantities[i], quantities[i + 1]
        if not JOINS.match(text, this.end) or not following.unit:
            continue
        is_points = this.unit == PIECE and following.group == "ratio" and PIECE + following.unit in groups()
        is_bare = not this.unit and this.group == "" and following.number_start == following.start
        big, next_big = (
            any(char in BIG for char in text[one.number_start : one.number_end]) for one in (this, following)
        )
        if is_points or (is_bare and (next_big or not big)):
            quantities[i] = this._replace(
                unit=following.unit, group=following.group, unit_spans=following.unit_spans
            )
    return quantities


def unit_follows(text: str, pos: int) -> bool:
    """Tell whether a list of numbers that begins at an offset ends in one with a unit: 4、5人 behind 3、.

    >>> unit_follows("3、4、5人", 2), unit_follows("3、4、5。", 2)
    (True, False)
    """
    known = _known(text)
    passed = []
    while pos not in known:
        passed.append(pos)
        number = read_number(text, pos) if text[pos : pos + 1].isdigit() else None
        if number is None or number.unit is not None:
            known[pos] = False
        elif match_unit(text, number.behind):
            known[pos] = True
        elif text[number.behind : number.behind + 1] not in ("、", *AND):
            known[pos] = False
        else:
            pos = number.behind + 1
    known.update(dict.fromkeys(passed, known[pos]))
    return known[pos]


@lru_cache(maxsize=1)
def _known(text: str) -> dict[int, bool]:
    """Return the answers of :func:`unit_follows` for a text, so that a long list is read only once."""
    return {}
