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
from hulin_analysis.blocks import Block, Box, Cell, Paragraph, Section, Span, Table
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.line_breaks import joined
from hulin_analysis.messages import Message
from hulin_analysis.writable import is_clean

__all__ = [
    "Article",
    "Block",
    "Box",
    "Cell",
    "Paragraph",
    "Section",
    "Span",
    "Table",
    "expect_article",
    "suggest_call",
    "typed_file",
]

_FILE_NAME = re.compile(r"[^\n,，。]*\.[A-Za-z][A-Za-z0-9]{1,4}")


@dataclass(frozen=True)
class Article:
    r"""One article: the text as read, and spans that say what is what.

    Attributes
    ----------
    text : str
        The decoded file itself, untouched but for characters that no file can hold, each of which has another
        in its place (:func:`hulin_analysis.writable.clean`); of all but plain text the
        words it shows, one paragraph a line. Every offset of the package counts code points of it, from 0.
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
    boilerplate : tuple of Span
        Lines of the page that are no part of the article.
    captions : tuple of Span
        Lines that are neither headings nor body: captions of tables and pictures, and notes.
    boxes : tuple of Box
        Where its lines stand on the pages of a file that has pages, in the order of the text.
    folded : str
        The text in simplified script and ASCII width, offset for offset; made from `text` if left out.
    headline : str or None
        The headline where it does not stand in the text: the one given to ``ha.read_article``, or that of
        the page's own records. ``about`` names it before `title`.

    Raises
    ------
    ArticleError
        If a span's quote is not what stands in the text at its offsets, or the text is not clean.

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
    boilerplate: tuple[Span, ...] = field(repr=False)
    folded: str = field(default="", repr=False, compare=False)
    headline: str | None = None
    captions: tuple[Span, ...] = field(default=(), repr=False)
    boxes: tuple[Box, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Fold the text, if that is not done; check every span against it: exact or absent."""
        if not is_clean(self.text):
            raise ArticleError("The text has characters that no file can hold; type ha.parse_article(text).")
        if len(self.folded) != len(self.text):
            object.__setattr__(self, "folded", script.fold(self.text))
        for span in self._spans():
            if self.text[span.start : span.end] != span.quote:
                raise ArticleError(
                    "The quote {quote!r} does not stand at {start}:{end} of the text.",
                    quote=span.quote[:20],
                    start=span.start,
                    end=span.end,
                )

    def __getstate__(self) -> dict[str, Any]:
        """Leave out of a pickle and of a copy what was worked out from the article."""
        return {one.name: vars(self)[one.name] for one in fields(self)}

    def _spans(self) -> Iterator[Span]:
        if self.title:
            yield self.title
        yield from self.boilerplate
        yield from self.captions
        for section in self.sections:
            if section.title:
                yield section.title
            for block in section.blocks:
                yield block.span
                if isinstance(block, Paragraph):
                    yield from block.sentences
                else:
                    yield from (cell.span for cell in block.cells)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every paragraph and table of the body in reading order, a tuple of Paragraph and Table."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of the body in reading order, a tuple of Paragraph."""
        return tuple(p for section in self.sections for p in section.paragraphs)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the body in reading order, a tuple of Table."""
        return tuple(b for section in self.sections for b in section.blocks if isinstance(b, Table))

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence of the body in reading order, a tuple of Span."""
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)

    @property
    def remarks(self) -> tuple[str, ...]:
        r"""What is to be known before the article is used, a tuple of str: a sentence for each.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> for remark in ha.parse_article("去年新建學校3所。").remarks:
        ...     print(remark)
        No date of publication was found, so that “last year” in the text stays without a year;
        give it, as in published='2022-02-15'.
        """
        said = []
        if self.published is None:
            said.append(
                Message(
                    "No date of publication was found, so that “last year” in the text stays without a year; "
                    "give it, as in published='2022-02-15'."
                )
            )
        if broken := self.text.count("\ufffd"):
            said.append(
                Message(
                    "The text has 1 damaged character, shown as \ufffd; compare the numbers near it with the "
                    "source."
                    if broken == 1
                    else "The text has {count} damaged characters, shown as \ufffd; compare the numbers "
                    "near them with the source.",
                    count=broken,
                )
            )
        return tuple(map(str, said))

    def metadata(self) -> dict[str, str | None]:
        r"""Say where the article comes from, in plain values: the ``attrs["article"]`` of its frames.

        Returns
        -------
        dict of str to str or None
            ``title``, ``paper``, ``portal``, ``published`` (ISO 8601, to the minute), ``place``, ``url`` and
            ``script`` (``hant`` or ``hans``); None where the page does not say.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> about = ha.parse_article("時間:2022-02-15 08:59\n去年新建學校3所。").metadata()
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

    >>> typed_file("page.txt"), typed_file("去年新建學校3所。")
    ("ha.read_article('page.txt')", None)
    """
    if isinstance(given, os.PathLike):
        given = os.fspath(given)
    elif not isinstance(given, str) or not (os.path.isfile(given) or _FILE_NAME.fullmatch(given)):
        return None
    return f"ha.read_article({given!r})"


def suggest_call(given: object) -> str:
    """Write what to type where an article is needed and something else was given.

    >>> suggest_call("page.txt"), suggest_call("去年新建學校3所。"), suggest_call(None)
    ("ha.read_article('page.txt')", 'ha.parse_article(text)', 'article')
    """
    return typed_file(given) or ("ha.parse_article(text)" if isinstance(given, str) else "article")


def expect_article(given: object, call: str) -> None:
    """Refuse what is no article, and say what to type instead.

    >>> expect_article("page.txt", "ha.extract({})")
    Traceback (most recent call last):
    hulin_analysis.errors.ArticleError: ha.extract needs an article, not 'page.txt'; \
type ha.extract(ha.read_article('page.txt')).
    """
    needs = Message("{function} needs an article", function=call.partition("(")[0])
    expect(given, Article, needs, call.format(suggest_call(given)), ArticleError)
