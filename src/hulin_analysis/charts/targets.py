"""Targets: what was reached beside what was aimed at, a row a thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import pandas as pd

from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.settings import Options, Settings, takes_options
from hulin_analysis.charts.drawing import panel
from hulin_analysis.charts.drawing.aimed_rows import AimedRows, key_of
from hulin_analysis.charts.drawing.structure import Structure, chosen, structure_chart
from hulin_analysis.charts.stated.aims import Aimed, aimed
from hulin_analysis.charts.stated.asides import scope
from hulin_analysis.charts.stated.entries import Entry, Quotes, required, signed_quote
from hulin_analysis.charts.stated.items import items_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change
from hulin_analysis.script import LanguageTag

__all__ = ["plot_targets", "states_targets"]


def states_targets(metrics: pd.DataFrame) -> bool:
    """Whether a frame states a result with a target.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> states_targets(ha.load_metrics())
    False
    """
    return bool(aimed(items_of(metrics, Words())))


@takes_options("ax")
def plot_targets(
    metrics: pd.DataFrame,
    *,
    lang: LanguageTag | None = None,
    quotes: Quotes = "panel",
    **options: Unpack[Options],
) -> AnnotatedFigure:
    """Draw results beside the targets that a text sets for the same things.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it.
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
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; a dot for the result, a hollow
        square for the target. Growth rates share a scale; each other thing has one of its own, from zero.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option.

    Notes
    -----
    A target is of the result's own period or of the next one. Met or missed is said only of the own period,
    of indicators that the vocabulary knows (of some less is better), where hedges leave no doubt.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,全縣地區生產總值力爭增長5%以上。2021年,全縣地區生產總值增長5.2%。"
    >>> ha.plot_targets(ha.extract(ha.parse_article(text)), subtitle="").title
    '地區生產總值增長5.2%，目標為增長5%以上，達到'
    """
    required(metrics, "ha.plot_targets({})")
    words = Words.of(metrics, lang)
    settings = Settings.of(options, "ha.plot_targets", words.family)
    pairs = aimed(items_of(metrics, words, quotes))
    found, hidden = chosen([pair for pair in pairs if pair.is_known], settings, words)
    if unknown := sum(not pair.is_known for pair in pairs):
        hidden.append(words("targets_unknown", n=unknown))
    if not found:
        return panel.nothing("targets", metrics, words, settings, notes=hidden)
    results = [row.result for row in found]
    rates, own = [row for row in found if row.is_rate], [row for row in found if not row.is_rate]
    told = any(row.met is not None for row in found)

    def draw(page: Page) -> tuple[list[Entry], list[str]]:
        rows = AimedRows(page, found, words)
        rows.head()
        here = page.portion.take(rates), page.portion.take(own)
        if here[0]:
            rows.draw(here[0], words("targets_rate") if own else "", alike=rates)
        for number, row in enumerate(here[1]):
            rows.draw([row], words("targets_own") if number == 0 and len(found) > 1 else "")
        page.y += 8
        return [entry for taken in here for row in taken for entry in row.entries], []

    made = Structure(
        "targets",
        _title(found, words),
        [*scope(results, words), words("targets_sub") if told else None],
        [entry for row in found for entry in row.entries],
        [(row.entries, _said(row, words)) for row in found],
        draw,
        key_of(found, words),
        hidden,
    )
    return structure_chart(made, metrics, words, settings, quotes)


def _title(found: Sequence[Aimed], words: Words) -> str:
    """Say how many of the targets were met and missed; of a single row all that it says."""
    if len(found) == 1:
        return _sentence(found[0], words)
    told = [
        ("met", sum(row.met is True for row in found)),
        ("missed", sum(row.met is False for row in found)),
    ]
    said = [words(f"targets_some_{name}", n=n) for name, n in told if n]
    if not said:
        return words("targets_shown", n=len(found))
    return words("targets_told", n=len(found), said=words("clause_comma").join(said))


def _sentence(row: Aimed, words: Words) -> str:
    """Say a row in a title, each number with whether it is a rise or a fall."""
    said = [words("targets_row", label=row.result.label, quote=_moved(row.result, words))]
    if row.target:
        said.append(words("targets_aimed", quote=_moved(row.target, words)))
    if row.following:
        period = words.period(row.following.period or "")
        said.append(words("targets_aimed_next", period=period, quote=_moved(row.following, words)))
    if row.met is not None:
        said.append(words("targets_met" if row.met else "targets_missed"))
    return words("clause_comma").join(said)


def _moved(entry: Entry, words: Words) -> str:
    """Say by how much something rose or fell, or how much there is."""
    if entry.change == Change.NONE:
        return entry.shown
    rose = "targets_rose" if entry.unit == "%" else "targets_added"
    return words("targets_fell" if entry.change == Change.DECREASE else rose, quote=entry.shown)


def _said(row: Aimed, words: Words) -> str:
    """Say a row in the alternative text."""
    aims = [words("target") + words("colon") + signed_quote(row.target, words)] if row.target else []
    if row.following:
        aims.append(words("targets_next", period=words.period(row.following.period or "", inside=True),
                          quote=signed_quote(row.following, words)))  # fmt: skip
    if row.met is not None:
        aims.append(words("targets_met" if row.met else "targets_missed"))
    said = words("alt_row", label=row.result.label, quote=signed_quote(row.result, words))
    return said + words("alt_against", pairs=words.join(aims))
