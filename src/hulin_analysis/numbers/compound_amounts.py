"""Amounts: a number with its unit, and the smaller part behind it: 两年半, 五元三毛, 一米七五, 三个半小时."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.numbers.characters import (
    DIGITS,
    HALF,
    LARGE,
    MORE,
    NAUGHT,
    PIECE,
    POINT,
    SMALL,
    TWO,
    UNITS,
)
from hulin_analysis.numbers.implied_units import Reading, read_number
from hulin_analysis.numbers.units import MONTHS, Unit, match_unit, parts_of, spoken
from hulin_analysis.numbers.word_boundaries import word_over
from hulin_analysis.unit_groups import halves

_SPOKEN = re.compile(rf"(?:\d{{1,2}}|[{NAUGHT}{UNITS}]{{1,2}})(?![\d.,{NAUGHT}{UNITS}十{LARGE}{POINT}])")
_HALF, _NONE = Decimal("0.5"), Decimal(0)
# 三个半小时, 两个多小时.
_AND_MORE = (PIECE + HALF, PIECE + MORE)
# What the smaller part of 两年半, 五元三毛 and 一米七五 begins with.
_GOES_ON = frozenset([*DIGITS, *SMALL, *"0123456789", HALF])


class Amount(NamedTuple):
    """A number with its unit as they stand in a view."""

    # The value in `unit`; they differ only for two neighbouring digits (十五六).
    low: Decimal
    high: Decimal
    number_end: int  # where the number ends, an infix hedge included
    end: int  # where the unit ends, with the smaller part behind it
    unit: Unit | None  # the unit; None if none follows
    spans: tuple[tuple[int, int], ...] = ()  # where the unit is written; empty if it is implied (百分之五)


@cache
def discounts() -> tuple[str, ...]:
    """Return the units in front of which two digits are tenths and hundredths: 七五折 is 7.5.

    >>> discounts()
    ('折',)
    """
    return vocabulary.words("numerals", "part", "discounts")


def unit_behind(text: str, number: Reading) -> Unit | None:
    """Find the unit behind a number.

    >>> [unit_behind(text, read_number(text, 0)) for text in ("3多功能", "四单合一")]
    [None, None]
    """
    if number.unit:
        return None  # 百分之五
    if number.arabic:
        measures = True
    else:
        # Digits alone make names with what is a unit elsewhere: 四单合一, 三四线城市; 五十单 is a number.
        core = text[number.start : number.end]
        measures = len(core) > 1 and any(char not in DIGITS for char in core)
    unit = match_unit(text, number.behind, arabic=measures)
    if unit is None and number.behind > number.end:
        return match_unit(text, number.end, arabic=measures)  # 3多功能
    return unit


def read_amount(text: str, number: Reading, unit: Unit | None) -> Amount:
    """Read a number with the unit behind it, and the smaller part behind the unit.

    >>> texts = ("两年半", "五元三毛", "一个半小时", "三成六")
    >>> numbers = [read_number(text, 0) for text in texts]
    >>> [str(read_amount(t, n, unit_behind(t, n)).low) for t, n in zip(texts, numbers, strict=True)]
    ['2.5', '5.3', '1.5', '3.6']
    """
    low, high = number.low or _NONE, number.high or _NONE
    if number.unit is not None:
        end = number.end
        if not number.unit and unit and unit.group != "ratio":
            return Amount(low, high, end, unit.end, unit, ((unit.start, unit.end),))  # 1/2勺
        return Amount(low, high, end, end, Unit.implied(end, number.unit))
    if text.startswith(_AND_MORE, number.end) and (amount := _and_more(text, number, low)):
        return amount
    if unit is None:
        return _in_ounces(text, number) or Amount(low, high, number.end, number.end, None)
    end = number.behind if unit.start >= number.behind else number.end
    is_discount = unit.group == "ratio" and unit.word in discounts()
    if is_discount and 10 <= low < 100 and low == low.to_integral_value():
        low = high = low / 10  # 七五折 is 7.5
    amount = Amount(low, high, end, unit.end, unit, ((unit.start, unit.end),))
    goes_on = text[unit.end : unit.end + 1] in _GOES_ON
    return _with_smaller_part(text, amount, unit) if goes_on and low == high and not number.loose else amount


def _and_more(text: str, number: Reading, low: Decimal) -> Amount | None:
    """Read 三个半小时, 一个半月 and 两个多小时."""
    at = number.end
    low += _HALF * text.startswith(HALF, at + 1)
    if number.behind != at:
        return None
    if text.startswith(MONTHS[1], at + 2) and not word_over(text, at + 3, at + 2):
        unit = Unit(at, at + 3, MONTHS, "duration", at + 3)
        spans: tuple[tuple[int, int], ...] = ((at, at + 1), (at + 2, at + 3))
    else:
        found = match_unit(text, at + 2)
        if found is None or not halves(found.group):
            return None
        unit, spans = found, ((found.start, found.end),)
    return Amount(low, low, at, unit.end, unit, spans)


def _in_ounces(text: str, number: Reading) -> Amount | None:
    """Read 二两 and 八两, where 两 is a weight, not a digit."""
    if number.arabic or not text.startswith(TWO, number.end - 1) or number.end - number.start < 2:
        return None
    first = read_number(text[: number.end - 1], number.start)
    if first is None or first.low is None or first.high is None or first.end != number.end - 1:
        return None
    if not (first.scaled or first.end - first.start == 1 or first.low != first.high):
        return None  # 三三两两
    unit = Unit(first.end, number.end, TWO, "weight", number.end)
    return Amount(first.low, first.high, first.end, number.end, unit, ((first.end, number.end),))


def _with_smaller_part(text: str, amount: Amount, unit: Unit) -> Amount:
    low, end = amount.low, amount.end
    if parts := parts_of(unit.word):
        last = 1
        while (found := _smaller_unit(text, end, parts)) and found[1] > last:
            number, last, end = found
            low += number / last
    if (
        end == amount.end
        and spoken(unit.word)
        and (match := _SPOKEN.match(text, end))
        and not match_unit(text, match.end(), arabic=match[0].isascii())
    ):
        digits = match[0] if match[0].isascii() else "".join(str(DIGITS[char]) for char in match[0])
        low, end = low + Decimal(f"0.{digits}"), match.end()
    elif text.startswith(HALF, end) and halves(unit.group) and not word_over(text, end + 1, end):
        low, end = low + _HALF, end + 1
    return amount._replace(low=low, high=low, end=end) if end > amount.end else amount


def _smaller_unit(text: str, at: int, parts: dict[str, int]) -> tuple[Decimal, int, int] | None:
    """Read 3角 behind 5元: how many, how many of them are one, and where it ends."""
    at += text.startswith(NAUGHT, at)
    if not text[at : at + 1].isdigit() and text[at : at + 1] not in DIGITS and text[at : at + 1] not in SMALL:
        return None
    number = read_number(text, at)
    if number is None or number.low is None or number.low != number.high or number.unit is not None:
        return None
    for word in sorted(parts, key=len, reverse=True):
        if text.startswith(word, number.end):
            end = number.end + len(word)
            coins = vocabulary.words("numerals", "coins", "behind")
            end += next((len(coin) for coin in coins if text.startswith(coin, end)), 0)
            return number.low, parts[word], end
    return None
