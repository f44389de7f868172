"""Periods: what one text says of a thing for several periods, a small chart a thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import pandas as pd

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.settings import Options, Settings, takes_options
from hulin_analysis.charts.drawing import panel
from hulin_analysis.charts.drawing.over_time import Point, draw_points, open_years, span_sample, told_of
from hulin_analysis.charts.drawing.rivals import samples
from hulin_analysis.charts.drawing.series import Series, series_of
from hulin_analysis.charts.drawing.structure import Structure, chosen, structure_chart
from hulin_analysis.charts.stated.asides import scope
from hulin_analysis.charts.stated.choice import colour_of
from hulin_analysis.charts.stated.comparison import in_words
from hulin_analysis.charts.stated.entries import Entry, Quotes, required, signed_quote
from hulin_analysis.charts.stated.items import items_of
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.typesetting.layout import Line, Run, balanced
from hulin_analysis.charts.words import Words
from hulin_analysis.script import LanguageTag

__all__ = ["plot_periods", "states_periods"]

_HEIGHT, _LEAST_HEIGHT = 96.0, 60.0
# A small chart is so wide, at least, and stands so far from the next.
_WIDE, _GAP = 225.0, 26.0
# The white over and under the marks holds their words.
_PAD = 0.2


def states_periods(metrics: pd.DataFrame) -> bool:
    """Whether a frame states a thing for three periods.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> states_periods(ha.load_metrics())
    False
    """
    words = Words()
    return bool(series_of(items_of(metrics, words), words))


@takes_options("ax")
def plot_periods(
    metrics: pd.DataFrame,
    *,
    lang: LanguageTag | None = None,
    quotes: Quotes = "panel",
    **options: Unpack[Options],
) -> AnnotatedFigure:
    """Draw what a text states for three periods or more, a small chart a thing.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the chart's own words; without it, that of the article's script. The sentences it quotes
        stay verbatim.
    quotes : {"panel", "footnotes", "marks", "none"}
        What is printed under the chart: the sentences of its numbers by section, only their clauses in small
        type, only the marks that lead to them elsewhere, or not even these.
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; time across in years, the
        number upwards, each thing on a scale of its own.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option.

    Notes
    -----
    Drawn are periods of one length: years beside years, quarters beside quarters. A line joins a period with
    the one that follows it; it is dotted where the text says nothing of those between, and leads to no
    estimate or target. The scale begins at zero, but where more than half of it would be empty; then it says
    so.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "全縣糧食產量2021年12.3萬噸,2022年12.8萬噸,2023年13.1萬噸。"
    >>> ha.plot_periods(ha.extract(ha.parse_article(text))).title
    '糧食產量：2021年12.3萬噸，2023年13.1萬噸'
    """
    required(metrics, "ha.plot_periods({})")
    words = Words.of(metrics, lang)
    settings = Settings.of(options, "ha.plot_periods", words.family)
    found, hidden = chosen(series_of(items_of(metrics, words, quotes), words), settings, words)
    if not found:
        return panel.nothing("periods", metrics, words, settings)
    points = [point for one in found for point in one.points]
    drawn = [entry for one in found for entry in one.entries]
    if any(joint.dotted for one in found for joint in one.joints):
        hidden.append(words("periods_gaps"))

    def draw(page: Page) -> tuple[list[Entry], list[str]]:
        count = max(1, min(len(found), int((page.inner + _GAP) // (_WIDE + _GAP))))
        rows = page.portion.take([found[at : at + count] for at in range(0, len(found), count)])
        told = [sum(pair) for pair in zip(*(_draw(page, row, count, words) for row in rows), strict=True)]
        notes = zip(told, ("trend_unlabelled", "outside"), strict=True)
        here = [entry for row in rows for one in row for entry in one.entries]
        return here, [words(key, n=number) for number, key in notes if number]

    key = [*samples([point.one for point in points], words), *span_sample(points, words)]
    said = [([point.one.entry], _said(one, point, words)) for one in found for point in one.points]
    subtitle = [scope(drawn, words)[0], words("periods_sub") if len(found) > 1 else found[0].subtitle]
    made = Structure("periods", _title(found, words), subtitle, drawn, said, draw, key, hidden)
    return structure_chart(made, metrics, words, settings, quotes)


def _said(one: Series, point: Point, words: Words) -> str:
    """Say a mark in the alternative text."""
    return in_words(
        point.one, words("periods_of", what=one.name, period=words.period(point.period, inside=True)), words
    )


def _title(found: Sequence[Series], words: Words) -> str:
    """Say the first and the last number of one thing, of several how many they are."""
    if len(found) > 1:
        return words("periods_shown", n=len(found))
    told = told_of(found[0].points)
    first, last = told[0], told[-1]
    return words(
        "periods_title", what=found[0].name, top=signed_quote(first.one.entry, words),
        bottom=signed_quote(last.one.entry, words), since=words.period(first.period, inside=True),
        until=words.period(last.period, inside=True),
    )  # fmt: skip


def _draw(page: Page, row: Sequence[Series], count: int, words: Words) -> tuple[int, int]:
    """Draw small charts beside one another, each under its name, and move `y` below them."""
    wide = (page.inner - (count - 1) * _GAP) / count
    heads = [_head(one, wide, alone=count == 1) for one in row]
    top = page.y + Size.LABEL * theme.LEADING * max(map(len, heads)) + 16
    high, lost = page.row(_HEIGHT, _LEAST_HEIGHT), [0, 0]
    for number, (one, head) in enumerate(zip(row, heads, strict=True)):
        left = page.margin + number * (wide + _GAP)
        page.lines(left, page.y, head, Size.LABEL, tag="label")
        pane = open_years(page, one.points, one.unit, (left, top, wide, high), words, pad=_PAD,
                          zero=one.zero)  # fmt: skip
        missed = draw_points(pane, one.points, one.joints, words, room=(left + wide, 14.0), size=Size.SMALL,
                             own=colour_of(one.entries[0], page.settings))  # fmt: skip
        lost = [a + b for a, b in zip(lost, missed, strict=True)]
    page.y = top + high + 34
    return lost[0], lost[1]


def _head(one: Series, wide: float, *, alone: bool) -> list[Line]:
    """Set the name of a small chart, and what its scale is."""
    return balanced([Run(one.name, bold=True), Run(f"  {one.subtitle}", colour=theme.GREY)], Size.LABEL, wide)
