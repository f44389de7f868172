"""The time in force at each number: read sentence by sentence, kept within a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from hulin_analysis.times.document_time import Document
from hulin_analysis.times.expressions import find_times
from hulin_analysis.times.period import (
    Period,
    last_day,
    last_month,
    listed_in,
    moved_to,
    one_year,
    written_in,
    years_before,
)
from hulin_analysis.times.roles import at_the_end, is_own, is_reached, opens_clause, up_to
from hulin_analysis.times.time_words import any_of, compiled, words
from hulin_analysis.times.timeline import Timeline

__all__ = ["TimesInForce"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_JOIN = re.compile(r"[、和与及到至,，]{1,2}")
_OPENING = 12  # so far behind its beginning a sentence's opening time may stand
_WHOLE_YEAR = "(?:[^,，。;；]{0,8}<whole.counted>,)?<whole.words>(?!<whole.longer>)"
# 由1.1%升至1.2%: the first number is of an earlier time.
_EARLIER = r"<number.from>[^,，;；。:：\d]{0,12}(?:\d[\d.]*:)*$"
_TO_A_LEVEL = (
    r"(?:\d[\d.]*:)*[^,，;；。、]{1,14}?[一-鿿]<number.to><number.about>?[\d一二三四五六七八九十百零两]"
)
_YEAR = re.compile(r"\d{4}")
_ITS_OWN = "[一-鿿]{0,8}<text.bodies>"
_YEARS_APART = 1


class _Mark(NamedTuple):
    """From here on a time holds in a sentence; None for the time that the sentence was entered with."""

    at: int
    iso: str | None
    end: int
    parts: tuple[str, ...] = ()


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(rf"{any_of(('text', 'lead_in'))}[,，:：]$")


@cache
def _qualifies() -> re.Pattern[str]:
    """Return the words without which a time holds for all numbers up to the next: 由…升至, 年均, 全年."""
    return re.compile(
        any_of(("number", "from"), ("average", "words"), ("average", "of_years"), ("whole", "words"))
    )


@lru_cache(maxsize=10_000)
def _is_end(iso: str) -> bool:
    """Tell whether a time is the last day of a month, for which a stock is told."""
    return _DAY.fullmatch(iso) is not None and iso == last_day(iso[: len("2024-09")])


class TimesInForce:
    """When each number is: headings, sentences and clauses say it, and what they compare with does not.

    Parameters
    ----------
    folded : str
        The folded text.
    published : datetime or None
        When it was published.
    headings : sequence of tuple of int, optional
        Where its headline and headings stand, the headline first.
    account : bool, optional
        Whether the text is an account, of one time unless it says otherwise.
    title : str, optional
        Its headline, folded, if not in the text.

    Examples
    --------
    >>> text = "1月至10月,运量10亿吨,比2017年的9亿吨增长8%。目前有25条线路。"
    >>> times = TimesInForce(text, datetime(2018, 11, 19))
    >>> times.enter_sentence(0, text.index("目"))
    >>> [times.period(text.index(number)) for number in ("10亿", "9亿", "8%")]
    ['2018-01/2018-10', '2017', '2018-01/2018-10']
    """

    def __init__(
        self,
        folded: str,
        published: datetime | None,
        headings: Sequence[tuple[int, int]] = (),
        *,
        account: bool = False,
        title: str | None = None,
    ) -> None:
        self._folded, self._published = folded, published
        self._timeline = Timeline(folded, published, account=account)
        self._openers = self._timeline.openers
        self._document = Document(folded, published, headings, account=account, title=title)
        self.enter_paragraph()

    @property
    def ahead(self) -> bool | None:
        """Whether the text has turned to years to come (True) or gone (False); None if it does not say."""
        return self._timeline.ahead

    def enter_heading(self, start: int, end: int) -> None:
        """Read the time a heading names (2025年工作回顾)."""
        self._timeline.enter_heading(start, end)

    def turn_to_plan(self) -> None:
        """Let the year that a plan is announced for hold from here on: 今年的预期目标是…."""
        if self._marks and self._marks[0].iso:
            self._timeline.turn_to(self._marks[0].iso)

    def enter_paragraph(self) -> None:
        """Forget when the paragraph before was."""
        self._start = self._end = 0
        self._marks: list[_Mark] = []
        self._bases: list[Period] = []
        self._events = False  # whether the sentence names the time of an event
        self._qualified = False  # whether it has words that may qualify a time
        self._held: str | None = None  # the time of its numbers in front of its marks, if no word changes it
        self._told = False  # whether a day is what the paragraph has told of last
        # The time that the last sentence passed with one began with, and that of the one read now.
        self._time: str | None = None
        self._opened: str | None = None

    def pass_sentence(self, start: int, end: int) -> None:
        """Read the time that the next sentence opens with, which has no numbers."""
        if self._opened is not None:
            self._carry_on(self._opened)
            self._opened = None
        may_open = self._folded[start : start + 1] in self._openers
        if not may_open and self._timeline.coming is None:
            return  # most sentences without a number name no time
        if not self._timeline.may_turn(start, end):
            if may_open:
                self._marks = []  # a plan announced here is not for the year of the sentence before
            return
        opened = self._open(start, end, None)
        day = opened and _DAY.fullmatch(opened) and not up_to(self._folded, start + 2)
        self._opened = self._scene(opened) if opened and day else opened

    def _open(self, start: int, end: int, found: list[Period] | None) -> str | None:
        """Return the time that a sentence opens with; its times may be given, where they are known."""
        self._start, self._end = start, end
        self._marks, self._bases, self._events = [], [], False
        opened = self._timeline.enter_sentence(start, end, found)
        only = self._published is None and compiled("<text.year_on>").match(self._folded, start, end)
        if only and _YEAR.fullmatch(self._entered() or ""):
            # 2025年是…。一年来,…: without a date of publication it can only be that year.
            opened = self._entered()
            self._marks.append(_Mark(start, opened, start))
        return opened

    def enter_sentence(self, start: int, end: int) -> None:
        """Read the times of the next sentence, which has numbers."""
        if self._opened is not None:
            self._carry_on(self._opened)
        found = find_times(self._folded, start, end, self._published)
        self._opened = self._open(start, end, found)
        self._qualified = _qualifies().search(self._folded, start, end) is not None
        if found or self._marks:
            self._take(found)
        self._held = None
        if not self._qualified and not self._bases:
            entered = self._entered()
            self._held = None if entered is None or _is_end(entered) else entered
        if self._opened is None:
            self._opened = (self._led_in() if self._marks else self._of_the_whole_year()) or None
        elif self._marks and self._marks[0].at - start <= _OPENING and not self._opened:
            self._opened = self._marks[0].iso

    def _take(self, found: list[Period]) -> None:
        """Let the times of a sentence hold from where they stand, or be what numbers are compared with."""
        for period in found:
            self._timeline.note(period)
            if period.role == "base":
                self._bases.append(period)
            elif not period.role:
                self._mark(period)
            else:
                self._events = True
        if self._marks:
            self._told = any(_DAY.match(mark.iso or "") for mark in self._marks[-2:])
            self._document.note([mark.iso for mark in self._marks])

    def _scene(self, day: str) -> str | None:
        """Return the time behind a day on which something is told without a number: 8月9日,村民正在采摘."""
        year = self._time or self._timeline.in_force
        return None if year and year[:4] == day[:4] else ""

    def _mark(self, period: Period) -> None:
        as_of = self._folded[period.start] in words("text", "as_of")
        if as_of and self._marks and _DAY.fullmatch(self._marks[-1].iso or ""):
            return  # 截至2月10日,…现有3例: as of that day
        iso = self._resolved(period)
        parts = tuple(self._written(part, iso) for part in period.parts)
        mark = _Mark(period.start, iso, period.end, parts)
        close = self._bracket(period)
        if close:
            before = self._at(period.start)
            self._marks += [mark, before._replace(at=close) if before else _Mark(close, None, self._start)]
        else:
            self._marks.append(mark)

    def _bracket(self, period: Period) -> int | None:
        """Return where the bracket ends that a time stands in; it does not hold behind it."""
        opened = self._folded.rfind("(", self._start, period.start)
        if opened <= self._start or self._folded.find(")", opened, period.start) >= 0:
            return None
        closed = self._folded.find(")", period.end, self._end)
        return closed if closed >= 0 else None

    def _carry_on(self, opened: str) -> None:
        """Let the time that a sentence began with govern those behind it.

        A day within the year spoken of is an event of that year: what stands behind is of the year again.
        """
        if opened == self._time:
            return
        year = self._time or self._timeline.in_force
        if not (year == opened[:4] and _DAY.fullmatch(opened)):
            self._time = opened

    def _led_in(self) -> str | None:
        """Return the time behind a clause that only leads in: 数据显示,9月…; 货运方面,1月至10月,…."""
        first = self._marks[0] if self._marks else None
        if first and compiled(_ITS_OWN).fullmatch(self._folded, self._start, first.at):
            return first.iso  # 某市2023年…
        for mark in self._marks:
            if mark.iso is None or not opens_clause(self._folded, mark.at, self._start):
                continue
            led = _lead_in().search(self._folded, max(self._start, mark.at - 8), mark.at)
            return mark.iso if led or self._folded[mark.end : mark.end + 1] in (",", "，") else None
        return None

    def _of_the_whole_year(self) -> str | None:
        """Return the year that a sentence begins with as 全年."""
        if self._time is not None or not self._qualified:
            return None
        if not compiled(_WHOLE_YEAR).match(self._folded, self._start, self._end):
            return None
        return self._document.time(self._start, self._end)

    def _around(self) -> str | None:
        """Return the time in force where the sentence's last time ends."""
        return self._marks[-1].iso if self._marks and self._marks[-1].iso else self._entered()

    def _entered(self) -> str | None:
        return self._timeline.in_force if self._time is None else self._time or None

    def _resolved(self, period: Period) -> str:
        """Return the time that an expression means where it stands; empty if that is not known."""
        if period.way == "ago":
            return self._years_before(period, self._marks[-1] if self._marks else None) or ""
        if period.way == "same":
            around, year = self._around(), one_year(period.iso)
            return moved_to(around, year) if around and year and one_year(around) else ""
        if not period.iso and self._folded[period.start : period.end] in words("point", "same_day"):
            around = self._around() or self._document.time(self._start, period.start)
            return around if around and _DAY.fullmatch(around) else ""
        if period.way == "reported":
            around = self._document.own or self._around()
            return "" if not around or _DAY.fullmatch(around) else around
        if period.way == "month":
            return last_month(self._around()) or ""
        if self._marks and period.start == self._start:
            return self._marks[0].iso or ""
        if not period.form:
            return self._timeline.resolve(period) or ""
        own = next((m.iso for m in reversed(self._marks) if one_year(m.iso)), None)
        around = own or self._entered() or (self._document.own if self._time is None else None)
        year = one_year(around)
        if period.way == "day":
            month = last_month(around)
            return written_in(period.form, int(month[:4]), month[5:]) if month else period.iso
        if period.way in ("end", "that"):
            year = year or self._document.year(period.start)
            return written_in(period.form, year) if year else ""
        by_date = one_year(period.iso) or (int(period.iso[:4]) if period.iso else None)
        if year is None or year == by_date:
            return period.iso
        carried = own is None and self._time is not None
        if carried and by_date and abs(year - by_date) <= _YEARS_APART:
            return ""  # 2023年…。4月…: of that year or of the next
        return written_in(period.form, year)

    def _written(self, part: str, iso: str) -> str:
        return written_in(part, int(iso[:4])) if "Y" in part and iso[:4].isdigit() else part

    def _at(self, pos: int) -> _Mark | None:
        if not self._marks:
            return None
        before = bisect_left(self._marks, (pos,))
        return self._marks[before - 1] if before else None

    def period(self, pos: int, share: tuple[int, int] = (0, 1)) -> str | None:
        """Return the time in force at an offset of the current sentence.

        Parameters
        ----------
        pos : int
            The offset, where a number begins.
        share : tuple of int, optional
            Which number of a list of how many stands there: 9、10两个月分别为14.8万车、14.9万车.
        """
        if not self._bases and not self._qualified:
            mark = self._at(pos) if self._marks else None
            if mark is None or mark.iso is None:
                if self._held is not None:
                    return self._held
            elif share[1] == 1:
                return mark.iso or None
        return self._worked_out(pos, share)

    def _worked_out(self, pos: int, share: tuple[int, int]) -> str | None:
        """Return the time in force at an offset where the words around it have a say."""
        base = next((b for b in reversed(self._bases) if b.end <= pos), None) if self._bases else None
        iso = self._said(pos, share, base)
        return at_the_end(iso, self._published) if base and is_reached(self._folded, base, pos) else iso

    def _said(self, pos: int, share: tuple[int, int], base: Period | None) -> str | None:
        mark = self._at(pos)
        if base and (mark is None or mark.at < base.start) and is_own(self._folded, base, pos):
            return self._of_base(base, mark)
        whole = compiled("<whole.words>").match(self._folded, base.end) if base else None
        behind = whole.end() if whole else 0
        if self._is_earlier(pos, mark.end if mark else self._start):
            return self._of_base(base, mark) if base and (mark is None or mark.at < base.start) else None
        if mark is None or mark.iso is None:
            iso = self._timeline.fitted(self._entered(), max(self._start, behind), pos)
            if iso is None and self._entered() is None and self._time is None and not self._events:
                iso = self._document.time(self._start, pos, told=self._told)
            elif iso and _is_end(iso) and compiled("<number.flows>").search(self._folded, self._start, pos):
                iso = (
                    self._document.own or self._document.begins
                )  # 截至8月底,…。累计平均利用2329小时: up to that day, not on it
            return iso
        if share[1] > 1 and (listed := self._in_turn(mark, pos, share[1])):
            return listed[share[0]] or None
        return self._timeline.fitted(mark.iso or None, max(mark.end, behind), pos)

    def _is_earlier(self, pos: int, start: int) -> bool:
        """Whether a number is what another one rose or fell from; `start` is where the last time ends."""
        near = max(start, pos - _OPENING)
        earlier = compiled(_EARLIER).search(self._folded, near, pos)
        return earlier is not None and compiled(_TO_A_LEVEL).match(self._folded, pos, self._end) is not None

    def _of_base(self, base: Period, mark: _Mark | None) -> str | None:
        if base.way in ("ago", "then"):
            return self._years_before(base, mark)
        if base.way != "same":
            return self._before_its_year(base) or None
        around = mark.iso if mark and mark.iso else self._entered() or self._document.own
        year = one_year(self._before_its_year(base))
        return moved_to(around, year) if around and year and one_year(around) else None

    def _years_before(self, period: Period, mark: _Mark | None) -> str | None:
        """Return the time so many years before that of the words in front, by which its base is told too."""
        around = mark.iso if mark and mark.iso else self._entered()
        around = around or self._document.time(self._start, period.start)
        return years_before(around, period.years) if period.years else None

    def _before_its_year(self, base: Period) -> str:
        """Return the year that a base means: in a communiqué 上年 is the year before its own."""
        own, before = one_year(self._document.own or self._document.begins), words("text", "year_before")
        if own is None or self._published is None or not self._folded.startswith(before, base.start):
            return base.iso
        return str(own - 1) if base.iso == str(self._published.year - 1) else base.iso

    def _in_turn(self, mark: _Mark, pos: int, count: int) -> list[str]:
        """Return the times that so many numbers are of, one by one, if as many are listed."""
        if len(mark.parts) == count:
            return list(mark.parts)
        listed = [mark]
        for before in reversed(self._marks[: self._marks.index(mark)]):
            if not _JOIN.fullmatch(self._folded, before.end, listed[0].at):
                break
            listed.insert(0, before)
        if len(listed) == count:
            return [one.iso or "" for one in listed]
        in_turn = compiled("<number.in_turn>").search(self._folded, mark.end, pos)
        return listed_in(mark.iso or "", count) if in_turn else []
