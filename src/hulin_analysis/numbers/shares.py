"""Shares: the parts of a whole that a structure lists, 三次产业结构为12.4:48.3:39.3."""

from __future__ import annotations

import re
from decimal import Decimal

from hulin_analysis.numbers.exclusion_words import ends_in

_RUN = re.compile(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){2,7}(?![\d.:])")
_NUMBER = re.compile(r"[\d.]{1,6}")
_PART = frozenset("0123456789.:")
_REACH = 6  # characters between a word like 结构 and the first number
_LONGEST = 40  # characters that several shares take
_WHOLE, _ROUNDING = 100, Decimal("0.5")


def end_of_share(text: str, start: int) -> int | None:
    """Return where a number ends that is one of three or more that add up to 100 within rounding.

    A time of day (12:30:58) is none: the numbers have decimals, or a word for a structure stands in front.

    >>> text = "结构为12.4:48.3:39.3"
    >>> [end_of_share(text, text.index(part)) for part in ("12.4", "48.3", "39.3")]
    [7, 12, 17]
    >>> end_of_share("比分3:2:1", 2), end_of_share("时间12:30:58", 2)
    (None, None)
    """
    number = _NUMBER.match(text, start)
    if number is None or ":" not in (text[start - 1 : start], text[number.end() : number.end() + 1]):
        return None
    left = start
    while left and text[left - 1] in _PART and start - left < _LONGEST:
        left -= 1
    run = _RUN.match(text, left)
    if run is None:
        return None
    named = "." in run[0] or ends_in("ratio", "structure", text, left, _REACH)
    total = sum((Decimal(part) for part in run[0].split(":")), Decimal(0))
    if not named or abs(total - _WHOLE) > _ROUNDING:
        return None
    end = text.find(":", start, run.end())
    return end if end >= 0 else run.end()
