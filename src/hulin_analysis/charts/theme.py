"""Theme: the one place for type sizes, colours and spacing. Lengths are points unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgb

from hulin_analysis.codes import Kind

#: The themes by name.
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)

#: Width of every chart. At the width of a Word page (16 cm) body type prints at 7.5 points.
WIDTH = 600.0
#: White space left and right.
MARGIN = 26.0

INK = "#1B1F24"
GREY = "#5F6B76"
PALE = "#8A949E"
RULE = "#D9DEE3"
GRID = "#E6EAED"
BAND = "#EEF1F3"
PAPER = "#FFFFFF"
#: The article's own numbers. Darker than the pale greys in greyscale, and told by form as well.
ACCENT = "#B3261E"
#: What the article is held against: province and nation.
CONTEXT = "#3E5568"

#: Colours of the kinds of number, apart in greyscale too; each kind has a form of its own besides.
KIND_COLOURS: dict[str, str] = {
    Kind.INDICATOR: "#B3261E",
    Kind.ACTIVITY: "#1F5A86",
    Kind.INVESTMENT: "#5B3A7D",
    Kind.OTHER: "#6B6F73",
}


class Size:
    """Type sizes."""

    TITLE = 16.0
    SUBTITLE = 10.0
    BODY = 10.0
    LABEL = 9.5
    SMALL = 8.0
    FIGURE = 18.0


# What each colour of the light theme is on dark paper: as far from the paper as there, the hues kept.
_DARK = {
    INK: "#E8EAED",
    GREY: "#A7B0B9",
    PALE: "#7F8993",
    RULE: "#3A424A",
    GRID: "#2A3138",
    BAND: "#262D33",
    PAPER: "#15191D",
    ACCENT: "#FF7B6B",
    CONTEXT: "#8FB0CC",
    "#1F5A86": "#6FB1E8",
    "#5B3A7D": "#C3A1E8",
    "#6B6F73": "#A7ABB0",
}
# Less contrast than this, and a mark is not seen on its paper (WCAG 2.2, 1.4.11).
_SEEN = 3.0
# A grid of less contrast is not seen, one of more goes before the marks.
_FAINT, _LOUD = 1.08, 3.0
# A tint is written in steps of 1/255 a channel.
_ROUNDED = 1.6 / 255


@dataclass(frozen=True)
class Palette:
    """The colours a chart is drawn in: each colour of the light theme has its own in every other."""

    #: What stands for a colour of the light theme; one that is not named stands for itself.
    colours: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, colour: str) -> str:
        """Return what stands for a colour of the light theme."""
        return self.colours.get(colour, colour)

    def tint(self, colour: str, share: float) -> str:
        """Mix a colour with the paper: print-safe, unlike transparency."""
        (r, g, b), (x, y, z), rest = to_rgb(self(colour)), to_rgb(self(PAPER)), 1 - share
        return str(to_hex((share * r + rest * x, share * g + rest * y, share * b + rest * z)))

    @classmethod
    def of(cls, theme: Theme | None) -> Palette:
        """Return a theme; without one, that which the user's own Matplotlib style asks for.

        Of a style are taken: paper, ink, a grid that is pale on that paper, and its first colour for the
        marks if it can be seen there. What a style leaves as Matplotlib has it stays as the charts have it,
        and so do the sizes of type.
        """
        if theme:
            return cls(_DARK if theme == "dark" else {})
        used, shipped = (
            {PAPER: one["figure.facecolor"], INK: one["text.color"], GRID: one["grid.color"]}
            for one in (mpl.rcParams, mpl.rcParamsDefault)
        )
        own = {key: str(to_hex(used[key])) for key in used if to_hex(used[key]) != to_hex(shipped[key])}
        base = _DARK if PAPER in own and _luminance(own[PAPER]) < 0.2 else {}
        paper = own.get(PAPER, PAPER)
        # A style's grid may be made for ground that is not the paper's: it would shout, or not be seen.
        if GRID in own and not _FAINT <= contrast(own[GRID], paper) <= _LOUD:
            del own[GRID]
        found = cls({**base, **own})
        if mpl.rcParams["axes.prop_cycle"] != mpl.rcParamsDefault["axes.prop_cycle"]:
            first = next(iter(mpl.rcParams["axes.prop_cycle"].by_key().get("color", [ACCENT])))
            if contrast(to_hex(first), found(PAPER)) >= _SEEN:
                found = cls({**found.colours, ACCENT: str(to_hex(first))})
        return found


@cache
def recoloured(colour: str, theme: Theme) -> str:
    """Return what a colour of a chart in the light theme is in another one."""
    light, other = Palette(), Palette.of(theme)
    if known := next((name for name in _DARK if name.lower() == colour.lower()), None):
        return other(known)
    mixed = to_rgb(colour)
    for name in _DARK:
        pure = to_rgb(name)
        channel = min(range(3), key=lambda i: pure[i])
        share = (1 - mixed[channel]) / (1 - pure[channel]) if pure[channel] < 1 else 0.0
        if 0 < share <= 1:
            tint = to_rgb(light.tint(name, share))
            if max(abs(a - b) for a, b in zip(tint, mixed, strict=True)) < _ROUNDED:
                return other.tint(name, share)
    return colour


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2.2 reckons it, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


#: Distance of lines, in units of the type size.
LEADING = 1.5

# Matplotlib types every key by name; a plain dictionary has to say that it may hold any.
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "hulin-analysis",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.usetex": False,
    "text.parse_math": False,
    # Advances stay linear, so that a picture is set as it was measured.
    "text.hinting": "no_hinting",
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.8,
    "path.simplify": False,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "savefig.transparent": False,
}


@contextmanager
def style(*, outlined: bool = False) -> Iterator[None]:
    """Set what drawing and saving need, and put the user's own settings back afterwards.

    With `outlined` the letters of an SVG are shapes.
    """
    with mpl.rc_context({**_SETTINGS, "svg.fonttype": "path"} if outlined else _SETTINGS):
        yield
