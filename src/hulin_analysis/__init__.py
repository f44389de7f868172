"""Charts that can be defended, from Chinese government news: every mark is a number the text states.

>>> import hulin_analysis as ha
>>> article = ha.load_article()
>>> metrics = ha.extract(article)
>>> metrics.loc[metrics["kind"] == "investment", "quote"].tolist()
['100億元', '63億元', '3.5億元']
"""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from hulin_analysis.messages import Message

if TYPE_CHECKING:
    from hulin_analysis.article import Article, Span
    from hulin_analysis.charts import (
        draw_all,
        plot_activities,
        plot_amounts,
        plot_article,
        plot_indicators,
        plot_investments,
        plot_keywords,
        plot_parts,
        plot_periods,
        plot_places,
        plot_targets,
        plot_trend,
        save,
    )
    from hulin_analysis.comparison import compare
    from hulin_analysis.conversion import to_unit
    from hulin_analysis.corpus import Corpus, build_corpus, load_corpus
    from hulin_analysis.corrections import correct, record_correction
    from hulin_analysis.errors import HulinError, use_language
    from hulin_analysis.finding import findings
    from hulin_analysis.frames import (
        audit,
        extract,
        ledger,
        load_article,
        load_context,
        load_metrics,
        read_metrics,
    )
    from hulin_analysis.joining import concat
    from hulin_analysis.keywords import key_terms, segment
    from hulin_analysis.labels import indicators, label, meaning
    from hulin_analysis.measured_things import statements
    from hulin_analysis.numbers import Number, parse_number
    from hulin_analysis.readers import parse_article, read_article
    from hulin_analysis.views import explore, table

#: The version of the package, as in ``pyproject.toml``.
__version__ = "0.1.0"

# Where each public name lives. Names are imported when first used, so that `hulin --help` and a notebook
# that only reads need not load what draws.
_HOMES = {
    "Article": "article",
    "Span": "article",
    "HulinError": "errors",
    "use_language": "errors",
    "Number": "numbers",
    "parse_number": "numbers",
    "parse_article": "readers",
    "read_article": "readers",
    "audit": "frames",
    "extract": "frames",
    "ledger": "frames",
    "load_article": "frames",
    "load_context": "frames",
    "load_metrics": "frames",
    "read_metrics": "frames",
    "statements": "measured_things",
    "findings": "finding",
    "key_terms": "keywords",
    "segment": "keywords",
    "indicators": "labels",
    "label": "labels",
    "meaning": "labels",
    "draw_all": "charts",
    "plot_activities": "charts",
    "plot_article": "charts",
    "plot_amounts": "charts",
    "plot_indicators": "charts",
    "plot_investments": "charts",
    "plot_keywords": "charts",
    "plot_parts": "charts",
    "plot_periods": "charts",
    "plot_places": "charts",
    "plot_targets": "charts",
    "plot_trend": "charts",
    "save": "charts",
    "Corpus": "corpus",
    "build_corpus": "corpus",
    "load_corpus": "corpus",
    "compare": "comparison",
    "to_unit": "conversion",
    "concat": "joining",
    "correct": "corrections",
    "record_correction": "corrections",
    "explore": "views",
    "table": "views",
}

__all__ = [
    "Article",
    "Corpus",
    "HulinError",
    "Number",
    "Span",
    "__version__",
    "audit",
    "build_corpus",
    "compare",
    "concat",
    "correct",
    "draw_all",
    "explore",
    "extract",
    "findings",
    "indicators",
    "key_terms",
    "label",
    "ledger",
    "load_article",
    "load_context",
    "load_corpus",
    "load_metrics",
    "meaning",
    "parse_article",
    "parse_number",
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
    "read_article",
    "read_metrics",
    "record_correction",
    "save",
    "segment",
    "statements",
    "table",
    "to_unit",
    "use_language",
]


def _show_articles() -> None:
    """Have a notebook show an article as the reader does, by name: nothing is loaded until one is shown."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        formatter = shell.display_formatter.formatters["text/html"]
        formatter.for_type_by_name("hulin_analysis.article", "Article", _article_html)


def _article_html(article: Article) -> str:
    html: str = import_module(f"{__name__}.views").article_html(article)
    return html


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        near = get_close_matches(name, __all__, n=1)
        said = (
            Message(
                "module 'hulin_analysis' has no attribute {name!r}; the nearest name is ha.{near}",
                name=name,
                near=near[0],
            )
            if near
            else Message(
                "module 'hulin_analysis' has no attribute {name!r}; dir(ha) lists what there is", name=name
            )
        )
        # Plain Python's tracebacks look for the nearest name by `name` and `obj`; IPython's do not.
        raise AttributeError(str(said), name=name, obj=sys.modules[__name__])
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


_show_articles()
