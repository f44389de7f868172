"""The web page: one HTML file with charts, style, script and font inside, which asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from hulin_analysis.charts.canvas.typeface import font_face
from hulin_analysis.charts.content.entries import label_of
from hulin_analysis.charts.theme import recoloured
from hulin_analysis.codes import Kind
from hulin_analysis.labels import Coded, heading, meaning
from hulin_analysis.line_breaks import joined
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.report.citation import sources
from hulin_analysis.report.document import typeface
from hulin_analysis.report.page_chart import COLOURED, PageChart
from hulin_analysis.report.pandoc import (
    ASSETS,
    DEPTH,
    Node,
    in_text,
    is_number,
    rows_of,
    transform,
    words_of,
    write_document,
)
from hulin_analysis.report.subject import Subject
from hulin_analysis.report.table_layout import ONE_LINE, measure
from hulin_analysis.writable import writable

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
    """What the page's script knows."""

    json: str  # all of it, safe inside a page: no sign in it can end its element
    skip: str  # what the link is called that leads past the contents


def page_data(subject: Subject, charts: Mapping[str, PageChart]) -> PageData:
    """Gather what the page's script needs."""
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
        shown = rows_as_dicts(subject.key_terms)
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
    for row in rows_as_dicts(subject.metrics):
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


_ALIGNED = {"AlignRight": "right", "AlignCenter": "center"}


def stacked(table: Node) -> Node:
    """Prepare a table for a page: no widths and no style attributes; each cell knows its heading.

    >>> from hulin_analysis.report.table_layout import Grid, lay_out, to_node
    >>> [(grid, layout)] = lay_out(Grid(("指標", "數值"), (("糧食", "3.5"),)))
    >>> table = stacked(to_node(grid, layout, ()))
    >>> [cell[0][1:] for cell in table["c"][4][0][3][0][1]]
    [[['short'], [['label', '指標']]], [['short', 'right'], [['label', '數值']]]]
    """
    specs, head, bodies = table["c"][2], table["c"][3], table["c"][4]
    aligned = [spec[0]["t"] for spec in specs]
    table["c"][2] = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in specs]
    table["c"][0][2] = []
    placed = list(_placed(head[1]))
    labels = [_label(placed, column) for column in range(len(specs))]
    for row in rows_of(table):
        for cell in row[1]:
            cell[0] = ["", ["short"] if measure(words_of(cell[4])) <= ONE_LINE else [], []]
    for rows in (head[1], *(part for body in bodies for part in (body[2], body[3]))):
        for column, cell in _placed(rows):
            own = cell[1]["t"]
            if name := _ALIGNED.get(aligned[column] if own == "AlignDefault" else own):
                cell[0][1].append(name)
            cell[1] = {"t": "AlignDefault"}
    for body in bodies:
        for column, cell in _placed(body[3]):
            if cell[3] == 1 and labels[column]:
                cell[0][2] = [["label", labels[column]]]
    return table


def _placed(rows: list[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the cells with their columns; one that reaches below its row moves those of the rows there."""
    taken: dict[int, int] = {}
    for row in rows:
        column = 0
        below: dict[int, int] = {}
        for cell in row[1]:
            while taken.get(column, 0):
                column += 1
            yield column, cell
            for at in range(column, column + cell[3]):
                below[at] = cell[2] - 1
            column += cell[3]
        taken = {at: left - 1 for at, left in taken.items() if left > 1} | {
            at: left for at, left in below.items() if left > 0
        }


def _label(placed: list[tuple[int, list[Any]]], column: int) -> str:
    """Join the heads over a column."""
    over = [words_of(cell[4]) for at, cell in placed if at <= column < at + cell[3]]
    words = (word.replace("\u200b", "").strip() for word in over)
    return " ".join(dict.fromkeys(word for word in words if word))


#: The font inside the page: of its charts always, of its text where the reader's machine has no other.
FAMILY = "Hulin Report"

# The page's own colours, light and dark. Text has a contrast of 4.5 on either ground.
_COLOURS = {
    "ink": ("#1b1f24", "#e8eaed"),
    "grey": ("#56616b", "#a7b0b9"),
    "rule": ("#d9dee3", "#3a424a"),
    "band": ("#f4f6f7", "#1f252a"),
    "paper": ("#ffffff", "#15191d"),
    "accent": ("#b3261e", "#ff7b6b"),
    "link": ("#1f5a86", "#6fb1e8"),
    Kind.ACTIVITY: ("#1f5a86", "#6fb1e8"),
    Kind.INVESTMENT: ("#5b3a7d", "#c3a1e8"),
    "target": ("#ffd84d", "#6b5600"),
    "around": ("#fff3c4", "#3a3410"),
}
# How the places of the reading map begin, which has every number of the text.
_MAP = "article-"
# What stands in the page where something is filled in.
_PLACES = re.compile(r"@(policy|style|script|data|chart:[\w]+)@")


def write_html(
    document: Node, path: Path, *, charts: Mapping[str, PageChart], data: PageData, work: Path
) -> None:
    """Write one HTML file with charts, style, script and font inside.

    A policy in its head lets it load nothing, and run nothing but its own script.
    """
    contents = document["meta"]["contents"]["c"]
    words = words_of([*document["meta"].values(), *document["blocks"]]) + contents + data.json + data.skip
    words += "".join(chart.words for chart in charts.values())
    style = "\n".join(
        [
            font_face(words, FAMILY, typeface(document)),
            _colours({colour for chart in charts.values() for colour in chart.colours}),
            (ASSETS / "report.css").read_text(encoding="utf-8"),
        ]
    )
    script = (ASSETS / "report.js").read_text(encoding="utf-8")
    marks = _marks(document, charts)
    tree = transform(document, partial(_for_html, charts=charts, marks=marks))
    tree["meta"]["skip"] = {"t": "MetaString", "c": data.skip}
    template = work / "report.html"
    template.write_text((ASSETS / "report.html").read_text(encoding="utf-8"), encoding="utf-8")
    arguments = [
        "--standalone",
        f"--template={template.name}",
        "--toc",
        f"--toc-depth={DEPTH}",
        "--wrap=none",
        "--eol=lf",
    ]
    write_document(tree, "html5-auto_identifiers", path, arguments, work)
    page = path.read_text(encoding="utf-8")
    # Filled in behind pandoc, as hashes are of these very bytes; each place once, in the order of the page.
    fillings = {"policy": _policy(style, script), "style": style, "script": script, "data": data.json}
    with path.open("w", encoding="utf-8", newline="\n") as opened:
        for at, piece in enumerate(_PLACES.split(page)):
            kind, _, name = piece.partition(":")
            if not at % 2:
                opened.write(piece)
            elif name and name in charts:
                opened.write(charts[name].svg.read_text(encoding="utf-8"))
            else:
                opened.write(fillings.pop(kind, f"@{piece}@"))


def _policy(style: str, script: str) -> str:
    """Write the content security policy of the page."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _colours(used: set[str]) -> str:
    """Write the rules that give page and charts their colours, in the dark as well.

    The colours of a chart are attributes, which any rule overrides; without a rule they are as on paper.
    """
    own = {f"c-{colour[1:]}": (colour, recoloured(colour, "dark").lower()) for colour in sorted(used)}
    own = {name: pair for name, pair in own.items() if pair[0] != pair[1]}
    light, dark = (
        ";".join(f"--{name}:{pair[i]}" for name, pair in {**_COLOURS, **own}.items()) for i in (0, 1)
    )
    rules = [f'.chart [{key}="#{name[2:]}"]{{{key}:var(--{name})}}' for name in own for key in COLOURED]
    return "\n".join(
        [
            f":root{{color-scheme:light;{light}}}",
            "@media screen and (prefers-color-scheme:dark){",
            f":root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}",
            f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}",
            *rules,
        ]
    )


def _marks(document: Node, charts: Mapping[str, PageChart]) -> dict[str, str]:
    """Find where each row is drawn: in the first chart of its kind, else on the map of all."""
    found: dict[str, str] = {}

    def note(node: Node) -> Node:
        if node["t"] == "Image" and (chart := charts.get(_stem(node))):
            for row, place in chart.marks.items():
                if found.get(row, _MAP).startswith(_MAP):
                    found[row] = place
        return node

    transform(document, note)
    return found


def _stem(image: Node) -> str:
    return Path(image["c"][2][0]).stem


def _for_html(node: Node, *, charts: Mapping[str, PageChart], marks: Mapping[str, str]) -> Node:
    """Put charts into the page, and leave all measures to its style sheet."""
    if node["t"] == "Table":
        return {"t": "Div", "c": [["", ["table"], []], [stacked(node)]]}
    if node["t"] == "Str":
        node["c"] = node["c"].replace("\u200b", "")
    if node["t"] == "Image":
        return {"t": "RawInline", "c": ["html", f"@chart:{_stem(node)}@"]}
    if is_number(node):
        node["c"][0][2] = []
    if node["t"] == "Span" and "quantity" in node["c"][0][1]:
        # Back to where the number is drawn; what no chart draws leads to its row.
        row = node["c"][0][0].removeprefix(in_text(""))
        if place := marks.get(row):
            node["c"][1][0]["c"][2][0] = f"#{place}"
    return node
