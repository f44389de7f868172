"""The font of a document: that of its language; in English that of the script it quotes."""

from __future__ import annotations

from hulin_analysis.charts.fonts import Family, family_of
from hulin_analysis.report.nodes import Node
from hulin_analysis.report.tables import words_of
from hulin_analysis.script import detect

__all__ = ["typeface"]


def typeface(document: Node) -> Family:
    """Choose the font of a document, the same as its charts have.

    Parameters
    ----------
    document : Node
        From :func:`hulin_analysis.report.document.page` or :func:`hulin_analysis.report.document.paper`.

    Examples
    --------
    >>> quoting = {"t": "Para", "c": [{"t": "Str", "c": "黨史學習"}]}
    >>> typeface({"meta": {"lang": {"t": "MetaString", "c": "en"}}, "blocks": [quoting]})
    'Noto Sans TC'
    """
    return family_of(document["meta"]["lang"]["c"], detect(words_of(document["blocks"])))
