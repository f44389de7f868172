"""Resolution: what a match of the grammar means, in ISO 8601, from the date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import pairwise

from hulin_analysis.numbers.numerals import evaluate
from hulin_analysis.times import roles
from hulin_analysis.times.grammar import COUNTS, years_ago
from hulin_analysis.times.period import Period, last_day, months, written_in
from hulin_analysis.times.time_words import any_of, compiled, firsts, words

__all__ = ["plan_years", "resolved"]

# 2025年底, 3月末: the last day, not all of the time.
_LAST_DAY = "年?<edge.last>(?!<edge.no_last>)"
# 2025年初, 10月初: a time without an end.
_BEGINNING = "年?<edge.first>(?=[,，、]|<edge.behind_first>|$)"
_SINCE = r"\s*(?:<since.part>|<since.on>(?!<since.no_on>)|<since.start>|<since.until_now>(?![年(]))"
# 截至6月30日止六个月, 截至九月的十二个月: so many months that end there.
_ENDING = (
    "(?:<edge.last>?日?<edge.stop>的?|<edge.last>?的)"
    "(?:(?P<count>十二|十一|[一二三四五六七八九十]|1[0-2]|[1-9])个月|(?P<year><edge.budget>?年度))"
)
# The last groups of a year, of a part of one, and of both.
_OF_THE_CALENDAR = frozenset({"y", "in"})
_FIRST_PLAN = 1953  # the first five-year plan began
_REPUBLIC = 1911  # the year before the first of the Republic of China
_CENTURY = 1900
_FOUR_DIGITS = 1000  # a year in fewer is one of the Republic
_PLAN = re.compile("十[一二三四五六七]五")


def plan_years(folded: str) -> Iterator[tuple[int, str]]:
    """Yield where the five-year plans are named in a text, and the years of each.

    Examples
    --------
    >>> list(plan_years("“十四五”时期"))
    [(1, '2021/2025')]
    """
    for match in _PLAN.finditer(folded):
        begin = _plan_begin(evaluate(match[0][:-1]))
        yield match.start(), f"{begin}/{begin + 4}"


def _plan_begin(number: int) -> int:
    return _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)


def resolved(match: re.Match[str], folded: str, published: datetime | None) -> Period | None:
    """Return the time that a match of the grammar is, the words behind it taken in; None if it is none.

    Parameters
    ----------
    match : re.Match
        The match.
    folded : str
        The folded text.
    published : datetime or None
        When the text was published.

    Examples
    --------
    >>> from hulin_analysis.times.grammar import time
    >>> text = "去年底有学校3所"
    >>> resolved(time().match(text), text, datetime(2022, 2, 15)).iso
    '2021-12-31'
    """
    start, end = match.span()
    if match.lastgroup in _OF_THE_CALENDAR:
        return _of_the_calendar(match, folded, published)
    if match.lastgroup in COUNTS:
        return _years(match, published)
    if match["plan"] or match["early"] or match["nth"]:
        return _bounded(Period(start, end, _plan(match)), folded, plan=True)
    if match["first"]:
        first, last = evaluate(match["first"]), evaluate(match["last"])
        return Period(start, end, f"{first}/{last}") if first < last else None
    if match["fiscal"]:
        return _fiscal(match)
    if match["date"]:
        year, month, day = re.split("[-/.]", match["date"])
        return Period(start, end, f"{year}-{int(month):02d}-{int(day):02d}")
    if match["y_list"]:
        years = [str(evaluate(y)) for y in re.split("年?[、和及与]", match["y_list"])]
        run = all(int(b) == int(a) + 1 for a, b in pairwise(years))
        return Period(start, end, f"{years[0]}/{years[-1]}" if run else "", parts=tuple(years))
    if match["near"] or match["near_month"]:
        return _near(match, published)
    if match["year_end"]:
        return Period(start, end, "", form="Y-12-31", way="end")
    if match["that_year"]:
        return Period(start, end, "", form="Y", way="that")
    if match["reported"]:
        return Period(start, end, "", way="reported")
    day = int(match["day_alone"])
    iso = f"{published:%Y-%m}-{day:02d}" if published and day <= published.day else ""
    return Period(start, end, iso, form=f"Y-M-{day:02d}", way="day")


def _of_the_calendar(match: re.Match[str], folded: str, published: datetime | None) -> Period:
    """Return a year, a part of one, or both."""
    start, end = match.span()
    form, parts = _form(match) if match["in"] else ("Y", ())
    year = _year(match, published) if match["y"] else None
    if match["y"] and year is None:
        return Period(start, end, "")  # 去年 without a date of publication
    if year is not None:
        period = Period(start, end, written_in(form, year), parts=tuple(written_in(p, year) for p in parts))
        this = not match["in"] and (match["relative"] or match["said"] in words("year", "said_this"))
        if this and published and year == published.year and (since := compiled(_SINCE).match(folded, end)):
            return period._replace(end=since.end())  # 今年以来 is what there is of it
        return _bounded(period, folded)
    to_come = _to_come().match(folded, end) is not None
    return _dated(
        _bounded(Period(start, end, "", form=form, parts=parts), folded), published, to_come=to_come
    )


def _dated(period: Period, published: datetime | None, *, to_come: bool = False) -> Period:
    """Date a part of a year that is named without it: the last one that had begun at publication.

    1月至10月 is over when it is told of; 下半年 and 四季度, told of before they are over, are still to come.
    """
    if published is None or not period.form:
        return period
    said = [int(month) for month in re.findall(r"Y-(\d\d)", period.form)]
    first, last = said[0], said[-1]
    if to_come:
        iso = written_in(period.form, published.year) if last >= published.month else ""
        return period._replace(iso=iso)
    begun = first <= published.month and (first > 1 or last <= published.month)
    return period._replace(iso=written_in(period.form, published.year - (not begun)))


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(rf"[^,，。;；\d]{{0,6}}?[,，]?[^,，。;；\d]{{0,6}}?{any_of(('text', 'to_come'))}")


def _form(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return what is said of a year, and if several parts are listed, each of them."""
    if match["month"]:
        return _month(match), ()
    said = match.groupdict()
    if half := said["half"]:
        return (months(7, 12) if half in words("part", "second_half") else months(1, 6)), ()
    if said["quarters"]:
        return months(1, 3 * evaluate(said["quarters"])), ()
    if said["q_from"]:
        return months(3 * evaluate(said["q_from"]) - 2, 3 * evaluate(said["q_to"])), ()
    if quarter := said["quarter"] or said["quarter_cn"] or (said["q_first"] and "1"):
        return months(3 * evaluate(quarter) - 2, 3 * evaluate(quarter)), ()
    if said["months"]:
        return months(1, min(12, evaluate(said["months"]))), ()
    if said["from"]:
        return months(_number(said["from"]), _number(said["to"])), ()
    if listed := said["q_list"]:
        numbers = [evaluate(n) for n in re.findall("[一二三四1-4]", listed)]
        return months(3 * numbers[0] - 2, 3 * numbers[-1]), tuple(months(3 * n - 2, 3 * n) for n in numbers)
    numbers = [_number(n) for n in said["m_list"].split("、")]
    return months(numbers[0], numbers[-1]), tuple(months(n, n) for n in numbers)


def _month(match: re.Match[str]) -> str:
    """Return what is said of a year as a month of it, ten days of one or a day."""
    month = _number(match["month"])
    if match["day"]:
        return f"Y-{month:02d}-{evaluate(match['day']):02d}"
    if ten := match["ten"]:
        days = {"first_ten": ("01", "10"), "second_ten": ("11", "20"), "third_ten": ("21", "L")}
        first, last = next(days[key] for key in days if ten in words("part", key))
        return f"Y-{month:02d}-{first}/Y-{month:02d}-{last}"
    return months(month, month)


def _number(written: str) -> int:
    return 1 if written in words("part", "first_month") else evaluate(written)


def _year(match: re.Match[str], published: datetime | None) -> int | None:
    if match["year"]:
        return evaluate(match["year"])
    if written := match["gloss"] or match["also"] or match["roc"]:
        year = evaluate(written)
        return year if year >= _FOUR_DIGITS else year + _REPUBLIC
    if match["republic"]:
        return evaluate(match["republic"]) + _REPUBLIC
    if match["short"]:
        return _CENTURY + evaluate(match["short"])
    if published is None:
        return None
    return published.year + (0 if match["within"] else _years_away()[match["relative"]])


@cache
def _years_away() -> dict[str, int]:
    """Return how many years those lie away that are told from today's: 去年."""
    away = {"before_last": -2, "last": -1, "this": 0, "next": 1}
    return {word: years for key, years in away.items() for word in words("years", key)}


def _near(match: re.Match[str], published: datetime | None) -> Period:
    """Return a month or quarter told from today's: 本月, 上季, 上(8)月; 当月 is that of the time in force."""
    start, end = match.span()
    if match["near_number"]:
        return _dated(Period(start, end, "", form=months(n := int(match["near_number"]), n)), published)
    if match["near"].startswith(words("near", "of_the_time")):
        return Period(start, end, "", way="month")
    if published is None:
        return Period(start, end, "")
    back = match["near"].startswith(words("near", "said_last"))
    if match["near"].endswith("月"):
        total = 12 * published.year + published.month - 1 - back
        return Period(start, end, f"{total // 12}-{total % 12 + 1:02d}")
    total = 4 * published.year + (published.month - 1) // 3 - back
    first = 3 * (total % 4) + 1
    return Period(start, end, written_in(months(first, first + 2), total // 4))


def _fiscal(match: re.Match[str]) -> Period | None:
    first = evaluate(match["fiscal"])
    last = evaluate(match["fiscal"][:2] + match["fiscal_to"])  # the century is said once: 二〇二五/二六
    last += 100 if last < first and last % 100 == 0 else 0
    if last <= first:
        return None
    fiscal = match["fiscal_kind"] in words("year", "fiscal") and last == first + 1
    return Period(*match.span(), f"{first}-04-01/{last}-03-31" if fiscal else f"{first}/{last}")


def _plan(match: re.Match[str]) -> str:
    number = evaluate(match["nth"] or (match["plan"] or match["early"])[:-1])
    begin = _plan_begin(number)
    if match["plan_years"]:
        return f"{begin}/{begin + evaluate(match['plan_years']) - 1}"
    return str(begin + 4) if match[0].endswith(words("edge", "last")) else f"{begin}/{begin + 4}"


def _years(match: re.Match[str], published: datetime | None) -> Period:
    """Return years that are told by their number: 五年来, 过去一年, 今后五年, 这五年, 五年前."""
    ahead, past, gone, these, ago = match.group("ahead", "past", "gone", "these", "ago")
    years = (years_ago(match[0]) or 0) if ago else evaluate(ahead or past or gone or these)
    day, iso, way = f"{published:%Y-%m-%d}" if published else "", "", "gone"
    if ahead:
        iso, way = f"{day}/P{years}Y" if day else "", "coming"
    elif match.lastgroup in ("these", "run", "ago"):
        way = "ago" if ago else "these"
    elif years > 1 and day:
        iso = f"P{years}Y/{day}"  # 过去一年 is a calendar year as often as not
    elif match["recent"] in words("year", "recent"):
        years = 0  # 近一年: up to now, no calendar year
    return Period(match.start(), match.end(), iso, years, way)


@cache
def _bounds() -> frozenset[str]:
    """Return the characters without one of which behind it nothing bounds a time."""
    since = (("since", key) for key in ("part", "on", "start", "until_now"))
    return firsts(*since, ("edge", "last"), ("edge", "stop"), ("edge", "first")).union("日的年")


def _bounded(period: Period, folded: str, *, plan: bool = False) -> Period:
    """Take in what stands behind a time: 2021年以来 is 2021/.., 2025年底 is its last day."""
    behind = folded[period.end : period.end + 1]
    if behind not in _bounds() and not behind.isspace():
        return period
    said = period.form or period.iso
    if since := compiled(_SINCE).match(folded, period.end):
        open_end = plan or "/" not in said
        if not open_end:
            return period
        first = said.partition("/")[0]
        end = since.end() if since[0].endswith(words("since", "part")) else period.end
        if period.form:
            return period._replace(end=end, form=f"{first}/..")
        return period._replace(end=end, iso=f"{first}/..")
    ending = compiled(_ENDING).match(folded, period.end)
    if ending and roles.up_to(folded, period.start) and (iso := _months_before(said, ending)) is not None:
        form, iso = (iso, "") if period.form else ("", iso)
        return Period(period.start, ending.end(), iso, form=form)
    if len(said.rpartition("-")[2]) <= 2 and said.count("-") > 1 and "/" not in said:
        return period  # a day
    if not plan and compiled(_BEGINNING).match(folded, period.end):
        return Period(period.start, period.end + 1, "")
    if not plan and (match := compiled(_LAST_DAY).match(folded, period.end)) and "-L" not in said:
        day = last_day(said)
        form, iso = (day, "") if period.form else ("", day)
        return period._replace(end=match.end(), iso=iso, form=form, parts=())
    return period


def _months_before(said: str, ending: re.Match[str]) -> str | None:
    """Return the months that end with a time, 截至2024年6月30日止六个月; empty if the year is not known."""
    parts = said.split("-")
    if len(parts) < 2 or not parts[1].isdigit():
        return None
    count = 12 if ending["year"] else evaluate(ending["count"])
    if parts[0] == "Y":  # 截至八月底的三个月, of a year that is not said
        first = int(parts[1]) - count + 1
        return months(first, int(parts[1])) if first > 0 and len(parts) == 2 else ""
    if not parts[0].isdigit():
        return None
    last = 12 * int(parts[0]) + int(parts[1]) - 1
    first = last - count + 1
    if count == 12 and last % 12 == 11:
        return parts[0]
    return f"{first // 12}-{first % 12 + 1:02d}/{last // 12}-{last % 12 + 1:02d}"
