"""One pandoc tree, several writers: what every writer needs."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from hulin_analysis.report.nodes import Node

__all__ = [
    "ASSETS",
    "DEPTH",
    "PRINTED",
    "Node",
    "is_number",
    "is_piece",
    "printed",
    "table_size",
    "transform",
]

#: Templates, style sheet, and the parts of Word's reference document.
ASSETS = files("hulin_analysis.report") / "assets"
#: How many levels of headings the table of contents lists.
DEPTH = 2
#: Where a picture ``media/name.png`` has a better form for a writer, it stands beside it with this ending.
PRINTED = {".png": ".print.png", ".pdf": ".print.pdf", "shapes": ".print.svg"}


def transform(document: Node, rule: Callable[[Node], Node]) -> Node:
    """Rewrite every node of a document, the inner ones first; the document itself stays as it is."""

    def visit(node: Any) -> Any:
        if isinstance(node, list):
            return [visit(child) for child in node]
        if isinstance(node, dict):
            visited = {key: visit(child) for key, child in node.items()}
            return rewrite(visited) if "t" in visited else visited
        return node

    def rewrite(node: Node) -> Node:
        return rule(node)

    rewritten: Node = visit(document)
    return rewritten


def printed(image: Node, work: Path, suffix: str) -> None:
    """Take the form of a picture that is made for print, where there is one."""
    source = Path(image["c"][2][0]).with_suffix(PRINTED[suffix])
    if (work / source).is_file():
        image["c"][2][0] = source.as_posix()


def table_size(table: Node) -> str:
    """Return the type size that the table was laid out for, in points."""
    return str(dict(table["c"][0][2]).get("size", "9"))


def is_number(node: Node) -> bool:
    """Tell whether a node is the number of a figure or a table."""
    return node["t"] == "Span" and "number" in node["c"][0][1]


def is_piece(node: Node) -> bool:
    """Tell whether a node says which piece of a figure it is: 2/3."""
    return node["t"] == "Span" and "piece" in node["c"][0][1]
