"""What the charts of a comparison share: entries with their rivals, the words for what is measured, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

import pandas as pd

from hulin_analysis import script, wording
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import (
    Entry,
    Quotes,
    axis_unit,
    cell,
    common,
    entry_of,
    glosses,
    signed_quote,
)
from hulin_analysis.charts.content.sources import document_name
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.comparison import COMPARISON_COLUMNS
from hulin_analysis.errors import ChartError
from hulin_analysis.finding.benchmarks import Context, levels_of
from hulin_analysis.frames import expect_frame
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.proofs import expect_proven
from hulin_analysis.quotes import Note, key_of
from hulin_analysis.script import LanguageTag
from hulin_analysis.unit_groups import unit_group

_MOST_NAMED = 6
# The columns that name a document.
_NAMING = ("document", "paper", "title", "published")
# A scale from zero would waste more than this share of its length on nothing.
_WASTE = 0.35


@dataclass(frozen=True)
class Compared:
    """One row of a comparison, to be drawn."""

    place: str  # its place, in the script of the chart
    entry: Entry  # the statement that stands for it
    rivals: tuple[Entry, ...]  # the statements that conflict with it
    gloss: str = ""  # what stands in grey beside its words

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value that is marked."""
        all_ = (self.entry, *self.rivals)
        return min(e.least for e in all_), max(e.most for e in all_)

    def scaled(self, scale: float) -> Compared:
        """Give its values in units of `scale`."""
        rivals = tuple(e.scaled(scale) for e in self.rivals)
        return replace(self, entry=self.entry.scaled(scale), rivals=rivals)


def expect_comparison(comparison: object, call: str) -> pd.DataFrame:
    """Return what a chart was given if it is a comparison."""
    return expect_frame(comparison, COMPARISON_COLUMNS, call, "ha.compare(corpus, 'grp')")


def _about(comparison: pd.DataFrame) -> dict[str, Any]:
    """Return what the frame says of how it was made; empty where it says nothing."""
    found = comparison.attrs.get("comparison")
    return dict(found) if isinstance(found, dict) else {}


def catalog_of(comparison: pd.DataFrame, lang: LanguageTag | None) -> Catalog:
    """Take the script that all documents share; where they differ each name tells its own."""
    known = _about(comparison).get("script")
    return Catalog(script.language(lang, known, error=ChartError), known)


def numbers_in(comparison: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return the numbers of the statements of a comparison, by their documents and ids.

    What was joined by ``ha.concat`` has its numbers already, and a chart, ``ha.table`` and the charts of the
    joined frame then have the same; else they count the rows, and what conflicts with each, as they stand.
    """
    said: list[tuple[str, str]] = []
    for row in rows_as_dicts(comparison):
        said.append((str(row["document"]), str(row["id"])))
        said += [(str(one.document), str(one.id)) for one in row["others"] if one.relation == "conflicts"]
    known = {(document, id_): int(number) for document, id_, number in comparison.attrs.get("marks", ())}
    if known and set(said) <= set(known):
        return {key: known[key] for key in said}
    return {key: number for number, key in enumerate(dict.fromkeys(said), 1)}


def with_numbers(comparison: pd.DataFrame, numbers: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    """Give the rows of a comparison their numbers in a column, for the notes under its chart."""
    keys = zip(comparison["document"].astype(str), comparison["id"].astype(str), strict=True)
    return comparison.assign(number=[numbers[key] for key in keys])


def compared(
    rows: pd.DataFrame, catalog: Catalog, quotes: Quotes, numbers: Mapping[tuple[str, str], int]
) -> list[Compared]:
    """Make what is drawn of the rows of a comparison."""
    expect_proven(rows)
    found: list[Compared] = []
    # One place says 生产总值, another 地区生产总值: what all say goes by its usual name.
    name = _about(rows).get("indicator")
    if name is not None:
        rows = rows.assign(indicator=script.convert(name, catalog.lang))
    places = _place_names(rows["place"], catalog)
    for row in rows_as_dicts(rows):
        shared = {name: row[name] for name in ("place", "indicator", "indicator_id", "period")}
        rivals = [{**asdict(one), **shared} for one in row["others"] if one.relation == "conflicts"]
        made = []
        for one in cast("list[dict[Any, Any]]", [row, *rivals]):
            entry = _entry(one, numbers[str(one["document"]), str(one["id"])], catalog)
            made.append(replace(entry, mark="") if quotes == "none" else entry)
        found.append(Compared(places[str(row["place"])], made[0], tuple(made[1:])))
    # Of which place and time a row speaks is said elsewhere, and so is a status that all share.
    bare = [replace(one.entry, subject=None, period=None) for one in found]
    if alike(found):
        bare = [replace(entry, status=Status.ACTUAL) for entry in bare]
    beside = glosses(bare, catalog)
    definitions = [catalog.chinese(said) if pd.notna(said) else None for said in rows["definition"]]
    differ = len(set(definitions)) > 1
    return [
        replace(one, gloss=catalog.parts(beside[one.entry.number], said if differ else None))
        for one, said in zip(found, definitions, strict=True)
    ]


def _place_names(places: Iterable[str], catalog: Catalog) -> dict[str, str]:
    """Write the names of places, in English with the Chinese where two would look alike: Fuzhou (福州市)."""
    named = {str(place): catalog.place(str(place)) for place in places}
    alike = Counter(named.values())
    return {
        place: name if alike[name] == 1 or catalog.is_chinese else f"{name} ({place})"
        for place, name in named.items()
    }


def _entry(row: dict[Any, Any], number: int, catalog: Catalog) -> Entry:
    known = {name: cell(row, name) for name in _NAMING}
    place, origin = catalog.place(str(row["place"])), document_name(str(row["document"]), known, catalog)
    note = Note(
        number, key_of(str(row["document"]), str(row["id"])), int(row["start"]), int(row["end"]),
        str(row["quote"]), str(row["sentence"]), int(row["sentence_start"]),
        section=catalog("document", place=place, origin=origin), block=0, document=str(row["document"]),
    )  # fmt: skip
    return entry_of(
        {"kind": Kind.OTHER, **row, "subject": None}, note, {"url": cell(row, "url")}, "", catalog
    )


def everything(drawn: Sequence[Compared]) -> list[Entry]:
    """Return every statement that is drawn, in the order of their numbers."""
    return [entry for one in drawn for entry in (one.entry, *one.rivals)]


def alike(drawn: Sequence[Compared]) -> str | None:
    """Return the status that all rows share, or None."""
    return common(one.entry.status for one in drawn)


def is_ratio(drawn: Sequence[Compared]) -> bool:
    """Whether the numbers are shares or rates, which need no zero to be compared."""
    return unit_group(drawn[0].entry.unit) == "ratio"


def what(drawn: Sequence[Compared], catalog: Catalog) -> str:
    """Say what is compared: 地區生產總值增速目標."""
    key = "none"
    if drawn[0].entry.change != Change.NONE:
        key = "rate" if is_ratio(drawn) else "amount"
    label = drawn[0].entry.label
    text = catalog(f"what_{key}", label=label, inside=wording.inside(label))
    status = alike(drawn)
    return catalog(f"what_{status}", what=text) if status in (Status.EXPECTED, Status.TARGET) else text


def subtitle_of(drawn: Sequence[Compared], counted: str, cropped: str, catalog: Catalog) -> list[str | None]:
    """Say what is plotted: unit, how many rows and documents, and what the axis does not show."""
    rate = drawn[0].entry.change != Change.NONE and drawn[0].entry.unit == "%"
    unit = catalog("rate") if rate else catalog("unit_sub", unit=unit_name(drawn, catalog)[0])
    return [unit, counted, catalog.all_of(alike(drawn)), None if has_zero(drawn) else catalog(cropped)]


def unit_name(drawn: Sequence[Compared], catalog: Catalog) -> tuple[str, float]:
    """Name the unit of the axis, and say how many of the comparison's units it is: 億元, 100000000."""
    return (drawn[0].entry.unit, 1.0) if is_ratio(drawn) else axis_unit(everything(drawn), catalog)


def has_zero(drawn: Sequence[Compared]) -> bool:
    """Whether the axis begins at zero or goes through it: always but for rates and shares far from it."""
    low, high = min(one.ends[0] for one in drawn), max(one.ends[1] for one in drawn)
    return not is_ratio(drawn) or low <= 0 <= high or min(abs(low), abs(high)) < _WASTE * (high - low)


def of_places(places: Sequence[str], catalog: Catalog) -> str:
    """Name some places; of many the first ones and their number."""
    return _some([catalog.place(name) for name in dict.fromkeys(places)], catalog)


def _some(named: Sequence[str], catalog: Catalog) -> str:
    shown = catalog.join(named[:_MOST_NAMED])
    return shown if len(named) <= _MOST_NAMED else catalog("places_named", places=shown, n=len(named))


def comparison_notes(comparison: pd.DataFrame, conflicting: Sequence[str], catalog: Catalog) -> list[str]:
    """Say of which rows the statements conflict, and what is not drawn and why."""
    about = _about(comparison)
    notes = []
    if conflicting:
        notes.append(catalog("places_conflicts", places=of_places(conflicting, catalog)))
    if undated := about.get("undated", 0):
        places = about.get("undated_places", [])
        key = "places_undated_of" if places else "places_undated"
        notes.append(catalog(key, n=undated, places=of_places(places, catalog)))
    if unplaced := about.get("unplaced", 0):
        notes.append(catalog("places_unplaced", n=unplaced))
    if opposite := about.get("opposite_places"):
        notes.append(catalog("places_opposite", places=of_places(opposite, catalog)))
    notes += _beside(comparison, catalog)
    if others := about.get("left_out", {}).get("kind", 0):
        notes.append(catalog("places_kinds", n=others))
    return notes


def _beside(comparison: pd.DataFrame, catalog: Catalog) -> list[str]:
    """Say which places have no row: they only state an aim, speak of another period, or say nothing."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in comparison.attrs.get("beside", []):
        found.setdefault(str(one["reason"]), []).append(one)
    notes = []
    if aims := found.get("target"):
        said = [(catalog.place(one["place"]), catalog.quantity(one)) for one in aims]
        named = [catalog("said", label=place, quote=quote) for place, quote in said]
        notes.append(catalog("places_targets", places=_some(named, catalog)))
    if periods := found.get("period"):
        named = [
            catalog("places_of_period", place=catalog.place(one["place"]),
                    period=catalog.period(one["period"]), quote=catalog.quantity(one))
            for one in periods
        ]  # fmt: skip
        notes.append(catalog("places_periods", places=_some(named, catalog)))
    if silent := found.get("silent"):
        notes.append(catalog("places_silent", places=of_places([one["place"] for one in silent], catalog)))
    return notes


def cited(rows: pd.DataFrame) -> list[dict[str, str | None]]:
    """List the documents of some rows and of what conflicts with them, the older first."""
    found: dict[str, dict[str, str | None]] = {}
    for row in rows_as_dicts(rows):
        rivals = (asdict(one) for one in row["others"] if one.relation == "conflicts")
        for said in cast("list[dict[Any, Any]]", [row, *rivals]):
            found[str(said["document"])] = {name: cell(said, name) for name in _NAMING}
    return sorted(found.values(), key=lambda one: (one["published"] or "9999", str(one["document"])))


def source(rows: pd.DataFrame, catalog: Catalog) -> str:
    """Name the documents of the rows: up to three, else the first of them and their dates."""
    known = cited(rows)
    if not known:
        return catalog("source_unknown")
    origins = list(dict.fromkeys(document_name(str(one["document"]), one, catalog) for one in known))
    if len(origins) <= 3:
        return catalog("source", origin=catalog("clause").join(origins))
    dates = sorted(one["published"][:10] for one in known if one["published"])
    bare = [{**one, "published": None} for one in known]
    undated = list(dict.fromkeys(document_name(str(one["document"]), one, catalog) for one in bare))
    text = catalog("source_many", first=catalog.join(undated[:2]), n=len(known))
    if dates:
        text = catalog("source_span", origins=text, start=dates[0], end=dates[-1])
    return catalog("source", origin=text)


def in_words(one: Compared, label: str, catalog: Catalog) -> str:
    """Say a row in the alternative text."""
    others = [catalog("rival", quote=signed_quote(rival, catalog)) for rival in one.rivals]
    return catalog.row(label, signed_quote(one.entry, catalog), others)


def benchmarks(context: pd.DataFrame | None, drawn: Sequence[Entry]) -> tuple[Context, ...]:
    """Look up what can be held against the drawn entries."""
    levels = levels_of(context, "ha.plot_indicators(metrics, context={})")
    return tuple(one for one in levels if any(held_against(one, entry) is not None for entry in drawn))


def held_against(level: Context, entry: Entry) -> float | None:
    """Return the rate of a level to hold an entry against; None where the frame has none."""
    return level.rate(entry.indicator_id, entry.period)


def certainly_above(entry: Entry, value: float) -> bool:
    """Whether the words of the text leave no doubt that an entry is above a value.

    "Less than 10 %" is not certainly above 9 %, and a range is above only with its lower end.
    """
    return -1 not in entry.open_sides and round(entry.least - value, 9) > 0


def difference(entry: Entry, value: float) -> str:
    """Write the difference to a value in percentage points; a dash for a range, a sign for a hedge.

    The digits are those of the two numbers: 40.2 and 29.6 give +10.6.
    """
    if entry.is_range:
        return "—"
    points = round(entry.least - value, 2)
    text = "0" if points == 0 else f"{points:+.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return text if entry.hedge == Hedge.EXACT else f"≈{text}"
