"""Many articles: a folder becomes a corpus of Parquet tables, is kept up to date, and is asked questions.

Names come in on one side and tables out on the other: `inputs` (and `tables`) lists what there is to read,
`planning` sorts it into batches, `engine` has Dask give them to `workers`, `work` and `reading` read one,
`parts` keeps it; `build` is the whole of it. `stored` and `queries` are for what is there.
"""

from __future__ import annotations

from hulin_analysis.corpus.build import Progress, build_corpus
from hulin_analysis.corpus.stored import Corpus, load_corpus, query_text

__all__ = ["Corpus", "Progress", "build_corpus", "load_corpus", "query_text"]
