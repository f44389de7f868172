"""Columns: in which order the lines of a page are read, and how wide the column of each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hulin_analysis.readers.pdf.fragments import Fragment, rows_of
from hulin_analysis.readers.pdf.table import Table

__all__ = ["Column", "columns_of"]

# In points: the white between two columns is at least so wide.
_LEAST_GUTTER = 8.0
# Share of the width of the page: nearer to its side no gutter lies.
_MARGIN = 0.12
# Both sides of a gutter have so many full lines at least, and they are such a share of their lines.
_LEAST_LINES, _MOST_FULL, _FULL = 3, 0.2, 0.85
# Of the lines so many may run across a gutter, such as headings over both columns.
_MOST_ACROSS = 0.35


@dataclass(slots=True)
class Column:
    """What stands in one column of a page, from its top to its foot, or to what runs across the columns.

    Attributes
    ----------
    left, right : float
        Its sides.
    pieces : list
        Its fragments and tables.
    parted : bool
        Whether there are others beside it.
    """

    left: float
    right: float
    pieces: list[Fragment | Table] = field(default_factory=list)
    parted: bool = False


def columns_of(pages: Sequence[Sequence[Fragment | Table]]) -> list[list[Column]]:
    """Part each page into its columns, in reading order.

    Parameters
    ----------
    pages : sequence of sequence
        The fragments and tables of each page.

    Returns
    -------
    list of list of Column
        The columns of each page: left before right, above what runs across them before below.

    Notes
    -----
    A gutter is a strip of white with full lines on both sides of it; a page with too few lines to tell has
    the gutter of the other pages, if nothing stands in it.
    """
    gutters = [_gutter(page) for page in pages]
    known = {round(sum(gutter) / 2) for gutter in gutters if gutter}
    found = []
    for page, gutter in zip(pages, gutters, strict=True):
        strip = gutter or next((lent for at in sorted(known) if (lent := _lent(page, at))), None)
        found.append(_parted(page, strip) if page else [])
    return found


def _gutter(page: Sequence[Fragment | Table]) -> tuple[float, float] | None:
    """Find the widest strip of white that has full lines on both sides."""
    fragments = [one for one in page if isinstance(one, Fragment)]
    if len(fragments) < 2 * _LEAST_LINES:
        return None
    left, right = min(one.left for one in fragments), max(one.right for one in fragments)
    ink = [0] * (int(right - left) + 2)
    for one in fragments:
        for at in range(int(one.left - left), int(one.right - left) + 1):
            ink[at] += 1
    most = _MOST_ACROSS * max(ink)
    first, last = int(_MARGIN * len(ink)), int((1 - _MARGIN) * len(ink))
    strips: list[tuple[float, float]] = []
    begun: int | None = None
    for at in range(first, last + 1):
        white = at < last and ink[at] <= most
        if white and begun is None:
            begun = at
        elif not white and begun is not None:
            strips += _whitest(ink, begun, at, left)
            begun = None
    strips.sort(key=lambda strip: strip[0] - strip[1])
    return next((strip for strip in strips if _parts(fragments, strip)), None)


def _whitest(ink: list[int], first: int, last: int, left: float) -> list[tuple[float, float]]:
    """Return the stretch with the least ink of a stretch with little, if it is wide enough."""
    least = min(ink[first:last])
    begin = next(at for at in range(first, last) if ink[at] == least)
    end = begin
    while end < last and ink[end] == least:
        end += 1
    return [(left + begin, left + end)] if end - begin >= _LEAST_GUTTER - 1 else []


def _side(one: Fragment | Table, strip: tuple[float, float]) -> int:
    """Tell where something stands: -1 left of a gutter, 1 right of it, 0 across it."""
    middle = sum(strip) / 2
    slack = 2.0
    if one.right <= middle + slack:
        return -1
    return 1 if one.left >= middle - slack else 0


def _parts(fragments: Sequence[Fragment], strip: tuple[float, float]) -> bool:
    sides: dict[int, list[Fragment]] = {-1: [], 0: [], 1: []}
    for one in fragments:
        sides[_side(one, strip)].append(one)
    for side in (-1, 1):
        rows = rows_of(sides[side])
        if len(rows) < _LEAST_LINES:
            return False
        width = max(one.right for one in sides[side]) - min(one.left for one in sides[side])
        full = sum(sum(one.right - one.left for one in row) >= _FULL * width for row in rows)
        if full < max(_LEAST_LINES, _MOST_FULL * len(rows)):
            return False
        size = sorted(one.size for one in sides[side])[len(sides[side]) // 2]
        # A column of figures is full too, but no line of words is so short.
        if width < 8 * size:
            return False
    return True


def _lent(page: Sequence[Fragment | Table], at: float) -> tuple[float, float] | None:
    """Take the gutter of another page, if nothing but a few lines runs across it here."""
    strip = at - 1.0, at + 1.0
    sides = [_side(one, strip) for one in page if isinstance(one, Fragment)]
    if not sides or 4 * sides.count(0) > len(sides):
        return None
    return strip


def _parted(page: Sequence[Fragment | Table], strip: tuple[float, float] | None) -> list[Column]:
    left, right = min(one.left for one in page), max(one.right for one in page)
    if strip is None:
        return [Column(left, right, list(page))]
    across = sorted((one for one in page if _side(one, strip) == 0), key=lambda one: one.base)
    waiting = [one for one in page if _side(one, strip) != 0]
    columns: list[Column] = []
    for one in [*across, None]:
        above = [w for w in waiting if one is None or w.base < one.base - 0.3 * w.size]
        waiting = [w for w in waiting if one is not None and w.base >= one.base - 0.3 * w.size]
        for side in (-1, 1):
            part = [w for w in above if _side(w, strip) == side]
            if part:
                columns += _parted(part, _gutter(part))
                columns[-1].parted = True
        if one is not None and columns and not columns[-1].parted:
            columns[-1].pieces.append(one)
        elif one is not None:
            columns.append(Column(left, right, [one]))
    return columns
