"""A quantity: a number put together with what stands around it, its hedge, sign, currency and unit."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from hulin_analysis.codes import Hedge
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.amounts import Amount
from hulin_analysis.numbers.reading import Reading
from hulin_analysis.numbers.units import match_currency
from hulin_analysis.unit_groups import currency

__all__ = ["Before", "Quantity", "compose"]


class Quantity(NamedTuple):
    """A number the text states, with its unit and hedge; offsets are those of the view.

    Attributes
    ----------
    start, end : int
        Half-open offsets of hedge, number and unit together.
    number_start, number_end : int
        Offsets of the numeral alone, its sign included.
    value : float or None
        In `unit`, scale words applied; None for a range.
    low, high : float or None
        The ends of a range.
    unit : str
        Folded; empty where a noun is counted without classifier.
    unit_spans : tuple of (int, int)
        Where the unit is written; two places for 新台币13000元, none where it is implied (百分之五).
    unit_end : int
        Where number and unit end, a hedge behind them left out.
    counted : int
        Where the noun may begin that is counted.
    group : str
        What the unit measures (``money``, ``visits``, …); empty without unit.
    hedge : Hedge
        How surely it is said.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    unit_spans: tuple[tuple[int, int], ...]
    unit_end: int
    counted: int
    group: str
    hedge: Hedge


class Before(NamedTuple):
    """What stands before a number and belongs to it: hedge, currency, sign, from left to right."""

    start: int
    number_start: int
    hedge: Hedge | None
    currency: tuple[int, int, str] | None

    @classmethod
    def of(cls, text: str, start: int, floor: int, *, bare: bool = False, degrees: bool = False) -> Before:
        signed = hedges.sign_before(text, start, floor, degrees=degrees)
        currency_at = match_currency(text, signed, floor)
        left = currency_at[0] if currency_at else signed
        if currency_at and signed == start:
            signed = hedges.sign_before(text, left, floor)
            left = signed
            signed = start if signed == currency_at[0] else signed
        begin, hedge = hedges.before(text, left, floor, bare=bare)
        at = (
            (currency_at[0], min(start, signed if signed > currency_at[0] else start))
            if currency_at
            else None
        )
        return cls(begin, signed, hedge, (*at, currency_at[1]) if at and currency_at else None)


def compose(
    text: str,
    before: Before,
    number: Reading,
    amount: Amount,
    ends: tuple[Decimal, Decimal] | None,
    floor: int,
) -> Quantity:
    """Put a quantity together, with the hedge that stands behind the unit."""
    stop, after = hedges.behind(text, amount.end, amount.unit)
    hedge = (
        before.hedge
        or after
        or (hedges.infix(number.loose) if number.loose else None)
        or hedges.away_behind(text, amount.end)
        or hedges.away_before(text, before.start, floor)
    )
    sign = (
        -1
        if (before.number_start < number.start and text[before.number_start] != "零")
        or (text.startswith("零下", before.number_start))
        else 1
    )
    word, spans, group = _unit(text, before, amount)
    value = None if ends else float(amount.low * sign)
    low, high = (float(ends[0]), float(ends[1])) if ends else (None, None)
    if ends and sign < 0:
        low, high = sorted((-float(ends[0]), -float(ends[1])))
    return Quantity(
        min(before.start, before.number_start), stop, before.number_start, amount.number_end, value, low, high,
        word, spans, amount.end, amount.unit.counted if amount.unit and stop == amount.unit.end else stop,
        group, hedge or Hedge.EXACT,
    )  # fmt: skip


def _unit(text: str, before: Before, amount: Amount) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """Return the unit with the currency in front of the number: 新台币13000元 is in 新台币元, ￥300万元 in 元."""
    unit, spans = amount.unit, amount.spans
    word, group = (unit.word, unit.group) if unit else ("", "")
    if before.currency is None:
        return word, spans, group
    start, end, kind = before.currency
    sign = text[start:end]
    if unit and (
        group != kind
        or (not "\u3400" <= sign[-1] <= "\u9fff" and currency(sign) == currency(word))
        or sign == word
    ):
        return word, spans, group
    return sign + word, ((start, end), *spans), kind
