"""What an article's growth rates are held against: the same indicator and period, for province and nation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.codes import Hedge
from hulin_analysis.finding.benchmarks import Context, levels_of

__all__ = ["Against", "certainly_above", "difference", "hold_against"]


@dataclass(frozen=True)
class Against(Context):
    """One level of the context frame, to be looked up for an entry."""

    def value(self, entry: Entry) -> float | None:
        """Return the rate to hold an entry against; None where the frame has none."""
        return self.rate(entry.indicator_id, entry.period)

    def publisher(self, entry: Entry) -> str | None:
        """Say who published the rate."""
        return self.source(entry.indicator_id, entry.period)


def hold_against(context: pd.DataFrame | None, drawn: Sequence[Entry]) -> tuple[Against, ...]:
    """Look up what can be held against the drawn entries.

    Parameters
    ----------
    context : DataFrame or None
        Rows with the columns of :data:`hulin_analysis.frames.CONTEXT_COLUMNS`.
    drawn : sequence of Entry
        The entries of the chart.

    Returns
    -------
    tuple of Against
        One a level that has a rate for at least one of the entries.

    Raises
    ------
    DataError
        If the context is no frame, or lacks a column.
    ChartError
        If it names two areas of one level: which one to compare with is not for the chart to guess.
    """
    levels = levels_of(context, "ha.plot_indicators(metrics, context={})")
    found = (Against(one.level, one.area, one.values, one.publishers) for one in levels)
    return tuple(one for one in found if any(one.value(entry) is not None for entry in drawn))


def certainly_above(entry: Entry, value: float) -> bool:
    """Whether the words of the text leave no doubt that an entry is above a value.

    "Less than 10 %" is not certainly above 9 %, and a range is above only with its lower end.
    """
    return -1 not in entry.open_sides and round(entry.least - value, 9) > 0


def difference(entry: Entry, value: float) -> str:
    """Write the difference to a value in percentage points; a dash for a range, a sign for a hedge.

    The digits are those of the two numbers: 40.2 and 29.6 give +10.6.
    """
    if entry.is_range:
        return "—"
    points = round(entry.least - value, 2)
    text = "0" if points == 0 else f"{points:+.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return text if entry.hedge == Hedge.EXACT else f"≈{text}"
