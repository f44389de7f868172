"""The key of certainty: what the forms of a bar mean, for those that occur and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hulin_analysis.charts import marks
from hulin_analysis.charts.entries import Entry
from hulin_analysis.charts.page import Pane
from hulin_analysis.charts.panel import Sample
from hulin_analysis.charts.words import Words

__all__ = ["bar_samples", "status_note"]

_LENGTH = 18.0
_HEIGHT = 8.0


def status_note(entry: Entry, words: Words) -> list[str]:
    """Say the status in words where it is not plain fact."""
    return [] if entry.status == "actual" else [words(entry.status)]


def bar_samples(drawn: Sequence[Entry], words: Words) -> list[Sample]:
    """Make the key of a bar chart.

    Nothing is explained where every bar is a plain fact with a closed end.
    """
    special = [(e.hedge, e) for e in drawn if e.hedge != "exact"]
    special += [("range", e) for e in drawn if e.is_range]
    special += [(e.status, e) for e in drawn if e.status != "actual"]
    if not special:
        return []
    plain = drawn[0].sample(hedge="exact", status="actual")
    samples = [_sample("exact", plain, words)]
    for name in ("over", "under", "about", "range", "expected", "target"):
        example = next((e for which, e in special if which == name), None)
        if example is None:
            continue
        if name in ("expected", "target"):
            example = example.sample(hedge="exact")
        else:
            example = example.sample(status="actual", hedge="exact" if name == "range" else name)
        samples.append(_sample(name, example, words))
    return samples


def _sample(name: str, example: Entry, words: Words) -> Sample:
    def draw(pane: Pane, x: float, y: float) -> None:
        ends = (_LENGTH * 0.5, _LENGTH) if name == "range" else (_LENGTH, _LENGTH)
        marks.bar(pane, replace(example, least=ends[0], most=ends[1]), y, _HEIGHT, origin=x)

    tail = marks.TAIL.get(name, 0.0)
    return Sample(words(name), draw, _LENGTH + tail)
