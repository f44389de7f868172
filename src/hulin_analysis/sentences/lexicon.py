"""Compiled forms of ``vocabulary/statements.toml``: one alternation a list, longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.numbers.characters import CHINESE
from hulin_analysis.numbers.dates import RUN_OF_YEARS
from hulin_analysis.numbers.word_boundaries import is_word
from hulin_analysis.times.grammar import AGO

__all__ = [
    "TIME",
    "TIME_OPENINGS",
    "Affixes",
    "affixes",
    "alternation",
    "ends_count",
    "expressions",
    "has_any",
    "is_deed",
    "is_verb",
    "strip_left",
    "strip_right",
    "words",
]

# The words of a time that may stand in front of what is measured.
TIME_OPENINGS = frozenset('0123456789去今明前上本当下年截首第次“"一二两三四五六七八九十')
TIME = re.compile(
    rf"(?=[{''.join(sorted(TIME_OPENINGS))}])"  # that most words are none is said first
    r"(?:(?:[一二][九〇○零][〇○零一二三四五六七八九]{2}年|首[季月](?!度)|首(?:[一二三四两]|\d{1,2})个(?:月|季度)|第[一二三四]季度?|[上本今次][季周](?!度)|第?\d{1,2}[至到\-—~]\d{1,2}(?:月份?|季度?)|去年|今年|明年|前年|上年|本年|当年|(?:19|20)\d\d年(?:\d{1,2}月)?|上半年|下半年|[一二三四]季度|年底|年末|截至[^,，]{0,8}?[底末])(?:以来|底|末|初|全年)?"
    rf"|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|以来)?|一年(?:来|间)|[0-9一二三四五六七八九十]+年[来内间]|{AGO}|[0-9一二三四五六七八九十]{{1,2}}年(?={RUN_OF_YEARS})|\d{{1,2}}月(?:\d{{1,2}}日)?(?:以来|底|末)?)"
)


@cache
def words(table: str, name: str) -> tuple[str, ...]:
    """Return one list of ``vocabulary/statements.toml``."""
    return tuple(vocabulary.table("statements")[table][name])


def alternation(listed: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first.

    Words of one first character are put together: those of all others are passed over with one comparison.

    Examples
    --------
    >>> alternation(["增", "降", "增长"])
    '(?:增(?:长|)|降)'
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(listed), key=lambda word: (-len(word), word)):
        by_first.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return _any(first + _any(rests) for first, rests in by_first.items())


def _any(choices: Iterable[str]) -> str:
    first, *others = choices
    return "|".join(["(?:" + first, *others]) + ")" if others else first


@cache
def expressions(table: str, name: str) -> re.Pattern[str]:
    """Return one pattern for a list whose entries are regular expressions."""
    return re.compile("|".join(f"(?:{entry})" for entry in words(table, name)))


def has_any(text: str, start: int, end: int, listed: Iterable[str]) -> bool:
    """Tell whether a stretch has one of a few words: faster than a pattern, which looks at each character.

    Examples
    --------
    >>> has_any("占全省的35%", 0, 7, ("比重", "占")), has_any("占全省的35%", 1, 7, ("比重", "占"))
    (True, False)
    """
    return any(map(text[start:end].__contains__, listed))


class Affixes:
    """Words looked for at the edge of a stretch: the longest that stands there.

    Parameters
    ----------
    listed : iterable of str
        The words.

    Examples
    --------
    >>> ends = Affixes(["增", "增长", "净增"])
    >>> ends.at_end("收入净增", 0, 4), ends.at_end("收入", 0, 2), ends.at_start("增长了", 0, 3)
    (2, 2, 2)
    """

    def __init__(self, listed: Iterable[str]) -> None:
        self._words = frozenset(listed)
        # The characters that the words begin with and end in: most stretches have none of them there.
        self.firsts = frozenset(word[0] for word in self._words)
        self.lasts = frozenset(word[-1] for word in self._words)
        self._firsts: dict[str, list[int]] = {}
        self._lasts: dict[str, list[int]] = {}
        for word in sorted(self._words, key=len, reverse=True):
            for sizes in (self._firsts.setdefault(word[0], []), self._lasts.setdefault(word[-1], [])):
                if len(word) not in sizes:
                    sizes.append(len(word))

    def at_start(self, text: str, start: int, end: int) -> int:
        """Return where the longest word ends that the stretch begins with; `start` if there is none."""
        for size in self._firsts.get(text[start : start + 1], ()):
            if start + size <= end and text[start : start + size] in self._words:
                return start + size
        return start

    def at_end(self, text: str, start: int, end: int) -> int:
        """Return where the longest word begins that the stretch ends in; `end` if there is none."""
        if end <= start:
            return end
        for size in self._lasts.get(text[end - 1], ()):
            if end - size >= start and text[end - size : end] in self._words:
                return end - size
        return end


@cache
def affixes(table: str, name: str) -> Affixes:
    """Return one list as words that are looked for at the edge of a stretch."""
    return Affixes(words(table, name))


def strip_left(text: str, start: int, end: int, name: str) -> int:
    """Return where `text` begins once a word of ``trim.name`` is taken off its left."""
    stop = affixes("trim", name).at_start(text, start, end)
    if stop == start or (name == "lead" and affixes("trim", "kept").at_start(text, start, end) > start):
        return start
    return stop + 1 if stop < end and text[stop] == "了" else stop


def strip_right(text: str, start: int, end: int, name: str) -> int:
    """Return where `text` ends once a word of ``trim.name`` is taken off its right."""
    return affixes("trim", name).at_end(text, start, end)


def ends_count(text: str, at: int) -> bool:
    """Tell whether a unit of time at an offset ends a count or names a time: 两年, 去年; not in 指数年增.

    Examples
    --------
    >>> [ends_count(text, text.index("年")) for text in ("两年平均", "出口年增", "物价指数年增")]
    [True, False, False]
    """
    before = text[at - 1 : at] or " "
    if text[at] not in words("change", "by_time"):
        return False
    if before.isdecimal() or before in CHINESE:
        return True
    return before in words("change", "one_time") and not is_word(text[at - 2 : at])


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
    return _verbs().at_end(text, start, end) < end


@cache
def _verbs() -> Affixes:
    return Affixes(word for word in words("trim", "verbs") if 1 < len(word) < 4)
