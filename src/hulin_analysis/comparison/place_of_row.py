"""Placing: of which place each row is said, and which rows are left out for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from hulin_analysis.comparison.indicator_query import EVERY
from hulin_analysis.comparison.same_kind import kind_of
from hulin_analysis.comparison.same_place import as_one, is_own, is_place


def keep(rows: pd.DataFrame, wanted: pd.Series, reason: str, left: Counter[str]) -> pd.DataFrame:
    """Keep some rows, and count the rest under the reason why they are left out."""
    kept = rows[wanted.fillna(False).astype(bool)]
    left[reason] += len(rows) - len(kept)
    return kept


def placed(
    rows: pd.DataFrame, place: str | Sequence[str] | None, left: Counter[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add to each row the place it is said of, and the kind of number it is; part those of no known place."""
    pairs = zip(rows["place"], rows["subject"], strict=True)
    places = [_said_of(own, subject, anyone=place is not None) for own, subject in pairs]
    named = rows.assign(
        said_of=pd.array(places, dtype="string"),
        kind_key=_kinds(rows),
    )
    nowhere = named["said_of"].isna()
    unplaced, named = named[nowhere], named[~nowhere]
    named = keep(named, named["said_of"] != "", "place", left)
    wanted = wanted_places(place)
    one = as_one([*named["said_of"], *wanted])
    named = named.assign(said_of=pd.array([one[name] for name in named["said_of"]], dtype="string"))
    if wanted:
        named = keep(named, named["said_of"].isin([one[name] for name in wanted]), "place", left)
    return named, unplaced


def wanted_places(place: str | Sequence[str] | None) -> list[str]:
    """Return the places that are asked for; none where any will do."""
    if place is None or place == EVERY:
        return []
    return [place] if isinstance(place, str) else [*place]


def _said_of(own: Any, subject: Any, *, anyone: bool) -> str | None:
    """Name the place of a row; empty where it is said of another place or of a body, None where unknown."""
    home, named = text_of(own), text_of(subject)
    if named is None or (home is not None and is_own(named, home)):
        return home
    if anyone:
        return named if is_place(named) else ""
    return None if home is None else ""


def _kinds(rows: pd.DataFrame) -> list[str]:
    columns = (rows[name] for name in ("unit", "change", "sentence", "sentence_start", "start", "period"))
    return [
        kind_of(str(unit), str(change), str(sentence)[: start - sentence_start], text_of(period))
        for unit, change, sentence, sentence_start, start, period in zip(*columns, strict=True)
    ]


def text_of(value: Any) -> str | None:
    """Return a cell as text; None where it is missing or empty."""
    return None if pd.isna(value) or value == "" else str(value)
