"""Beside a ranking: the places that have no row in it, each with the reason and what it says instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import pandas as pd

from hulin_analysis.codes import Status
from hulin_analysis.comparison.reconcile import Reconciled
from hulin_analysis.comparison.same_place import as_one
from hulin_analysis.original_values import rows_as_dicts

SILENT, TARGET, UNDATED, PERIOD, OPPOSITE, KIND = "silent", "target", "undated", "period", "opposite", "kind"
#: Why a place has no row: its texts state nothing of the indicator, only an aim, no period, another period, a
#: change the other way, or a number of another kind or status. The first that holds is said.
REASONS = (TARGET, UNDATED, PERIOD, OPPOSITE, KIND, SILENT)
_SAID = ("quote", "period", "status", "sentence", "document", "id", "value", "low", "high", "unit", "hedge")


#: What stands for a place and period: its name, the row, and the statements.
Ranked: TypeAlias = tuple[str, Any, Reconciled]


def apart_from_targets(settled: list[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
    """Part the places that only state what they aim at from those of the same period that state a result.

    Where no place states anything else, the targets are what is compared.
    """
    reached = {row["period"] for _, row, one in settled if one.chosen.status != Status.TARGET}
    ranked: list[Ranked] = []
    aims: list[Ranked] = []
    for item in settled:
        is_aim = item[2].chosen.status == Status.TARGET and item[1]["period"] in reached
        (aims if is_aim else ranked).append(item)
    return ranked, aims


def places_of(corpus: object, asked: Iterable[str]) -> list[str]:
    """Return the places that a ranking should have: those asked for, else those of the documents."""
    wanted = list(asked)
    if wanted:
        return wanted
    documents = corpus if isinstance(corpus, pd.DataFrame) else getattr(corpus, "documents", None)
    if documents is None or "place" not in documents:
        return []
    return [str(place) for place in dict.fromkeys(documents["place"].dropna()) if place]


def beside(
    places: Iterable[str], ranked: Iterable[str], found: list[tuple[str, pd.DataFrame]]
) -> list[dict[str, str | None]]:
    """List the places without a row."""
    here = list(ranked)
    one = as_one([*here, *(str(name) for _, rows in found for name in rows["said_of"]), *places])
    known = {one[name] for name in here}
    listed: dict[str, dict[str, str | None]] = {}
    for reason, rows in found:
        for row in rows_as_dicts(rows):
            place = one[str(row["said_of"])]
            if place not in known:
                said = {name: None if pd.isna(row[name]) else str(row[name]) for name in _SAID}
                listed.setdefault(place, {"place": place, "reason": reason, **said})
    for name in places:
        if one[name] not in known:
            listed.setdefault(one[name], {"place": one[name], "reason": SILENT, **dict.fromkeys(_SAID)})
    return sorted(listed.values(), key=lambda row: (REASONS.index(str(row["reason"])), str(row["place"])))
