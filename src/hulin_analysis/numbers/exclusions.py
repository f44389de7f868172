"""Numerals that are not quantities: ordinals, ratios, names, indefinite numbers.

Each rule is given one numeral of a view. If it applies, it returns the stretch that the numeral belongs to
and the reason. Quantities and exclusions together account for every numeral of a text. Identifiers, times
and numerals within longer words have modules of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator
from functools import cache, lru_cache

from hulin_analysis.codes import Reason
from hulin_analysis.numbers.characters import (
    CHINESE,
    LARGE,
    ORDINAL,
    PARTITIVE,
    SCALES,
    SIMPLE,
    TEN,
    TO,
    TWO,
    UNITS,
)
from hulin_analysis.numbers.dates import (
    BEHIND_HOUR,
    before_date,
    behind_date,
    behind_stretch,
    date,
    stretch,
    time_of_day,
)
from hulin_analysis.numbers.exclusion_words import (
    Exclusion,
    begins_with,
    compiled,
    ends_in,
    firsts,
    fixed_term,
    in_terms,
    listed,
)
from hulin_analysis.numbers.identifiers import JOINED_DIGITS, OPERATORS, calculation, identifier, train
from hulin_analysis.numbers.units import match_unit
from hulin_analysis.numbers.word_boundaries import last_word
from hulin_analysis.unit_groups import is_counted, outside_names

_CN = f"[{SIMPLE}]"
_ORDINAL = (
    rf"(?![1-9]<rank.counted>)(?:\d+|[{CHINESE}]+)(?=<rank.behind>)"
    f"|[{UNITS[:5]}](?=<rank.phases>)(?!<rank.longer>)"
)
_GRADE = (
    rf"(?:\d+(?!\.)|[{CHINESE}]+)(?<![{LARGE}{TWO}])<grade.level>"
    rf"(?!<grade.behind>|(?:<grade.between>|[—~{TO}-])[\d{CHINESE}]+<grade.level>)"
)
_OF_LEVELS = "<grade.before>$"
_FIRSTLY = f"{_CN}{{1,2}}(?=<rank.clause>)|[二三四](?=<rank.reason>[,，])"
# 第12至15条, 第三、四届
_AND_THE_NEXT = rf"(?:[-—~{TO}]|、(?=[^、。]{{1,3}}<rank.listed>)){ORDINAL}?(?:\d+|{_CN}{{1,3}})(?![\d万亿%])"
_DIVIDED = f"[{UNITS}]{{2}}(?!<ratio.longer>)(?=<ratio.divided>)"
_FINAL = rf"(?:[二四八十六三]{{1,3}}{PARTITIVE}一|1/\d{{1,2}})(?=<ratio.rounds>)"
_LIST_MARK = re.compile(rf"\d{{1,2}}(?=[、.](?:(?!\d)|20\d\d年))|{_CN}{{1,3}}(?=、|[.](?!\d))")
_CLAUSE_NUMBER = re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}(?![\d{''.join(SCALES)}])")
_BRACKETED = re.compile(rf"(?:\d{{1,3}}|{_CN}{{1,3}})(?=[)）])")
_RATIO = re.compile(
    r"\d++(?:\.\d++)?(?::\d++(?:\.\d++)?){1,20}+|\d{1,3}比\d{1,3}(?![\d.万亿个年])"
    rf"|[{UNITS}]比[{UNITS}零](?![十百千万])"
)
_OPEN, _CLOSE = '“‘「『《〈【"', '”’」』》〉】"'
_CLOSING = dict(zip(_OPEN, _CLOSE, strict=True))
# A quotation with one of these is speech or a statement, not a name.
_SPEECH = re.compile(r"[。;!?\n%]")
_INDEFINITE = frozenset(TEN[0] + LARGE)
_QUOTE_REACH = 24
_TITLE_REACH = 60
_EVENT_REACH = 24


@cache
def ratio_signs() -> frozenset[str]:
    """Return what stands behind the first number of 1:8, 3比2, 三七分成 and 1/4决赛.

    >>> {":", "比", "决"} <= ratio_signs()
    True
    """
    return firsts(("ratio", "divided"), ("ratio", "rounds")).union(f":/比{PARTITIVE[0]}")


def find_exclusion(text: str, start: int, end: int, *, measured: bool = False) -> Exclusion | None:
    """Say whether the numeral at ``start:end`` is (part of) a date, an ordinal, a name, a code or a period.

    The numeral has neither hedge nor unit; `measured` if a unit is known to stand behind it.

    >>> find_exclusion("第四小学", 1, 2)
    Exclusion(start=0, end=2, reason=<Reason.ORDINAL: 'ordinal'>)
    >>> find_exclusion("共82场", 1, 3) is None
    True
    """
    kind = "measured" if measured else "arabic" if text[start] <= "9" else "chinese"
    for rule in _rules_between(text[start - 1 : start], text[end : end + 1], kind):
        if found := rule(text, start, end):
            return found
    return None


@lru_cache(maxsize=50_000)
def _rules_between(before: str, behind: str, kind: str) -> tuple[_Rule, ...]:
    """Return the rules that may apply to a numeral of a kind between two characters."""
    # Between Chinese characters a number with a unit is no identifier; nor is it the number of a table.
    if kind == "measured" and not (before > "~" < behind and before not in "〔【"):
        kind = "arabic"
    return tuple(
        rule for rule, kinds, befores, behinds in _rules()
        if kind in kinds and (behind in behinds or before in befores)
    )  # fmt: skip


def exclusion_of_digit(text: str, start: int) -> Exclusion | None:
    """Say the same of a Chinese digit that is a numeral by itself.

    The characters around it tell whether a fixed term can hold it, so that most need not be looked up.

    >>> exclusion_of_digit("第四小学", 1) == find_exclusion("第四小学", 1, 2)
    True
    """
    around = text[start - 1 : start + 2] if start else ""
    if len(around) < 3:
        return find_exclusion(text, start, start + 1)
    for rule in _rules_around(around):
        if found := rule(text, start, start + 1):
            return found
    return None


@lru_cache(maxsize=50_000)
def _rules_around(around: str) -> tuple[_Rule, ...]:
    """Return the rules that may apply to a Chinese digit with its two neighbours."""
    rules = _rules_between(around[0], around[2], "chinese")
    return rules if in_terms(around) else tuple(_quotation if rule is _name else rule for rule in rules)


def _ranked(text: str, start: int, end: int) -> Exclusion | None:
    """Find 第四, and all of 第12至15."""
    last = end
    while match := compiled(_AND_THE_NEXT).match(text, last):
        last = match.end()
    return Exclusion(start - 1, last, Reason.ORDINAL)


_Words = tuple[str, ...]
_Form = re.Pattern[str]


@cache
def _ranks() -> tuple[_Words, _Words, _Words, _Form, _Form, _Form]:
    best, places, first = (listed("rank", key) for key in ("best", "places", "first"))
    return best, places, first, compiled(_ORDINAL), compiled(_GRADE), compiled(_OF_LEVELS)


def _ordinal(text: str, start: int, end: int) -> Exclusion | None:
    before = text[start - 1 : start]
    behind = text[end : end + 1]
    best, places, first, ordinal, grade, of_levels = _ranks()
    if behind in best or (behind in places and before in first and last_word(text, start) == start - 1):
        return Exclusion(start, end + 1, Reason.ORDINAL)
    if before in listed("rank", "counted") and behind in listed("rank", "units"):
        return Exclusion(start, end + 1, Reason.ORDINAL)  # 十一届十次、十一次全会
    if before == "(" and (match := _BRACKETED.match(text, start)):
        return Exclusion(start - 1, match.end() + 1, Reason.ORDINAL)
    if match := ordinal.match(text, start):
        return Exclusion(start, match.end() + 1, Reason.ORDINAL)
    match = grade.match(text, start)
    if match and not of_levels.search(text, max(0, start - 5), start):
        return Exclusion(start, match.end(), Reason.ORDINAL)
    return _list_mark(text, start, before) if not before or before in "\n\r。;!?:,、" else None


def _list_mark(text: str, start: int, before: str) -> Exclusion | None:
    """Find the mark of an item at the beginning of a line, a sentence or (一是, 二要) a clause."""
    begins_sentence = not before or before in "\n\r。;!?"
    mark = _LIST_MARK.match(text, start) if begins_sentence else None
    if match := mark or compiled(_FIRSTLY).match(text, start):
        return Exclusion(start, match.end(), Reason.ORDINAL)
    return _clause_number(text, start) if not before or before in "\n\r" else None


def _clause_number(text: str, start: int) -> Exclusion | None:
    """Find 2.2 in 2.2本计划投资: things that come in pieces have no decimals."""
    match = _CLAUSE_NUMBER.match(text, start)
    if match is None or not text[match.end() : match.end() + 1].isalpha():
        return None
    unit = match_unit(text, match.end())
    in_pieces = unit is None or is_counted(unit.group)
    return Exclusion(*match.span(), Reason.ORDINAL) if in_pieces else None


def _series(text: str, start: int, end: int) -> Exclusion | None:
    """Find the number of a table, a figure or an annex: 表5, 图2-1."""
    if not ends_in("series", "before", text, start, 3):
        return None
    joined = JOINED_DIGITS.match(text, start)
    stop = joined.end() if joined else end
    return None if match_unit(text, stop) and not joined else Exclusion(start, stop, Reason.ORDINAL)


def _anniversary(text: str, start: int, end: int) -> Exclusion | None:
    """Find an anniversary: 庆祝建党100周年文艺演出 is of the 100th; in 建校已50周年 years are counted."""
    match = compiled("<event.held>").match(text, end)
    if match is None:
        return None
    stop = match.end()
    clause = re.split("[,，。;、!?]", text[max(0, start - _EVENT_REACH) : start])[-1]
    named = any(word in clause for word in listed("event", "before"))
    held = named or begins_with("event", "behind", text, stop)
    return Exclusion(start, stop, Reason.ORDINAL) if held else None


def ratio(text: str, start: int) -> Exclusion | None:
    """Find a ratio, a score, a scale or a round of a cup: 1:8, 3比2, 三七分成, 1/4决赛.

    >>> ratio("比例为1:8", 3), ratio("上午9:30", 2).reason.value, ratio("3个", 0)
    (Exclusion(start=3, end=6, reason=<Reason.RATIO: 'ratio'>), 'clock', None)
    """
    if match := _RATIO.match(text, start) or compiled(_DIVIDED).match(text, start):
        is_score = ends_in("ratio", "before", text, start, 6)
        time = None if is_score else time_of_day(text, start, start + len(match[0].split(":")[0]))
        return time if time and time.end >= match.end() else Exclusion(*match.span(), Reason.RATIO)
    match = compiled(_FINAL).match(text, start)
    return Exclusion(*match.span(), Reason.NAME) if match else None


def _name(text: str, start: int, end: int) -> Exclusion | None:
    """Find the quotation, title or fixed term that a numeral is part of: “七学”, 《三年规划》, 十四五."""
    return _quotation(text, start, end) or fixed_term(text, start, end)


def _quotation(text: str, start: int, end: int) -> Exclusion | None:
    names, holds = _quoted(text)
    if holds[start]:
        left, right = names[bisect_left(names, (start,)) - 1]
        if right >= end and not _has_measure(text, start, end):
            return Exclusion(left + 1, right, Reason.QUOTED)
    return None


def held_by_quotes(text: str) -> bytearray:
    """Return for each offset of a text whether a quoted name holds it.

    >>> list(held_by_quotes("“三北”内"))
    [0, 1, 1, 0, 0]
    """
    return _quoted(text)[1]


def slogan(text: str, start: int) -> Exclusion | None:
    """Say whether the name that quotes a Chinese numeral is a slogan, without date or rank: “十四五”.

    >>> slogan("“十四五”规划", 1), slogan("“三月三”歌节", 1)
    (Exclusion(start=1, end=4, reason=<Reason.QUOTED: 'quoted'>), None)
    """
    names, _ = _quoted(text)
    left, right = names[bisect_left(names, (start,)) - 1]
    is_slogan = compiled("<quoted.ranks>").search(text, left, right) is None
    return Exclusion(left + 1, right, Reason.QUOTED) if is_slogan else None


def _openings(text: str) -> Iterator[tuple[int, str]]:
    """Find the opening marks: each kind by itself, as a search for one character passes over others fast."""
    for mark in _OPEN:
        left = text.find(mark)
        while left >= 0:
            yield left, mark
            left = text.find(mark, left + 1)


@lru_cache(maxsize=1)
def _quoted(text: str) -> tuple[list[tuple[int, int]], bytearray]:
    """Return the marks around each name that a text quotes, and for each offset whether a name holds it.

    Of two opening marks the last one decides.
    """
    names: list[tuple[int, int]] = []
    holds, last = bytearray(len(text)), 0
    for left, mark in sorted(_openings(text)):
        reach = _TITLE_REACH if mark in "《〈" else _QUOTE_REACH
        right = text.find(_CLOSING[mark], left + 1, left + 2 + reach)
        if left < last:
            holds[left + 1 : last] = bytes(last - left - 1)
        if right >= 0 and not _SPEECH.search(text, left, right):
            holds[left + 1 : right] = b"\1" * (right - left - 1)
            names.append((left, right))
            last = max(last, right)
    return names, holds


def _has_measure(text: str, start: int, end: int) -> bool:
    unit = match_unit(text, end) if text[start].isdigit() else None
    return unit is not None and outside_names(unit.group)


def _indefinite(text: str, start: int, end: int) -> Exclusion | None:
    """Find 十 in 几十个 and 千 in 数千人."""
    return Exclusion(start - 1, end, Reason.INDEFINITE) if text[start] in _INDEFINITE else None


_Rule = Callable[[str, int, int], Exclusion | None]


class _Anything:
    """Holds every character."""

    def __contains__(self, char: object) -> bool:
        return True


_NOTHING: frozenset[str] = frozenset()
_ALL = ("arabic", "chinese", "measured")
_DIGITS = ("arabic", "measured")
_Rules = tuple[tuple[_Rule, tuple[str, ...], Container[str], Container[str]], ...]


@cache
def _rules() -> _Rules:
    """Return the rules in the order in which they are tried.

    Each is asked of numerals of some kinds only (Chinese ones; Arabic ones; Arabic ones with a unit between
    Chinese characters), and only where one of the first characters stands before the numeral or one of the
    second behind it.
    """
    keys = ("behind", "phases", "best", "places", "clause", "reason")
    ordinal = firsts(("grade", "level"), *(("rank", key) for key in keys)).union("、.")
    return (
        (_ranked, _ALL, frozenset(ORDINAL), _NOTHING),
        (date, _ALL, before_date(), behind_date()),
        (_ordinal, _ALL, frozenset(["", *"(\n\r", *listed("rank", "counted")]), ordinal),
        (_series, ("arabic",), _NOTHING, _Anything()),
        (_anniversary, _ALL, _NOTHING, firsts(("event", "held"))),
        (time_of_day, _ALL, _NOTHING, BEHIND_HOUR),
        (train, _DIGITS, _NOTHING, firsts(("train", "behind")) | {"/"}),
        (identifier, ("arabic",), _NOTHING, _Anything()),
        (calculation, ("chinese",), _NOTHING, OPERATORS),
        (_name, _ALL, _NOTHING, _Anything()),
        (stretch, _ALL, _NOTHING, behind_stretch()),
        (_indefinite, ("chinese",), frozenset("几数"), _NOTHING),
    )
