"""The article: its untouched text, and what each stretch of it is.

Everything here is a :class:`Span` into the text as it was read. Nothing is cleaned, joined or re-typed, so
``article.text[span.start:span.end] == span.quote`` holds for every span of every later room.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from hulin_analysis import script
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.line_breaks import joined

__all__ = ["Article", "Paragraph", "Section", "Span", "expect_article", "typed_article", "typed_file"]

_FILE_NAME = re.compile(r"[^\n,，。]*\.[A-Za-z][A-Za-z0-9]{1,4}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text, with the characters that stand there.

    Parameters
    ----------
    start, end : int
        Code-point offsets, ``start`` inclusive, ``end`` exclusive.
    quote : str
        The characters between them, verbatim.

    Raises
    ------
    ArticleError
        If the offsets and the quote do not belong together.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> span = ha.Span(2, 6, "6.7%")
    >>> "增長6.7%"[span.start : span.end] == span.quote
    True
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        """Refuse offsets that cannot hold the quote."""
        if not 0 <= self.start <= self.end or self.end - self.start != len(self.quote):
            raise ArticleError(
                f"A span from {self.start} to {self.end} cannot hold the {len(self.quote)} characters "
                f"{self.quote[:20]!r}; cut spans with Span.cut."
            )

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """Cut a span out of a text.

        Parameters
        ----------
        text : str
            The text.
        start, end : int
            Code-point offsets into it, ``start`` inclusive, ``end`` exclusive.

        Returns
        -------
        Span
            The offsets and the characters between them.

        Raises
        ------
        ArticleError
            If the text has no such offsets.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> ha.Span.cut("增長6.7%", 2, 6)
        Span(start=2, end=6, quote='6.7%')
        """
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body: its span, its number from 1 on, and its sentences.

    Attributes
    ----------
    span : Span
        The paragraph; where the text is wrapped at one width, with the line breaks that stand in it.
    number : int
        Its place in the body, from 1 on: the column ``paragraph`` of the frames.
    sentences : tuple of Span
        Its sentences in reading order.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> first = ha.parse_article("去年新建學校3所。投資2億元。").paragraphs[0]
    >>> first.number, len(first.sentences), first.span.quote
    (1, 2, '去年新建學校3所。投資2億元。')
    """

    span: Span
    number: int
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    r"""A sub-heading and the paragraphs under it, perhaps none; the lead has no heading.

    Attributes
    ----------
    title : Span or None
        The heading; None for the lead.
    paragraphs : tuple of Paragraph
        The paragraphs under it; none where the next heading follows at once.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "某縣新聞\n來源:某日報\n去年新建學校3所。\n一、工業\n產量增長6%。"
    >>> [section.name for section in ha.parse_article(text).sections]
    ['', '一、工業']
    """

    title: Span | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """The words of the heading in one line, a str; empty for the lead."""
        return joined(self.title.quote) if self.title else ""


@dataclass(frozen=True)
class Article:
    r"""One article: the text as read, and spans that say what is what.

    Attributes
    ----------
    text : str
        The decoded file itself, untouched; of a web page, a Word file or Markdown the text it shows, one
        paragraph a line. Every offset of the package counts code points of it, from 0 on.
    title : Span or None
        The headline, where it stands in the text.
    paper, portal : str or None
        The paper that wrote it, and the site that carried it.
    published : datetime or None
        When it was published, as the page or the user says, without time zone.
    authors, editors : tuple of str
        Names of the byline at the end and of the editors' line.
    place : str or None
        The administrative place that the headline names, or the text most often.
    url : str or None
        Where it was published.
    sections : tuple of Section
        The lead first, then one a sub-heading.
    furniture : tuple of Span
        Lines of the page that are no part of the article.
    folded : str
        The text in simplified script and ASCII width, offset for offset; made from `text` if left out.
    headline : str or None
        The headline where it does not stand in the text: the one given to ``ha.read_article``, or that of
        the page's own records. ``about`` names it before `title`.

    Raises
    ------
    ArticleError
        If a span's quote is not what stands in the text at its offsets.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("某市新聞\n\n2022年02月15日08:59 | 來源:某日報\n\n去年新建學校3所。")
    >>> article.title.quote, article.paper, article.published.isoformat()
    ('某市新聞', '某日報', '2022-02-15T08:59:00')
    >>> [sentence.quote for sentence in article.sentences]
    ['去年新建學校3所。']
    """

    text: str = field(repr=False)
    title: Span | None
    paper: str | None
    portal: str | None
    published: datetime | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    place: str | None
    url: str | None
    sections: tuple[Section, ...] = field(repr=False)
    furniture: tuple[Span, ...] = field(repr=False)
    folded: str = field(default="", repr=False, compare=False)
    headline: str | None = None

    def __post_init__(self) -> None:
        """Fold the text, if that is not done; check every span against it: exact or absent."""
        if len(self.folded) != len(self.text):
            object.__setattr__(self, "folded", script.fold(self.text))
        for span in self._spans():
            if self.text[span.start : span.end] != span.quote:
                raise ArticleError(
                    f"The quote {span.quote[:20]!r} does not stand at {span.start}:{span.end} of the text."
                )

    def __getstate__(self) -> dict[str, Any]:
        """Leave out of a pickle and of a copy what was worked out from the article."""
        return {one.name: vars(self)[one.name] for one in fields(self)}

    def _spans(self) -> Iterator[Span]:
        if self.title:
            yield self.title
        yield from self.furniture
        for section in self.sections:
            if section.title:
                yield section.title
            for paragraph in section.paragraphs:
                yield paragraph.span
                yield from paragraph.sentences

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of the body in reading order, a tuple of Paragraph."""
        return tuple(p for section in self.sections for p in section.paragraphs)

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence of the body in reading order, a tuple of Span."""
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)

    def about(self) -> dict[str, str | None]:
        r"""Say where the article comes from, in plain values: the ``attrs["article"]`` of its frames.

        Returns
        -------
        dict of str to str or None
            ``title``, ``paper``, ``portal``, ``published`` (ISO 8601, to the minute), ``place``, ``url`` and
            ``script`` (``hant`` or ``hans``); None where the page does not say.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> about = ha.parse_article("時間:2022-02-15 08:59\n去年新建學校3所。").about()
        >>> about["published"], about["script"], about["url"]
        ('2022-02-15T08:59', 'hant', None)
        """
        return {
            "title": self.headline or (joined(self.title.quote) if self.title else None),
            "paper": self.paper,
            "portal": self.portal,
            "published": self.published.isoformat(timespec="minutes") if self.published else None,
            "place": self.place,
            "url": self.url,
            "script": script.detect(self.text),
        }


def typed_file(given: object) -> str | None:
    """Write the call that reads a file, where what was given names one.

    Examples
    --------
    >>> typed_file("page.txt"), typed_file("去年新建學校3所。")
    ("ha.read_article('page.txt')", None)
    """
    if isinstance(given, os.PathLike):
        given = os.fspath(given)
    elif not isinstance(given, str) or not (os.path.isfile(given) or _FILE_NAME.fullmatch(given)):
        return None
    return f"ha.read_article({given!r})"


def typed_article(given: object) -> str:
    """Write what to type where an article is needed and something else was given.

    Parameters
    ----------
    given : object
        What was given.

    Returns
    -------
    str
        The call that makes an article of a path or of a text; ``article`` for anything else.

    Examples
    --------
    >>> typed_article("page.txt"), typed_article("去年新建學校3所。"), typed_article(None)
    ("ha.read_article('page.txt')", 'ha.parse_article(text)', 'article')
    """
    return typed_file(given) or ("ha.parse_article(text)" if isinstance(given, str) else "article")


def expect_article(given: object, call: str) -> None:
    """Refuse what is no article, and say what to type instead.

    Parameters
    ----------
    given : object
        What was given.
    call : str
        The call, with braces where the article stands: ``ha.extract({})``.

    Raises
    ------
    ArticleError
        If it is no article.

    Examples
    --------
    >>> expect_article("page.txt", "ha.extract({})")
    Traceback (most recent call last):
    hulin_analysis.errors.ArticleError: ha.extract needs an article, not 'page.txt'; \
type ha.extract(ha.read_article('page.txt')).
    """
    needs = f"{call.partition('(')[0]} needs an article"
    expect(given, Article, needs, call.format(typed_article(given)), ArticleError)
