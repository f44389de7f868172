"""What the charts of structure share: parts of a whole, targets and results, one number over periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import pandas as pd

from hulin_analysis.charts.canvas.composition import compose
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.settings import Settings
from hulin_analysis.charts.drawing import panel
from hulin_analysis.charts.drawing.marks import Sample
from hulin_analysis.charts.stated.choice import arranged, limited
from hulin_analysis.charts.stated.entries import Entry, Quotes
from hulin_analysis.charts.words import Words
from hulin_analysis.finding import findings_about

__all__ = ["Structure", "chosen", "in_order", "structure_chart"]


class _Row(Protocol):
    @property
    def entries(self) -> list[Entry]:
        """Its numbers."""


_R = TypeVar("_R", bound=_Row)


@dataclass(frozen=True)
class Structure:
    """A chart of structure: what it says, and how its marks are drawn.

    Attributes
    ----------
    kind : str
        The chart, as the catalogue names it.
    title : str
        What is shown, in plain words.
    subtitle : sequence of str or None
        What is plotted.
    drawn : sequence of Entry
        Its numbers.
    rows : sequence of (sequence of Entry, str)
        What the alternative text says of each row, and the row's numbers.
    draw : callable
        Draws the marks on a page below its `y` and moves it; gives the numbers on this page, and notes on
        what has found no room.
    samples : sequence of Sample
        The key.
    notes : sequence of str
        What is to be noted.
    """

    kind: str
    title: str
    subtitle: Sequence[str | None]
    drawn: Sequence[Entry]
    rows: Sequence[tuple[Sequence[Entry], str]]
    draw: Callable[[Page], tuple[Sequence[Entry], Sequence[str]]]
    samples: Sequence[Sample] = ()
    notes: Sequence[str] = field(default_factory=list)


def in_order(entries: Sequence[Entry], settings: Settings) -> list[Entry]:
    """Put numbers into the order that was asked for; of the text without one."""
    greatest = settings.order == "value"
    return arranged(entries, settings, lambda e: (-e.middle if greatest else 0.0, e.note.number))


def chosen(rows: Sequence[_R], settings: Settings, words: Words) -> tuple[list[_R], list[str]]:
    """Put rows into the order that was asked for, by their first numbers; note how many are left out."""
    first = {row.entries[0].note.number: row for row in rows}
    ordered = in_order([row.entries[0] for row in rows], settings)
    return limited([first[entry.note.number] for entry in ordered], settings, words)


def structure_chart(
    made: Structure, metrics: pd.DataFrame, words: Words, settings: Settings, quotes: Quotes
) -> AnnotatedFigure:
    """Compose a chart of structure: a finding about exactly its numbers heads it, if there is one."""
    ids = {entry.note.id for entry in made.drawn}
    found = [one for one in findings_about(metrics, ids, [], words.lang) if set(one.ids) == ids]
    title = found[0].sentence.removesuffix(words("stop")) if found else made.title

    def draw(page: Page) -> None:
        panel.heading(page, title, made.subtitle, words)
        here, told = made.draw(page)
        numbers = {entry.note.number for entry in here}
        panel.key(page, made.samples)
        quoted = panel.quotes(page, [e for e in made.drawn if e.note.number in numbers], words, quotes)
        said = [text for row, text in made.rows if any(entry.note.number in numbers for entry in row)]
        panel.describe(page, made.kind, said, words)
        panel.finish(page, metrics, words, notes=[*quoted, *made.notes, *told])

    return compose(draw, settings)
