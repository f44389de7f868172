"""The workbook beside the report: that of ``hulin extract``, with the context and every source."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hulin_analysis.article import Article
from hulin_analysis.export import Sheet, in_language, lay_out
from hulin_analysis.script import Language

__all__ = ["sheets"]


def sheets(
    metrics: pd.DataFrame,
    article: Article,
    context: pd.DataFrame | None = None,
    *,
    lang: Language = "zh-Hant",
) -> dict[str, Sheet]:
    """Lay out the workbook.

    Parameters
    ----------
    metrics : DataFrame
        As :func:`hulin_analysis.frames.extract` gives it; ``attrs["article"]`` says where the article stands.
    article : Article
        The article it is of.
    context : DataFrame, optional
        What growth rates are compared with.
    lang : {"zh-Hant", "zh-Hans", "en"}
        The language of the report.

    Returns
    -------
    dict of str to Sheet
        Those of :func:`hulin_analysis.export.lay_out`, and ``sources``: every page that a number is from.
    """
    laid = lay_out(metrics, article, context, lang=lang)
    return laid | in_language({"sources": _sources(metrics.attrs.get("article", {}), context)}, lang)


def _sources(about: Mapping[str, str | None], context: pd.DataFrame | None) -> Sheet:
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
    cited = (
        [] if context is None else context[["publisher", "url", "area"]].itertuples(index=False, name=None)
    )
    for publisher, url, area in cited:
        areas.setdefault((publisher, url), {})[area] = None
    rows += [
        {"what": "context", "title": "、".join(names), "publisher": publisher, "published": None, "url": url}
        for (publisher, url), names in areas.items()
    ]
    frame = pd.DataFrame(rows, columns=["what", "title", "publisher", "published", "url"])
    return Sheet(frame, {"url": frame["url"].tolist()})
