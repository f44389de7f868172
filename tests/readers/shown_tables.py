"""What the tests of tables compare: a table as lists of cells, and the files that it is written into."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from seeds import opendocument, opendocument_lines, opendocument_table

from hulin_analysis.readers import Shown

TITLE = "某县2021年国民经济和社会发展统计公报"
BEFORE = "全县2021年粮食产量45.6万吨，比上年增长10.0%。"
AFTER = "农业生产形势良好，粮食喜获丰收，农民收入稳步提高，经济运行总体平稳。"


def cells(shown: Shown, nth: int = 0) -> list[tuple[Any, ...]]:
    """Return the cells of a table: words, row, column, rows, columns, header, depth."""
    return [(shown.text[cell.start : cell.end], *cell[2:]) for cell in shown.tables[nth]]


def words(shown: Shown, nth: int = 0) -> list[list[str]]:
    """Return the words of a table row by row."""
    rows: dict[int, list[str]] = {}
    for cell in shown.tables[nth]:
        rows.setdefault(cell.row, []).append(shown.text[cell.start : cell.end])
    return [rows[row] for row in sorted(rows)]


def page_of(table: str) -> bytes:
    """Put a table into the middle of a page."""
    return (
        f"<html><head><meta charset='utf-8'></head><body><h1>{TITLE}</h1><p>{BEFORE}</p>{table}<p>{AFTER}</p>"
        "</body></html>"
    ).encode()


def html_table(rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Write a table in HTML, the first row as headers."""
    written = [f"<caption>{caption}</caption>"] if caption else []
    for nth, row in enumerate(rows):
        tag = "td" if nth else "th"
        written.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>")
    return f"<table>{''.join(written)}</table>"


def markdown_of(rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Write an article with a table in Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{'---|' * len(rows[0])}")
    return "\n\n".join((f"# {TITLE}", BEFORE, caption, "\n".join(lines), AFTER))


def word_of(rows: Sequence[Sequence[str]], caption: str = "") -> bytes:
    """Write an article with a table in Word."""
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_paragraph(BEFORE)
    if caption:
        document.add_paragraph(caption)
    table = document.add_table(len(rows), len(rows[0]))
    for nth, row in enumerate(rows):
        for column, cell in enumerate(row):
            table.cell(nth, column).text = cell
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph(AFTER)
    return saved(document)


def opendocument_of(rows: Sequence[Sequence[str]], caption: str = "") -> bytes:
    """Write an article with a table as an OpenDocument text."""
    before = opendocument_lines(TITLE, BEFORE, *filter(None, [caption]))
    return opendocument(before + opendocument_table(rows) + opendocument_lines(AFTER))


def files_of(rows: Sequence[Sequence[str]], caption: str = "") -> dict[str, bytes]:
    """Write an article with a table into a file of each format of articles."""
    return {
        "a.html": page_of(html_table(rows, caption)),
        "a.md": markdown_of(rows, caption).encode(),
        "a.docx": word_of(rows, caption),
        "a.odt": opendocument_of(rows, caption),
    }


def saved(document: docx.document.Document) -> bytes:
    """Return the bytes of a Word file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
