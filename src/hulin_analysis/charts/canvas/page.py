"""The page: a chart while it is laid out, of a given width, measured in points from its upper left corner.

A page has two layers. What belongs to numbers stands on axes, at data coordinates: see
:mod:`hulin_analysis.charts.canvas.surface`. What belongs to the page, heading, key, quotes and source, stands
at points from its upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any, TypeVar, Unpack

from matplotlib.artist import Artist
from matplotlib.axis import Axis
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator
from matplotlib.transforms import Affine2D, ScaledTranslation

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run, placed, plain
from hulin_analysis.charts.canvas.scales import ROUND, AxisFormatter
from hulin_analysis.charts.canvas.stage import Stage
from hulin_analysis.charts.canvas.surface import Manner, Pane, Side
from hulin_analysis.charts.canvas.typeface import Bold, Lettering, face, printable, text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.options import Settings
from hulin_analysis.charts.theme import MARGIN, Size

_HANGING = frozenset("“‘「『〈《（【〔")
# Below this width a page has one column, and words stand over their marks, not beside them.
_NARROW = 400.0
# A grid line for so many points, at most.
_GRID_STEP = 55.0
# A year for so many points, at most, and how many years one that is written may stand for.
_YEAR_STEP = 34.0
_YEARS = (1, 2, 5, 10, 20, 50, 100, 1000)
_Row = TypeVar("_Row")


class Page:
    """A chart in the making. `y` is where the next block begins."""

    def __init__(
        self, stage: Stage, settings: Settings, *, stretch: float = 1.0, quoted: bool = True,
        dry: bool = False, portion: Portion | None = None,
    ) -> None:  # fmt: skip
        self.settings, self.stage, self.figure = settings, stage, stage.figure
        self.palette, self.catalog = settings.palette, settings.catalog
        self.width = float(self.figure.get_figwidth()) * 72
        self.stretch, self.quoted, self.dry = stretch, quoted, dry
        self.portion = portion or Portion()
        #: What the reader has to know because of how the axes are now.
        self.remarks: dict[str, None] = {}
        self.margin = min(MARGIN, max(13.0, self.width * 0.045))
        self.y = self.margin + self.stage.room_above()
        corner = ScaledTranslation(0, 1, self.figure.transFigure)  # type: ignore[arg-type]
        self.points = Affine2D().scale(1 / 72, -1 / 72) + self.figure.dpi_scale_trans + corner
        self._panes: list[Pane] = []

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin

    @property
    def right(self) -> float:
        """Where the right margin begins."""
        return self.width - self.margin

    @property
    def narrow(self) -> bool:
        """Whether it has room for one column only."""
        return self.width < _NARROW

    @property
    def height(self) -> float:
        """The height that the page needs, in points."""
        return self.y + self.margin * 0.7

    def row(self, height: float, least: float) -> float:
        """Give a row its height: its own, or what the height of the figure leaves it, not under the least."""
        return max(least, height * self.stretch)

    def remark(self, text: str) -> None:
        """Have a note printed, once."""
        self.remarks[text] = None

    def part(self, heading: str, rows: Sequence[_Row]) -> tuple[str, list[_Row]]:
        """Return the rows of a list that stand on this page; its heading says if others came before."""
        taken = self.portion.take(rows)
        again = heading and taken.continued
        return self.catalog("continued", heading=heading) if again else heading, taken

    def lettering(
        self, at: tuple[float, float], run: Run | str, size: float, *, ha: Side = "left",
        tag: str | None = None, clear: bool = False,
    ) -> Lettering:  # fmt: skip
        """Make a line of text; with `clear` the grid is cleared behind it."""
        run = Run(run) if isinstance(run, str) else run
        text = (Bold if run.bold else Lettering)(
            *at, printable(run.text), color=self.palette(run.colour),
            fontproperties=face(size, bold=run.bold, family=self.settings.family),
            horizontalalignment=ha, verticalalignment="baseline", parse_math=False,
        )  # fmt: skip
        text.set_url(run.url)
        text.set_gid(run.gid)
        if tag:
            text.set_label(tag)
        if clear:
            text.ground = self.palette(theme.PAPER)
        return text

    def text(
        self, x: float, y: float, run: Run | str, size: float = Size.BODY, **manner: Unpack[Manner]
    ) -> None:
        """Write a line of text with its baseline at `y`."""
        if not self.dry:
            self.add(self.lettering((x, y), run, size, **manner))

    def lines(
        self, x: float, y: float, lines: Sequence[Line], size: float = Size.LABEL, **manner: Unpack[Manner]
    ) -> float:
        """Set lines of runs one under the other from the upper edge `y`; return their lower edge."""
        for line, offset, down, run in placed(lines, size):
            # The left half of a full-width opening sign is white: it hangs, so that the edge looks straight.
            hang = 0.42 * size if line.text[:1] in _HANGING else 0.0
            self.text(x + offset - hang, y + down, run, size, **manner)
        return y + size * theme.LEADING * len(lines)

    def paragraph(self, text: str, size: float, colour: str, *, tag: str) -> None:
        """Set a paragraph over the whole width, and move `y` below it."""
        lines = plain(text, size, self.inner, colour=colour)
        self.y = self.lines(self.margin, self.y, lines, size, tag=tag)

    def rule(
        self, y: float, left: float | None = None, right: float | None = None, *, colour: str = theme.RULE,
        width: float = 0.8, zorder: float = 2.0,
    ) -> None:  # fmt: skip
        """Draw a hairline across."""
        ends = [self.margin if left is None else left, self.right if right is None else right]
        if not self.dry:
            self.add(Line2D(ends, [y, y], color=self.palette(colour), linewidth=width, zorder=zorder))

    def add(self, artist: Artist) -> None:
        """Draw an artist in page points."""
        if self.dry:
            return
        artist.set_transform(self.points)
        artist.set_clip_on(False)
        self.figure.add_artist(artist)
        self.stage.keep(artist)

    def pane(
        self, left: float, top: float, width: float, height: float, bounds: tuple[float, float], *,
        span: tuple[float, float] | None = None, upright: bool = False,
    ) -> Pane:  # fmt: skip
        """Open axes at a place of the page, or those that stood there when it was last laid out.

        Limits that the owner of the figure has set stay.
        """
        places = span or (0.0, width if upright else height)
        limits = (places, bounds) if upright else (bounds, (places[1], places[0]))
        axes = self.stage.axes(len(self._panes), *limits)
        self._panes.append(Pane(self, axes, (left, top), (width, height), upright=upright))
        return self._panes[-1]

    def rows(self, pane: Pane, names: Sequence[str], places: Sequence[float] | None = None) -> None:
        """Give each row of a pane a tick with its name; the names themselves are set by the chart.

        Rows stand at whole numbers, or at `places`.
        """
        places = range(len(names)) if places is None else places
        said = FixedFormatter(list(map(printable, names)))
        self.stage.ticks(pane.axes.yaxis, FixedLocator(places), said)

    def grid(
        self, pane: Pane, *, suffix: str = "", steps: int | None = None, zero: bool = True,
        catalog: Catalog | None = None,
    ) -> None:  # fmt: skip
        """Draw light grid lines at round values, and their values under the pane or at its left.

        With a `catalog` great values are written as the language writes them: 100萬, 1 million.
        """
        axis = pane.axes.yaxis if pane.upright else pane.axes.xaxis
        long = pane.height if pane.upright else pane.width
        steps = steps or max(2, min(5, floor(long / _GRID_STEP)))
        self.stage.ticks(axis, MaxNLocator(nbins=steps, steps=ROUND), AxisFormatter(suffix, catalog))
        shown: dict[str, Any] = {"labelleft": True} if pane.upright else {"labelbottom": True}
        self._ticks(axis, length=0, pad=6 if pane.upright else 4, **shown)
        if self.stage.dress(axis, "grid"):
            axis.grid(visible=True, color=self.palette(theme.GRID), linewidth=0.8)
        if zero and pane.holds(0):
            line = Line2D([0, 0], [0, 1], color=self.palette(theme.PALE), linewidth=0.9, zorder=0.6)
            within = pane.axes.get_yaxis_transform if pane.upright else pane.axes.get_xaxis_transform
            line.set_transform(within())
            pane.add(line)

    def scale(self, pane: Pane, suffix: str) -> None:
        """Write round values under a pane, each under a small tick, without a grid; move `y` below them."""
        self.stage.ticks(
            pane.axes.xaxis, MaxNLocator(nbins=max(2, int(pane.width // 80))), AxisFormatter(suffix)
        )
        self._ticks(pane.axes.xaxis, length=3, pad=3, labelbottom=True)
        self.y += 20

    def unit(self, pane: Pane, unit: str) -> None:
        """Write the unit of an axis behind its values or, where it finds no room there, under them."""
        run, wide = Run(unit, colour=theme.GREY), text_width(unit, Size.SMALL)
        room, at = self.right - pane.left - pane.width, (1.0, pane.span[1])
        if wide + 14 <= room:
            pane.beside(at, run, Size.SMALL, shift=(14, 11), tag="axis unit")
            return
        pane.beside(at, run, Size.SMALL, shift=(room, 23), ha="right", tag="axis unit")
        self.y += 12

    def years(self, pane: Pane, first: int, last: int) -> None:
        """Write years under an upright pane, as many as there is room for, a tick in the middle of each."""
        start, end = pane.span
        years = range(max(first, ceil(start - 0.5)), min(last, floor(end - 0.5) + 1))
        every = next(n for n in _YEARS if n * pane.width / (end - start) >= _YEAR_STEP or n == _YEARS[-1])
        axis = pane.axes.xaxis
        written = FixedLocator([year + 0.5 for year in years if year % every == 0])
        self.stage.ticks(axis, written, lambda x, _: f"{floor(x)}")
        axis.set_minor_locator(FixedLocator([year + 0.5 for year in years]))
        self._ticks(axis, length=3, pad=4, labelbottom=True)
        axis.set_tick_params(which="minor", length=3, color=self.palette(theme.PALE))
        pane.axes.spines["bottom"].set(visible=True, color=self.palette(theme.RULE), linewidth=0.8)

    def _ticks(self, axis: Axis, **form: Any) -> None:
        """Set ticks and their labels in the charts' type, once: then they are the owner's."""
        if not self.stage.dress(axis, "ticks"):
            return
        axis.set_tick_params(
            labelsize=Size.SMALL, labelfontfamily=self.settings.family, labelcolor=self.palette(theme.GREY),
            color=self.palette(theme.PALE), width=0.8, **form,
        )  # fmt: skip

    def close(self) -> None:
        """Give every pane its place on the page, whose height is known now."""
        height = float(self.figure.get_figheight()) * 72
        for pane in self._panes if not self.dry else ():
            pane.take_place(self.width, height)


class Taken(list[_Row]):
    """The rows of a list that stand on a page; `continued` is whether others of the list came before."""

    continued = False


@dataclass
class Portion:
    """The rows of a chart from one to another, counted over all its lists; all of them by default.

    A chart asks for the rows of each list it draws, in the same order at each layout.
    """

    first: int = 0  # the first row that is drawn, and the one behind the last
    last: int = 10**9
    number: int = 1  # which page of how many it is
    count: int = 1
    dense: bool = False  # whether only clauses are quoted, in small type: of a chart for several pages
    met: int = field(default=0, init=False)  # how many rows the chart has asked for so far

    def take(self, rows: Sequence[_Row]) -> Taken[_Row]:
        """Return those rows of the chart's next list that stand on this page."""
        start = self.met
        self.met += len(rows)
        low, high = max(0, self.first - start), max(0, self.last - start)
        taken = Taken(rows[low:high])
        taken.continued = 0 < low < len(rows)
        return taken
