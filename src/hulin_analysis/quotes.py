"""Quotes: the numbers of a frame numbered in reading order, each with the words that prove it.

A :class:`Note` is one number of the text with its mark ①; a :class:`Passage` is one sentence with all the
notes that stand in it. A :class:`Selector` finds a quote again in the page it comes from, after the text
quote selector of the W3C Web Annotation Data Model; :func:`deep_link` turns it into a text fragment
(``#:~:text=``) that a browser opens at the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent_encode

import pandas as pd

from hulin_analysis.errors import DataError
from hulin_analysis.frames import expect_frame
from hulin_analysis.units import per_what

__all__ = [
    "Note",
    "Passage",
    "Piece",
    "Selector",
    "deep_link",
    "expect_quotes",
    "mark",
    "number_quotes",
    "passages",
    "select_quote",
    "stated_text",
]

_NEEDED = ("id", "start", "end", "quote", "section", "paragraph", "sentence", "sentence_start")
# Unicode keeps the circled numbers in three places.
_CIRCLED = (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
_CLAUSE = re.compile("[^,，;；﹔﹐。!！?？]*[,，;；﹔﹐。!！?？]*[”’」』)）》]*")
_CUT = "……"
_LINE_END = re.compile(r"[\r\n]|\Z")
# Fewer characters than this before and behind a quote make a link that a small edit of the page breaks.
_AROUND = 6


@dataclass(frozen=True, slots=True)
class Note:
    """One number of a text and where it stands.

    Attributes
    ----------
    number : int
        Its place in reading order, from 1 on.
    id : str
        The row's stable id.
    start, end : int
        Half-open code-point offsets into the article's text.
    quote : str
        The number's words, verbatim.
    sentence, sentence_start : str, int
        The sentence it stands in, verbatim, and that sentence's offset.
    section, paragraph : str, int
        Where the sentence stands.
    """

    number: int
    id: str
    start: int
    end: int
    quote: str
    sentence: str
    sentence_start: int
    section: str
    paragraph: int

    def __post_init__(self) -> None:
        """Refuse a quote that does not stand in its sentence: a wrong proof is worse than none."""
        low = self.start - self.sentence_start
        if low < 0 or self.sentence[low : low + len(self.quote)] != self.quote:
            raise DataError(
                f"Row {self.id}: the quote {self.quote!r} does not stand at offset {low} of its sentence; "
                "extract the frame anew."
            )

    @property
    def mark(self) -> str:
        """The number as a mark: ①."""
        return mark(self.number)

    @property
    def per(self) -> str:
        """The words before it, in its clause, that say per what time or head it is; empty if there are none.

        Examples
        --------
        >>> Note(1, "q1-1", 6, 8, "9元", "每個月補貼各9元。", 0, "", 1).per
        '每個月'
        """
        return per_what(re.split("[,，;；。:：]", self.sentence[: self.span[0]])[-1])

    @property
    def span(self) -> tuple[int, int]:
        """Half-open offsets of the quote within its sentence."""
        low = self.start - self.sentence_start
        return low, low + len(self.quote)


@dataclass(frozen=True, slots=True)
class Piece:
    """A verbatim stretch of a sentence; with `note` set it is that note's quote; `cut` marks a gap."""

    text: str
    note: Note | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence and the notes that stand in it, in reading order."""

    sentence: str
    start: int
    section: str
    notes: tuple[Note, ...]

    def pieces(self, limit: int | None = None) -> tuple[Piece, ...]:
        """Cut the sentence at its quotes.

        Parameters
        ----------
        limit : int, optional
            A sentence of more characters is cut down to the clauses that hold a number, with …… where
            words are left out. Everything between the cuts stays verbatim.

        Examples
        --------
        >>> note = Note(1, "q1-1", 4, 6, "6%", "收入增長6%。", 0, "", 1)
        >>> [piece.text for piece in Passage(note.sentence, 0, "", (note,)).pieces()]
        ['收入增長', '6%', '。']
        """
        stretches = [(0, len(self.sentence))]
        if limit is not None and len(self.sentence) > limit:
            stretches = list(self._clauses())
        return tuple(self._cut(stretches))

    def _clauses(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches of clauses that hold a number, neighbours joined."""
        spans = [note.span for note in self.notes]
        bounds = [m.span() for m in _CLAUSE.finditer(self.sentence) if m.group()]
        start: int | None = None
        end = 0
        for number, (low, high) in enumerate(bounds):
            # A short opening clause is most often the time (去年,) or the place that the rest is said of.
            opening = number == 0 and high <= 8
            if not opening and not any(low < b and a < high for a, b in spans):
                continue
            if start is not None and low != end:
                yield start, end
                start = low
            start, end = (low if start is None else start), high
        if start is not None:
            yield start, end

    def _cut(self, stretches: Sequence[tuple[int, int]]) -> Iterator[Piece]:
        at = 0
        for low, high in stretches:
            if low > at:
                yield Piece(_CUT, cut=True)
            at = low
            for note in self.notes:
                a, b = note.span
                if not low <= a < high or a < at:
                    continue
                if a > at:
                    yield Piece(self.sentence[at:a])
                yield Piece(self.sentence[a:b], note)
                at = b
            if high > at:
                yield Piece(self.sentence[at:high])
            at = max(at, high)
        if at < len(self.sentence):
            yield Piece(_CUT, cut=True)


def mark(number: int) -> str:
    """Write a note's number as its mark.

    Parameters
    ----------
    number : int
        From 1 on. Unicode has circled numbers up to 50; beyond that the number stands in brackets.

    Raises
    ------
    DataError
        If `number` is less than 1.

    Examples
    --------
    >>> mark(1), mark(21), mark(50), mark(51)
    ('①', '㉑', '㊿', '(51)')
    """
    if number < 1:
        raise DataError(f"There is no mark for the number {number}; marks count from 1.")
    return chr(_CIRCLED[number - 1]) if number <= len(_CIRCLED) else f"({number})"


def number_quotes(metrics: pd.DataFrame) -> tuple[Note, ...]:
    """Give the rows of a metrics frame numbers in reading order.

    Parameters
    ----------
    metrics : DataFrame
        Rows of a metrics frame, all or some, in any order.

    Returns
    -------
    tuple of Note
        One a row, by offset into the text.

    Raises
    ------
    DataError
        If a column is missing, or a quote does not stand where its row says.

    Examples
    --------
    >>> from hulin_analysis.frames import load_metrics
    >>> metrics = load_metrics()
    >>> [f"{n.quote}{n.mark}" for n in number_quotes(metrics[metrics["kind"] == "investment"])]
    ['100億元①', '63億元②', '3.5億元③']
    """
    expect_frame(metrics, _NEEDED, "number_quotes({})", "ha.extract({})")
    ordered = metrics.sort_values(["start", "end"], kind="stable")
    return tuple(
        Note(
            number=number,
            id=str(row["id"]),
            start=int(row["start"]),
            end=int(row["end"]),
            quote=str(row["quote"]),
            sentence=str(row["sentence"]),
            sentence_start=int(row["sentence_start"]),
            section="" if pd.isna(row["section"]) else str(row["section"]),
            paragraph=int(row["paragraph"]),
        )
        for number, row in enumerate(ordered.to_dict("records"), 1)
    )


def expect_quotes(metrics: pd.DataFrame, text: str) -> None:
    """Refuse a frame whose quotes do not stand in a text where its rows say.

    Raises
    ------
    DataError
        It names the first row that does not.

    Examples
    --------
    >>> expect_quotes(pd.DataFrame({"id": ["q1-1"], "start": [2], "end": [4], "quote": ["6%"]}), "增長6%。")
    """
    columns = (metrics[name] for name in ("id", "start", "end", "quote"))
    for id_, start, end, quote in zip(*columns, strict=True):
        if text[start:end] != quote:
            raise DataError(
                f"Row {id_}: the quote {quote!r} does not stand at {start}:{end} of this article; "
                "give the frame that was extracted from it."
            )


def passages(notes: Iterable[Note]) -> tuple[Passage, ...]:
    """Merge notes that share a sentence.

    Examples
    --------
    >>> from hulin_analysis.frames import load_metrics
    >>> merged = passages(number_quotes(load_metrics()))
    >>> merged[1].sentence[:7], len(merged[1].notes)
    ('去年,虎林市舉', 7)
    """
    merged: dict[tuple[int, str], list[Note]] = {}
    for note in sorted(notes, key=lambda n: n.number):
        merged.setdefault((note.sentence_start, note.sentence), []).append(note)
    return tuple(
        Passage(sentence, start, members[0].section, tuple(members))
        for (start, sentence), members in sorted(merged.items(), key=lambda item: item[1][0].number)
    )


@dataclass(frozen=True, slots=True)
class Selector:
    """A text quote selector: the words, and what stands directly before and behind them.

    Attributes
    ----------
    exact, prefix, suffix : str
        As in the W3C Web Annotation Data Model; `prefix` and `suffix` may be empty.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""

    def as_dict(self) -> dict[str, str]:
        """Give the selector as the JSON-LD object of the Web Annotation Data Model."""
        return {
            "type": "TextQuoteSelector",
            "exact": self.exact,
            "prefix": self.prefix,
            "suffix": self.suffix,
        }


def stated_text(metrics: pd.DataFrame) -> str:
    r"""Put the sentences of a frame where they stand in its article, line breaks for what it has not.

    Examples
    --------
    >>> stated_text(pd.DataFrame({"sentence": ["增長6%。"] * 2, "sentence_start": [3, 3]}))
    '\n\n\n增長6%。'
    """
    text = ""
    for start, sentence in sorted(set(zip(metrics["sentence_start"], metrics["sentence"], strict=True))):
        text += "\n" * (start - len(text)) + sentence
    return text


def select_quote(note: Note, text: str | None = None, *, over_lines: bool = False) -> Selector:
    """Select a note's quote so that nothing else in the text answers to the selector.

    Parameters
    ----------
    note : Note
        The note.
    text : str, optional
        The article's text, or what a frame has of it (:func:`stated_text`). Without it, or if the sentence
        does not stand there, the quote is made unique within its sentence.
    over_lines : bool
        Whether the words around may reach beyond the line. A selector of the text may, and is unique then
        always; a link may not, for a browser finds a fragment within one paragraph of the page only.

    Returns
    -------
    Selector
        With just as many characters around the quote as make it unique, and a few at least where the
        sentence has them; beyond the sentence only where that occurs twice.

    Examples
    --------
    >>> note = Note(1, "q1-1", 4, 6, "6%", "收入增長6%。", 0, "", 1)
    >>> select_quote(note, "收入增長6%。人口增長6%。")
    Selector(exact='6%', prefix='收入增長', suffix='。')
    """
    start = note.sentence_start
    if text is None or not text.startswith(note.sentence, start):
        text, start = note.sentence, 0
    end, span = start + len(note.sentence), (start + note.span[0], start + note.span[1])
    selector, unique = _just_enough(text, span, start, end)
    if not unique:
        line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        line_end = next(_LINE_END.finditer(text, end)).start()
        selector, unique = _just_enough(text, span, line_start, line_end)
    if not unique and over_lines:
        selector, unique = _just_enough(text, span, 0, len(text))
    return selector


def _just_enough(text: str, span: tuple[int, int], left: int, right: int) -> tuple[Selector, bool]:
    """Select with as few characters around as make it unique, none before `left` or behind `right`."""
    low, high = span

    def select(around: int) -> Selector:
        return Selector(
            text[low:high], text[max(left, low - around) : low], text[high : min(right, high + around)]
        )

    def unique(around: int) -> bool:
        selector = select(around)
        needle = selector.prefix + selector.exact + selector.suffix
        return text.find(needle, text.find(needle) + 1) < 0

    longest = max(low - left, right - high)
    steps = range(min(_AROUND, longest), longest)
    around = steps.start + bisect_left(steps, True, key=unique)
    return select(around), around < longest or unique(longest)


def deep_link(address: str, selector: Selector) -> str:
    """Link to a quote in the page it comes from, by a text fragment.

    Parameters
    ----------
    address : str
        The page's address; a fragment it already has is kept.
    selector : Selector
        The quote.

    Returns
    -------
    str
        ``address#:~:text=prefix-,exact,-suffix``, percent-encoded, the signs that have a meaning in a
        text fragment (``-``, ``,``, ``&``) too.

    Examples
    --------
    >>> deep_link("http://a.example/x", Selector("6%", "長", ""))
    'http://a.example/x#:~:text=%E9%95%B7-,6%25'
    """
    parts = [_encode(selector.exact)]
    if selector.prefix:
        parts.insert(0, _encode(selector.prefix) + "-")
    if selector.suffix:
        parts.append("-" + _encode(selector.suffix))
    return f"{address}{'' if '#' in address else '#'}:~:text={','.join(parts)}"


def _encode(text: str) -> str:
    return percent_encode(text, safe="").replace("-", "%2D")
