"""Segments: a bar cut into parts, each with its name and words in it, or on a leader above or below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane, Surface
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.charts.drawing.over_time import levels
from hulin_analysis.charts.options import colour_of
from hulin_analysis.charts.theme import Size, contrast
from hulin_analysis.codes import Status

_BAR, _LEAST_BAR = 40.0, 26.0

_LINE = Size.SMALL * theme.LEADING

# The white on both sides of words in a part, and between a leader and its words.
_INSIDE, _BESIDE = 4.0, 3.0

# In parts of less room than these points no name is broken.
_LEAST_BROKEN = 5 * Size.SMALL

# Neighbours are told apart in grey as well.
_TINTS = (1.0, 0.5, 0.22, 0.68, 0.34)


@dataclass(frozen=True)
class Segment:
    """One part of a bar, from where the parts before it end; hollow if it is no fact."""

    colour: str  # of the light theme
    number: int  # which part it is: the tints take turns

    def fill(self, surface: Surface, entry: Entry) -> str:
        """Return the colour of its ground."""
        share = _TINTS[self.number % len(_TINTS)]
        if entry.status != Status.ACTUAL:
            return surface.palette(theme.PAPER)
        return surface.palette.tint(self.colour, share)

    def draw(self, surface: Surface, entry: Entry, start: float) -> None:
        """Draw an entry from a value on, as high as a row."""
        palette, hollow = surface.palette, entry.status != Status.ACTUAL
        edge = palette.tint(self.colour, 0.45) if hollow else palette(theme.PAPER)
        surface.add(
            Rectangle(
                (start, -0.5), entry.middle, 1.0, facecolor=self.fill(surface, entry),
                edgecolor=edge, linewidth=1.2, zorder=2,
                hatch="/////" if entry.status == Status.TARGET else None, gid=entry.gid, url=entry.url,
                label=f"segment {entry.status}",
            )
        )  # fmt: skip


@dataclass(frozen=True)
class _Named:
    """A part as it is laid out: where it is on the page, its name, its words."""

    left: float
    right: float
    name: Run
    said: tuple[Run, ...]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def inside(self) -> list[Line]:
        """Return the lines that stand in the part; none where they find no room."""
        room = self.right - self.left - 2 * _INSIDE
        # A number that is wider than the part would be parted from its unit or its mark.
        room = room if max(_unbroken(self.said)) <= room else 0.0
        lines = (
            [*balanced([self.name], Size.SMALL, room), *wrap(self.said, Size.SMALL, room)] if room > 0 else []
        )
        fits = len(lines) <= 3 and all(line.width <= room for line in lines)
        # A name that is broken into bits of two or three characters is none that one reads.
        return lines if fits and (len(lines) == 2 or room >= _LEAST_BROKEN) else []

    def beside(self, room: float) -> list[Line]:
        """Return the lines that stand on a leader."""
        return wrap([self.name, Run(" "), *self.said], Size.SMALL, room)


def _unbroken(runs: Sequence[Run]) -> list[float]:
    """Give the widths of what stands on one line: each number with its mark."""
    widths = [0.0]
    for run in runs:
        wide = text_width(run.text.strip(), Size.SMALL, bold=run.bold)
        widths = [*widths[:-1], widths[-1] + wide] if run.glue else [*widths, wide]
    return widths


@dataclass(frozen=True)
class _Flags:
    """The names on leaders on one side of a bar: their lines and levels by the number of the part."""

    lines: Mapping[int, list[Line]]
    levels: Mapping[int, int]

    @property
    def step(self) -> float:
        """The height of a level."""
        return _LINE * max((len(lines) for lines in self.lines.values()), default=0)

    @property
    def height(self) -> float:
        """The height of all levels."""
        return self.step * (1 + max(self.levels.values(), default=-1))


def _flags(parts: Sequence[_Named], left: float, right: float) -> tuple[_Flags, _Flags]:
    """Put the names that find no room in their parts above the bar, those at the right end below it."""
    above: dict[int, list[Line]] = {}
    below: dict[int, list[Line]] = {}
    for number, part in enumerate(parts):
        if part.inside():
            continue
        rooms = right - part.middle - _BESIDE, part.middle - left - _BESIDE
        lines = part.beside(max(rooms))
        wide = max(line.width for line in lines)
        (above if wide <= rooms[0] else below)[number] = lines
    widths = {n: max(line.width for line in lines) + _BESIDE for n, lines in (above | below).items()}
    over = levels([parts[n].middle for n in above], [widths[n] for n in above])
    turned = list(reversed(below))
    under = levels([-parts[n].middle for n in turned], [widths[n] for n in turned])
    return _Flags(above, dict(zip(above, over, strict=True))), _Flags(
        below, dict(zip(turned, under, strict=True))
    )


def _named(parts: Sequence[Entry], ends: Sequence[float], shares: Mapping[int, Entry]) -> list[_Named]:
    found = []
    for entry, left, right in zip(parts, ends[:-1], ends[1:], strict=True):
        said: list[Run] = []
        for one in (entry, shares.get(entry.note.number)):
            if one:
                space = " " if said else ""
                said.append(Run(space + one.shown, bold=one is entry, keep=True, url=one.url,
                                gid=f"value-{one.note.id}"))  # fmt: skip
                said.append(Run(one.mark, keep=True, glue=True, url=one.url))
        found.append(_Named(left, right, Run(entry.label), tuple(r for r in said if r.text)))
    return found


def draw_segments(page: Page, parts: Sequence[Entry], shares: Mapping[int, Entry], catalog: Catalog) -> None:
    """Draw a bar over the whole width, and move `y` below it."""
    starts = [0.0, *accumulate(part.middle for part in parts)]
    left, right = page.margin, page.margin + page.inner
    scale = page.inner / starts[-1]
    above, below = _flags(_named(parts, [left + scale * at for at in starts], shares), left, right)
    high = page.row(_BAR, _LEAST_BAR)
    over, under = above.height / high, below.height / high
    span = (-0.5 - over, 0.5 + under)
    pane = page.pane(left, page.y, page.inner, high * (1 + over + under), (0.0, starts[-1]), span=span)
    page.y += pane.height
    if not (pane.holds(0) and pane.holds(starts[-1])):
        page.remark(catalog("parts_moved"))
    if pane.dry:
        return
    # Of a part that is cut off by the axes the words stand in what is seen of it.
    seen = [min(max(at, pane.low), pane.high) for at in starts]
    named = _named(parts, [pane.across(at) for at in seen], shares)
    sides = _flags(named, left, right)
    for number, (entry, part) in enumerate(zip(parts, named, strict=True)):
        segment = Segment(colour_of(entry, page.settings), number)
        segment.draw(pane, entry, starts[number])
        middle = (seen[number] + seen[number + 1]) / 2
        if seen[number] == seen[number + 1] and entry.middle:
            continue
        if lines := part.inside():
            ground = segment.fill(pane, entry)
            paper, ink = (contrast(pane.palette(one), ground) for one in (theme.PAPER, theme.INK))
            _write(pane, lines, middle, theme.PAPER if paper > ink else theme.INK,
                   clear=entry.status == Status.TARGET)  # fmt: skip
        for side, flags, room in zip((-1, 1), sides, (above.height, below.height), strict=True):
            # Where the limits were moved, names may need more levels than there is room for.
            if number in flags.lines and flags.levels[number] * flags.step < room:
                _flag(pane, flags, number, middle, side)


def _write(pane: Pane, lines: Sequence[Line], middle: float, colour: str, *, clear: bool) -> None:
    """Write lines into a part, in its middle; on a hatched one they are cleared."""
    top = -len(lines) * _LINE / 2
    for number, line in enumerate(lines):
        runs = tuple((x - line.width / 2, replace(run, colour=colour)) for x, run in line.runs)
        pane.lines((middle, 0.0), [Line(runs, line.width)], Size.SMALL, tag="value", clear=clear,
                   shift=(0.0, top + number * _LINE))  # fmt: skip


def _flag(pane: Pane, flags: _Flags, number: int, middle: float, side: int) -> None:
    """Write a name on its leader: above the bar to its right, below it to its left."""
    lines, away = flags.lines[number], flags.levels[number] * flags.step
    bar, long = side * 0.5, away + len(lines) * _LINE
    end = bar + side * pane.rise(long - 2)
    pane.add(
        Line2D([middle, middle], [bar, end], color=pane.palette(theme.PALE), linewidth=0.8, zorder=1.5,
               label="leader")
    )  # fmt: skip
    top = -long if side < 0 else away
    pane.lines((middle, bar), lines, Size.SMALL, shift=(-side * _BESIDE, top), right=side > 0, tag="value")
