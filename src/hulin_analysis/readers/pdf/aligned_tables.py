"""Tables told by position alone: rows of short words and figures that stand below each other in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from hulin_analysis import vocabulary
from hulin_analysis.readers.pdf.fragments import Fragment, rows_of
from hulin_analysis.readers.pdf.glyphs import Page
from hulin_analysis.readers.pdf.table import FIGURE, Cell, Table

# In ems: what is wider is a line of words, the first cell of a row or what stands behind it.
_WIDEST_FIRST, _WIDEST = 25, 14
# In ems: rows further apart are of two tables; columns nearer to each other are one.
_FURTHEST, _NEAREST = 3.5, 0.5
# Lines nearer to each other than this part of what rows are, are of one row.
_WRAPPED = 0.95
# With more columns it is not tried over which of them words stand; with more cells there is no table.
_MOST_COLUMNS, _MOST_CELLS = 14, 20_000
_FEWEST_FIGURES = 2  # rows with figures, three if there is but one column of them

Row = list[Fragment]
Spread = list[tuple[float, float]]


def tables_of(
    page: Page, fragments: Sequence[Fragment], gutter: tuple[float, float] | None = None
) -> tuple[list[Table], list[Fragment]]:
    """Find the tables that no rules part, or none but those between rows.

    A table is a run of rows with two cells or more, figures behind the first cell of two of them at least.
    Its columns are parted by the white between the cells of those. Words above several belong to those
    over whose middle, or at whose side, they stand.
    """
    tables: list[Table] = []
    gone: set[int] = set()
    for zone in _zones(rows_of(fragments)):
        table = _table(page, zone)
        if table is not None and (gutter is None or _runs_over(page, table, gutter)):
            tables.append(table)
            gone |= {id(one) for row in zone for one in row}
    return tables, [one for one in fragments if id(one) not in gone]


def _runs_over(page: Page, table: Table, gutter: tuple[float, float]) -> bool:
    return (
        table.right < gutter[1]
        or table.left > gutter[0]
        or any(
            rule.left < gutter[0] and rule.right > gutter[1] and table.top - 20 < rule.top < table.bottom + 20
            for rule in page.across
        )
    )


def _zones(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield runs of rows that may be a table: from the first row with two cells to the last."""
    zone: list[Row] = []
    waiting: list[Row] = []
    for row in rows:
        far = bool(zone) and row[0].base - (waiting or zone)[-1][0].base > _FURTHEST * row[0].size
        if far or not _is_short(row) or (not zone and _is_caption(row)):
            yield [*zone, *waiting]
            zone, waiting = [], []
        if not _is_short(row) or _is_caption(row):
            continue
        if len(row) > 1:
            zone += [*waiting, row]
            waiting = []
        elif zone:
            waiting.append(row)
    yield [*zone, *waiting]


def _is_short(row: Row) -> bool:
    first, *others = row
    if first.right - first.left > _WIDEST_FIRST * first.size or "。" in first.text:
        return False
    return all(one.right - one.left <= _WIDEST * one.size for one in others)


def _is_caption(row: Row) -> bool:
    form = vocabulary.compiled("readers", r"[(（]?(?:<captions.units>|<captions.tables>)")
    return any(form.match(one.text) for one in row)


def _has_figures(row: Row) -> bool:
    return any(FIGURE.fullmatch(one.text) for one in row[1:])


def _table(page: Page, zone: list[Row]) -> Table | None:
    stated = [row for row in zone if _has_figures(row)]
    if len(stated) < _FEWEST_FIGURES:
        return None
    spread = _columns([one for row in stated for one in row], stated[0][0].size)
    if len(spread) < 2 or len(stated) < _FEWEST_FIGURES + (len(spread) == 2):
        return None
    if len(zone) * len(spread) > _MOST_CELLS:
        return None
    first, usual = zone.index(stated[0]), _usual(zone)
    while len(zone[-1]) == 1 and zone[-1][0].base - zone[-2][0].base >= _WRAPPED * usual:
        zone.pop()
    placed = [_placed(row, spread, nth < first) for nth, row in enumerate(zone)]
    groups = _grouped(page, zone, placed, usual)
    cells = []
    for nth, group in enumerate(groups):
        held: dict[int, Cell] = {}
        for one, column, columns in group:
            cell = held.setdefault(column, Cell(nth, column))
            cell.columns = max(cell.columns, columns)
            cell.fragments.append(one)
        cells += [held.get(column) or Cell(nth, column) for column in _uncovered(held, len(spread))]
    sides = [[one for one, _, _ in group] for group in groups]
    left, right = (
        min(one.left for row in sides for one in row),
        max(one.right for row in sides for one in row),
    )
    edges = [spread[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(spread)), spread[-1][1]]
    heights = [(min(one.top for one in row), max(one.bottom for one in row)) for row in sides]
    boxes = [page.box(left, top, right, bottom) for top, bottom in heights]
    return Table.of((left, heights[0][0], right, heights[-1][1]), edges, cells, len(groups), boxes)


def _uncovered(held: dict[int, Cell], width: int) -> Iterator[int]:
    """Yield the columns of a row that begin a cell, empty or not."""
    column = 0
    while column < width:
        yield column
        column += held[column].columns if column in held else 1


def _columns(fragments: Sequence[Fragment], size: float) -> Spread:
    """Tell from where to where each column goes."""
    spread: Spread = []
    for left, right in sorted((one.left, one.right) for one in fragments):
        if spread and left < spread[-1][1] + _NEAREST * size:
            spread[-1] = spread[-1][0], max(spread[-1][1], right)
        else:
            spread.append((left, right))
    return spread


def _placed(row: Row, spread: Spread, above: bool) -> list[tuple[Fragment, int, int]]:
    """Tell the column of each cell of a row, and how many it covers: several, if it is above the figures."""
    if len(row) == len(spread):
        return [(one, column, 1) for column, one in enumerate(row)]
    if above and 1 < len(row) < len(spread) <= _MOST_COLUMNS:
        best = min(_divisions(len(row), len(spread)), key=lambda ends: _strain(row, spread, ends))
        return [(one, a, b - a) for one, (a, b) in zip(row, pairwise(best), strict=True)]

    def away(one: Fragment, column: tuple[float, float]) -> float:
        return max(
            column[0] - one.right, one.left - column[1], abs(sum(column) - one.left - one.right) / 1000
        )

    return [(one, min(range(len(spread)), key=lambda c: away(one, spread[c])), 1) for one in row]


def _divisions(cells: int, columns: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to part columns among cells; the first column may have none."""
    for begin in (0, 1):
        if columns - begin >= cells:
            for inner in combinations(range(begin + 1, columns), cells - 1):
                yield (begin, *inner, columns)


def _strain(row: Row, spread: Spread, ends: tuple[int, ...]) -> float:
    strain = 0.0
    for one, (a, b) in zip(row, pairwise(ends), strict=True):
        left, right = one.left - spread[a][0], one.right - spread[b - 1][1]
        strain += min(abs(left), abs(right), abs(left + right) / 2)
        # Of two ways that fit alike, the one in which words stand over no more columns than need be.
        strain += 0.01 * (b - a) ** 2
    return strain


def _usual(zone: Sequence[Row]) -> float:
    """Return how far apart rows are: the least that two with several cells each are."""
    gaps = [(b[0].base - a[0].base, min(len(a), len(b)) > 1) for a, b in pairwise(zone)]
    return min((gap for gap, full in gaps if full), default=0.0)


def _grouped(
    page: Page, zone: Sequence[Row], placed: Sequence[list[tuple[Fragment, int, int]]], usual: float
) -> list[list[tuple[Fragment, int, int]]]:
    """Put the lines of each row together: nearer to each other than rows are, and not two full rows."""
    groups = [list(placed[0])]
    for row, (a, b) in zip(placed[1:], pairwise(zone), strict=True):
        above, below = a[0].base, b[0].base
        shared = {column for _, column, _ in groups[-1]} & {column for _, column, _ in row}
        ruled = any(above < (rule.top + rule.bottom) / 2 < below for rule in page.across)
        if ruled or below - above >= _WRAPPED * usual or len(shared) > 1:
            groups.append([])
        groups[-1] += row
    return groups
