"""The card: what a scorecard shows, and the scale on which its rates stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hulin_analysis.charts.drawing import marks
from hulin_analysis.charts.stated.context import Against
from hulin_analysis.charts.stated.entries import Entry, signed_quote, usual
from hulin_analysis.charts.stated.items import Item
from hulin_analysis.charts.stated.sections import Section
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.typesetting.font import printable, text_width
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change

__all__ = ["Card", "area_of", "beside_mark", "ends_of", "value_width"]

# A rate of more times what most rates stay below would press all others together: it has an arrow.
_TIMES, _SHARE, _ENOUGH = 4.0, 0.8, 5


@dataclass(frozen=True)
class Card:
    """What a scorecard shows.

    Attributes
    ----------
    sections : tuple of Section
        Its rows.
    aims : dict
        By the key of an item the target that stands beside it.
    asides : dict
        By the key of an item what is said of it in grey.
    levels : tuple of Against
        What its rates are held against.
    words : Words
        The language.
    """

    sections: tuple[Section, ...]
    aims: dict[tuple[str, str], Item]
    asides: dict[tuple[str, str], str]
    levels: tuple[Against, ...]
    words: Words

    @property
    def items(self) -> list[Item]:
        """Its things, from above to below."""
        return [row.item for section in self.sections for row in section.rows]

    @property
    def rates(self) -> list[Entry]:
        """The numbers that have a mark: rates of change, reached and aimed at."""
        found = [rate for item in self.items if (rate := item.rate)]
        return found + [rate for item in self.items for rate in [self.aimed_rate(item)] if rate]

    def aim(self, item: Item) -> Entry | None:
        """Give the target that stands beside a thing: its own, or that of a later period."""
        later = self.aims.get(item.key)
        return item.target or (later.level or later.change if later else None)

    @property
    def aimed_period(self) -> str | None:
        """The period that most targets beside results are set for."""
        return usual(self._aimed(item) for item in self.items if self.aim(item))

    def unusual_period(self, item: Item) -> str:
        """Give the period of a target that is set for another one than most."""
        period = self._aimed(item)
        return "" if period in (None, self.aimed_period) else self.words.period(str(period))

    def _aimed(self, item: Item) -> str | None:
        return item.period if item.target else self.aims[item.key].period if item.key in self.aims else None

    def aimed_rate(self, item: Item) -> Entry | None:
        """Give the target that is a rate of change, and can be drawn beside the rate."""
        aim = self.aim(item)
        return aim if aim and aim.unit == "%" and aim.change != Change.NONE else None


def area_of(one: Against, words: Words) -> str:
    """Name a level as a chart speaks of it."""
    return words(f"the_{one.level}") if words.lang == "en" else words.chinese(one.area)


def ends_of(card: Card, width: float) -> tuple[float, float]:
    """Choose the ends of the axis: zero, all rates but those far beyond the others, and room for words."""
    drawn = _kept(card)
    while True:
        low, high = _around(drawn, card, width)
        # The room for words may reach as far as a rate that was left out: then it has room as well.
        inside = [entry for entry in card.rates if low <= entry.least and entry.most <= high]
        if len(inside) <= len(drawn):
            return low, high
        drawn = inside


def _around(drawn: Sequence[Entry], card: Card, width: float) -> tuple[float, float]:
    beside = [[v for one in card.levels if (v := one.value(entry)) is not None] for entry in drawn]
    spread = [value for entry in drawn for value in (entry.least, entry.most)]
    spread += [value for values in beside for value in values]
    spread += [e.middle + side * abs(e.middle) * marks.FADE for e in drawn for side in e.open_sides]
    low, high = min([0.0, *spread]), max([0.0, *spread])
    if low == high:
        return 0.0, 1.0
    room = 2.2 * marks.RADIUS
    low = low - (high - low) * room / (width - room) if low < 0 else low
    for entry, values in zip(drawn, beside, strict=True):
        # Words stand at the right of all marks of their row, those of a fall at the right of zero.
        at = max([0.0, entry.most, *values])
        room = min(value_width(entry, card.words) + marks.RADIUS + 10, width * 0.6)
        high = max(high, low + (at - low) * width / (width - room))
    return low, high


def _kept(card: Card) -> list[Entry]:
    """Leave out rates far beyond the others: these have an arrow."""
    sizes = sorted(abs(entry.middle) for entry in card.rates)
    if len(sizes) < _ENOUGH:
        return card.rates
    bound = _TIMES * sizes[int(_SHARE * (len(sizes) - 1))]
    return [entry for entry in card.rates if abs(entry.middle) <= bound] or card.rates


def beside_mark(entry: Entry, words: Words) -> str:
    """Give the words beside the mark of a rate: a rise, which its mark shows, has no sign."""
    return signed_quote(entry, words, plus=True) if entry.change == Change.DECREASE else entry.shown


def value_width(entry: Entry, words: Words) -> float:
    """Measure the words beside a mark, and their own mark."""
    wide = text_width(printable(beside_mark(entry, words)), Size.LABEL, bold=True)
    return wide + text_width(entry.mark, Size.LABEL) + 2
