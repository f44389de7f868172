"""Bars: the rows of one pane, each label over its bar and each number's words at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.charts.drawing.marks import BEHIND, FADE, SEEN_BAR, Bar, BarForm
from hulin_analysis.charts.drawing.words import grey, mark_run, value_run
from hulin_analysis.charts.options import colour_of
from hulin_analysis.charts.theme import Size

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
    """One bar."""

    entry: Entry  # its ends are in units of the axis
    gloss: str = ""  # what stands in grey beside its words
    share: str = ""  # what stands in the column at the right
    form: BarForm = "solid"  # how the bar is filled: see :class:`hulin_analysis.charts.marks.Bar`


def draw_bars(
    page: Page, rows: Sequence[BarRow], box: tuple[float, float, float], *,
    column: float = 0.0, grid: bool = False, alike: Sequence[BarRow] = (),
) -> Pane:  # fmt: skip
    """Draw a pane of bars, each row at a whole number of the vertical axis."""
    left, top, width = box
    size, thick = (Size.BODY, _THICK) if grid else (Size.LABEL, _THIN)
    words = [
        text_width(row.entry.shown, size, bold=True)
        + (5 + text_width(row.gloss, Size.SMALL) if row.gloss else 0)
        for row in (*rows, *alike)
    ]
    room = width - column - max(words) - _GAP - 3
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
        page.grid(pane, catalog=page.catalog)
    for number, (one, lines) in enumerate(zip(rows, labels, strict=True)):
        if not pane.shows(number):
            continue
        up = -thick / 2 - 1.5 - len(lines) * size * theme.LEADING
        pane.lines((None, number), lines, size, shift=(5.0 if grid else 0.0, up), tag="label")
        bar = Bar(colour_of(one.entry, page.settings), one.form)
        bar.draw(pane, one.entry, number, thick)
        if not inline:
            _write_value(pane, one, bar, number, size)
        if one.share:
            dx = left + width - pane.left - pane.width
            shift = (dx, 0.36 * size)
            pane.beside((1.0, number), grey(one.share), size, shift=shift, ha="right", tag="share")
    _draw_zero(pane, len(rows), thick, through=grid)
    return pane


def _bounds(rows: Sequence[BarRow], room: float) -> tuple[float, float]:
    """Take zero, the greatest and the least number, and the fading of the ends."""
    ends = [0.0]
    for one in rows:
        entry = one.entry
        far = entry.least if entry.middle < 0 else entry.most
        ends += [entry.least, entry.most, far * (1 + BEHIND.get(entry.hedge, 0.0) * FADE)]
    low, high = min(ends), max(ends)
    if low == high:
        return 0.0, 1.0
    # A short fading is drawn longer than a tenth, so that it can be seen.
    if any(one.entry.hedge in BEHIND for one in rows):
        greatest = max(one.entry.most for one in rows)
        high = max(high, greatest + (greatest - low) * SEEN_BAR / max(room, 4 * SEEN_BAR))
    return low, high


def _label(row: BarRow, page: Page, size: float, width: float, *, inline: bool) -> list[Line]:
    """Break a row's label into lines, its mark behind it, its words too where bars need the width."""
    runs = [Run(row.entry.label), mark_run(row.entry)]
    if not inline:
        return balanced(runs, size, width - 5)
    runs += [Run("  "), value_run(row.entry)]
    if row.gloss:
        runs.append(grey(f" {row.gloss}"))
    return wrap(runs, size, width - 5)


def _write_value(pane: Pane, row: BarRow, bar: Bar, number: int, size: float) -> None:
    """Write the words of the text at the end of the bar; of one that leaves the axis, with an arrow."""
    entry = row.entry
    end, run, dx = max(entry.most, 0.0), value_run(entry), _GAP
    if arrow := pane.arrow(end):
        run = value_run(entry, f"{arrow} {entry.shown}")
        end = min(max(end, pane.low), pane.high)
    else:
        away = bar.tail(pane, entry) if entry.middle >= 0 else 0.0
        # The fading of a bar at the edge is cut there, and its words stand no further out.
        dx += min(away / pane.length(1.0), (pane.high - end) / pane.length(1.0) + 12)
    pane.text((end, number), run, size, shift=(dx, 0.36 * size), tag="value", clear=True)
    if row.gloss:
        dx += text_width(run.text, size, bold=True) + 5
        shift = (dx, 0.36 * size)
        pane.text((end, number), grey(row.gloss), Size.SMALL, shift=shift, tag="gloss", clear=True)


def _draw_zero(pane: Pane, rows: int, thick: float, *, through: bool) -> None:
    """Draw the line of zero, through all rows or a piece at each; where there is none, say so."""
    if not pane.holds(0):
        pane.page.remark(pane.page.catalog("bars_cropped"))
        return
    half = pane.rise(thick / 2 + 1.5)
    pieces = [pane.span] if through else [(n - half, n + half) for n in range(rows)]
    places = [place for piece in pieces for place in (*piece, float("nan"))]
    pane.line([0] * len(places), places, theme.INK, 1.0, zorder=3, label="zero")


_GUTTER = 30.0
_HEAD = 8.0
_UNDER = 18.0
_SHARES = 54.0


@dataclass(frozen=True)
class Group:
    """Siblings, drawn as bars from zero."""

    heading: str  # what stands over them: the whole, the kind, the unit
    rows: tuple[Entry, ...]  # from above to below, none of them negative, their ends in units of the axis
    #: What stands in grey beside a row's words, by the number of its note: its qualifiers.
    glosses: Mapping[int, str]
    #: The share of each row in their sum, where there is one.
    shares: Mapping[int, str] = field(default_factory=dict)
    form: BarForm = "solid"  # how the bars are filled
    unit: str = ""  # what the axis is in
    #: Groups of one scale are drawn to it, however many there are; an empty one is the group's own.
    scale: str = ""

    @property
    def bars(self) -> list[BarRow]:
        """Its rows as they are drawn."""
        numbers = [(entry, entry.note.number) for entry in self.rows]
        return [BarRow(e, self.glosses.get(n, ""), self.shares.get(n, ""), self.form) for e, n in numbers]


def draw_groups(page: Page, groups: Sequence[Group]) -> list[Entry]:
    """Draw a lone group over the whole width with its grid, several in two columns.

    Each next one goes into the shorter column. Scales are those of whole groups, also where some of their
    rows stand on another page.
    """
    here: list[tuple[Group, Group]] = []
    for group in groups:
        heading, rows = page.part(group.heading, group.rows)
        if rows:
            here.append((group, replace(group, heading=heading, rows=tuple(rows))))
    if len(groups) == 1:
        for group, part in here:
            _draw_whole(page, group, part)
        return [entry for _, part in here for entry in part.rows]
    columns = 1 if page.narrow else 2
    width = (page.inner - (columns - 1) * _GUTTER) / columns
    depths = [page.y] * columns
    for group, part in here:
        column = depths.index(min(depths))
        left, top = page.margin + column * (width + _GUTTER), depths[column]
        low = _head(page, part, (left, top, width))
        scaled = [one for one in groups if one is group or (one.scale and one.scale == group.scale)]
        alike = [row for one in scaled for row in one.bars]
        shares = _SHARES if any(row.share for row in alike) else 0.0
        pane = draw_bars(page, part.bars, (left, low + _HEAD, width), column=shares, alike=alike)
        depths[column] = pane.top + pane.height + _UNDER
    page.y = max(depths, default=page.y)
    return [entry for _, part in here for entry in part.rows]


def _head(page: Page, group: Group, box: tuple[float, float, float]) -> float:
    """Write what stands over the bars, with a rule under it; return where the bars may begin."""
    left, top, width = box
    column = _SHARES if group.shares else 0.0
    if column:
        page.text(left + width, top + 11, grey(page.catalog("share")), Size.SMALL, ha="right", tag="head")
    lines = wrap([grey(group.heading, bold=True)], Size.LABEL, width - column)
    low = page.lines(left, top, lines, Size.LABEL, tag="unit") + 2
    page.rule(low, left, left + width)
    return low


def _draw_whole(page: Page, group: Group, part: Group) -> None:
    top = page.y
    if part.heading or group.shares:
        top = _head(page, part, (page.margin, page.y, page.inner))
    box = (page.margin, top + _HEAD, page.inner)
    column = _SHARES if group.shares else 0.0
    pane = draw_bars(page, part.bars, box, column=column, grid=True, alike=group.bars)
    page.y = pane.top + pane.height + 24
    page.unit(pane, group.unit)
