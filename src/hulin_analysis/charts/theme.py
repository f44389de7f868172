"""Theme: the one place for type sizes, colours and spacing. Lengths are points unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

from hulin_analysis.codes import Kind

__all__ = ["ACCENT", "CONTEXT", "KIND_COLOURS", "WIDTH", "Size", "style"]

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
def style() -> Iterator[None]:
    """Set what drawing and saving need, and put the user's own settings back afterwards.

    Examples
    --------
    >>> with style():
    ...     mpl.rcParams["svg.fonttype"]
    'none'
    """
    with mpl.rc_context(_SETTINGS):
        yield
