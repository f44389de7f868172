"""Lettering: a line of text as the charts draw it, regular or bold, in pictures and in files that keep text.

A picture of sixty quotes has six thousand characters, and Matplotlib strikes them one by one. Here a line is
one path, of the outlines Matplotlib itself makes of text: a chart is drawn in half the time. SVG and PDF get
their text as text.
"""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D

from hulin_analysis.charts.typesetting.font import STROKE, outline, text_width

__all__ = ["Bold", "Lettering"]

# The part of a line's width that stands left of the place it is written to.
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}


class Lettering(Text):
    """A horizontal line of text on its baseline, in a font of the charts' own."""

    bold = False
    #: The colour that clears what is drawn behind the line, the grid; none leaves it.
    ground: str | None = None
    #: Whether the line is drawn only while its place is inside the limits of its axes.
    pinned = False

    def draw(self, renderer: RendererBase) -> None:
        """Draw the outlines in a picture, and text where there can be text."""
        if not self.get_visible() or not self.get_text() or (self.pinned and self._is_outside()):
            return
        x, y = self.get_transform().transform(self.get_position())
        points = _BEFORE[self.get_horizontalalignment()] * self.width()
        gc = renderer.new_gc()
        if self.ground is not None:
            self._clear(renderer, gc, x - renderer.points_to_pixels(points), y)
        gc.set_foreground(self.get_color())
        if hasattr(renderer, "buffer_rgba"):
            self._strike(renderer, gc, x - renderer.points_to_pixels(points), y)
        else:
            self._write(renderer, gc, x - renderer.points_to_pixels(points), y)
        gc.restore()
        self.stale = False

    def _is_outside(self) -> bool:
        x, y = (float(place) for place in self.get_position())
        return self.axes is not None and not self.axes.viewLim.contains(x, y)

    def width(self) -> float:
        """Measure the line in points."""
        return text_width(self.get_text(), float(self.get_fontsize()), bold=self.bold)

    def _clear(self, renderer: RendererBase, gc: Any, x: float, y: float) -> None:
        unit = float(renderer.points_to_pixels(1.0))  # type: ignore[arg-type]
        size = float(self.get_fontsize())
        wide = (self.width() + 1.6) * unit
        place = Affine2D().scale(wide, 1.1 * size * unit).translate(x - 0.8 * unit, y - 0.2 * size * unit)
        gc.set_linewidth(0)
        renderer.draw_path(gc, Path.unit_rectangle(), place, to_rgba(self.ground or "none"))

    def _strike(self, renderer: Any, gc: Any, x: float, y: float) -> None:
        points = float(self.get_fontsize())
        gc.set_linewidth(STROKE * points if self.bold else 0)
        gc.set_snap(False)
        place = Affine2D().scale(renderer.points_to_pixels(points)).translate(x, y)
        renderer.draw_path(
            gc, outline(self.get_text(), self.get_fontfamily()[0]), place, to_rgba(self.get_color())
        )

    def _write(self, renderer: Any, gc: Any, x: float, y: float) -> None:
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        gc.set_url(self.get_url())
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        renderer.close_group("text")


class Bold(Lettering):
    """Bold made of the regular font, and still text where there can be text.

    SVG says ``font-weight: bold`` and the viewer does the rest. Pictures and PDF fill the letters and stroke
    their outlines; in PDF (text rendering mode 2) the words can be searched and copied once.
    """

    bold = True

    def _write(self, renderer: Any, gc: Any, x: float, y: float) -> None:
        file = getattr(renderer, "file", None)
        if file is None:
            self._write_svg(renderer, gc, x, y)
            return
        gc.set_linewidth(STROKE * float(self.get_fontsize()))
        renderer.check_gc(gc, gc.get_rgb())
        file.write(b"2 Tr 1 j\n")
        super()._write(renderer, gc, x, y)
        file.write(b"0 Tr\n")

    def _write_svg(self, renderer: Any, gc: Any, x: float, y: float) -> None:
        if mpl.rcParams["svg.fonttype"] != "path":
            super()._write(renderer, gc, x, y)
            return
        # Shapes have no weight: they get the stroke of pictures, in the units of FreeType's outlines, which
        # Matplotlib draws as they are, 64 to a unit.
        wide = STROKE * TextToPath.FONT_SCALE * 64
        renderer.writer.start("g", style=f"stroke: {to_hex(self.get_color())}; stroke-width: {wide:g}")
        super()._write(renderer, gc, x, y)
        renderer.writer.end("g")
