"""Contents: what a printed document lists in front, its chapters, figures and tables, each with its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hulin_analysis.report.dialects import DEPTH, is_piece
from hulin_analysis.report.nodes import Node
from hulin_analysis.report.phrases import Phrases
from hulin_analysis.report.tables import words_of

__all__ = ["Entry", "Listed", "contents_of"]

# A list of a single figure says nothing.
_SEVERAL = 2


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the place it leads to, its words, and how deep it stands."""

    name: str
    words: str
    level: int = 1


@dataclass(frozen=True)
class Listed:
    """A list under its title."""

    title: str
    entries: tuple[Entry, ...]
    kind: str


def contents_of(document: Node) -> list[Listed]:
    """List the chapters of a document, and its figures and tables where there are several of them.

    Parameters
    ----------
    document : Node
        The document as it is printed. Without the meta value `contents` it has no contents.

    Returns
    -------
    list of Listed
        ``chapters``, ``figures`` and ``tables``; of a figure in several pieces only the first is listed.
    """
    title = document["meta"].get("contents", {}).get("c")
    if not title:
        return []
    words = Phrases(document["meta"]["lang"]["c"])
    blocks = document["blocks"]
    chapters = [
        Entry(attributes[0], words_of(inlines), level)
        for level, attributes, inlines in (b["c"] for b in blocks if b["t"] == "Header")
        if level <= DEPTH and attributes[0]
    ]
    made = [Listed(title, tuple(chapters), "chapters")]
    for kind, key, name in (("Figure", "figures", "list_of_figures"), ("Table", "tables", "list_of_tables")):
        entries = [_captioned(block) for block in _within(blocks) if block["t"] == kind and block["c"][0][0]]
        if len(entries := [entry for entry in entries if entry.words]) >= _SEVERAL:
            made.append(Listed(words(name), tuple(entries), key))
    return made


def _within(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks, those inside divisions in their places."""
    found: list[Node] = []
    for block in blocks:
        found += _within(block["c"][1]) if block["t"] == "Div" else [block]
    return found


def _captioned(block: Node) -> Entry:
    inlines = [inline for part in block["c"][1][1] for inline in part.get("c", []) if not is_piece(inline)]
    return Entry(block["c"][0][0], words_of(inlines))
