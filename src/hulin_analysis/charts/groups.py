"""Groups: the numbers of one unit as bars on a scale of their own, a lone number as a figure.

What cannot be compared shares no axis: a chart puts its entries into groups, and these are drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hulin_analysis.charts import panel, theme
from hulin_analysis.charts.bars import BarRow, draw_bars
from hulin_analysis.charts.entries import Entry
from hulin_analysis.charts.font import text_width
from hulin_analysis.charts.layout import Line, Run, plain, wrap
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.words import Words

__all__ = ["Group", "as_bars", "draw_groups", "glosses"]

_GUTTER = 30.0
_HEAD = 24.0
_GAP = 18.0
_TILES = 4
_TILE = 105.0


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


def glosses(drawn: Sequence[Entry], words: Words) -> dict[int, str]:
    """Write what stands in grey beside each row's words: what is unusual about it.

    Returns
    -------
    dict of int to str
        By the number of the note.
    """
    return {entry.note.number: _gloss(entry, drawn, words) for entry in drawn}


def _gloss(entry: Entry, drawn: Sequence[Entry], words: Words) -> str:
    """Say a place or time that is not the usual one, a status."""
    return words("sep").join([*panel.aside(entry, drawn, words), *panel.status_note(entry, words)])


def draw_groups(page: Page, groups: Sequence[Group], words: Words) -> None:
    """Draw groups of several numbers as panels of bars, and under them those of one as figures."""
    shared = [group for group in groups if len(group.rows) > 1]
    single = [group for group in groups if len(group.rows) == 1]
    if shared:
        _draw_panels(page, shared, words)
    if single:
        _draw_figures(page, single, words, headed=bool(shared))


def as_bars(groups: Sequence[Group]) -> list[Entry]:
    """Return the entries that are drawn as bars, for the key."""
    return [entry for group in groups if len(group.rows) > 1 for entry in group.rows]


def _draw_panels(page: Page, groups: Sequence[Group], words: Words) -> None:
    """Set the panels in two columns, each next one into the shorter column; a lone one takes both."""
    columns = 1 if len(groups) == 1 or page.narrow else 2
    width = (page.inner - (columns - 1) * _GUTTER) / columns
    depths = [page.y] * columns
    for group in groups:
        column = depths.index(min(depths))
        left, top = page.margin + column * (width + _GUTTER), depths[column]
        run = Run(group.unit, bold=True, colour=theme.GREY)
        page.text(left, top + 11, run, Size.LABEL, tag="unit")
        page.rule(top + 16.5, left, left + width)
        rows = [BarRow(entry, group.gloss(entry)) for entry in group.rows]
        pane = draw_bars(page, rows, words, (left, top + _HEAD, width))
        depths[column] = pane.top + pane.height + _GAP
    page.y = max(depths)


def _draw_figures(page: Page, single: Sequence[Group], words: Words, *, headed: bool) -> None:
    """Set counts that nothing can be compared with as figures, their labels under them."""
    if headed:
        head = wrap([Run(words("once"), bold=True, colour=theme.GREY)], Size.LABEL, page.inner)
        page.y = page.lines(page.margin, page.y + 0.4, head, Size.LABEL, tag="unit") + 1.8
        page.rule(page.y)
        page.y += _HEAD - 16.5
    columns = min(_TILES, len(single), max(1, int(page.inner // _TILE)))
    width = (page.inner - (columns - 1) * _GUTTER / 2) / columns
    for start in range(0, len(single), columns):
        lowest = page.y
        for number, group in enumerate(single[start : start + columns]):
            left = page.margin + number * (width + _GUTTER / 2)
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
