"""Items: the measured things of a frame as charts draw them, with their level, change, share and target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, Quotes, against, entries, proven_rows
from hulin_analysis.codes import Kind, Status
from hulin_analysis.concat_frames import keys_of
from hulin_analysis.measured_things import statement_records
from hulin_analysis.quotes import key_of
from hulin_analysis.times.period import moved_to, one_year

_Key = tuple[str, str]
_YEAR_END = "-12-31"


@dataclass(frozen=True)
class Item:
    """A measured thing: what the text says of one indicator, place and period."""

    #: Its document and its statement, as in ``ha.statements``; the document is empty if there is one
    #: only.
    key: _Key
    #: The key of the thing whose part it is: the text says so (其中), or it is set under its row in a table.
    #: It need not be what the share is a share of.
    part_of: _Key | None
    label: str  # what is measured, in the chart's language
    name: str  # the same in the words of the text, folded: labels are in other languages
    indicator_id: str | None  # as in ``ha.statements``; the base is that of its change
    subject: str | None
    period: str | None
    base: str | None
    status: str  # as in ``ha.statements``
    section: str  # the heading it stands under, empty above the first
    kinds: frozenset[str]  # the kinds of its numbers
    #: Its numbers. A level in % is a share too, where the name says so (民间投资占比).
    level: Entry | None = None
    #: Of several rates the one from a year before; that of an aim, if there is no result.
    change: Entry | None = None
    #: The first that words in front of it call a share (占全省的35%); how much of an aim was reached is none.
    share: Entry | None = None
    target: Entry | None = None  # what was aimed at, beside a result
    rest: int = 0  # how many numbers more the text states of it, that are none of these four
    is_average: bool = False  # whether its change is that of each year on average (年均)

    @property
    def sides(self) -> tuple[Entry | None, ...]:
        """What is stated of it, each on its own scale."""
        return self.level, self.change, self.share, self.target

    @property
    def entries(self) -> list[Entry]:
        """Its numbers, in reading order."""
        return sorted((one for one in self.sides if one), key=lambda entry: entry.number)

    @property
    def number(self) -> int:
        """The number of its first note: its place in the reading order."""
        return self.entries[0].note.number

    @property
    def rate(self) -> Entry | None:
        """By how many per cent it rose or fell; None where the text says so in no per cent."""
        return self.change if self.change and self.change.unit == "%" else None

    @property
    def is_aim(self) -> bool:
        """Whether it is a target, and no result."""
        return self.status == Status.TARGET

    def is_called(self, name: str) -> bool:
        """Whether a name that a reader gives is that of this thing: an id, or words of its label."""
        ids = (self.indicator_id, self.key[1], *(entry.note.id for entry in self.entries))
        return name in ids or (bool(name) and name in self.label)

    @cached_property
    def thing(self) -> tuple[str, str, str | None]:
        """What the items of one thing in one place share: its name, their document and subject."""
        return self.indicator_id or self.name, self.key[0], self.subject

    def same(self, other: Item) -> bool:
        """Whether another item is of the same thing in the same place, whatever its period and status."""
        units = {script.fold(one.level.unit) for one in (self, other) if one.level}
        # What the vocabulary does not know may be two things of one name, 游客 in 人次 and in 元.
        return self.thing == other.thing and (bool(self.indicator_id) or len(units) < 2)


def items_of(metrics: pd.DataFrame, catalog: Catalog, quotes: Quotes = "panel") -> list[Item]:
    """Make the items of a frame, in reading order."""
    drawn = entries(proven_rows(metrics, metrics), metrics, catalog, quotes)
    made = {entry.note.id: entry for entry in drawn}
    told = zip(metrics["kind"].astype(str), metrics["section"].fillna("").astype(str), strict=True)
    about = dict(zip(keys_of(metrics), told, strict=True))
    found = [_item(record, made, about) for record in statement_records(metrics)]
    return sorted((item for item in found if item), key=lambda item: item.number)


def without_indicators(
    rows: pd.DataFrame, metrics: pd.DataFrame, catalog: Catalog
) -> tuple[pd.DataFrame, list[str]]:
    """Leave out the rows of things that the scorecard has, and note how many they are.

    The level of a thing may be of another kind than its rate: the scorecard shows both.
    """
    indicators = metrics[(metrics["kind"] == Kind.INDICATOR).fillna(False).astype(bool)]
    known = {key for key in _statements(indicators) if key[1]}
    own = rows.loc[[key not in known for key in _statements(rows)]]
    left_out = len(rows) - len(own)
    return own, [catalog("in_scorecard", n=left_out)] if left_out else []


def _statements(rows: pd.DataFrame) -> list[_Key]:
    statements = rows["statement"].fillna("").astype(str)
    return [(document, key) for (document, _), key in zip(keys_of(rows), statements, strict=True)]


def _item(record: dict[str, Any], made: dict[str, Entry], about: dict[_Key, tuple[str, str]]) -> Item | None:
    document = str(record.get("document") or "")
    sides = {
        name: made.get(key_of(document, id_) if document else id_) for name, id_ in record["sides"].items()
    }
    own = [(document, str(id_)) for id_ in record["ids"]]
    first = next((entry for entry in sides.values() if entry), None)
    if first is None:
        return None
    shown = set(record["sides"].values())
    return Item(
        key=(document, str(record["statement"] or record["ids"][0])),
        part_of=(document, str(record["part_of"])) if record["part_of"] else None,
        label=first.label, name=script.fold(str(record["indicator"] or "")),
        indicator_id=record["indicator_id"], subject=first.subject, period=record["period"],
        base=record["change_base"], status=str(record["status"]),
        section=about[own[0]][1], kinds=frozenset(about[key][0] for key in own),
        rest=sum(key[1] not in shown for key in own), is_average=record["is_average"], **sides,
    )  # fmt: skip


def manner_of(item: Item, catalog: Catalog) -> str:
    """Say that a change is one of each year on average, or its base where that is not the year before."""
    if item.change is None:
        return ""
    return catalog("yearly") if item.is_average else against(item.base, item.period, catalog)


def joined_items(items: Sequence[Item]) -> list[Item]:
    """Put what the text says twice of one thing, place, period and status on one row.

    The headline may say the rate and the body level and rate; what is stated again with another value keeps a
    row of its own, and so does what has no name. The same number said as a result and as an estimate is an
    estimate.
    """
    kept: list[Item] = []
    places: dict[tuple[object, ...], list[int]] = {}
    for item in items:
        alike = places.setdefault((item.thing, item.period, item.is_aim, item.part_of), [])
        named = item.indicator_id or item.name
        at = next((n for n in alike if named and _agree(kept[n], item)), None)
        if at is None:
            alike.append(len(kept))
            kept.append(item)
        else:
            kept[at] = _with(kept[at], item)
    return kept


def _agree(one: Item, other: Item) -> bool:
    if not one.same(other):
        return False
    if one.change and other.change and one.base != other.base:
        return False
    both = [(a, b) for a, b in zip(one.sides, other.sides, strict=True) if a and b]
    return bool(both) and all(_states(a) == _states(b) for a, b in both)


def _states(entry: Entry) -> tuple[object, ...]:
    return entry.least, entry.most, script.fold(entry.unit), entry.hedge, entry.change


def _with(item: Item, other: Item) -> Item:
    sides = [a or b for a, b in zip(item.sides, other.sides, strict=True)]
    status = item.status
    if status != other.status:
        # What is said as a result here and as an estimate there is an estimate, with all its numbers.
        status = Status.EXPECTED
        sides[:3] = [one and replace(one, status=str(status)) for one in sides[:3]]
    level, change, share, target = sides
    return replace(
        item, status=status, base=item.base if item.change else other.base, level=level, change=change,
        share=share, target=target, kinds=item.kinds | other.kinds, rest=item.rest + other.rest,
    )  # fmt: skip


def aims(items: Sequence[Item]) -> dict[_Key, Item]:
    """Find of each result the target that the text sets for the same thing, by the key of the result.

    It stands beside the latest result, if the text states one of each: of two results, or of two targets,
    nothing tells which belongs to which. A target for a later period is no measure of the result, but what
    comes next.
    """
    found: dict[_Key, Item] = {}
    targets = [one for one in items if one.is_aim and one_year(one.period)]
    by_thing = grouped(items)
    for aim in targets:
        alike = [one for one in by_thing[aim.thing] if one.same(aim) and one.period]
        results = [one for one in alike if not one.is_aim and _end(one) <= _end(aim)]
        last = max(map(_end, results), default="")
        # A quarter's result is none of a target for the year, nor are five years.
        latest = [one for one in results if _end(one) == last and _as_long(one.period, aim.period)]
        between = [one for one in alike if one.is_aim and last <= _end(one) <= _end(aim)]
        if len(latest) == len(between) == 1:
            found[latest[0].key] = aim
    return found


def grouped(items: Iterable[Item]) -> dict[tuple[object, ...], list[Item]]:
    """Put the items of each thing together: of very many, no two need be held against each other."""
    found: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        found.setdefault(item.thing, []).append(item)
    return found


def _end(item: Item) -> str:
    return str(item.period).rpartition("/")[2].removesuffix(_YEAR_END)


def _as_long(one: str | None, other: str | None) -> bool:
    """Tell whether two times are the same stretch of two years, or of one; a year's end is that year's."""
    first, second = (str(iso or "").removesuffix(_YEAR_END) for iso in (one, other))
    year = one_year(first)
    return year is not None and one_year(second) is not None and moved_to(second, year) == first


def nested(items: Sequence[Item]) -> list[tuple[Item, int]]:
    """Put each part behind its whole, with how deep it stands; without its whole it stands alone."""
    keys = {item.key for item in items}
    parts: dict[_Key | None, list[Item]] = {}
    for item in items:
        said = item.part_of if item.part_of in keys and item.part_of != item.key else None
        parts.setdefault(said or _known_whole(item, items), []).append(item)
    return list(_below(None, parts, 0, set()))


def _known_whole(item: Item, items: Sequence[Item]) -> _Key | None:
    """Find the whole that the vocabulary knows a thing to be part of, if it is of the same place and time."""
    for id_ in vocabulary.table("partitions")["under"].get(item.indicator_id or "", ()):
        for one in items:
            same = (one.key[0], one.subject, one.period, one.status)
            if one.indicator_id == id_ and same == (item.key[0], item.subject, item.period, item.status):
                return one.key
    return None


def _below(
    whole: _Key | None, parts: dict[_Key | None, list[Item]], deep: int, seen: set[_Key]
) -> Iterable[tuple[Item, int]]:
    for item in parts.get(whole, ()):
        if item.key not in seen:
            seen.add(item.key)
            yield item, deep
            yield from _below(item.key, parts, deep + 1, seen)
