"""Times: dates, years, times of day, and the periods that a statement is about."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis.codes import Reason
from hulin_analysis.numbers.characters import CHINESE, HALF, ONE, SIMPLE, TO, TWO, UNITS, ZERO, infixes
from hulin_analysis.numbers.exclusion_words import (
    Exclusion,
    begins_with,
    compiled,
    ending,
    ends_in,
    firsts,
    listed,
)

_ZERO = "".join(sorted(ZERO))
_CN = f"[{SIMPLE}]"
_DAYS = "日号"
_NUMBER = rf"(?:\d{{1,2}}|{_CN}{{1,3}})"
_YEAR = rf"(?:(?:1[89]|20)\d{{2}}|[一二][{_ZERO}{UNITS}]{{3}})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{UNITS}正])月"
_DAY = rf"{_NUMBER}[{_DAYS}]"
_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)"
_TO = rf"\s?(?:[-—~{TO}]+)\s?"
_QUARTERS = "[一二三四1-4]"
_PAIRS, _YEAR_OR_PAIR = frozenset(["五六", "六七"]), frozenset(["七八", "八九"])
#: What may follow a number of years that a statement covers: 五年累计, 5年增长18.7%.
RUN_OF_YEARS = (
    r"(?:累计|净增|新[增设]|增[长加量]|提[高升](?!行动|工程|计划)|下降|减少|[迈跨][过越上]"
    r"|(?:的|发展|奋斗)?(?:历程|实践))"
)
_RUN_OF_YEARS = re.compile(RUN_OF_YEARS)


_PART = f"(?:<date.of_month>|{_DAY})?"
_DATES = "|".join((
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[ T]?{_TIME})?",  # 2021-03-15 08:30
    r"\d{4}/\d{2}(?=<date.seasons>)",
    rf"{_YEAR}年?{_TO}{_YEAR}<date.two_years>",
    rf"(?:{_YEAR}、){{1,40}}{_YEAR}年",
    rf"(?:{_YEAR}|1[1-7]\d\d)年<date.of_year>?(?:{_MONTH}{_PART})?\s?(?:{_TIME})?",
    rf"(?:1[0-2]|[1-9]|[{UNITS}]){_TO}{_MONTH}份?",
    rf"[{UNITS}][{UNITS[1:]}]月<date.months>?(?!<date.no_month>)",  # 七八月间
    rf"{_MONTH}{_PART}(?:{_TO}(?:{_MONTH})?{_DAY})?",
    rf"\d{{1,2}}{_TO}\d{{1,2}}日",
    rf"{_DAY}(?!<date.no_day>)",
    rf"(?:\d{{2}}|[{UNITS[1:]}]十)(?:<date.decades>|<date.born>(?=[一-龥]))",  # 80年代, 90后青年
    rf"{_NUMBER}<date.centuries>(?!<date.no_century>)",
    # 113年度, 113年9月, 113年第3季: years of the Republic
    rf"\d{{3}}年(?:度|(?:(?:1[0-2]|[1-9]){_TO})?{_MONTH}{_PART}|(?=第{_QUARTERS}季|<date.halves>))",
    r"1[01]\d年(?=<date.republic>)",
    rf"<-years.from>\d{{2,3}}年(?=<years.on>)|<-years.from>\d{{3}}年{_TO}\d{{3}}年",  # 自105年至110年
    r"\d{3}<date.school_years>",
))  # fmt: skip
_ERA_YEAR = rf"(?:\d{{1,4}}|[{_ZERO}{UNITS}十百廿卅]{{1,5}})年度?"
# 九七年 is the year 1997. 五六年 is five or six years; 七八年 may be either.
_SHORT_YEAR = f"(?:[05-9][0-9]|[〇零{UNITS[4:]}][〇零{UNITS}])年(?!<years.decade>)"
_QUARTER = rf"{_QUARTERS}(?:[、和至-]{_QUARTERS})?<date.quarters>|[12][hH](?![a-zA-Z])"
_NAMED_DAY = (
    f"<-date.lunar_first>{_CN}(?!<date.no_lunar_day>)|<-date.lunar_months>{_CN}{{1,3}}"
    f"|<-date.weekdays>[{UNITS[:6]}]|<-date.week>[{UNITS[:6]}](?=<date.on_day>)"
)
_CLOCK = rf"{_TIME}(?:{_TO}{_TIME})?|{_NUMBER}时(?:{_NUMBER}分)?(?!<hours.no_hour>)"  # 9:30-11:30, 9时30分
_TEN_OR_MORE = f"[{UNITS[:5]}]?十[{UNITS}]?"
_OCLOCK = (
    rf"(?:\d{{1,2}}|{_CN}{{1,3}}|{TWO})点"
    rf"(?P<more><hours.parts>|{_TEN_OR_MORE}(?!<hours.counted>)|{_NUMBER}分)?"
)
_STRETCH = rf"(?P<number>\d+(?:\.\d+)?|[{CHINESE}]+)[余多几]?(?P<unit><stretch.units>)多?"
_WORKS = "<stretch.rolling>?<stretch.works>"
BEHIND_HOUR = frozenset(":时点")


@cache
def before_date() -> frozenset[str]:
    """Return the characters that stand in front of a day in a calendar of its own: 初八, 星期三.

    >>> {"初", "期"} <= before_date()
    True
    """
    keys = ("lunar_first", "lunar_months", "weekdays", "week")
    return frozenset(word[-1] for key in keys for word in listed("date", key))


@cache
def behind_date() -> frozenset[str]:
    """Return the characters that stand behind the first number of a date.

    >>> {"年", "/", "世"} <= behind_date(), "个" in behind_date()
    (True, False)
    """
    ends = firsts(*(("date", key) for key in ("born", "centuries", "quarters", "school_years")))
    return ends.union(f"年月日-/.:—~、hH{TO}{HALF}")


@cache
def behind_stretch() -> frozenset[str]:
    """Return the characters that stand behind a number of years, months or days.

    >>> {"年", "个", "余"} <= behind_stretch()
    True
    """
    return firsts(("stretch", "units")) | infixes()


def date(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` is (part of) a date, a year, a weekday or a quarter.

    >>> date("去年3月15日", 2, 3)
    Exclusion(start=2, end=7, reason=<Reason.DATE: 'date'>)
    >>> date("民国78年", 2, 4), date("工期98天", 2, 4)
    (Exclusion(start=0, end=5, reason=<Reason.DATE: 'date'>), None)
    """
    if match := compiled(_DATES).match(text, start):
        lasts = match[0][-1] in _DAYS and ends_in("days", "lasting", text, start, 3)
        return None if lasts else Exclusion(start, match.end(), Reason.DATE)
    era = ending("years", "eras", text, start, 3)
    if era is not None and (match := compiled(_ERA_YEAR).match(text, start)):
        return Exclusion(era, match.end(), Reason.DATE)
    if (match := compiled(_SHORT_YEAR).match(text, start)) and not text[start - 1 : start].isdigit():
        return _short_year(text, start, match.end())
    if match := compiled(_QUARTER).match(text, start):
        return Exclusion(start, match.end(), Reason.PERIOD)
    if match := compiled(_NAMED_DAY).match(text, start):
        return Exclusion(start, match.end(), Reason.DATE)
    return None


def _short_year(text: str, start: int, end: int) -> Exclusion | None:
    """Tell 九七年 and 98年 from a number of years: 五六年, 80年, 历时98年."""
    digits = text[start : start + 2]
    if digits in _YEAR_OR_PAIR:
        return Exclusion(start, end, Reason.AMBIGUOUS)
    is_round = digits[1] == "0" and not ends_in("years", "since", text, start)
    lasts = digits[0].isdigit() and (
        ends_in("years", "lasting", text, start) or begins_with("years", "lasted", text, end)
    )
    return None if is_round or lasts or digits in _PAIRS else Exclusion(start, end, Reason.DATE)


def time_of_day(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` is a time of day.

    >>> time_of_day("上午9时30分", 2, 3), time_of_day("指数上涨35点", 4, 6), time_of_day("提出3点建议", 2, 3)
    (Exclusion(start=2, end=7, reason=<Reason.CLOCK: 'clock'>), None, None)
    """
    if match := compiled(_CLOCK).match(text, start):
        return Exclusion(start, match.end(), Reason.CLOCK)
    match = compiled(_OCLOCK).match(text, start)
    if match is None:
        return None
    stop = match.end()
    if begins_with("hours", "made", text, stop) or ends_in("hours", "index", text, start):
        return None
    goes_on = match["more"] or begins_with("hours", "goes_on", text, stop)
    is_time = goes_on or ends_in("hours", "before", text, start)
    return Exclusion(start, stop, Reason.CLOCK) if is_time else None


def stretch(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` tells the period of a statement: 五年来, 近七年, 三年行动计划.

    >>> stretch("五年来的变化", 0, 1), stretch("连续16年", 2, 4)
    (Exclusion(start=0, end=2, reason=<Reason.PERIOD: 'period'>), None)
    """
    match = compiled(_STRETCH).match(text, start)
    if not match or "." in text[start:end]:
        return None
    unit, stop = match["unit"], match.end()
    period = Exclusion(start, stop, Reason.PERIOD)
    if match["number"] == ONE and unit in listed("stretch", "whole"):
        return period
    if unit in listed("stretch", "run") and (
        _RUN_OF_YEARS.match(text, stop) or begins_with("stretch", "averaged", text, stop)
    ):
        if not ends_in("stretch", "lasting", text, start):
            return period
    elif compiled(_WORKS).match(text, stop):
        return period._replace(reason=Reason.NAME)
    if unit in listed("stretch", "hours"):
        return None
    said_before = compiled("<stretch.before>$").search(text, max(0, start - 4), start)
    return period if said_before or begins_with("stretch", "behind", text, stop) else None
