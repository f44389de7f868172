"""Marks: a number drawn with its certainty.

Form says how sure the number is, so that it can be told without colour:

======== ===================================== ==========================================
exact    a closed end
over     an open right end that fades          "at least": more than the words say
under    an open left end behind a limit line  "less than" the words say
about    a fading on both sides of the end
expected hollow                                an estimate
target   hatched (bar) or a hollow square (dot)
======== ===================================== ==========================================
"""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from hulin_analysis.charts import theme
from hulin_analysis.charts.entries import Entry
from hulin_analysis.charts.page import Pane
from hulin_analysis.codes import Hedge, Status

__all__ = ["RADIUS", "TAIL", "bar", "diamond", "dot", "fade", "span", "tick", "tint"]

#: Radius of a dot, in points.
RADIUS = 4.8
#: How far the open end of a bar reaches beyond its value, in points.
TAIL: dict[str, float] = {Hedge.OVER: 15.5, Hedge.ABOUT: 9.5}
#: On which sides of a value the truth may lie.
_SIDES: dict[str, tuple[int, ...]] = {Hedge.OVER: (1,), Hedge.UNDER: (-1,), Hedge.ABOUT: (-1, 1)}
_CAP = 3.6
_NOTCH, _GAP = 4.0, 1.2
_FADE = (0.62, 0.38, 0.18)


def tint(colour: str, share: float) -> str:
    """Mix a colour with the paper: print-safe, unlike transparency.

    Examples
    --------
    >>> tint("#000000", 0.5)
    '#808080'
    """
    (r, g, b), (x, y, z) = to_rgb(colour), to_rgb(theme.PAPER)
    rest = 1 - share
    return str(to_hex((share * r + rest * x, share * g + rest * y, share * b + rest * z)))


def dot(pane: Pane, entry: Entry, y: float, colour: str = theme.ACCENT, radius: float = RADIUS) -> None:
    """Draw a dot at an entry's value, or a capsule from end to end of its range."""
    if entry.is_range:
        pane.add(
            Line2D(
                [entry.least, entry.most],
                [y, y],
                color=tint(colour, 0.35),
                linewidth=2 * radius,
                solid_capstyle="round",
                zorder=3,
            )
        )
    hollow = entry.status != Status.ACTUAL
    for number, value in enumerate(dict.fromkeys((entry.least, entry.most))):
        pane.add(
            Line2D(
                [value],
                [y],
                linestyle="none",
                marker="s" if entry.status == Status.TARGET else "o",
                markersize=2 * radius - (1.0 if entry.status == Status.TARGET else 0.4),
                markerfacecolor=theme.PAPER if hollow else colour,
                markeredgecolor=colour,
                markeredgewidth=min(2.0, 0.45 * radius),
                zorder=4,
                gid=entry.gid if number == 0 else None,
                url=entry.url if entry.gid else None,
                label=f"dot {entry.status} {entry.hedge}",
            )
        )
    fade(pane, entry, y, colour, radius)


def fade(pane: Pane, entry: Entry, y: float, colour: str = theme.ACCENT, radius: float = RADIUS) -> None:
    """Draw the fading of a hedge beside a mark of some radius, on the sides where the truth may lie."""
    reach = 3.4 * radius / RADIUS
    for side in _sides(entry):
        for number, share in enumerate(_FADE):
            at = entry.middle + side * pane.length(radius + 3.4 + 3 * number)
            pane.add(
                Line2D([at, at], [y - reach, y + reach], color=tint(colour, share), linewidth=1.7, zorder=3.5,
                       label=f"fade {entry.hedge}")
            )  # fmt: skip


def _sides(entry: Entry) -> tuple[int, ...]:
    return _SIDES.get(entry.hedge, ())


def span(pane: Pane, entry: Entry, ends: tuple[float, float], colour: str = theme.ACCENT) -> None:
    """Draw a number that is said of a stretch as a bar along it; one that is no fact is hollow."""
    values = list(dict.fromkeys((entry.least, entry.most)))
    half, pale = pane.length(_CAP), tint(colour, 0.5)
    for number, value in enumerate(values):
        pane.add(
            Line2D([value] * 2, ends, color=pale, linewidth=4.4, solid_capstyle="butt", zorder=2.5,
                   gid=entry.gid if number == 0 else None, url=entry.url if entry.gid else None,
                   label=f"span {entry.status} {entry.hedge}")
        )  # fmt: skip
        if entry.status != Status.ACTUAL:
            pane.add(
                Line2D([value] * 2, ends, color=theme.PAPER, linewidth=2.0, solid_capstyle="butt", zorder=2.6,
                       label="hollow")
            )  # fmt: skip
    for end in ends:
        cap = [values[0] - half, values[-1] + half]
        pane.add(Line2D(cap, [end] * 2, color=colour, linewidth=1.3, zorder=2.7, label="cap"))
    fade(pane, entry, sum(ends) / 2, colour, _CAP)


def diamond(pane: Pane, value: float, y: float, *, gid: str | None = None) -> None:
    """Draw the province's mark."""
    pane.add(
        Line2D(
            [value],
            [y],
            linestyle="none",
            marker="D",
            markersize=5.6,
            markerfacecolor=theme.CONTEXT,
            markeredgecolor=theme.PAPER,
            markeredgewidth=0.8,
            zorder=3.2,
            gid=gid,
            label="province",
        )
    )


def tick(pane: Pane, value: float, y: float, *, gid: str | None = None) -> None:
    """Draw the nation's mark: taller than any dot, so that it shows above and below one."""
    reach = RADIUS + 3.8
    pane.add(
        Line2D(
            [value, value],
            [y - reach, y + reach],
            color=theme.INK,
            linewidth=1.9,
            solid_capstyle="butt",
            zorder=3.1,
            gid=gid,
            label="nation",
        )
    )


def bar(pane: Pane, entry: Entry, y: float, height: float, *, origin: float = 0.0) -> None:
    """Draw a bar from zero to an entry's value, centred at `y`; `origin` moves a sample in a key."""
    colour = theme.ACCENT
    for number, (left, right, share) in enumerate(_segments(pane, entry)):
        whole = number == 0
        face = tint(colour, share)
        hatch = None
        if whole and entry.status == Status.EXPECTED:
            face = theme.PAPER
        elif whole and entry.status == Status.TARGET:
            face, hatch = theme.PAPER, "/////"
        pane.add(
            Rectangle(
                (origin + left, y - height / 2),
                right - left,
                height,
                facecolor=face,
                edgecolor=colour if whole and entry.status != Status.ACTUAL else face,
                linewidth=1.1 if whole and entry.status != Status.ACTUAL else 0.0,
                hatch=hatch,
                zorder=2,
                gid=entry.gid if whole else None,
                url=entry.url if whole and entry.gid else None,
                label=f"bar {entry.status} {entry.hedge}" if whole else f"fade {entry.hedge}",
            )
        )
    if entry.hedge == Hedge.UNDER or entry.is_range:
        pane.add(
            Line2D(
                [origin + entry.most] * 2,
                [y - height / 2 - 2, y + height / 2 + 2],
                color=colour,
                linewidth=1.3,
                zorder=2.5,
                label="limit",
            )
        )


def _segments(pane: Pane, entry: Entry) -> Iterator[tuple[float, float, float]]:
    """Yield the bar's stretches: left and right end as values, and strength of the colour."""
    notch, gap = pane.length(_NOTCH), pane.length(_GAP)
    value = entry.most
    if entry.is_range:
        yield 0, entry.least, 1
        yield entry.least, entry.most, 0.35
    elif entry.hedge == Hedge.OVER:
        yield 0, value, 1
        for number, share in enumerate(_FADE):
            left = value + gap + number * (notch + gap)
            yield left, left + notch, share
    elif entry.hedge == Hedge.UNDER:
        # A bar shorter than its own fading keeps a third of its length solid.
        step = min(notch + gap, value * 2 / 9)
        yield 0, value - 3 * step, 1
        for number, share in enumerate(_FADE):
            left = value - (3 - number) * step
            yield left + step * 0.23, left + step, share
    elif entry.hedge == Hedge.ABOUT:
        step = min(notch, value / 3)
        yield 0, value - step, 1
        yield value - step, value, _FADE[0]
        yield value + gap, value + notch, _FADE[1]
        yield value + notch + gap, value + 2 * notch, _FADE[2]
    else:
        yield 0, value, 1
