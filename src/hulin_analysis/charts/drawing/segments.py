"""Segments: a bar cut into parts, each with its name and words in it, or on a leader above or below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from matplotlib.patches import Rectangle

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.charts.drawing.words import mark_run, value_run
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
        if room <= 0 or max(_unbroken(self.said)) > room:
            return []
        lines = [*balanced([self.name], Size.SMALL, room), *wrap(self.said, Size.SMALL, room)]
        fits = len(lines) <= 3 and all(line.width <= room for line in lines)
        # A name that is broken into bits of two or three characters is none that one reads.
        return lines if fits and (len(lines) == 2 or room >= _LEAST_BROKEN) else []


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
        lines = wrap([part.name, Run(" "), *part.said], Size.SMALL, max(rooms))
        wide = max(line.width for line in lines)
        (above if wide <= rooms[0] else below)[number] = lines
    widths = {n: max(line.width for line in lines) + _BESIDE for n, lines in (above | below).items()}
    over = _levels([parts[n].middle for n in above], [widths[n] for n in above])
    turned = list(reversed(below))
    under = _levels([-parts[n].middle for n in turned], [widths[n] for n in turned])
    upper, lower = dict(zip(above, over, strict=True)), dict(zip(turned, under, strict=True))
    return _Flags(above, upper), _Flags(below, lower)


def _levels(places: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Put names on levels over a line, each beginning at its place and joined to it by an upright leader.

    A name stands as low as it can: no other name is under it, and no leader runs through it.
    """
    found: list[int] = []
    for number in reversed(range(len(places))):
        end, level = places[number] + widths[number] + _BESIDE, 0
        behind = list(zip(reversed(found), places[number + 1 :], strict=True))
        while any(other >= level and place < end for other, place in behind):
            level += 1
        found.append(level)
    return found[::-1]


def _named(parts: Sequence[Entry], ends: Sequence[float], shares: Mapping[int, Entry]) -> list[_Named]:
    found = []
    for entry, left, right in zip(parts, ends[:-1], ends[1:], strict=True):
        said: list[Run] = []
        for one in (entry, shares.get(entry.note.number)):
            if one:
                space = " " if said else ""
                said += [value_run(one, space + one.shown, bold=one is entry), mark_run(one, theme.INK)]
        found.append(_Named(left, right, Run(entry.label), tuple(r for r in said if r.text)))
    return found


def draw_segments(page: Page, parts: Sequence[Entry], shares: Mapping[int, Entry]) -> None:
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
        page.remark(page.catalog("parts_moved"))
    if pane.dry:
        return
    # Of a part that is cut off by the axes the words stand in what is seen of it.
    seen = [min(max(at, pane.low), pane.high) for at in starts]
    named = _named(parts, [pane.across(at) for at in seen], shares)
    sides = _flags(named, left, right)
    for number, (entry, part) in enumerate(zip(parts, named, strict=True)):
        ground = _draw_part(pane, entry, starts[number], colour_of(entry, page.settings), number)
        middle = (seen[number] + seen[number + 1]) / 2
        if seen[number] == seen[number + 1] and entry.middle:
            continue
        if lines := part.inside():
            paper, ink = (contrast(pane.palette(one), ground) for one in (theme.PAPER, theme.INK))
            _write(pane, lines, middle, theme.PAPER if paper > ink else theme.INK,
                   clear=entry.status == Status.TARGET)  # fmt: skip
        for side, flags, room in zip((-1, 1), sides, (above.height, below.height), strict=True):
            # Where the limits were moved, names may need more levels than there is room for.
            if number in flags.lines and flags.levels[number] * flags.step < room:
                _flag(pane, flags, number, middle, side)


def _draw_part(pane: Pane, entry: Entry, start: float, colour: str, number: int) -> str:
    """Draw a part from where those before it end, hollow if it is no fact; return the ground's colour."""
    palette, hollow = pane.palette, entry.status != Status.ACTUAL
    ground = palette(theme.PAPER) if hollow else palette.tint(colour, _TINTS[number % len(_TINTS)])
    pane.add(Rectangle(
        (start, -0.5), entry.middle, 1.0, facecolor=ground, linewidth=1.2, zorder=2,
        edgecolor=palette.tint(colour, 0.45) if hollow else palette(theme.PAPER),
        hatch="/////" if entry.status == Status.TARGET else None, gid=entry.gid, url=entry.url,
        label=f"segment {entry.status}",
    ))  # fmt: skip
    return ground


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
    pane.line([middle, middle], [bar, end], theme.PALE, 0.8, zorder=1.5, label="leader")
    top = -long if side < 0 else away
    pane.lines((middle, bar), lines, Size.SMALL, shift=(-side * _BESIDE, top), right=side > 0, tag="value")
