"""Pages: where a printed chapter's first figure stands, so that no page is left almost empty before it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from hulin_analysis.report.dialects import DEPTH
from hulin_analysis.report.tables import TEXT_WIDTH, measure, words_of

__all__ = ["TALLEST", "settle_figures"]

Node = dict[str, Any]

#: Height in points of the tallest picture: a page less its margins, a heading and a caption.
TALLEST = 590.0

# In points, for A4 with the margins and type sizes of the PDF and the Word file.
_PAGE = 696.0
_TYPE = 10.5
_LINE = 18.0
_GAP = 8.0
_HEADING = 42.0
_CAPTION = 34.0
# The first chapter begins under the title and the contents.
_TITLE = 150.0
_ENTRY = 19.0
_PROSE = ("Para", "BulletList", "OrderedList", "BlockQuote")


def settle_figures(blocks: Sequence[Node]) -> list[Node]:
    """Move a figure that does not fit under the opening of its chapter behind the prose that follows it.

    A picture cannot be broken: it would go to the next page and leave the first one empty. The prose
    fills that page instead, up to the next heading, table or figure.

    Parameters
    ----------
    blocks : sequence of Node
        The document's blocks; each figure tells its picture's height in points in the attribute `height`.

    Returns
    -------
    list of Node
        The same blocks.
    """
    settled: list[Node] = []
    entries = sum(1 for block in blocks if block["t"] == "Header" and block["c"][0] <= DEPTH)
    used = above = _TITLE + _ENTRY * entries
    waiting: Node | None = None
    for block in blocks:
        if waiting and block["t"] not in _PROSE:
            settled.append(waiting)
            waiting = None
        if block["t"] == "Figure":
            height = float(dict(block["c"][0][2]).get("height", 0)) + _CAPTION
            if _PAGE - height < used < _PAGE:
                waiting, used = block, math.inf
                continue
        # Only where a chapter begins is it certain how much of the page is taken.
        if block["t"] == "Header" and block["c"][0] == 1:
            used, above = above + _HEADING, 0.0
        else:
            used += _height(block)
        settled.append(block)
    return [*settled, waiting] if waiting else settled


def _height(block: Node) -> float:
    if block["t"] in ("BulletList", "OrderedList"):
        items = block["c"] if block["t"] == "BulletList" else block["c"][1]
        return sum(_height(child) for item in items for child in item)
    if block["t"] in ("Para", "Plain"):
        return math.ceil(measure(words_of(block)) * _TYPE / TEXT_WIDTH) * _LINE + _GAP
    return math.inf
