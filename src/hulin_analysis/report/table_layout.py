"""Tables set so that they fit a page: widths, type size, cuts between columns, merged cells.

What is made is pandoc's own node, so that HTML, Word and PDF share one layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product, takewhile
from typing import Any, TypeAlias

from hulin_analysis.cells import Slot
from hulin_analysis.report.pandoc import Cell, Node, table, table_cell, table_row, text

_DASH = "–"

_NUMBER = re.compile(r"[-+−]?\d[\d,]*(\.\d+)?(e[-+]?\d+)?%?", re.IGNORECASE)
# Latin words and numbers are not broken; a Chinese line may break after any character.
_UNBROKEN = re.compile(r"[!-~\u00a0-\u02ff]+")
# Where a name too long for any column may be broken: behind these signs.
_BREAKS = re.compile(r"(?<=[_/.\-=&?])(?=\w)")
_ZERO_WIDTH_SPACE = "\u200b"

#: In units of the type size: what is shorter stands on one line.
ONE_LINE = 9.0
# Where a page is too narrow for that, four characters do.
_ONE_LINE = (ONE_LINE, 4.0)
_LONGEST_WORD = 15.0
# A little more than the letters measure: fonts differ.
_SLACK = 1.06
#: How much wider bold letters are.
BOLD = 1.08

#: In points: the page's text (A4 less its margins), and the white space left and right in a cell.
TEXT_WIDTH = 464.0
CELL_PADDING = 9.0
#: Type sizes of tables, in points, the first that fits is taken.
SIZES = (9.0, 8.0, 7.0)


@dataclass(frozen=True)
class Grid:
    """The words of a table."""

    header: tuple[str, ...]  # column names, one row
    rows: tuple[tuple[str, ...], ...]
    caption: tuple[Node, ...] = ()  # the inlines of the caption the table came with, or none
    labelled: bool = False  # whether the first column names its row

    @property
    def columns(self) -> list[tuple[str, ...]]:
        """The cells by column, header apart."""
        return [tuple(row[j] for row in self.rows) for j in range(len(self.header))]


@dataclass(frozen=True)
class Layout:
    """How a table is set."""

    widths: tuple[float, ...]  # share of the text's width for each column; together at most 1
    numeric: tuple[bool, ...]  # columns of numbers, which are set flush right
    size: float  # type size in points


def lay_out(grid: Grid) -> list[tuple[Grid, Layout]]:
    """Find widths and type size for a table; one too wide for the page is cut between columns.

    >>> grid = Grid(("指標", "數值"), (("地區生產總值", "6.7"), ("外貿進出口總額", "40.2")))
    >>> [(part, layout)] = lay_out(grid)
    >>> layout.numeric, layout.size
    ((False, True), 9.0)
    """
    for size, one_line in product(SIZES, _ONE_LINE):
        least, most = _bounds(grid, size, one_line)
        if sum(least) <= 1:
            return [(grid, _fit(grid, size, least, most))]
    parts = list(_cut(grid))
    size, one_line = SIZES[-1], _ONE_LINE[-1]
    return [(part, _fit(part, size, *_bounds(part, size, one_line))) for part in parts]


def to_node(grid: Grid, layout: Layout, caption: Sequence[Node]) -> Node:
    """Build the table node of a grid.

    The type size stands in the attribute `size`; each writer is told in its own way.
    """
    aligned = ("AlignRight" if numeric else "AlignLeft" for numeric in layout.numeric)
    columns = zip(aligned, layout.widths, strict=True)
    room = [(share * TEXT_WIDTH - CELL_PADDING) / layout.size for share in layout.widths]
    head = [_row(grid.header, room, strong=len(grid.header))]
    body = [_row(row, room, strong=int(grid.labelled)) for row in grid.rows]
    return table(columns, head, body, caption, labels=int(grid.labelled), size=f"{layout.size:g}")


def measure(text: str) -> float:
    """Width of a line in units of the type size, as a common sans-serif has it.

    >>> measure("虎林")
    2.0
    """
    wide = [unicodedata.east_asian_width(char) in "WFA" for char in text]
    # Word and typst set a little space where Chinese and Latin letters meet.
    joints = sum(before != after for before, after in pairwise(wide))
    return joints * 0.25 + sum(1.0 if w else _latin(char) for w, char in zip(wide, text, strict=True))


def _latin(char: str) -> float:
    if char in "mwMW%@":
        return 0.89
    if char.isupper():
        return 0.7
    return 0.28 if char in "ijlft.,:;'|! " else 0.56


def _numeric(column: Sequence[str]) -> bool:
    stated = [text for text in column if text not in ("", _DASH)]
    return bool(stated) and all(_NUMBER.fullmatch(text) for text in stated)


def _bounds(grid: Grid, size: float, one_line: float) -> tuple[list[float], list[float]]:
    """For each column the least width that breaks no word, and the width that breaks no line, as shares."""
    least, most = [], []
    for j, (name, column) in enumerate(zip(grid.header, grid.columns, strict=True)):
        bold = BOLD if grid.labelled and j == 0 else 1.0
        words = [measure(word) * bold for text in column for word in _UNBROKEN.findall(text)]
        words += [measure(word) * BOLD for word in _UNBROKEN.findall(name)]
        longest = max([measure(name) * BOLD, *(measure(text) * bold for text in column)])
        if not _numeric(column):
            words = [min(word, _LONGEST_WORD) for word in words]
        floor = longest if longest <= one_line else max([_ONE_LINE[-1], *words])
        least.append((floor * _SLACK * size + CELL_PADDING) / TEXT_WIDTH)
        most.append((longest * _SLACK * size + CELL_PADDING) / TEXT_WIDTH)
    return least, most


def _fit(grid: Grid, size: float, least: list[float], most: list[float]) -> Layout:
    """Share out the text's width, all of it, like the lines and figures around the table."""
    if sum(most) <= 1:
        widths = [width / sum(most) for width in most]
    elif sum(least) >= 1:
        widths = [width / sum(least) for width in least]
    else:
        widths = _share(least, most, 1 - sum(least))
    numeric = tuple(_numeric(column) for column in grid.columns)
    return Layout(tuple(round(width, 4) for width in widths), numeric, size)


def _share(least: list[float], most: list[float], spare: float) -> list[float]:
    """Give spare width to the columns that can use it, so that rows grow no taller than they must.

    A column needs about `most / width` lines; the column with the most lines is widened first.
    """
    widths, step = list(least), spare / 200
    for _ in range(200):
        lines = [want / have if want > have else 0.0 for want, have in zip(most, widths, strict=True)]
        widths[max(range(len(widths)), key=lines.__getitem__)] += step
    return widths


def _cut(grid: Grid) -> Iterator[Grid]:
    """Cut between columns, the first column repeated in each part."""
    least, _ = _bounds(grid, SIZES[-1], _ONE_LINE[-1])
    part: list[int] = [0]
    for j in range(1, len(grid.header)):
        if len(part) > 1 and sum(least[k] for k in [*part, j]) > 1:
            yield _pick(grid, part)
            part = [0]
        part.append(j)
    yield _pick(grid, part)


def _pick(grid: Grid, columns: Sequence[int]) -> Grid:
    header = tuple(grid.header[j] for j in columns)
    rows = tuple(tuple(row[j] for j in columns) for row in grid.rows)
    return Grid(header, rows, grid.caption, grid.labelled)


def _row(texts: Sequence[str], room: list[float], *, strong: int) -> list[Any]:
    """One row, the first `strong` cells in bold."""
    cells = []
    for j, (words, width) in enumerate(zip(texts, room, strict=True)):
        inlines = text(_breakable(words, width))
        if inlines and j < strong:
            inlines = [{"t": "Strong", "c": inlines}]
        cells.append(table_cell(inlines))
    return table_row(cells)


def _breakable(text: str, room: float) -> str:
    """Let a name that is wider than its column break behind its signs; any other word stays as it is."""

    def open_up(match: re.Match[str]) -> str:
        word = match[0]
        return _BREAKS.sub(_ZERO_WIDTH_SPACE, word) if measure(word) > room else word

    return _UNBROKEN.sub(open_up, text)


#: Writes the words of a slot; told whether they stand there for the first time, and may be places.
Fill: TypeAlias = Callable[[Slot, bool], Sequence[Node]]

_INDENT = "\u3000"


def printed_table(rows: Sequence[Sequence[Slot]], caption: Sequence[Node], fill: Fill) -> list[Node]:
    r"""Make the nodes of a table; one too wide for a page is cut between columns, its first one repeated.

    >>> import hulin_analysis as ha
    >>> from hulin_analysis.cells import set_out
    >>> article = ha.parse_article("指标\t产量（吨）\n粮食\t3.5\n油料\t1.2", title="某县公报")
    >>> (node,) = printed_table(set_out(article, article.tables[0]), (), lambda slot, _: text(slot.words))
    >>> [len(node["c"][3][1]), len(node["c"][4][0][3])]
    [1, 2]
    """
    width = max((slot.column + slot.columns for row in rows for slot in row), default=0)
    if not width:
        return []
    head = sum(1 for _ in takewhile(lambda row: all(slot.role == "head" for slot in row), rows))
    shown: set[Slot] = set()

    def words(slot: Slot) -> Sequence[Node]:
        first = slot not in shown
        shown.add(slot)
        return fill(slot, first)

    nodes: list[Node] = []
    at = 1
    for part, layout in lay_out(_measured(rows, width, head)):
        columns = [0, *range(at, at + len(part.header) - 1)]
        at += len(part.header) - 1
        nodes.append(_node(rows, head, columns, layout, () if nodes else caption, words))
    return nodes


def _measured(rows: Sequence[Sequence[Slot]], width: int, head: int) -> Grid:
    """Return the words that decide how wide each column has to be: those of cells that are not merged."""
    texts = [[""] * width for _ in rows]
    for slots in rows:
        for slot in slots:
            if slot.columns == 1:
                texts[slot.row][slot.column] = _indent(slot) + slot.words
    header = tuple(max((texts[i][j] for i in range(head)), key=len, default="") for j in range(width))
    return Grid(header, tuple(tuple(row) for row in texts[head:]))


def _node(
    rows: Sequence[Sequence[Slot]], head: int, columns: Sequence[int], layout: Layout,
    caption: Sequence[Node], words: Callable[[Slot], Sequence[Node]],
) -> Node:  # fmt: skip
    numbers = {slot.column for row in rows for slot in row if slot.numbers and slot.columns == 1}
    aligned = ("AlignRight" if column in numbers else "AlignLeft" for column in columns)
    rooms = dict(zip(columns, (share * TEXT_WIDTH - CELL_PADDING for share in layout.widths), strict=True))

    def broken(slot: Slot) -> Sequence[Node]:
        return _broken(words(slot), slot.words, rooms.get(slot.column, TEXT_WIDTH) / layout.size)

    set_rows = [
        table_row(_cells(slots, columns, head if i < head else len(rows), broken))
        for i, slots in enumerate(rows)
    ]
    return table(
        zip(aligned, layout.widths, strict=True), set_rows[:head], set_rows[head:], caption,
        classes=["printed"], size=f"{layout.size:g}", head=str(head),
    )  # fmt: skip


def _cells(
    row: Sequence[Slot], columns: Sequence[int], end: int, words: Callable[[Slot], Sequence[Node]]
) -> Iterator[Cell]:
    """Yield the cells of a row that stand in some columns; none reaches below the rows up to `end`."""
    for slot in row:
        covered = sum(slot.column <= column < slot.column + slot.columns for column in columns)
        if not covered:
            continue
        inlines = [*text(_indent(slot)), *words(slot)] if slot.words else []
        if inlines and slot.role in ("head", "part"):
            inlines = [{"t": "Strong", "c": inlines}]
        align = "AlignCenter" if slot.role == "head" and slot.columns > 1 else "AlignDefault"
        align = "AlignLeft" if slot.role == "part" else align
        yield table_cell(inlines, align=align, rows=min(slot.rows, end - slot.row), columns=covered)


def _broken(inlines: Sequence[Node], words: str, room: float) -> Sequence[Node]:
    """Break the head of a column before its unit, where the two are too wide for one line."""
    name, bracket, unit = words.partition("（")
    plain = len(inlines) == 1 and inlines[0]["t"] == "Str"
    if not plain or not name or not bracket or measure(words) * BOLD <= room:
        return inlines
    return text(f"{name}\n{bracket}{unit}")


def _indent(slot: Slot) -> str:
    return _INDENT * slot.cell.depth if slot.cell else ""
