"""The font: measured, drawn and cut, so that Chinese renders where no Chinese font is installed.

Bold is made of the regular. Lines are measured in one family, as they are as wide in the other.
"""

from __future__ import annotations

import base64
import io
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.textpath import TextToPath, text_to_path
from matplotlib.transforms import Affine2D

from hulin_analysis.charts.fonts import FAMILIES, SIMPLIFIED, Family, font_path
from hulin_analysis.writable import writable

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Of each family the letters of all cuts so far, and the font cut to them.
_stocks: dict[Family, tuple[frozenset[str], bytes]] = {}
# Of its names: family, style, full name, the name by which PDF calls it, and the licence.
_NAMES = [1, 2, 4, 6, 13]
#: How much wider than the regular stroke a bold one is, in units of the type size.
STROKE = 0.045
# The type size, in points of 1/72 inch at as many dots, in which letters are measured and outlined.
_REFERENCE = 100.0
# Chinese is set character by character; letters of other scripts, and their figures, are kerned together.
_PIECE = re.compile(r"[^\u2e80-\uffef]+|.", re.S)
# Code points that are one sign together: two letters of a flag; a character with accents, variation signs,
# colours of skin or, behind a joiner, other characters.
_ADDED = "[\u0300-\u036f\u20d0-\u20ff\u200c\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
_ADDITION = re.compile(_ADDED)
_CLUSTER = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|.(?:{_ADDED}|\u200d.?)++", re.S)


@cache
def register(family: Family = SIMPLIFIED) -> None:
    """Make a family known to Matplotlib by its name, for ticks and for what the owner of a figure writes."""
    fontManager.addfont(str(font_path(family)))


@lru_cache(maxsize=64)
def face(size: float, *, bold: bool = False, family: Family = SIMPLIFIED) -> FontProperties:
    """Return the font at a size in points."""
    weight = "bold" if bold else "normal"
    return FontProperties(family=family, fname=str(font_path(family)), size=size, weight=weight)


def cut_font(text: str, family: Family = SIMPLIFIED, *, flavor: Literal["woff"] | None = None) -> bytes:
    """Cut the font to the characters of a text, for a file that brings its font along."""
    cut = _cut("".join(sorted(set(text) - {"\n"})), family)
    if flavor is None:
        return cut
    from fontTools.ttLib import TTFont

    return _packed(TTFont(io.BytesIO(cut), recalcTimestamp=False), flavor)


def stock(text: str, family: Family = SIMPLIFIED) -> None:
    """Cut the font once to all that will be needed, so that each cut to a part of it is twenty times faster.

    The whole font has to be read otherwise for each file; the files are the same, byte for byte.
    """
    known, _ = _stocks.get(family, (frozenset(), b""))
    if wanted := set(text) - known - {"\n"}:
        letters = known | wanted
        _stocks[family] = letters, _subset(str(font_path(family)), "".join(sorted(letters)))


@lru_cache(maxsize=32)
def _cut(letters: str, family: Family) -> bytes:
    stock(letters, family)
    return _subset(io.BytesIO(_stocks[family][1]), letters)


def _subset(file: str | io.BytesIO, letters: str) -> bytes:
    # Not at the top: it takes a third of the time of the rest, and a picture does without it.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=_NAMES)
    font = TTFont(file, recalcTimestamp=False, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    return _packed(font, None)


def _packed(font: TTFont, flavor: str | None) -> bytes:
    font.flavor = flavor
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def font_face(text: str, name: str, family: Family = SIMPLIFIED) -> str:
    """Write the CSS rule that carries the font inside a file, cut to the characters of a text."""
    data = base64.b64encode(cut_font(text, family, flavor="woff")).decode("ascii")
    return f"@font-face{{font-family:'{name}';src:url(data:font/woff;base64,{data}) format('woff')}}"


@cache
def _charmap() -> frozenset[int]:
    return frozenset(get_font(str(font_path())).get_charmap())


def uncovered(text: str) -> set[str]:
    """Return the characters of a text that the font lacks."""
    return {char for char in text if ord(char) not in _charmap() and char not in "\n\t"}


def printable(text: str) -> str:
    r"""Replace what cannot be drawn: white space by a space, a missing glyph by the sign for one.

    Control characters are left out: they have no glyph in any font. What several code points write
    together, a letter and its accent, an emoji with its colour of skin, a flag, is one sign.
    """
    flat = re.sub(r"[\s\u200b\ufeff]", " ", writable(text))
    missing = uncovered(flat)
    if not missing and not _ADDITION.search(flat):
        return flat
    if _CLUSTER.search(flat):
        flat = _CLUSTER.sub(_one_sign, flat)
        missing = uncovered(flat)
    return "".join("〓" if char in missing else char for char in flat)


def _one_sign(cluster: re.Match[str]) -> str:
    # Composed where there is a letter with this accent; else its first character stands for all.
    composed = normalize("NFC", cluster[0])
    return composed if len(composed) == 1 else cluster[0][0]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a line of text in points, without drawing it."""
    width = sum(map(_advance, _PIECE.findall(text))) * size
    return width + STROKE * size if bold and text else width


def outline(text: str, family: str = SIMPLIFIED) -> Outline:
    """Give the outlines of a line of text, one path in units of the type size, its origin on the baseline.

    A family that is not one of the charts' own is drawn as the first of them.
    """
    vertices, codes = [np.empty((0, 2))], [np.empty(0, Outline.code_type)]
    drawn = next((one for one in FAMILIES if one == family), SIMPLIFIED)
    at = 0.0
    for piece in _PIECE.findall(text):
        shape = _shape(piece, drawn)
        vertices.append(shape[0] + (at, 0.0))
        codes.append(shape[1])
        at += _advance(piece)
    return Outline(np.concatenate(vertices), np.concatenate(codes), readonly=True)


@lru_cache(maxsize=65536)
def _advance(piece: str) -> float:
    """Measure a piece in units of the type size, kerning included.

    The extent of a text is that of its ink. Between two uprights, whose own extent is taken off again, the
    ink's extent is the advance.
    """
    return (_ink(f"|{piece}|") - _ink("||")) / _REFERENCE


def _ink(text: str) -> float:
    font = get_font(str(font_path()))
    font.set_size(_REFERENCE, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64


@lru_cache(maxsize=8192)
def _shape(piece: str, family: Family) -> tuple[Any, Any]:
    vertices, codes = text_to_path.get_text_path(face(1, family=family), piece)
    return np.asarray(vertices) / text_to_path.FONT_SCALE, np.asarray(codes, Outline.code_type)


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
        write = self._strike if hasattr(renderer, "buffer_rgba") else self._write
        write(renderer, gc, x - renderer.points_to_pixels(points), y)
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
