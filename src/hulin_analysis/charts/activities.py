"""Counts as small multiples: one panel for the counts of one unit, each with its own scale from zero.

A unit that occurs once has nothing to be compared with, and a bar of full length would say nothing: such
counts are set as figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import pandas as pd

from hulin_analysis.charts import panel
from hulin_analysis.charts.choice import arranged, limited
from hulin_analysis.charts.composition import compose
from hulin_analysis.charts.entries import Entry, Quotes, entries, only
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.groups import Group, as_bars, draw_groups, glosses
from hulin_analysis.charts.marks import Bar
from hulin_analysis.charts.own_axes import draw_on
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.settings import Options, Settings, takes_options
from hulin_analysis.charts.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Kind
from hulin_analysis.errors import ChartError
from hulin_analysis.script import Language
from hulin_analysis.unit_groups import comparable_group, unit_group

__all__ = ["plot_activities"]

# What an activity is counted in comes before what any thing is counted in (個, 項).
_RANK = {"events": 0, "visits": 1, "people": 2}


@takes_options()
def plot_activities(
    metrics: pd.DataFrame, *, lang: Language = "zh-Hant", quotes: Quotes = "panel", **options: Unpack[Options]
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
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; bars in the unit of the text.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option.

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
    settings, words = Settings.of(options, "ha.plot_activities"), Words.of(metrics, lang)
    # By how much a count rose is no count: the two share no axis.
    levels = counts[counts["change"] == Change.NONE]
    found = entries(levels, metrics, words, quotes)
    if not found:
        return panel.nothing("activities", metrics, words, settings)
    drawn, notes = limited(arranged(found, settings, _rank), settings, words)
    if left_out := len(counts) - len(levels):
        notes.append(words("not_counts", n=left_out))
    groups = _group(drawn, words)

    def draw(page: Page) -> None:
        panel.heading(
            page, title_of("activities", drawn, metrics, words), _subtitle(drawn, groups, words), words
        )
        draw_groups(page, groups, words)
        panel.key(page, Bar().key(as_bars(groups), words))
        quoted = panel.quotes(page, drawn, words, quotes)
        rows = [words("alt_row", label=e.label, quote=e.shown) for e in drawn]
        panel.describe(page, "activities", rows, words)
        panel.finish(page, metrics, words, notes=[*quoted, *notes])

    figure = compose(draw, settings)
    if settings.ax is not None:
        if len(groups) > 1:
            units = "、".join(group.unit for group in groups)
            raise ChartError(f"One pair of axes holds counts of one unit; there are {units}.")
        draw_on(settings.ax, drawn, Bar, settings, unit=groups[0].unit, title=figure.title)
    return figure


def _rank(entry: Entry) -> tuple[float, int]:
    """Put the greatest count first, equal ones as the text has them."""
    return -entry.most, entry.note.number


def _group(drawn: Sequence[Entry], words: Words) -> list[Group]:
    """Put comparable units together: events, visits and people first, then the units of most rows."""
    found: dict[str, list[Entry]] = {}
    for entry in drawn:
        found.setdefault(comparable_group(entry.unit) if entry.unit else "", []).append(entry)
    beside = glosses(drawn, words)
    groups = []
    for rows in found.values():
        units = dict.fromkeys(e.unit for e in rows)
        groups.append(Group(words.units(list(units)), tuple(rows), beside))
    return sorted(
        groups, key=lambda g: (_RANK.get(unit_group(g.rows[0].unit) or "", len(_RANK)), -len(g.rows))
    )


def _subtitle(drawn: Sequence[Entry], groups: Sequence[Group], words: Words) -> list[str | None]:
    key = "activities_sub_one_unit" if len(groups) == 1 else "activities_sub"
    compared = any(len(group.rows) > 1 for group in groups)
    return [*panel.scope(drawn, words), words(key) if compared else None]
