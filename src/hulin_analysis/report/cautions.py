"""Cautions: the rows of a report as the rules of caution ask about them, and how a sentence names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.content.entries import Entry, entries
from hulin_analysis.charts.content.items import Item, items_of
from hulin_analysis.codes import Change, Hedge
from hulin_analysis.finding.enumeration import unbroken
from hulin_analysis.numbers.characters import is_ideograph
from hulin_analysis.report.subject import ReportCatalog, Subject
from hulin_analysis.unit_groups import is_counted, unit_group

#: More things than these are counted, not named.
MOST_NAMED = 3


@dataclass(frozen=True)
class Thing:
    """A measured thing, with those of its numbers that are spoken of."""

    label: str  # what is measured, in the language of the report
    entries: tuple[Entry, ...]
    period: str | None = None
    share: Entry | None = None  # that of its numbers which is a share of a whole
    rank: tuple[bool, int] = (False, 0)  # the lower is named before others
    is_average: bool = False  # whether its rate is that of each year on average

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its numbers."""
        return tuple(entry.note.id for entry in self.entries)


def name(thing: Thing, words: ReportCatalog, *, dated: bool = False) -> str:
    """Name a thing by what is measured and its numbers: 地區生產總值增長6.7%, GDP (+6.7%)."""
    period = words.period(thing.period, inside=True) if dated and thing.period else ""
    if not words.is_chinese:
        shown = [words.signed(one.shown, one.change, plus=True) for one in thing.entries]
        if thing.is_average:
            shown = [words("number_yearly", number=one) for one in shown]
        return _bracketed(words.inside(thing.label), words("list").join(filter(None, (*shown, period))))
    said = [_number(entry, thing, words) for entry in thing.entries]
    label = words("row_yearly", label=thing.label) if thing.is_average else thing.label
    labels = [label, *[""] * (len(said) - 1)]
    row = words("list").join(
        words(key, label=label, number=shown) for label, (key, shown) in zip(labels, said, strict=True)
    )
    return words("row_dated", row=row, period=period) if period else row


def _bracketed(label: str, numbers: str) -> str:
    """Put numbers in brackets behind a label, into those that it has: investment (甲項目, 3 million yuan)."""
    return f"{label[:-1]}, {numbers})" if label.endswith(")") else f"{label} ({numbers})"


def _number(entry: Entry, thing: Thing, words: ReportCatalog) -> tuple[str, str]:
    """Choose the verb of a number, and write it without its sign."""
    shown = words.chinese(entry.shown)
    if entry.change == Change.NONE:
        return ("row_share" if entry is thing.share and thing.label else "row"), shown
    manner = "" if entry.unit == "%" else "_amount"
    if entry.unit in vocabulary.words("statements", "linking", "points"):
        manner = "_points"
    elif entry.indicator_id in vocabulary.words("findings", "prices", "ids"):
        manner = "_price"
    return f"row_{entry.change}{manner}", shown.lstrip("-−－")


def name_all(
    things: Sequence[Thing], words: ReportCatalog, *, dated: bool = False, most: int = MOST_NAMED
) -> tuple[str, tuple[Thing, ...]]:
    """Name the weightiest of some things, in the order of the text, and count the others."""
    first = sorted(things, key=lambda one: one.rank)[:most] if len(things) > most + 1 else things
    named = tuple(one for one in things if one in first)
    texts = [name(thing, words, dated=dated) for thing in named]
    if len(named) < len(things):
        rows = words("rows_join").join(texts)
        return words("rows_more", rows=rows, n=len(things), more=len(things) - len(named)), named
    front = words("rows_join").join(texts[:-1])
    return words("rows_last").join(filter(None, (front, *texts[-1:]))), named


Row = dict[str, Any]


@dataclass(frozen=True)
class Caution:
    """One thing to beware of."""

    rule: str  # the phrase it was written with, which tells the rule
    sentence: str  # what to beware of; it names the rows
    ids: tuple[str, ...]  # the ids of the rows that it names
    weight: int  # the greater comes first


@dataclass(frozen=True)
class Case:
    """The rows of a report."""

    subject: Subject

    @property
    def words(self) -> ReportCatalog:
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

        What has the name of several things (甲、乙) is left out: nobody can say what its number is of.
        """
        found: list[Thing] = []
        told: set[tuple[str, ...]] = set()
        for item in self.items:
            pairs = [(e, self.rows[e.note.id]) for e in item.entries if wanted(self.rows[e.note.id])]
            if pairs and all(_is_one(row["indicator"], row["indicator_id"]) for _, row in pairs):
                chosen = tuple(entry for entry, _ in pairs)
                said = (item.label, *(entry.shown for entry in chosen))
                if said in told:
                    continue  # the text says it twice
                told.add(said)
                found.append(self._thing(item, chosen))
        return among_known(found) if known else found

    def thing(self, id_: str) -> Thing:
        """Return one row as a thing."""
        entry = self.entries[id_]
        item = next((one for one in self.items if id_ in {e.note.id for e in one.entries}), None)
        if item:
            return self._thing(item, (entry,))
        return Thing(entry.label, (entry,), entry.period, None, self._rank(entry.indicator_id, (entry,)))

    def _thing(self, item: Item, chosen: tuple[Entry, ...]) -> Thing:
        rank = self._rank(item.indicator_id, chosen)
        average = item.is_average and item.change in chosen
        return Thing(item.label, chosen, item.period, item.share, rank, average)

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
            said.append(self.words(f"part_{key}", rows=rows, n=len(things)))
            named += some
        return self.words("parts_join").join(said), named

    def caution(self, rule: str, sentence: str, named: Iterable[Thing], weight: int) -> Caution:
        """Make a caution that names some things."""
        return Caution(rule, sentence, tuple(id_ for thing in named for id_ in thing.ids), weight)


def among_known(things: Sequence[Thing]) -> list[Thing]:
    """Keep the indicators of the vocabulary; all, where there are none."""
    return [one for one in things if one.entries[0].indicator_id] or list(things)


def is_threshold(row: Row) -> bool:
    """Tell whether a bound is part of the name of what stands behind it: 10億元以上的重大項目, 超億元企業.

    Of things that are counted the number comes before the name, so that theirs is a number of them.

    >>> import hulin_analysis as ha
    >>> text = "2025年,全市總投資超10億元項目120個,實施改革近80項,投資2000萬元以上的技改項目9個。"
    >>> [is_threshold(row) for row in ha.extract(ha.parse_article(text)).to_dict("records")]
    [True, False, False, True, False]
    """
    sentence, at = script.fold(str(row["sentence"])), int(row["end"]) - int(row["sentence_start"])
    is_bound = row["hedge"] in (Hedge.OVER, Hedge.UNDER)
    is_count = is_counted(unit_group(str(row["unit"])))
    return is_bound and not is_count and (_is_name(sentence[at : at + 1]) or _makes_class(sentence, at))


def _is_name(sign: str) -> bool:
    return bool(sign) and is_ideograph(sign) and sign not in vocabulary.words("cautions", "behind", "words")


def _makes_class(sentence: str, at: int) -> bool:
    """Whether a bound that ends here stands before the name of things that are counted."""
    bounds = tuple(vocabulary.words("cautions", "class", "bounds"))
    behind = "".join(takewhile(is_ideograph, sentence[at:]))
    named = any(word in behind for word in vocabulary.words("cautions", "class", "names"))
    return named and sentence[: at + 1].endswith(bounds)


def _is_one(indicator: str | None, indicator_id: str | None) -> bool:
    return bool(indicator_id) or bool(indicator and "、" not in indicator)
