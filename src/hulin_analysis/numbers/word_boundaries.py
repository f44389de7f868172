"""Words: whether a character belongs to a number or to a longer word of the dictionary.

约 in 签约, 负 in 减负, 零 in 零部件 and 天 in 天津 look like a hedge, a sign, a numeral and a unit. The
longer words are the trusted ones of jieba's dictionary (177,000), those of the table of divisions and of the
vocabulary's fixed terms. Their frequencies decide where text is cut into words, which is done only where a
character is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log

from hulin_analysis import vocabulary
from hulin_analysis.numbers.characters import CHINESE, IDEOGRAPHS, NUMERAL_CHARACTERS, TWO, UNITS
from hulin_analysis.numbers.trusted_words import trusted_words
from hulin_analysis.places import full_names
from hulin_analysis.unit_groups import groups

_LONGEST = 8  # characters of a word that is looked up
_REACH = 6  # characters on either side of a place that are cut into words
_IDEOGRAPHS = re.compile(f"[{IDEOGRAPHS}〇]+")
# The tags of jieba's dictionary for numbers, numbers with a classifier, times and classifiers.
_NUMBER_TAGS = frozenset({"m", "mq", "t", "q"})
_NAME_TAGS = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_NOUN_TAGS = ("n", "j", "vn")
_IDIOM_TAGS = frozenset({"i", "l"})
_COUNTING = frozenset(f"{UNITS}{TWO}十几数")
_LONGEST_NUMBER = 4  # longer words with the tag of a time are idioms: 十年如一日
_TERM_FREQUENCY = 50  # of fixed terms and places that are missing from the dictionary
_COUNTED_FREQUENCY = 2000  # of nouns that are counted without a classifier
# How often a noun, and a verb, stands directly behind a number, compared with elsewhere in a text.
_NOUN, _VERB = 0.1, 1.0


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """The words with their frequencies and tags, and what is asked of all of them.

    `pairs` holds the pairs of characters within words that are no numbers: where none stands, no word can.
    `counted` is how often words of a numeral and a classifier (三个) occur.
    """

    frequency: dict[str, int]
    tags: dict[str, str]
    numbers: set[str]
    counted_nouns: frozenset[str]
    pairs: dict[str, None]  # a set would be walked through by every full garbage collection
    log_total: float
    counted: int


@cache
def _dictionary() -> _Dictionary:
    listed, tags = trusted_words()
    frequency = dict.fromkeys(_places(), _TERM_FREQUENCY) | listed
    tagged = {word: tag for word, tag in tags.items() if tag in _NUMBER_TAGS}
    numbers = {word for word, tag in tagged.items() if not (_is_idiom(word, tag) or _is_festival(word, tag))}
    terms, counted_nouns = vocabulary.table("fixed_terms"), vocabulary.table("units")["counted"]["counted"]
    for word in (*terms["word"]["terms"], *terms["name"]["terms"], *terms["word"]["around"]):
        frequency[word] = max(frequency.get(word, 0), _TERM_FREQUENCY)
        numbers.discard(word)
    tags |= dict.fromkeys([*_places(), *terms["name"]["terms"]], "nz")
    for word in counted_nouns:
        frequency[word] = max(frequency.get(word, 0), _COUNTED_FREQUENCY)
    pairs = dict.fromkeys(
        word[i : i + 2] for word in frequency if word not in numbers for i in range(len(word) - 1)
    )
    counted = sum(frequency.get(word, 0) for word in numbers if len(word) == 2 and word[0] in _COUNTING)
    total = log(sum(frequency.values()))
    return _Dictionary(frequency, tags, numbers, frozenset(counted_nouns), pairs, total, counted)


@cache
def _places() -> list[str]:
    """Return the names of divisions: those of two characters are as often two words."""
    return sorted(name for name in full_names() if len(name) > 2)


@cache
def _ends_of_times() -> frozenset[str]:
    return frozenset(vocabulary.words("fixed_terms", "dictionary", "times"))


def _is_idiom(word: str, tag: str) -> bool:
    return (tag == "t" and len(word) > _LONGEST_NUMBER) or (tag in _IDIOM_TAGS and len(word) > 3)


def _is_festival(word: str, tag: str) -> bool:
    """Tell 七夕 and 三元里 from 七月 and 三天: numerals without a unit behind them."""
    rest = word.lstrip(CHINESE)
    names = 0 < len(rest) < len(word) < 4 and rest not in groups()
    return tag == "t" and names and rest[-1] not in _ends_of_times()


@lru_cache(maxsize=50_000)
def _cut(text: str) -> tuple[int, ...]:
    """Cut text into its most likely words; return where each ends."""
    frequency, total = _dictionary().frequency, _dictionary().log_total
    size = len(text)
    best = [(0.0, size)] * (size + 1)
    for start in range(size - 1, -1, -1):
        # A single character that is not in the dictionary has the frequency 1.
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
    """Find the word across an offset of a text, if its most likely cut has one there.

    The text that is cut begins at `floor` at the earliest.

    >>> word_over("新签约3个", 3), word_over("最近两起", 1), word_over("零部件", 2)
    (None, (0, 2), (0, 3))
    """
    if at <= floor or text[at - 1 : at + 1] not in _dictionary().pairs:
        return None
    first = max(floor, at - _REACH)
    word = _word_across(text[first : at + _REACH], at - first)
    return (first + word[0], first + word[1]) if word else None


@lru_cache(maxsize=50_000)
def _word_across(around: str, at: int) -> tuple[int, int] | None:
    """Find the word across an offset of the characters around it: the same few stand around many numbers."""
    if not _can_span(around, at):
        return None
    for stretch in _IDEOGRAPHS.finditer(around):
        first = stretch.start()
        if first < at < stretch.end():
            ends = (first, *(first + end for end in _cut(stretch[0])))
            return next(((start, end) for start, end in pairwise(ends) if start < at < end), None)
    return None


def _can_span(text: str, at: int) -> bool:
    """Tell whether there is a word across an offset at all, and no number."""
    dictionary = _dictionary()
    frequency, numbers, pairs = dictionary.frequency, dictionary.numbers, dictionary.pairs
    if text[at - 1 : at + 1] not in pairs:
        return False
    # Words longer than two characters consist of pairs as well: where one is none, no word goes on.
    rights = [at + 1]
    while len(rights) < 4 and text[rights[-1] - 1 : rights[-1] + 1] in pairs:
        rights.append(rights[-1] + 1)
    for left in range(at - 1, max(0, at - 3) - 1, -1):
        if left < at - 1 and text[left : left + 2] not in pairs:
            return False
        for right in rights:
            word = text[left:right]
            if word in frequency and word not in numbers:
                return True
    return False


def pairs_within_words() -> Container[str]:
    """Return the pairs of characters within words that are no numbers: elsewhere words end between them.

    >>> "部门" in pairs_within_words(), "家企" in pairs_within_words()
    (True, False)
    """
    return _dictionary().pairs


def parts_unit(text: str, start: int, end: int, *, verbs: bool = True) -> bool:
    """Tell whether the characters of a unit behind a number belong to longer words.

    部 does in 12部门 and 支队 in 六支队伍; 家 in 2家中试平台 and 个 in 3个人 do not. The frequency of the
    unit behind numerals (the dictionary has 三个, 两家, 一部) is compared with that of the longer word,
    lowered by a factor because such words rarely follow a number directly.

    The longer word may be a verb unless `verbs` is False; behind a measure the verb is 为 in 七成为儿童.

    >>> [parts_unit(text, 0, 1) for text in ("部门联合", "天津人民", "家中试平台", "项目标", "个人")]
    [True, True, False, False, False]
    """
    return _is_parted(text[start : end + _REACH], end - start, verbs)


@lru_cache(maxsize=50_000)
def _is_parted(around: str, at: int, verbs: bool) -> bool:
    stretch = _IDEOGRAPHS.match(around) if _can_span(around, at) else None
    if stretch is None or stretch.end() <= at:
        return False
    dictionary, words = _dictionary(), stretch[0]
    chance = log(_weight(words[:at])) + _likelihood(words[at:])
    for stop in range(at + 1, min(len(words), _LONGEST) + 1):
        word = words[:stop]
        noun = word in dictionary.counted_nouns or _tag(word).startswith(_NOUN_TAGS)
        factor = _NOUN if noun else _VERB if verbs and _tag(word) == "v" else 0
        if not factor:
            continue
        longer = log(factor * dictionary.frequency[word]) - dictionary.log_total
        if longer + _likelihood(words[stop:]) > chance:
            return True
    return any(left < at < right for left, right in pairwise(_cut(words)))


@cache
def _weight(unit: str) -> float:
    """Return how often a unit follows a numeral, as a share of all units that do in the dictionary."""
    dictionary = _dictionary()
    return sum(dictionary.frequency.get(digit + unit, 1) for digit in _COUNTING) / dictionary.counted


def _likelihood(words: str) -> float:
    """Return the log of the probability of the most likely cut."""
    frequency, total = _dictionary().frequency, _dictionary().log_total
    pieces = (words[start:end] for start, end in pairwise((0, *_cut(words))))
    return sum(log(frequency.get(piece) or 1) - total for piece in pieces)


def last_word(text: str, at: int, floor: int = 0) -> int:
    """Return where the word begins that ends at an offset, by the most likely cut of the text before it.

    >>> last_word("签约", 2), last_word("产值约", 3), last_word("3", 1)
    (0, 2, 0)
    """
    first = max(floor, at - _REACH)
    return first + _begin_of_last(text[first:at])


@lru_cache(maxsize=50_000)
def _begin_of_last(words: str) -> int:
    frequency, size = _dictionary().frequency, len(words)
    if not any(words[left:] in frequency for left in range(max(0, size - 4), size - 1)):
        return max(0, size - 1)
    first = 0
    while first < size and not all(map(_IDEOGRAPHS.match, words[first:])):
        first += 1
    ends = _cut(words[first:])
    return first + (ends[-2] if len(ends) > 1 else 0)


def _tag(word: str) -> str:
    """Return the tag of a word that the dictionary has; empty for any other."""
    dictionary = _dictionary()
    return dictionary.tags.get(word, "") if word in dictionary.frequency else ""


def is_number_word(word: str) -> bool:
    """Tell whether the dictionary has a word as a number or a number with its classifier: 三个, 十多.

    >>> is_number_word("三个"), is_number_word("三轮车")
    (True, False)
    """
    return word in _dictionary().numbers


def is_word(word: str) -> bool:
    """Tell whether the dictionary has a word.

    >>> is_word("签约"), is_word("约三")
    (True, False)
    """
    return word in _dictionary().frequency


def is_name(word: str) -> bool:
    """Tell whether the dictionary has a word as the name of a place, a person, an organisation or a brand.

    >>> is_name("四川"), is_name("三轮车")
    (True, False)
    """
    return _tag(word) in _NAME_TAGS


def is_verb(word: str) -> bool:
    """Tell whether the dictionary has a word as a verb.

    >>> is_verb("增加"), is_verb("产值")
    (True, False)
    """
    return _tag(word) == "v"


def is_idiom(word: str) -> bool:
    """Tell whether the dictionary has a word as an idiom: 货比三家, 危机四伏.

    >>> is_idiom("危机四伏"), is_idiom("增加")
    (True, False)
    """
    return _is_idiom(word, _tag(word))


def find_word(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the ordinary word that a Chinese numeral is part of.

    >>> find_word("进一步提升", 1, 2), find_word("一三", 0, 1)
    ((0, 3), None)
    """
    first, last = max(0, min(start - 1, end - 4)), max(start + 4, end + 1)
    word = _word_around(text[first:last], start - first, end - first)
    return (first + word[0], first + word[1]) if word else None


@lru_cache(maxsize=50_000)
def _word_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    dictionary = _dictionary()
    frequency, numbers, pairs = dictionary.frequency, dictionary.numbers, dictionary.pairs
    # Where the numeral and its neighbour are no part of any word, no word goes on in that direction.
    goes_left, goes_right = text[start - 1 : start + 1] in pairs, text[end - 1 : end + 1] in pairs
    goes_right |= end >= len(text)  # there, words may be cut off
    for length in (4, 3, 2):
        first = max(end - length, 0 if goes_left else start)
        for left in range(first, (start if goes_right else min(start, end - length)) + 1):
            word = text[left : left + length]
            if word in frequency and word not in numbers and not NUMERAL_CHARACTERS.isdisjoint(word):
                return left, left + len(word)  # fewer where the text ends
    return None
