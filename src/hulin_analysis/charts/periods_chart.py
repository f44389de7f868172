"""Periods: what one text says of a thing for several periods, a small chart a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Unpack

import pandas as pd

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import Run, balanced
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import Compared, everything, has_zero, in_words, unit_name, what
from hulin_analysis.charts.content.entries import Entry, expect_metrics, scope, signed_quote
from hulin_analysis.charts.content.items import Item, grouped, items_of, joined_items
from hulin_analysis.charts.content.stretch import stretch
from hulin_analysis.charts.drawing.chart import (
    Chart,
    ChartType,
    Here,
    chosen,
    compose_chart,
    empty_chart,
    title_of_all,
)
from hulin_analysis.charts.drawing.conflicts import samples
from hulin_analysis.charts.drawing.over_time import (
    Joint,
    Point,
    draw_points,
    not_shown,
    open_years,
    span_sample,
    told_of,
)
from hulin_analysis.charts.drawing.words import grey
from hulin_analysis.charts.options import Options, Settings, colour_of, takes_options
from hulin_analysis.charts.theme import Size
from hulin_analysis.codes import Change, Status

_HEIGHT, _LEAST_HEIGHT = 96.0, 60.0
# A small chart is so wide, at least, and stands so far from the next.
_WIDE, _GAP = 225.0, 26.0
# The white over and under the marks holds their words.
_PAD = 0.2


def states_periods(metrics: pd.DataFrame) -> bool:
    """Whether a frame states a thing for three periods."""
    catalog = Catalog()
    return bool(series_of(items_of(metrics, catalog), catalog))


@takes_options("ax")
def plot_periods(metrics: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw what a text states for three periods or more, a small chart a thing.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it.

    Notes
    -----
    Time across in years, the number upwards, each thing on a scale of its own. Drawn are periods of one
    length: years beside years, quarters beside quarters. A line joins a period with the one that follows it;
    it is dotted where the text says nothing of those between, and leads to no estimate or target. The scale
    begins at zero, but where more than half of it would be empty; then it says so.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "全縣糧食產量2021年12.3萬噸,2022年12.8萬噸,2023年13.1萬噸。"
    >>> ha.plot_periods(ha.extract(ha.parse_article(text))).title
    '糧食產量：2021年12.3萬噸，2023年13.1萬噸'
    """
    expect_metrics(metrics, "ha.plot_periods({})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_periods", catalog)
    found, hidden = chosen(series_of(items_of(metrics, catalog, settings.quotes), catalog), settings, catalog)
    if not found:
        return empty_chart("periods", metrics, settings)
    points = [point for one in found for point in one.points]
    drawn = [entry for one in found for entry in one.entries]
    if any(joint.dotted for one in found for joint in one.joints):
        hidden.append(catalog("periods_gaps"))

    def draw(page: Page) -> Here:
        count = max(1, min(len(found), int((page.inner + _GAP) // (_WIDE + _GAP))))
        rows = page.portion.take([found[at : at + count] for at in range(0, len(found), count)])
        lost = [sum(pair) for pair in zip(*(_draw(page, row, count) for row in rows), strict=True)]
        here = [one for row in rows for one in row]
        described = [_said(one, point, catalog) for one in here for point in one.points]
        return Here([entry for one in here for entry in one.entries], described, not_shown(lost, catalog))

    key = [*samples([point.one for point in points], catalog), *span_sample(points, catalog)]
    subtitle = [scope(drawn, catalog)[0], catalog("periods_sub") if len(found) > 1 else found[0].subtitle]
    title = title_of_all(drawn, metrics, _title(found, catalog), catalog)
    return compose_chart(Chart("periods", title, subtitle, draw, key, hidden), metrics, settings)


PERIODS = ChartType(plot_periods, states_periods)


def _said(one: Series, point: Point, catalog: Catalog) -> str:
    """Say a mark in the alternative text."""
    period = catalog.period(point.period, inside=True)
    return in_words(point.one, catalog("periods_of", what=one.name, period=period), catalog)


def _title(found: Sequence[Series], catalog: Catalog) -> str:
    """Say the first and the last number of one thing, of several how many they are."""
    if len(found) > 1:
        return catalog("periods_shown", n=len(found))
    told = told_of(found[0].points)
    first, last = told[0], told[-1]
    return catalog(
        "periods_title", what=found[0].name, top=signed_quote(first.one.entry, catalog),
        bottom=signed_quote(last.one.entry, catalog), since=catalog.period(first.period, inside=True),
        until=catalog.period(last.period, inside=True),
    )  # fmt: skip


def _draw(page: Page, row: Sequence[Series], count: int) -> list[int]:
    """Draw small charts beside one another, each under its name, and move `y` below them."""
    wide = (page.inner - (count - 1) * _GAP) / count
    heads = [balanced([Run(one.name, bold=True), grey(f"  {one.subtitle}")], Size.LABEL, wide) for one in row]
    top = page.y + Size.LABEL * theme.LEADING * max(map(len, heads)) + 16
    high, lost = page.row(_HEIGHT, _LEAST_HEIGHT), []
    for number, (one, head) in enumerate(zip(row, heads, strict=True)):
        left = page.margin + number * (wide + _GAP)
        page.lines(left, page.y, head, Size.LABEL, tag="label")
        pane = open_years(page, one.points, one.unit, (left, top, wide, high), pad=_PAD,
                          zero=one.zero)  # fmt: skip
        own = colour_of(one.entries[0], page.settings)
        lost.append(draw_points(pane, one.points, one.joints, room=(left + wide, 14.0),
                                size=Size.SMALL, own=own))  # fmt: skip
    page.y = top + high + 34
    return [sum(pair) for pair in zip(*lost, strict=True)]


_FEWEST = 3
# Of no more marks all have their words, of more the first and the last.
_FEW = 5
# A scale from zero that is empty up to this share of it begins above zero.
_EMPTY = 0.5
_MONTHS, _DAY, _HAIR = 12, 1.5 / 365, 1e-6


@dataclass(frozen=True)
class Series:
    """One thing over periods."""

    name: str  # what is measured
    unit: str  # the unit of its scale, and what is said of that
    subtitle: str
    zero: bool  # whether its scale begins at zero
    points: tuple[Point, ...]  # from the first period to the last, in that unit
    joints: tuple[Joint, ...]  # the lines between them

    @property
    def entries(self) -> list[Entry]:
        """Its numbers in their own units, the first of the text first."""
        found = everything([point.one for point in self.points])
        return sorted(found, key=lambda entry: entry.note.number)


def series_of(items: Sequence[Item], catalog: Catalog) -> list[Series]:
    """Find what is stated for at least three periods of one length, in reading order."""
    things: list[list[Item]] = []
    for alike in grouped(joined_items(items)).values():
        named: list[list[Item]] = []
        for item in alike:
            same = next((one for one in named if one[0].same(item)), None)
            if same is None:
                named.append([item])
            else:
                same.append(item)
        things += named
    found = [
        one for thing in things for side in ("level", "change", "share") for one in _of(thing, side, catalog)
    ]
    return sorted(found, key=lambda one: one.entries[0].note.number)


def _of(thing: Sequence[Item], side: str, catalog: Catalog) -> Iterator[Series]:
    """Yield the series of one side of a thing, one for each unit and length of period."""
    groups: dict[tuple[object, ...], list[tuple[str, Entry]]] = {}
    for item in thing:
        entry: Entry | None = getattr(item, side)
        time = stretch(item.period or "")
        if entry and time:
            long = time.end - time.start
            months = 0 if long < _DAY else round(long * _MONTHS)
            key = entry.unit, entry.change != Change.NONE, item.base if months == 0 else None, months
            groups.setdefault(key, []).append((str(item.period), entry))
    for rows in groups.values():
        points = list(_points(rows))
        facts = [point for point in points if point.one.entry.status != Status.TARGET]
        if len(facts) >= _FEWEST:
            yield _made(points, catalog)


def _points(rows: Iterable[tuple[str, Entry]]) -> Iterator[Point]:
    """Yield a point a period, what the text says first of it with what conflicts."""
    by_period: dict[str, list[Entry]] = {}
    for period, entry in rows:
        by_period.setdefault(period, []).append(entry)
    for period, (first, *others) in sorted(by_period.items()):
        rivals = tuple(one for one in others if (one.least, one.most) != (first.least, first.most))
        if time := stretch(period):
            yield Point(Compared("", first, rivals), period, time)


def _made(points: Sequence[Point], catalog: Catalog) -> Series:
    drawn = [point.one for point in points]
    unit, scale = unit_name(drawn, catalog)
    told = range(len(points)) if len(points) <= _FEW else (0, len(points) - 1)
    scaled = [
        replace(point, one=point.one.scaled(scale), is_told=n in told) for n, point in enumerate(points)
    ]
    said = [catalog("rate") if unit == "%" and drawn[0].entry.change != Change.NONE else unit]
    zero = _has_zero(drawn)
    said += [] if zero else [catalog("axis_cropped_up")]
    facts = [point for point in scaled if point.is_fact]
    joints = tuple(Joint(one, other, dotted=not _follows(one, other)) for one, other in pairwise(facts))
    return Series(what([one for one in drawn if one.entry.status == Status.ACTUAL] or drawn, catalog), unit,
                  catalog("sep").join(said), zero, tuple(scaled), joints)  # fmt: skip


def _has_zero(drawn: Sequence[Compared]) -> bool:
    """Whether a scale begins at zero: not where more than half of it would be empty under its marks."""
    low, high = min(one.ends[0] for one in drawn), max(one.ends[1] for one in drawn)
    near, far = sorted((abs(low), abs(high)))
    return has_zero(drawn) and (low <= 0 <= high or near == far or near < _EMPTY * far)


def _follows(one: Point, other: Point) -> bool:
    """Whether a period begins where another ends; days at the end of years or months are a year apart."""
    if abs(other.time.start - one.time.end) < _HAIR:
        return True
    days = all(point.time.end - point.time.start < _DAY for point in (one, other))
    return days and other.time.start - one.time.start < 1 + _DAY
