"""Listing: one way to put the numbers of a text, siblings as bars and all others in a ruled table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import (
    Entry,
    against,
    axis_unit,
    entries,
    glosses,
    qualifiers_of,
    said_of,
    said_per,
    scope,
    signed_quote,
    status_note,
)
from hulin_analysis.charts.content.items import without_indicators
from hulin_analysis.charts.content.siblings import Family, FrameRows, families, rows_by_number
from hulin_analysis.charts.drawing.bars import Group, draw_groups
from hulin_analysis.charts.drawing.chart import Chart, Here, compose_chart, empty_chart, title_of
from hulin_analysis.charts.drawing.marks import Bar, BarForm, Sample
from hulin_analysis.charts.drawing.own_axes import draw_on
from hulin_analysis.charts.drawing.ruled_table import RuledRow, RuledSection, draw_table
from hulin_analysis.charts.options import Settings, arranged, limited
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.errors import ChartError
from hulin_analysis.finding.enumeration import total_of
from hulin_analysis.line_breaks import joined
from hulin_analysis.messages import Message
from hulin_analysis.unit_groups import comparable_group, currency

#: More rows than these are counted in a note, if the reader asks for no other limit.
MOST_ROWS = 40
_NOT_COMPARABLE = Message(
    "One pair of axes holds numbers that may be compared, and not all of these may; choose rows of one kind."
)
_ENDS = re.compile("[,，;；:：。!！?？\n]")
_BEHIND_ENDS = re.compile("[,，;；:：。!！?？、\n]")
# So much of a clause stands for a name: this many characters in front of its number and behind it.
_BEFORE, _LEAST, _BEHIND = 16, 4, 8
# What is left of a clause that was cut: its last character or two.
_STUB = re.compile("^[^,，;；:：]{0,2}[,，;；:：]")
_SIGNS = "0123456789.,，、%；;。 ”’」』》）)"


@dataclass(frozen=True)
class Classes:
    """Classes of numbers that no bars mix, each with a name and a form: signed, planned, spent."""

    of: Callable[[Mapping[str, object]], str]  # gives the class of a row as it is read
    order: Sequence[str]  # the classes, in the order in which they stand on the page
    forms: Mapping[str, BarForm]  # how the bars of a class are filled, if not solid
    said: Callable[[Sequence[str]], list[str]]  # says in the subtitle what the classes mean that occur


@dataclass(frozen=True)
class _Listing:
    """What a chart draws: its entries, those of them that are bars by group, and the table of the others."""

    drawn: Sequence[Entry]
    groups: Sequence[Group]
    sections: Sequence[RuledSection]
    classes: Mapping[int, str]
    said: Sequence[str]


def plot_listing(
    kind: str, rows: pd.DataFrame, metrics: pd.DataFrame, settings: Settings, classes: Classes | None = None
) -> AnnotatedFigure:
    """Draw numbers of a text: what may be compared as bars, all else in a ruled table."""
    catalog = settings.catalog
    own, notes = without_indicators(rows, metrics, catalog)
    found = [upright(entry) for entry in entries(own, metrics, catalog, settings.quotes)]
    if not found:
        return empty_chart(kind, metrics, settings, notes=notes)
    bounded = settings if settings.limit is not None else replace(settings, limit=MOST_ROWS)
    in_order = arranged(found, settings, value=lambda entry: entry.most)
    drawn, counted = limited(in_order, bounded, catalog)
    notes = [*counted, *notes]
    listing = _listing(drawn, rows_by_number(metrics), catalog, settings, classes)
    if any(group.shares for group in listing.groups):
        notes.insert(0, catalog("shares_note"))
    elif classes and len([entry for entry in drawn if currency(entry.unit)]) > 1:
        notes.insert(0, catalog("unsummed_note"))

    title = title_of(kind, drawn, metrics, catalog, count=len(found))

    def draw(page: Page) -> Here:
        here = [*draw_groups(page, listing.groups), *draw_table(page, listing.sections)]
        numbers = {entry.note.number for entry in here}
        shown = [entry for entry in drawn if entry.note.number in numbers]
        return Here(shown, [_in_words(entry, listing, catalog) for entry in shown])

    declared = Chart(kind, title, _subtitle(listing, catalog), draw, _key(listing, catalog), notes)
    figure = compose_chart(declared, metrics, settings)
    if settings.ax is not None:
        if len(listing.groups) != 1 or listing.sections:
            raise ChartError(_NOT_COMPARABLE)
        (group,) = listing.groups
        draw_on(settings.ax, group.rows, Bar, settings, unit=group.unit, title=figure.title, form=group.form)
    return figure


def upright(entry: Entry) -> Entry:
    """Give a fall as its size: its sign says that it is one."""
    return replace(entry, least=-entry.most, most=-entry.least) if entry.change == Change.DECREASE else entry


def _listing(
    drawn: Sequence[Entry], facts: FrameRows, catalog: Catalog, settings: Settings, classes: Classes | None
) -> _Listing:
    """Part entries into bars and rows of the table."""
    of = {e.note.number: classes.of(facts[e.note.number]) if classes else "" for e in drawn}
    order = [one for one in (classes.order if classes else [""]) if one in of.values()]
    found: list[tuple[str, Family]] = []
    for name in order:
        alike = families([entry for entry in drawn if of[entry.note.number] == name], facts)
        found += [(name, one) for one in sorted(alike, key=lambda one: -len(one.rows))]
    barred = {entry.note.number for _, family in found for entry in family.rows}
    rest = [entry for entry in drawn if entry.note.number not in barred]
    names = Counter(map(_named, rest))
    labels = {e.number: clause_label(e, catalog) if _is_vague(e, names, facts) else e.label for e in rest}
    parted = _parted(rest, catalog, of if classes else None, order)
    sections = [_section(name, rows, drawn, labels, catalog) for name, rows in parted.items() if rows]
    groups = _groups(found, facts, drawn, catalog, settings, classes)
    return _Listing(drawn, groups, sections, of, classes.said(order) if classes else [])


def _groups(
    found: Sequence[tuple[str, Family]], facts: FrameRows, drawn: Sequence[Entry], catalog: Catalog,
    settings: Settings, classes: Classes | None,
) -> list[Group]:  # fmt: skip
    """Make the groups of families; those of classes share a scale, that of their currency."""
    entries_ = [entry for _, family in found for entry in family.rows]
    ranked = (
        arranged(entries_, replace(settings, highlight=()), key=lambda e: (-e.most, e.number))
        if entries_
        else []
    )
    groups = []
    for name, family in found:
        rows = [entry for entry in ranked if entry in family.rows]
        if family.bond == "whole" and settings.order is None:
            rows = [family.rows[0], *(row for row in rows if row is not family.rows[0])]
        unit = comparable_group(rows[0].unit)
        same = [entry for entry in entries_ if comparable_group(entry.unit) == unit] if classes else rows
        head, whole = catalog(f"stage_{name}") if classes else "", family.name
        if whole and family.bond == "whole":
            whole = catalog("of_whole", whole=whole)
        group = group_of(rows, drawn, catalog, heading=catalog.parts(head, whole), same=same)
        if classes:
            shares, form = _shares(family.rows, facts), classes.forms.get(name, "solid")
            group = replace(group, shares=shares, form=form, scale=unit)
        groups.append(group)
    return groups


def _beside(
    rows: Sequence[Entry], drawn: Sequence[Entry], labels: Mapping[int, str], catalog: Catalog
) -> tuple[str, dict[int, str]]:
    """Say what is unusual about all of some rows, for the line over them, and in grey what about each.

    That is per what a number is, where its name does not say so, against what it is measured, its place and
    time, and its status.
    """
    over: list[str] = []
    bare, several = list(rows), len(rows) > 1
    said = [
        [said_per(entry, catalog, labels[entry.number]) for entry in rows],
        [against(entry.base, entry.period, catalog) for entry in rows],
    ]
    for n, each in enumerate(said):
        if several and len(set(each)) == 1:
            over.append(each[0])
            said[n] = [""] * len(rows)
    if several and len({(entry.period, entry.status) for entry in rows}) == 1:
        over += qualifiers_of(replace(rows[0], subject=None), drawn, catalog)
        over.append(status_note(rows[0], catalog))
        bare = [replace(entry, period=None, status=Status.ACTUAL) for entry in rows]
    beside = glosses(bare, catalog, drawn)
    for entry, *parts in zip(rows, *said, strict=True):
        beside[entry.number] = catalog.parts(*parts, beside[entry.number])
    return catalog.parts(*over), beside


def group_of(
    rows: Sequence[Entry], drawn: Sequence[Entry], catalog: Catalog, *, heading: str = "",
    same: Sequence[Entry] = (),
) -> Group:  # fmt: skip
    """Make a group of bars: its unit and what all of its rows share over them, what differs beside each.

    The entries are `upright` and in units that may be compared. Money is put in the power of ten of `same`,
    all the sums that share a scale; `drawn` is all that the chart draws.
    """
    scaled, unit = list(rows), catalog.units(list(dict.fromkeys(entry.unit for entry in rows)))
    if currency(rows[0].unit):
        unit, scale = axis_unit(same or rows, catalog)
        scaled = [entry.scaled(scale) for entry in rows]
    over, beside = _beside(rows, drawn, {entry.note.number: entry.label for entry in rows}, catalog)
    return Group(catalog.parts(heading, unit, over), tuple(scaled), beside, unit=unit)


def _shares(rows: Sequence[Entry], facts: FrameRows) -> dict[int, str]:
    """Write the share of each item in the sum of a list; about, where any of them is no exact number."""
    items = [facts[entry.note.number] for entry in rows]
    place = ("document", "sentence_start")
    sentence = [row for row in facts.values() if all(row.get(n) == items[0].get(n) for n in place)]
    total = total_of(items, sentence, facts.values())
    if not total:
        return {}
    about = "" if all(entry.hedge == Hedge.EXACT for entry in rows) else "≈"
    return {entry.note.number: f"{about}{100 * entry.most / total:.1f}%" for entry in rows}


def _parted(
    rest: Sequence[Entry], catalog: Catalog, classes: Mapping[int, str] | None, order: Sequence[str]
) -> dict[str, list[Entry]]:
    """Part the rows of the table: by class, by the headings of the article, or if it has none by unit."""
    if classes is not None:
        names = {name: catalog(f"stage_{name}") for name in order}
        return {names[name]: [e for e in rest if classes[e.note.number] == name] for name in order}
    if any(entry.note.section for entry in rest):
        heads = {e.note.number: catalog.chinese(e.note.section) or catalog("lead") for e in rest}
        found = {heads[entry.number]: list[Entry]() for entry in sorted(rest, key=lambda e: e.number)}
        for entry in rest:
            found[heads[entry.note.number]].append(entry)
        return found
    units = [comparable_group(entry.unit) for entry in rest]
    if not 1 < len(set(units)) < len(units):
        return {"": list(rest)}
    # The units of most rows first, and what is alone in its unit last, under no heading that says so little.
    found = {}
    for unit in sorted(dict.fromkeys(units), key=lambda unit: -units.count(unit)):
        members = [entry for entry in rest if comparable_group(entry.unit) == unit]
        name = catalog.units(list(dict.fromkeys(entry.unit for entry in members)))
        found.setdefault(name if len(members) > 1 else catalog("other_units"), []).extend(members)
    return found


def _section(
    name: str, rows: Sequence[Entry], drawn: Sequence[Entry], labels: Mapping[int, str], catalog: Catalog
) -> RuledSection:
    """Make a section of the table: its heading says what all of its rows share."""
    over, beside = _beside(rows, drawn, labels, catalog) if name else ("", {})
    if not name:
        for entry in rows:
            beside |= _beside([entry], drawn, labels, catalog)[1]
    made = []
    for entry in rows:
        number, quote = entry.note.number, signed_quote(entry, catalog, plus=True)
        made.append(RuledRow(entry, labels[number], quote, beside[number]))
    return RuledSection(catalog.parts(name, over), tuple(made))


_Named = tuple[str, str | None, str | None, bool]


def _named(entry: Entry) -> _Named:
    """Return what tells a row from others: its sign tells 年末6450人 from 比上年末增加412人."""
    return entry.label, entry.subject, entry.period, entry.change != Change.NONE


def _is_vague(entry: Entry, names: Counter[_Named], facts: FrameRows) -> bool:
    """Tell whether a number has no name, one that says too little, or one that another row has as well."""
    named = facts[entry.note.number]["indicator"]
    if entry.note.heads:
        return False
    several = names[_named(entry)] > 1
    return several or not named or script.fold(str(named)) in vocabulary.words("siblings", "kind", "vague")


def clause_label(entry: Entry, catalog: Catalog) -> str:
    """Return the words around a number, in quotation marks, to stand for a name."""
    sentence = joined(entry.note.before)
    before = _ENDS.split(sentence)[-1].strip()
    if len(before) < _LEAST:
        # 外貿進出口增長8.4%,總額……: the clause before says what it is the total of.
        before = sentence
    if len(before) > _BEFORE:
        before = "…" + _STUB.sub("", before[-_BEFORE:]).lstrip(_SIGNS)
    behind = _BEHIND_ENDS.split(joined(entry.note.sentence[entry.note.span[1] :]))[0].strip()
    if len(behind) > _BEHIND:
        behind = behind[:_BEHIND] + "…"
    if not before + behind:
        return entry.label
    return catalog("clause_label", clause=catalog.quoted(f"{before}……{behind}"))


def _subtitle(listing: _Listing, catalog: Catalog) -> list[str | None]:
    """Say of when and where the numbers are, what the money is, and what may be compared."""
    parts = scope(listing.drawn, catalog)
    if any(listing.classes.values()):
        units = {group.unit for group in listing.groups}
        return [*parts, units.pop() if len(units) == 1 else None, *listing.said]
    if not listing.groups:
        return [*parts, catalog("table_sub") if len(listing.drawn) > 1 else None]
    return [*parts, catalog("siblings_sub" if listing.sections else "siblings_only_sub")]


def _key(listing: _Listing, catalog: Catalog) -> list[Sample]:
    """Explain the hedges of the bars and, where they are filled in several ways, what that says."""
    bars = [entry for group in listing.groups for entry in group.rows]
    samples = Bar().key(bars, catalog)
    forms = list(dict.fromkeys(group.form for group in listing.groups))
    if forms and forms != ["solid"]:
        samples += [Bar(form=form).sample(bars[0], f"form_{form}", catalog) for form in forms]
    return samples


def _in_words(entry: Entry, listing: _Listing, catalog: Catalog) -> str:
    """Say an entry in a clause, and its share in the sum of its list: 收入每天增加50元."""
    share = next((g.shares[n] for g in listing.groups if (n := entry.note.number) in g.shares), None)
    against = catalog("alt_pair", area=catalog("share"), value=share) if share else ""
    return said_of(entry, catalog) + (catalog("alt_against", pairs=against) if against else "")
