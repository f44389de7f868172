"""The workbook beside the report: that of ``hulin extract``, with the context and every source."""

from __future__ import annotations

import pandas as pd

from hulin_analysis.export import Sheet, in_language, lay_out
from hulin_analysis.report.citation import sources
from hulin_analysis.report.subject import Subject

__all__ = ["sheets"]


def sheets(subject: Subject) -> dict[str, Sheet]:
    """Lay out the workbook of a report.

    Returns
    -------
    dict of str to Sheet
        Those of :func:`hulin_analysis.export.lay_out`, and ``sources``: what the report cites.
    """
    laid = lay_out(subject.metrics, subject.article, subject.context, lang=subject.lang)
    return laid | in_language({"sources": _sources(subject)}, subject.lang)


def _sources(subject: Subject) -> Sheet:
    rows = [
        {
            "what": "context" if at else "article",
            "title": one.title or None,
            "publisher": one.publisher,
            "published": one.published,
            "url": one.url,
        }
        for at, one in enumerate(sources(subject))
    ]
    frame = pd.DataFrame(rows)
    return Sheet(frame, {"url": frame["url"].tolist()})
