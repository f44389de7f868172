"""The web page: one HTML file with pictures and style inside."""

from __future__ import annotations

from pathlib import Path

from hulin_analysis.report.dialects import ASSETS, CONTENTS, DEPTH, Node, is_number, transform
from hulin_analysis.report.pandoc import write_document

__all__ = ["write_html"]


def write_html(document: Node, path: Path, *, work: Path) -> None:
    """Write one HTML file with pictures and style inside.

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
    css = (ASSETS / "report.css").read_text(encoding="utf-8")
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
        f"--variable=toc-title:{CONTENTS}",
        "--wrap=none",
        "--eol=lf",
    ]
    write_document(tree, "html5-auto_identifiers", path, arguments, work)


def _for_html(node: Node) -> Node:
    """Leave the widths to the browser, which may scroll a wide table."""
    if node["t"] == "Table":
        node["c"][0][2] = []
        node["c"][2] = [[align, {"t": "ColWidthDefault"}] for align, _ in node["c"][2]]
        return {"t": "Div", "c": [["", ["table"], []], [node]]}
    if node["t"] == "Str":
        node["c"] = node["c"].replace("\u200b", "")
    if node["t"] == "Image":
        node["c"][0][2] = []
    if is_number(node):
        node["c"][0][2] = []
    return node
