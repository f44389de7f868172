"""Naming: how a sentence of the brief names rows of the frame: what is measured, and the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hulin_analysis import vocabulary
from hulin_analysis.charts.stated.entries import Entry
from hulin_analysis.codes import Change
from hulin_analysis.report.phrases import Phrases

__all__ = ["MOST_NAMED", "Thing", "name", "name_all"]

#: More things than these are counted, not named.
MOST_NAMED = 3


@dataclass(frozen=True)
class Thing:
    """A measured thing, with those of its numbers that are spoken of.

    Attributes
    ----------
    label : str
        What is measured, in the language of the report.
    entries : tuple of Entry
        Its numbers.
    period : str or None
        Its period.
    share : Entry or None
        That of its numbers which is a share of a whole.
    rank : (bool, int)
        The lower is named before others.
    """

    label: str
    entries: tuple[Entry, ...]
    period: str | None = None
    share: Entry | None = None
    rank: tuple[bool, int] = (False, 0)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its numbers."""
        return tuple(entry.note.id for entry in self.entries)


def name(thing: Thing, words: Phrases) -> str:
    """Name a thing by what is measured and its numbers: 地區生產總值增長6.7%."""
    said = [_number(entry, thing, words) for entry in thing.entries]
    labels = [thing.label, *[""] * (len(said) - 1)]
    parts = [words(key, label=label, number=shown) for label, (key, shown) in zip(labels, said, strict=True)]
    return words("list").join(part.strip() for part in parts)


def _number(entry: Entry, thing: Thing, words: Phrases) -> tuple[str, str]:
    """Choose the verb of a number, and write it: in English a sign stands for the verb."""
    if words.lang == "en":
        return "row", words.signed(entry.shown, entry.change, plus=True)
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
    things: Sequence[Thing], words: Phrases, *, dated: bool = False, most: int = MOST_NAMED
) -> tuple[str, tuple[Thing, ...]]:
    """Name the weightiest of some things and count the others; what is named comes back as well.

    Parameters
    ----------
    things : sequence of Thing
        In the order of the text, in which they are named.
    words : Phrases
        The language.
    dated : bool
        Whether the period of each stands behind it.
    most : int
        How many are named; one more is, rather than counted alone.
    """
    first = sorted(things, key=lambda one: one.rank)[:most] if len(things) > most + 1 else things
    named = tuple(one for one in things if one in first)
    texts = []
    for thing in named:
        text = name(thing, words)
        if dated and thing.period:
            text = words("row_dated", row=text, period=words.period(thing.period, inside=True))
        texts.append(text)
    rows = words("rows_join").join(texts)
    if len(named) < len(things):
        rows = words("rows_more", rows=rows, n=len(things), more=len(things) - len(named))
    return rows, named
