"""Headings: what the row, the column, the section and the caption of a number say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from hulin_analysis import vocabulary
from hulin_analysis.codes import Status
from hulin_analysis.sentences.base import base_of
from hulin_analysis.tables.caption import Caption
from hulin_analysis.tables.figures import PERCENT, Scale
from hulin_analysis.tables.labels import Label
from hulin_analysis.times.period import Period, last_day, last_month, moved_to, one_year, written_in

__all__ = ["Headings", "Setting"]

_BASE_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)\D?=100")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands, and what the text before it says of its numbers.

    Attributes
    ----------
    published : datetime or None
        When the text was published.
    own : str
        The place that the text is about, folded; empty if it does not say.
    period : str or None
        The time in force, in ISO 8601.
    subject : tuple of int or None
        Where the place is named that is spoken of.
    planned : bool
        Whether the text speaks of what is planned.
    """

    published: datetime | None = None
    own: str = ""
    period: str | None = None
    subject: tuple[int, int] | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Headings:
    """What is written round the numbers of one row in one column.

    Attributes
    ----------
    text : str
        The text, as a view has it.
    row, column, sections : list of Label
        The labels of the row from left to right, of the column from the top down, and of the sections
        that the row stands in.
    caption : Caption
        What stands above the table.
    setting : Setting
        Where the table stands.
    """

    text: str
    row: list[Label]
    column: list[Label]
    sections: list[Label]
    caption: Caption
    setting: Setting

    def nearest(self) -> Iterator[Label]:
        """Yield the labels of the column, of the row, of the sections, of the caption; the nearest first."""
        parts = (self.column, self.row, self.sections, self.caption.labels)
        return chain.from_iterable(map(reversed, parts))

    @property
    def changing(self) -> Label | None:
        """The label that says that the number is by how much something rose or fell; None if none does."""
        return next((label for label in self.nearest() if label.change is not None), None)

    @property
    def is_share(self) -> bool:
        """Whether the number is a share."""
        return any(label.is_share for label in chain(self.column, self.row))

    @property
    def is_index(self) -> bool:
        """Whether the number is an index, on the base of 100."""
        return any(label.is_index for label in self.nearest()) and self.changing is None

    @property
    def is_series(self) -> bool:
        """Whether the number is a rank, or counts rows."""
        return any(label.is_series for label in chain(self.column, self.row))

    @property
    def status(self) -> Status | None:
        """What the table says of the number: that it is an aim, an estimate; None if nothing."""
        said = next((label.status for label in self.nearest() if label.status is not None), None)
        return Status.TARGET if said is None and self.setting.planned else said

    @property
    def place(self) -> tuple[int, int] | None:
        """The place that the number is of, or the class; None if it is that of the table."""
        named = chain.from_iterable(
            map(reversed, (self.row, self.column, self.sections, self.caption.labels))
        )
        return next((label.place for label in named if label.place is not None), self.setting.subject)

    def unit(self, in_column: Scale | None, parent: Scale | None, level: Scale | None) -> Scale | None:
        """Return the unit of the number; None if nothing names one.

        Parameters
        ----------
        in_column : Scale or None
            The unit that stands in the row's cell of a column of units.
        parent : Scale or None
            The unit of the row that it is part of.
        level : Scale or None
            The unit of the numbers whose rise or fall it is.

        Notes
        -----
        A ratio in the header goes before the unit of the row: 产量（万吨） under 同比增长（%）. Any other
        unit in the header gives way to that of the row.
        """
        of_column = next((label.unit for label in reversed(self.column) if label.unit), None)
        if of_column and of_column.is_ratio:
            return of_column
        changing, is_share = self.changing, self.is_share
        of_row = next((label.unit for label in reversed(self.row) if label.unit), None) or in_column
        if changing or is_share:
            says_rate = is_share or any(label.says_rate for label in self.nearest())
            own = next((label for label in self.row if label is changing), None)
            named = (own.unit if own else None) or of_column
            section = next((s.unit for s in reversed(self.sections) if s.unit and s.unit.is_ratio), None)
            rate = section or self.caption.ratio
            if of_row and of_row.is_ratio and not of_column:
                # 城镇化率（%） under 同比增减: the rows say their unit, but not whether points are meant.
                return named or (of_row if own or not rate else rate)
            if not named and not rate and not says_rate:
                return level if changing and changing.of_amount else None
            return named or rate or PERCENT
        found = of_row or of_column or parent
        found = found or next((s.unit for s in reversed(self.sections) if s.unit), None)
        found = found or next((c.unit for c in reversed(self.caption.labels) if c.unit), None)
        return found or self.caption.unit or (self.caption.ratio if not self.caption.units else None)

    def period(self, latest: str | None = None) -> str | None:
        """Return the time of the number, in ISO 8601; None if it is not known.

        Parameters
        ----------
        latest : str or None, optional
            The time of the levels that the number tells of, which holds for a column without one of its own.
        """
        table = self._written(self.caption.labels, self.setting.period)
        named = [*self.sections, *self.column, *self.row]
        if latest and not any(label.is_dated for label in self.column):
            return latest
        return self._written(named, table)

    def _written(self, labels: list[Label], around: str | None) -> str | None:
        """Return the time that labels name, within a time that goes before them."""
        times = [time for label in labels for time in label.times]
        whole = [time.iso for time in times if time.iso and not time.form]
        iso = max(whole, key=len) if whole else around
        formed = [time for time in times if time.form]
        if formed:
            iso = _in_year(formed[-1], one_year(iso))
        for label in labels:
            year = one_year(iso)
            if iso and label.years and year:
                iso = moved_to(iso, year - label.years)
            if label.of_month:
                iso = last_month(iso)
        ends = [label for label in labels if label.at_end]
        return _end_of(iso) if iso and ends and not self._flows(ends[-1]) else iso

    def _flows(self, label: Label) -> bool:
        """Tell whether a label names what goes on through a time, not how much there is at its end."""
        words = self.text[slice(*label.noun)] if label.noun else ""
        return words.endswith(vocabulary.words("tables", "time", "flows"))

    def base(self, period: str | None) -> str | tuple[int, int] | None:
        """Return against what the number is measured: in ISO 8601, or where the words stand that say it."""
        if label := self.changing:
            return base_of(self.text, label.start, label.end, period, changes=True)
        if not self.is_index:
            return None
        for label in self.nearest():
            if label.is_index:
                if named := _BASE_YEAR.search(self.text, label.start, label.end):
                    return named["year"]
                if label.index_of_before and (year := one_year(period)) and period:
                    return moved_to(period, year - 1)
        return None


def _in_year(time: Period, year: int | None) -> str | None:
    if year is None:
        return time.iso or None
    return None if "M" in time.form else written_in(time.form, year)


def _end_of(iso: str) -> str | None:
    """Return the last day of a time."""
    end = iso.rpartition("/")[2]
    return last_day(end) if len(end) <= len("2021-03") else end
