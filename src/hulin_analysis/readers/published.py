"""When an article was published and by whom: what its text says besides the source lines, and what wins.

A day is taken from the first of these that names one, and never from the properties of a file: what the user
gives; a source line above the body (发布时间 before a bare day); the page's own records; a bracket under the
headline, （2012年1月8日在某市人民代表大会上）; a dateline with the year, 新华社北京2013年3月20日电; the end
of the text, 某市统计局 above 2013年3月20日; a dateline without the year, where what follows gives it; the day
on which the page was changed, 更新时间; the address, ``/2024-06/20/``.

A bracket of an earlier year wins over source line and records: a report put on the web years after it was
given says 今年 of the year in which it was given. The paper is the one that the user gives, else that of a
source line, of the page's records, of the dateline (新华社, 【明报专讯】), or of the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hulin_analysis import vocabulary
from hulin_analysis.article import Span
from hulin_analysis.readers.metadata import Metadata, address_day, find_dates
from hulin_analysis.readers.source_lines import (
    REPORTER,
    Line,
    Source,
    is_publisher,
    is_sentence,
    names_of,
    source_of,
)
from hulin_analysis.readers.table_lines import Rows

_LAST_LINES, _LONGEST_LAST = 8, 40
# Signed by several offices: these stand one above the other.
_SIGNERS = 4
# 香港时间16时30分
_CLOCK = r"<signature.clock>\s?\d{1,2}[时:]\s?\d{1,2}分?"
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_AROUND = "()[]【】/|·,、;: "
_HEADLINE_BRACKET = re.compile(r"\([^()]{6,60}\)$")


def published_by(
    given: Metadata,
    source: Source,
    found: Metadata,
    title: Line | None,
    body: list[Line | Rows],
    signed: Source,
) -> tuple[str | None, datetime | None, tuple[str, ...]]:
    """Weigh what is said of paper, day and authors: see the head of this module."""
    bracket = source.given or _in_headline(title)
    opening = read_opening(body)
    recorded = source.published or found.published
    if bracket and recorded and bracket.year < recorded.year:
        recorded = bracket
    address = address_day(given.url or found.url)
    stated = recorded or bracket or opening.said.published or signed.published
    changed = source.updated or signed.updated
    if not stated and (latest := changed or address):
        stated = opening.latest(latest)
    return (
        given.paper or source.paper or found.paper or opening.said.paper or signed.paper,
        given.published or stated or changed or address,
        source.authors or found.authors or opening.said.authors,
    )


def _in_headline(title: Line | None) -> datetime | None:
    """Read the day in a bracket at the end of the headline: 政府工作报告(2012年1月8日)."""
    bracket = _HEADLINE_BRACKET.search(title.folded) if title else None
    if title is None or bracket is None:
        return None
    said = source_of(_cut(title, bracket.start(), bracket.end()))
    return said.given if said else None


def _cut(line: Line, start: int, end: int) -> Line:
    words = line.span.quote[start:end]
    return Line(Span(0, len(words), words), line.folded[start:end])


def take_signature(body: list[Line | Rows]) -> tuple[Source, list[Span]]:
    """Take out of the body the lines with which its text is signed, and read who signed and when.

    They stand under its last paragraph: an office and a day, in one line or two, on the right or the left;
    完 / 2024年5月3日; 来源:某日报.
    """
    said, taken = Source(), list[int]()
    below: list[int] = []  # offices that may have signed, under the day
    at = len(body) - 1
    for _ in range(min(_LAST_LINES, at)):
        line = body[at]
        if not isinstance(line, Line):
            break
        found = _signs(line)
        if found:
            if found.published and below and not found.paper:
                found = replace(found, paper=body[below[-1]].span.quote.strip())
                taken += below
            said = said.or_else(found)
            taken.append(at)
        elif is_sentence(line) or len(line.folded) > _LONGEST_LAST:
            break
        elif vocabulary.compiled("readers", _CLOCK).fullmatch(line.folded):
            taken.append(at)
        below = [*below, at] if not found and _signer(line) else []
        at -= 1
    if said == Source():
        return said, []
    if taken and said.published and not said.paper:
        first = taken[-1]
        signers = [at for at in range(max(1, first - _SIGNERS), first) if _signer(body[at])]
        # Those that stand together right above the day.
        together = [at for at in signers if all(between in signers for between in range(at, first))]
        if together:
            said = replace(said, paper=body[together[0]].span.quote.strip())
            taken += together
    spans = [body[at].span for at in taken]
    for at in sorted(taken, reverse=True):
        del body[at]
    return said, spans


def _signs(line: Line) -> Source | None:
    """Read a line that is nothing but a day, a publisher with a day, or the source."""
    words = _BLANK.sub("", line.folded).strip(_AROUND)
    if len(words) > _LONGEST_LAST or not words:
        return None
    found = next(find_dates(words), None)
    if found is None or "\t" in line.folded:
        inner = _cut(line, len(line.folded) - len(line.folded.lstrip("(【[")), len(line.folded))
        source = source_of(inner)
        return source if source and source.paper and "\t" not in line.folded else None
    match, day = found
    before, behind = words[: match.start()].strip(_AROUND), words[match.end() :].strip(_AROUND)
    over = vocabulary.compiled("readers", "<signature.over>").fullmatch(before)
    if not behind or vocabulary.compiled("readers", "<signature.behind>").fullmatch(behind):
        if not before or over:
            return Source(published=day)
        office = line.folded.find(before)
        if office >= 0 and is_publisher(before):
            return Source(line.span.quote[office : office + len(before)], day)
    source = source_of(line)
    return source if source and not source.given else None


def _signer(line: Line | Rows) -> bool:
    """Whether a line is the name of an office, or of several."""
    if not isinstance(line, Line):
        return False
    names = line.folded.split()
    return bool(names) and len(line.folded) <= _LONGEST_LAST and all(map(is_publisher, names))


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
    """What the first lines of a body say of who tells it, and when."""

    said: Source = _NOTHING  # who, and the day if it has a year
    # The day otherwise; the month is 0 where it is not said, both are where nothing is.
    month: int = 0
    day: int = 0

    def latest(self, until: datetime) -> datetime | None:
        """Return the last day up to another that a day without a year may mean.

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
