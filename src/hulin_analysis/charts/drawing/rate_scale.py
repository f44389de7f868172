"""The scale of a scorecard's rates: its ends, and the room that the words beside its marks take."""

from __future__ import annotations

from collections.abc import Sequence

from hulin_analysis.charts.canvas.typeface import printable, text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import held_against
from hulin_analysis.charts.content.entries import Entry, signed_quote
from hulin_analysis.charts.content.sections import Card
from hulin_analysis.charts.drawing import marks
from hulin_analysis.charts.theme import Size
from hulin_analysis.codes import Change

# A rate of more times what most rates stay below would press all others together: it has an arrow.
_TIMES, _SHARE, _ENOUGH = 4.0, 0.8, 5


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
    beside = [[v for one in card.levels if (v := held_against(one, entry)) is not None] for entry in drawn]
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
        room = min(value_width(entry, card.catalog) + marks.RADIUS + 10, width * 0.6)
        high = max(high, low + (at - low) * width / (width - room))
    return low, high


def _kept(card: Card) -> list[Entry]:
    """Leave out rates far beyond the others: these have an arrow."""
    sizes = sorted(abs(entry.middle) for entry in card.rates)
    if len(sizes) < _ENOUGH:
        return card.rates
    bound = _TIMES * sizes[int(_SHARE * (len(sizes) - 1))]
    return [entry for entry in card.rates if abs(entry.middle) <= bound] or card.rates


def beside_mark(entry: Entry, catalog: Catalog) -> str:
    """Give the words beside the mark of a rate: a rise, which its mark shows, has no sign."""
    return signed_quote(entry, catalog, plus=True) if entry.change == Change.DECREASE else entry.shown


def value_width(entry: Entry, catalog: Catalog) -> float:
    """Measure the words beside a mark, and their own mark."""
    wide = text_width(printable(beside_mark(entry, catalog)), Size.LABEL, bold=True)
    return wide + text_width(entry.mark, Size.LABEL) + 2
