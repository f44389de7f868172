"""Over time: the marks of one number at true distance on an axis of years, and the words of each.

``plot_trend`` draws what many documents say of one place so, ``plot_periods`` what one article says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.scales import grid_values, rounded, scale_words
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import Compared
from hulin_analysis.charts.content.stretch import Stretch
from hulin_analysis.charts.drawing import marks
from hulin_analysis.charts.drawing.conflicts import bounds, draw_marks, value_runs
from hulin_analysis.charts.drawing.marks import Sample, Span
from hulin_analysis.charts.drawing.words import grey
from hulin_analysis.charts.theme import Size
from hulin_analysis.codes import Status

_EDGE = 26.0
# A period of fewer points than these is drawn as a dot.
_SHORT = 7.0
# Words wider than these points are broken.
_WIDEST = 150.0
# The words of marks that the title names, and of long periods, are looked for on so many levels.
_FAR = 9


@dataclass(frozen=True)
class Point:
    """One number and when it is said of."""

    one: Compared  # the number, with those that conflict with it
    period: str  # the period, as the frames have it
    time: Stretch  # where it stands on the axis
    is_told: bool = True  # whether its words stand beside it
    colour: str | None = None  # its own; None for that of the others
    when: str = ""  # what its words begin with: its period, where the axis does not tell it

    @property
    def is_fact(self) -> bool:
        """Whether a line may lead to it: it is no estimate, target or range."""
        entry = self.one.entry
        return entry.status == Status.ACTUAL and not entry.is_range


class Joint(NamedTuple):
    """A line from one mark to the next; dotted where the text does not say what lies between."""

    before: Point
    behind: Point
    dotted: bool = False


def told_of(points: Sequence[Point]) -> list[Point]:
    """Give what a title tells of: the facts about years, from the first on, or all if there are not two."""
    yearly = [point for point in points if point.is_fact and point.time.year is not None]
    return yearly if len(yearly) > 1 else list(points)


def open_years(
    page: Page, points: Sequence[Point], unit: str, box: tuple[float, float, float, float], *,
    pad: float = 0.06, zero: bool | None = None,
) -> Pane:  # fmt: skip
    """Open axes of years and values in a box of the page: left, upper edge, width and height in points.

    The values of the scale stand in the box, the years under it; `pad` is the white over and under the marks,
    as a share of the scale; `zero` is whether it begins at zero.
    """
    left, top, width, height = box
    low, high = bounds([point.one for point in points], pad, zero=zero)
    low, steps = rounded(low, high)
    first = min(int(point.time.start) for point in points)
    last = max(ceil(point.time.end) for point in points)
    scale = [f"{text}%" for text in scale_words(grid_values(low, high, steps) or [low], page.catalog)]
    beside = max(text_width(text, Size.SMALL) for text in scale) + 8
    edge = _EDGE * (last - first) / (width - beside - 2 * _EDGE)
    pane = page.pane(left + beside, top, width - beside, height, (low, high),
                     span=(first - edge, last + edge), upright=True)  # fmt: skip
    page.grid(pane, suffix="%" if unit == "%" else "", steps=steps, catalog=page.catalog)
    page.years(pane, first, last)
    return pane


def draw_points(
    pane: Pane, points: Sequence[Point], joints: Sequence[Joint], *,
    room: tuple[float, float], size: float = Size.LABEL, own: str = theme.ACCENT,
) -> list[int]:  # fmt: skip
    """Draw lines, marks and their words: first of the last and the first mark, which a title names."""
    end, (right, above) = pane.left + pane.width, room
    labelling = Labelling(Box(pane.left, pane.top - above, right, pane.top + pane.height - 2))
    for joint in joints:
        values, places = zip(*((p.one.entry.middle, p.time.middle) for p in joint[:2]), strict=True)
        pane.line(values, places, own, 1.6, tint=0.45, zorder=2,
                  linestyle=(0, (1, 2.2)) if joint.dotted else "solid",
                  label="over a gap" if joint.dotted else "year to year")  # fmt: skip
        ends = [(pane.down(at), pane.across(value)) for value, at in zip(values, places, strict=True)]
        if all(pane.left <= x <= end for x, _ in ends):
            labelling.keep_off_line(*ends)
    inside = [p for p in points if pane.shows(p.time.middle) and pane.holds(p.one.entry.middle)]
    for point in inside:
        _draw_point(pane, point, point.colour or own)
        for box in _boxes(pane, point):
            labelling.keep_off(box)
    told = [point for point in inside if point.is_told]
    named = told_of(told)
    firsts = list(dict.fromkeys((*named[-1:], *named[:1])))
    written = 0
    for point in (*firsts, *sorted((one for one in told if one not in firsts), key=_wait)):
        far = _FAR if point in firsts or point.when else LEVELS
        written += _write(pane, labelling, point, _runs(point, pane.page.catalog, size), size, far=far)
    return [len(told) - written, len(points) - len(inside)]


def not_shown(lost: Sequence[int], catalog: Catalog) -> list[str]:
    """Note how many marks have no words, and how many stand outside the axes."""
    notes = zip(("trend_unlabelled", "outside"), lost, strict=True)
    return [catalog(key, n=number) for key, number in notes if number]


def _wait(point: Point) -> tuple[bool, float]:
    """Say when words are placed: those with a period may stand further off and come last."""
    return bool(point.when), point.time.start - point.time.end if point.when else 0.0


def _is_bar(pane: Pane, point: Point) -> bool:
    """Whether a period is drawn as a bar: no whole year, and long enough to be seen."""
    start, end = pane.down(point.time.start), pane.down(point.time.end)
    return point.time.year is None and end - start > _SHORT


def _draw_point(pane: Pane, point: Point, own: str) -> None:
    """Draw a row's mark in the middle of its time, or along the time it takes."""
    if not _is_bar(pane, point):
        draw_marks(pane, point.one, point.time.middle, own=own)
        return
    # What is no fact has on its bar the mark that the key explains.
    is_fact = point.one.entry.status == Status.ACTUAL
    Span(own).draw(pane, point.one.entry, (point.time.start, point.time.end), is_mark=is_fact)
    draw_marks(pane, point.one, point.time.middle, own=None if is_fact else own)


def _boxes(pane: Pane, point: Point) -> Iterator[Box]:
    """Yield the boxes of the marks of a row on the page, its own first, with the fading of their hedges."""
    x, start, end = (pane.down(at) for at in (point.time.middle, point.time.start, point.time.end))
    wide = (end - start) / 2 if _is_bar(pane, point) else 0.0
    for entry in (point.one.entry, *point.one.rivals):
        near = marks.RADIUS + 1.5
        long = max(0.0, marks.tail(pane, entry) / pane.length(1.0) - near) + 2
        above = near + (long if 1 in entry.open_sides else 0)
        below = near + (long if -1 in entry.open_sides else 0)
        left, right = x - max(near, wide), x + max(near, wide)
        yield Box(left, pane.across(entry.most) - above, right, pane.across(entry.least) + below)
        wide = 0.0
    if point.one.rivals:
        low, high = point.one.ends
        yield Box(x - 2, pane.across(high), x + 2, pane.across(low))


def _runs(point: Point, catalog: Catalog, size: float) -> list[list[Run]]:
    """Write the words of a row, then those that need less room: only its number, or only its mark.

    Where there is little room, what the key says as well is left out.
    """
    one = point.one if size == Size.LABEL or not catalog.is_chinese else replace(point.one, gloss="")
    runs = value_runs(one, catalog)
    before = [grey(point.when)] if point.when else []
    number = [runs[0], *(run for run in runs[1:2] if run.glue)]
    return [[*before, *runs], [*before, *number], [run for run in runs if run.glue][:1]]


def _write(
    pane: Pane, labelling: Labelling, point: Point, tried: Sequence[Sequence[Run]], size: float,
    *, far: int,
) -> bool:  # fmt: skip
    """Write the words of a row where there is room near its mark; say whether its number is among them."""
    mark = next(_boxes(pane, point))
    value, time = point.one.entry.middle, point.time.middle
    # A period stands over its number where there is no room before it.
    period = [text_width(point.when, size) + 1] if point.when else []
    widths = [(number, runs, most) for number, runs in enumerate(tried) for most in (_WIDEST, *period)]
    for number, runs, most in widths:
        lines = wrap(runs, size, most)
        wide = max((line.width for line in lines), default=0.0)
        place = labelling.place(mark, wide, len(lines) * size * theme.LEADING, far=far)
        if lines and place:
            dx, dy = place.left - pane.down(time), place.top - pane.across(value)
            centred = [
                Line(tuple((x + (wide - line.width) / 2, run) for x, run in line.runs), line.width)
                for line in lines
            ]
            pane.lines((value, time), centred, size, shift=(dx, dy), tag="value")
            return number < len(tried) - 1
    return False


def span_sample(points: Sequence[Point], catalog: Catalog) -> list[Sample]:
    """Explain the line of a period that is no whole year, where there is one."""
    if all(point.time.year is not None for point in points):
        return []
    return [Span().sample(catalog("trend_span"))]


_STEP = 7.0
#: On so many levels above and below a mark its words may stand.
LEVELS = 3
_SLACK = 1.0
_APART = 3.0


class Box(NamedTuple):
    """A rectangle of the page in points, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles have more than a hair in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _SLACK and down > _SLACK

    def within(self, other: Box) -> bool:
        """Whether it lies in another one."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


class Labelling:
    """The room there is for words."""

    def __init__(self, area: Box) -> None:
        self._area = area
        self._taken: list[Box] = []

    def keep_off(self, box: Box) -> None:
        """Keep words off a rectangle."""
        self._taken.append(box)

    def keep_off_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Keep words off a straight line."""
        (x, y), (u, v) = start, end
        count = max(2, round((abs(u - x) + abs(v - y)) / 4))
        for number in range(count + 1):
            at = (x + (u - x) * number / count, y + (v - y) * number / count)
            self._taken.append(Box(at[0] - 2, at[1] - 2, at[0] + 2, at[1] + 2))

    def place(self, mark: Box, width: float, height: float, *, far: int = LEVELS) -> Box | None:
        """Find the nearest free place for words of a size beside a mark, and take it.

        It is looked for on `far` levels above and below the mark.
        """
        for box in self._near(mark, width, height, far):
            if box.within(self._area) and not any(box.overlaps(other) for other in self._taken):
                # Words that touch would read as one.
                self._taken.append(box._replace(left=box.left - _APART, right=box.right + _APART))
                return box
        return None

    def _near(self, mark: Box, width: float, height: float, far: int) -> Iterator[Box]:
        """Yield places above, below and beside a mark, the nearer first."""
        middle, centre = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
        # A mark at the edge has its words moved inwards.
        inner = min(max(middle - width / 2, self._area.left), self._area.right - width)

        def rows(left: float, away: float) -> Iterator[Box]:
            for top in (mark.top - away - height, mark.bottom + away):
                yield Box(left, top, left + width, top + height)

        yield from rows(inner, 1)
        for left in (mark.right + 3, mark.left - 3 - width):
            yield Box(left, centre - height / 2, left + width, centre + height / 2)
        for share in (0.2, 0.8):
            yield from rows(middle - share * width, 1)
        for level in range(1, far):
            yield from rows(inner, 1 + level * _STEP)
