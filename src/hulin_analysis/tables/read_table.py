"""Reading: what each figure of a table states, row by row."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.blocks import Cell
from hulin_analysis.codes import Change, Reason
from hulin_analysis.numbers import Quantity
from hulin_analysis.tables.caption import Caption, read_caption
from hulin_analysis.tables.cell_numbers import Figure, Scale, with_scale
from hulin_analysis.tables.cell_statements import CellStatement, Label
from hulin_analysis.tables.grid import Grid, Place
from hulin_analysis.tables.header_labels import read_label
from hulin_analysis.tables.headings import Headings, Setting
from hulin_analysis.tables.indicator_names import Noun, name_of, pieces_of, with_kind
from hulin_analysis.tables.row_heads import Row, Rows
from hulin_analysis.tables.years import is_year


class Prose(NamedTuple):
    """A cell that is to be read as running text: 新建住院楼，床位600张."""

    # Its words, in the view.
    start: int
    end: int


class Unread(NamedTuple):
    """A number of a table that states nothing, or that cannot be read."""

    # Where it stands, in the view.
    start: int
    end: int
    reason: Reason
    labels: tuple[tuple[int, int], ...] = ()  # the words that head its row and its column


def read_table(
    text: str,
    cells: Sequence[tuple[int, int, Cell]],
    quantities: Sequence[list[Quantity]],
    lines: Sequence[tuple[int, int]] = (),
    setting: Setting | None = None,
) -> Iterator[CellStatement | Unread | Prose]:
    r"""Read a table.

    Each cell comes with where its words stand in the view, and with the quantities that running text would
    have there; `lines` above the table belong to it.

    >>> text = "指标\t产量(万吨)\t同比增长(±%)\n粮食\t650.0\t-1.6"
    >>> import hulin_analysis as ha
    >>> table = ha.parse_article(text, title="某县公报").tables[0]
    >>> cells = [(cell.span.start, cell.span.end, cell) for cell in table.cells]
    >>> for one in read_table(text, cells, [[]] * len(cells)):
    ...     print(one.name, one.quantity.value, one.quantity.unit, one.change)
    粮食产量 6500000.0 吨 none
    粮食产量 1.6 % decrease
    """
    grid = Grid(text, cells, quantities)
    titles = [(place.start, place.end) for place in grid.titles()]
    reader = _Reader(text, grid, [*lines, *titles], setting or Setting())
    found = list(reader.read())
    yield from sorted(found, key=lambda one: one.start)


class _Reader:
    """Reads the numbers of one table."""

    def __init__(self, text: str, grid: Grid, lines: Sequence[tuple[int, int]], setting: Setting) -> None:
        self.text, self._grid, self._setting = text, grid, setting
        self._caption: Caption = read_caption(text, lines, setting.published, setting.own)
        self._title = read_caption(text, setting.title, setting.published, setting.own).labels
        self._labels: dict[int, Label] = {}
        self._columns: dict[tuple[int, tuple[int, ...]], list[Label]] = {}
        self._nouns: dict[tuple[Row, int], Noun] = {}

    def _label(self, place: Place) -> Label:
        label = self._labels.get(place.start)
        if label is None:
            published, own = self._setting.published, self._setting.own
            label = self._labels[place.start] = read_label(self.text, place.start, place.end, published, own)
        return label

    def column(self, column: int, row: int) -> list[Label]:
        """Return the labels that head a column for a row, from the top down."""
        key = column, self._grid.heads(row)
        if key not in self._columns:
            labels = [self._label(place) for place in self._grid.path(column, row)]
            whole = self.whole(column, row)
            if "unit" not in self._grid.columns:
                # Without a column of other units 金额 says nothing that the row does not.
                labels = [replace(one, noun=None) if one.of_money else one for one in labels]
            self._columns[key] = labels if whole == column else [*self.column(whole, row), *labels]
        return self._columns[key]

    def whole(self, column: int, row: int) -> int:
        """Return the column that a column is part of, if its header says so; of any other, itself.

        A mark does (人口, #女), and so does what heads the parts: 总人口, 按性别分 over 男 and 女.
        """
        for left in range(column, 0, -1):
            labels = [self._label(place) for place in self._grid.path(left, row)]
            if not any(label.part or label.divides for label in labels):
                return left if self._grid.columns[left] == "figure" else column
        return column

    def read(self) -> Iterator[CellStatement | Unread | Prose]:
        """Yield what the cells state, panel by panel."""
        for names, columns in self._panels():
            yield from self._read_panel(names, columns)
        for place in self._grid.places:
            use = self._grid.columns[place.column]
            if place.row >= self._grid.head and not place.figure and use == "remark":
                yield Prose(place.start, place.end)
            elif place.figure and place.row >= self._grid.head and use != "figure":
                reason = Reason.ORDINAL if use == "series" else Reason.CELL
                start, end = place.figure.start, place.figure.end
                yield Unread(start, end, Reason.DATE if is_year(place.words) else reason)

    def _panels(self) -> list[tuple[list[int], list[int]]]:
        """Part the columns: those that name the rows, and the numbers that they name."""
        panels: dict[tuple[int, ...], list[int]] = {}
        for column, use in enumerate(self._grid.columns):
            if use == "figure":
                panels.setdefault(tuple(self._grid.names_of(column)), []).append(column)
        return [(list(names), columns) for names, columns in panels.items()]

    def _read_panel(self, names: list[int], columns: list[int]) -> Iterator[CellStatement | Unread]:
        whole: Row | None = None
        owner: Row | None = None
        sections: list[Label] | None = None
        for row in Rows(self.text, self._grid, self._label, names, columns).read():
            if row.sections is not sections:
                sections, whole, owner = row.sections, None, None
            if row.parent is None and row.is_total:
                whole = row
            elif row.parent is None:
                row.total = whole
            owner = owner if row.is_change and owner is not None else row
            seen: set[int] = set()
            for column in columns:
                place = self._grid.at(row.number, column)
                if place is None or place.figure is None or place.start in seen:
                    continue
                seen.add(place.start)
                yield _Cell(self, place.figure, row, owner, column, columns).read()

    def headings(self, row: Row, column: int) -> Headings:
        """Return what is written round the number of a row in a column."""
        own = row.labels, self.column(column, row.number), row.sections
        around = self._caption, self._title, self._setting
        return Headings(self.text, *own, *around, self._is_of_changes, self._latest)

    @cached_property
    def _latest(self) -> str:
        heads = (
            label for column in range(self._grid.width) for label in self.column(column, self._grid.head)
        )
        return max((time.iso for label in heads for time in label.times if not time.form), default="")

    @cached_property
    def _is_of_changes(self) -> bool:
        """Whether what the caption says of rises holds for all numbers, in per cent, with no other units."""
        labels = (self._label(place) for place in self._grid.places if place.words and not place.figure)
        other = any(label.says_of_level or (label.unit and not label.unit.is_ratio) for label in labels)
        return not other and not self._caption.units

    def noun(self, row: Row | None, column: int) -> Noun:
        """Return what the number of a row in a column measures."""
        chain: list[Row] = []
        while row is not None and (row, column) not in self._nouns:
            chain.append(row)
            row = row.parent
        noun = self._nouns[row, column] if row is not None else ()
        for one in reversed(chain):
            noun = self._nouns[one, column] = name_of(self.headings(one, column), noun)
        return noun

    def level(self, row: Row, column: int, columns: list[int]) -> int:
        """Return the column of the levels whose rise, share or index a column gives: the nearest to its left.

        A column that itself says what it is of is taken as it is, and so is one of levels. Under 数量 and
        金额 it is the one with the same words.
        """
        labels = self.column(column, row.number)
        if not any(label.says_of_level for label in labels):
            return column
        levels = [
            left
            for left in reversed(columns[: columns.index(column)])
            if not any(
                one.says_of_level or one.is_series or one.is_other or one.years
                for one in self.column(left, row.number)
            )
        ]
        if not (labels[-1].says_of_level or labels[-1].is_dated):
            same = (left for left in levels if self._ends_alike(left, column, row.number))
            return next(same, column)
        return column if any(label.noun for label in labels) else next(iter(levels), column)

    def _ends_alike(self, left: int, right: int, row: int) -> bool:
        """Tell whether the lowest headers of two columns are the same words."""
        last = [self._grid.path(column, row)[-1:] for column in (left, right)]
        return [place.words for place in last[0]] == [place.words for place in last[1]] != []

    def times_of(self, row: Row, column: int, columns: list[int]) -> list[str]:
        """Return the times of the levels that a column tells of: those beside each other on its left."""
        if not any(label.says_of_level for label in self.column(column, row.number)):
            return []
        times: list[str] = []
        for left in range(columns.index(column) - 1, -1, -1):
            labels = self.column(columns[left], row.number)
            if any(label.says_of_level or label.is_series for label in labels):
                if times:
                    break
                continue
            if not any(label.is_dated or label.is_cumulative for label in labels):
                break
            if any(label.years or label.is_other for label in labels):
                continue
            if time := self.headings(row, columns[left]).period():
                times.append(time)
        return times


class _Cell:
    """Reads one number: what is written round it, and what that says together."""

    def __init__(
        self, table: _Reader, figure: Figure, row: Row, owner: Row, column: int, columns: list[int]
    ) -> None:
        self._text, self._figure, self._row, self._owner = table.text, figure, row, owner
        self._table, self._given, self._columns = table, column, columns
        self._column = table.level(row, column, columns)
        self._headings = table.headings(row, column)
        self._of = self._headings
        if owner is not row or self._column != column:
            self._of = table.headings(owner, self._column)
        self._parent: Noun = table.noun(owner.parent, self._column)

    def read(self) -> CellStatement | Unread:
        """Return what the number states."""
        figure, headings = self._figure, self._headings
        if headings.is_series:
            return self._unread(Reason.ORDINAL)
        if not figure.value:
            return self._unread(Reason.CELL)
        noun = name_of(self._of, self._parent)
        pieces, name = pieces_of(self._text, noun)
        unit = self._unit()
        if unit is None and figure.quantity is None and not self._has_no_unit():
            return self._unread(Reason.UNIT_UNKNOWN)
        quantity = with_scale(figure, unit)
        change = figure.change if figure.change is not Change.NONE else self._change()
        if change is None:
            return self._unread(Reason.AMBIGUOUS)
        if change is not Change.NONE and quantity.value is not None:
            quantity = quantity._replace(value=abs(quantity.value))
        times = self._table.times_of(self._row, self._given, self._columns)
        period, place = headings.period(_told_of(times, headings.changing)), headings.place
        section = headings.sections[-1].start if headings.sections else None
        key = (section, name or self._owner.number, place, period)
        self._owner.keys.setdefault(self._given, key)
        if headings.is_share or headings.is_index:
            pieces, name = pieces_of(self._text, with_kind(noun, headings))
        return CellStatement(
            quantity=quantity,
            pieces=pieces,
            name=name,
            change=change,
            status=headings.status,
            base=headings.base(period, times),
            period=period,
            subject=place,
            key=key,
            part_of=self._part_of(name),
        )

    def _has_no_unit(self) -> bool:
        """Tell whether the number needs no unit: an index, or a count whose name says of what: 乡镇个数."""
        labels = (*self._owner.labels, *self._of.column)
        nouns = [label.noun for label in labels if label.noun] + [*self._parent]
        counts = (
            *vocabulary.words("tables", "names", "counts"),
            *vocabulary.words("tables", "names", "unitless"),
        )
        named = any(self._text[start:end].endswith(counts) for start, end in nouns)
        is_level = self._headings.changing is None and not self._headings.is_share
        return self._headings.is_index or (is_level and named)

    def _unread(self, reason: Reason) -> Unread:
        labels = (*self._headings.row, *self._headings.column)
        spans = tuple((label.start, label.end) for label in labels)
        return Unread(self._figure.start, self._figure.end, reason, spans)

    def _unit(self) -> Scale | None:
        if self._figure.quantity is not None:
            return None
        row, owner = self._row, self._owner
        level = self._of.unit(owner.unit, owner.inherited_unit, None) if self._headings.changing else None
        return self._headings.unit(row.unit, row.inherited_unit, level)

    def _change(self) -> Change | None:
        """Return which way the number says that something went; None where sign and words disagree."""
        label = self._headings.changing
        if label is None or label.change is None:
            return Change.NONE
        if self._figure.value > 0:
            return label.change
        return Change.DECREASE if label.change is Change.INCREASE else None

    def _part_of(self, name: str) -> Hashable:
        """Return the statement that the number's is part of: of the row above it, or of the total."""
        beside = self._table.whole(self._given, self._row.number)
        if beside != self._given:
            return self._row.keys.get(beside)
        whole = self._owner.parent or self._owner.total
        if (
            whole is None
            or self._headings.is_index
            or name.startswith(vocabulary.words("tables", "names", "means"))
        ):
            return None
        return whole.keys.get(self._given) or whole.keys.get(self._column)


def _told_of(times: list[str], changing: Label | None) -> str | None:
    """Return the time that a column tells of: of several years the last, else that of the nearest column.

    A mean over the years is of all of them.
    """
    years = all(len(time) == len(times[0]) for time in times)
    if changing is not None and changing.is_mean and years and len(times) > 1:
        return f"{min(times)}/{max(times)}"
    return (max(times) if years else times[0]) if times else None
