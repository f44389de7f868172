"""The document: the notebooks' HTML read into one pandoc tree, numbered, captioned and made safe to print."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from hulin_analysis.report.pages import TALLEST
from hulin_analysis.report.pandoc import read_html
from hulin_analysis.report.tables import TEXT_WIDTH, lay_out, read_table, to_node, words_of

__all__ = ["Front", "build"]

Node = dict[str, Any]

#: Schemes an address may have in a document; anything else is printed as text.
_SCHEMES = ("http://", "https://", "mailto:", "#")
_FIGURE, _TABLE = "圖", "表"
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
    """

    title: str
    subtitle: str
    source: str
    url: str | None
    lang: str


def build(front: Front, fragments: Sequence[str], *, media: Path) -> Node:
    """Read HTML fragments into one document.

    Headings get stable ids, figures and tables numbers and captions (their own, else the heading they
    stand under), printed text becomes a quotation. Raw HTML, pictures from elsewhere and addresses with
    an unknown scheme are left out: nothing of them reaches a writer.

    Parameters
    ----------
    front : Front
        Title and source.
    fragments : sequence of str
        HTML of the notebooks, in order.
    media : Path
        The folder the pictures stand in; the fragments name them relative to its parent.

    Returns
    -------
    Node
        A pandoc document, for ``pandoc -f json``.
    """
    reader = _Reader(media)
    blocks: list[Node] = []
    version: list[int] = []
    for fragment in fragments:
        tree = read_html(fragment)
        version = tree["pandoc-api-version"]
        blocks += reader.blocks(tree["blocks"])
    meta = {
        "title": _inline_meta(front.title),
        "pagetitle": _string_meta(front.title),
        "subtitle": _inline_meta(front.subtitle),
        "lang": _string_meta(front.lang),
        "source": {"t": "MetaBlocks", "c": [_source(front)]},
    }
    return {"pandoc-api-version": version, "meta": meta, "blocks": blocks}


def text_inlines(text: str) -> list[Node]:
    """One text as inlines; line ends become line breaks."""
    inlines: list[Node] = []
    for line in text.split("\n"):
        inlines += [{"t": "LineBreak"}] if inlines else []
        inlines += [{"t": "Str", "c": line}] if line else []
    return inlines


def _inline_meta(text: str) -> Node:
    return {"t": "MetaInlines", "c": text_inlines(text)}


def _string_meta(text: str) -> Node:
    return {"t": "MetaString", "c": text}


def _source(front: Front) -> Node:
    words: list[Node] = text_inlines(front.source)
    if front.url and front.url.startswith(_SCHEMES):
        words += [{"t": "LineBreak"}, _link(front.url, text_inlines(front.url))]
    return {"t": "Para", "c": words}


def _link(url: str, inlines: list[Node]) -> Node:
    return {"t": "Link", "c": [["", [], []], inlines, [url, ""]]}


def _pixels(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = picture.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head.startswith(_PNG) else (1, 1)


@dataclass
class _Reader:
    """Reads blocks in order; counts what is numbered."""

    media: Path
    figures: int = 0
    tables: int = 0
    heading: str = ""
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
            return self.blocks(content[1])
        if kind == "Header":
            return [self.header(content)]
        if kind == "Figure":
            return self.figure(content)
        if kind == "Table":
            return self.table(node)
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
        paragraphs = [{"t": "Para", "c": text_inlines(stretch)} for stretch in stretches if stretch]
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
        words = list(own) or text_inlines(self.heading)
        # Told apart by its class: the Word writer makes a number field of it.
        count = {"t": "Span", "c": [["", ["number"], [["label", label]]], text_inlines(f"{label} {number}")]}
        return [count, *text_inlines("\u3000"), *words]

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
        words = self.caption(_FIGURE, self.figures, own)
        height = 0.0
        for image in images:
            wide, high = _pixels(self.media / Path(image["c"][2][0]).name)
            width = min(TEXT_WIDTH, TALLEST * wide / high)
            height += width * high / wide
            image["c"][0][2] = [["width", f"{100 * width / TEXT_WIDTH:.4g}%"]]
            if not image["c"][1]:
                image["c"][1] = text_inlines(words_of(words))
        attributes = [f"figure_{self.figures}", [], [["height", f"{height:.0f}"]]]
        blocks = [{"t": "Plain", "c": images}]
        return [{"t": "Figure", "c": [attributes, [None, [{"t": "Plain", "c": words}]], blocks]}]

    def table(self, node: Node) -> list[Node]:
        grid = read_table(node)
        if not grid.rows:
            return []
        self.tables += 1
        words = self.caption(_TABLE, self.tables, self.inlines(grid.caption))
        parts = lay_out(grid)
        made = [to_node(part, layout, words if i == 0 else ()) for i, (part, layout) in enumerate(parts)]
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
            return [_link(url, words)] if url.startswith(_SCHEMES) and not url.startswith("#") else words
        if kind == "Image":
            words, source = self.inlines(content[1]), content[2][0]
            if Path(source).parent != Path(self.media.name) or not (self.media / Path(source).name).is_file():
                return words
            return [{"t": kind, "c": [["", [], []], words, [source, ""]]}]
        if kind in ("Span", "Quoted", "SmallCaps", "Cite"):
            return self.inlines(content if kind == "SmallCaps" else content[1])
        return []
