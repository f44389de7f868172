"""Per: for each of what a number holds: 亩 in 每亩增收200元, 人 in 人均可支配收入2万元, 吨 in 500元/吨."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.numbers import Quantity
from hulin_analysis.numbers.characters import CHINESE, ONE
from hulin_analysis.numbers.units import match_unit
from hulin_analysis.sentences.base import clause_before
from hulin_analysis.sentences.lexicon import alternation
from hulin_analysis.sentences.respectively import Head
from hulin_analysis.unit_groups import PER, is_of_one

__all__ = ["may_divide", "per_of"]

_REACH = 60  # characters before a number in which its clause begins
_EACH = re.compile(rf"{PER}(?P<count>[\d,.]*[{CHINESE}]*)")  # 每10股, 每万人, 每三户
_ONE = frozenset(["", "1", ONE])
_EACH_BEFORE = re.compile("每[\u4e00-\u9fff]{1,3}$")
_STROKES = re.compile(r"(?:[/／][^/／()（）]+)+$|每[^/／()（）]+$")
_BEHIND_STROKE = re.compile(r"[/／每]([^/／]+)")


@cache
def _averages() -> re.Pattern[str]:
    return re.compile(alternation(vocabulary.table("bases")["per"]["words"]))


@cache
def _hint() -> re.Pattern[str]:
    """Match the end of all that says it: the last characters (均 of 人均) are rarer than the first ones."""
    listed = [PER, "/", "／", *vocabulary.table("bases")["per"]["words"]]
    ends = "".join(sorted({word[-1] for word in listed}))
    return re.compile(f"[{ends}](?:{'|'.join(f'(?<={re.escape(word)})' for word in listed)})")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(alternation(vocabulary.table("bases")["per"]["each"]))


def may_divide(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence may say for each of what its numbers hold: most do not.

    Examples
    --------
    >>> [may_divide(text, 0, len(text)) for text in ("人均收入2万元", "收入2万元")]
    [True, False]
    """
    return _hint().search(text, start, end) is not None


def per_of(text: str, start: int, quantity: Quantity) -> list[Head]:
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
    list of tuple of int
        Where the words stand that say it: two places in 每人每年补助300元. Empty for a rate (增长5%), a time,
        and where nothing is said or not all is known.

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> texts = ("每亩增收200元", "每万人拥有专利18.5件", "人均收入2万元", "价格500元/吨", "投资3亿元")
    >>> found = [(text, per_of(text, 0, find_quantities(text)[0][-1])) for text in texts]
    >>> ["".join(text[slice(*span)] for span in spans) for text, spans in found]
    ['亩', '万人', '人', '吨', '']
    """
    if quantity.unit_spans:
        first, last = quantity.unit_spans[-1]
        if last - first > 1 and (match := _STROKES.search(text, first, last)):
            return [one.span(1) for one in _BEHIND_STROKE.finditer(text, *match.span())]
    if is_of_one(quantity.group):
        return []
    near = max(start, quantity.start - _REACH)
    if not _hint().search(text, near, quantity.start):
        return []
    start = clause_before(text, start, quantity.start)
    each = [_unit_of(text, match, quantity.start) for match in _EACH.finditer(text, start, quantity.start)]
    if each:
        return _joined(text, start, [one for one in each if one])
    found = list(_averages().finditer(text, start, quantity.start))
    return [(found[-1].start(), found[-1].start() + 1)] if found else []


def _joined(text: str, start: int, each: list[tuple[int, int, int]]) -> list[Head]:
    """Join 人 and 年 of 每人每年; of several that stand apart the last counts."""
    spans: list[Head] = []
    at = each[-1][0] if each else start
    for begin, first, end in reversed(each):
        if at in (begin, end):
            spans.insert(0, (first, end))
            at = begin
    return [] if _EACH_BEFORE.search(text, max(start, at - 4), at) else spans


def _unit_of(text: str, each: re.Match[str], end: int) -> tuple[int, int, int] | None:
    """Return where 每 begins, and where the unit behind it does and ends; None if none ends in time."""
    unit = match_unit(text, each.end(), arabic=False)
    if unit and unit.end <= end and each["count"] not in _ONE:
        return each.start(), each.start("count"), unit.end
    too_wide = unit is None or unit.group in ("money", "ratio") or unit.word in ("个", "个月")  # 每元, 每成
    if unit and not too_wide and unit.end <= end:
        return each.start(), unit.start, unit.end
    match = _each().match(text, each.end(), end)
    return (each.start(), match.start() + match[0].startswith("个"), match.end()) if match else None
