"""The stage: what a chart has put on its figure, kept apart from what the figure's owner adds to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text
from matplotlib.ticker import Formatter, Locator, NullLocator

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.options import Settings
from hulin_analysis.charts.theme import Palette
from hulin_analysis.errors import ChartError

_Limits: TypeAlias = tuple[float, float]


class LinearAxes(Axes):
    """Axes of a chart: their scales are linear, as a reader compares lengths and distances."""

    def set_xscale(self, value: Any, **settings: Any) -> None:
        """Refuse any scale but a linear one."""
        _expect_linear(value)
        super().set_xscale(value, **settings)

    def set_yscale(self, value: Any, **settings: Any) -> None:
        """Refuse any scale but a linear one."""
        _expect_linear(value)
        super().set_yscale(value, **settings)


def _expect_linear(scale: Any) -> None:
    if getattr(scale, "name", scale) != "linear":
        raise ChartError(
            "The axes of a chart stay linear, because its bars begin at zero and its distances are compared; "
            "for another scale plot the values of the frame on axes of your own."
        )


class Stage:
    """The axes and artists of a chart on a figure."""

    def __init__(self, settings: Settings) -> None:
        self._palette = settings.palette
        # As high as the chart will need, when it is laid out.
        self.figure = AnnotatedFigure(width=settings.points, palette=settings.palette, family=settings.family)
        self._drawn: list[Artist] = []
        # The axes that the chart opened, each with the limits it gave them.
        self._opened: list[Axes] = []
        self._limits: dict[Axes, list[_Limits]] = {}
        self._memory = Memory()
        self._ticks: dict[Axis, tuple[Locator, Formatter]] = {}
        self._dressed: set[tuple[Axis, str]] = set()

    def keep(self, artist: Artist) -> None:
        """Remember an artist of the chart, which goes when the chart is laid out anew."""
        self._drawn.append(artist)

    def clear(self) -> None:
        """Take away what the chart has drawn; what its owner added stays, what was changed is remembered."""
        self._memory.notice()
        for artist in self._drawn:
            # Its owner may have taken it away, with the axes or alone.
            if artist.figure is not None:
                artist.remove()
        self._drawn.clear()

    def restore_changes(self) -> None:
        """Change what was drawn anew as its owner had changed it."""
        self._memory.restore(self._drawn)

    def ticks(self, axis: Axis, locator: Locator, formatter: Formatter | Callable[..., str]) -> None:
        """Give an axis its ticks and their words, unless its owner has given it others."""
        made, said = self._ticks.get(axis, (axis.get_major_locator(), axis.get_major_formatter()))
        if axis.get_major_locator() is made:
            axis.set_major_locator(locator)
        if axis.get_major_formatter() is said:
            axis.set_major_formatter(formatter)
            said = axis.get_major_formatter()
        self._ticks[axis] = (locator, said)

    def dress(self, axis: Axis, part: str) -> bool:
        """Tell whether ticks or grid of an axis still lack their look; once given, it is the owner's."""
        new = (axis, part) not in self._dressed
        self._dressed.add((axis, part))
        return new

    def axes(self, number: int, xlim: _Limits, ylim: _Limits) -> Axes:
        """Return the axes of a number with limits, or those there are with the limits their owner set."""
        if number == len(self._opened):
            axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), axes_class=LinearAxes)
            _make_bare(axes, self._palette)
            axes.set(xlim=xlim, ylim=ylim)
            self._opened.append(axes)
            self._limits[axes] = [axes.get_xlim(), axes.get_ylim()]
        axes = self._opened[number]
        known = self._limits[axes]
        if axes.get_xlim() == known[0]:
            axes.set_xlim(*xlim)
            known[0] = axes.get_xlim()
        if axes.get_ylim() == known[1]:
            axes.set_ylim(*ylim)
            known[1] = axes.get_ylim()
        return axes

    def state(self) -> tuple[object, ...]:
        """Give all that the layout depends on and the owner may change."""
        limits = [(axes.get_xlim(), axes.get_ylim()) for axes in self._opened]
        return (*map(float, self.figure.get_size_inches()), *limits, self.room_above())

    def room_above(self) -> float:
        """Give the height in points that the owner's own heading (``suptitle``) takes."""
        above: Text | None = getattr(self.figure, "_suptitle", None)
        if above is None or not above.get_visible() or not above.get_text():
            return 0.0
        lines = above.get_text().count("\n") + 1
        return float(above.get_fontsize()) * 1.3 * lines


def _make_bare(axes: Axes, palette: Palette) -> None:
    """Take frame, ticks and ground off axes; what a chart needs of them it puts on."""
    for spine in axes.spines.values():
        spine.set_visible(False)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(NullLocator())
        axis.set_tick_params(length=0, labelleft=False, labelbottom=False)
    axes.patch.set_visible(False)
    axes.set_axisbelow(True)
    axes.set_autoscale_on(False)
    axes.tick_params(labelcolor=palette(theme.GREY))


# What may be changed, by the kind of artist, each with a getter and a setter of Matplotlib's.
_CHANGEABLE: dict[type[Artist], tuple[str, ...]] = {
    Text: ("color", "fontsize"),
    Line2D: ("color", "linewidth", "linestyle", "markersize", "markerfacecolor", "markeredgecolor"),
    Patch: ("facecolor", "edgecolor", "linewidth", "linestyle", "hatch"),
    Artist: ("alpha", "visible"),
}
# The tags of texts whose lines depend on the width: their first line is the first at every width.
_BROKEN_ANEW = ("title", "subtitle", "note", "source")


_Key: TypeAlias = tuple[object, ...]


class Memory:
    """What the owner changed, by what an artist is and of which number."""

    def __init__(self) -> None:
        # Each artist as the chart left it.
        self._drawn: list[tuple[Artist, _Key, dict[str, Any]]] = []
        self._changed: dict[_Key, dict[str, Any]] = {}
        self._gone: set[_Key] = set()

    def notice(self) -> None:
        """Take down what has changed since the artists were drawn."""
        for artist, key, look in self._drawn:
            # Matplotlib's types leave out that an artist may be in no figure.
            if getattr(artist, "figure", None) is None:
                self._gone.add(key)
                continue
            now = _look(artist)
            if changes := {name: now[name] for name in look if bool(now[name] != look[name])}:
                self._changed.setdefault(key, {}).update(changes)
        self._drawn.clear()

    def restore(self, artists: Iterable[Artist]) -> None:
        """Do to artists that were drawn anew what was done to those before them."""
        seen: Counter[_Key] = Counter()
        for artist in artists:
            what = _what(artist)
            key = (*what, seen[what])
            seen[what] += 1
            if key in self._gone:
                artist.remove()
                continue
            artist.set(**self._changed.get(key, {}))
            self._drawn.append((artist, key, _look(artist)))


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
