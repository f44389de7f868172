"""The time of a whole text: of its headline, of its captions, or of the year that it looks back upon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache, cached_property

from hulin_analysis.times.expressions import find_periods
from hulin_analysis.times.period import one_year
from hulin_analysis.times.time_words import any_of, compiled

__all__ = ["Document"]

_LAST_LOOK_BACK = 4  # until this month a text may look back upon the year before
_WHOLE_YEAR = "<whole.words>(?!<whole.longer>)"
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LINE = re.compile("[^\\n]+")


def _is_part_of_a_year(iso: str) -> bool:
    return one_year(iso) is not None and not _A_DAY.fullmatch(iso)


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
    account : bool, optional
        Whether it is an account: the time that it begins with is then that of all that it says no time of.
    title : str, optional
        Its headline, folded, where that does not stand in the text.

    Examples
    --------
    >>> text = "2024年某县国民经济和社会发展统计公报\n总产值8亿元。"
    >>> Document(text, None, [(0, text.index("\n"))]).time(20, 24)
    '2024'
    """

    def __init__(
        self,
        folded: str,
        published: datetime | None,
        headings: Sequence[tuple[int, int]],
        *,
        account: bool = False,
        title: str | None = None,
    ) -> None:
        self._folded = folded
        self._published = published
        self._headings = headings
        self._title = title
        self._account = account
        self._noted: str | None = None  # the time that the body begins with

    def note(self, times: Sequence[str | None]) -> None:
        """Keep the first time that a sentence with numbers names: 前三季度, not a day."""
        if self._account and self._noted is None:
            self._noted = next((iso for iso in times if iso and _is_part_of_a_year(iso)), None)

    @property
    def begins(self) -> str | None:
        """The time of an account of one time: its headline's, or that which its body begins with."""
        return (self._headline or self._noted) if self._of_one_time else None

    @cached_property
    def own(self) -> str | None:
        """The time of the headline, or the one year that all captions name."""
        if self._headline and _words("of_its_time").search(self._title or self._folded, *self._of_title):
            return self._headline
        if self._is_paper:
            return None
        named = [iso for span in self._headings for iso in self._times(*span)]
        years = {one_year(iso) for iso in named}
        year = years.pop() if len(years) == 1 else None
        gone = self._published is None or (year is not None and year < self._published.year)
        return str(year) if year and gone else None

    def _times(self, start: int, end: int) -> list[str]:
        return [p.iso for p in find_periods(self._folded, start, end, self._published) if p.iso]

    @property
    def _of_title(self) -> tuple[int, int]:
        return (0, len(self._title)) if self._title else self._headings[0]

    @cached_property
    def _headline(self) -> str | None:
        """The one time that the headline names, if it is of one year."""
        if not self._title and not self._headings:
            return None
        found = find_periods(self._title or self._folded, *self._of_title, self._published)
        listed = {period.iso for period in found if period.iso}
        iso = listed.pop() if len(listed) == 1 else None
        return iso if iso and one_year(iso) else None

    def time(self, start: int, pos: int, *, told: bool = False) -> str | None:
        """Return the time of a number in a sentence that names none and has none from those before it.

        Parameters
        ----------
        start, pos : int
            Where the sentence begins, and the number.
        told : bool, optional
            Whether a day is what its paragraph has told of last.
        """
        if self.own:
            year = one_year(self.own)
            if year and "-" in self.own and compiled(_WHOLE_YEAR).search(self._folded, start, pos):
                return str(year)
            return self.own
        if self._planned and self._planned_in(start, pos):
            return str(self._published.year) if self._published else None
        whole = compiled("<whole.words>").search(self._folded, start, pos) is not None
        begins = None if told or whole else self.begins
        if not (begins or whole or self._looks_back) or self._is_going_on(start, pos):
            return None
        year = self.year(pos)
        return begins or (str(year) if year else None)

    @cached_property
    def _of_one_time(self) -> bool:
        """Whether an account is of the one time that it begins with: no heading names another."""
        return self._account and not any(self._times(*at) for at in self._headings[1:])

    @cached_property
    def _is_paper(self) -> bool:
        """Whether a headline or heading is that of a plan, or of a report which has one."""
        return any(_words("not_of_its_year").search(self._folded, *span) for span in self._headings)

    @cached_property
    def _looks_back(self) -> bool:
        """Whether the text tells of the year before it was published and of nothing later."""
        if self._published is None or not _words("of_a_year").search(self._folded):
            return False
        if _words("of_more").search(self._folded):
            return False
        return all(
            (year := one_year(period.iso)) is not None and year < self._published.year
            for line in _LINE.finditer(self._folded)
            for period in find_periods(self._folded, *line.span(), self._published)
            if period.iso
        )

    @cached_property
    def _planned(self) -> bool:
        """Whether the text sets out the plan of the year in which it was published: 今年将生产…."""
        if self._published is None:
            return False
        year = self._published.year
        said = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
        this, planned = any_of(("text", "this_year")), any_of(("text", "planned"))
        plan = rf"(?:{year}年|{said}年|{this})[^,，。;；\n]{{0,12}}{planned}"
        return re.search(plan, self._folded) is not None

    def _planned_in(self, start: int, pos: int) -> bool:
        end = self._folded.find("。", pos)
        will = _words("will").search(self._folded, start, end if end >= 0 else len(self._folded))
        return will is not None

    def year(self, pos: int) -> int | None:
        """Return the year that 全年 and 年末 mean where no year is in force."""
        if self.own:
            return one_year(self.own)
        if self._published and self._published.month <= _LAST_LOOK_BACK:
            return self._published.year - 1
        return None

    def _is_going_on(self, start: int, pos: int) -> bool:
        """Whether 全年 is the year that is not over yet: 预计全年增长5%."""
        return _words("still_going").search(self._folded, start, pos) is not None
