"""The key of certainty: what the forms of a bar or a dot mean, for those that occur and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from hulin_analysis.charts import marks
from hulin_analysis.charts.entries import Entry
from hulin_analysis.charts.page import Pane
from hulin_analysis.charts.panel import Sample
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Hedge, Status

__all__ = ["bar_samples", "dot_samples", "status_note"]

_LENGTH = 18.0
_HEIGHT = 8.0


def status_note(entry: Entry, words: Words) -> list[str]:
    """Say the status in words where it is not plain fact."""
    return [] if entry.status == Status.ACTUAL else [words(entry.status)]


def bar_samples(drawn: Sequence[Entry], words: Words) -> list[Sample]:
    """Make the key of a bar chart.

    Nothing is explained where every bar is a plain fact with a closed end.
    """
    special = [(e.hedge, e) for e in drawn if e.hedge != Hedge.EXACT]
    special += [("range", e) for e in drawn if e.is_range]
    special += [(e.status, e) for e in drawn if e.status != Status.ACTUAL]
    if not special:
        return []
    plain = drawn[0].sample(hedge=Hedge.EXACT, status=Status.ACTUAL)
    samples = [_sample(Hedge.EXACT, plain, words)]
    for name in (Hedge.OVER, Hedge.UNDER, Hedge.ABOUT, "range", Status.EXPECTED, Status.TARGET):
        example = next((e for which, e in special if which == name), None)
        if example is None:
            continue
        if name in (Status.EXPECTED, Status.TARGET):
            example = example.sample(hedge=Hedge.EXACT)
        else:
            example = example.sample(status=Status.ACTUAL, hedge=Hedge.EXACT if name == "range" else name)
        samples.append(_sample(name, example, words))
    return samples


def dot_samples(drawn: Sequence[Entry], words: Words, name: str = "") -> list[Sample]:
    """Make the key of a dot plot.

    Parameters
    ----------
    drawn : sequence of Entry
        What is drawn, one at least.
    words : Words
        The language.
    name : str, optional
        Whose dots they are, to be said with each status. Without it, a plain fact explains itself where all
        are facts.
    """
    samples: list[Sample] = []
    statuses = list(dict.fromkeys(e.status for e in drawn))
    if name or statuses != [Status.ACTUAL]:
        for status in statuses:
            example = drawn[0].sample(status=status, hedge=Hedge.EXACT)
            text = words("sep").join(part for part in (name, words(status)) if part)
            samples.append(Sample(text, partial(_sample_dot, example, (6, 6)), 12))
    for hedge in (Hedge.OVER, Hedge.UNDER, Hedge.ABOUT):
        if any(e.hedge == hedge for e in drawn):
            example = drawn[0].sample(hedge=hedge, status=drawn[0].status)
            samples.append(Sample(words(hedge), partial(_sample_dot, example, (16, 16)), 32))
    if any(e.is_range for e in drawn):
        example = drawn[0].sample(hedge=Hedge.EXACT)
        samples.append(Sample(words("range"), partial(_sample_dot, example, (6, 24)), 30))
    return samples


def _sample_dot(example: Entry, ends: tuple[float, float], pane: Pane, x: float, y: float) -> None:
    marks.dot(pane, replace(example, least=x + ends[0], most=x + ends[1]), y)


def _sample(name: str, example: Entry, words: Words) -> Sample:
    def draw(pane: Pane, x: float, y: float) -> None:
        ends = (_LENGTH * 0.5, _LENGTH) if name == "range" else (_LENGTH, _LENGTH)
        marks.bar(pane, replace(example, least=ends[0], most=ends[1]), y, _HEIGHT, origin=x)

    tail = marks.TAIL.get(name, 0.0)
    return Sample(words(name), draw, _LENGTH + tail)
