"""Markdown: the text it shows, one paragraph a line, by a few rules for what articles are written with."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.cell_grid import Cell, grid_of, write_grid
from hulin_analysis.readers.decode import decode_bytes
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.metadata import Metadata, moment
from hulin_analysis.readers.page_lines import indent, row_of_cells, shown_lines, shown_words
from hulin_analysis.readers.text_writer import Shown, TextWriter

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(title|date|author|source|url):(.*)$", re.MULTILINE)
_QUOTED = re.compile(r"^(?:\s{0,3}>\s?)++")
_FENCE = re.compile(r"(?:```|~~~)[^`]*")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}")
_HEADING = re.compile(r"#{1,6}(?:\s(.*))?")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9}[.)]))\s+")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_TABLE_MARK = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_CELL_BORDER = re.compile(r"(?<!\\)\|")
# Inside a line, in this order. Each takes away marks and leaves the words; a figure's own signs (3*5, 3_5,
# 3~5) are no marks.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), ""),
    (re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"(?<!`)(`++)([^`]+)\1"), r"\2"),
    (re.compile(r"(?<!\\)\*\*([^*\n]+)(?<!\\)\*\*"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9_\\])__([^_\n]+)__(?![A-Za-z0-9_])"), r"\1"),
    (re.compile(r"(?<![\\\d*])\*([^*\s][^*\n]*)(?<![\\\s])\*(?![\d*])"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9_\\])_([^_\s][^_\n]*)_(?![A-Za-z0-9_])"), r"\1"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HARD_BREAK = ("  ", "\\")  # at the end of a line in a paragraph


def read_markdown(data: bytes, name: str) -> Shown:
    r"""Read an article written in Markdown.

    >>> read_markdown("# 某縣**新聞**\n\n去年新建[學\n校](a.html)3所,增長**6.5%**。".encode(), "a.md").text
    '某縣新聞\n去年新建學校3所,增長6.5%。'
    """
    text = _uncommented(decode_bytes(data, name).replace("\r\n", "\n").replace("\r", "\n"))
    front = _FRONT.match(text)
    fields = (
        {name: words.strip(" \t").strip("\"'") for name, words in _FIELD.findall(front[1])} if front else {}
    )
    writer = TextWriter()
    first = ""
    for block in _blocks(text[front.end() :] if front else text):
        if block.rows:
            _write_table(writer, block)
        elif block.page:
            _write_page(writer, block.page)
        else:
            first = first or (block.words if block.level == 1 else "")
            for line in filter(None, map(_shown, _BREAK.split(block.words))):
                writer.line(line)
    title = fields.get("title") or _shown(first)
    return writer.shown(Metadata(title=title or None, published=moment(fields.get("date") or None)))


class _Block(NamedTuple):
    """A block: its words without its own marks and its level as a heading, the rows of a table, or HTML."""

    words: str = ""
    level: int = 0
    rows: tuple[str, ...] = ()
    header: bool = False
    page: str = ""


def _write_table(writer: TextWriter, block: _Block) -> None:
    cells = [_row(row, block.header and nth == 0) for nth, row in enumerate(block.rows)]
    if grid := grid_of(cells):
        write_grid(writer, grid)
    else:
        for row in cells:
            writer.line(row_of_cells([line for cell in row for line in cell.lines]))


def _row(row: str, header: bool) -> list[Cell]:
    cells = _CELL_BORDER.split(row)
    # The outer borders part nothing.
    cells = cells[not cells[0].strip() : len(cells) - (len(cells) > 1 and not cells[-1].strip())]
    made = []
    for cell in cells:
        lines = tuple(filter(None, map(_shown, _BREAK.split(cell))))
        made.append(Cell(lines, header=header, depth=indent(html.unescape(cell))))
    return made


def _write_page(writer: TextWriter, page: str) -> None:
    """Write a table that is written in HTML, as Markdown has no cells that cover several rows."""
    # Other texts do without the parser.
    from trafilatura.utils import load_html

    with parsed_by_others(ArticleError("A table in the text cannot be read as HTML; write it as Markdown.")):
        tree = load_html(f"<html><body>{page}</body></html>")
    lines = shown_lines(tree, "in the text") if tree is not None else []
    for table, rows in groupby(lines, key=lambda line: line.table):
        if table is None:
            for line in rows:
                writer.line(line.text)
        else:
            writer.table([row.words for row in rows])


def _uncommented(text: str) -> str:
    """Take out <!-- comments -->, in one pass: a pattern would look for the end of each anew."""
    first, *rest = text.split("<!--")
    return first + "".join(part.split("-->", 1)[1] if "-->" in part else f"<!--{part}" for part in rest)


def _shown(words: str) -> str:
    for mark, kept in _MARKS:
        words = mark.sub(kept, words)
    return "\t".join(filter(None, map(shown_words, html.unescape(words).split("\t"))))


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the blocks of a text, tables in HTML by themselves."""
    depth = at = start = 0
    for mark in _TABLE_MARK.finditer(text):
        if not mark[1]:
            start = start if depth else mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield from _blocks_of_lines(text[at:start])
                yield _Block(page=text[start : mark.end()])
                at = mark.end()
    yield from _blocks_of_lines(text[at:])


def _blocks_of_lines(text: str) -> Iterator[_Block]:
    held: list[str] = []
    rows: list[str] = []
    fenced = ruled = False

    def released() -> Iterator[_Block]:
        if rows:
            yield _Block(rows=tuple(rows), header=ruled)
            rows.clear()
        if held:
            yield _Block("\n".join(held))
            held.clear()

    lines = text.split("\n")
    for nth, raw in enumerate(lines):
        line = _unquoted(raw)
        if rows and not fenced and line and "|" in line and not _FENCE.fullmatch(line):
            if not _TABLE_RULE.fullmatch(line):
                rows.append(line)
            continue
        if _FENCE.fullmatch(line):
            yield from released()
            fenced = not fenced
        elif fenced:
            yield _Block(line)
        elif not line:
            yield from released()
        elif heading := _HEADING.fullmatch(line):
            yield from released()
            yield _Block(_heading(heading[1] or ""), len(line) - len(line.lstrip("#")))
        elif held and re.fullmatch("=+|-+", line):
            words = "\n".join(held)
            held.clear()
            yield _Block(words, 1 if line[0] == "=" else 2)
        elif ("|" in line and _TABLE_RULE.fullmatch(line)) or _RULE.fullmatch(line):
            yield from released()
        elif begins := _begins_table(line, _unquoted(lines[nth + 1]) if nth + 1 < len(lines) else ""):
            yield from released()
            rows.append(line)
            ruled = begins == "ruled"
        elif item := _ITEM.match(line):
            yield from released()
            held.append(f"{item[1]} {line[item.end() :]}" if item[1] else line[item.end() :])
        else:
            if rows:
                yield from released()
            held.append(line)
            if raw.endswith(_HARD_BREAK):
                held[-1] = line.rstrip("\\")
                yield from released()
    yield from released()


def _heading(words: str) -> str:
    """Return the words of a heading without the # that close it."""
    words = words.strip()
    open_ = words.rstrip("#")
    return open_.rstrip() if not open_ or open_[-1].isspace() else words


def _unquoted(raw: str) -> str:
    return _QUOTED.sub("", raw).strip(" \t")


def _begins_table(line: str, below: str) -> str | None:
    """Tell whether a line is a row of a table: by the rule below it, or by the borders at its ends."""
    borders = len(_CELL_BORDER.findall(line))
    if borders and "|" in below and _TABLE_RULE.fullmatch(below):
        return "ruled"
    return "bordered" if line.startswith("|") or (borders > 1 and line.endswith("|")) else None
