"""What is a numeral and yet no quantity: dates, periods, ordinals, names, the indefinite 一, parts of words.

Each rule looks at one numeral in the folded text and says, if it applies, how far the aside reaches and why
it is none. Together with the quantities, the asides account for every numeral of a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.numerals import CHINESE, NUMERAL_CHARACTERS
from hulin_analysis.units import match_unit

__all__ = ["REASONS", "Aside", "find_aside", "find_word"]

#: The reasons of the ledger and what each means.
REASONS: dict[str, str] = {code: row["en"] for code, row in vocabulary.table("labels")["reason"].items()}


class Aside(NamedTuple):
    """A numeral that is no quantity: half-open offsets and the reason."""

    start: int
    end: int
    reason: str


_CN = "[〇○零一二三四五六七八九十廿卅]"
_YEAR = r"(?:(?:1[89]|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正])月"
_DAY = rf"(?:\d{{1,2}}|{_CN}{{1,3}})[日号]"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_TO = r"\s?(?:[-—~至到]+)\s?"
_DATE = re.compile(
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[ T]?{_CLOCK})?"
    rf"|{_YEAR}(?:年)?{_TO}{_YEAR}(?:学年度?|年度?)|(?:{_YEAR}、)+{_YEAR}年"
    rf"|{_YEAR}年(?:度|代|初|末|底|中)?(?:{_MONTH}(?:份|初|末|底|{_DAY})?)?\s?(?:{_CLOCK})?"
    rf"|(?:1[0-2]|[1-9]|[一二三四五六七八九]){_TO}{_MONTH}(?:份)?"
    rf"|{_MONTH}(?:份|初|末|底|{_DAY})?(?:{_TO}(?:{_MONTH})?{_DAY})?"
    rf"|{_DAY}(?!楼|线|文|院|机|店|码|令|馆|公路|工程|台|均|产|处理)|{_CLOCK}|\d{{1,2}}时(?:\d{{1,2}}分)?(?!间|代|速)"
    rf"|(?:\d{{2}}|[二三四五六七八九]十)(?:年代|后(?=[一-龥]))|(?:\d{{1,2}}|{_CN}{{1,3}})世纪"
)
_PERIOD = re.compile(r"[一二三四1-4](?:[、和至-][一二三四1-4])?季度|[12]h|(?:上|下)半年", re.IGNORECASE)
_LUNAR = re.compile(rf"(?<=初){_CN}(?!步|期|级|中|心)|(?<=正月){_CN}{{1,3}}|(?<=腊月){_CN}{{1,3}}")
_ORDINAL = re.compile(
    rf"(?![1-9]届)(?:\d+|[{CHINESE}]+)(?=届|中全会|次(?:会议|全会|全体会议|代表大会|党代会|扩大会议)|号|(?<![百千万亿])级|期(?:工程|项目|建设)|等奖|类功能|产业区)"
    r"|[一二三四五](?=期(?![间限待望货]))"
)
_LIST_MARK = re.compile(rf"\d{{1,2}}(?=[、.．](?:(?!\d)|20\d\d年))|{_CN}{{1,3}}(?=、|[.．](?!\d))")
_FIRSTLY = re.compile(rf"{_CN}{{1,2}}(?=[是要])")
_BRACKETED = re.compile(rf"(?:\d{{1,3}}|{_CN}{{1,3}})(?=[)）])")
_CALCULATION = re.compile(r"[\dNXn一二三四五六七八九十]+(?:[+×xX*·][\dNXn一二三四五六七八九十]+)+")
_OPERATORS = frozenset("+×xX*·Nn")
_LETTERED = re.compile(r"\d+(?:\.\d+)?(?=[A-Za-z])[A-Za-z0-9.+-]*")
_LETTER_BEFORE = re.compile(r"[A-Za-z][-.]?$")
_HOTLINE = re.compile(r"(?:政务服务|市民|便民|政府|服务)?(?:便民)?(?:热线|急救|消费维权)")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_ANNIVERSARY = re.compile(rf"(?:\d+|[{CHINESE}]+)周年")
_STRETCH = re.compile(
    rf"(?P<n>\d+(?:\.\d+)?|[{CHINESE}]+)(?P<more>余|多)?(?P<unit>个月|个季度|个工作日|季度|年|天|周|个星期|小时)(?P<half>多)?"
)
_STRETCH_BEHIND = re.compile(r"[来间前后内里]|以来|之[内后前间]|期间|[左右]*(?:时间)?(?:以来|来)")
_STRETCH_BEFORE = re.compile(
    r"(?:近|过去的?|未来|今后|前|最近|这|那|头|后|每|往后|接下来|此后|之后|历经|经过?|在|用|这短短|短短)$"
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
_OPEN, _CLOSE = '“‘「『《〈【"', '”’」』》〉】"'
_OPENING = re.compile(f"[{_OPEN}]")
# What is said or stated rather than called: 。 and % do not stand in a name.
_SPEECH = re.compile(r"[。;!?\n%]")
_QUOTE_REACH = 24
_TITLE_REACH = 60


def find_aside(folded: str, start: int, end: int) -> Aside | None:
    """Say whether the numeral at ``start:end`` is a date, an ordinal, a name or a period.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The numeral, hedge and unit left out.

    Examples
    --------
    >>> find_aside("第四小学", 1, 2)
    Aside(start=0, end=2, reason='ordinal')
    >>> find_aside("去年3月15日", 2, 3)
    Aside(start=2, end=7, reason='date')
    >>> find_aside("共82场", 1, 3) is None
    True
    """
    for rule in _RULES:
        if found := rule(folded, start, end):
            return found
    return None


def _ordinal(folded: str, start: int, end: int) -> Aside | None:
    before = folded[start - 1 : start]
    if before == "第":
        return Aside(start - 1, end, "ordinal")
    behind = folded[end : end + 1]
    if behind == "强" or (before == "前" and behind in ("名", "位", "列", "茅")):
        return Aside(start, end + 1, "ordinal")
    if before == "(" and (match := _BRACKETED.match(folded, start)):
        return Aside(start - 1, match.end() + 1, "ordinal")
    if match := _ORDINAL.match(folded, start):
        return Aside(start, match.end() + 1, "ordinal")
    if not before or before in "\n\r。;!?:,、":
        at_start = not before or before in "\n\r。;!?"
        mark = _LIST_MARK.match(folded, start) if at_start else None
        if match := mark or _FIRSTLY.match(folded, start):
            return Aside(start, match.end(), "ordinal")
    return None


def _date(folded: str, start: int, end: int) -> Aside | None:
    if match := _DATE.match(folded, start):
        if match[0].endswith(("日", "号")) and folded[start - 1 : start] in ("第", "近", "百"):
            return None
        return Aside(start, match.end(), "date")
    if match := _PERIOD.match(folded, start):
        return Aside(start, match.end(), "period")
    if match := _LUNAR.match(folded, start):
        return Aside(start, match.end(), "date")
    if match := _ANNIVERSARY.match(folded, start):
        return Aside(start, match.end(), "name")
    return None


def _stretch(folded: str, start: int, end: int) -> Aside | None:
    """五年来, 近七年, 三年行动计划: the time something is said of, not a quantity."""
    match = _STRETCH.match(folded, start)
    if not match:
        return None
    if match["n"] == "一" and match["unit"] in ("年", "天", "周"):
        return Aside(start, match.end(), "period")
    if match["unit"] == "年" and _RUN.match(folded, match.end()):
        if not _LASTED.search(folded, max(0, start - 1), start):
            return Aside(start, match.end(), "period")
    elif _STRETCH_NAME.match(folded, match.end()):
        return Aside(start, match.end(), "name")
    if match["unit"] != "小时" and _STRETCH_BEHIND.match(folded, match.end()):
        return Aside(start, match.end(), "period")
    before = _STRETCH_BEFORE.search(folded, max(0, start - 4), start)
    # 用90天建成 tells how long it took; 用三年时间 names the years that are meant.
    if before and match["unit"] != "小时" and (before[0], match["unit"]) != ("用", "天"):
        return Aside(start, match.end(), "period")
    return None


def _code(folded: str, start: int, end: int) -> Aside | None:
    if not folded[start].isdigit():
        match = _CALCULATION.match(folded, start)
        return Aside(start, match.end(), "name") if match else None
    stop = _DIGITS.match(folded, start)
    reach = stop.end() if stop else end
    behind = folded[reach : reach + 1]
    calculation = _CALCULATION.match(folded, start) if behind in _OPERATORS else None
    if calculation and folded[calculation.end() : calculation.end() + 1] not in ("米", "公"):
        return Aside(start, calculation.end(), "name")
    lettered = _LETTER_BEFORE.search(folded, max(0, start - 2), start)
    if lettered and behind not in ("%", "‰", "万", "亿", "倍", "个"):
        return Aside(start, reach, "code")
    if behind.isascii() and (match := _LETTERED.match(folded, start)):
        return Aside(start, match.end(), "code")
    if reach - start >= 7 and "." not in folded[start:reach] and behind not in "元人件个户亩斤吨":
        return Aside(start, reach, "code")
    if _HOTLINE.match(folded, reach):
        return Aside(start, reach, "code")
    return None


def _name(folded: str, start: int, end: int) -> Aside | None:
    """Numerals inside short quotation marks and book titles are names: “七学”, 《…三年…》."""
    lefts, rights = _quoted(folded)
    i = bisect_left(lefts, start) - 1
    if i >= 0 and rights[i] >= end and not _is_measured(folded, start, end):
        return Aside(lefts[i] + 1, rights[i], "name")
    return _fixed(folded, start, end)


@lru_cache(maxsize=1)
def _quoted(folded: str) -> tuple[list[int], list[int]]:
    """Find where each opening mark of a text stands and where what it opens ends; -1 if that is no name."""
    lefts, rights = [], []
    for match in _OPENING.finditer(folded):
        left = match.start()
        mark = folded[left]
        reach = _TITLE_REACH if mark in "《〈" else _QUOTE_REACH
        right = folded.find(_CLOSE[_OPEN.index(mark)], left + 1, left + 2 + reach)
        lefts.append(left)
        rights.append(-1 if right < 0 or _SPEECH.search(folded, left, right) else right)
    return lefts, rights


def _is_measured(folded: str, start: int, end: int) -> bool:
    """Whether a unit that names and slogans hardly ever use follows: “去年增收3万元” is speech, no name."""
    unit = match_unit(folded, end) if folded[start].isdigit() else None
    return unit is not None and unit.group in ("money", "ratio", "area", "weight", "energy", "visits")


@cache
def _terms() -> dict[str, list[tuple[int, str, str]]]:
    """Index the fixed terms by each numeral character in them and its neighbour: (offset, term, reason)."""
    index: dict[str, list[tuple[int, str, str]]] = {}
    # A name goes before a word, a long term before a short one.
    for reason in ("name", "word"):
        for term in sorted(vocabulary.table("fixed_terms")[reason]["terms"], key=len, reverse=True):
            for at, char in enumerate(term):
                if char in NUMERAL_CHARACTERS:
                    # The last character of a term is found by the one before it.
                    pair = term[at : at + 2] if at + 1 < len(term) else f"{term[at - 1 :]}<"
                    index.setdefault(pair, []).append((at, term, reason))
    return index


def _fixed(folded: str, start: int, end: int) -> Aside | None:
    index = _terms()
    best: Aside | None = None
    for pair in (folded[start : start + 2], f"{folded[start - 1 : start + 1]}<"):
        for at, term, reason in index.get(pair, ()):
            if at <= start and folded.startswith(term, start - at):
                found = Aside(start - at, max(start - at + len(term), end), reason)
                if best is None or (reason == best.reason and len(term) > best.end - best.start):
                    best = found
                break
    return best


def _unsettled(folded: str, start: int, end: int) -> Aside | None:
    """几十个, 数千人: no definite number."""
    before = folded[start - 1 : start]
    if folded[start] in "十百千万亿" and before and before in "几数":
        return Aside(start - 1, end, "indefinite")
    return None


_RULES: tuple[Callable[[str, int, int], Aside | None], ...] = (
    _ordinal,
    _date,
    _code,
    _name,
    _stretch,
    _unsettled,
)


@cache
def _dictionary() -> frozenset[str]:
    """Words of jieba's dictionary in which a numeral is written, number words left out."""
    words: set[str] = set()
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if (
            len(word) > 1
            and not rest.endswith((" m", " mq", " t", " q"))
            and not NUMERAL_CHARACTERS.isdisjoint(word)
        ):
            words.add(word)
    return frozenset(words)


def find_word(folded: str, start: int, end: int) -> Aside | None:
    """Find the ordinary word that a Chinese numeral is part of.

    Examples
    --------
    >>> find_word("进一步提升", 1, 2)
    Aside(start=0, end=3, reason='word')
    """
    words = _dictionary()
    for length in (4, 3, 2):
        for left in range(max(0, end - length), start + 1):
            if folded[left : left + length] in words:
                return Aside(left, left + length, "word")
    return None
