"""Charts that can be defended: every mark is a number the text states, with its words, and how sure it is.

A chart is a function of a frame. It returns an :class:`AnnotatedFigure`, a Matplotlib figure that carries
its alternative text, its source and its notes; pyplot is not used, and no setting outlives a call.
"""

from __future__ import annotations

import pandas as pd

from hulin_analysis.article import Article, expect_article
from hulin_analysis.charts.activities_chart import ACTIVITIES, plot_activities
from hulin_analysis.charts.amounts_chart import AMOUNTS, plot_amounts
from hulin_analysis.charts.article_chart import ARTICLE, plot_article
from hulin_analysis.charts.canvas.export import save
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.content.entries import Quotes, expect_metrics
from hulin_analysis.charts.drawing.chart import ChartType
from hulin_analysis.charts.indicators_chart import INDICATORS, plot_indicators
from hulin_analysis.charts.investments_chart import INVESTMENTS, plot_investments
from hulin_analysis.charts.keywords_chart import KEYWORDS, plot_keywords
from hulin_analysis.charts.options import Options
from hulin_analysis.charts.parts_chart import PARTS, plot_parts
from hulin_analysis.charts.periods_chart import PERIODS, plot_periods
from hulin_analysis.charts.places_chart import PLACES, plot_places
from hulin_analysis.charts.targets_chart import TARGETS, plot_targets
from hulin_analysis.charts.trend_chart import TREND, plot_trend
from hulin_analysis.script import LANGUAGES, LanguageTag

__all__ = [
    "CHARTS",
    "COMPARED",
    "LANGUAGES",
    "AnnotatedFigure",
    "ChartType",
    "Options",
    "draw_all",
    "plot_activities",
    "plot_amounts",
    "plot_article",
    "plot_indicators",
    "plot_investments",
    "plot_keywords",
    "plot_parts",
    "plot_periods",
    "plot_places",
    "plot_targets",
    "plot_trend",
    "save",
]

#: The charts of one article by name, in the order of a report.
CHARTS = {
    one.name: one
    for one in (
        *(INDICATORS, ACTIVITIES, INVESTMENTS, AMOUNTS),
        *(PARTS, TARGETS, PERIODS),
        *(ARTICLE, KEYWORDS),
    )
}
#: The charts of a comparison by name.
COMPARED = {one.name: one for one in (PLACES, TREND)}


def draw_all(
    article: Article,
    metrics: pd.DataFrame,
    *,
    context: pd.DataFrame | None = None,
    terms: pd.DataFrame | None = None,
    lang: LanguageTag | None = None,
    quotes: Quotes = "panel",
) -> dict[str, AnnotatedFigure]:
    """Draw every chart of an article.

    Parameters
    ----------
    article : Article
        The article.
    metrics : DataFrame
        The frame that ``ha.extract`` made of it, all rows or some.
    context : DataFrame, optional
        Growth rates to compare with, as ``ha.load_context`` gives them.
    terms : DataFrame, optional
        Key terms by section, as ``ha.key_terms`` gives them; without them that chart is left out.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the charts' own words; without it, that of the article's script. The sentences they quote
        stay verbatim.
    quotes : {"panel", "footnotes", "marks", "none"}
        What is printed under the charts: the sentences of their numbers by section, only their clauses in
        small type, only the marks that lead to them elsewhere, or not even these.

    Returns
    -------
    dict of str to AnnotatedFigure
        By name, in the order of :data:`CHARTS`, but for those that the text gives nothing for. Each is what
        the ``plot_`` function of that name returns.

    Raises
    ------
    ArticleError
        If the first argument is no article.
    DataError
        If another is no frame of its kind, or lacks a column.
    ChartError
        If there is no such language or manner of quotes, or the context has two areas of one level.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.draw_all(ha.load_article(), ha.load_metrics())["activities"].title
    '文中20項計數'
    """
    expect_article(article, "ha.draw_all({}, metrics)")
    expect_metrics(metrics, "ha.draw_all(article, {})")
    if not isinstance(metrics.attrs.get("article"), dict):
        metrics = metrics.copy()
        metrics.attrs["article"] = article.metadata()
    if terms is not None:
        terms = terms.copy()
        terms.attrs.setdefault("article", article.metadata())
    offered = {"article": article, "metrics": metrics, "context": context, "terms": terms}
    return {
        name: chart.draw({**offered, "lang": lang, "quotes": quotes})
        for name, chart in CHARTS.items()
        if (terms is not None or not chart.takes("terms")) and (not chart.states or chart.states(metrics))
    }
