"""The grid of a table: which cell stands at each row and column, and what each row and column is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hulin_analysis import vocabulary
from hulin_analysis.blocks import Cell
from hulin_analysis.numbers import Quantity
from hulin_analysis.tables.cell_numbers import Figure, is_blank, read_figure, read_scale
from hulin_analysis.tables.years import is_year

_MOST = 0.5  # of the filled cells of a column, in words, make it one of words
_PAUSE = re.compile("[,，;；。]")
_ENGLISH = re.compile(r"^(?=[\x00-\x7f]*+$)[\x00-\x7f]*?[a-z]{3}")
_SERIES = 3  # numbers 1, 2, 3 … in a row that count the columns


@dataclass(slots=True, eq=False)
class Place:
    """A cell of the grid: where its words stand in the view, what it covers, and the number that it holds."""

    # Its words, in the view.
    start: int
    end: int
    # Where it stands in the table, from 0 on, and how many rows and columns it covers.
    row: int
    column: int
    rows: int
    columns: int
    header: bool  # whether the file calls it a header
    depth: int  # how far its words are set in
    words: str
    figure: Figure | None  # the number that it holds

    @property
    def says_more(self) -> bool:
        """Whether it is prose: 新建住院楼，床位600张."""
        return self.figure is None and _PAUSE.search(self.words) is not None

    @property
    def is_blank(self) -> bool:
        """Whether it states nothing."""
        return is_blank(self.words)


class Grid:
    """A table as rows and columns; `quantities` are for each cell what running text would have there."""

    def __init__(
        self, text: str, cells: Sequence[tuple[int, int, Cell]], quantities: Sequence[list[Quantity]]
    ) -> None:
        self.places: list[Place] = []
        for (start, end, cell), inside in zip(cells, quantities, strict=True):
            where = cell.row, cell.column, cell.rows, cell.columns, cell.header, cell.depth
            figure = read_figure(text, start, end, inside)
            self.places.append(Place(start, end, *where, text[start:end], figure))
        self._text = text
        self.height = max(place.row + place.rows for place in self.places)
        self.width = max(place.column + place.columns for place in self.places)
        self._at: dict[tuple[int, int], Place] = {}
        for place in self.places:
            for row in range(place.row, min(place.row + place.rows, self.height)):
                for column in range(place.column, place.column + place.columns):
                    self._at.setdefault((row, column), place)
        self._merged = any(place.rows > 1 or place.columns > 1 for place in self.places)
        self.head = self._head()  # how many rows are header

    def at(self, row: int, column: int) -> Place | None:
        """Return the cell at a row and column; None where the row is shorter."""
        return self._at.get((row, column))

    def row(self, row: int) -> Iterator[Place]:
        """Yield the cells of a row from left to right, each once."""
        before: Place | None = None
        for column in range(self.width):
            place = self.at(row, column)
            if place is not None and place is not before:
                yield place
            before = place

    def is_header(self, row: int) -> bool:
        """Tell whether a row heads columns: words, years or units, and no number below the first column."""
        places = [place for place in self.row(row) if place.words]
        if not places:
            return False
        if all(place.header for place in places):
            return True
        rest = [place for place in places if place.column > 0]
        if not rest:
            return False
        years = row == 0 or self._has_no_name(row)
        numbers = [place for place in rest if place.figure and not (years and is_year(place.words))]
        if len(numbers) == len(rest) >= _SERIES and self._counts(numbers):
            return True
        return not numbers and not all(place.is_blank for place in rest)

    def _has_no_name(self, row: int) -> bool:
        """Tell whether a row begins as a header does: with nothing, or a word like 指标.

        Below the first row 2015 and 2018 are years only there; behind a name they are numbers like others.
        """
        first = self.at(row, 0)
        above = self.at(0, 0)
        same = above is not None and first is not None and first.words == above.words
        names = vocabulary.words("tables", "columns", "names")
        return first is None or not first.words or same or first.words in names

    def _counts(self, places: list[Place]) -> bool:
        """Tell whether cells number the columns: 1, 2, 3."""
        values = [int(place.figure.value) for place in places if place.figure]
        return values == list(range(values[0], values[0] + len(values))) and values[0] in (0, 1)

    def counts_columns(self, row: int) -> bool:
        """Tell whether a row of the header numbers the columns."""
        places = [place for place in self.row(row) if place.figure and place.column > 0]
        return len(places) >= _SERIES and not is_year(places[0].words) and self._counts(places)

    def _head(self) -> int:
        head = 0
        while head < self.height and (self.is_header(head) or self.is_title(head)):
            head += 1
        # A last row of the header without anything below it is a row of words.
        return head if head < self.height else 0

    def is_title(self, row: int) -> bool:
        """Tell whether a row above the header is the title of the table, or says what it is counted in."""
        places = [place for place in self.row(row) if place.words]
        if places and row + 1 < self.height and _units().match(places[0].words):
            return True
        return (
            len(places) == 1
            and row + 1 < self.height
            and not places[0].figure
            and (places[0].columns == self.width or row == 0)
        )

    def path(self, column: int, row: int) -> list[Place]:
        """Return the cells that head a column for a row, from the top down, each once.

        Where a file tells of no merged cells, an empty one of the header is taken for part of the one on its
        left, as people see it, unless the column has no other words at all.
        """
        found: list[Place] = []
        for at in self.heads(row):
            place = self._heading(at, column)
            if place is not None and place.words and place not in found:
                found.append(place)
        # The same in English below: Total under 总产值.
        return [place for place in found if not _ENGLISH.search(place.words)] or found

    def _heading(self, row: int, column: int) -> Place | None:
        place = self.at(row, column)
        if (place is not None and place.words) or self._merged:
            return place
        if not any((below := self.at(at, column)) and below.words for at in range(row + 1, self.head)):
            return place
        for left in range(column - 1, 0, -1):
            beside = self.at(row, left)
            if beside and beside.words:
                return beside
        return place

    @cached_property
    def _later(self) -> list[int]:
        """The rows below the first number that head the columns anew."""
        return [
            row
            for row in range(self.head, self.height)
            if self.is_header(row)
            and sum(1 for place in self.row(row) if place.words) > 1
            and not any(place.figure and not is_year(place.words) for place in self.row(row))
            and len([p for p in self.row(row) if p.words and not p.is_blank]) > self.width / 2
        ]

    def heads(self, row: int) -> tuple[int, ...]:
        """Return the rows of the header that holds for a row."""
        return self._heads_of[min(row, self.height - 1)]

    @cached_property
    def _heads_of(self) -> list[tuple[int, ...]]:
        """For each row the rows of the header that holds for it: the last that stands above it."""
        first = range(self.head)
        heads = tuple(at for at in first if not self.is_title(at) and not self.counts_columns(at))
        found: list[tuple[int, ...]] = []
        later, last = set(self._later), -2
        for row in range(self.height):
            found.append(heads)
            if row in later:
                heads = (*heads, row) if last == row - 1 else (row,)
                last = row
        return found

    def titles(self) -> list[Place]:
        """Return the cells above the header that say what the table is of."""
        return [
            place for row in range(self.head) if self.is_title(row) for place in self.row(row) if place.words
        ]

    def body(self) -> Iterator[int]:
        """Yield the rows below the header that are no header themselves."""
        later = set(self._later)
        yield from (row for row in range(self.head, self.height) if row not in later)

    @cached_property
    def columns(self) -> list[str]:
        """What each column is for: ``name``, ``unit``, ``series``, ``remark`` or ``figure``."""
        return [self._use(column) for column in range(self.width)]

    def _use(self, column: int) -> str:
        heads = {place.words for place in self.path(column, self.head)}
        filled = [
            place
            for row in self.body()
            if (place := self.at(row, column)) and not place.is_blank and place.columns < max(self.width, 2)
        ]
        for use, key in (("unit", "units"), ("series", "series"), ("remark", "remarks")):
            if heads & set(vocabulary.words("tables", "columns", key)):
                # 单位 heads units, or the bodies that the numbers are of.
                return use if use != "unit" or self._are_units(filled) else "name"
        if not filled:
            return "name" if column == 0 else "figure"
        if self._are_units(filled) and column > 0:
            return "unit"
        if column and sum(place.says_more for place in filled) >= _MOST * len(filled):
            return "remark"
        if all(is_year(place.words) for place in filled) and column == 0:
            return "name"
        # What heads a row may be a class bounded by numbers: 65岁及以上.
        figures = [place for place in filled if place.figure and (column or not place.figure.quantity)]
        if column == 0 and len(figures) == len(filled) and self._numbers_rows(figures):
            return "series"
        return "figure" if len(figures) >= _MOST * len(filled) else "name"

    def naming(self, columns: list[int]) -> list[int]:
        """Return those of some columns that name the rows: up to the last that is headed so, or all.

        What stands behind it qualifies the rows, and is not of their name: 商品名称, 规格等级.
        """
        named = [column for column in columns if self.columns[column] == "name"]
        kinds = set(vocabulary.words("tables", "columns", "names"))
        headed = [c for c in named if not kinds.isdisjoint(place.words for place in self.path(c, self.head))]
        return [column for column in named if column <= headed[-1]] if headed else named

    def _are_units(self, places: list[Place]) -> bool:
        """Tell whether most cells are units."""
        units = [place for place in places if read_scale(self._text, place.start, place.end)]
        return len(units) > _MOST * len(places)

    def has_places(self, column: int) -> bool:
        """Tell whether a column is headed as one of places or bodies: 地区, 县（市、区）, 部门."""
        heads = {place.words for place in self.path(column, self.head)}
        listed = (word for key in ("places", "units") for word in vocabulary.words("tables", "columns", key))
        return not heads.isdisjoint(listed)

    def _numbers_rows(self, places: list[Place]) -> bool:
        """Tell whether the first column counts the rows: 1, 2, 3, with names behind it."""
        values = [place.figure.value for place in places if place.figure]
        return (
            len(values) > 1
            and values == sorted(values)
            and values[0] in (0, 1)
            and all(value == int(value) for value in values)
        )

    def names_of(self, column: int) -> list[int]:
        """Return the columns that name the rows for a column of numbers: the nearest ones to its left."""
        at = column
        while at >= 0:
            while at >= 0 and self.columns[at] == "figure":
                at -= 1
            stop = at + 1
            while at >= 0 and self.columns[at] != "figure":
                at -= 1
            run = list(range(at + 1, stop))
            # A column of ranks alone names no rows: the names stand farther left.
            if at < 0 or any(self.columns[one] in ("name", "unit") for one in run):
                return run
        return []


def _units() -> re.Pattern[str]:
    """Match the beginning of a line that says in which units the numbers are: 单位：万元."""
    return vocabulary.compiled("tables", r"\(?<columns.units>\s?:")
