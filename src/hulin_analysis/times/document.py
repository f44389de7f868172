"""The time of a whole text: of its headline, of its captions, or of the year that it looks back upon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache, cached_property

from hulin_analysis.times.expressions import find_periods
from hulin_analysis.times.period import one_year
from hulin_analysis.times.words import any_of

__all__ = ["Document"]

_LAST_LOOK_BACK = 4  # until this month a text may look back upon the year before
_WHOLE_YEAR = re.compile(r"全年(?![龄级])")
_CLAUSE = ",，。;；:：\n"


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_of(("text", key)))


class Document:
    r"""What a text says of its own time, where a sentence says nothing.

    Parameters
    ----------
    folded : str
        The folded text.
    published : datetime or None
        When it was published.
    headings : sequence of tuple of int
        Where its headline and headings stand, the headline first.

    Examples
    --------
    >>> text = "2024年某县国民经济和社会发展统计公报\n总产值8亿元。"
    >>> Document(text, None, [(0, text.index("\n"))]).time(20, 24)
    '2024'
    """

    def __init__(self, folded: str, published: datetime | None, headings: Sequence[tuple[int, int]]) -> None:
        self._folded = folded
        self._published = published
        self._headings = headings

    @cached_property
    def _own(self) -> str | None:
        """The time of the headline, or the one year that all captions name."""
        if self._headings and (iso := self._of_headline(*self._headings[0])):
            return iso
        if any(_words("not_of_its_year").search(self._folded, *span) for span in self._headings):
            return None
        named = [iso for span in self._headings for iso in self._times(*span)]
        years = {one_year(iso) for iso in named}
        year = years.pop() if len(years) == 1 else None
        gone = self._published is None or (year is not None and year < self._published.year)
        return str(year) if year and gone else None

    def _times(self, start: int, end: int) -> list[str]:
        return [p.iso for p in find_periods(self._folded, start, end, self._published) if p.iso]

    def _of_headline(self, start: int, end: int) -> str | None:
        listed = set(self._times(start, end))
        if len(listed) != 1 or not _words("of_its_time").search(self._folded, start, end):
            return None
        (iso,) = listed
        return iso if one_year(iso) else None

    def time(self, start: int, pos: int) -> str | None:
        """Return the time of a number in a sentence that names none and has none from those before it."""
        if self._own:
            year = one_year(self._own)
            if year and "-" in self._own and _WHOLE_YEAR.search(self._folded, start, pos):
                return str(year)
            return self._own
        if self._folded.find("全年", start, pos) >= 0 and (year := self.year(pos)):
            return None if self._is_going_on(start, pos) else str(year)
        return None

    def year(self, pos: int) -> int | None:
        """Return the year that 全年 and 年末 mean where no year is in force."""
        if self._own:
            return one_year(self._own)
        if self._published and self._published.month <= _LAST_LOOK_BACK:
            return self._published.year - 1
        return None

    def _is_going_on(self, start: int, pos: int) -> bool:
        """Whether 全年 is the year that is not over yet: 预计全年增长5%."""
        return _words("still_going").search(self._folded, start, pos) is not None
