"""Unit groups: what a unit measures, and which units are comparable, convertible or money.

The words are in ``vocabulary/units.toml``. :mod:`hulin_analysis.numbers.units` finds units in a text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.vocabulary.schema import OTHER_TABLES

#: What joins a unit and what it is said of each of: 千米每小时.
PER = "每"
#: What stands before the unit where a number holds for several: 每10股, 每两户.
SO_MANY = re.compile(f"{PER}[0-9一二两三四五六七八九][0-9.,一二两三四五六七八九十百千万亿零]*")
_JOINS = re.compile(f"[/({PER}]")


@cache
def group_tables() -> dict[str, dict[str, Any]]:
    """Return the table of each group of units in the vocabulary, by name.

    >>> group_tables()["age"]["words"][0]
    '岁'
    """
    return {name: row for name, row in vocabulary.table("units").items() if name not in OTHER_TABLES}


@cache
def groups() -> dict[str, str]:
    """Map each unit, those with a prefix included, to its group.

    >>> groups()["兆瓦"], groups()["km"], groups()["户"]
    ('energy', 'length', 'people')
    """
    prefixes = vocabulary.table("units")["prefixes"]
    found: dict[str, str] = {}
    for name, row in group_tables().items():
        for base in row.get("bases", ()):
            own_prefixes = prefixes["latin" if base.isascii() else "chinese"]
            found |= dict.fromkeys([base, *(prefix + base for prefix in own_prefixes)], name)
        found |= dict.fromkeys(row.get("words", ()), name)
    return found


@cache
def _groups_with(key: str) -> frozenset[str]:
    return frozenset(name for name, row in group_tables().items() if row.get(key))


def is_counted(group: str | None) -> bool:
    """Tell whether the things of a group are counted one by one.

    Examples
    --------
    >>> is_counted("people"), is_counted("area"), is_counted(None)
    (True, False, False)
    """
    return group in _groups_with("counted")


def counts_pieces(group: str | None) -> bool:
    """Tell whether what is counted are no persons.

    Examples
    --------
    >>> counts_pieces("events"), counts_pieces("people"), counts_pieces("area")
    (True, False, False)
    """
    return is_counted(group) and group not in _groups_with("persons")


def is_of_persons(group: str | None) -> bool:
    """Tell whether a group counts persons, or what they do.

    Examples
    --------
    >>> is_of_persons("people"), is_of_persons("visits"), is_of_persons("events")
    (True, True, False)
    """
    return group in _groups_with("persons")


def is_size(group: str | None) -> bool:
    """Tell whether a group measures the size of something: 10万亩农田.

    Examples
    --------
    >>> is_size("area"), is_size("money")
    (True, False)
    """
    return group in _groups_with("size")


def halves(group: str | None) -> bool:
    """Tell whether 半 behind a unit of this group is half of one: 两年半, 三倍半, and of every size: 三里半.

    Examples
    --------
    >>> halves("duration"), halves("events")
    (True, False)
    """
    return group in _groups_with("halves") or is_size(group)


def is_of_one(group: str | None) -> bool:
    """Tell whether numbers of this group are never shared out: 人均预期寿命80岁 is of one person.

    Examples
    --------
    >>> is_of_one("age"), is_of_one("money")
    (True, False)
    """
    return group in _groups_with("of_one")


def outside_names(group: str | None) -> bool:
    """Tell whether numbers of this group hardly ever stand in a name or a slogan: “去年增收3万元” is speech.

    Examples
    --------
    >>> outside_names("money"), outside_names("length")
    (True, False)
    """
    return group in _groups_with("outside_names")


@cache
def _per_what() -> re.Pattern[str]:
    before, each, average, behind = (
        vocabulary.any_of("units", "per", key) for key in ("before", "each", "average", "behind")
    )
    return re.compile(f"(?:{before}{each}|{average}{behind})+")


def unit_group(unit: str) -> str | None:
    """Return what a unit measures: money, ratio, area, …, people, visits, events, things; None if unknown.

    >>> unit_group("人次"), unit_group("場"), unit_group("億")
    ('visits', 'events', None)
    """
    return groups().get(_JOINS.split(script.fold(unit))[0])


def comparable_group(unit: str) -> str:
    """Return the unit that represents all units which may share an axis with this one.

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

    >>> currency("元"), currency("美元"), currency("場")
    ('CNY', 'USD', None)
    """
    return _codes().get(_JOINS.split(script.fold(unit))[0])


@cache
def _codes() -> dict[str, str]:
    return {unit: code for row in group_tables().values() for unit, code in row.get("currency", {}).items()}


def per_what(words: str) -> str:
    """Return the last words of a clause that say per what time or head an amount is; empty if there are none.

    >>> per_what("每人每月補貼"), per_what("劉波每個月的工資"), per_what("戶均增收"), per_what("每10股派息")
    ('每人每月', '每個月', '戶均', '每10股')
    """
    folded = script.fold(words)
    found = [match.span() for match in _per_what().finditer(folded)]
    for match in SO_MANY.finditer(folded):
        units = (folded[match.end() : match.end() + size] for size in (4, 3, 2, 1))
        found += [(match.start(), match.end() + len(one)) for one in units if one in groups()][:1]
    return words[slice(*max(found))] if found else ""
