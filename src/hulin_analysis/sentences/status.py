"""Status: whether a text tells what was, what is expected, or what is aimed at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import inf

from hulin_analysis import vocabulary
from hulin_analysis.codes import Status
from hulin_analysis.sentences.lexicon import alternation, expressions, has_any, words
from hulin_analysis.sentences.mood import Mood

__all__ = ["Certainty", "announces", "is_planned", "may_doubt", "plans", "sets_out"]


@cache
def _status_words(status: str) -> re.Pattern[str]:
    return re.compile(alternation(words("status", status)))


_BASE_REACH = 12


@cache
def _doubts() -> re.Pattern[str]:
    lists = (Status.TARGET, Status.EXPECTED, "puts_forward")
    return re.compile(alternation(word for name in lists for word in words("status", name)))


@cache
def _programme() -> re.Pattern[str]:
    """Match what comes in front of what a programme sets out to do."""
    return vocabulary.compiled(
        "statements", "<status.puts_forward>[^。;!?]{0,24}<status.programmes>[”’]?[,，:]<status.namely>"
    )


@cache
def _planned_sum() -> re.Pattern[str]:
    """Match a sum that is planned, from the words that name it to the end of its clause."""
    return vocabulary.compiled(
        "statements",
        "<status.planned_sums><status.leads_to_sum>?(?=<status.sum_begins>)"
        "(?!<status.sum_clause>[,，]?<status.spent_on>)<status.sum_clause>",
    )


@cache
def _forecast() -> re.Pattern[str]:
    """Match a number behind which a noun says that it is expected."""
    return vocabulary.compiled("statements", "<status.forecast_number><status.forecasts>")


@cache
def _so_far() -> re.Pattern[str]:
    return re.compile(alternation(words("status", "so_far")))


@cache
def _sets_out() -> re.Pattern[str]:
    return vocabulary.compiled("statements", "<status.plan_titles>(?![^《》]*<status.plan_reviews>)")


@cache
def _done() -> re.Pattern[str]:
    return re.compile(alternation(words("status", "done")))


def may_doubt(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence may speak of what is expected or aimed at: most do not.

    Examples
    --------
    >>> [may_doubt(text, 0, len(text)) for text in ("预计增长6%", "增长6%")]
    [True, False]
    """
    return _doubts().search(folded, start, end) is not None


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
        self._folded, self._start, self._target = folded, start, -1.0
        self._expected: list[int] = []
        # The sums that are planned: 计划总投资18亿元,已完成11亿元 aims at the first number only.
        self._sums: list[tuple[int, int]] = []
        self._forecasts: list[tuple[int, int]] = []
        if planned:
            return
        programme = _programme().search(folded, start, end)
        self._sums = [match.span() for match in _planned_sum().finditer(folded, start, end)]
        target = _first(Status.TARGET, folded, start, end, self._sums)
        self._target = min(target, programme.end() - 1) if programme else target
        self._forecasts = [match.span() for match in _forecast().finditer(folded, start, end)]
        self._expected = _said(Status.EXPECTED, folded, start, end)

    def status(self, pos: int) -> Status:
        """Return how sure the text is of what stands at an offset."""
        if self._folded[pos - 1 : pos] == "的" and expressions("status", "compared").search(
            self._folded, max(0, pos - _BASE_REACH), pos
        ):
            return Status.ACTUAL
        clause = self._behind(",，;；:：", pos)
        if _so_far().match(self._folded, clause, pos):
            return Status.ACTUAL
        if self._target < pos or _within(pos, self._sums):
            return Status.TARGET
        expected = self._is_expected(clause, pos) or _within(pos, self._forecasts)
        return Status.EXPECTED if expected else Status.ACTUAL

    def _behind(self, marks: str, pos: int) -> int:
        """Return where the words before an offset begin, behind the last of the marks."""
        return max(self._folded.rfind(mark, self._start, pos) for mark in marks) + 1 or self._start

    def _is_expected(self, clause: int, pos: int) -> bool:
        """Whether a word before an offset expects what stands there: to a semicolon, 估计 in its clause."""
        part = self._behind(";；", pos)
        supposed = words("status", "supposed")
        return any(
            (clause if self._folded.startswith(supposed, at) else part) <= at < pos for at in self._expected
        )


def _within(pos: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(first <= pos < last for first, last in stretches)


def _first(status: Status, folded: str, start: int, end: int, apart: Sequence[tuple[int, int]] = ()) -> float:
    """Return where a sentence first says that something is expected or aimed at; infinity for nowhere."""
    return next(iter(_said(status, folded, start, end, apart)), inf)


def _said(
    status: Status, folded: str, start: int, end: int, apart: Sequence[tuple[int, int]] = ()
) -> list[int]:
    """Return where a sentence says that something is expected or aimed at.

    What begins one of the stretches `apart` is passed over.
    """
    pattern = _status_words(status)
    if not pattern.search(folded, start, end):
        return []
    said = [match.start() for match in pattern.finditer(folded, start, end)]
    others = [match.span() for match in expressions("status", "no_intent").finditer(folded, start, end)]
    others += [(first, first + 1) for first, _ in apart]
    return [at for at in said if not any(a <= at < b for a, b in others)]


@cache
def _discourse() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(alternation(words("status", "planning"))),
        re.compile(alternation(words("status", "review"))),
    )


def announces(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence turns the text to what is planned: 预期目标是, 重点做好.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The sentence; of a paragraph it tells whether one of its sentences may.
    """
    if not has_any(folded, start, end, words("status", "announcing")):
        return False
    return expressions("status", "announced").search(folded, start, end) is not None


def sets_out(title: str) -> bool:
    """Tell whether a title is that of a plan: 规划纲要, 三年行动方案; not that of a report on one.

    Examples
    --------
    >>> [sets_out(title) for title in ("某县乡村振兴规划纲要", "某县规划纲要实施情况的报告")]
    [True, False]
    """
    return _sets_out().search(title) is not None


def plans(folded: str, start: int, end: int, *, before: bool | None) -> bool | None:
    """Tell whether the text, from this heading on, speaks of what is planned, as far as it says.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The heading.
    before : bool or None
        Whether the text spoke of plans before; None if it had not said yet.

    Returns
    -------
    bool or None
        True for plans, False for a review, None while nothing has said which.
    """
    planned, reviewed = (pattern.search(folded, start, end) for pattern in _discourse())
    if planned and reviewed:
        return None  # 发展成就和主要目标: either may follow
    return bool(planned) if planned or reviewed else before


def is_planned(
    text: str, start: int, end: int, *, planning: bool | None, ahead: bool | None, mood: Mood, paragraph: int
) -> bool:
    """Tell whether a sentence is part of a plan: by its words, the years the text is about, or its mood.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, end : int
        The sentence.
    planning : bool or None
        Whether the text speaks of plans here, as :func:`plans` says.
    ahead : bool or None
        Whether the years that it is about are to come.
    mood : Mood
        The mood of its paragraphs.
    paragraph : int
        Which of them the sentence stands in.
    """
    if planning:
        return True
    if ahead is None and planning is None:
        ahead = mood.plans(paragraph)
    return bool(ahead) and not _done().search(text, start, end)
