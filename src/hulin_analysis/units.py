"""Units: what a number is counted in, and which units may be compared.

The words stand in ``vocabulary/units.toml``; scale words (万, 亿) belong to the numeral, not to the unit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from hulin_analysis import script, vocabulary

__all__ = ["Unit", "comparable_group", "currency", "exact_size", "match_unit", "per_what", "unit_group"]


_ALPHANUMERIC = re.compile("[A-Za-z0-9]")


class Unit(NamedTuple):
    """A unit as it stands in a folded text: `word` from offset `start` to `end`, and what it measures."""

    start: int
    end: int
    word: str
    group: str


@cache
def _groups() -> dict[str, str]:
    """Map each unit word to the group it stands in."""
    tables = vocabulary.table("units")
    listed = {word: name for name, row in tables.items() if name in _MEASURES for word in row["words"]}
    rest = {word: "things" for word in tables["arabic_only"]["words"] if word not in listed}
    return listed | rest


_MEASURES = (
    "money", "ratio", "area", "length", "weight", "energy", "volume", "data", "temperature",
    "duration", "age", "visits", "events", "people", "things",
)  # fmt: skip


@cache
def _per() -> frozenset[str]:
    return frozenset(vocabulary.table("units")["per"]["words"])


@cache
def _per_what() -> re.Pattern[str]:
    per = vocabulary.table("units")["per"]
    return re.compile(f"(?:每个?(?:{'|'.join(per['each'])})|(?:{'|'.join(per['average'])})均)+")


@cache
def _arabic_only() -> frozenset[str]:
    return frozenset(vocabulary.table("units")["arabic_only"]["words"])


@cache
def _no_unit() -> re.Pattern[str]:
    return re.compile("|".join(vocabulary.table("units")["no_unit"]["words"]))


@cache
def _by_first_character() -> dict[str, list[tuple[str, str]]]:
    """Index the unit words and their groups by their first character, the longest first."""
    index: dict[str, list[tuple[str, str]]] = {}
    for word, group in sorted(_groups().items(), key=lambda item: -len(item[0])):
        index.setdefault(word[0], []).append((word, group))
    return index


def match_unit(folded: str, pos: int, *, arabic: bool = True) -> Unit | None:
    """Find the longest unit that stands at an offset of a folded text.

    Parameters
    ----------
    folded : str
        The folded text.
    pos : int
        Where the numeral ends.
    arabic : bool
        Whether the numeral has Arabic digits; some words are units only behind those.

    Returns
    -------
    Unit or None
        Without the 个 of 个百分点 and 个小时; composite units (元/吨) whole.

    Examples
    --------
    >>> match_unit("2.2个百分点", 3)
    Unit(start=4, end=7, word='百分点', group='ratio')
    >>> match_unit("500元/吨", 3).word
    '元/吨'
    """
    if folded[pos : pos + 1] == " ":
        pos += 1
    words = _by_first_character().get(folded[pos : pos + 1])
    if words is None or _no_unit().match(folded, pos):
        return None
    for word, group in words:
        if not folded.startswith(word, pos) or (not arabic and word in _arabic_only()):
            continue
        end = pos + len(word)
        if word.isascii() and word.isalpha() and _ALPHANUMERIC.match(folded, end):
            continue  # the W of Wi-Fi is no watt
        start = pos + 1 if word[0] == "个" and word[1:] in _groups() and word != "个月" else pos
        end = _composite_end(folded, end)
        return Unit(start, end, folded[start:end], group)
    return None


def _composite_end(folded: str, end: int) -> int:
    """Return where 元/吨 and 辆(台) end, whose first word ends at `end`."""
    if folded[end : end + 1] == "(":
        for stop in range(end + 2, min(len(folded), end + 4)):
            if folded[stop : stop + 1] == ")" and folded[end + 1 : stop] in _groups():
                return stop + 1
    if folded[end : end + 1] == "/":
        for stop in range(min(len(folded), end + 6), end + 1, -1):
            if folded[end + 1 : stop] in _per():
                return stop
    return end


def unit_group(unit: str) -> str | None:
    """Tell what a unit measures: money, ratio, area, …, people, visits, events, things; None if unknown.

    Examples
    --------
    >>> unit_group("人次"), unit_group("場"), unit_group("億")
    ('visits', 'events', None)
    """
    return _groups().get(re.split("[/(]", script.fold(unit))[0])


def comparable_group(unit: str) -> str:
    """Return the unit that stands for all units which may share an axis with this one.

    Examples
    --------
    >>> comparable_group("場次") == comparable_group("場"), comparable_group("人次") == comparable_group("人")
    (True, False)
    """
    word = script.fold(unit)
    for row in vocabulary.table("units")["comparable"]["same"]:
        if word in row:
            return str(row[0])
    return word


def exact_size(unit: str) -> tuple[str, int]:
    """Return what a unit converts into without rounding, and how many of that it is.

    Returns
    -------
    tuple of str and int
        A name that all such units share, and the size; two units of one name convert by the ratio of their
        sizes. A unit that nothing converts into has a name of its own and size 1.

    Examples
    --------
    >>> exact_size("公斤"), exact_size("噸"), exact_size("美元")
    (('weight', 1000), ('weight', 1000000), ('美元', 1))
    """
    word = comparable_group(unit)
    for name, sizes in vocabulary.table("units")["exact"].items():
        if word in sizes:
            return str(name), int(sizes[word])
    return word, 1


def currency(unit: str) -> str | None:
    """Return the ISO 4217 code of a unit of money, else None.

    Examples
    --------
    >>> currency("元"), currency("美元"), currency("場")
    ('CNY', 'USD', None)
    """
    codes: dict[str, str] = vocabulary.table("units")["money"]["currency"]
    return codes.get(re.split("[/(]", script.fold(unit))[0])


def per_what(words: str) -> str:
    """Find the last words of a clause that say per what time or head a sum is; empty if there are none.

    Examples
    --------
    >>> per_what("每人每月補貼"), per_what("劉波每個月的工資"), per_what("戶均增收"), per_what("總額")
    ('每人每月', '每個月', '戶均', '')
    """
    found = list(_per_what().finditer(script.fold(words)))
    return words[slice(*found[-1].span())] if found else ""
