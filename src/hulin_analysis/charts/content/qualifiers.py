"""Asides: what a row has to say for itself, because it is not what the chart says for all."""

from __future__ import annotations

from collections.abc import Sequence

from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, shared_place, usual
from hulin_analysis.codes import Status


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


def status_note(entry: Entry, catalog: Catalog) -> str:
    """Say the status in words where it is not plain fact."""
    return "" if entry.status == Status.ACTUAL else catalog(entry.status)


def glosses(rows: Sequence[Entry], catalog: Catalog, drawn: Sequence[Entry] | None = None) -> dict[int, str]:
    """Write what stands in grey beside each row's words: an unusual place or time, and its status."""
    return {
        entry.note.number: catalog.parts(
            *qualifiers_of(entry, drawn or rows, catalog), status_note(entry, catalog)
        )
        for entry in rows
    }
