"""The view: a text as the rules read it, with a map back to the text as it stands.

The rules are written for simplified script, half-width digits and numbers without spaces in them. A view
is that text. Whatever it leaves out (invisible characters, spaces in and beside numbers, soft line breaks,
footnote marks, remnants of HTML) is left out of every rule's sight at once, and :meth:`View.span` says where
in the untouched text the words stand that a rule has found.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import NamedTuple

from hulin_analysis import script

__all__ = ["LeftOut", "View"]

_IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff〇"
_BLANK = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# No glyph of their own: soft hyphen, joiners, direction marks, variation selectors, control characters.
_UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff"
_SUPERSCRIPT = "¹²³⁰⁴⁵⁶⁷⁸⁹"

# 国内生产总值[2], 总值¹, 总值<sup>2</sup>: a mark stands behind a word or a number, and in front of more text.
_FOOTNOTE = (
    rf"(?<=[{_IDEOGRAPH}%‰”’)])"
    rf"(?:\[(?:注\s?)?\d{{1,3}}(?:[-,，、]\d{{1,3}})*\]|<sup>\s?\[?\d{{1,3}}\]?\s?</sup>|(?<!米)[{_SUPERSCRIPT}]{{1,3}})"
)
_MARKUP = r"</?[A-Za-z][^<>\n]{0,200}>|<!--[^<>\n]{0,200}-->"
_ENTITY = r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});"
_LEFT_OUT = re.compile(
    rf"(?P<power>(?<=[A-Za-z])<sup>\s?[23]\s?</sup>)|(?P<footnote>{_FOOTNOTE})|(?P<markup>{_MARKUP})|(?P<entity>{_ENTITY})|(?P<unseen>[{_UNSEEN}]+)"
)
_MAY_BE_LEFT_OUT = re.compile(rf"[<&\[{_SUPERSCRIPT}{_UNSEEN}]")
_SOFT_BREAK = re.compile(rf"[{_BLANK}\t]*(?:\r\n|[\n\r\u2028\u2029\x85])[{_BLANK}\t]*")

_NUMERAL = "0-9零〇一二两三四五六七八九十百千万亿兆"
_MARKS = f"{_IDEOGRAPH}、，。；：？！“”‘’（）《》「」『』…—%‰℃$¥￥€£()~/:;"
_BLANKS = re.compile(f"[{_BLANK}]+")
# Spaces that say nothing: between the thousands of a number, on either side of a numeral, a sign or a unit, and
# single ones between two characters of Chinese prose. Wider gaps part the columns of a table.
_SAYS_NOTHING = re.compile(
    rf"(?<=\d)(?<!\d{{4}})[{_BLANK}](?=\d{{3}}(?:[{_BLANK}]\d{{3}})*(?:[.,]\d+)?[{_BLANK}]?[{_IDEOGRAPH}%‰])"
    rf"|(?<=[{_NUMERAL}%‰余多几])[{_BLANK}]{{1,2}}(?=[{_MARKS}-])"
    rf"|(?<=[\n_{_MARKS}])[{_BLANK}]{{1,2}}(?=[{_NUMERAL}])"
    rf"|(?<=[{_IDEOGRAPH}]) (?=[{_IDEOGRAPH}/])|(?<=/) (?=[{_IDEOGRAPH}])"
)
_LONGEST_LATIN = 9
_BEGINS_LATIN = re.compile(r"(?:^|[^\x00-\x7f(])[A-Za-z][A-Za-z0-9-]{0,7}$|\([A-Za-z][A-Za-z0-9-]{0,7}$")
_ENDS_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,7}(?:$|[^\x00-\x7f]|[/)\n])")


class LeftOut(NamedTuple):
    """A stretch of the untouched text that a view leaves out: half-open offsets, and what it is."""

    start: int
    end: int
    what: str


class View:
    r"""A text as rules read it, and the way back.

    Parameters
    ----------
    source : str
        The text as it stands.
    folded : str, optional
        It in simplified script and half width, offset for offset; made if left out.
    blocks : iterable of (int, int), optional
        Offsets of its paragraphs. A line break within one is soft: the line goes on.

    Attributes
    ----------
    source : str
        The text as it stands.
    text : str
        The text as rules read it.
    left_out : list of LeftOut
        What `text` lacks of `source`, in reading order.

    Examples
    --------
    >>> view = View("產值３．５ 億\u200b元[2]，增長６%")
    >>> view.text
    '产值3.5亿元，增长6%'
    >>> at = view.text.index("3.5亿元")
    >>> view.source[slice(*view.span(at, at + 5))], view.words(at, at + 5)
    ('３．５ 億\u200b元', '３．５億元')
    """

    __slots__ = ("_behind", "_instead", "_shift", "_source_ends", "left_out", "source", "text")

    def __init__(self, source: str, folded: str = "", blocks: Iterable[tuple[int, int]] = ()) -> None:
        folded = folded if len(folded) == len(source) else script.fold(source)
        text, left_out, self._instead = _without(folded, _soft_breaks(folded, blocks))
        self.source = source
        self._remember(text, left_out)
        blanks = [match.span() for match in _BLANKS.finditer(text) if _says_nothing(text, *match.span())]
        if blanks:
            cuts = [0, *chain.from_iterable(blanks), len(text)]
            kept = "".join(text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True))
            self._remember(kept, _merged([*left_out, *(LeftOut(*self.span(*at), "space") for at in blanks)]))

    def _remember(self, text: str, left_out: list[LeftOut]) -> None:
        self.text, self.left_out = text, left_out
        shift = list(accumulate((part.end - part.start for part in left_out), initial=0))
        self._shift = shift
        # Where in the view each left out stretch would stand, and where in the source it ends.
        self._behind = [part.start - before for part, before in zip(left_out, shift, strict=False)]
        self._source_ends = [part.end for part in left_out]

    def offset(self, at: int) -> int:
        """Return where in the untouched text the character at an offset of the view stands."""
        return at + self._shift[bisect_right(self._behind, at)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the untouched text that a stretch of the view was made from."""
        if not self.left_out and not self._instead:
            return start, max(start, end)
        first = self.offset(start)
        if end <= start:
            return first, first
        last = self.offset(end - 1)
        return first, self._instead[last][1] if last in self._instead else last + 1

    def at(self, offset: int) -> int:
        """Return where in the view the first character stands that is not before an offset of the source."""
        if not self.left_out:
            return offset
        passed = bisect_left(self._source_ends, offset)
        inside = passed < len(self.left_out) and self.left_out[passed].start < offset
        return (self.left_out[passed].start if inside else offset) - self._shift[passed]

    def words(self, start: int, end: int) -> str:
        """Return the characters of the untouched text that a stretch of the view stands for."""
        if not self.left_out and not self._instead:
            return self.source[start:end]
        first, last = bisect_right(self._behind, start), bisect_left(self._behind, end)
        if first >= last and not self._instead:
            return self.source[slice(*self.span(start, end))]
        places = map(self.offset, range(start, end))
        return "".join(self._instead[at][0] if at in self._instead else self.source[at] for at in places)


def _soft_breaks(folded: str, blocks: Iterable[tuple[int, int]]) -> Iterator[LeftOut]:
    for start, end in blocks:
        for match in _SOFT_BREAK.finditer(folded, start, end):
            yield LeftOut(match.start(), match.end(), "break")


def _without(folded: str, breaks: Iterable[LeftOut]) -> tuple[str, list[LeftOut], dict[int, tuple[str, int]]]:
    """Take out what a reader does not see, or is not meant to read on the way.

    Returns
    -------
    text : str
        What is left.
    left_out : list of LeftOut
        What is not.
    instead : dict
        Of what became one character (&amp;, <sup>2</sup>, a line break between two English words), by where it
        begins: the character, and where it ends.
    """
    pieces: list[str] = []
    left_out: list[LeftOut] = []
    kept: dict[int, tuple[str, int]] = {}
    at = 0
    suspects = (_LEFT_OUT.match(folded, found.start()) for found in _MAY_BE_LEFT_OUT.finditer(folded))
    marks = (LeftOut(m.start(), m.end(), m.lastgroup or "") for m in suspects if m)
    for start, end, what in sorted(chain(breaks, marks)):
        if start < at:
            continue
        instead = ""
        if what == "power":
            instead, what = "²" if "2" in folded[start:end] else "³", "markup"
        elif what == "entity":
            meant = html.unescape(folded[start:end])
            if meant == folded[start:end]:
                continue  # no entity after all
            what = "markup"
            instead = "" if meant.isspace() or _LEFT_OUT.match(meant) else script.fold(meant[0])
        elif what == "break" and _are_latin(folded[start - 1 : start], folded[end : end + 1]):
            instead = " "
        pieces += [folded[at:start], instead]
        if instead:
            kept[start] = instead, end
        if start + len(instead) < end:
            left_out.append(LeftOut(start + len(instead), end, what))
        at = end
    return ("".join([*pieces, folded[at:]]) if at else folded), left_out, kept


def _are_latin(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()


def _says_nothing(text: str, start: int, end: int) -> bool:
    match = _SAYS_NOTHING.match(text, start)
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
    """Put stretches in order; one that lies in another (in a space, say) becomes part of it."""
    merged: list[LeftOut] = []
    for part in sorted(parts):
        if merged and part.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, part.end))
        else:
            merged.append(part)
    return merged
