"""Facets: which side of a measured thing a number tells: its level, how it changed, its share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from typing import Any

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.sentences.base import clause_before
from hulin_analysis.sentences.lexicon import alternation, words
from hulin_analysis.unit_groups import is_counted, unit_group

__all__ = ["RATIO", "Facet", "facet_of", "is_points", "manner_of", "measures", "says_again"]

RATIO = "ratio"  # the group of units of a rate
_LAST_WORDS, _REACH = 12, 20  # how far in front of a number stands what it is compared with
_CLAUSE = 60


class Facet(Enum):
    """The side of a measured thing that a number tells.

    - LEVEL: how much it is
    - CHANGE: by how much it rose or fell
    - SHARE: how much of a whole it is, 占全市的35%
    - BESIDES: what compares it with others, with what it was, or with an aim; how long something lasted
    """

    LEVEL = auto()
    CHANGE = auto()
    SHARE = auto()
    BESIDES = auto()

    __hash__ = object.__hash__  # each is the only one of its kind, and that of an enum is slow


def facet_of(text: str, start: int, at: int, unit: str, group: str, row: Mapping[str, Any]) -> Facet:
    """Say which side of a measured thing a number tells.

    Parameters
    ----------
    text : str
        The folded text.
    start, at : int
        The sentence, and the number.
    unit, group : str
        Its unit, folded, and what that measures.
    row : mapping
        Its row: what it says of change, base and indicator.

    Examples
    --------
    >>> told = {"占全市的": "%", "占预算收入的": "%", "占年初预算的": "%", "增速高于全国": "个百分点"}
    >>> row = {"change": "none", "base": None, "indicator_id": None}
    >>> [facet_of(text, 0, len(text), unit, "ratio", row).name for text, unit in told.items()]
    ['SHARE', 'SHARE', 'BESIDES', 'BESIDES']
    """
    if row["change"] != Change.NONE:
        return Facet.CHANGE
    if row["base"] is not None or _compared().search(text, max(start, at - _REACH), at):
        return Facet.BESIDES
    if group != RATIO:
        return Facet.LEVEL if measures(row["indicator_id"], group) else Facet.BESIDES
    if unit in _multiples():
        return Facet.BESIDES
    near = max(start, at - _CLAUSE)
    shared, aimed = _share().search(text, near, at), _aim().search(text, near, at)
    if shared or aimed:
        near = clause_before(text, start, at)
        if shared and _share().search(text, near, at):
            return Facet.BESIDES if aimed and _whole_is_aim().search(text, near, at) else Facet.SHARE
        if aimed and _aim().search(text, near, at):
            return Facet.BESIDES
    return Facet.LEVEL


@cache
def measures(indicator: str | None, group: str) -> bool:
    """Tell whether an indicator may be measured in a unit of a group: 生产总值 is not in 跨越三个台阶.

    Examples
    --------
    >>> measures("grp", "money"), measures("grp", "things"), measures(None, "things")
    (True, False, True)
    """
    known = vocabulary.indicators().get(indicator) if indicator else None
    own = unit_group(known.unit) if known and known.unit else None
    if own in (None, group) or (is_counted(own) and is_counted(group)):
        return True
    return not is_counted(group) and group != "duration"


def is_points(unit: str) -> bool:
    """Tell whether a unit is that of a difference between two rates."""
    return unit in words("linking", "points")


def manner_of(text: str, start: int, at: int, base: str | None) -> str:
    """Say how a change is reckoned, in the words of its clause; empty for plainly.

    Where its base is not known, the words for that tell it from others as well (环比, 同比).

    Examples
    --------
    >>> [manner_of(text, 0, len(text), "2020") for text in ("扣除价格因素实际增长", "同比增长")]
    ['实际', '']
    """
    start = clause_before(text, start, at)
    found = _manner().findall(text, start, at)
    if base is None:
        found += _against().findall(text, start, at)
    return found[-1] if found else ""


def says_again(clause: str) -> bool:
    """Tell whether a clause says the number before it once more, in another unit: 折合9847美元.

    Examples
    --------
    >>> says_again("按年平均汇率折算为"), says_again("合"), says_again("合作项目")
    (True, True, False)
    """
    return clause.rstrip("为约") in words("linking", "again") or _converted().search(clause) is not None


@cache
def _multiples() -> frozenset[str]:
    """Return the units of a ratio in which nothing has a level."""
    return frozenset({*vocabulary.table("bases")["multiple"]["units"], *words("linking", "points")})


@cache
def _compared() -> re.Pattern[str]:
    bases = vocabulary.table("bases")["named"]
    differs = alternation((*words("change", "more"), *words("change", "fewer")))
    # One flat list: a pattern whose every choice begins with a character is searched for fastest.
    behind = {
        rf"[^达为至到,，;；。]{{1,{_LAST_WORDS}}}$": words("change", "compare"),
        "$": words("linking", "lasting"),
        rf"[^达为至到,，;；。]{{2,{_LAST_WORDS}}}{differs}$": words("linking", "against"),
        r"(?:19|20)\d\d年[^,，;；。]{0,6}$": [*bases["share"], *bases["part"]],
    }
    return re.compile("|".join(re.escape(word) + rest for rest, listed in behind.items() for word in listed))


@cache
def _share() -> re.Pattern[str]:
    return re.compile(alternation(words("linking", "shares")))


@cache
def _aim() -> re.Pattern[str]:
    return re.compile(alternation(words("linking", "aims")))


@cache
def _whole_is_aim() -> re.Pattern[str]:
    """Match the end of 占年初预算的, but not that of 占一般公共预算收入的."""
    aims, ends = (alternation(words("linking", key)) for key in ("aims", "aim_ends"))
    return re.compile(f"{aims}{ends}?的[^,，;；。]{{0,2}}$")


@cache
def _manner() -> re.Pattern[str]:
    averages = vocabulary.table("bases")["average"]["words"]
    return re.compile(alternation([*averages, *words("linking", "manners")]))


@cache
def _against() -> re.Pattern[str]:
    bases = vocabulary.table("bases")
    return re.compile(
        alternation(word for key in ("year", "time", "year_end") for word in bases[key]["words"])
    )


@cache
def _converted() -> re.Pattern[str]:
    return re.compile(alternation(words("linking", "converted")))
