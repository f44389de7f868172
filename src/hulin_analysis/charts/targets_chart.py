"""Targets: what was reached beside what was aimed at, a row a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Unpack

import pandas as pd

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, placed, widest, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, expect_metrics, qualifiers_of, scope, signed_quote
from hulin_analysis.charts.content.items import items_of
from hulin_analysis.charts.content.targets import Aimed, aimed
from hulin_analysis.charts.drawing.chart import (
    Chart,
    ChartType,
    Here,
    chosen,
    compose_chart,
    empty_chart,
    title_of_all,
)
from hulin_analysis.charts.drawing.marks import FADE, Dot, Sample
from hulin_analysis.charts.drawing.words import grey, mark_run, value_run
from hulin_analysis.charts.options import Options, Settings, colour_of, takes_options
from hulin_analysis.charts.theme import Size
from hulin_analysis.codes import Change, Hedge, Status


def states_targets(metrics: pd.DataFrame) -> bool:
    """Whether a frame states a result with a target."""
    return bool(aimed(items_of(metrics, Catalog())))


@takes_options("ax")
def plot_targets(metrics: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw results beside the targets that a text sets for the same things.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it.

    Notes
    -----
    A dot for the result, a hollow square for the target. Growth rates share a scale; each other thing has one
    of its own, from zero. A target is of the result's own period or of the next one. Met or missed is said
    only of the own period, of indicators that the vocabulary knows (of some less is better), where hedges
    leave no doubt.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,全縣地區生產總值力爭增長5%以上。2021年,全縣地區生產總值增長5.2%。"
    >>> ha.plot_targets(ha.extract(ha.parse_article(text)), subtitle="").title
    '地區生產總值增長5.2%，目標為增長5%以上，達到'
    """
    expect_metrics(metrics, "ha.plot_targets({})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_targets", catalog)
    pairs = aimed(items_of(metrics, catalog, settings.quotes))
    found, hidden = chosen([pair for pair in pairs if pair.is_known], settings, catalog)
    if unknown := sum(not pair.is_known for pair in pairs):
        hidden.append(catalog("targets_unknown", n=unknown))
    if not found:
        return empty_chart("targets", metrics, settings, notes=hidden)
    results = [row.result for row in found]
    rates, own = [row for row in found if row.is_rate], [row for row in found if not row.is_rate]
    told = any(row.met is not None for row in found)

    def draw(page: Page) -> Here:
        rows = AimedRows(page, found, catalog)
        rows.head()
        here = page.portion.take(rates), page.portion.take(own)
        if here[0]:
            rows.draw(here[0], catalog("targets_rate") if own else "", alike=rates)
        for number, row in enumerate(here[1]):
            rows.draw([row], catalog("targets_own") if number == 0 and len(found) > 1 else "")
        page.y += 8
        shown = [row for row in found if row in (*here[0], *here[1])]
        return Here([e for row in shown for e in row.entries], [_said(row, catalog) for row in shown])

    title = title_of_all([e for row in found for e in row.entries], metrics, _title(found, catalog), catalog)
    subtitle = [*scope(results, catalog), catalog("targets_sub") if told else None]
    chart = Chart("targets", title, subtitle, draw, key_of(found, catalog), hidden)
    return compose_chart(chart, metrics, settings)


TARGETS = ChartType(plot_targets, states_targets)


def _title(found: Sequence[Aimed], catalog: Catalog) -> str:
    """Say how many of the targets were met and missed; of a single row all that it says."""
    if len(found) == 1:
        return _sentence(found[0], catalog)
    told = {"met": sum(row.met is True for row in found), "missed": sum(row.met is False for row in found)}
    said = [catalog(f"targets_some_{name}", n=n) for name, n in told.items() if n]
    if not said:
        return catalog("targets_shown", n=len(found))
    return catalog("targets_told", n=len(found), said=catalog("clause_comma").join(said))


def _sentence(row: Aimed, catalog: Catalog) -> str:
    """Say a row in a title, each number with whether it is a rise or a fall."""
    said = [catalog("targets_row", label=row.result.label, quote=_moved(row.result, catalog))]
    if row.target:
        said.append(catalog("targets_aimed", quote=_moved(row.target, catalog)))
    if row.following:
        period = catalog.period(row.following.period or "")
        said.append(catalog("targets_aimed_next", period=period, quote=_moved(row.following, catalog)))
    return catalog("clause_comma").join([*said, *_verdict(row, catalog)])


def _verdict(row: Aimed, catalog: Catalog) -> list[str]:
    """Say whether a target was met, where the numbers prove it."""
    return [] if row.met is None else [catalog("targets_met" if row.met else "targets_missed")]


def _moved(entry: Entry, catalog: Catalog) -> str:
    """Say by how much something rose or fell, or how much there is."""
    if entry.change == Change.NONE:
        return entry.shown
    rose = "targets_rose" if entry.unit == "%" else "targets_added"
    return catalog("targets_fell" if entry.change == Change.DECREASE else rose, quote=entry.shown)


def _said(row: Aimed, catalog: Catalog) -> str:
    """Say a row in the alternative text."""
    aims = [catalog("target") + catalog("colon") + signed_quote(row.target, catalog)] if row.target else []
    if row.following:
        aims.append(catalog("targets_next", period=catalog.period(row.following.period or "", inside=True),
                          quote=signed_quote(row.following, catalog)))  # fmt: skip
    return catalog.row(row.result.label, signed_quote(row.result, catalog), [*aims, *_verdict(row, catalog)])


_ROW, _LEAST_ROW = 27.0, 16.0
_GAP = 12.0
# The share of the width that names take at most, and each column of words.
_NAMES, _WORDS, _LEAST_WORDS = 0.34, 0.24, 76.0
# The dot of a result stands inside the square of a target that is the same.
_RESULT, _TARGET = 3.6, 6.0
# Beside targets of the same period the square of the next one is smaller: it is told without colour.
_SMALL = 4.6


class AimedRows:
    """Rows of one page, whose columns stand under one another whatever their scale."""

    def __init__(self, page: Page, rows: Sequence[Aimed], catalog: Catalog) -> None:
        self._page, self._catalog = page, catalog
        self._next = _next_of(rows)
        self._results = [row.result for row in rows]
        self._said = {id(row): self._cells(row, max(_LEAST_WORDS, page.inner * _WORDS)) for row in rows}
        names = page.inner if page.narrow else page.inner * _NAMES
        self._names = {id(row): balanced(self._name(row), Size.LABEL, names) for row in rows}
        self._left = 6.0 if page.narrow else widest(chain(*self._names.values())) + _GAP
        self._columns = [widest(chain(*(said[at] for said in self._said.values()))) for at in (0, 1)]

    def _name(self, row: Aimed) -> list[Run]:
        said = qualifiers_of(row.result, self._results, self._catalog)
        beside = [grey(f" {self._catalog.parts(*said)}")] if said else []
        return [Run(row.result.label), *beside]

    def _cells(self, row: Aimed, room: float) -> list[list[Line]]:
        """Set the words of a result, and those of its targets, that of the next period with its name."""
        aims: list[list[Run]] = []
        if row.target:
            aims.append(_words_of(row.target, theme.ACCENT, self._catalog))
            aims[-1] += [Run(f" {told}", bold=not row.met) for told in _verdict(row, self._catalog)]
        if row.following:
            period = grey(f"{self._catalog.period(row.following.period or '')} ")
            aims.append([period, *_words_of(row.following, theme.CONTEXT, self._catalog)])
        lines = [line for runs in aims for line in wrap(runs, Size.LABEL, room)]
        return [wrap(_words_of(row.result, theme.ACCENT, self._catalog), Size.LABEL, room), lines]

    def head(self) -> None:
        """Write what stands in the columns of words."""
        aims = self._page.right - self._columns[1]
        for key, at in (("targets_aim", aims), ("targets_result", aims - _GAP - self._columns[0])):
            self._page.text(at, self._page.y + 8, grey(self._catalog(key)), Size.SMALL, tag="head")
        self._page.y += 15

    def draw(self, rows: Sequence[Aimed], name: str = "", *, alike: Sequence[Aimed] = ()) -> None:
        """Draw rows that share a scale, under its name, and move the page's `y` below them.

        The scale holds the rows of other pages as well, which are `alike`.
        """
        page, single = self._page, not rows[0].is_rate
        if name:
            page.text(page.margin, page.y + 8, grey(name), Size.SMALL, tag="group")
            page.y += 14
        step = Size.LABEL * theme.LEADING
        catalog = step * max(len(lines) for row in rows for lines in self._said[id(row)])
        names = step * max(len(self._names[id(row)]) for row in rows)
        high = max(page.row(_ROW, _LEAST_ROW), catalog + 5, 0 if page.narrow else names + 2)
        over = names if page.narrow else 0.0
        row_high = high + over
        width = page.inner - self._left - sum(self._columns) - 3 * _GAP
        span = (-(over + high / 2) / row_high, len(rows) - (over + high / 2) / row_high)
        left, ends = page.margin + self._left, _ends(alike or rows)
        pane = page.pane(left, page.y, width, row_high * len(rows), ends, span=span)
        page.rows(pane, [row.result.label for row in rows])
        if not single:
            page.grid(pane, suffix="%")
        for number, row in enumerate(rows):
            if pane.shows(number):
                _draw_marks(pane, row, number, self._next)
                self._write(pane, row, number, high)
        page.y += pane.height + (2 if single else 24)

    def _write(self, pane: Pane, row: Aimed, number: int, high: float) -> None:
        names, step = self._names[id(row)], Size.LABEL * theme.LEADING
        up = -len(names) * step / 2 if not pane.page.narrow else -high / 2 - len(names) * step + 2
        pane.lines((None, number), names, shift=(-self._left, up), tag="label", clear=True)
        at = _GAP * 2
        both = len(self._said[id(row)][1]) if row.target and row.following else 0
        for lines, wide in zip(self._said[id(row)], self._columns, strict=True):
            up = -max(both, len(lines)) / 2 * step
            for _, x, down, run in placed(lines, Size.LABEL):
                pane.beside((1.0, number), run, shift=(at + x, up + down), tag="value")
            at += wide + _GAP


def _words_of(entry: Entry, colour: str, catalog: Catalog) -> list[Run]:
    text = signed_quote(entry, catalog, plus=True) if entry.least < 0 else entry.shown
    return [value_run(entry, text, colour), *([mark_run(entry, colour)] if entry.mark else [])]


def _ends(rows: Sequence[Aimed]) -> tuple[float, float]:
    """Choose the ends of a scale: zero, every number, and room for fadings."""
    entries = [entry for row in rows for entry in row.entries]
    ends = [end * (1 + FADE * bool(e.open_sides)) for e in entries for end in (e.least, e.most)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    pad = (high - low or 1.0) * 0.05
    return (low - pad if low < 0 else low), (high + pad if high > 0 else high)


def _next_of(rows: Sequence[Aimed]) -> float:
    """Return the size of the square of the next period's target."""
    return _SMALL if any(row.target for row in rows) else _TARGET


def _draw_marks(pane: Pane, row: Aimed, number: int, following: float) -> None:
    """Draw the square of the target and the dot of the result on it, with a band that leads from zero.

    The square of the next target stands below them where there are both, beside its own words.
    """
    apart = pane.rise(Size.LABEL * theme.LEADING / 2) if row.target and row.following else 0.0
    colour = colour_of(row.result, pane.page.settings)
    other = theme.PALE if colour != theme.ACCENT else theme.CONTEXT
    upper = [one.middle for one in row.entries if not apart or one is not row.following]
    lower = [row.following.middle] if apart and row.following else []
    for place, values in ((number - apart, upper), (number + apart, lower)):
        if values:
            ends = [min(0.0, *values), max(0.0, *values)]
            pane.line(ends, [place, place], theme.BAND, 4, zorder=1, solid_capstyle="butt", label="stem")
        for arrow in filter(None, map(pane.arrow, values)):
            pane.beside((float(arrow == "→"), place), grey(arrow), shift=(2, 3.4), tag="arrow")
    if row.following:
        Dot(other, following).draw(pane, row.following, number + apart)
    if row.target:
        Dot(colour, _TARGET).draw(pane, row.target, number - apart)
    Dot(colour, _RESULT).draw(pane, row.result, number - apart)


def key_of(rows: Sequence[Aimed], catalog: Catalog) -> list[Sample]:
    """Explain the dot, the squares of this and of the next period, and what hedges look like."""
    example = rows[0].result.sample(hedge=Hedge.EXACT)

    def sample(text: str, status: str, mark: Dot) -> Sample:
        return mark.sample(text, replace(example, status=status), 7, behind=1)

    statuses = dict.fromkeys(row.result.status for row in rows)
    made = [
        sample(catalog("targets_result_of", status=catalog(one)), one, Dot(radius=_RESULT))
        for one in statuses
    ]
    if any(row.target for row in rows):
        made.append(sample(catalog("targets_now"), Status.TARGET, Dot(radius=_TARGET)))
    if any(row.following for row in rows):
        made.append(sample(catalog("targets_then"), Status.TARGET, Dot(theme.CONTEXT, _next_of(rows))))
    facts = [replace(entry, status=Status.ACTUAL) for row in rows for entry in row.entries]
    return [*made, *Dot().key(facts, catalog)]
