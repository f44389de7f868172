"""Columns: in which order the lines of a page are read, and how wide the column of each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from hulin_analysis.readers.pdf.fragments import Fragment, rows_of, words_of
from hulin_analysis.readers.pdf.table import Table

Pieces = Sequence[Fragment | Table]
Strip = tuple[float, float]

# In points: the white between two columns is at least so wide.
_LEAST_GUTTER = 8.0
# Share of the width of the page: nearer to its side no gutter lies.
_MARGIN = 0.12
# Both sides of a gutter have so many full lines at least, and they are such a share of their lines.
_LEAST_LINES, _MOST_FULL, _FULL = 3, 0.2, 0.85
# In ems: no column is narrower. In points: the gutter of two is no further from the middle of the page.
_LEAST_EMS, _NEAR = 8, 6.0
# What lines of sentences have, in Chinese or in Latin letters, and names in a table seldom.
_CLAUSE = re.compile("[，。；]|[a-z],? [a-z]")
# Of the lines so many may run across a gutter, such as headings over both columns.
_MOST_ACROSS = 0.35


@dataclass(slots=True)
class Column:
    """What stands in one column of a page, from its top to its foot, or to what runs across the columns."""

    left: float
    right: float
    pieces: list[Fragment | Table] = field(default_factory=list)  # its fragments and tables
    parted: bool = False  # whether there are others beside it


def columns_of(pages: Sequence[Pieces], gutters: Sequence[Strip | None]) -> list[list[Column]]:
    """Part each page into its columns, in reading order."""
    known = sorted({round(sum(gutter) / 2) for gutter in gutters if gutter})
    found = []
    for page, gutter in zip(pages, gutters, strict=True):
        strip = gutter or next((lent for at in known if (lent := _lent(page, at))), None)
        found.append(_parted(page, strip) if page else [])
    return found


def gutter_of(page: Pieces, middle: float = 0.0) -> Strip | None:
    """Find a strip of white with full lines of words on both sides, or on one if it lies in the middle."""
    fragments = [one for one in page if isinstance(one, Fragment)]
    if len(fragments) < _LEAST_LINES:
        return None
    left, right = min(one.left for one in page), max(one.right for one in page)
    ink = [0] * (int(right - left) + 2)
    for one in page:
        many = 1 if isinstance(one, Fragment) else len(one.rows)
        for at in range(int(one.left - left), int(one.right - left) + 1):
            ink[at] += many
    most = _MOST_ACROSS * max(ink)
    first, last = int(_MARGIN * len(ink)), int((1 - _MARGIN) * len(ink))
    white = (
        list(run) for is_white, run in groupby(range(first, last), lambda at: ink[at] <= most) if is_white
    )
    strips = [strip for run in white if (strip := _whitest(ink, run, left))]
    strips.sort(key=lambda strip: strip[0] - strip[1])
    return next((strip for strip in strips if _parts(fragments, strip, middle)), None)


def _whitest(ink: list[int], run: list[int], left: float) -> Strip | None:
    """Return the stretch with the least ink of a stretch with little, if it is wide enough."""
    least = min(ink[at] for at in run)
    begin = next(at for at in run if ink[at] == least)
    end = next((at for at in range(begin, run[-1] + 1) if ink[at] != least), run[-1] + 1)
    return (left + begin, left + end) if end - begin >= _LEAST_GUTTER - 1 else None


def _side(one: Fragment | Table, strip: Strip) -> int:
    """Tell where something stands: -1 left of a gutter, 1 right of it, 0 across it."""
    middle = sum(strip) / 2
    slack = 2.0
    if one.right <= middle + slack:
        return -1
    return 1 if one.left >= middle - slack else 0


def _parts(fragments: Sequence[Fragment], strip: Strip, middle: float) -> bool:
    full = [_full_lines([one for one in fragments if _side(one, strip) == side]) for side in (-1, 1)]
    if strip[0] - _NEAR <= middle <= strip[1] + _NEAR:
        return max(full) >= 2 * _LEAST_LINES
    return min(full) >= _LEAST_LINES


def _full_lines(side: Sequence[Fragment]) -> int:
    """Count the full lines on one side of a strip of white, if they are enough to be those of a column."""
    if not side:
        return 0
    rows = rows_of(side)
    width = max(one.right for one in side) - min(one.left for one in side)
    wide = [row for row in rows if sum(one.right - one.left for one in row) >= _FULL * width]
    full = sum(_CLAUSE.search(words_of(row)) is not None for row in wide)
    # The cells of a column of names or figures may be as long as each other too.
    return full if width >= _LEAST_EMS * side[0].size and full >= _MOST_FULL * len(rows) else 0


def _lent(page: Pieces, at: float) -> Strip | None:
    """Take the gutter of another page, if nothing but a few lines runs across it here."""
    strip = at - 1.0, at + 1.0
    sides = [_side(one, strip) for one in page if isinstance(one, Fragment)]
    if not sides or 4 * sides.count(0) > len(sides):
        return None
    return strip


def _parted(page: Pieces, strip: Strip | None) -> list[Column]:
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
                columns += _parted(part, gutter_of(part))
                columns[-1].parted = True
        if one is not None and columns and not columns[-1].parted:
            columns[-1].pieces.append(one)
        elif one is not None:
            columns.append(Column(left, right, [one]))
    return columns
