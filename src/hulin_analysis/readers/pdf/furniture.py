"""Running heads, running feet and page numbers: what is left out of the text of the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from hulin_analysis import vocabulary
from hulin_analysis.readers.pdf.fragments import Fragment, rows_of, words_of
from hulin_analysis.readers.pdf.glyphs import Page
from hulin_analysis.readers.pdf.table import Table

__all__ = ["without_furniture"]

# So many lines at the top and at the foot of a page may be its furniture.
_OUTERMOST = 3
# In points: the same line stands no further up or down on the next page.
_SAME_PLACE = 4.0
_LONGEST = 80
# Running heads have no more parts; a row with more is one of a table.
_MOST_PARTS = 3
_DIGITS = re.compile(r"\d+|(?<![A-Za-z])[ivxlIVXL]+(?![A-Za-z])")
# What stands around a page number.
_SIGNS = r"[\s·•.,:|/\\()\[\]《》〈〉<>~－—–―─-]"
_NUMBER = r"(?:\d{1,4}|[ivxl]{1,6}|[IVXL]{1,6})"
_PAGE_NUMBER = rf"(?:{_SIGNS}|<pdf.page_words>)*(?:{_NUMBER}(?:{_SIGNS}|<pdf.page_words>)*){{1,2}}"
_BARE = re.compile(r"\d{1,4}")

Row = list[Fragment]


def without_furniture(
    pages: Sequence[Page], fragments: Sequence[Sequence[Fragment]], tables: Sequence[Sequence[Table]]
) -> list[list[Fragment]]:
    """Leave out the lines that stand at the same height of most pages, and page numbers.

    Parameters
    ----------
    pages : sequence of Page
        The pages.
    fragments, tables : sequence of sequence
        What stands on each: its ruled tables, and all else. What is beside or between tables is kept.

    Returns
    -------
    list of list of Fragment
        The rest of each page.

    Notes
    -----
    Lines are the same if they differ in figures alone. "Most" is more than half of all pages, or of the
    left-hand or right-hand ones, and at least two. A page number by itself is told by its form, at the very
    top or foot of a page: — 3 —, 3/9, a lone number that counts the pages on.
    """
    outer = [_outer_rows(*both) for both in zip(fragments, tables, strict=True)]
    heights = [page.height for page in pages]
    gone: set[int] = set()
    for offset, step in ((0, 1), (0, 2), (1, 2)):
        gone |= _recurring(outer[offset::step], heights[offset::step])
    gone |= _page_numbers(outer, gone)
    return [[one for one in page if id(one) not in gone] for page in fragments]


def _outer_rows(fragments: Sequence[Fragment], tables: Sequence[Table]) -> tuple[list[Row], list[Row]]:
    rows = [row for row in rows_of(fragments) if len(row) <= _MOST_PARTS]
    first, last = min((one.top for one in tables), default=1e9), max((one.bottom for one in tables), default=0.0)
    top = [row for row in rows[:_OUTERMOST] if row[0].base < first]
    return top, [row for row in rows[: -_OUTERMOST - 1 : -1] if row[0].base > last]


def _recurring(outer: Sequence[tuple[list[Row], list[Row]]], heights: Sequence[float]) -> set[int]:
    found: dict[tuple[str, bool], list[tuple[int, float, Row]]] = {}
    for number, (sides, height) in enumerate(zip(outer, heights, strict=True)):
        for at_foot, rows in enumerate(sides):
            for row in rows:
                words = words_of(row)
                if len(words) > _LONGEST:
                    continue
                key = _DIGITS.sub("0", "".join(words.split())), bool(at_foot)
                place = height - row[0].base if at_foot else row[0].base
                found.setdefault(key, []).append((number, place, row))
    gone: set[int] = set()
    for places in found.values():
        for _, middle, _ in places[:8]:
            near = [(number, row) for number, at, row in places if abs(at - middle) <= _SAME_PLACE]
            many = len({number for number, _ in near})
            if many >= 2 and 2 * many > len(outer):
                gone |= {id(one) for _, row in near for one in row}
    return gone


def _page_numbers(outer: Sequence[tuple[list[Row], list[Row]]], left_out: set[int]) -> set[int]:
    form = vocabulary.compiled("readers", _PAGE_NUMBER)
    gone: set[int] = set()
    bare: list[tuple[int, int, Row]] = []
    for number, sides in enumerate(outer):
        for rows in sides:
            row = next((row for row in rows if id(row[0]) not in left_out), None)
            if row is None:
                continue
            words = words_of(row).strip()
            if _BARE.fullmatch(words):
                bare.append((number, int(words) - number, row))
            elif form.fullmatch(words):
                gone |= {id(one) for one in row}
    counts = Counter(ahead for _, ahead, _ in bare)
    for _, ahead, row in bare:
        # A lone number at a page's edge may be the cell of a table: it has to count the pages.
        if counts[ahead] > 1 or ahead == 1:
            gone |= {id(one) for one in row}
    return gone
