"""Wrapping: which line breaks of a plain text are soft, so that the paragraph goes on in the next line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product

from hulin_analysis.readers.split_numbers import is_split_number
from hulin_analysis.readers.width import Line, Page, lines_of

__all__ = ["CLOSING", "LONGEST_HEADING", "paragraph_bounds"]

#: What ends a line of the body, and no heading; in folded form.
CLOSING = frozenset("。!?…;:”)")
#: In characters.
LONGEST_HEADING = 40
_CELLS_APART = re.compile(r"\t|\S[ \u3000]{2,}\S")
_BULLETS = frozenset("●■◆▲★☆►▪•※")
_SENTENCE_END = re.compile("[。!?]")
# In cells: a single space at the start of a line is where the line before was cut.
_INDENT = 2


def paragraph_bounds(text: str, folded: str) -> Iterator[tuple[int, int]]:
    r"""Find where each paragraph or heading of a text begins and ends; soft line breaks stand within.

    Parameters
    ----------
    text, folded : str
        The text, and its folded copy.

    Yields
    ------
    tuple of int
        Its offsets, without white space at either end.

    Examples
    --------
    >>> text = "去年,全市生产总值达到1349\n.08亿元,增长5.4%。\n今年预计增长5%。"
    >>> for start, end in paragraph_bounds(text, text):
    ...     text[start:end]
    '去年,全市生产总值达到1349\n.08亿元,增长5.4%。'
    '今年预计增长5%。'
    """
    lines = list(lines_of(text))
    soft = _soft_breaks(lines, text, folded)
    first = 0
    for i, line in enumerate(lines):
        if i not in soft:
            yield lines[first].start, line.end
            first = i + 1


def _soft_breaks(lines: list[Line], text: str, folded: str) -> set[int]:
    """Find the lines that go on in the next, by their numbers."""
    rows = [_CELLS_APART.search(folded, line.start, line.end) is not None for line in lines]
    # Between a row of a table and anything else, and over a blank line, nothing goes on.
    near = [i for i, (a, b) in enumerate(pairwise(rows)) if not (a or b or lines[i + 1].apart)]
    bounds = [(line.start, line.end) for line in lines]
    soft = {i for i in near if is_split_number(folded, *bounds[i], *bounds[i + 1])}
    manners = product((1, 2), {line.margin > 0 for line in lines})
    wrapped = [page for manner in manners if (page := Page(lines, text, folded, near, *manner)).is_wrapped()]
    if wrapped:
        soft |= _goes_on(max(wrapped, key=lambda page: page.exact))
    return soft


def _goes_on(page: Page) -> set[int]:
    """Find the full lines of a wrapped text that do not end a paragraph."""
    lines, folded = page.lines, page.folded
    margins = Counter(lines[i + 1].margin for i in page.full if page.is_cut(i))
    indent = margins.most_common(1)[0][0] + _INDENT

    def is_closed(i: int) -> bool:
        return folded[lines[i].end - 1] in CLOSING

    def is_heading(i: int) -> bool:
        line = lines[i]
        if i == len(lines) - 1 or i in page.full or is_closed(i) or line.length > LONGEST_HEADING:
            return False
        return _SENTENCE_END.search(folded, line.start, line.end) is None

    # How the text parts its paragraphs is seen behind lines that end one for certain.
    ends = [i for i in range(len(lines) - 1) if i not in page.full and is_closed(i)]
    spaced = 2 * sum(lines[i + 1].apart for i in ends) > len(ends)
    indented = 2 * sum(lines[i + 1].margin >= indent for i in ends) > len(ends)

    def goes_on(i: int) -> bool:
        line = lines[i + 1]
        if line.margin >= indent or folded[line.start] in _BULLETS:
            return False
        if spaced or not is_closed(i):
            return True
        return not ((page.is_item(i + 1) and not indented) or is_heading(i + 1))

    return {i for i in page.full if goes_on(i)}
