"""PDFs with text: their lines as paragraphs, their tables as cells, and on which page each line stands.

pypdfium2 and pdfplumber find the same characters in the same places. For 200 pages pypdfium2 takes 1.5
seconds and 27 MB, pdfplumber 9.1 seconds and 765 MB. What pdfplumber has besides, tables by their rules, is a
part of what a communiqué needs: tables without rules, headers over several columns, tables over several
pages. All that is done here takes 5.3 seconds and 189 MB for the 200 pages (``benchmarks/pdf.py``).
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.metadata import Metadata
from hulin_analysis.readers.pdf.aligned_tables import tables_of
from hulin_analysis.readers.pdf.boilerplate import without_boilerplate
from hulin_analysis.readers.pdf.fragments import Fragment, fragments_of
from hulin_analysis.readers.pdf.glyphs import SCANNED, Page, page_of, unreadable
from hulin_analysis.readers.pdf.page_columns import Column, columns_of, gutter_of
from hulin_analysis.readers.pdf.paragraphs import Paragraph, blocks_of
from hulin_analysis.readers.pdf.process import MOST_SECONDS, pages_shown, too_long
from hulin_analysis.readers.pdf.ruled_tables import grids_of
from hulin_analysis.readers.pdf.table import Table, joined_lines
from hulin_analysis.readers.text_writer import Box, Shown, TextWriter

__all__ = ["read_pdf"]

# So many of the characters may have codes that say nothing of what they show.
_MOST_UNREADABLE = 0.05
# A page of a scan has no more characters than a stamp or a page number.
_FEW = 20


def read_pdf(data: bytes, name: str) -> Shown:
    """Read the article of a PDF.

    pdfium finds the characters, in a process of its own. Columns are read one after the other; running heads
    and feet and page numbers are left out, and so is what nobody sees. Tables are told by their rules, or by
    cells that stand below each other; one that a page break cuts in two is one table. The title and the dates
    among the file's properties are those of another file as often as not, and are not read.
    """
    begun = time.monotonic()
    pages: list[Page] = []
    for shown in pages_shown(data, name):
        _expect_in_time(begun, name)
        pages.append(page_of(shown, len(pages) + 1))
    scans = sum(page.pictures >= SCANNED and len(page.glyphs) <= _FEW for page in pages)
    if not any(page.glyphs for page in pages) or 2 * scans >= len(pages):
        raise ArticleError(
            "{name} contains no text, only pictures (a scan) or nothing; have a program recognize "
            "the text (OCR), check it, and save it as .txt.",
            name=name,
        )
    if unreadable(pages) > _MOST_UNREADABLE:
        raise ArticleError(
            "The fonts of {name} do not say what its characters are; save the article as "
            ".txt from where it was published.",
            name=name,
        )
    writer = TextWriter()
    blocks = blocks_of(list(zip(pages, _columns(pages, begun, name), strict=True)))
    whole = "\n".join(line.words for block in blocks if isinstance(block, Paragraph) for line in block.lines)
    for block in blocks:
        if isinstance(block, Table):
            writer.table(block.rows, block.boxes)
        else:
            _write(writer, block, whole)
    return writer.shown(Metadata())


def _expect_in_time(begun: float, name: str) -> None:
    """Refuse a file of which the pages, a few seconds each at worst, take too long all in all."""
    if time.monotonic() - begun > 2 * MOST_SECONDS:
        raise too_long(name)


def _columns(pages: Sequence[Page], begun: float, name: str) -> list[list[Column]]:
    """Part the pages into columns, with the tables in their places."""
    ruled, loose = [], []
    for page in pages:
        _expect_in_time(begun, name)
        tables, glyphs = grids_of(page)
        ruled.append(tables)
        loose.append(fragments_of(glyphs))
    found: list[list[Fragment | Table]] = []
    gutters = []
    for page, tables, fragments in zip(pages, ruled, without_boilerplate(pages, loose, ruled), strict=True):
        gutters.append(gutter_of([*tables, *fragments], page.width / 2))
        told, rest = tables_of(page, fragments, gutters[-1])
        found.append([*tables, *told, *rest])
    columns = columns_of(found, gutters)
    for page, parts in zip(pages, columns, strict=True):
        for column in parts:
            if column.parted:
                told, rest = tables_of(page, [one for one in column.pieces if isinstance(one, Fragment)])
                column.pieces = [*(one for one in column.pieces if isinstance(one, Table)), *told, *rest]
    return columns


def _write(writer: TextWriter, paragraph: Paragraph, whole: str) -> None:
    lines = paragraph.lines
    words, starts = joined_lines([line.words for line in lines], whole)
    ends = [*starts[1:], len(words)]
    places = [line.page.box(line.left, line.top, line.right, line.bottom) for line in lines]
    writer.line(words, [Box(a, b, *place) for a, b, place in zip(starts, ends, places, strict=True)])
