"""Lines: what a page shows, one block a line, and where each line stands in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.cell_grid import Cell, Grid, grid_of, words_of
from hulin_analysis.readers.text_writer import Words

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "html body address article aside blockquote center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p "
        "pre section summary table caption thead tbody tfoot tr td th ul ",
    )
)
_UNSHOWN = frozenset(
    re.findall(
        r"\w+",
        "head script style noscript template iframe frame object embed svg math audio video canvas map "
        "select option textarea button input datalist rt rtc rp ",
    )
)
# libxml2 stops at 256 levels and drops what stands below: better no article than half of one.
_DEEPEST = 250
# A year of a newspaper has fewer; each costs time, however small the file.
_MOST_ELEMENTS = 300_000
_CELL = 120
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Characters without width or shape: they would stand unseen between two digits.
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
# A line break in the source between two wide characters shows nothing (CSS Text 3, 4.1.3).
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t\r]*\n[ \t\r\n]*(?=[{_WIDE}])")
_SPACE = re.compile("[ \t\n\r\f\v\x85\xa0\u2028\u2029]+")
_SUPERSCRIPT = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_RAISED = re.compile(r"\s*[0-9+\-−()]+\s*")


_INDENT = re.compile("[ \xa0\u2000-\u200a\u202f\u3000]+")
# How far the words of a cell are set in: by its own style, or that of a paragraph in it.
_SET_IN = re.compile(
    r"(?:text-indent|(?:padding|margin)-left)\s*:\s*(-?\d{0,4}\.?\d{1,4})\s*(em|px|pt)", re.IGNORECASE
)
_CHARACTER = {"em": 1.0, "px": 14.0, "pt": 10.5}
_FARTHEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown: its text, the element it stands in, and how many characters of it are links.

    A row of a table is a line with its `words`, and the element of the table. `indent` is how many spaces
    that a page shows stand before the text.
    """

    text: str
    element: Any
    linked: int = 0
    hidden: bool = False
    parts: tuple[str, ...] = ()
    indent: int = 0
    table: Any = None
    words: tuple[Words, ...] = ()


def shown_words(words: str) -> str:
    r"""Write text as it is shown: white space as one space, and nothing that has no width.

    >>> shown_words("\u3000\u3000新建\n學校\xa0 3\u200b5所\n")
    '新建學校 35所'
    """
    return _SPACE.sub(" ", _WRAPPED.sub("", _UNSEEN.sub("", words))).strip()


def indent(words: str) -> int:
    r"""Count the spaces before a text that a page shows: not those that the source is laid out by.

    >>> indent("\n   \u3000\u3000其中"), indent("\xa0\xa0其中"), indent("  其中")
    (2, 2, 0)
    """
    bare = _UNSEEN.sub("", words).lstrip("\t\n\r\f\v ")
    found = _INDENT.match(bare)
    return len(found[0].replace(" ", "")) if found else 0


def raised(words: str) -> str:
    """Write raised figures as such: 10⁸ is not 108, and a footnote's ¹ is no digit of the number before it.

    >>> raised("8"), raised("[注1]")
    ('⁸', '[注1]')
    """
    return words.translate(_SUPERSCRIPT) if _RAISED.fullmatch(words) else words


def row_of_cells(cells: list[str]) -> str:
    """Write the cells of a table's row as one line, a tab between them, as browsers copy it."""
    return "\t".join(cell for cell in cells if cell)


def shown_lines(tree: Any, name: str) -> list[Line]:
    """Return the lines that a page shows, in the order of the page."""
    if not isinstance(tree.tag, str) or tree.tag in _UNSHOWN:
        return []
    walk = _Walk(tree)
    count = 0
    stack: list[tuple[Any, Iterator[Any]]] = [(tree, iter(tree))]
    walk.enter(tree)
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            walk.leave(element)
            if stack:
                walk.take(element.tail)
            else:
                walk.finish()
        elif not isinstance(child.tag, str) or child.tag in _UNSHOWN:
            walk.take(child.tail)
        elif len(stack) >= _DEEPEST or count >= _MOST_ELEMENTS:
            raise ArticleError(
                "The page {name} has more than {most:,} elements or {deepest} levels of them; save the "
                "article as plain text.",
                name=name,
                most=_MOST_ELEMENTS,
                deepest=_DEEPEST,
            )
        else:
            count += 1
            walk.enter(child)
            stack.append((child, iter(child)))
    return walk.lines


@dataclass(slots=True)
class _Row:
    """A row of a table: the first of its lines, the first line of each of its cells, and where it ends."""

    element: Any
    first: int
    hidden: bool
    end: int = 0
    cells: list[tuple[Any, int, bool]] = field(default_factory=list)

    def bounds(self) -> list[tuple[int, int]]:
        return list(pairwise([*(first for _, first, _ in self.cells), self.end]))


@dataclass(slots=True)
class _Table:
    """A table that is open, and whether it is known to lay out the page. That of no element is the page."""

    element: Any
    first: int
    hidden: int
    lays_out: bool = False
    rows: list[_Row] = field(default_factory=list)
    opened: list[_Row] = field(default_factory=list)


class _Walk:
    """Gathers the text between two block boundaries as one line, and the rows of a table as such."""

    def __init__(self, root: Any) -> None:
        self.lines: list[Line] = []
        # Words, and whether they are hidden.
        self._parts: list[tuple[str, bool]] = []
        self._linked = 0
        # The root is a block, whatever it is: what stands in no other stands in it.
        self._blocks: list[Any] = [root]
        self._tables: list[_Table] = [_Table(None, 0, 0)]
        self._links = self._hidden = self._raised = self._kept = 0

    def enter(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._blocks.append(element)
        self._count(element, 1)
        table = self._tables[-1]
        if tag == "br":
            self._flush()
        elif tag == "table":
            laid_out = element.get("role") in ("presentation", "none")
            self._tables.append(_Table(element, len(self.lines), self._hidden, laid_out))
        elif tag == "tr":
            # A row within a row of the same table, which no browser makes: it is no table.
            table.lays_out |= bool(table.opened)
            table.opened.append(_Row(element, len(self.lines), self._hidden > table.hidden))
        elif tag in ("td", "th"):
            if table.opened:
                table.opened[-1].cells.append((element, len(self.lines), self._hidden > table.hidden))
            else:
                table.lays_out = True
        self.take(element.text)

    def leave(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._blocks.pop()
        table = self._tables[-1]
        if tag == "tr":
            row = table.opened.pop()
            row.end = len(self.lines)
            if table.element is None or table.opened:
                self._join(row)
            else:
                table.rows.append(row)
        elif tag == "table":
            self._tables.pop()
            self._end(table)
        self._count(element, -1)

    def finish(self) -> None:
        """End the last line."""
        self._flush()

    def take(self, words: str | None) -> None:
        if not words:
            return
        if self._kept:
            first, *rest = words.split("\n")
            self._add(first)
            for line in rest:
                self._flush()
                self._add(line)
        else:
            self._add(words)

    def _add(self, words: str) -> None:
        self._parts.append((raised(words) if self._raised else words, self._hidden > 0))
        if self._links:
            self._linked += len(shown_words(words))

    def _count(self, element: Any, by: int) -> None:
        self._links += by * (element.tag == "a" and element.get("href") is not None)
        self._raised += by * (element.tag == "sup")
        self._kept += by * (element.tag == "pre")
        unseen = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        self._hidden += by * bool(unseen)

    def _flush(self) -> None:
        """End a line. Words hidden within a line that is shown are none of it; one all hidden is a line."""
        shown = [words for words, hidden in self._parts if not hidden]
        text = shown_words("".join(shown))
        hidden = not text
        if hidden:
            shown = [words for words, _ in self._parts]
            text = shown_words("".join(shown))
        if text:
            parts = tuple(part for words in shown if (part := shown_words(words)))
            set_in = indent("".join(shown))
            self.lines.append(Line(text, self._blocks[-1], self._linked, hidden, parts, set_in))
        self._parts.clear()
        self._linked = 0

    def _end(self, table: _Table) -> None:
        """Write what stands in a table as its rows, or, where it only lays out the page, as lines."""
        grid = (
            None
            if table.lays_out
            else grid_of([self._cells(row, table) for row in table.rows if not row.hidden])
        )
        if grid is None:
            for row in reversed(table.rows):
                self._join(row)
            return
        for outer in self._tables:
            outer.lays_out |= bool(outer.opened)
        self.lines[table.first :] = self._rows(table, grid)

    def _cells(self, row: _Row, table: _Table) -> list[Cell]:
        header = row.element.getparent().tag == "thead"
        cells = []
        for (element, _, hidden), (first, end) in zip(row.cells, row.bounds(), strict=True):
            if hidden:
                continue
            lines = self.lines[first:end]
            if not table.hidden:
                lines = [line for line in lines if not line.hidden]
            cells.append(
                Cell(
                    tuple(line.text for line in lines),
                    _spanned(element.get("rowspan")),
                    _spanned(element.get("colspan")),
                    header or element.tag == "th",
                    _set_in(lines[0], element) if lines else 0,
                    (row.element, lines),
                )
            )
        return cells

    def _rows(self, table: _Table, grid: Grid) -> list[Line]:
        """Return the lines of a table: what stands in it outside of its rows, such as a caption, in front."""
        in_rows = {at for row in table.rows for at in range(row.first, row.end)}
        lines = [self.lines[at] for at in range(table.first, len(self.lines)) if at not in in_rows]
        lines += [line for cell in grid.above for line in cell.source[1]]
        for row in grid.rows:
            within = [line for cell in row for line in cell.source[1]]
            words = tuple(map(words_of, row))
            lines.append(
                Line(
                    "\t".join(one.text for one in words),
                    row[0].source[0],
                    sum(line.linked for line in within),
                    all(line.hidden for line in within),
                    table=table.element,
                    words=words,
                )
            )
        return lines + [line for cell in grid.below for line in cell.source[1]]

    def _join(self, row: _Row) -> None:
        """Make one line of a row whose cells are short; a cell of several lines is a page's layout.

        A row may have no cells: nothing at all, a script, or lines that belong to none.
        """
        if not row.cells:
            return
        counts = [end - start for start, end in row.bounds()]
        cells = self.lines[row.first : row.end]
        if len(cells) > 1 and max(counts) <= 1 and all(len(cell.text) <= _CELL for cell in cells):
            text, linked = row_of_cells([cell.text for cell in cells]), sum(cell.linked for cell in cells)
            hidden = all(cell.hidden for cell in cells)
            self.lines[row.first : row.end] = [Line(text, row.element, linked, hidden)]


def _spanned(written: str | None) -> int:
    """Return how many rows or columns a cell says it covers: 0 is all that there are."""
    number = re.match(r"\s*\+?(\d{1,5})", written or "")
    return int(number[1]) or 65_535 if number else 1


def _set_in(line: Line, cell: Any) -> int:
    """Return how many characters a line is set in: by spaces, and by the style of its cell or paragraph."""
    around = [cell]
    if line.element is not cell:
        around.append(line.element)
    styles = "; ".join(element.get("style") or "" for element in around)
    by_style = sum(float(length) / _CHARACTER[unit.lower()] for length, unit in _SET_IN.findall(styles))
    return min(max(line.indent + round(by_style), 0), _FARTHEST)
