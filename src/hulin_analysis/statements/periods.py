"""Periods: the time a text speaks of, resolved to ISO 8601 from the date of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from hulin_analysis.numerals import evaluate

__all__ = ["Period", "find_periods"]


class Period(NamedTuple):
    """A time expression: its offsets in the folded text, and the time in ISO 8601 (or an ISO interval)."""

    start: int
    end: int
    iso: str


_CN_DIGIT = "〇○零一二三四五六七八九"
_YEAR = rf"(?:19|20)\d{{2}}|[一二][{_CN_DIGIT}]{{3}}"
_RELATIVE = "去年|上年|今年|本年|明年|前年|年内"
_MONTH_NUMBER = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_COUNT = r"[1-9]\d?|[一二两三四五六七八九十]{1,2}"
# In order: years, years to come or gone, a part of a year, a month or day, a year, a five-year plan.
_TIME = re.compile(
    # Most characters can begin no time: said first, so that they are passed over at once.
    r"(?=[0-9一二两三四五六七八九十去上今本明前年下第近过最未“\"「『])"
    rf"(?:(?P<first>{_YEAR})年?[-—~至到]+(?P<last>{_YEAR})年"
    rf"|(?P<coming>今后|未来)(?P<ahead>{_COUNT})年|(?:近|过去|最近)(?P<past>{_COUNT})年"
    rf"|(?<![年第\d])(?P<gone>{_COUNT})年(?:以?来|间)"
    rf"|(?:(?P<year>{_YEAR})年|(?P<relative>{_RELATIVE}))?"
    r"(?:(?P<part>上半年|下半年|(?:前|第)?(?P<quarter>[一二三四1-4])个?季度"
    r"|(?P<from>1[0-2]|[1-9])[-—~至](?P<to>1[0-2]|[1-9])月)"
    rf"|(?P<month>{_MONTH_NUMBER})月(?!度)(?:(?P<day>{_DAY_NUMBER})[日号])?)"
    rf"|(?P<year_alone>{_YEAR})年(?!代)|(?P<relative_alone>{_RELATIVE})(?:以来)?"
    r"|[“\"「『]?(?P<plan>十[一二三四五六七]五)[”\"」』]?(?:时期|期间|末)?)"
)
# 比上年, 较去年, 去年同期: the base of a comparison, not the time spoken of.
_BASE = re.compile(r"[比较于]$|同$")
# 2025年底, 3月末: the last day, not all of the time.
_LAST_DAY = re.compile(r"年?[底末](?![端尾])")
_SINCE = re.compile(r"\s*(?:以来|起|开始|至今)")
_FIRST_PLAN = 1953  # the first five-year plan began
_RELATIVE_YEARS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "年内": 0, "明年": 1, "前年": -2}


def find_periods(folded: str, start: int, end: int, published: datetime | None) -> Iterator[Period]:
    """Yield the time expressions in a stretch of folded text that can be resolved.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The stretch, usually one sentence.
    published : datetime or None
        When the text was published; without it only absolute times are resolved.

    Examples
    --------
    >>> text = "去年,产值增长6%;2020年6月开工,一季度完成。"
    >>> [p.iso for p in find_periods(text, 0, len(text), datetime(2022, 2, 15))]
    ['2021', '2020-06', '2021-01/2021-03']
    >>> text = "五年来新建5所;截至2021年底有9所"
    >>> [p.iso for p in find_periods(text, 0, len(text), datetime(2022, 2, 15))]
    ['P5Y/2022-02-15', '2021-12-31']
    """
    for match in _TIME.finditer(folded, start, end):
        if _BASE.search(folded, max(start, match.start() - 1), match.start()):
            continue
        if folded.startswith("同期", match.end()):
            continue
        if iso := _resolve(match, published):
            yield Period(match.start(), match.end(), _bounded(iso, match, folded))


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
        number = int(evaluate(plan[:-1]))
        begin = _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)
        return str(begin + 4) if match[0].endswith("末") else f"{begin}/{begin + 4}"
    if match["first"]:
        return f"{int(evaluate(match['first']))}/{int(evaluate(match['last']))}"
    if count := match["ahead"] or match["past"] or match["gone"]:
        years = f"P{int(evaluate(count))}Y"
        if published is None or years == "P1Y":
            return None  # 过去一年 is a calendar year as often as not
        return f"{published:%Y-%m-%d}/{years}" if match["ahead"] else f"{years}/{published:%Y-%m-%d}"
    year = _year(match, published)
    if year is None:
        return None
    if match["part"]:
        first, last = _PARTS[match["part"]](match) if match["part"] in _PARTS else _months(match)
        year -= _not_yet(match, last, published)
        return f"{year}-{first:02d}/{year}-{last:02d}"
    if match["month"]:
        month = int(evaluate(match["month"]))
        year -= _not_yet(match, month, published)
        day = f"-{int(evaluate(match['day'])):02d}" if match["day"] else ""
        return f"{year}-{month:02d}{day}"
    return str(year)


def _year(match: re.Match[str], published: datetime | None) -> int | None:
    written = match["year"] or match["year_alone"]
    if written:
        return int(evaluate(written))
    relative = match["relative"] or match["relative_alone"]
    if published is None:
        return None
    return published.year + (_RELATIVE_YEARS[relative] if relative else 0)


def _not_yet(match: re.Match[str], month: int, published: datetime | None) -> bool:
    """Whether a month named without its year had not come at publication: then it is last year's."""
    return not (match["year"] or match["relative"]) and published is not None and month > published.month


def _months(match: re.Match[str]) -> tuple[int, int]:
    if quarter := match["quarter"]:
        last = 3 * int(evaluate(quarter))
        return (1 if match["part"].startswith("前") else last - 2), last
    return int(match["from"]), int(match["to"])


_PARTS: dict[str, Callable[[re.Match[str]], tuple[int, int]]] = {
    "上半年": lambda _: (1, 6),
    "下半年": lambda _: (7, 12),
}
