"""Amounts: sums of money that are no investment, from a family's wage to a budget."""

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
from hulin_analysis.unit_groups import currency


@takes_options()
def plot_amounts(metrics: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw the sums of money of a text that are no investments.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``other`` that are sums of money.

    Notes
    -----
    Bars from zero for what may be compared, a ruled table for all else; on an `ax` of yours there is room for
    bars alone. Bars are drawn of the parts of one whole, of the items of one list, and of one kind of thing
    in one currency, said per the same time or head. By how much a sum rose or fell is a row of the table,
    with its sign. The level of an indicator stands in ``ha.plot_indicators``, and a note counts it.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_amounts(ha.load_metrics()).title
    '文中其他金額3筆'
    """
    rows = rows_of_kind(metrics, Kind.OTHER, "ha.plot_amounts({})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_amounts", catalog)
    # Of no rows at all, map would keep the type of the column.
    money = rows[rows["unit"].map(lambda unit: currency(unit) is not None).astype(bool)]
    return plot_listing("amounts", money, metrics, settings)


AMOUNTS = ChartType(plot_amounts)
