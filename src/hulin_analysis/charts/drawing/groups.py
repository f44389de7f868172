"""Groups: siblings as bars on one scale from zero; all other numbers in a ruled table.

A chart puts its entries into groups and sections, and these are drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.drawing.bars import BarRow, draw_bars
from hulin_analysis.charts.drawing.marks import BarForm
from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.typesetting.layout import Run, wrap
from hulin_analysis.charts.words import Words

__all__ = ["Group", "draw_groups"]

_GUTTER = 30.0
_HEAD = 8.0
_GAP = 18.0
_SHARES = 54.0


@dataclass(frozen=True)
class Group:
    """Siblings, drawn as bars from zero.

    Attributes
    ----------
    heading : str
        What stands over them: the whole, the kind, the unit.
    rows : tuple of Entry
        From above to below, none of them negative, their ends in units of the axis.
    glosses : mapping of int to str
        What stands in grey beside a row's words, by the number of its note: its asides.
    shares : mapping of int to str
        The share of each row in their sum, where there is one.
    form : {"solid", "hollow", "pale"}
        How the bars are filled.
    unit : str
        What the axis is in.
    scale : str
        Groups of one scale are drawn to it, however many there are; an empty one is the group's own.
    """

    heading: str
    rows: tuple[Entry, ...]
    glosses: Mapping[int, str]
    shares: Mapping[int, str] = field(default_factory=dict)
    form: BarForm = "solid"
    unit: str = ""
    scale: str = ""

    @property
    def bars(self) -> list[BarRow]:
        """Its rows as they are drawn."""
        numbers = [(entry, entry.note.number) for entry in self.rows]
        return [BarRow(e, self.glosses.get(n, ""), self.shares.get(n, ""), self.form) for e, n in numbers]


def draw_groups(page: Page, groups: Sequence[Group], words: Words) -> list[Entry]:
    """Draw a lone group over the whole width with its grid, several in two columns.

    Each next one goes into the shorter column. Scales are those of whole groups, also where some of their
    rows stand on another page.

    Returns
    -------
    list of Entry
        The rows on this page.
    """
    parted = [(group, _on(page, group, words)) for group in groups]
    here = [(group, part) for group, part in parted if part.rows]
    if len(groups) == 1:
        for group, part in here:
            _draw_whole(page, group, part, words)
        return [entry for _, part in here for entry in part.rows]
    columns = 1 if page.narrow else 2
    width = (page.inner - (columns - 1) * _GUTTER) / columns
    depths = [page.y] * columns
    for group, part in here:
        column = depths.index(min(depths))
        left, top = page.margin + column * (width + _GUTTER), depths[column]
        low = _head(page, part, (left, top, width), words)
        scaled = [one for one in groups if one is group or (one.scale and one.scale == group.scale)]
        alike = [row for one in scaled for row in one.bars]
        shares = _SHARES if any(row.share for row in alike) else 0.0
        pane = draw_bars(page, part.bars, words, (left, low + _HEAD, width), column=shares, alike=alike)
        depths[column] = pane.top + pane.height + _GAP
    page.y = max(depths, default=page.y)
    return [entry for _, part in here for entry in part.rows]


def _on(page: Page, group: Group, words: Words) -> Group:
    """Take of a group what stands on this page; its heading says where rows came before."""
    taken = page.portion.take(group.rows)
    again = taken.continued and group.heading
    heading = words("continued", heading=group.heading) if again else group.heading
    return replace(group, rows=tuple(taken), heading=heading)


def _head(page: Page, group: Group, box: tuple[float, float, float], words: Words) -> float:
    """Write what stands over the bars, with a rule under it; return where the bars may begin."""
    left, top, width = box
    column = _SHARES if group.shares else 0.0
    if column:
        run = Run(words("share"), colour=theme.GREY)
        page.text(left + width, top + 11, run, Size.SMALL, ha="right", tag="head")
    lines = wrap([Run(group.heading, bold=True, colour=theme.GREY)], Size.LABEL, width - column)
    low = page.lines(left, top, lines, Size.LABEL, tag="unit") + 2
    page.rule(low, left, left + width)
    return low


def _draw_whole(page: Page, group: Group, part: Group, words: Words) -> None:
    top = page.y
    if part.heading or group.shares:
        top = _head(page, part, (page.margin, page.y, page.inner), words)
    box = (page.margin, top + _HEAD, page.inner)
    column = _SHARES if group.shares else 0.0
    pane = draw_bars(page, part.bars, words, box, column=column, grid=True, alike=group.bars)
    page.y = pane.top + pane.height + 24
    page.unit(pane, group.unit)
