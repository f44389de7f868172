"""Tables of the article as a document prints them: merged cells, the lines above, each quote a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from hulin_analysis.cells import Slot
from hulin_analysis.report.nodes import Cell, Node, table, table_cell, table_row, text
from hulin_analysis.report.tables import BOLD, CELL_PADDING, TEXT_WIDTH, Grid, Layout, lay_out, measure

__all__ = ["Fill", "printed_table"]

#: Writes the words of a slot; told whether they stand there for the first time, and may be places.
Fill: TypeAlias = Callable[[Slot, bool], Sequence[Node]]

_INDENT = "\u3000"


def printed_table(rows: Sequence[Sequence[Slot]], caption: Sequence[Node], fill: Fill) -> list[Node]:
    r"""Make the nodes of a table; one too wide for a page is cut between columns, its first one repeated.

    Parameters
    ----------
    rows : sequence of sequence of Slot
        The table, as :func:`hulin_analysis.cells.set_out` gives it.
    caption : sequence of Node
        What stands above it; nothing for a table without.
    fill : callable
        Writes the words of a slot.

    Returns
    -------
    list of Node
        One table, or the parts of one; none for a table without columns.

    Examples
    --------
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
