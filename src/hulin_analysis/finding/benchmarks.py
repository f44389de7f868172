"""What a growth rate is held against: the same indicator and period, for province and nation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from hulin_analysis.codes import Change
from hulin_analysis.errors import ChartError
from hulin_analysis.frames import CONTEXT_COLUMNS, expect_frame
from hulin_analysis.messages import Listed
from hulin_analysis.original_values import rows_as_dicts

#: The levels of the context frame, the nearer first.
LEVELS = ("province", "nation")


@dataclass(frozen=True)
class Context:
    """One level of the context frame, ready to be looked up."""

    # ``province`` or ``nation``, and its name as the frame writes it.
    level: str
    area: str
    values: dict[tuple[str, str], float]  # rate of change by indicator id and period; a decrease is negative
    publishers: dict[tuple[str, str], str]  # who published the rates, by indicator id and period

    def rate(self, indicator_id: str | None, period: str | None) -> float | None:
        """Return the rate of an indicator in a period; None where the frame has none."""
        return self.values.get((indicator_id or "", period or ""))

    def source(self, indicator_id: str | None, period: str | None) -> str | None:
        """Say who published that rate."""
        return self.publishers.get((indicator_id or "", period or ""))


def levels_of(context: pd.DataFrame | None, call: str) -> Iterable[Context]:
    """Yield the levels that a context frame has rates of.

    Two areas of one level are refused: which one to compare with is not for a rule to guess. `call` names the
    call, for the message about what is no context.

    >>> import hulin_analysis as ha
    >>> [one.area for one in levels_of(ha.load_context(), "ha.findings(metrics, context={})")]
    ['黑龍江省', '全國']
    """
    if context is None:
        return []
    expect_frame(context, CONTEXT_COLUMNS, call, "ha.load_context()")
    rates = context[
        (context["unit"] == "%")
        & context["change"].isin([Change.INCREASE, Change.DECREASE])
        & context["value"].notna()
        & context["indicator_id"].notna()
    ]
    found = (_level(rates[rates["level"] == level], level) for level in LEVELS)
    return [one for one in found if one]


def _level(rows: pd.DataFrame, level: str) -> Context | None:
    areas = list(dict.fromkeys(rows["area"].astype(str)))
    if len(areas) > 1:
        raise ChartError(
            "The context frame names more than one area for {level}: {areas}; pass the rows of the "
            "one to compare with.",
            level=level,
            areas=Listed(areas),
        )
    if not areas:
        return None
    values: dict[tuple[str, str], float] = {}
    publishers: dict[tuple[str, str], str] = {}
    for row in rows_as_dicts(rows):
        where = (str(row["indicator_id"]), str(row["period"]))
        values[where] = float(row["value"]) * (-1 if row["change"] == Change.DECREASE else 1)
        if not pd.isna(row["publisher"]):
            publishers[where] = str(row["publisher"])
    return Context(level, areas[0], values, publishers)
