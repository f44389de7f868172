"""Counts: how many of a thing there are, and how often something was done."""

from __future__ import annotations

from typing import Unpack

import pandas as pd

from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import rows_of_kind
from hulin_analysis.charts.drawing.chart import ChartType
from hulin_analysis.charts.drawing.listing import plot_listing
from hulin_analysis.charts.options import Options, Settings, takes_options
from hulin_analysis.codes import Kind


@takes_options()
def plot_activities(metrics: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw the counts that a text states.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``activity``.

    Notes
    -----
    Bars from zero for what may be compared, a ruled table for all else; on an `ax` of yours there is room for
    bars alone. Bars are drawn of the parts of one whole, of the items of one list, and of one kind of thing
    counted in one unit (``vocabulary/siblings.toml``). By how much a count rose is a row of the table, with
    its sign.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_activities(ha.load_metrics()).title
    '文中20項計數'
    """
    rows = rows_of_kind(metrics, Kind.ACTIVITY, "ha.plot_activities({})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_activities", catalog)
    return plot_listing("activities", rows, metrics, settings)


ACTIVITIES = ChartType(plot_activities)
