"""Tables in plain text: which lines are the rows of one, and where their cells stand.

People copy tables as text with a tab between the cells, with bars, or set apart by spaces. Where a reader has
told where the tables of a file stand (HTML, Word, a workbook), they are taken as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hulin_analysis.blocks import Cell, Span
from hulin_analysis.readers.text_writer import GridCell

_Bounds = tuple[int, int]
_Cut = Callable[[str, _Bounds], list[_Bounds]]

_BLANKS = " \t\u00a0\u2002\u2003\u2009\u3000"
_WIDE = "\u2003\u3000"  # as wide as a character
_TAB = re.compile("\t")
_BAR = re.compile(r"[|\u2502\u2503\uff5c]")
_RULE = re.compile(r"[\s|\u2500-\u257f+:=_-]+")
_DIGIT = re.compile(r"\d")
_APART = re.compile(rf"[{_BLANKS}]{{2,}}")
_MARK = re.compile("[。!?…;；,，]")
# What stands in the cells of a table whose cells are set apart by spaces alone.
_FIGURE = re.compile(r"[-+−▲△]?\d[\d,.]*(?:%|‰)?|[-—–…/*.]+")
#: A line without cells between two rows names what the rows below it are of: 期末畜禽存栏.
_LONGEST_NAME = 30
_FEWEST = 2  # rows, and cells in a row, that make a table


@dataclass(frozen=True, slots=True)
class Rows:
    """A table found in a text."""

    # Its lines: the first, and the one behind the last, by their numbers.
    first: int
    behind: int
    span: Span
    cells: tuple[Cell, ...]


def find_rows(
    text: str, lines: Sequence[_Bounds], known: Sequence[Sequence[GridCell]] = ()
) -> Iterator[Rows]:
    r"""Find the tables of a text.

    >>> text = "指标\t产量\n粮食\t3.5\n油料\t\n全年产量增长。"
    >>> lines = [(0, 5), (6, 12), (13, 15), (17, 24)]
    >>> [(rows.first, rows.behind, len(rows.cells)) for rows in find_rows(text, lines)]
    [(0, 3, 6)]
    """
    told = [_known(text, lines, cells) for cells in known if cells]
    passed, bare = 0, dict[_Cut, int]()
    for rows in [*told, None]:
        stop = rows.first if rows else len(lines)
        while passed < stop:
            found = _found(text, lines, passed, stop, bare)
            if found:
                yield found
            passed = found.behind if found else passed + 1
        if rows:
            yield rows
            passed = rows.behind


def _known(text: str, lines: Sequence[_Bounds], cells: Sequence[GridCell]) -> Rows:
    """Take a table as a reader has told it: the lines that it covers, with the cells as they are."""
    start, end = _whole(text, (cells[0].start, cells[-1].end))
    first, behind = (bisect_left(lines, (at, at)) for at in (start, end))
    made = [Cell(Span.cut(text, *cell[:2]), *cell[2:]) for cell in cells]
    return Rows(first, behind, Span.cut(text, start, end), tuple(made))


def _found(text: str, lines: Sequence[_Bounds], first: int, stop: int, bare: dict[_Cut, int]) -> Rows | None:
    """Return the table that begins with a line, if one does.

    `bare` keeps where the rows end that were tried and have no figure: no table begins among them.
    """
    for cut in (_at_tabs, _at_bars):
        if first < bare.get(cut, 0):
            continue
        rows, behind = _run(text, lines, first, stop, cut)
        if sum(len(row) >= _FEWEST for row in rows) >= _FEWEST and any(
            _has_figure(text, row) for row in rows
        ):
            return _rows(text, first, behind, rows)
        bare[cut] = behind
    return _set_apart(text, lines, first, stop)


def _run(
    text: str, lines: Sequence[_Bounds], first: int, stop: int, cut: _Cut
) -> tuple[list[list[_Bounds]], int]:
    """Gather rows: lines with cells, and the names of groups of rows between them; and where they end."""
    rows: list[list[_Bounds]] = []
    at = behind = first
    while at < stop:
        cells = cut(text, lines[at])
        if len(cells) >= _FEWEST:
            rows.append(cells)
            behind = at + 1
        elif not rows or not (_RULE.fullmatch(text, *lines[at]) or _is_group(text, lines, at, stop, cut)):
            break
        elif not _RULE.fullmatch(text, *lines[at]):
            rows.append([lines[at]])
        at += 1
    return rows[: len(rows) - sum(len(row) < _FEWEST for row in rows[-1:])], behind


def _is_group(text: str, lines: Sequence[_Bounds], at: int, stop: int, cut: _Cut) -> bool:
    """Tell whether a line names the rows below it: it is short, and the next line is a row of figures."""
    start, end = lines[at]
    if end - start > _LONGEST_NAME or _MARK.search(text, start, end) or at + 1 >= stop:
        return False
    below = cut(text, lines[at + 1])
    return len(below) >= _FEWEST and _has_figure(text, below)


def _has_figure(text: str, cells: list[_Bounds]) -> bool:
    """Tell whether a row has a number behind its first cell."""
    return any(_DIGIT.search(text, *cell) for cell in cells[1:])


def _rows(text: str, first: int, behind: int, rows: list[list[_Bounds]]) -> Rows:
    start, end = _whole(text, (rows[0][0][0], rows[-1][-1][1]))
    cells: list[Cell] = []
    for i, row in enumerate(rows):
        for column, (a, b) in enumerate(row):
            depth = _depth(text, text.rfind("\n", 0, a) + 1, a) if column == 0 else 0
            cells.append(Cell(Span.cut(text, a, b), i, column, depth=depth))
    return Rows(first, behind, Span.cut(text, start, end), tuple(cells))


def _depth(text: str, start: int, at: int) -> int:
    """Return how far the words of a line are set in, in characters: two narrow blanks are one."""
    blanks = [char for char in text[start:at] if char in _BLANKS and char != "\t"]
    wide = sum(char in _WIDE for char in blanks)
    return wide + (len(blanks) - wide) // 2


def _whole(text: str, line: _Bounds) -> _Bounds:
    """Return the bounds of a line, or of several, with the blanks and tabs at the ends."""
    end = text.find("\n", line[1])
    return text.rfind("\n", 0, line[0]) + 1, len(text) if end < 0 else end


def _trimmed(text: str, start: int, end: int) -> _Bounds:
    """Return the bounds of a cell without the blanks around its words."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _parted(text: str, start: int, end: int, marks: list[_Bounds]) -> list[_Bounds]:
    """Cut a line at its marks."""
    edges = [start, *(edge for mark in marks for edge in mark), end]
    return [_trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _at_tabs(text: str, line: _Bounds) -> list[_Bounds]:
    start, end = _whole(text, line)
    if text.find("\t", start, end) < 0 or text.find("\n", start, end) >= 0:
        return []
    return _parted(text, start, end, [match.span() for match in _TAB.finditer(text, start, end)])


def _at_bars(text: str, line: _Bounds) -> list[_Bounds]:
    start, end = line
    marks = [match.span() for match in _BAR.finditer(text, start, end)]
    if not marks or "\n" in text[start:end] or _RULE.fullmatch(text, start, end):
        return []
    if marks[0][0] == start and marks[-1][1] == end and len(marks) > 1:
        return _parted(text, marks[0][1], marks[-1][0], marks[1:-1])
    # One bar alone parts a date from a source, and one page of a site from another.
    return _parted(text, start, end, marks) if len(marks) > 1 else []


def _figures(text: str, line: _Bounds) -> list[_Bounds]:
    """Return the cells of a line that ends in figures set apart by blanks: its words, then each figure."""
    start, end = line
    marks = [match.span() for match in _APART.finditer(text, start, end)]
    cells = _parted(text, start, end, marks)
    behind = len(cells)
    while behind > 1 and _FIGURE.fullmatch(text, *cells[behind - 1]):
        behind -= 1
    if behind == len(cells) or not _DIGIT.search(text, cells[behind][0], end):
        return []
    return [(start, cells[behind - 1][1]), *cells[behind:]]


def _set_apart(text: str, lines: Sequence[_Bounds], first: int, stop: int) -> Rows | None:
    """Return the table that begins with a line and whose cells are set apart by blanks alone."""
    at, head = first, list[list[_Bounds]]()
    while at < stop and at - first < _FEWEST and not _figures(text, lines[at]):
        marks = [match.span() for match in _APART.finditer(text, *lines[at])]
        if not marks or _MARK.search(text, *lines[at]):
            return None
        head.append(_parted(text, *lines[at], marks))
        at += 1
    rows: list[list[_Bounds]] = []
    behind = at
    while (
        at < stop and (cells := _figures(text, lines[at])) and len(cells) == len(rows[0] if rows else cells)
    ):
        rows.append(cells)
        at += 1
        behind = at
    if len(rows) < _FEWEST + (len(rows[0]) == _FEWEST if rows else 0):
        return None
    width = len(rows[0])
    if any(len(cells) not in (width, width - 1) for cells in head):
        return None
    head = [[(cells[0][0], cells[0][0])] * (width - len(cells)) + cells for cells in head]
    return _rows(text, first, behind, [*head, *rows])
