"""Running heads, running feet and page numbers: what is left out of the text of the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from hulin_analysis import vocabulary
from hulin_analysis.readers.pdf.fragments import Fragment, rows_of, words_of
from hulin_analysis.readers.pdf.glyphs import Page
from hulin_analysis.readers.pdf.table import FIGURE, Table

# So many lines at the top and at the foot of a page may be its boilerplate.
_OUTERMOST = 3
# In points: the same line stands no further up or down on the next page.
_SAME_PLACE = 4.0
_LONGEST = 80
_DIGITS = re.compile(r"(\d{1,9})")
_MOST_FIGURES = 4
# What stands around a page number.
_SIGNS = r"[\s·•.,:|/\\()\[\]《》〈〉<>~－—–―─-]"
_NUMBER = r"(?:\d{1,4}|[ivxl]{1,6}|[IVXL]{1,6})"
_PAGE_NUMBER = rf"(?:{_SIGNS}|<pdf.page_words>)*(?:{_NUMBER}(?:{_SIGNS}|<pdf.page_words>)*){{1,2}}"
_BARE = re.compile(r"\d{1,4}")

Row = list[Fragment]


def without_boilerplate(
    pages: Sequence[Page], fragments: Sequence[Sequence[Fragment]], tables: Sequence[Sequence[Table]]
) -> list[list[Fragment]]:
    """Leave out the lines that stand at the same height of most pages, and page numbers.

    Lines are the same if they differ in nothing but figures that count the pages. "Most" is more than half of
    all pages, or of the left-hand or right-hand ones, and at least two. A page number by itself is told by
    its form, at the very top or foot of a page: — 3 —, 3/9, a lone number that counts the pages on.
    """
    outer = [_outer_rows(*both) for both in zip(fragments, tables, strict=True)]
    heights = [page.height for page in pages]
    gone: set[int] = set()
    for offset, step in ((0, 1), (0, 2), (1, 2)):
        gone |= _recurring(outer[offset::step], heights[offset::step])
    gone |= _page_numbers(outer, gone)
    return [[one for one in page if id(one) not in gone] for page in fragments]


def _outer_rows(fragments: Sequence[Fragment], tables: Sequence[Table]) -> tuple[list[Row], list[Row]]:
    rows = rows_of(fragments)
    first, last = (
        min((one.top for one in tables), default=1e9),
        max((one.bottom for one in tables), default=0.0),
    )
    below = [*rows[1:], None]
    top = [
        a for a, b in zip(rows[:_OUTERMOST], below, strict=False) if a[0].base < first and not _heads(a, b)
    ]
    return top, [row for row in rows[: -_OUTERMOST - 1 : -1] if row[0].base > last]


def _heads(row: Row, below: Row | None) -> bool:
    """Whether a line is the header of a table that no rules part: figures stand below each part of it."""
    figures = [one for one in below or () if FIGURE.fullmatch(one.text)]
    return below is not None and 2 <= len(row) <= len(below) and len(figures) == len(below) - 1


def _recurring(outer: Sequence[tuple[list[Row], list[Row]]], heights: Sequence[float]) -> set[int]:
    """Find lines that stand at one place of most pages; figures in them are alike, or count the pages."""
    found: dict[tuple[str, bool], list[tuple[int, float, Row]]] = {}
    for number, (sides, height) in enumerate(zip(outer, heights, strict=True)):
        for at_foot, rows in enumerate(sides):
            for row in rows:
                place = height - row[0].base if at_foot else row[0].base
                for key in _keys(words_of(row), number):
                    found.setdefault((key, bool(at_foot)), []).append((number, place, row))
    gone: set[int] = set()
    for places in found.values():
        for _, middle, _ in places[:8]:
            near = [(number, row) for number, at, row in places if abs(at - middle) <= _SAME_PLACE]
            many = len({number for number, _ in near})
            if many >= 2 and 2 * many > len(outer):
                gone |= {id(one) for _, row in near for one in row}
    return gone


def _keys(words: str, number: int) -> Iterator[str]:
    """Write a line with each of its figures as it is and as how far it is ahead of the page."""
    parts = _DIGITS.split("".join(words.split()))
    if len(words) <= _LONGEST and len(parts) <= 2 * _MOST_FIGURES + 1:
        ways = [(part, f"<{int(part) - number}>") if nth % 2 else (part,) for nth, part in enumerate(parts)]
        yield from map("".join, product(*ways))


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
