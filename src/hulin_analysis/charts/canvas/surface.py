"""Surfaces: what a mark is drawn on, axes with values and places or the sheet of a key.

On axes everything stands at data coordinates, words with a distance in points besides: what moves the axes
moves the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox, ScaledTranslation, Transform, TransformedBbox

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run
from hulin_analysis.charts.canvas.typeface import Lettering
from hulin_analysis.charts.theme import Palette, Size

if TYPE_CHECKING:
    from hulin_analysis.charts.canvas.page import Page

#: Which point of a line of text stands at the place it is written to.
Side = Literal["left", "center", "right"]
# How far a mark at the edge of its axes may reach over it, in points.
_OVER = 12.0


class Surface(Protocol):
    """What a mark is drawn on.

    Marks stand at a value and at a place beside it: in rows the value is across and the place down.
    """

    @property
    def palette(self) -> Palette:
        """The colours."""

    @property
    def dry(self) -> bool:
        """Whether nothing is drawn, only measured."""

    def length(self, points: float) -> float:
        """Convert a length in points along the values to one in values."""

    def rise(self, points: float) -> float:
        """Convert a length in points across the values to one in places."""

    def add(self, artist: Artist) -> None:
        """Draw an artist that stands at values and places."""


@dataclass(frozen=True)
class Sheet:
    """The page itself, for the samples of a key: values and places are points."""

    page: Page

    @property
    def palette(self) -> Palette:
        """The colours."""
        return self.page.palette

    @property
    def dry(self) -> bool:
        """Whether nothing is drawn, only measured."""
        return self.page.dry

    def length(self, points: float) -> float:
        """Points are points."""
        return points

    def rise(self, points: float) -> float:
        """Points are points."""
        return points

    def add(self, artist: Artist) -> None:
        """Draw an artist on the page."""
        artist.set_label("_sample")
        self.page.add(artist)


@dataclass(frozen=True)
class Pane:
    """Axes at a place of the page: values across and places down, in an upright one values rise."""

    page: Page  # where it is
    axes: Axes  # matplotlib's: with limits, ticks and a grid, to be moved and written on
    left: float  # where it is on the page, in points
    top: float
    width: float
    height: float
    upright: bool = False  # whether values rise
    _made: list[Artist] = field(default_factory=list)

    @property
    def palette(self) -> Palette:
        """The colours."""
        return self.page.palette

    @property
    def dry(self) -> bool:
        """Whether nothing is drawn, only measured."""
        return self.page.dry

    @property
    def limits(self) -> tuple[float, float]:
        """The values at its ends, the lower first."""
        low, high = sorted(self.axes.get_ylim() if self.upright else self.axes.get_xlim())
        return low, high

    @property
    def low(self) -> float:
        """The lower end of its values."""
        return self.limits[0]

    @property
    def high(self) -> float:
        """The upper end of its values."""
        return self.limits[1]

    @property
    def span(self) -> tuple[float, float]:
        """The places at its ends, the lower first."""
        low, high = sorted(self.axes.get_xlim() if self.upright else self.axes.get_ylim())
        return low, high

    def across(self, value: float) -> float:
        """Convert a value to points from the left edge of the page, in an upright pane from its top."""
        start, end = self.axes.get_ylim() if self.upright else self.axes.get_xlim()
        share = (value - start) / (end - start)
        return self.top + (1 - share) * self.height if self.upright else self.left + share * self.width

    def down(self, place: float) -> float:
        """Convert a place to points from the top of the page, in an upright pane from its left edge."""
        start, end = self.axes.get_xlim() if self.upright else self.axes.get_ylim()
        share = (place - start) / (end - start)
        return self.left + share * self.width if self.upright else self.top + (1 - share) * self.height

    def length(self, points: float) -> float:
        """Convert a length in points to one in values."""
        return points / (self.height if self.upright else self.width) * (self.high - self.low)

    def rise(self, points: float) -> float:
        """Convert a length in points to one in places."""
        low, high = self.span
        return points / (self.width if self.upright else self.height) * (high - low)

    def shows(self, place: float) -> bool:
        """Whether a place is inside the limits."""
        low, high = self.span
        return low <= place <= high

    def holds(self, value: float) -> bool:
        """Whether a value is inside the limits."""
        slack = 1e-9 * (self.high - self.low)
        return self.low - slack <= value <= self.high + slack

    def add(self, artist: Artist) -> None:
        """Draw an artist at values and places, cut off a little outside the axes."""
        if self.dry:
            return
        if self.upright and isinstance(artist, Line2D):
            values, places = artist.get_data()
            artist.set_data(places, values)
        # Matplotlib leaves out of a legend what begins with a line below.
        artist.set_label(f"_{artist.get_label()}")
        self.axes.add_artist(artist)
        artist.set_clip_path(None)
        self._made.append(artist)
        self.page.keep(artist)

    def take_place(self, width: float, height: float) -> None:
        """Take the place on a page whose size is known, and cut the marks off a little outside it."""
        self.axes.set_position(
            (
                self.left / width,
                1 - (self.top + self.height) / height,
                self.width / width,
                self.height / height,
            )
        )
        left, bottom = self.left - _OVER, height - self.top - self.height - _OVER
        right, top = self.left + self.width + _OVER, height - self.top + _OVER
        box = Bbox([[left / 72, bottom / 72], [right / 72, top / 72]])
        clip = TransformedBbox(box, self.page.figure.dpi_scale_trans)
        for artist in self._made:
            # A bar ends where the axes do: no bit of its length stands beyond the scale.
            artist.set_clip_box(self.axes.bbox if isinstance(artist, Rectangle) else clip)

    def text(
        self, at: tuple[float, float], run: Run | str, size: float = Size.BODY, *,
        shift: tuple[float, float] = (0.0, 0.0), ha: Side = "left", tag: str | None = None,
        clear: bool = False,
    ) -> None:  # fmt: skip
        """Write a line at a value and a place, its baseline `shift` points to the right and down of it."""
        x, y = (at[1], at[0]) if self.upright else at
        if not self.dry:
            text = self.page.lettering((x, y), run, size, ha=ha, tag=tag, clear=clear)
            self._write(text, self.axes.transData, shift)

    def beside(
        self, at: tuple[float, float], run: Run | str, size: float = Size.BODY, *,
        shift: tuple[float, float] = (0.0, 0.0), ha: Side = "left", tag: str | None = None,
        clear: bool = False,
    ) -> None:  # fmt: skip
        """Write a line at an edge of the axes, 0 where values begin and 1 where they end, and at a place."""
        x, y = (at[1], at[0]) if self.upright else at
        axes = self.axes
        if not self.dry:
            text = self.page.lettering((x, y), run, size, ha=ha, tag=tag, clear=clear)
            within = axes.get_xaxis_transform() if self.upright else axes.get_yaxis_transform()
            self._write(text, within, shift)

    def _write(self, text: Lettering, transform: Transform, shift: tuple[float, float]) -> None:
        moved = ScaledTranslation(shift[0] / 72, -shift[1] / 72, self.page.figure.dpi_scale_trans)
        text.set_transform(transform + moved)
        self.axes.add_artist(text)
        text.set_clip_path(None)
        text.set_clip_on(False)
        self.page.keep(text)

    def lines(
        self, at: tuple[float | None, float], lines: Sequence[Line], size: float, *,
        shift: tuple[float, float] = (0.0, 0.0), right: bool = False, tag: str | None = None,
        clear: bool = False,
    ) -> None:  # fmt: skip
        """Set lines of runs, their upper edge `shift` from a place; without a value at the left edge."""
        value, place = at
        for number, line in enumerate(lines):
            down = shift[1] + size * (theme.LEADING * (number + 0.5) + 0.38)
            begin = shift[0] - line.width if right else shift[0]
            for offset, run in line.runs:
                where = (begin + offset, down)
                if value is None:
                    self.beside((0.0, place), run, size, shift=where, tag=tag, clear=clear)
                else:
                    self.text((value, place), run, size, shift=where, tag=tag, clear=clear)
