"""Compiled forms of ``vocabulary/times.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hulin_analysis import vocabulary

__all__ = ["any_of", "average", "expressions", "words"]


def words(table: str, key: str) -> tuple[str, ...]:
    """Return one list of words of time."""
    return tuple(vocabulary.table("times")[table][key])


def any_of(*lists: tuple[str, str]) -> str:
    """Return a regular expression for the words of some lists, the longest first.

    Examples
    --------
    >>> any_of(("years", "before_last"))
    '(?:前年)'
    """
    return _either(word for table, key in lists for word in words(table, key))


def expressions(table: str, key: str) -> str:
    """Return one regular expression for a list whose entries are such."""
    return "(?:" + "|".join(f"(?:{entry})" for entry in words(table, key)) + ")"


def _either(listed: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(set(listed), key=lambda word: (-len(word), word)))) + ")"


@cache
def average() -> re.Pattern[str]:
    """Return what tells of an average per year: 年均增长; 年均浓度 is the average within one."""
    change = vocabulary.table("statements")["change"]
    verbs = _either(
        word for key in ("increase", "decrease", "increase_nouns", "decrease_nouns") for word in change[key]
    )
    return re.compile(rf"年均(?:实际|分别)?{verbs}(?:[^,，;；。一-鿿]|分别|达到?|为|和|[近约超])*$")
