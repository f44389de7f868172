"""The head of an article: its headline, and where its body begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hulin_analysis import script, vocabulary
from hulin_analysis.readers.metadata import find_dates
from hulin_analysis.readers.source_lines import (
    LABEL,
    Line,
    Source,
    is_closed,
    is_furniture,
    is_heading,
    is_publisher,
    is_sentence,
    line_of,
    source_of,
)
from hulin_analysis.readers.wrapping import LONGEST_HEADING

__all__ = ["find_head", "find_portal", "headline_outside"]

# Of folded text.
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_PORTAL = (
    r"(?:<portal.path>:\s*(\S{1,8}?<portal.site>|<portal.named>)(?![\u4e00-\u9fff]).{0,60}"
    r"|(\S{1,8}?<portal.site>)<portal.home>"
    r"|(\S{1,8}?<portal.site>|<portal.named>)(?:<portal.home>)?\s*(?:[>›»|]|\s/\s).{0,60}"
    r"|(\S{1,6}<portal.alone>|<portal.named>))"
)
# 本报记者 王某
_AUTHOR = (
    r"(?:\S{0,6}<byline.authors>[\s:][\u4e00-\u9fff·\s]{2,16}"
    r"|[(【]?(?:<byline.written>)\s?[:/]\s?[\u4e00-\u9fff·、\s]{2,24}[)】]?)"
)
# 某某时报 王某
_SIGNED = re.compile(r"([\u4e00-\u9fff]{2,12})\s[\u4e00-\u9fff·]{2,4}")
# 一、…, (二)…, 3. …: a chapter
_NUMBERED = re.compile(r"\(?[一二三四五六七八九十0-9]{1,3}[、).]")
# 市长 王某某
_SPEAKER = r"[\u4e00-\u9fff]{0,12}<byline.speakers>\s+[\u4e00-\u9fff·][\u4e00-\u9fff·\s]{0,6}[\u4e00-\u9fff]"
# …的报告(摘要): a headline, though it ends in a bracket.
_REMARK = re.compile(r"^[^。!?]{4,60}[(（][^()（）。]{1,8}[)）]$")
_DASHES = "—―–-"
_HEAD_LINES = 40
_SHORTEST_HEADLINE = 4
# Below its last sentence a text has so many lines at most.
_LAST_LINES = 8


def _squeezed(words: str) -> str:
    return "".join(script.fold(words).split())


def headline_outside(title: Line | None, given: str | None, found: str | None) -> str | None:
    """Return the headline where it does not stand in the text: the given one, else the one found."""
    if given:
        return None if title and _squeezed(title.folded) == _squeezed(given) else given
    return None if title else found


def _sources(lines: list[Line]) -> Iterator[tuple[int, Line, Source | None]]:
    """Read each line, together with a word like 来源: that stands in the line above by itself."""
    label = vocabulary.compiled("readers", LABEL)
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        if label.fullmatch(line.folded):
            yield i, line, None
        elif (
            above
            and label.fullmatch(above.folded)
            and (found := source_of(line_of(above.span.quote + line.span.quote)))
        ):
            yield i, line, found
        else:
            yield i, line, source_of(line)


def find_head(lines: list[Line], *titles: str | None) -> tuple[int, Line | None, Source]:
    """Find where the body begins, the headline, and what the source lines say.

    Of the titles known beforehand the first that is a line up here is the headline.
    """
    said = Source()
    last = -1
    of_source = set()
    named: dict[str, int] = {}
    wanted = [_squeezed(title) for title in titles if title]
    speaker = vocabulary.compiled("readers", _SPEAKER)
    for i, line, found in _sources(lines[: min(_HEAD_LINES, _end_of_sentences(lines))]):
        if wanted and (words := _squeezed(line.folded)) in wanted:
            named.setdefault(words, i)
        elif found or (said.given and last == i - 1 and speaker.fullmatch(line.folded)):
            said, last = said.or_else(found or Source()), i
            of_source.add(i)
        elif is_closed(line) and len(line.folded) > LONGEST_HEADING:
            break
    for words in wanted:
        if words in named:
            at = named[words]
            return max(at, last) + 1, lines[at], said
    others = {i for i, line in enumerate(lines[:_HEAD_LINES]) if i in of_source or _is_above(line)}
    candidates = [line for i, line in enumerate(lines[: max(last, 0)]) if i not in others]
    if candidates:
        return last + 1, max(candidates, key=_like_a_headline), said
    first = next((i for i in range(min(len(lines) - 1, _HEAD_LINES)) if i not in others), None)
    if last < 0 and first is not None and _opens_a_text(lines[first]):
        return first + 1, lines[first], said
    if of_source == set(range(last + 1)) and last + 2 < len(lines) and _may_be_headline(lines[last + 1]):
        return last + 2, lines[last + 1], said
    return last + 1, None, said


def _may_be_headline(line: Line) -> bool:
    """Whether a line right below the source may be the headline."""
    is_name = len(line.folded) >= _SHORTEST_HEADLINE and not _NUMBERED.match(line.folded)
    return is_name and _opens_a_text(line)


def _end_of_sentences(lines: list[Line]) -> int:
    """Return where the last sentence of a text ends: what stands below is its signature, not its head.

    It is the end of the text where the last sentence is not near it.
    """
    below = (i for i in range(len(lines), max(0, len(lines) - _LAST_LINES), -1) if is_sentence(lines[i - 1]))
    return next(below, len(lines))


def _is_above(line: Line) -> bool:
    """Whether a line is none of those of which one is the headline."""
    author = vocabulary.compiled("readers", _AUTHOR)
    signed = _SIGNED.fullmatch(line.folded)
    return (
        is_furniture(line)
        or author.fullmatch(line.folded) is not None
        or _portal_of(line) is not None
        or (signed is not None and is_publisher(signed[1]))
    )


def _is_caption(line: Line) -> bool:
    """Whether a line stands above a table: 表1 主要产品产量, 单位：亿元."""
    return (
        vocabulary.compiled("readers", r"<captions.tables>|\(?<captions.units>:").match(line.folded)
        is not None
    )


def _opens_a_text(line: Line) -> bool:
    is_line = is_heading(line, 60) or _REMARK.search(line.folded) is not None
    return is_line and not _is_caption(line)


def _like_a_headline(line: Line) -> tuple[bool, bool, int]:
    """Rank a line among those of which one is the headline."""
    squeezed = _BLANK.sub("", line.folded)
    dated = any(match.start() == 0 for match, _ in find_dates(squeezed))
    return line.folded[0] not in _DASHES and not dated, line.folded[-1] != ":", len(line.folded)


def find_portal(lines: list[Line]) -> str | None:
    """Find the site that published an article, in what stands above it."""
    return next(filter(None, map(_portal_of, lines[:_HEAD_LINES])), None)


def _portal_of(line: Line) -> str | None:
    """Return the site that a line names and does nothing else: 某网首页, 某新闻网 > 要闻."""
    if match := vocabulary.compiled("readers", _PORTAL).fullmatch(line.folded):
        return line.span.quote[slice(*match.span(match.lastindex or 0))]
    return None
