"""Source lines, and the other lines of a page that are told by their words alone.

A *source line* says when or where an article was published, and hardly anything else. Each is read alone;
:mod:`hulin_analysis.readers.published` weighs what they say against the rest of the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Span
from hulin_analysis.line_breaks import joined
from hulin_analysis.readers.metadata import find_dates
from hulin_analysis.readers.table_lines import Rows
from hulin_analysis.readers.wrapping import CLOSING, LONGEST_HEADING


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, and its fold."""

    span: Span
    folded: str


@dataclass(frozen=True, slots=True)
class Source:
    """What lines say of who published an article, and when."""

    paper: str | None = None  # who published it
    # When it was published, and when its page was changed.
    published: datetime | None = None
    updated: datetime | None = None
    given: datetime | None = None  # when it was given or passed, as a bracket under the headline says
    authors: tuple[str, ...] = ()  # who wrote it

    def or_else(self, other: Source) -> Source:
        """Return this, with what another says where it says nothing itself."""
        return Source(*(getattr(self, name) or getattr(other, name) for name in self.__slots__))


# Of folded text.
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_PAPER = r"<source.named>:\s*([^\s|:]+)"
# What stands behind a paper without a space: the word before the next colon, or who wrote it.
_NEXT = r"(?<=.)(?:<source.next>){1,2}[^:]{0,2}$"
_WRITTEN_BY = r"/\s*<byline.authors>.*$"
#: A word like 来源: alone in its line, of folded text.
LABEL = r"\S{0,2}(?:<source.named>|<source.published>|<source.updated>|<source.dated>)\s*:"
_MARKS = "()[]【】《》〈〉「」,，、;|/ \u3000"
_BETWEEN = re.compile(r"[\s|/·>›»,，、()\[\]【】《》]+")
_EDITORS = r"<byline.editors>:\s*+([^)】\n]+)"
_ROLE = "<byline.roles>:?$"
#: 记者王某某、李某/台北报导, of folded text.
REPORTER = (
    r"(?:^|[\s/|(])[^\s\d/]{0,6}?<byline.authors>[\s:]?([\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*)"
    r"\s*/[\u4e00-\u9fff、]{0,8}<byline.report>"
)
_BYLINE = re.compile(r"[(\uff08]([^()\uff08\uff09]{2,60})[)\uff09]\s*$")
_IN_NAME = re.compile(r"(?<=\S)[\n\r\u2028]\s*+")
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,8}$")
_DASHES = "—―–-"
_BEFORE_DAY = r"(?:\s|:|<source.is>)*$"
_OPENS = re.compile(rf"[(]|[{_DASHES}]{{1,4}}")
_LONGEST, _LONGEST_LABELLED = 60, 120  # without the spaces of a line that is spaced out
_FAR_TOO_LONG = 400
_FULL_STOPS = ("。", ";")
_BROKEN = "\ufffd"
_SHORTEST_SENTENCE = 8
# A bracket under the headline may name the session of a congress in full.
_LONGEST_OCCASION = 90
# Characters beside the day: without, with a word like 发布时间, and with a publisher.
_BESIDE, _BESIDE_LABEL, _BESIDE_PAPER = 12, 24, 40


@cache
def _boilerplate_patterns() -> tuple[frozenset[str], re.Pattern[str]]:
    table = vocabulary.table("boilerplate")
    return frozenset(table["lines"]), re.compile("|".join(f"(?:{p})" for p in table["patterns"]))


def is_boilerplate(line: Line) -> bool:
    """Whether a line is of the page and not of the article."""
    words, patterns = _boilerplate_patterns()
    return line.folded in words or patterns.fullmatch(line.folded) is not None


def is_closed(line: Line) -> bool:
    """Whether a line ends as a sentence does; what is broken behind its end is no matter."""
    return line.folded.rstrip(_BROKEN)[-1:] in CLOSING


def is_heading(line: Line, longest: int = LONGEST_HEADING) -> bool:
    """Whether a line is a heading: short, and no end of a sentence; with a tab it is a row of a table."""
    return not is_closed(line) and len(joined(line.folded)) <= longest and "\t" not in line.folded


def is_sentence(line: Line) -> bool:
    """Whether a line ends with a full stop and is no single word: 完。 is none."""
    return line.folded.rstrip(_BROKEN)[-1:] in _FULL_STOPS and len(line.folded) >= _SHORTEST_SENTENCE


def line_of(words: str) -> Line:
    """Make a line of words that stand nowhere in the text as such.

    >>> line_of("來源:某日報").folded
    '来源:某日报'
    """
    return Line(Span(0, len(words), words), script.fold(words))


def _named(pattern: str, line: Line) -> str | None:
    """Return what stands behind a word like 责编, as the text writes it."""
    found = vocabulary.compiled("readers", pattern).search(line.folded)
    return line.span.quote[slice(*found.span(1))] if found else None


def is_publisher(name: str) -> bool:
    """Whether folded words are the name of somebody who publishes: a paper, a station, an office.

    >>> [is_publisher(name) for name in ("香港电台", "联合新闻网", "某市统计局", "统计公报", "今日要闻")]
    [True, True, True, False, False]
    """
    of = "publisher"
    if name in vocabulary.words("readers", of, "names"):
        return True
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,20}", name) or name.endswith(
        vocabulary.words("readers", of, "other")
    ):
        return False
    ends = (*vocabulary.words("readers", of, "ends"), *vocabulary.words("places", "account", "offices"))
    return name.endswith(ends) and name not in ends


def source_of(line: Line) -> Source | None:
    """Read a source line: a date, a paper or both, and hardly anything else; a bracket under the headline.

    >>> words = "2025-04-17 香港电台"
    >>> source_of(Line(Span(0, len(words), words), words)).paper
    '香港电台'
    """
    words = line.folded
    if len(words) > _FAR_TOO_LONG or words.startswith(vocabulary.words("readers", "source", "today")):
        return None
    if occasion := _occasion(line):
        return occasion
    paper, label = _labelled_paper(line), vocabulary.compiled("readers", LABEL).match(words)
    days = list(find_dates(words))
    if not days and words[-1:] != "。":
        words = _BLANK.sub("", words)  # 2026 年 2 月 3 日
        days = list(find_dates(words))
    if len(words) > (_LONGEST_LABELLED if label else _LONGEST) or words.endswith("。"):
        return None
    published, updated = _kinds_of_days(words, days)
    reporter = vocabulary.compiled("readers", REPORTER).search(line.folded)
    authors = names_of(line.span.quote[slice(*reporter.span(1))]) if reporter else ()
    if not paper and days:
        beside = len(words) - sum(len(match[0]) for match, _ in days)
        named = _unlabelled_paper(line)
        said = vocabulary.compiled("readers", "<source.published>|<source.updated>").search(words)
        if words[0] in f"{_DASHES}(" or beside > (
            _BESIDE_PAPER if named else _BESIDE_LABEL if said else _BESIDE
        ):
            return None
        paper = named
    if not (paper or days or (reporter and len(words) <= LONGEST_HEADING)):
        return None
    return Source(paper, published, updated, None, authors)


def _kinds_of_days(
    words: str, days: list[tuple[re.Match[str], datetime]]
) -> tuple[datetime | None, datetime | None]:
    """Tell the day of publication from that of a change; one that is called so wins over a bare one."""
    called, bare, updated, end = None, None, None, 0
    for match, day in days:
        before = vocabulary.compiled("readers", _BEFORE_DAY).sub("", words[end : match.start()])
        end = match.end()
        if before.endswith(vocabulary.words("readers", "source", "updated")):
            updated = updated or day
        elif before.endswith(vocabulary.words("readers", "source", "published")):
            called = called or day
        else:
            bare = bare or day
    return called or bare, updated


def _labelled_paper(line: Line) -> str | None:
    """Return the paper behind a word like 来源, as the text writes it."""
    for found in vocabulary.compiled("readers", _PAPER).finditer(line.folded):
        if line.folded[: found.start()].endswith(vocabulary.words("readers", "source", "other")):
            continue
        start, end = found.span(1)
        follows = _NEXT if line.folded[end : end + 1] == ":" else _WRITTEN_BY
        following = vocabulary.compiled("readers", follows).search(line.folded[start:end])
        if following is None and follows is _NEXT:
            continue
        end = start + following.start() if following else end
        if name := line.span.quote[start:end].strip(_MARKS + "\uff08\uff09"):
            return name
    return None


def _unlabelled_paper(line: Line) -> str | None:
    """Return the publisher that a line names beside the date: 2024-06-20 某市统计局."""
    quote, start = line.span.quote, 0
    for between in [*_BETWEEN.finditer(line.folded), None]:
        end = between.start() if between else len(quote)
        if is_publisher(line.folded[start:end]):
            return quote[start:end]
        start = between.end() if between else end
    return None


def _occasion(line: Line) -> Source | None:
    """Read the day in a bracket of its own, or behind a dash: (2012年1月8日在某市人民代表大会上)."""
    if len(line.folded) > _LONGEST_OCCASION:
        return None
    words = _BLANK.sub("", line.folded)
    opened = _OPENS.match(words)
    inner = words[opened.end() if opened else 0 :]
    found = next(find_dates(inner), None)
    if found is None:
        return None
    match, day = found
    before, behind = inner[: match.start()], inner[match.end() :].rstrip(")")
    other = vocabulary.compiled("readers", r"<occasion.other>").search(before + behind)
    if other or re.match(vocabulary.filled("readers", rf"[~{_DASHES}]|<occasion.to>(?=.*\d)"), behind):
        return None
    at_meeting = vocabulary.compiled("readers", r"<occasion.at>.{2,60}<occasion.meeting>").search(behind)
    said = vocabulary.compiled("readers", "<occasion.said>").search(before + behind)
    if opened and opened[0] == "(" and words[-1] == ")":
        if not behind and is_publisher(before):
            return Source(_unlabelled_paper(line), given=day)
        if not (before or behind) or at_meeting or said:
            return Source(given=day)
    return Source(given=day) if not before and at_meeting else None


def is_source_line(words: str) -> bool:
    """Whether a line says when or where an article was published, and hardly anything else.

    >>> is_source_line("2022年02月15日08:59 來源:某日報"), is_source_line("去年新建學校3所。")
    (True, False)
    """
    return bool(words) and source_of(line_of(words)) is not None


def is_editors_line(words: str) -> bool:
    """Whether a line names the editors.

    >>> is_editors_line("(責編:王某、宋某)")
    True
    """
    return len(words) <= 2 * LONGEST_HEADING and _named(_EDITORS, line_of(words)) is not None


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

    >>> names_of("記者 尹某某、於某某"), names_of("News Desk")
    (('尹某某', '於某某'), ())
    """
    role = vocabulary.compiled("readers", _ROLE)
    parts = [p for p in re.split(r"[\s、,\uff0c]+", words.strip()) if p and not role.search(script.fold(p))]
    return tuple(parts) if all(_NAME.match(p) for p in parts) else ()


def find_editors(lines: list[Line]) -> tuple[str, ...]:
    """Read the names of the editors, wherever they stand."""
    return next((names_of(said) for line in lines if (said := _named(_EDITORS, line))), ())
