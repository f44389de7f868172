"""Wrapping: which line breaks of a plain text are soft, so that the paragraph goes on in the next line.

A text is wrapped if its lines end at one same width, most of them in the middle of a clause. The width is
measured in characters, and in display cells, of which ASCII takes one and all else two: editors count the
one, mail programs the other. A line is *full* if what the next one begins with would not have fitted on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, product

from hulin_analysis import vocabulary

#: What ends a line of the body, and no heading; in folded form.
CLOSING = frozenset("。!?…;:”)")
#: In characters.
LONGEST_HEADING = 40
_CELLS_APART = re.compile(r"\t|\S[ \u3000]{2,}\S")
_BULLETS = frozenset("●■◆▲★☆►▪•※")
_SENTENCE_END = re.compile("[。!?]")
# In cells: a single space at the start of a line is where the line before was cut.
_INDENT = 2


def paragraph_bounds(text: str, folded: str) -> Iterator[tuple[int, int]]:
    r"""Find where each paragraph or heading of a text begins and ends; soft line breaks stand within.

    >>> text = "去年,全市生产总值达到1349\n.08亿元,增长5.4%。\n今年预计增长5%。"
    >>> for start, end in paragraph_bounds(text, text):
    ...     text[start:end]
    '去年,全市生产总值达到1349\n.08亿元,增长5.4%。'
    '今年预计增长5%。'
    """
    lines = list(lines_of(text))
    soft = _soft_breaks(lines, text, folded)
    first = 0
    for i, line in enumerate(lines):
        if i not in soft:
            yield lines[first].start, line.end
            first = i + 1


def _soft_breaks(lines: list[Line], text: str, folded: str) -> set[int]:
    """Find the lines that go on in the next, by their numbers."""
    rows = [_CELLS_APART.search(folded, line.start, line.end) is not None for line in lines]
    # Between a row of a table and anything else, and over a blank line, nothing goes on.
    near = [i for i, (a, b) in enumerate(pairwise(rows)) if not (a or b or lines[i + 1].apart)]
    bounds = [(line.start, line.end) for line in lines]
    soft = {i for i in near if is_split_number(folded, *bounds[i], *bounds[i + 1])}
    manners = product((1, 2), {line.margin > 0 for line in lines})
    wrapped = [page for manner in manners if (page := Page(lines, text, folded, near, *manner)).is_wrapped()]
    if wrapped:
        soft |= _goes_on(max(wrapped, key=lambda page: page.exact))
    return soft


def _goes_on(page: Page) -> set[int]:
    """Find the full lines of a wrapped text that do not end a paragraph."""
    lines, folded = page.lines, page.folded
    margins = Counter(lines[i + 1].margin for i in page.full if page.is_cut(i))
    indent = margins.most_common(1)[0][0] + _INDENT

    def is_closed(i: int) -> bool:
        return folded[lines[i].end - 1] in CLOSING

    def is_heading(i: int) -> bool:
        line = lines[i]
        if i == len(lines) - 1 or i in page.full or is_closed(i) or line.length > LONGEST_HEADING:
            return False
        return _SENTENCE_END.search(folded, line.start, line.end) is None

    # How the text parts its paragraphs is seen behind lines that end one for certain.
    ends = [i for i in range(len(lines) - 1) if i not in page.full and is_closed(i)]
    spaced = 2 * sum(lines[i + 1].apart for i in ends) > len(ends)
    indented = 2 * sum(lines[i + 1].margin >= indent for i in ends) > len(ends)

    def goes_on(i: int) -> bool:
        line = lines[i + 1]
        if line.margin >= indent or folded[line.start] in _BULLETS:
            return False
        if spaced or not is_closed(i):
            return True
        return not ((page.is_item(i + 1) and not indented) or is_heading(i + 1))

    return {i for i in page.full if goes_on(i)}


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
    """A line that is not blank."""

    # Its offsets, without white space at either end.
    start: int
    end: int
    apart: bool  # whether a blank line stands before it
    # How far it is indented, in characters and in cells.
    indent: int
    margin: int
    # How many characters it has, one space behind it included, and how many of them are ASCII.
    length: int
    ascii: int

    def size(self, wide: int, indented: bool) -> int:
        """How long it is, if what is not ASCII takes `wide`, with what it is indented by or without."""
        own = wide * self.length - (wide - 1) * self.ascii
        return own + indented * (self.indent if wide == 1 else self.margin)


def lines_of(text: str) -> Iterator[Line]:
    r"""Yield the lines of a text that are not blank.

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
    """The lines of a text, called by their number, measured in one manner."""

    lines: Sequence[Line]
    text: str
    folded: str
    near: Sequence[int]  # the lines directly followed by one in which they may go on
    wide: int  # 1 to measure in characters, 2 in cells
    indented: bool  # whether the indentation of a line counts

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


# What stands directly before the digits makes them a date, a telephone number or a name: 2026-02-09, PM2.
_BEGUN = re.compile(r"(?<![-:/~A-Za-z\d.,])(\d{1,20}(?:[.,]\d{1,20})?)([.,，]|[百千]?[万亿])?$")
_REST = re.compile(r"(\d{1,20})(?:[.,]\d{1,20}){0,6}")
_SCALE = "[万亿千百]{0,3}[余多]?"
# What nothing but the rest of a number begins with.
_ONLY_REST = (
    r"\.\d|[%‰]|[百千]?[万亿](?:[余多]?<cut.behind_scale>|亿)|[余多][万亿]?<cut.units>"
    "|<cut.closing>(?=[。，,;])"
)
_WINDOW = 48
_YEARS = range(1900, 2100)


def is_split_number(folded: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Whether a number begins at the end of one line and goes on in the next.

    >>> lines = "去年,全市生产总值达到1349", ".08亿元"
    >>> is_split_number("".join(lines), 0, 15, 15, 20)
    True
    """
    begun = _BEGUN.search(folded[max(start, end - _WINDOW) : end])
    if not begun:
        return False
    rest = folded[next_start : min(next_end, next_start + _WINDOW)]
    # A line with nothing but a number is a cell of a table, pasted.
    if end - start > len(begun[0]) and vocabulary.compiled("numerals", _ONLY_REST).match(rest):
        return True
    if begun[2] == "." and end - start > len(begun[0]) and re.match(r"\d{1,4}[百千]?[万亿%]", rest):
        return True
    if not _CLAUSE_MARK.search(folded, start, end):
        return False
    if begun[2] and begun[2] in ".,，":
        return rest[0].isdigit()
    if begun[2]:
        return _counted().match(rest) is not None
    digits = _REST.match(rest)
    counted = rest[digits.end() :] if digits else rest
    if digits and counted[:1] == "年":
        whole = begun[1] + digits[0]
        return len(whole) == 4 and whole.isdigit() and int(whole) in _YEARS
    return _counted().match(counted) is not None


@cache
def _counted() -> re.Pattern[str]:
    """Describe what follows a number: a unit, a scale word before it or not."""
    units = vocabulary.table("units")
    # Many single characters begin other words as well: 群众, 段落.
    listed = {word for row in units.values() for word in row.get("words", ())}
    words = {word for word in listed if len(word) > 1}.union(vocabulary.words("numerals", "cut", "sure"))
    return re.compile(f"{_SCALE}(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})")
