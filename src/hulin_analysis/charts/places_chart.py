"""One number of many places, ranked: a dot a place, with its words and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Unpack

import pandas as pd

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, widest, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import (
    Compared,
    alike,
    catalog_of,
    cited,
    compared,
    comparison_notes,
    everything,
    expect_comparison,
    has_zero,
    in_words,
    is_ratio,
    numbers_in,
    source,
    subtitle_of,
    unit_name,
    what,
    with_numbers,
)
from hulin_analysis.charts.content.entries import Entry, signed_quote
from hulin_analysis.charts.drawing import marks
from hulin_analysis.charts.drawing.chart import Chart, ChartType, Here, compose_chart, empty_chart
from hulin_analysis.charts.drawing.conflicts import (
    RIVALS,
    Reference,
    bounds,
    draw_marks,
    reference_lines,
    samples,
    value_runs,
)
from hulin_analysis.charts.drawing.marks import Dot
from hulin_analysis.charts.drawing.own_axes import draw_on
from hulin_analysis.charts.options import Options, Settings, expect_called, takes_options
from hulin_analysis.charts.theme import Size
from hulin_analysis.errors import ChartError

#: So many places are drawn unless a `limit` asks for others.
MOST_PLACES = 60
_LABELS = 150.0
_ROW = 19.0
_LEAST_ROW = 15.0
_LEAST_PANE = 60.0
_TEXT = 250.0
# What the marks need beside their value: radius and the fading of a hedge.
_REACH = marks.RADIUS + 12


class _Row(NamedTuple):
    """One place as it is laid out: the lines of its name and of its number's words."""

    one: Compared
    label: list[Line]
    value: list[Line]


@takes_options()
def plot_places(
    comparison: pd.DataFrame, *, context: pd.DataFrame | None = None, **options: Unpack[Options]
) -> AnnotatedFigure:
    """Draw one number of many places, the greatest first.

    Parameters
    ----------
    comparison : DataFrame
        Rows of one period, as ``ha.compare`` gives them, all or some; several periods are refused.
    context : DataFrame, optional
        Rates of province and nation, as ``ha.load_context`` gives them. Those of the same indicator and
        period are lines behind the marks; without them, what the texts say of province and nation.

    Notes
    -----
    One row a place, in the comparison's unit. A rate or share that is far from zero has an axis that does not
    begin there. The numbers ① are those of the frame that ``ha.concat`` joined, so that they are the same in
    its tables and other charts; of other rows they count from the greatest to the least. Where statements
    conflict, the large mark is the newest document's and small ones stand on the same row, joined by a line.
    The title says "highest" only where the words leave no doubt of it.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> frames = []
    >>> for place, said in {"甲縣": "5.4%", "乙縣": "6.1%", "丙縣": "4.9%"}.items():
    ...     article = ha.parse_article(f"2025年,全縣地區生產總值增長{said}。", place=place, title=place)
    ...     frames.append(ha.extract(article))
    >>> ha.plot_places(ha.compare(ha.concat(frames), "grp", period="2025")).title
    '2025年地區生產總值增速：3地中乙縣最高（6.1%），丙縣最低（4.9%）'
    """
    expect_comparison(comparison, "ha.plot_places({})")
    catalog = catalog_of(comparison, options.get("lang"))
    periods = list(dict.fromkeys(comparison["period"].dropna()))
    if len(periods) > 1:
        raise ChartError(
            "The comparison covers {count} periods; give one of them, as in ha.compare(corpus, "
            "'grp', period={period!r}).", count=len(periods), period=max(periods),
        )  # fmt: skip
    settings = _in_words(Settings.of(options, "ha.plot_places", catalog), catalog)
    most = settings.limit or MOST_PLACES
    # The greatest first, each with its place in the frame; equal ones stay as they are.
    found = enumerate(compared(comparison, catalog, "none", numbers_in(comparison)))
    everyone = sorted(found, key=lambda pair: -pair[1].entry.middle)
    if not everyone:
        notes, of = comparison_notes(comparison, [], catalog), source(comparison, catalog)
        return empty_chart("places", comparison, settings, notes=notes, source=of)
    ordered = comparison.iloc[_order([(at, one.place) for at, one in everyone], settings)]
    # In the chart's own order, so that another order and a limit leave each row its number.
    numbers = numbers_in(comparison.iloc[[at for at, _ in everyone]])
    drawn = compared(ordered.head(most), catalog, settings.quotes, numbers)
    numbered = with_numbers(comparison, numbers)
    unit, scale = unit_name(drawn, catalog)
    shown = [one.scaled(scale) for one in drawn]
    notes = comparison_notes(comparison, [one.place for one in drawn if one.rivals], catalog)
    lines = [one.scaled(scale) for one in reference_lines(comparison, context, drawn, catalog)]
    if hidden := len(ordered) - len(drawn):
        notes.append(catalog("places_more", n=len(drawn), k=hidden))

    def draw(page: Page) -> Here:
        _draw(page, shown, unit, lines, catalog)
        return Here(everything(drawn), [in_words(one, one.place, catalog) for one in drawn])

    counted = catalog("places_sub", n=len(drawn), k=len(cited(ordered.head(most))))
    declared = Chart(
        "places", _title([one for _, one in everyone], periods, catalog),
        subtitle_of(drawn, counted, "axis_cropped", catalog), draw,
        [*samples(shown, catalog), *(one.sample() for one in lines)], notes,
        source=source(ordered.head(most), catalog),
    )  # fmt: skip
    figure = compose_chart(declared, numbered, settings)
    if settings.ax is not None:
        named = [replace(one.entry, label=one.place) for one in shown]
        axis = catalog("rate") if unit == "%" else unit
        draw_on(settings.ax, named, Dot, replace(settings, highlight=()), unit=axis, title=figure.title)
    return figure


PLACES = ChartType(plot_places)


def _in_words(settings: Settings, catalog: Catalog) -> Settings:
    """Write the places that are asked for as the chart writes them: 甲縣 may be asked for in English, too."""
    order = settings.order
    order = tuple(catalog.place(name) for name in order) if isinstance(order, tuple) else order
    return replace(settings, highlight=tuple(catalog.place(name) for name in settings.highlight), order=order)


def _order(ranked: Sequence[tuple[int, str]], settings: Settings) -> list[int]:
    """Give the places of the rows in the order that was asked for, places by their names."""
    names = [place for _, place in ranked]
    asked = settings.order if isinstance(settings.order, tuple) else ()
    expect_called(settings, names, names.__contains__)
    if settings.order == "text":
        return sorted(at for at, _ in ranked)
    order = [*asked, *(name for name in names if name not in asked)]
    return [at for at, _ in sorted(ranked, key=lambda one: order.index(one[1]))]


def _title(drawn: Sequence[Compared], periods: Sequence[str], catalog: Catalog) -> str:
    first, last = drawn[0].entry, drawn[-1].entry
    period = catalog("places_period", period=catalog.period(periods[0], inside=True)) if periods else ""
    fields = {
        "what": what(drawn, catalog),
        "period": period,
        "n": len(drawn),
        "top": catalog.chinese(signed_quote(first, catalog)),
        "bottom": catalog.chinese(signed_quote(last, catalog)),
    }
    leading = [one.place for one in drawn if _same(one.entry, first)]
    trailing = [one.place for one in drawn if _same(one.entry, last)]
    fields |= {"first": _tied(leading, catalog), "last": _tied(trailing, catalog)}
    if len(drawn) == 1:
        return catalog("places_one", **fields)
    if len(leading) == len(drawn):
        return catalog("places_same", **fields)
    tops, ends = drawn[: len(leading)], drawn[-len(trailing) :]
    # What is aimed at is not more than what is reached.
    sure = alike(drawn) is not None and not any(one.rivals for one in (*tops, *ends))
    sure &= all(_certainly_above(first, entry) for entry in everything(drawn[len(leading) :]))
    sure &= all(_certainly_above(entry, last) for entry in everything(drawn[: -len(trailing)]))
    return catalog("places_title" if sure else "places_unsure", **fields)


def _same(one: Entry, other: Entry) -> bool:
    return (one.least, one.most, one.hedge) == (other.least, other.most, other.hedge)


def _certainly_above(one: Entry, other: Entry) -> bool:
    """Whether the words of two statements leave no doubt that the one is more than the other."""
    return -1 not in one.open_sides and 1 not in other.open_sides and one.least > other.most


def _tied(places: Sequence[str], catalog: Catalog) -> str:
    if len(places) <= 2:
        return catalog("list").join(places)
    return catalog("places_tied", first=places[0], k=len(places), more=len(places) - 1)


def _draw(
    page: Page, drawn: Sequence[Compared], unit: str, held: Sequence[Reference], catalog: Catalog
) -> None:
    """Draw a row a place: its name, its marks, and behind the last of them its words; lines through all."""
    rows = [
        _Row(one, balanced([Run(one.place)], Size.LABEL, min(_LABELS, page.inner * 0.28)),
             wrap(value_runs(one, catalog), Size.LABEL, min(_TEXT, page.inner * 0.42)))
        for one in drawn
    ]  # fmt: skip
    left = page.margin + widest(line for row in rows for line in row.label) + 14
    low, high = bounds(drawn, 0.03)
    low, high = min([low, *(one.value for one in held)]), max([high, *(one.value for one in held)])
    # The pane is as wide as the words leave it: each row's begin where its last mark ends.
    room = page.right - left
    # Where the last mark of a row ends, with its fading, and how wide its words are.
    faded = [
        max(e.most + (marks.FADE * abs(e.most) if 1 in e.open_sides else 0.0) for e in everything([row.one]))
        for row in rows
    ]
    shares = [
        ((end - low) / (high - low), widest(row.value) + _REACH + 5)
        for end, row in zip(faded, rows, strict=True)
    ]
    width = min([room - _REACH, *((room - text) / share for share, text in shares if share > 0)])
    width = max(width, _LEAST_PANE)
    lines = max(max(len(row.label), len(row.value)) for row in rows)
    least = theme.LEADING * Size.LABEL * lines + 1
    high_row = max(least, page.row(max(_ROW, least + 4), _LEAST_ROW))
    span = (-0.5, len(rows) - 0.5)
    pane = page.pane(left + 6, page.y, width - 6, high_row * len(rows), (low, high), span=span)
    page.rows(pane, [row.one.place for row in rows])
    page.grid(pane, suffix="%" if unit == "%" else "", catalog=catalog)
    for one in held:
        one.draw(pane, one.value, span)
    zero, asked = has_zero(drawn), page.settings.highlight
    for number, row in enumerate(rows):
        if not pane.shows(number):
            continue
        _guide(pane, row.one.ends[0], number, zero=zero)
        dy = -len(row.label) * Size.LABEL * theme.LEADING / 2
        pane.lines((None, number), row.label, Size.LABEL, shift=(-20, dy), right=True, tag="label")
        own = theme.PALE if asked and row.one.place not in asked else theme.ACCENT
        draw_marks(pane, row.one, number, own=own)
        _write_value(pane, row, number)
    page.y = pane.top + pane.height + 24
    if not is_ratio(drawn):
        page.unit(pane, unit)


def _guide(pane: Pane, high: float, number: int, *, zero: bool) -> None:
    """Lead the eye from a name to its marks: a band from zero, else dots that have no length to read."""
    places = [number, number]
    if zero:
        pane.line([0, high], places, theme.BAND, 3.5, zorder=1, label="stem")
    else:
        pane.line([pane.low, high], places, theme.RULE, 0.9, linestyle=(0, (1, 2.5)), zorder=1, label="guide")


def _write_value(pane: Pane, row: _Row, number: int) -> None:
    """Write a place's words behind its last mark; of marks beyond the axis at its end, with an arrow."""
    entries = (row.one.entry, *row.one.rivals)
    ends = [entry.most + (marks.tail(pane, entry) if 1 in entry.open_sides else 0.0) for entry in entries]
    at, lines = max(entry.most for entry in entries), row.value
    dx = max((max(ends) - at) / pane.length(1.0), marks.RADIUS) + 5
    lines = _write_own(pane, row, number, lines)
    if arrow := pane.arrow(at):
        at, dx = min(max(at, pane.low), pane.high), 5.0
        runs = ((0.0, Run(f"{arrow} ")), *((x + 14, run) for x, run in lines[0].runs))
        lines = [Line(runs, lines[0].width + 14), *lines[1:]]
    dy = -len(lines) * Size.LABEL * theme.LEADING / 2
    pane.lines((at, number), lines, Size.LABEL, shift=(dx, dy), tag="value", clear=True)


def _write_own(pane: Pane, row: _Row, number: int, lines: list[Line]) -> list[Line]:
    """Write a place's own number beside its own dot, if there is room before a rival's; give what is left."""
    own, rivals = row.one.entry, row.one.rivals
    behind = [rival for rival in rivals if rival.most > own.most]
    if not behind or len(lines) > 1 or not all(map(pane.holds, (own.most, *(one.most for one in behind)))):
        return lines
    runs = [run for _, run in lines[0].runs]
    # Its number and mark, and what stands in grey beside them, come before the words of its rivals.
    count = next(at for at, run in enumerate(runs) if run.gid == f"value-{rivals[0].note.id}")
    # The white before them covers the line to the rival, which would read as a minus.
    [mine] = wrap([Run("  ", bold=True), *runs[:count]], Size.LABEL, _TEXT)
    tail = marks.tail(pane, own) if 1 in own.open_sides else 0.0
    begin = max(tail / pane.length(1.0), marks.RADIUS) - 1
    begins = [
        rival.least - (marks.tail(pane, rival, RIVALS.radius) if -1 in rival.open_sides else 0)
        for rival in behind
    ]
    room = (min(begins) - own.most) / pane.length(1.0)
    if begin + mine.width + 4 + RIVALS.radius > room:
        return lines
    up = -Size.LABEL * theme.LEADING / 2
    pane.lines((own.most, number), [mine], Size.LABEL, shift=(begin, up), tag="value", clear=True)
    return wrap(runs[count:], Size.LABEL, _TEXT)
