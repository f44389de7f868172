"""Frames: an article's quantities and its ledger as pandas tables, and the reviewed tables of the package."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa

from hulin_analysis import package_data
from hulin_analysis.analysis import analyse
from hulin_analysis.article import Article, Span, expect_article, suggest_call
from hulin_analysis.cells import beside
from hulin_analysis.delimited import read_table
from hulin_analysis.errors import DataError, expect, expect_columns
from hulin_analysis.messages import Message
from hulin_analysis.original_values import records_of, remembered, shared
from hulin_analysis.readable import ReadableFrame
from hulin_analysis.readers import read_article
from hulin_analysis.valid_rows import expect_rows

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
    "per": "string",
    "hedge": "string",
    "change": "string",
    "base": "string",
    "status": "string",
    "indicator": "string",
    "indicator_id": "string",
    "statement": "string",
    "part_of": "string",
    "subject": "string",
    "subject_code": "string",
    "period": "string",
    "kind": "string",
    "section": "string",
    "block": "int64",
    "sentence": "string",
    "sentence_start": "int64",
}
#: The columns that a corpus adds to each row: of which document it is.
DOCUMENT_COLUMNS: dict[str, str] = {
    "document": "string",
    "title": "string",
    "paper": "string",
    "portal": "string",
    "place": "string",
    "published": "string",
    "url": "string",
    "script": "string",
}
#: The columns of the ledger.
LEDGER_COLUMNS: dict[str, str] = {
    "start": "int64",
    "end": "int64",
    "quote": "string",
    "reason": "string",
    "section": "string",
    "block": "int64",
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


@dataclass(frozen=True)
class Audit:
    """The account of an article's numerals.

    Attributes
    ----------
    quantities, ledger : DataFrame
        What ``ha.extract`` and ``ha.ledger`` return.
    unaccounted : tuple of Span
        Numeral characters that stand in neither, one a span. Empty, or the package has a fault.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> account = ha.audit(ha.parse_article("2021年新建學校3所。"))
    >>> account.quantities["quote"].tolist(), account.ledger["quote"].tolist()
    (['3所'], ['2021年'])
    """

    quantities: pd.DataFrame
    ledger: pd.DataFrame
    unaccounted: tuple[Span, ...]


def extract(article: Article) -> pd.DataFrame:
    """Extract every quantity that an article states.

    Parameters
    ----------
    article : Article
        The article, from ``ha.load_article`` or ``ha.read_article``.

    Returns
    -------
    DataFrame
        One row a quantity in reading order. The columns:

        - ``id``: stable: ``q``, block, order in the block
        - ``start``, ``end``, ``quote``: code-point offsets into the text, and the words there
        - ``value``, or ``low`` and ``high`` for a range: in ``unit``, scale words applied (3億 is 300000000)
        - ``unit``: as the text writes it; ``per``: for each of what it holds (亩 in 每亩增收200元)
        - ``hedge``: exact, about, over or under; ``status``: actual, expected or target
        - ``change``: none, increase or decrease; ``base``: against what, in ISO 8601 (同比: a year before) or
          in words (全省平均水平)
        - ``indicator``, ``indicator_id``: the words that name what is measured; its id in ``ha.indicators()``
        - ``statement``: what the numbers of one thing, subject and period share; ``part_of``: the statement
          that it is part of (其中, 分产业看)
        - ``subject``, ``subject_code``: of which place or body, and the division's code; ``period``: ISO 8601
        - ``kind``: indicator, activity, investment or other
        - ``section``, ``block``, ``sentence``, ``sentence_start``: where it stands

        What a rule cannot decide is missing. ``attrs["article"]`` says where the article comes from,
        ``["cells"]`` and ``["pages"]`` what heads a number of a table, and its page in a PDF,
        ``["numbers"]`` the ① of each id, ``["as_read"]`` what was read of each number.

    Raises
    ------
    ArticleError
        If it is not given an article, but a path or a frame.

    Notes
    -----
    The words the rules go by stand in ``vocabulary/*.toml``; the folder that ``HULIN_VOCABULARY`` names adds
    to them. Periods are resolved from the date of publication.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.load_article())
    >>> metrics.loc[metrics["hedge"] == "under", ["quote", "value", "unit"]].to_dict("records")
    [{'quote': '近4000元', 'value': 4000.0, 'unit': '元'}]
    """
    expect_article(article, "ha.extract({})")
    rows = analyse(article).quantities
    return _frame(rows, COLUMNS, article, **beside(article), **remembered(rows))


def ledger(article: Article) -> pd.DataFrame:
    """List every numeral that is not a quantity, and why.

    Parameters
    ----------
    article : Article
        The article, from ``ha.load_article`` or ``ha.read_article``.

    Returns
    -------
    DataFrame
        One row a numeral in reading order: ``start``, ``end``, ``quote`` (code-point offsets and the words
        there), ``reason`` (a code, which ``ha.meaning("reason", code)`` puts in words), ``section``,
        ``block`` (0 outside the body) and ``sentence``.

    Raises
    ------
    ArticleError
        If it is not given an article, but a path or a frame.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> table = ha.ledger(ha.load_article())
    >>> table.loc[table["quote"] == "七學", "reason"].unique().tolist()
    ['quoted']
    """
    expect_article(article, "ha.ledger({})")
    return _frame(analyse(article).exclusions, LEDGER_COLUMNS, article)


def audit(article: Article) -> Audit:
    """Account for every digit and Chinese numeral of an article.

    Parameters
    ----------
    article : Article
        The article, from ``ha.load_article`` or ``ha.read_article``.

    Returns
    -------
    Audit
        ``quantities`` and ``ledger`` (the two frames) and ``unaccounted``, the characters in neither.

    Raises
    ------
    ArticleError
        If it is not given an article, but a path or a frame.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.audit(ha.load_article()).unaccounted
    ()
    """
    expect_article(article, "ha.audit({})")
    missing = tuple(Span.cut(article.text, at, at + 1) for at in analyse(article).unaccounted)
    return Audit(extract(article), ledger(article), missing)


def load_article() -> Article:
    """Load the article the package was made for: Heilongjiang Daily on Hulin, 15 February 2022.

    Returns
    -------
    Article
        ``data/article.txt``, with its address.

    Raises
    ------
    DataError
        If the package's data folder is missing.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article = ha.load_article()
    >>> article.paper, article.published.date().isoformat(), len(article.sections)
    ('黑龍江日報', '2022-02-15', 4)
    """
    return read_article(package_data.folder("data") / "article.txt", url=package_data.source_url("article"))


def load_metrics() -> pd.DataFrame:
    """Load the reviewed table of the Hulin article's quantities: ``data/metrics.csv``.

    Returns
    -------
    DataFrame
        One row a quantity, with the columns of ``ha.extract``.

    Raises
    ------
    DataError
        If the package's data folder is missing.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.load_metrics().equals(ha.extract(ha.load_article()))
    True
    """
    frame = read_metrics(package_data.folder("data") / "metrics.csv")
    frame.attrs |= {**remembered(records_of(frame)), "article": load_article().metadata()}
    return frame


def load_context() -> pd.DataFrame:
    """Load the growth rates of the same indicators for the province and the nation: ``data/context.csv``.

    Returns
    -------
    DataFrame
        One row a rate: ``indicator`` and ``indicator_id``, ``area`` (a name), ``level`` (province or
        nation), ``period`` (ISO 8601), ``value`` in ``unit`` (%), ``change`` (increase or decrease),
        ``note`` (what to know before it is compared), ``publisher`` and ``url`` (the page it was taken from).

    Raises
    ------
    DataError
        If the package's data folder is missing.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> context = ha.load_context()
    >>> context.loc[context["indicator_id"] == "grp", ["area", "value"]].values.tolist()
    [['黑龍江省', 6.1], ['全國', 8.1]]
    """
    return read_table(package_data.folder("data") / "context.csv", CONTEXT_COLUMNS)


def read_metrics(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a metrics table that ``hulin extract --format csv`` wrote, into a file or into a pipe.

    Parameters
    ----------
    path : str or path-like
        The file.

    Returns
    -------
    DataFrame
        One row a quantity, with the columns and types of ``ha.extract``; ``attrs`` is empty.

    Raises
    ------
    DataError
        If the file is missing, is another kind of table, lacks a column, or has a row that cannot be.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import hulin_analysis as ha
    >>> table = pathlib.Path(tempfile.mkdtemp()) / "metrics.csv"
    >>> ha.extract(ha.parse_article("去年新建學校3所。")).to_csv(table, index=False)
    >>> ha.read_metrics(table)["quote"].tolist()
    ['3所']
    """
    needs = Message("ha.read_metrics needs the path of a table")
    expect(path, (str, os.PathLike), needs, "ha.read_metrics('metrics.csv')", DataError)
    return ReadableFrame(expect_rows(read_table(Path(path), COLUMNS), str(path)))


def expect_frame(given: object, columns: Iterable[str], call: str, made: str) -> pd.DataFrame:
    """Return what a call was given if it is a frame with the columns it needs; else say what to type.

    >>> expect_frame(load_article(), COLUMNS, "ha.plot_amounts({})", "ha.extract({})")
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: ha.plot_amounts needs a frame as ha.extract(article) gives it, \
not an Article; type ha.plot_amounts(ha.extract(article)).
    """
    function, as_made = call.partition("(")[0], made.format("article")
    needs = Message("{function} needs a frame as {made} gives it", function=function, made=as_made)
    typed = call.format(made.format(suggest_call(given)))
    expect(given, pd.DataFrame, needs, typed, DataError)
    expect_columns((frame := cast("pd.DataFrame", given)).columns, columns, needs, typed, DataError)
    return frame


def _frame(
    rows: list[dict[str, Any]], columns: dict[str, str], article: Article, **said: Any
) -> pd.DataFrame:
    values = zip(*map(dict.values, rows), strict=True) if rows else [()] * len(columns)
    arrays = map(_array, values, columns.values())  # not series, whose indexes pandas would align
    frame = ReadableFrame(dict(zip(columns, arrays, strict=True)), copy=False)
    frame.attrs.update(shared(said), article=article.metadata())
    return frame


def _array(values: tuple[Any, ...], dtype: str) -> Any:
    """Make the array of a column; that of strings without asking for the type of each."""
    if dtype == "string":
        return pd.arrays.ArrowStringArray(pa.array(values, pa.large_string()))
    return np.array(values, dtype=dtype)
