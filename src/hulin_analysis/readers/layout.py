"""The layout of a news page in plain text: which line is headline, source, body, heading, furniture."""

from __future__ import annotations

import os
from datetime import date

from hulin_analysis import script
from hulin_analysis.article import Article, Span, typed_file
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.messages import Message
from hulin_analysis.readers.about import main_place
from hulin_analysis.readers.body import read_body
from hulin_analysis.readers.edge import edge
from hulin_analysis.readers.head import find_head, find_portal, headline_outside
from hulin_analysis.readers.metadata import Metadata, given_metadata
from hulin_analysis.readers.published import published_by, take_signature
from hulin_analysis.readers.shown import Shown
from hulin_analysis.readers.source_lines import (
    Line,
    find_editors,
    is_furniture,
    take_byline,
)
from hulin_analysis.readers.table_lines import Rows, find_rows
from hulin_analysis.readers.wrapping import paragraph_bounds

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
        The article, one paragraph a line, or wrapped at one width. It is kept as it is, but for
        characters that no file can hold (:func:`hulin_analysis.writable.clean`).
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
    needs = Message("ha.parse_article needs the text itself")
    typed = typed_file(text) or "ha.parse_article(text)"
    expect(text, str, needs, typed, ArticleError)
    if os.path.isfile(text):
        raise ArticleError("{needs}, not the path of a file; type {typed}.", needs=needs, typed=typed)
    given = given_metadata(url=url, published=published, title=title, place=place, paper=paper)
    with edge(name):
        return lay_out(Shown(text), given, name)


def lay_out(shown: Shown, given: Metadata, name: str) -> Article:
    """Find out what each line of a text is.

    Parameters
    ----------
    shown : Shown
        The text, one paragraph a line, or wrapped at one width; its tables; and what a page or file records
        of it, for what the text does not say.
    given : Metadata
        What the user says: it wins over the text.
    name : str
        What to call the text in an error message.

    Raises
    ------
    ArticleError
        If the text holds nothing but white space.
    """
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
    furniture = [ln for ln in lines[:head] if ln is not title]
    furniture += [ln for ln in below if isinstance(ln, Line) and is_furniture(ln)]
    kept = [ln for ln in below if isinstance(ln, Rows) or not is_furniture(ln)]
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
        furniture=tuple(sorted([ln.span for ln in furniture] + byline + signature)),
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
