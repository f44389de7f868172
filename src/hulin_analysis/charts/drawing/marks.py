"""Marks: a number drawn with its certainty, each form with its entry in the key.

Form says how sure the number is, so that it can be told without colour:

======== ===================================== ==========================================
exact    a closed end
over     an open end that fades away from zero "at least": more than the words say
under    an end that fades behind a limit line "less than" the words say
about    a fading on both sides of the end
expected hollow                                an estimate
target   hatched (bar) or a hollow square (dot)
======== ===================================== ==========================================

A fading is as long as a tenth of the value: 100余場 fades from 100 to 110, on whatever scale it is drawn. It
says on which side the truth lies, and not how far; shorter than :data:`SEEN` points beside a dot, or
:data:`SEEN_BAR` at a bar, it could not be seen, and is drawn so long. Of a fall it points the other way:
下降超14% is below -14.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.surface import Surface
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.codes import Hedge, Status

#: How a bar that stands for a plain fact is filled.
BarForm = Literal["solid", "hollow", "pale"]
#: Radius of a dot, in points.
RADIUS = 4.8
#: The length of a fading, as a share of the value.
FADE = 0.1
#: The least length of the fading of a dot and of a bar, in points.
SEEN = 9.0
SEEN_BAR = 5.0
_CAP = 3.6
# Between the rim of a dot and its fading.
_RIM = 1.2
# The strength of a pale bar.
_PALE = 0.5
_SHADES = (0.62, 0.38, 0.18)
#: How much of a bar's fading stands beyond its value.
BEHIND: dict[str, float] = {Hedge.OVER: 1.0, Hedge.ABOUT: 0.5}
# The bar in a key.
_LENGTH, _HEIGHT = 18.0, 8.0
#: The hedges and statuses in the order of a key.
_HEDGES = (Hedge.OVER, Hedge.UNDER, Hedge.ABOUT)
_STATUSES = (Status.EXPECTED, Status.TARGET)


@dataclass(frozen=True)
class Sample:
    """One entry of a key: what it means, and how its sample of a given width is drawn.

    `draw` is called with a sheet whose values are points, the left end of the sample and its middle line.
    """

    text: str
    draw: Callable[[Surface, float, float], None]
    width: float = 22.0


def reach(surface: Surface, entry: Entry, least: float = SEEN) -> float:
    """Give the length of an entry's fading in values: a tenth of the value, if that can be seen."""
    if entry.gid is None:
        # The values of a key's sample are places on its sheet.
        return surface.length(max(least, SEEN_BAR))
    return max(FADE * max(abs(entry.least), abs(entry.most)), surface.length(least))


def tail(surface: Surface, entry: Entry, radius: float = RADIUS) -> float:
    """Say how far the fading beside a mark of some radius reaches from its value, in values."""
    if not entry.open_sides:
        return 0.0
    return max(reach(surface, entry, 0.0), surface.length(radius + _RIM + SEEN))


def fade(surface: Surface, entry: Entry, y: float, colour: str, radius: float) -> None:
    """Draw the fading of a hedge beside a mark of some radius, on the sides where the truth may lie.

    Three stretches, the paler the further from the mark, to where the fading ends.
    """
    near, gap = surface.length(radius + _RIM), surface.length(0.8)
    step = (tail(surface, entry, radius) - near) / len(_SHADES)
    for side in entry.open_sides:
        for number, share in enumerate(_SHADES):
            start = entry.middle + side * (near + number * step)
            surface.line([start, start + side * (step - gap)], [y, y], colour, 1.3 * radius, tint=share,
                         solid_capstyle="butt", zorder=3.5, label=f"fade {entry.hedge}")  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """A dot at a value, or a capsule from end to end of a range."""

    colour: str = theme.ACCENT  # of the light theme
    radius: float = RADIUS  # in points

    def draw(self, surface: Surface, entry: Entry, y: float) -> None:
        """Draw an entry at a place."""
        if surface.dry:
            return
        colour, paper = map(surface.palette, (self.colour, theme.PAPER))
        if entry.is_range:
            surface.line([entry.least, entry.most], [y, y], self.colour, 2 * self.radius, tint=0.35,
                         solid_capstyle="round", zorder=3, label="range")  # fmt: skip
        square = entry.status == Status.TARGET
        for number, value in enumerate(dict.fromkeys((entry.least, entry.most))):
            surface.add(Line2D(
                [value], [y], linestyle="none", marker="s" if square else "o",
                markersize=2 * self.radius - (1.0 if square else 0.4),
                markerfacecolor=colour if entry.status == Status.ACTUAL else paper, markeredgecolor=colour,
                markeredgewidth=min(2.0, 0.45 * self.radius), zorder=4,
                gid=entry.gid if number == 0 else None, url=entry.url if entry.gid else None,
                label=f"dot {entry.status} {entry.hedge}",
            ))  # fmt: skip
        fade(surface, entry, y, self.colour, self.radius)

    def key(self, drawn: Sequence[Entry], catalog: Catalog, name: str = "") -> list[Sample]:
        """Make the key: each status, hedge and range that occurs."""
        samples: list[Sample] = []
        statuses = list(dict.fromkeys(e.status for e in drawn))
        if name or statuses != [Status.ACTUAL]:
            for status in statuses:
                example = drawn[0].sample(status=status, hedge=Hedge.EXACT)
                samples.append(self.sample(catalog.parts(name, catalog(status)), example, 6))
        for hedge in _HEDGES:
            if any(e.hedge == hedge for e in drawn):
                example = drawn[0].sample(hedge=hedge, least=1.0, most=1.0)
                before, behind = (10 if side in example.open_sides else 0 for side in (-1, 1))
                samples.append(self.sample(catalog(hedge), example, 6 + before, behind=behind))
        if any(e.is_range for e in drawn):
            samples.append(self.sample(catalog("range"), drawn[0].sample(hedge=Hedge.EXACT), 6, 24))
        return samples

    def sample(
        self, text: str, example: Entry, least: float, most: float | None = None, *, behind: float = 0.0
    ) -> Sample:
        """Make an entry of the key; the ends of its mark are points from its left end."""
        ends = least, least if most is None else most

        def draw(sheet: Surface, x: float, y: float) -> None:
            self.draw(sheet, replace(example, least=x + ends[0], most=x + ends[1]), y)

        return Sample(text, draw, ends[1] + 6 + behind)


@dataclass(frozen=True)
class Bar:
    """A bar from zero to a value, to the left of zero for a fall."""

    colour: str = theme.ACCENT  # of the light theme
    #: How a plain fact is filled: solid; hollow, where it is what was agreed on and not yet done;
    #: pale, where the text does not say which.
    form: BarForm = "solid"

    def draw(self, surface: Surface, entry: Entry, y: float, height: float, *, origin: float = 0.0) -> None:
        """Draw an entry, centred at a place; `height` is in points, `origin` moves a sample in a key."""
        if surface.dry:
            return
        high, palette = surface.rise(height), surface.palette
        for number, (start, end, share) in enumerate(self._segments(surface, entry)):
            # The first stretch says the status, the others fade.
            whole, shade = number == 0, share * (_PALE if self.form == "pale" else 1.0)
            form: dict[str, Any] = {"facecolor": palette.tint(self.colour, shade), "linewidth": 0.0}
            if whole and (entry.status != Status.ACTUAL or self.form == "hollow"):
                form = {
                    "facecolor": palette(theme.PAPER), "edgecolor": palette(self.colour), "linewidth": 1.1,
                    "hatch": "/////" if entry.status == Status.TARGET else None,
                }  # fmt: skip
            surface.add(Rectangle(
                (origin + min(start, end), y - high / 2), abs(end - start), high, **form, zorder=2,
                gid=entry.gid if whole else None, url=entry.url if whole and entry.gid else None,
                label=f"bar {entry.status} {entry.hedge}" if whole else f"fade {entry.hedge}",
            ))  # fmt: skip
        if entry.hedge == Hedge.UNDER or entry.is_range:
            end = origin + (entry.most if entry.middle >= 0 else entry.least)
            half = high / 2 + surface.rise(2)
            surface.line([end, end], [y - half, y + half], self.colour, 1.3, zorder=2.5, label="limit")

    def tail(self, surface: Surface, entry: Entry) -> float:
        """Say how far a bar's fading reaches beyond its value, in values."""
        return BEHIND.get(entry.hedge, 0.0) * reach(surface, entry, SEEN_BAR)

    def _segments(self, surface: Surface, entry: Entry) -> Iterator[tuple[float, float, float]]:
        """Yield the stretches away from zero: both ends as values, and strength of the colour."""
        away = -1 if entry.middle < 0 else 1
        near, far = sorted((abs(entry.least), abs(entry.most)))
        if entry.is_range:
            yield 0, away * near, 1
            yield away * near, away * far, 0.35
            return
        # A bar shorter than its own fading keeps a third of its length solid.
        long = reach(surface, entry, SEEN_BAR)
        within = min(long, far * 2 / 3)
        before = {Hedge.UNDER: within, Hedge.ABOUT: min(long / 2, far / 3)}.get(Hedge(entry.hedge), 0.0)
        behind = long * BEHIND.get(entry.hedge, 0.0)
        yield 0, away * (far - before), 1
        step = (before + behind) / len(_SHADES)
        gap = min(surface.length(1.2), 0.25 * step)
        for number, share in enumerate(_SHADES if step else ()):
            start = far - before + number * step
            yield away * (start + gap), away * (start + step), share

    def key(self, drawn: Sequence[Entry], catalog: Catalog) -> list[Sample]:
        """Make the key; nothing is explained where every bar is a plain fact with a closed end."""
        found = {"range": [e for e in drawn if e.is_range]}
        found |= {hedge: [e for e in drawn if e.hedge == hedge] for hedge in _HEDGES}
        found |= {status: [e for e in drawn if e.status == status] for status in _STATUSES}
        samples = [
            self.sample(found[name][0], name, catalog)
            for name in (*_HEDGES, "range", *_STATUSES)
            if found[name]
        ]
        return [self.sample(drawn[0], Hedge.EXACT, catalog), *samples] if samples else []

    def sample(self, entry: Entry, name: str, catalog: Catalog) -> Sample:
        """Make the entry of the key that says what a hedge, a status or the form of this bar means."""
        hedge = name if name in _HEDGES else Hedge.EXACT
        status = entry.status if name in _STATUSES else Status.ACTUAL
        least = _LENGTH * 0.5 if name == "range" else _LENGTH
        example = entry.sample(hedge=hedge, status=status, least=least, most=_LENGTH)

        def draw(sheet: Surface, x: float, y: float) -> None:
            self.draw(sheet, example, y, _HEIGHT, origin=x)

        return Sample(catalog(name), draw, _LENGTH + (SEEN if name in BEHIND else 0.0))


@dataclass(frozen=True)
class Span:
    """A number that is said of a stretch of time, as a bar along it; one that is no fact is hollow."""

    colour: str = theme.ACCENT

    def draw(
        self, surface: Surface, entry: Entry, ends: tuple[float, float], *, is_mark: bool = True
    ) -> None:
        """Draw an entry from place to place; if it is not its mark, another one stands on it and fades."""
        values = list(dict.fromkeys((entry.least, entry.most)))
        for number, value in enumerate(values):
            gid, url = entry.gid if number == 0 and is_mark else None, entry.url if entry.gid else None
            surface.line([value] * 2, ends, self.colour, 4.4, tint=0.5, solid_capstyle="butt", zorder=2.5,
                         gid=gid, url=url, label=f"span {entry.status} {entry.hedge}")  # fmt: skip
            if entry.status != Status.ACTUAL:
                surface.line([value] * 2, ends, theme.PAPER, 2.0, solid_capstyle="butt", zorder=2.6,
                             label="hollow")  # fmt: skip
        cap = surface.length(_CAP)
        for end in ends:
            surface.line([values[0] - cap, values[-1] + cap], [end] * 2, self.colour, 1.3, zorder=2.7,
                         label="cap")  # fmt: skip
        if is_mark:
            fade(surface, entry, sum(ends) / 2, self.colour, _CAP)

    def sample(self, text: str) -> Sample:
        """Make its entry of the key."""

        def draw(sheet: Surface, x: float, y: float) -> None:
            sheet.line([x, x + 22], [y, y], self.colour, 4.4, tint=0.5, solid_capstyle="butt")
            for end in (x, x + 22):
                sheet.line([end, end], [y - _CAP, y + _CAP], self.colour, 1.3)

        return Sample(text, draw)


def draw_level(surface: Surface, level: str, value: float, y: float, *, gid: str | None = None) -> None:
    """Draw the mark of the province, or of the nation: taller than any dot, it shows above and below one."""
    if level == "nation":
        half = surface.rise(RADIUS + 3.8)
        surface.line([value, value], [y - half, y + half], theme.INK, 1.9, solid_capstyle="butt", zorder=3.1,
                     gid=gid, label=level)  # fmt: skip
        return
    own, paper = map(surface.palette, (theme.CONTEXT, theme.PAPER))
    surface.line([value], [y], theme.CONTEXT, 0.0, linestyle="none", marker="D", markersize=5.6,
                 markerfacecolor=own, markeredgewidth=0.8, markeredgecolor=paper, zorder=3.2, gid=gid,
                 label=level)  # fmt: skip


def level_sample(text: str, level: str) -> Sample:
    """Make the entry of the key for province or nation."""
    return Sample(text, lambda sheet, x, y: draw_level(sheet, level, x + 6, y), 12)
