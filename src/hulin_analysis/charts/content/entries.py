"""Entries: the rows of a metrics frame as a chart needs them, each with its note and its label."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import pandas as pd

from hulin_analysis import script, vocabulary, wording
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.sources import (
    article_metadata,
    document_name,
    documents_of,
    of_its_place,
    texts_of,
)
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.concat_frames import expect_told_apart, in_reading_order, keys_of, numbers_of
from hulin_analysis.conversion import ENDS, measure_of, plain_units
from hulin_analysis.frames import COLUMNS, expect_frame
from hulin_analysis.languages import grammar
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.proofs import contradicts, expect_proven, own_numbers
from hulin_analysis.quotes import Note, number_quotes
from hulin_analysis.selectors import quote_link
from hulin_analysis.times.period import moved_to, one_year
from hulin_analysis.unit_groups import currency

#: How a chart prints the words of the text: whole sentences by section, only the clauses in small type, only
#: the marks that lead to them elsewhere, neither.
Quotes = Literal["panel", "footnotes", "marks", "none"]
QUOTES: tuple[Quotes, ...] = get_args(Quotes)
# A number that names no unit: that of a cell stands in its row or column, of 5、6 and 7% behind the last.
_BARE = re.compile(r"[-+−－＋]?[\d.,．，\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be drawn."""

    note: Note  # its number and its words
    mark: str  # the mark ① of its note, empty where a chart prints no quotes that it could lead to
    #: What stands at its mark: the words of the text, in English the number with hedge and unit; of a
    #: cell, whose unit stands elsewhere, the number with its unit, in the chart's language.
    shown: str
    label: str  # what is measured, in the chart's language
    least: float  # the ends of its range; the same number twice where it is none. Negative for a decrease
    most: float
    hedge: str  # as in the frame
    status: str
    change: str
    unit: str
    indicator_id: str | None  # as in the frame
    period: str | None
    subject: str | None  # of which place or body it is said, in the chart's language
    url: str | None  # the link to its sentence in the page it comes from
    base: str | None = None  # against what it is measured, as in the frame

    @property
    def gid(self) -> str | None:
        """The id of its mark; None for a sample in a key, which is no number of the text."""
        return f"mark-{self.note.id}" if self.note.id else None

    def sample(self, **changes: Any) -> Entry:
        """Make a sample for a key: like this entry, but no number of the text."""
        return replace(self, note=replace(self.note, id=""), **changes)

    def scaled(self, scale: float) -> Entry:
        """Give its ends in units of `scale`, as an axis has them."""
        return replace(self, least=self.least / scale, most=self.most / scale)

    @property
    def number(self) -> int:
        """The number of its note: its place in the reading order."""
        return self.note.number

    def is_called(self, name: str) -> bool:
        """Whether a name that a reader gives is that of this row: an id, or words of its label."""
        return name in (self.note.id, self.indicator_id) or (bool(name) and name in self.label)

    @property
    def is_range(self) -> bool:
        """Whether it is a range."""
        return self.least != self.most

    @property
    def open_sides(self) -> tuple[int, ...]:
        """On which sides of the value the truth may lie: 1 above it, -1 below.

        Over is away from zero: 下降超14% is below -14, and 下降近14% above it.
        """
        away = -1 if self.middle < 0 else 1
        sides = {Hedge.OVER: (away,), Hedge.UNDER: (-away,), Hedge.ABOUT: (-1, 1)}
        return sides.get(Hedge(self.hedge), ())

    @property
    def middle(self) -> float:
        """The value, or the middle of the range: for sorting, never for show."""
        return (self.least + self.most) / 2


def expect_metrics(metrics: object, call: str) -> pd.DataFrame:
    """Return what a chart was given if it is a metrics frame with every column of the schema."""
    return expect_frame(metrics, COLUMNS, call, "ha.extract({})")


def rows_of_kind(metrics: pd.DataFrame, kind: str, call: str) -> pd.DataFrame:
    """Return the rows of one kind."""
    expect_metrics(metrics, call)
    return proven_rows(metrics[(metrics["kind"] == kind).fillna(False).astype(bool)], metrics)


def proven_rows(rows: pd.DataFrame, metrics: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a frame as a chart reads them: held against their quotes, in plain units."""
    expect_proven(rows, metrics)
    return plain_units(rows)


def entries(
    rows: pd.DataFrame, metrics: pd.DataFrame, catalog: Catalog, quotes: Quotes = "panel"
) -> list[Entry]:
    """Make the entries of some rows of a frame, in reading order."""
    numbered = rows[rows["value"].notna() | (rows["low"].notna() & rows["high"].notna())]
    ordered = in_reading_order(numbered.assign(own=own_numbers(numbered, metrics)))
    expect_told_apart(metrics)
    numbers = dict(zip(keys_of(metrics), numbers_of(metrics), strict=True))
    notes = number_quotes(numbered.assign(number=[numbers[key] for key in keys_of(numbered)]))
    documents, texts = documents_of(metrics), texts_of(metrics)
    made = [
        _made(row, note, documents or {"": article_metadata(metrics)}, texts, catalog)
        for row, note in zip(rows_as_dicts(ordered), notes, strict=True)
    ]
    made = _with_places(made, catalog)
    return [replace(entry, mark="") for entry in made] if quotes == "none" else made


def _made(
    row: dict[Any, Any], note: Note, documents: dict[str, dict[str, Any]], texts: dict[str, str],
    catalog: Catalog,
) -> Entry:  # fmt: skip
    """Make the entry of a row; of several articles each row says of which place and document it is."""
    key = note.document or next(iter(documents))
    source, text = documents[key], texts[key]
    if note.document:
        place = of_its_place(row["subject"], source)
        title = catalog.chinese(str(source.get("title") or key))
        name = catalog.place(str(source["place"])) if source.get("place") else title
        section = catalog("document", place=name, origin=document_name(key, source, catalog))
        row, note = {**row, "subject": place}, replace(note, section=section, block=0)
    return entry_of(row, note, source, text, catalog)


def _with_places(made: Sequence[Entry], catalog: Catalog) -> list[Entry]:
    """Put the place into the labels of several articles; of a table's numbers where a label has several."""
    cells = [entry for entry in made if entry.note.heads and entry.subject]
    places: dict[str, set[str | None]] = {}
    for entry in cells:
        places.setdefault(entry.label, set()).add(entry.subject)
    named = {entry.number for entry in cells if len(places[entry.label]) > 1}
    named |= {entry.number for entry in made if entry.note.document and entry.subject}

    def of_place(entry: Entry) -> Entry:
        label = catalog("of_place", place=str(entry.subject), label=entry.label)
        return replace(entry, label=label, subject=None)

    return [of_place(entry) if entry.number in named else entry for entry in made]


def entry_of(row: dict[Any, Any], note: Note, source: dict[str, Any], text: str, catalog: Catalog) -> Entry:
    """Make the entry of one row."""
    ends = (row["low"], row["high"]) if pd.isna(row["value"]) else (row["value"], row["value"])
    if row["change"] == Change.DECREASE:
        ends = (-ends[1], -ends[0])
    subject = cell(row, "subject")
    return Entry(
        note, note.mark, _shown(row, note, catalog), label_of(row, catalog), float(ends[0]), float(ends[1]),
        str(row["hedge"]), str(row["status"]), str(row["change"]),
        unit=unicodedata.normalize("NFKC", str(row["unit"])),
        indicator_id=cell(row, "indicator_id"),
        period=cell(row, "period"),
        subject=catalog.place(subject, cell(row, "subject_code")) if subject else None,
        url=_leads_to(note, source, text),
        base=cell(row, "base"),
    )  # fmt: skip


def cell(row: Mapping[Any, Any], name: str) -> str | None:
    """Return a cell as text; None where it is empty, or the frame has no such column."""
    value = row.get(name)
    return None if pd.isna(value) else str(value)


def _shown(row: dict[Any, Any], note: Note, catalog: Catalog) -> str:
    """Write what stands at a mark: the quote, or where its unit stands elsewhere the number with its unit.

    A number that its reader corrected, or converted into another unit, stands with the quote behind it.
    """
    if row["own"] if "own" in row else contradicts(row):
        return catalog("own_number", number=_number(row, catalog), quote=note.shown)
    stated = cell(row, "stated_unit")
    if stated is not None and measure_of(stated).plain != measure_of(str(row["unit"])).plain:
        before = {name: row[f"stated_{name}"] for name in (*ENDS, "unit")}
        quote = _shown({**row, **before, "stated_unit": None}, note, catalog)
        return catalog("converted", number=_number(row, catalog), quote=quote)
    if not catalog.is_chinese:
        return catalog.quantity({**row, "quote": note.shown})
    return _number(row, catalog) if cell(row, "unit") and _BARE.fullmatch(note.shown) else note.shown


def _number(row: dict[Any, Any], catalog: Catalog) -> str:
    """Write a row's number with its unit, in the chart's language."""
    if not catalog.is_chinese:
        # The number is not that of the text: its words say nothing of it.
        return catalog.quantity({**row, "quote": ""})
    ends = (row["low"], row["high"]) if pd.isna(row["value"]) else (row["value"],)
    return "–".join(catalog.number(float(end)) for end in ends) + catalog.unit(cell(row, "unit") or "")


def _leads_to(note: Note, source: dict[str, Any], text: str) -> str | None:
    """Link a number to its sentence: in the document around it, if that has the text, or in the page."""
    if anchor := source.get("anchor"):
        return f"#{anchor}{note.id}"
    address = source.get("url")
    return quote_link(str(address), note, text) if address else None


def label_of(row: dict[Any, Any], catalog: Catalog) -> str:
    """Name what a row's number measures: the words of the text, or in English the indicator's name.

    What has no English name stays Chinese, in brackets behind the kind of thing it is.
    """
    text = cell(row, "indicator") or ""
    if not catalog.is_chinese:
        if name := wording.indicator_name(text, cell(row, "indicator_id")):
            return name
        kind, unit, change = (str(row[column]) for column in ("kind", "unit", "change"))
        text = text and wording.thing_name(text, kind=kind, unit=unit, change=change)
        return text[:1].upper() + text[1:] or catalog("unnamed")
    return catalog.chinese(text) if text else catalog("unnamed")


def signed_quote(entry: Entry, catalog: Catalog, *, plus: bool = False) -> str:
    """Give what stands at a mark with its sign, or with words for it: see :meth:`Catalog.signed`."""
    return catalog.signed(entry.shown, entry.change, plus=plus)


def usual(values: Iterable[str | None]) -> str | None:
    """Return the most frequent value, the first of equals; None where there is none at all."""
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def shared_place(drawn: Sequence[Entry]) -> str | None:
    """Return the place or body that at least half of the entries are said of, those without one included.

    It is also a company, the only one that is named at all, if the text names it with the first of the
    entries: what follows is said of it. Of several articles it is the one that all share: what a chart does
    not say of a row, its place says.
    """
    if len({entry.note.document for entry in drawn}) > 1:
        return common(entry.subject for entry in drawn)
    place = usual(entry.subject for entry in drawn)
    said = sum(entry.subject == place for entry in drawn)
    first = min(drawn, key=lambda entry: entry.number, default=None)
    named = {entry.subject for entry in drawn if entry.subject}
    company = script.fold(first.subject) if first and first.subject and len(named) == 1 else ""
    alone = any(word in company for word in vocabulary.words("places", "bodies", "company"))
    return place if alone or 2 * said >= len(drawn) else None


def common(values: Iterable[str | None]) -> str | None:
    """Return the one value that all share, or None."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def scope(drawn: Sequence[Entry], catalog: Catalog) -> list[str | None]:
    """Say of what place and time most of the drawn numbers speak, and whether others speak of others.

    A row that differs says so itself: see :func:`qualifiers_of`.
    """
    place = shared_place(drawn)
    period = usual(e.period for e in drawn)
    time = catalog.period(period) if period else None
    if time:
        which = "_mostly" if any(e.period not in (None, period) for e in drawn) else ""
        which += "_partly" if any(not e.period for e in drawn) else ""
        time = catalog(f"period{which}", period=time) if which else time
    return [place, time]


def qualifiers_of(entry: Entry, drawn: Sequence[Entry], catalog: Catalog) -> list[str]:
    """Say what a row has to say for itself: a place or time that is not the usual one of the chart."""
    said: list[str] = []
    if entry.subject and entry.subject != shared_place(drawn):
        said.append(entry.subject)
    if entry.period and entry.period != usual(e.period for e in drawn):
        said.append(catalog.period(entry.period))
    return said


def against(base: str | None, period: str | None, catalog: Catalog) -> str:
    """Say what a change is measured against, where that is not the year before."""
    year = one_year(period)
    if base is None or (year and base == moved_to(str(period), year - 1)):
        return ""
    return catalog("against_base", base=catalog.chinese(catalog.period(base, inside=True)))


def status_note(entry: Entry, catalog: Catalog) -> str:
    """Say the status in words where it is not plain fact."""
    return "" if entry.status == Status.ACTUAL else catalog(entry.status)


def said_per(entry: Entry, catalog: Catalog, label: str) -> str:
    """Say per what a number is, where the name that stands at it does not.

    A rate of change is per year or per nothing: in 人均收入增长6% only the income is per head.
    """
    per = entry.note.per
    if entry.unit == "%" and entry.change != Change.NONE:
        per = per if script.fold(per) in vocabulary.words("units", "per", "yearly") else ""
    return catalog.per(per) if per and catalog.chinese(per) not in label else ""


def said_of(entry: Entry, catalog: Catalog) -> str:
    """Say an entry in a clause: 收入每天增加50元（比2019年）."""
    per = said_per(entry, catalog, entry.label)
    fields = {"label": entry.label, "quote": entry.shown, "per": catalog.grammar.space + per if per else ""}
    text, status = catalog(f"said_{entry.change}", **fields), status_note(entry, catalog)
    if base := against(entry.base, entry.period, catalog):
        text += catalog("alt_against", pairs=base)
    return f"{status}{catalog('colon')}{text}" if status else text


def glosses(rows: Sequence[Entry], catalog: Catalog, drawn: Sequence[Entry] | None = None) -> dict[int, str]:
    """Write what stands in grey beside each row's words: an unusual place or time, and its status."""
    return {
        entry.note.number: catalog.parts(
            *qualifiers_of(entry, drawn or rows, catalog), status_note(entry, catalog)
        )
        for entry in rows
    }


def power_of_ten(drawn: Sequence[Entry], lang: str = "zh-Hant") -> int:
    """Choose the power of ten of an axis after the greatest sum: 億 or 萬, in English billion or million."""
    greatest = max(abs(end) for entry in drawn for end in (entry.least, entry.most))
    return next((power for power, _ in grammar(lang).axis if greatest >= 10**power), 0)


def axis_unit(drawn: Sequence[Entry], catalog: Catalog) -> tuple[str, float]:
    """Name the unit of an axis, and say how many units of the first of its numbers it is: 億元, 100000000."""
    unit, power = drawn[0].unit, power_of_ten(drawn, catalog.lang)
    # A currency is called as the text does, in English yuan or by its ISO 4217 code.
    name = catalog.unit(unit) if currency(unit) else catalog.units([unit])
    return catalog(f"money_{power}", unit=name), 10.0**power
