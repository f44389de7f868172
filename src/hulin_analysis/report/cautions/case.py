"""The case: the rows of a report as the rules of caution ask about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hulin_analysis import vocabulary
from hulin_analysis.charts.stated.entries import Entry, entries
from hulin_analysis.charts.stated.items import Item, items_of
from hulin_analysis.finding.enumeration import unbroken
from hulin_analysis.report.naming import Thing, name, name_all
from hulin_analysis.report.phrases import Phrases
from hulin_analysis.report.subject import Subject

__all__ = ["Case", "Caution", "Row"]

Row = dict[str, Any]


@dataclass(frozen=True)
class Caution:
    """One thing to beware of.

    Attributes
    ----------
    rule : str
        The phrase it was written with, which tells the rule.
    sentence : str
        What to beware of; it names the rows.
    ids : tuple of str
        The ids of the rows that it names.
    weight : int
        The greater comes first.
    """

    rule: str
    sentence: str
    ids: tuple[str, ...]
    weight: int


@dataclass(frozen=True)
class Case:
    """The rows of a report.

    Attributes
    ----------
    subject : Subject
        What the report is on.
    """

    subject: Subject

    @property
    def words(self) -> Phrases:
        """The words of the report."""
        return self.subject.words

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The rows by id, as :func:`hulin_analysis.finding.enumeration.unbroken` gives them."""
        return {str(row["id"]): row for row in unbroken(self.subject.metrics)}

    @cached_property
    def items(self) -> list[Item]:
        """The measured things."""
        return items_of(self.subject.metrics, self.words, "marks")

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The rows as a chart has them, by id."""
        metrics = self.subject.metrics
        return {one.note.id: one for one in entries(metrics, metrics, self.words, "marks")}

    @cached_property
    def told(self) -> frozenset[str]:
        """The ids of the numbers that the findings of the brief tell."""
        return frozenset(id_ for one in self.subject.findings for id_ in one.ids)

    def things(self, wanted: Callable[[Row], bool], *, known: bool = False) -> list[Thing]:
        """Return what has a name and a number whose row is wanted, each with those numbers.

        Parameters
        ----------
        wanted : callable
            Tells whether a row is wanted.
        known : bool
            Whether to leave out what is no indicator of the vocabulary, where others are.
        """
        found: list[Thing] = []
        told: set[tuple[str, ...]] = set()
        for item in self.items:
            pairs = [(e, self.rows[e.note.id]) for e in item.entries if wanted(self.rows[e.note.id])]
            if pairs and all(row["indicator"] for _, row in pairs):
                chosen = tuple(entry for entry, _ in pairs)
                said = (item.label, *(entry.shown for entry in chosen))
                if said in told:
                    continue  # the text says it twice
                told.add(said)
                found.append(
                    Thing(item.label, chosen, item.period, item.share, self._rank(item.indicator_id, chosen))
                )
        of_vocabulary = [one for one in found if one.entries[0].indicator_id]
        return of_vocabulary if known and of_vocabulary else found

    def thing(self, id_: str) -> Thing:
        """Return one row as a thing."""
        entry = self.entries[id_]
        return Thing(entry.label, (entry,), entry.period, None, self._rank(entry.indicator_id, (entry,)))

    def name(self, thing: Thing) -> str:
        """Name one thing."""
        return name(thing, self.words)

    def _rank(self, indicator_id: str | None, chosen: Sequence[Entry]) -> tuple[bool, int]:
        """Put first what a finding tells, then what the vocabulary puts first."""
        order = vocabulary.words("findings", "importance", "order")
        rank = order.index(indicator_id) if indicator_id in order else len(order) + (indicator_id is None)
        return not self.told & {entry.note.id for entry in chosen}, rank

    def say(
        self, key: str, things: Sequence[Thing], weight: int, *, dated: bool = False, **fields: Any
    ) -> Iterator[Caution]:
        """Write the caution of some things; nothing where there are none."""
        if things:
            rows, named = name_all(things, self.words, dated=dated)
            sentence = self.words(f"caution_{key}", rows=rows, n=len(things), **fields)
            yield self.caution(key, sentence, named, weight)

    def join(self, groups: dict[str, list[Thing]]) -> tuple[str, list[Thing]]:
        """Name the things of several groups, each with what it is; the phrases are ``part_`` and the key."""
        said: list[str] = []
        named: list[Thing] = []
        for key, things in groups.items():
            rows, some = name_all(things, self.words, most=2)
            said.append(self.words(f"part_{key}", rows=rows))
            named += some
        return self.words("parts_join").join(said), named

    def caution(self, rule: str, sentence: str, named: Iterable[Thing], weight: int) -> Caution:
        """Make a caution that names some things."""
        return Caution(rule, sentence, tuple(id_ for thing in named for id_ in thing.ids), weight)
