"""Compiled forms of ``vocabulary/statements.toml``: one alternation a list, longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.numbers.times import RUN_OF_YEARS

__all__ = [
    "TIME",
    "TIME_OPENINGS",
    "alternation",
    "expressions",
    "is_deed",
    "is_verb",
    "strip_left",
    "strip_right",
    "words",
]

# The words of a time that may stand in front of what is measured.
TIME_OPENINGS = frozenset('0123456789去今明前上本当下年截首第次“"一二三四五六七八九十')
TIME = re.compile(
    rf"(?=[{''.join(sorted(TIME_OPENINGS))}])"  # that most words are none is said first
    r"(?:(?:[一二][九〇○零][〇○零一二三四五六七八九]{2}年|首[季月](?!度)|首(?:[一二三四两]|\d{1,2})个(?:月|季度)|第[一二三四]季度?|[上本今次][季周](?!度)|第?\d{1,2}[至到\-—~]\d{1,2}(?:月份?|季度?)|去年|今年|明年|前年|上年|本年|当年|(?:19|20)\d\d年(?:\d{1,2}月)?|上半年|下半年|[一二三四]季度|年底|年末|截至[^,，]{0,8}?[底末])(?:以来|底|末|初|全年)?"
    rf"|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|以来)?|一年(?:来|间)|[0-9一二三四五六七八九十]+年[来内间]|[0-9一二三四五六七八九十]{{1,2}}年(?={RUN_OF_YEARS})|\d{{1,2}}月(?:\d{{1,2}}日)?(?:以来|底|末)?)"
)
# No word of ``trim.tail`` is longer than this.
_LONGEST_TAIL = 8


def words(table: str, name: str) -> tuple[str, ...]:
    """Return one list of the statement vocabulary."""
    return tuple(vocabulary.table("statements")[table][name])


def alternation(listed: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first.

    Examples
    --------
    >>> alternation(["增", "增长"])
    '(?:增长|增)'
    """
    ordered = sorted(set(listed), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


@cache
def expressions(table: str, name: str) -> re.Pattern[str]:
    """Return one pattern for a list whose entries are regular expressions."""
    return re.compile("|".join(f"(?:{entry})" for entry in words(table, name)))


@cache
def _pattern(table: str, name: str, anchor: str) -> re.Pattern[str]:
    body = alternation(words(table, name))
    # Most texts begin with none of the words' first characters.
    firsts = "".join(sorted({re.escape(word[0]) for word in words(table, name)}))
    return re.compile(rf"(?=[{firsts}]){body}了?" if anchor == "left" else rf"{body}$")


@cache
def _last_characters(table: str, name: str) -> frozenset[str]:
    return frozenset(word[-1] for word in words(table, name))


def strip_left(text: str, start: int, end: int, name: str) -> int:
    """Return where `text` begins once a word of ``trim.name`` is taken off its left."""
    if name == "lead" and _pattern("trim", "kept", "left").match(text, start, end):
        return start
    match = _pattern("trim", name, "left").match(text, start, end)
    return match.end() if match else start


def strip_right(text: str, start: int, end: int, name: str) -> int:
    """Return where `text` ends once a word of ``trim.name`` is taken off its right."""
    if text[end - 1 : end] not in _last_characters("trim", name):
        return end
    match = _pattern("trim", name, "right").search(text, max(start, end - _LONGEST_TAIL), end)
    return match.start() if match else end


@cache
def _deeds() -> re.Pattern[str]:
    verbs = (*words("trim", "verbs"), *words("change", Change.INCREASE), *words("change", Change.DECREASE))
    return re.compile(rf"(?>{alternation(verbs)})(?=[一-鿿])")


def is_deed(text: str, start: int, end: int) -> bool:
    """Tell whether a verb with its object begins at an offset.

    Examples
    --------
    >>> [is_deed(text, 0, len(text)) for text in ("实施十件民生实事", "净增加")]
    [True, False]
    """
    return _deeds().match(text, start, end) is not None


def is_verb(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch ends in a verb of making or holding: 新建, 改造."""
    return _verbs_at_end().search(text, max(start, end - 3), end) is not None


@cache
def _verbs_at_end() -> re.Pattern[str]:
    return re.compile(rf"{alternation(word for word in words('trim', 'verbs') if len(word) > 1)}$")
