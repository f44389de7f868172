"""Series: a thing that one text states for several periods, as points on an axis of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hulin_analysis.charts.drawing.over_time import Joint, Point
from hulin_analysis.charts.stated.comparison import Compared, everything, has_zero, unit_name, what
from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.charts.stated.items import Item, joined_items
from hulin_analysis.charts.stated.timeline import stretch
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Status

__all__ = ["Series", "series_of"]

_FEWEST = 3
# Of no more marks all have their words, of more the first and the last.
_FEW = 5
# A scale from zero that is empty up to this share of it begins above zero.
_EMPTY = 0.5
_MONTHS, _DAY, _HAIR = 12, 1.5 / 365, 1e-6


@dataclass(frozen=True)
class Series:
    """One thing over periods.

    Attributes
    ----------
    name : str
        What is measured.
    unit, subtitle : str
        The unit of its scale, and what is said of that.
    zero : bool
        Whether its scale begins at zero.
    points : tuple of Point
        From the first period to the last, in that unit.
    joints : tuple of Joint
        The lines between them.
    """

    name: str
    unit: str
    subtitle: str
    zero: bool
    points: tuple[Point, ...]
    joints: tuple[Joint, ...]

    @property
    def entries(self) -> list[Entry]:
        """Its numbers in their own units, the first of the text first."""
        found = everything([point.one for point in self.points])
        return sorted(found, key=lambda entry: entry.note.number)


def series_of(items: Sequence[Item], words: Words) -> list[Series]:
    """Find what is stated for at least three periods of one length, in reading order.

    Parameters
    ----------
    items : sequence of Item
        As :func:`hulin_analysis.charts.items.items_of` gives them.
    words : Words
        The language.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> from hulin_analysis.charts.stated.items import items_of
    >>> text = "全縣糧食產量2021年12.3萬噸,2022年12.8萬噸,2024年13.1萬噸。"
    >>> [series] = series_of(items_of(ha.extract(ha.parse_article(text)), Words()), Words())
    >>> series.unit, [point.period for point in series.points], [line.dotted for line in series.joints]
    ('萬噸', ['2021', '2022', '2024'], [False, True])
    """
    things: list[list[Item]] = []
    for item in joined_items(items):
        same = next((one for one in things if one[0].same(item)), None)
        if same is None:
            things.append([item])
        else:
            same.append(item)
    found = [
        one for thing in things for side in ("level", "change", "share") for one in _of(thing, side, words)
    ]
    return sorted(found, key=lambda one: one.entries[0].note.number)


def _of(thing: Sequence[Item], side: str, words: Words) -> Iterator[Series]:
    """Yield the series of one side of a thing, one for each unit and length of period."""
    groups: dict[tuple[object, ...], list[tuple[str, Entry]]] = {}
    for item in thing:
        entry: Entry | None = getattr(item, side)
        time = stretch(item.period or "")
        if entry and time:
            long = time.end - time.start
            months = 0 if long < _DAY else round(long * _MONTHS)
            key = entry.unit, entry.change != Change.NONE, item.base if months == 0 else None, months
            groups.setdefault(key, []).append((str(item.period), entry))
    for rows in groups.values():
        points = list(_points(rows))
        facts = [point for point in points if point.one.entry.status != Status.TARGET]
        if len(facts) >= _FEWEST:
            yield _made(points, words)


def _points(rows: Iterable[tuple[str, Entry]]) -> Iterator[Point]:
    """Yield a point a period, what the text says first of it with what conflicts."""
    by_period: dict[str, list[Entry]] = {}
    for period, entry in rows:
        by_period.setdefault(period, []).append(entry)
    for period, (first, *others) in sorted(by_period.items()):
        rivals = tuple(one for one in others if (one.least, one.most) != (first.least, first.most))
        if time := stretch(period):
            yield Point(Compared("", first, rivals), period, time)


def _made(points: Sequence[Point], words: Words) -> Series:
    drawn = [point.one for point in points]
    unit, scale = unit_name(drawn, words)
    told = range(len(points)) if len(points) <= _FEW else (0, len(points) - 1)
    scaled = [
        replace(point, one=point.one.scaled(scale), is_told=n in told) for n, point in enumerate(points)
    ]
    said = [words("rate") if unit == "%" and drawn[0].entry.change != Change.NONE else unit]
    zero = _has_zero(drawn)
    said += [] if zero else [words("axis_cropped_up")]
    facts = [point for point in scaled if point.is_fact]
    joints = tuple(Joint(one, other, dotted=not _follows(one, other)) for one, other in pairwise(facts))
    return Series(what([one for one in drawn if one.entry.status == Status.ACTUAL] or drawn, words), unit,
                  words("sep").join(said), zero, tuple(scaled), joints)  # fmt: skip


def _has_zero(drawn: Sequence[Compared]) -> bool:
    """Whether a scale begins at zero: not where more than half of it would be empty under its marks."""
    low, high = min(one.ends[0] for one in drawn), max(one.ends[1] for one in drawn)
    near, far = sorted((abs(low), abs(high)))
    return has_zero(drawn) and (low <= 0 <= high or near == far or near < _EMPTY * far)


def _follows(one: Point, other: Point) -> bool:
    """Whether a period begins where another ends; days at the end of years or months are a year apart."""
    if abs(other.time.start - one.time.end) < _HAIR:
        return True
    days = all(point.time.end - point.time.start < _DAY for point in (one, other))
    return days and other.time.start - one.time.start < 1 + _DAY
