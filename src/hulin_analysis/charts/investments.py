"""Sums invested, sorted, with each one's share of the total where a total means something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import pandas as pd

from hulin_analysis.charts import panel, theme
from hulin_analysis.charts.bars import BarRow, draw_bars
from hulin_analysis.charts.choice import arranged, limited
from hulin_analysis.charts.composition import compose
from hulin_analysis.charts.entries import Entry, Quotes, common, entries, only
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.layout import Run
from hulin_analysis.charts.marks import Bar
from hulin_analysis.charts.money import money_power, money_unit
from hulin_analysis.charts.own_axes import draw_on
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.settings import Options, Settings, takes_options
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Hedge, Kind
from hulin_analysis.errors import ChartError
from hulin_analysis.finding.enumeration import as_read, is_enumeration
from hulin_analysis.script import Language
from hulin_analysis.unit_groups import comparable_group, currency

__all__ = ["plot_investments"]

_BAR = 13.0
_SHARE = 54.0


@takes_options()
def plot_investments(
    metrics: pd.DataFrame, *, lang: Language = "zh-Hant", quotes: Quotes = "panel", **options: Unpack[Options]
) -> AnnotatedFigure:
    """Draw the sums of money that a text calls investments.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``investment`` that are sums of money.
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
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; one panel a currency, in
        hundred millions (億) where the sums are that large.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option.

    Notes
    -----
    Sums that one sentence lists one after the other are added up, and each has its share; others are not.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_investments(ha.load_metrics(), lang="zh-Hant").title
    '2021年虎林市所列3項投資合計166.5億元，最多的是國電投新能源開發投資，100億元'
    """
    rows = only(metrics, Kind.INVESTMENT, "ha.plot_investments({})")
    settings, words = Settings.of(options, "ha.plot_investments"), Words.of(metrics, lang)
    # Of no rows at all, map would keep the type of the column.
    money = rows["unit"].map(lambda unit: currency(unit) is not None).astype(bool)
    sums = rows[money & (rows["change"] == Change.NONE)]
    found = arranged(entries(sums, metrics, words, quotes), settings, _rank)
    if not found:
        return panel.nothing("investments", metrics, words, settings)
    # A share is one of all sums, also where not all are drawn.
    total = _total(found, sums, metrics)
    drawn, hidden = limited(found, settings, words)
    notes = [*_notes(found, total, len(rows) - len(found), words), *hidden]

    def draw(page: Page) -> None:
        panel.heading(page, title_of("investments", drawn, metrics, words), _subtitle(drawn, words), words)
        for unit in dict.fromkeys(comparable_group(e.unit) for e in drawn):
            _draw(page, [e for e in drawn if comparable_group(e.unit) == unit], total, words)
        panel.key(page, Bar().key(drawn, words))
        quoted = panel.quotes(page, drawn, words, quotes)
        panel.describe(page, "investments", [_in_words(e, total, words) for e in drawn], words)
        panel.finish(page, metrics, words, notes=[*quoted, *notes])

    figure = compose(draw, settings)
    if settings.ax is not None:
        if len({comparable_group(e.unit) for e in drawn}) > 1:
            raise ChartError("One pair of axes holds sums of one currency; there are several.")
        scaled = [e.scaled(10.0 ** money_power(drawn, words)) for e in drawn]
        unit = money_unit(drawn, words)
        draw_on(settings.ax, scaled, Bar, settings, unit=unit, title=figure.title)
    return figure


def _rank(entry: Entry) -> tuple[float, int]:
    """Put the greatest sum first, equal ones as the text has them."""
    return -entry.most, entry.note.number


def _total(drawn: Sequence[Entry], rows: pd.DataFrame, metrics: pd.DataFrame) -> float | None:
    """Add the sums up if all are the items of one list; None where one may be part of another.

    They are of one document, currency, period and status, and none is a range.
    """
    alike = all(
        common(values) is not None or len(set(values)) == 1
        for values in (
            [comparable_group(e.unit) for e in drawn],
            [e.period for e in drawn],
            [e.status for e in drawn],
            [e.note.document for e in drawn],
        )
    )
    if not alike or any(e.is_range for e in drawn):
        return None
    listed = rows[rows["id"].isin([e.note.id for e in drawn])].sort_values("start")
    sentence = metrics[metrics["sentence_start"] == listed["sentence_start"].iloc[0]]
    if not is_enumeration(as_read(listed), as_read(sentence)):
        return None
    return sum(e.most for e in drawn)


def _share(entry: Entry, total: float, drawn: Sequence[Entry]) -> str:
    """Give a share of the total; about, where any of the sums is no exact number."""
    sure = all(e.hedge == Hedge.EXACT for e in drawn)
    return f"{'' if sure else '≈'}{100 * entry.most / total:.1f}%"


def _subtitle(drawn: Sequence[Entry], words: Words) -> list[str | None]:
    unit = None
    if len({comparable_group(e.unit) for e in drawn}) == 1:
        unit = money_unit(drawn, words)
    return [*panel.scope(drawn, words), unit, words("investments_caution")]


def _draw(page: Page, group: Sequence[Entry], total: float | None, words: Words) -> None:
    """Draw the bars of one currency, with their grid and the column of shares."""
    scale = 10.0 ** money_power(group, words)
    column = _SHARE if total else 0.0
    if total:
        run = Run(words("share"), colour=theme.GREY)
        page.text(page.width - page.margin, page.y + 8, run, Size.SMALL, ha="right", tag="head")
    rows = [
        BarRow(e.scaled(scale), _gloss(e, group, words), _share(e, total, group) if total else "")
        for e in group
    ]
    box = (page.margin, page.y + 8, page.inner)
    pane = draw_bars(page, rows, words, box, size=Size.BODY, thick=_BAR, column=column)
    page.y = pane.top + pane.height + 24
    page.unit(pane, money_unit(group, words))


def _gloss(entry: Entry, group: Sequence[Entry], words: Words) -> str:
    return words("sep").join([*panel.aside(entry, group, words), *panel.status_note(entry, words)])


def _notes(drawn: Sequence[Entry], total: float | None, left_out: int, words: Words) -> list[str]:
    notes: list[str] = []
    if total:
        notes.append(words("shares_note"))
    elif len(drawn) > 1:
        notes.append(words("unsummed_note"))
    if left_out > 0:
        notes.append(words("not_money", n=left_out))
    return notes


def _in_words(entry: Entry, total: float | None, words: Words) -> str:
    row = words("alt_row", label=entry.label, quote=entry.shown)
    if total:
        pair = words("alt_pair", area=words("share"), value=f"{100 * entry.most / total:.1f}%")
        row += words("alt_against", pairs=pair)
    return row
