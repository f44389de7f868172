"""Markdown: the text it shows, one paragraph a line, by a few rules for what articles are written with."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from hulin_analysis.readers.facts import Facts, moment
from hulin_analysis.readers.lines import row_of_cells, tidy
from hulin_analysis.readers.shown import Shown

__all__ = ["read_markdown"]

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(title|date|author|source|url):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"(?:```|~~~)[^`]*")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}")
_HEADING = re.compile(r"#{1,6}(?:\s+(.*?))??(?:\s+#+)?\s*")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9}[.)]))\s+")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
# Inside a line, in this order. Each takes away marks and leaves the words; a figure's own signs (3*5, 3_5,
# 3~5) are no marks.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), ""),
    (re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"(`+)([^`]+)\1"), r"\2"),
    (re.compile(r"(?<!\\)\*\*([^*\n]+)(?<!\\)\*\*"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9_\\])__([^_\n]+)__(?![A-Za-z0-9_])"), r"\1"),
    (re.compile(r"(?<![\\\d*])\*([^*\s][^*\n]*)(?<![\\\s])\*(?![\d*])"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9_\\])_([^_\s][^_\n]*)_(?![A-Za-z0-9_])"), r"\1"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# What a line in a paragraph of several lines is joined by: a break in the source is a space, as in a page.
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")


def read_markdown(text: str) -> Shown:
    r"""Read an article written in Markdown.

    Parameters
    ----------
    text : str
        The file's text.

    Returns
    -------
    Shown
        The text it shows, one paragraph a line, and its title, and its date where front matter has one.

    Examples
    --------
    >>> read_markdown("# 某縣**新聞**\n\n去年新建[學\n校](a.html)3所,增長**6.5%**。").text
    '某縣新聞\n去年新建學校3所,增長6.5%。'
    """
    text = _uncommented(text.replace("\r\n", "\n").replace("\r", "\n"))
    front = _FRONT.match(text)
    fields = {name: words.strip("\"'") for name, words in _FIELD.findall(front[1])} if front else {}
    blocks = list(_blocks(text[front.end() :] if front else text))
    lines = [line for _, words in blocks for part in _BREAK.split(words) for line in _shown(part)]
    first = next((words for level, words in blocks if level == 1), "")
    title = fields.get("title") or "".join(_shown(first))
    return Shown("\n".join(lines), Facts(title=title or None, published=moment(fields.get("date"))))


def _uncommented(text: str) -> str:
    """Take out <!-- comments -->, in one pass: a pattern would look for the end of each anew."""
    first, *rest = text.split("<!--")
    return first + "".join(part.split("-->", 1)[1] if "-->" in part else f"<!--{part}" for part in rest)


def _shown(words: str) -> Iterator[str]:
    for mark, kept in _MARKS:
        words = mark.sub(kept, words)
    if shown := "\t".join(filter(None, map(tidy, html.unescape(words).split("\t")))):
        yield shown


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each block as its level as a heading (0: none) and its words, marks of the block left out."""
    held: list[str] = []
    fenced = False

    def released() -> Iterator[tuple[int, str]]:
        if held:
            yield 0, "\n".join(held)
            held.clear()

    for raw in text.split("\n"):
        line = re.sub(r"^(?:\s{0,3}>\s?)+", "", raw).strip(" \t")
        if _FENCE.fullmatch(line):
            yield from released()
            fenced = not fenced
        elif fenced:
            yield 0, line
        elif not line:
            yield from released()
        elif heading := _HEADING.fullmatch(line):
            yield from released()
            yield len(line) - len(line.lstrip("#")), heading[1] or ""
        elif held and re.fullmatch("=+|-+", line):
            words = "\n".join(held)
            held.clear()
            yield (1 if line[0] == "=" else 2), words
        elif ("|" in line and _TABLE_RULE.fullmatch(line)) or _RULE.fullmatch(line):
            yield from released()
        elif line.startswith("|") or (len(_CELL_BORDER.findall(line)) > 1 and line.endswith("|")):
            yield from released()
            yield 0, row_of_cells([cell.strip() for cell in _CELL_BORDER.split(line)])
        elif item := _ITEM.match(line):
            yield from released()
            held.append(f"{item[1]} {line[item.end() :]}" if item[1] else line[item.end() :])
        else:
            held.append(line)
            if _HARD_BREAK.search(raw):
                held[-1] = line.rstrip("\\")
                yield from released()
    yield from released()
