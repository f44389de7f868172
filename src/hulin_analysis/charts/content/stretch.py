"""Stretches of time: where a period stands on an axis of years."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date
from typing import NamedTuple

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")
_YEARS = re.compile(r"P(\d+)Y")


class Stretch(NamedTuple):
    """A stretch of time in years: 2021 is 2021.0 to 2022.0, its middle 2021.5."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """The middle, where its mark stands."""
        return (self.start + self.end) / 2

    @property
    def year(self) -> int | None:
        """The year it is, if it is a whole one."""
        whole = self.start.is_integer() and self.end == self.start + 1
        return int(self.start) if whole else None

    @property
    def is_years(self) -> bool:
        """Whether it is of several whole years."""
        return self.start.is_integer() and self.end.is_integer() and self.end > self.start + 1


def stretch(period: str) -> Stretch | None:
    """Read an ISO 8601 year, month, day or interval as the frames have it; None for an open one."""
    first, slash, last = period.partition("/")
    if not slash:
        return _date(first)
    for years, other, sign in ((_YEARS.fullmatch(first), last, -1), (_YEARS.fullmatch(last), first, 1)):
        if years:
            anchor = _date(other)
            if anchor is None:
                return None
            at = anchor.end if sign < 0 else anchor.start
            return Stretch(*sorted((at, at + sign * int(years[1]))))
    begin, end = _date(first), _date(last)
    return Stretch(begin.start, end.end) if begin and end and begin.start < end.end else None


def _date(text: str) -> Stretch | None:
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    if found[2] is None:
        return Stretch(float(year), year + 1.0)
    if found[3] is None:
        return Stretch(year + (month - 1) / 12, year + month / 12)
    length, passed = 365 + isleap(year), date(year, month, day).timetuple().tm_yday - 1
    return Stretch(year + passed / length, year + (passed + 1) / length)
