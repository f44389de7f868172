"""Headings: what the row, the column, the section and the caption of a number say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from hulin_analysis import vocabulary
from hulin_analysis.codes import Status
from hulin_analysis.sentences.base import base_of
from hulin_analysis.tables.caption import Caption
from hulin_analysis.tables.cell_numbers import PERCENT, Scale
from hulin_analysis.tables.cell_statements import Label
from hulin_analysis.times.period import Period, last_day, last_month, months, moved_to, one_year, written_in


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands, and what the text before it says of its numbers."""

    published: datetime | None = None  # when the text was published
    own: str = ""  # the place that the text is about, folded; empty if it does not say
    period: str | None = None  # the time in force, in ISO 8601
    subject: tuple[int, int] | None = None  # where the place is named that is spoken of
    planned: bool = False  # whether the text speaks of what is planned
    title: Sequence[tuple[int, int]] = ()  # the title of the text; nothing if it has none


@dataclass(frozen=True, slots=True)
class Headings:
    """What is written round the numbers of one row in one column."""

    text: str
    # The labels of the row from left to right, of the column from the top down, and of the sections that the
    # row stands in.
    row: list[Label]
    column: list[Label]
    sections: list[Label]
    caption: Caption  # what stands above the table
    title: list[Label]  # what the title of the text says
    setting: Setting
    # Whether the caption speaks of all numbers: no row or column says that its numbers are changes.
    is_of_changes: bool
    latest: str  # the last of the years that head columns; empty if none does

    def nearest(self) -> Iterator[Label]:
        """Yield the labels of the column, of the row, of the sections, of the caption; the nearest first."""
        parts = (self.column, self.row, self.sections, self.caption.labels)
        return chain.from_iterable(map(reversed, parts))

    @property
    def changing(self) -> Label | None:
        """The label that says that the number is by how much something rose or fell; None if none does."""
        own = (*reversed(self.column), *reversed(self.row), *reversed(self.sections))
        said = next((label for label in own if label.says_of_level), None)
        if said is None and self.is_of_changes:
            said = next((label for label in reversed(self.caption.labels) if label.change is not None), None)
        return said if said and said.change is not None else None

    @property
    def is_share(self) -> bool:
        """Whether the number is a share."""
        return any(label.is_share for label in chain(self.column, self.row))

    @property
    def is_index(self) -> bool:
        """Whether the number is an index, on the base of 100."""
        return self.changing is None and any(label.is_index for label in self.nearest())

    @property
    def is_series(self) -> bool:
        """Whether the number is a rank, or counts rows."""
        return any(label.is_series for label in chain(self.column, self.row))

    @property
    def status(self) -> Status | None:
        """What the table says of the number: that it is an aim, an estimate; None if nothing."""
        own = chain.from_iterable(map(reversed, (self.column, self.row, self.sections)))
        said = next((label.status for label in own if label.status is not None), None)
        if said is not None:
            return said
        above = [label.status for label in (*self.title, *self.caption.labels) if label.status is not None]
        if above and above[-1] is not Status.TARGET:
            return above[-1]
        planned = self.setting.planned or bool(above)
        # Of the years of a plan only the last is aimed at: 2020年, 2025年.
        earlier = any(time.iso < self.latest for label in self.column for time in label.times)
        return Status.TARGET if planned and not earlier else None

    @property
    def place(self) -> tuple[int, int] | None:
        """The place that the number is of, or the class; None if it is that of the table."""
        named = chain.from_iterable(
            map(reversed, (self.row, self.column, self.sections, self.caption.labels))
        )
        found = next((label.place for label in named if label.place is not None), self.setting.subject)
        return found or next((label.place for label in self.title if label.place), None)

    def unit(self, in_column: Scale | None, parent: Scale | None, level: Scale | None) -> Scale | None:
        """Return the unit of the number, with its scale; None if nothing names one.

        The unit may stand in the row's cell of a column of units, with the row that it is part of (`parent`),
        or with the numbers whose rise or fall it is (`level`).

        A ratio in the header goes before the unit of the row: 产量（万吨） under 同比增长（%）. Any other
        unit in the header gives way to that of the row.
        """
        found = self._named_unit(in_column, parent, level)
        factors = (label.factor for label in (*self.column, *self.row) if label.factor != 1)
        return found and found._replace(factor=found.factor * next(factors, 1))

    def _named_unit(self, in_column: Scale | None, parent: Scale | None, level: Scale | None) -> Scale | None:
        of_column = next((label.unit for label in reversed(self.column) if label.unit), None)
        if of_column and of_column.is_ratio:
            return of_column
        of_row = next((label.unit for label in reversed(self.row) if label.unit), None)
        if any(label.of_money for label in self.column) and self.caption.money and not (of_column or of_row):
            return self.caption.money
        of_row = of_row or in_column
        changing, is_share = self.changing, self.is_share
        if changing or is_share:
            says_rate = is_share or any(label.says_rate for label in self.nearest())
            own = next((label for label in self.row if label is changing), None)
            named = (own.unit if own else None) or of_column
            section = next((s.unit for s in reversed(self.sections) if s.unit and s.unit.is_ratio), None)
            rate = section or self.caption.ratio
            if of_row and of_row.is_ratio and not of_column:
                # 城镇化率（%） under 同比增减: the rows say their unit, but not whether points are meant.
                return named or (of_row if own or not rate else rate)
            if changing and changing.of_amount and not named:
                return level
            if not named and not rate and not says_rate:
                return self.caption.unit if changing and changing.in_unit else None
            return named or rate or PERCENT
        of_label = next((label.unit for label in reversed(self.row) if label.unit), None)
        found = of_label or of_column or of_row or parent
        found = found or next((s.unit for s in reversed(self.sections) if s.unit), None)
        found = found or next((c.unit for c in reversed(self.caption.labels) if c.unit), None)
        return found or self.caption.unit or (self.caption.ratio if not self.caption.units else None)

    def period(self, latest: str | None = None) -> str | None:
        """Return the time of the number, in ISO 8601; None if it is not known.

        `latest` is that of the levels that the number tells of; it holds for a column without one of its own.
        """
        around = self.setting.period or self._written(self.title, None)
        table = self._written(self.caption.labels, around)
        named = [*self.column, *self.row, *self.sections]
        if latest and not any(label.is_dated for label in self.column):
            return latest
        return self._written(named, table)

    def _written(self, labels: list[Label], around: str | None) -> str | None:
        """Return the time that labels name, within a time that goes before them."""
        times = [time for label in labels for time in label.times]
        whole = [time.iso for time in times if time.iso and not time.form]
        iso = self._nearest(whole) if whole else around
        formed = [time for time in times if time.form]
        if formed:
            iso = _in_year(formed[-1], one_year((iso or "").removesuffix("/..")))
        for label in labels:
            year = one_year(iso)
            if iso and label.years and year:
                iso = moved_to(iso, year - label.years)
            if label.of_month:
                iso = last_month(iso)
            if label.is_cumulative and year and (month := last_month(iso)):
                iso = written_in(months(1, int(month[5:])), year)
        ends = [label for label in labels if label.at_end]
        return _end_of(iso) if iso and ends and not self._flows(ends[-1]) else iso

    @staticmethod
    def _nearest(times: list[str]) -> str:
        """Return the time of the column, or one of the row within it: 2021年, 2021年末."""
        return max((time for time in times if f"{time}-".startswith(f"{times[0]}-")), key=len)

    def _flows(self, label: Label) -> bool:
        """Tell whether a label names what goes on through a time, not how much there is at its end."""
        words = self.text[slice(*label.noun)] if label.noun else ""
        return words.endswith(vocabulary.words("tables", "time", "flows"))

    def base(self, period: str | None, beside: list[str]) -> str | tuple[int, int] | None:
        """Return against what the number is measured: in ISO 8601, or where the words stand that say it.

        `beside` are the times of the levels whose rise it may be: 2020年, 2021年, 增长.
        """
        if label := self.changing:
            said = base_of(self.text, label.start, label.end, period, changes=True)
            return said or (min(beside) if len(beside) == len({*beside, period}) == 2 else None)
        if not self.is_index:
            return None
        for label in self.nearest():
            if label.is_index:
                if named := _base_year().search(self.text, label.start, label.end):
                    return named["year"]
                if label.index_on and period:
                    return _before(period, label.index_on)
        return None


def _in_year(time: Period, year: int | None) -> str | None:
    if year is None:
        return time.iso or None
    return None if "M" in time.form else written_in(time.form, year)


def _base_year() -> re.Pattern[str]:
    """Match the year that an index stands on: 1978年=100, 以2020年价格为100."""
    return vocabulary.compiled("tables", r"(?P<year>(?:19|20)\d\d)\D{0,4}?<index.base>")


def _before(period: str, key: str) -> str | None:
    """Return the time of the year before, or the month before."""
    year = one_year(period)
    if year is None:
        return None
    if key == "before":
        return moved_to(period, year - 1)
    if len(period) != len("2021-03"):
        return None
    year, month = divmod(12 * year + int(period[-2:]) - 2, 12)
    return written_in(months(month + 1, month + 1), year)


def _end_of(iso: str) -> str | None:
    """Return the last day of a time."""
    end = iso.rpartition("/")[2]
    return last_day(end) if len(end) <= len("2021-03") else end
