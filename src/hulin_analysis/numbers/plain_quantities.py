"""Plain quantities: Arabic digits and a unit, perhaps with a hedge, between Chinese characters.

Most numbers of a report are so: 产值300亿元, 新建学校3所以上. They are read at once; what is read is what
the rules of the scan would find, which takes longer. Wherever one of those could apply, they are asked.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from hulin_analysis.codes import Hedge
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.characters import (
    BIG,
    CHINESE,
    HALF,
    HUNDRED_MILLION,
    MORE,
    MYRIAD,
    NUMERAL_CHARACTERS,
    ORDINAL,
    PIECE,
    POINT,
    TO,
    infixes,
    scale,
)
from hulin_analysis.numbers.compound_amounts import discounts
from hulin_analysis.numbers.exclusion_words import Exclusion, compiled, firsts
from hulin_analysis.numbers.exclusions import find_exclusion, ratio_signs
from hulin_analysis.numbers.quantity import Before, Quantity, touching
from hulin_analysis.numbers.ranges import at_least
from hulin_analysis.numbers.units import begins_unit, match_unit
from hulin_analysis.numbers.without_unit import class_words, kinds
from hulin_analysis.unit_groups import outside_names

# Behind digits these may begin a unit.
_BEGINS_UNIT = frozenset("百千")
# Before a number these rank it, make it the part of a whole, or belong to it.
_BEFORE = rf"{ORDINAL}(〔【\[的{CHINESE}"
_SCALES = {words: scale(words) for words in (MYRIAD, HUNDRED_MILLION, MYRIAD + HUNDRED_MILLION)}
_Chars = frozenset[str]


@cache
def _form() -> re.Pattern[str]:
    """Return the form of digits and scale words that nothing around them makes something else of.

    Before them is no Latin letter; behind them nothing that makes another number, a ratio, a fraction or a
    time of them. No part of the form gives back what it has taken.
    """
    others = infixes() | ratio_signs() | BIG.keys() | {*f"·、,，.又{POINT}"}
    go_on = "".join(map(re.escape, sorted((NUMERAL_CHARACTERS | others) - _BEGINS_UNIT)))
    scales = f"{MYRIAD}{HUNDRED_MILLION}?|{HUNDRED_MILLION}|(?!{PIECE}[{HALF}{MORE}{HUNDRED_MILLION}])"
    digits = r"(?>[0-9]+(?:\.[0-9]+)?)"
    return re.compile(rf"(?<=[^\x00-~{_BEFORE}])({digits})((?>{scales}))(?=[^{go_on}])")


# What is longer is read where it is seen whether a number can be so large.
_LONGEST = 30


@cache
def _signs() -> tuple[re.Pattern[str], _Chars, _Chars, _Chars, _Chars, _Chars]:
    """Return the form of a plain number, and signs: all at once, as they are asked of most numbers.

    They are the units that may name a class of things or a discount; what behind a unit makes a range, a
    half, a remark in brackets, a class of things of it; what a hedge, a sign or a currency before a number
    ends in; what a hedge behind a unit begins with; what behind a number with a unit may make a date, an
    ordinal or a time of it all the same.
    """
    return (
        _form(),
        frozenset([*kinds(), *discounts()]),
        NUMERAL_CHARACTERS.union(f"{HALF}-—~～{TO}(", (word[0] for word in class_words())),
        touching(),
        hedges.first_behind(),
        firsts(("rank", "units")).union("年月日号时点"),
    )


@cache
def _level() -> re.Pattern[str]:
    return compiled("<class.levels>")  # 30万吨级


def read_plain_quantity(text: str, start: int, floor: int) -> Quantity | Exclusion | None:
    """Read the quantity whose digits begin at an offset, if it is a plain one.

    None if anything around the number could bear on how it is read.

    >>> read_plain_quantity("产值约300亿元。", 3, 0)[4:6], read_plain_quantity("第300家。", 1, 0)
    ((30000000000.0, None), None)
    """
    form, no_plain_units, behind_unit, before, first_behind, of_time = _signs()
    number = form.match(text, start)
    if number is None or number.end() - start > _LONGEST:
        return None
    digits, scales = number.groups()
    end = number.end()
    if text[end] in _BEGINS_UNIT and not begins_unit(text, end):
        return None
    unit = match_unit(text, end)
    if unit is None:
        return None
    _, stop, word, group, counted = unit
    beyond = text[stop : stop + 1]
    if group == "temperature" or word in no_plain_units or beyond in behind_unit or beyond.isspace():
        return None
    if scales and _level().search(text, end, stop + 4):
        return None
    begin, hedge = start, None
    if text[start - 1] in before:
        begin, number_start, hedge, currency = Before.of(text, start, floor)
        if number_start < start or currency:
            return None
    if beyond in first_behind:
        if at_least().match(text, stop):
            return None  # 1万元以上3万元以下
        stop, after = hedges.behind(text, stop, unit)
        hedge = hedge or after
    if hedge is None and hedges.may_be_away(text, begin):
        return None
    is_unnamed = outside_names(group) and (scales or text[end] not in of_time)
    if not is_unnamed and (found := find_exclusion(text, start, end, measured=True)):
        return found
    value = float(Decimal(digits) * _SCALES[scales] if scales else digits)
    spans, behind = ((unit.start, unit.end),), counted if stop == unit.end else stop
    # In the order of the fields: most quantities are made here, and by name that takes longer.
    return Quantity(
        begin, stop, start, end, value, None, None, word, spans, unit.end, behind, group, hedge or Hedge.EXACT
    )
