"""The scorecard: what a text says of indicators, one row a thing, with level, change, context and target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

import pandas as pd

from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import benchmarks, held_against
from hulin_analysis.charts.content.entries import (
    Entry,
    common,
    expect_metrics,
    scope,
    shared_place,
    signed_quote,
    usual,
)
from hulin_analysis.charts.content.items import Item, aims, items_of, joined_items, manner_of
from hulin_analysis.charts.content.sections import Card, Row, Section, area_of, chosen, sections_of
from hulin_analysis.charts.drawing.chart import Chart, ChartType, Here, compose_chart, empty_chart, title_of
from hulin_analysis.charts.drawing.marks import Dot, Sample, level_sample
from hulin_analysis.charts.drawing.own_axes import draw_on
from hulin_analysis.charts.drawing.scorecard import aim_sample, draw_card
from hulin_analysis.charts.options import Options, Settings, arranged, takes_options
from hulin_analysis.codes import Kind, Status
from hulin_analysis.finding.benchmarks import Context

#: So many rows are drawn unless more are asked for: a page.
MOST_ROWS = 50
# More names than these are counted, not listed.
_NAMED = 6


@takes_options()
def plot_indicators(
    metrics: pd.DataFrame, *, context: pd.DataFrame | None = None, **options: Unpack[Options]
) -> AnnotatedFigure:
    """Draw the scorecard of a text: its indicators, each with level, change, context and target.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are the measured things with a number of kind ``indicator``.
    context : DataFrame, optional
        Rates of the same indicators and periods, as ``ha.load_context`` gives them, of one area a level.

    Notes
    -----
    One row a measured thing, as ``ha.statements`` has them, in the order of the text, parts under their
    whole. Rates of change stand on one axis with zero marked, levels and targets in the words of the text.
    Without `limit` 50 rows are drawn, the most important ones, and a note counts the others. Rates are
    compared only where indicator and period are the same; a hedged number or a range counts as higher only
    where its words leave no doubt. A rate far beyond all others has an arrow at the end of the axis. A target
    for a later period stands beside the result only where the text states one of each.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_indicators(ha.load_metrics(), context=ha.load_context(), lang="zh-Hant").title
    '2021年虎林市8項指標中，5項預計增速高於黑龍江省'
    """
    expect_metrics(metrics, "ha.plot_indicators({})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_indicators", catalog)
    found = [
        one
        for one in joined_items(items_of(metrics, catalog, settings.quotes))
        if Kind.INDICATOR in one.kinds
    ]
    # What has no name says nothing by its mark: the table has it with its words.
    unnamed = [one for one in found if one.label == catalog("unnamed")]
    found = [one for one in found if one not in unnamed]
    levels = benchmarks(context, [rate for one in found if (rate := one.rate)])
    if not found:
        return empty_chart("indicators", metrics, settings)
    later = aims(found)
    beside = {aim.key for aim in later.values()}
    results = [one for one in found if one.key not in beside]
    drawn = chosen(results, settings.limit or MOST_ROWS)
    card = _card(
        drawn,
        {key: later[key] for key in (one.key for one in drawn) if key in later},
        levels,
        settings,
        catalog,
    )
    notes = _notes(card, len(results), found, catalog)
    if unnamed:
        notes.append(catalog("unnamed_left_out", n=sum(len(one.entries) + one.rest for one in unnamed)))
    shown = _entries(card.items, card)
    title = title_of("indicators", shown, metrics, catalog, levels, count=len(card.items))

    def draw(page: Page) -> Here:
        items = draw_card(page, card)
        return Here(_entries(items, card), [_in_words(one, card) for one in items])

    publishers = [
        catalog.chinese(n)
        for one in levels
        for e in card.rates
        if (n := one.source(e.indicator_id, e.period))
    ]
    subtitle = [
        *scope([one.entries[0] for one in card.items], catalog),
        catalog.all_of(common(item.status for item in card.items)),
    ]
    declared = Chart("indicators", title, subtitle, draw, _key(card), notes, publishers)
    figure = compose_chart(declared, metrics, settings)
    if settings.ax is not None:
        draw_on(settings.ax, [rate for one in card.items if (rate := one.rate)], Dot, settings,
                unit=catalog("rate"), title=figure.title)  # fmt: skip
    return figure


INDICATORS = ChartType(plot_indicators)


def _entries(items: Sequence[Item], card: Card) -> list[Entry]:
    """Give the numbers of things and of the targets beside them, in the order of the text."""
    beside = [card.aims[one.key] for one in items if one.key in card.aims]
    return sorted((e for one in (*items, *beside) for e in one.entries), key=lambda e: e.note.number)


def _card(
    drawn: Sequence[Item], later: dict[tuple[str, str], Item], levels: tuple[Context, ...],
    settings: Settings, catalog: Catalog,
) -> Card:  # fmt: skip
    """Put things into the order that was asked for, under headings where it is that of the text."""
    lowest = float("-inf")
    ordered = arranged(drawn, settings, value=lambda one: one.rate.middle if one.rate else lowest)
    if settings.order is None or settings.order == "text":
        sections = sections_of(drawn, catalog)
    else:
        sections = [Section("", tuple(Row(item) for item in ordered))]
    qualifiers = {key: said for section in sections for key, said in _qualifiers(section, drawn, catalog)}
    return Card(tuple(sections), later, qualifiers, levels, catalog)


def _qualifiers(
    section: Section, drawn: Sequence[Item], catalog: Catalog
) -> Iterator[tuple[tuple[str, str], str]]:
    """Say of a thing what its section does not say for all: place, period, status, share, unusual base."""
    items = [row.item for row in section.rows]
    place, period = _place(drawn), usual(item.period for item in items)
    status = common(item.status for item in items)
    for item in items:
        parts = []
        if item.subject and item.subject != place:
            parts.append(item.subject)
        if item.period != period:
            parts.append(catalog.period(item.period) if item.period else catalog("undated"))
        if item.rate is None and item.status != Status.ACTUAL and item.status != status:
            parts.append(catalog(item.status))  # the mark of a rate says it by its form
        parts.append(manner_of(item, catalog))
        if item.share:
            parts.append(catalog("share_said", quote=item.share.shown) + item.share.mark)
        yield item.key, catalog.parts(*parts)


def _place(drawn: Sequence[Item]) -> str | None:
    return shared_place([one.entries[0] for one in drawn])


def _key(card: Card) -> list[Sample]:
    """Explain what occurs: each status and hedge, and each level."""
    if not card.rates:
        return []
    catalog = card.catalog
    name = _place(card.items) or catalog("this_text")
    own = [rate for item in card.items if (rate := item.rate)]
    samples = Dot().key(own, catalog, name) if own else []
    aimed = [rate for item in card.items if (rate := card.aimed_rate(item))]
    samples += [aim_sample(one, catalog) for one in aimed[:1]]
    return [*samples, *(level_sample(catalog.area(one.area, one.level), one.level) for one in card.levels)]


def _notes(card: Card, results: int, found: Sequence[Item], catalog: Catalog) -> list[str]:
    notes: list[str] = []
    for one in card.levels:
        labels = [item.label for item in card.items if item.rate and held_against(one, item.rate) is None]
        named = list(dict.fromkeys(labels))
        if len(named) > _NAMED:
            notes.append(catalog("missing_many", area=area_of(one, catalog), n=len(named)))
        elif named:
            notes.append(catalog("missing", area=area_of(one, catalog), labels=catalog.join(named)))
    if hidden := results - len(card.items):
        notes.append(catalog("rows_chosen", n=len(card.items), k=hidden))
    if rest := sum(item.rest for item in found):
        notes.append(catalog("not_drawn", n=rest))
    return notes


def _in_words(item: Item, card: Card) -> str:
    catalog = card.catalog
    numbers = [signed_quote(one, catalog) for one in (item.level, item.change, item.share) if one]
    pairs = [
        catalog("alt_pair", area=area_of(one, catalog), value=f"{value:g}%")
        for one in card.levels
        if item.rate and (value := held_against(one, item.rate)) is not None
    ]
    if aim := card.aim(item):
        pairs.append(catalog("alt_pair", area=catalog("target"), value=aim.shown))
    return catalog.row(item.label, catalog.join(numbers or [item.entries[0].shown]), pairs)
