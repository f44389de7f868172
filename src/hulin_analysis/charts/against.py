"""What an article's growth rates are held against: the same indicator and period, for province and nation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from hulin_analysis.charts.entries import Entry
from hulin_analysis.codes import Change, Hedge
from hulin_analysis.errors import ChartError
from hulin_analysis.frames import CONTEXT_COLUMNS, expect_frame

__all__ = ["LEVELS", "Against", "certainly_above", "difference", "hold_against"]

#: The levels of the context frame, the nearer first.
LEVELS = ("province", "nation")


@dataclass(frozen=True)
class Against:
    """One level of the context frame, ready to be looked up.

    Attributes
    ----------
    level, area : str
        ``province`` or ``nation``, and its name as the frame writes it.
    values : dict
        Rate of change by indicator id and period; a decrease is negative.
    publishers : tuple of str
        Who published the rates, by indicator id and period.
    """

    level: str
    area: str
    values: dict[tuple[str, str], float]
    publishers: dict[tuple[str, str], str]

    def value(self, entry: Entry) -> float | None:
        """Return the rate to hold an entry against; None where the frame has none."""
        return self.values.get((entry.indicator_id or "", entry.period or ""))

    def publisher(self, entry: Entry) -> str | None:
        """Say who published the rate."""
        return self.publishers.get((entry.indicator_id or "", entry.period or ""))


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
    if context is None:
        return ()
    call = "ha.plot_indicators(metrics, context={})"
    expect_frame(context, CONTEXT_COLUMNS, call, "ha.load_context()")
    rates = context[
        (context["unit"] == "%")
        & context["change"].isin([Change.INCREASE, Change.DECREASE])
        & context["value"].notna()
        & context["indicator_id"].notna()
    ]
    found = (_level(rates[rates["level"] == level], level) for level in LEVELS)
    return tuple(one for one in found if one and any(one.value(entry) is not None for entry in drawn))


def _level(rows: pd.DataFrame, level: str) -> Against | None:
    areas = list(dict.fromkeys(rows["area"].astype(str)))
    if len(areas) > 1:
        raise ChartError(
            f"The context frame names more than one area for {level}: {'、'.join(areas)}; "
            "pass the rows of the one to compare with."
        )
    if not areas:
        return None
    values: dict[tuple[str, str], float] = {}
    publishers: dict[tuple[str, str], str] = {}
    for row in rows.to_dict("records"):
        where = (str(row["indicator_id"]), str(row["period"]))
        values[where] = float(row["value"]) * (-1 if row["change"] == Change.DECREASE else 1)
        if not pd.isna(row["publisher"]):
            publishers[where] = str(row["publisher"])
    return Against(level, areas[0], values, publishers)


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
