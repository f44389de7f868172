"""Times that a number writes: dates, years, times of day, and the stretches of time that something is said of."""

from __future__ import annotations

import re

from hulin_analysis.codes import Reason
from hulin_analysis.numbers.characters import CHINESE
from hulin_analysis.numbers.exclusion import Exclusion, begins_with, ending, ends_in

__all__ = ["RUN_OF_YEARS", "clock", "date", "stretch"]


_CN = "[〇○零一二三四五六七八九十廿卅]"
_YEAR = r"(?:(?:1[89]|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正])月"
_DAY = rf"(?:\d{{1,2}}|{_CN}{{1,3}})[日号]"
_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)"
_TO = r"\s?(?:[-—~至到]+)\s?"
_DATE = re.compile(
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[ T]?{_TIME})?|\d{{4}}/\d{{2}}(?=学年|年度|赛季|财年)"
    rf"|{_YEAR}(?:年)?{_TO}{_YEAR}(?:学年度?|年度?)|(?:{_YEAR}、)+{_YEAR}年"
    rf"|(?:{_YEAR}|1[1-7]\d\d)年(?:度|代|初|末|底|中)?(?:{_MONTH}(?:份|初|末|底|{_DAY})?)?\s?(?:{_TIME})?"
    rf"|(?:1[0-2]|[1-9]|[一二三四五六七八九]){_TO}{_MONTH}(?:份)?|[一二三四五六七八九][二三四五六七八九]月(?:间|份)?(?!球|饼)"
    rf"|{_MONTH}(?:份|初|末|底|{_DAY})?(?:{_TO}(?:{_MONTH})?{_DAY})?"
    rf"|\d{{1,2}}{_TO}\d{{1,2}}日"
    rf"|{_DAY}(?!楼|线|文|院|机|店|码|令|馆|公路|工程|台|均|产|处理)"
    rf"|(?:\d{{2}}|[二三四五六七八九]十)(?:年代|后(?=[一-龥]))|(?:\d{{1,2}}|{_CN}{{1,3}})世纪(?!的时间)|\d{{3}}年度"
)
_ERA_YEAR = re.compile(r"(?:元|\d{1,4}|[〇○零一二三四五六七八九十百廿卅]{1,5})年(?:度)?")
# 九七年 is a year: nobody writes 97 years so. 三四年 are three or four of them, 七八年 may be either.
_SHORT_YEAR = re.compile(r"(?:[5-9]\d|0\d)年(?!代|级)|[〇零五六七八九][〇零一二三四五六七八九]年(?!代|级)")
_SINCE = frozenset("自从在于到至")
_EITHER = frozenset({"七八", "八九"})
_PERIOD = re.compile(r"[一二三四1-4](?:[、和至-][一二三四1-4])?季度|[12]h|(?:上|下)半年", re.IGNORECASE)
_LUNAR = re.compile(rf"(?<=初){_CN}(?!步|期|级|中|心)|(?<=正月){_CN}{{1,3}}|(?<=腊月){_CN}{{1,3}}")
_WEEKDAY = re.compile(
    r"(?<=星期|礼拜)[一二三四五六]|(?<=周)[一二三四五六](?=[上下早晚中]午?|[,，。、至到()]|$|是|将|起)"
)
_CLOCK = re.compile(
    rf"(?:{_TIME})(?:{_TO}(?:{_TIME}))?|(?:\d{{1,2}}|{_CN}{{1,3}})时(?:(?:\d{{1,2}}|{_CN}{{1,3}})分)?(?!间|代|速|候|刻|期|常)"
)
_OCLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}}|{_CN}{{1,3}}|两)点(?P<more>钟|整|半|多|许|左右|[一三]刻|[一二三四五]?十[一二三四五六七八九]?(?![个人项家])|(?:\d{{1,2}}|{_CN}{{1,3}})分)?"
)
_STRETCH = re.compile(
    rf"(?P<n>\d+(?:\.\d+)?|[{CHINESE}]+)(?P<more>余|多)?(?P<unit>个月|个季度|个工作日|季度|年|天|周|个星期|小时)(?P<half>多)?"
)
_STRETCH_BEHIND = re.compile(r"[来间前后内里]|以来|之[内后前间]|期间|[左右]*(?:时间)?(?:以来|来)")
_STRETCH_BEFORE = re.compile(
    r"(?:(?<!已)(?<!将)(?<!持续)近|过去的?|未来|今后|(?<!提)前|最近|这|那|头|(?<!落)后|每|往后|接下来|此后|之后)$"
)
_STRETCH_NAME = re.compile(
    r"(?:滚动)?(?:行动|计划|规划|方案|攻坚|任务|目标|期|制|级|工程|禁渔|大计|提升|倍增)"
)
# 五年累计, 5年增长18.7%: the years something is said of, while 连续五年增长 tells how long it lasted.
RUN_OF_YEARS = (
    r"(?:累计|净增|新[增设]|增[长加量]|提[高升](?!行动|工程|计划)|下降|减少|[迈跨][过越上]"
    r"|(?:的|发展|奋斗)?(?:历程|实践))"
)
_RUN = re.compile(RUN_OF_YEARS)
_LASTED = re.compile(r"[续第满达每超逾约长至]$")
_DAYS_LONG = re.compile(
    r"(?:逗留|停留|展期|会期|工期|假期|历时|为期|连续|长达|持续|连下|超过|不足|第|近|百|共)$"
)


def date(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` is (part of) a date, a year, a weekday or a quarter.

    Examples
    --------
    >>> date("去年3月15日", 2, 3), date("民国78年", 2, 4), date("工期98天", 2, 4)
    (Exclusion(start=2, end=7, reason=<Reason.DATE: 'date'>), Exclusion(start=0, end=5, reason=<Reason.DATE: 'date'>), None)
    """
    if match := _DATE.match(text, start):
        days = match[0].endswith(("日", "号")) and _DAYS_LONG.search(text, max(0, start - 3), start)
        return None if days else Exclusion(start, match.end(), Reason.DATE)
    era = ending("years", "eras", text, start, 3)
    if era is not None and (match := _ERA_YEAR.match(text, start)):
        return Exclusion(era, match.end(), Reason.DATE)
    if (match := _SHORT_YEAR.match(text, start)) and not text[start - 1 : start].isdigit():
        if match[0][:2] in _EITHER:
            return Exclusion(start, match.end(), Reason.AMBIGUOUS)
        round_ = match[0][1] == "0" and text[start - 1 : start] not in _SINCE
        pair = round_ or (
            not match[0].isascii()
            and match[0][0] in "五六"
            and match[0][1] == "六七"["五六".index(match[0][0])]
        )
        lasts = text[start].isdigit() and (
            ends_in("years", "lasting", text, start) or begins_with("years", "lasted", text, match.end())
        )
        return None if lasts or pair else Exclusion(start, match.end(), Reason.DATE)
    if match := _PERIOD.match(text, start):
        return Exclusion(start, match.end(), Reason.PERIOD)
    if match := _LUNAR.match(text, start) or _WEEKDAY.match(text, start):
        return Exclusion(start, match.end(), Reason.DATE)
    return None


def clock(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` is a time of day.

    Examples
    --------
    >>> clock("上午9时30分", 2, 3), clock("指数上涨35点", 4, 6), clock("提出3点建议", 2, 3)
    (Exclusion(start=2, end=7, reason=<Reason.CLOCK: 'clock'>), None, None)
    """
    if match := _CLOCK.match(text, start):
        return Exclusion(start, match.end(), Reason.CLOCK)
    match = _OCLOCK.match(text, start)
    if (
        match is None
        or begins_with("clock", "made", text, match.end())
        or ends_in("clock", "index", text, start)
    ):
        return None
    if (
        match["more"]
        or ends_in("clock", "before", text, start)
        or text[match.end() : match.end() + 1] in "至到前后"
    ):
        return Exclusion(start, match.end(), Reason.CLOCK)
    return None


def stretch(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` tells the time that something is said of: 五年来, 近七年, 三年行动计划.

    Examples
    --------
    >>> stretch("五年来的变化", 0, 1), stretch("连续16年", 2, 4)
    (Exclusion(start=0, end=3, reason=<Reason.PERIOD: 'period'>), None)
    """
    match = _STRETCH.match(text, start)
    if not match:
        return None
    if match["n"] == "一" and match["unit"] in ("年", "天", "周"):
        return Exclusion(start, match.end(), Reason.PERIOD)
    if match["unit"] == "年" and _RUN.match(text, match.end()):
        if not _LASTED.search(text, max(0, start - 1), start):
            return Exclusion(start, match.end(), Reason.PERIOD)
    elif _STRETCH_NAME.match(text, match.end()):
        return Exclusion(start, match.end(), Reason.NAME)
    if match["unit"] != "小时" and _STRETCH_BEHIND.match(text, match.end()):
        return Exclusion(start, match.end(), Reason.PERIOD)
    if match["unit"] != "小时" and _STRETCH_BEFORE.search(text, max(0, start - 4), start):
        return Exclusion(start, match.end(), Reason.PERIOD)
    return None
