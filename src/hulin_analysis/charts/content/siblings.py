"""Siblings: which numbers of a text bars may set one against the other.

Bars say that one thing is so many times another. That means something of the parts of one whole, of the
items of one list, and of one kind of thing counted in one unit; visits and meetings, both counted in 場, are
none of these. What no rule tells stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, Literal

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, power_of_ten
from hulin_analysis.codes import Change
from hulin_analysis.concat_frames import numbers_of
from hulin_analysis.finding.enumeration import is_enumeration, unbroken
from hulin_analysis.languages import ENGLISH
from hulin_analysis.unit_groups import comparable_group, currency, unit_group

Bond = Literal["whole", "list", "kind"]
#: The rows of a frame as they are read, by the number of their note.
FrameRows = Mapping[int, Mapping[str, Any]]
# A 場 is an event, a 人 a person, a 畝 land; but a unit of these groups may count anything.
_ANYTHING = ("things", "money", None)
# So many siblings make a chart, and two parts of a whole; two that are few among others are set in a table.
_FEWEST = 3
# By so many characters 惠民工程 is longer than a noun that may mean anything.
_LONGER = 2
# A bar of a smaller part of the longest is no mark that can be seen.
_LEAST = 1 / 1000
_CLOSING = "”’」』》)）"
_ENDS = re.compile("[,，;；:：。!！?？\n]")


@dataclass(frozen=True)
class Family:
    """Numbers that are siblings."""

    rows: tuple[Entry, ...]  # in reading order; of a whole and its parts the whole first
    bond: Bond  # what makes them siblings
    #: The whole's name or that of the kind, in the words of the text; empty where nothing names it.
    name: str = ""


_Rule = Callable[[Sequence[Entry], FrameRows], list[Family]]


def rows_by_number(metrics: pd.DataFrame) -> FrameRows:
    """Return the rows of a frame as they are read, by the number of their note."""
    return dict(zip(numbers_of(metrics), unbroken(metrics), strict=True))


def families(drawn: Sequence[Entry], facts: FrameRows) -> list[Family]:
    """Find siblings among entries: parts of one whole, then items of one list, then things of one kind."""
    named = [one for one in drawn if one.change == Change.NONE and _fact(one, facts)["indicator"]]
    rest = sorted(named, key=lambda one: one.number)
    found: list[Family] = []
    kinds: list[_Rule] = [partial(_of_kind, key) for key in (_kind, _longer, _place)]
    for rule in (_parts, _lists, _deeds, *kinds):
        for family in rule(rest, facts):
            kept = family.rows if family.bond == "whole" else _told_apart(family.rows)
            few = family.bond == "whole" or 2 * len(kept) >= len(drawn)
            sizes = [entry.most for entry in kept if entry.most > 0]
            # No bar is so short that it cannot be seen.
            if len(kept) >= (2 if few else _FEWEST) and sizes and min(sizes) >= _LEAST * max(sizes):
                name = family.name or _shared_end([entry.label for entry in kept])
                found.append(Family(kept, family.bond, name))
                rest = [one for one in rest if one not in kept]
    return found


def kind_of(label: str) -> str:
    """Return the noun that names what kind of thing a label counts, in simplified script; else nothing."""
    text = script.fold(label)
    measure = vocabulary.compiled("siblings", "<kind.measures>$").search(text)
    text = text[: measure.start()] if measure else text
    noun = vocabulary.compiled("siblings", "<kind.nouns>$").search(text)
    return noun.group() if noun else ""


def _fact(entry: Entry, facts: FrameRows) -> Mapping[str, Any]:
    return facts[entry.note.number]


def _label(entry: Entry, facts: FrameRows) -> str:
    return script.fold(str(_fact(entry, facts)["indicator"]))


def _scale(entry: Entry) -> tuple[object, ...]:
    """Return what siblings share: unit, size of money, per what, when, and whether it is a fact."""
    unit, per = comparable_group(entry.unit), Catalog(ENGLISH).per(entry.note.per) if entry.note.per else ""
    band = power_of_ten([entry]) if currency(entry.unit) else 0
    return entry.note.document, unit, band, per, entry.period, entry.status


def _grouped(rows: Iterable[Entry], key: Callable[[Entry], object]) -> dict[Any, list[Entry]]:
    """Group entries by a key; those whose key is None are left out."""
    found: dict[Any, list[Entry]] = {}
    for entry in rows:
        if (value := key(entry)) is not None:
            found.setdefault(value, []).append(entry)
    return found


def _told_apart(rows: Sequence[Entry]) -> tuple[Entry, ...]:
    """Leave out what shares its name with another: the name does not say what the difference is."""
    names = [(entry.label, entry.subject) for entry in rows]
    return tuple(entry for entry, name in zip(rows, names, strict=True) if names.count(name) == 1)


def _parts(rows: Sequence[Entry], facts: FrameRows) -> list[Family]:
    """Find the parts of one whole, and the whole with them if it is there."""

    def key(entry: Entry) -> object:
        part_of, (document, unit, _, *others) = _fact(entry, facts)["part_of"], _scale(entry)
        return (document, part_of, unit, *others) if part_of else None

    found = []
    for (document, part_of, unit, *_), parts in _grouped(rows, key).items():
        wholes = [
            one for one in rows
            if one.note.document == document and _fact(one, facts)["statement"] == part_of
            and comparable_group(one.unit) == unit and one not in parts
        ]  # fmt: skip
        if wholes or len(parts) > 1:
            found.append(Family((*wholes[:1], *parts), "whole", wholes[0].label if wholes else ""))
    return found


def _lists(rows: Sequence[Entry], facts: FrameRows) -> list[Family]:
    """Find the longest runs of numbers that are the items of one enumeration."""
    found: list[list[Entry]] = []
    for one, other in pairwise(rows):
        pair = [_fact(entry, facts) for entry in (one, other)]
        if _scale(one) == _scale(other) and is_enumeration(pair, pair):
            if found and found[-1][-1] is one:
                found[-1].append(other)
            else:
                found.append([one, other])
    return [Family(tuple(run), "list") for run in found]


def _deeds(rows: Sequence[Entry], facts: FrameRows) -> list[Family]:
    """Find what one sentence counts as done by one verb, said once or again: 開展宣講265場,舉辦展覽13場."""
    found = []
    for sentence in _grouped(rows, lambda one: (one.note.document, one.note.sentence_start)).values():
        deeds: dict[int, int | None] = {}
        last: int | None = None
        before: Mapping[str, Any] | None = None
        for entry in sentence:
            fact = _fact(entry, facts)
            last = deeds[entry.note.number] = _deed(fact, before, last)
            before = fact

        def key(entry: Entry, deeds: dict[int, int | None] = deeds) -> object:
            deed, kind = deeds[entry.note.number], kind_of(_label(entry, facts))
            told = kind or None if unit_group(entry.unit) in _ANYTHING else ""
            return None if deed is None or told is None else (deed, told, entry.subject, *_scale(entry))

        found += [Family(tuple(one), "list") for one in _grouped(sentence, key).values()]
    return found


def _deed(fact: Mapping[str, Any], before: Mapping[str, Any] | None, last: int | None) -> int | None:
    """Return which verb governs a number; behind 、 that of the number before it."""
    begin = int(fact["sentence_start"])
    text = script.fold(str(fact["sentence"]))[: int(fact["start"]) - begin]
    clause = _ENDS.split(text)[-1]
    if before is not None:
        between = text[int(before["end"]) - begin :]
        if not _ENDS.search(between):
            clause = between
    for place in range(len(clause)):
        for number, verbs in enumerate(vocabulary.table("siblings")["deeds"]["same"]):
            if clause.startswith(tuple(verbs), place):
                return number
    joined = vocabulary.compiled("siblings", "<deeds.joins>").match(clause) is not None
    return last if before is not None and joined else None


def _kind(entry: Entry, facts: FrameRows) -> object:
    """Tell what is counted in one unit and of one kind, by the nouns that end the labels."""
    label = _label(entry, facts)
    kind = kind_of(label)
    if not kind or kind == label:
        return None
    # Of 項目 and 企業 there are all sorts: in one sentence alone they are set side by side.
    generic = kind in vocabulary.words("siblings", "kind", "generic")
    return kind, generic and entry.note.sentence_start, entry.subject, *_scale(entry)


def _longer(entry: Entry, facts: FrameRows) -> object:
    """Tell what one longer noun names wherever it stands: 惠民工程 is a kind, 工程 alone is none."""
    label = _label(entry, facts)
    longer = label[-len(kind_of(label)) - _LONGER :] if kind_of(label) else ""
    return (longer, entry.subject, *_scale(entry)) if longer not in ("", label) else None


def _place(entry: Entry, facts: FrameRows) -> object:
    """Tell what is said in one sentence, in the same words, of several places."""
    label = _label(entry, facts)
    vague = label in vocabulary.words("siblings", "kind", "vague")
    return (label, entry.note.sentence_start, *_scale(entry)) if entry.subject and not vague else None


def _of_kind(
    key: Callable[[Entry, FrameRows], object], rows: Sequence[Entry], facts: FrameRows
) -> list[Family]:
    """Find what one key tells to be of one kind."""
    groups = _grouped(rows, lambda entry: key(entry, facts))
    return [Family(tuple(one), "kind") for one in groups.values()]


def _shared_end(labels: Sequence[str]) -> str:
    """Return the words that all labels end in; nothing where that is no noun of the vocabulary's."""
    shortest = min(map(len, labels))
    same = next((n for n in range(shortest, 0, -1) if len({label[-n:] for label in labels}) == 1), 0)
    name = labels[0][-same:].lstrip(_CLOSING) if same else ""
    return name if kind_of(name) else ""
