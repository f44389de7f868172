"""Readings: a numeral or a fraction, with the unit that its form implies."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from hulin_analysis.numbers.characters import PARTITIVE
from hulin_analysis.numbers.numerals import Numeral, read_numeral, read_plain

_SIGNS = {"百": "%", "千": "‰"}
_SHARE = re.compile(f"(?P<of>[{''.join(_SIGNS)}]){PARTITIVE}(?P<sign>负?)")
# 3/4 is a fraction; 24/7, 120/80 and 211/212 are two numbers.
_STROKE = re.compile(r"(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![/\d.])")
#: What goes on behind a first numeral in 1/4, 4分之1 and 3又2分之1.
_AND = "又"
FRACTION_SIGNS = frozenset(["/", PARTITIVE[0], _AND])

_TOO_LARGE = Decimal(10) ** 100


class Reading(NamedTuple):
    """A number as it stands in a view."""

    # Half-open offsets, without what hedges it behind.
    start: int
    end: int
    # Its value; they differ only for two neighbouring digits (十五六). None if it is ambiguous.
    low: Decimal | None
    high: Decimal | None
    # Whether it begins with Arabic digits; whether it ends in a scale word.
    arabic: bool
    scaled: bool
    unit: str | None  # the unit that its form implies (百分之五, 四分之一); None where a unit may follow
    loose: str  # the 余, 多, 几 or 来 within it or behind it
    behind: int  # where it ends with that hedge

    def times(self, factor: Decimal) -> Reading:
        """Return the reading with both values multiplied."""
        low, high = (None if value is None else value * factor for value in (self.low, self.high))
        return self._replace(low=low, high=high)


def read_number(text: str, start: int, *, alone: bool = False) -> Reading | None:
    """Read the number that begins at an offset of a view.

    >>> [(str(r.low), r.unit) for r in (read_number(t, 0) for t in ("百分之十二", "四分之一", "3.5亿元"))]
    [('12', '%'), ('0.25', ''), ('350000000.0', None)]
    """
    found = _read(text, start, alone=alone)
    # No text states a number of a hundred digits; with the scale word of a header it would be infinite.
    if not alone and found and found.high is not None and abs(found.high) >= _TOO_LARGE:
        return found._replace(low=None, high=None)
    return found


def _read(text: str, start: int, *, alone: bool) -> Reading | None:
    plain = read_plain(text, start)
    if plain:
        end, value, scaled, loose = plain
        if text[end : end + 1] not in FRACTION_SIGNS:
            arabic = text[start] <= "9"
            return Reading(start, end, value, value, arabic, scaled, None, loose, end + len(loose))
    arabic = "0" <= text[start : start + 1] <= "9"
    if not arabic and (share := _SHARE.match(text, start)):
        part = read_numeral(text, share.end(), alone=alone)
        if part is None:
            return None
        sign = -1 if share["sign"] else 1
        return _of(start, part, unit=_SIGNS[share["of"]]).times(Decimal(sign))
    if arabic and (match := _STROKE.match(text, start)):
        top, bottom = Decimal(match["top"]), Decimal(match["bottom"])
        before = text[start - 1 : start]
        joined = before.isascii() and (before.isalnum() or before in ("/", "-", "."))
        if top < bottom and not joined:
            value = top / bottom
            return Reading(start, match.end(), value, value, True, False, "", "", match.end())
    first = read_numeral(text, start, alone=alone)
    if first is None:
        return None
    if text.startswith(_AND, first.end) and (rest := _fraction(text, first.end + 1, alone=alone)):
        return _added(first, rest)
    return _fraction(text, start, first, alone=alone) or _of(start, first)


def _of(start: int, numeral: Numeral, unit: str | None = None) -> Reading:
    low, high = numeral.low, numeral.high
    return Reading(
        start, numeral.end, low, high, numeral.arabic, numeral.scaled, unit, numeral.loose, numeral.behind
    )  # fmt: skip


def _fraction(text: str, start: int, bottom: Numeral | None = None, *, alone: bool) -> Reading | None:
    """Read 四分之一: the denominator, then the numerator."""
    bottom = bottom or read_numeral(text, start, alone=alone)
    if bottom is None or not text.startswith(PARTITIVE, bottom.end):
        return None
    top = read_numeral(text, bottom.end + 2, alone=alone)
    if top is None or top.low is None or top.high is None or not bottom.low or bottom.is_pair:
        return None
    reading = _of(start, top, unit="")
    return reading._replace(low=top.low / bottom.low, high=top.high / bottom.low, arabic=bottom.arabic)


def _added(whole: Numeral, part: Reading) -> Reading | None:
    if whole.low is None or part.low is None or whole.is_pair:
        return None
    value = whole.low + part.low
    return part._replace(start=whole.start, low=value, high=value, arabic=whole.arabic)
