"""The scorecard: what a text says of indicators, one row a thing, with level, change, context and target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import pandas as pd

from hulin_analysis.charts.canvas.composition import compose
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.settings import Options, Settings, takes_options
from hulin_analysis.charts.drawing import panel
from hulin_analysis.charts.drawing.card import Card, area_of
from hulin_analysis.charts.drawing.marks import Diamond, Dot, Sample, Tick
from hulin_analysis.charts.drawing.own_axes import draw_on
from hulin_analysis.charts.drawing.scorecard import aim_sample, draw_card
from hulin_analysis.charts.stated.asides import scope
from hulin_analysis.charts.stated.choice import arranged
from hulin_analysis.charts.stated.context import Against, hold_against
from hulin_analysis.charts.stated.entries import (
    Entry,
    Quotes,
    common,
    required,
    shared_place,
    signed_quote,
    usual,
)
from hulin_analysis.charts.stated.items import Item, aims, items_of, joined_items
from hulin_analysis.charts.stated.sections import Row, Section, chosen, sections_of
from hulin_analysis.charts.stated.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Kind, Status
from hulin_analysis.script import LanguageTag
from hulin_analysis.times.period import moved_to, one_year

__all__ = ["plot_indicators"]

#: So many rows are drawn unless more are asked for: a page.
MOST_ROWS = 50
# More names than these are counted, not listed.
_NAMED = 6


@takes_options()
def plot_indicators(
    metrics: pd.DataFrame,
    *,
    context: pd.DataFrame | None = None,
    lang: LanguageTag | None = None,
    quotes: Quotes = "panel",
    **options: Unpack[Options],
) -> AnnotatedFigure:
    """Draw the scorecard of a text: its indicators, each with level, change, context and target.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are the measured things with a number of kind ``indicator``.
    context : DataFrame, optional
        Rates of the same indicators and periods, as ``ha.load_context`` gives them.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the chart's own words; without it, that of the article's script. The sentences it quotes
        stay verbatim.
    quotes : {"panel", "footnotes", "marks", "none"}
        What is printed under the chart: the sentences of its numbers by section, only their clauses in small
        type, only the marks that lead to them elsewhere, or not even these.
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; one row a measured thing, as
        ``ha.statements`` has them, in the order of the text, parts under their whole. Rates of change stand
        on one axis with zero marked, levels and targets in the words of the text. Without `limit` 50 rows are
        drawn, the most important ones, and a note counts the others.

    Raises
    ------
    DataError
        If it is given no metrics frame or no context frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option, or the context has two areas of one level.

    Notes
    -----
    Rates are compared only where indicator and period are the same; a hedged number or a range counts as
    higher only where its words leave no doubt. A rate far beyond all others has an arrow at the end of the
    axis. A target for a later period stands beside the result only where the text states one of each.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_indicators(ha.load_metrics(), context=ha.load_context(), lang="zh-Hant").title
    '2021年虎林市8項指標中，5項預計增速高於黑龍江省'
    """
    required(metrics, "ha.plot_indicators({})")
    words = Words.of(metrics, lang)
    settings = Settings.of(options, "ha.plot_indicators", words.family)
    found = [one for one in joined_items(items_of(metrics, words, quotes)) if Kind.INDICATOR in one.kinds]
    levels = hold_against(context, [rate for one in found if (rate := one.rate)])
    if not found:
        return panel.nothing("indicators", metrics, words, settings)
    later = aims(found)
    beside = {aim.key for aim in later.values()}
    results = [one for one in found if one.key not in beside]
    drawn = chosen(results, settings.limit or MOST_ROWS)
    card = _card(
        drawn,
        {key: later[key] for key in (one.key for one in drawn) if key in later},
        levels,
        settings,
        words,
    )
    notes = _notes(card, len(results), found, words)
    shown = _entries(card.items, card)
    title = title_of("indicators", shown, metrics, words, levels, count=len(card.items))

    def draw(page: Page) -> None:
        panel.heading(page, title, _subtitle(card), words)
        items = draw_card(page, card)
        panel.key(page, _key(card))
        quoted = panel.quotes(page, _entries(items, card), words, quotes)
        panel.describe(page, "indicators", [_in_words(one, card) for one in items], words)
        publishers = [words.chinese(n) for one in levels for e in card.rates if (n := one.publisher(e))]
        panel.finish(page, metrics, words, notes=[*quoted, *notes], publishers=publishers)

    figure = compose(draw, settings)
    if settings.ax is not None:
        draw_on(settings.ax, [rate for one in card.items if (rate := one.rate)], Dot, settings,
                unit=words("rate"), title=figure.title)  # fmt: skip
    return figure


def _entries(items: Sequence[Item], card: Card) -> list[Entry]:
    """Give the numbers of things and of the targets beside them, in the order of the text."""
    beside = [card.aims[one.key] for one in items if one.key in card.aims]
    return sorted((e for one in (*items, *beside) for e in one.entries), key=lambda e: e.note.number)


def _card(
    drawn: Sequence[Item], later: dict[tuple[str, str], Item], levels: tuple[Against, ...],
    settings: Settings, words: Words,
) -> Card:  # fmt: skip
    """Put things into the order that was asked for, under headings where it is that of the text."""
    ordered = arranged(drawn, settings, lambda one: one.number, value=_size)
    if settings.order is None or settings.order == "text":
        sections = sections_of(drawn, words)
    else:
        sections = [Section("", tuple(Row(item) for item in ordered))]
    asides = {item.key: said for section in sections for item, said in _asides(section, drawn, words)}
    return Card(tuple(sections), later, asides, levels, words)


def _size(item: Item) -> float:
    return item.rate.middle if item.rate else float("-inf")


def _asides(section: Section, drawn: Sequence[Item], words: Words) -> list[tuple[Item, str]]:
    """Say of a thing what its section does not say for all: place, period, status, share, unusual base."""
    items = [row.item for row in section.rows]
    place, period = _place(drawn), usual(item.period for item in items)
    status = common(item.status for item in items)
    said = []
    for item in items:
        parts = []
        if item.subject and item.subject != place:
            parts.append(item.subject)
        if item.period != period:
            parts.append(words.period(item.period) if item.period else words("undated"))
        if item.rate is None and item.status != Status.ACTUAL and item.status != status:
            parts.append(words(item.status))  # the mark of a rate says it by its form
        parts += _manner(item, words)
        if item.share:
            parts.append(words("share_said", quote=item.share.shown) + item.share.mark)
        said.append((item, words("sep").join(parts)))
    return said


def _manner(item: Item, words: Words) -> list[str]:
    """Say of a change what it is measured against, where that is not the year before."""
    if item.change is None:
        return []
    if item.is_average:
        return [words("yearly")]
    year = one_year(item.period)
    if item.base is None or (year and item.base == moved_to(str(item.period), year - 1)):
        return []
    return [words("against_base", base=words.chinese(words.period(item.base, inside=True)))]


def _place(drawn: Sequence[Item]) -> str | None:
    return shared_place([one.entries[0] for one in drawn])


def _subtitle(card: Card) -> list[str | None]:
    words = card.words
    status = common(item.status for item in card.items)
    return [
        *scope([one.entries[0] for one in card.items], words),
        words(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None,
    ]


def _key(card: Card) -> list[Sample]:
    """Explain what occurs: each status and hedge, and each level."""
    if not card.rates:
        return []
    words = card.words
    place = _place(card.items)
    name = place or words("this_text")
    own = [rate for item in card.items if (rate := item.rate)]
    samples = Dot().key(own, words, name) if own else []
    if any(card.aimed_rate(item) for item in card.items):
        samples.append(Sample(words("aim_key"), aim_sample, 12))
    for one in card.levels:
        text = words("area_key", area=words.place(one.area), level=words(f"the_{one.level}").capitalize())
        samples.append((Diamond() if one.level == "province" else Tick()).key(text))
    return samples


def _notes(card: Card, results: int, found: Sequence[Item], words: Words) -> list[str]:
    notes: list[str] = []
    for one in card.levels:
        labels = [item.label for item in card.items if item.rate and one.value(item.rate) is None]
        named = list(dict.fromkeys(labels))
        if len(named) > _NAMED:
            notes.append(words("missing_many", area=area_of(one, words), n=len(named)))
        elif named:
            notes.append(words("missing", area=area_of(one, words), labels=words.join(named)))
    if hidden := results - len(card.items):
        notes.append(words("rows_chosen", n=len(card.items), k=hidden))
    if rest := sum(item.rest for item in found):
        notes.append(words("not_drawn", n=rest))
    return notes


def _in_words(item: Item, card: Card) -> str:
    words = card.words
    numbers = [signed_quote(one, words) for one in (item.level, item.change, item.share) if one]
    row = words("alt_row", label=item.label, quote=words("list").join(numbers or [item.entries[0].shown]))
    pairs = [
        words("alt_pair", area=area_of(one, words), value=f"{value:g}%")
        for one in card.levels
        if item.rate and (value := one.value(item.rate)) is not None
    ]
    if aim := card.aim(item):
        pairs.append(words("alt_pair", area=words("target"), value=aim.shown))
    return row + (words("alt_against", pairs=words.join(pairs)) if pairs else "")
