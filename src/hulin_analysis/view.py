"""The view: a text as the rules read it, with a map back to the original.

The rules are written for simplified script, half-width digits and numbers without spaces in them. A view is
such a text. It leaves out invisible characters, spaces in and beside numbers, soft line breaks, footnote
marks and remnants of HTML, so that no rule has to know of them. :meth:`View.span` returns where in the
original the words are that a rule has found.
"""

from __future__ import annotations

import html
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

from hulin_analysis import script, vocabulary

_IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff〇"
_BLANK = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Characters without a glyph: control characters, soft hyphen, joiners, direction marks, variation selectors.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff"
)
_SUPERSCRIPT = "¹²³⁰⁴⁵⁶⁷⁸⁹"

# 国内生产总值[2], 总值¹, 总值<sup>2</sup>: a mark follows a word or a number.
_FOOTNOTE = (
    rf"(?<=[{_IDEOGRAPH}%‰”’)])"
    r"(?:\[(?:<footnote.marks>\s?)?\d{1,3}(?:[-,，、]\d{1,3})*\]"
    r"|<sup>\s?\[?\d{1,3}\]?\s?</sup>"
    rf"|(?!<-footnote.powers>)[{_SUPERSCRIPT}]{{1,3}})"
)
_MARKUP = r"</?[A-Za-z][^<>\n]{0,200}>|<!--[^<>\n]{0,200}-->"
_ENTITY = r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});"
_LEFT_OUT = (
    rf"(?P<power>(?<=[A-Za-z])<sup>\s?[23]\s?</sup>)|(?P<footnote>{_FOOTNOTE})|(?P<markup>{_MARKUP})"
    rf"|(?P<entity>{_ENTITY})|(?P<unseen>[{_UNSEEN}]+)"
)
_MAY_BE_LEFT_OUT = re.compile(rf"[<&\[{_SUPERSCRIPT}{_UNSEEN}](?:(?<=[{_UNSEEN}])[{_UNSEEN}]+)?")
# A pattern that begins with one set of characters is searched for faster than one that begins otherwise.
_BREAKS = "\n\r\u2028\u2029\x85"
_LINE_BREAK = re.compile(rf"[{_BREAKS}](?:(?<=\r)\n)?[{_BLANK}\t]*")

_NUMERAL = "0-9零〇一二两三四五六七八九十百千万亿兆"
_MARKS = f"{_IDEOGRAPH}、，。；：？！“”‘’（）《》「」『』…—%‰℃$¥￥€£()~/:;"
# Spaces that separate nothing: between the thousands of a number, on either side of a numeral, a sign or a
# unit, and single ones between two characters of Chinese prose. Wider gaps separate the columns of a table.
_SEPARATES_NOTHING = re.compile(
    rf"(?<=\d)(?<!\d{{4}})[{_BLANK}](?=\d{{3}}(?:[{_BLANK}]\d{{3}}){{0,6}}(?:[.,]\d+)?[{_BLANK}]?[{_IDEOGRAPH}%‰])"
    rf"|(?<=[{_NUMERAL}%‰余多几])[{_BLANK}]{{1,2}}(?=[{_MARKS}-])"
    rf"|(?<=[\n_{_MARKS}])[{_BLANK}]{{1,2}}(?=[{_NUMERAL}])"
    rf"|(?<=[{_IDEOGRAPH}]) (?=[{_IDEOGRAPH}/])|(?<=/) (?=[{_IDEOGRAPH}])"
)
_LONGEST_LATIN = 9
_BEGINS_LATIN = re.compile(r"(?:^|[^\x00-\x7f(])[A-Za-z][A-Za-z0-9-]{0,7}$|\([A-Za-z][A-Za-z0-9-]{0,7}$")
_ENDS_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,7}(?:$|[^\x00-\x7f]|[/)\n])")


@cache
def _runs(blanks: str) -> re.Pattern[str]:
    """Match runs of some blanks: of the one or two that a text has, which is faster than of all there are."""
    return re.compile(f"[{blanks}][{blanks}]*")


def _left_out() -> re.Pattern[str]:
    return vocabulary.compiled("readers", _LEFT_OUT)


class LeftOut(NamedTuple):
    """A stretch of the original that a view leaves out: its half-open offsets, and what it is."""

    start: int
    end: int
    what: str  # footnote, markup, unseen, break or space


class View:
    r"""A text as the rules read it, with a map back to the original.

    `folded` is `source` in simplified script and half width, offset for offset; `blocks` are the offsets of
    its paragraphs, within which a line break is soft. `left_out` lists what `text` lacks, in reading order.

    >>> view = View("產值３．５ 億\u200b元[2]，增長６%")
    >>> view.text
    '产值3.5亿元，增长6%'
    >>> at = view.text.index("3.5亿元")
    >>> view.source[slice(*view.span(at, at + 5))], view.words(at, at + 5)
    ('３．５ 億\u200b元', '３．５億元')
    """

    __slots__ = (
        "_cuts",
        "_replaced",
        "_shifts",
        "_source_ends",
        "_source_starts",
        "left_out",
        "source",
        "text",
    )

    def __init__(self, source: str, folded: str = "", blocks: Iterable[tuple[int, int]] = ()) -> None:
        folded = folded if len(folded) == len(source) else script.fold(source)
        text, left_out, self._replaced = _without(folded, _soft_breaks(folded, blocks))
        self.source = source
        self._remember(text, left_out)
        had = "".join(blank for blank in _BLANK if blank in text)
        runs = _runs(had).finditer(text) if had else ()
        blanks = [match.span() for match in runs if _separates_nothing(text, *match.span())]
        if blanks:
            cuts = [0, *chain.from_iterable(blanks), len(text)]
            kept = "".join(text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True))
            self._remember(kept, _merged([*left_out, *(LeftOut(*self.span(*at), "space") for at in blanks)]))

    def _remember(self, text: str, left_out: list[LeftOut]) -> None:
        self.text, self.left_out = text, left_out
        self._shifts = list(accumulate((part.end - part.start for part in left_out), initial=0))
        # Where in the source each stretch stands, and where in the view it is cut out. Behind the last one
        # there is one more, where no text reaches, so that nobody need ask whether there is a next one.
        self._source_ends = [part.end for part in left_out]
        self._source_starts = [*(part.start for part in left_out), sys.maxsize]
        self._cuts = [start - shift for start, shift in zip(self._source_starts, self._shifts, strict=True)]

    def offset(self, at: int) -> int:
        """Return the offset in the original of the character at an offset of the view."""
        return at + self._shifts[bisect_right(self._cuts, at)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that a stretch of the view was made from."""
        passed = bisect_right(self._cuts, start)
        shift = self._shifts[passed]
        first = start + shift
        if end <= start:
            return first, first
        if not self._replaced and self._cuts[passed] >= end:
            return first, end + shift  # nothing is left out within
        last = end - 1 + self._shifts[bisect_right(self._cuts, end - 1)]
        return first, self._replaced[last][1] if last in self._replaced else last + 1

    def at(self, offset: int) -> int:
        """Return the offset in the view of the first character at or behind an offset of the original."""
        passed = bisect_left(self._source_ends, offset)
        start = self._source_starts[passed]
        return (start if start < offset else offset) - self._shifts[passed]

    def shift(self, start: int, end: int) -> int | None:
        """Return how much further back the original has all that a stretch of it is in the view.

        None if something is left out or replaced within: there each offset has to be looked up.

        >>> View("產值３．５億[2]元").shift(9, 10), View("產值３．５億[2]元").shift(0, 10)
        (3, None)
        """
        passed = bisect_right(self._source_ends, start)
        is_whole = not self._replaced and self._source_starts[passed] >= end
        return self._shifts[passed] if is_whole else None

    def words(self, start: int, end: int) -> str:
        """Return the characters of the original that a stretch of the view stands for."""
        passed = bisect_right(self._cuts, start)
        if not self._replaced and self._cuts[passed] >= end:
            shift = self._shifts[passed]
            return self.source[start + shift : end + shift]
        places = map(self.offset, range(start, end))
        return "".join(self._replaced[at][0] if at in self._replaced else self.source[at] for at in places)


def _soft_breaks(folded: str, blocks: Iterable[tuple[int, int]]) -> Iterator[LeftOut]:
    """Find the line breaks within paragraphs, with the blanks around them."""
    marks = [mark for mark in _BREAKS if mark in folded]
    for start, end in blocks:
        # Found out mark by mark: a search for any of them compares each character with all.
        if all(folded.find(mark, start, end) < 0 for mark in marks):
            continue
        line = start
        for match in _LINE_BREAK.finditer(folded, start, end):
            line_end = line + len(folded[line : match.start()].rstrip(f"{_BLANK}\t"))
            yield LeftOut(line_end, match.end(), "break")
            line = match.end()


def _without(folded: str, breaks: Iterable[LeftOut]) -> tuple[str, list[LeftOut], dict[int, tuple[str, int]]]:
    """Take out of a text what a reader does not see, or skips."""
    pieces: list[str] = []
    left_out: list[LeftOut] = []
    replaced: dict[int, tuple[str, int]] = {}
    at = 0
    form = _left_out()
    suspects = (form.match(folded, found.start()) for found in _MAY_BE_LEFT_OUT.finditer(folded))
    marks = (LeftOut(m.start(), m.end(), m.lastgroup or "") for m in suspects if m)
    for part in sorted(chain(breaks, marks)):
        start, end, what = part
        if start < at or (char := _replacement(folded, part)) is None:
            continue
        pieces += [folded[at:start], char]
        if char:
            replaced[start] = char, end
        if start + len(char) < end:
            what = "markup" if what in ("power", "entity") else what
            left_out.append(LeftOut(start + len(char), end, what))
        at = end
    return ("".join([*pieces, folded[at:]]) if at else folded), left_out, replaced


def _replacement(folded: str, part: LeftOut) -> str | None:
    """Return the character that replaces a stretch; empty if it is only left out, None if it stays."""
    start, end, what = part
    if what == "power":
        return "²" if "2" in folded[start:end] else "³"
    if what == "entity":
        char = html.unescape(folded[start:end])
        if char == folded[start:end]:
            return None  # not an entity of HTML
        # &#27; is a control character, which HTML has no place for.
        return "" if not char.strip() or _left_out().match(char) else script.fold(char[0])
    return " " if what == "break" and _are_latin(folded[start - 1 : start], folded[end : end + 1]) else ""


def _are_latin(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()


def _separates_nothing(text: str, start: int, end: int) -> bool:
    match = _SEPARATES_NOTHING.match(text, start)
    if match is not None and match.end() == end:
        return True
    left, right = text[start - 1 : start], text[end : end + 1]
    if end - start > 1 or not (left.isascii() and right.isascii() and left.isalnum() and right.isalnum()):
        return False
    # PM 2.5, 5 G基站, 20 MW: between a number and the few letters that belong to it in Chinese prose.
    if left.isalpha() and right.isdigit():
        return _BEGINS_LATIN.search(text, max(0, start - _LONGEST_LATIN), start) is not None
    return left.isdigit() and right.isalpha() and _ENDS_LATIN.match(text, end) is not None


def _merged(parts: Iterable[LeftOut]) -> list[LeftOut]:
    """Sort stretches; one that begins within another becomes part of it."""
    merged: list[LeftOut] = []
    for part in sorted(parts):
        if merged and part.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, part.end))
        else:
            merged.append(part)
    return merged
