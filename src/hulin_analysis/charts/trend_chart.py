"""One number of one place over the years: marks at true distance, lines only from year to year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Unpack

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import (
    Compared,
    catalog_of,
    cited,
    compared,
    comparison_notes,
    everything,
    expect_comparison,
    in_words,
    numbers_in,
    source,
    subtitle_of,
    unit_name,
    what,
    with_numbers,
)
from hulin_analysis.charts.content.entries import signed_quote
from hulin_analysis.charts.content.stretch import Stretch, stretch
from hulin_analysis.charts.drawing.chart import Chart, ChartType, Here, compose_chart, empty_chart
from hulin_analysis.charts.drawing.conflicts import bounds, samples
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
from hulin_analysis.charts.options import Options, Settings, expect_called, takes_options
from hulin_analysis.charts.theme import Size
from hulin_analysis.errors import ChartError
from hulin_analysis.messages import Message

_HEIGHT = 210.0
_LEAST_HEIGHT = 120.0
# Of more marks the words are set small.
_ROOMY = 12
_CLAUSE = re.compile("[,，;；。]")


@takes_options(
    order=Message("its numbers stand in the order of time"),
    ax=Message("its words are placed by the room that its own page has"),
)
def plot_trend(comparison: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw one number of one place over the years.

    Parameters
    ----------
    comparison : DataFrame
        Rows of one place, as ``ha.compare`` gives them with ``place`` and without ``period``, all or some;
        several places are refused.

    Notes
    -----
    Time across in years, the number upwards in the comparison's unit. A year's number stands in the middle of
    its year; one of several years, or of a part of one, is drawn over its whole span. Lines join facts about
    consecutive years, nothing else: a gap stays a gap. The numbers ① are those of the frame that
    ``ha.concat`` joined; of other rows they count from the earliest on. ``highlight`` takes periods
    (``"2024"``), and ``limit`` draws the latest.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> frames = []
    >>> for year, said in {"2023": "5.1%", "2024": "5.8%", "2025": "6%左右"}.items():
    ...     article = ha.parse_article(f"{year}年,全縣地區生產總值增長{said}。", place="甲縣", title=year)
    ...     frames.append(ha.extract(article))
    >>> ha.plot_trend(ha.compare(ha.concat(frames), "grp", place="甲縣")).title
    '甲縣地區生產總值增速：2023年5.1%，2025年6%左右'
    """
    expect_comparison(comparison, "ha.plot_trend({})")
    catalog = catalog_of(comparison, options.get("lang"))
    places = list(dict.fromkeys(comparison["place"].dropna()))
    if len(places) > 1:
        raise ChartError(
            "The comparison covers {count} places; give one of them, as in ha.compare(corpus, "
            "'grp', place={place!r}).", count=len(places), place=places[0],
        )  # fmt: skip
    settings = Settings.of(options, "ha.plot_trend", catalog)
    times = {period: stretch(str(period)) for period in comparison["period"].dropna().unique()}
    open_ = comparison["period"].map(lambda period: times.get(period) is None).astype(bool)
    rows = comparison[~open_]
    order = [(time.middle, time.start) if (time := times[one]) else (0.0, 0.0) for one in rows["period"]]
    rows = rows.iloc[sorted(range(len(rows)), key=order.__getitem__)]
    numbers = numbers_in(pd.concat([rows, comparison[open_]]))
    said = {str(period): catalog.period(str(period)) for period in rows["period"]}
    expect_called(settings, list(said), lambda name: name in said or name in said.values())

    def colour(period: str) -> str:
        named = not settings.highlight or {period, said[period]} & set(settings.highlight)
        return theme.ACCENT if named else theme.PALE

    left_out = [catalog("trend_open", n=int(open_.sum()))] if open_.any() else []
    if settings.limit is not None and settings.limit < len(rows):
        left_out.append(catalog("rows_latest", n=settings.limit, k=len(rows) - settings.limit))
        rows = rows.iloc[-settings.limit :]
    drawn = compared(rows, catalog, settings.quotes, numbers)
    numbered = with_numbers(comparison, numbers)
    if not drawn:
        notes = [*comparison_notes(comparison, [], catalog), *left_out]
        of = source(comparison, catalog)
        return empty_chart("trend", comparison, settings, notes=notes, source=of)

    unit, scale = unit_name(drawn, catalog)
    points = [
        Point(one.scaled(scale), str(period), time, colour=colour(str(period)),
              when=_when(one, str(period), time, catalog))
        for one, period in zip(drawn, rows["period"], strict=True)
        if (time := times[period])
    ]  # fmt: skip
    conflicting = [catalog.period(point.period) for point in points if point.one.rivals]
    notes = comparison_notes(comparison, conflicting, catalog) + left_out
    if any(years > 1 for _, years in _joints(points)):
        notes.append(catalog("trend_gaps"))

    def draw(page: Page) -> Here:
        missing = _draw(page, points, unit)
        described = [in_words(point.one, catalog.period(point.period), catalog) for point in points]
        return Here(everything(drawn), described, missing)

    rivals = [point.one for point in points]
    counted = catalog("trend_sub", n=rows["period"].nunique(), k=len(cited(rows)))
    declared = Chart(
        "trend", _title(points, catalog), subtitle_of(drawn, counted, "axis_cropped_up", catalog), draw,
        [*samples(rivals, catalog), *span_sample(points, catalog)], notes, source=source(rows, catalog),
    )  # fmt: skip
    return compose_chart(declared, numbered, settings)


TREND = ChartType(plot_trend)


def _when(one: Compared, period: str, time: Stretch, catalog: Catalog) -> str:
    """Say the period of a number that is of no whole year, and whether it is a yearly average of it."""
    if time.year is not None:
        return ""
    clause = _CLAUSE.split(script.fold(one.entry.note.before))[-1]
    averages = vocabulary.words("bases", "average", "words")
    if time.is_years and any(word in clause for word in averages):
        first, last = int(time.start), int(time.end) - 1
        return catalog("trend_average", first=first, last=last)
    return catalog("trend_when", period=catalog.period(period))


def _title(points: Sequence[Point], catalog: Catalog) -> str:
    """Say the first and the last fact about a year; where there are not two, the first and last of all."""
    told = told_of(points)
    first, last = told[0], told[-1]
    fields = {
        "first": first.one.place,
        "what": what([point.one for point in told], catalog),
        "top": catalog.chinese(signed_quote(first.one.entry, catalog)),
        "bottom": catalog.chinese(signed_quote(last.one.entry, catalog)),
        "since": catalog.period(first.period, inside=True),
        "until": catalog.period(last.period, inside=True),
    }
    if len(told) == 1:
        return catalog("places_one", period=catalog("places_period", period=fields["since"]), **fields)
    return catalog("trend_title", **fields)


def _draw(page: Page, points: Sequence[Point], unit: str) -> list[str]:
    """Draw axes, lines, marks and the words of each; note how many found no room or stand outside."""
    height = page.row(_HEIGHT + 5 * max(0, len(points) - 10), _LEAST_HEIGHT)
    top = page.y
    # Words stand above the highest mark, but not above a fading that ends higher.
    highest = max(point.one.ends[1] for point in points)
    above = 16 if unit != "%" or bounds([point.one for point in points], 0)[1] <= highest else 4
    box = page.margin, top + above, page.inner, height
    pane = open_years(page, points, unit, box, pad=0.06 if above > 4 else 0.02)
    if unit != "%":
        page.text(page.margin, top + 6, grey(unit), Size.SMALL, tag="axis unit")
    page.y = pane.top + pane.height + 30
    size = Size.LABEL if len(points) <= _ROOMY and not page.narrow else Size.SMALL
    joints = [joint for joint, years in _joints(points) if years == 1]
    lost = draw_points(pane, points, joints, size=size,
                       room=(page.right, above - 2))  # fmt: skip
    return not_shown(lost, page.catalog)


def _joints(points: Sequence[Point]) -> Iterator[tuple[Joint, float]]:
    """Yield the facts about a year and the next that there is one about, and how many years lie between."""
    yearly = [point for point in points if point.is_fact and point.time.year]
    for before, behind in pairwise(sorted(yearly, key=lambda point: point.time.start)):
        yield Joint(before, behind), behind.time.start - before.time.start
