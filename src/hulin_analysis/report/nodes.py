"""Nodes: the few forms of pandoc's tree that the report's own chapters are made of.

Text goes into a tree as text: each writer escapes it for its own format, so that nothing of an article is
ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = [
    "Cell", "Node", "bullets", "figure", "header", "link", "note", "para", "span", "strong",
    "superscript", "table", "table_cell", "table_row", "text",
]  # fmt: skip

Node = dict[str, Any]
Cell = list[Any]


def text(words: str) -> list[Node]:
    """Write a text as inlines; line ends become line breaks.

    Examples
    --------
    >>> text("6.7%")
    [{'t': 'Str', 'c': '6.7%'}]
    """
    inlines: list[Node] = []
    for line in words.split("\n"):
        inlines += [{"t": "LineBreak"}] if inlines else []
        inlines += [{"t": "Str", "c": line}] if line else []
    return inlines


def strong(words: str) -> Node:
    """Set a text in bold."""
    return {"t": "Strong", "c": text(words)}


def superscript(words: str) -> Node:
    """Set a text above the line."""
    return {"t": "Superscript", "c": text(words)}


def link(url: str, inlines: Sequence[Node]) -> Node:
    """Make a link; an address that begins with # leads to an id of the document."""
    return {"t": "Link", "c": [["", [], []], list(inlines), [url, ""]]}


def span(inlines: Sequence[Node], *, id: str = "", classes: Sequence[str] = ()) -> Node:
    """Mark a stretch of text with an id or classes."""
    return {"t": "Span", "c": [[id, list(classes), []], list(inlines)]}


def para(*inlines: Node) -> Node:
    """Make a paragraph."""
    return {"t": "Para", "c": list(inlines)}


def note(*inlines: Node) -> Node:
    """Make a paragraph in small type under what it is about."""
    return {"t": "Div", "c": [["", ["note"], []], [para(*inlines)]]}


def header(level: int, words: str) -> Node:
    """Make a heading; the document gives it its id."""
    return {"t": "Header", "c": [level, ["", [], []], text(words)]}


def figure(picture: str, alt: str, caption: str) -> Node:
    """Show a picture with its alternative text and caption; the document gives it number and size."""
    image = {"t": "Image", "c": [["", [], []], text(alt), [picture, ""]]}
    return {
        "t": "Figure",
        "c": [
            ["", [], []],
            [None, [{"t": "Plain", "c": text(caption)}]],
            [{"t": "Plain", "c": [image]}],
        ],
    }


def bullets(items: Sequence[Sequence[Node]]) -> Node:
    """Make a list of short paragraphs."""
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": list(item)}] for item in items]}


def table_cell(
    inlines: Sequence[Node], *, align: str = "AlignDefault", rows: int = 1, columns: int = 1
) -> Cell:
    """Make the cell of a table."""
    blocks = [{"t": "Plain", "c": list(inlines)}] if inlines else []
    return [["", [], []], {"t": align}, rows, columns, blocks]


def table_row(cells: Iterable[Cell]) -> Cell:
    """Make the row of a table."""
    return [["", [], []], list(cells)]


def table(
    columns: Iterable[tuple[str, float]], head: Sequence[Cell], body: Sequence[Cell],
    caption: Sequence[Node] = (), /, *, classes: Sequence[str] = (), labels: int = 0, **attributes: str,
) -> Node:  # fmt: skip
    """Make a table.

    Parameters
    ----------
    columns : iterable of (str, float)
        How each column is aligned, and its share of the width.
    head, body : sequence of list
        Rows.
    caption : sequence of Node
        The inlines over it.
    classes : sequence of str
        Its classes.
    labels : int
        How many columns name their rows.
    **attributes : str
        Its attributes.
    """
    return {
        "t": "Table",
        "c": [
            ["", list(classes), [list(pair) for pair in attributes.items()]],
            [None, [{"t": "Plain", "c": list(caption)}] if caption else []],
            [[{"t": align}, {"t": "ColWidth", "c": share}] for align, share in columns],
            [["", [], []], list(head)],
            [[["", [], []], labels, [], list(body)]],
            [["", [], []], []],
        ],
    }
