"""Word files (.docx): paragraphs and tables in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import XMLSyntaxError

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.cell_grid import Cell, Grid, grid_of, write_grid
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.metadata import Metadata
from hulin_analysis.readers.office_package import Parts, beside, main_part, root_of, unpacked
from hulin_analysis.readers.page_lines import raised, row_of_cells, shown_words
from hulin_analysis.readers.text_writer import Shown, TextWriter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What is written several times, for programs of several ages.
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = (f"{_W}del", f"{_W}moveFrom")
_BOX = f"{_W}txbxContent"
_WRAPPED = frozenset(f"{_W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_CHARACTER = 210  # twentieths of a point: 10.5 points, the size that Word sets Chinese in
_FARTHEST = 40
_MOST_SPANNED = 1_000
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_word(data: bytes, name: str) -> Shown:
    """Read the article of a Word file.

    Deleted and hidden text is left out, and so are headers, footers, notes and numbers that Word counts by
    itself. The title is the paragraph of the style Title or the title among the file's properties, where the
    text has none of its own. The dates among the properties say when the file was made or saved, or its
    template, and not when the article was published: a text without a date has none.
    """
    refusal = ArticleError(
        "{name} is not a valid Word file (.docx); save it again from Word, or as plain text.", name=name
    )
    writer = TextWriter()
    # Of a broken file every layer complains in its own way: zip, XML, a part that is missing.
    with parsed_by_others(refusal):
        parts = unpacked(data, name)
        main = main_part(parts, "word/document.xml", refusal)
        body = root_of(parts[main]).find(f"{_W}body")
        if body is None:
            raise refusal
        for block in _blocks(body):
            if isinstance(block, Grid):
                write_grid(writer, block)
            else:
                writer.line(block)
        title = _styled_title(body, _title_styles(parts, main)) or _recorded_title(parts)
    return writer.shown(Metadata(title=title or None))


def _title_styles(parts: Parts, main: str) -> set[str]:
    """Return the identifiers of the style that Word calls Title."""
    part = beside(parts, main, "styles")
    try:
        styles = root_of(parts[part]).iter(f"{_W}style") if part else ()
    except XMLSyntaxError:
        styles = ()
    named = ((one.get(f"{_W}styleId"), one.find(f"{_W}name")) for one in styles)
    return {
        key for key, one in named if key and one is not None and one.get(f"{_W}val") in ("title", "Title")
    }


def _styled_title(body: Any, styles: set[str]) -> str:
    for paragraph in body.iterchildren(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val") in styles:
            return shown_words("".join(_words(paragraph)))
    return ""


def _recorded_title(parts: Parts) -> str:
    """Return the title among the properties of a file; what cannot be read says nothing."""
    part = beside(parts, "", "core-properties")
    try:
        return shown_words(root_of(parts[part]).findtext("{*}title") or "") if part else ""
    except XMLSyntaxError:
        return ""


def _children(element: Any) -> Iterator[Any]:
    """Yield the elements in an element: none that was deleted, and of alternatives the first."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            yield from _children(next(child.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), ()))
        elif isinstance(child.tag, str) and child.tag not in _DELETED:
            yield child


def _blocks(element: Any) -> Iterator[str | Grid]:
    """Yield the lines and tables below an element; text boxes after the paragraph they hang on."""
    for child in _children(element):
        if child.tag == f"{_W}p":
            yield from filter(None, map(shown_words, _paragraph(child)))
            for box in _boxes(child):
                yield from _blocks(box)
        elif child.tag == f"{_W}tbl":
            yield from _table(child)
        else:
            yield from _blocks(child)


def _paragraph(paragraph: Any) -> list[str]:
    return "".join(_words(paragraph)).split("\n")


def _boxes(element: Any) -> Iterator[Any]:
    """Yield the text boxes below an element, but not those within one of these."""
    for child in _children(element):
        if child.tag == _BOX:
            yield child
        else:
            yield from _boxes(child)


def _table(table: Any) -> Iterator[str | Grid]:
    """Yield a table; or, where it only lays out the page, what its cells hold."""
    rows = [row for row in _below(table, f"{_W}tr") if not _is_set(row, "trPr", "del", "hidden")]
    held = [[(cell, list(_blocks(cell))) for cell in _below(row, f"{_W}tc")] for row in rows]
    nested = any(isinstance(block, Grid) for row in held for _, blocks in row for block in blocks)
    grid = None if nested else grid_of(_merged(rows, held))
    if grid is not None:
        yield grid
        return
    for row in held:
        lines = [block for _, blocks in row for block in blocks]
        if all(len(blocks) <= 1 for _, blocks in row) and not any(isinstance(line, Grid) for line in lines):
            yield row_of_cells([line for line in lines if isinstance(line, str)])
        else:
            yield from lines


def _below(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, wherever they are wrapped up."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPED:
            yield from _below(child, tag)


def _merged(rows: list[Any], held: list[list[tuple[Any, list[str | Grid]]]]) -> list[list[Cell]]:
    """Return the cells of each row; Word writes each cell that is covered from above once more, empty."""
    made: list[list[Cell]] = []
    # The cells that may go on below: row, place in it, and columns covered, by the column they begin in.
    above: dict[int, tuple[int, int, int]] = {}
    for nth, (row, cells) in enumerate(zip(rows, held, strict=True)):
        header = _is_set(row, "trPr", "tblHeader")
        before = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        made.append([Cell(columns=before)] if before else [])
        column, reach = before, dict[int, tuple[int, int, int]]()
        for cell, blocks in cells:
            wide = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            starts = above.get(column)
            if starts and starts[2] == wide and merge is not None and merge.get(f"{_W}val") != "restart":
                at, place, _ = reach[column] = starts
                made[at][place] = made[at][place]._replace(rows=nth - at + 1)
            else:
                if merge is not None:
                    reach[column] = nth, len(made[nth]), wide
                lines = tuple(block for block in blocks if isinstance(block, str))
                made[nth].append(Cell(lines, 1, wide, header, _set_in(cell) if lines else 0))
            column += wide
        above = reach
    return made


def _set_in(cell: Any) -> int:
    """Return how far the first paragraph of a cell is set in, in characters."""
    paragraph = next((one for one in cell.iter(f"{_W}p") if shown_words("".join(_words(one)))), None)
    if paragraph is None:
        return 0
    words = "".join(_words(paragraph)).lstrip("\n")
    spaces = len(words) - len(words.lstrip(" \xa0\u2002\u2003\u3000"))
    set_in = paragraph.find(f"{_W}pPr/{_W}ind")
    if set_in is None:
        return spaces
    left = _length(set_in, "left") or _length(set_in, "start")
    first = _length(set_in, "firstLine") - _length(set_in, "hanging")
    return min(max(spaces + round(left + first), 0), _FARTHEST)


def _length(set_in: Any, name: str) -> float:
    """Return a length in characters; in twentieths of a point it is given too, for programs without them."""
    characters = _figure(set_in.get(f"{_W}{name}Chars"))
    return characters / 100 if characters else _figure(set_in.get(f"{_W}{name}")) / _CHARACTER


def _figure(written: str | None) -> int:
    return int(written) if written and re.fullmatch(r"-?\d{1,6}", written) else 0


def _number(element: Any, otherwise: int) -> int:
    return otherwise if element is None else min(_figure(element.get(f"{_W}val")), _MOST_SPANNED)


def _is_set(element: Any, properties: str, *names: str) -> bool:
    found = (element.find(f"{_W}{properties}/{_W}{name}") for name in names)
    return any(one is not None and one.get(f"{_W}val") not in ("0", "false", "off") for one in found)


def _words(element: Any) -> Iterator[str]:
    """Yield the words of a paragraph: no deleted text, no codes of fields, no text boxes."""
    for child in _children(element):
        if child.tag == f"{_W}r":
            yield from _run(child)
        elif child.tag != _BOX:
            yield from _words(child)


def _run(run: Any) -> Iterator[str]:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    if hidden is not None and hidden.get(f"{_W}val") not in ("0", "false"):
        return
    align = run.find(f"{_W}rPr/{_W}vertAlign")
    up = align is not None and align.get(f"{_W}val") == "superscript"
    for child in _children(run):
        if child.tag == f"{_W}t" and child.text:
            yield raised(child.text) if up else child.text
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == f"{_W}ruby":
            # The characters, and not how they are read, which stands above them in small type.
            for base in child.iterchildren(f"{_W}rubyBase"):
                yield from _words(base)
