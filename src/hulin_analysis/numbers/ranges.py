"""Ranges: two numbers that are the ends of a range, and the scale word that they share."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.numbers.characters import BIG, SCALES, TEN, TO, TWO, UNITS, scale
from hulin_analysis.numbers.implied_units import Reading

#: What stands between the ends: 3—5年, 10%至15%, 1万(含)-5万元.
LINK = re.compile(rf"(?:\([^()\n]{{1,4}}\))?\s?(?:——|--|[-—~～{TO}])\s?(?=[-负]?[0-9{UNITS}{TWO}十百千零])")


_LEVEL = 4  # more than so many times a change is the level that it led to; the ends of a range are closer
_BACK = 30  # how far back a clause is asked what it says of the change


@cache
def at_least() -> re.Pattern[str]:
    """Return what stands between the ends of 1万元以上3万元以下."""
    return re.compile(vocabulary.any_of("numerals", "range", "at_least") + f"(?=[0-9{UNITS}{TWO}{TEN[0]}])")


def shared_ends(
    text: str, low: Reading, high: Reading, *, measured: bool = False
) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of a range; None if they are not a range. 3元到5万元 is `measured`.

    If the first number has no scale word it has that of the second, as long as it stays smaller: 3—5万,
    两到三万. But 500到1万 is 500 to 10000, and in 8千到1万 the first has a scale word of its own.

    >>> from hulin_analysis.numbers.implied_units import read_number
    >>> text = "三至五百元,500到1万元"
    >>> shared_ends(text, read_number(text, 0), read_number(text, 2))
    (Decimal('300'), Decimal('500'))
    >>> shared_ends(text, read_number(text, 6), read_number(text, 10))
    (Decimal('500'), Decimal('10000'))
    """
    if low.low is None or high.high is None:
        return None
    first, last = low.low, high.high
    shared = first * _shared_scale(text, low, high)
    if not measured and shared < last:
        first = shared
    return (first, last) if first < last else None


def leads_to_level(text: str, start: int, first: Decimal, last: Decimal) -> bool | None:
    """Say whether two numbers behind a verb of change are the change and the level that it led to.

    False if they may be the ends of a range as well; None if that is all they can be.

    >>> leads_to_level("就业人数减少8千人至370万人", 6, Decimal(8000), Decimal(3700000))
    True
    >>> leads_to_level("事故减少300起至900起", 4, Decimal(300), Decimal(900))
    False
    >>> leads_to_level("每户增加300元至900元", 4, Decimal(300), Decimal(900)) is None
    True
    """
    if not text.endswith(vocabulary.words("numerals", "range", "changed"), 0, start):
        return None
    of_each, to_come = _clause()
    left = max(0, start - _BACK)
    if of_each.search(text, left, start):
        return None
    return last > _LEVEL * first and not to_come.search(text, left, start)


@cache
def _clause() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match, before a number in its clause, what says that it is of each, and that it is to come."""
    each, coming = (vocabulary.any_of("numerals", "range", key) for key in ("each", "coming"))
    return re.compile(each + r"[^,;。，；\n]*$"), re.compile(coming + r"[^,;。，；\n]*$")


def _shared_scale(text: str, low: Reading, high: Reading) -> Decimal:
    """Return the scale at the end of the second number that holds for the first as well."""
    if any(char in BIG for char in text[low.start : low.end]):
        return Decimal(1)
    end = high.end
    while end > high.start and text[end - 1] in SCALES:
        end -= 1
    # 三到五百 shares the hundred; 三到三百五十 does not share the ten.
    shares_small = SCALES.isdisjoint(text[high.start : end])
    return scale("".join(char for char in text[end : high.end] if shares_small or char in BIG))
