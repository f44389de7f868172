"""Aimed at: each thing with a result and the targets that the text sets for it, and whether they were met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.charts.content.items import Item, aims, grouped, joined_items
from hulin_analysis.charts.content.stretch import Stretch, stretch
from hulin_analysis.codes import Change, Status
from hulin_analysis.finding import is_met

_LAST_DAY = "-12-31"
_HAIR = 1e-6


@dataclass(frozen=True)
class Aimed:
    """A result and its targets."""

    result: Entry  # what was reached, a level, a share or by how much it rose or fell
    target: Entry | None  # what was aimed at for the same period
    following: Entry | None  # what is aimed at for the next period
    #: Whether the target of the same period was met; None where the numbers do not prove it.
    met: bool | None
    #: Whether the two are surely of one thing: it is in the vocabulary, a percentage, or of one
    #: statement. Of other counts (工作, 項目) the same name may mean different things.
    is_known: bool

    @property
    def entries(self) -> list[Entry]:
        """Its numbers, the result first."""
        return [one for one in (self.result, self.target, self.following) if one]

    @property
    def is_rate(self) -> bool:
        """Whether it says by how many per cent something rose or fell: only such numbers share a scale."""
        return self.result.unit == "%" and self.result.change != Change.NONE


def aimed(items: Sequence[Item]) -> list[Aimed]:
    """Put results beside the targets of the same and of the next period, in reading order.

    Notes
    -----
    The next period is as long as that of the result, and begins where it ends: the target of a year is held
    against no five years. Rates of several years are left out: a sum and a yearly average look alike.
    """
    items = joined_items(items)
    alike = grouped(items)
    return [one for item in items if not item.is_aim and item.period for one in _of(item, alike[item.thing])]


def _of(item: Item, items: Sequence[Item]) -> Iterator[Aimed]:
    """Yield the pairs of one result: of its change, of its level, of its share."""
    now_and_next = (lambda aim: _time(aim) == _time(item), lambda aim: _follows(item, aim))
    targets = [one for one in items if one.is_aim and _time(one) is not None]
    found = [aims([item, *filter(fits, targets)]).get(item.key) for fits in now_and_next]
    for side in ("change", "level", "share"):
        result: Entry | None = getattr(item, side)
        if result is None or (result.change != Change.NONE and not _is_short(item)):
            continue
        now, following = (getattr(aim, side) if aim else None for aim in found)
        target = next((one for one in (item.target, now) if one and _alike(result, one)), None)
        following = following if following and _alike(result, following) else None
        if target or following:
            known = bool(item.indicator_id or item.target or result.unit == "%")
            yield Aimed(result, target, following, _met(item, result, target), known)


def _met(item: Item, result: Entry, target: Entry | None) -> bool | None:
    """Say whether a target was met, of what the vocabulary knows and has happened."""
    # Of several years a level may be what there is, and its target what is to be added.
    sure = item.indicator_id and result.status == Status.ACTUAL and _is_short(item)
    return is_met(result, target, item.indicator_id) if target and sure else None


def _alike(one: Entry, other: Entry) -> bool:
    """Whether two numbers stand on one scale: a fall and a rise do, a level and a rise do not."""
    return one.unit == other.unit and (one.change == Change.NONE) is (other.change == Change.NONE)


def _is_short(item: Item) -> bool:
    """Whether it is said of a year or less."""
    time = _time(item)
    return time is not None and time.end - time.start < 1 + _HAIR


def _follows(item: Item, aim: Item) -> bool:
    """Whether a period as long begins where that of a result ends."""
    time, later = _time(item), _time(aim)
    if time is None or later is None:
        return False
    same = abs((later.end - later.start) - (time.end - time.start)) < _HAIR
    return same and abs(later.start - time.end) < _HAIR


def _time(item: Item) -> Stretch | None:
    """Return when an item is said of; what is counted on the last day of a year is of that year."""
    period = item.period or ""
    return stretch(period.removesuffix(_LAST_DAY) if "/" not in period else period)
