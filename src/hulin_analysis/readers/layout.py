"""The layout of a news page in plain text: which line is headline, source, body, heading, furniture."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date

from hulin_analysis import script
from hulin_analysis.article import Article, Paragraph, Section, Span, typed_file
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.readers.about import main_place
from hulin_analysis.readers.facts import Facts, given_facts
from hulin_analysis.readers.shown import Shown
from hulin_analysis.readers.source_lines import (
    Line,
    find_editors,
    find_head,
    find_portal,
    headline_outside,
    is_furniture,
    is_heading,
    take_byline,
)
from hulin_analysis.readers.wrapping import paragraph_bounds
from hulin_analysis.writable import characters

__all__ = ["lay_out", "parse_article"]


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
    lines = [Line(Span.cut(text, a, b), folded[a:b]) for a, b in paragraph_bounds(text, folded)]
    head, title, source = find_head(lines, given.title, found.title)
    body, furniture = _body(lines[head:])
    furniture = [ln for ln in lines[:head] if ln is not title] + furniture
    authors, byline = take_byline(body, text)
    headline = headline_outside(title, given.title, found.title)
    above = f"{headline}\n" if headline else ""
    named = script.fold(headline) if headline else title.folded if title else ""
    paper = given.paper or source.paper or found.paper
    return Article(
        text=text,
        title=title.span if title else None,
        paper=paper,
        portal=find_portal(lines) or found.portal,
        published=given.published or source.published or found.published,
        authors=authors or found.authors,
        editors=find_editors(lines),
        place=given.place
        or main_place(above + text, script.fold(above) + folded, named, script.fold(paper or "")),
        url=given.url or found.url,
        sections=tuple(_sections(body, text)),
        furniture=tuple(sorted([ln.span for ln in furniture] + byline)),
        folded=folded,
        headline=headline,
    )


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


def _body(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    body = [ln for ln in lines if not is_furniture(ln)]
    return body, [ln for ln in lines if is_furniture(ln)]


def _sections(body: list[Line], text: str) -> Iterator[Section]:
    title: Span | None = None
    paragraphs: list[Paragraph] = []
    number = 0
    for i, line in enumerate(body):
        if is_heading(line) and i + 1 < len(body):
            if paragraphs or title:
                yield Section(title, tuple(paragraphs))
            title, paragraphs = line.span, []
        else:
            number += 1
            paragraphs.append(Paragraph(line.span, number, tuple(_sentences(text, line.span))))
    if paragraphs or title:
        yield Section(title, tuple(paragraphs))


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
