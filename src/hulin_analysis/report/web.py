"""The web page: one HTML file with charts, style, script and font inside, which asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hulin_analysis.charts.canvas.glyphs import font_face
from hulin_analysis.charts.theme import recoloured
from hulin_analysis.codes import Kind
from hulin_analysis.report.dialects import ASSETS, DEPTH, Node, is_number, transform
from hulin_analysis.report.inline import COLOURED, PageChart
from hulin_analysis.report.page_data import PageData
from hulin_analysis.report.pandoc import write_document
from hulin_analysis.report.places import in_text
from hulin_analysis.report.stacked import stacked
from hulin_analysis.report.tables import words_of
from hulin_analysis.report.typeface import typeface

__all__ = ["FAMILY", "write_html"]

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


def write_html(
    document: Node, path: Path, *, charts: Mapping[str, PageChart], data: PageData, work: Path
) -> None:
    """Write one HTML file with charts, style, script and font inside.

    A policy in its head lets it load nothing, and run nothing but its own script.

    Parameters
    ----------
    document : Node
        From :func:`hulin_analysis.report.document.page`.
    path : Path
        Where to.
    charts : mapping of str to PageChart
        The charts, by the names of the pictures that they stand for.
    data : PageData
        What its script knows.
    work : Path
        A folder to write in.

    Raises
    ------
    ReportError
        If pandoc fails.
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
    # Filled in behind pandoc, as hashes are of these very bytes; in the order in which they stand.
    for place, filling in (
        ("@policy@", _policy(style, script)),
        ("@style@", style),
        ("@script@", script),
        ("@data@", data.json),
    ):
        page = page.replace(place, filling, 1)
    path.write_text(page, encoding="utf-8", newline="\n")


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
        return {"t": "RawInline", "c": ["html", charts[_stem(node)].svg]}
    if is_number(node):
        node["c"][0][2] = []
    if node["t"] == "Span" and "quantity" in node["c"][0][1]:
        # Back to where the number is drawn; what no chart draws leads to its row.
        row = node["c"][0][0].removeprefix(in_text(""))
        if place := marks.get(row):
            node["c"][1][0]["c"][2][0] = f"#{place}"
    return node
