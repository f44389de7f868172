"""Sums of money that are no investment: wages, subsidies, what more a family has a day or a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import pandas as pd

from hulin_analysis.charts import panel
from hulin_analysis.charts.choice import arranged, limited
from hulin_analysis.charts.composition import compose
from hulin_analysis.charts.entries import Entry, Quotes, entries, only
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.groups import Group, as_bars, draw_groups, glosses
from hulin_analysis.charts.marks import Bar
from hulin_analysis.charts.money import money_band, money_unit
from hulin_analysis.charts.page import Page
from hulin_analysis.charts.settings import Options, Settings, takes_options
from hulin_analysis.charts.titles import title_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Kind
from hulin_analysis.script import Language
from hulin_analysis.unit_groups import comparable_group, currency

__all__ = ["plot_changes"]


@takes_options("ax")
def plot_changes(
    metrics: pd.DataFrame, *, lang: Language = "zh-Hant", quotes: Quotes = "panel", **options: Unpack[Options]
) -> AnnotatedFigure:
    """Draw the sums of money in people's lives: what they are, and by how much they changed.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; drawn are its rows of kind ``other`` that are sums of money.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the chart's own words; the sentences it quotes stay verbatim.
    quotes : {"panel", "footnotes", "none"}
        What is printed under the chart: the sentences of its numbers by section, only their clauses in small
        type, or neither quotes nor the marks that lead to them.
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; sums in their currency.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option.

    Notes
    -----
    Sums share an axis only where they are of one currency, one power of ten and said per the same time
    or head (每天, 每月, 人均), and where all are levels, all rises or all falls.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_changes(ha.load_metrics()).title
    '文中3筆投資以外的錢'
    """
    rows = only(metrics, Kind.OTHER, "ha.plot_changes({})")
    settings, words = Settings.of(options, "ha.plot_changes"), Words.of(metrics, lang)
    sums = rows[rows["unit"].map(lambda unit: currency(unit) is not None).astype(bool)]
    found = entries(sums, metrics, words, quotes)
    if not found:
        return panel.nothing("changes", metrics, words, settings)
    drawn, notes = limited(arranged(found, settings, lambda e: e.note.number), settings, words)
    drawn = [_upright(entry) for entry in drawn]
    ranked = _group(sorted(drawn, key=lambda e: e.note.number), words, ranked=True)
    groups = ranked if settings.order in (None, "value") else _group(drawn, words, ranked=False)

    def draw(page: Page) -> None:
        subtitle = [*panel.scope(drawn, words), words("changes_sub", n=len(drawn))]
        panel.heading(page, title_of("changes", drawn, metrics, words), subtitle, words)
        draw_groups(page, groups, words)
        panel.key(page, Bar().key(as_bars(groups), words))
        quoted = panel.quotes(page, drawn, words, quotes)
        panel.describe(page, "changes", [_said(entry, words) for entry in drawn], words)
        panel.finish(page, metrics, words, notes=[*quoted, *notes])

    return compose(draw, settings)


def _upright(entry: Entry) -> Entry:
    """Give a fall as its size: its group says that it is one."""
    return replace(entry, least=-entry.most, most=-entry.least) if entry.change == Change.DECREASE else entry


def _group(drawn: Sequence[Entry], words: Words, *, ranked: bool) -> list[Group]:
    """Put comparable sums together: the groups of most rows first, else in reading order."""
    found: dict[tuple[str, int, str, str], list[Entry]] = {}
    for entry in drawn:
        # 每天 and 日均 are the same in English, and must be comparable in every language.
        per = _per(entry, Words("en"))
        found.setdefault((comparable_group(entry.unit), money_band([entry]), per, entry.change), []).append(
            entry
        )
    beside = glosses(drawn, words)
    groups = []
    for (*_, change), rows in found.items():
        parts = [_per(rows[0], words), words(f"by_{change}") if change != Change.NONE else ""]
        if len(rows) == 1:
            # A figure has no heading that could say it.
            parts[0] = _per_beside(rows[0], words)
            number = rows[0].note.number
            beside[number] = words("sep").join(part for part in [*parts, beside[number]] if part)
        heading = words("sep").join(part for part in [money_unit(rows, words), *parts] if part)
        ordered = sorted(rows, key=lambda e: (-e.most, e.note.number)) if ranked else rows
        groups.append(Group(heading, tuple(ordered), beside))
    return sorted(groups, key=lambda group: -len(group.rows))


def _per(entry: Entry, words: Words) -> str:
    return words.per(entry.note.per) if entry.note.per else ""


def _per_beside(entry: Entry, words: Words) -> str:
    """Say per what a sum is where its label does not; in English that has it in Chinese at most."""
    said = words.lang != "en" and words.chinese(entry.note.per) in entry.label
    return "" if said else _per(entry, words)


def _said(entry: Entry, words: Words) -> str:
    """Say an entry in a clause: 收入每天增加50元."""
    per = _per_beside(entry, words)
    fields = {"label": entry.label, "quote": words.chinese(entry.shown)}
    fields["per"] = f" {per}" if per and words.lang == "en" else per
    return panel.prefix(entry, words) + words(f"said_{entry.change}", **fields)
