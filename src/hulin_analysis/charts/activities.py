"""Counts: how many of a thing there are, and how often something was done."""

from __future__ import annotations

from typing import Unpack

import pandas as pd

from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.settings import Options, Settings, takes_options
from hulin_analysis.charts.drawing.listing import plot_listing
from hulin_analysis.charts.stated.entries import Quotes, only
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Kind
from hulin_analysis.script import LanguageTag

__all__ = ["plot_activities"]


@takes_options()
def plot_activities(
    metrics: pd.DataFrame,
    *,
    lang: LanguageTag | None = None,
    quotes: Quotes = "panel",
    **options: Unpack[Options],
) -> AnnotatedFigure:
    """Draw the counts that a text states.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``activity``.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the chart's own words; without it, that of the article's script. The sentences it quotes
        stay verbatim.
    quotes : {"panel", "footnotes", "marks", "none"}
        What is printed under the chart: the sentences of its numbers by section, only their clauses in small
        type, only the marks that lead to them elsewhere, or not even these.
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`. Without a `limit` it draws 40
        rows.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``: bars from zero for what may be
        compared, a ruled table for all else.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option, or `ax` is given and not all numbers may be
        compared.

    Notes
    -----
    Bars are drawn of the parts of one whole, of the items of one list, and of one kind of thing counted in
    one unit (``vocabulary/siblings.toml``). By how much a count rose is a row of the table, with its sign.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_activities(ha.load_metrics()).title
    '文中20項計數'
    """
    rows = only(metrics, Kind.ACTIVITY, "ha.plot_activities({})")
    words = Words.of(metrics, lang)
    settings = Settings.of(options, "ha.plot_activities", words.family)
    return plot_listing("activities", rows, metrics, words, settings, quotes)
