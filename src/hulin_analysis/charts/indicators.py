"""Growth rates as a dot plot, beside province and nation where a context frame gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
from matplotlib.lines import Line2D

from hulin_analysis.charts import marks, panel, theme
from hulin_analysis.charts.against import Against, certainly_above, difference, hold_against
from hulin_analysis.charts.certainty import dot_samples
from hulin_analysis.charts.entries import Entry, Quotes, common, entries, only, shared_place, signed_quote
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.font import text_width
from hulin_analysis.charts.layout import Line, Run, balanced, plain
from hulin_analysis.charts.page import Page, Pane
from hulin_analysis.charts.panel import Sample
from hulin_analysis.charts.theme import MARGIN, Size
from hulin_analysis.charts.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.script import Language

__all__ = ["plot_indicators"]

_LABELS = 168.0
_ROW = 36.0
_DROP = 9.0


@dataclass(frozen=True)
class _Row:
    """One indicator as it is laid out: its label's lines, what is missing or special, its height."""

    entry: Entry
    label: tuple[Line, ...]
    detail: tuple[Line, ...]

    @property
    def block(self) -> float:
        return theme.LEADING * (Size.LABEL * len(self.label) + Size.SMALL * len(self.detail))

    @property
    def height(self) -> float:
        return max(_ROW, self.block + 8)


def plot_indicators(
    metrics: pd.DataFrame,
    *,
    context: pd.DataFrame | None = None,
    lang: Language = "zh-Hant",
    quotes: Quotes = "panel",
) -> AnnotatedFigure:
    """Draw the growth rates that a text states, beside those of province and nation.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``indicator`` in % that
        say by how much something rose or fell.
    context : DataFrame, optional
        Rates of the same indicators and periods, as ``ha.load_context`` gives them.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the chart's own words; the sentences it quotes stay verbatim.
    quotes : {"panel", "footnotes", "none"}
        What is printed under the chart: the sentences of its numbers by section, only their clauses in small
        type, or neither quotes nor the marks that lead to them.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; one row a rate in %, the
        highest first. What the context lacks is left blank and said so.

    Raises
    ------
    DataError
        If it is given no metrics frame or no context frame, or one that lacks a column.
    ChartError
        If there is no such language or manner of quotes, or the context has two areas of one level.

    Notes
    -----
    Rates are compared only where indicator and period are the same; a hedged number or a range counts as
    higher only where its words leave no doubt.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_indicators(ha.load_metrics(), context=ha.load_context(), lang="zh-Hant").title
    '2021年虎林市8項指標中，5項預計增速高於黑龍江省'
    """
    rows = only(metrics, Kind.INDICATOR, "ha.plot_indicators({})")
    words = Words.of(metrics, lang)
    rates = rows[(rows["unit"] == "%") & rows["change"].isin([Change.INCREASE, Change.DECREASE])]
    drawn = [_named(e, words) for e in entries(rates, metrics, words, quotes)]
    if not drawn:
        return panel.nothing("indicators", metrics, words)
    drawn.sort(key=lambda e: (-e.middle, e.note.number))
    levels = hold_against(context, drawn)

    page = Page()
    panel.heading(page, title_of("indicators", drawn, metrics, words, levels), _subtitle(drawn, words), words)
    laid = [_lay_out(entry, drawn, levels, words) for entry in drawn]
    _draw(page, laid, levels, words)
    panel.key(page, _key(drawn, levels, words))
    notes = panel.quotes(page, drawn, words, quotes)
    notes += _notes(drawn, levels, len(rows) - len(rates), words)
    said = [one.publisher(entry) for one in levels for entry in drawn]
    panel.describe(page, "indicators", [_in_words(entry, levels, words) for entry in drawn], words)
    publishers = [words.chinese(name) for name in said if name]
    return panel.finish(page, metrics, words, notes=notes, publishers=publishers)


def _named(entry: Entry, words: Words) -> Entry:
    return replace(entry, label=entry.label or words("unnamed"))


def _subtitle(drawn: Sequence[Entry], words: Words) -> list[str | None]:
    status = common(e.status for e in drawn)
    return [
        *panel.scope(drawn, words),
        words("rate"),
        words(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None,
    ]


def _lay_out(entry: Entry, drawn: Sequence[Entry], levels: Sequence[Against], words: Words) -> _Row:
    special = panel.aside(entry, drawn, words)
    if common(e.status for e in drawn) is None and entry.status != Status.ACTUAL:
        special.append(words(entry.status))
    absent = [one for one in levels if one.value(entry) is None]
    lines = [*plain(words("sep").join(special), Size.SMALL, _LABELS)]
    if absent and len(absent) == len(levels):
        areas = words.join([_area(one, words) for one in absent])
        lines += plain(words("no_figure", area=areas), Size.SMALL, _LABELS)
    else:
        for one in absent:
            lines += plain(words("no_figure", area=_area(one, words)), Size.SMALL, _LABELS)
    return _Row(entry, tuple(balanced([Run(entry.label)], Size.LABEL, _LABELS)), tuple(lines))


def _area(one: Against, words: Words) -> str:
    return words(f"the_{one.level}") if words.lang == "en" else words.chinese(one.area)


def _draw(page: Page, rows: Sequence[_Row], levels: Sequence[Against], words: Words) -> None:
    """Draw labels, dots and the column of differences."""
    wide = max(line.width for row in rows for line in (*row.label, *row.detail))
    left = MARGIN + wide + 14
    column = 58.0 if levels else 0.0
    if levels:
        head = [words("difference", area=_area(levels[0], words)), words("points")]
        column = max(column, *(text_width(text, Size.SMALL) + 6 for text in head))
        for number, text in enumerate(head):
            y = page.y + 9 + number * 11
            page.text(
                page.width - MARGIN, y, Run(text, colour=theme.GREY), Size.SMALL, ha="right", tag="head"
            )
        page.y += 20
    values = [v for row in rows for v in (row.entry.least, row.entry.most)]
    values += [v for one in levels for row in rows if (v := one.value(row.entry)) is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    pad = (high - low or 1.0) * 0.04
    bounds = (low - pad if low < 0 else low - pad / 2, high + pad)
    width = page.width - MARGIN - column - 14 - left
    pane = page.pane(left, page.y, width, sum(row.height for row in rows), bounds)
    page.grid(pane, suffix="%")
    top = 0.0
    for row in rows:
        _draw_row(page, pane, row, top, levels)
        if levels and (value := levels[0].value(row.entry)) is not None:
            text = difference(row.entry, value)
            strong = certainly_above(row.entry, value) and not row.entry.is_range
            run = Run(text, bold=strong, colour=theme.ACCENT if strong else theme.GREY)
            y = page.y + top + row.height * 0.5 + 7.5
            page.text(page.width - MARGIN, y, run, Size.BODY, ha="right", tag="difference")
        top += row.height
    page.y += top + 22


def _draw_row(page: Page, pane: Pane, row: _Row, top: float, levels: Sequence[Against]) -> None:
    entry, middle = row.entry, top + row.height * 0.5 + 4
    y = page.y + middle - row.block / 2
    for lines, size, colour in ((row.label, Size.LABEL, theme.INK), (row.detail, Size.SMALL, theme.PALE)):
        for line in lines:
            tag = "label" if size == Size.LABEL else "detail"
            baseline = y + size * (0.5 * theme.LEADING + 0.38)
            page.text(pane.left - 14, baseline, Run(line.text, colour=colour), size, ha="right", tag=tag)
            y += size * theme.LEADING
    beside = {one.level: value for one in levels if (value := one.value(entry)) is not None}
    ends = [entry.least, entry.most, *beside.values()]
    pane.add(
        Line2D([min(ends), max(ends)], [middle, middle], color=theme.BAND, linewidth=6,
               solid_capstyle="round", zorder=1)
    )  # fmt: skip
    if "nation" in beside:
        marks.tick(pane, beside["nation"], middle, gid=f"nation-{entry.note.id}")
    if "province" in beside:
        room = pane.length(marks.RADIUS + (13.5 if entry.hedge != Hedge.EXACT else 5.0))
        near = entry.least - room < beside["province"] < entry.most + room
        drop = _DROP if near else 0.0
        marks.diamond(pane, beside["province"], middle + drop, gid=f"province-{entry.note.id}")
    marks.dot(pane, entry, middle)
    _write_value(page, pane, entry, middle)


def _write_value(page: Page, pane: Pane, entry: Entry, middle: float) -> None:
    """Write the words of the text above the dot, kept inside the pane, and the mark behind them."""
    text = ("−" if entry.change == Change.DECREASE else "") + entry.shown
    wide = text_width(text, Size.LABEL, bold=True)
    whole = wide + 1.5 + text_width(entry.mark, Size.LABEL)
    x = pane.across(entry.middle) - wide / 2
    x = min(max(x, pane.left - 8), pane.left + pane.width + 10 - whole)
    y = page.y + middle - marks.RADIUS - 6.8
    run = Run(text, bold=True, colour=theme.ACCENT, url=entry.url, gid=f"value-{entry.note.id}")
    page.text(x, y, run, Size.LABEL, tag="value", clear=True)
    mark = Run(entry.mark, colour=theme.ACCENT, url=entry.url)
    page.text(x + wide + 1.5, y, mark, Size.LABEL, tag="mark")


def _key(drawn: Sequence[Entry], levels: Sequence[Against], words: Words) -> list[Sample]:
    """Explain what occurs: each status and hedge, and each level."""
    subject = shared_place(drawn)
    name = words.chinese(subject) if subject else words("this_text")
    samples = dot_samples(drawn, words, name)
    for one in levels:
        draw = marks.diamond if one.level == "province" else marks.tick
        text = words("area_key", area=words.chinese(one.area), level=words(f"the_{one.level}").capitalize())
        samples.append(Sample(text, partial(_sample_level, draw), 12))
    return samples


def _sample_level(draw: Callable[[Pane, float, float], None], pane: Pane, x: float, y: float) -> None:
    draw(pane, x + 6, y)


def _notes(drawn: Sequence[Entry], levels: Sequence[Against], left_out: int, words: Words) -> list[str]:
    notes: list[str] = []
    for one in levels:
        labels = [e.label for e in drawn if one.value(e) is None]
        if labels:
            joined = words.join(list(dict.fromkeys(labels)))
            notes.append(words("missing", area=_area(one, words), labels=joined))
    if left_out > 0:
        notes.append(words("not_rates", n=left_out))
    return notes


def _in_words(entry: Entry, levels: Sequence[Against], words: Words) -> str:
    row = words("alt_row", label=entry.label, quote=signed_quote(entry, words))
    pairs = [
        words("alt_pair", area=_area(one, words), value=f"{value:g}%")
        for one in levels
        if (value := one.value(entry)) is not None
    ]
    return row + (words("alt_against", pairs=words.join(pairs)) if pairs else "")
