"""What the page's script knows: the rows that each chart draws, its references, the words of its buttons."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hulin_analysis.charts.content.entries import label_of
from hulin_analysis.keywords import key_terms
from hulin_analysis.labels import Coded, heading, meaning
from hulin_analysis.line_breaks import joined
from hulin_analysis.report.citation import sources
from hulin_analysis.report.inline import PageChart
from hulin_analysis.report.subject import Subject
from hulin_analysis.writable import writable

__all__ = ["PageData", "page_data"]

# The columns of a chart's data, as a reader of the report would ask for them.
_COLUMNS = (
    "indicator", "quote", "value", "low", "high", "unit", "hedge", "change", "status", "subject", "period",
)  # fmt: skip
_CODED: tuple[Coded, ...] = ("hedge", "change", "status")
_NUMBERS = ("value", "low", "high")
_COMPARED = ("scorecard", "indicators")
_TERMS = ("section", "term", "count")
_WORDS = (
    "page_picture", "page_data", "page_citation", "page_copied", "page_uncopied", "page_tools", "page_dark",
    "page_light", "page_again", "colon", "sep",
)  # fmt: skip


@dataclass(frozen=True)
class PageData:
    """What the page's script knows.

    Attributes
    ----------
    json : str
        All of it, safe inside a page: no sign in it can end its element.
    skip : str
        What the link is called that leads past the contents.
    """

    json: str
    skip: str


def page_data(subject: Subject, charts: Mapping[str, PageChart]) -> PageData:
    """Gather what the page's script needs.

    Parameters
    ----------
    subject : Subject
        What the report is on.
    charts : mapping of str to PageChart
        Its charts, by name.
    """
    words = subject.words
    drawn = {row for chart in charts.values() for row in chart.rows}
    rows = {row: cells for row, cells in _rows(subject) if row in drawn}
    cited = ["".join(source.reference(words)) for source in sources(subject)]
    made: dict[str, Any] = {
        "words": {key.removeprefix("page_"): words(key) for key in _WORDS},
        "columns": ["number", *_COLUMNS],
        "headings": [words("number_column"), *(heading(column, lang=words.lang) for column in _COLUMNS)],
        "rows": rows,
        "charts": {name: _chart(name, chart, cited) for name, chart in charts.items()},
    }
    if "keywords" in charts:
        terms = key_terms(subject.article)
        shown = terms[terms["count"] > 1].to_dict("records")
        made["charts"]["keywords"] |= {
            "headings": [heading(column, lang=words.lang) for column in _TERMS],
            "cells": [[str(row[column]) for column in _TERMS] for row in shown],
        }
    return PageData(_safe(made), words("page_skip"))


def _chart(name: str, chart: PageChart, cited: Sequence[str]) -> dict[str, Any]:
    """Say of a chart what it draws; only a scorecard has rates of others beside those of the text."""
    references = cited if name in _COMPARED else cited[:1]
    return {"title": chart.title, "rows": list(chart.rows), "references": references}


def _rows(subject: Subject) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows by id: their cells as text, codes in words."""
    words = subject.words
    numbers = {id_: str(note.number) for id_, note in subject.notes.items()}
    for row in subject.metrics.to_dict("records"):
        cells = {column: _text(row[column], column) for column in _COLUMNS}
        cells["indicator"] = label_of(row, words)
        cells["quote"] = joined(str(row["quote"]))
        for column in _CODED:
            cells[column] = meaning(column, str(row[column]), lang=words.lang)
        if cells["subject"]:
            cells["subject"] = words.place(cells["subject"])
        if cells["period"]:
            cells["period"] = words.period(cells["period"])
        yield str(row["id"]), [numbers[str(row["id"])], *(cells[column] for column in _COLUMNS)]


def _text(value: Any, column: str) -> str:
    if pd.isna(value):
        return ""
    return f"{value:.15g}" if column in _NUMBERS else str(value)


def _safe(made: Any) -> str:
    """Write JSON for an element of a page: whatever an article says, it cannot end that element."""
    text = json.dumps(_writable(made), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _writable(made: Any) -> Any:
    """Leave out what no page can hold."""
    if isinstance(made, dict):
        return {key: _writable(value) for key, value in made.items()}
    if isinstance(made, list):
        return [_writable(value) for value in made]
    return writable(made) if isinstance(made, str) else made
