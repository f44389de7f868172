"""What the charts of a comparison share: entries with their rivals, the words for what is measured, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

import pandas as pd

from hulin_analysis import script, wording
from hulin_analysis.charts.stated.asides import glosses
from hulin_analysis.charts.stated.entries import QUOTES, Entry, Quotes, common, entry_of, signed_quote
from hulin_analysis.charts.stated.money import money_name, money_power
from hulin_analysis.charts.stated.sources import origin_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Status
from hulin_analysis.comparison import COMPARISON_COLUMNS
from hulin_analysis.errors import ChartError, choose
from hulin_analysis.frames import expect_frame
from hulin_analysis.proofs import expect_proven
from hulin_analysis.quotes import Note, key_of
from hulin_analysis.script import LanguageTag
from hulin_analysis.unit_groups import currency, unit_group

__all__ = [
    "Compared",
    "about_comparison",
    "alike",
    "cited",
    "compared",
    "comparison_notes",
    "everything",
    "has_zero",
    "in_words",
    "is_ratio",
    "numbers_in",
    "of_places",
    "required_comparison",
    "source",
    "unit_name",
    "what",
    "with_numbers",
    "words_of",
]

_MOST_NAMED = 6
# A scale from zero would waste more than this share of its length on nothing.
_WASTE = 0.35


@dataclass(frozen=True)
class Compared:
    """One row of a comparison, to be drawn.

    Attributes
    ----------
    place : str
        Its place, in the script of the chart.
    entry : Entry
        The statement that stands for it.
    rivals : tuple of Entry
        The statements that conflict with it.
    gloss : str
        What stands in grey beside its words.
    """

    place: str
    entry: Entry
    rivals: tuple[Entry, ...]
    gloss: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value that is marked."""
        all_ = (self.entry, *self.rivals)
        return min(e.least for e in all_), max(e.most for e in all_)

    def scaled(self, scale: float) -> Compared:
        """Give its values in units of `scale`."""
        rivals = tuple(e.scaled(scale) for e in self.rivals)
        return replace(self, entry=self.entry.scaled(scale), rivals=rivals)


def required_comparison(comparison: object, call: str) -> pd.DataFrame:
    """Return what a chart was given if it is a comparison.

    Raises
    ------
    DataError
        If it is none; it says what to type.
    """
    return expect_frame(comparison, COMPARISON_COLUMNS, call, "ha.compare(corpus, 'grp')")


def about_comparison(comparison: pd.DataFrame) -> dict[str, Any]:
    """Return what the frame says of how it was made; empty where it says nothing."""
    found = comparison.attrs.get("comparison")
    return dict(found) if isinstance(found, dict) else {}


def words_of(comparison: pd.DataFrame, lang: LanguageTag | None) -> Words:
    """Take the script that all documents share; where they differ each name tells its own."""
    known = about_comparison(comparison).get("script")
    return Words(script.language(lang, known, error=ChartError), known)


def numbers_in(comparison: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return the numbers of the statements of a comparison, by their documents and ids.

    What was joined by ``ha.concat`` has its numbers already, and a chart, ``ha.table`` and the charts of the
    joined frame then have the same; else they count the rows, and what conflicts with each, as they stand.
    """
    said: list[tuple[str, str]] = []
    for row in comparison.to_dict("records"):
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
    rows: pd.DataFrame, words: Words, quotes: Quotes, numbers: Mapping[tuple[str, str], int]
) -> list[Compared]:
    """Make what is drawn of the rows of a comparison.

    Raises
    ------
    ChartError
        If there is no such manner of quotes.
    """
    choose(quotes, QUOTES, "manner of quotes", "quotes", ChartError)
    expect_proven(rows)
    found: list[Compared] = []
    # One place says 生产总值, another 地区生产总值: what all say goes by its usual name.
    name = about_comparison(rows).get("indicator")
    if name is not None:
        rows = rows.assign(indicator=script.convert(name, words.lang))
    places = _place_names(rows["place"], words)
    for row in rows.to_dict("records"):
        shared = {name: row[name] for name in ("place", "indicator", "indicator_id", "period")}
        rivals = [{**asdict(one), **shared} for one in row["others"] if one.relation == "conflicts"]
        made = []
        for one in cast("list[dict[Any, Any]]", [row, *rivals]):
            entry = _entry(one, numbers[str(one["document"]), str(one["id"])], words)
            made.append(replace(entry, mark="") if quotes == "none" else entry)
        found.append(Compared(places[str(row["place"])], made[0], tuple(made[1:])))
    # Of which place and time a row speaks is said elsewhere, and so is a status that all share.
    bare = [replace(one.entry, subject=None, period=None) for one in found]
    if alike(found):
        bare = [replace(entry, status=Status.ACTUAL) for entry in bare]
    beside = glosses(bare, words)
    definitions = [None if pd.isna(said) else words.chinese(str(said)) for said in rows["definition"]]
    differ = len(set(definitions)) > 1
    return [
        replace(one, gloss=words("sep").join(part for part in (beside[one.entry.note.number], said) if part))
        if said and differ
        else replace(one, gloss=beside[one.entry.note.number])
        for one, said in zip(found, definitions, strict=True)
    ]


def _place_names(places: Iterable[str], words: Words) -> dict[str, str]:
    """Write the names of places, in English with the Chinese where two would look alike: Fuzhou (福州市)."""
    named = {str(place): words.place(str(place)) for place in places}
    alike = Counter(named.values())
    return {
        place: name if alike[name] == 1 or words.lang != "en" else f"{name} ({place})"
        for place, name in named.items()
    }


def _entry(row: dict[Any, Any], number: int, words: Words) -> Entry:
    columns = ("paper", "published", "title", "document")
    known = {name: None if pd.isna(row[name]) else str(row[name]) for name in columns}
    note = Note(
        number=number,
        id=key_of(str(row["document"]), str(row["id"])),
        start=int(row["start"]),
        end=int(row["end"]),
        quote=str(row["quote"]),
        sentence=str(row["sentence"]),
        sentence_start=int(row["sentence_start"]),
        section=words("document", place=words.place(str(row["place"])), origin=_origin(known, words)),
        block=0,
        document=str(row["document"]),
    )
    url = {} if pd.isna(row["url"]) else {"url": str(row["url"])}
    return entry_of({**row, "subject": None}, note, url, "", words)


def _origin(known: dict[str, str | None], words: Words) -> str:
    """Name a document: its paper and date, without a paper its title or its key."""
    return origin_of({**known, "paper": known["paper"] or known["title"] or known["document"]}, words)


def everything(drawn: Sequence[Compared]) -> list[Entry]:
    """Return every statement that is drawn, in the order of their numbers."""
    return [entry for one in drawn for entry in (one.entry, *one.rivals)]


def alike(drawn: Sequence[Compared]) -> str | None:
    """Return the status that all rows share, or None."""
    return common(one.entry.status for one in drawn)


def is_ratio(drawn: Sequence[Compared]) -> bool:
    """Whether the numbers are shares or rates, which need no zero to be compared."""
    return unit_group(drawn[0].entry.unit) == "ratio"


def what(drawn: Sequence[Compared], words: Words) -> str:
    """Say what is compared: 地區生產總值增速目標."""
    key = "none"
    if drawn[0].entry.change != Change.NONE:
        key = "rate" if is_ratio(drawn) else "amount"
    label = drawn[0].entry.label
    text = words(f"what_{key}", label=label, inside=wording.inside(label))
    status = alike(drawn)
    return words(f"what_{status}", what=text) if status in (Status.EXPECTED, Status.TARGET) else text


def unit_name(drawn: Sequence[Compared], words: Words) -> tuple[str, float]:
    """Name the unit of the axis, and say how many of the comparison's units it is: 億元, 100000000."""
    entries = everything(drawn)
    unit = drawn[0].entry.unit
    if is_ratio(drawn):
        return unit, 1.0
    power = money_power(entries, words)
    name = money_name(drawn[0].entry, words) if currency(unit) else words.units([unit])
    return words(f"money_{power}", unit=name), 10.0**power


def has_zero(drawn: Sequence[Compared]) -> bool:
    """Whether the axis begins at zero or goes through it: always but for rates and shares far from it."""
    low = min(one.ends[0] for one in drawn)
    high = max(one.ends[1] for one in drawn)
    return not is_ratio(drawn) or low <= 0 <= high or min(abs(low), abs(high)) < _WASTE * (high - low)


def of_places(places: Sequence[str], words: Words) -> str:
    """Name some places; of many the first ones and their number."""
    names = [words.place(name) for name in dict.fromkeys(places)]
    shown = words.join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else words("places_named", places=shown, n=len(names))


def comparison_notes(comparison: pd.DataFrame, conflicting: Sequence[str], words: Words) -> list[str]:
    """Say of which rows the statements conflict, and what is not drawn and why."""
    about = about_comparison(comparison)
    notes = []
    if conflicting:
        notes.append(words("places_conflicts", places=of_places(conflicting, words)))
    if undated := about.get("undated", 0):
        places = about.get("undated_places", [])
        key = "places_undated_of" if places else "places_undated"
        notes.append(words(key, n=undated, places=of_places(places, words)))
    if unplaced := about.get("unplaced", 0):
        notes.append(words("places_unplaced", n=unplaced))
    if opposite := about.get("opposite_places"):
        notes.append(words("places_opposite", places=of_places(opposite, words)))
    notes += _beside(comparison, words)
    if others := about.get("left_out", {}).get("kind", 0):
        notes.append(words("places_kinds", n=others))
    return notes


def _beside(comparison: pd.DataFrame, words: Words) -> list[str]:
    """Say which places have no row: they only state an aim, speak of another period, or say nothing."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in comparison.attrs.get("beside", []):
        found.setdefault(str(one["reason"]), []).append(one)
    notes = []
    if aims := found.get("target"):
        named = [words("said", label=words.place(one["place"]), quote=words.quantity(one)) for one in aims]
        notes.append(words("places_targets", places=_some(named, words)))
    if periods := found.get("period"):
        named = [
            words(
                "places_of_period",
                place=words.place(one["place"]),
                period=words.period(one["period"]),
                quote=words.quantity(one),
            )
            for one in periods
        ]
        notes.append(words("places_periods", places=_some(named, words)))
    if silent := found.get("silent"):
        notes.append(words("places_silent", places=of_places([one["place"] for one in silent], words)))
    return notes


def _some(named: list[str], words: Words) -> str:
    shown = words.join(named[:_MOST_NAMED])
    return shown if len(named) <= _MOST_NAMED else words("places_named", places=shown, n=len(named))


def cited(rows: pd.DataFrame) -> list[dict[str, str | None]]:
    """List the documents of some rows and of what conflicts with them, the older first."""
    columns = ("document", "paper", "title", "published")
    found: dict[str, dict[str, str | None]] = {}
    for row in rows.to_dict("records"):
        rivals = (asdict(one) for one in row["others"] if one.relation == "conflicts")
        for said in cast("list[dict[Any, Any]]", [row, *rivals]):
            known = {name: None if pd.isna(said[name]) else str(said[name]) for name in columns}
            found[str(said["document"])] = known
    return sorted(found.values(), key=lambda one: (one["published"] or "9999", str(one["document"])))


def source(rows: pd.DataFrame, words: Words) -> str:
    """Name the documents of the rows: up to three, else the first of them and their dates."""
    known = cited(rows)
    if not known:
        return words("source_unknown")
    origins = list(dict.fromkeys(_origin(one, words) for one in known))
    if len(origins) <= 3:
        return words("source", origin=words("clause").join(origins))
    dates = sorted(one["published"][:10] for one in known if one["published"])
    undated = list(dict.fromkeys(_origin({**one, "published": None}, words) for one in known))
    text = words("source_many", first=words.join(undated[:2]), n=len(known))
    if dates:
        text = words("source_span", origins=text, start=dates[0], end=dates[-1])
    return words("source", origin=text)


def in_words(one: Compared, label: str, words: Words) -> str:
    """Say a row in the alternative text."""
    row = words("alt_row", label=label, quote=signed_quote(one.entry, words))
    others = [words("rival", quote=signed_quote(rival, words)) for rival in one.rivals]
    return row + (words("alt_against", pairs=words.join(others)) if others else "")
