"""Units: what a number is counted in, and which units may be compared.

The words stand in ``vocabulary/units.toml``; scale words (万, 亿) belong to the numeral, not to the unit.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from hulin_analysis import script, vocabulary
from hulin_analysis.numbers.words import parts_unit

__all__ = [
    "Unit",
    "begins_unit",
    "comparable_group",
    "currency",
    "exact_size",
    "halves",
    "match_currency",
    "match_unit",
    "parts_of",
    "per_what",
    "spoken",
    "unit_group",
]

# The tables of units.toml that are no groups of units.
_OTHER_TABLES = frozenset(
    {"arabic_only", "prefixes", "score", "comparable", "exact", "per", "counted", "ranks"}
)
_LATIN = re.compile("[A-Za-z0-9]")


class Unit(NamedTuple):
    """A unit as it stands in a view: `word` from offset `start` to `end`, and what it measures.

    `counted` is where the noun begins that is counted: behind the unit, but for 60万人口, which counts 人口 in 人.
    """

    start: int
    end: int
    word: str
    group: str
    counted: int


@cache
def _group_tables() -> dict[str, dict[str, Any]]:
    return {name: row for name, row in vocabulary.table("units").items() if name not in _OTHER_TABLES}


@cache
def _groups() -> dict[str, str]:
    """Map each unit, the prefixed ones included, to the group it stands in."""
    prefixes = vocabulary.table("units")["prefixes"]
    groups = {}
    for name, row in _group_tables().items():
        for base in row.get("bases", ()):
            script_of = prefixes["latin" if base.isascii() else "chinese"]
            groups |= dict.fromkeys([base, *map("".join, product(script_of, [base]))], name)
        groups |= dict.fromkeys(row.get("words", ()), name)
    return groups


@cache
def _listed(table: str, key: str) -> frozenset[str]:
    return frozenset(vocabulary.table("units")[table][key])


def _of_groups(key: str) -> dict[str, Any]:
    """Join what the groups say under one key."""
    return {word: value for row in _group_tables().values() for word, value in row.get(key, {}).items()}


@cache
def _per_what() -> re.Pattern[str]:
    per = vocabulary.table("units")["per"]
    return re.compile(f"(?:每个?(?:{'|'.join(per['each'])})|(?:{'|'.join(per['average'])})均)+")


@cache
def _by_first_character() -> dict[str, list[tuple[str, str]]]:
    """Index the unit words and their groups by their first character, the longest first."""
    index: dict[str, list[tuple[str, str]]] = {}
    for word, group in sorted(_groups().items(), key=lambda item: -len(item[0])):
        index.setdefault(word[0], []).append((word, group))
    return index


def match_unit(text: str, pos: int, *, arabic: bool = True) -> Unit | None:
    """Find the longest unit that stands at an offset of a view.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    pos : int
        Where the numeral ends.
    arabic : bool
        Whether the numeral has Arabic digits; some words are units only behind those.

    Returns
    -------
    Unit or None
        Without the 个 of 个百分点 and 个小时; composite units (元/吨) whole. None where the characters belong to
        a longer word: 12部门, 900万天津人民.

    Examples
    --------
    >>> match_unit("2.2个百分点", 3)
    Unit(start=4, end=7, word='百分点', group='ratio', counted=7)
    >>> match_unit("500元/吨", 3).word, match_unit("12部门", 2)
    ('元/吨', None)
    """
    if text[pos : pos + 1].isspace() and text[pos] not in "\n\r\t":
        pos += 1
    for noun, word in _named_units().items():
        if text.startswith(noun, pos):
            return Unit(pos, pos + len(word), word, _groups()[word], pos)
    for word, group in _by_first_character().get(text[pos : pos + 1], ()):
        if not text.startswith(word, pos) or (not arabic and word in _listed("arabic_only", "words")):
            continue
        end = pos + len(word)
        if word.isascii() and word[-1].isalpha() and _LATIN.match(text, end):
            continue  # the W of Wi-Fi is no watt
        half = text.startswith("半", end) and halves(group)
        if not word.isascii() and not half and parts_unit(text, pos, end, verbs=group in _PIECES):
            continue
        if word == "两" and match_unit(text, end, arabic=False):
            continue  # 9、10两个月
        start = pos + 1 if word[0] == "个" and word[1:] in _groups() and word != "个月" else pos
        end = _composite_end(text, end, group)
        return Unit(start, end, text[start:end], group, end)
    return None


@cache
def _named_units() -> dict[str, str]:
    """Map the nouns that name what a unit of their own counts, 人口 in 人, to that unit."""
    return _of_groups("named")


def begins_unit(text: str, pos: int) -> int:
    """Return where the unit ends that the 千, 百 or 兆 at an offset begins (千瓦, 百分点, 兆瓦时); 0 for a scale word.

    Where a unit follows that is longer than the rest of the prefixed one (千|克拉), the character is a scale word.

    Examples
    --------
    >>> begins_unit("千瓦时", 0), begins_unit("千元", 0), begins_unit("千克拉", 0)
    (3, 0, 0)
    """
    longest = next((w for w, _ in _by_first_character().get(text[pos], ()) if text.startswith(w, pos)), "")
    rest = next(
        (w for w, _ in _by_first_character().get(text[pos + 1 : pos + 2], ()) if text.startswith(w, pos + 1)),
        "",
    )
    return pos + len(longest) if len(longest) > max(1, len(rest)) else 0


@cache
def _before() -> dict[str, str]:
    """Map what may stand in front of a number to its group."""
    return {word: name for name, row in _group_tables().items() for word in row.get("before", ())}


@cache
def _longest_before() -> int:
    return max(map(len, _before()))


@cache
def _last_before() -> frozenset[str]:
    return frozenset(word[-1] for word in _before())


def match_currency(text: str, pos: int, floor: int) -> tuple[int, str] | None:
    """Find the currency, or the scale of a temperature, in front of a number that begins at an offset.

    Returns
    -------
    tuple of int and str, or None
        Where it begins, and its group.

    Examples
    --------
    >>> match_currency("新台币13,000元", 3, 0), match_currency("共3元", 1, 0)
    ((0, 'money'), None)
    """
    if text[pos - 1 : pos] not in _last_before():
        return None
    for length in range(min(_longest_before(), pos - floor), 0, -1):
        if group := _before().get(text[pos - length : pos]):
            left = text[pos - length - 1 : pos - length]
            joined = text[pos - length].isascii() and left.isascii() and left.isalpha()
            return None if joined else (pos - length, group)
    return None


def parts_of(unit: str) -> dict[str, int]:
    """Return the smaller units that may follow a unit in one amount, and how many of each are one of it.

    Examples
    --------
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
    return frozenset(word for row in _group_tables().values() for word in row.get("spoken", ()))


def spoken(unit: str) -> bool:
    """Tell whether digits behind a unit are tenths and hundredths of it: 一米七五."""
    return unit in _spoken()


def halves(group: str) -> bool:
    """Tell whether 半 behind a unit of this group is half of one: 两年半, 三倍半."""
    return bool(_group_tables().get(group, {}).get("halves"))


def _composite_end(text: str, end: int, group: str) -> int:
    """Return where 元/吨, 辆(台) and 千米每小时 end, whose first word ends at `end`."""
    if text[end : end + 1] == "(":
        for stop in range(end + 2, min(len(text), end + 4)):
            if text[stop : stop + 1] == ")" and text[end + 1 : stop] in _groups():
                return stop + 1
    if text[end : end + 1] == "/":
        for stop in range(min(len(text), end + 6), end + 1, -1):
            if text[end + 1 : stop] in _listed("per", "words"):
                return stop
    if text[end : end + 1] == "每" and group in _MEASURES:
        for stop in range(min(len(text), end + 5), end + 1, -1):
            if text[end + 1 : stop] in _listed("per", "every"):
                return stop
    return end


# What comes in pieces.
_PIECES = frozenset({"things", "events", "people", "visits"})
# 投资3亿元每年… is a clause that ends; 50千米每小时 is a unit.
_MEASURES = frozenset({"length", "weight", "volume", "energy", "area", "data"})


def unit_group(unit: str) -> str | None:
    """Tell what a unit measures: money, ratio, area, …, people, visits, events, things; None if unknown.

    Examples
    --------
    >>> unit_group("人次"), unit_group("場"), unit_group("億")
    ('visits', 'events', None)
    """
    return _groups().get(re.split("[/(每]", script.fold(unit))[0])


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
    return codes.get(re.split("[/(每]", script.fold(unit))[0])


def per_what(words: str) -> str:
    """Find the last words of a clause that say per what time or head a sum is; empty if there are none.

    Examples
    --------
    >>> per_what("每人每月補貼"), per_what("劉波每個月的工資"), per_what("戶均增收"), per_what("總額")
    ('每人每月', '每個月', '戶均', '')
    """
    found = list(_per_what().finditer(script.fold(words)))
    return words[slice(*found[-1].span())] if found else ""
