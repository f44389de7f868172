"""Many articles: a folder becomes a corpus of Parquet tables, is kept up to date, and is asked questions.

`inputs` and `article_tables` list what there is, `batches` sorts it, `workers` have `documents` read
it, `store` and `commits` keep it; `builder` is the whole of it. `access` and `sql` are for what is there.
"""

from __future__ import annotations

from hulin_analysis.corpus.access import Corpus, load_corpus, query_text
from hulin_analysis.corpus.builder import Progress, build_corpus

__all__ = ["Corpus", "Progress", "build_corpus", "load_corpus", "query_text"]
