"""Investments: sums of money by what the money is, signed, planned, under way or spent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from re import Pattern
from typing import Any, Unpack

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import rows_of_kind
from hulin_analysis.charts.drawing.chart import ChartType
from hulin_analysis.charts.drawing.listing import Classes, plot_listing
from hulin_analysis.charts.drawing.marks import BarForm
from hulin_analysis.charts.options import Options, Settings, takes_options
from hulin_analysis.codes import Kind, Status

#: The names of the tables in ``vocabulary/investments.toml``, in the order in which a chart has them.
STAGES = SIGNED, PLANNED, UNDER_WAY, SPENT = ("signed", "planned", "under_way", "spent")
#: The text does not say it.
UNSAID = "unsaid"
#: Drawn hollow: nobody has spent it yet.
NOT_SPENT = frozenset({SIGNED, PLANNED, UNDER_WAY})
# Money that nobody has spent yet is drawn hollow, and pale where the text does not say.
_FORMS: dict[str, BarForm] = {**dict.fromkeys(NOT_SPENT, "hollow"), UNSAID: "pale"}
_ENDS = re.compile("[,，;；:：。!！?？\n]")


@takes_options()
def plot_investments(metrics: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw what a text says of investments, by whether the money is spent.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``investment``.

    Notes
    -----
    Bars from zero for what may be compared, a ruled table for all else; on an `ax` of yours there is room for
    bars alone. What the money is, signed, planned, under way or spent, is told by the words of the clause
    (``vocabulary/investments.toml``), and no bars mix it. Sums are added up, and each has its share, only
    where one sentence lists them one after the other and the text states no total that is smaller.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_investments(ha.load_metrics(), lang="zh-Hant").title
    '2021年虎林市所列3項投資合計166.5億元，最多的是國電投新能源開發投資，100億元'
    """
    rows = rows_of_kind(metrics, Kind.INVESTMENT, "ha.plot_investments({})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_investments", catalog)
    classes = Classes(stage_of, (*STAGES, UNSAID), _FORMS, partial(_said, catalog=catalog))
    return plot_listing("investments", rows, metrics, settings, classes)


INVESTMENTS = ChartType(plot_investments)


def _said(stages: Sequence[str], catalog: Catalog) -> list[str]:
    """Say which of the money is spent, and which is not."""
    names = [catalog(f"stage_{name}") for name in stages if name in NOT_SPENT]
    said = [catalog("investments_not_spent", stages=catalog.join(names))] if names else []
    if SPENT in stages:
        said.append(catalog("investments_spent", stages=catalog(f"stage_{SPENT}")))
    return said or [catalog("investments_unsaid")]


def _pattern(stage: str) -> Pattern[str]:
    return vocabulary.compiled("investments", f"<{stage}.words>")


def stage_of(row: Mapping[str, Any]) -> str:
    """Tell what the money of a row is, by the words of its clause; :data:`UNSAID` where none says it."""
    text, begin = script.fold(str(row["sentence"])), int(row["sentence_start"])
    start, end = int(row["start"]) - begin, int(row["end"]) - begin
    before = _ENDS.split(text[:start])[-1]
    behind = _ENDS.split(text[end:])[0]
    # Nearest in front of the number; where two end at one place, the longer words.
    near = [(m.end(), -m.start(), stage) for stage in STAGES for m in _pattern(stage).finditer(before)]
    further = [(-m.start(), m.end(), stage) for stage in STAGES for m in _pattern(stage).finditer(behind)]
    found = max(near or further, default=(0, 0, UNSAID))[2]
    # What is to be spent is not spent, unless the clause says that it has been.
    ahead = row["status"] != Status.ACTUAL and not _pattern("done").search(before)
    return PLANNED if ahead and found in (SPENT, UNSAID) else found
