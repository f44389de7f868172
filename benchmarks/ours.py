"""Our child: what `hulin_analysis` takes for a text, and what it finds in the article.

It runs in the interpreter of the benchmark. Asked with ``texts`` it measures speed, with ``articles`` it
gives the quantities of each, with ``size`` and ``shape`` it measures one text that the benchmark makes.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from child import answer
from texts import SHAPES
from timing import best_of

import hulin_analysis as ha
from hulin_analysis.article import Article
from hulin_analysis.readers import parse_article

WARM_UP = 20_000  # characters read before anything is measured: tables are loaded on first use


def extract_all(articles: list[Article]) -> int:
    """Extract every quantity of some articles; return how many there are."""
    return sum(len(ha.extract(article)) for article in articles)


def speed(texts: list[str]) -> dict[str, Any]:
    """Measure `extract`, and `parse_article` with it."""
    extract_all([parse_article(texts[0][:WARM_UP])])
    extracted = best_of(lambda: [parse_article(text) for text in texts], extract_all)
    both = best_of(lambda: texts, lambda given: extract_all([parse_article(text) for text in given]))
    return {"extract": extracted, "parse_article and extract": both}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give what the scoring wants of a metrics frame, with None where it says nothing."""
    columns = ["id", "start", "end", "value", "low", "high", "unit"]
    plain = frame[columns].astype(object).where(frame[columns].notna(), None)
    return [dict(zip(columns, row, strict=True)) for row in plain.itertuples(index=False)]


def growth(size: int, shape: str) -> dict[str, Any]:
    """Measure reading and extracting one text of a size."""
    extract_all([parse_article(SHAPES[shape](WARM_UP))])
    text = SHAPES[shape](size)
    parsed, _ = best_of(lambda: text, lambda given: len(parse_article(given).paragraphs))
    extracted, results = best_of(lambda: [parse_article(text)], extract_all)
    return {
        "characters": len(text),
        "quantities": results,
        "parse_seconds": parsed,
        "extract_seconds": extracted,
    }


def work(request: dict[str, Any]) -> Any:
    """Do what is asked."""
    if "texts" in request:
        return speed(request["texts"])
    if "articles" in request:
        return {name: records(ha.extract(parse_article(text))) for name, text in request["articles"].items()}
    return growth(request["size"], request["shape"])


if __name__ == "__main__":
    answer(work)
