"""What may be said: the statements of a frame whose numbers the text says plainly, each with its sides."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.finding.plain import compared_in, is_cell, is_plainly_said, names_part_of_year
from hulin_analysis.measured_things import statements
from hulin_analysis.sentences.lexicon import words
from hulin_analysis.times.period import moved_to, one_year

__all__ = ["Said", "Side", "is_a_year_before", "parts_of", "said_in"]


@dataclass(frozen=True, slots=True)
class Side:
    """A number of a statement: its level, its change or its target.

    Attributes
    ----------
    id, quote, unit, hedge : str
        As in the frame.
    least, most : float
        The ends of its range, the same number twice where it is none; below zero for a fall.
    change : str
        Whether it is a level (none), a rise or a fall.
    in_cell : bool
        Whether it stands in a table, its unit elsewhere.
    """

    id: str
    quote: str
    unit: str
    hedge: str
    least: float
    most: float
    change: str
    in_cell: bool

    @property
    def is_exact(self) -> bool:
        """Whether it is one number without a hedge."""
        return self.hedge == Hedge.EXACT and self.least == self.most


@dataclass(frozen=True, slots=True)
class Compared:
    """By how many points the text says that a rate differs from that of others.

    Attributes
    ----------
    side : Side
        The number.
    words : str
        The words of the text: 高于全国0.8个百分点.
    others : str
        Who they are.
    is_more : bool
        Whether it is more than theirs.
    """

    side: Side
    words: str
    others: str
    is_more: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that may be said: its numbers stand plainly in the text.

    Attributes
    ----------
    document : str or None
        The document, in a frame of several.
    statement, part_of, label, indicator_id, subject, subject_code, period, status, kind : str or None
        As in the frames; the label is the indicator in the words of the text.
    level, change, target : Side or None
        Its numbers.
    base : str or None
        What the change is against.
    compared : Compared or None
        By how much the text says that it differs from others.
    section, block, start : str, int, int
        Where it stands.
    is_first : bool
        Whether no number stands before it.
    """

    document: str | None
    statement: str
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
    base: str | None
    compared: Compared | None
    section: str
    block: int
    start: int
    is_first: bool

    @property
    def is_aim(self) -> bool:
        """Whether it says what is aimed at, and not what was reached."""
        return self.status == Status.TARGET

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its numbers."""
        return tuple(side.id for side in (self.level, self.change) if side)

    @property
    def scope(self) -> tuple[str | None, str | None, str | None, str]:
        """What two statements must share to be compared: place, period, base and status."""
        return self.subject_code or self.subject, self.period, self.base, self.status


def said_in(metrics: pd.DataFrame) -> list[Said]:
    """Return the statements that may be said, in reading order.

    Left out are those without a whole name, of a period of several years (whose numbers may be averages,
    sums or the last year's), and those that the text does not say plainly.

    Raises
    ------
    DataError
        If it is no metrics frame.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,甲公司出口245億元,同比增長8.7%,帶動就業增長3%。"
    >>> [(one.label, one.ids) for one in said_in(ha.extract(ha.parse_article(text)))]
    [('出口', ('q1-1', 'q1-2'))]
    """
    table = statements(metrics)
    rows = _rows(metrics)
    by_id = {(row.get("document"), row["id"]): row for row in rows}
    in_sentence: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        in_sentence.setdefault((row.get("document"), row["sentence_start"]), []).append(row)
    starts: dict[Any, int] = {}
    for row in rows:
        at = starts.setdefault(row.get("document"), row["start"])
        starts[row.get("document")] = min(at, row["start"])
    made = []
    for record in _rows(table):
        own = [by_id[record.get("document"), id_] for id_ in record["ids"]]
        if _is_named(record) and (record["period"] is None or one_year(record["period"])):
            said = _said(record, own, in_sentence, starts)
            made += [said] if said.level or said.change else []
    # What has no period in a text that dates the rest, or speaks of a part of a year, may be of any time.
    dated = {one.document for one in made if one.period}
    dated |= {row.get("document") for row in rows if names_part_of_year(str(row["sentence"]))}
    return [one for one in made if one.period or one.document not in dated]


def _is_named(record: Mapping[str, Any]) -> bool:
    """Tell whether a statement has a name, and one that names a thing: not 带动就业."""
    if record["indicator"] is None:
        return False
    name = script.fold(record["indicator"])
    return record["indicator_id"] is not None or not any(
        word in name for word in vocabulary.words("findings", "plain", "not_in_name")
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    cells = frame.astype(object)
    return cast("list[dict[str, Any]]", cells.where(cells.notna(), None).to_dict("records"))


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
    own = [row for row in plain if (row["status"] == Status.TARGET) == aim]
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
    return Side(
        id=row["id"], quote=row["quote"], unit=_half_width(row["unit"]), hedge=row["hedge"],
        least=float(ends[0]), most=float(ends[1]), change=row["change"], in_cell=is_cell(row),
    )  # fmt: skip


def _half_width(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit)


def is_a_year_before(one: Said) -> bool:
    """Tell whether a change is against the same time of the year before."""
    year = one_year(one.period)
    return year is not None and one.base == moved_to(str(one.period), year - 1)


def parts_of(said: Iterable[Said]) -> Iterator[tuple[Said, list[Said]]]:
    """Yield each statement that has parts, with those of its parts that can be compared with it.

    Examples
    --------
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
            if one.part_of == whole.statement
            and one.document == whole.document
            and (one.period, one.status) == (whole.period, whole.status)
            # What a part leaves unsaid is as it was said of the whole.
            and one.base in (None, whole.base)
            and (one.subject_code or one.subject) in (None, whole.subject_code or whole.subject)
        ]
        if parts:
            yield whole, parts
