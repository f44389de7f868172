"""Sheets: the one table of a workbook, or of a file with commas or tabs between its cells, as an article."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from hulin_analysis import script, vocabulary
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.cell_grid import MOST_COLUMNS, Cell, grid_of, write_grid
from hulin_analysis.readers.decode import decode_bytes
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.metadata import Metadata
from hulin_analysis.readers.page_lines import indent, row_of_cells, shown_words
from hulin_analysis.readers.text_writer import Shown, TextWriter

#: More is no table that is printed with an article.
MOST_CELLS = 200_000
# Between equals the first wins: a comma stands in words and numbers, too.
_DELIMITERS = ("\t", ";", "|", ",")
_SAMPLE = 50  # rows that tell which it is
_LONGEST_FIELD = 16_000_000
_NAMED_DELIMITER = re.compile(r"\s*sep=([\t;|,])\s*(?:\n|$)", re.IGNORECASE)
# Spreadsheets write a number that is to stay text so: ="007".
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
# A quotation mark that is never closed takes the rest of the file for one cell.
_MOST_LINES = 30
_ARTICLE = 40  # characters: a label is shorter


def read_delimited(data: bytes, name: str) -> Shown:
    r"""Read a table with a delimiter between its cells: commas, semicolons, tabs or bars.

    The delimiter is the one that cuts the most of the first 50 rows into as many cells as each other; a first
    line ``sep=;`` names it. Where quotation marks do not pair, they are characters like any other.

    >>> shown = read_delimited("指标;万吨\n粮食;1,234.5\n".encode("gb18030"), "table.csv")
    >>> shown.text, len(shown.tables[0])
    ('指标\t万吨\n粮食\t1,234.5', 4)
    """
    text = decode_bytes(data, name).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    named = _NAMED_DELIMITER.match(text)
    text = text[named.end() :] if named else text
    with parsed_by_others(
        ArticleError("The table {name} cannot be read; save it again and give that file.", name=name)
    ):
        rows = _rows(text, named[1] if named else _delimiter(text))
    cells = [[sheet_cell(_KEPT_AS_TEXT.sub(r"\1", field)) for field in row] for row in rows]
    writer = TextWriter()
    written_sheet(writer, cells, name)
    return writer.shown(Metadata())


def sheet_cell(words: str, rows: int = 1, columns: int = 1, depth: int = 0) -> Cell:
    r"""Make a cell of what is written in it.

    >>> sheet_cell("  其中：水稻\n（万吨）")
    Cell(lines=('其中：水稻', '（万吨）'), rows=1, columns=1, header=False, depth=2, source=None)
    """
    lines = tuple(line for part in words.split("\n") if (line := shown_words(part)))
    first = next((part for part in words.split("\n") if shown_words(part)), "")
    # In a sheet a plain space before words is meant, as no source is laid out by it.
    return Cell(lines, rows, columns, depth=depth + indent(first.replace(" ", "\xa0")) if lines else 0)


def written_sheet(writer: TextWriter, rows: Sequence[Sequence[Cell]], name: str) -> None:
    """Write a sheet: its table, or what makes none as lines."""
    if sum(map(len, rows)) > MOST_CELLS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise too_large(name)
    grid = grid_of(rows)
    if grid is None or len(grid.rows) > 1:
        _expect_figures(rows, name)
    if grid is not None:
        write_grid(writer, grid)
        return
    for row in rows:
        if any(len(cell.lines) > 1 for cell in row):
            for line in (line for cell in row for line in cell.lines):
                writer.line(line)
        else:
            writer.line(row_of_cells([line for cell in row for line in cell.lines]))


def too_large(name: str) -> ArticleError:
    """Say that a table is larger than any that is printed with an article."""
    return ArticleError(
        "{name} holds more than {cells:,} cells or {columns} columns; save the table that you "
        "need as a file of its own.",
        name=name,
        cells=MOST_CELLS,
        columns=MOST_COLUMNS,
    )


def _expect_figures(rows: Sequence[Sequence[Cell]], name: str) -> None:
    """Refuse a table with an article a row: it is many articles."""
    known = vocabulary.words("readers", "columns", "text")
    head = next((row for row in rows if any(cell.lines for cell in row)), ())
    for column, cell in enumerate(head):
        if script.fold("".join(cell.lines)) not in known:
            continue
        below = [row[column].lines for row in rows if column < len(row) and row is not head]
        words = [len("".join(lines)) for lines in below if lines]
        if sum(words) > _ARTICLE * max(len(words), 1):
            raise ArticleError(
                "{name} holds one article per row, in the column {column!r}; save it as .csv and give its "
                "folder to ha.build_corpus.",
                name=name,
                column=cell.lines[0],
            )


def _delimiter(text: str) -> str:
    """Tell what stands between the cells: what cuts the most rows into as many cells as each other."""
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        rows = _parsed(text, delimiter, _SAMPLE)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        count = max(widths.values(), default=0)
        if count > most:
            best, most = delimiter, count
    return best


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows = _parsed(text, delimiter)
    if any(field.count("\n") > _MOST_LINES for row in rows for field in row):
        return [line.split(delimiter) for line in text.split("\n")]
    return rows


def _parsed(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    limit = csv.field_size_limit(_LONGEST_FIELD)  # the limit is everyone's in this process
    try:
        return list(islice(csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter), most))
    finally:
        csv.field_size_limit(limit)
