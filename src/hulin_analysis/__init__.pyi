# The public names and where each lives. Type checkers read this file, and so does `__init__.py`; it imports
# a name when it is first used. A new public name is one line here and one in tests/test_api.py, which knows the
# charts.
from .article import Article as Article
from .article import Span as Span
from .charts import draw_all as draw_all
from .charts import plot_activities as plot_activities
from .charts import plot_amounts as plot_amounts
from .charts import plot_article as plot_article
from .charts import plot_indicators as plot_indicators
from .charts import plot_investments as plot_investments
from .charts import plot_keywords as plot_keywords
from .charts import plot_parts as plot_parts
from .charts import plot_periods as plot_periods
from .charts import plot_places as plot_places
from .charts import plot_targets as plot_targets
from .charts import plot_trend as plot_trend
from .charts import save as save
from .comparison import compare as compare
from .concat_frames import concat as concat
from .conversion import to_unit as to_unit
from .corpus import Corpus as Corpus
from .corpus import build_corpus as build_corpus
from .corpus import load_corpus as load_corpus
from .corrections import correct as correct
from .corrections import record_correction as record_correction
from .errors import HulinError as HulinError
from .errors import use_language as use_language
from .finding import findings as findings
from .frames import audit as audit
from .frames import extract as extract
from .frames import ledger as ledger
from .frames import load_article as load_article
from .frames import load_context as load_context
from .frames import load_metrics as load_metrics
from .frames import read_metrics as read_metrics
from .keywords import key_terms as key_terms
from .keywords import segment as segment
from .labels import indicators as indicators
from .labels import label as label
from .labels import meaning as meaning
from .measured_things import statements as statements
from .numbers import Number as Number
from .numbers import parse_number as parse_number
from .readers import parse_article as parse_article
from .readers import read_article as read_article
from .views import explore as explore
from .views import table as table

__version__: str
