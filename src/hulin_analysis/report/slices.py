"""Slices: a picture too tall for a page, cut where it is white, so that print shows it at its size."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from hulin_analysis.report.nodes import Node, text
from hulin_analysis.report.pages import TALLEST
from hulin_analysis.report.tables import TEXT_WIDTH

__all__ = ["cut_rows", "paged"]

# A picture that fits a page at more than this share of the text's width stays whole.
_READABLE = 0.6
# Where in a slice its lower edge may be, as shares of the greatest height.
_EARLIEST = 0.7
_WHITE = 250


def cut_rows(ink: Sequence[float], tallest: int) -> list[int]:
    """Choose where to cut: each slice as tall as may be, its edge on the row with the least ink.

    Parameters
    ----------
    ink : sequence of float
        How much ink each row of the picture has.
    tallest : int
        The most rows of a slice.

    Returns
    -------
    list of int
        The first row of each slice, and the number of rows at the end.

    Examples
    --------
    >>> cut_rows([9, 9, 0, 9, 9, 9, 0, 9, 9], 4)
    [0, 2, 6, 9]
    """
    cuts = [0]
    while len(ink) - cuts[-1] > tallest:
        low, high = cuts[-1] + max(1, int(tallest * _EARLIEST)), cuts[-1] + tallest
        # Of equals the last one: the fewer slices the better.
        cuts.append(min(range(low, high + 1), key=lambda row: (ink[row], -row)))
    return [*cuts, len(ink)]


def paged(blocks: Sequence[Node], work: Path) -> list[Node]:
    """Cut the figures that print could not show readably, each slice a figure of its own.

    Parameters
    ----------
    blocks : sequence of Node
        The document's blocks.
    work : Path
        The folder they name their pictures in; slices are written beside the pictures.

    Returns
    -------
    list of Node
        The blocks, with tall figures in slices. Their captions say which slice of how many each is.
    """
    paged: list[Node] = []
    for block in blocks:
        paged += _slices(block, work) if block["t"] == "Figure" else [block]
    return paged


def _slices(block: Node, work: Path) -> list[Node]:
    (image,) = (node for plain in block["c"][2] for node in plain["c"]) if _single(block) else (None,)
    source = work / image["c"][2][0] if image else None
    if source is None or not source.is_file():
        return [block]
    with Image.open(source) as opened:
        width, height = opened.size
        tallest = int(TALLEST / TEXT_WIDTH * width)
        if height * _READABLE <= tallest:
            return [block]
        picture = opened.convert("RGB")
    ink = (np.asarray(picture.convert("L")) < _WHITE).sum(axis=1)
    cuts = cut_rows(ink.tolist(), tallest)
    made = []
    for number, (top, bottom) in enumerate(pairwise(cuts), 1):
        path = source.with_suffix(f".slice{number}.png")
        picture.crop((0, top, width, bottom)).save(path, compress_level=4)
        made.append(_slice(block, path.relative_to(work), (number, len(cuts) - 1), (bottom - top) / width))
    return made


def _single(block: Node) -> bool:
    return sum(len(plain["c"]) for plain in block["c"][2]) == 1


def _slice(block: Node, path: Path, place: tuple[int, int], share: float) -> Node:
    """Make the figure of one slice; the first keeps the id, and with it what refers to the figure."""
    made = deepcopy(block)
    number, count = place
    made["c"][0] = [made["c"][0][0] if number == 1 else "", [], [["height", f"{share * TEXT_WIDTH:.0f}"]]]
    made["c"][1][1][0]["c"] += text(f"\u3000{number}/{count}")
    image = made["c"][2][0]["c"][0]
    image["c"][2][0] = path.as_posix()
    image["c"][0][2] = [["width", "100%"]]
    return made
