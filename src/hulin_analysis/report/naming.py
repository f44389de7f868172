"""Naming: how a sentence of the brief names rows of the frame: what is measured, and the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hulin_analysis import vocabulary
from hulin_analysis.charts.content.entries import Entry
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
    is_average : bool
        Whether its rate is that of each year on average.
    """

    label: str
    entries: tuple[Entry, ...]
    period: str | None = None
    share: Entry | None = None
    rank: tuple[bool, int] = (False, 0)
    is_average: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its numbers."""
        return tuple(entry.note.id for entry in self.entries)


def name(thing: Thing, words: Phrases, *, dated: bool = False) -> str:
    """Name a thing by what is measured and its numbers: 地區生產總值增長6.7%, GDP (+6.7%).

    Parameters
    ----------
    thing : Thing
        The thing.
    words : Phrases
        The language.
    dated : bool
        Whether its period is said as well.
    """
    period = words.period(thing.period, inside=True) if dated and thing.period else ""
    if words.lang == "en":
        shown = [words.signed(one.shown, one.change, plus=True) for one in thing.entries]
        if thing.is_average:
            shown = [words("number_yearly", number=one) for one in shown]
        return _bracketed(words.inside(thing.label), words("list").join(filter(None, (*shown, period))))
    said = [_number(entry, thing, words) for entry in thing.entries]
    label = words("row_yearly", label=thing.label) if thing.is_average else thing.label
    labels = [label, *[""] * (len(said) - 1)]
    row = words("list").join(
        words(key, label=label, number=shown) for label, (key, shown) in zip(labels, said, strict=True)
    )
    return words("row_dated", row=row, period=period) if period else row


def _bracketed(label: str, numbers: str) -> str:
    """Put numbers in brackets behind a label, into those that it has: investment (甲項目, 3 million yuan)."""
    return f"{label[:-1]}, {numbers})" if label.endswith(")") else f"{label} ({numbers})"


def _number(entry: Entry, thing: Thing, words: Phrases) -> tuple[str, str]:
    """Choose the verb of a number, and write it without its sign."""
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
    texts = [name(thing, words, dated=dated) for thing in named]
    if len(named) < len(things):
        rows = words("rows_join").join(texts)
        return words("rows_more", rows=rows, n=len(things), more=len(things) - len(named)), named
    front = words("rows_join").join(texts[:-1])
    return words("rows_last").join(filter(None, (front, *texts[-1:]))), named
