"""Pages: where a printed chapter's first figure stands, so that no page is left almost empty before it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hulin_analysis.report.nodes import Node
from hulin_analysis.report.sheet import Sheet
from hulin_analysis.report.tables import TEXT_WIDTH, measure, words_of

__all__ = ["TALLEST", "settle_figures"]

#: Height in points of the tallest picture: a page less its margins, a heading and a caption.
TALLEST = 590.0

# In points: the white behind a paragraph, a chapter's heading, a caption, and the title of a brief.
_GAP = 8.0
_HEADING = 42.0
_CAPTION = 34.0
_TITLE = 150.0
_PROSE = ("Para", "BulletList", "OrderedList", "BlockQuote")


def settle_figures(blocks: Sequence[Node], sheet: Sheet, *, chapters: bool = True) -> list[Node]:
    """Move a figure that does not fit under the opening of its chapter behind the prose that follows it.

    A picture cannot be broken: it would go to the next page and leave the first one empty. The prose
    fills that page instead, up to the next heading, table or figure.

    Parameters
    ----------
    blocks : sequence of Node
        The document's blocks; each figure tells its picture's height in points in the attribute `height`.
    sheet : Sheet
        The page.
    chapters : bool
        Whether each chapter begins a page; else the first one stands under the title.

    Returns
    -------
    list of Node
        The same blocks.
    """
    settled: list[Node] = []
    used = 0.0 if chapters else _TITLE
    waiting: Node | None = None
    for block in blocks:
        if waiting and block["t"] not in _PROSE:
            settled.append(waiting)
            waiting = None
        if block["t"] == "Figure":
            height = float(dict(block["c"][0][2]).get("height", 0)) * sheet.width / TEXT_WIDTH + _CAPTION
            if sheet.height - height < used < sheet.height:
                waiting, used = block, math.inf
                continue
        # Only where a chapter begins is it certain how much of the page is taken.
        if block["t"] == "Header" and block["c"][0] == 1:
            used = _HEADING + (0.0 if chapters else used)
        else:
            used += _height(block, sheet)
        settled.append(block)
    return [*settled, waiting] if waiting else settled


def _height(block: Node, sheet: Sheet) -> float:
    if block["t"] in ("BulletList", "OrderedList"):
        items = block["c"] if block["t"] == "BulletList" else block["c"][1]
        return sum(_height(child, sheet) for item in items for child in item)
    if block["t"] in ("Para", "Plain"):
        lines = math.ceil(measure(words_of(block)) * sheet.size / sheet.width)
        return lines * sheet.line + _GAP
    return math.inf
