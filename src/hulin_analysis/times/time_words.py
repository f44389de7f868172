"""Compiled forms of ``vocabulary/times.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.numbers.characters import TWO, UNITS

__all__ = ["any_of", "average", "compiled", "expressions", "firsts", "words"]


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """Return one list of words of time."""
    return tuple(vocabulary.table("times")[table][key])


def firsts(*lists: tuple[str, str]) -> frozenset[str]:
    """Return the characters that the words of some lists, each a table and a key, begin with.

    Examples
    --------
    >>> sorted(firsts(("years", "ahead"), ("whole", "words")))
    ['今', '全', '未']
    """
    return frozenset(word[0] for table, key in lists for word in words(table, key))


@cache
def compiled(form: str) -> re.Pattern[str]:
    """Compile a regular expression in which ``<table.key>`` stands for the words of a list.

    Examples
    --------
    >>> compiled("<years.ahead>[0-9]年").match("今后5年") is not None
    True
    """
    return vocabulary.compiled("times", form)


def any_of(*lists: tuple[str, str]) -> str:
    """Return a regular expression for the words of some lists, the longest first.

    Examples
    --------
    >>> any_of(("years", "before_last"))
    '(?:前(?:年))'
    """
    return _either(word for table, key in lists for word in words(table, key))


def expressions(table: str, key: str) -> str:
    """Return one regular expression for a list whose entries are such."""
    return "(?:" + "|".join(f"(?:{entry})" for entry in words(table, key)) + ")"


def _either(listed: Iterable[str]) -> str:
    """Join words, those of one first character together: a text is then seldom compared with many."""
    ordered = sorted(set(listed), key=lambda word: (word[0], -len(word), word))
    by_first = (
        (first, [re.escape(word[1:]) for word in group]) for first, group in groupby(ordered, itemgetter(0))
    )
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first) + ")"


@cache
def average() -> re.Pattern[str]:
    """Return what tells of an average per year, the group ``years`` of how many: 年均增长, 两年平均增长.

    年均浓度 is the average within one.
    """
    change = vocabulary.table("statements")["change"]
    verbs = _either(
        word
        for key in (Change.INCREASE, Change.DECREASE, "increase_nouns", "decrease_nouns")
        for word in change[key]
    )
    of_years = rf"<average.words>|(?P<years>[2-9]|[{UNITS}{TWO}])<average.of_years>"
    return compiled(
        f"(?:<average.by><average.words>|(?:{of_years})<average.how>?{verbs})"
        "(?:[^,，;；。一-鿿]|<average.between>)*$"
    )
