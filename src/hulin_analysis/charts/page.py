"""The page: a figure of fixed width that grows downwards, measured in points from its upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, ScaledTranslation

from hulin_analysis.charts import theme
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.font import face, printable, text_width
from hulin_analysis.charts.layout import Line, Run, plain
from hulin_analysis.charts.lettering import Bold, Lettering
from hulin_analysis.charts.theme import MARGIN, Size

__all__ = ["Page", "Pane", "Side", "grid_values"]

#: Which point of a line of text stands at the place it is written to.
Side = Literal["left", "center", "right"]


_HANGING = frozenset("“‘「『〈《（【〔")


@dataclass(frozen=True)
class Pane:
    """A rectangle of the page with axes in it: values across, points from its upper edge down.

    In an upright one values rise, and points count from its left edge; what marks a value and a place in
    points is the same call in both.

    Attributes
    ----------
    axes : Axes
        Without frame, ticks or labels of their own.
    left, top, width, height : float
        Where it is on the page, in points.
    low, high : float
        The values at its left and right edge, in an upright one at its lower and upper edge.
    upright : bool
        Whether values rise.
    """

    axes: Axes
    left: float
    top: float
    width: float
    height: float
    low: float
    high: float
    upright: bool = False

    def across(self, value: float) -> float:
        """Convert a value to points from the left edge of the page, in an upright pane from its top."""
        share = (value - self.low) / (self.high - self.low)
        return self.top + (1 - share) * self.height if self.upright else self.left + share * self.width

    def length(self, points: float) -> float:
        """Convert a length in points to one in values."""
        return points / (self.height if self.upright else self.width) * (self.high - self.low)

    def add(self, artist: Artist) -> None:
        """Draw an artist in the pane's coordinates, uncut by its edges; in an upright pane lines only."""
        if self.upright and isinstance(artist, Line2D):
            values, points = artist.get_data()
            artist.set_data(points, values)
        artist.set_clip_on(False)
        self.axes.add_artist(artist)


class Page:
    """A chart in the making. `y` is where the next block begins.

    Parameters
    ----------
    width : float
        In points.
    """

    def __init__(self, width: float = theme.WIDTH) -> None:
        self.width = width
        self.y = MARGIN
        self.figure = AnnotatedFigure(width=width)
        corner = ScaledTranslation(0, 1, self.figure.transFigure)  # type: ignore[arg-type]
        self.points = Affine2D().scale(1 / 72, -1 / 72) + self.figure.dpi_scale_trans + corner
        self._panes: list[Pane] = []

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * MARGIN

    def text(
        self, x: float, y: float, run: Run | str, size: float = Size.BODY, *, ha: Side = "left",
        tag: str | None = None, clear: bool = False,
    ) -> Text:  # fmt: skip
        """Write a line of text with its baseline at `y`.

        `tag` becomes the artist's label, by which tests find it; with `clear` the grid is cleared behind
        words that begin at `x`.
        """
        run = Run(run) if isinstance(run, str) else run
        make = Bold if run.bold else Lettering
        text = make(
            x,
            y,
            printable(run.text),
            color=run.colour,
            fontproperties=face(size, bold=run.bold),
            horizontalalignment=ha,
            verticalalignment="baseline",
            transform=self.points,
            parse_math=False,
        )
        text.set_url(run.url)
        text.set_gid(run.gid)
        if tag:
            text.set_label(tag)
        if clear:
            place, wide, high = (x - 0.8, y + 0.2 * size), text.width() + 1.6, -1.1 * size
            self.add(Rectangle(place, wide, high, facecolor=theme.PAPER, edgecolor="none", zorder=2))
        self.figure.add_artist(text)
        return text

    def lines(
        self, x: float, y: float, lines: Sequence[Line], size: float, *, tag: str | None = None,
        clear: bool = False,
    ) -> float:  # fmt: skip
        """Set lines of runs one under the other from the upper edge `y`; return their lower edge."""
        for line in lines:
            baseline = y + size * (0.5 * theme.LEADING + 0.38)
            # The left half of a full-width opening sign is white: it hangs, so that the edge looks straight.
            hang = 0.42 * size if line.text[:1] in _HANGING else 0.0
            for offset, run in line.runs:
                self.text(x + offset - hang, baseline, run, size, tag=tag, clear=clear)
            y += size * theme.LEADING
        return y

    def paragraph(
        self, text: str, size: float, colour: str, *, bold: bool = False, tag: str | None = None
    ) -> None:
        """Set a paragraph over the whole width, and move `y` below it."""
        lines = plain(text, size, self.inner, bold=bold)
        coloured = [
            Line(tuple((x, Run(r.text, bold=bold, colour=colour)) for x, r in line.runs), line.width)
            for line in lines
        ]
        self.y = self.lines(MARGIN, self.y, coloured, size, tag=tag)

    def rule(self, y: float, left: float = MARGIN, right: float | None = None) -> None:
        """Draw a hairline across."""
        end = self.width - MARGIN if right is None else right
        self.add(Line2D([left, end], [y, y], color=theme.RULE, linewidth=0.8))

    def add(self, artist: Artist) -> None:
        """Draw an artist in page points."""
        artist.set_transform(self.points)
        artist.set_clip_on(False)
        self.figure.add_artist(artist)

    def pane(
        self, left: float, top: float, width: float, height: float, bounds: tuple[float, float], *,
        upright: bool = False,
    ) -> Pane:  # fmt: skip
        """Open axes at a place of the page."""
        axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(*((0, width) if upright else bounds))
        axes.set_ylim(*(bounds if upright else (height, 0)))
        axes.set_autoscale_on(False)
        axes.patch.set_visible(False)
        pane = Pane(axes, left, top, width, height, *bounds, upright=upright)
        self._panes.append(pane)
        return pane

    def grid(self, pane: Pane, *, suffix: str = "", steps: int = 5, zero: bool = True) -> None:
        """Draw light grid lines and write their values under the pane, of an upright one at its left."""
        ticks = grid_values(pane.low, pane.high, steps)
        for number, value in enumerate(ticks):
            strong = value == 0 and zero
            pane.add(
                Line2D(
                    [value, value],
                    [0, pane.width if pane.upright else pane.height],
                    color=theme.PALE if strong else theme.GRID,
                    linewidth=0.9 if strong else 0.8,
                    zorder=0.5,
                )
            )
            end = suffix if number == len(ticks) - 1 else ""
            label = Run(f"{value:,g}".replace("-", "−") + end, colour=theme.GREY)
            if pane.upright:
                self.text(pane.left - 6, pane.across(value) + 2.9, label, Size.SMALL, ha="right", tag="scale")
            else:
                self.text(pane.across(value), pane.top + pane.height + 11, label, Size.SMALL, ha="center")

    def scale(self, pane: Pane, suffix: str) -> None:
        """Write round values of a pane's scale at `y`, each under a small tick."""
        for value in grid_values(pane.low, pane.high, 6):
            x = pane.across(value)
            self.add(Line2D([x, x], [self.y, self.y + 3], color=theme.PALE, linewidth=0.8))
            end = suffix if value == 0 else ""
            label = Run(f"{value:,g}{end}", colour=theme.GREY)
            wide = text_width(label.text, Size.SMALL)
            self.text(max(MARGIN, x - wide / 2), self.y + 12, label, Size.SMALL, tag="scale")
        self.y += 20

    def close(self) -> AnnotatedFigure:
        """Give the figure its height and every pane its place, and hand the figure over."""
        height = self.y + MARGIN * 0.7
        self.figure.set_size_inches(self.width / 72, height / 72)
        for pane in self._panes:
            pane.axes.set_position(
                (
                    pane.left / self.width,
                    1 - (pane.top + pane.height) / height,
                    pane.width / self.width,
                    pane.height / height,
                )
            )
        return self.figure


def grid_values(low: float, high: float, steps: int) -> list[float]:
    """Choose round values between two bounds, the bounds included where they are round."""
    ticks = MaxNLocator(nbins=steps, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    slack = (high - low) * 1e-9
    return [round(float(t), 10) + 0.0 for t in ticks if low - slack <= t <= high + slack]
