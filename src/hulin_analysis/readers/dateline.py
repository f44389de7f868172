"""How the body of an article begins: who tells it, from where and on which day.

新华社北京3月20日电(记者王某); 【明报专讯】; (2013年3月20日)【本报讯】; (记者王某/台北报导).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hulin_analysis import vocabulary
from hulin_analysis.readers.metadata import find_dates
from hulin_analysis.readers.source_lines import REPORTER, Line, Source, is_publisher, names_of
from hulin_analysis.readers.table_lines import Rows

__all__ = ["Opening", "read_opening"]

# Of folded text.
_OUTLET = r"(?P<outlet>(?:<publisher.own>)|(?:<publisher.names>)|[\u4e00-\u9fff]{1,12}?<publisher.ends>)"
_WHO = r"[^。!?\d]{0,24}?"
_ON = (
    r"(?:(?P<year>(?:19|20)\d\d)\s?年)?\s?(?:(?P<month>1[0-2]|0?[1-9])\s?月)?\s?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])\s?日"
)
_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[、\s][\u4e00-\u9fff·]{2,4}){0,5}"
# 新华社北京3月20日电, (中央社记者王某某台北3日电), 人民网北京3月20日电(记者王某)
_SENT = rf"[(【\[]?<dateline.by>?{_OUTLET}{_WHO}{_ON}<dateline.sent>"
# 【明报专讯】, (某电台消息), [某日报讯], 【某网】
_TOLD = (
    r"[(【\[](?P<outlet>[\u4e00-\u9fff]{2,12}?)(?P<told><dateline.told>)?"
    r"(?:[\s,]?<byline.authors>[^)】\]]{0,20})?[)】\]]"
)
# 某日报讯(记者 王某)
_SAID = rf"{_OUTLET}<dateline.told>[\s(]"
# 【某某北京时间2024年6月20日讯】, (2024年6月20日)
_BRACKET = re.compile(r"[(【\[]([^()【】\[\]]{6,40})[)】\]]")
# (记者王某), (本报记者 王某、李某)
_REPORTERS = rf"[(【\[][^\s\d()]{{0,6}}?<byline.authors>[\s:]?({_NAMES})[)】\]]"
_LINES, _LENGTH = 3, 60
_BESIDE = 12


_NOTHING = Source()


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines of a body say of who tells it, and when.

    Attributes
    ----------
    said : Source
        Who, and the day if it has a year.
    month, day : int
        The day otherwise; the month is 0 where it is not said, both are where nothing is.
    """

    said: Source = _NOTHING
    month: int = 0
    day: int = 0

    def latest(self, until: datetime) -> datetime | None:
        """Return the last day up to another that a day without a year may mean.

        Examples
        --------
        >>> Opening(month=12, day=31).latest(datetime(2024, 1, 2))
        datetime.datetime(2023, 12, 31, 0, 0)
        """
        for back in range((366 if self.month else 31) if self.day else 0):
            at = until - timedelta(days=back)
            if at.day == self.day and self.month in (0, at.month):
                return datetime(at.year, at.month, at.day)
        return None


def read_opening(body: list[Line | Rows]) -> Opening:
    """Read how a body begins.

    Parameters
    ----------
    body : list of Line and Rows
        Its lines and tables.

    Examples
    --------
    >>> from hulin_analysis.readers.source_lines import line_of
    >>> read_opening([line_of("【某某日报讯】(记者 王某)去年新建学校3所。")]).said.authors
    ('王某',)
    """
    found = Opening()
    for line in body[:_LINES]:
        if not isinstance(line, Line):
            break
        told = next(_told(line), Opening())
        said = found.said.or_else(told.said).or_else(Source(None, _bracket(line), authors=_authors(line)))
        found = Opening(said, found.month or told.month, found.day or told.day)
    return found


def _told(line: Line) -> Iterator[Opening]:
    """Read the dateline of a line."""
    for form in (_SENT, _TOLD, _SAID):
        match = vocabulary.compiled("readers", form).match(line.folded[:_LENGTH])
        if match is None:
            continue
        name, said = match["outlet"], match.groupdict()
        own = name.startswith(vocabulary.words("readers", "publisher", "own"))
        if not own and not said.get("told") and not is_publisher(name):
            continue
        outlet = None if own else line.span.quote[slice(*match.span("outlet"))]
        if not said.get("day"):
            yield Opening(Source(outlet))
        elif said["year"] and said["month"]:
            days = find_dates("".join(match[0].split()))
            yield Opening(Source(outlet, next((day for _, day in days), None)))
        else:
            yield Opening(Source(outlet), int(said["month"] or 0), int(said["day"]))


def _bracket(line: Line) -> datetime | None:
    """Read the day of a bracket with which a line begins and that holds little else."""
    bracket = _BRACKET.match(line.folded)
    if bracket is None or vocabulary.compiled("readers", "<occasion.other>").search(bracket[1]):
        return None
    for match, day in find_dates(bracket[1]):
        behind = bracket[1][match.end() :].strip()
        if match.start() <= _BESIDE and (
            not behind or behind in vocabulary.words("readers", "dateline", "told")
        ):
            return day
    return None


def _authors(line: Line) -> tuple[str, ...]:
    """Read who is named as having written it, in a bracket: (记者王某), (记者王某/台北报导)."""
    for form in (_REPORTERS, REPORTER):
        found = vocabulary.compiled("readers", form).search(line.folded[:_LENGTH])
        if found:
            return names_of(line.span.quote[slice(*found.span(1))])
    return ()
