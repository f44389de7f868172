"""Money: the powers of ten that sums are given in, and what a currency is called."""

from __future__ import annotations

from collections.abc import Sequence

from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.charts.words import Words

__all__ = ["money_band", "money_name", "money_power", "money_unit"]

_POWERS = {"zh": (8, 4, 0), "en": (9, 6, 0)}


def money_band(drawn: Sequence[Entry]) -> int:
    """Tell whether sums are of hundreds of millions (8), of tens of thousands (4) or less (0)."""
    return _power(drawn, _POWERS["zh"])


def money_power(drawn: Sequence[Entry], words: Words) -> int:
    """Choose the power of ten of an axis after the greatest sum: 億 or 萬, in English billion or million."""
    return _power(drawn, _POWERS["en" if words.lang == "en" else "zh"])


def _power(drawn: Sequence[Entry], powers: Sequence[int]) -> int:
    greatest = max(abs(end) for entry in drawn for end in (entry.least, entry.most))
    return next((power for power in powers if greatest >= 10**power), powers[-1])


def money_name(entry: Entry, words: Words) -> str:
    """Name an entry's currency: 元 as the text does, in English yuan or the ISO 4217 code."""
    return words.unit(entry.unit)


def money_unit(drawn: Sequence[Entry], words: Words) -> str:
    """Name the unit of an axis of sums of one currency: 億元, billion yuan."""
    return words(f"money_{money_power(drawn, words)}", unit=money_name(drawn[0], words))
