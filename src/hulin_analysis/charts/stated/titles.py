"""Titles: the weightiest finding about the numbers of a chart, or in plain words what is shown."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import FindingKind
from hulin_analysis.finding import findings_about
from hulin_analysis.finding.benchmarks import Context

__all__ = ["title_of"]


def title_of(
    kind: str, drawn: Sequence[Entry], metrics: pd.DataFrame, words: Words, levels: Sequence[Context] = (),
    *, count: int | None = None,
) -> str:  # fmt: skip
    """Head a chart with the weightiest finding that its own numbers prove, else with what it shows.

    Parameters
    ----------
    kind : str
        The chart, as the catalogue names it: ``indicators``, ``activities``, …
    drawn : sequence of Entry
        Its entries.
    metrics : DataFrame
        The frame they come from.
    words : Words
        The language.
    levels : sequence of Context
        What its growth rates are drawn beside.
    count : int, optional
        How many numbers there are, if not all of them are drawn.
    """
    ids = {entry.note.id for entry in drawn}
    found = findings_about(metrics, ids, levels, words.lang)
    # What is said of all marks heads a chart before what is said of one.
    for one in sorted(found, key=lambda one: one.kind != FindingKind.OUTPACED):
        # A sum of some of the bars is not what the chart is about.
        if one.kind != FindingKind.SUM or len(one.ids) == len(ids):
            return one.sentence.removesuffix(words("stop"))
    return words(f"{kind}_shown", n=count or len(drawn))
