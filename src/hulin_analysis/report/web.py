"""The web page: one HTML file with pictures, style and font inside."""

from __future__ import annotations

from pathlib import Path

from hulin_analysis.charts.font import font_face
from hulin_analysis.report.dialects import ASSETS, DEPTH, Node, is_number, transform
from hulin_analysis.report.pandoc import write_document
from hulin_analysis.report.tables import ONE_LINE, measure, rows_of, words_of

__all__ = ["write_html"]

# The font inside the page, taken where the reader's machine has none of the fonts named before it.
_FAMILY = "Hulin Report"


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
    words = words_of([*document["meta"].values(), *document["blocks"]]) + contents
    css = font_face(words, _FAMILY) + "\n" + (ASSETS / "report.css").read_text(encoding="utf-8")
    template = work / "report.html"
    template.write_text(
        (ASSETS / "report.html").read_text(encoding="utf-8").replace("$css$", css), encoding="utf-8"
    )
    tree = transform(document, _for_html)
    arguments = [
        "--standalone",
        "--embed-resources",
        f"--template={template}",
        "--toc",
        f"--toc-depth={DEPTH}",
        f"--variable=toc-title:{contents}",
        "--wrap=none",
        "--eol=lf",
    ]
    write_document(tree, "html5-auto_identifiers", path, arguments, work)


def _for_html(node: Node) -> Node:
    """Leave the widths to the browser, which may scroll a wide table; what is short stands on one line."""
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
    if is_number(node):
        node["c"][0][2] = []
    return node
