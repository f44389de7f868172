"""Plain quantities: Arabic digits and a unit, perhaps with a hedge, between Chinese characters.

Most numbers of a report are so: 产值300亿元, 新建学校3所以上. They are read at once; what is read is what
the rules of the scan would find, which takes longer. Wherever one of those could apply, they are asked.
"""

from __future__ import annotations

from decimal import Decimal

from hulin_analysis.codes import Hedge
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.characters import BIG, CHINESE, NUMERAL_CHARACTERS
from hulin_analysis.numbers.exclusion import Exclusion
from hulin_analysis.numbers.exclusions import NOT_IN_NAMES, find_exclusion
from hulin_analysis.numbers.quantity import Before, Quantity, touching
from hulin_analysis.numbers.units import begins_unit, match_unit
from hulin_analysis.numbers.without_unit import kinds

__all__ = ["read_plain_quantity"]

# Behind digits these make another number, a ratio, a fraction or a time of them; some may begin a unit.
_BEGINS_UNIT = frozenset("百千")
_GO_ON = NUMERAL_CHARACTERS - {"万", "亿"} - _BEGINS_UNIT | frozenset("余多几来点·、,，.:比分开决/又") | {""}
# Behind a unit these make a range, a half, a remark in brackets, a class of things of it.
_BEHIND_UNIT = NUMERAL_CHARACTERS | frozenset("半-—~～至到(级制")
# Before a number these rank it, make it the part of a whole, or belong to it.
_BEFORE = frozenset(f"第(〔【[的{CHINESE}")
# Behind one of these a number with a unit may be a date, an ordinal or a time all the same.
_OF_TIME = frozenset("年月日号时点届期次")


def read_plain_quantity(text: str, start: int, end: int, floor: int) -> Quantity | Exclusion | None:
    """Read the quantity whose digits stand at ``start:end``, if it is a plain one.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, end : int
        The digits.
    floor : int
        Where what was read before them ends.

    Returns
    -------
    Quantity or Exclusion or None
        None if anything around the number could bear on how it is read.

    Examples
    --------
    >>> read_plain_quantity("产值约300亿元。", 3, 6, 0)[4:6], read_plain_quantity("第300家。", 1, 4, 0)
    ((30000000000.0, None), None)
    """
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before <= "~" or before in _BEFORE or behind in _GO_ON:
        return None
    digits_end, scale = end, BIG.get(behind)
    if scale:
        end += 1
        if behind == "万" and text[end : end + 1] == "亿":
            scale *= BIG["亿"]
            end += 1
        if text[end : end + 1] in BIG or text[end : end + 1] in _GO_ON:
            return None
    if text[end] in _BEGINS_UNIT and not begins_unit(text, end):
        return None
    unit = match_unit(text, end)
    if unit is None or unit.word == "折" or unit.group == "temperature" or unit.word in kinds():
        return None
    stop = unit.end
    beyond = text[stop : stop + 1]
    if behind == "个" and text[end + 1 : end + 2] in ("半", "多", "亿"):
        return None
    if beyond in _BEHIND_UNIT or beyond.isspace() or (scale and "级" in text[end : stop + 4]):
        return None
    begin, hedge = start, None
    if before in touching():
        begin, number_start, hedge, currency = Before.of(text, start, floor)
        if number_start < start or currency:
            return None
    if beyond in hedges.first_behind():
        stop, after = hedges.behind(text, stop, unit)
        hedge = hedge or after
    if hedge is None and hedges.may_be_away(text, begin):
        return None
    is_unnamed = unit.group in NOT_IN_NAMES and behind not in _OF_TIME
    if not is_unnamed and (found := find_exclusion(text, start, end, measured=True)):
        return found
    value = float(Decimal(text[start:digits_end]) * scale if scale else text[start:end])
    return Quantity(
        start=begin,
        end=stop,
        number_start=start,
        number_end=end,
        value=value,
        low=None,
        high=None,
        unit=unit.word,
        unit_spans=((unit.start, unit.end),),
        unit_end=unit.end,
        counted=unit.counted if stop == unit.end else stop,
        group=unit.group,
        hedge=hedge or Hedge.EXACT,
    )
