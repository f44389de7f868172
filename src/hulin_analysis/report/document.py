"""The document: the blocks of a part, numbered and captioned, in one pandoc tree that is safe to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from hulin_analysis.charts.fonts import Family, family_of
from hulin_analysis.report.pandoc import Node, api_version, link, span, text, words_of
from hulin_analysis.report.subject import PartName
from hulin_analysis.report.table_layout import Grid, lay_out, to_node
from hulin_analysis.script import detect
from hulin_analysis.writable import writable

#: Schemes an address may have in a document; anything else is printed as text.
_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Table:
    """A table of the report's own, in place of a block."""

    grid: Grid
    caption: str  # what stands over it
    # The id of a cell, by row and column name.
    anchors: Mapping[tuple[int, str], str] = field(default_factory=dict)
    # Where a cell leads: an address, or # and an id.
    links: Mapping[tuple[int, str], str] = field(default_factory=dict)


#: A node of pandoc's, or a table that is laid out when the document is put together.
Block: TypeAlias = Node | Table


@dataclass(frozen=True)
class Front:
    """What stands before the first chapter."""

    # The title; who issued it and when; what the text is. The last two may be empty.
    title: str
    subtitle: str
    source: str
    lang: str  # BCP 47 tag of the prose
    contents: str = ""  # what the table of contents is called; empty for a document without one


@dataclass(frozen=True)
class Part:
    """The brief or the annex, its figures and tables numbered."""

    name: PartName  # which it is: the class of its division in a page
    front: Front  # what stands before it on paper
    blocks: list[Node]

    @classmethod
    def of(
        cls, name: PartName, front: Front, blocks: Sequence[Block], labels: tuple[str, str], media: Path
    ) -> Part:
        """Make a part: give its headings ids, its figures and tables numbers and captions."""
        numbering = _Numbering(name, labels, media)
        return cls(name, front, [node for block in blocks for node in numbering.read(block)])


def paper(part: Part) -> Node:
    """Make the document of one part, for Word and PDF: its own title, and no links to the other part."""
    return _document(part.front, part.blocks)


def page(parts: Sequence[Part], contents: str, headings: Mapping[str, str]) -> Node:
    """Make the document of all parts, for the web: a division each, under a heading of its own."""
    blocks = []
    for part in parts:
        inner = deepcopy(part.blocks)
        for block in inner:
            if block["t"] == "Header" and part.name == "annex":
                block["c"][0] += 1
        head = {"t": "Header", "c": [1, [part.name, ["part"], []], text(headings[part.name])]}
        blocks.append({"t": "Div", "c": [["", [part.name], []], [head, *inner]]})
    return _document(replace(parts[0].front, contents=contents), blocks)


def typeface(document: Node) -> Family:
    """Choose the font of a document, the same as its charts have.

    >>> quoting = {"t": "Para", "c": [{"t": "Str", "c": "黨史學習"}]}
    >>> typeface({"meta": {"lang": {"t": "MetaString", "c": "en"}}, "blocks": [quoting]})
    'Noto Sans TC'
    """
    return family_of(document["meta"]["lang"]["c"], detect(words_of(document["blocks"])))


def _document(front: Front, blocks: Sequence[Node]) -> Node:
    tree = {
        "pandoc-api-version": api_version(),
        "meta": {
            "title": {"t": "MetaInlines", "c": text(front.title)},
            "pagetitle": {"t": "MetaString", "c": front.title},
            "subtitle": {"t": "MetaInlines", "c": text(front.subtitle)},
            "lang": {"t": "MetaString", "c": front.lang},
            "contents": {"t": "MetaString", "c": front.contents},
            "toc-title": {"t": "MetaString", "c": front.contents},
            "source": {"t": "MetaBlocks", "c": [{"t": "Para", "c": text(front.source)}]},
        },
        "blocks": list(blocks),
    }
    places = {f"#{id_}" for id_ in _ids(tree["blocks"])}
    sound: Node = _sound(tree, places)
    return sound


def _ids(tree: Any) -> Iterator[str]:
    """Yield the ids of a tree."""
    if isinstance(tree, list):
        for child in tree:
            yield from _ids(child)
    elif isinstance(tree, dict):
        content: Any = tree.get("c")
        if tree.get("t") == "Header":
            yield content[1][0]
        elif isinstance(content, list) and content and _is_attributes(content[0]):
            yield content[0][0]
        yield from _ids(content)


def _is_attributes(node: Any) -> bool:
    return isinstance(node, list) and len(node) == 3 and isinstance(node[0], str)


def _sound(tree: Any, places: set[str]) -> Any:
    """Leave out what no writer can write, and links that lead nowhere or to an unknown kind of address."""
    if isinstance(tree, str):
        return writable(tree)
    if isinstance(tree, list):
        return [one for child in tree for one in _unlinked(_sound(child, places), places)]
    return {key: _sound(value, places) for key, value in tree.items()} if isinstance(tree, dict) else tree


def _unlinked(node: Any, places: set[str]) -> list[Any]:
    if not (isinstance(node, dict) and node.get("t") == "Link"):
        return [node]
    _, words, (url, _) = node["c"]
    return [node] if url in places or url.startswith(_SCHEMES) else words


@dataclass
class _Numbering:
    """Numbers headings, figures and tables; the ids of one part are not those of another."""

    part: PartName
    labels: tuple[str, str]
    media: Path
    figures: int = 0
    tables: int = 0
    counters: list[int] = field(default_factory=list)

    def read(self, block: Block) -> list[Node]:
        if isinstance(block, Table):
            return self._table(block)
        if block["t"] == "Header":
            return [self._header(block["c"])]
        return [self._figure(block["c"])] if block["t"] == "Figure" else [block]

    def _id(self, name: str) -> str:
        return name if self.part == "annex" else f"{self.part}_{name}"

    def _header(self, content: list[Any]) -> Node:
        level, _, inlines = content
        self.counters = [*self.counters[:level], *[0] * (level - len(self.counters))]
        self.counters[level - 1] += 1
        name = self._id("section_" + "_".join(map(str, self.counters)))
        return {"t": "Header", "c": [level, [name, [], []], inlines]}

    def _caption(self, label: str, number: int, words: Sequence[Node]) -> list[Node]:
        # Told apart by its class: the Word writer makes a number field of it.
        count = {"t": "Span", "c": [["", ["number"], [["label", label]]], text(f"{label} {number}")]}
        return [count, *text("\u3000"), *words]

    def _figure(self, content: list[Any]) -> Node:
        _, caption, blocks = content
        self.figures += 1
        words = self._caption(self.labels[0], self.figures, caption[1][0]["c"])
        image = blocks[0]["c"][0]
        image["c"][0][2] = [["width", "100%"]]
        attributes = [self._id(f"figure_{self.figures}"), [], []]
        return {"t": "Figure", "c": [attributes, [None, [{"t": "Plain", "c": words}]], blocks]}

    def _table(self, table: Table) -> list[Node]:
        """Set a table in as many parts as it needs, under one number."""
        self.tables += 1
        words = self._caption(self.labels[1], self.tables, text(table.caption))
        made = []
        for number, (part, layout) in enumerate(lay_out(table.grid)):
            node = to_node(part, layout, () if number else words)
            _tie(node, part, table, anchored=number == 0)
            made.append(node)
        made[0]["c"][0][0] = self._id(f"table_{self.tables}")
        return made


def _tie(node: Node, part: Grid, table: Table, *, anchored: bool) -> None:
    """Give the cells of a table their links, and where it is the table's first part their ids."""
    for number, row in enumerate(node["c"][4][0][3]):
        for name, cell in zip(part.header, row[1], strict=True):
            place = number, name
            if not cell[4] or not (place in table.links or place in table.anchors):
                continue
            words = cell[4][0]["c"]
            if place in table.links:
                words = [link(table.links[place], words)]
            if anchored and place in table.anchors:
                words = [span(words, id=table.anchors[place])]
            cell[4][0]["c"] = words
