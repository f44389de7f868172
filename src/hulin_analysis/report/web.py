"""The web page: one HTML file with pictures, style and font inside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hulin_analysis.charts.typesetting.font import font_face
from hulin_analysis.report.dialects import ASSETS, DEPTH, PRINTED, Node, is_number, transform
from hulin_analysis.report.inline import marks_of, words_of_svg
from hulin_analysis.report.pandoc import write_document
from hulin_analysis.report.places import in_text
from hulin_analysis.report.tables import ONE_LINE, measure, rows_of, words_of

__all__ = ["FAMILY", "write_html"]

#: The font inside the page: of its charts always, of its text where the reader's machine has no other.
FAMILY = "Hulin Report"


def write_html(document: Node, path: Path, *, work: Path) -> None:
    """Write one HTML file with pictures, style and font inside.

    Parameters
    ----------
    document : Node
        From :func:`hulin_analysis.report.document.build`.
    path : Path
        Where to.
    work : Path
        The folder from which the document names its pictures.

    Raises
    ------
    ReportError
        If pandoc fails.
    """
    contents = document["meta"]["contents"]["c"]
    charts = {
        path.name.removesuffix(PRINTED[".svg"]): path.read_text(encoding="utf-8")
        for path in sorted((work / "media").glob(f"*{PRINTED['.svg']}"))
    }
    words = words_of([*document["meta"].values(), *document["blocks"]]) + contents
    words += "".join(map(words_of_svg, charts.values()))
    css = font_face(words, FAMILY) + "\n" + (ASSETS / "report.css").read_text(encoding="utf-8")
    template = work / "report.html"
    template.write_text(
        (ASSETS / "report.html").read_text(encoding="utf-8").replace("$css$", css), encoding="utf-8"
    )
    tree = transform(document, partial(_for_html, charts=charts, marks=_marks(document, charts)))
    arguments = [
        "--standalone",
        # Charts are part of the page already; looking through it once more takes as long as writing it.
        *(["--embed-resources"] if _shows_files(tree) else []),
        f"--template={template}",
        "--toc",
        f"--toc-depth={DEPTH}",
        f"--variable=toc-title:{contents}",
        "--wrap=none",
        "--eol=lf",
    ]
    write_document(tree, "html5-auto_identifiers", path, arguments, work)


# How the places of the reading map begin, which has every number of the text.
_MAP = "article-"


def _marks(document: Node, charts: Mapping[str, str]) -> dict[str, str]:
    """Find where each row is drawn: in the first chart of its kind, else on the map of all."""
    found: dict[str, str] = {}

    def note(node: Node) -> Node:
        if node["t"] == "Image" and (svg := charts.get(_stem(node))):
            for row, place in marks_of(svg).items():
                if found.get(row, _MAP).startswith(_MAP):
                    found[row] = place
        return node

    transform(document, note)
    return found


def _shows_files(tree: Node) -> bool:
    """Whether pictures are left that stand in files."""
    left: list[Node] = []

    def note(node: Node) -> Node:
        if node["t"] == "Image":
            left.append(node)
        return node

    transform(tree, note)
    return bool(left)


def _stem(image: Node) -> str:
    return Path(image["c"][2][0]).stem


def _for_html(node: Node, *, charts: Mapping[str, str], marks: Mapping[str, str]) -> Node:
    """Put charts into the page; leave the widths of tables to the browser, which may scroll a wide one."""
    if node["t"] == "Table":
        node["c"][0][2] = []
        node["c"][2] = [[align, {"t": "ColWidthDefault"}] for align, _ in node["c"][2]]
        for cell in (cell for row in rows_of(node) for cell in row[1]):
            if measure(words_of(cell[4])) <= ONE_LINE:
                cell[0] = ["", ["short"], []]
        return {"t": "Div", "c": [["", ["table"], []], [node]]}
    if node["t"] == "Str":
        node["c"] = node["c"].replace("\u200b", "")
    if node["t"] == "Image":
        node["c"][0][2] = []
        if svg := charts.get(_stem(node)):
            return {"t": "RawInline", "c": ["html", svg]}
    if is_number(node):
        node["c"][0][2] = []
    if node["t"] == "Span" and "quantity" in node["c"][0][1]:
        # Back to where the number is drawn; what no chart draws leads to its row.
        row = node["c"][0][0].removeprefix(in_text(""))
        if place := marks.get(row):
            node["c"][1][0]["c"][2][0] = f"#{place}"
    return node
