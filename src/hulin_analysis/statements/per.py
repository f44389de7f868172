"""Per: for each of what a number holds: 亩 in 每亩增收200元, 人 in 人均可支配收入2万元, 吨 in 500元/吨."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.numbers import Quantity
from hulin_analysis.numbers.units import match_unit
from hulin_analysis.statements.base import clause_before
from hulin_analysis.statements.lexicon import alternation

__all__ = ["per_of"]

_REACH = 60  # characters before a number in which its clause begins
_HINT = re.compile("每|[户人亩日月村生校师均][均平]|[日年][产处供]")
_EACH = re.compile("每(?P<scale>[十百千万亿]?)")
_EACH_BEFORE = re.compile("每[\u4e00-\u9fff]{1,3}$")
_STROKE = re.compile(r"[/／](?P<per>[^/()（）]+)$|每(?P<each>[^/()（）]+)$")
# 人均预期寿命80岁 is of one person, 人均收入连续15年增长 lasts.
_NOT_SHARED = frozenset({"ratio", "age", "duration"})
_TOO_WIDE = frozenset({"money", "ratio"})  # 每元, 每成: not what a number holds for


@cache
def _averages() -> re.Pattern[str]:
    return re.compile(alternation(vocabulary.table("bases")["per"]["words"]))


@cache
def _each() -> re.Pattern[str]:
    return re.compile(alternation(vocabulary.table("bases")["per"]["each"]))


def per_of(text: str, start: int, quantity: Quantity) -> str | None:
    """Say for each of what a number holds, if its unit or its clause says so.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start : int
        Where the sentence begins.
    quantity : Quantity
        The number.

    Returns
    -------
    str or None
        None for a rate (增长5%), a time, and where nothing is said or not all is known (每生每年5元).

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> texts = ("每亩增收200元", "每万人拥有专利18.5件", "人均收入2万元", "价格500元/吨", "投资3亿元")
    >>> [per_of(text, 0, find_quantities(text)[0][-1]) for text in texts]
    ['亩', '万人', '人', '吨', None]
    """
    if len(quantity.unit) > 2 and (match := _STROKE.search(quantity.unit)):
        return match["per"] or match["each"]
    near = max(start, quantity.start - _REACH)
    if quantity.group in _NOT_SHARED or not _HINT.search(text, near, quantity.start):
        return None
    start = clause_before(text, start, quantity.start)
    each = [_unit_of(text, match, quantity.start) for match in _EACH.finditer(text, start, quantity.start)]
    if each:
        return _joined(text, start, [one for one in each if one])
    found = list(_averages().finditer(text, start, quantity.start))
    return found[-1][0][0] if found else None


def _joined(text: str, start: int, each: list[tuple[str, int, int]]) -> str | None:
    """Join 人 and 年 of 每人每年; of several that stand apart the last counts."""
    if not each:
        return None
    words: list[str] = []
    at = each[-1][1]
    for word, begin, end in reversed(each):
        if begin == at or end == at:
            words.insert(0, word)
            at = begin
    return None if _EACH_BEFORE.search(text, max(start, at - 4), at) else "·".join(words)


def _unit_of(text: str, each: re.Match[str], end: int) -> tuple[str, int, int] | None:
    """Return the unit behind 每, and where the two begin and end; None if it is none or ends too late."""
    unit = match_unit(text, each.end(), arabic=False)
    if unit and unit.group not in _TOO_WIDE and unit.word not in ("个", "个月") and unit.end <= end:
        return each["scale"] + unit.word, each.start(), unit.end
    match = _each().match(text, each.end(), end)
    return (match[0].removeprefix("个"), each.start(), match.end()) if match else None
