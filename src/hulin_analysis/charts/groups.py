"""Groups: the numbers of one unit as bars on a scale of their own, a lone number as a figure.

What cannot be compared shares no axis: a chart puts its entries into groups, and these are drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

from matplotlib.lines import Line2D

from hulin_analysis.charts import marks, panel, theme
from hulin_analysis.charts.certainty import status_note
from hulin_analysis.charts.entries import Entry
from hulin_analysis.charts.font import text_width
from hulin_analysis.charts.layout import Line, Run, balanced, plain, wrap
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.theme import MARGIN, Size
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Hedge

__all__ = ["Group", "draw_groups", "glosses"]

_GUTTER = 30.0
_BAR = 10.0
_LEAD = 9.0
_HEAD = 24.0
_GAP = 18.0
_TILES = 4


@dataclass(frozen=True)
class Group:
    """The numbers that share an axis, the greatest first.

    Attributes
    ----------
    unit : str
        What stands over them.
    rows : tuple of Entry
        Drawn as bars from zero: none is negative.
    glosses : dict of int to str
        What stands in grey beside a row's words, by the number of its note; see :func:`glosses`.
    """

    unit: str
    rows: tuple[Entry, ...]
    glosses: dict[int, str]

    def gloss(self, entry: Entry) -> str:
        """Give what stands in grey beside a row's words."""
        return self.glosses.get(entry.note.number, "")

    def lines(self, entry: Entry, width: float) -> list[Line]:
        """Break a row's label into lines, its mark behind it."""
        mark = Run(entry.mark, colour=theme.ACCENT, keep=True, glue=True, url=entry.url)
        return balanced([Run(entry.label), mark], Size.LABEL, width)


def glosses(drawn: Sequence[Entry], words: Words) -> dict[int, str]:
    """Write what stands in grey beside each row's words: its number in English, what is unusual about it.

    Returns
    -------
    dict of int to str
        By the number of the note.
    """
    return {entry.note.number: _gloss(entry, drawn, words) for entry in drawn}


def _gloss(entry: Entry, drawn: Sequence[Entry], words: Words) -> str:
    """Say the number in English figures, a place or time that is not the usual one, a status."""
    parts = []
    if words.lang == "en":
        ends = dict.fromkeys((entry.least, entry.most))
        value = "–".join(words.number(end) for end in ends)
        if entry.hedge != Hedge.EXACT:
            parts.append(words(f"{entry.hedge}_value", value=value))
        elif any(words.number(end).replace(",", "") not in entry.shown.replace(",", "") for end in ends):
            parts.append(value)
    return words("sep").join([*parts, *panel.aside(entry, drawn, words), *status_note(entry, words)])


def draw_groups(page: Page, groups: Sequence[Group], words: Words) -> list[Entry]:
    """Draw groups of several numbers as panels of bars, and under them those of one as figures.

    Returns
    -------
    list of Entry
        Those drawn as bars, for the key.
    """
    shared = [group for group in groups if len(group.rows) > 1]
    single = [group for group in groups if len(group.rows) == 1]
    if shared:
        _draw_panels(page, shared)
    if single:
        _draw_figures(page, single, words, headed=bool(shared))
    return [entry for group in shared for entry in group.rows]


def _draw_panels(page: Page, groups: Sequence[Group]) -> None:
    """Set the panels in two columns, each next one into the shorter column; a lone one takes both."""
    columns = 1 if len(groups) == 1 else 2
    width = (page.inner - (columns - 1) * _GUTTER) / columns
    depths = [page.y] * columns
    for group in groups:
        column = depths.index(min(depths))
        left = MARGIN + column * (width + _GUTTER)
        depths[column] = _draw_panel(page, group, left, depths[column], width) + _GAP
    page.y = max(depths)


def _draw_panel(page: Page, group: Group, left: float, top: float, width: float) -> float:
    """Draw a group's bars, each under its label; return the lower edge."""
    page.text(left, top + 11, Run(group.unit, bold=True, colour=theme.GREY), Size.LABEL, tag="unit")
    page.rule(top + 16.5, left, left + width)
    labels = [group.lines(entry, width) for entry in group.rows]
    blocks = [len(lines) * Size.LABEL * theme.LEADING for lines in labels]
    value_wide = max(_value_width(entry, group.gloss(entry)) for entry in group.rows)
    bars = width - value_wide - max(marks.TAIL.values()) - 8
    greatest = max(entry.most for entry in group.rows) or 1.0
    pane = page.pane(left, top + _HEAD, bars, sum(blocks) + len(blocks) * (_BAR + _LEAD), (0, greatest))
    down, zero = 0.0, list[float]()
    for entry, lines, block in zip(group.rows, labels, blocks, strict=True):
        page.lines(left, pane.top + down, lines, Size.LABEL, tag="label")
        middle = down + block + 1.5 + _BAR / 2
        marks.bar(pane, entry, middle, _BAR)
        zero += [middle - _BAR / 2 - 1.5, middle + _BAR / 2 + 1.5, nan]
        x = pane.across(entry.most) + marks.TAIL.get(entry.hedge, 0.0) + 5
        _write_value(page, entry, group.gloss(entry), x, pane.top + middle + 3.6)
        down += block + _BAR + _LEAD
    pane.add(Line2D([0] * len(zero), zero, color=theme.INK, linewidth=1.0, zorder=3, label="zero"))
    return pane.top + pane.height


def _value_width(entry: Entry, gloss: str) -> float:
    wide = text_width(entry.shown, Size.LABEL, bold=True)
    return wide + (5 + text_width(gloss, Size.SMALL) if gloss else 0)


def _write_value(page: Page, entry: Entry, gloss: str, x: float, y: float) -> None:
    run = Run(entry.shown, bold=True, url=entry.url, gid=f"value-{entry.note.id}")
    page.text(x, y, run, Size.LABEL, tag="value")
    if gloss:
        x += text_width(entry.shown, Size.LABEL, bold=True) + 5
        page.text(x, y, Run(gloss, colour=theme.GREY), Size.SMALL, tag="gloss")


def _draw_figures(page: Page, single: Sequence[Group], words: Words, *, headed: bool) -> None:
    """Set counts that nothing can be compared with as figures, their labels under them."""
    if headed:
        page.text(
            MARGIN, page.y + 11, Run(words("once"), bold=True, colour=theme.GREY), Size.LABEL, tag="unit"
        )
        page.rule(page.y + 16.5)
        page.y += _HEAD
    columns = min(_TILES, len(single))
    width = (page.inner - (columns - 1) * _GUTTER / 2) / columns
    for start in range(0, len(single), columns):
        lowest = page.y
        for number, group in enumerate(single[start : start + columns]):
            left = MARGIN + number * (width + _GUTTER / 2)
            lowest = max(lowest, _draw_figure(page, group, left, width))
        page.y = lowest + 10
    page.y += 4


def _draw_figure(page: Page, group: Group, left: float, width: float) -> float:
    entry = group.rows[0]
    run = Run(entry.shown, bold=True, colour=theme.ACCENT, url=entry.url, gid=f"value-{entry.note.id}")
    size = Size.FIGURE
    while size > Size.LABEL and text_width(run.text, size, bold=True) > width:
        size -= 0.5
    page.text(left, page.y + Size.FIGURE, run, size, tag="value")
    mark = Run(entry.mark, colour=theme.ACCENT, keep=True, glue=True, url=entry.url)
    y = page.lines(
        left, page.y + Size.FIGURE + 5, wrap([Run(entry.label), mark], Size.LABEL, width), Size.LABEL,
        tag="label",
    )  # fmt: skip
    if gloss := group.gloss(entry):
        lines = [
            Line(tuple((x, replace(r, colour=theme.GREY)) for x, r in line.runs), line.width)
            for line in plain(gloss, Size.SMALL, width)
        ]
        y = page.lines(left, y, lines, Size.SMALL, tag="gloss")
    return y
