"""Numerals within words and names: 三轮车, 七台河市, 进一步, 程十发, and numerals that have nothing to count.

The words around a numeral decide whether it is part of a longer one
(:mod:`hulin_analysis.numbers.word_boundaries`).
"""

from __future__ import annotations

from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Reason
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.characters import FORMAL, IDEOGRAPHS, ONE, TO, TWO, UNITS, ZERO
from hulin_analysis.numbers.exclusion_words import Exclusion, compiled, firsts, listed
from hulin_analysis.numbers.numerals import bare_scale
from hulin_analysis.numbers.units import match_unit
from hulin_analysis.numbers.word_boundaries import (
    find_word,
    is_idiom,
    is_name,
    is_number_word,
    is_verb,
    is_word,
    word_over,
)
from hulin_analysis.unit_groups import is_size

_TO_PLACE = frozenset(f"{TO}—-")
_IN_LIST = frozenset("、,，:\n")
_BEHIND_PERSON = frozenset("、(")
_BEHIND_TITLED = _BEHIND_PERSON | frozenset("，,。0123456789")


_DONE = "了"


# 宁城县八里罕镇, 市西八道街, 经五路, 中铁四局: villages, streets, offices that the gazetteer does not have.
_COUNT = f"[{UNITS}十]"
_VILLAGE = (
    f"<-village.before>[{UNITS}{TWO}十]{{1,2}}(?:<village.middle>[{IDEOGRAPHS}]{{0,2}}?)?"
    "<village.ends>(?!<village.longer>)"
    f"|<-office.before>{_COUNT}{{1,2}}<office.ends>"
    f"|<-street.before>(?!<-street.no_street>){_COUNT}{{1,3}}<street.ends>"
)


@cache
def _before_short() -> frozenset[str]:
    """Return the characters behind which names have a numeral and one character more."""
    return firsts(("village", "sides"), ("street", "before"), ("office", "before"))


def word_at(text: str, start: int, end: int) -> Exclusion:
    """Return the exclusion of a word that holds a numeral; its reason is name or word.

    >>> word_at("四川盆地", 0, 2).reason.value, word_at("三轮车", 0, 3).reason.value
    ('name', 'word')
    """
    return Exclusion(start, end, Reason.NAME if is_name(text[start:end]) else Reason.WORD)


def word_in_digits(text: str, start: int, end: int) -> Exclusion | None:
    """Find the word that is written with an Arabic digit: 7国集团 is 七国集团.

    >>> word_in_digits("7国集团峰会", 0, 1)
    Exclusion(start=0, end=4, reason=<Reason.NAME: 'name'>)
    """
    if end - start > 1 or text[start] == "0":
        return None
    digit = UNITS[int(text[start]) - 1]
    for stop in (end + 4, end + 3, end + 2):
        word = digit + text[end:stop]
        if is_word(word) and not is_number_word(word):
            return Exclusion(start, stop, Reason.NAME if is_name(word) else Reason.WORD)
    return None


def longer_word(text: str, start: int, end: int, unit_end: int, floor: int) -> Exclusion | None:
    """Find the word or name that a Chinese numeral and its unit are part of: 三轮车, 七台河市, 大陆.

    >>> longer_word("三轮车队", 0, 1, 2, 0)
    Exclusion(start=0, end=3, reason=<Reason.WORD: 'word'>)
    >>> longer_word("三个月", 0, 1, 3, 0) is None
    True
    """
    formal = end - start == 1 and text[start] in FORMAL
    if formal and (unit_end == end or text[start] in listed("person", "numerals")):
        word = word_over(text, start, floor) or word_over(text, end, start) or (start, end)
        return word_at(text, *word)
    if (
        start > floor
        and (over := word_over(text, start, floor))
        and not _is_counted(text, over, start, end, unit_end)
    ):
        return word_at(text, *over)
    match = compiled(_VILLAGE).match(text, start)
    if match and (match.end() - end > 1 or text[start - 1] in _before_short()):
        return Exclusion(start, match.end(), Reason.NAME)
    if text[start - 1 : start] in _TO_PLACE and text.startswith(listed("village", "sections"), unit_end):
        return Exclusion(start, unit_end, Reason.NAME)  # 三亚至九所段
    if start > floor and (person := _person(text, start, end)):
        return person
    if is_idiom(text[start:unit_end]):
        return Exclusion(start, unit_end, Reason.WORD)  # 一点一滴
    for at in (end, unit_end):
        over = word_over(text, at, floor)
        if (
            over
            and floor <= over[0] <= start
            and over[1] > unit_end
            and not is_number_word(text[slice(*over)])
        ):
            return word_at(text, *over)
    return None


def _person(text: str, start: int, end: int) -> Exclusion | None:
    """Find a person in a list or behind a title: 、程十发、 is surname, numeral and at most one more."""
    table = vocabulary.table("exclusions")["person"]
    if text[start - 1] not in table["surnames"] or text.startswith(tuple(table["counted"]), end):
        return None  # 张、王、李三人
    titled = text.endswith(tuple(table["titles"]), 0, start - 1)
    if not titled and text[start - 2 : start - 1] not in _IN_LIST:
        return None
    ends = _BEHIND_TITLED if titled else _BEHIND_PERSON
    says = tuple(table["says"]) if titled else ()
    stop = next((at for at in (end, end + 1) if text[at : at + 1] in ends or text.startswith(says, at)), None)
    return Exclusion(start - 1, stop, Reason.NAME) if stop and stop - start < 3 else None


def _is_counted(text: str, over: tuple[int, int], start: int, end: int, unit_end: int) -> bool:
    """Tell whether a word across the start of a numeral only adds a hedge or a verb to it: 近百人, 增加一倍.

    So it is if the word ends with the numeral's unit and is not an idiom (危机四伏), or if it ends with the
    numeral and a measure follows (高三米五).
    """
    word = text[slice(*over)]
    if text.endswith(vocabulary.words("numerals", "fold", "units"), 0, unit_end) and over[1] == unit_end:
        return True  # 翻一番
    if is_number_word(word) or over[1] > unit_end:
        return is_number_word(word)
    if hedges.before(text, start, over[0], bare=True)[1]:
        return True
    if over[1] == unit_end > end:
        front = text[over[0] : start].removesuffix(_DONE)
        return (is_verb(front) or (len(front) > 1 and is_word(front))) and not is_idiom(word)
    unit = match_unit(text, end, arabic=False) if over[1] == end else None
    return unit is not None and (is_size(unit.group) or unit.group in ("money", "ratio"))


def leftover(text: str, start: int, end: int, *, arabic: bool) -> Exclusion:
    """Say why a numeral counts nothing: it is part of a word, or its unit is missing or not known.

    >>> leftover("进一步提升", 1, 2, arabic=False)
    Exclusion(start=0, end=3, reason=<Reason.WORD: 'word'>)
    >>> leftover("共35。", 1, 3, arabic=True).reason.value
    'bare'
    """
    behind = text[end : end + 1]
    if text[start] in ZERO and end - start == 1:
        stop = next((at for at in (end + 2, end + 1) if is_word(text[start:at])), end)
        return Exclusion(start, stop, Reason.WORD)  # 零部件, 零容忍
    if not arabic and (word := find_word(text, start, end)):
        return word_at(text, *word)
    if text[start:end] == ONE:
        return Exclusion(start, end, Reason.INDEFINITE)
    if bare_scale(text[start:end]) is not None:
        return Exclusion(start, end, Reason.WORD)
    followed = behind.isalpha() and text[start - 1 : start] != ":"
    return Exclusion(start, end, Reason.UNIT_UNKNOWN if followed else Reason.BARE)
