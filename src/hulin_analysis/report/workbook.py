"""The workbook beside the report: quantities, ledger, columns, context and sources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from hulin_analysis import package_data
from hulin_analysis.errors import DataError
from hulin_analysis.export import Sheet
from hulin_analysis.quotes import deep_link, number_quotes, select_quote

__all__ = ["sheets"]

# Excel calls a file damaged if an address in it is longer than 2,079 characters.
_LONGEST_LINK = 2_000


def sheets(
    metrics: pd.DataFrame, ledger: pd.DataFrame, context: pd.DataFrame, text: str | None = None
) -> dict[str, Sheet]:
    """Lay out the workbook.

    Parameters
    ----------
    metrics, ledger, context : DataFrame
        As :mod:`hulin_analysis.frames` gives them; ``metrics.attrs["article"]`` says where the article
        stands.
    text : str, optional
        The article's text; with it a link leads to the very words also where they occur twice.

    Returns
    -------
    dict of str to Sheet
        ``metrics``, ``ledger``, ``columns``, ``context``, ``sources``. Each quote leads to its place
        in the page, each figure of the context to its publisher's page.
    """
    about: Mapping[str, str | None] = metrics.attrs.get("article", {})
    url = about.get("url")
    links: dict[str, str] = {}
    for note in number_quotes(metrics) if url else ():
        link = deep_link(str(url), select_quote(note, text))
        links[note.id] = link if len(link) <= _LONGEST_LINK else str(url)
    described, addresses = _columns(), [u or None for u in context["url"].fillna("")]
    return {
        "metrics": Sheet(metrics, {"quote": [links.get(name) for name in metrics["id"]]}),
        "ledger": Sheet(ledger),
        "columns": Sheet(described),
        "context": Sheet(context, {"url": addresses}),
        "sources": _sources(about, context),
    }


def _package() -> dict[str, Any]:
    path = package_data.folder("data") / "datapackage.json"
    try:
        package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        raise DataError(
            f"The data package {path} cannot be read ({err}); install hulin-analysis again."
        ) from err
    return package


def _columns() -> pd.DataFrame:
    """List what each column of the sheets means, from the data package."""
    rows = [
        {
            "sheet": resource["name"],
            "column": field["name"],
            "type": field["type"],
            "values": ", ".join(map(str, field.get("constraints", {}).get("enum", []))),
            "meaning": field.get("description", ""),
        }
        for resource in _package()["resources"]
        for field in resource.get("schema", {}).get("fields", [])
    ]
    return pd.DataFrame(rows, columns=["sheet", "column", "type", "values", "meaning"])


def _sources(about: Mapping[str, str | None], context: pd.DataFrame) -> Sheet:
    rows = [
        {
            "what": "article",
            "title": about.get("title"),
            "publisher": about.get("paper") or about.get("portal"),
            "published": about.get("published"),
            "url": about.get("url"),
        }
    ]
    areas: dict[tuple[str, str], dict[str, None]] = {}
    for publisher, url, area in zip(context["publisher"], context["url"], context["area"], strict=True):
        areas.setdefault((publisher, url), {})[area] = None
    rows += [
        {"what": "context", "title": "、".join(names), "publisher": publisher, "published": None, "url": url}
        for (publisher, url), names in areas.items()
    ]
    frame = pd.DataFrame(rows, columns=["what", "title", "publisher", "published", "url"])
    return Sheet(frame, {"url": frame["url"].tolist()})
