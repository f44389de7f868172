"""Tables of a page: on a narrow screen each row becomes a card, each cell with its heading before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hulin_analysis.report.nodes import Node
from hulin_analysis.report.tables import ONE_LINE, measure, rows_of, words_of

__all__ = ["stacked"]

_ALIGNED = {"AlignRight": "right", "AlignCenter": "center"}


def stacked(table: Node) -> Node:
    """Prepare a table for a page: no widths and no style attributes; each cell knows its heading.

    Parameters
    ----------
    table : Node
        A table as it is printed; it is changed.

    Examples
    --------
    >>> from hulin_analysis.report.tables import Grid, lay_out, to_node
    >>> [(grid, layout)] = lay_out(Grid(("指標", "數值"), (("糧食", "3.5"),)))
    >>> table = stacked(to_node(grid, layout, ()))
    >>> [cell[0][1:] for cell in table["c"][4][0][3][0][1]]
    [[['short'], [['label', '指標']]], [['short', 'right'], [['label', '數值']]]]
    """
    specs, head, bodies = table["c"][2], table["c"][3], table["c"][4]
    aligned = [spec[0]["t"] for spec in specs]
    table["c"][2] = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in specs]
    table["c"][0][2] = []
    placed = list(_placed(head[1]))
    labels = [_label(placed, column) for column in range(len(specs))]
    for row in rows_of(table):
        for cell in row[1]:
            cell[0] = ["", ["short"] if measure(words_of(cell[4])) <= ONE_LINE else [], []]
    for rows in (head[1], *(part for body in bodies for part in (body[2], body[3]))):
        for column, cell in _placed(rows):
            own = cell[1]["t"]
            if name := _ALIGNED.get(aligned[column] if own == "AlignDefault" else own):
                cell[0][1].append(name)
            cell[1] = {"t": "AlignDefault"}
    for body in bodies:
        for column, cell in _placed(body[3]):
            if cell[3] == 1 and labels[column]:
                cell[0][2] = [["label", labels[column]]]
    return table


def _placed(rows: list[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the cells with their columns; one that reaches below its row moves those of the rows there."""
    taken: dict[int, int] = {}
    for row in rows:
        column = 0
        below: dict[int, int] = {}
        for cell in row[1]:
            while taken.get(column, 0):
                column += 1
            yield column, cell
            for at in range(column, column + cell[3]):
                below[at] = cell[2] - 1
            column += cell[3]
        taken = {at: left - 1 for at, left in taken.items() if left > 1} | {
            at: left for at, left in below.items() if left > 0
        }


def _label(placed: list[tuple[int, list[Any]]], column: int) -> str:
    """Join the heads over a column."""
    over = [words_of(cell[4]) for at, cell in placed if at <= column < at + cell[3]]
    words = (word.replace("\u200b", "").strip() for word in over)
    return " ".join(dict.fromkeys(word for word in words if word))
