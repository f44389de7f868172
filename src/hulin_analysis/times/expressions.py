"""Expressions: the times a text speaks of, resolved to ISO 8601 from the date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from hulin_analysis.times import roles
from hulin_analysis.times.grammar import FIRST, TO, may_open, open_begins, open_firsts, open_times, time
from hulin_analysis.times.period import Period, written_in
from hulin_analysis.times.resolution import resolved
from hulin_analysis.times.time_words import compiled, firsts, words

__all__ = ["find_periods", "find_times", "openers", "opening", "opens"]

# Every time has one of these, five-year plans (十四五) and days among them. A pattern that begins with one
# set of characters is searched for fastest.
_IN_TIME = (
    r"(?:(?<=[年月季])|(?<=五)(?:[”\"』」]|<plan.behind>)|(?<=\d[日号])|<-point.reported>"
    r"|(?<=\d[-/.])\d\d?[-/.]\d)"
)
# Within so many characters the time that opens a sentence ends, and what says which part it plays.
_TOPIC_REACH = 80
# “十四五”收官: a year of the plan is spoken of; “十五五”规划: the plan, not its years, if not in a heading.
_TURN_OF_PLAN = "<plan.turns>"
_PLAN_ITSELF = "<plan.plans>(?!<plan.term>)|<plan.outlines>|<plan.itself>|<plan.turns>"
# What may stand in front of the time a sentence opens with: an address, a dash, a glance back or ahead.
_OPENING = (
    r"\s*(?:<opening.address>[,，!！:：]\s*)?[-—―]*<opening.looks>?"
    r"(?P<just><opening.just>?<opening.just_gone>(?=\d{4}年|[一二][〇○零一二三四五六七八九]{3}年)"
    r"|<opening.just_now>(?=<opening.gone>))?<opening.to>?"
)
# What of it a sentence may begin with, if not with the time itself.
_IN_FRONT = r"\s|[-—―]|<opening.address>|<opening.looks>|<opening.just>|<opening.to>"
_TO = re.compile(rf"\s?{TO}\s?")


@cache
def openers() -> frozenset[str]:
    """Return the characters that a sentence may begin with which opens with a time."""
    in_front = firsts(*(("opening", key) for key in ("address", "looks", "just", "to")), ("whole", "words"))
    return FIRST | open_firsts() | in_front | frozenset("-—― \u3000\n")


@cache
def _opens() -> re.Pattern[str]:
    return compiled(f"{may_open().pattern}|<whole.words>|{_IN_FRONT}")


@cache
def _in_time() -> re.Pattern[str]:
    ends = "".join(sorted({word[-1] for word in words("point", "reported")}))
    return compiled(f"[年月季五日号{ends}/.-]{_IN_TIME}")


def opens(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence may open with a time, or with 全年, by its first characters alone."""
    return _opens().match(folded, start, end) is not None


def find_times(
    folded: str, start: int, end: int, published: datetime | None, *, heading: bool = False
) -> list[Period]:
    """Return all times of a stretch in reading order: also what is compared with, and open ones (目前).

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
    >>> text = "1月至10月,运量比2017年增长8%;目前有25条线路"
    >>> [(p.iso, p.role) for p in find_times(text, 0, len(text), datetime(2018, 11, 19))]
    [('2018-01/2018-10', ''), ('2017', 'base'), ('', '')]
    """
    if _in_time().search(folded, start, end):
        form = time()
    elif open_begins().search(folded, start, end):
        form = open_times()
    else:
        return []
    found: list[Period] = []
    for match in form.finditer(folded, start, end):
        _take(found, match, folded, published, heading=heading)
    return [roles.with_role(period, folded, start, end, published) for period in found]


def _first_times(folded: str, start: int, end: int, reach: int, published: datetime | None) -> list[Period]:
    """Return the times of a stretch that begin at `reach` at the latest; what stands behind is not read."""
    found: list[Period] = []
    for match in time().finditer(folded, start, end):
        _take(found, match, folded, published)
        if found and found[-1].start > reach:
            break
    near = (period for period in found if period.start <= reach)
    return [roles.with_role(period, folded, start, end, published) for period in near]


def _take(
    found: list[Period],
    match: re.Match[str],
    folded: str,
    published: datetime | None,
    *,
    heading: bool = False,
) -> None:
    """Put the time of a match behind those found, if it is one, or make one of it and the last."""
    if match.lastgroup == "open":
        _add_open(found, match)
    elif match["plan"] and compiled(_TURN_OF_PLAN if heading else _PLAN_ITSELF).match(folded, match.end()):
        return
    elif (period := resolved(match, folded, published)) is not None:
        _add(found, period, folded)


def _add(found: list[Period], period: Period, folded: str) -> None:
    """Put a time behind those found, or make one stretch of it and the last: 1月 and 10月 in 1月至10月."""
    last = found[-1] if found else None
    if last and last.way == "open" and folded[last.end : period.start] == "(":
        # 国庆假期(10月1日至7日): the bracket says which days they were.
        found[-1] = period._replace(start=last.start)
        return
    if last and not last.years and not period.years and _TO.fullmatch(folded, last.end, period.start):
        joined = _stretch(last, period)
        if joined is not None:
            found[-1] = joined
            return
    found.append(period)


def _stretch(first: Period, last: Period) -> Period | None:
    """Join the two ends of a stretch of time; None if it has no beginning or no end."""
    begin, end = first.form or first.iso, last.form or last.iso
    if not begin or not end or "/" in begin or "/" in end or first.parts or last.parts:
        return None
    if last.form:  # the end has the year of the beginning, and its month if it lacks that too
        year, month = begin[:-6] if begin.count("-") > 1 else begin.partition("-")[0], begin[-5:-3]
        year = begin.partition("-")[0]
        end = last.form.replace("Y", year).replace("M", month) if month or "M" not in last.form else ""
        if not end:
            return None
        form = f"{begin}/{end}" if first.form else ""
        iso = "" if first.form else f"{begin}/{end}"
        if "M" in form:  # 28日8时至29日8时: the month is that of either day
            iso = f"{first.iso}/{last.iso}" if first.iso and last.iso else ""
        elif first.form and first.iso:
            iso = written_in(form, int(first.iso[:4])) if last.iso else ""
            if iso and last.iso[:4] != first.iso[:4]:
                iso = written_in(form, int(last.iso[:4]))
        return Period(first.start, last.end, iso, form=form)
    if first.form:
        return Period(first.start, last.end, f"{written_in(first.form, int(end[:4]))}/{end}")
    return Period(first.start, last.end, f"{begin}/{end}") if begin < end else None


def _add_open(found: list[Period], match: re.Match[str]) -> None:
    """Put a time that no calendar has behind those found; a year directly before it is part of it."""
    start, end = match.span()
    named = found and found[-1].end == start and not match["opener"]
    if named and match[0] not in words("point", "now"):
        start = found.pop().start  # 2024年春节假期
    found.append(Period(start, end, "", way="open"))


def find_periods(
    folded: str, start: int, end: int, published: datetime | None, *, heading: bool = False
) -> Iterator[Period]:
    """Yield the times of a stretch that numbers may be of: none that is compared with, none that is open.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The stretch.
    published : datetime or None
        When the text was published.
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
    for period in find_times(folded, start, end, published, heading=heading):
        if not period.role and (period.iso or period.form or period.way not in ("", "open", "ago")):
            yield period


def opening(
    folded: str, start: int, end: int, published: datetime | None, found: list[Period] | None = None
) -> tuple[Period, bool] | None:
    """Return the time that a sentence opens with, and whether it is told as just gone by.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The sentence.
    published : datetime or None
        When the text was published.
    found : list of Period, optional
        All times of the sentence, where they are known.

    Examples
    --------
    >>> text = "各位代表,刚刚过去的2025年,产值增长6%。"
    >>> period, just_gone = opening(text, 0, len(text), None)
    >>> text[period.start : period.end], period.iso, just_gone
    ('2025年', '2025', True)
    """
    if found is not None and not found:
        return None
    if found and found[0].start == start and not found[0].role:
        return found[0], False
    match = compiled(_OPENING).match(folded, start, end)
    behind = match.end() if match else start
    if found is None:
        begun = time().match(folded, start, end) or (behind > start and time().match(folded, behind, end))
        if not begun:
            return None
        found = _first_times(folded, start, min(end, start + _TOPIC_REACH), behind, published)
    for period in found:
        if period.start in (start, behind) and not period.role:
            return period, bool(match and match["just"])
        if period.start > behind:
            break
    return None
