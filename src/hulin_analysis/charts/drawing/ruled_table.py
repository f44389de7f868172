"""Ruled tables: numbers that no bar may set side by side, a row each, their digits under one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run, placed, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.charts.drawing.words import grey, mark_run, value_run
from hulin_analysis.charts.options import colour_of
from hulin_analysis.charts.theme import Size

# A table of fewer rows stands in one column, and so does one of columns narrower than these points.
_MANY = 8
_COLUMN = 225.0
# A lone column is no wider: the eye has to find the number of a name.
_WIDEST = 430.0
_GUTTER = 34.0
# The white over a heading.
_OVER_HEAD = 9.0
_PAD, _LEAST_PAD = 7.0, 3.0
# A number takes no more of a row than this; a longer one stands on lines of its own.
_SHARE = 0.55
# What stands behind the digits, if it is longer than this, no longer moves the digits of the other rows.
_TAIL = 40.0
_BETWEEN = 10.0
_LINES = 2
_DIGITS = re.compile(r"\d[\d,，]*")


@dataclass(frozen=True)
class RuledRow:
    """A row of a table."""

    entry: Entry  # its number
    label: str  # the name at the left, the number at the right, and what is said in grey behind the name
    number: str
    gloss: str = ""


@dataclass(frozen=True)
class RuledSection:
    """Rows under a heading, which may be empty."""

    heading: str
    rows: tuple[RuledRow, ...]


@dataclass(frozen=True)
class _Laid:
    """A row or a heading as it is set: its lines, and whether the number stands under the name."""

    section: int
    label: tuple[Line, ...]
    gloss: tuple[Line, ...] = ()
    number: tuple[Line, ...] = ()
    row: RuledRow | None = None
    below: bool = False

    @property
    def height(self) -> float:
        """Its height in points, without the white around it."""
        if self.row is None:
            return _OVER_HEAD + theme.LEADING * Size.LABEL * len(self.label)
        named = Size.LABEL * len(self.label) + Size.SMALL * len(self.gloss)
        numbered = Size.LABEL * len(self.number)
        return theme.LEADING * (named + numbered if self.below else max(named, numbered))


def draw_table(page: Page, sections: Sequence[RuledSection]) -> list[Entry]:
    """Draw a table under what stands on the page, in two columns where there is room and reason."""
    many = sum(len(section.rows) for section in sections) >= _MANY
    parts = [(one, *page.part(one.heading, one.rows)) for one in sections]
    again = [page.catalog("continued", heading=one.heading) for one, _, taken in parts if taken]
    sections = [RuledSection(heading, tuple(taken)) for _, heading, taken in parts if taken]
    rows = [row for section in sections for row in section.rows]
    if not rows:
        return []
    half = (page.inner - _GUTTER) / 2
    two = many and not page.narrow and half >= _COLUMN
    width = half if two else min(page.inner, _WIDEST)
    tail = min(_TAIL, max(_tail(row) for row in rows))
    tail += max(text_width(row.entry.mark, Size.LABEL) for row in rows)
    laid: list[_Laid] = []
    for number, section in enumerate(sections):
        laid += [_heading(number, section.heading, width)] if section.heading else []
        laid += [_row(number, row, page, width) for row in section.rows]
    pad = page.row(_PAD, _LEAST_PAD)
    columns = _in_columns(laid, pad, again, width) if two and len(rows) > 1 else [laid]
    top, depths = page.y, []
    for number, column in enumerate(columns):
        page.y = top
        for one in column:
            _draw(page, one, page.margin + number * (width + _GUTTER), width, pad, tail)
        depths.append(page.y)
    page.y = max(depths) + 14
    return [row.entry for row in rows]


def _heading(number: int, text: str, width: float) -> _Laid:
    return _Laid(number, tuple(wrap([grey(text, bold=True)], Size.LABEL, width)))


def _row(section: int, row: RuledRow, page: Page, width: float) -> _Laid:
    entry, colour = row.entry, theme.INK
    if page.settings.highlight:
        colour = theme.ACCENT if colour_of(entry, page.settings) == theme.ACCENT else theme.GREY
    number = wrap([value_run(entry, row.number, colour), mark_run(entry)], Size.LABEL, width)
    wide = text_width(row.number, Size.LABEL, bold=True) + text_width(entry.mark, Size.LABEL)
    wide += max(0.0, _TAIL - _tail(row))
    below = wide > _SHARE * width
    label, gloss = _name(row, width if below else width - wide - _BETWEEN)
    return _Laid(section, label, gloss, tuple(number), row, below)


def _name(row: RuledRow, width: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Set a name on two lines at most, and its gloss in grey behind it, or under it if it finds no room."""
    lines = wrap([Run(row.label)], Size.LABEL, width)
    if len(lines) > _LINES:
        kept = "".join(line.text for line in lines[:_LINES])
        while len(lines) > _LINES:
            kept = kept[:-1]
            lines = wrap([Run(f"{kept}…")], Size.LABEL, width)
    if not row.gloss:
        return tuple(lines), ()
    last, run = lines[-1], grey(row.gloss)
    if last.width + _BETWEEN + text_width(row.gloss, Size.LABEL) <= width:
        begin = last.width + _BETWEEN
        together = Line((*last.runs, (begin, run)), begin + text_width(row.gloss, Size.LABEL))
        return (*lines[:-1], together), ()
    return tuple(lines), tuple(wrap([run], Size.SMALL, width))


def _digits_end(row: RuledRow) -> int:
    """Return where the whole part of a number ends, that of one in characters where its unit begins."""
    if found := _DIGITS.search(row.number):
        return found.end()
    at = row.number.rfind(row.entry.unit) if row.entry.unit else -1
    return at if at > 0 else len(row.number)


def _tail(row: RuledRow) -> float:
    """Measure what stands behind the digits of a number: its unit."""
    return text_width(row.number[_digits_end(row) :], Size.LABEL, bold=True)


def _in_columns(laid: Sequence[_Laid], pad: float, again: Sequence[str], width: float) -> list[list[_Laid]]:
    """Part rows into two columns of like height; where a section is parted its heading stands over both."""

    def parted(at: int) -> list[list[_Laid]]:
        first, second = list(laid[:at]), list(laid[at:])
        number = second[0].section
        if second[0].row is not None and any(one.row is None and one.section == number for one in first):
            second.insert(0, _heading(number, again[number], width))
        return [first, second]

    def deep(at: int) -> tuple[float, ...]:
        depths = [sum(one.height + pad for one in column) for column in parted(at)]
        # The first is the longer one, if one has to be.
        return max(depths), depths[1]

    # No heading is left alone under a column.
    places = [at for at in range(1, len(laid)) if laid[at - 1].row is not None]
    return parted(min(places, key=deep))


def _draw(page: Page, one: _Laid, left: float, width: float, pad: float, tail: float) -> None:
    """Draw a row with a hairline under it, or a heading with a rule."""
    right = left + width
    if one.row is None:
        page.y = page.lines(left, page.y + _OVER_HEAD, one.label, Size.LABEL, tag="unit") + 1.5
        page.rule(page.y, left, right)
        return
    top = page.y + pad / 2
    low = page.lines(left, top, one.label, Size.LABEL, tag="label")
    low = page.lines(left, low, one.gloss, Size.SMALL, tag="gloss")
    begin = right - max(tail, _tail(one.row) + text_width(one.row.entry.mark, Size.LABEL))
    begin -= text_width(one.row.number[: _digits_end(one.row)], Size.LABEL, bold=True)
    for line, x, down, run in placed(one.number, Size.LABEL):
        at = (right - line.width if one.below else begin) + x
        tag = "mark" if run.gid is None else "value"
        page.text(at, (low if one.below else top) + down, run, Size.LABEL, tag=tag)
    page.y += one.height + pad
    page.rule(page.y, left, right, colour=theme.GRID, width=0.6)
