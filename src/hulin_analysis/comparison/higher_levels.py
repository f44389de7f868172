"""References: what the texts of places say of their province and of the nation, to hold them against."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.comparison.place_of_row import text_of
from hulin_analysis.comparison.same_kind import kind_of
from hulin_analysis.conversion import convert
from hulin_analysis.original_values import rows_as_dicts


def references(
    rows: pd.DataFrame, key: str | None, period: str | None, unit: str | None
) -> list[dict[str, Any]]:
    """Find the numbers of one kind that documents state of the nation or the province."""
    found: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for row in rows_as_dicts(rows):
        level = _level(text_of(row["subject"]), text_of(row["place"]))
        before = str(row["sentence"])[: int(row["start"]) - int(row["sentence_start"])]
        span, sure = text_of(row["period"]), row["hedge"] == Hedge.EXACT and row["status"] == Status.ACTUAL
        same = key == kind_of(str(row["unit"]), str(row["change"]), before, span)
        if level and same and sure and not pd.isna(row["value"]) and span and period in (None, span):
            value = convert(float(row["value"]), str(row["unit"]), unit or str(row["unit"]))
            signed = -value if row["change"] == Change.DECREASE else value
            said = {"area": str(row["subject"]), "level": level, "value": signed, "period": span}
            found.setdefault((level, span), []).append(
                {**said, "quote": str(row["quote"]), "document": str(row["document"])}
            )
    return [said[0] for said in found.values() if len({one["value"] for one in said}) == 1]


def _level(subject: str | None, place: str | None) -> str | None:
    """Tell whether a subject is the nation or, for a place below it, the province around."""
    if subject is None:
        return None
    places, folded = vocabulary.table("places"), script.fold(subject)
    if folded in places["nation"]["spoken"]:
        return "nation"
    around = {word + end for word in places["own"]["words"] for end in places["around"]["province"]}
    below = place is None or not script.fold(place).endswith(tuple(places["around"]["province"]))
    return "province" if below and folded in around else None
