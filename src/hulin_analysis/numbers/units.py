"""Units: the words behind a number, and before it, that say what it is counted in.

The words stand in ``vocabulary/units.toml``; scale words (万, 亿) belong to the numeral, not to the unit.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.numbers.characters import HALF, PIECE, TWO
from hulin_analysis.numbers.word_boundaries import pairs_within_words, parts_unit
from hulin_analysis.unit_groups import PER, group_tables, groups, halves, is_counted, is_size

#: The unit that keeps its 个: 月 behind a number is a month of the year.
MONTHS = "个月"
_LATIN = re.compile("[A-Za-z0-9]")


class Unit(NamedTuple):
    """A unit as it stands in a view."""

    # Half-open offsets.
    start: int
    end: int
    word: str  # the unit; empty for a ratio that has none
    group: str  # what it measures
    counted: int  # where the counted noun may begin: behind the unit, or, as 人口 in 60万人口, with it

    @classmethod
    def implied(cls, at: int, word: str = "") -> Unit:
        """Return the unit of a ratio that is not written behind its number: 百分之五, 指数108.5."""
        return cls(at, at, word, "ratio", at)


# 辆(台), 元/吨, 千米每小时
_JOINS_UNITS = frozenset(["(", "/", PER])
_MOST_STROKES = 3  # 元/套/年; more are none of one unit


@cache
def _listed(table: str, key: str) -> frozenset[str]:
    return frozenset(vocabulary.table("units")[table][key])


def _of_groups(key: str) -> dict[str, Any]:
    """Join the tables that the groups have under one key."""
    return {word: value for row in group_tables().values() for word, value in row.get(key, {}).items()}


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is asked of a unit wherever it is found: `word` is without the 个 that is skipped."""

    word: str
    size: int
    group: str
    behind_chinese: bool
    is_latin: bool
    counted: bool
    halves: bool
    skip: int
    named: str


@cache
def _entries() -> dict[str, _Entry]:
    """Make the entry of each unit, and of each noun that names what it is counted in (人口)."""
    listed = groups()
    return {
        word: _Entry(
            word[_skipped(word) :],
            len(word),
            listed.get(word) or listed[named],
            word not in _listed("arabic_only", "words"),
            word.isascii() and word[-1].isalpha(),
            is_counted(listed.get(word)),
            halves(listed.get(word)),
            _skipped(word),
            named,
        )
        for word, named in (dict.fromkeys(listed, "") | _of_groups("named")).items()
    }


def _skipped(word: str) -> int:
    return int(word[0] == PIECE and word[1:] in groups() and word != MONTHS)


@cache
def _index() -> tuple[dict[str, tuple[int, ...]], dict[str, _Entry], Container[str]]:
    """Return how long the units are that begin with two characters, the longest first.

    By one character stand the units of one. What is asked besides are the entries, and the pairs of
    characters within words: only those can part a unit.
    """
    lengths: dict[str, set[int]] = {}
    for word in _entries():
        lengths.setdefault(word[:2], set()).add(len(word))
    for begin, found in lengths.items():
        found.update(lengths.get(begin[0], ()))
    longest_first = {begin: tuple(sorted(found, reverse=True)) for begin, found in lengths.items()}
    return longest_first, _entries(), pairs_within_words()


def match_unit(text: str, pos: int, *, arabic: bool = True) -> Unit | None:
    """Find the longest unit that stands at an offset of a view.

    A composite unit is found whole (元/吨); 个百分点 and 个小时 without their 个. There is none if its
    characters belong to a longer word: 12部门, 900万天津人民. Some words are units only behind `arabic`
    digits.

    >>> match_unit("2.2个百分点", 3)
    Unit(start=4, end=7, word='百分点', group='ratio', counted=7)
    >>> match_unit("500元/吨", 3).word, match_unit("12部门", 2)
    ('元/吨', None)
    """
    index, entries, pairs = _index()
    lengths = index.get(text[pos : pos + 2]) or index.get(text[pos : pos + 1])
    if lengths is None:
        blank = text[pos : pos + 1]
        if not blank.isspace() or blank in "\n\r\t":
            return None
        pos += 1
        lengths = index.get(text[pos : pos + 2]) or index.get(text[pos : pos + 1], ())
    for length in lengths:
        entry = entries.get(text[pos : pos + length])
        if entry is None or not (arabic or entry.behind_chinese):
            continue
        end = pos + entry.size  # fewer than the length where the text ends
        if entry.named:
            return Unit(pos, pos + len(entry.named), entry.named, entry.group, pos)
        behind = text[end : end + 1]
        if entry.is_latin:
            if _LATIN.match(behind):
                continue  # W in Wi-Fi is not the watt
        elif (
            text[end - 1 : end + 1] in pairs
            and entry.word > "~"
            and not (entry.halves and behind == HALF)
            and parts_unit(text, pos, end, verbs=entry.counted)
        ):
            continue
        if entry.word == TWO and match_unit(text, end, arabic=False):
            continue  # 9、10两个月
        start = pos + entry.skip
        if behind in _JOINS_UNITS:
            end = _composite_end(text, end, entry.group)
            return Unit(start, end, text[start:end], entry.group, end)
        return Unit(start, end, entry.word, entry.group, end)
    return None


def begins_unit(text: str, pos: int) -> int:
    """Return where the unit ends that begins with the 千, 百 or 兆 at an offset; 0 if that is a scale word.

    It is a scale word if a unit follows that is longer than the rest of the prefixed one: 千|克拉.

    >>> begins_unit("千瓦时", 0), begins_unit("千元", 0), begins_unit("千克拉", 0)
    (3, 0, 0)
    """
    longest, rest = _longest_word(text, pos), _longest_word(text, pos + 1)
    return pos + len(longest) if len(longest) > max(1, len(rest)) else 0


def _longest_word(text: str, pos: int) -> str:
    index, entries, _ = _index()
    for length in index.get(text[pos : pos + 2]) or index.get(text[pos : pos + 1], ()):
        if (word := text[pos : pos + length]) in entries:
            return word
    return ""


@cache
def _before() -> dict[str, str]:
    """Map the units that stand before a number to their groups."""
    return {word: name for name, row in group_tables().items() for word in row.get("before", ())}


@cache
def _longest_before() -> int:
    return max(map(len, _before()))


@cache
def last_of_currencies() -> frozenset[str]:
    """Return the characters that a unit ends in that stands before a number.

    >>> "￥" in last_of_currencies(), "约" in last_of_currencies()
    (True, False)
    """
    return frozenset(word[-1] for word in _before())


def match_currency(text: str, pos: int, floor: int) -> tuple[int, str] | None:
    """Find the currency, or the scale of a temperature, before a number: where it begins, and its group.

    >>> match_currency("新台币13,000元", 3, 0), match_currency("共3元", 1, 0)
    ((0, 'money'), None)
    """
    if text[pos - 1 : pos] not in last_of_currencies():
        return None
    for length in range(min(_longest_before(), pos - floor), 0, -1):
        if group := _before().get(text[pos - length : pos]):
            left = text[pos - length - 1 : pos - length]
            joined = text[pos - length].isascii() and left.isascii() and left.isalpha()
            return None if joined else (pos - length, group)
    return None


def parts_of(unit: str) -> dict[str, int]:
    """Return the smaller units that may follow a unit in one amount, and how many of each make one of it.

    >>> parts_of("元")["角"], parts_of("人")
    (10, {})
    """
    parts: dict[str, int] = _parts().get(unit, {})
    return parts


@cache
def _parts() -> dict[str, Any]:
    return _of_groups("parts")


@cache
def _spoken() -> frozenset[str]:
    return frozenset(word for row in group_tables().values() for word in row.get("spoken", ()))


def spoken(unit: str) -> bool:
    """Tell whether digits behind a unit are tenths and hundredths of it: 一米七五.

    >>> spoken("米"), spoken("场")
    (True, False)
    """
    return unit in _spoken()


def _behind_stroke(text: str, stroke: int) -> int:
    """Return where the longest unit ends that stands behind a stroke; where the stroke is, if none does."""
    for stop in range(min(len(text), stroke + 6), stroke + 1, -1):
        word = text[stroke + 1 : stop]
        if word in groups() or word in _listed("per", "words"):
            return stop
    return stroke


def _composite_end(text: str, end: int, group: str) -> int:
    """Return where a composite unit ends, whose first word ends at `end`: 元/套/年, 辆(台), 千米每小时."""
    if text[end : end + 1] == "(":
        for stop in range(end + 2, min(len(text), end + 4)):
            if text[stop : stop + 1] == ")" and text[end + 1 : stop] in groups():
                return stop + 1
    for _ in range(_MOST_STROKES):
        end = _behind_stroke(text, end) if text[end : end + 1] == "/" else end
    if text[end : end + 1] == PER and is_size(group):  # in 投资3亿元每年… the unit ends before 每
        for stop in range(min(len(text), end + 5), end + 1, -1):
            if text[end + 1 : stop] in _listed("per", "every"):
                return stop
    return end
