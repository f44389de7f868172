"""One number of one place over the years: marks at true distance, lines only from year to year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Unpack

import pandas as pd
from matplotlib.lines import Line2D

from hulin_analysis.charts import marks, panel, theme
from hulin_analysis.charts.compared import (
    Compared,
    alike,
    bounds,
    cited,
    compared,
    comparison_notes,
    draw_marks,
    everything,
    has_zero,
    in_words,
    numbers_in,
    required_comparison,
    samples,
    source,
    unit_name,
    value_runs,
    what,
    with_numbers,
    words_of,
)
from hulin_analysis.charts.composition import compose
from hulin_analysis.charts.entries import Quotes, signed_quote
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.font import text_width
from hulin_analysis.charts.labelling import Box, Labelling
from hulin_analysis.charts.layout import Line, Run, wrap
from hulin_analysis.charts.marks import Sample, Span
from hulin_analysis.charts.page import Page, grid_values
from hulin_analysis.charts.settings import Options, Settings, takes_options
from hulin_analysis.charts.surface import Pane
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.timeline import Stretch, stretch
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Status
from hulin_analysis.errors import ChartError
from hulin_analysis.script import Language

__all__ = ["plot_trend"]

_HEIGHT = 210.0
_EDGE = 26.0
_LEAST_HEIGHT = 120.0
# A period of fewer points than these is drawn as a dot.
_SHORT = 14.0
# Of more marks the words are set small.
_ROOMY = 12


@dataclass(frozen=True)
class _Point:
    """One row and when it is said of."""

    one: Compared
    period: str
    time: Stretch

    @property
    def yearly(self) -> int | None:
        """The year, if a line may lead to it: a fact about a whole year, and no range."""
        entry = self.one.entry
        return self.time.year if entry.status == Status.ACTUAL and not entry.is_range else None


@takes_options(
    order="its numbers stand in the order of time",
    ax="its words are placed by the room that its own page has",
)
def plot_trend(
    comparison: pd.DataFrame,
    *,
    lang: Language = "zh-Hant",
    quotes: Quotes = "panel",
    **options: Unpack[Options],
) -> AnnotatedFigure:
    """Draw one number of one place over the years.

    Parameters
    ----------
    comparison : DataFrame
        Rows of one place, as ``ha.compare`` gives them with ``place`` and without ``period``, all or some.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the chart's own words; the sentences it quotes stay verbatim.
    quotes : {"panel", "footnotes", "none"}
        What is printed under the chart: the sentences of its numbers by document, only their clauses in
        small type, or neither quotes nor the marks that lead to them.
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; time across in years, the
        number upwards in the comparison's unit.

    Raises
    ------
    DataError
        If it is given no comparison, or one that lacks a column.
    ChartError
        If the comparison speaks of several places, or there is no such language, manner of quotes or
        option.

    Notes
    -----
    A year's number stands in the middle of its year; one of several years, or of a part of one, is drawn over
    its whole span. Lines join facts about consecutive years, nothing else: a gap stays a gap. The numbers ①
    are those of the frame that ``ha.concat`` joined; of other rows they count from the earliest on.
    ``highlight`` takes periods (``"2024"``), and ``limit`` draws the latest.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pandas as pd
    >>> frames = []
    >>> for year, said in {"2023": "5.1%", "2024": "5.8%", "2025": "6%左右"}.items():
    ...     article = ha.parse_article(f"{year}年,全縣地區生產總值增長{said}。", place="甲縣")
    ...     frames.append(ha.extract(article).assign(document=f"{year}.txt", **article.about()))
    >>> ha.plot_trend(ha.compare(pd.concat(frames), "grp", place="甲縣")).title
    '甲縣地區生產總值增速：2023年5.1%，2025年6%左右'
    """
    required_comparison(comparison, "ha.plot_trend({})")
    words = words_of(comparison, lang)
    places = list(dict.fromkeys(comparison["place"].dropna()))
    if len(places) > 1:
        raise ChartError(
            f"The comparison speaks of {len(places)} places; give one of them, as in "
            f"ha.compare(corpus, 'grp', place={places[0]!r})."
        )
    settings = Settings.of(options, "ha.plot_trend")
    times = {period: stretch(str(period)) for period in comparison["period"].dropna().unique()}
    open_ = comparison["period"].map(lambda period: times.get(period) is None).astype(bool)
    rows = comparison[~open_]
    order = sorted(range(len(rows)), key=lambda at: _order(times[rows["period"].iloc[at]]))
    rows = rows.iloc[order]
    numbers = numbers_in(pd.concat([rows, comparison[open_]]))
    _expect_periods(rows, settings, words)
    left_out = [words("trend_open", n=int(open_.sum()))] if open_.any() else []
    if settings.limit is not None and settings.limit < len(rows):
        left_out.append(words("rows_latest", n=settings.limit, k=len(rows) - settings.limit))
        rows = rows.iloc[-settings.limit :]
    drawn = compared(rows, words, quotes, numbers)
    numbered = with_numbers(comparison, numbers)
    if not drawn:
        notes = [*comparison_notes(comparison, [], words), *left_out]
        of = source(comparison, words)
        return panel.nothing("trend", comparison, words, settings, notes=notes, source=of)

    unit, scale = unit_name(drawn, words)
    points = [
        _Point(one.scaled(scale), str(period), time)
        for one, period in zip(drawn, rows["period"], strict=True)
        if (time := times[period])
    ]
    conflicting = [words.period(point.period) for point in points if point.one.rivals]
    notes = comparison_notes(comparison, conflicting, words) + left_out
    if _has_gaps(points):
        notes.append(words("trend_gaps"))

    def draw(page: Page) -> None:
        subtitle = _subtitle([point.one for point in points], rows, unit, words)
        panel.heading(page, _title(points, words), subtitle, words)
        told = _draw(page, points, unit, words)
        panel.key(page, [*samples([point.one for point in points], words), *_span_sample(points, words)])
        quoted = panel.quotes(page, everything(drawn), words, quotes)
        said = [in_words(point.one, words.period(point.period), words) for point in points]
        panel.describe(page, "trend", said, words)
        panel.finish(page, numbered, words, notes=[*quoted, *notes, *told], source=source(rows, words))

    return compose(draw, settings)


def _expect_periods(rows: pd.DataFrame, settings: Settings, words: Words) -> None:
    """Refuse to highlight a period that no row is of."""
    periods = list(dict.fromkeys(map(str, rows["period"])))
    for name in settings.highlight:
        if not any(name in (period, words.period(period)) for period in periods):
            raise ChartError(
                f"No row is of {name!r:.40}, as highlight asks; there is {'、'.join(periods[:8])}."
            )


def _colour(page: Page, point: _Point, words: Words) -> str:
    """Return the colour of a mark: grey where other periods are highlighted."""
    asked = page.settings.highlight
    named = not asked or point.period in asked or words.period(point.period) in asked
    return theme.ACCENT if named else theme.PALE


def _order(time: Stretch | None) -> tuple[float, float]:
    return (time.middle, time.start) if time else (0.0, 0.0)


def _title(points: Sequence[_Point], words: Words) -> str:
    """Say the first and the last fact about a year; where there are not two, the first and last of all."""
    yearly = [point for point in points if point.yearly is not None]
    told = yearly if len(yearly) > 1 else list(points)
    first, last = told[0], told[-1]
    fields = {
        "first": first.one.place,
        "what": what([point.one for point in told], words),
        "top": words.chinese(signed_quote(first.one.entry, words)),
        "bottom": words.chinese(signed_quote(last.one.entry, words)),
        "since": words.period(first.period),
        "until": words.period(last.period),
    }
    if len(told) == 1:
        return words("places_one", period=words("places_period", period=fields["since"]), **fields)
    return words("trend_title", **fields)


def _subtitle(drawn: Sequence[Compared], rows: pd.DataFrame, unit: str, words: Words) -> list[str | None]:
    rate = drawn[0].entry.change != Change.NONE and drawn[0].entry.unit == "%"
    status = alike(drawn)
    return [
        words("rate") if rate else words("unit_sub", unit=unit),
        words("trend_sub", n=rows["period"].nunique(), k=len(cited(rows))),
        words(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None,
        None if has_zero(drawn) else words("axis_cropped_up"),
    ]


def _draw(page: Page, points: Sequence[_Point], unit: str, words: Words) -> list[str]:
    """Draw axes, lines, marks and the words of each; note how many found no room or stand outside."""
    pane = _open(page, points, unit)
    left, right = pane.left, pane.left + pane.width
    labelling = Labelling(Box(left, pane.top - 14, page.width - page.margin, pane.top + pane.height - 2))
    colour = pane.palette.tint(theme.ACCENT, 0.45)
    for joined in _neighbours(points):
        line = [(point.one.entry.middle, point.time.middle) for point in joined]
        if not pane.dry:
            pane.add(Line2D(*zip(*line, strict=True), color=colour, linewidth=1.6, zorder=2,
                            label="year to year"))  # fmt: skip
        ends = [(pane.down(at), pane.across(value)) for value, at in line]
        if all(left <= x <= right for x, _ in ends):
            labelling.keep_off_line(*ends)
    inside = [p for p in points if pane.shows(p.time.middle) and pane.holds(p.one.entry.middle)]
    size = Size.LABEL if len(points) <= _ROOMY and not page.narrow else Size.SMALL
    for point in inside:
        _draw_point(pane, point, _colour(page, point, words))
        for box in _boxes(pane, point):
            labelling.keep_off(box)
    page.y = pane.top + pane.height + 30
    written = 0
    for point in inside:
        written += _write(pane, labelling, point, _runs(point, words, size), size)
    told = [words("trend_unlabelled", n=len(inside) - written)] if len(inside) > written else []
    outside = len(points) - len(inside)
    return [*told, words("outside", n=outside)] if outside else told


def _open(page: Page, points: Sequence[_Point], unit: str) -> Pane:
    """Open axes of years and values, as high as the words of the marks need."""
    low, high = bounds([point.one for point in points], 0.06)
    first = min(int(point.time.start) for point in points)
    last = max(ceil(point.time.end) for point in points)
    scale = [f"{value:,g}%" for value in grid_values(low, high, 5)]
    left = page.margin + max(text_width(text, Size.SMALL) for text in scale) + 8
    width = page.width - page.margin - left
    height = page.row(_HEIGHT + 5 * max(0, len(points) - 10), _LEAST_HEIGHT)
    edge = _EDGE * (last - first) / (width - 2 * _EDGE)
    pane = page.pane(left, page.y + 16, width, height, (low, high), span=(first - edge, last + edge),
                     upright=True)  # fmt: skip
    page.grid(pane, suffix="%" if unit == "%" else "")
    if unit != "%":
        page.text(page.margin, page.y + 6, Run(unit, colour=theme.GREY), Size.SMALL, tag="axis unit")
    page.years(pane, first, last)
    return pane


def _neighbours(points: Sequence[_Point]) -> Iterator[tuple[_Point, _Point]]:
    """Yield the facts about two consecutive years."""
    yearly = sorted((point for point in points if point.yearly), key=lambda point: point.time.start)
    for before, behind in pairwise(yearly):
        if behind.time.start - before.time.start == 1:
            yield before, behind


def _ends(pane: Pane, point: _Point) -> tuple[float, float]:
    """Give the ends of a point's time on the page, in points from its left edge."""
    return pane.down(point.time.start), pane.down(point.time.end)


def _is_bar(pane: Pane, point: _Point) -> bool:
    """Whether a period is drawn as a bar: no whole year, and long enough to be seen."""
    start, end = _ends(pane, point)
    return point.time.year is None and end - start > _SHORT


def _draw_point(pane: Pane, point: _Point, colour: str) -> None:
    """Draw a row's mark in the middle of its time, or along the time it takes."""
    if not _is_bar(pane, point):
        draw_marks(pane, point.one, point.time.middle, own=colour)
        return
    Span(colour).draw(pane, point.one.entry, (point.time.start, point.time.end))
    draw_marks(pane, point.one, point.time.middle, own=None)


def _boxes(pane: Pane, point: _Point) -> Iterator[Box]:
    """Yield the boxes of the marks of a row on the page, its own first, with the fading of their hedges."""
    x = pane.down(point.time.middle)
    start, end = _ends(pane, point)
    wide = (end - start) / 2 if _is_bar(pane, point) else 0.0
    for entry in (point.one.entry, *point.one.rivals):
        near = marks.RADIUS + 1.5
        long = max(0.0, marks.tail(pane, entry) / pane.length(1.0) - near) + 2
        above = near + (long if 1 in entry.open_sides else 0)
        below = near + (long if -1 in entry.open_sides else 0)
        left, right = x - max(near, wide), x + max(near, wide)
        yield Box(left, pane.across(entry.most) - above, right, pane.across(entry.least) + below)
        wide = 0.0
    if point.one.rivals:
        low, high = point.one.ends
        yield Box(x - 2, pane.across(high), x + 2, pane.across(low))


def _runs(point: _Point, words: Words, size: float) -> list[Run]:
    """Write the words of a row; where there is little room without what the key says as well."""
    one = point.one if size == Size.LABEL or words.lang == "en" else replace(point.one, gloss="")
    return value_runs(one, words)


def _write(pane: Pane, labelling: Labelling, point: _Point, runs: Sequence[Run], size: float) -> bool:
    """Write the words of a row where there is room near its mark; without it only its number, or nothing."""
    mark = next(_boxes(pane, point))
    value, time = point.one.entry.middle, point.time.middle
    for tried in (runs, [run for run in runs if run.glue][:1]):
        lines = wrap(tried, size, 150)
        wide = max((line.width for line in lines), default=0.0)
        place = labelling.place(mark, wide, len(lines) * size * theme.LEADING)
        if lines and place:
            dx, dy = place.left - pane.down(time), place.top - pane.across(value)
            pane.lines((value, time), _centred(lines, wide), size, shift=(dx, dy), tag="value")
            return tried is runs
    return False


def _centred(lines: Sequence[Line], wide: float) -> list[Line]:
    return [
        Line(tuple((x + (wide - line.width) / 2, run) for x, run in line.runs), line.width) for line in lines
    ]


def _has_gaps(points: Sequence[_Point]) -> bool:
    years = sorted({point.yearly for point in points if point.yearly is not None})
    return any(behind - before > 1 for before, behind in pairwise(years))


def _span_sample(points: Sequence[_Point], words: Words) -> list[Sample]:
    """Explain the line of a period that is no whole year, where there is one."""
    if all(point.time.year is not None for point in points):
        return []
    return Span().key(words("trend_span"))
