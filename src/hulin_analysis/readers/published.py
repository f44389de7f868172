"""When an article was published and by whom: what its text says besides the source lines, and what wins.

A day is taken from the first of these that names one, and never from the properties of a file:

1. what the user gives;
2. a source line above the body: 发布时间 before a bare day, that before 更新时间 (which comes as number 8);
3. the page's own records: ``<meta>``, JSON-LD, ``<time>``;
4. a bracket under the headline, （2012年1月8日在某市人民代表大会上）;
5. a dateline that gives the year, 新华社北京2013年3月20日电;
6. the end of the text, 某市统计局 above 2013年3月20日;
7. a dateline without the year, 新华社北京3月20日电, where 8 or 9 gives the year;
8. the day on which the page was changed, 更新时间;
9. the address, ``/2024-06/20/``.

A bracket of an earlier year wins over 2 and 3: a report put on the web years after it was given says 今年 of
the year in which it was given. A day that does not exist or is still to come is none (:mod:`.facts`).

The paper is the one that the user gives, else that of a source line, of the page's records, of the dateline
(新华社, 【明报专讯】), or of the signature.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from hulin_analysis import vocabulary
from hulin_analysis.article import Span
from hulin_analysis.readers.facts import Facts, address_day, find_dates
from hulin_analysis.readers.source_lines import Line, Source, is_publisher, source_of
from hulin_analysis.readers.table_lines import Rows

__all__ = ["published_by", "take_signature"]

# Of folded text.
_OUTLET = r"(?P<outlet>[\u4e00-\u9fff]{1,12}?(?:<publisher.ends>|<publisher.names>|(?<=^)<publisher.own>))"
_WHO = r"[^。!?\d]{0,24}?"
_ON = r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<month>1[0-2]|0?[1-9])月)?(?P<day>3[01]|[12]\d|0?[1-9])日"
# 新华社北京3月20日电, (中央社记者王某某台北3日电), 人民网北京3月20日电(记者王某)
_SENT = rf"[(【\[]?{_OUTLET}{_WHO}{_ON}<dateline.sent>"
# 【明报专讯】, (某电台消息), [某日报讯]
_TOLD = (
    r"[(【\[](?P<outlet>[\u4e00-\u9fff]{2,12}?)<dateline.told>"
    r"(?:[\s,]?<byline.authors>[^)】\]]{0,20})?[)】\]]"
)
# 某日报讯(记者 王某)
_SAID = rf"{_OUTLET}<dateline.told>[\s(]"
_OPENING_LINES, _OPENING = 3, 60
_LAST_LINES, _LONGEST_LAST = 8, 40
# Signed by several offices: these stand one above the other.
_SIGNERS = 4
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_AROUND = "()[]【】/|·,、;: "
_HEADLINE_BRACKET = re.compile(r"\([^()]{6,60}\)$")


def published_by(
    given: Facts, source: Source, found: Facts, title: Line | None, body: list[Line | Rows], signed: Source
) -> tuple[str | None, datetime | None]:
    """Weigh what is said of paper and day: see the head of this module.

    Parameters
    ----------
    given : Facts
        What the user says.
    source : Source
        What the source lines say.
    found : Facts
        What the page records.
    title : Line or None
        The headline.
    body : list of Line and Rows
        What is left of the text.
    signed : Source
        How the text ends.
    """
    bracket = source.given or _in_headline(title)
    outlet, dateline, partial = _opening(body)
    recorded = source.published or found.published
    if bracket and recorded and bracket.year < recorded.year:
        recorded = bracket
    address = address_day(given.url or found.url)
    stated = recorded or bracket or dateline or signed.published
    changed = source.updated or signed.updated
    if not stated and partial and (latest := changed or address):
        stated = _latest(partial, latest)
    return (
        given.paper or source.paper or found.paper or outlet or signed.paper,
        given.published or stated or changed or address,
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


def _opening(body: list[Line | Rows]) -> tuple[str | None, datetime | None, tuple[int, int] | None]:
    """Read the dateline: who tells it, the day if it has a year, else month (0 for none) and day."""
    for line in body[:_OPENING_LINES]:
        if not isinstance(line, Line):
            break
        words = line.folded[:_OPENING]
        for form in (_SENT, _TOLD, _SAID):
            match = vocabulary.compiled("readers", form).match(words)
            if match is None:
                continue
            name = match["outlet"]
            own = name.startswith(vocabulary.words("readers", "publisher", "own"))
            if not own and form is not _TOLD and not is_publisher(name):
                continue
            outlet = None if own else line.span.quote[slice(*match.span("outlet"))]
            said = match.groupdict()
            if not said.get("day"):
                return outlet, None, None
            month, day = int(said["month"] or 0), int(said["day"])
            if said["year"] and month:
                return outlet, next((found for _, found in find_dates(match[0])), None), None
            return outlet, None, (month, day)
    return None, None, None


def _latest(partial: tuple[int, int], latest: datetime) -> datetime | None:
    """Return the last day up to another that a dateline without a year may mean."""
    month, day = partial
    for back in range(366 if month else 31):
        at = latest - timedelta(days=back)
        if at.day == day and month in (0, at.month):
            return datetime(at.year, at.month, at.day)
    return None


def take_signature(body: list[Line | Rows]) -> tuple[Source, list[Span]]:
    """Take out of the body the lines with which its text is signed, and read who signed and when.

    They stand under its last paragraph: an office and a day, in one line or two, on the right or the left;
    完 / 2024年5月3日; 来源:某日报.
    """
    said, taken = Source(), list[int]()
    at = len(body) - 1
    for _ in range(min(_LAST_LINES, at)):
        line = body[at]
        if not isinstance(line, Line):
            break
        found = _signs(line)
        if found is None and len(line.folded) > _LONGEST_LAST:
            break
        if found:
            said = said.or_else(found)
            taken.append(at)
        at -= 1
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
