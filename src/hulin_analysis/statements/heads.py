"""Heads: the words of the text that name what a quantity measures or counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.numbers import Quantity
from hulin_analysis.statements.clauses import Clause
from hulin_analysis.statements.lexicon import (
    TIME,
    TIME_OPENINGS,
    alternation,
    expressions,
    strip_left,
    strip_right,
    words,
)
from hulin_analysis.statements.names import Name

__all__ = ["Head", "Places", "head_before", "head_behind", "of_the", "phrase_at", "share_out", "topic_before"]

Head = tuple[int, int]  # half-open offsets into the folded text
Places = Mapping[int, Name]  # each place that the sentence names, by where it begins

# What a number is compared with is no part of what it measures: 较年初, 比全市平均水平, 较“十三五”末.
_BASIS = re.compile(
    rf"(?:[比较](?:{TIME.pattern}|年初|年度计划|上月|上季度|(?:\d{{1,2}}[-—~至])?\d{{1,2}}月"
    r"|全[国省市县区州盟旗](?=平均|$|[的同]))|(?:由|从)[去上]年(?=同期))(?:同期|平均|水平|末期|[底末初的])*$"
)
_COMPARING = re.compile("[比较由从]")
# 城镇化率五年提高3.9个百分点: how long it took is no part of the name; 学前三年 is one.
_RUN = re.compile(r"(?<![\d一二三四五六七八九十第续前])(?:\d{1,2}|[一二三四五六七八九十]{1,2})年$")
_REACH = 200  # how far back a sentence is asked what it has been about
_LIST_MARK = re.compile(r"第?[一二三四五六七八九十]{1,3}是")
_EDGE = "、,，;；:：。 　\t的“”\"'’—-()（）和与及或"
_LEFT_EDGE = '、,，;；:：。 　\t的”"’—-)）和与及或并'
_RIGHT_EDGE = '、,，;；:：。 　\t“"‘—-(（'
_COMMA = re.compile(r"[、,，](?![^()]{0,12}\))")  # the one in 县(市、区) parts nothing
_COUNTING = frozenset({"things", "people", "events", "visits", "duration"})
_MEASURING = frozenset({"weight", "energy", "volume", "length", "area"})
_QUOTED = re.compile('“[^“”]*”|‘[^‘’]*’|《[^《》]*》|"[^"]*"')


def _trim_left(folded: str, start: int, end: int, front: tuple[str, ...], places: Places) -> int:
    """Take times, places, adverbs, connectives and one verb off the left of a head."""
    index = vocabulary.indicator_index()
    while start < end:
        if folded[start] not in _openings() and start not in places:
            break
        before = start
        while start < end and folded[start] in _LEFT_EDGE and start not in places:
            start += 1
        if match := TIME.match(folded, start, end) or _LIST_MARK.match(folded, start, end):
            start = match.end()
        name = places.get(start)
        if name and name.end <= end:
            start = name.end
            continue
        for listed in front:
            stop = strip_left(folded, start, end, listed)
            if stop > start and folded[start:end] in index and folded[stop:end] not in index:
                return start  # 新增城镇就业 is a name
            if stop > start and listed == "verbs":
                front = tuple(n for n in front if n != "verbs")
            start = stop
        if start == before:
            break
    return start


@cache
def _openings() -> frozenset[str]:
    """Return the characters that begin what is taken off the left of a head."""
    front = frozenset(word[0] for name in ("lead", "verbs") for word in words("trim", name))
    return front | TIME_OPENINGS | frozenset(f"第{_LEFT_EDGE}")


def _trim_right(folded: str, start: int, end: int) -> int:
    while start < end:
        before = end
        while start < end and folded[end - 1] in _RIGHT_EDGE:
            end -= 1
        end = strip_right(folded, start, end, "tail")
        run = folded.endswith("年", start, end) and _RUN.search(folded, start, end)
        if match := run or (_COMPARING.search(folded, start, end) and _BASIS.search(folded, start, end)):
            end = match.start()
        if end == before:
            break
    return end


def head_before(folded: str, start: int, end: int, places: Places, *, made: bool = True) -> Head | None:
    """Find the head in the words before a quantity: 新增…318家 counts what stands between.

    Of 甲、乙等丙 only 丙 is named, unless it is too short to say anything.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The words before the quantity.
    places : mapping of int to Name
        The places that the sentence names: no part of a head.
    made : bool
        Whether a verb in front (新增, 举办) is taken off. Where a rise or fall is stated the verb belongs to
        the name (实际利用内资).

    Examples
    --------
    >>> text = "去年共举办红色影片放映"
    >>> text[slice(*head_before(text, 0, len(text), {}))]
    '红色影片放映'
    """
    front = ("lead", "verbs") if made else ("lead",)
    end = _trim_right(folded, start, end)
    if places:
        start = _behind_place(folded, start, end, places)
    start = _trim_left(folded, start, end, front, places)
    like = folded.rfind("等", start, end)
    if like > start and end - (like + 1) >= 4:
        start = _trim_left(folded, like + 1, end, front, places)
    if folded[start:end] not in vocabulary.indicator_index():  # 城镇新增就业 is a name
        for verb in expressions("trim", "between").finditer(folded, start + 1, end):
            if end - verb.end() >= 2:
                start = _trim_left(folded, verb.end(), end, front, places)
    if not made and folded[start:end] not in vocabulary.indicator_index():
        # 实现地区生产总值增长5%: the verb is no part of a name that is whole without it.
        bare = strip_left(folded, start, end, "plain")
        start = bare if folded[bare:end] in vocabulary.indicator_index() else start
    return (start, end) if start < end and _says_something(folded[start:end]) else None


def _behind_place(folded: str, start: int, end: int, places: Places) -> int:
    """Return where the words begin that are said of a place: 带动甲县财政收入 names 财政收入.

    In 财政收入、甲县税收收入 what stands before the place is another thing that is measured.
    """
    for at, name in places.items():
        if name.measured and start < at and name.end < end and not _PARTS.search(folded, start, at):
            return at
    return start


def head_behind(folded: str, quantity: Quantity, clause: Clause) -> Head | None:
    """Find the head in the words behind a unit: 86个水利项目建成投产 counts 水利项目.

    What is measured rather than counted has it there too: 10万亩高标准农田, 60万吨钾肥.
    """
    if quantity.group and quantity.group not in _COUNTING and quantity.group not in _MEASURING:
        return None
    if quantity.group in _MEASURING and quantity.end != quantity.unit_end:
        return None  # 300万亩以上
    # 60万人口 names in 人口 what it counts in 人.
    start = quantity.counted if quantity.counted < quantity.end else quantity.end
    if start >= clause.right or (not folded[start].isalpha() and folded[start] not in '“"《'):
        return None
    if expressions("trim", "not_a_noun").match(folded, start):
        return None
    end = _phrase_end(folded, start, clause.right)
    end = _strip_edge(folded, start, end)
    end = _with_its_list(folded, start, end, clause.right)
    return (start, end) if end > start else None


def _with_its_list(folded: str, start: int, end: int, right: int) -> int:
    """Take in what a bare noun was chosen for: 5户企业入选某名单 counts 企业入选某名单, not just 企业."""
    if folded[start:end] not in words("trim", "generic"):
        return end
    chosen = expressions("trim", "chosen").match(folded, end, right)
    if not chosen:
        return end
    comma = _COMMA.search(folded, chosen.end(), right)
    return _strip_edge(folded, start, comma.start() if comma else right)


def of_the(folded: str, quantity: Quantity, clause: Clause) -> Head | None:
    """Find the head of 投资100亿元的某项目: the noun phrase behind the quantity's 的."""
    if folded[quantity.end : quantity.end + 1] != "的":
        return None
    return phrase_at(folded, quantity.end + 1, clause.right)


def phrase_at(folded: str, start: int, right: int) -> Head | None:
    """Cut the phrase that begins at an offset, up to the first word that ends one; None for less."""
    end = _strip_edge(folded, start, _phrase_end(folded, start, right))
    return (start, end) if end - start >= 2 else None


def _phrase_end(folded: str, start: int, right: int) -> int:
    # What stands in quotation marks is a name: no word of it ends the phrase.
    quoted = _QUOTED.match(folded, start, right)
    behind = quoted.end() if quoted else start + 1
    stop = expressions("trim", "stops").search(folded, behind, right)
    comma = _COMMA.search(folded, behind if quoted else start, right)
    return min(stop.start() if stop else right, comma.start() if comma else right)


def _strip_edge(folded: str, start: int, end: int) -> int:
    while end > start and folded[end - 1] in _EDGE:
        end -= 1
    # The bracket that closes a part of the name stays: 县(市、区).
    opened = folded.count("(", start, end) > folded.count(")", start, end)
    return end + 1 if opened and folded.startswith(")", end) else end


def _says_something(words_: str) -> bool:
    return words_[0].isalpha() or any(map(str.isalpha, words_))


def topic_before(folded: str, start: int, end: int, places: Places) -> Head | None:
    """Find what a sentence has been about: the head of its nearest earlier clause that has one."""
    right, start = end, max(start, end - _REACH)
    while right > start:
        left = max(folded.rfind(mark, start, right - 1) for mark in ",，;；。:：") + 1 or start
        begin = _trim_left(folded, max(left, start), right, ("lead",), places)
        stop = _strip_edge(folded, begin, _phrase_end(folded, begin, right)) if begin < right else begin
        if stop - begin >= 2:
            return begin, stop
        right = left - 1 if left > start else start
    return None


_PARTS = re.compile(r"[、,，]|和|与|及|以及")
_BOTH = re.compile(r"城乡")
# 一二三产, 第一、二、三产业, 一二三次产业.
_INDUSTRIES = re.compile(r"第?[一二三](?:[、和]?第?[一二三]){1,2}次?产业?")


def share_out(folded: str, head: Head, count: int) -> list[tuple[Head | str, ...]]:
    """Share the head of a 分别 list out among its numbers.

    城乡居民人均可支配收入 becomes 城镇… and 农村…; 甲产业、乙产业产值 becomes 甲产业产值 and 乙产业产值.
    Where the parts and the numbers do not agree in number, each number keeps the whole head.

    Returns
    -------
    list of tuple
        For each number the pieces of its name: stretches of the text, and words that the text leaves out.

    Examples
    --------
    >>> def named(text, count):
    ...     shares = share_out(text, (0, len(text)), count)
    ...     return ["".join(p if isinstance(p, str) else text[slice(*p)] for p in share) for share in shares]
    >>> named("城乡居民人均可支配收入", 2), named("接待游客数量和游客总花费", 2)
    (['城镇居民人均可支配收入', '农村居民人均可支配收入'], ['接待游客数量', '游客总花费'])
    >>> named("一二三产增加值", 3)
    ['第一产业增加值', '第二产业增加值', '第三产业增加值']
    """
    start, end = head
    if count == 2 and (both := _BOTH.search(folded, start, end)):
        return [_without_empty((start, both.start()), half, (both.end(), end)) for half in ("城镇", "农村")]
    industries = _INDUSTRIES.search(folded, start, end)
    if industries and count == len(digits := re.findall("[一二三]", industries[0])):
        around = (start, industries.start()), (industries.end(), end)
        return [_without_empty(around[0], f"第{digit}产业", around[1]) for digit in digits]
    parts, at = [], start
    for mark in [*_PARTS.finditer(folded, start, end), None]:
        stop = mark.start() if mark else end
        if stop > at:
            parts.append((at, stop))
        at = mark.end() if mark else end
    return _with_shared_tail(folded, parts) if len(parts) == count else [(head,)] * count


def _without_empty(*pieces: Head | str) -> tuple[Head | str, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, str) or piece[0] < piece[1])


def _with_shared_tail(folded: str, parts: list[Head]) -> list[tuple[Head | str, ...]]:
    """Give each part what only the last one spells out.

    甲投资、乙投资增速: 增速; 汽车、机器人产量: 产量; 城镇和农村居民收入: 居民收入.
    """
    first, end = parts[-1]
    measure = _measure().search(folded, first, end)
    shared: list[tuple[Head | str, ...]] = []
    for part in parts[:-1]:
        words_ = folded[slice(*part)]
        at = folded.rfind(words_[-2:], first, end)
        if at >= 0:
            tail = (at + 2, end)
        elif len(words_) == 2 and end - first > 4:
            tail = (first + 2, end)
        elif measure and not _measure().search(words_):
            tail = (measure.start(), end)
        else:
            tail = (end, end)
        shared.append(_without_empty(part, tail))
    return [*shared, (parts[-1],)]


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(alternation(words("change", "measures")) + "$")
