"""What stands on the sheets of a workbook: quantities, ledger, the columns' meanings, and the article."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast, get_args

import pandas as pd

from hulin_analysis import labels, package_data
from hulin_analysis.article import Article
from hulin_analysis.export.workbook import Sheet
from hulin_analysis.frames import ledger
from hulin_analysis.quotes import number_quotes
from hulin_analysis.selectors import quote_link, stated_text

__all__ = ["lay_out"]

# Excel calls a file damaged if an address in it is longer than 2,079 characters, or if a sheet has more than
# 65,530 addresses.
_LONGEST_LINK = 2_000
_MOST_LINKS = 65_530
# What a frame has besides when its reader corrected numbers.
_CORRECTED = {
    "name": "corrected",
    "type": "boolean",
    "description": "Whether a correction of the reader's changed the row.",
}


def lay_out(
    metrics: pd.DataFrame, article: Article | None = None, context: pd.DataFrame | None = None
) -> dict[str, Sheet]:
    """Lay out a workbook; the report and ``hulin extract`` have this one.

    Parameters
    ----------
    metrics : DataFrame
        As :func:`hulin_analysis.frames.extract` gives it; ``attrs["article"]`` says where the article stands.
    article : Article, optional
        With it the workbook has the ledger, and each link is unique in the whole article.
    context : DataFrame, optional
        As :func:`hulin_analysis.frames.load_context` gives it.

    Returns
    -------
    dict of str to Sheet
        ``metrics``, ``ledger`` (with the article), ``context`` (with the context), ``columns`` (what each
        column of these means, and its codes) and ``article`` (where it comes from). Each quote leads to its
        place in the page, each figure of the context to its publisher's page.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article = ha.load_article()
    >>> list(lay_out(ha.extract(article), article))
    ['metrics', 'ledger', 'columns', 'article']
    """
    about: Mapping[str, str | None] = metrics.attrs.get("article", {})
    sheets = {"metrics": Sheet(metrics, {"quote": _links(metrics, about.get("url"), article)})}
    if article is not None:
        sheets["ledger"] = Sheet(ledger(article))
    if context is not None:
        sheets["context"] = Sheet(context, {"url": [url or None for url in context["url"].fillna("")]})
    return {**sheets, "columns": Sheet(_columns(sheets)), "article": _about(about, article)}


def _links(metrics: pd.DataFrame, url: str | None, article: Article | None) -> list[str | None]:
    """Link each quote to its place in the page, or to the page where the place needs too many words."""
    if not url:
        return [None] * len(metrics)
    text = article.text if article else stated_text(metrics)
    found = {note.id: quote_link(url, note, text) for note in number_quotes(metrics)}
    links = [found[name] if len(found[name]) <= _LONGEST_LINK else url for name in metrics["id"]]
    return [link if place < _MOST_LINKS else None for place, link in enumerate(links)]


def _columns(sheets: Mapping[str, Sheet]) -> pd.DataFrame:
    """List what each column of the sheets means, from what describes the package's data for machines."""
    schemas = {row["name"]: row.get("schema", {}) for row in package_data.descriptor()["resources"]}
    schemas["ledger"] = package_data.descriptor("ledger.schema.json")
    if "corrected" in sheets["metrics"].frame:
        schemas["metrics"] = {"fields": [*schemas["metrics"]["fields"], _CORRECTED]}
    rows = [
        {
            "sheet": sheet,
            "column": field["name"],
            "name": labels.heading(field["name"]),
            "type": field["type"],
            "codes": "\n".join(_codes(field)),
            "meaning": field.get("description", ""),
        }
        for sheet in sheets
        for field in schemas[sheet]["fields"]
    ]
    return pd.DataFrame(rows)


def _codes(field: Mapping[str, Any]) -> list[str]:
    """List the codes that a column allows, each with what it means in Chinese and in English."""
    codes: list[str] = field.get("constraints", {}).get("enum", [])
    if field["name"] not in get_args(labels.Coded):
        return codes
    column = cast("labels.Coded", field["name"])
    told = {code: [labels.meaning(column, code, lang=lang) for lang in ("zh-Hant", "en")] for code in codes}
    # Many a code is the English word itself.
    return [f"{code}: {'; '.join(word for word in said if word != code)}" for code, said in told.items()]


def _about(about: Mapping[str, str | None], article: Article | None) -> Sheet:
    """Say where the article comes from, and which text the offsets count in."""
    told: dict[str, Any] = dict(about)
    if published := about.get("published"):
        told["published"] = datetime.fromisoformat(published)
    if article is not None:
        told["characters"] = len(article.text)
        told["sha256"] = hashlib.sha256(article.text.encode()).hexdigest()
    frame = pd.DataFrame({"item": list(told), "value": pd.Series(list(told.values()), dtype=object)})
    return Sheet(frame, {"value": [about.get("url") if item == "url" else None for item in told]})
