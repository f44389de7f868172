"""Bodies: hospitals, schools, companies and offices that a sentence speaks of, known by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from hulin_analysis import vocabulary
from hulin_analysis.numbers.word_boundaries import is_name, is_verb, is_word, word_over
from hulin_analysis.sentences.lexicon import TIME, alternation, words

__all__ = ["body_ends", "deictic_body", "find_bodies"]

# The marks that part a body from what stands before it.
_MARK = re.compile("[^\\w·]|_")
# 5家二级公司 are counted; 北京4个铁路局集团公司 stands behind the names of which there are four.
_COUNTED = re.compile("[0-9一二三四五六七八九十两多几余]{1,20}+[家个所座]")
_ITEM = re.compile("[、和与及]")
_LONGEST = 24
_LONGEST_ITEM = 8


@cache
def _listed(key: str) -> tuple[str, ...]:
    return tuple(vocabulary.table("places")["bodies"][key])


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(f"{alternation(_listed('ends'))}++")


@cache
def _openings() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what the end of a body's name may begin with, and its first two characters."""
    pairs = frozenset(end[:2] for end in _listed("ends") if len(end) > 1)
    first, second = ("".join(sorted({re.escape(pair[n]) for pair in pairs})) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])"), pairs


def body_ends(folded: str, stretches: Iterable[tuple[int, int]] | None = None) -> list[tuple[int, int]]:
    """Return where a text has what the names of bodies end in: 集团公司 in 甲集团公司.

    Parameters
    ----------
    folded : str
        The folded text.
    stretches : iterable of tuple of int, optional
        The stretches of it that are read, in reading order; all of it, if left out.

    Examples
    --------
    >>> body_ends("甲集团公司与乙医院")
    [(1, 5), (7, 9)]
    """
    opening, pairs = _openings()
    stretches = [(0, len(folded))] if stretches is None else stretches
    found, reached = [], 0
    matches = chain.from_iterable(opening.finditer(folded, *at) for at in stretches)
    for at in [at for match in matches if folded[(at := match.start()) : at + 2] in pairs]:
        if at >= reached and (end := _ends().match(folded, at)):
            reached = end.end()
            found.append((at, reached))
    return found


@cache
def _class() -> re.Pattern[str]:
    """Match what says of which kind bodies are and names none: 国有大型, 上市."""
    return re.compile(f"{alternation(_listed('classes'))}*")


@cache
def _no_subject() -> re.Pattern[str]:
    """Match what follows a body that is counted, or that says what the sentence goes on to tell."""
    return re.compile(rf"\d|[达共有已超近约]\d|{alternation(_listed('behind'))}")


@cache
def _in_front() -> re.Pattern[str]:
    plain = {*words("trim", "lead"), *vocabulary.table("places")["new"]["before"]}
    return re.compile(f"{TIME.pattern}|{alternation(word for word in plain if len(word) > 1)}|[,，年]")


@cache
def _verbs() -> re.Pattern[str]:
    plain = {*words("trim", "verbs"), *_listed("not_within")}
    return re.compile(alternation(word for word in plain if len(word) > 1 or word in _listed("not_within")))


def deictic_body(folded: str, start: int, ends: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Yield where a sentence points at a body that it does not name, with the end of that body's name.

    Examples
    --------
    >>> text = "去年,公司实现营业收入3亿元,甲公司5亿元"
    >>> list(deictic_body(text, 0, body_ends(text)))
    [(3, '公司')]
    """
    for at, stop in ends:
        word = folded[at:stop]
        if word not in _listed("pointed"):
            continue
        if at > start and folded[at - 1] in "该本我":
            at -= 1
        if at > start and folded[at - 1].isalnum():
            continue
        if not _no_subject().match(folded, stop) and word_over(folded, stop, start) is None:
            yield at, word


def find_bodies(
    folded: str, start: int, end: int, known: Mapping[int, int], ends: list[tuple[int, int]] | None = None
) -> Iterator[list[tuple[int, int]]]:
    """Yield the bodies that stand at the beginning of a clause: each a list, of one or more (甲、乙公司).

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The sentence.
    known : mapping of int to int
        Where the places that it names begin and end.
    ends : list of tuple of int, optional
        What names may end in, as `body_ends` has it.

    Examples
    --------
    >>> text = "去年,市第一人民医院门诊量3万人次,甲、乙公司收入5亿元,上市公司3家"
    >>> [[text[a:b] for a, b in bodies] for bodies in find_bodies(text, 0, len(text), {})]
    [['市第一人民医院'], ['甲', '乙公司']]
    """
    reached, last = start, list[tuple[int, int]]()
    for at, stop in body_ends(folded[:end]) if ends is None else ends:
        found = _body(folded, reached, at, stop, known)
        if not found or word_over(folded, stop, start) is not None:
            continue
        if last and found[0][0] == last[-1][1]:
            last[-1] = last[-1][0], found[-1][1]  # 中国农业银行黑河分行
            reached = stop
        elif found[0][0] in known or not _no_subject().match(folded, stop, end):
            if last:
                yield last
            reached, last = stop, found
    if last:
        yield last


def _body(
    folded: str, floor: int, stem_end: int, stop: int, known: Mapping[int, int]
) -> list[tuple[int, int]] | None:
    left = floor
    for mark in _MARK.finditer(folded, floor, stop):
        if mark[0] != "、":
            left = mark.end()
    left = max(left, folded.rfind("的", left, stop) + 1)
    while left < stem_end and left not in known and (match := _in_front().match(folded, left, stem_end)):
        left = match.end()
    first = _behind_items(folded, left, stem_end, known)
    stem = first
    while stem in known and known[stem] <= stem_end:
        stem = known[stem]
    items = _items(folded, left, first, known)
    if stop - first > _LONGEST or folded[stop : stop + 1] == "等":
        return None
    if items is None or not _names_one(folded, first, stem, stem_end, stop, listed=bool(items)):
        return None
    return [*items, (first, stop)]


def _names_one(folded: str, first: int, stem: int, stem_end: int, stop: int, *, listed: bool) -> bool:
    """Tell whether the words from `first` on name one body: not 上市公司, nor what is done to one."""
    if stem == stem_end:  # 北京大学, 黑河海关; 甲县医院 may be any
        return first < stem and folded.startswith(_listed("alone"), stem_end, stop)
    name = folded[stem:stem_end]
    if _COUNTED.match(name):
        return listed
    if _class().fullmatch(name) or name[-1] in _listed("kinds") or _COUNTED.search(name):
        return False
    if is_name(folded[first:stop]):  # 建设银行
        return True
    if first == stem:
        if folded[first] in _listed("openings") or (len(name) > 1 and is_word(name) and not is_name(name)):
            return False
        if _is_verb(folded, first) and stem_end - first > 2:
            return False
    return not _verbs().search(folded, stem, stem_end)


def _is_verb(folded: str, at: int) -> bool:
    """Tell whether a verb of two characters stands at an offset: 建设上海…, but 建设银行."""
    word = folded[at : at + 2]
    return (is_verb(word) or word in _listed("verbs")) and word_over(folded, at + 2, at) is None


def _behind_items(folded: str, left: int, end: int, known: Mapping[int, int]) -> int:
    """Return where the last item of a list begins; the middle of a place's name parts nothing."""
    within = [(a, b) for a, b in known.items() if left <= a < end]
    stops = {b for _, b in within}
    for mark in reversed(list(_ITEM.finditer(folded, left, end))):
        at = mark.start()
        parts = mark[0] == "、" or at in stops or _ends().search(folded, left, at)
        if parts and not any(a < at < b for a, b in within):
            return mark.end()
    return left


def _items(folded: str, left: int, first: int, known: Mapping[int, int]) -> list[tuple[int, int]] | None:
    """Return the items of a list that share the end of its last, 甲 in 甲、乙公司; None for no list."""
    found: list[tuple[int, int]] = []
    at = left
    while at < first:
        mark = _ITEM.search(folded, known.get(at, at), first)
        stop = mark.start() if mark else first
        item = folded[at:stop]
        if at not in known and (_verbs().search(item) or _is_verb(folded, at)):
            return None  # what is done to all of them: 建成甲中学、乙学校
        if not _ends().search(item):
            if at not in known and not _may_be_item(item):
                return []
            found.append((at, stop))
        at = mark.end() if mark else first
    return found


def _may_be_item(item: str) -> bool:
    return 0 < len(item) <= _LONGEST_ITEM and item.isalpha() and item not in vocabulary.indicator_index()
