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
from functools import partial
from typing import Any, ClassVar, Literal

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


def fade(
    surface: Surface, entry: Entry, y: float, colour: str = theme.ACCENT, radius: float = RADIUS
) -> None:
    """Draw the fading of a hedge beside a mark of some radius, on the sides where the truth may lie.

    Three stretches, the paler the further from the mark, to where the fading ends.
    """
    if surface.dry:
        return
    near, gap = surface.length(radius + _RIM), surface.length(0.8)
    step = (tail(surface, entry, radius) - near) / len(_SHADES)
    for side in entry.open_sides:
        for number, share in enumerate(_SHADES):
            start = entry.middle + side * (near + number * step)
            shade, ends = surface.palette.tint(colour, share), [start, start + side * (step - gap)]
            surface.add(
                Line2D(ends, [y, y], color=shade, linewidth=1.3 * radius, solid_capstyle="butt", zorder=3.5,
                       label=f"fade {entry.hedge}")
            )  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """A dot at a value, or a capsule from end to end of a range."""

    colour: str = theme.ACCENT  # of the light theme
    radius: float = RADIUS  # in points

    def draw(self, surface: Surface, entry: Entry, y: float) -> None:
        """Draw an entry at a place."""
        if surface.dry:
            return
        palette = surface.palette
        colour = palette(self.colour)
        if entry.is_range:
            surface.add(
                Line2D([entry.least, entry.most], [y, y], color=palette.tint(self.colour, 0.35),
                       linewidth=2 * self.radius, solid_capstyle="round", zorder=3, label="range")
            )  # fmt: skip
        hollow, square = entry.status != Status.ACTUAL, entry.status == Status.TARGET
        for number, value in enumerate(dict.fromkeys((entry.least, entry.most))):
            surface.add(
                Line2D(
                    [value],
                    [y],
                    linestyle="none",
                    marker="s" if square else "o",
                    markersize=2 * self.radius - (1.0 if square else 0.4),
                    markerfacecolor=palette(theme.PAPER) if hollow else colour,
                    markeredgecolor=colour,
                    markeredgewidth=min(2.0, 0.45 * self.radius),
                    zorder=4,
                    gid=entry.gid if number == 0 else None,
                    url=entry.url if entry.gid else None,
                    label=f"dot {entry.status} {entry.hedge}",
                )
            )
        fade(surface, entry, y, self.colour, self.radius)

    def key(self, drawn: Sequence[Entry], catalog: Catalog, name: str = "") -> list[Sample]:
        """Make the key: each status, hedge and range that occurs."""
        samples: list[Sample] = []
        statuses = list(dict.fromkeys(e.status for e in drawn))
        if name or statuses != [Status.ACTUAL]:
            for status in statuses:
                example = drawn[0].sample(status=status, hedge=Hedge.EXACT)
                text = catalog("sep").join(part for part in (name, catalog(status)) if part)
                samples.append(Sample(text, partial(self._sample, example, (6, 6)), 12))
        for hedge in _HEDGES:
            if any(e.hedge == hedge for e in drawn):
                example = drawn[0].sample(hedge=hedge, least=1.0, most=1.0)
                before, behind = (10 if side in example.open_sides else 0 for side in (-1, 1))
                at = (6 + before, 6 + before)
                wide = 12 + before + behind
                samples.append(Sample(catalog(hedge), partial(self._sample, example, at), wide))
        if any(e.is_range for e in drawn):
            example = drawn[0].sample(hedge=Hedge.EXACT)
            samples.append(Sample(catalog("range"), partial(self._sample, example, (6, 24)), 30))
        return samples

    def _sample(self, example: Entry, ends: tuple[float, float], sheet: Surface, x: float, y: float) -> None:
        self.draw(sheet, replace(example, least=x + ends[0], most=x + ends[1]), y)


@dataclass(frozen=True)
class Bar:
    """A bar from zero to a value, to the left of zero for a fall."""

    colour: str = theme.ACCENT  # of the light theme
    #: How a plain fact is filled: solid; hollow, where it is what was agreed on and not yet done;
    #: pale, where the text does not say which.
    form: BarForm = "solid"
    _LENGTH: ClassVar[float] = 18.0
    _HEIGHT: ClassVar[float] = 8.0

    def draw(self, surface: Surface, entry: Entry, y: float, height: float, *, origin: float = 0.0) -> None:
        """Draw an entry, centred at a place; `height` is in points, `origin` moves a sample in a key."""
        if surface.dry:
            return
        high = surface.rise(height)
        for number, stretch in enumerate(self._segments(surface, entry)):
            self._stretch(surface, entry, (y, high), stretch, origin, whole=number == 0)
        if entry.hedge == Hedge.UNDER or entry.is_range:
            end = origin + (entry.most if entry.middle >= 0 else entry.least)
            over = surface.rise(2)
            surface.add(
                Line2D([end, end], [y - high / 2 - over, y + high / 2 + over],
                       color=surface.palette(self.colour), linewidth=1.3, zorder=2.5, label="limit")
            )  # fmt: skip

    def _stretch(
        self, surface: Surface, entry: Entry, across: tuple[float, float],
        stretch: tuple[float, float, float], origin: float, *, whole: bool,
    ) -> None:  # fmt: skip
        """Draw one stretch of a bar: the whole one says the status, the others fade."""
        (y, high), (start, end, share), palette = across, stretch, surface.palette
        shade = share * (_PALE if self.form == "pale" else 1.0)
        form: dict[str, Any] = {"facecolor": palette.tint(self.colour, shade), "linewidth": 0.0}
        if whole and (entry.status != Status.ACTUAL or self.form == "hollow"):
            form = {
                "facecolor": palette(theme.PAPER), "edgecolor": palette(self.colour), "linewidth": 1.1,
                "hatch": "/////" if entry.status == Status.TARGET else None,
            }  # fmt: skip
        surface.add(
            Rectangle(
                (origin + min(start, end), y - high / 2),
                abs(end - start),
                high,
                **form,
                zorder=2,
                gid=entry.gid if whole else None,
                url=entry.url if whole and entry.gid else None,
                label=f"bar {entry.status} {entry.hedge}" if whole else f"fade {entry.hedge}",
            )
        )

    def tail(self, surface: Surface, entry: Entry) -> float:
        """Say how far a bar's fading reaches beyond its value, in values."""
        return {Hedge.OVER: 1.0, Hedge.ABOUT: 0.5}.get(Hedge(entry.hedge), 0.0) * reach(
            surface, entry, SEEN_BAR
        )

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
        behind = {Hedge.OVER: long, Hedge.ABOUT: long / 2}.get(Hedge(entry.hedge), 0.0)
        yield 0, away * (far - before), 1
        if not before + behind:
            return
        step = (before + behind) / len(_SHADES)
        gap = min(surface.length(1.2), 0.25 * step)
        for number, share in enumerate(_SHADES):
            start = far - before + number * step
            yield away * (start + gap), away * (start + step), share

    def key(self, drawn: Sequence[Entry], catalog: Catalog) -> list[Sample]:
        """Make the key; nothing is explained where every bar is a plain fact with a closed end."""
        special = [(e.hedge, e) for e in drawn if e.hedge != Hedge.EXACT]
        special += [("range", e) for e in drawn if e.is_range]
        special += [(e.status, e) for e in drawn if e.status != Status.ACTUAL]
        if not special:
            return []
        samples = [
            self._sample(Hedge.EXACT, drawn[0].sample(hedge=Hedge.EXACT, status=Status.ACTUAL), catalog)
        ]
        for name in (*_HEDGES, "range", *_STATUSES):
            example = next((e for which, e in special if which == name), None)
            if example is None:
                continue
            if name in _STATUSES:
                example = example.sample(hedge=Hedge.EXACT)
            else:
                hedge = Hedge.EXACT if name == "range" else name
                example = example.sample(status=Status.ACTUAL, hedge=hedge)
            samples.append(self._sample(name, example, catalog))
        return samples

    def example(self, entry: Entry, name: str, catalog: Catalog) -> Sample:
        """Make the entry of the key that says what the form of this bar means."""
        return self._sample(name, entry.sample(hedge=Hedge.EXACT, status=Status.ACTUAL), catalog)

    def _sample(self, name: str, example: Entry, catalog: Catalog) -> Sample:
        long = self._LENGTH

        def draw(sheet: Surface, x: float, y: float) -> None:
            least = long * 0.5 if name == "range" else long
            self.draw(sheet, replace(example, least=least, most=long), y, self._HEIGHT, origin=x)

        return Sample(catalog(name), draw, long + (SEEN if name in (Hedge.OVER, Hedge.ABOUT) else 0.0))


@dataclass(frozen=True)
class Span:
    """A number that is said of a stretch of time, as a bar along it; one that is no fact is hollow."""

    colour: str = theme.ACCENT

    def draw(
        self, surface: Surface, entry: Entry, ends: tuple[float, float], *, is_mark: bool = True
    ) -> None:
        """Draw an entry from place to place; if it is not its mark, another one stands on it and fades."""
        if surface.dry:
            return
        values = list(dict.fromkeys((entry.least, entry.most)))
        half, pale = surface.length(_CAP), surface.palette.tint(self.colour, 0.5)
        paper = surface.palette(theme.PAPER)
        for number, value in enumerate(values):
            gid, url = entry.gid if number == 0 and is_mark else None, entry.url if entry.gid else None
            surface.add(
                Line2D([value] * 2, ends, color=pale, linewidth=4.4, solid_capstyle="butt", zorder=2.5,
                       gid=gid, url=url, label=f"span {entry.status} {entry.hedge}")
            )  # fmt: skip
            if entry.status != Status.ACTUAL:
                surface.add(Line2D([value] * 2, ends, color=paper, linewidth=2.0, solid_capstyle="butt",
                                   zorder=2.6, label="hollow"))  # fmt: skip
        for end in ends:
            cap, colour = [values[0] - half, values[-1] + half], surface.palette(self.colour)
            surface.add(Line2D(cap, [end] * 2, color=colour, linewidth=1.3, zorder=2.7, label="cap"))
        if is_mark:
            fade(surface, entry, sum(ends) / 2, self.colour, _CAP)

    def key(self, text: str) -> list[Sample]:
        """Make the key."""
        return [Sample(text, self._sample)]

    def _sample(self, sheet: Surface, x: float, y: float) -> None:
        pale, colour = sheet.palette.tint(self.colour, 0.5), sheet.palette(self.colour)
        sheet.add(Line2D([x, x + 22], [y, y], color=pale, linewidth=4.4, solid_capstyle="butt"))
        for end in (x, x + 22):
            sheet.add(Line2D([end, end], [y - 3.6, y + 3.6], color=colour, linewidth=1.3))


@dataclass(frozen=True)
class Diamond:
    """The province's mark."""

    def draw(self, surface: Surface, value: float, y: float, *, gid: str | None = None) -> None:
        """Draw it at a value and a place."""
        if surface.dry:
            return
        surface.add(
            Line2D([value], [y], linestyle="none", marker="D", markersize=5.6,
                   markerfacecolor=surface.palette(theme.CONTEXT), markeredgewidth=0.8,
                   markeredgecolor=surface.palette(theme.PAPER), zorder=3.2, gid=gid, label="province")
        )  # fmt: skip

    def key(self, text: str) -> Sample:
        """Make its entry of the key."""
        return Sample(text, lambda sheet, x, y: self.draw(sheet, x + 6, y), 12)


@dataclass(frozen=True)
class Tick:
    """The nation's mark: taller than any dot, so that it shows above and below one."""

    def draw(self, surface: Surface, value: float, y: float, *, gid: str | None = None) -> None:
        """Draw it at a value and a place."""
        if surface.dry:
            return
        half = surface.rise(RADIUS + 3.8)
        surface.add(
            Line2D([value, value], [y - half, y + half], color=surface.palette(theme.INK), linewidth=1.9,
                   solid_capstyle="butt", zorder=3.1, gid=gid, label="nation")
        )  # fmt: skip

    def key(self, text: str) -> Sample:
        """Make its entry of the key."""
        return Sample(text, lambda sheet, x, y: self.draw(sheet, x + 6, y), 12)
