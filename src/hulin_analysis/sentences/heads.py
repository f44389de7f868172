"""Heads: the words of the text that name what a quantity measures or counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.numbers import Quantity
from hulin_analysis.numbers.units import match_unit
from hulin_analysis.numbers.word_boundaries import is_word
from hulin_analysis.readers.metadata import YEAR
from hulin_analysis.sentences.change import basis_ends, before_basis, verb_of
from hulin_analysis.sentences.clauses import Clause
from hulin_analysis.sentences.lexicon import (
    TIME,
    TIME_OPENINGS,
    affixes,
    expressions,
    strip_left,
    strip_right,
    words,
)
from hulin_analysis.sentences.named_places import JOIN, Name
from hulin_analysis.sentences.respectively import Head, measure_at_end
from hulin_analysis.times.grammar import FIRST, time
from hulin_analysis.unit_groups import PER, SO_MANY, is_counted, is_size

__all__ = [
    "Head",
    "Places",
    "counted_behind",
    "head_before",
    "head_behind",
    "is_own_measure",
    "of_the",
    "phrase_at",
    "share_behind",
    "topic_before",
]

Places = Mapping[int, Name]  # each place that the sentence names, by where it begins

# 城镇化率五年提高3.9个百分点: how long it took is no part of the name; 学前三年 is one.
_RUN = re.compile(r"(?<![\d一二三四五六七八九十第续前])(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年$")
# 通车里程全国第四、突破1万公里
_RANK = re.compile(
    r"(?:[位居列]{0,2}(?:全国|全省|全区|全市|世界|全球|西部|中部|东部)|排名|居)第?[一二三四五六七八九十\d]{1,3}位?$"
)
_RANKED = frozenset("位一二三四五六七八九十")
_LONGEST_KIND = 3  # of 日处理能力 and 年销售收入 what says which 能力 or 收入 it is
_REACH = 200  # how far back a sentence is asked what it has been about
# 甲公司2025年营业收入: what stands in front of a time is whom the number is said of.
_INNER_TIME = re.compile(
    rf"(?:{YEAR}年|[去今每]年|\d{{1,2}}月份?|第?[一二三四]季度?|上半年|下半年)(?!度)[末底]?前?"
)
_TIME_MARKS = frozenset("年月季")
_PARTS = re.compile(r"[、,，]|和|与|及|以及")
_LIST_MARK = re.compile(r"第?[一二三四五六七八九十]{1,3}是")
_RANK_MARK = re.compile(
    r"第[一二三四五六七八九十百零\d]{1,5}条|[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.]?(?<![一二三四五六七八九十])"
)  # 三、失业率为, 第四条 年龄不超过
# The characters that a time, a list mark or a rank in front begins with.
_COUNTING_OPENINGS = TIME_OPENINGS | FIRST | frozenset("(（")
_AMONG = frozenset("中里内则")
_EDGE = "、,，;；:：。 　\t的“”\"'’—-()（）和与及或"
_OPENED_BY = {")": "(", "”": "“", "’": "‘", "》": "《"}
_LEFT_EDGE = '、,，;；:：。 　\t的”"’—-)）和与及或并'
_RIGHT_EDGE = '、,，;；:：。 　\t“"‘—-(（'
_COMMA = re.compile(r"[、,，](?![^()]{0,12}\))")  # the one in 县(市、区) parts nothing
_OPENING_QUOTES = frozenset('“‘《"')
_QUOTED = re.compile('“[^“”]*”|‘[^‘’]*’|《[^《》]*》|"[^"]*"')


def _trim_left(folded: str, start: int, end: int, front: tuple[str, ...], places: Places) -> int:
    """Take times, places, adverbs, connectives and one verb off the left of a head."""
    openings = _openings()
    if start >= end or (folded[start] not in openings and start not in places):
        return start
    index = vocabulary.indicator_index()
    while start < end:
        if folded[start] not in openings and start not in places:
            break
        before = start
        while start < end and folded[start] in _LEFT_EDGE and start not in places:
            start += 1
        if folded[start : start + 1] in _COUNTING_OPENINGS and (
            match := (
                _time_at(folded, start, end)
                or _LIST_MARK.match(folded, start, end)
                or (_RANK_MARK.match(folded, start, end) if folded[start - 1 : start] in ("", "\n") else None)
            )
        ):
            start = match.end()
        name = places.get(start)
        if name and name.end <= end:
            start = name.end
            continue
        if (so_many := SO_MANY.match(folded, start, end)) and (unit := match_unit(folded, so_many.end())):
            among = expressions("line", "of_them").match(folded, unit.end, end)
            start = min(among.end() if among else unit.counted, end)  # 每10股派发现金红利
        for listed in front:
            if folded[start : start + 1] not in affixes("trim", listed).firsts:
                continue
            stop = strip_left(folded, start, end, listed)
            if stop > start and folded[start:end] in index and folded[stop:end] not in index:
                return start  # 新增城镇就业 is a name
            if stop > start and listed == "verbs":
                if end - stop == 1:
                    return start  # 办结率
                front = tuple(n for n in front if n != "verbs")
            start = stop
        if start == before:
            break
    return start


def _time_at(folded: str, start: int, end: int) -> re.Match[str] | None:
    """Return the longest time that begins at an offset, one that a calendar has: 八月份, “十四五”前四年."""
    other = TIME.match(folded, start, end)
    match = time().match(folded, start, end) if folded[start] in FIRST else None
    if match is None or match["open"] or (other and other.end() >= match.end()):
        return other
    return match


@cache
def _openings() -> frozenset[str]:
    """Return the characters that begin what is taken off the left of a head."""
    front = frozenset(word[0] for name in ("lead", "verbs") for word in words("trim", name))
    return front | TIME_OPENINGS | FIRST | frozenset(f"第{PER}{_LEFT_EDGE}")


@cache
def _endings() -> frozenset[str]:
    """Return the characters, besides digits, that end what is taken off the right of a head."""
    return basis_ends() | _RANKED | frozenset([*_RIGHT_EDGE, *(word[-1] for word in words("trim", "tail"))])


def _trim_right(folded: str, start: int, end: int) -> int:
    if start < end and folded[end - 1] not in _endings() and not folded[end - 1].isdigit():
        return end  # most heads
    while start < end:
        before = end
        while start < end and folded[end - 1] in _RIGHT_EDGE:
            end -= 1
        end = strip_right(folded, start, end, "tail")
        run = folded.endswith("年", start, end) and _RUN.search(folded, start, end)
        if folded[end - 1 : end].isdigit() or folded[end - 1 : end] in _RANKED:
            rank = _RANK.search(folded, start, end)
            end = rank.start() if rank else end
        end = run.start() if run else before_basis(folded, start, end)
        if end == before:
            break
    return end


def head_before(
    folded: str, start: int, end: int, places: Places, *, made: bool = True, members: bool = False
) -> Head | None:
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
    members : bool
        Whether 甲、乙等 stays with 丙.

    Examples
    --------
    >>> text = "去年共举办红色影片放映"
    >>> text[slice(*head_before(text, 0, len(text), {}))]
    '红色影片放映'
    """
    front = ("lead", "verbs") if made else ("lead",)
    end = _trim_right(folded, start, end)
    if end - start > 2 and folded[end - 1] in _AMONG and not is_word(folded[end - 2 : end]):
        end -= 1  # 29个行业大类中21个, 失业率则维持在3%
    if places:
        start = _behind_place(folded, start, end, places)
    start = _trim_left(folded, start, end, front, places)
    name = folded[start:end]
    if not _TIME_MARKS.isdisjoint(name):
        for inner in _INNER_TIME.finditer(folded, start + 1, end - 2):
            start = _trim_left(folded, inner.end(), end, front, places)
    if PER in name[1:] and (each := SO_MANY.search(folded, start + 1, end)):
        start = _trim_left(folded, each.start(), end, front, places)
    if "等" in name and not members:
        like = max(
            (match.end() for match in expressions("structure", "such_as").finditer(folded, start + 1, end)),
            default=end,
        )
        if end - like >= 4:
            start = _trim_left(folded, like, end, front, places)
    index = vocabulary.indicator_index()
    if folded[start:end] not in index:  # 城镇新增就业 is a name
        for verb in expressions("trim", "between").finditer(folded, start + 1, end):
            if end - verb.end() >= 2 or folded[verb.end() : end] in words("gate", "single"):
                start = _trim_left(folded, verb.end(), end, front, places)
        if not made and folded[start:end] not in index:
            # 实现地区生产总值增长5%: the verb is no part of a name that is whole without it.
            bare = strip_left(folded, start, end, "plain")
            start = bare if folded[bare:end] in index else start
    if start < end and (folded[start].isalpha() or any(map(str.isalpha, folded[start:end]))):
        return start, end
    return None


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
    group, at = quantity.group, quantity.end
    counts = is_counted(group) or group in ("", "duration")
    if not counts and (not is_size(group) or at != quantity.unit_end):
        return None  # not of 300万亩以上 either
    start = min(quantity.counted, at)  # 60万人口 names in 人口 what it counts in 人
    if start >= clause.right or (not folded[start].isalpha() and folded[start] not in '“"《'):
        return None
    if expressions("trim", "not_a_noun").match(folded, start):
        return None
    end = _phrase_end(folded, start, clause.right)
    end = _strip_edge(folded, start, end)
    end = _with_its_list(folded, start, end, clause.right)
    among = folded[quantity.start - 1 : quantity.start] == "在" or clause.followed
    if end == clause.right and folded[end - 1] in _AMONG and (among or _parts_follow(folded, end)):
        end -= 1  # 在32种产品中; 29个行业中21个; 18项指标中,11项
    if clause.followed and group in ("things", "people"):
        # 136户企业增加值增长12%: the measure is that of the number behind.
        measure = measure_at_end(folded, start, end)
        if measure is not None and folded.endswith(words("trim", "generic"), start, measure):
            end = measure
    return (start, end) if end > start else None


def _parts_follow(folded: str, end: int) -> bool:
    """Whether a clause ends in 中 as what it names is divided in the next: not in 高中."""
    return folded[end : end + 1] in (",", "，") and not is_word(folded[end - 2 : end])


def _with_its_list(folded: str, start: int, end: int, right: int) -> int:
    """Take in what a bare noun was chosen for: 5户企业入选某名单 counts 企业入选某名单, not just 企业."""
    if folded[start:end] not in words("trim", "generic"):
        return end
    chosen = expressions("trim", "chosen").match(folded, end, right)
    if not chosen:
        return end
    comma = _COMMA.search(folded, chosen.end(), right)
    return _strip_edge(folded, start, comma.start() if comma else right)


def share_behind(folded: str, quantity: Quantity, clause: Clause) -> Head | None:
    """Find what has a share in 约三成来自境外 and 六成是女性: not what was named before."""
    if quantity.group != "ratio":
        return None
    made_of = expressions("line", "made_of").match(folded, quantity.end, clause.right)
    found = made_of or expressions("line", "goes_to").match(folded, quantity.end, clause.right)
    head = phrase_at(folded, found.end(), clause.right) if found else None
    return head and (head[0] if made_of else quantity.end, head[1])


def of_the(folded: str, quantity: Quantity, clause: Clause) -> Head | None:
    """Find the head of 投资100亿元的某项目: the noun phrase behind the quantity's 的."""
    at = quantity.end + 1
    if folded[at - 1 : at] != "的" or folded.startswith(words("change", "grounds"), at):
        return None
    head = phrase_at(folded, at, clause.right)
    return (head[0], _with_its_kind(folded, *head, clause.right)) if head else None


def counted_behind(
    folded: str, counted: Quantity, of_each: Quantity, clause: Clause, places: Places
) -> Head | None:
    """Find what is counted in 3个面积5000平方米的广场, where the second number is of each of them."""
    if not is_counted(counted.group) or not folded.startswith("的", of_each.end):
        return None
    measured = head_before(folded, counted.end, of_each.start, places, made=False)
    if measured is None or measured[0] > counted.end or not is_own_measure(folded, *measured):
        return None
    return of_the(folded, of_each, clause)


def is_own_measure(folded: str, start: int, end: int) -> bool:
    """Whether words are a measure of what is named elsewhere: 单机容量, 年销售收入, not 企业投资."""
    measure = measure_at_end(folded, start, end)
    if measure is None or measure - start > _LONGEST_KIND:
        return False
    return not folded.endswith(words("trim", "generic"), start, measure)


def _with_its_kind(folded: str, start: int, end: int, right: int) -> int:
    """Take in the rest of a list whose members end alike: 5公里的新干线、复线和专用线."""
    while (joint := JOIN.match(folded, end, right)) and (following := phrase_at(folded, joint.end(), right)):
        both = list(JOIN.finditer(folded, *following))
        ends = [*(mark.start() for mark in both), following[1]]
        if any(folded[at - 1] != folded[end - 1] for at in ends):
            break
        end = following[1]
    return end


def phrase_at(folded: str, start: int, right: int) -> Head | None:
    """Cut the phrase that begins at an offset, up to the first word that ends one; None for less."""
    end = _strip_edge(folded, start, _phrase_end(folded, start, right))
    return (start, end) if end - start >= 2 else None


def _phrase_end(folded: str, start: int, right: int) -> int:
    # What stands in quotation marks is a name: no word of it ends the phrase.
    quoted = _QUOTED.match(folded, start, right) if folded[start : start + 1] in _OPENING_QUOTES else None
    behind = quoted.end() if quoted else start + 1
    stop = expressions("trim", "stops").search(folded, behind, right)
    comma = _COMMA.search(folded, behind if quoted else start, right)
    return min(stop.start() if stop else right, comma.start() if comma else right)


def _strip_edge(folded: str, start: int, end: int) -> int:
    while end > start and folded[end - 1] in _EDGE:
        end -= 1
    # What closes a part of the name stays: 县(市、区), “小巨人”.
    closing = folded[end : end + 1]
    opening = _OPENED_BY.get(closing)
    if opening and folded.count(opening, start, end) > folded.count(closing, start, end):
        return end + 1
    return end


def topic_before(folded: str, start: int, end: int, places: Places, *, measured: bool = False) -> Head | None:
    """Find what a sentence has been about: the head of its nearest earlier clause that has one.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The clauses, without the one that is read.
    places : mapping of int to Name
        The places that the sentence names.
    measured : bool
        Whether only what ends in a noun of measure will do.
    """
    right, start = end, max(start, end - _REACH)
    reached = affixes("change", "links").at_start(folded, end, len(folded)) > end
    while right > start:
        left = max(folded.rfind(mark, start, right - 1) for mark in ",，;；。:：") + 1 or start
        begin = _trim_left(folded, max(left, start), right, ("lead",), places)
        stop = _strip_edge(folded, begin, right)
        if measure_at_end(folded, begin, stop) is None:
            stop = _strip_edge(folded, begin, _phrase_end(folded, begin, right)) if begin < right else begin
        stop = _trim_right(folded, begin, stop)
        stop = _before_verb(folded, begin, stop) if reached and right == end else stop
        if stop - begin >= 2 and not expressions("structure", "circumstance").match(folded, left):
            name = folded[begin:stop]
            known = name in vocabulary.indicator_index() or measure_at_end(folded, begin, stop) is not None
            if known or not measured:
                return begin, stop
        right = left - 1 if left > start else start
    return None


def _before_verb(folded: str, start: int, end: int) -> int:
    """Return where a topic ends that rose or fell to a number: 财政收入略增,达3.2亿元 is of 财政收入."""
    verb = verb_of(folded, start, end)
    if verb is None or verb.noun or verb.itself:
        return end
    stop = _trim_right(folded, start, verb.head_end)
    known = (
        folded[start:stop] in vocabulary.indicator_index() or measure_at_end(folded, start, stop) is not None
    )
    return stop if known else end
