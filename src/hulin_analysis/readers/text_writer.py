"""What a file shows: the text that a reader writes, and where its tables and pages stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hulin_analysis.article import Box
from hulin_analysis.messages import Message
from hulin_analysis.readers.metadata import Metadata
from hulin_analysis.writable import clean

__all__ = ["Box", "GridCell", "Shown", "TextWriter", "Words"]


class Words(NamedTuple):
    """What a cell of a table shows, and how many rows and columns it covers."""

    text: str  # its words in one line; empty for an empty cell
    # How many it covers, 1 for an ordinary cell.
    rows: int = 1
    columns: int = 1
    header: bool = False  # whether the file itself calls it a header (``<th>``, a header row of Word)
    depth: int = 0  # how far its words are set in, in characters: 其中 rows are often told by that alone


class GridCell(NamedTuple):
    """A cell of a table in the text: where its words stand, and where it stands in the table, from 0 on."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file shows, and what it records of itself."""

    text: str  # one paragraph a line, one row of a table a line, with a tab between its cells
    metadata: Metadata = field(default_factory=Metadata)  # what the file or page records of the article
    # The tables, in reading order: the cells of each row by row. An empty cell is a cell.
    tables: tuple[tuple[GridCell, ...], ...] = ()
    boxes: tuple[Box, ...] = ()  # the lines of a file that has pages, in the order of the text
    # What the reader is to be told of the file, a sentence each: what of it was not read.
    remarks: tuple[Message, ...] = ()

    def __post_init__(self) -> None:
        """Clean the text, offset for offset: what is made of it may be written and shown anywhere."""
        object.__setattr__(self, "text", clean(self.text))


class TextWriter:
    r"""Writes the text that a file shows, and keeps account of where its tables stand in it.

    >>> writer = TextWriter()
    >>> writer.line("某县公报")
    >>> writer.table([[Words("指标"), Words("产量（吨）")], [Words("粮食"), Words("3.5")]])
    >>> shown = writer.shown(Metadata())
    >>> shown.text
    '某县公报\n指标\t产量（吨）\n粮食\t3.5'
    >>> cell = shown.tables[0][-1]
    >>> shown.text[cell.start : cell.end], cell.row, cell.column
    ('3.5', 1, 1)
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._at = 0
        self._tables: list[tuple[GridCell, ...]] = []
        self._boxes: list[Box] = []

    def line(self, words: str, boxes: Sequence[Box] = ()) -> None:
        """Write a line of text; an empty one is left out."""
        if words:
            self._write(words, boxes)

    def table(
        self,
        rows: Iterable[Sequence[Words]],
        boxes: Sequence[tuple[int, float, float, float, float]] = (),
    ) -> None:
        """Write a table, a row a line; a row without any words is left out."""
        cells: list[GridCell] = []
        covered: dict[int, set[int]] = defaultdict(set)
        row = 0
        for nth, words in enumerate(rows):
            placed = _placed(words, covered[row])
            if any(one.text for one in words):
                cells += self._row(row, placed, max(covered[row], default=-1) + 1, boxes[nth : nth + 1])
            elif not covered[row]:
                continue
            for column, one in placed.items():
                for below in range(one.rows):
                    covered[row + below].update(range(column, column + one.columns))
            row += 1
        if cells:
            self._tables.append(tuple(cells))

    def _row(
        self,
        row: int,
        placed: dict[int, Words],
        width: int,
        boxes: Sequence[tuple[int, float, float, float, float]],
    ) -> list[GridCell]:
        """Write a row as a line, with nothing between two tabs where a cell covers more than its place."""
        cells: list[GridCell] = []
        texts: list[str] = []
        at = self._at
        for column in range(max([width, *(column + one.columns for column, one in placed.items())])):
            one = placed.get(column, _NOTHING)
            if column in placed:
                end = at + len(one.text)
                cells.append(GridCell(at, end, row, column, one.rows, one.columns, one.header, one.depth))
            texts.append(one.text)
            at += len(one.text) + 1
        self._write("\t".join(texts), [Box(0, at - 1 - self._at, *box) for box in boxes])
        return cells

    def shown(self, metadata: Metadata, remarks: tuple[Message, ...] = ()) -> Shown:
        """Return what was written, with what the file records of the article, and remarks on the file."""
        return Shown("\n".join(self._lines), metadata, tuple(self._tables), tuple(self._boxes), remarks)

    def _write(self, words: str, boxes: Sequence[Box]) -> None:
        self._boxes += [box._replace(start=self._at + box.start, end=self._at + box.end) for box in boxes]
        self._lines.append(words)
        self._at += len(words) + 1


_NOTHING = Words("")


def _placed(words: Sequence[Words], covered: set[int]) -> dict[int, Words]:
    """Return the cells of a row by their columns: each the next one that no cell from above covers."""
    placed: dict[int, Words] = {}
    column = 0
    for one in words:
        while column in covered:
            column += 1
        placed[column] = one
        column += one.columns
    return placed
