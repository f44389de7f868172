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
the year in which it was given. A day that does not exist or is still to come is none (:mod:`.metadata`).

The paper is the one that the user gives, else that of a source line, of the page's records, of the dateline
(新华社, 【明报专讯】), or of the signature.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from hulin_analysis import vocabulary
from hulin_analysis.article import Span
from hulin_analysis.readers.dateline import read_opening
from hulin_analysis.readers.metadata import Metadata, address_day, find_dates
from hulin_analysis.readers.source_lines import Line, Source, is_publisher, is_sentence, source_of
from hulin_analysis.readers.table_lines import Rows

__all__ = ["published_by", "take_signature"]

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
    """Weigh what is said of paper, day and authors: see the head of this module.

    Parameters
    ----------
    given : Metadata
        What the user says.
    source : Source
        What the source lines say.
    found : Metadata
        What the page records.
    title : Line or None
        The headline.
    body : list of Line and Rows
        What is left of the text.
    signed : Source
        How the text ends.
    """
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
