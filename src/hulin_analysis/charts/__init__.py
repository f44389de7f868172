"""Charts that can be defended: every mark is a number the text states, with its words, and how sure it is.

A chart is a function of a frame. It returns an :class:`AnnotatedFigure`, a Matplotlib figure that carries
its alternative text, its source and its notes; pyplot is not used, and no setting outlives a call.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from hulin_analysis.article import Article
from hulin_analysis.charts.activities import plot_activities
from hulin_analysis.charts.changes import plot_changes
from hulin_analysis.charts.export import save
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.indicators import plot_indicators
from hulin_analysis.charts.investments import plot_investments
from hulin_analysis.charts.reading_map import plot_article
from hulin_analysis.charts.terms import plot_keywords
from hulin_analysis.charts.words import LANGUAGES

__all__ = [
    "CHARTS",
    "LANGUAGES",
    "AnnotatedFigure",
    "draw_all",
    "plot_activities",
    "plot_article",
    "plot_changes",
    "plot_indicators",
    "plot_investments",
    "plot_keywords",
    "save",
]

#: The charts by name, in the order of a report.
CHARTS: dict[str, Callable[..., AnnotatedFigure]] = {
    "indicators": plot_indicators,
    "activities": plot_activities,
    "investments": plot_investments,
    "changes": plot_changes,
    "article": plot_article,
    "keywords": plot_keywords,
}


def draw_all(
    article: Article,
    metrics: pd.DataFrame,
    *,
    context: pd.DataFrame | None = None,
    terms: pd.DataFrame | None = None,
    lang: str = "zh-Hant",
    quotes: str = "panel",
) -> dict[str, AnnotatedFigure]:
    """Draw every chart of an article.

    Parameters
    ----------
    article : Article
        The article.
    metrics : DataFrame
        Its metrics frame.
    context : DataFrame, optional
        Growth rates to compare with.
    terms : DataFrame, optional
        Key terms by section; without them that chart is left out.
    lang : str
        ``zh-Hant``, ``zh-Hans`` or ``en``.
    quotes : str
        ``panel``, ``footnotes`` or ``none``: how the charts print the words of their numbers.

    Returns
    -------
    dict of str to AnnotatedFigure
        By the names of :data:`CHARTS`.

    Examples
    --------
    >>> from hulin_analysis.frames import load_article, load_metrics
    >>> list(draw_all(load_article(), load_metrics(), lang="en"))
    ['indicators', 'activities', 'investments', 'changes', 'article']
    """
    if not isinstance(metrics.attrs.get("article"), dict):
        metrics = metrics.copy()
        metrics.attrs["article"] = article.about()
    figures = {
        "indicators": plot_indicators(metrics, context=context, lang=lang, quotes=quotes),
        "activities": plot_activities(metrics, lang=lang, quotes=quotes),
        "investments": plot_investments(metrics, lang=lang, quotes=quotes),
        "changes": plot_changes(metrics, lang=lang, quotes=quotes),
        "article": plot_article(article, metrics, lang=lang, quotes=quotes),
    }
    if terms is not None:
        sourced = terms.copy()
        sourced.attrs.setdefault("article", article.about())
        figures["keywords"] = plot_keywords(sourced, lang=lang)
    return figures
