"""The grammar of time expressions: one pattern for those with a calendar of their own, one for the others."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis.numbers.dates import RUN_OF_YEARS
from hulin_analysis.numbers.numerals import evaluate
from hulin_analysis.readers.metadata import YEAR
from hulin_analysis.times.time_words import any_of, compiled, expressions, words
from hulin_analysis.vocabulary import filled

__all__ = [
    "AGO",
    "COUNTS",
    "FIRST",
    "TO",
    "WHICH",
    "may_open",
    "open_begins",
    "open_firsts",
    "open_times",
    "time",
]

#: What joins the two ends of a stretch: 1月至10月.
TO = "[-—―–~至到]+"
#: The characters that a time with a calendar of its own may begin with.
FIRST = frozenset("0123456789").union(words("begin", "characters"))
#: The groups of times that are told by their number of years.
COUNTS = frozenset({"ahead", "past", "gone", "these", "run", "ago"})

_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|<part.first_month>"
_DAY = r"[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_COUNT = r"[1-9]\d?|[一二两三四五六七八九十]{1,2}"
_NUMERALS = "〇○零一二两三四五六七八九十"
# So many years before another time, or some: not 二〇一五年前 and 25年前三季度.
_NOT_BEHIND = rf"(?<![\d{_NUMERALS}])(?!<-year.no_ago>)"
_YEARS = r"[1-9]\d?|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_FEW = rf"<year.few>[{_NUMERALS}]?|(?:{_YEARS})<year.more>|[{_NUMERALS}]{{2}}"
_SOME = rf"<year.about>(?:{_YEARS})|<year.about>?(?:{_FEW})|<year.many>"
_BEFORE_NOW = rf"年<year.ago>(?!<year.no_behind_ago>|(?:{_YEARS})<year.ranked>)"
#: 五年前, 10年之前, 十几年前.
AGO = filled("times", f"{_NOT_BEHIND}(?:{_YEARS}|{_SOME}){_BEFORE_NOW}")
#: What may stand between 比 and a time, to say which it is: 比疫情前的2019年, 比五年前的2020年.
WHICH = filled("times", rf"(?:(?:(?!<base.no_which>)[^,，;；。:：、\d比]{{2,8}}|{AGO})<base.which>)")
_CHINESE = "[〇○零一二三四五六七八九十百]"
# 今年 inside of 如今年轻人 and 去年 inside of 过去年均 are none.
_TOLD = any_of(*(("years", key) for key in ("this", "last", "before_last", "next")))
# 一年内 is how long it took.
_RELATIVE = (
    rf"(?:(?!<-year.no_before>){_TOLD}"
    r"|(?P<within>(?<![\d〇零一二两三四五六七八九十])(?!<-year.lasting>)年<year.within>))"
)
_CLOCK = r"(?:\d{1,2}时?(?:[-—~至]\d{1,2}时)?|24时|\d{1,2}:\d\d)?"
# In order: the year in brackets (今(113)年), one told from today's, of the Republic, in four digits, in two.
_YEAR_SAID = (
    rf"(?:(?P<said><year.said>)\((?P<gloss>{YEAR}|1?\d\d)\)年度?"
    rf"|(?P<relative>{_RELATIVE})(?: ?\(<year.era>?(?P<also>{YEAR}|1[01]\d)年?\))?"
    rf"|<year.era>(?P<republic>\d{{1,3}}|{_CHINESE}{{1,5}})年度?"
    rf"|(?P<year>{YEAR})年(?:度(?!<year.no_degree>))?(?:\(<year.era>[^()]{{1,6}}年\))?"
    rf"|(?P<roc>1[01]\d)年(?:(?=(?:{_MONTH})月|(?:1[0-2]|[1-9])(?:月?{TO})(?:1[0-2]|[1-9])月|<part.first_half>|<part.second_half>"
    "|第[一二三四1-4]季|<year.republic>)|<year.short_behind>)"
    rf"|(?P<short>[5-9]\d|[五六七八九][〇零一二三四五六七八九])年(?=(?:{_MONTH})月(?!<year.no_age>)|<year.short_behind>))(?!<year.no_year>)"
)
_IN_YEAR = (
    "(?:(?P<half><part.first_half>|<part.second_half>)"
    "|(?!<-part.no_first>)<part.first>(?P<quarters>[一二两三四1-4])个?季度?"
    rf"|第?(?P<q_from>[一二三1-3])季?度?{TO}第?(?P<q_to>[二三四2-4])季度?"
    r"|第?(?P<q_list>[一二三1-3](?:季度)?(?:、第?[二三四2-4](?:季度)?)*[和及与、]第?[二三四2-4])季度?"
    r"|第(?P<quarter>[一二三四1-4])季度?|(?P<quarter_cn>[一二三四1-4])季度|(?P<q_first><part.first_quarter>季度?)"
    rf"|(?!<-part.no_first>)<part.first>(?P<months>{_COUNT})个?月(?!\d|<part.no_count>)"
    rf"|(?P<m_list>(?:(?:{_MONTH})、)+(?:{_MONTH}))(?:[两三四]个?月|月份?)"
    rf"|(?P<from>{_MONTH}){TO}(?P<to>{_MONTH})月(?:份)?(?!<part.no_months>)"
    rf"|(?P<month>{_MONTH})月(?!<part.no_month>)(?:份|(?P<day>{_DAY})[日号]{_CLOCK}|(?P<ten><part.first_ten>|<part.second_ten>|<part.third_ten>))?)"
)
_PLAN = (
    r"(?:[“\"「『]?(?P<plan>十[一二三四五六七]五)[”\"」』]?"
    r"|[“\"「『](?P<early>[一二三四五六七八九]五)[”\"」』](?=<plan.times_early>)"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})个五年<plan.five_years>(?=<plan.times>))"
    r"(?:<plan.times>|<plan.first>(?P<plan_years>[一两二三四])年)?"
)


@cache
def _open_begins() -> dict[str, set[str]]:
    """Return what the times without a calendar begin with, and what may stand behind it; all, if empty."""
    begins = {first: set(behind) for first, *behind in map(list, words("point", "decades_begin"))}
    for key in ("now", "after", "same_day", "now_first"):
        for word in words("point", key):
            begins.setdefault(word[0], set()).add(word[1:2])
    for first, *behind in map(list, words("point", "spans_begin")):
        begins.setdefault(first, set()).update(behind or [""])
    return {first: set() if "" in behind else behind for first, behind in begins.items()}


def open_firsts() -> frozenset[str]:
    """Return the characters that a time without a calendar may begin with."""
    return frozenset(_open_begins())


# Characters that begin more words than times, and those that follow one of them where it begins a time.
_COMMON = "".join(words("begin", "common"))
_NEXT = rf"[{''.join(words('begin', 'behind_common'))}\d]"
_NO_OPENING = f"(?![{_COMMON}](?!{_NEXT}))"
_BEHIND = "[年月季日号个、/至到~—–―-]"


@cache
def _open() -> str:
    listed = any_of(("point", "now"), ("point", "after"), ("point", "same_day"))
    begins = _open_begins()
    alone = "".join(sorted(first for first, behind in begins.items() if not behind))
    behind = "".join(sorted(set().union(*begins.values())))
    begun = "|".join([f"[{re.escape(alone)}]"] * bool(alone) + [f".[{re.escape(behind)}]"] * bool(behind))
    return (
        rf"(?=[{re.escape(''.join(sorted(begins)))}])(?={begun})(?:{listed}|{expressions('point', 'spans')}"
        rf"|(?<![^,，。;；:：\n(])(?P<opener>{any_of(('point', 'now_first'))})"
        f"(?!{any_of(('point', 'no_opener'))}))"
    )


@cache
def open_times() -> re.Pattern[str]:
    """Return the pattern of the times that no calendar has: 目前, 春节假期, 建成投产后.

    Some of them are times only where they open a clause (现在): the group ``opener``.
    """
    return re.compile(f"(?P<open>{_open()})")


@cache
def open_begins() -> re.Pattern[str]:
    """Return a pattern that tells whether a stretch without a 年 has a time that no calendar has.

    It begins with characters and is searched for faster than that of the times themselves. Digits are none of
    them, as of the times that begin with one decades have a 年; centuries are found by their second word.
    """
    decades = {begin[0] for begin in words("point", "decades_begin")}
    firsts = "".join(sorted(open_firsts() - decades))
    # A look-behind has one width: each word has its own.
    century = "|".join(f"(?<={re.escape(word)})" for word in words("point", "century"))
    end = any_of(("point", "century_end"))
    centuries = re.escape("".join(words("point", "century")))
    return re.compile(f"[{centuries}{re.escape(firsts)}](?:(?:{century}){end}|(?<=(?={_open()}).))")


@cache
def may_open() -> re.Pattern[str]:
    """Return a pattern that matches where a time may begin, by its first characters alone."""
    plain = FIRST - {*_COMMON, *_NUMERALS}
    begun = "|".join(
        f"{re.escape(first)}[{re.escape(''.join(sorted(behind)))}]" if behind else re.escape(first)
        for first, behind in sorted(_open_begins().items())
    )
    numeral = rf"[{_NUMERALS}]{{1,5}}+(?:(?<=五)|{_BEHIND}|{any_of(('point', 'century'))})"
    return re.compile(rf"[{''.join(sorted(plain))}]|[{_COMMON}]{_NEXT}|{numeral}|{begun}")


@cache
def time() -> re.Pattern[str]:
    """Return the pattern of all times; the group ``open`` is those that no calendar has."""
    return compiled(
        # Most characters can begin no time, nor can the middle of a number: said first, so that they are
        # passed over at once.
        rf"(?=[{''.join(sorted(FIRST | open_firsts()))}])(?!(?<=[\d.])\d)"
        # Nor does a number begin one, or a word, behind which none of these stands.
        rf"(?!\d++(?!{_BEHIND}|(?<=\d{{4}})\.))(?![{_NUMERALS}]{{1,5}}+(?<!五)(?!{_BEHIND}|<point.century>|<year.more>年))"
        rf"(?:(?P<open>{_open()})"
        rf"|(?=[{''.join(sorted(FIRST))}]){_NO_OPENING}"
        rf"(?:(?=[12]\d{{3}}[-/.])(?P<date>(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d))"
        rf"|(?=[12一二][^-/]{{3}}[-/])(?P<fiscal>{YEAR})[-/](?P<fiscal_to>\d\d|[〇○零一二三四五六七八九]{{2}})(?P<fiscal_kind><year.fiscal>|<year.school>|年度?)"
        rf"|(?P<y_list>(?:{YEAR}年?、)+{YEAR}(?:年?[和及与]{YEAR})?)年"
        rf"|(?P<first>{YEAR})年?{TO}(?P<last>{YEAR})(?:年度?|<year.school>)(?!(?:{_MONTH})月)"
        rf"|{_NOT_BEHIND}(?P<ago>{_YEARS}|{_SOME}){_BEFORE_NOW}"
        rf"|<years.ahead>的?(?P<ahead>{_COUNT})年|(?P<recent><year.recent>|<year.past>)(?P<past>{_COUNT})年"
        rf"|<year.these>(?P<these>{_COUNT})年"
        rf"|(?<!\d)(?!<-year.no_gone>)(?P<gone>{_COUNT})年(?:<year.gone>|(?P<run>(?={RUN_OF_YEARS})))"
        rf"|(?P<near>(?:<near.this>|<near.of_the_time>|<near.last_month>)月(?!<near.no_month>)"
        "|(?:<near.this>|<near.of_the_time>|<near.last_quarter>)季度?)"
        rf"|(?P<near_month><near.said>)\((?P<near_number>1[0-2]|[1-9])\)月"
        rf"|(?P<y>{_YEAR_SAID})?(?P<in>{_IN_YEAR})?(?(y)|(?(in)|(?!)))"
        rf"|{_PLAN}"
        r"|(?<![\d〇零一二三四五六七八九十])(?!<-year.no_end>)(?P<year_end>年<edge.last>)(?!<edge.no_last>)"
        r"|(?P<that_year><year.that>)(?!<year.no_that>)"
        # 26日: behind the day that a stretch begins with, or where a clause begins.
        rf"|(?:(?<=[至到—~-])|(?:(?<=[,，。;；、(至])|<-edge.stop>)(?=\d\d?[日号]{_CLOCK}[,，)至到—~-]))"
        rf"(?P<day_alone>3[01]|[12]\d|[1-9])[日号]{_CLOCK}"
        r"|(?P<reported><point.reported_whole>)"
        r"))"
    )


def years_ago(said: str) -> int | None:
    """Return how many years before another time the words say something was: 0 for some, None if none.

    Examples
    --------
    >>> years_ago("比十五年前"), years_ago("比三五年前"), years_ago("比2015年")
    (15, 0, None)
    """
    match = compiled(f"{_NOT_BEHIND}(?:({_YEARS})|{_SOME}){_BEFORE_NOW}").search(said)
    return match and evaluate(match[1] or "0")
