"""What an article is made of: stretches of its text, paragraphs, tables with their cells, sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from hulin_analysis.errors import ArticleError
from hulin_analysis.line_breaks import joined


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
                "A span from {start} to {end} cannot hold the {count} characters {quote!r}; cut spans "
                "with Span.cut.",
                start=self.start,
                end=self.end,
                count=len(self.quote),
                quote=self.quote[:20],
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
        Its place among the blocks of the body, from 1 on: the column ``block`` of the frames.
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
class Cell:
    r"""One cell of a table.

    >>> import hulin_analysis as ha
    >>> table = ha.parse_article("指标\t产量（吨）\n粮食\t3.5\n油料\t1.2").tables[0]
    >>> [(cell.row, cell.column, cell.span.quote) for cell in table.cells[2:4]]
    [(1, 0, '粮食'), (1, 1, '3.5')]
    """

    span: Span  # its words; of an empty cell, where they would stand
    # Where it stands, from 0 on: the first row and column of those that it covers; and how many it covers.
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False  # whether the file itself calls it a header
    depth: int = 0  # how far its words are set in, in characters


@dataclass(frozen=True, slots=True)
class Table:
    r"""A table of the body: where it stands, its cells, and what is written above and below it.

    >>> import hulin_analysis as ha
    >>> text = "表1 主要产品产量\n单位：吨\n指标\t2021年\n粮食\t3.5\n油料\t1.2\n注：粮食含大豆。"
    >>> table = ha.parse_article(text, title="某县公报").tables[0]
    >>> [span.quote for span in (*table.caption, *table.notes)], table.rows[1].quote
    (['表1 主要产品产量', '单位：吨', '注：粮食含大豆。'], '粮食\t3.5')
    """

    span: Span  # its rows, with a line a row
    number: int  # its place among the blocks of the body, from 1 on: the column ``block`` of the frames
    cells: tuple[Cell, ...] = field(repr=False)  # row by row; empty ones among them
    caption: tuple[Span, ...] = ()  # the lines above it that belong to it: its title, 单位：亿元
    notes: tuple[Span, ...] = ()  # the lines below it that belong to it: 注：…

    @property
    def rows(self) -> tuple[Span, ...]:
        """Its rows in reading order, each a line of the text, a tuple of Span."""
        at, found = self.span.start, list[Span]()
        for line in self.span.quote.split("\n"):
            found.append(Span(at, at + len(line), line))
            at += len(line) + 1
        return tuple(found)


#: What the body is made of.
Block = Paragraph | Table


class Box(NamedTuple):
    """Where a line of the text stands on a page of its file, in points from the upper left corner."""

    start: int
    end: int
    page: int  # from 1 on
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Section:
    r"""A sub-heading and the paragraphs and tables under it, perhaps none; the lead has no heading.

    Attributes
    ----------
    title : Span or None
        The heading; None for the lead.
    blocks : tuple of Paragraph and Table
        What stands under it; nothing where the next heading follows at once.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "某縣新聞\n來源:某日報\n去年新建學校3所。\n一、工業\n產量增長6%。"
    >>> [section.name for section in ha.parse_article(text).sections]
    ['', '一、工業']
    """

    title: Span | None
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The words of the heading in one line, a str; empty for the lead."""
        return joined(self.title.quote) if self.title else ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs in reading order, a tuple of Paragraph."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
