"""The head of an article, and its end: who published it, where and when, its headline, its authors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Span
from hulin_analysis.line_breaks import joined
from hulin_analysis.readers.facts import DATE, moment
from hulin_analysis.readers.table_lines import Rows
from hulin_analysis.readers.wrapping import CLOSING, LONGEST_HEADING

__all__ = [
    "Line",
    "Source",
    "find_editors",
    "find_head",
    "find_portal",
    "headline_outside",
    "is_closed",
    "is_editors_line",
    "is_furniture",
    "is_heading",
    "is_source_line",
    "names_of",
    "take_byline",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, and its fold."""

    span: Span
    folded: str


@dataclass(frozen=True, slots=True)
class Source:
    """What the source lines say of who published an article, and when."""

    paper: str | None = None
    published: datetime | None = None


# Of folded text.
_PUBLISHED = "<source.published>"
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_PAPER = r"<source.named>:\s*([^\s|]+)"
_PORTAL = r"(\S{1,8}?<source.site>)<source.home>"
_EDITORS = r"<byline.editors>:\s*([^)】\n]+)"
_ROLE = "<byline.roles>:?$"
# 本报记者 王某
_AUTHOR = r"\S{0,6}<byline.authors>[\s:][\u4e00-\u9fff·\s]{2,16}"
_BYLINE = re.compile(r"[(\uff08]([^()\uff08\uff09]{2,60})[)\uff09]\s*$")
# …的报告(摘要): a headline, though it ends in a bracket.
_REMARK = re.compile(r"^[^。!?]{4,60}[(（][^()（）。]{1,8}[)）]$")
_IN_NAME = re.compile(r"(?<=\S)[\n\r\u2028]+\s*")
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,8}$")
_HEAD_LINES = 40


@cache
def _furniture_patterns() -> tuple[frozenset[str], re.Pattern[str]]:
    table = vocabulary.table("furniture")
    return frozenset(table["lines"]), re.compile("|".join(f"(?:{p})" for p in table["patterns"]))


def is_furniture(line: Line) -> bool:
    """Whether a line is of the page and not of the article."""
    words, patterns = _furniture_patterns()
    return line.folded in words or patterns.fullmatch(line.folded) is not None


def is_closed(line: Line) -> bool:
    """Whether a line ends as a sentence does."""
    return line.folded[-1] in CLOSING


def _named(pattern: str, line: Line) -> str | None:
    """Return what stands behind a word like 来源, as the text writes it."""
    found = vocabulary.compiled("readers", pattern).search(line.folded)
    return line.span.quote[slice(*found.span(1))] if found else None


def _clock() -> tuple[str, ...]:
    """Return the words behind which a portal tells the time, not the day of the article."""
    return vocabulary.words("readers", "source", "today")


def _source_of(line: Line) -> Source | None:
    """Read a source line: a date, a paper or both, and hardly anything else."""
    words = line.folded
    day, paper = DATE.search(words), _named(_PAPER, line)
    if day is None and words[-1:] != "。":
        words = _BLANK.sub("", words)  # 2026 年 2 月 3 日
        day = DATE.search(words)
    if len(words) > 60 or words.endswith("。") or words.startswith(_clock()):
        return None
    says = vocabulary.compiled("readers", _PUBLISHED).search(words)
    beside = 12 + 12 * (says is not None)
    if not paper and (not day or len(words) > len(day[0]) + beside or words[0] in "—("):
        return None
    return Source(paper or _office(line), moment(day[0]) if day else None)


def _office(line: Line) -> str | None:
    """Return the office that a line names beside the date: 某市统计局 2024-06-20."""
    named = line.span.quote.split()[:1]
    offices = vocabulary.words("places", "account", "offices")
    return named[0] if named and script.fold(named[0]).endswith(offices) else None


def is_source_line(words: str) -> bool:
    """Whether a line says when or where an article was published, and hardly anything else.

    Examples
    --------
    >>> is_source_line("2022年02月15日08:59 來源:某日報"), is_source_line("去年新建學校3所。")
    (True, False)
    """
    return bool(words) and _source_of(Line(Span(0, len(words), words), script.fold(words))) is not None


def is_editors_line(words: str) -> bool:
    """Whether a line names the editors.

    Examples
    --------
    >>> is_editors_line("(責編:王某、宋某)")
    True
    """
    line = Line(Span(0, len(words), words), script.fold(words))
    return len(words) <= 2 * LONGEST_HEADING and _named(_EDITORS, line) is not None


def _squeezed(words: str) -> str:
    return "".join(script.fold(words).split())


def headline_outside(title: Line | None, given: str | None, found: str | None) -> str | None:
    """Return the headline where it does not stand in the text: the given one, else the one found."""
    if given:
        return None if title and _squeezed(title.folded) == _squeezed(given) else given
    return None if title else found


def find_head(lines: list[Line], *titles: str | None) -> tuple[int, Line | None, Source]:
    """Find where the body begins, the headline, and what the source lines say.

    Of the titles known beforehand the first that is a line up here is the headline.
    """
    paper = published = None
    last = -1
    named: dict[str, int] = {}
    wanted = [_squeezed(title) for title in titles if title]
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if wanted and (words := _squeezed(line.folded)) in wanted:
            named.setdefault(words, i)
        elif is_closed(line) and len(line.folded) > LONGEST_HEADING:
            break
        elif found := _source_of(line):
            paper, published, last = paper or found.paper, published or found.published, i
    for words in wanted:
        if words in named:
            at = named[words]
            return max(at, last) + 1, lines[at], Source(paper, published)
    author = vocabulary.compiled("readers", _AUTHOR)
    candidates = [
        ln
        for ln in lines[: max(last, 0)]
        if not (is_furniture(ln) or _source_of(ln) or author.fullmatch(ln.folded))
    ]
    if candidates:
        title = max(
            candidates,
            key=lambda ln: (
                ln.folded[0] not in "—―-" and not DATE.match(_BLANK.sub("", ln.folded)),
                ln.folded[-1] != ":",
                len(ln.folded),
            ),
        )
        head = last + 1
    elif last < 0 and len(lines) > 1 and (is_heading(lines[0], 60) or _REMARK.search(lines[0].folded)):
        title, head = lines[0], 1
    else:
        title, head = None, last + 1
    return head, title, Source(paper, published)


def is_heading(line: Line, longest: int = LONGEST_HEADING) -> bool:
    """Whether a line is a heading: short, and no end of a sentence; with a tab it is a row of a table."""
    return not is_closed(line) and len(joined(line.folded)) <= longest and "\t" not in line.folded


def find_portal(lines: list[Line]) -> str | None:
    """Find the site that published an article, in what stands above it."""
    for line in lines[:_HEAD_LINES]:
        if match := vocabulary.compiled("readers", _PORTAL).fullmatch(line.folded):
            return line.span.quote[: match.end(1)]
    return None


def take_byline(body: list[Line | Rows], text: str) -> tuple[tuple[str, ...], list[Span]]:
    """Read the names in brackets at the very end of the body."""
    if not body or not isinstance(body[-1], Line):
        return (), []
    line = body[-1].span
    match = _BYLINE.search(line.quote)
    # A line ends within a name, or between two: behind a space for certain.
    whole = _IN_NAME.sub("", match[1]) if match else ""
    names = (names_of(whole) or names_of(match[1])) if match else ()
    if not match or not names:
        return (), []
    span = Span.cut(text, line.start + match.start(), line.end)
    body[-1] = Line(Span.cut(text, line.start, span.start), body[-1].folded[: match.start()])
    if not body[-1].span.quote:
        body.pop()
    return names, [span]


def names_of(words: str) -> tuple[str, ...]:
    """Split a byline into names; what is no name (a role, a remark) makes it none or is left out.

    Examples
    --------
    >>> names_of("記者 尹某某、於某某"), names_of("News Desk")
    (('尹某某', '於某某'), ())
    """
    role = vocabulary.compiled("readers", _ROLE)
    parts = [p for p in re.split(r"[\s、,\uff0c]+", words.strip()) if p and not role.search(script.fold(p))]
    return tuple(parts) if all(_NAME.match(p) for p in parts) else ()


def find_editors(lines: list[Line]) -> tuple[str, ...]:
    """Read the names of the editors, wherever they stand."""
    return next((names_of(said) for line in lines if (said := _named(_EDITORS, line))), ())
