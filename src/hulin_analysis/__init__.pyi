# The public names and where each lives. Type checkers read this file, and so does `__init__.py`; it imports
# a name when it is first used. A new public name is one line here and one in tests/test_api.py.
from .article import Article, Span
from .charts import (
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
from .comparison import compare
from .concat_frames import concat
from .conversion import to_unit
from .corpus import Corpus, build_corpus, load_corpus
from .corrections import correct, record_correction
from .errors import HulinError, use_language
from .finding import findings
from .frames import (
    audit,
    extract,
    ledger,
    load_article,
    load_context,
    load_metrics,
    read_metrics,
)
from .keywords import key_terms, segment
from .labels import indicators, label, meaning
from .measured_things import statements
from .numbers import Number, parse_number
from .readers import parse_article, read_article
from .views import explore, table

__version__: str

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
