"""Hedges and signs: the words around a number that say on which side of it the truth lies."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Hedge
from hulin_analysis.numbers.characters import (
    CHINESE,
    IDEOGRAPHS,
    NUMERAL_CHARACTERS,
    ONE,
    is_ideograph,
    plain_infixes,
)
from hulin_analysis.numbers.units import Unit
from hulin_analysis.numbers.word_boundaries import last_word, word_over
from hulin_analysis.unit_groups import halves

_HEDGES = (Hedge.OVER, Hedge.UNDER, Hedge.ABOUT)
_BRACKET = re.compile(r"\([^()\n]{1,30}\)")
_AWAY_REACH = 30
_LONGEST_VERB = 3  # characters of a verb that may part an adverb from its number
_ADVERB_REACH = 7
_SOLVED_REACH = 10
_CLAUSE = re.compile("[,，。;、]")
_LATIN = re.compile("[A-Za-z]")
# Behind one of these a dash can only be a sign.
_OPENS_NUMBER = frozenset("\n\r\t ([【,，、;:。!?“‘「『=|/")


@cache
def _words(where: str) -> dict[str, Hedge]:
    table = vocabulary.table("hedges")
    return {word: hedge for hedge in _HEDGES for word in table[hedge][where]}


@cache
def _in_pieces() -> re.Pattern[str]:
    loose, pieces = "".join(sorted(plain_infixes())), vocabulary.any_of("hedges", "solved", "pieces")
    return re.compile(rf"[0-9{CHINESE}]+[{loose}]?{pieces}")


def _of_scale(key: str) -> tuple[str, ...]:
    return vocabulary.words("hedges", "scale", key)


@cache
def _pattern(where: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words(where), key=len, reverse=True))))


@cache
def _last_before() -> frozenset[str]:
    return frozenset(word[-1] for word in (*_words("before"), *_of_scale("before")))


@cache
def _lengths_before() -> dict[str, list[int]]:
    """Return how long the hedges before a number are that end in a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _words("before"):
        lengths.setdefault(word[-1], set()).add(len(word))
    return {char: sorted(found, reverse=True) for char, found in lengths.items()}


@cache
def first_behind() -> frozenset[str]:
    """Return the characters that a hedge behind a unit begins with.

    >>> {"以", "左"} <= first_behind()
    True
    """
    return frozenset(word[0] for where in ("after", "loose") for word in _words(where))


def _is_solved(text: str, left: int, start: int) -> bool:
    """Tell whether 突破 is a verb or a noun, not a hedge: 突破5项技术, 取得重大突破3项."""
    table = vocabulary.table("hedges")["solved"]
    if text[left:start] not in table["verbs"]:
        return False
    behind = _CLAUSE.split(text[start : start + _SOLVED_REACH], maxsplit=1)[0]
    named = _in_pieces().match(behind) and text.endswith(tuple(table["nominal"]), 0, left)
    return bool(named) or any(noun in behind for noun in table["nouns"])


def infix(char: str) -> Hedge:
    """Return the hedge that a character between number and unit expresses: 余 in 1500余场.

    >>> infix("余").value, infix("来").value
    ('over', 'about')
    """
    return _words("infix")[char]


def last_before() -> frozenset[str]:
    """Return the characters that a hedge or a sign before a number ends in.

    >>> {"约", "-"} <= last_before(), "长" in last_before()
    (True, False)
    """
    return _last_before() | _sign_ends()


def before(text: str, start: int, floor: int, *, bare: bool) -> tuple[int, Hedge | None]:
    """Find the hedge directly before a number.

    What was read before ends at `floor`; a `bare` number begins with a scale word: 上百.

    >>> before("产值超过300亿元", 4, 0, bare=False), before("签约3个", 2, 0, bare=False)
    ((2, <Hedge.OVER: 'over'>), (2, None))
    """
    last = text[start - 1 : start]
    if last not in _last_before():
        return start, None
    words = _words("before")
    for length in _lengths_before().get(last, ()):
        left = start - length
        if left >= floor and (hedge := words.get(text[left:start])):
            lettered = text[left:start] in vocabulary.words("hedges", "letter", "behind")
            within = (lettered and _LATIN.match(text[left - 1 : left])) or last_word(
                text, start, floor
            ) < left
            return (start, None) if within or _is_solved(text, left, start) else (left, hedge)
    is_up = bare and last in _of_scale("before")
    if is_up and not text.endswith(_of_scale("longer"), 0, start - 1):
        return (start - 1, Hedge.OVER) if last_word(text, start, floor) >= start - 1 else (start, None)
    return start, None


def behind(text: str, end: int, unit: Unit | None) -> tuple[int, Hedge | None]:
    """Find the hedge directly behind a number and its unit.

    >>> behind("10%以上", 3, None), behind("两样", 1, None)
    ((5, <Hedge.OVER: 'over'>), (1, None))
    """
    if text[end : end + 1] not in first_behind():
        return end, None
    if (match := _pattern("after").match(text, end)) and len(match[0]) > 1:
        return match.end(), _words("after")[match[0]]
    if unit and (halves(unit.group) or unit.group == "money"):
        loose = _pattern("loose").match(text, end)
        # 比3亿元多2亿元: it says by how much, but in 3亿元多一点.
        differs = loose and text[loose.end() : loose.end() + 1] in NUMERAL_CHARACTERS.difference(ONE)
        if loose and not differs and not word_over(text, loose.end(), loose.start()):
            return loose.end(), _words("loose")[loose[0]]
    if match and match[0] not in _words("loose") and not word_over(text, match.end(), match.start()):
        return match.end(), _words("after")[match[0]]
    return end, None


def away_behind(text: str, end: int) -> Hedge | None:
    """Find the hedge behind a bracket that follows the unit.

    >>> away_behind("50万元(含)以上", 4)
    <Hedge.OVER: 'over'>
    """
    bracket = _BRACKET.match(text, end) if text[end : end + 1] == "(" else None
    match = _pattern("after").match(text, bracket.end()) if bracket else None
    return _words("after")[match[0]] if match and len(match[0]) > 1 else None


def may_be_away(text: str, start: int) -> bool:
    """Tell whether an adverb may end near enough before a number to hedge it: 至少建成3所.

    >>> may_be_away("至少建成3所", 4), may_be_away("建成3所", 2)
    (True, False)
    """
    return not _adverb_ends().isdisjoint(text[max(0, start - _LONGEST_VERB - 1) : start])


def away_before(text: str, start: int, floor: int) -> Hedge | None:
    """Find the hedge at a distance before a number: behind a verb, or before what a share is a part of.

    >>> away_before("至少建成3所", 4, 0), away_before("约占全县总量的三分之二", 7, 0)
    (<Hedge.OVER: 'over'>, <Hedge.ABOUT: 'about'>)
    """
    if may_be_away(text, start) and (
        match := _adverb().search(text, max(floor, start - _ADVERB_REACH), start)
    ):
        return Hedge(match.lastgroup or "")
    if text[start - 1 : start] != "的":
        return None
    clause = _CLAUSE.split(text[max(floor, start - _AWAY_REACH) : start])[-1]
    listed = vocabulary.table("hedges")["away"].items()
    return next((Hedge(hedge) for hedge, words in listed if any(word in clause for word in words)), None)


@cache
def _adverb_ends() -> frozenset[str]:
    """Return the characters that an adverb ends in: most numbers have none of them before them."""
    table = vocabulary.table("hedges")["adverbs"]
    return frozenset(word[-1] for hedge in _HEDGES for word in table[hedge])


@cache
def _adverb() -> re.Pattern[str]:
    table = vocabulary.table("hedges")["adverbs"]
    words = "|".join(f"(?P<{hedge}>{'|'.join(map(re.escape, table[hedge]))})" for hedge in _HEDGES)
    return re.compile(rf"(?:{words})[{IDEOGRAPHS}]{{1,{_LONGEST_VERB}}}$")


def sign_before(text: str, start: int, floor: int, *, degrees: bool = False) -> int:
    """Return where the sign of a number begins that makes it negative; `start` if there is none.

    Of `degrees` a dash behind any word is a sign: 今夜-6℃.

    >>> sign_before("利润-5.11%", 3, 0), sign_before("一等奖-3000元", 4, 0), sign_before("减负2500亿元", 2, 0)
    (2, 4, 2)
    """
    if text[start - 1 : start] not in _sign_ends():
        return start
    for word in vocabulary.table("signs")["minus"]["words"]:
        left = start - len(word)
        if left >= floor and text.startswith(word, left):
            return left if last_word(text, start, floor) >= left else start
    if start <= floor or text[start - 1] not in "-—":
        return start
    char = text[start - 2 : start - 1]
    is_sign = not char or char in _OPENS_NUMBER or (degrees and is_ideograph(char))
    return start - 1 if is_sign or _may_be_negative().search(text, max(0, start - 5), start - 1) else start


@cache
def _sign_ends() -> frozenset[str]:
    """Return the characters that a sign ends in."""
    return frozenset([*"-—", *(word[-1] for word in vocabulary.table("signs")["minus"]["words"])])


@cache
def _may_be_negative() -> re.Pattern[str]:
    return re.compile(vocabulary.any_of("signs", "minus", "behind", "words") + "$")
