"""Asides: what a row has to say for itself, because it is not what the chart says for all."""

from __future__ import annotations

from collections.abc import Sequence

from hulin_analysis.charts.stated.entries import Entry, shared_place, usual
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Status

__all__ = ["aside", "glosses", "prefix", "scope", "status_note"]


def scope(drawn: Sequence[Entry], words: Words) -> list[str | None]:
    """Say of what place and time most of the drawn numbers speak, and whether others speak of others.

    A row that differs says so itself: see :func:`aside`.
    """
    place = shared_place(drawn)
    period = usual(e.period for e in drawn)
    time = words.period(period) if period else None
    if time:
        which = "_mostly" if any(e.period not in (None, period) for e in drawn) else ""
        which += "_partly" if any(not e.period for e in drawn) else ""
        time = words(f"period{which}", period=time) if which else time
    return [place, time]


def aside(entry: Entry, drawn: Sequence[Entry], words: Words) -> list[str]:
    """Say what a row has to say for itself: a place or time that is not the usual one of the chart."""
    said: list[str] = []
    if entry.subject and entry.subject != shared_place(drawn):
        said.append(entry.subject)
    if entry.period and entry.period != usual(e.period for e in drawn):
        said.append(words.period(entry.period))
    return said


def status_note(entry: Entry, words: Words) -> list[str]:
    """Say the status in words where it is not plain fact."""
    return [] if entry.status == Status.ACTUAL else [words(entry.status)]


def prefix(entry: Entry, words: Words) -> str:
    """Say before a clause that its number is an estimate or a target; nothing where it is neither."""
    return "" if entry.status == Status.ACTUAL else words(entry.status) + words("colon")


def glosses(rows: Sequence[Entry], words: Words, drawn: Sequence[Entry] | None = None) -> dict[int, str]:
    """Write what stands in grey beside each row's words: what is unusual about it.

    Parameters
    ----------
    rows : sequence of Entry
        The rows.
    words : Words
        The language.
    drawn : sequence of Entry, optional
        All rows of the chart, which say what is usual; the same, if left out.

    Returns
    -------
    dict of int to str
        By the number of the note.
    """
    return {entry.note.number: _gloss(entry, drawn or rows, words) for entry in rows}


def _gloss(entry: Entry, drawn: Sequence[Entry], words: Words) -> str:
    """Say a place or time that is not the usual one, a status."""
    return words("sep").join([*aside(entry, drawn, words), *status_note(entry, words)])
