"""Quotes: the numbers of a frame numbered in reading order, each with the words that prove it.

A :class:`Note` is one number of the text with its mark ①; a :class:`Passage` is one sentence with all the
notes that stand in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hulin_analysis.cells import Heads
from hulin_analysis.concat_frames import expect_told_apart, has_documents, in_reading_order, numbers_of
from hulin_analysis.errors import DataError
from hulin_analysis.frames import expect_frame
from hulin_analysis.line_breaks import joined
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.unit_groups import per_what
from hulin_analysis.writable import writable

_NEEDED = ("id", "start", "end", "quote", "section", "block", "sentence", "sentence_start")
# Unicode keeps the circled numbers in three places.
_CIRCLED = (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
_CLAUSE = re.compile("[^,，;；﹔﹐。!！?？]*+[,，;；﹔﹐。!！?？]*+[”’」』)）》]*+")
_CUT = "……"
# Between the cells of a row, as it is shown; the text has a tab there, or the lines of a table.
_BETWEEN = " · "
_TABS = re.compile(r"[ \u3000]*\t[\t \u3000]*")


@dataclass(frozen=True, slots=True)
class Note:
    """One number of a text and where it stands."""

    number: int  # its place in reading order, from 1 on
    id: str
    # Half-open code-point offsets into the article's text.
    start: int
    end: int
    quote: str  # the number's words, verbatim
    # The sentence it stands in, verbatim, and that sentence's offset.
    sentence: str
    sentence_start: int
    # Where the sentence stands.
    section: str
    block: int
    document: str = ""  # the key of its document, where there are several; else empty
    # What heads its row and its column, if it stands in a table and its frame says so.
    heads: Heads | None = None
    page: int = 0  # the page of its file, from 1 on; 0 where it has none

    def __post_init__(self) -> None:
        """Refuse a quote that does not stand in its sentence: a wrong proof is worse than none."""
        low = self.start - self.sentence_start
        if low < 0 or self.sentence[low : low + len(self.quote)] != self.quote:
            raise DataError(
                "Row {id}: the quote {quote!r} does not stand at offset {offset} of its sentence; "
                "extract the frame again.",
                id=self.id,
                quote=self.quote,
                offset=low,
            )

    @property
    def mark(self) -> str:
        """The number as a mark: ①."""
        return mark(self.number)

    @property
    def shown(self) -> str:
        r"""The quote in one line, as it is shown; `quote` is verbatim.

        >>> note = Note(1, "q1-1", 4, 9, "1\n04亿", "投资达到1\n04亿。", 0, "", 1)
        >>> note.shown
        '104亿'
        """
        low, high = self.span
        return _in_line(self.sentence, low, high)

    @property
    def per(self) -> str:
        """The words before it, in its clause, that say per what time or head it is; empty if there are none.

        >>> Note(1, "q1-1", 6, 8, "9元", "每個月補貼各9元。", 0, "", 1).per
        '每個月'
        """
        return per_what(re.split("[,，;；。:：]", self.before)[-1])

    @property
    def before(self) -> str:
        """The words of its sentence before it."""
        return self.sentence[: self.span[0]]

    @property
    def span(self) -> tuple[int, int]:
        """Half-open offsets of the quote within its sentence."""
        low = self.start - self.sentence_start
        return low, low + len(self.quote)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence in one line; with `note` set it is that note's quote; `cut` marks a gap.

    What is `tied` stands on one line with the end of the piece before it.
    """

    text: str
    note: Note | None = None
    cut: bool = False
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence and the notes that stand in it, in reading order."""

    sentence: str
    start: int
    section: str
    notes: tuple[Note, ...]

    @property
    def caption(self) -> str:
        """The line above the table that it is a row of; empty if there is none."""
        heads = self.notes[0].heads if self.notes else None
        return heads.caption if heads else ""

    def pieces(self, limit: int | None = None) -> tuple[Piece, ...]:
        """Cut the sentence at its quotes.

        >>> note = Note(1, "q1-1", 4, 6, "6%", "收入增長6%。", 0, "", 1)
        >>> [piece.text for piece in Passage(note.sentence, 0, "", (note,)).pieces()]
        ['收入增長', '6%', '。']
        """
        if any(note.heads for note in self.notes):
            return tuple(self._cells())
        stretches = [(0, len(self.sentence))]
        if limit is not None and len(self.sentence) > limit:
            stretches = list(self._clauses())
        return tuple(self._cut(stretches))

    def _cells(self) -> Iterator[Piece]:
        """Yield the head of the row, then each quote behind the head of its column."""
        row = ""
        for number, note in enumerate(self.notes):
            heads = note.heads or Heads("", "", "")
            if heads.row != row:
                yield from [Piece(_BETWEEN, cut=True)] if number else []
                yield Piece(heads.row)
                row = heads.row
            yield from [Piece(_BETWEEN, cut=True)] if number or row else []
            if heads.column:
                yield Piece(heads.column)
                yield Piece(" ", cut=True, tied=True)
            yield Piece(note.shown, note, tied=bool(heads.column))

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
                    yield Piece(_in_line(self.sentence, at, a))
                yield Piece(note.shown, note)
                at = b
            if high > at:
                yield Piece(_in_line(self.sentence, at, high))
            at = max(at, high)
        if at < len(self.sentence):
            yield Piece(_CUT, cut=True)


def _in_line(text: str, start: int, end: int) -> str:
    """Write a stretch of a text in one line, the cells of a row parted by a sign."""
    return _TABS.sub(_BETWEEN, writable(joined(text, start, end)))


def mark(number: int) -> str:
    """Write a note's number as its mark.

    >>> mark(1), mark(21), mark(50), mark(51)
    ('①', '㉑', '㊿', '(51)')
    """
    if number < 1:
        raise DataError("There is no mark for the number {number}; marks count from 1.", number=number)
    return chr(_CIRCLED[number - 1]) if number <= len(_CIRCLED) else f"({number})"


def number_quotes(metrics: pd.DataFrame) -> tuple[Note, ...]:
    """Give each row of a metrics frame its number, which is the same wherever it is shown.

    >>> from hulin_analysis.frames import load_metrics
    >>> metrics = load_metrics()
    >>> [f"{n.quote}{n.mark}" for n in number_quotes(metrics[metrics["kind"] == "investment"])]
    ['100億元㉟', '63億元㊱', '3.5億元㊲']
    """
    expect_frame(metrics, _NEEDED, "number_quotes({})", "ha.extract({})")
    expect_told_apart(metrics)
    ordered = in_reading_order(metrics.assign(number=numbers_of(metrics)))
    cells, pages = (_known(metrics, name) for name in ("cells", "pages"))
    several = has_documents(metrics) and metrics["document"].nunique() > 1
    return tuple(
        Note(
            number=int(row["number"]),
            id=key_of(str(row["document"]), str(row["id"])) if several else str(row["id"]),
            start=int(row["start"]),
            end=int(row["end"]),
            quote=str(row["quote"]),
            sentence=str(row["sentence"]),
            sentence_start=int(row["sentence_start"]),
            section="" if pd.isna(row["section"]) else str(row["section"]),
            block=int(row["block"]),
            document=str(row["document"]) if several else "",
            heads=_heads_of(row, cells),
            page=_page_of(row, pages),
        )
        for row in rows_as_dicts(ordered)
    )


def key_of(document: str, id_: str) -> str:
    """Make an id that is one of several documents: every document numbers its rows anew.

    >>> key_of("a.txt", "q1-1") == key_of("b.txt", "q1-1"), key_of("a.txt", "q1-1").endswith("-q1-1")
    (False, True)
    """
    return f"{hashlib.sha256(document.encode('utf-8')).hexdigest()[:8]}-{id_}"


def _heads_of(row: dict[Any, Any], cells: dict[str, Any]) -> Heads | None:
    """Return what stands at the heads of a number of a table; a joined frame has it in columns."""
    if not pd.isna(row.get("row_head")):
        return Heads(*(str(row[name]) for name in ("row_head", "column_head", "table_caption")))
    return Heads(*cells[row["id"]]) if row["id"] in cells else None


def _page_of(row: dict[Any, Any], pages: dict[str, int]) -> int:
    page = row.get("page")
    return pages.get(row["id"], 0) if pd.isna(page) else int(page)


def _known(metrics: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return what a frame says of its quotes beside its columns; empty where it says nothing."""
    found = metrics.attrs.get(name)
    return found if isinstance(found, dict) else {}


def expect_quotes(metrics: pd.DataFrame, text: str) -> None:
    """Refuse a frame whose quotes do not stand in a text where its rows say.

    >>> expect_quotes(pd.DataFrame({"id": ["q1-1"], "start": [2], "end": [4], "quote": ["6%"]}), "增長6%。")
    """
    columns = (metrics[name] for name in ("id", "start", "end", "quote"))
    for id_, start, end, quote in zip(*columns, strict=True):
        if text[start:end] != quote:
            raise DataError(
                "Row {id}: the quote {quote!r} does not stand at {start}:{end} of this article; give the "
                "frame that was extracted from it.",
                id=id_,
                quote=quote,
                start=start,
                end=end,
            )


def passages(notes: Iterable[Note]) -> tuple[Passage, ...]:
    """Merge notes that share a sentence.

    >>> from hulin_analysis.frames import load_metrics
    >>> merged = passages(number_quotes(load_metrics()))
    >>> merged[1].sentence[:7], len(merged[1].notes)
    ('去年,虎林市舉', 7)
    """
    merged: dict[tuple[str, int, str], list[Note]] = {}
    for note in sorted(notes, key=lambda n: n.number):
        merged.setdefault((note.document, note.sentence_start, note.sentence), []).append(note)
    return tuple(
        Passage(sentence, start, members[0].section, tuple(members))
        for (_, start, sentence), members in sorted(merged.items(), key=lambda item: item[1][0].number)
    )
