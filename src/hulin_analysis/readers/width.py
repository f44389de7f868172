"""The width of a plain text: whether its lines end where no more fits, and which of them do.

A text is wrapped if its lines end at one same width, most of them in the middle of a clause. The width is
reckoned in characters, and in display cells, of which ASCII takes one and all else two: editors count the
one, mail programs the other. A line is *full* if what the next one begins with would not have fitted on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hulin_analysis import vocabulary

__all__ = ["Line", "Page", "lines_of"]

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CLOSING = ",，。.、;；:：!！?？%‰℃°”’」』〉》)）】〕］·"
_OPENING = "“‘「『〈《(（【〔［"
_CLAUSE_MARKS = frozenset("。!?…,，;；、:”)")
_CLAUSE_MARK = re.compile(r"[。，；、;]|,(?!\d)")
# What begins a list item or a heading.
_NUMBER = "[一二三四五六七八九十]{1,3}"
_ITEM = (
    rf"\(?(?:{_NUMBER}|\d{{1,2}})(?:[、)]|\.(?!\d))|第{_NUMBER}<items.parts>"
    "|[-—*·○◇●■◆▲★☆►▪•※]"
)
# In characters: narrower lines are those of poems, names and tables.
_LEAST_WIDTH = 16
# In characters, on an average: what has fewer ends of sentences is a list.
_LONGEST_SENTENCE = 200
# In characters: by so much may full lines differ where white space is shared out between the letters.
_RAGGED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes
    ----------
    start, end : int
        Its offsets, without white space at either end.
    apart : bool
        Whether a blank line stands before it.
    indent, margin : int
        How far it is indented, in characters and in cells.
    length, ascii : int
        How many characters it has, one space behind it included, and how many of them are ASCII.
    """

    start: int
    end: int
    apart: bool
    indent: int
    margin: int
    length: int
    ascii: int

    def size(self, wide: int, indented: bool) -> int:
        """How long it is, if what is not ASCII takes `wide`, with what it is indented by or without."""
        own = wide * self.length - (wide - 1) * self.ascii
        return own + indented * (self.indent if wide == 1 else self.margin)


def lines_of(text: str) -> Iterator[Line]:
    r"""Yield the lines of a text that are not blank.

    Examples
    --------
    >>> [(line.start, line.end, line.apart, line.margin) for line in lines_of("增長6%。\r\n\r\n　　新建")]
    [(0, 5, False, 0), (11, 13, True, 4)]
    """
    behind = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        start, end = match.end() - len(raw.lstrip()), match.start() + len(raw.rstrip())
        if start >= end:
            continue
        gap = text[behind : match.start()].replace("\r\n", "\n")
        apart = sum(map(gap.count, "\n\r\u2028")) > 1 or "\u2029" in gap
        # A line may have been cut behind a space; more of them fill a line up.
        margin, words = text[match.start() : start], text[start : min(end + 1, match.end())]
        indent = len(margin), 2 * len(margin) - _ascii(margin)
        yield Line(start, end, apart, *indent, len(words), _ascii(words))
        behind = end


def _ascii(words: str) -> int:
    return len(words.encode("ascii", "ignore"))


@dataclass
class Page:
    """The lines of a text, called by their number, measured in one manner.

    Attributes
    ----------
    lines : sequence of Line
        All of them.
    text, folded : str
        The text, and its folded copy.
    near : sequence of int
        The lines directly followed by one in which they may go on.
    wide : int
        1 to measure in characters, 2 in cells.
    indented : bool
        Whether what a line is indented by is reckoned.
    """

    lines: Sequence[Line]
    text: str
    folded: str
    near: Sequence[int]
    wide: int
    indented: bool

    def __post_init__(self) -> None:
        """Find the width, and how many lines have just this: `exact`."""
        self.sizes = [line.size(self.wide, self.indented) for line in self.lines]
        # A few lines may be longer.
        ordered = sorted(self.sizes, reverse=True)
        longest = ordered[len(ordered) // 50] if ordered else 0
        least = max(longest - _RAGGED * self.wide, _LEAST_WIDTH * self.wide)
        counts = Counter(size for size in self.sizes if size >= least)
        self.width, self.exact = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))

    @cached_property
    def full(self) -> frozenset[int]:
        """The lines that are full, of those that may go on in the next."""
        first = self._first()
        slack = {i: self.width - self.sizes[i] for i in self.near}
        needed = {i: self._size(first.match(self.text, self.lines[i + 1].start)) for i in self.near}
        full = {i for i in self.near if slack[i] < needed[i]}
        ragged = {i for i in self.near if slack[i] <= _RAGGED * self.wide} - full
        return frozenset(full | ragged if 20 * sum(map(self.is_cut, ragged)) > len(full) else full)

    def _first(self) -> re.Pattern[str]:
        """Describe what may not be parted at the start of a line: by how the longest lines end."""
        longest = [i for i in self.near if self.sizes[i] >= self.width]
        pairs = [self.text[self.lines[i].end - 1] + self.text[self.lines[i + 1].start] for i in longest]
        slips = len(longest) // 100
        splits = sum(pair.isascii() and pair.isalnum() for pair in pairs) > slips
        hangs = sum(pair[1] in _CLOSING for pair in pairs) > slips
        word = "." if splits else "(?:[!-~]{1,80}|.)"
        return re.compile(word if hangs else f"[{_OPENING}]{{0,4}}{word}[{_CLOSING}]{{0,4}}", re.DOTALL)

    def _size(self, match: re.Match[str] | None) -> int:
        words = match[0] if match else ""
        return self.wide * len(words) - (self.wide - 1) * _ascii(words)

    def is_wrapped(self) -> bool:
        """Whether full lines are many, end where no clause does, and are those of sentences."""
        if self.exact < 2:
            return False
        cut = [i for i in self.full if self.is_cut(i) and not self.is_item(i + 1)]
        clauses = sum(self._holds_clause(i) for i in cut)
        if len(cut) < max(2, 0.5 * len(self.full)) or clauses < 0.6 * len(cut):
            return False
        lines = [self.lines[i] for i in self.full | {i + 1 for i in self.full}]
        ends = sum(self.folded.count(mark, line.start, line.end) for mark in "。!?" for line in lines)
        return _LONGEST_SENTENCE * ends >= sum(line.length for line in lines)

    def is_cut(self, i: int) -> bool:
        """Whether a line ends in the middle of a clause."""
        return self.folded[self.lines[i].end - 1] not in _CLAUSE_MARKS

    def is_item(self, i: int) -> bool:
        """Whether a line opens like the item of a list, or like a numbered heading."""
        return vocabulary.compiled("readers", _ITEM).match(self.folded, self.lines[i].start) is not None

    def _holds_clause(self, i: int) -> bool:
        """Whether a clause ends within a line."""
        return _CLAUSE_MARK.search(self.folded, self.lines[i].start, self.lines[i].end - 1) is not None
