"""The font: one file with every character, so that Chinese renders where no Chinese font is installed.

The file is the static Noto Sans SC Regular in the wheel of `zhplot` (6 MB): 30,890 characters, all of
Big5's first level, all of GB 2312 and the circled numbers ① to ㊿ among them. Only the file is used: none of
that package's code runs, so no rcParams change. Considered and left, by what their
pages on PyPI say, in November 2026:

* ``noto-cjk-sans-tc-regular`` and ``-bold`` have traditional glyph shapes and a bold weight, but as
  PostScript outlines, which Matplotlib cannot embed as TrueType (PDF font type 42), and 28 MB more;
* ``justmytype-intl-cjk`` has variable fonts only, of which Matplotlib draws the default weight;
* ``mpl-font`` and ``mplfonts`` are 57 and 85 MB.

Traditional text is therefore drawn in the shapes of the mainland's standard (it is not converted), and
bold is made here: see :class:`Bold`.
"""

from __future__ import annotations

import base64
import io
import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, cast

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.text import Text

from hulin_analysis.errors import ChartError

__all__ = [
    "FAMILY", "Bold", "Straight", "cut_font", "face", "font_face", "font_path", "text_width", "uncovered",
]  # fmt: skip

#: The family's name, as SVG files give it.
FAMILY = "Noto Sans SC"
_FILE = Path("fonts") / "NotoSansSC-Regular.ttf"
# Of its names: family, style, full name, the name by which PDF calls it, and the licence.
_NAMES = [1, 2, 4, 6, 13]
# How much wider than the regular stroke a bold one is, in units of the type size.
_STROKE = 0.045
_REFERENCE = 100.0


@cache
def font_path() -> Path:
    """Find the font file.

    Raises
    ------
    ChartError
        If the package that carries it is not installed.

    Examples
    --------
    >>> font_path().name
    'NotoSansSC-Regular.ttf'
    """
    spec = find_spec("zhplot")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / _FILE
        if path.is_file():
            return path
    raise ChartError("The Chinese font is missing: pip install 'zhplot>=1.0,<2', which carries its file.")


def face(size: float, *, bold: bool = False) -> FontProperties:
    """Return the font at a size in points.

    Examples
    --------
    >>> face(9).get_size()
    9.0
    """
    weight = "bold" if bold else "normal"
    return FontProperties(family=FAMILY, fname=str(font_path()), size=size, weight=weight)


def cut_font(text: str, *, flavor: Literal["woff"] | None = None) -> bytes:
    """Cut the font to the characters of a text, for a file that brings its font along.

    Parameters
    ----------
    text : str
        The words of the file; it may have any length.
    flavor : {"woff"}, optional
        The format for the web; without it, TrueType.

    Returns
    -------
    bytes
        A font file, the same for the same characters: hundreds of kilobytes instead of ten thousand.

    Examples
    --------
    >>> cut_font("虎林", flavor="woff")[:4]
    b'wOFF'
    """
    return _cut("".join(sorted(set(text) - {"\n"})), flavor)


@lru_cache(maxsize=32)
def _cut(letters: str, flavor: str | None) -> bytes:
    options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=_NAMES)
    font = TTFont(font_path(), recalcTimestamp=False, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = flavor
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def font_face(text: str, family: str) -> str:
    """Write the CSS rule that carries the font inside a file, cut to the characters of a text.

    Parameters
    ----------
    text : str
        The words of the file.
    family : str
        The name by which its other rules call the font.

    Examples
    --------
    >>> font_face("虎林", "Report")[:57]
    "@font-face{font-family:'Report';src:url(data:font/woff;ba"
    """
    data = base64.b64encode(cut_font(text, flavor="woff")).decode("ascii")
    return f"@font-face{{font-family:'{family}';src:url(data:font/woff;base64,{data}) format('woff')}}"


@cache
def _charmap() -> frozenset[int]:
    return frozenset(get_font(str(font_path())).get_charmap())


def uncovered(text: str) -> set[str]:
    """Return the characters of a text that the font lacks.

    Examples
    --------
    >>> uncovered("虎林市 6.7% ①㊿(51)")
    set()
    """
    return {char for char in text if ord(char) not in _charmap() and char not in "\n\t"}


def printable(text: str) -> str:
    r"""Replace what cannot be drawn: white space by a space, a missing glyph by the sign for one.

    Examples
    --------
    >>> printable("虎林\u00a0市\U0001f600")
    '虎林 市〓'
    """
    flat = re.sub(r"[\s\u200b\ufeff]", " ", text)
    missing = uncovered(flat)
    return "".join("〓" if char in missing else char for char in flat) if missing else flat


@lru_cache(maxsize=65536)
def _advance(text: str) -> float:
    """Measure a line in units of the type size, kerning included.

    The extent of a text is that of its ink. Between two uprights, whose own extent is taken off again, the
    ink's extent is the advance.
    """
    return (_ink(f"|{text}|") - _ink("||")) / _REFERENCE


def _ink(text: str) -> float:
    font = get_font(str(font_path()))
    font.set_size(_REFERENCE, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a line of text in points, without drawing it.

    Examples
    --------
    >>> round(text_width("虎林", 10), 1)
    20.0
    """
    width = _advance(text) * size
    return width + _STROKE * size if bold and text else width


class Straight(Text):
    """A line of text drawn where it was measured to stand.

    Matplotlib measures each text anew before it draws it. A line that stands with its left end on its
    baseline needs no measuring, which spares a fifth of a chart's drawing time.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line; what is centred or has a ground of its own is left to Matplotlib."""
        if self.get_horizontalalignment() != "left" or self.get_bbox_patch() is not None:
            super().draw(renderer)
            return
        if not self.get_visible() or not self.get_text():
            return
        x, y = self.get_transform().transform(self.get_position())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.open_group("text", self.get_gid())
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        gc.set_url(self.get_url())
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        gc.restore()
        renderer.close_group("text")
        self.stale = False


class Bold(Straight):
    """Text drawn bold from a regular font, and still text in every format.

    SVG says ``font-weight: bold`` and the viewer does the rest. PDF fills and strokes the glyphs (text
    rendering mode 2), so the words can be searched and copied once. In a picture they are struck twice.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw through a renderer that widens the strokes."""
        super().draw(cast("RendererBase", _Emboldening(renderer)))


class _Emboldening:
    """A renderer that passes everything on and draws text with wider strokes."""

    def __init__(self, renderer: Any) -> None:
        self._inner = renderer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, **more: Any
    ) -> None:  # fmt: skip
        inner = self._inner
        stroke = _STROKE * prop.get_size_in_points()
        file = getattr(inner, "file", None)
        if file is not None:
            gc.set_linewidth(stroke)
            inner.check_gc(gc, gc.get_rgb())
            file.write(b"2 Tr 1 j\n")
            inner.draw_text(gc, x, y, s, prop, angle, **more)
            file.write(b"0 Tr\n")
            return
        inner.draw_text(gc, x, y, s, prop, angle, **more)
        if hasattr(inner, "buffer_rgba"):
            shift = max(1, round(inner.points_to_pixels(stroke)))
            inner.draw_text(gc, x + shift, y, s, prop, angle, **more)
