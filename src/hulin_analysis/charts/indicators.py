"""Growth rates as a dot plot, beside province and nation where a context frame gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Unpack

import pandas as pd
from matplotlib.lines import Line2D

from hulin_analysis.charts import marks, panel, theme
from hulin_analysis.charts.against import Against, certainly_above, difference, hold_against
from hulin_analysis.charts.choice import arranged, colour_of, limited
from hulin_analysis.charts.composition import compose
from hulin_analysis.charts.entries import Entry, Quotes, common, entries, only, shared_place, signed_quote
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.font import text_width
from hulin_analysis.charts.layout import Line, Run, balanced, plain, wrap
from hulin_analysis.charts.marks import Diamond, Dot, Sample, Tick
from hulin_analysis.charts.own_axes import draw_on
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.settings import Options, Settings, takes_options
from hulin_analysis.charts.surface import Pane
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Kind, Status
from hulin_analysis.script import Language

__all__ = ["plot_indicators"]

_LABELS = 168.0
_ROW = 36.0
_LEAST_ROW = 17.0
# Rows of less height have no room for words over their dot.
_WORDS_OVER = 29.0
# From a dot up to the upper edge of its words.
_ABOVE = 22.0
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


@takes_options()
def plot_indicators(
    metrics: pd.DataFrame,
    *,
    context: pd.DataFrame | None = None,
    lang: Language = "zh-Hant",
    quotes: Quotes = "panel",
    **options: Unpack[Options],
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
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`.

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
        If there is no such language, manner of quotes or option, or the context has two areas of one level.

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
    settings, words = Settings.of(options, "ha.plot_indicators"), Words.of(metrics, lang)
    rates = rows[(rows["unit"] == "%") & rows["change"].isin([Change.INCREASE, Change.DECREASE])]
    named = [_named(e, words) for e in entries(rates, metrics, words, quotes)]
    levels = hold_against(context, named)
    if not named:
        return panel.nothing("indicators", metrics, words, settings)
    drawn, hidden = limited(arranged(named, settings, _rank), settings, words)
    publishers = [words.chinese(n) for one in levels for e in drawn if (n := one.publisher(e))]
    notes = [*_notes(drawn, levels, len(rows) - len(rates), words), *hidden]

    def draw(page: Page) -> None:
        panel.heading(
            page, title_of("indicators", drawn, metrics, words, levels), _subtitle(drawn, words), words
        )
        _draw(page, drawn, levels, words)
        panel.key(page, _key(drawn, levels, words))
        quoted = panel.quotes(page, drawn, words, quotes)
        panel.describe(page, "indicators", [_in_words(entry, levels, words) for entry in drawn], words)
        panel.finish(page, metrics, words, notes=[*quoted, *notes], publishers=publishers)

    figure = compose(draw, settings)
    if settings.ax is not None:
        draw_on(settings.ax, drawn, Dot, settings, unit=words("rate"), title=figure.title)
    return figure


def _rank(entry: Entry) -> tuple[float, int]:
    """Put the highest rate first, equal ones as the text has them."""
    return -entry.middle, entry.note.number


def _named(entry: Entry, words: Words) -> Entry:
    return replace(entry, label=entry.label or words("unnamed"))


def _subtitle(drawn: Sequence[Entry], words: Words) -> list[str | None]:
    status = common(e.status for e in drawn)
    return [
        *panel.scope(drawn, words),
        words("rate"),
        words(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None,
    ]


def _lay_out(
    entry: Entry, drawn: Sequence[Entry], levels: Sequence[Against], words: Words, page: Page
) -> _Row:
    over = page.narrow
    wide = page.inner - 4 if over else _LABELS
    special = panel.aside(entry, drawn, words)
    if common(e.status for e in drawn) is None and entry.status != Status.ACTUAL:
        special.append(words(entry.status))
    absent = [one for one in levels if one.value(entry) is None]
    lines = [*plain(words("sep").join(special), Size.SMALL, wide)]
    if absent and len(absent) == len(levels):
        areas = words.join([_area(one, words) for one in absent])
        lines += plain(words("no_figure", area=areas), Size.SMALL, wide)
    else:
        for one in absent:
            lines += plain(words("no_figure", area=_area(one, words)), Size.SMALL, wide)
    if over:
        details = [Run(f"  {line.text}", colour=theme.GREY) for line in lines]
        return _Row(entry, tuple(wrap([Run(entry.label), *details], Size.LABEL, wide)), ())
    return _Row(entry, tuple(balanced([Run(entry.label)], Size.LABEL, wide)), tuple(lines))


def _area(one: Against, words: Words) -> str:
    return words(f"the_{one.level}") if words.lang == "en" else words.chinese(one.area)


def _draw(page: Page, drawn: Sequence[Entry], levels: Sequence[Against], words: Words) -> None:
    """Draw labels, dots and the column of differences: names beside the axes, on a narrow page over them."""
    over = page.narrow
    rows = [_lay_out(entry, drawn, levels, words, page) for entry in drawn]
    wide = 0.0 if over else max(line.width for row in rows for line in (*row.label, *row.detail)) + 14
    left = page.margin + max(wide, 8.0)
    column = _head(page, levels, words)
    block = max(row.block for row in rows)
    high = page.row(_ROW, _LEAST_ROW)
    # A dot stands at a whole number; over it are its words where there is room, else at its right.
    low_rows = (high if over else max(high, block + 2)) < _WORDS_OVER
    if over:
        above = (12.0 if low_rows else _ABOVE) + block
        row_high = above + max(10.0, high - _ABOVE)
    else:
        row_high = max(high, block + 2)
        above = row_high / 2 if low_rows else max(row_high / 2 + 4, block / 2 + 2)
    span = (-above / row_high, len(rows) - above / row_high)
    width = page.width - page.margin - column - 14 - left
    pane = page.pane(left, page.y, width, row_high * len(rows), _ends(rows, levels), span=span)
    page.rows(pane, [row.entry.label for row in rows])
    page.grid(pane, suffix="%")
    for number, row in enumerate(rows):
        if pane.shows(number):
            colour = _draw_row(pane, row, number, levels)
            _write_value(pane, row.entry, number, colour, words, _room(pane, row.entry, levels, low_rows))
            _write_label(pane, row, number, up=(12.0 if low_rows else _ABOVE) if over else None)
            _write_difference(pane, row, number, levels, page.width - page.margin)
    page.y += pane.height + 22


def _room(pane: Pane, entry: Entry, levels: Sequence[Against], low_rows: bool) -> tuple[float, float] | None:
    """Give the ends of a row's marks, beside which its words stand where rows are low."""
    if not low_rows:
        return None
    ends = [entry.least, entry.most, *(v for one in levels if (v := one.value(entry)) is not None)]
    ends += [entry.middle + side * marks.tail(pane, entry) for side in entry.open_sides]
    inside = [min(max(end, pane.low), pane.high) for end in ends]
    return min(inside), max(inside)


def _head(page: Page, levels: Sequence[Against], words: Words) -> float:
    """Write the head of the column of differences, and return its width."""
    if not levels:
        return 0.0
    head = [words("difference", area=_area(levels[0], words)), words("points")]
    for number, text in enumerate(head):
        run = Run(text, colour=theme.GREY)
        y = page.y + 9 + number * 11
        page.text(page.width - page.margin, y, run, Size.SMALL, ha="right", tag="head")
    page.y += 20
    if page.narrow:
        return 38.0
    return max(58.0, *(text_width(text, Size.SMALL) + 6 for text in head))


def _ends(rows: Sequence[_Row], levels: Sequence[Against]) -> tuple[float, float]:
    """Choose the ends of the axis: zero, every value, and room for the fading of a hedge."""
    values = [v for row in rows for v in (row.entry.least, row.entry.most)]
    values += [v for one in levels for row in rows if (v := one.value(row.entry)) is not None]
    values += [
        row.entry.middle * (1 + side * (1 if row.entry.middle > 0 else -1) * marks.FADE)
        for row in rows
        for side in row.entry.open_sides
    ]
    low, high = min(0.0, *values), max(0.0, *values)
    pad = (high - low or 1.0) * 0.04
    return (low - pad if low < 0 else low - pad / 2), high + pad


def _write_label(pane: Pane, row: _Row, number: int, *, up: float | None) -> None:
    """Write name and details left of the axes, on a narrow page over the row, `up` points over its dot."""
    over = up is not None
    dy = -row.block / 2 if up is None else -row.block - up
    dx = -8.0 if over else -14.0
    pane.lines((None, number), row.label, Size.LABEL, shift=(dx, dy), right=not over, tag="label", clear=over)
    dy += len(row.label) * Size.LABEL * theme.LEADING
    detail = [
        Line(tuple((x, replace(run, colour=theme.PALE)) for x, run in line.runs), line.width)
        for line in row.detail
    ]
    pane.lines((None, number), detail, Size.SMALL, shift=(dx, dy), right=not over, tag="detail")


def _write_difference(pane: Pane, row: _Row, number: int, levels: Sequence[Against], right: float) -> None:
    if not levels or (value := levels[0].value(row.entry)) is None:
        return
    strong = certainly_above(row.entry, value) and not row.entry.is_range
    run = Run(difference(row.entry, value), bold=strong, colour=theme.ACCENT if strong else theme.GREY)
    dx = right - pane.left - pane.width
    pane.beside((1.0, number), run, Size.BODY, shift=(dx, 3.5), ha="right", tag="difference")


def _draw_row(pane: Pane, row: _Row, number: int, levels: Sequence[Against]) -> str:
    """Draw the marks of a row, and return the colour of its own."""
    entry = row.entry
    beside = {one.level: value for one in levels if (value := one.value(entry)) is not None}
    ends = [entry.least, entry.most, *beside.values()]
    if not pane.dry:
        pane.add(
            Line2D([min(ends), max(ends)], [number, number], color=pane.palette(theme.BAND), linewidth=6,
                   solid_capstyle="round", zorder=1, label="band")
        )  # fmt: skip
    if "nation" in beside:
        Tick().draw(pane, beside["nation"], number, gid=f"nation-{entry.note.id}")
    if "province" in beside:
        room = pane.length(marks.RADIUS + 5.0) + marks.tail(pane, entry)
        near = entry.least - room < beside["province"] < entry.most + room
        drop = pane.rise(_DROP) if near else 0.0
        Diamond().draw(pane, beside["province"], number + drop, gid=f"province-{entry.note.id}")
    colour = colour_of(entry, pane.page.settings)
    Dot(colour).draw(pane, entry, number)
    return colour


def _write_value(
    pane: Pane, entry: Entry, number: int, colour: str, words: Words, beside: tuple[float, float] | None
) -> None:
    """Write the words of the text over the dot or beside the marks of its row, and their mark behind them.

    A dot beyond the axis has its words at the end of the axis, with an arrow.
    """
    text = ("−" if entry.change == Change.DECREASE else "") + entry.shown
    at = entry.middle
    if not pane.holds(at):
        pane.page.remark(words("off_scale"))
        text = f"{'→' if at > pane.high else '←'} {text}"
        at = min(max(at, pane.low), pane.high)
    wide = text_width(text, Size.LABEL, bold=True)
    whole = wide + 1.5 + text_width(entry.mark, Size.LABEL)
    centre, right = pane.across(at), pane.left + pane.width
    x, dy = min(max(centre - wide / 2, pane.left - 8), right + 10 - whole), -marks.RADIUS - 5.9
    if beside is not None:
        low, high = (pane.across(end) for end in beside)
        gap, dy = marks.RADIUS + 5, 0.36 * Size.LABEL
        x = high + gap if high + gap + whole <= right + 12 else low - gap - whole
    if colour != theme.ACCENT:
        colour = theme.GREY
    run = Run(text, bold=True, colour=colour, url=entry.url, gid=f"value-{entry.note.id}")
    pane.text((at, number), run, Size.LABEL, shift=(x - centre, dy), tag="value", clear=True)
    mark = Run(entry.mark, colour=colour, url=entry.url)
    pane.text((at, number), mark, Size.LABEL, shift=(x - centre + wide + 1.5, dy), tag="mark")


def _key(drawn: Sequence[Entry], levels: Sequence[Against], words: Words) -> list[Sample]:
    """Explain what occurs: each status and hedge, and each level."""
    subject = shared_place(drawn)
    name = words.chinese(subject) if subject else words("this_text")
    samples = Dot().key(drawn, words, name)
    for one in levels:
        text = words("area_key", area=words.place(one.area), level=words(f"the_{one.level}").capitalize())
        samples.append((Diamond() if one.level == "province" else Tick()).key(text))
    return samples


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
