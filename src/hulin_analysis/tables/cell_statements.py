"""What the labels of a table say, and what its cells state."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal

from hulin_analysis.codes import Change, Status
from hulin_analysis.numbers import Quantity
from hulin_analysis.tables.cell_numbers import Scale
from hulin_analysis.times.period import Period

__all__ = ["CellStatement", "Label"]


@dataclass(slots=True)
class Label:
    """What the words of a header or a row say.

    Attributes
    ----------
    start, end : int
        The words, in the view.
    noun : tuple of int or None
        What of them names something that is measured, or a class of it; None if nothing does.
    unit : Scale or None
        The unit that they name.
    change : Change or None
        Whether its numbers say by how much something rose or fell: INCREASE for either way, as the sign says.
    is_share, is_index, is_series, is_total : bool
        Whether its numbers are shares, indices, numbers in a series; whether it stands for a whole.
    status : Status or None
        Whether its numbers are aims or estimates; None if it does not say.
    times : list of Period
        The times that it names, without those that are compared with.
    years : int
        By how many years it lies before the time of the table: 1 for 上年.
    at_end, of_month : bool
        Whether it names the end of that time, or its last month.
    place : tuple of int or None
        The place, or the class bounded by numbers (0-14岁), that it is.
    is_other : bool
        Whether its numbers are of a time that only the one before it tells: 上周.
    is_cumulative : bool
        Whether its numbers add up from January on: 累计.
    of_money : bool
        Whether its numbers are amounts of money: 金额.
    part : bool
        Whether a mark says that it is part of the row above: 其中, #.
    divides : bool
        Whether it says how what stands above is parted: 按城乡分.
    factor : Decimal
        What a scale word by itself multiplies its numbers by: 人次（千）.
    says_rate, of_amount : bool
        Whether what it says can only be in per cent: 增速, 比重; only in the unit of what rose: 增加额.
    in_unit : bool
        Whether what it says may be in the unit of the caption: 增减.
    is_mean : bool
        Whether it is a mean over the years that other columns name: 年均增长.
    index_on : str
        The time that it is an index on, by its key: ``before`` for 上年=100, ``past`` for 上月.
    kind : tuple of int or None
        The words that make its numbers shares or indices: 占GDP比重, 指数.
    """

    start: int
    end: int
    noun: tuple[int, int] | None = None
    unit: Scale | None = None
    change: Change | None = None
    is_share: bool = False
    is_index: bool = False
    is_series: bool = False
    is_total: bool = False
    status: Status | None = None
    times: list[Period] = field(default_factory=list)
    years: int = 0
    at_end: bool = False
    of_month: bool = False
    place: tuple[int, int] | None = None
    is_other: bool = False
    is_cumulative: bool = False
    of_money: bool = False
    part: bool = False
    divides: bool = False
    factor: Decimal = Decimal(1)
    says_rate: bool = False
    of_amount: bool = False
    in_unit: bool = False
    is_mean: bool = False
    index_on: str = ""
    kind: tuple[int, int] | None = None

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
    """One number of a table, with what the table says of it; offsets are those of the view.

    Attributes
    ----------
    quantity : Quantity
        The number, in the unit that its cell, row, column or caption names.
    pieces : tuple of (int, int)
        The words that name what is measured; empty if they are no whole name.
    name : str
        These words, folded.
    change : Change
        Whether the number says by how much it rose or fell.
    status : Status or None
        What the table says of it; None if nothing.
    base : str, tuple of int or None
        Against what.
    period : str or None
        When, in ISO 8601.
    subject : tuple of int or None
        The place that the row or column is of; None if it is that of the table.
    key : hashable
        The numbers of one measured thing have the same.
    part_of : hashable
        The key of what it is part of; None if of nothing.
    """

    quantity: Quantity
    pieces: tuple[tuple[int, int], ...]
    name: str
    change: Change
    status: Status | None
    base: str | tuple[int, int] | None
    period: str | None
    subject: tuple[int, int] | None
    key: Hashable
    part_of: Hashable = None

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.quantity.end
