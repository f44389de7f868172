"""Wholes: which parts the text states add up to what it states of their whole, or to a hundred per cent.

Nothing is reckoned that the text does not state: parts that do not add up within the rounding of their words
are no whole, and what is missing to one is not made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import isclose, log10
from typing import Any, Literal

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.charts.content.items import Item
from hulin_analysis.codes import Hedge

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
# A number of the text is off by half a unit of its last digit, at most.
_HALF = 0.5
_PER_CENT = 100.0


@dataclass(frozen=True)
class Whole:
    """A whole and its parts."""

    label: str  # its name; the id of a known partition, if nothing in the text names the whole
    entry: Entry | None  # what the text states of it; None for a hundred per cent
    parts: tuple[Entry, ...]  # in the order of the text
    #: What share the text states besides of a part, by the number of the part's note.
    shares: Mapping[int, Entry]
    known: str | None = None  # the id of the partition, if the vocabulary knows it
    #: The shares that say the same as the parts, in their order, and are not drawn again.
    also: tuple[Entry, ...] = ()

    @property
    def total(self) -> float:
        """The length of all parts together: what is drawn has no gap."""
        return sum(part.middle for part in self.parts)

    @property
    def entries(self) -> list[Entry]:
        """All numbers of it."""
        return [*([self.entry] if self.entry else []), *self.parts, *self.shares.values(), *self.also]


@dataclass(frozen=True)
class LeftOut:
    """Parts that are not drawn, and why: some are missing, the sum is another, or a number is not exact."""

    label: str
    reason: Literal["missing", "other", "unsure"]
    parts: tuple[Entry, ...]


@dataclass(frozen=True)
class _Part:
    """A number that may be a part: as a level or as a share."""

    item: Item
    entry: Entry
    name: str
    is_share: bool

    @property
    def scope(self) -> tuple[object, ...]:
        item, unit = self.item, "%" if self.is_share else script.fold(self.entry.unit)
        return item.key[0], item.subject, item.period, item.status, self.is_share, unit

    @property
    def share_of(self) -> str:
        """The words between 占 and the number; empty where there are none."""
        of = vocabulary.compiled("partitions", "<shares.of>(?P<whole>[^,;.，；。]*?)<shares.behind>$")
        found = of.search(script.fold(self.entry.note.before))
        return found["whole"] if found else ""


@dataclass(frozen=True)
class _Candidate:
    """Parts that may make a whole: of a known partition, of one whole, or of one sentence."""

    known: str | None
    parts: tuple[_Part, ...]
    complete: bool

    @property
    def is_share(self) -> bool:
        return self.parts[0].is_share


def name_of(one: Whole | LeftOut, catalog: Catalog) -> str:
    """Name a whole: as the text does, or as the vocabulary calls the partition."""
    row = _partitions().get(one.label)
    return script.written(row, catalog.lang) if row else one.label or catalog("parts_hundred")


def stated_of(whole: Whole, catalog: Catalog) -> str:
    """Name a whole with what the text states of it."""
    name, entry = name_of(whole, catalog), whole.entry
    return catalog.row(name, entry.shown) if entry else name


def wholes_of(items: Sequence[Item]) -> tuple[list[Whole], list[LeftOut]]:
    """Find the wholes whose parts the text states, in its order, and the parts that make none."""
    parts = [part for item in items for part in _parts(item)]
    wholes: list[Whole] = []
    made: list[_Candidate] = []
    failed: list[LeftOut] = []
    used: set[int] = set()
    for candidate in _candidates(parts):
        numbers = {part.entry.note.number for part in candidate.parts}
        found = _wholes_of(candidate, items)
        if numbers & used or not (found or candidate.is_share):
            continue
        levels = [None] if candidate.is_share else [item.level for item in found]
        faults = [_fault(candidate, level) for level in levels]
        at = faults.index(None) if None in faults else 0
        label = (candidate.is_share and candidate.known) or (found[at].label if found else "")
        entries = tuple(part.entry for part in candidate.parts)
        if (reason := faults[at]) is None:
            used |= numbers
            wholes.append(Whole(label, levels[at], entries, _shares(candidate, used), candidate.known))
            made.append(candidate)
        elif candidate.known or not candidate.is_share:
            failed.append(LeftOut(label, reason, entries))
    drawn = [one for one in failed if not {entry.note.number for entry in one.parts} & used]
    wholes = _drawn_once(wholes, made)
    return sorted(wholes, key=lambda one: one.parts[0].note.number), _once(drawn)


def _drawn_once(wholes: Sequence[Whole], made: Sequence[_Candidate]) -> list[Whole]:
    """Join shares with the levels that say the same: the lengths of both are the same."""
    kept = {at: one for at, one in enumerate(wholes) if one.entry}
    for number, whole in enumerate(wholes):
        if whole.entry is None:
            said = ((at, _alike(made[number], made[at], kept[at].total)) for at in kept if kept[at].entry)
            at, also = next((pair for pair in said if pair[1]), (number, ()))
            kept[at] = replace(kept[at], also=also) if also else whole
    return list(kept.values())


def _alike(shares: _Candidate, levels: _Candidate, total: float) -> tuple[Entry, ...]:
    """Give shares in the order of the levels that they are the shares of; none where one is another."""
    first, other = shares.parts[0].item, levels.parts[0].item
    same = (first.key[0], first.period, first.status) == (other.key[0], other.period, other.status)
    if shares.known is None or shares.known != levels.known or not same:
        return ()
    members = {_member(part.name, shares.known): part.entry for part in shares.parts}
    pairs = [(part.entry, members.get(_member(part.name, shares.known))) for part in levels.parts]
    found = []
    for level, share in pairs:
        wanted = _PER_CENT * level.middle / total
        slack = _HALF * (_last_digit(share) + _PER_CENT * _last_digit(level) / total) if share else 0.0
        if share and abs(share.middle - wanted) <= slack + 1e-9:
            found.append(share)
    return tuple(found) if len(found) == len(pairs) else ()


def _once(failed: Iterable[LeftOut]) -> list[LeftOut]:
    """Say of each part only once why it is not drawn."""
    kept: list[LeftOut] = []
    seen: set[int] = set()
    for one in failed:
        numbers = {entry.note.number for entry in one.parts}
        if not numbers & seen:
            kept.append(one)
            seen |= numbers
    return kept


def _parts(item: Item) -> Iterator[_Part]:
    """Yield what may be a part of an item's numbers: its level and its share."""
    name = item.name
    if not name or any(word in name for word in vocabulary.words("partitions", "never", "words")):
        return
    told = vocabulary.compiled("partitions", "<shares.name>").search(name)
    if item.level and item.level.unit in ("", "%"):
        if told:
            yield _Part(item, item.level, name, True)
    elif item.level:
        yield _Part(item, item.level, name, False)
    if item.share and item.share.unit == "%":
        yield _Part(item, item.share, name, True)


def _candidates(parts: Sequence[_Part]) -> Iterator[_Candidate]:
    """Yield levels before shares: of them the lengths are the same, and they say more."""
    for is_share in (False, True):
        alike = [part for part in parts if part.is_share is is_share]
        groups: dict[tuple[object, ...], list[_Part]] = {}
        for part in alike:
            for known, _, rest in _memberships(part.name):
                groups.setdefault((known, rest, *part.scope), []).append(part)
        for key, members in groups.items():
            yield from _known(str(key[0]), members)
        yield from _unknown(alike, is_share=is_share)


def _known(known: str, members: Sequence[_Part]) -> Iterator[_Candidate]:
    """Yield the parts of a partition that stand together, then of each part what the text says first."""
    count = len(_partitions()[known]["parts"])
    ordered = sorted(members, key=lambda part: part.entry.note.number)
    together = [ordered[at : at + count] for at in range(len(ordered) - count + 1)]
    first = {_member(part.name, known): part for part in reversed(ordered)}
    for parts in (*together, sorted(first.values(), key=lambda part: part.entry.note.number)):
        told = {_member(part.name, known) for part in parts}
        if 1 < len(told) == len(parts) and len({part.share_of for part in parts} - {""}) < 2:
            yield _Candidate(known, tuple(parts), complete=len(parts) == count)


def _unknown(parts: Sequence[_Part], *, is_share: bool) -> Iterator[_Candidate]:
    """Yield the parts of one whole, and the shares of one sentence, that no partition knows.

    出口 and 民營企業 may add up to the whole by chance: parts that are told from others by two different
    partitions, or of one that is not complete, are none.
    """
    groups: dict[tuple[object, ...], list[_Part]] = {}
    for part in parts:
        at: object = part.item.part_of or (part.entry.note.sentence_start if is_share else None)
        if at is not None:
            groups.setdefault((at, *part.scope), []).append(part)
    for members in groups.values():
        told = {known for part in members for known, _, _ in _memberships(part.name)}
        whole = len(told) < 2 and all(
            len({_member(part.name, known) for part in members} - {None})
            == len(_partitions()[known]["parts"])
            for known in told
        )
        if len(members) > 1 and whole and len({part.share_of for part in members}) == 1:
            yield _Candidate(None, tuple(members), complete=False)


@cache
def _partitions() -> dict[str, Any]:
    return dict(vocabulary.table("partitions")["known"])


@cache
def _memberships(name: str) -> tuple[tuple[str, int, str], ...]:
    """Return of a name each partition, which of its parts it tells, and what the name says besides."""
    found = []
    for known, row in _partitions().items():
        catalog = [(word, number) for number, listed in enumerate(row["parts"]) for word in listed]
        for word, number in sorted(catalog, key=lambda pair: -len(pair[0])):
            if word in name:
                before, behind = name.split(word, 1)
                found.append((known, number, f"{before}|{_measured(behind)}"))
                break
    return tuple(found)


def _member(name: str, known: str) -> int | None:
    return next((number for which, number, _ in _memberships(name) if which == known), None)


@cache
def _measured(name: str) -> str:
    """Take off a name what only says that it is a share: 增加值占地区生产总值的比重."""
    shares = vocabulary.compiled("partitions", "(?:<shares.of>.*)?<shares.name>?$")
    return shares.sub("", name, count=1)


def _wholes_of(candidate: _Candidate, items: Sequence[Item]) -> list[Item]:
    """Find the items whose parts they may be, the likeliest first.

    The text says so, the vocabulary, or the name, which is what is left without that which tells the part.
    """
    first = candidate.parts[0]
    document, (_, _, period, status, is_share, unit) = first.item.key[0], first.scope
    of = {part.item.part_of for part in candidate.parts}
    own = {part.item.key for part in candidate.parts}
    rests = {rest for known, _, rest in _memberships(first.name) if known == candidate.known}
    ids = {id_ for rest in rests for id_ in _divided(candidate.known or "", rest)}
    left = {rest.replace("|", "") for rest in rests} - {""}
    found = []
    for item in items:
        same = (item.key[0], item.period, item.status) == (document, period, status)
        if not same or not item.level or item.key in own:
            continue
        if not is_share and script.fold(item.level.unit) != unit:
            continue
        said = len(of) == 1 and item.key in of
        if said or item.indicator_id in ids or item.name in left:
            found.append((not said, item))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


@cache
def _divided(known: str, rest: str) -> tuple[str, ...]:
    """Return the ids of the wholes whose parts are named so, besides what tells the part."""
    rows = _partitions()[known]["wholes"] if known else []
    behind = rest.rpartition("|")[2]
    return tuple(id_ for id_, *measures in rows if not behind or behind in measures)


def _fault(candidate: _Candidate, whole: Entry | None) -> Literal["missing", "other", "unsure"] | None:
    """Say why parts are no whole; None where they are one."""
    entries = [*(part.entry for part in candidate.parts), *([whole] if whole else [])]
    if any(entry.is_range or entry.hedge != Hedge.EXACT or entry.least < 0 for entry in entries):
        return "unsure"
    total = whole.middle if whole else _PER_CENT
    added = sum(part.entry.middle for part in candidate.parts)
    slack = sum(_HALF * _last_digit(entry) for entry in entries) + 1e-9 * total
    if abs(added - total) <= slack:
        return None
    return "missing" if added < total and not candidate.complete else "other"


def _last_digit(entry: Entry) -> float:
    """Say what one more of its last digit is worth: 0.1億 for 51.0億, nothing for several numbers."""
    found = list(_NUMBER.finditer(script.fold(entry.note.quote)))
    if len(found) != 1 or not (number := float(found[0][0].replace(",", ""))):
        return 0.0
    scale = abs(entry.middle) / number
    whole = scale > 0 and isclose(log10(scale), round(log10(scale)), abs_tol=1e-9)
    return float(scale * 10 ** -len(found[0][1] or "")) if whole else 0.0


def _shares(candidate: _Candidate, used: set[int]) -> dict[int, Entry]:
    """Return the shares that the text states of the parts besides; they are not drawn again."""
    pairs = [(part.entry, part.item.share) for part in candidate.parts if part.item.share]
    found = {entry.number: share for entry, share in pairs if share is not entry}
    used |= {share.number for share in found.values()}
    return found
