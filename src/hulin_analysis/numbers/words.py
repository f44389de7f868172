"""Words decide boundaries: whether a character belongs to a number or to a longer word of the dictionary.

近 in 最近, 约 in 签约, 负 in 减负, 零 in 零部件 and 天 in 天津 look like a hedge, a sign, a numeral and a unit. jieba's
dictionary of 349,000 words, the gazetteer and the vocabulary's fixed terms know the longer words, and the
frequencies say where a stretch of text is cut. They are asked only where a character may go either way.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.numbers.characters import NUMERAL_CHARACTERS
from hulin_analysis.readers.places import gazetteer

__all__ = [
    "find_word",
    "is_idiom",
    "is_name",
    "is_number_word",
    "is_verb",
    "is_word",
    "last_word",
    "parts_unit",
    "word_over",
]

_LONGEST = 8  # of the words that are looked up
_REACH = 6  # how far on either side of a place a cut looks
_IDEOGRAPHS = re.compile("[\u3400-\u9fff〇]+")
# What jieba's dictionary calls a number, a number with its classifier, a time.
_NUMBER_TAGS = frozenset({"m", "mq", "t", "q"})
_NAME_TAGS = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_NOUN_TAGS = ("n", "j", "vn")
_COUNTING = "一二两三四五六七八九十几数"
_COUNTED_FREQUENCY = 2000  # of a noun that the vocabulary says is counted without classifier
# How much rarer a noun, and a verb, stands directly behind a number than elsewhere in a text.
_NOUN, _VERB = 0.1, 1.0
_IDIOM_TAGS = frozenset({"i", "l"})
_LONGEST_NUMBER = 4  # of the words that are a number with its classifier
# Words that its makers met so rarely are often two words (全长约, 盏灯); names of places are rare by nature.
_RAREST = 4
_PLACE_ENDS = frozenset("省市县区州盟旗镇乡村河江湖山岛桥屯庄嘴港")
_TERM_FREQUENCY = 50  # of a fixed term or a place that the dictionary does not have


class _Dictionary(NamedTuple):
    frequency: dict[str, int]
    numbers: frozenset[str]
    idioms: frozenset[str]
    names: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    total: float
    counted: int


@cache
def _dictionary() -> _Dictionary:
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    terms = vocabulary.table("fixed_terms")
    frequency = dict.fromkeys(gazetteer(), _TERM_FREQUENCY)
    numbers, idioms, verbs, counted = set(), set(), set(), 0
    names = {*gazetteer(), *terms["name"]["terms"]}
    counted_nouns = vocabulary.table("units")["counted"]["counted"]
    nouns = set(counted_nouns)
    for line in lines:
        word, count, tag = line.split(" ")
        idiom = tag == "i" and len(word) > 3
        if (
            len(count) == 1
            and int(count) < _RAREST
            and not idiom
            and tag != "ns"
            and word[-1] not in _PLACE_ENDS
        ):
            continue
        frequency[word] = int(count)
        if tag == "t" and len(word) > _LONGEST_NUMBER:
            idioms.add(word)  # 十年如一日
        elif tag in _NUMBER_TAGS:
            numbers.add(word)
            counted += int(count) if len(word) == 2 and word[0] in _COUNTING else 0
        elif tag.startswith(_NOUN_TAGS):
            nouns.add(word)
            if tag in _NAME_TAGS:
                names.add(word)
        elif tag == "v":
            verbs.add(word)
        elif tag in _IDIOM_TAGS and len(word) > 3:
            idioms.add(word)
    for word in (*terms["word"]["terms"], *terms["name"]["terms"], *terms["word"]["around"]):
        frequency[word] = max(frequency.get(word, 0), _TERM_FREQUENCY)
        numbers.discard(word)
    for word in counted_nouns:
        frequency[word] = max(frequency.get(word, 0), _COUNTED_FREQUENCY)
    total = log(sum(frequency.values()))
    return _Dictionary(
        frequency,
        frozenset(numbers),
        frozenset(idioms),
        frozenset(names),
        frozenset(nouns),
        frozenset(verbs),
        total,
        counted,
    )


@lru_cache(maxsize=50_000)
def _cut(text: str) -> tuple[int, ...]:
    """Cut a stretch into its likeliest words; return where each ends."""
    frequency, total = _dictionary().frequency, _dictionary().total
    size = len(text)
    best = [(0.0, size)] * (size + 1)
    for start in range(size - 1, -1, -1):
        # A single character that is no word counts as one seen once.
        choices = [(log(frequency.get(text[start]) or 1) - total + best[start + 1][0], start + 1)]
        for end in range(start + 2, min(size, start + _LONGEST) + 1):
            if count := frequency.get(text[start:end]):
                choices.append((log(count) - total + best[end][0], end))
        best[start] = max(choices)
    ends, at = [], 0
    while at < size:
        at = best[at][1]
        ends.append(at)
    return tuple(ends)


def word_over(text: str, at: int, floor: int = 0) -> tuple[int, int] | None:
    """Find the word that runs over an offset of a text, if the likeliest cut has one there.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    at : int
        The offset.
    floor : int, optional
        Where the text begins, for this question.

    Returns
    -------
    tuple of int or None
        Where the word begins and ends; None if a word ends at `at`, or no word can run over it.

    Examples
    --------
    >>> word_over("新签约3个", 3), word_over("最近两起", 1), word_over("零部件", 2)
    (None, (0, 2), (0, 3))
    """
    if not _may_run_over(text, at, floor):
        return None
    first, last = max(floor, at - _REACH), min(len(text), at + _REACH)
    for stretch in _IDEOGRAPHS.finditer(text, first, last):
        if stretch.start() < at < stretch.end():
            start = stretch.start()
            for end in _cut(stretch[0]):
                end += stretch.start()
                if start < at < end:
                    return start, end
                start = end
    return None


def _may_run_over(text: str, at: int, floor: int) -> bool:
    frequency = _dictionary().frequency
    return any(
        text[left:right] in frequency
        for left in range(max(floor, at - 3), at)
        for right in range(at + 1, min(len(text), at + 4) + 1)
    )


def parts_unit(text: str, start: int, end: int, *, verbs: bool = True) -> bool:
    """Tell whether the characters of a unit behind a number rather belong to longer words.

    部 does in 12部门 and 支队 in 六支队伍; 家 in 2家中试平台 and 个 in 3个人 do not. Weighed are how often the unit
    stands behind a numeral (the dictionary has 三个, 两家, 一部 as words), and how often the noun stands in a text:
    directly behind a number it is rarer, by a factor. Behind a measure (七成为儿童) a verb goes on with the sentence:
    there `verbs` are not asked.

    Examples
    --------
    >>> [parts_unit(text, 0, 1) for text in ("部门联合", "天津人民", "家中试平台", "项目标", "个人")]
    [True, True, False, False, False]
    """
    if not _may_run_over(text, end, start):
        return False
    stretch = _IDEOGRAPHS.match(text, start, min(len(text), end + _REACH))
    if stretch is None or stretch.end() <= end:
        return False
    dictionary, words, at = _dictionary(), stretch[0], end - start
    chance = log(_weight(words[:at])) + _likelihood(words[at:])
    for stop in range(at + 1, min(len(words), _LONGEST) + 1):
        word = words[:stop]
        factor = _NOUN if word in dictionary.nouns else _VERB if verbs and word in dictionary.verbs else 0
        if (
            factor
            and log(factor * dictionary.frequency[word]) - dictionary.total + _likelihood(words[stop:])
            > chance
        ):
            return True
    ends = [0, *_cut(words)]
    over = next((left for left, right in zip(ends, ends[1:], strict=False) if left < at < right), 0)
    return over > 0


@cache
def _weight(unit: str) -> float:
    """Return how often a unit stands behind a small numeral, as a share of all such words of the dictionary."""
    dictionary = _dictionary()
    return sum(dictionary.frequency.get(digit + unit, 1) for digit in _COUNTING) / dictionary.counted


def _likelihood(words: str) -> float:
    frequency, total = _dictionary().frequency, _dictionary().total
    starts = [0, *_cut(words)] if words else [0]
    pieces = (words[a:b] for a, b in zip(starts, starts[1:], strict=False))
    return sum(log(frequency.get(piece) or 1) - total for piece in pieces)


def last_word(text: str, at: int, floor: int = 0) -> int:
    """Return where the word begins that ends at an offset, by the likeliest cut of what stands before it.

    Examples
    --------
    >>> last_word("签约", 2), last_word("产值约", 3), last_word("3", 1)
    (0, 2, 0)
    """
    frequency = _dictionary().frequency
    first = max(floor, at - _REACH)
    if not any(text[left:at] in frequency for left in range(max(first, at - 4), at - 1)):
        return max(floor, at - 1)
    while first < at and not all(map(_IDEOGRAPHS.match, text[first:at])):
        first += 1
    ends = _cut(text[first:at])
    return first + (ends[-2] if len(ends) > 1 else 0)


def is_number_word(word: str) -> bool:
    """Tell whether the dictionary has a word as a number or a number with its classifier: 三个, 十多."""
    return word in _dictionary().numbers


def is_word(word: str) -> bool:
    """Tell whether the dictionary has a word."""
    return word in _dictionary().frequency


def is_name(word: str) -> bool:
    """Tell whether the dictionary has a word as the name of a place, a person, a body or a brand."""
    return word in _dictionary().names


def is_verb(word: str) -> bool:
    """Tell whether the dictionary has a word as a verb."""
    return word in _dictionary().verbs


def is_idiom(word: str) -> bool:
    """Tell whether the dictionary has a word as a set phrase: 货比三家, 危机四伏."""
    return word in _dictionary().idioms


def find_word(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the ordinary word that a Chinese numeral is part of.

    Examples
    --------
    >>> find_word("进一步提升", 1, 2), find_word("一三", 0, 1)
    ((0, 3), None)
    """
    frequency, numbers = _dictionary().frequency, _dictionary().numbers
    for length in (4, 3, 2):
        for left in range(max(0, end - length), start + 1):
            word = text[left : left + length]
            if word in frequency and word not in numbers and not NUMERAL_CHARACTERS.isdisjoint(word):
                return left, left + length
    return None
