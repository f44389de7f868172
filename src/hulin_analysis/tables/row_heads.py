"""Rows: what stands at the head of each row of a table, and which row it is part of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from hulin_analysis import vocabulary
from hulin_analysis.sentences.respectively import measure_at_end
from hulin_analysis.tables.cell_numbers import Scale, read_scale
from hulin_analysis.tables.cell_statements import Label
from hulin_analysis.tables.grid import Grid, Place


@dataclass(slots=True, eq=False)
class Row:
    """A row as the numbers on it see it."""

    number: int
    labels: list[Label]  # what stands at its head
    sections: list[Label]  # the rows above it that only name what follows
    unit: Scale | None  # the unit in its cell of a column of units
    depth: int  # how far its label is set in
    parent: Row | None = None  # the row that it is part of
    total: Row | None = None  # the row of the total that it is counted in
    is_marked: bool = False  # whether a mark says that it is part of the row above
    keys: dict[int, Hashable] = field(default_factory=dict)  # for each column the statement of its number

    @property
    def own_unit(self) -> Scale | None:
        """The unit that its label or its column of units names."""
        return next((label.unit for label in reversed(self.labels) if label.unit), self.unit)

    @property
    def inherited_unit(self) -> Scale | None:
        """The unit of the nearest row that it is part of and that names one."""
        at = self.parent
        while at is not None:
            if at.own_unit:
                return at.own_unit
            at = at.parent
        return None

    @property
    def is_change(self) -> bool:
        """Whether it says by how much the row above it rose or fell, without naming it again."""
        last = self.labels[-1] if self.labels else None
        return last is not None and last.change is not None and not (last.noun or last.place)

    @property
    def is_total(self) -> bool:
        """Whether it stands for the whole of the rows beside it."""
        return any(label.is_total for label in self.labels)


class Rows:
    """The rows of a panel: a run of columns that name rows, with the columns of numbers that they name."""

    def __init__(
        self, text: str, grid: Grid, label: Callable[[Place], Label], names: list[int], columns: list[int]
    ) -> None:
        self._text, self._grid, self._label = text, grid, label
        self._named = grid.naming(names)
        self._units = [column for column in names if grid.columns[column] == "unit"]
        self._columns = columns
        self._above: dict[int, Place] = {}

    def read(self) -> Iterator[Row]:
        """Yield the rows with numbers, in reading order."""
        before: list[Row] = []
        sections: list[Label] = []
        heads, opened, marked = self._grid.heads(self._grid.head), False, False
        whole: Row | None = None  # what the sections part: 按城乡分, 按性别分
        for number in self._grid.body():
            if self._grid.heads(number) != heads:
                heads, sections, before, whole = self._grid.heads(number), [], [], None
            places = self._places(number)
            labels = [self._named_by(place) for place in places]
            if self._is_section(number, places):
                if labels[-1].part and labels[-1].noun is None:
                    marked = True  # 其中: on a row by itself
                    continue
                last = next((one for one in reversed(before) if one.parent is None), None)
                whole = (whole or last) if labels[-1].divides else None
                sections, before = [*sections, *labels] if opened else labels, []
                opened = True
                continue
            depth = places[0].depth if places else 0
            row = Row(number, labels, sections, self._unit(number), depth)
            row.is_marked = marked or any(label.part for label in labels)
            row.parent = self._parent(row, before) or whole
            if not row.is_marked and row.parent is None and before and self._is_beside(row, before[-1]):
                row.parent, row.is_marked = before[-1].parent, True
            opened = marked = False
            before.append(row)
            yield row

    def _is_beside(self, row: Row, last: Row) -> bool:
        """Tell whether a row is a class beside the one above it, which is marked: 其中：城镇, 乡村."""
        nouns = [label.noun for one in (last, row) for label in one.labels[-1:]]
        classes = vocabulary.words("tables", "rows", "classes")
        named = all(noun and self._text[slice(*noun)] in classes for noun in nouns)
        return last.is_marked and last.depth == row.depth and named

    def _is_measured(self, row: Row) -> bool:
        """Tell whether a row says by itself what is measured: by its unit, or by its name."""
        noun = row.labels[-1].noun if row.labels else None
        return bool(row.own_unit) or (noun is not None and measure_at_end(self._text, *noun) is not None)

    def _is_hashed(self, row: Row) -> bool:
        """Tell whether the mark of a part is #, which is always of the row above."""
        return bool(row.labels) and self._text.startswith("#", row.labels[0].start)

    def _named_by(self, place: Place) -> Label:
        """Return the label of a cell; in a column of places a name is a place, known or not."""
        label = self._label(place)
        if label.noun and not label.unit and self._grid.has_places(place.column):
            label.place, label.noun = label.noun, None
        return label

    def _places(self, number: int) -> list[Place]:
        """Return the cells that name a row; an empty one before others goes on from the row above."""
        places: list[Place] = []
        beside = [self._grid.at(number, column) for column in self._named]
        for i, (column, place) in enumerate(zip(self._named, beside, strict=True)):
            if place is None:
                continue
            if place.words:
                self._above[column] = place
            elif any(right is not None and right.words for right in beside[i + 1 :]):
                place = self._above.get(column, place)
            if place.words and place not in places:
                places.append(place)
        return places

    def _is_section(self, number: int, places: list[Place]) -> bool:
        """Tell whether a row only names what follows: it has no words behind its label."""
        cells = [self._grid.at(number, column) for column in self._columns]
        if any(cell.figure and cell not in places for cell in self._grid.row(number)):
            return False  # it has a number in a series, or in the panel beside it
        return bool(places) and all(cell is None or not cell.words or cell in places for cell in cells)

    def _unit(self, number: int) -> Scale | None:
        for column in reversed(self._units):
            place = self._grid.at(number, column)
            if place is not None and not place.is_blank:
                return read_scale(self._text, place.start, place.end, surely=True)
        return None

    def _parent(self, row: Row, before: list[Row]) -> Row | None:
        """Return the row that a row is part of: as its mark, its depth, or a unit that it lacks says."""
        marked = row.is_marked
        above = next((one for one in reversed(before) if one.depth < row.depth), None) if row.depth else None
        if above is not None and not (marked and before[-1].depth == row.depth and before[-1].parent is None):
            # 其中：城镇, and 乡村 set in below it, stand beside each other.
            return above.parent if above.is_marked and not marked else above
        if not before:
            return None
        last = before[-1]
        if marked:
            open_ = (one for one in reversed(before) if not one.is_marked and one.depth <= row.depth)
            whole = next(open_, None)
            if whole is None or self._is_hashed(row) or self._is_measured(whole):
                return whole
            # After 其中：食品, 非食品 a second 其中 may be of either.
            earlier = before[: before.index(whole)]
            return None if any(one.is_marked and one.depth == row.depth for one in earlier) else whole
        if last.parent and last.depth == row.depth and last.parent.own_unit and row.own_unit is None:
            return last.parent
        return None
