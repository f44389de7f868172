"""Figures: which charts a report shows, drawn once at the width they have on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.artist import Artist

from hulin_analysis import charts
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.content.items import Item, aims, items_of, joined_items
from hulin_analysis.charts.content.sections import chosen
from hulin_analysis.codes import Kind
from hulin_analysis.keywords import key_terms
from hulin_analysis.report.paper import PAPER_WIDTH
from hulin_analysis.report.places import in_text
from hulin_analysis.report.subject import Subject
from hulin_analysis.report.tables import TEXT_WIDTH

__all__ = ["Drawn", "Shown", "draw", "readdressed"]

_WIDTH = PAPER_WIDTH
_SCALE = TEXT_WIDTH / (_WIDTH * 72 / 96)
# In points of the chart: a row of the scorecard, and all of it that is no row.
_ROW, _REST = 25.0, 165.0
_FEWEST_ROWS, _MOST_ROWS = 5, 20
# Fewer numbers than these make no chart.
_TELLING = 3
# A map of fewer numbers shows what can be counted; terms said once tell no sections apart.
_MAPPED, _SECTIONS, _TERMS = 20, 3, 3


@dataclass(frozen=True)
class Shown:
    """The chart of a brief: its name among the pictures, the chart, how many rows it leaves out."""

    name: str
    figure: AnnotatedFigure
    hidden: int = 0


@dataclass(frozen=True)
class Drawn:
    """The charts of a report: that of the brief, and those of the annex by name."""

    brief: Shown | None = None
    annex: dict[str, AnnotatedFigure] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, AnnotatedFigure]:
        """Every chart by its name."""
        return {**({self.brief.name: self.brief.figure} if self.brief else {}), **self.annex}


def draw(subject: Subject, room: float) -> Drawn:
    """Draw the charts of a report, with marks that lead to the numbers in the text.

    Parameters
    ----------
    subject : Subject
        What the report is on.
    room : float
        How tall the chart of the brief may be on paper, in points.
    """
    metrics = subject.metrics.copy()
    metrics.attrs["article"] = _about(subject, "table_of_annex")
    drawer = _Drawer(subject, metrics)
    parts = subject.edition.parts
    shown = drawer.of_brief(room) if "brief" in parts else None
    # What the brief has all of, the annex does not show again.
    besides = shown.name if shown and not shown.hidden else None
    return Drawn(shown, dict(drawer.of_annex(besides)) if "annex" in parts else {})


def _about(subject: Subject, table: str) -> dict[str, str | None]:
    """Say of the article where marks and notes of a chart lead to."""
    return {**subject.about, "anchor": in_text(""), "table": subject.words(table)}


@dataclass(frozen=True)
class _Drawer:
    subject: Subject
    metrics: pd.DataFrame
    made: dict[str, AnnotatedFigure | None] = field(default_factory=dict)

    def of_brief(self, room: float) -> Shown | None:
        """Draw the scorecard, as many rows as there is room for; else the first chart that says something."""
        # A number without a name is of no use on a page that stands alone.
        named = self.metrics[self.metrics["indicator"].fillna("") != ""].copy()
        named.attrs["article"] = _about(self.subject, "annex_alone")
        items = self._items(named)
        if not items:
            names = ("activities", "investments", "amounts")
            return next((Shown(name, drawn) for name in names if (drawn := self._chart(name))), None)
        limit = int((room / _SCALE - _REST) / _ROW)
        while True:
            limit = min(max(limit, _FEWEST_ROWS), _MOST_ROWS)
            # With one row named as the first the others keep the order of the text, without its headings.
            first = str(chosen(items, limit)[0].entries[0].note.id)
            figure = charts.plot_indicators(
                named, context=self.subject.context, limit=limit, order=[first], title="", **self._options()
            )
            excess = figure.get_size_inches()[1] * 72 * _SCALE - room
            if excess <= 0 or limit == _FEWEST_ROWS:
                break
            limit -= ceil(excess / _SCALE / _ROW)
        figure.title = self.subject.words("scorecard_caption")
        hidden = len(self._items(self.metrics)) - min(limit, len(items))
        return Shown("scorecard" if hidden else "indicators", figure, hidden)

    def _options(self) -> dict[str, Any]:
        return {"lang": self.subject.lang, "quotes": "marks", "width": _WIDTH}

    def _items(self, metrics: pd.DataFrame) -> list[Item]:
        """Give the rows of the whole scorecard; targets stand beside their results."""
        items = joined_items(items_of(metrics, self.subject.words, "marks"))
        found = [one for one in items if Kind.INDICATOR in one.kinds]
        beside = {aim.key for aim in aims(found).values()}
        return [one for one in found if one.key not in beside]

    def of_annex(self, besides: str | None) -> Iterator[tuple[str, AnnotatedFigure]]:
        """Yield the charts that say something, but one."""
        for name in ("indicators", "activities", "investments", "amounts"):
            if name != besides and (drawn := self._chart(name)):
                yield name, drawn
        for name, (plot, states) in charts.STRUCTURE.items():
            if states(self.metrics):
                yield name, plot(self.metrics, **self._options())
        sections = [one for one in self.subject.article.sections if one.title]
        if len(sections) < _SECTIONS:
            return
        if len(self.metrics) >= _MAPPED:
            yield "article", charts.plot_article(self.subject.article, self.metrics, **self._options())
        terms = key_terms(self.subject.article)
        telling = terms[terms["count"] > 1]
        if (telling["section"].value_counts() >= _TERMS).sum() >= _SECTIONS:
            telling.attrs["article"] = self.subject.about
            yield "keywords", charts.plot_keywords(telling, lang=self.subject.lang, width=_WIDTH)

    def _chart(self, name: str) -> AnnotatedFigure | None:
        """Draw a chart of the numbers; None where it has too few to say more than the table does."""
        if name not in self.made:
            plot: Callable[..., AnnotatedFigure] = charts.CHARTS[name]
            more = {"context": self.subject.context} if name == "indicators" else {}
            drawn = plot(self.metrics, **more, **self._options())
            self.made[name] = drawn if len(_numbers(drawn)) >= _TELLING else None
        return self.made[name]


def _numbers(figure: AnnotatedFigure) -> set[str]:
    """Find the numbers that a chart shows, by the ids that their marks lead to."""
    return {url for artist in figure.findobj(Artist) if (url := artist.get_url())}


def readdressed(figure: AnnotatedFigure, leads_to: Callable[[str], str | None]) -> None:
    """Let the marks of a chart lead elsewhere.

    Parameters
    ----------
    figure : AnnotatedFigure
        A chart of :func:`draw`.
    leads_to : callable
        Gives the address for the id of a row, or None for no link.
    """
    before = f"#{in_text('')}"
    for artist in figure.findobj(Artist):
        url = artist.get_url()
        if url and url.startswith(before):
            artist.set_url(leads_to(url.removeprefix(before)))
