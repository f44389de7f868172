"""Bars: the rows of one pane, each label over its bar and each number's words at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.lines import Line2D

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.drawing.marks import FADE, SEEN_BAR, Bar, BarForm
from hulin_analysis.charts.stated.choice import colour_of
from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.typesetting.font import text_width
from hulin_analysis.charts.typesetting.layout import Line, Run, balanced, wrap
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Hedge

__all__ = ["BarRow", "draw_bars"]

# Between a bar's end and its words, and around the column at the right.
_GAP = 5.0
# Bars of a chart that has one pane, and of one that has several, in points.
_THICK, _THIN = 13.0, 10.0
# The white under a bar, in points.
_APART = 9.0
# Bars of a smaller share of the width say little: their words go over them.
_LEAST_BARS = 0.4


@dataclass(frozen=True)
class BarRow:
    """One bar.

    Attributes
    ----------
    entry : Entry
        Its ends are in units of the axis.
    gloss : str
        What stands in grey beside its words.
    share : str
        What stands in the column at the right.
    form : {"solid", "hollow", "pale"}
        How the bar is filled: see :class:`hulin_analysis.charts.marks.Bar`.
    """

    entry: Entry
    gloss: str = ""
    share: str = ""
    form: BarForm = "solid"


def draw_bars(
    page: Page, rows: Sequence[BarRow], words: Words, box: tuple[float, float, float], *,
    column: float = 0.0, grid: bool = False, alike: Sequence[BarRow] = (),
) -> Pane:  # fmt: skip
    """Draw a pane of bars, each row at a whole number of the vertical axis.

    Parameters
    ----------
    page : Page
        The page.
    rows : sequence of BarRow
        From above to below.
    words : Words
        The language.
    box : tuple of float
        Left, upper edge and width, in points.
    column : float
        Width of the column of shares at the right.
    grid : bool
        Whether there are grid lines, with values under them; rows are a little larger then.
    alike : sequence of BarRow
        The rows of other panes of the same width that share the scale of this one.

    Returns
    -------
    Pane
        The axes with what stands on them.
    """
    left, top, width = box
    size, thick = (Size.BODY, _THICK) if grid else (Size.LABEL, _THIN)
    room = width - column - max(_value_width(row, size) for row in (*rows, *alike)) - _GAP - 3
    low, high = _bounds([*rows, *alike], room)
    inline = room < _LEAST_BARS * width
    room = width - column - 4 if inline else room
    labels = [_label(row, page, size, width, inline=inline) for row in rows]
    block = max(len(lines) for lines in labels) * size * theme.LEADING
    thick, apart = page.row(thick, 5.0), page.row(_APART, 3.0)
    above, below = block + 1.5 + thick / 2, thick / 2 + apart
    row = above + below
    span = (-above / row, len(rows) - 1 + below / row)
    pane = page.pane(left, top, room, row * len(rows), (low, high), span=span)
    page.rows(pane, [one.entry.label for one in rows])
    if grid:
        page.grid(pane, words=words)
    for number, (one, lines) in enumerate(zip(rows, labels, strict=True)):
        if not pane.shows(number):
            continue
        up = -thick / 2 - 1.5 - len(lines) * size * theme.LEADING
        pane.lines((None, number), lines, size, shift=(5.0 if grid else 0.0, up), tag="label")
        bar = Bar(colour_of(one.entry, page.settings), one.form)
        bar.draw(pane, one.entry, number, thick)
        if not inline:
            _write_value(pane, one, bar, number, size, words)
        if one.share:
            dx = left + width - pane.left - pane.width
            run = Run(one.share, colour=theme.GREY)
            pane.beside((1.0, number), run, size, shift=(dx, 0.36 * size), ha="right", tag="share")
    _draw_zero(pane, len(rows), thick, words, through=grid)
    return pane


def _bounds(rows: Sequence[BarRow], room: float) -> tuple[float, float]:
    """Take zero, the greatest and the least number, and the fading of the ends."""
    ends = [0.0]
    for one in rows:
        entry = one.entry
        tail = {Hedge.OVER: 1.0, Hedge.ABOUT: 0.5}.get(Hedge(entry.hedge), 0.0)
        away = -1 if entry.middle < 0 else 1
        ends += [entry.least, entry.most, (entry.most if away > 0 else entry.least) * (1 + tail * FADE)]
    low, high = min(ends), max(ends)
    if low == high:
        return 0.0, 1.0
    # A short fading is drawn longer than a tenth, so that it can be seen.
    if any(one.entry.hedge in (Hedge.OVER, Hedge.ABOUT) for one in rows):
        greatest = max(one.entry.most for one in rows)
        high = max(high, greatest + (greatest - low) * SEEN_BAR / max(room, 4 * SEEN_BAR))
    return low, high


def _label(row: BarRow, page: Page, size: float, width: float, *, inline: bool) -> list[Line]:
    """Break a row's label into lines, its mark behind it, its words too where bars need the width."""
    entry = row.entry
    mark = Run(entry.mark, colour=theme.ACCENT, keep=True, glue=True, url=entry.url)
    runs = [Run(entry.label), mark]
    if not inline:
        return balanced(runs, size, width - 5)
    runs += [Run("  "), _words_of(entry)]
    if row.gloss:
        runs.append(Run(f" {row.gloss}", colour=theme.GREY))
    return wrap(runs, size, width - 5)


def _words_of(entry: Entry) -> Run:
    return Run(entry.shown, bold=True, keep=True, url=entry.url, gid=f"value-{entry.note.id}")


def _value_width(row: BarRow, size: float) -> float:
    wide = text_width(row.entry.shown, size, bold=True)
    return wide + (5 + text_width(row.gloss, Size.SMALL) if row.gloss else 0)


def _write_value(pane: Pane, row: BarRow, bar: Bar, number: int, size: float, words: Words) -> None:
    """Write the words of the text at the end of the bar; of one that leaves the axis, with an arrow."""
    entry = row.entry
    end, run = max(entry.most, 0.0), _words_of(entry)
    away = bar.tail(pane, entry) if entry.middle >= 0 else 0.0
    dx = away / pane.length(1.0) + _GAP
    if not pane.holds(end):
        pane.page.remark(words("off_scale"))
        run = replace(run, text=f"{'→' if end > pane.high else '←'} {run.text}")
        end, dx = min(max(end, pane.low), pane.high), _GAP
    else:
        # The fading of a bar at the edge is cut there, and its words stand no further out.
        dx = min(dx, (pane.high - end) / pane.length(1.0) + 12 + _GAP)
    pane.text((end, number), run, size, shift=(dx, 0.36 * size), tag="value", clear=True)
    if row.gloss:
        dx += text_width(run.text, size, bold=True) + 5
        gloss = Run(row.gloss, colour=theme.GREY)
        pane.text((end, number), gloss, Size.SMALL, shift=(dx, 0.36 * size), tag="gloss", clear=True)


def _draw_zero(pane: Pane, rows: int, thick: float, words: Words, *, through: bool) -> None:
    """Draw the line of zero, through all rows or a piece at each; where there is none, say so."""
    if not pane.holds(0):
        pane.page.remark(words("bars_cropped"))
        return
    if pane.dry:
        return
    colour = pane.palette(theme.INK)
    half = pane.rise(thick / 2 + 1.5)
    pieces = [pane.span] if through else [(n - half, n + half) for n in range(rows)]
    places = [place for piece in pieces for place in (*piece, float("nan"))]
    pane.add(Line2D([0] * len(places), places, color=colour, linewidth=1.0, zorder=3, label="zero"))
