"""What may be said: the statements of a frame whose numbers the text says plainly, each with its sides."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.finding.enumeration import enumerated, total_of, unbroken
from hulin_analysis.finding.plain_clauses import (
    aim_of,
    compared_in,
    is_cell,
    is_in_real_terms,
    is_plainly_said,
    names_part_of_year,
)
from hulin_analysis.measured_things import put_together
from hulin_analysis.original_values import records_of
from hulin_analysis.sentences.lexicon import words
from hulin_analysis.times.period import moved_to, one_year


@dataclass(frozen=True, slots=True)
class Side:
    """A number of a statement: its level, its change or its target."""

    # As in the frame.
    id: str
    quote: str
    unit: str
    hedge: str
    # The ends of its range, the same number twice where it is none; below zero for a fall.
    least: float
    most: float
    change: str  # whether it is a level (none), a rise or a fall
    in_cell: bool  # whether it stands in a table, its unit elsewhere
    is_real: bool  # whether the text says that it is at constant prices
    aim: str = ""  # of a number that is aimed at, how its sentence says so: ``target`` or ``strive``

    @property
    def is_exact(self) -> bool:
        """Whether it is one number without a hedge."""
        return self.hedge == Hedge.EXACT and self.least == self.most


@dataclass(frozen=True, slots=True)
class Compared:
    """By how many points the text says that a rate differs from that of others."""

    side: Side
    words: str  # the words of the text: 高于全国0.8个百分点
    others: str
    is_more: bool  # whether it is more than theirs


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that may be said: its numbers stand plainly in the text."""

    document: str | None  # the document, in a frame of several
    # As in the frames; the label is the indicator in the words of the text.
    statement: str | None
    part_of: str | None
    label: str
    indicator_id: str | None
    subject: str | None
    subject_code: str | None
    period: str | None
    status: str
    kind: str
    level: Side | None
    change: Side | None
    target: Side | None
    base: str | None  # what the change is against
    compared: Compared | None  # by how much the text says that it differs from others
    # Where it stands.
    section: str
    block: int
    start: int
    is_first: bool  # whether no number stands before it

    @property
    def is_aim(self) -> bool:
        """Whether it says what is aimed at, and not what was reached."""
        return self.status == Status.TARGET

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its numbers."""
        return tuple(side.id for side in (self.level, self.change) if side)

    @property
    def scope(self) -> tuple[str | None, str | None, str]:
        """What two statements of one place must share to be counted together: period, base and status."""
        return self.period, self.base, self.status


def sums_in(metrics: pd.DataFrame) -> list[tuple[Said, list[Side]]]:
    """Return the enumerations of investments that may be added up: the largest, and the numbers of all.

    >>> import hulin_analysis as ha
    >>> [(one.label, len(sides)) for one, sides in sums_in(ha.load_metrics())]
    [('國電投新能源開發投資', 3)]
    """
    rows, found = unbroken(metrics), []
    for sentence in _by_sentence(sorted(rows, key=lambda row: int(row["start"]))).values():
        listed = enumerated(sentence)
        sides = [side for row in listed if (side := _side(row["quote"], [row]))]
        largest = max(zip(sides, listed, strict=True), key=lambda pair: pair[0].least, default=None)
        if largest is None or total_of(listed, sentence, rows) is None:
            continue
        if largest[1]["period"] is None or one_year(largest[1]["period"]):
            found.append((_said_of_row(*largest), sides))
    return found


def _by_sentence(rows: Iterable[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row.get("document"), row["sentence_start"]), []).append(row)
    return found


def _said_of_row(side: Side, row: Mapping[str, Any]) -> Said:
    return Said(
        document=row.get("document"),
        part_of=None,
        label=row["indicator"],
        level=side,
        change=None,
        target=None,
        base=None,
        compared=None,
        section=row["section"] or "",
        block=row["block"],
        start=row["start"],
        is_first=False,
        **{name: row[name] for name in (*_SHARED, "kind") if name != "part_of"},
    )


def said_in(metrics: pd.DataFrame) -> list[Said]:
    """Return the statements that may be said, in reading order.

    Left out are those without a whole name, of a period of several years (whose numbers may be averages,
    sums or the last year's), and those that the text does not say plainly.

    >>> import hulin_analysis as ha
    >>> text = "2021年,甲公司出口245億元,同比增長8.7%,帶動就業增長3%。"
    >>> [(one.label, one.ids) for one in said_in(ha.extract(ha.parse_article(text)))]
    [('出口', ('q1-1', 'q1-2'))]
    """
    table = put_together(metrics)
    rows = unbroken(metrics)
    by_id = {(row.get("document"), row["id"]): row for row in rows}
    in_sentence = _by_sentence(rows)
    starts: dict[Any, int] = {}
    for row in rows:
        starts[row.get("document")] = min(starts.get(row.get("document"), row["start"]), row["start"])
    made = []
    for record in records_of(table):
        own = [by_id[record.get("document"), id_] for id_ in record["ids"]]
        if _is_named(record) and (record["period"] is None or one_year(record["period"])):
            said = _said(record, own, in_sentence, starts)
            made += [said] if said.level or said.change else []
    # What has no period in a text that dates the rest, or speaks of a part of a year, may be of any time.
    dated = {one.document for one in made if one.period}
    sentences = {(row.get("document"), str(row["sentence"])) for row in rows}
    dated |= {document for document, sentence in sentences if names_part_of_year(sentence)}
    return [one for one in made if one.period or one.document not in dated]


def _is_named(record: Mapping[str, Any]) -> bool:
    """Tell whether a statement has a name, and one that names a thing: not 带动就业."""
    if record["indicator"] is None:
        return False
    name = script.fold(record["indicator"])
    return record["indicator_id"] is not None or not any(
        word in name for word in vocabulary.words("findings", "plain", "not_in_name")
    )


def _said(
    record: Mapping[str, Any],
    rows: list[dict[str, Any]],
    in_sentence: Mapping[Any, list[dict[str, Any]]],
    starts: Mapping[Any, int],
) -> Said:
    aim = record["status"] == Status.TARGET
    plain = [
        row
        for row in rows
        if row["unit"] and is_plainly_said(row, in_sentence[row.get("document"), row["sentence_start"]])
    ]
    own = [row for row in plain if (row["status"] == Status.TARGET) == aim and (not aim or aim_of(row))]
    level = _side(record["quote"], (row for row in own if row["change"] == Change.NONE))
    if level and record["per"] and not record["indicator_id"]:
        level = None  # a name that the vocabulary lacks need not say for each of what it is
    change = _side(record["change_quote"], (row for row in own if row["change"] != Change.NONE))
    base = record["change_base"]
    if change and not _is_told(base):
        change, base = None, None
    target = _side(record["target_quote"], (row for row in plain if row["status"] == Status.TARGET))
    first = rows[0]
    return Said(
        document=record.get("document"),
        level=level,
        change=change,
        target=target,
        base=base if change else None,
        compared=_compared(plain_side, rows, in_sentence) if (plain_side := change or level) else None,
        kind=first["kind"] or Kind.OTHER,
        section=first["section"] or "",
        block=first["block"],
        start=first["start"],
        is_first=first["start"] == starts[record.get("document")],
        label=record["indicator"],
        **{name: record[name] for name in _SHARED},
    )


def _compared(
    side: Side, rows: list[dict[str, Any]], in_sentence: Mapping[Any, list[dict[str, Any]]]
) -> Compared | None:
    """Find the number that directly behind a rate says how it differs from that of others."""
    if side.unit != "%":
        return None
    for before, row in pairwise(rows):
        if before["id"] == side.id and row["base"] is not None and row["unit"] in words("linking", "points"):
            told = compared_in(row, in_sentence[row.get("document"), row["sentence_start"]])
            by = _side(row["quote"], [row])
            if told and by:
                return Compared(by, told[0], row["base"], told[1])
    return None


_SHARED = ("statement", "part_of", "indicator_id", "subject", "subject_code", "period", "status")


def _is_told(base: str | None) -> bool:
    """Tell whether a base is a time that can be named: not words, not several years."""
    return base is None or one_year(base) is not None


def _side(quote: str | None, rows: Iterable[Mapping[str, Any]]) -> Side | None:
    row = next((row for row in rows if quote is not None and row["quote"] == quote), None)
    if row is None:
        return None
    ends = [row["value"], row["value"]] if row["value"] is not None else [row["low"], row["high"]]
    if row["change"] == Change.DECREASE:
        ends = [-ends[1], -ends[0]]
    unit = unicodedata.normalize("NFKC", row["unit"])  # ％ as %
    return Side(
        id=row["id"], quote=row["quote"], unit=unit, hedge=row["hedge"],
        least=float(ends[0]), most=float(ends[1]), change=row["change"], in_cell=is_cell(row),
        is_real=is_in_real_terms(row),
        aim=aim_of(row) if row["status"] == Status.TARGET else "",
    )  # fmt: skip


def narrowed(said: Iterable[Said], ids: Collection[str]) -> list[Said]:
    """Return what may be said of some numbers alone: those of a chart.

    >>> import hulin_analysis as ha
    >>> said = said_in(ha.extract(ha.parse_article("2021年,全市出口245億元,增長8.7%。")))
    >>> [(one.level, one.ids) for one in narrowed(said, ["q1-2"])]
    [(None, ('q1-2',))]
    """
    made = []
    for one in said:
        level, change, target = (
            side if side and side.id in ids else None for side in (one.level, one.change, one.target)
        )
        compared = one.compared if one.compared and one.compared.side.id in ids else None
        base = one.base if change else None
        if level or change:
            made.append(replace(one, level=level, change=change, target=target, base=base, compared=compared))
    return made


def is_a_year_before(one: Said) -> bool:
    """Tell whether a change is against the same time of the year before."""
    year = one_year(one.period)
    return year is not None and one.base == moved_to(str(one.period), year - 1)


def parts_of(said: Iterable[Said]) -> Iterator[tuple[Said, list[Said]]]:
    """Yield each statement that has parts, with those of its parts that can be compared with it.

    >>> import hulin_analysis as ha
    >>> text = "2021年,全市出口245億元,同比增長8.7%,其中甲產品出口20億元,同比下降3%。"
    >>> [(w.label, len(parts)) for w, parts in parts_of(said_in(ha.extract(ha.parse_article(text))))]
    [('出口', 1)]
    """
    listed = list(said)
    for whole in listed:
        parts = [
            one
            for one in listed
            if one.part_of is not None
            and one.part_of == whole.statement
            and one.document == whole.document
            and (one.period, one.status) == (whole.period, whole.status)
            # What a part leaves unsaid is as it was said of the whole.
            and one.base in (None, whole.base)
            and (one.subject_code or one.subject) in (None, whole.subject_code or whole.subject)
        ]
        if parts:
            yield whole, parts
