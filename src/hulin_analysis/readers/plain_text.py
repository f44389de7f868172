"""Plain text: which line is headline, source, body, heading, or boilerplate of the page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article, Span, typed_file
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.messages import Message
from hulin_analysis.readers.body import read_body
from hulin_analysis.readers.edge import edge
from hulin_analysis.readers.main_place import main_place
from hulin_analysis.readers.metadata import Metadata, find_dates, given_metadata
from hulin_analysis.readers.published import published_by, take_signature
from hulin_analysis.readers.source_lines import (
    LABEL,
    Line,
    Source,
    find_editors,
    is_boilerplate,
    is_closed,
    is_heading,
    is_publisher,
    is_sentence,
    line_of,
    source_of,
    take_byline,
)
from hulin_analysis.readers.table_lines import Rows, find_rows
from hulin_analysis.readers.text_writer import Shown
from hulin_analysis.readers.wrapping import LONGEST_HEADING, paragraph_bounds


def parse_article(
    text: str,
    *,
    url: str | None = None,
    published: str | date | None = None,
    title: str | None = None,
    place: str | None = None,
    paper: str | None = None,
    name: str = "the text",
) -> Article:
    r"""Find out what each line of a text is: headline, source line, body, heading, boilerplate.

    Parameters
    ----------
    text : str
        The article, one paragraph a line, or wrapped at one width. It is kept as it is, but for characters
        that no file can hold.
    url : str, optional
        Where the article was published.
    published : str, date or datetime, optional
        When it was published (``"2022-02-15"``), if the text does not say or is wrong.
    title, place, paper : str, optional
        Headline, place and paper, if the text does not say or is wrong.
    name : str, optional
        What to call the text in an error message.

    Returns
    -------
    Article
        The text, and what each stretch of it is.

    Raises
    ------
    ArticleError
        If the text holds nothing but white space, or is the path of a file; if a date or address is none.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("某縣新聞\n來源:某日報\n去年新建學校3所。", published="2022-02-15")
    >>> article.paper, [paragraph.span.quote for paragraph in article.paragraphs]
    ('某日報', ['去年新建學校3所。'])
    """
    needs = Message("ha.parse_article needs the text itself")
    typed = typed_file(text) or "ha.parse_article(text)"
    expect(text, str, needs, typed, ArticleError)
    if os.path.isfile(text):
        raise ArticleError("{needs}, not the path of a file; type {typed}.", needs=needs, typed=typed)
    given = given_metadata(url=url, published=published, title=title, place=place, paper=paper)
    with edge(name):
        return lay_out(Shown(text), given, name)


def lay_out(shown: Shown, given: Metadata, name: str) -> Article:
    """Find out what each line of a text is."""
    text, found = shown.text, shown.metadata
    if not text.strip():
        raise ArticleError(
            "There is nothing to read in {name}: it is empty; give the article's text.", name=name
        )
    folded = script.fold(text)
    lines = [Line(Span.cut(text, a, b), folded[a:b]) for a, b in paragraph_bounds(text, folded)]
    tables = list(find_rows(text, [(ln.span.start, ln.span.end) for ln in lines], shown.tables))
    top = lines[: tables[0].first] if tables else lines
    head, title, source = find_head(top, given.title, found.title)
    below = _apart(lines, tables)[head:]
    boilerplate = [ln for ln in lines[:head] if ln is not title]
    boilerplate += [ln for ln in below if isinstance(ln, Line) and is_boilerplate(ln)]
    kept = [ln for ln in below if isinstance(ln, Rows) or not is_boilerplate(ln)]
    signed, signature = take_signature(kept)
    authors, byline = take_byline(kept, text)
    body = read_body(kept, text)
    headline = headline_outside(title, given.title, found.title)
    above = f"{headline}\n" if headline else ""
    named = script.fold(headline) if headline else title.folded if title else ""
    paper, published, told_by = published_by(given, source, found, title, kept, signed)
    return Article(
        text=text,
        title=title.span if title else None,
        paper=paper,
        portal=find_portal(lines) or found.portal,
        published=published,
        authors=authors or told_by,
        editors=find_editors(lines),
        place=given.place
        or main_place(above + text, script.fold(above) + folded, named, script.fold(paper or "")),
        url=given.url or found.url,
        sections=body.sections,
        boilerplate=tuple(sorted([ln.span for ln in boilerplate] + byline + signature)),
        folded=folded,
        headline=headline,
        captions=body.captions,
        boxes=shown.boxes,
    )


def _apart(lines: list[Line], tables: list[Rows]) -> list[Line | Rows]:
    """Put each table in the place of its lines."""
    found: list[Line | Rows] = []
    passed = 0
    for rows in tables:
        found += [*lines[passed : rows.first], rows]
        passed = rows.behind
    return [*found, *lines[passed:]]


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
        is_boilerplate(line)
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
