"""Composition: a chart is declared once and laid out as often as its figure changes.

A chart gives a function that sets it on a page of any width and height of rows. As Matplotlib's layout engine
the composition calls it when the figure has another size or its axes other limits. Where even the least
height of rows does not fit, the quotes go; where that is not enough, the figure gets the height it needs.
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


def compose(
    draw: Callable[[Page], object], settings: Settings, portion: Portion | None = None, *, quoted: bool = True
) -> AnnotatedFigure:
    """Make the figure of a chart, or of a portion of its rows."""
    engine = Composition(draw, settings, portion or Portion(), quoted=quoted)
    engine.stage.figure.set_layout_engine(engine)
    engine.execute(engine.stage.figure)
    return engine.stage.figure


def at_width(figure: AnnotatedFigure, points: float) -> AnnotatedFigure:
    """Lay a chart out at another width, as a figure of its own; the first one stays as it is."""
    engine = figure.get_layout_engine()
    if not isinstance(engine, Composition):
        raise ChartError("Only a chart can be laid out at another width; draw it again from its frame.")
    return compose(engine.draw, replace(engine.settings, points=points))


class Composition(LayoutEngine):
    """The layout engine of a chart."""

    _adjust_compatible = False
    _colorbar_gridspec = False

    def __init__(
        self, draw: Callable[[Page], object], settings: Settings, portion: Portion, *, quoted: bool
    ) -> None:
        super().__init__()
        self.draw, self.settings, self.stage = draw, settings, Stage(settings)
        self._portion, self._quoted = portion, quoted
        self._seen: tuple[object, ...] | None = None
        self._natural: tuple[float, float] | None = None
        self._busy = False

    def set(self, **kwargs: object) -> None:
        """Take no parameters: the chart's own options say how it looks."""

    def execute(self, fig: Figure) -> None:
        """Lay the chart out anew if its figure or its axes have changed since."""
        if fig is not self.stage.figure or self._busy or self._seen == self.stage.state():
            return
        self._busy = True
        try:
            # In the charts' own settings from the start: Matplotlib's texts keep those they are made in.
            with theme.style():
                self._lay_out()
            self.stage.restore_changes()
            self._seen = self.stage.state()
        finally:
            self._busy = False

    def pages(self, width: float, heights: tuple[float, float]) -> Iterator[AnnotatedFigure]:
        """Draw the chart for paper: see :meth:`AnnotatedFigure.each_page`; lengths are in points."""
        settings = replace(self.settings, points=width)
        # Laid out on a figure that nobody sees: the chart's own keeps what is on it.
        stage = Stage(settings)

        def lay_out(portion: Portion, quoted: bool) -> Page:
            page = Page(stage, settings, quoted=quoted, dry=True, portion=portion)
            self.draw(page)
            return page

        with theme.style():
            quoted, portions = _shared_out(lay_out, heights)
        for one in portions:
            yield compose(self.draw, settings, one, quoted=quoted)

    def _lay_out(self) -> None:
        figure = self.stage.figure
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
                "{given:.1f}.", needed=page.height / 72, given=given / 72,
            )  # fmt: skip
            warnings.warn(str(message), stacklevel=4)
            figure.set_size_inches(width / 72, page.height / 72)
        page.close()

    def _set(self, *, stretch: float = 1.0, quoted: bool = True, dry: bool = False) -> Page:
        if not dry:
            self.stage.clear()
        portion = replace(self._portion)
        page = Page(self.stage, self.settings, stretch=stretch, quoted=quoted, dry=dry, portion=portion)
        self.draw(page)
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


def _shared_out(
    lay_out: Callable[[Portion, bool], Page], heights: tuple[float, float]
) -> tuple[bool, list[Portion]]:
    """Share the rows of a chart out over pages; say whether there is room for quotes."""
    whole = lay_out(Portion(), True)
    rows = whole.portion.met
    if whole.height <= heights[0]:
        return True, [Portion()]

    def fits(first: int, last: int, quoted: bool) -> bool:
        # As on a page of several: that says which it is.
        return lay_out(Portion(first, last, 1, 2, dense=True), quoted).height <= heights[first > 0]

    def filled(most: int, quoted: bool) -> list[int]:
        """Fill page after page, with at least one row and not more than `most`."""
        cuts = [0] if rows else [0, 0]
        while cuts[-1] < rows:
            first = cuts[-1]
            low, high = first + 1, min(rows, first + most)
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (middle, high) if fits(first, middle, quoted) else (low, middle - 1)
            cuts.append(low)
        return cuts

    cuts = filled(rows, True)
    # Where quotes leave no room for a row, they go.
    quoted = all(fits(first, last, True) for first, last in pairwise(cuts))
    if not quoted:
        cuts = filled(rows, False)
    even = max(1, -(-rows // (len(cuts) - 1)))
    # Pages of about as many rows each, if they fit: no page of a single row at the end.
    tried = (filled(most, quoted) for most in (even, even + 1))
    cuts = next((alike for alike in tried if len(alike) == len(cuts)), cuts)
    return quoted, [
        Portion(first, last, number, len(cuts) - 1, dense=True)
        for number, (first, last) in enumerate(pairwise(cuts), 1)
    ]
