"""Money: the power of ten that sums are given in, and what a currency is called."""

from __future__ import annotations

from collections.abc import Sequence

from hulin_analysis.charts.entries import Entry
from hulin_analysis.charts.words import Words
from hulin_analysis.units import currency

__all__ = ["money_name", "money_power", "money_unit"]


def money_power(drawn: Sequence[Entry]) -> int:
    """Choose the power of ten that sums are given in: 8 (億), 4 (萬) or 0, after the greatest."""
    greatest = max(abs(end) for entry in drawn for end in (entry.least, entry.most))
    return 8 if greatest >= 1e8 else 4 if greatest >= 1e4 else 0


def money_name(entry: Entry, words: Words) -> str:
    """Name an entry's currency: 元 as the text does, in English yuan or the ISO 4217 code."""
    if words.lang != "en":
        return words.chinese(entry.unit)
    code = currency(entry.unit)
    return "yuan" if code == "CNY" else str(code)


def money_unit(drawn: Sequence[Entry], words: Words) -> str:
    """Name the unit of an axis of sums of one currency: 億元, 100 million yuan."""
    return words(f"money_{money_power(drawn)}", unit=money_name(drawn[0], words))
