"""Parts of a whole: a bar a whole, cut into the parts that the text states in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Unpack

import pandas as pd

from hulin_analysis import script, vocabulary, wording
from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import Run, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import common, expect_metrics, qualifiers_of, scope
from hulin_analysis.charts.content.items import items_of
from hulin_analysis.charts.content.stretch import stretch
from hulin_analysis.charts.content.wholes import LeftOut, Whole, name_of, stated_of, wholes_of
from hulin_analysis.charts.drawing.chart import (
    Chart,
    ChartType,
    Here,
    compose_chart,
    empty_chart,
    title_of_all,
)
from hulin_analysis.charts.drawing.segments import draw_segments
from hulin_analysis.charts.drawing.words import grey
from hulin_analysis.charts.options import Options, Settings, arranged, limited, takes_options
from hulin_analysis.charts.theme import Size

_NAMED = 3


def states_parts(metrics: pd.DataFrame) -> bool:
    """Whether a frame states a whole and all its parts."""
    return bool(wholes_of(items_of(metrics, Catalog()))[0])


@takes_options("ax")
def plot_parts(metrics: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw the wholes whose parts a text states in full, a bar a whole.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it.

    Notes
    -----
    Bars of the same length, one a whole, each part with its words. Drawn are shares that add up to a hundred,
    and levels that add up to what the text states of their whole, within half a unit of each number's last
    digit: the three industries, town and country, exports and imports, and more that
    ``vocabulary/partitions.toml`` knows, and what the text itself calls the parts of a whole. Parts that do
    not add up are left out with a note; the rest of a whole is never made up.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,全市進出口總額50億元,其中出口30億元,進口20億元。"
    >>> ha.plot_parts(ha.extract(ha.parse_article(text))).title
    '進出口總額50億元：出口30億元、進口20億元'
    """
    expect_metrics(metrics, "ha.plot_parts({})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_parts", catalog)
    found, left_out = wholes_of(items_of(metrics, catalog, settings.quotes))
    notes = _notes(left_out, catalog)
    if not found:
        return empty_chart("parts", metrics, settings, notes=notes)
    parts = arranged([p for w in found for p in w.parts], settings, value=lambda entry: entry.middle)
    ranks = {entry.number: at for at, entry in enumerate(parts)}
    bars, hidden = limited([_dated(_ordered(whole, ranks)) for whole in found], settings, catalog)
    drawn = [entry for whole in bars for entry in whole.entries]
    several = Counter(_heading(whole) for whole in bars)

    def draw(page: Page) -> Here:
        here = page.portion.take(bars)
        for whole in here:
            runs = [Run(name_of(whole, catalog), bold=True)]
            if whole.entry:
                runs += [Run(f" {whole.entry.shown}"), Run(whole.entry.mark, keep=True, glue=True)]
            split = [_split_of(whole, catalog)] if whole.entry and several[_heading(whole)] > 1 else []
            for said in (*split, *qualifiers_of(whole.parts[0], drawn, catalog)):
                between = catalog("sep") if runs[-1].colour == theme.GREY else "  "
                runs += [grey(between), replace(grey(said), keep=True)]
            lines = wrap(runs, Size.LABEL, page.inner)
            page.y = page.lines(page.margin, page.y, lines, tag="label") + 3
            draw_segments(page, whole.parts, whole.shares)
            page.y += 12
        shown = [entry for whole in here for entry in whole.entries]
        return Here(shown, [_said(whole, catalog) for whole in here])

    status = catalog.all_of(common(entry.status for entry in drawn))
    subtitle = [*scope(drawn, catalog), catalog("parts_sub"), status]
    notes += [_also(whole, catalog) for whole in bars if whole.also]
    title = _title(bars[0], catalog) if len(bars) == 1 else catalog("parts_shown", n=len(bars))
    if len(bars) == 1 and len(bars[0].parts) > _NAMED:
        title = catalog("parts_counted", whole=stated_of(bars[0], catalog), n=len(bars[0].parts))
    title = title_of_all(drawn, metrics, title, catalog)
    return compose_chart(Chart("parts", title, subtitle, draw, notes=[*notes, *hidden]), metrics, settings)


PARTS = ChartType(plot_parts, states_parts)


def _ordered(whole: Whole, ranks: Mapping[int, int]) -> Whole:
    order = sorted(range(len(whole.parts)), key=lambda at: ranks[whole.parts[at].note.number])
    also = tuple(whole.also[at] for at in order) if whole.also else ()
    return replace(whole, parts=tuple(whole.parts[at] for at in order), also=also)


def _dated(whole: Whole) -> Whole:
    """Let shares that came about over some years be those of the last of them: 由11∶39∶50調整為10∶38∶52."""
    note, time = whole.parts[0].note, stretch(whole.parts[0].period or "")
    became = script.fold(note.before).endswith(vocabulary.words("partitions", "shares", "became"))
    if whole.entry or not time or not time.is_years or not became:
        return whole
    parts = tuple(replace(part, period=str(int(time.end) - 1)) for part in whole.parts)
    return replace(whole, parts=parts)


def _split_of(whole: Whole, catalog: Catalog) -> str:
    """Say how a whole is divided: by town and country, or into how many parts."""
    known = vocabulary.table("partitions")["known"]
    # Labels are in the chart's language, heads of cells in that of the text.
    heads = [part.note.heads.row if part.note.heads else "" for part in whole.parts]
    names = [script.fold(part.label + head) for part, head in zip(whole.parts, heads, strict=True)]
    signs = ((key, row["sign"]) for key, row in known.items() if "sign" in row)
    key = whole.known or next((key for key, sign in signs if all(sign in name for name in names)), None)
    if key is None:
        return catalog("parts_into", n=len(whole.parts))
    return script.written(known[key]["split"], catalog.lang)


def _heading(whole: Whole) -> tuple[str, int]:
    return whole.label, whole.entry.note.number if whole.entry else 0


def _title(whole: Whole, catalog: Catalog) -> str:
    """Say a whole and its parts, of shares only their numbers and year: 三次產業結構為9.6∶37.9∶52.5."""
    if whole.entry or whole.known is None:
        return _said(whole, catalog)
    numbers = catalog("parts_to").join(part.shown.removesuffix("%") for part in whole.parts)
    period = whole.parts[0].period
    key = "parts_ratio" if period else "parts_ratio_undated"
    return catalog(key, whole=name_of(whole, catalog), numbers=numbers, period=catalog.period(period or ""))


def _also(whole: Whole, catalog: Catalog) -> str:
    """Say the shares that are not drawn, because the parts say the same."""
    both = zip(whole.parts, whole.also, strict=True)
    pairs = [catalog.row(part.label, share.shown) + share.mark for part, share in both]
    return catalog("parts_also", parts=catalog.join(pairs))


def _said(whole: Whole, catalog: Catalog) -> str:
    """Say a whole and its parts."""
    name = wording.inside if catalog.grammar.capitals else str
    parts = [catalog("parts_part", label=name(part.label), quote=part.shown) for part in whole.parts]
    return catalog("parts_said", whole=stated_of(whole, catalog), parts=catalog.join(parts))


def _notes(left_out: Sequence[LeftOut], catalog: Catalog) -> list[str]:
    """Say which parts are not drawn, and why."""
    notes = []
    for reason in ("missing", "other", "unsure"):
        names = list(dict.fromkeys(name_of(one, catalog) for one in left_out if one.reason == reason))
        if names:
            more = catalog("parts_more", n=len(names)) if len(names) > _NAMED else ""
            notes.append(catalog(f"parts_{reason}", names=catalog.join(names[:_NAMED]), more=more))
    return notes
