"""Status: whether a text tells what was, what is expected, or what is aimed at."""

from __future__ import annotations

import re
from functools import cache
from math import inf

from hulin_analysis.codes import Status
from hulin_analysis.sentences.lexicon import alternation, words
from hulin_analysis.sentences.mood import Mood

__all__ = ["Certainty", "is_planned", "plans"]


@cache
def _status_words(status: str) -> re.Pattern[str]:
    return re.compile(alternation(words("status", status)))


# 将 and 要 state an intent as verbs; in 将他…, 重要, 主要, 需要 and 要素 they do not.
_NO_INTENT = re.compile(
    r"将(?=[他她它其这那该此自近军]|[一-龥]{1,12}(?:作为|列为|列入|纳入|转化为|融入))"
    r"|(?<=[重主需纲摘只还不纪简首预])要|要(?=素|求|点|闻|害|么|员|件|看到|清醒|认识)|(?<=草|虚|模|比)拟|拟(?=合|态|定(?!为))"
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
        self._is_sure = False
        if planned:
            return
        programme = _PROGRAMME.search(folded, start, end)
        target = _first(Status.TARGET, folded, start, end)
        self._target = min(target, programme.end() - 1) if programme else target
        self._expected = _first(Status.EXPECTED, folded, start, end)
        self._is_sure = self._target == self._expected == inf

    def status(self, pos: int) -> Status:
        """Return how sure the text is of what stands at an offset."""
        if self._is_sure:
            return Status.ACTUAL
        if self._folded[pos - 1 : pos] == "的" and _COMPARED_WITH.search(
            self._folded, max(0, pos - _BASE_REACH), pos
        ):
            return Status.ACTUAL
        if self._target < pos:
            return Status.TARGET
        return Status.EXPECTED if self._expected < pos else Status.ACTUAL


def _first(status: Status, folded: str, start: int, end: int) -> float:
    """Return where a sentence first says that something is expected or aimed at; infinity for nowhere."""
    pattern = _status_words(status)
    if not pattern.search(folded, start, end):
        return inf
    said = [match.start() for match in pattern.finditer(folded, start, end)]
    others = [match.span() for match in _NO_INTENT.finditer(folded, start, end)]
    return next((at for at in said if not any(a <= at < b for a, b in others)), inf)


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
    return bool(ahead) and not _DONE.search(text, start, end)
