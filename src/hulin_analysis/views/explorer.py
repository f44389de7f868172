"""The explorer: a chart and its article side by side; a mark leads to its sentence, and a number to its mark.

It is an anywidget: one file of JavaScript without a build step, which JupyterLab, VS Code and others run
alike, and a selection that Python sees and sets. Matplotlib's own interactive figure needs a kernel for each
move of the pointer and knows nothing of text; a chart library would draw a second chart by rules of its own.
Here the chart is the SVG that :func:`hulin_analysis.save` writes: the same marks, with their links as they
are printed.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any

import pandas as pd

from hulin_analysis.article import Article, expect_article
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.canvas.export import as_svg
from hulin_analysis.errors import ChartError, expect
from hulin_analysis.extras import require
from hulin_analysis.script import LanguageTag
from hulin_analysis.views.reader import article_html

if TYPE_CHECKING:
    from anywidget import AnyWidget

_shown = count(1)


def explore(
    article: Article, figure: AnnotatedFigure, *, metrics: pd.DataFrame | None = None,
    lang: LanguageTag | None = None,
) -> AnyWidget:  # fmt: skip
    """Show a chart beside its article: select a mark and see its sentence, select a number and see its mark.

    Parameters
    ----------
    article : Article
        The article.
    figure : AnnotatedFigure
        A chart of its numbers.
    metrics : DataFrame, optional
        The frame the chart was drawn from, if it is not ``ha.extract(article)``.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of what is said beside the numbers; without it, the script of the article.

    Returns
    -------
    AnyWidget
        With ``selected``, the id of the selected row or the empty string: read it, set it or observe it.
        Where widgets do not run (on the web, in an exported notebook) the chart shows as a picture.

    Raises
    ------
    ArticleError, ChartError
        If `article` is no article or `figure` no chart.
    DataError
        If the frame does not belong to the article.
    MissingExtraError
        If anywidget is not installed.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article, metrics = ha.load_article(), ha.load_metrics()
    >>> view = ha.explore(article, ha.plot_investments(metrics), metrics=metrics)
    >>> view.selected = "q19-1"
    """
    require("anywidget", extra="lab")
    expect_article(article, "ha.explore({}, figure)")
    expect(
        figure,
        AnnotatedFigure,
        "ha.explore needs a chart",
        "ha.explore(article, ha.plot_activities(metrics))",
        ChartError,
    )
    chart, text = as_svg(figure), article_html(article, metrics, lang=lang)
    # Counted, not drawn by lot: a notebook that is run again is the same to the byte.
    name = hashlib.sha256(f"{next(_shown)} {chart} {text}".encode()).hexdigest()[:32]
    return _widget()(figure, chart=chart, text=text, model_id=name)


@cache
def _widget() -> type[AnyWidget]:
    """Make the class of the widget; not at the top, because anywidget comes with an extra."""
    import anywidget
    import traitlets

    class Explorer(anywidget.AnyWidget):  # type: ignore[misc, unused-ignore]
        """A chart and its article."""

        _esm = files(__package__).joinpath("explorer.js").read_text(encoding="utf-8")
        _css = files(__package__).joinpath("explorer.css").read_text(encoding="utf-8")
        chart = traitlets.Unicode().tag(sync=True)
        text = traitlets.Unicode().tag(sync=True)
        selected = traitlets.Unicode().tag(sync=True)

        def __init__(self, figure: AnnotatedFigure, **traits: Any) -> None:
            super().__init__(**traits)
            self._figure = figure

        def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
            """Give the widget, and for where it does not run the picture and its words."""
            data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
            png = base64.b64encode(self._figure._repr_png_()).decode("ascii")
            catalog = {"text/plain": self._figure.alt, "image/png": png}
            return {**data, **catalog}, {**metadata, **self._figure.png_metadata()}

    return Explorer
