"""The layout of a news page in plain text: which line is headline, source, body, heading, furniture."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article, Paragraph, Section, Span, typed_file
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.line_breaks import joined
from hulin_analysis.readers.about import main_place
from hulin_analysis.readers.facts import DATE, Facts, given_facts, moment
from hulin_analysis.readers.shown import Shown
from hulin_analysis.readers.wrapping import CLOSING, LONGEST_HEADING, paragraph_bounds
from hulin_analysis.writable import characters

__all__ = ["is_editors_line", "is_source_line", "lay_out", "names_of", "parse_article"]


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
    r"""Find out what each line of a text is: headline, source line, body, heading, furniture.

    Parameters
    ----------
    text : str
        The article, one paragraph a line, or wrapped at one width. It is kept as it is; only half a surrogate
        pair, which no file can hold, becomes U+FFFD.
    url : str, optional
        Where the article was published.
    published : str, date or datetime, optional
        When it was published, in ISO 8601 (``"2022-02-15"``), if the text does not say or is wrong. Without
        it what the text calls last year has no period.
    title, place, paper : str, optional
        Headline, place and paper, if the text does not say or is wrong. What is given wins.
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
    >>> list(ha.extract(article)["period"])
    ['2021']
    """
    needs, typed = "ha.parse_article needs the text itself", typed_file(text) or "ha.parse_article(text)"
    expect(text, str, needs, typed, ArticleError)
    if os.path.isfile(text):
        raise ArticleError(f"{needs}, not the path of a file; type {typed}.")
    given = given_facts(url=url, published=published, title=title, place=place, paper=paper)
    return lay_out(Shown(text), given, name)


def lay_out(shown: Shown, given: Facts, name: str) -> Article:
    """Find out what each line of a text is.

    Parameters
    ----------
    shown : Shown
        The text, one paragraph a line, or wrapped at one width; its tables; and what a page or file records
        of it, for what the text does not say.
    given : Facts
        What the user says: it wins over the text.
    name : str
        What to call the text in an error message.

    Raises
    ------
    ArticleError
        If the text holds nothing but white space.
    """
    text, found = shown.text, shown.facts
    if not text.strip():
        raise ArticleError(f"There is nothing to read in {name}: it is empty; give the article's text.")
    text = characters(text)
    folded = script.fold(text)
    lines = [_Line(Span.cut(text, a, b), folded[a:b]) for a, b in paragraph_bounds(text, folded)]
    head, title, source = _head(lines, given.title, found.title)
    body, furniture = _body(lines[head:])
    furniture = [ln for ln in lines[:head] if ln is not title] + furniture
    authors, byline = _byline(body, text)
    editors = next((names_of(said) for ln in lines if (said := _named(_EDITORS, ln))), ())
    headline = _headline(title, given.title, found.title)
    above = f"{headline}\n" if headline else ""
    named = script.fold(headline) if headline else title.folded if title else ""
    paper = given.paper or source.paper or found.paper
    return Article(
        text=text,
        title=title.span if title else None,
        paper=paper,
        portal=_portal(lines) or found.portal,
        published=given.published or source.published or found.published,
        authors=authors or found.authors,
        editors=editors,
        place=given.place
        or main_place(above + text, script.fold(above) + folded, named, script.fold(paper or "")),
        url=given.url or found.url,
        sections=tuple(_sections(body, text)),
        furniture=tuple(sorted([ln.span for ln in furniture] + byline)),
        folded=folded,
        headline=headline,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    folded: str


@dataclass(frozen=True, slots=True)
class _Source:
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
# A sentence ends at 。！？ (and ASCII ! ? as many portals print them) with the closing quotes behind it, even
# where a line ends between these. Wide marks are written as escapes here: they look like their ASCII
# counterparts and are lost as easily.
_BREAK = r"(?>[\n\r\u2028]+[ \t\u3000]*)?"
_SENTENCE_END = re.compile(
    rf"[。!?\uff01\uff1f…](?:{_BREAK}[。!?\uff01\uff1f…])*(?:{_BREAK}[”’』」\")\uff09】》])*"
)
# Longer than any sentence that somebody wrote: text without punctuation is cut, at a mark or between words.
_LONGEST_SENTENCE = 2_000
_NUMERIC = "0-9０-９.．,，%％〇零一二三四五六七八九十百千万萬亿億兆两兩"
_SAFE_CUT = re.compile(f"[，,；;、](?![{_NUMERIC}])|(?<![{_NUMERIC}])[^{_NUMERIC}](?=[^{_NUMERIC}]{{6}})")
_HEAD_LINES = 40


@cache
def _furniture_patterns() -> tuple[frozenset[str], re.Pattern[str]]:
    table = vocabulary.table("furniture")
    return frozenset(table["lines"]), re.compile("|".join(f"(?:{p})" for p in table["patterns"]))


def _is_furniture(line: _Line) -> bool:
    words, patterns = _furniture_patterns()
    return line.folded in words or patterns.fullmatch(line.folded) is not None


def _is_closed(line: _Line) -> bool:
    """Whether a line ends as a sentence does."""
    return line.folded[-1] in CLOSING


def _named(pattern: str, line: _Line) -> str | None:
    """Return what stands behind a word like 来源, as the text writes it."""
    found = vocabulary.compiled("readers", pattern).search(line.folded)
    return line.span.quote[slice(*found.span(1))] if found else None


def _clock() -> tuple[str, ...]:
    """Return the words behind which a portal tells the time, not the day of the article."""
    return vocabulary.words("readers", "source", "today")


def _source_of(line: _Line) -> _Source | None:
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
    return _Source(paper or _office(line), moment(day[0]) if day else None)


def _office(line: _Line) -> str | None:
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
    return bool(words) and _source_of(_Line(Span(0, len(words), words), script.fold(words))) is not None


def is_editors_line(words: str) -> bool:
    """Whether a line names the editors.

    Examples
    --------
    >>> is_editors_line("(責編:王某、宋某)")
    True
    """
    line = _Line(Span(0, len(words), words), script.fold(words))
    return len(words) <= 2 * LONGEST_HEADING and _named(_EDITORS, line) is not None


def _squeezed(words: str) -> str:
    return "".join(script.fold(words).split())


def _headline(title: _Line | None, given: str | None, found: str | None) -> str | None:
    """Return the headline where it does not stand in the text: the given one, else the one found."""
    if given:
        return None if title and _squeezed(title.folded) == _squeezed(given) else given
    return None if title else found


def _head(lines: list[_Line], *titles: str | None) -> tuple[int, _Line | None, _Source]:
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
        elif _is_closed(line) and len(line.folded) > LONGEST_HEADING:
            break
        elif found := _source_of(line):
            paper, published, last = paper or found.paper, published or found.published, i
    for words in wanted:
        if words in named:
            at = named[words]
            return max(at, last) + 1, lines[at], _Source(paper, published)
    author = vocabulary.compiled("readers", _AUTHOR)
    candidates = [
        ln
        for ln in lines[: max(last, 0)]
        if not (_is_furniture(ln) or _source_of(ln) or author.fullmatch(ln.folded))
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
    elif last < 0 and len(lines) > 1 and (_is_heading(lines[0], 60) or _REMARK.search(lines[0].folded)):
        title, head = lines[0], 1
    else:
        title, head = None, last + 1
    return head, title, _Source(paper, published)


def _body(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    body = [ln for ln in lines if not _is_furniture(ln)]
    return body, [ln for ln in lines if _is_furniture(ln)]


def _sections(body: list[_Line], text: str) -> Iterator[Section]:
    title: Span | None = None
    paragraphs: list[Paragraph] = []
    number = 0
    for i, line in enumerate(body):
        if _is_heading(line) and i + 1 < len(body):
            if paragraphs or title:
                yield Section(title, tuple(paragraphs))
            title, paragraphs = line.span, []
        else:
            number += 1
            paragraphs.append(Paragraph(line.span, number, tuple(_sentences(text, line.span))))
    if paragraphs or title:
        yield Section(title, tuple(paragraphs))


def _is_heading(line: _Line, longest: int = LONGEST_HEADING) -> bool:
    """Whether a line is a heading: short, and no end of a sentence; with a tab it is a row of a table."""
    return not _is_closed(line) and len(joined(line.folded)) <= longest and "\t" not in line.folded


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        yield from _pieces(text, start, match.end())
        start = match.end()
        while start < span.end and text[start].isspace():
            start += 1
    yield from _pieces(text, start, span.end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut what is longer than any sentence, away from numbers, so that no number falls in two."""
    while end - start > _LONGEST_SENTENCE:
        cut = _SAFE_CUT.search(text, start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        stop = cut.end() if cut else start + _LONGEST_SENTENCE
        yield _without_breaks(text, start, stop)
        start = stop
    if start < end:
        yield _without_breaks(text, start, end)


def _without_breaks(text: str, start: int, end: int) -> Span:
    """Cut a piece of a sentence, without a line break at either end."""
    words = text[start:end]
    return Span.cut(text, end - len(words.lstrip("\n\r\u2028")), start + len(words.rstrip("\n\r\u2028")))


def _portal(lines: list[_Line]) -> str | None:
    for line in lines[:_HEAD_LINES]:
        if match := vocabulary.compiled("readers", _PORTAL).fullmatch(line.folded):
            return line.span.quote[: match.end(1)]
    return None


def _byline(body: list[_Line], text: str) -> tuple[tuple[str, ...], list[Span]]:
    """Read the names in brackets at the very end of the body."""
    if not body:
        return (), []
    line = body[-1].span
    match = _BYLINE.search(line.quote)
    # A line ends within a name, or between two: behind a space for certain.
    whole = _IN_NAME.sub("", match[1]) if match else ""
    names = (names_of(whole) or names_of(match[1])) if match else ()
    if not match or not names:
        return (), []
    span = Span.cut(text, line.start + match.start(), line.end)
    body[-1] = _Line(Span.cut(text, line.start, span.start), body[-1].folded[: match.start()])
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
