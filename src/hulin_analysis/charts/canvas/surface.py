"""Surfaces: what a mark is drawn on, the sheet of a key or axes with values and places.

On axes everything stands at data coordinates, words with a distance in points besides: what moves the axes
moves the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox, ScaledTranslation, Transform, TransformedBbox

from hulin_analysis.charts.canvas.line_breaking import Line, Run, placed
from hulin_analysis.charts.theme import Palette, Size

if TYPE_CHECKING:
    from hulin_analysis.charts.canvas.page import Page

#: Which point of a line of text stands at the place it is written to.
Side = Literal["left", "center", "right"]
# How far a mark at the edge of its axes may reach over it, in points.
_OVER = 12.0


class Manner(TypedDict, total=False):
    """How a line of text is written."""

    ha: Side
    tag: str | None  # its label, by which tests find it
    clear: bool  # whether the grid is cleared behind it


class Surface:
    """What a mark is drawn on, at a value and at a place beside it: in rows the value is across."""

    def __init__(self, palette: Palette, *, dry: bool = False) -> None:
        self.palette = palette
        #: Whether nothing is drawn, only measured.
        self.dry = dry

    def length(self, points: float) -> float:
        """Convert a length in points along the values to one in values."""
        return points

    def rise(self, points: float) -> float:
        """Convert a length in points across the values to one in places."""
        return points

    def add(self, artist: Artist) -> None:
        """Draw an artist that stands at values and places."""
        raise NotImplementedError

    def line(
        self, values: Sequence[float], places: Sequence[float], colour: str, width: float, **form: Any
    ) -> None:
        """Draw a line in a colour of the light theme; a `tint` is its strength on the paper."""
        if not self.dry:
            shade = self.palette.tint(colour, form.pop("tint")) if "tint" in form else self.palette(colour)
            self.add(Line2D(values, places, color=shade, linewidth=width, **form))


class Sheet(Surface):
    """The page itself, for the samples of a key: values and places are points."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.palette, dry=page.dry)
        self._page = page

    def add(self, artist: Artist) -> None:
        """Draw an artist on the page."""
        artist.set_label("_sample")
        self._page.add(artist)


class Pane(Surface):
    """Axes at a place of the page: values across and places down, in an upright one values rise."""

    def __init__(
        self, page: Page, axes: Axes, corner: tuple[float, float], size: tuple[float, float], *,
        upright: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(page.palette, dry=page.dry)
        self.page, self.axes, self.upright = page, axes, upright
        (self.left, self.top), (self.width, self.height) = corner, size
        self._made: list[Artist] = []

    @property
    def low(self) -> float:
        """The lower end of its values."""
        return min(self._ends()[0])

    @property
    def high(self) -> float:
        """The upper end of its values."""
        return max(self._ends()[0])

    @property
    def span(self) -> tuple[float, float]:
        """The places at its ends, the lower first."""
        low, high = sorted(self._ends()[1])
        return low, high

    def _ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Give the limits of values and of places."""
        x, y = self.axes.get_xlim(), self.axes.get_ylim()
        return (y, x) if self.upright else (x, y)

    def across(self, value: float) -> float:
        """Convert a value to points from the left edge of the page, in an upright pane from its top."""
        start, end = self._ends()[0]
        share = (value - start) / (end - start)
        return self.top + (1 - share) * self.height if self.upright else self.left + share * self.width

    def down(self, place: float) -> float:
        """Convert a place to points from the top of the page, in an upright pane from its left edge."""
        start, end = self._ends()[1]
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

    def arrow(self, value: float) -> str:
        """Give the arrow that stands at the end of the axis for a value beyond it, and have a note say so."""
        if self.holds(value):
            return ""
        self.page.remark(self.page.catalog("off_scale"))
        return "→" if value > self.high else "←"

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
        self.page.stage.keep(artist)

    def take_place(self, width: float, height: float) -> None:
        """Take the place on a page whose size is known, and cut the marks off a little outside it."""
        low = 1 - (self.top + self.height) / height
        self.axes.set_position((self.left / width, low, self.width / width, self.height / height))
        left, bottom = self.left - _OVER, height - self.top - self.height - _OVER
        right, top = self.left + self.width + _OVER, height - self.top + _OVER
        box = Bbox([[left / 72, bottom / 72], [right / 72, top / 72]])
        clip = TransformedBbox(box, self.page.figure.dpi_scale_trans)
        for artist in self._made:
            # A bar ends where the axes do: no bit of its length stands beyond the scale.
            artist.set_clip_box(self.axes.bbox if isinstance(artist, Rectangle) else clip)

    def text(
        self, at: tuple[float, float], run: Run | str, size: float = Size.LABEL, *,
        shift: tuple[float, float] = (0.0, 0.0), **manner: Unpack[Manner],
    ) -> None:  # fmt: skip
        """Write a line at a value and a place, its baseline `shift` points to the right and down of it."""
        self._write(self.axes.transData, at, run, size, shift=shift, **manner)

    def beside(
        self, at: tuple[float, float], run: Run | str, size: float = Size.LABEL, *,
        shift: tuple[float, float] = (0.0, 0.0), **manner: Unpack[Manner],
    ) -> None:  # fmt: skip
        """Write a line at an edge of the axes, 0 where values begin and 1 where they end, and at a place."""
        within = self.axes.get_xaxis_transform() if self.upright else self.axes.get_yaxis_transform()
        self._write(within, at, run, size, shift=shift, **manner)

    def _write(
        self, transform: Transform, at: tuple[float, float], run: Run | str, size: float, *,
        shift: tuple[float, float], **manner: Unpack[Manner],
    ) -> None:  # fmt: skip
        if self.dry:
            return
        text = self.page.lettering((at[1], at[0]) if self.upright else at, run, size, **manner)
        moved = ScaledTranslation(shift[0] / 72, -shift[1] / 72, self.page.figure.dpi_scale_trans)
        text.set_transform(transform + moved)
        self.axes.add_artist(text)
        text.set_clip_path(None)
        text.set_clip_on(False)
        self.page.stage.keep(text)

    def lines(
        self, at: tuple[float | None, float], lines: Sequence[Line], size: float = Size.LABEL, *,
        shift: tuple[float, float] = (0.0, 0.0), right: bool = False, **manner: Unpack[Manner],
    ) -> None:  # fmt: skip
        """Set lines of runs, their upper edge `shift` from a place; without a value at the left edge."""
        value, place = at
        for line, x, down, run in placed(lines, size):
            where = (shift[0] + x - (line.width if right else 0.0), shift[1] + down)
            if value is None:
                self.beside((0.0, place), run, size, shift=where, **manner)
            else:
                self.text((value, place), run, size, shift=where, **manner)
