"""A quantity: a number together with the hedge, sign, currency and unit around it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hulin_analysis.codes import Hedge
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.characters import is_ideograph
from hulin_analysis.numbers.compound_amounts import Amount
from hulin_analysis.numbers.implied_units import Reading
from hulin_analysis.numbers.units import last_of_currencies, match_currency
from hulin_analysis.unit_groups import currency


class Quantity(NamedTuple):
    """A number the text states, with its unit and hedge; offsets are those of the view."""

    # Half-open offsets of hedge, number and unit together.
    start: int
    end: int
    # Offsets of the numeral alone, its sign included.
    number_start: int
    number_end: int
    value: float | None  # in `unit`, scale words applied; None for a range
    # The ends of a range.
    low: float | None
    high: float | None
    unit: str  # folded; empty where a noun is counted without classifier
    # Where the unit is written; two places for 新台币13000元, none where it is implied (百分之五).
    unit_spans: tuple[tuple[int, int], ...]
    unit_end: int  # where number and unit end, a hedge behind them left out
    counted: int  # where the noun may begin that is counted
    group: str  # what the unit measures (``money``, ``visits``, …); empty without unit
    hedge: Hedge  # how surely it is said


@cache
def touching() -> frozenset[str]:
    """Return the characters that a hedge, a sign or a currency before a number ends in.

    >>> {"约", "-", "￥"} <= touching(), "产" in touching()
    (True, False)
    """
    return hedges.last_before() | last_of_currencies()


class Before(NamedTuple):
    """What stands before a number and belongs to it: hedge, currency, sign, from left to right."""

    start: int
    number_start: int
    hedge: Hedge | None
    currency: tuple[int, int, str] | None

    @classmethod
    def of(cls, text: str, start: int, floor: int, *, bare: bool = False, degrees: bool = False) -> Before:
        """Find what stands before the number that begins at `start`: 约-3, 超过￥300, -￥300."""
        if text[start - 1 : start] not in touching():
            return cls(start, start, None, None)
        number_start = hedges.sign_before(text, start, floor, degrees=degrees)
        found = match_currency(text, number_start, floor)
        if found is None:
            begin, hedge = hedges.before(text, number_start, floor, bare=bare)
            return cls(begin, number_start, hedge, None)
        left, group = found
        signed = hedges.sign_before(text, left, floor) if number_start == start else left
        begin, hedge = hedges.before(text, signed, floor, bare=bare)
        return cls(begin, signed if signed < left else number_start, hedge, (left, number_start, group))


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
    sign = -1 if before.number_start < number.start else 1
    word, spans, group = _unit(text, before, amount)
    value = None if ends else float(amount.low * sign)
    low, high = (float(ends[0]), float(ends[1])) if ends else (None, None)
    if ends and sign < 0:
        low, high = sorted((-float(ends[0]), -float(ends[1])))
    return Quantity(
        start=min(before.start, before.number_start),
        end=stop,
        number_start=before.number_start,
        number_end=amount.number_end,
        value=value,
        low=low,
        high=high,
        unit=word,
        unit_spans=spans,
        unit_end=amount.end,
        counted=amount.unit.counted if amount.unit and stop == amount.unit.end else stop,
        group=group,
        hedge=hedge or Hedge.EXACT,
    )


def _unit(text: str, before: Before, amount: Amount) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """Return unit, places and group, the currency before the number included: 新台币元 in 新台币13000元."""
    unit, spans = amount.unit, amount.spans
    word, group = (unit.word, unit.group) if unit else ("", "")
    if before.currency is None:
        return word, spans, group
    start, end, kind = before.currency
    sign = text[start:end]
    if unit and (
        group != kind or (not is_ideograph(sign[-1]) and currency(sign) == currency(word)) or sign == word
    ):
        return word, spans, group
    return sign + word, ((start, end), *spans), kind
