"""The document: the notebooks' HTML read into one pandoc tree, numbered, captioned and made safe to print."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, cast

from hulin_analysis.charts.words import Words
from hulin_analysis.report.nodes import Node, link, span, text
from hulin_analysis.report.pages import TALLEST
from hulin_analysis.report.pandoc import read_html
from hulin_analysis.report.tables import TEXT_WIDTH, Grid, lay_out, read_table, to_node, words_of
from hulin_analysis.writable import writable

__all__ = ["Front", "Part", "Table", "build"]

#: Schemes an address may have in a document; anything else is printed as text.
_SCHEMES = ("http://", "https://", "mailto:", "#")
_WORDS = Words("zh-Hant")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Front:
    """What stands before the first chapter.

    Attributes
    ----------
    title, subtitle, source : str
        Title, line below it, and where the article stands, in words.
    url : str or None
        The article's address.
    lang : str
        BCP 47 tag of the prose.
    figure, table, contents : str
        What a figure, a table and the table of contents are called in that language.
    """

    title: str
    subtitle: str
    source: str
    url: str | None
    lang: str
    figure: str = field(default_factory=partial(_WORDS, "report_figure"))
    table: str = field(default_factory=partial(_WORDS, "report_table"))
    contents: str = field(default_factory=partial(_WORDS, "report_contents"))


@dataclass(frozen=True)
class Table:
    """A table of the report's own, in place of a block.

    Attributes
    ----------
    grid : Grid
        Its words.
    caption : str
        What stands over it; empty for the heading it stands under.
    anchors : mapping of (int, str) to str
        The id of a cell, by row and column name.
    links : mapping of (int, str) to str
        Where a cell leads: an address, or # and an id.
    """

    grid: Grid
    caption: str = ""
    anchors: Mapping[tuple[int, str], str] = field(default_factory=dict)
    links: Mapping[tuple[int, str], str] = field(default_factory=dict)


#: A chapter: HTML of a notebook, or blocks of the report's own.
Part: TypeAlias = str | Sequence[Node | Table]


def build(front: Front, parts: Sequence[Part], *, media: Path) -> Node:
    """Read chapters into one document.

    Headings get stable ids, figures and tables numbers and captions (their own, else the heading they
    stand under), printed text becomes a quotation. Raw HTML, pictures from elsewhere and addresses with
    an unknown scheme are left out: nothing of them reaches a writer.

    Parameters
    ----------
    front : Front
        Title and source.
    parts : sequence of str or of blocks
        The chapters in order: HTML of a notebook, or blocks of the report's own, whose ids and inner links
        are kept.
    media : Path
        The folder the pictures stand in; the chapters name them relative to its parent.

    Returns
    -------
    Node
        A pandoc document, for ``pandoc -f json``; its text is text that every writer can write.
    """
    reader = _Reader(media, front)
    blocks: list[Node] = []
    version = read_html("")["pandoc-api-version"]
    for part in parts:
        reader.own = not isinstance(part, str)
        if isinstance(part, str):
            blocks += reader.blocks(read_html(part)["blocks"])
            continue
        for block in part:
            blocks += reader.grid(block) if isinstance(block, Table) else reader.block(block)
    meta = {
        "title": _inline_meta(front.title),
        "pagetitle": _string_meta(front.title),
        "subtitle": _inline_meta(front.subtitle),
        "lang": _string_meta(front.lang),
        "contents": _string_meta(front.contents),
        "source": {"t": "MetaBlocks", "c": [_source(front)]},
    }
    return {"pandoc-api-version": version, "meta": _writable(meta), "blocks": _writable(blocks)}


def _writable(tree: Any) -> Any:
    """Leave out of a tree what none of its writers can write."""
    if isinstance(tree, str):
        return writable(tree)
    if isinstance(tree, dict):
        return {key: _writable(value) for key, value in tree.items()}
    return [_writable(value) for value in tree] if isinstance(tree, list) else tree


def _inline_meta(words: str) -> Node:
    return {"t": "MetaInlines", "c": text(words)}


def _string_meta(words: str) -> Node:
    return {"t": "MetaString", "c": words}


def _source(front: Front) -> Node:
    words: list[Node] = text(front.source)
    if front.url and front.url.startswith(_SCHEMES):
        words += [{"t": "LineBreak"}, link(front.url, text(front.url))]
    return {"t": "Para", "c": words}


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


def _pixels(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = picture.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head.startswith(_PNG) else (1, 1)


@dataclass
class _Reader:
    """Reads blocks in order; counts what is numbered. `own` blocks may name and link places."""

    media: Path
    front: Front
    figures: int = 0
    tables: int = 0
    heading: str = ""
    own: bool = False
    counters: list[int] = field(default_factory=list)

    def blocks(self, nodes: Sequence[Node]) -> list[Node]:
        """Read a list of blocks; one may become none or several."""
        read: list[Node] = []
        for node in nodes:
            read += self.block(node)
        return read

    def block(self, node: Node) -> list[Node]:
        kind, content = node["t"], cast(Any, node.get("c"))
        if kind == "Div":
            if "output_stream" in content[0][1]:
                return [self.printed(block) if block["t"] == "CodeBlock" else block for block in content[1]]
            inner = self.blocks(content[1])
            return [{"t": kind, "c": [content[0], inner]}] if self.own else inner
        if kind == "Header":
            return [self.header(content)]
        if kind == "Figure":
            return self.figure(content)
        if kind == "Table":
            # Our own grids are no nodes yet; a node of ours is a table of the article, set already.
            return [node] if self.own else self.table(node)
        if kind in ("Para", "Plain"):
            inlines = self.inlines(content)
            return [{"t": kind, "c": inlines}] if inlines else []
        if kind == "BlockQuote":
            return [{"t": kind, "c": self.blocks(content)}]
        if kind == "BulletList":
            return [{"t": kind, "c": [self.blocks(item) for item in content]}]
        if kind == "OrderedList":
            return [{"t": kind, "c": [content[0], [self.blocks(item) for item in content[1]]]}]
        if kind in ("CodeBlock", "HorizontalRule"):
            return [node]
        if kind == "LineBlock":
            return [{"t": kind, "c": [self.inlines(line) for line in content]}]
        if kind == "DefinitionList":
            items = [[self.inlines(term), [self.blocks(d) for d in defs]] for term, defs in content]
            return [{"t": kind, "c": items}]
        return []

    def printed(self, node: Node) -> Node:
        """Make a quotation of what a cell printed, a paragraph of each stretch between empty lines."""
        stretches = [stretch.strip("\n") for stretch in node["c"][1].split("\n\n")]
        paragraphs = [{"t": "Para", "c": text(stretch)} for stretch in stretches if stretch]
        return {"t": "BlockQuote", "c": paragraphs}

    def header(self, content: list[Any]) -> Node:
        level, _, inlines = content
        self.counters = [*self.counters[:level], *[0] * (level - len(self.counters))]
        self.counters[level - 1] += 1
        words = self.inlines(inlines)
        self.heading = words_of(words)
        name = "section_" + "_".join(map(str, self.counters))
        return {"t": "Header", "c": [level, [name, [], []], words]}

    def caption(self, label: str, number: int, own: Sequence[Node]) -> list[Node]:
        words = list(own) or text(self.heading)
        # Told apart by its class: the Word writer makes a number field of it.
        count = {"t": "Span", "c": [["", ["number"], [["label", label]]], text(f"{label} {number}")]}
        return [count, *text("\u3000"), *words]

    def figure(self, content: list[Any]) -> list[Node]:
        _, caption, blocks = content
        images = [
            image
            for block in blocks
            if block["t"] in ("Plain", "Para")
            for image in self.inlines(block["c"])
            if image["t"] == "Image"
        ]
        if not images:
            return []
        self.figures += 1
        own = [word for block in caption[1] for word in self.inlines(block.get("c", []))]
        words = self.caption(self.front.figure, self.figures, own)
        height = 0.0
        for image in images:
            wide, high = _pixels(self.media / Path(image["c"][2][0]).name)
            width = min(TEXT_WIDTH, TALLEST * wide / high)
            height += width * high / wide
            image["c"][0][2] = [["width", f"{100 * width / TEXT_WIDTH:.4g}%"]]
            if not image["c"][1]:
                image["c"][1] = text(words_of(words))
        attributes = [f"figure_{self.figures}", [], [["height", f"{height:.0f}"]]]
        blocks = [{"t": "Plain", "c": images}]
        return [{"t": "Figure", "c": [attributes, [None, [{"t": "Plain", "c": words}]], blocks]}]

    def table(self, node: Node) -> list[Node]:
        grid = read_table(node)
        if not grid.rows:
            return []
        return self.grid(Table(grid), self.inlines(grid.caption))

    def grid(self, table: Table, caption: Sequence[Node] = ()) -> list[Node]:
        """Set a table in as many parts as it needs, under one number."""
        self.tables += 1
        words = self.caption(self.front.table, self.tables, caption or text(table.caption))
        made = []
        for number, (part, layout) in enumerate(lay_out(table.grid)):
            node = to_node(part, layout, () if number else words)
            _tie(node, part, table, anchored=number == 0)
            made.append(node)
        made[0]["c"][0][0] = f"table_{self.tables}"
        return made

    def inlines(self, nodes: Sequence[Node]) -> list[Node]:
        read: list[Node] = []
        for node in nodes:
            read += self.inline(node)
        return read

    def inline(self, node: Node) -> list[Node]:
        kind, content = node["t"], cast(Any, node.get("c"))
        if kind in ("Str", "Code", "Space", "SoftBreak", "LineBreak", "Math"):
            return [node]
        if kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript"):
            return [{"t": kind, "c": self.inlines(content)}]
        if kind == "Link":
            words, url = self.inlines(content[1]), content[2][0]
            kept = url.startswith(_SCHEMES) and (self.own or not url.startswith("#"))
            return [link(url, words)] if kept else words
        if kind == "Image":
            words, source = self.inlines(content[1]), content[2][0]
            if Path(source).parent != Path(self.media.name) or not (self.media / Path(source).name).is_file():
                return words
            return [{"t": kind, "c": [["", [], []], words, [source, ""]]}]
        if kind == "Span" and self.own:
            return [{"t": kind, "c": [content[0], self.inlines(content[1])]}]
        if kind in ("Span", "Quoted", "SmallCaps", "Cite"):
            return self.inlines(content if kind == "SmallCaps" else content[1])
        return []
