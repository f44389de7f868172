"""Composition: a chart is declared once and laid out as often as its figure changes.

A chart gives a function that sets it on a page of any width and height of rows. The composition calls it when
the chart is made, and as Matplotlib's layout engine again when the figure has another size or its axes other
limits. Given a height, it finds the height of rows that fills it; where even the least height of rows does
not fit, the quotes go, and where that is not enough, the figure gets the height it needs, with a warning.

For paper a chart that is taller than a page is drawn on several: the rows are shared out, and each page has
the chart's heading, axes, key and source.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.layout_engine import LayoutEngine

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page, Portion
from hulin_analysis.charts.canvas.stage import Stage
from hulin_analysis.charts.options import Settings
from hulin_analysis.errors import ChartError
from hulin_analysis.messages import Message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Rows grow to so many times their height, not more: what is left of a high figure stays white.
_TALLEST = 3.0
_ROUNDS = 4
_HAIR = 0.5


def compose(draw: Callable[[Page], object], settings: Settings) -> AnnotatedFigure:
    """Make the figure of a chart."""
    return _composed(draw, settings, Portion())


def _composed(
    draw: Callable[[Page], object], settings: Settings, portion: Portion, *, quoted: bool = True
) -> AnnotatedFigure:
    stage = Stage.made(settings)
    engine = Composition(draw, settings, stage, portion, quoted=quoted)
    stage.figure.set_layout_engine(engine)
    engine.execute(stage.figure)
    return stage.figure


def at_width(figure: AnnotatedFigure, points: float) -> AnnotatedFigure:
    """Lay a chart out at another width, as a figure of its own; the first one stays as it is."""
    engine = figure.get_layout_engine()
    if not isinstance(engine, Composition):
        raise ChartError("Only a chart can be laid out at another width; draw it again from its frame.")
    return engine.at_width(points)


class Composition(LayoutEngine):
    """The layout engine of a chart."""

    _adjust_compatible = False
    _colorbar_gridspec = False

    def __init__(
        self, draw: Callable[[Page], object], settings: Settings, stage: Stage, portion: Portion, *,
        quoted: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self._draw = draw
        self._settings = settings
        self._stage = stage
        self._portion, self._quoted = portion, quoted
        self._seen: tuple[object, ...] | None = None
        self._natural: tuple[float, float] | None = None
        self._busy = False

    def at_width(self, points: float) -> AnnotatedFigure:
        """Lay the same chart out at another width, as a figure of its own."""
        return compose(self._draw, replace(self._settings, points=points))

    def set(self, **kwargs: object) -> None:
        """Take no parameters: the chart's own options say how it looks."""

    def execute(self, fig: Figure) -> None:
        """Lay the chart out anew if its figure or its axes have changed since."""
        if fig is not self._stage.figure or self._busy or self._seen == self._stage.state():
            return
        self._busy = True
        try:
            # In the charts' own settings from the start: Matplotlib's texts keep those they are made in.
            with theme.style():
                self._lay_out()
            self._stage.restore_changes()
            self._seen = self._stage.state()
        finally:
            self._busy = False

    def pages(self, width: float, heights: tuple[float, float]) -> Iterator[AnnotatedFigure]:
        """Draw the chart for paper: see :meth:`AnnotatedFigure.each_page`; lengths are in points."""
        settings = replace(self._settings, points=width)
        with theme.style():
            quoted, portions = _Pages(self._draw, settings, heights).portions()
        for one in portions:
            yield _composed(self._draw, settings, one, quoted=quoted)

    def _lay_out(self) -> None:
        figure = self._stage.figure
        width, given = (float(inches) * 72 for inches in figure.get_size_inches())
        if self._natural is None or (width, given) == self._natural:
            page = self._set(quoted=self._quoted)
            figure.set_size_inches(width / 72, page.height / 72)
            page.close()
            self._natural = (width, float(figure.get_figheight()) * 72)
            return
        stretch, quoted = self._fitting(given)
        page = self._set(stretch=stretch, quoted=quoted)
        if page.height > given + _HAIR:
            message = Message(
                "At this width the chart needs {needed:.1f} inches of height; it was given them instead of "
                "{given:.1f}.",
                needed=page.height / 72,
                given=given / 72,
            )
            warnings.warn(str(message), stacklevel=4)
            figure.set_size_inches(width / 72, page.height / 72)
        page.close()

    def _set(self, *, stretch: float = 1.0, quoted: bool = True, dry: bool = False) -> Page:
        if not dry:
            self._stage.clear()
        portion = replace(self._portion)
        page = Page(self._stage, self._settings, stretch=stretch, quoted=quoted, dry=dry, portion=portion)
        self._draw(page)
        return page

    def _fitting(self, given: float) -> tuple[float, bool]:
        """Find how high rows are to fill a height, and whether there is room for quotes."""

        def height(stretch: float, quoted: bool) -> float:
            return self._set(stretch=stretch, quoted=quoted, dry=True).height

        quoted = True
        low, least = 0.0, height(0.0, quoted)
        if least > given + _HAIR:
            quoted = False
            least = height(0.0, quoted)
        if least > given:
            return low, quoted
        high, most = 1.0, height(1.0, quoted)
        if most < given:
            low, least, high, most = high, most, _TALLEST, height(_TALLEST, quoted)
        for _ in range(_ROUNDS):
            if most <= given + _HAIR:
                return high, quoted
            if given - least < _HAIR:
                return low, quoted
            tried = low + (given - least) / (most - least) * (high - low)
            found = height(tried, quoted)
            if found <= given:
                low, least = tried, found
            else:
                high, most = tried, found
        return low, quoted


class _Pages:
    """Shares the rows of a chart out over pages of a size."""

    def __init__(
        self, draw: Callable[[Page], object], settings: Settings, heights: tuple[float, float]
    ) -> None:
        self._draw, self._settings = draw, settings
        self._first, self._height = heights
        # Laid out on a figure that nobody sees: the chart's own keeps what is on it.
        self._stage = Stage.made(settings)
        self._quoted = True

    def portions(self) -> tuple[bool, list[Portion]]:
        """Return whether there is room for quotes, and what stands on each page."""
        whole = self._lay_out(Portion())
        rows = whole.portion.met
        if whole.height <= self._first:
            return True, [Portion()]
        cuts = self._filled(rows, rows)
        if not all(self._fits(*ends) for ends in pairwise(cuts)):
            # Where quotes leave no room for a row, they go.
            self._quoted = False
            cuts = self._filled(rows, rows)
        even = max(1, -(-rows // (len(cuts) - 1)))
        # Pages of about as many rows each, if they fit: no page of a single row at the end.
        tried = (self._filled(rows, most) for most in (even, even + 1))
        cuts = next((alike for alike in tried if len(alike) == len(cuts)), cuts)
        places = enumerate(pairwise(cuts), 1)
        return self._quoted, [Portion(*ends, number, len(cuts) - 1, dense=True) for number, ends in places]

    def _filled(self, rows: int, most: int) -> list[int]:
        """Fill page after page, with at least one row and not more than `most`."""
        if not rows:
            return [0, 0]
        cuts = [0]
        while cuts[-1] < rows:
            first = cuts[-1]
            low, high = first + 1, min(rows, first + most)
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (middle, high) if self._fits(first, middle) else (low, middle - 1)
            cuts.append(low)
        return cuts

    def _fits(self, first: int, last: int) -> bool:
        # As on a page of several: that says which it is.
        return self._lay_out(Portion(first, last, 1, 2, dense=True)).height <= (
            self._height if first else self._first
        )

    def _lay_out(self, portion: Portion) -> Page:
        page = Page(self._stage, self._settings, quoted=self._quoted, dry=True, portion=portion)
        self._draw(page)
        return page
