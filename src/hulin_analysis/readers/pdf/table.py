"""A table of a page, however it is told: its cells in rows, where they stand, and what they cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import pstdev

from hulin_analysis.readers.pdf.fragments import Fragment, rows_of, words_of
from hulin_analysis.readers.text_writer import Words

#: What a cell with a number shows, or with a sign in place of one.
FIGURE = re.compile(r"[-+−±▲△]?[,.\s]*+\d[\d,.\s]*+[%‰]?|[-—–…*/]+")
# In ems: what is set in by less stands at the margin.
_LEAST_DEPTH = 0.6
# In points: the columns of a table that goes on over the page stand no further off.
_SAME_EDGE = 12.0


@dataclass(slots=True)
class Cell:
    """A cell: where it stands in the table, what it covers, and what stands in it."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    fragments: list[Fragment] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table."""

    # Its sides on the page.
    left: float
    top: float
    right: float
    bottom: float
    edges: Sequence[float]  # the left sides of its columns, and the right side of the last
    rows: list[list[Words]]
    boxes: list[tuple[int, float, float, float, float]]  # page, left, top, right and bottom of each row

    @property
    def page(self) -> int:
        """The page that its last row stands on."""
        return self.boxes[-1][0]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.edges) - 1

    def goes_on(self, below: Table) -> bool:
        """Tell whether a table goes on in one on the next page or in the next column: sides are the same."""
        if self.width != below.width or (below.page == self.page and below.top > self.top):
            return False
        shift = below.edges[0] - self.edges[0]
        return all(abs(b - a - shift) <= _SAME_EDGE for a, b in zip(self.edges, below.edges, strict=True))

    @property
    def base(self) -> float:
        """Where it ends."""
        return self.bottom

    @property
    def size(self) -> float:
        """The size of its letters, which plays no part in the order of a page."""
        return 0.0

    @classmethod
    def of(
        cls,
        sides: tuple[float, float, float, float],
        edges: Sequence[float],
        cells: Iterable[Cell],
        height: int,
        boxes: list[tuple[int, float, float, float, float]],
    ) -> Table:
        """Make a table of its cells, sorted or not, and of as many boxes as it has rows."""
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        depths = _depths([cell for cell in ordered if cell.column == 0 and cell.fragments])
        rows: list[list[Words]] = [[] for _ in range(height)]
        for cell in ordered:
            depth = depths.get(id(cell), 0)
            rows[cell.row].append(Words(text_of(cell.fragments), cell.rows, cell.columns, depth=depth))
        return cls(*sides, edges, rows, boxes)


def text_of(fragments: Sequence[Fragment]) -> str:
    """Write what stands in a cell in one line."""
    return joined_lines([words_of(row) for row in rows_of(fragments)])[0]


def _depths(cells: Sequence[Cell]) -> dict[int, int]:
    """Measure how far the cells of the first column are set in, unless they are centred."""
    lefts = [_first(cell).left for cell in cells]
    if len(cells) < 2:
        return {}
    middles = [
        (min(f.left for f in cell.fragments) + max(f.right for f in cell.fragments)) / 2 for cell in cells
    ]
    if 2 * pstdev(middles) < pstdev(lefts):
        return {}
    margin = min(lefts)
    depths = {}
    for cell, left in zip(cells, lefts, strict=True):
        ems = (left - margin) / (cell.fragments[0].size or 1.0)
        depths[id(cell)] = round(ems) if ems >= _LEAST_DEPTH else 0
    return depths


def _first(cell: Cell) -> Fragment:
    return min(cell.fragments, key=lambda one: (round(one.base), one.left))


_WORD = re.compile("[A-Za-z\u00c0-\u024f]")
_WORDS = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
# Behind these a Latin word is parted from the next.
_BEFORE_WORD = frozenset(",.;:!?)")
_HYPHENS = frozenset("-\u00ad")
_LOWER = re.compile("[a-z]+")
_LOWER_BEHIND = re.compile("[a-z]+$")


def joined_lines(lines: Sequence[str], whole: str = "") -> tuple[str, list[int]]:
    r"""Join lines, and tell where each of them begins in what comes of it.

    Between Chinese characters, and within a number, nothing is put for a line's end; between two Latin words
    a space, in a text of Latin words also beside figures. A hyphen between two lower-case letters goes,
    unless the word is written with it elsewhere in the file.

    >>> joined_lines(["總值達到1349", ".08億元，比", "上年"])
    ('總值達到1349.08億元，比上年', [0, 8, 15])
    >>> joined_lines(["an eco-", "nomic plan for", "2026"])[0]
    'an economic plan for 2026'
    >>> joined_lines(["long-", "term"], "a long-term one")[0]
    'long-term'
    """
    text = lines[0] if lines else ""
    starts = [0] if lines else []
    latin = _is_latin(lines)
    for line in lines[1:]:
        if not line:
            starts.append(len(text))
            continue
        if _is_hyphenated(text, line, whole):
            text = text[:-1]
        elif text and _parted(text[-1], line[0], latin) and not _is_hyphen(text):
            text += " "
        starts.append(len(text))
        text += line
    return text, starts


def _is_latin(lines: Sequence[str]) -> bool:
    words = "".join(lines)
    return 2 * sum(map(len, _WORDS.findall(words))) > len(words)


def _parted(before: str, behind: str, latin: bool) -> bool:
    if not (before.isascii() and behind.isascii()) or before.isspace() or behind.isspace():
        return False
    if latin:
        return before not in "(/" and behind not in ",.;:!?)%/"
    word = _WORD.match(before) is not None or before in _BEFORE_WORD
    return word and _WORD.match(behind) is not None


def _is_hyphen(text: str) -> bool:
    return text[-1] in _HYPHENS and text[-2:-1].isalnum()


def _is_hyphenated(text: str, line: str, whole: str) -> bool:
    """Whether the hyphen at the end of a line parts one word in two."""
    if text[-1:] not in _HYPHENS:
        return False
    before, behind = _LOWER_BEHIND.search(text[:-1]), _LOWER.match(line)
    if before is None or behind is None:
        return False
    return f"{before[0]}-{behind[0]}" not in whole
