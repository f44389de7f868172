"""What stands around a statement: how sure the text is, when it speaks of, and of which place."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import datetime
from functools import cache
from math import inf
from operator import attrgetter
from typing import NamedTuple

from hulin_analysis.codes import Status
from hulin_analysis.statements.lexicon import alternation, words
from hulin_analysis.statements.names import JOIN, LAST, LONGEST, Name, find_names
from hulin_analysis.statements.periods import Period, find_periods
from hulin_analysis.statements.timeline import Timeline

__all__ = ["Certainty", "Surroundings", "looks_back", "plans"]

_THE_PLACE = re.compile("[全该我本][省市县区州盟旗镇乡村]")
# A body named after its place (某市人民医院) is the subject, not the place.
_BODY = re.compile(
    r"[一-鿿]{0,8}?(?:医院|大学|学院|学校|小学|中学|公司|集团|银行|法院|检察院|海关|机场|车站)"
)
# 去年同期的4亿元: of the same months as before, a year earlier; which these are the words alone do not say.
_SAME_PERIOD = re.compile(r"同期的?.{0,2}$")
_REACH = 6
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A place this near to the sentence's start is its topic: 去年,某市…
_PLACE_REACH = 10
# Within so many characters such a place ends, the name of a body or an indicator after it included.
_TOPIC_REACH = 64


@cache
def _status_words(status: str) -> re.Pattern[str]:
    return re.compile(alternation(words("status", status)))


# 将 and 要 state an intent as verbs; in 将他…, 重要, 主要, 需要 and 要素 they do not.
_NO_INTENT = re.compile(
    r"将(?=[他她它其这那该此自近军]|[一-龥]{1,12}(?:作为|列为|列入|纳入|转化为|融入))"
    r"|(?<=[重主需纲摘只还不纪简首预])要|要(?=素|求|点|闻|害|么|员|件)|(?<=草|虚|模|比)拟|拟(?=合|态|定(?!为))"
    r"|(?<=行动)计划|预期(?=寿命|性|[,，。、;；])|(?<=[稳于合超会场])预期|(?<=的)预期(?!目标|增长)|目标(?:是|为)?(?=任务完成|顺利|如期|圆满)|(?<=完成)预期目标|确保(?=了)"
)
# What a plan is compared with has been: 比去年的5亿元增长6%.
_COMPARED_WITH = re.compile(
    r"[比较由从](?:去年|上年|前年|(?:19|20)\d\d年|[一二][〇○零九]{1,2}[一-九〇○零五六七八]{1,2}年)同?期?的$"
)
_BASE_REACH = 12


class Certainty:
    """How sure a sentence is of what it says, from word to word: read once, asked for each number.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The sentence.
    planned : bool
        Whether the text around it speaks of plans.

    Examples
    --------
    >>> text = "去年,某市预计生产总值增长6.7%"
    >>> Certainty(text, 0, len(text), planned=False).status(text.index("6")).value
    'expected'
    """

    def __init__(self, folded: str, start: int, end: int, *, planned: bool) -> None:
        self._folded, self._target, self._expected = folded, -1.0, inf
        if planned:
            return

        def first(status: Status) -> float:
            pattern = _status_words(status)
            if not pattern.search(folded, start, end):
                return inf
            said = [match.start() for match in pattern.finditer(folded, start, end)]
            others = [match.span() for match in _NO_INTENT.finditer(folded, start, end)]
            return next((at for at in said if not any(a <= at < b for a, b in others)), inf)

        programme = _PROGRAMME.search(folded, start, end)
        self._target = min(first(Status.TARGET), programme.end() - 1 if programme else inf)
        self._expected = first(Status.EXPECTED)

    def status(self, pos: int) -> Status:
        """Return how sure the text is of what stands at an offset."""
        if self._folded[pos - 1 : pos] == "的" and _COMPARED_WITH.search(
            self._folded, max(0, pos - _BASE_REACH), pos
        ):
            return Status.ACTUAL
        if self._target < pos:
            return Status.TARGET
        return Status.EXPECTED if self._expected < pos else Status.ACTUAL


@cache
def _discourse() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(alternation(words("status", "planning"))),
        re.compile(alternation(words("status", "review"))),
    )


def plans(folded: str, start: int, end: int, *, heading: bool, before: bool | None) -> bool | None:
    """Tell whether the text, from this heading or sentence on, speaks of what is planned, as far as it says.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The heading or sentence.
    heading : bool
        Whether it is a heading; in running text only an announcement (预期目标是, 重点做好) turns the text.
    before : bool or None
        Whether the text spoke of plans before; None if it had not said yet.

    Returns
    -------
    bool or None
        True for plans, False for a review, None while nothing has said which.
    """
    if before and not heading:
        return before  # only a heading turns the text back
    if not heading:
        return True if _ANNOUNCED.search(folded, start, end) else before
    planned, reviewed = (pattern.search(folded, start, end) for pattern in _discourse())
    if planned and reviewed:
        return None  # 发展成就和主要目标: either may follow
    return bool(planned) if planned or reviewed else before


# 推出…工程,即: what follows is what a programme sets out to do.
_PROGRAMME = re.compile(
    r"(?:推出|提出|启动|制定|出台|部署)[^。;!?]{0,24}(?:工程|行动|计划|方案|目标)[”’]?[,，:](?:即|就是|包括|要求)"
)
# What a sentence says of the past or the present is no plan, whatever stands around it.
_DONE = re.compile(r"去年|上年|过去|已[建有经成]|目前|现有|年来")
_ANNOUNCED = re.compile(r"预期目标(?:是|为|:)|重点(?:做好|抓好|把握好)[^,，。]{0,12}工作?[。:]|重点把握好")


def looks_back(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence speaks of the past or the present by its own words."""
    return _DONE.search(folded, start, end) is not None


_start, _at = attrgetter("start"), attrgetter("at")


class _Subject(NamedTuple):
    at: int
    span: tuple[int, int]
    is_body: bool


class Surroundings:
    """Time and place as a reader carries them along: set by a sentence, kept within its paragraph.

    Parameters
    ----------
    folded : str
        The folded text.
    published : datetime or None
        When the text was published.
    place : tuple of int or None
        Offsets of the main place's first mention, which 全市 and 该市 stand for.

    Attributes
    ----------
    names : list of Name
        The places that the current sentence names, if it has numbers.
    """

    def __init__(self, folded: str, published: datetime | None, place: tuple[int, int] | None) -> None:
        self._folded = folded
        self._published = published
        self._place = place
        self._own = folded[slice(*place)] if place else ""
        # What every name of a place has.
        self._hint = re.compile(f"{LAST.pattern}|{re.escape(self._own)}" if self._own else LAST.pattern)
        self._timeline = Timeline(folded, published)
        self.enter_paragraph()

    def enter_heading(self, start: int, end: int) -> None:
        """Read the time a heading names (2025年工作回顾)."""
        self._timeline.enter_heading(start, end)

    @property
    def ahead(self) -> bool | None:
        """Whether the text has turned to years to come (True) or gone (False); None if it does not say."""
        return self._timeline.ahead

    def enter_paragraph(self) -> None:
        """Forget what the paragraph before was about."""
        self._sentence: tuple[int, int] | None = None
        self._periods: list[Period] = []
        self._subjects: list[_Subject] = []
        self.names: list[Name] = []
        # The sentences passed, the nearest last, not yet asked for their place; and what the others said.
        self._unasked_of_place: list[tuple[int, int]] = []
        self._whereabouts: tuple[int, int] | None = None
        # The time that the last sentence passed with one began with, and that of the one read now.
        self._time: str | None = None
        self._opened: str | None = None

    def enter_sentence(self, start: int, end: int, *, numbers: bool) -> None:
        """Read the times and places of the next sentence, if it has numbers; else only what it opens with."""
        if self._sentence:
            self._unasked_of_place.append(self._sentence)
            if self._opened is not None:
                self._carry_on(self._opened)
        self._sentence = (start, end)
        self._opened = self._timeline.enter_sentence(start, end)
        if not numbers:
            return
        self._periods = list(find_periods(self._folded, start, end, self._published))
        for period in self._periods:
            self._timeline.note(period)
        self.names = find_names(self._folded, start, end, self._own)
        self._subjects = self._find_subjects(start, end, self.names)

    def _carry_on(self, opened: str) -> None:
        """Let the time that a sentence began with govern those behind it.

        A day within the year spoken of is an event of that year: what stands behind is of the year again.
        """
        year = self._time or self._timeline.in_force
        if not (_DAY.fullmatch(opened) and year == opened[:4]):
            self._time = opened

    def period(self, pos: int) -> str | None:
        """Return the period in force at an offset of the current sentence."""
        start = self._sentence[0] if self._sentence else 0
        near = max(start, pos - _REACH)
        if self._folded.find("同期", near, pos) >= 0 and _SAME_PERIOD.search(self._folded, near, pos):
            return None
        before = bisect_left(self._periods, pos, key=_start)
        if before:
            named = self._periods[before - 1]
            return self._timeline.fitted(self._timeline.resolve(named), named.end, pos)
        iso = self._timeline.in_force if self._time is None else self._time or None
        return self._timeline.fitted(iso, start, pos)

    def subject(self, pos: int, share: tuple[int, int] = (0, 1)) -> tuple[int, int] | None:
        """Return where the place or body stands that the text speaks of at an offset.

        Parameters
        ----------
        pos : int
            The offset.
        share : tuple of int, optional
            Which number of a list of how many stands there: 甲县、乙县…分别增长3%和4% shares them out. One
            number behind a list of places is said of them all.
        """
        before = bisect_left(self._subjects, pos, key=_at)
        if not before:
            return self._carried_subject()
        if before == 1:
            return self._subjects[0].span
        listed = self._listed(self._subjects, before - 1)
        index, count = share
        return listed[index].span if len(listed) == count else (listed[0].span[0], listed[-1].span[1])

    def _listed(self, subjects: list[_Subject], last: int) -> list[_Subject]:
        """Return the list of places that ends with one of the subjects, be it of this one alone."""
        first = last
        while first and JOIN.fullmatch(self._folded, subjects[first - 1].span[1], subjects[first].at):
            first -= 1
        return subjects[first : last + 1]

    def _carried_subject(self) -> tuple[int, int] | None:
        """Return the place that a sentence passed began with; a body (某市人民医院) is never carried on."""
        while self._unasked_of_place:
            start, end = self._unasked_of_place.pop()
            if not self._hint.search(self._folded, start, min(end, start + _PLACE_REACH + LONGEST)):
                continue
            end = min(end, start + _TOPIC_REACH)
            found = self._find_subjects(start, end, find_names(self._folded, start, end, self._own))
            if found and found[0].at - start <= _PLACE_REACH and not found[0].is_body:
                listed = [n for n in range(len(found)) if self._listed(found, n)[0] is found[0]]
                self._whereabouts = found[0].span[0], found[listed[-1]].span[1]
                self._unasked_of_place.clear()
        return self._whereabouts

    def _find_subjects(self, start: int, end: int, names: list[Name]) -> list[_Subject]:
        found = []
        for a, b, proper, _ in names:
            # A partner is not whom the number is said of, unless both are named as one: 甲县与乙县.
            if self._folded[max(start, a - 1) : a] in ("与", "同") and not any(
                name.end == a - 1 for name in names
            ):
                continue
            body = _BODY.match(self._folded, b, end)
            found.append(_Subject(a, (a, body.end() if body else b), body is not None or not proper))
        for match in _THE_PLACE.finditer(self._folded, start, end):
            # 全镇 in the news of a county is of a town that is not named.
            town = match[0][1] in "镇乡村"
            if self._place and (not town or self._own.endswith(match[0][1])):
                found.append(_Subject(match.start(), self._place, False))
        return sorted(found)
