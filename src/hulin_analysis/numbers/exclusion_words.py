"""An exclusion, and the words that rules find one by: ``exclusions.toml`` and ``fixed_terms.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.codes import Reason
from hulin_analysis.numbers.characters import NUMERAL_CHARACTERS


class Exclusion(NamedTuple):
    """A numeral that is not a quantity: half-open offsets and the reason."""

    start: int
    end: int
    reason: Reason


@cache
def listed(table: str, key: str) -> tuple[str, ...]:
    """Return a list of words.

    >>> listed("class", "levels")
    ('级',)
    """
    return vocabulary.words("exclusions", table, key)


def firsts(*lists: tuple[str, str]) -> frozenset[str]:
    """Return the characters that the words of some lists, each a table and a key, begin with.

    >>> sorted(firsts(("class", "levels"), ("class", "systems")))
    ['制', '级']
    """
    return frozenset(word[0] for table, key in lists for word in listed(table, key))


@cache
def compiled(form: str) -> re.Pattern[str]:
    """Compile a regular expression in which ``<table.key>`` stands for the words of a list.

    >>> compiled("[0-9]+<class.systems>").match("5制") is not None
    True
    """
    return vocabulary.compiled("exclusions", form)


@cache
def _before(table: str, key: str) -> re.Pattern[str]:
    return compiled(f"<{table}.{key}>$")


@cache
def _behind(table: str, key: str) -> re.Pattern[str]:
    return compiled(f"<{table}.{key}>")


def ending(table: str, key: str, text: str, end: int, reach: int = 4) -> int | None:
    """Return where the word of a list begins that ends at an offset; None if no word of it ends there.

    >>> ending("years", "eras", "民国78年", 2), ending("years", "eras", "我国78年", 2)
    (0, None)
    """
    if text[end - 1 : end] not in _last_characters(table, key):
        return None
    match = _before(table, key).search(text, max(0, end - reach), end)
    return match.start() if match else None


@cache
def _last_characters(table: str, key: str) -> frozenset[str]:
    return frozenset(word[-1] for word in vocabulary.table("exclusions")[table][key])


def ends_in(table: str, key: str, text: str, end: int, reach: int = 4) -> bool:
    """Tell whether a word of a list ends at an offset; the parameters are those of :func:`ending`.

    >>> ends_in("hours", "before", "上午9时", 2)
    True
    """
    return ending(table, key, text, end, reach) is not None


def begins_with(table: str, key: str, text: str, start: int) -> bool:
    """Tell whether a word of a list begins at an offset.

    >>> begins_with("hours", "made", "3点建议", 2)
    True
    """
    return _behind(table, key).match(text, start) is not None


_Terms = dict[str, list[tuple[int, str, Reason]]]


@cache
def _terms() -> tuple[_Terms, _Terms]:
    """Index the fixed terms by each numeral character in them and its neighbour: (offset, term, reason).

    The neighbour is the one behind it; in the second index, of terms that end in a numeral, the one before.
    """
    behind: _Terms = {}
    before: _Terms = {}
    # Names come before words, long terms before short ones.
    for reason in (Reason.NAME, Reason.WORD):
        for term in sorted(vocabulary.table("fixed_terms")[reason]["terms"], key=len, reverse=True):
            for at, char in enumerate(term):
                if char in NUMERAL_CHARACTERS:
                    if at + 1 < len(term):
                        behind.setdefault(term[at : at + 2], []).append((at, term, reason))
                    else:
                        before.setdefault(term[at - 1 :], []).append((at, term, reason))
    return behind, before


def in_terms(around: str) -> bool:
    """Tell whether a fixed term may hold the numeral character in the middle of three.

    >>> in_terms("百三农"), in_terms("上三楼")
    (True, False)
    """
    behind, before = _terms()
    return around[1:] in behind or around[:2] in before


def fixed_term(text: str, start: int, end: int) -> Exclusion | None:
    """Find the fixed term that the numeral at ``start:end`` is part of: a name or a word.

    >>> fixed_term("服务三农", 2, 3)
    Exclusion(start=2, end=4, reason=<Reason.NAME: 'name'>)
    """
    behind, before = _terms()
    first, last = behind.get(text[start : start + 2]), before.get(text[start - 1 : start + 1])
    if first is None and last is None:
        return None
    best: Exclusion | None = None
    for terms in filter(None, (first, last)):
        for at, term, reason in terms:
            if at <= start and text.startswith(term, start - at):
                if not at and len(term) <= end - start + 1 and ends_in("term", "counted", text, start, 2):
                    return None  # 疗程共四周
                found = Exclusion(start - at, max(start - at + len(term), end), reason)
                if best is None or (reason == best.reason and len(term) > best.end - best.start):
                    best = found
                break
    return best
