"""Counts as small multiples: one panel for the counts of one unit, each with its own scale from zero.

A unit that occurs once has nothing to be compared with, and a bar of full length would say nothing: such
counts are set as figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hulin_analysis.charts import panel
from hulin_analysis.charts.certainty import bar_samples
from hulin_analysis.charts.entries import Entry, Quotes, entries, only
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.groups import Group, draw_groups, glosses
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Kind
from hulin_analysis.script import Language
from hulin_analysis.unit_groups import comparable_group, unit_group

__all__ = ["plot_activities"]

# What an activity is counted in comes before what any thing is counted in (個, 項).
_RANK = {"events": 0, "visits": 1, "people": 2}


def plot_activities(
    metrics: pd.DataFrame, *, lang: Language = "zh-Hant", quotes: Quotes = "panel"
) -> AnnotatedFigure:
    """Draw the counts that a text states, by unit.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``activity``.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the chart's own words; the sentences it quotes stay verbatim.
    quotes : {"panel", "footnotes", "none"}
        What is printed under the chart: the sentences of its numbers by section, only their clauses in small
        type, or neither quotes nor the marks that lead to them.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; bars in the unit of the text.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language or manner of quotes.

    Notes
    -----
    Units share a panel only where they count the same kind of thing: 場 and 場次, never 人次
    (``vocabulary/units.toml``). By how much a count rose is no count, and is left out with a note.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> figure = ha.plot_activities(ha.load_metrics(), lang="en")
    >>> len(figure.axes) > 3
    True
    """
    counts = only(metrics, Kind.ACTIVITY, "ha.plot_activities({})")
    words = Words.of(metrics, lang)
    # By how much a count rose is no count: the two share no axis.
    levels = counts[counts["change"] == Change.NONE]
    drawn = entries(levels, metrics, words, quotes)
    if not drawn:
        return panel.nothing("activities", metrics, words)
    groups = _group(drawn, words)

    page = Page()
    panel.heading(page, title_of("activities", drawn, metrics, words), _subtitle(drawn, groups, words), words)
    panel.key(page, bar_samples(draw_groups(page, groups, words), words))
    notes = panel.quotes(page, drawn, words, quotes)
    if left_out := len(counts) - len(levels):
        notes = [*notes, words("not_counts", n=left_out)]
    rows = [words("alt_row", label=e.label, quote=e.shown) for e in drawn]
    panel.describe(page, "activities", rows, words)
    return panel.finish(page, metrics, words, notes=notes)


def _group(drawn: Sequence[Entry], words: Words) -> list[Group]:
    """Put comparable units together: events, visits and people first, then the units of most rows."""
    found: dict[str, list[Entry]] = {}
    for entry in drawn:
        found.setdefault(comparable_group(entry.unit) if entry.unit else "", []).append(entry)
    beside = glosses(drawn, words)
    groups = []
    for rows in found.values():
        units = dict.fromkeys(e.unit for e in rows)
        ordered = sorted(rows, key=lambda e: (-e.most, e.note.number))
        groups.append(Group(words.units(list(units)), tuple(ordered), beside))
    return sorted(
        groups, key=lambda g: (_RANK.get(unit_group(g.rows[0].unit) or "", len(_RANK)), -len(g.rows))
    )


def _subtitle(drawn: Sequence[Entry], groups: Sequence[Group], words: Words) -> list[str | None]:
    key = "activities_sub_one_unit" if len(groups) == 1 else "activities_sub"
    compared = any(len(group.rows) > 1 for group in groups)
    return [*panel.scope(drawn, words), words(key) if compared else None]
