"""OpenDocument texts (.odt, .ott): paragraphs, lists and tables in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from lxml.etree import XMLSyntaxError

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.cell_grid import MOST_COLUMNS, Cell, Grid, grid_of, write_grid
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.metadata import Metadata
from hulin_analysis.readers.office_package import Parts, root_of, unpacked
from hulin_analysis.readers.page_lines import indent, raised, row_of_cells, shown_words
from hulin_analysis.readers.spreadsheet import MOST_CELLS, too_large
from hulin_analysis.readers.text_writer import Shown, TextWriter

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _FO = f"{_NAMES}office:1.0}}", f"{_NAMES}style:1.0}}", f"{_NAMES}xsl-fo-compatible:1.0}}"
_TEXT, _TABLE, _DRAW = f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}", f"{_NAMES}drawing:1.0}}"
# LibreOffice has an attribute of its own for drawings that are hidden.
_SEEN = (f"{_DRAW}display", "{http://openoffice.org/2010/draw}display")
_TITLE = "Title"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_CONTAINERS = frozenset(
    f"{_TEXT}{tag}"
    for tag in (
        *("list", "list-header", "list-item", "numbered-paragraph", "section", "index-body", "index-title"),
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
        *("alphabetical-index", "bibliography"),
    )
)
# What stands in a paragraph and is none of its words: notes, readings above characters, numbers of lists.
_BESIDE = frozenset(
    (f"{_OFFICE}annotation", *(f"{_TEXT}{tag}" for tag in ("note", "number", "ruby-text", "script")))
)
_ROWS = frozenset(f"{_TABLE}{tag}" for tag in ("table-header-rows", "table-rows", "table-row-group"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SPACE = re.compile("[ \t\r\n]+")
_LENGTH = re.compile(r"(-?(?:\d{1,5}(?:\.\d{1,9})?|\.\d{1,9}))(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_CHARACTER = 10.5
_FARTHEST = 40
_MOST_PARENTS = 30


class _Line(NamedTuple):
    text: str
    depth: int = 0


class _Look(NamedTuple):
    """What a style says of its words; None where it says nothing."""

    hidden: bool | None = None
    up: bool | None = None
    left: float | None = None  # in points, like the next one
    first: float | None = None
    title: bool = False

    def after(self, other: _Look) -> _Look:
        """Return what a style says that is made after another: what it does not say, the other does."""
        return _Look(
            other.hidden if self.hidden is None else self.hidden,
            other.up if self.up is None else self.up,
            other.left if self.left is None else self.left,
            other.first if self.first is None else self.first,
        )


class _Held(NamedTuple):
    """A cell, what it holds, and how many times it is said to stand there."""

    element: Any
    blocks: list[_Line | Grid]
    times: int


def read_opendocument_text(data: bytes, name: str) -> Shown:
    """Read the article of an OpenDocument text.

    Deleted and hidden text is left out, and so are headers, footers, notes, comments and numbers that the
    program counts. The title is the paragraph of the style Title or the title among the file's properties,
    where the text has none of its own. The dates among the properties say nothing of the article.
    """
    refusal = ArticleError(
        "{name} is not a valid OpenDocument text (.odt), or it is locked with a password; save it again "
        "without one, or as plain text.",
        name=name,
    )
    writer = TextWriter()
    with parsed_by_others(refusal):
        parts = unpacked(data, name)
        if "content.xml" not in parts:
            raise refusal
        content = root_of(parts["content.xml"])
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise refusal
        text = _Text(_Styles(content, parts), name)
        for block in text.blocks(body):
            if isinstance(block, Grid):
                write_grid(writer, block)
            else:
                writer.line(block.text)
        title = text.title or _recorded_title(parts)
    return writer.shown(Metadata(title=title or None))


def _recorded_title(parts: Parts) -> str:
    """Return the title among the properties of a file; what cannot be read says nothing."""
    try:
        root = root_of(parts["meta.xml"]) if "meta.xml" in parts else None
    except XMLSyntaxError:
        root = None
    return "" if root is None else shown_words(root.findtext(f"{_OFFICE}meta/{{*}}title") or "")


class _Styles:
    """The styles of a text by family and name: those of single paragraphs and words, and the common ones."""

    def __init__(self, content: Any, parts: Parts) -> None:
        self._automatic = _styles_of(content, "automatic-styles")
        self._common = _styles_of(root_of(parts["styles.xml"]), "styles") if "styles.xml" in parts else {}
        self._known: dict[tuple[str, str], _Look] = {}

    def look(self, family: str, element: Any) -> _Look:
        """Return what the style of an element says, with all that it is made after."""
        key = family, element.get(f"{_TEXT}style-name", "")
        if key not in self._known:
            self._known[key] = self._made(*key)
        return self._known[key]

    def _made(self, family: str, name: str) -> _Look:
        look = _Look(title=name == _TITLE)
        style = self._automatic.get((family, name), self._common.get((family, name)))
        for _ in range(_MOST_PARENTS):
            if style is None:
                break
            parent = style.get(f"{_STYLE}parent-style-name", "")
            look = look.after(_stated(style))._replace(title=look.title or parent == _TITLE)
            style = self._common.get((family, parent))
        return look


def _styles_of(root: Any, where: str) -> dict[tuple[str, str], Any]:
    styles = root.iterfind(f"{_OFFICE}{where}/{_STYLE}style")
    return {(one.get(f"{_STYLE}family", ""), one.get(f"{_STYLE}name", "")): one for one in styles}


def _stated(style: Any) -> _Look:
    """Return what a style says by itself."""
    words, paragraph = style.find(f"{_STYLE}text-properties"), style.find(f"{_STYLE}paragraph-properties")
    hidden = up = left = first = None
    if words is not None:
        display, position = words.get(f"{_TEXT}display"), words.get(f"{_STYLE}text-position")
        hidden = None if display is None else display == "none"
        up = None if position is None else bool(re.match(r"\s*(?:super|0*[1-9])", position))
    if paragraph is not None:
        left = _points(paragraph.get(f"{_FO}margin-left", paragraph.get(f"{_FO}margin")))
        first = _points(paragraph.get(f"{_FO}text-indent"))
    return _Look(hidden, up, left, first)


def _points(written: str | None) -> float | None:
    length = _LENGTH.fullmatch(written or "")
    return float(length[1]) * _POINTS[length[2]] if length else None


class _Text:
    """Tells what a text shows; `title` is its first paragraph of the style Title, once that was reached."""

    def __init__(self, styles: _Styles, name: str) -> None:
        self.title = ""
        self._styles = styles
        self._name = name
        self._cells = 0

    def blocks(self, element: Any) -> Iterator[_Line | Grid]:
        """Yield the lines and tables in an element; drawings behind the paragraph that they hang on.

        One that hangs on a page and on no paragraph stands behind all.
        """
        drawn = []
        for child in element.iterchildren("{*}*"):
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag in _CONTAINERS and not _is_hidden(child):
                yield from self.blocks(child)
            elif child.tag.startswith(_DRAW):
                drawn.append(child)
        for one in drawn:
            yield from self._drawn(one)

    def _drawn(self, drawing: Any) -> Iterator[_Line | Grid]:
        """Yield what is written in a drawing: a frame may hold a picture of its words as well."""
        if any(drawing.get(name) in ("none", "printer") for name in _SEEN):
            return
        shown = drawing.iterchildren(f"{_DRAW}text-box") if drawing.tag == f"{_DRAW}frame" else (drawing,)
        for one in shown:
            yield from self.blocks(one)

    def _paragraph(self, paragraph: Any) -> Iterator[_Line | Grid]:
        if any(map(_is_hidden, _hiding(paragraph))):
            return
        look = self._styles.look("paragraph", paragraph)
        drawn: list[Any] = []
        lines = "".join(self._words(paragraph, look, drawn)).split("\n")
        if look.title and not self.title:
            self.title = shown_words(" ".join(lines))
        far = ((look.left or 0) + (look.first or 0)) / _CHARACTER
        for line in lines:
            if words := shown_words(line):
                yield _Line(words, min(max(indent(line) + round(far), 0), _FARTHEST))
        for one in drawn:
            yield from self._drawn(one)

    def _words(self, element: Any, look: _Look, drawn: list[Any]) -> Iterator[str]:
        """Yield the words of a paragraph as far as they are shown, and gather the drawings among them."""
        if not look.hidden:
            yield _said(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _BESIDE and not _is_hidden(child):
                yield from self._inline(child, look, drawn)
            if not look.hidden:
                yield _said(child.tail, look)

    def _inline(self, element: Any, look: _Look, drawn: list[Any]) -> Iterator[str]:
        if element.tag == f"{_TEXT}span":
            yield from self._words(element, self._styles.look("text", element).after(look), drawn)
        elif element.tag.startswith(_DRAW):
            if not look.hidden:
                drawn.append(element)
        elif look.hidden:
            yield from self._words(element, look, drawn)
        elif element.tag == f"{_TEXT}s":
            # These spaces are meant, other than those that the XML is laid out by.
            yield "\xa0" * min(_number(element, f"{_TEXT}c"), _FARTHEST)
        elif element.tag == f"{_TEXT}tab":
            yield " "
        elif element.tag == f"{_TEXT}line-break":
            yield "\n"
        else:
            yield from self._words(element, look, drawn)

    def _table(self, table: Any) -> Iterator[_Line | Grid]:
        """Yield a table; or, where it only lays out the page, what its cells hold."""
        rows = [(header, row) for header, one in _rows(table) for row in self._row(one)]
        nested = any(isinstance(block, Grid) for _, row in rows for one in row for block in one.blocks)
        grid = None if nested else grid_of(_cells(rows))
        if grid is not None:
            yield grid
            return
        for _, row in rows:
            held = [one.blocks for one in row for _ in range(one.times)]
            lines = [block for blocks in held for block in blocks]
            texts = [block.text for block in lines if isinstance(block, _Line)]
            if len(texts) < len(lines) or any(len(blocks) > 1 for blocks in held):
                yield from lines
            elif texts:
                yield _Line(row_of_cells(texts))

    def _row(self, row: Any) -> list[list[_Held]]:
        """Return a row as many times as it stands there."""
        held = []
        for cell in row.iterchildren(*_CELLS):
            blocks = [] if cell.tag == _CELLS[1] else list(self.blocks(cell))
            held.append(_Held(cell, blocks, _number(cell, f"{_TABLE}number-columns-repeated")))
        times = _number(row, f"{_TABLE}number-rows-repeated")
        sizes = (one.times * (_size(one.blocks) if one.times * times > 1 else 1) for one in held)
        self._cells += times * max(sum(sizes), 1)
        if self._cells > MOST_CELLS:
            raise too_large(self._name)
        return [held] * times


def _said(words: str | None, look: _Look) -> str:
    said = _SPACE.sub(" ", words or "")
    return raised(said) if look.up else said


def _is_hidden(element: Any) -> bool:
    """Whether a section or a field is hidden, or a paragraph by the field in it."""
    said = element.get(f"{_TEXT}is-hidden")
    return said == "true" or (said is None and element.get(f"{_TEXT}display") == "none")


def _hiding(paragraph: Any) -> Iterator[Any]:
    """Yield the fields that may hide a paragraph: not those of a drawing that hangs on it."""
    for field in paragraph.iter(f"{_TEXT}hidden-paragraph"):
        if next(field.iterancestors(*_PARAGRAPHS)) is paragraph:
            yield field


def _rows(element: Any, header: bool = False) -> Iterator[tuple[bool, Any]]:
    """Yield the rows of a table, wherever they are wrapped up, and whether each is one of headers."""
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield header, child
        elif child.tag in _ROWS:
            yield from _rows(child, header or child.tag == f"{_TABLE}table-header-rows")


def _size(blocks: Sequence[_Line | Grid]) -> int:
    """Return how much a cell holds, in characters, 1 at least."""
    size = 0
    for block in blocks:
        if isinstance(block, Grid):
            cells = [*block.above, *block.below, *(cell for row in block.rows for cell in row)]
            size += sum(max(sum(map(len, cell.lines)), 1) for cell in cells)
        else:
            size += len(block.text)
    return max(size, 1)


def _cells(rows: Sequence[tuple[bool, list[_Held]]]) -> list[list[Cell]]:
    """Return the cells of each row; a covered one is written once more, and of what covers it none is."""
    made = []
    covered: dict[int, int] = {}  # down to which row a column is covered
    for nth, (header, row) in enumerate(rows):
        cells: list[Cell] = []
        column = 0
        for element, blocks, times in row:
            number = partial(_number, element)
            down, wide = number(f"{_TABLE}number-rows-spanned"), number(f"{_TABLE}number-columns-spanned")
            lines = tuple(block.text for block in blocks if isinstance(block, _Line))
            depth = blocks[0].depth if blocks and isinstance(blocks[0], _Line) else 0
            for _ in range(times):
                if element.tag == _CELLS[0]:
                    cells.append(Cell(lines, down, wide, header, depth))
                    if down > 1 or wide > 1:
                        covered |= dict.fromkeys(range(column, min(column + wide, MOST_COLUMNS)), nth + down)
                elif covered.get(column, 0) <= nth:
                    cells.append(Cell(header=header))
                column += 1
        made.append(cells)
    return made


def _number(element: Any, name: str) -> int:
    """Return how many times something is said to be there: once if it does not say."""
    written = element.get(name) or ""
    return max(int(written), 1) if re.fullmatch(r"\d{1,9}", written) else 1
