"""Remembered: what a figure's owner did to the artists of its chart, done again when they are drawn anew.

Kept are the colours of an artist, its transparency, line width and line style, the size of its letters and of
its marker, whether it is visible, and that it was taken away. Not kept are other words, values and places:
what a chart says of a number is not for its owner to move; numbers are corrected in the frame.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text

__all__ = ["Memory"]

# What may be changed, by the kind of artist, each with a getter and a setter of Matplotlib's.
_CHANGEABLE: dict[type[Artist], tuple[str, ...]] = {
    Text: ("color", "fontsize"),
    Line2D: ("color", "linewidth", "linestyle", "markersize", "markerfacecolor", "markeredgecolor"),
    Patch: ("facecolor", "edgecolor", "linewidth", "linestyle", "hatch"),
    Artist: ("alpha", "visible"),
}
# The tags of texts whose lines depend on the width: their first line is the first at every width.
_BROKEN_ANEW = ("title", "subtitle", "note", "source")


class _Drawn(NamedTuple):
    """An artist as the chart left it."""

    artist: Artist
    key: tuple[object, ...]
    look: dict[str, Any]


class Memory:
    """What the owner changed, by what an artist is and of which number."""

    def __init__(self) -> None:
        self._drawn: list[_Drawn] = []
        self._changed: dict[tuple[object, ...], dict[str, Any]] = {}
        self._gone: set[tuple[object, ...]] = set()

    def notice(self) -> None:
        """Take down what has changed since the artists were drawn."""
        for artist, key, look in self._drawn:
            if not _is_shown(artist):
                self._gone.add(key)
                continue
            now = _look(artist)
            if changes := {name: now[name] for name in look if not _same(now[name], look[name])}:
                self._changed.setdefault(key, {}).update(changes)
        self._drawn.clear()

    def restore(self, artists: Iterable[Artist]) -> None:
        """Do to artists that were drawn anew what was done to those before them."""
        seen: Counter[tuple[object, ...]] = Counter()
        for artist in artists:
            what = _what(artist)
            key = (*what, seen[what])
            seen[what] += 1
            if key in self._gone:
                artist.remove()
                continue
            if key in self._changed:
                artist.set(**self._changed[key])
            self._drawn.append(_Drawn(artist, key, _look(artist)))


def _what(artist: Artist) -> tuple[object, ...]:
    """Say which artist it is, whatever the size of the figure: its kind, its number, its words or its row."""
    place: object = None
    if isinstance(artist, Text):
        # Words of a number may get an arrow at the end of an axis, and headings are broken anew.
        broken = artist.get_label() in _BROKEN_ANEW
        place = None if broken or artist.get_gid() else artist.get_text()
    elif artist.axes is not None and isinstance(artist, Rectangle):
        place = round(artist.get_y() + artist.get_height() / 2, 6)
    elif artist.axes is not None and isinstance(artist, Line2D):
        points = np.asarray(artist.get_xydata())
        place = tuple(points[0].tolist()) if len(points) == 1 else None
    return type(artist), artist.axes, artist.get_gid(), str(artist.get_label()), place


def _look(artist: Artist) -> dict[str, Any]:
    names = [name for kind, names in _CHANGEABLE.items() if isinstance(artist, kind) for name in names]
    return {name: getattr(artist, f"get_{name}")() for name in names}


def _is_shown(artist: Artist) -> bool:
    """Whether an artist is still in its figure; Matplotlib's types leave out that it may be in none."""
    return getattr(artist, "figure", None) is not None


def _same(one: object, other: object) -> bool:
    return bool(one == other)
