"""Tables whose cells are parted by rules: found by the rules, merged cells by those that are missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hulin_analysis.readers.pdf.fragments import Fragment, fragments_of, rows_of
from hulin_analysis.readers.pdf.glyphs import Glyph, Page, Rule
from hulin_analysis.readers.pdf.table import FIGURE, Cell, Table

# In points: rules so near are one, and rules so near touch.
_SAME, _TOUCH = 2.0, 3.0
# A page with more crossings is a drawing, and so is a grid with more cells.
_MOST_CROSSINGS, _MOST_CELLS = 250_000, 20_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A rule: its height on the page (or how far to the right), and from where to where it goes."""

    at: float
    start: float
    end: float


def merged(rules: Iterable[Rule], down: bool) -> list[Segment]:
    """Make one segment of the pieces of each rule."""
    pieces = sorted(
        ((r.left + r.right) / 2, r.top, r.bottom) if down else ((r.top + r.bottom) / 2, r.left, r.right)
        for r in rules
    )
    groups: list[list[tuple[float, float, float]]] = []
    for piece in pieces:
        if not groups or piece[0] - groups[-1][0][0] > _SAME:
            groups.append([])
        groups[-1].append(piece)
    segments: list[Segment] = []
    for group in groups:
        at = sum(piece[0] for piece in group) / len(group)
        stretches: list[tuple[float, float]] = []
        for _, first, last in sorted(group, key=lambda piece: piece[1:]):
            if stretches and first <= stretches[-1][1] + _TOUCH:
                stretches[-1] = stretches[-1][0], max(stretches[-1][1], last)
            else:
                stretches.append((first, last))
        segments += [Segment(at, *stretch) for stretch in stretches]
    return segments


def grids_of(page: Page) -> tuple[list[Table], list[Glyph]]:
    """Find the tables with rules across and down on a page.

    A grid may be open at its sides. Rows without a rule between them are told by the lines that stand side by
    side in two columns or more. A frame around words, and a single row or column of frames, is no table.
    """
    across, down = merged(page.across, down=False), merged(page.down, down=True)
    glyphs = page.glyphs
    if not across or not down or len(across) * len(down) > _MOST_CROSSINGS:
        return [], glyphs
    tables: list[Table] = []
    for flat, upright in sorted(_connected(across, down), key=_area):
        table, rest = _grid(page, flat, upright, glyphs)
        if table is not None:
            tables.append(table)
            glyphs = rest
    return tables, glyphs


def _connected(
    across: Sequence[Segment], down: Sequence[Segment]
) -> list[tuple[list[Segment], list[Segment]]]:
    """Gather the rules that touch each other."""
    parents = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, flat in enumerate(across):
        for j, upright in enumerate(down, len(across)):
            if (
                flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
                and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH
            ):
                parents[root(i)] = root(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for i, segment in enumerate([*across, *down]):
        groups[root(i)][i >= len(across)].append(segment)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _area(rules: tuple[Sequence[Segment], Sequence[Segment]]) -> float:
    flat, _ = rules
    return (max(s.end for s in flat) - min(s.start for s in flat)) * (flat[-1].at - flat[0].at)


class _Grid:
    """The lines of a grid, and which of its smallest cells are one."""

    def __init__(self, flat: Sequence[Segment], upright: Sequence[Segment]) -> None:
        self.flat, self.upright = flat, upright
        self.xs = _ends([s.at for s in upright], [edge for s in flat for edge in (s.start, s.end)])
        self.ys = _ends([s.at for s in flat], [edge for s in upright for edge in (s.start, s.end)])
        #: Rows that no rule parts: between which heights, and in which columns.
        self.unruled: dict[float, set[int]] = {}

    def cells(self) -> list[Cell]:
        """Return the cells, each with all that it covers."""
        wide, high = len(self.xs) - 1, len(self.ys) - 1
        taken: set[tuple[int, int]] = set()
        cells = []
        for row in range(high):
            for column in range(wide):
                if (row, column) in taken:
                    continue
                columns = 1
                while column + columns < wide and self._open_right(row, column + columns):
                    columns += 1
                rows = 1
                while row + rows < high and all(
                    self._open_below(row + rows, c) for c in range(column, column + columns)
                ):
                    rows += 1
                taken |= {(r, c) for r in range(row, row + rows) for c in range(column, column + columns)}
                cells.append(Cell(row, column, rows, columns))
        return cells

    def _open_right(self, row: int, column: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return not any(
            abs(s.at - self.xs[column]) <= _SAME and s.start <= middle <= s.end for s in self.upright
        )

    def _open_below(self, row: int, column: int) -> bool:
        at, middle = self.ys[row], (self.xs[column] + self.xs[column + 1]) / 2
        if at in self.unruled:
            return column not in self.unruled[at]
        return not any(abs(s.at - at) <= _SAME and s.start <= middle <= s.end for s in self.flat)

    def place(self, glyph: Glyph) -> tuple[int, int] | None:
        """Tell in which row and column a character stands."""
        column = bisect_right(self.xs, (glyph.left + glyph.right) / 2) - 1
        row = bisect_right(self.ys, glyph.base - 0.38 * glyph.size) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return (row, column) if inside else None


def _ends(at: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Return the lines of a grid, those at its sides included if no rule is drawn there."""
    found = sorted(at)
    found = [x for i, x in enumerate(found) if not i or x - found[i - 1] > _SAME]
    if min(ends) < found[0] - 2 * _TOUCH:
        found.insert(0, min(ends))
    if max(ends) > found[-1] + 2 * _TOUCH:
        found.append(max(ends))
    return found


def _grid(
    page: Page, flat: Sequence[Segment], upright: Sequence[Segment], glyphs: Sequence[Glyph]
) -> tuple[Table | None, list[Glyph]]:
    grid = _Grid(flat, upright)
    if len(grid.xs) < 3 or len(grid.ys) < 2 or len(grid.xs) * len(grid.ys) > _MOST_CELLS:
        return None, list(glyphs)
    inside = [(glyph, place) for glyph in glyphs if (place := grid.place(glyph)) is not None]
    _fill(grid.cells(), grid, inside, split=True)
    cells = grid.cells()
    places = [(glyph, place) for glyph, _ in inside if (place := grid.place(glyph)) is not None]
    _fill(cells, grid, places)
    said = [cell for cell in cells if cell.fragments]
    if len({cell.column for cell in said}) < 2 or len({cell.row for cell in said}) < 2:
        return None, list(glyphs)
    taken = {id(glyph) for glyph, _ in inside}
    xs, ys = grid.xs, grid.ys
    boxes = [page.box(xs[0], a, xs[-1], b) for a, b in pairwise(ys)]
    table = Table.of((xs[0], ys[0], xs[-1], ys[-1]), xs, cells, len(ys) - 1, boxes)
    return table, [glyph for glyph in glyphs if id(glyph) not in taken]


def _fill(
    cells: Sequence[Cell], grid: _Grid, inside: Sequence[tuple[Glyph, tuple[int, int]]], split: bool = False
) -> None:
    """Put the characters into their cells; if asked, part rows that no rule parts."""
    owners = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    held: dict[int, list[Glyph]] = defaultdict(list)
    for glyph, place in inside:
        held[id(owners[place])].append(glyph)
    for cell in cells:
        cell.fragments = fragments_of(held[id(cell)])
    if split:
        bands: dict[int, list[Cell]] = defaultdict(list)
        for cell in cells:
            if cell.rows == 1:
                bands[cell.row].append(cell)
        for band in bands.values():
            columns = {c for cell in band for c in range(cell.column, cell.column + cell.columns)}
            for height in _heights(band):
                grid.unruled[height] = columns
        grid.ys = sorted([*grid.ys, *grid.unruled])


def _heights(band: Sequence[Cell]) -> list[float]:
    """Find where rows meet that no rule parts: lines stand side by side, and one column is all figures."""
    lines = {id(cell): rows_of(cell.fragments) for cell in band if cell.fragments}
    most = max(map(len, lines.values()), default=0)
    if most < 2:
        return []
    counts = defaultdict(list)
    for cell in band:
        if cell.fragments:
            counts[len(lines[id(cell)])].append(cell)
    for many in sorted(counts, reverse=True):
        alike = counts[many]
        if many < 2 or len(alike) < 2 or 2 * len(alike) < len(lines):
            continue
        rows = [lines[id(cell)] for cell in alike]
        if _side_by_side(rows) and any(all(_is_figure(row) for row in cell) for cell in rows):
            first = rows[0]
            return [(a[0].base + b[0].base - 0.76 * b[0].size) / 2 for a, b in pairwise(first)]
    return []


def _side_by_side(cells: Sequence[Sequence[Sequence[Fragment]]]) -> bool:
    first = cells[0]
    return all(
        abs(a[0].base - b[0].base) <= 0.4 * a[0].size
        for cell in cells[1:]
        for a, b in zip(first, cell, strict=True)
    )


def _is_figure(row: Sequence[Fragment]) -> bool:
    return all(FIGURE.fullmatch(fragment.text) for fragment in row)
