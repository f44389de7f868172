"""Counts as small multiples: one panel for the counts of one unit, each with its own scale from zero.

A unit that occurs once has nothing to be compared with, and a bar of full length would say nothing: such
counts are set as figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.lines import Line2D

from hulin_analysis.charts import marks, panel, theme
from hulin_analysis.charts.certainty import bar_samples, status_note
from hulin_analysis.charts.entries import Entry, entries, only
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.font import text_width
from hulin_analysis.charts.layout import Line, Run, balanced, plain, wrap
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.theme import MARGIN, Size
from hulin_analysis.charts.words import Words
from hulin_analysis.units import comparable_group, unit_group

__all__ = ["plot_activities"]

_GUTTER = 30.0
_BAR = 10.0
_HEAD = 24.0
_GAP = 18.0
_TILES = 4
# What an activity is counted in comes before what any thing is counted in (個, 項).
# A unit whose greatest count is smaller than this makes a poor headline.
_TELLING = 10
_RANK = {"events": 0, "visits": 1, "people": 2}


@dataclass(frozen=True)
class _Group:
    """The counts of one unit, the greatest first."""

    unit: str
    rows: tuple[Entry, ...]
    glosses: dict[int, str]

    def gloss(self, entry: Entry) -> str:
        """Give what stands in grey beside a row's words."""
        return self.glosses.get(entry.note.number, "")

    def lines(self, entry: Entry, width: float) -> list[Line]:
        """Break a row's label into lines, its mark behind it."""
        mark = Run(entry.note.mark, colour=theme.ACCENT, keep=True, glue=True, url=entry.url)
        return balanced([Run(entry.label), mark], Size.LABEL, width)

    def height(self, width: float) -> float:
        """Measure the panel at a width."""
        return _HEAD + sum(self.row_height(entry, width) for entry in self.rows)

    def row_height(self, entry: Entry, width: float) -> float:
        """Measure one row: the lines of its label and its bar."""
        return len(self.lines(entry, width)) * Size.LABEL * theme.LEADING + _BAR + 9


def plot_activities(metrics: pd.DataFrame, *, lang: str = "zh-Hant") -> AnnotatedFigure:
    """Draw the counts that a text states, by unit.

    Parameters
    ----------
    metrics : DataFrame
        A metrics frame; drawn are its rows of kind ``activity``.
    lang : str
        ``zh-Hant``, ``zh-Hans`` or ``en``.

    Returns
    -------
    AnnotatedFigure
        Units share a panel only where they count the same kind of thing (場 and 場次, never 人次).

    Raises
    ------
    DataError
        If the frame lacks a column.
    ChartError
        If there is no such language.

    Examples
    --------
    >>> from hulin_analysis.frames import load_metrics
    >>> figure = plot_activities(load_metrics(), lang="en")
    >>> len(figure.axes) > 3
    True
    """
    words = Words.of(metrics, lang)
    counts = only(metrics, "activity")
    # By how much a count rose is no count: the two share no axis.
    levels = counts[counts["change"] == "none"]
    drawn = entries(levels, metrics, words)
    if not drawn:
        return panel.nothing("activities", metrics, words)
    groups = _group(drawn, words)
    shared = [g for g in groups if len(g.rows) > 1]
    single = [g for g in groups if len(g.rows) == 1]

    page = Page()
    panel.heading(page, _title(groups, words), _subtitle(drawn, shared, single, words), words)
    if shared:
        _draw_panels(page, shared)
    if single:
        _draw_figures(page, single, words, headed=bool(shared))
    panel.key(page, bar_samples([e for g in shared for e in g.rows], words))
    notes = panel.quotes(page, drawn, words)
    if left_out := len(counts) - len(levels):
        notes = [*notes, words("not_counts", n=left_out)]
    rows = [words("alt_row", label=e.label, quote=e.note.quote) for e in drawn]
    panel.describe(page, "activities", rows, words)
    return panel.finish(page, metrics, words, notes=notes)


def _group(drawn: Sequence[Entry], words: Words) -> list[_Group]:
    """Put comparable units together: events, visits and people first, then the units of most rows."""
    found: dict[str, list[Entry]] = {}
    for entry in drawn:
        found.setdefault(comparable_group(entry.unit) if entry.unit else "", []).append(entry)
    glosses = _glosses(drawn, words)
    groups = []
    for rows in found.values():
        units = dict.fromkeys(e.unit for e in rows)
        ordered = sorted(rows, key=lambda e: (-e.most, e.note.number))
        groups.append(_Group(words.units(list(units)), tuple(ordered), glosses))
    return sorted(
        groups, key=lambda g: (_RANK.get(unit_group(g.rows[0].unit) or "", len(_RANK)), -len(g.rows))
    )


def _title(groups: Sequence[_Group], words: Words) -> str:
    """Name the greatest count of the first two panels; what is reached goes before what is aimed at."""
    telling = sorted(groups, key=lambda g: g.rows[0].most < _TELLING)
    leads = [next((e for e in g.rows if e.status == "actual"), g.rows[0]) for g in telling[:2]]
    said = []
    for entry in leads:
        prefix = "" if entry.status == "actual" else words(entry.status) + words("colon")
        said.append(prefix + words("said", label=entry.label, quote=words.chinese(entry.note.quote)))
    return words("clause").join(said)


def _subtitle(
    drawn: Sequence[Entry], shared: Sequence[_Group], single: Sequence[_Group], words: Words
) -> list[str | None]:
    key = "activities_sub"
    if not shared:
        key = "activities_sub_single"
    elif len(shared) == 1 and not single:
        key = "activities_sub_one_unit"
    return [*panel.scope(drawn, words), words(key, n=len(drawn))]


def _draw_panels(page: Page, groups: Sequence[_Group]) -> None:
    """Set the panels in two columns, each next one into the shorter column; a lone one takes both."""
    columns = 1 if len(groups) == 1 else 2
    width = (page.inner - (columns - 1) * _GUTTER) / columns
    depths = [page.y] * columns
    for group in groups:
        column = depths.index(min(depths))
        left = MARGIN + column * (width + _GUTTER)
        _draw_panel(page, group, left, depths[column], width)
        depths[column] += group.height(width) + _GAP
    page.y = max(depths)


def _draw_panel(page: Page, group: _Group, left: float, top: float, width: float) -> None:
    page.text(left, top + 11, Run(group.unit, bold=True, colour=theme.GREY), Size.LABEL, tag="unit")
    page.rule(top + 16.5, left, left + width)
    value_wide = max(_value_width(entry, group.gloss(entry)) for entry in group.rows)
    bars = width - value_wide - max(marks.TAIL.values()) - 8
    greatest = max(entry.most for entry in group.rows) or 1.0
    height = group.height(width) - _HEAD
    pane = page.pane(left, top + _HEAD, bars, height, (0, greatest))
    down = 0.0
    for entry in group.rows:
        lines = group.lines(entry, width)
        page.lines(left, pane.top + down, lines, Size.LABEL, tag="label")
        block = len(lines) * Size.LABEL * theme.LEADING
        middle = down + block + 1.5 + _BAR / 2
        marks.bar(pane, entry, middle, _BAR)
        ends = [middle - _BAR / 2 - 1.5, middle + _BAR / 2 + 1.5]
        pane.add(Line2D([0, 0], ends, color=theme.INK, linewidth=1.0, zorder=3, label="zero"))
        x = pane.across(entry.most) + marks.TAIL.get(entry.hedge, 0.0) + 5
        _write_value(page, entry, group.gloss(entry), x, pane.top + middle + 3.6)
        down += group.row_height(entry, width)


def _glosses(drawn: Sequence[Entry], words: Words) -> dict[int, str]:
    """Write what stands in grey beside each row's words, by note number."""
    return {entry.note.number: _gloss(entry, drawn, words) for entry in drawn}


def _gloss(entry: Entry, drawn: Sequence[Entry], words: Words) -> str:
    """Say the number in English figures, a place or time that is not the usual one, a status."""
    parts = []
    if words.lang == "en":
        ends = dict.fromkeys((entry.least, entry.most))
        value = "–".join(words.number(end) for end in ends)
        if entry.hedge != "exact":
            parts.append(words(f"{entry.hedge}_value", value=value))
        elif value.replace(",", "") not in entry.note.quote.replace(",", ""):
            parts.append(value)
    return words("sep").join([*parts, *panel.aside(entry, drawn, words), *status_note(entry, words)])


def _value_width(entry: Entry, gloss: str) -> float:
    wide = text_width(entry.note.quote, Size.LABEL, bold=True)
    return wide + (5 + text_width(gloss, Size.SMALL) if gloss else 0)


def _write_value(page: Page, entry: Entry, gloss: str, x: float, y: float) -> None:
    run = Run(entry.note.quote, bold=True, url=entry.url, gid=f"value-{entry.note.id}")
    page.text(x, y, run, Size.LABEL, tag="value")
    if gloss:
        x += text_width(entry.note.quote, Size.LABEL, bold=True) + 5
        page.text(x, y, Run(gloss, colour=theme.GREY), Size.SMALL, tag="gloss")


def _draw_figures(page: Page, single: Sequence[_Group], words: Words, *, headed: bool) -> None:
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


def _draw_figure(page: Page, group: _Group, left: float, width: float) -> float:
    entry = group.rows[0]
    run = Run(entry.note.quote, bold=True, colour=theme.ACCENT, url=entry.url, gid=f"value-{entry.note.id}")
    size = Size.FIGURE
    while size > Size.LABEL and text_width(run.text, size, bold=True) > width:
        size -= 0.5
    page.text(left, page.y + Size.FIGURE, run, size, tag="value")
    mark = Run(entry.note.mark, colour=theme.ACCENT, keep=True, glue=True, url=entry.url)
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
