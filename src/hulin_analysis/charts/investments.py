"""Sums invested, sorted, with each one's share of the total where a total means something."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.lines import Line2D

from hulin_analysis.charts import marks, panel, theme
from hulin_analysis.charts.certainty import bar_samples, status_note
from hulin_analysis.charts.entries import Entry, Quotes, common, entries, only
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.font import text_width
from hulin_analysis.charts.layout import Line, Run, wrap
from hulin_analysis.charts.money import money_name, money_power, money_unit
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.theme import MARGIN, Size
from hulin_analysis.charts.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Hedge, Kind
from hulin_analysis.finding.enumeration import is_enumeration, as_read
from hulin_analysis.script import Language
from hulin_analysis.unit_groups import comparable_group, currency

__all__ = ["plot_investments"]

_BAR = 13.0
_SHARE = 54.0


def plot_investments(
    metrics: pd.DataFrame, *, lang: Language = "zh-Hant", quotes: Quotes = "panel"
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
        If there is no such language or manner of quotes.

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
    words = Words.of(metrics, lang)
    # Of no rows at all, map would keep the type of the column.
    money = rows["unit"].map(lambda unit: currency(unit) is not None).astype(bool)
    sums = rows[money & (rows["change"] == Change.NONE)]
    drawn = entries(sums, metrics, words, quotes)
    if not drawn:
        return panel.nothing("investments", metrics, words)
    drawn.sort(key=lambda e: (-e.most, e.note.number))
    total = _total(drawn, sums, metrics)

    page = Page()
    panel.heading(page, title_of("investments", drawn, metrics, words), _subtitle(drawn, words), words)
    for unit in dict.fromkeys(comparable_group(e.unit) for e in drawn):
        _draw(page, [e for e in drawn if comparable_group(e.unit) == unit], total, words)
    panel.key(page, bar_samples(drawn, words))
    notes = panel.quotes(page, drawn, words, quotes)
    notes += _notes(drawn, total, len(rows) - len(drawn), words)
    described = [_in_words(e, total, words) for e in drawn]
    panel.describe(page, "investments", described, words)
    return panel.finish(page, metrics, words, notes=notes)


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
        page.text(page.width - MARGIN, page.y + 8, run, Size.SMALL, ha="right", tag="head")
    wide = max(_value_width(e, group, words) for e in group)
    width = page.inner - column - wide - max(marks.TAIL.values()) - 10
    shown = [e.scaled(scale) for e in group]
    labels = [_label(e, page.inner - column) for e in group]
    heights = [len(lines) * Size.BODY * theme.LEADING + _BAR + 12 for lines in labels]
    greatest = max(e.most for e in shown) or 1.0
    pane = page.pane(MARGIN, page.y + 8, width, sum(heights), (0, greatest))
    page.grid(pane)
    down = 0.0
    for entry, bar, lines, height in zip(group, shown, labels, heights, strict=True):
        page.lines(MARGIN + 5, pane.top + down, lines, Size.BODY, tag="label", clear=True)
        middle = down + len(lines) * Size.BODY * theme.LEADING + 2 + _BAR / 2
        marks.bar(pane, bar, middle, _BAR)
        x = pane.across(bar.most) + marks.TAIL.get(entry.hedge, 0.0) + 5
        _write_value(page, entry, group, (x, pane.top + middle + 3.6), words)
        if total:
            run = Run(_share(entry, total, group), colour=theme.GREY)
            page.text(page.width - MARGIN, pane.top + middle + 3.6, run, Size.BODY, ha="right", tag="share")
        down += height
    pane.add(Line2D([0, 0], [0, pane.height], color=theme.INK, linewidth=1.0, zorder=3, label="zero"))
    unit = money_unit(group, words)
    x = pane.left + pane.width + 14
    page.text(x, pane.top + pane.height + 11, Run(unit, colour=theme.GREY), Size.SMALL, tag="axis unit")
    page.y = pane.top + pane.height + 24


def _label(entry: Entry, width: float) -> list[Line]:
    mark = Run(entry.mark, colour=theme.ACCENT, keep=True, glue=True, url=entry.url)
    return wrap([Run(entry.label), mark], Size.BODY, width - 5)


def _gloss(entry: Entry, group: Sequence[Entry], words: Words) -> str:
    parts = []
    if words.lang == "en":
        value = "–".join(words.number(end) for end in dict.fromkeys((entry.least, entry.most)))
        value = f"{value} {money_name(entry, words)}"
        if entry.hedge != Hedge.EXACT:
            parts.append(words(f"{entry.hedge}_value", value=value))
        elif value != entry.shown:
            parts.append(value)
    return words("sep").join([*parts, *panel.aside(entry, group, words), *status_note(entry, words)])


def _value_width(entry: Entry, group: Sequence[Entry], words: Words) -> float:
    gloss = _gloss(entry, group, words)
    wide = text_width(entry.shown, Size.BODY, bold=True)
    return wide + (5 + text_width(gloss, Size.SMALL) if gloss else 0)


def _write_value(
    page: Page, entry: Entry, group: Sequence[Entry], at: tuple[float, float], words: Words
) -> None:
    x, y = at
    run = Run(entry.shown, bold=True, url=entry.url, gid=f"value-{entry.note.id}")
    page.text(x, y, run, Size.BODY, tag="value", clear=True)
    if gloss := _gloss(entry, group, words):
        x += text_width(entry.shown, Size.BODY, bold=True) + 5
        page.text(x, y, Run(gloss, colour=theme.GREY), Size.SMALL, tag="gloss", clear=True)


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
