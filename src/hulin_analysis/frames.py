"""Frames: an article's quantities and its ledger as pandas tables, and the reviewed tables of the package."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd

from hulin_analysis import package_data
from hulin_analysis.article import Article, Span
from hulin_analysis.errors import DataError
from hulin_analysis.numerals import NUMERAL_CHARACTERS
from hulin_analysis.readers import read_article
from hulin_analysis.rows import aside_rows, quantity_rows, sift

__all__ = [
    "COLUMNS",
    "CONTEXT_COLUMNS",
    "LEDGER_COLUMNS",
    "Audit",
    "audit",
    "extract",
    "ledger",
    "load_article",
    "load_context",
    "load_metrics",
    "read_metrics",
]

#: The columns of the metrics frame, in order, with their dtypes.
COLUMNS: dict[str, str] = {
    "id": "string",
    "start": "int64",
    "end": "int64",
    "quote": "string",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "unit": "string",
    "hedge": "string",
    "change": "string",
    "status": "string",
    "indicator": "string",
    "indicator_id": "string",
    "subject": "string",
    "period": "string",
    "kind": "string",
    "section": "string",
    "paragraph": "int64",
    "sentence": "string",
    "sentence_start": "int64",
}
#: The columns of the ledger.
LEDGER_COLUMNS: dict[str, str] = {
    "start": "int64",
    "end": "int64",
    "quote": "string",
    "reason": "string",
    "section": "string",
    "paragraph": "int64",
    "sentence": "string",
}
#: The columns of the context frame.
CONTEXT_COLUMNS: dict[str, str] = {
    "indicator": "string",
    "indicator_id": "string",
    "area": "string",
    "level": "string",
    "period": "string",
    "value": "float64",
    "unit": "string",
    "change": "string",
    "note": "string",
    "publisher": "string",
    "url": "string",
}
# Text columns in which nothing means "empty" and not "unknown".
_NEVER_NA = ("quote", "unit", "indicator", "section", "sentence", "note")


@dataclass(frozen=True)
class Audit:
    """The account of an article's numerals.

    Attributes
    ----------
    quantities, ledger : DataFrame
        What :func:`extract` and :func:`ledger` return.
    unaccounted : tuple of Span
        Numeral characters that stand in neither. Empty, or the package has a fault.
    """

    quantities: pd.DataFrame
    ledger: pd.DataFrame
    unaccounted: tuple[Span, ...]


def extract(article: Article) -> pd.DataFrame:
    """Extract every quantity that an article states.

    Parameters
    ----------
    article : Article
        The article, from :func:`load_article` or :func:`read_article`.

    Returns
    -------
    DataFrame
        One row a quantity in reading order, with the columns :data:`COLUMNS`; `value`, `low` and `high`
        in `unit`. ``attrs["article"]`` says where the article comes from.

    Examples
    --------
    >>> metrics = extract(load_article())
    >>> metrics.loc[metrics["hedge"] == "under", ["quote", "value", "unit"]].to_dict("records")
    [{'quote': '近4000元', 'value': 4000.0, 'unit': '元'}]
    """
    quantities, _ = sift(article)
    return _frame(list(quantity_rows(article, quantities)), COLUMNS, article)


def ledger(article: Article) -> pd.DataFrame:
    """List every numeral that is not a quantity, and why it is none.

    Returns
    -------
    DataFrame
        One row a numeral in reading order, with the columns :data:`LEDGER_COLUMNS`; `reason` is a key of
        :data:`hulin_analysis.asides.REASONS`; `paragraph` is 0 outside the body.

    Examples
    --------
    >>> table = ledger(load_article())
    >>> table.loc[table["quote"] == "七學", "reason"].unique().tolist()
    ['name']
    """
    _, asides = sift(article)
    return _frame(list(aside_rows(article, asides)), LEDGER_COLUMNS, article)


def audit(article: Article) -> Audit:
    """Account for every digit and Chinese numeral of an article.

    Examples
    --------
    >>> audit(load_article()).unaccounted
    ()
    """
    quantities, asides = extract(article), ledger(article)
    covered: set[int] = set()
    for frame in (quantities, asides):
        for start, end in zip(frame["start"], frame["end"], strict=True):
            covered.update(range(start, end))
    missing = (i for i, char in enumerate(article.folded) if char in NUMERAL_CHARACTERS and i not in covered)
    return Audit(quantities, asides, tuple(Span.cut(article.text, i, i + 1) for i in missing))


def load_article() -> Article:
    """Load the article the package was made for: Heilongjiang Daily on Hulin, 15 February 2022.

    Examples
    --------
    >>> article = load_article()
    >>> article.paper, article.published.date().isoformat(), len(article.sections)
    ('黑龍江日報', '2022-02-15', 4)
    """
    return read_article(package_data.folder("data") / "article.txt", url=package_data.source_url("article"))


def load_metrics() -> pd.DataFrame:
    """Load the reviewed table of the Hulin article's quantities: ``data/metrics.csv``.

    Examples
    --------
    >>> load_metrics().equals(extract(load_article()))
    True
    """
    frame = read_metrics(package_data.folder("data") / "metrics.csv")
    frame.attrs["article"] = load_article().about()
    return frame


def load_context() -> pd.DataFrame:
    """Load the growth rates of the same indicators for the province and the nation: ``data/context.csv``.

    Examples
    --------
    >>> context = load_context()
    >>> context.loc[context["indicator_id"] == "grp", ["area", "value"]].values.tolist()
    [['黑龍江省', 6.1], ['全國', 8.1]]
    """
    return _read_table(package_data.folder("data") / "context.csv", CONTEXT_COLUMNS)


def read_metrics(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a metrics table that ``hulin extract --format csv`` wrote.

    Raises
    ------
    DataError
        If the file is missing or lacks a column.

    Examples
    --------
    >>> read_metrics(package_data.folder("data") / "metrics.csv")["quote"].head(2).tolist()
    ['92歲', '1500余場']
    """
    return _read_table(Path(path), COLUMNS)


def _read_table(path: Path, columns: dict[str, str]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype=columns, encoding="utf-8")
    except FileNotFoundError as err:
        raise DataError(f"There is no table {path}; check the path.") from err
    except (ValueError, pd.errors.ParserError) as err:
        raise DataError(
            f"{path} is no table of this package ({err}); write it anew with hulin extract."
        ) from err
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise DataError(f"{path} lacks the column {missing[0]}; write it anew with hulin extract.")
    for name in _NEVER_NA:
        if name in columns:
            frame[name] = frame[name].fillna("")
    return frame[list(columns)]


def _frame(rows: list[dict[str, Any]], columns: dict[str, str], article: Article) -> pd.DataFrame:
    # Arrays, not series: pandas would align twenty indexes that are the same.
    arrays = {
        name: pd.array([row[name] for row in rows], dtype=cast("Any", columns[name])) for name in columns
    }
    frame = pd.DataFrame(arrays, copy=False)
    frame.attrs["article"] = article.about()
    return frame
