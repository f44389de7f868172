"""Times: dates, years, times of day, and the periods that a statement is about."""

from __future__ import annotations

import re

from hulin_analysis.codes import Reason
from hulin_analysis.numbers.characters import CHINESE
from hulin_analysis.numbers.exclusion import Exclusion, begins_with, ending, ends_in

__all__ = ["RUN_OF_YEARS", "date", "stretch", "time_of_day"]

_CN = "[〇○零一二三四五六七八九十廿卅]"
_NUMBER = rf"(?:\d{{1,2}}|{_CN}{{1,3}})"
_YEAR = r"(?:(?:1[89]|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正])月"
_DAY = rf"{_NUMBER}[日号]"
_PART_OF_MONTH = rf"(?:份|初|末|底|{_DAY})?"
_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)"
_TO = r"\s?(?:[-—~至到]+)\s?"
_DATES = (
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[ T]?{_TIME})?",  # 2021-03-15 08:30
    r"\d{4}/\d{2}(?=学年|年度|赛季|财年)",
    rf"{_YEAR}年?{_TO}{_YEAR}(?:学年度?|年度?)",
    rf"(?:{_YEAR}、){{1,40}}{_YEAR}年",
    rf"(?:{_YEAR}|1[1-7]\d\d)年(?:度|代|初|末|底|中)?(?:{_MONTH}{_PART_OF_MONTH})?\s?(?:{_TIME})?",
    rf"(?:1[0-2]|[1-9]|[一二三四五六七八九]){_TO}{_MONTH}份?",
    "[一二三四五六七八九][二三四五六七八九]月(?:间|份)?(?!球|饼)",  # 七八月间
    rf"{_MONTH}{_PART_OF_MONTH}(?:{_TO}(?:{_MONTH})?{_DAY})?",
    rf"\d{{1,2}}{_TO}\d{{1,2}}日",
    rf"{_DAY}(?!楼|线|文|院|机|店|码|令|馆|公路|工程|台|均|产|处理)",
    r"(?:\d{2}|[二三四五六七八九]十)(?:年代|后(?=[一-龥]))",  # 80年代, 90后青年
    rf"{_NUMBER}世纪(?!的时间)",
    # 113年度, 113年9月, 113年第3季: years of the Republic
    rf"\d{{3}}年(?:度|(?:(?:1[0-2]|[1-9]){_TO})?{_MONTH}{_PART_OF_MONTH}|(?=第[一二三四1-4]季|[上下]半年))",
    r"1[01]\d年(?=全年|成长|经济|预算|总|较|比|出口|进口|平均|[前首]\d|[底末])",
)
_DATE = re.compile("|".join(_DATES))
_ERA_YEAR = re.compile(r"(?:\d{1,4}|[〇○零一二三四五六七八九十百廿卅]{1,5})年度?")
# 九七年 is the year 1997. 五六年 is five or six years; 七八年 may be either.
_SHORT_YEAR = re.compile("(?:[05-9][0-9]|[〇零五六七八九][〇零一二三四五六七八九])年(?![代级])")
# In a date one of the first follows the first number, or one of the second stands before it (初八, 星期三).
BEHIND_DATE = frozenset("年月日-/.:—~至到、世后学季hH半")
BEFORE_DATE = frozenset("初月期拜周")
BEHIND_HOUR = frozenset(":时点")
BEHIND_STRETCH = frozenset("年个季天周小余多工")
_BEHIND_CLOCK = frozenset("至到前后")
_SINCE = frozenset("自从在于到至")
_YEAR_OR_PAIR = frozenset({"七八", "八九"})
_PAIRS = frozenset({"五六", "六七"})
_QUARTER = re.compile(r"[一二三四1-4](?:[、和至-][一二三四1-4])?季度|[12]h(?![a-z])", re.IGNORECASE)
_LUNAR_DAY = re.compile(rf"(?<=初){_CN}(?!步|期|级|中|心)|(?<=正月){_CN}{{1,3}}|(?<=腊月){_CN}{{1,3}}")
_WEEKDAY = re.compile(
    r"(?<=星期|礼拜)[一二三四五六]|(?<=周)[一二三四五六](?=[上下早晚中]午?|[,，。、至到()]|$|是|将|起)"
)
_CLOCK = re.compile(
    rf"{_TIME}(?:{_TO}{_TIME})?|{_NUMBER}时(?:{_NUMBER}分)?(?!间|代|速|候|刻|期|常)"  # 9:30-11:30, 9时30分
)
_TEN_OR_MORE = "[一二三四五]?十[一二三四五六七八九]?"
_OCLOCK = re.compile(
    rf"(?:\d{{1,2}}|{_CN}{{1,3}}|两)点"
    rf"(?P<more>钟|整|半|多|许|左右|[一三]刻|{_TEN_OR_MORE}(?![个人项家])|{_NUMBER}分)?"
)
_STRETCH = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|[{CHINESE}]+)[余多]?"
    "(?P<unit>个月|个季度|个工作日|季度|年|天|周|个星期|小时)多?"
)
_STRETCH_BEHIND = re.compile(
    "[来间前后内里]|以来|之[内后前间]|期间|[左右]*时间(?:以来|来)|[左右]+(?:以来|来)"
)
_STRETCH_BEFORE = re.compile(
    "(?:(?<![已将了达])(?<!持续|经过|经历|历时|历经|长达)近|过去的?|未来|今后|(?<!提)前|最近|这|那|头|首|止|(?<!落)后|每|往后|接下来|此后|之后)$"
)
_STRETCH_NAME = re.compile("(?:滚动)?(?:行动|计划|规划|方案|攻坚|任务|目标|制|级|工程|禁渔|大计|提升|倍增)")
#: What may follow a number of years that a statement covers: 五年累计, 5年增长18.7%.
RUN_OF_YEARS = (
    r"(?:累计|净增|新[增设]|增[长加量]|提[高升](?!行动|工程|计划)|下降|减少|[迈跨][过越上]"
    r"|(?:的|发展|奋斗)?(?:历程|实践))"
)
_RUN_OF_YEARS = re.compile(RUN_OF_YEARS)
# 连续五年增长 says how long the growth lasted.
_LASTING = frozenset("续第满达每超逾约长至")


def date(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` is (part of) a date, a year, a weekday or a quarter.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, end : int
        The numeral.

    Examples
    --------
    >>> date("去年3月15日", 2, 3)
    Exclusion(start=2, end=7, reason=<Reason.DATE: 'date'>)
    >>> date("民国78年", 2, 4), date("工期98天", 2, 4)
    (Exclusion(start=0, end=5, reason=<Reason.DATE: 'date'>), None)
    """
    if match := _DATE.match(text, start):
        lasts = match[0].endswith(("日", "号")) and ends_in("days", "lasting", text, start, 3)
        return None if lasts else Exclusion(start, match.end(), Reason.DATE)
    era = ending("years", "eras", text, start, 3)
    if era is not None and (match := _ERA_YEAR.match(text, start)):
        return Exclusion(era, match.end(), Reason.DATE)
    if (match := _SHORT_YEAR.match(text, start)) and not text[start - 1 : start].isdigit():
        return _short_year(text, start, match.end())
    if match := _QUARTER.match(text, start):
        return Exclusion(start, match.end(), Reason.PERIOD)
    if match := _LUNAR_DAY.match(text, start) or _WEEKDAY.match(text, start):
        return Exclusion(start, match.end(), Reason.DATE)
    return None


def _short_year(text: str, start: int, end: int) -> Exclusion | None:
    """Tell 九七年 and 98年 from a number of years: 五六年, 80年, 历时98年."""
    digits = text[start : start + 2]
    if digits in _YEAR_OR_PAIR:
        return Exclusion(start, end, Reason.AMBIGUOUS)
    is_round = digits[1] == "0" and text[start - 1 : start] not in _SINCE
    lasts = digits[0].isdigit() and (
        ends_in("years", "lasting", text, start) or begins_with("years", "lasted", text, end)
    )
    return None if is_round or lasts or digits in _PAIRS else Exclusion(start, end, Reason.DATE)


def time_of_day(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` is a time of day.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, end : int
        The numeral.

    Examples
    --------
    >>> time_of_day("上午9时30分", 2, 3), time_of_day("指数上涨35点", 4, 6), time_of_day("提出3点建议", 2, 3)
    (Exclusion(start=2, end=7, reason=<Reason.CLOCK: 'clock'>), None, None)
    """
    if match := _CLOCK.match(text, start):
        return Exclusion(start, match.end(), Reason.CLOCK)
    match = _OCLOCK.match(text, start)
    if match is None:
        return None
    stop = match.end()
    if begins_with("hours", "made", text, stop) or ends_in("hours", "index", text, start):
        return None
    goes_on = match["more"] or text[stop : stop + 1] in _BEHIND_CLOCK
    is_time = goes_on or ends_in("hours", "before", text, start)
    return Exclusion(start, stop, Reason.CLOCK) if is_time else None


def stretch(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` tells the period of a statement: 五年来, 近七年, 三年行动计划.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, end : int
        The numeral.

    Examples
    --------
    >>> stretch("五年来的变化", 0, 1), stretch("连续16年", 2, 4)
    (Exclusion(start=0, end=2, reason=<Reason.PERIOD: 'period'>), None)
    """
    match = _STRETCH.match(text, start)
    if not match:
        return None
    unit, stop = match["unit"], match.end()
    period = Exclusion(start, stop, Reason.PERIOD)
    if match["number"] == "一" and unit in ("年", "天", "周"):
        return period
    if unit == "年" and _RUN_OF_YEARS.match(text, stop):
        if text[start - 1 : start] not in _LASTING:
            return period
    elif _STRETCH_NAME.match(text, stop):
        return period._replace(reason=Reason.NAME)
    if unit == "小时":
        return None
    before = _STRETCH_BEFORE.search(text, max(0, start - 4), start)
    return period if before or _STRETCH_BEHIND.match(text, stop) else None
