"""Names: the places, zones and bodies that a sentence names, those that no table has among them.

A word that is built like the name of a division and stands directly before the name of an indicator is one:
甲县地区生产总值, 大安镇实现农林牧渔业总产值, 高新区固定资产投资.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.numbers.word_boundaries import is_verb, word_over
from hulin_analysis.places import (
    full_names,
    new_name,
    own_words,
)
from hulin_analysis.sentences.bodies import find_bodies
from hulin_analysis.sentences.lexicon import TIME, TIME_OPENINGS, Affixes, alternation, words
from hulin_analysis.sentences.mentions import LAST, Mention, Mentions, listed, nations

__all__ = ["JOIN", "LONGEST", "Name", "find_names", "goes_on"]

JOIN = re.compile("、|和|与|及|以及")
# No name is longer.
LONGEST = 24
# No name begins farther in front of its end, the times and adverbs before it included.
_REACH = 40
# Every mark but those within a date (1—6月, 1-6月, 1~6月) parts a name from what stands before it.
_BREAK = re.compile("[^\\w~\\-—至]|_")
_REACH_OF_WORDS, _REACH_OF_NUMBER = 12, 8
_NUMBER = re.compile(r"\d")
_TIMES = frozenset("年月日度底末来止")
_ENDS_TIME = frozenset('年月日份度季来间底末初止全期内周”"')
_REACHES = re.compile("[至到往—-]")
_GOES_ON = re.compile("[,，:：]")
_MONTHS = r"(?:\d{1,2}(?:至|到|[-~])\d{1,2}月份?|\d{1,2}月份|前?[一二三四]个?季度|\d{1,2}日)"


class Name(NamedTuple):
    """A place that a sentence names.

    Attributes
    ----------
    start, end : int
        Half-open offsets into the folded text.
    proper : bool
        Whether it is a division, of which a text goes on to speak; 高新区 is a body of one.
    measured : bool
        Whether it was found by the indicator behind it, which ends the head on its left.
    """

    start: int
    end: int
    proper: bool = True
    measured: bool = False


@cache
def _is_division(name: str) -> bool:
    """Tell whether a text goes on to speak of a name: not of the nation, nor of a zone (临港开发区)."""
    zone = not name.endswith(tuple(listed("divisions"))) and name.endswith(tuple(listed("zones")))
    return name not in nations() and (name in full_names() or not zone)


def find_names(
    folded: str, start: int, end: int, own: str = "", mentions: list[Mention] | None = None
) -> list[Name]:
    """Find the places and bodies that a sentence names, in reading order.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The sentence.
    own : str, optional
        The place the text is about, folded.
    mentions : list of Mention, optional
        What the sentence has that may be a name; read anew if left out.

    Examples
    --------
    >>> text = "海淀区、甲县和高新区固定资产投资增长5%,城镇居民人均可支配收入增长3%"
    >>> [(text[name.start : name.end], name.proper) for name in find_names(text, 0, len(text))]
    [('海淀区', True), ('甲县', True), ('高新区', False)]
    >>> text = "北京、上海工业增加值分别增长5%、6%,市第一人民医院收入3亿元"
    >>> [(text[name.start : name.end], name.proper) for name in find_names(text, 0, len(text))]
    [('北京', True), ('上海', True), ('市第一人民医院', False)]
    """
    if mentions is None:
        mentions = Mentions(folded, own).within(start, end)
    full, short, ends = (
        [(a, b) for a, b, what in mentions if what == kind] for kind in ("full", "short", "body")
    )
    known = {a: b for a, b in full if folded[a:b] == own or word_over(folded, a, start) is None}
    possible: dict[int, int] = {}
    if short:
        shorter, possible = _short_in(folded, start, end, known, short)
        known |= shorter
    found = [Name(a, b, _is_division(folded[a:b]), _is_measured(folded, b, end)) for a, b in known.items()]
    floor = start
    for _, stop, what in mentions:
        if what != "last" or not (_is_measured(folded, stop, end) or _acts(folded, stop, end)):
            continue
        if not any(a < stop <= b for a, b in known.items()):
            new = list(_new_before(folded, floor, stop, known))
            found = sorted(found + new)
            floor = stop if new else floor
    for bodies in find_bodies(folded, start, end, known | possible, ends) if ends else ():
        first, last = bodies[0][0], bodies[-1][1]
        found = [name for name in found if name.end <= first or name.start >= last]
        found.extend(Name(a, b, False) for a, b in bodies)
    return sorted(found)


def _short_in(
    folded: str, start: int, end: int, known: dict[int, int], spans: list[tuple[int, int]]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return where short names are what something is said of, and where else there may be one.

    A short name is one where an indicator is named behind it, or another place (北京、上海工业增加值).
    """
    found, possible, firsts = dict[int, int](), dict[int, int](), {*known}
    begins = {b: a for a, b in spans}
    for at, stop in reversed(spans):
        if any(a < stop and at < b for a, b in known.items()):
            continue
        possible[at] = stop
        join = JOIN.match(folded, stop, end)
        in_list = stop in firsts or (join and join.end() in firsts) or folded[at:stop] in own_words()
        if not in_list and not _opens(folded, start, at, stop, end, begins):
            continue
        # 北京地区 is a word and 地区生产总值 an indicator.
        if word_over(folded, at, start) is not None or not (
            word_over(folded, stop, start) is None or _indicator_end(folded, stop)
        ):
            continue
        # 兰州新区 is one name.
        zone = _zones().match(folded, stop, end)
        found[at] = zone.end() if zone else stop
        firsts.add(at)
    return found, possible


def _opens(folded: str, start: int, at: int, stop: int, end: int, begins: dict[int, int]) -> bool:
    """Tell whether a short name begins a clause, and what stands behind it is measured or done."""
    left = at
    while left - 1 in begins and JOIN.match(folded, left - 1, left):
        left = begins[left - 1]  # 沈阳和大连
    while left > start and (word := _word_in_front(folded, start, left)) < left:
        left = word
    if left > start and (folded[left - 1].isalnum() or folded[left - 1] == "_"):
        return False
    if _REACHES.match(folded, stop, end):
        return False  # 重庆至武汉
    if (
        folded[at:stop] in nations()
        and at > start
        and folded[at - 1].isalnum()
        and folded[at - 1] not in _TIMES
    ):
        return False  # 新增全国先进县
    if _is_measured(folded, stop, end) or (
        stop not in begins.values() and _measures().match(folded, stop, end)
    ):
        return True
    if is_verb(folded[stop : stop + 2]) and _counts(folded, stop + 2, end):
        return True
    verb = _between().match(folded, stop, end) or _rises().match(folded, stop, end)
    return verb is not None and _counts(folded, verb.end(), end)


def _word_in_front(folded: str, start: int, at: int) -> int:
    """Return where the time, adverb or verb begins that ends at an offset: `at` if there is none."""
    if folded[at - 1] in _ENDS_TIME and (
        match := _time_in_front().search(folded, max(start, at - _REACH_OF_WORDS), at)
    ):
        return match.start()
    return _words_in_front().at_end(folded, start, at)


def _acts(folded: str, stop: int, end: int) -> bool:
    """Tell whether what ends at an offset does something that is counted: 甲镇投入资金80万元."""
    if folded[stop - 1] not in vocabulary.words("places", "town", "does"):
        return False
    verb = _between().match(folded, stop, end)
    done = verb.end() if verb else stop + 2 if is_verb(folded[stop : stop + 2]) else 0
    return bool(done) and _counts(folded, done, end)


def _counts(folded: str, start: int, end: int) -> bool:
    """Tell whether a number stands within a few characters."""
    return _NUMBER.search(folded, start, min(end, start + _REACH_OF_NUMBER)) is not None


def goes_on(folded: str, stop: int, end: int) -> bool:
    """Tell whether what stands behind a name is said of it: a time, a verb, a measure, or a comma.

    Examples
    --------
    >>> [goes_on(text, 2, len(text)) for text in ("甲县完成投资", "甲县,收入3亿元", "甲县博物馆等工程")]
    [True, True, False]
    """
    return bool(
        _GOES_ON.match(folded, stop, end)
        or _indicator_end(folded, stop)
        or _between().match(folded, stop, end)
        or is_verb(folded[stop : stop + 2])
    )


def _new_before(folded: str, floor: int, stop: int, known: dict[int, int]) -> Iterator[Name]:
    """Yield the name that ends at an offset, and those of the list that it is the last of."""
    left = max(floor, stop - _REACH)
    for mark in _BREAK.finditer(folded, left, stop):
        left = mark.end()
    for start in _beginnings(folded, left, stop, known):
        stem = new_name(folded[start:stop])
        if stem is None or _is_part_of_indicator(folded, start, stop):
            continue
        end = folded[start + len(stem) : stop]
        body = end in listed("zones") and not (stem and end in listed("divisions"))
        # 某市高新区 is one name.
        whole = next((a for a, b in known.items() if b == start), start) if not stem else start
        yield Name(whole, stop, not body, True)
        for mark in JOIN.finditer(folded, max(floor, start - 2), start):
            if mark.end() == start and LAST.match(folded, mark.start() - 1):
                yield from _new_before(folded, floor, mark.start(), known)
                break
        return


def _beginnings(folded: str, left: int, stop: int, known: dict[int, int]) -> Iterator[int]:
    """Yield where a name that ends at `stop` may begin, the likeliest first."""
    for mark in JOIN.finditer(folded, left + 1, stop):
        if LAST.match(folded, mark.start() - 1) and _stands_alone(folded, mark.end(), stop):
            yield mark.end()
    while left < stop:
        if left in known:
            left = known[left]
        elif match := _in_front().match(folded, left, stop):
            left = match.end()
        else:
            break
    if folded[left] in listed("prepositions") and _stands_alone(folded, left + 1, stop):
        yield left + 1
    yield left


def _stands_alone(folded: str, start: int, stop: int) -> bool:
    """Tell whether a name is whole without the character before it: 在甲县, not 从化区 or 太和镇."""
    return stop - start > 2 or folded[stop - 1] == "县"


def _is_measured(folded: str, start: int, end: int) -> bool:
    """Tell whether the name of an indicator stands at an offset, times, adverbs and verbs aside."""
    while start < end:
        if _indicator_end(folded, start):
            return True
        match = _between().match(folded, start, end)
        if not match:
            return False
        start = match.end()
    return False


def _is_part_of_indicator(folded: str, start: int, stop: int) -> bool:
    """Tell whether the end of a name belongs to a longer name of an indicator: 城镇调查失业率."""
    return any(_indicator_end(folded, at) > stop for at in range(start, stop))


def _indicator_end(folded: str, start: int) -> int:
    """Return where the longest name of an indicator ends that begins at an offset; 0 if none does."""
    for name in _by_opening().get(folded[start : start + 2], ()):
        if folded.startswith(name, start):
            return start + len(name)
    return 0


@cache
def _by_opening() -> dict[str, list[str]]:
    """Return the names of the indicators by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(vocabulary.indicator_index(), key=len, reverse=True):
        found.setdefault(name[:2], []).append(name)
    return found


@cache
def _in_front() -> re.Pattern[str]:
    """Match what may stand in front of a name; a single character may be the first of the name (共和镇)."""
    return re.compile(f"{TIME.pattern}|{_MONTHS}|{alternation(_plain_in_front())}|[,年]")


@cache
def _plain_in_front() -> frozenset[str]:
    plain = {*words("trim", "lead"), *words("trim", "verbs"), *words("mood", "plan"), *listed("before")}
    return frozenset(word for word in plain if len(word) > 1)


@cache
def _zones() -> re.Pattern[str]:
    return re.compile(alternation(listed("zones")))


@cache
def _measures() -> re.Pattern[str]:
    """Match a measure that no indicator is named after, and what leads to its number: 香港失业率为3%.

    What an economy did is one too: 香港经济在第二季增长3%.

    That no mark stands in front of the number is said first: that is found out fastest.
    """
    measure = alternation(words("change", "measures"))
    economy = vocabulary.filled("statements", "<change.economy>(?!<change.no_economy>)")
    return re.compile(
        rf"(?=[\u4e00-\u9fff]+\d)(?!都市圈|城市群|[^\d]{{0,4}}港)(?:[\u4e00-\u9fff]{{0,10}}?(?:{measure}|[率额值量])"
        rf"|{economy}[\u4e00-\u9fff]{{0,8}}?(?:{_rises().pattern}))[\u4e00-\u9fff]{{0,4}}\d"
    )


@cache
def _rises() -> re.Pattern[str]:
    """Match what says by how much it rose there: 上海增长6%."""
    return re.compile(alternation([*words("change", Change.INCREASE), *words("change", Change.DECREASE)]))


@cache
def _words_in_front() -> Affixes:
    """Return the words that may stand in front of a short name."""
    return Affixes(_plain_in_front())


@cache
def _time_in_front() -> re.Pattern[str]:
    """Match a time that ends in front of a short name."""
    return re.compile(f"(?:{TIME.pattern}|{_MONTHS}|年)$")


@cache
def _between() -> re.Pattern[str]:
    """Match what may stand between a name and the indicator: 甲县预计实现….."""
    plain = {*words("trim", "lead"), *words("trim", "verbs"), "的"}
    # That most words are none is said first.
    openings = "".join(sorted({re.escape(word[0]) for word in plain} | TIME_OPENINGS | set("前")))
    return re.compile(f"(?=[{openings}])(?:{TIME.pattern}|{_MONTHS}|{alternation(plain)})")
