"""Roles: whether a time is that of the numbers behind it, what they are compared with, or only an event's."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.numbers.characters import SIMPLE, TWO
from hulin_analysis.times.grammar import WHICH
from hulin_analysis.times.period import Period, one_year
from hulin_analysis.times.time_words import any_of, compiled, firsts, words

__all__ = [
    "at_the_end",
    "is_reached",
    "is_share",
    "opens_clause",
    "same_as",
    "up_to",
    "with_role",
]

_REACH = 14  # the longest words in front of a base
_BEHIND = r"(?:[^,，;；。]|(?<=\d)[,，](?=\d{3})){0,24}?"
_CLAUSE = ",，。;；:：、(\n"
_UP_TO = "<text.up_to>$"
_OF_A_BASE = re.compile(r"[^,，;；。:：\d]{0,16}?的")
# Between a base and the level reached from it: 由2020年的2亿元增加到3亿元, …的12:37:51调整为10:36:54.
_UP_TO_A_LEVEL = r"[^,，;；。、]{1,40}<number.to><number.about>?(?:\d[\d.]*:)*"
# Between a base and its own number: 比2015年的3亿元, 去年同期为4亿元.
_OWN_NUMBER = (
    r"(?:年?<edge.last>)?(?:[^,，;；。:：\d]{0,16}?的|[,，]?<number.comes_to>{1,2})"
    r"[^,，;；。的\d]{0,4}(?:\d[\d.]*:)*$"
)
# 五年前仅9万吨: a number of its clause is of that time, but for one that is reached from another.
_IN_ITS_CLAUSE = r"[^,，;；。\d]*|[^,，;；。]*(?<!<number.to>)<number.about>?"
_YEARS = re.compile(r"(\d{4})/(\d{4}|\.\.)|P\d+Y/.*")
_EVENT_YEARS = 2  # a thing made so many years ago is named by its year, not counted in it


@cache
def _touching() -> tuple[frozenset[str], frozenset[str]]:
    """Return what the words in front of a base end in, and what 同期 behind a time begins with.

    Most times have none of either beside them, and it takes less time to look at one character first.
    """
    in_front = (word for key in ("before", "with", "times_of", "on", "which") for word in words("base", key))
    return frozenset(word[-1] for word in in_front), firsts(("base", "same")).union("的,，")


@cache
def _before() -> re.Pattern[str]:
    return compiled(
        f"(?!<-base.no_before>)(?:{any_of(('base', 'before'))}|(?:<base.than>|<base.share>){WHICH})$"
    )


@cache
def _around() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return what stands in front of a base and behind it: 与2015年相比, 在2020年300张的基础上."""
    pairs = (f"<base.with>{WHICH}?", "<base.together>"), ("<base.on>", "<base.grounds>")
    return [(compiled(f"{before}$"), compiled(_BEHIND + behind)) for before, behind in pairs]


@cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"[的,，]?{any_of(('base', 'same'))}")


@cache
def _share() -> re.Pattern[str]:
    return compiled(f"<base.share>{WHICH}?$")


@cache
def _event() -> tuple[re.Pattern[str], re.Pattern[str]]:
    deeds, telling = any_of(("event", "deeds")), any_of(("event", "telling"))
    return (
        re.compile(rf"[^,，;；。、:：的\d]{{0,10}}?{deeds}[^,，;；。、的\d]{{0,4}}的"),
        re.compile(rf"{any_of(('life', 'wired'))}|[^。;；\d]{{0,40}}?{telling}[^,，。;；\d]{{0,12}}[,，:：]"),
    )


@cache
def _founded() -> re.Pattern[str]:
    return re.compile(rf"[^,，;；。、:：的\d]{{0,10}}?{any_of(('event', 'founded'))}[,，;；]")


@cache
def _times_of() -> re.Pattern[str]:
    return re.compile(rf"{any_of(('base', 'times_of'))}$")


# 是1978年的近30倍, 达到2019年的95%; of which the first alone says that it is no number of that time.
_TIMES = (
    rf"\d[\d.]*(?:<number.times>|<number.over>)|[{SIMPLE}{TWO}]+<number.more>?<number.times>|<number.halves>"
)
_SHARE = r"[^,，;；。:：\d]{0,10}?的<number.times_about>?(?:%s)"
_MULTIPLE = _SHARE % rf"{_TIMES}|\d[\d.]*%|<number.hundredths>"
_IS = "[,，]?<number.is>"
_LIFE = "<life.born>(?!<life.no_birth>)|<life.turns>"


def up_to(folded: str, start: int) -> bool:
    """Tell whether 截至 stands in front of an offset."""
    return compiled(_UP_TO).search(folded, max(0, start - 2), start) is not None


def same_as(folded: str, end: int) -> int | None:
    """Return where 同期 ends that stands behind a time; None if it does not."""
    if folded[end : end + 1] not in _touching()[1]:
        return None
    match = _same().match(folded, end)
    return match.end() if match else None


def is_share(folded: str, start: int) -> bool:
    """Tell whether a number behind a base is a share of it: 恢复至2019年同期的91.4%."""
    return _share().search(folded, max(0, start - _REACH), start) is not None


def opens_clause(folded: str, start: int, sentence: int) -> bool:
    """Tell whether a clause begins at an offset."""
    return start <= sentence or folded[start - 1] in _CLAUSE


def with_role(period: Period, folded: str, start: int, end: int, published: datetime | None) -> Period:
    """Return a time with the part that it plays in its sentence."""
    at = period.start
    near = max(start, at - _REACH)
    same = same_as(folded, period.end)
    if same is not None:
        period = period._replace(end=same, way=period.way if period.way == "ago" else "same")
    touched = at > start and folded[at - 1] in _touching()[0]
    if touched and _is_base(folded, near, period, end):
        return period._replace(role="base")
    if same is not None:
        of_its_own = opens_clause(folded, at, start) and not compiled(_IS).match(folded, period.end)
        return period if of_its_own else period._replace(role="base")
    if (
        touched
        and _times_of().search(folded, near, at)
        and compiled(_MULTIPLE).match(folded, period.end, end)
    ):
        return period._replace(role="base", way="share")
    if period.way == "ago" and compiled(_SHARE % _TIMES).match(folded, period.end, end):
        return period._replace(role="base", way="share")
    if _is_event(period, folded, start, end, published):
        return period._replace(role="event")
    if len(period.iso) >= len("2024") and _founded().match(folded, period.end, end):
        return period._replace(iso="", form="", parts=())
    # 由上半年的12.3%回落到8.1%: the number behind is of it, the others are not.
    if (
        folded[at - 1 : at] in words("number", "since")
        and at > start
        and _OF_A_BASE.match(folded, period.end, end)
    ):
        return period._replace(role="base")
    # 五年前,全县有3所 goes on about that time; 五年前仅3所 is said in passing.
    if period.way == "ago" and folded[period.end : period.end + 1] not in (",", "，"):
        return period._replace(role="base", way="then")
    return period


def _is_base(folded: str, near: int, period: Period, end: int) -> bool:
    """Whether the words around a time say that something is compared with it: 较2019年, 与2019年相比."""
    if _before().search(folded, near, period.start):
        return True
    return any(
        before.search(folded, near, period.start) and behind.match(folded, period.end, end)
        for before, behind in _around()
    )


def _is_event(period: Period, folded: str, start: int, end: int, published: datetime | None) -> bool:
    """Whether a time only says which thing is meant or when it was told: 成立于2005年, 2013年建成的大桥."""
    at = period.start
    if folded.rfind("《", start, at) > folded.rfind("》", start, at):
        return True
    is_at = folded[at - 1 : at] in words("life", "at") and at - 1 > start
    if is_at and folded[at - 2] not in _CLAUSE and folded[at - 2] not in words("life", "no_at"):
        return not folded.endswith(words("text", "to_come"), start, at - 1)  # 计划于明年
    if compiled(_LIFE).match(folded, period.end, end):
        return True
    thing, told = _event()
    year = one_year(period.iso)
    long_ago = published and year and year <= published.year - _EVENT_YEARS
    if (long_ago or (period.way == "ago" and period.years != 1)) and thing.match(folded, period.end, end):
        return True
    day = len(period.iso) == len("2024-01-01") or period.way == "day"
    return day and not up_to(folded, at) and told.match(folded, period.end, end) is not None


def is_reached(folded: str, base: Period, pos: int) -> bool:
    """Tell whether a number is the level that was reached from that of a base.

    Parameters
    ----------
    folded : str
        The folded text.
    base : Period
        The base.
    pos : int
        Where the number begins.

    Examples
    --------
    >>> text = "由2020年的2亿元增加到3亿元"
    >>> base = Period(1, 6, "2020", role="base")
    >>> [is_reached(text, base, text.index(number)) for number in ("2亿", "3亿")]
    [False, True]
    """
    if folded[base.start - 1 : base.start] not in words("number", "from"):
        return False
    return compiled(_UP_TO_A_LEVEL).fullmatch(folded, base.end, pos) is not None


def is_own(folded: str, base: Period, pos: int) -> bool:
    """Tell whether a number is of what another is compared with, and no share of it.

    In 占比由2020年的7.2%提升至7.4%,在北方由20.5%提升至21.1% the second 由 is of the same time.

    Examples
    --------
    >>> text = "较2020年的2亿元增加1亿元"
    >>> [is_own(text, Period(1, 6, "2020", role="base"), text.index(number)) for number in ("2亿", "1亿")]
    [True, False]
    """
    starts = words("number", "from")
    if folded[base.start - 1] in starts and folded[pos - 1] in starts:
        return True
    on, grounds = _around()[1]
    if on.search(folded, max(0, base.start - 1), base.start) and grounds.match(folded, base.end):
        return grounds.match(folded, pos) is not None
    own = _IN_ITS_CLAUSE if base.way == "then" else _OWN_NUMBER
    if not compiled(own).fullmatch(folded, base.end, pos):
        return False
    if folded.endswith(words("base", "than"), 0, base.start) and _is_difference(folded, base.end, pos):
        return False
    half = folded.startswith(words("number", "halves"), pos)
    return base.way != "share" and not half and not is_share(folded, base.start)


def _verbs(key: str) -> tuple[str, ...]:
    return vocabulary.words("statements", "change", key)


def _is_difference(folded: str, start: int, pos: int) -> bool:
    """Tell whether a number says by how much something differs from what stands before it.

    30 does in 比2023年的水平高30公斤, 5 in 较2019年的低点回升5%, and neither in 比2023年的增长5%高2个百分点.
    """
    between = folded[start:pos]
    for done in _verbs("done"):
        between = between.removesuffix(done)
    verb = max((one for one in _differing() if between.endswith(one)), key=len, default="")
    what = between.removesuffix(verb).strip()
    if not verb or _goes_on().match(folded, pos):
        return False
    return len(what) > 1 or verb in _comparing()


@cache
def _comparing() -> tuple[str, ...]:
    return (*_verbs("more"), *_verbs("fewer"))


@cache
def _differing() -> tuple[str, ...]:
    return (*_comparing(), *_verbs(Change.INCREASE), *_verbs(Change.DECREASE))


@cache
def _goes_on() -> re.Pattern[str]:
    """Match a number and what says by how much another one differs from it."""
    done = "|".join(_verbs("done"))
    return re.compile(rf"\d[\d.]*[^,，;；。\d]{{0,6}}?(?:{'|'.join(_comparing())})(?:{done})?\d")


def at_the_end(iso: str | None, published: datetime | None) -> str | None:
    """Return the last year of several that are over, None for several that are not; any other time is left.

    Examples
    --------
    >>> [at_the_end(iso, datetime(2026, 2, 3)) for iso in ("2021/2025", "2026/2030", "2025")]
    ['2025', None, '2025']
    """
    years = _YEARS.fullmatch(iso or "")
    if years is None:
        return iso
    over = published and years[1] and years[2].isdigit() and int(years[2]) < published.year
    return years[2] if over else None
