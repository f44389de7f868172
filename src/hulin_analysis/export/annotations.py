"""Quantities as W3C Web Annotations in JSON-LD: each number, and the words of the article it stands in.

The document is one ``AnnotationCollection`` of one ``AnnotationPage`` (Web Annotation Data Model, section 5):
a single JSON-LD document that says once what it is and where it comes from, with the annotations in reading
order in ``first.items``. A tool that takes a bare list is given that list.

The body is a ``QuantitativeValue`` of schema.org, a vocabulary that the recommendation's context has a prefix
for; what schema.org has no word for (hedge, change, status and so on) is called as the column of the metrics
frame, in a namespace of this package that the second entry of ``@context`` declares. What a rule could not
decide is left out.

Both selectors of a target count in the text of the article as it was read. Where the source is a page, a
``TimeState`` therefore names that text by its hash, for the page's own text may have other lines and spaces.
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

import pandas as pd

from hulin_analysis.article import Article
from hulin_analysis.errors import DataError
from hulin_analysis.export.json_lines import plain
from hulin_analysis.frames import COLUMNS, expect_frame
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.quotes import Note, number_quotes
from hulin_analysis.selectors import select_quote, stated_text

_PACKAGE = "pkg:pypi/hulin-analysis"
# Columns that schema.org has a word for, and those that say something of the quantity in words of our own.
_SCHEMA = {"id": "identifier", "value": "value", "low": "minValue", "high": "maxValue", "unit": "unitText"}
_OWN = (
    *("per", "hedge", "change", "base", "status", "indicator", "indicator_id", "statement", "part_of"),
    *("subject", "subject_code", "period", "kind", "section"),
)
#: The ``@context`` of the document: the recommendation's, and the package's own terms.
CONTEXT: tuple[str, dict[str, str]] = (
    "http://www.w3.org/ns/anno.jsonld",
    {name: f"{_PACKAGE}#{name}" for name in (*_OWN, "corrected")},
)


def jsonld_text(metrics: pd.DataFrame, article: Article | None = None) -> str:
    """Write a metrics frame as one JSON-LD document: see :func:`collect_annotations`."""
    return json.dumps(collect_annotations(metrics, article), ensure_ascii=False, indent=1) + "\n"


def collect_annotations(metrics: pd.DataFrame, article: Article | None = None) -> dict[str, Any]:
    """Make the Web Annotations of a metrics frame.

    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("去年新建學校3所。")
    >>> made = collect_annotations(ha.extract(article), article)["first"]["items"][0]
    >>> made["body"]["schema:value"], made["body"]["schema:unitText"], made["body"]["hedge"]
    (3, '所', 'exact')
    >>> made["target"]["selector"][1]
    {'type': 'TextPositionSelector', 'start': 6, 'end': 8}
    """
    expect_frame(metrics, COLUMNS, "write_table({}, 'jsonld', target)", "ha.extract({})")
    about: Mapping[str, str | None] = metrics.attrs.get("article", {})
    target = _target(about.get("url"), article)
    source, text = target["source"], article.text if article else stated_text(metrics)
    rows = rows_as_dicts(metrics.sort_values(["start", "end"], kind="stable"))
    items = [
        {
            "id": _name(source, note.id),
            "type": "Annotation",
            "motivation": "describing",
            "body": _body(row),
            "target": {**target, "selector": _selectors(note, text)},
        }
        for row, note in zip(rows, number_quotes(metrics), strict=True)
    ]
    collection = _name(source, "quantities")
    page = {
        "id": _name(source, "quantities-1"),
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": items,
    }
    return {
        "@context": list(CONTEXT),
        "id": collection,
        "type": "AnnotationCollection",
        "label": f"Quantities stated in {about.get('title') or source}",
        "generator": {"id": _PACKAGE, "type": "Software", "name": "hulin-analysis"},
        "total": len(items),
        # A collection without annotations has no page.
        **({"first": page} if items else {}),
    }


def _target(url: str | None, article: Article | None) -> dict[str, Any]:
    """Say which resource the quotes stand in: the page, or the text itself, named by its hash (RFC 6920)."""
    if article is None:
        if url:
            return {"type": "SpecificResource", "source": url}
        raise DataError(
            "An annotation needs what it is of, and this frame has no address of its article; give the "
            "article too: write_table(metrics, 'jsonld', target, article=article)."
        )
    digest = hashlib.sha256(article.text.encode()).digest()
    text = f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    if not url:
        return {"type": "SpecificResource", "source": text}
    return {"type": "SpecificResource", "source": url, "state": {"type": "TimeState", "cached": text}}


def _body(row: Mapping[Any, Any]) -> dict[str, Any]:
    keys = {name: f"schema:{term}" for name, term in _SCHEMA.items()} | {name: name for name in _OWN}
    said = {key: plain(row[name]) for name, key in keys.items()}
    said |= {"corrected": True} if row.get("corrected", False) else {}
    # What is missing is left out, and so is a text that says nothing.
    return {"type": "schema:QuantitativeValue"} | {k: v for k, v in said.items() if v not in (None, "")}


def _selectors(note: Note, text: str) -> list[dict[str, Any]]:
    return [
        select_quote(note, text, over_lines=True).as_dict(),
        {"type": "TextPositionSelector", "start": note.start, "end": note.end},
    ]


def _name(source: str, part: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{source}#{part}").urn
