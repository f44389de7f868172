"""Timeline: the times that headings and openings name, and which of them is spoken of now.

A heading that names two times (“十四五”时期和2025年工作回顾) leaves open which a number under it is of; the
text beneath chooses between them. It does so by the time a sentence opens with, and often by its length
alone: 过去一年, 五年来. What it has chosen holds for the paragraphs behind, until it chooses anew.
"""

from __future__ import annotations

import re
from datetime import datetime

from hulin_analysis.numbers.numerals import evaluate
from hulin_analysis.times.expressions import find_periods, openers, opening, opens
from hulin_analysis.times.period import Period, years_up_to
from hulin_analysis.times.resolution import plan_years
from hulin_analysis.times.time_words import average, compiled, words

__all__ = ["Timeline"]

_YEAR = re.compile(r"\d{4}")
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_SEVERAL = re.compile(r"\d{4}/(?:\d{4}|\.\.)|P\d|\d{4}-\d\d-\d\d/P")
# A year that is introduced (2025年是…的一年) is what is spoken of from there on.
_INTRODUCED = "[,，]?<told.is>"
# 完成全年计划的48%: how much of the year's plan was done so far.
_WHOLE_YEAR = "(?!<-whole.planned>)<whole.words>(?!<whole.longer>)"
# ——2026年2月3日在…会议上: where a speech was given, not what it speaks of.
_VENUE = "[日号]<caption.at>[^,，。]*<caption.meetings>$"
# 图1 2011-2015年粮食产量, 2011—2015年地区生产总值及增长速度: captions of several years.
_FIGURE = (
    r"<caption.figures>\s?\d|\s*(?:<caption.tables>\s?\d{1,2}[:：.、 ]?\s*)?"
    r"\d{4}年?[-—~至]\d{4}年(?!<caption.no_caption>)"
)
_RANK = "[第(（]?[一二三四五六七八九十]{1,3}(?P<mark>[、)）]|<caption.numbered>)"
# 《纲要(草案)》提出: a plan that is laid before its readers sets out the years to come.
_OUTLINE = (
    "《[^《》]{0,30}<plan.outlines>(?:[(（]?<plan.drafts>[)）]?)?》"
    '|[“"]?十[一二三四五六七]五[”"]?<plan.plans>(?:<plan.outlines>|[(（]?<plan.drafts>)'
)
_AVERAGE_REACH = 40  # 年均增长 stands so near to its number
_YEAR_BEGINNING = 4  # until this month the past year is the one before
_YEAR_END = 10  # from this month on a text may look back upon its own year


class Timeline:
    r"""The time in force from heading to heading and sentence to sentence.

    Parameters
    ----------
    folded : str
        The folded text.
    published : datetime or None
        When the text was published.
    account : bool, optional
        Whether the text is an account: 过去一年 in the first months of a year is then the year before.

    Attributes
    ----------
    openers : frozenset of str
        The characters that a sentence may begin with which opens with a time.
    coming : str or None
        The years to come, where a heading names several times: a sentence may turn to them anywhere.

    Examples
    --------
    >>> text = "“十四五”时期和2025年工作回顾\n五年来,成绩显著。过去一年,产值增长6%。"
    >>> timeline = Timeline(text, datetime(2026, 2, 3))
    >>> timeline.enter_heading(0, text.index("\n"))
    >>> timeline.in_force is None
    True
    >>> timeline.enter_sentence(text.index("过"), len(text))
    '2025'
    >>> timeline.in_force
    '2025'
    """

    def __init__(self, folded: str, published: datetime | None, *, account: bool = False) -> None:
        self._folded = folded
        self._account = account
        self._published = published
        self.openers = openers()
        self._candidates: list[str] = []
        self.coming: str | None = None
        # How the heading is numbered that the times in force are from, and how the last heading is.
        self._rank: str | None = None
        self._last_rank: str | None = None
        self._headed = False
        # What the text has chosen; empty once it has turned to a time that is not known.
        self._chosen: str | None = None
        self._looked_ahead: tuple[tuple[str | None, list[str]], bool | None] | None = None
        # Years named as a whole, the last one last: 五年来 behind “十四五” means those.
        self._named: list[tuple[int, str]] = list(plan_years(folded))

    @property
    def in_force(self) -> str | None:
        """The time that a number is of whose paragraph names none."""
        if self._chosen is not None:
            return self._chosen or None
        return self._candidates[0] if len(self._candidates) == 1 else None

    @property
    def ahead(self) -> bool | None:
        """Whether years to come are in force (True), or a time gone by was chosen (False)."""
        state = self._chosen, self._candidates
        if self._looked_ahead is None or self._looked_ahead[0] != state:
            self._looked_ahead = state, self._looks_ahead()
        return self._looked_ahead[1]

    def _looks_ahead(self) -> bool | None:
        now = self._published.year if self._published else 0
        span = _YEARS.fullmatch(self.in_force or "")
        if now and span and int(span[1]) >= now:
            return True
        chosen = span or _YEAR.fullmatch(self._chosen or "")
        return False if self._chosen and chosen and int(chosen[0][-4:]) < now else None

    def enter_heading(self, start: int, end: int) -> None:
        """Read the times a heading names (2025年工作回顾): they hold until another heading names one.

        A numbered heading that names none ends those of the one before it, if it is of the same rank: 二、
        turns from what 一、 was about, while (一) goes on with it.
        """
        self._headed = True
        if compiled(_FIGURE).match(self._folded, start, end):
            return  # a figure or table has its own times, the text below it has not
        found = [] if compiled(_VENUE).search(self._folded, start, end) else self._times(start, end)
        rank = compiled(_RANK).match(self._folded, start, end)
        self._last_rank = rank["mark"] if rank else None
        if found:
            self._candidates, self._chosen, self._rank = found, None, self._last_rank
        elif self._last_rank == self._rank if self._rank else self._captioned():
            self._candidates, self._chosen = [], None
        coming = [iso for iso in self._candidates if _YEARS.fullmatch(iso) and self._lies(iso, "coming")]
        self.coming = coming[0] if len(coming) == 1 < len(self._candidates) else None

    def turn_to(self, iso: str) -> None:
        """Let a year be in force from here on, if there is none yet."""
        if _YEAR.fullmatch(iso) and not self._candidates and self._chosen is None:
            self._chosen = iso

    def _captioned(self) -> bool:
        """Whether the times are a caption's (2012年末存贷款余额): a day is of what stands below it only."""
        return bool(self._candidates) and all(_A_DAY.fullmatch(iso) for iso in self._candidates)

    def _times(self, start: int, end: int) -> list[str]:
        found = []
        for period in find_periods(self._folded, start, end, self._published, heading=True):
            self.note(period)
            found.append(period.iso or self._just_gone(period))
        return list(dict.fromkeys(found))

    def _just_gone(self, period: Period) -> str:
        """Return the year that a heading in the first months of a year means: 过去一年工作回顾."""
        if self._published is None or self._published.month > _YEAR_BEGINNING:
            return ""
        return str(self._published.year - 1) if period.years == 1 and period.way == "gone" else ""

    def note(self, period: Period) -> None:
        """Keep years that are named as a whole: 2021—2025年."""
        if _YEARS.fullmatch(period.iso):
            self._named.append((period.start, period.iso))

    def may_turn(self, start: int, end: int) -> bool:
        """Tell whether a sentence without a number may say of which time the text speaks."""
        return (self.coming is not None and self._chosen != self.coming) or opens(self._folded, start, end)

    def enter_sentence(self, start: int, end: int, found: list[Period] | None = None) -> str | None:
        """Read the time a sentence opens with, let it choose, and return it; empty if it is not known.

        The times of the sentence may be given, where they are known.
        """
        if self.coming and self._chosen != self.coming:
            self._turn_to_plan(start, end)
        if self._folded[start : start + 1] not in self.openers:
            return None  # most sentences open with no time
        opened = opening(self._folded, start, end, self._published, found)
        if opened is None or opened[0].way == "ago":
            is_whole = self._folded.startswith(words("whole", "words"), start)
            whole = is_whole and compiled(_WHOLE_YEAR).match(self._folded, start, end)
            return self._whole_year() if whole else None
        period, just_gone = opened
        iso = self.resolve(period) or ""
        self._choose(period, iso, just_gone)
        return iso

    def _choose(self, period: Period, iso: str, just_gone: bool) -> None:
        whole = _YEAR.fullmatch(iso) or _YEARS.fullmatch(iso)
        told = compiled(_INTRODUCED).match(self._folded, period.end)
        if iso in self._candidates:
            self._chosen = iso
        elif whole and self._headed and (just_gone or (self._last_rank and told)):
            self._chosen = iso
            self._named.append((period.start, iso))
            if not self._candidates:
                self._rank = self._last_rank
        elif (period.years or "/" in iso) and iso != self._chosen:
            # The text has turned to another time than its heading's, and does not say for how long.
            self._chosen = ""

    def _turn_to_plan(self, start: int, end: int) -> None:
        """Let the outline of a plan choose the years it is for; another word of them ends what was chosen."""
        if self._has("<plan.outlines>|<plan.drafts>", start, end) and self._has(_OUTLINE, start, end):
            self._chosen = self.coming
        elif self._chosen and self._has("<years.ahead>", start, end) and self._lies(self._chosen, "gone"):
            self._chosen = ""

    def _has(self, form: str, start: int, end: int) -> bool:
        return compiled(form).search(self._folded, start, end) is not None

    def resolve(self, period: Period) -> str | None:
        """Return the time that an expression means where it stands."""
        if not period.years:
            if period.iso.endswith("/..") and (since := self._since(period.iso[:4])):
                return since
            return period.iso or None
        fits = [iso for iso in self._candidates if self._fits(iso, period)]
        if self._chosen and self._fits(self._chosen, period):
            return self._chosen
        if len(fits) == 1:
            return fits[0]
        if fits:
            return period.iso or None  # any of them
        named = [(at, iso) for at, iso in self._named if at < period.start and self._fits(iso, period)]
        if named:
            return max(named)[1]
        return period.iso or (self._just_gone(period) if self._account else None) or None

    def _since(self, first: str) -> str | None:
        """Return the plan over by now that a heading names and 自“十四五”以来 begins with."""
        return next(
            (iso for iso in self._candidates if iso.startswith(f"{first}/") and self._lies(iso, "gone")), None
        )

    def _fits(self, iso: str, period: Period) -> bool:
        span = _YEARS.fullmatch(iso)
        years = int(span[2]) - int(span[1]) + 1 if span else 1 if _YEAR.fullmatch(iso) else 0
        return years == period.years and (period.way == "these" or self._lies(iso, period.way))

    def _lies(self, iso: str, way: str) -> bool:
        """Whether a year or years have just gone or are about to come, seen from the day of publication."""
        if self._published is None or not iso[:4].isdigit():
            return False
        now, first, last = self._published.year, int(iso[:4]), int(iso[-4:])
        if way == "coming":
            return first in (now, now + 1)
        return last == now - 1 or (last == now and self._published.month >= _YEAR_END)

    def _whole_year(self) -> str | None:
        """Return the year that 全年 means: the one in force, else the only one the heading names."""
        if self.in_force and _YEAR.fullmatch(self.in_force):
            return self.in_force
        years = [iso for iso in self._candidates if _YEAR.fullmatch(iso)]
        return years[0] if len(years) == 1 else None

    def fitted(self, iso: str | None, start: int, pos: int) -> str | None:
        """Fit a time to what stands between it and a number: 全年 is one year, 年均增长 speaks of several.

        Parameters
        ----------
        iso : str or None
            The time.
        start : int
            Where it ends, or the sentence begins.
        pos : int
            Where the number stands.
        """
        near = max(start, pos - _AVERAGE_REACH)
        if match := average().search(self._folded, near, pos):
            if match["years"]:
                return years_up_to(iso, evaluate(match["years"]))
            return iso if iso and _SEVERAL.match(iso) else self._several()
        # Looked for as plain words first: hardly any number has them before it.
        if not self._has("<whole.words>", start, pos):
            return iso
        if (not iso or not _YEAR.fullmatch(iso)) and compiled(_WHOLE_YEAR).search(self._folded, start, pos):
            if iso and not _SEVERAL.match(iso):
                return iso[:4]  # 上半年增长5%,全年增长6%
            return self._whole_year()
        return iso

    def _several(self) -> str | None:
        if self._chosen and _SEVERAL.match(self._chosen):
            return self._chosen
        spans = [iso for iso in self._candidates if _SEVERAL.match(iso)]
        return spans[0] if len(spans) == 1 else None
