"""Sources: of which articles the rows of a frame are, and what the line under a chart says of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.comparison.same_place import is_own
from hulin_analysis.concat_frames import has_documents
from hulin_analysis.frames import DOCUMENT_COLUMNS
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.selectors import stated_text

# More documents than these are counted, not named.
_MOST_NAMED = 3


def article_metadata(metrics: pd.DataFrame) -> dict[str, Any]:
    """Return what the frame says of its article; empty where it says nothing, or is of several."""
    found = metrics.attrs.get("article")
    if isinstance(found, dict):
        return dict(found)
    documents = list(documents_of(metrics).values())
    return documents[0] if len(documents) == 1 else {}


def documents_of(metrics: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return what a joined frame says of each of its documents, in the order of the rows."""
    if not has_documents(metrics):
        return {}
    first = metrics.drop_duplicates("document")
    known = [name for name in DOCUMENT_COLUMNS if name in metrics]
    return {
        str(row["document"]): {name: None if pd.isna(row[name]) else str(row[name]) for name in known}
        for row in rows_as_dicts(first)
    }


def texts_of(metrics: pd.DataFrame) -> dict[str, str]:
    """Return what a frame has of the text of each document; that of a lone article has the key ''."""
    if not has_documents(metrics):
        return {"": stated_text(metrics)}
    return {str(key): stated_text(rows) for key, rows in metrics.groupby("document", sort=False)}


def of_its_place(subject: Any, document: dict[str, Any]) -> str | None:
    """Name of whom a row of several articles is said: words for its own place (全縣) give way to its name."""
    said = None if pd.isna(subject) else str(subject)
    place = document.get("place")
    if place and (said is None or is_own(said, place)):
        return str(place)
    return said or document.get("title")


def origin_of(origin: dict[str, Any], catalog: Catalog) -> str:
    """Name paper, date and portal of one document that has a paper or a portal."""
    paper = catalog.chinese(str(origin.get("paper") or origin.get("portal")))
    date = str(origin.get("published") or "")[:10]
    if origin.get("paper") and (portal := origin.get("portal")):
        return catalog("origin", paper=paper, date=date, portal=catalog.chinese(str(portal)))
    return catalog("origin_short", paper=paper, date=date).strip(" ,")


def source_line(origin: dict[str, Any], catalog: Catalog) -> str:
    """Name paper, date and portal, as far as the frame knows them; without either, the title and the date."""
    paper = origin.get("paper") or origin.get("portal")
    title = origin.get("title")
    if not paper and not title:
        return catalog("source_unknown")
    named = origin if paper else {**origin, "paper": catalog("titled", title=catalog.quoted(str(title)))}
    return catalog("source", origin=origin_of(named, catalog))


def source_of(metrics: pd.DataFrame, catalog: Catalog) -> str:
    """Name the sources of a frame: of several documents the first three, and how many there are."""
    documents = documents_of(metrics)
    if len(documents) < 2:
        return source_line(article_metadata(metrics), catalog)
    named = [document_name(key, one, catalog) for key, one in documents.items()]
    shown = catalog("clause").join(dict.fromkeys(named[:_MOST_NAMED]))
    if len(named) > _MOST_NAMED:
        shown = catalog("source_many", first=shown, n=len(named))
    return catalog("source", origin=shown)


def document_name(key: str, document: dict[str, Any], catalog: Catalog) -> str:
    """Name one of several documents by its paper, else its title or its key."""
    paper = document.get("paper") or document.get("portal") or document.get("title") or key
    return origin_of({**document, "paper": paper}, catalog)
