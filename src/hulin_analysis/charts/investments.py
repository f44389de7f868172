"""Investments: sums of money by what the money is, signed, planned, under way or spent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Unpack

import pandas as pd

from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.settings import Options, Settings, takes_options
from hulin_analysis.charts.drawing.listing import Classes, plot_listing
from hulin_analysis.charts.drawing.marks import BarForm
from hulin_analysis.charts.stated.entries import Quotes, only
from hulin_analysis.charts.stated.spending import NOT_SPENT, SPENT, STAGES, UNSAID, stage_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Kind
from hulin_analysis.script import LanguageTag

__all__ = ["plot_investments"]

# Money that nobody has spent yet is drawn hollow, and pale where the text does not say.
_FORMS: dict[str, BarForm] = {**dict.fromkeys(NOT_SPENT, "hollow"), UNSAID: "pale"}


@takes_options()
def plot_investments(
    metrics: pd.DataFrame,
    *,
    lang: LanguageTag | None = None,
    quotes: Quotes = "panel",
    **options: Unpack[Options],
) -> AnnotatedFigure:
    """Draw what a text says of investments, by whether the money is spent.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``investment``.
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
    What the money is, signed, planned, under way or spent, is told by the words of the clause
    (``vocabulary/investments.toml``), and no bars mix it. Sums are added up, and each has its share, only
    where one sentence lists them one after the other and the text states no total that is smaller.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_investments(ha.load_metrics(), lang="zh-Hant").title
    '2021年虎林市所列3項投資合計166.5億元，最多的是國電投新能源開發投資，100億元'
    """
    rows = only(metrics, Kind.INVESTMENT, "ha.plot_investments({})")
    words = Words.of(metrics, lang)
    settings = Settings.of(options, "ha.plot_investments", words.family)
    classes = Classes(stage_of, (*STAGES, UNSAID), _FORMS, partial(_said, words=words))
    return plot_listing("investments", rows, metrics, words, settings, quotes, classes)


def _said(stages: Sequence[str], words: Words) -> list[str]:
    """Say which of the money is spent, and which is not."""
    names = [words(f"stage_{name}") for name in stages if name in NOT_SPENT]
    said = [words("investments_not_spent", stages=words.join(names))] if names else []
    if SPENT in stages:
        said.append(words("investments_spent", stages=words(f"stage_{SPENT}")))
    return said or [words("investments_unsaid")]
