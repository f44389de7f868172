"""The article: its untouched text, and what each stretch of it is.

Everything here is a :class:`Span` into the text as it was read. Nothing is cleaned, joined or re-typed, so
``article.text[span.start:span.end] == span.quote`` holds for every span of every later room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from hulin_analysis import script
from hulin_analysis.errors import ArticleError

__all__ = ["Article", "Paragraph", "Section", "Span"]


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

        Examples
        --------
        >>> Span.cut("增長6.7%", 2, 6)
        Span(start=2, end=6, quote='6.7%')
        """
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body: its span, its number from 1 on, and its sentences."""

    span: Span
    number: int
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A sub-heading and the paragraphs under it; the lead has no heading."""

    title: Span | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """The words of the heading; the empty string for the lead."""
        return self.title.quote if self.title else ""


@dataclass(frozen=True)
class Article:
    r"""One article: the text as read, and spans that say what is what.

    Attributes
    ----------
    text : str
        The decoded file itself, untouched; every offset of the package counts code points of it.
    title : Span or None
        The headline.
    paper, portal : str or None
        Who wrote it, and the site that carried it.
    published : datetime or None
        When it was published, as the page says.
    authors, editors : tuple of str
        Names of the byline at the end and of the editors' line.
    place : str or None
        The administrative place that the text names most often.
    url : str or None
        Where it was published.
    sections : tuple of Section
        The lead first, then one a sub-heading.
    furniture : tuple of Span
        Lines of the page that are no part of the article.
    folded : str
        The text in simplified script and ASCII width, offset for offset.

    Examples
    --------
    >>> from hulin_analysis.readers import parse_article
    >>> article = parse_article("某市新聞\n\n2022年02月15日08:59 | 來源:某日報\n\n去年新建學校3所。")
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

    def __post_init__(self) -> None:
        """Fold the text, if that is not done; check every span against it: exact or absent."""
        if len(self.folded) != len(self.text):
            object.__setattr__(self, "folded", script.fold(self.text))
        for span in self._spans():
            if self.text[span.start : span.end] != span.quote:
                raise ArticleError(
                    f"The quote {span.quote[:20]!r} does not stand at {span.start}:{span.end} of the text."
                )

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
        """Every paragraph of the body in reading order."""
        return tuple(p for section in self.sections for p in section.paragraphs)

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence of the body in reading order."""
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)

    def about(self) -> dict[str, str | None]:
        """Say where the article comes from, in plain values: the ``attrs["article"]`` of its frames."""
        return {
            "title": self.title.quote if self.title else None,
            "paper": self.paper,
            "portal": self.portal,
            "published": self.published.isoformat(timespec="minutes") if self.published else None,
            "place": self.place,
            "url": self.url,
            "script": script.detect(self.text),
        }
