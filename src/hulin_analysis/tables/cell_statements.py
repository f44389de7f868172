"""What the labels of a table say, and what its cells state."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal

from hulin_analysis.codes import Change, Status
from hulin_analysis.numbers import Quantity
from hulin_analysis.tables.cell_numbers import Scale
from hulin_analysis.times.period import Period


@dataclass(slots=True)
class Label:
    """What the words of a header or a row say."""

    # The words, in the view.
    start: int
    end: int
    # What of them names something that is measured, or a class of it; None if nothing does.
    noun: tuple[int, int] | None = None
    unit: Scale | None = None  # the unit that they name
    # Whether its numbers say by how much something rose or fell: INCREASE for either way, as the sign says.
    change: Change | None = None
    # Whether its numbers are shares, indices, numbers in a series; whether it stands for a whole.
    is_share: bool = False
    is_index: bool = False
    is_series: bool = False
    is_total: bool = False
    status: Status | None = None  # whether its numbers are aims or estimates; None if it does not say
    # The times that it names, without those that are compared with.
    times: list[Period] = field(default_factory=list)
    years: int = 0  # by how many years it lies before the time of the table: 1 for 上年
    # Whether it names the end of that time, or its last month.
    at_end: bool = False
    of_month: bool = False
    place: tuple[int, int] | None = None  # the place, or the class bounded by numbers (0-14岁), that it is
    is_other: bool = False  # whether its numbers are of a time that only the one before it tells: 上周
    is_cumulative: bool = False  # whether its numbers add up from January on: 累计
    of_money: bool = False  # whether its numbers are amounts of money: 金额
    part: bool = False  # whether a mark says that it is part of the row above: 其中, #
    divides: bool = False  # whether it says how what stands above is parted: 按城乡分
    factor: Decimal = Decimal(1)  # what a scale word by itself multiplies its numbers by: 人次（千）
    # Whether what it says can only be in per cent: 增速, 比重; only in the unit of what rose: 增加额.
    says_rate: bool = False
    of_amount: bool = False
    in_unit: bool = False  # whether what it says may be in the unit of the caption: 增减
    is_mean: bool = False  # whether it is a mean over the years that other columns name: 年均增长
    # The time that it is an index on, by its key: ``before`` for 上年=100, ``past`` for 上月.
    index_on: str = ""
    kind: tuple[int, int] | None = None  # the words that make its numbers shares or indices: 占GDP比重, 指数

    @property
    def says_of_level(self) -> bool:
        """Whether its numbers say something of a level: its rise, its share, its index."""
        return self.change is not None or self.is_share or self.is_index

    @property
    def is_dated(self) -> bool:
        """Whether it names a time."""
        return bool(self.times or self.years or self.of_month or self.at_end or self.is_other)


@dataclass(slots=True)
class CellStatement:
    """One number of a table, with what the table says of it; offsets are those of the view."""

    quantity: Quantity  # the number, in the unit that its cell, row, column or caption names
    # The words that name what is measured; empty if they are no whole name.
    pieces: tuple[tuple[int, int], ...]
    name: str  # these words, folded
    change: Change  # whether the number says by how much it rose or fell
    status: Status | None  # what the table says of it; None if nothing
    base: str | tuple[int, int] | None  # against what
    period: str | None  # when, in ISO 8601
    subject: tuple[int, int] | None  # the place that the row or column is of; None if it is that of the table
    key: Hashable  # the numbers of one measured thing have the same
    part_of: Hashable = None  # the key of what it is part of; None if of nothing

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.quantity.end
