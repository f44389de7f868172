"""Periods: the time a text speaks of, resolved to ISO 8601 from the date of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from hulin_analysis.numbers.numerals import evaluate
from hulin_analysis.numbers.times import RUN_OF_YEARS
from hulin_analysis.readers.facts import YEAR

__all__ = ["OPENERS", "Period", "find_periods", "opening", "plan_years"]


class Period(NamedTuple):
    """A time expression in the folded text.

    Attributes
    ----------
    start, end : int
        Its offsets.
    iso : str
        The time in ISO 8601 (or an ISO interval); empty where only the text around it can say (过去一年).
    years : int
        How many years it speaks of by their number alone (五年来, 今后五年); 0 for any other time.
    way : str
        Where those years lie: ``gone``, ``coming`` or, of years just named, ``these``.
    """

    start: int
    end: int
    iso: str
    years: int = 0
    way: str = ""


_RELATIVE = r"去年|上年|今年|本年|明年|前年|(?<![\d一两三半])年内"  # 一年内 is how long it took
_MONTH_NUMBER = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_COUNT = r"[1-9]\d?|[一二两三四五六七八九十]{1,2}"
_FIRST = frozenset('0123456789一二两三四五六七八九十去上今本明前年下第近过最未这“"「『')
# Every time has one of these, the last those of the five-year plans (十四五).
_IN_TIME = re.compile("[年月季五]")
# In order: years, years to come or gone, a part of a year, a month or day, a year, a five-year plan.
_TIME = re.compile(
    # Most characters can begin no time, nor can the middle of a number: said first, so that they are passed
    # over at once.
    rf"(?=[{''.join(sorted(_FIRST))}])(?!(?<=\d)\d)"
    rf"(?:(?P<first>{YEAR})年?[-—~至到]+(?P<last>{YEAR})年"
    rf"|(?:今后|未来)的?(?P<ahead>{_COUNT})年|(?P<recent>最?近|过去的?)(?P<past>{_COUNT})年"
    rf"|这(?P<these>{_COUNT})年"
    rf"|(?<![年第\d续每满达近])(?P<gone>{_COUNT})年(?:以?来|间|(?P<run>(?={RUN_OF_YEARS})))"
    rf"|(?:(?P<year>{YEAR})年|(?P<relative>{_RELATIVE}))?"
    r"(?:(?P<part>上半年|下半年|(?:前|第)?(?P<quarter>[一二三四1-4])个?季度"
    r"|(?P<from>1[0-2]|[1-9])[-—~至](?P<to>1[0-2]|[1-9])月)"
    rf"|(?P<month>{_MONTH_NUMBER})月(?!度)(?:(?P<day>{_DAY_NUMBER})[日号])?)"
    rf"|(?P<year_alone>{YEAR})年(?!代)|(?P<relative_alone>{_RELATIVE})(?:以来)?"
    r"|[“\"「『]?(?P<plan>十[一二三四五六七]五)[”\"」』]?(?:时期|期间|末)?)"
)
_TOPIC_REACH = 40  # within so many characters the time that opens a sentence ends
# 比上年, 较去年, 去年同期: the base of a comparison, not the time spoken of.
_BASE = re.compile(r"[比较同]$|(?<!关)于$")
# 2025年底, 3月末: the last day, not all of the time.
_LAST_DAY = re.compile(r"年?[底末](?![端尾])")
# “十四五”收官: a year of the plan is spoken of; “十五五”规划: the plan, not its years, if not in a heading.
_TURN_OF_PLAN = re.compile(r"(?:圆满|胜利|顺利|如期)?收官|开局|起步|开好局")
_PLAN_ITSELF = re.compile(rf"规划(?!期)|纲要|基础|{_TURN_OF_PLAN.pattern}")
# What may stand in front of the time a sentence opens with: an address, a dash, a glance back or ahead.
_OPENING = re.compile(
    r"\s*(?:各位代表[,，!！:：]\s*)?[-—―]*(?:回[顾望首]|展望|总结)?"
    rf"(?P<just>(?:刚刚|即将)?过去的(?={YEAR}年)|刚刚(?=过去))?"
    r"(?P<to>早在|自从|截[至止]|直到|[在自从到至])?"
)
OPENERS = _FIRST | frozenset("各回展总刚即早自截直在从到至全-—― 　\n")  # how a sentence with a time may begin
_SINCE = re.compile(r"\s*(?:以来|起|开始|至今)")
_COUNTS = frozenset({"ahead", "past", "gone", "these", "run"})
_FIRST_PLAN = 1953  # the first five-year plan began
_RELATIVE_YEARS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "年内": 0, "明年": 1, "前年": -2}


def find_periods(
    folded: str, start: int, end: int, published: datetime | None, *, heading: bool = False
) -> Iterator[Period]:
    """Yield the time expressions in a stretch of folded text that can be resolved.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The stretch, usually one sentence.
    published : datetime or None
        When the text was published; without it only absolute times are resolved.
    heading : bool
        Whether it is a heading.

    Examples
    --------
    >>> text = "去年,产值增长6%;2020年6月开工,一季度完成。"
    >>> [p.iso for p in find_periods(text, 0, len(text), datetime(2022, 2, 15))]
    ['2021', '2020-06', '2021-01/2021-03']
    >>> text = "五年来新建5所;截至2021年底有9所"
    >>> [p.iso for p in find_periods(text, 0, len(text), datetime(2022, 2, 15))]
    ['P5Y/2022-02-15', '2021-12-31']
    """
    if not _IN_TIME.search(folded, start, end):
        return
    for match in _TIME.finditer(folded, start, end):
        if _BASE.search(folded, max(start, match.start() - 2), match.start()):
            continue
        if folded.startswith("同期", match.end()):
            continue
        if match["plan"] and (_TURN_OF_PLAN if heading else _PLAN_ITSELF).match(folded, match.end()):
            continue
        if match.lastgroup in _COUNTS:
            if published:
                yield _years(match, published)
        elif iso := _resolve(match, published):
            yield Period(match.start(), match.end(), _bounded(iso, match, folded))


def opening(folded: str, start: int, end: int, published: datetime | None) -> tuple[Period, bool] | None:
    """Return the time that a sentence opens with, and whether it is told as just gone by.

    Examples
    --------
    >>> text = "各位代表,刚刚过去的2025年,产值增长6%。"
    >>> opening(text, 0, len(text), None)
    (Period(start=10, end=15, iso='2025', years=0, way=''), True)
    """
    match = _OPENING.match(folded, start, end)
    begin = match.end() if match else start
    if folded[begin : begin + 1] not in _FIRST:
        return None
    period = next(find_periods(folded, begin, min(end, begin + _TOPIC_REACH), published), None)
    return (period, bool(match and match["just"])) if period and period.start == begin else None


_PLAN = re.compile("十[一二三四五六七]五")


def plan_years(folded: str) -> Iterator[tuple[int, str]]:
    """Yield where the five-year plans are named in a text, and the years of each."""
    for match in _PLAN.finditer(folded):
        begin = _plan_begin(match[0])
        yield match.start(), f"{begin}/{begin + 4}"


def _plan_begin(plan: str) -> int:
    number = evaluate(plan[:-1])
    return _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)


def _years(match: re.Match[str], published: datetime) -> Period:
    """Return years that are told by their number: 五年来, 过去一年, 今后五年, 这五年."""
    ahead, past, gone, these = match.group("ahead", "past", "gone", "these")
    years = evaluate(ahead or past or gone or these)
    day, iso, way = f"{published:%Y-%m-%d}", "", "gone"
    if ahead:
        iso, way = f"{day}/P{years}Y", "coming"
    elif match.lastgroup in ("these", "run"):
        way = "these"
    elif years > 1:
        iso = f"P{years}Y/{day}"  # 过去一年 is a calendar year as often as not
    elif (match["recent"] or "").endswith("近"):
        years = 0  # 近一年: up to now, no calendar year
    return Period(match.start(), match.end(), iso, years, way)


def _bounded(iso: str, match: re.Match[str], folded: str) -> str:
    """Take in what stands behind a time: 2021年以来 is 2021/.., 2025年底 is its last day."""
    if _SINCE.match(folded, match.end()) or match[0].endswith("以来"):
        open_end = match["plan"] or "/" not in iso
        return f"{iso.partition('/')[0]}/.." if open_end else iso
    if "/" not in iso and len(iso) <= len("2025-03") and _LAST_DAY.match(folded, match.end()):
        year, month = int(iso[:4]), int(iso[5:] or 12)
        return f"{year}-{month:02d}-{monthrange(year, month)[1]}"
    return iso


def _resolve(match: re.Match[str], published: datetime | None) -> str | None:
    if plan := match["plan"]:
        begin = _plan_begin(plan)
        return str(begin + 4) if match[0].endswith("末") else f"{begin}/{begin + 4}"
    if match["first"]:
        return f"{evaluate(match['first'])}/{evaluate(match['last'])}"
    year = _year(match, published)
    if year is None:
        return None
    if match["part"]:
        first, last = _PARTS[match["part"]](match) if match["part"] in _PARTS else _months(match)
        year -= _not_yet(match, last, published)
        return f"{year}-{first:02d}/{year}-{last:02d}"
    if match["month"]:
        month = evaluate(match["month"])
        year -= _not_yet(match, month, published)
        day = f"-{evaluate(match['day']):02d}" if match["day"] else ""
        return f"{year}-{month:02d}{day}"
    return str(year)


def _year(match: re.Match[str], published: datetime | None) -> int | None:
    written = match["year"] or match["year_alone"]
    if written:
        return evaluate(written)
    relative = match["relative"] or match["relative_alone"]
    if published is None:
        return None
    return published.year + (_RELATIVE_YEARS[relative] if relative else 0)


def _not_yet(match: re.Match[str], month: int, published: datetime | None) -> bool:
    """Whether a month named without its year had not come at publication: then it is last year's."""
    return not (match["year"] or match["relative"]) and published is not None and month > published.month


def _months(match: re.Match[str]) -> tuple[int, int]:
    if quarter := match["quarter"]:
        last = 3 * evaluate(quarter)
        return (1 if match["part"].startswith("前") else last - 2), last
    return int(match["from"]), int(match["to"])


_PARTS: dict[str, Callable[[re.Match[str]], tuple[int, int]]] = {
    "上半年": lambda _: (1, 6),
    "下半年": lambda _: (7, 12),
}
