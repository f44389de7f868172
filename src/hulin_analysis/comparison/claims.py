"""Statements: what one document says, and the numbers that its words leave possible."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, Hedge

#: What a statement is to the one that stands for its place: it agrees, it conflicts, it repeats the same
#: sentence, it is of another status (what was expected or aimed at), or of another kind,
#: which cannot be compared.
Relation = Literal["agrees", "conflicts", "repeats", "status", "kind"]

_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a document, as ``others`` of a comparison holds it.

    Attributes
    ----------
    quote : str
        The number's words, verbatim.
    value, low, high : float or None
        As in the metrics frame, in the unit of the comparison where the two convert exactly.
    unit, hedge, change, status : str
        As in the metrics frame.
    document, title, paper, published, url : str or None
        Where it is stated.
    sentence : str
        The sentence, verbatim.
    sentence_start, start, end : int
        Half-open code-point offsets into the document's text.
    id : str
        The row's id within its document.
    relation : str
        ``agrees``, ``conflicts``, ``repeats``, ``status`` (expected or aimed at where the row is reached) or
        ``kind`` (not comparable): what it is to the row's statement.
    """

    quote: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    hedge: str
    change: str
    status: str
    document: str
    title: str | None
    paper: str | None
    published: str | None
    url: str | None
    sentence: str
    sentence_start: int
    start: int
    end: int
    id: str
    relation: Relation = "agrees"

    @property
    def middle(self) -> float:
        """The value or the middle of the range, negative for a decrease: for sorting."""
        middle = ((self.low or 0.0) + (self.high or 0.0)) / 2 if self.value is None else self.value
        return -middle if self.change == Change.DECREASE else middle

    @property
    def meant(self) -> Interval:
        """The numbers that the words leave possible."""
        return interval(self)

    @property
    def words(self) -> tuple[str, int]:
        """What a reprint has in common with its original: the sentence, and where in it the number stands."""
        return script.fold(self.sentence).strip(), self.start - self.sentence_start


class Interval(NamedTuple):
    """The numbers that a statement leaves possible; an end that is None is open to infinity.

    An exact number is rounded: 5.4 stands for 5.35 up to, not including, 5.45, so that 5.4 and 5.5 have
    no number in common. Only such an upper end is not `closed`.
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    @property
    def width(self) -> float:
        """How wide it is; the narrower, the more precise the statement."""
        if self.low is None or self.high is None:
            return float("inf")
        return float(self.high - self.low)

    def __neg__(self) -> Interval:
        """Mirror it at zero."""
        low = None if self.high is None else -self.high
        return Interval(low, None if self.low is None else -self.low, self.high_closed, self.low_closed)


def interval(stated: Claim) -> Interval:
    """Work out which numbers the words of a statement leave possible; a decrease is mirrored at zero.

    Exact: half a unit of the last written digit either way (5.67万亿 is 5.665 to 5.675万亿). About: half a
    unit of the last digit that is no closing zero (约5000 is 4500 to 5500). Over: from the value up; under:
    up to it, with 近 no further below than about would reach. In Chinese numerals, or several Arabic ones
    (3亿5000万), the last digit is the last that is no zero.
    """
    found = _upright(stated)
    return -found if stated.change == Change.DECREASE else found


def _upright(stated: Claim) -> Interval:
    if stated.value is None:
        low, high = sorted((_exact(stated.low or 0.0), _exact(stated.high or 0.0)))
        return Interval(low, high)
    value = _exact(stated.value)
    if stated.hedge == Hedge.OVER:
        return Interval(value, None)
    if stated.hedge == Hedge.UNDER:
        # 近 says that it is nearly so much; 不到 and 以内 do not say by how much it falls short.
        near = any(word in stated.quote for word in vocabulary.words("hedges", "near", "words"))
        return Interval(
            value - last_digit(stated.quote, value, significant=True) / 2 if near else None, value
        )
    about = stated.hedge == Hedge.ABOUT
    half = last_digit(stated.quote, value, significant=about) / 2
    return Interval(value - half, value + half, high_closed=about)


def _exact(value: float) -> Fraction:
    # The shortest decimal of the float is the number that was written.
    return Fraction(repr(float(value)))


def last_digit(quote: str, value: Fraction, *, significant: bool = False) -> Fraction:
    """Return what one unit of a number's last digit is worth.

    >>> last_digit("5.67万亿元", Fraction(5670000000000)), last_digit("约5000元", Fraction(5000))
    (Fraction(10000000000, 1), Fraction(1, 1))
    >>> last_digit("约5000元", Fraction(5000), significant=True), last_digit("三万人", Fraction(30000))
    (Fraction(1000, 1), Fraction(10000, 1))
    """
    numerals = _ARABIC.findall(script.fold(quote))
    if len(numerals) != 1:
        return _last_nonzero(value)
    written = numerals[0].replace(",", "")
    whole, _, decimals = written.partition(".")
    step = Fraction(1, 10 ** len(decimals))
    if significant and not decimals and whole.strip("0"):
        step = Fraction(10) ** (len(whole) - len(whole.rstrip("0")))
    # What scale words and conversion make of one, read off the number itself.
    scale = value / Fraction(written) if Fraction(written) else Fraction(1)
    return step * abs(scale)


def _last_nonzero(value: Fraction) -> Fraction:
    step = Fraction(1)
    if value == 0:
        return step
    # A third has no last digit: after that many it is as good as exact.
    while (value / step).denominator != 1 and step > Fraction(1, 10**15):
        step /= 10
    while (value / (step * 10)).denominator == 1:
        step *= 10
    return step


def have_common_point(intervals: Iterable[Interval]) -> bool:
    """Tell whether one number lies in all intervals: whether the statements can all be true.

    >>> over, near = Interval(Fraction(5), None), Interval(Fraction(9, 2), Fraction(11, 2))
    >>> have_common_point([over, near]), have_common_point([over, Interval(None, Fraction(4))])
    (True, False)
    """
    all_ = list(intervals)
    lows = [(one.low, not one.low_closed) for one in all_ if one.low is not None]
    highs = [(one.high, one.high_closed) for one in all_ if one.high is not None]
    if not lows or not highs:
        return True
    # Of equal ends the open one is the stricter.
    (low, low_open), (high, high_closed) = max(lows), min(highs)
    return low < high or (low == high and not low_open and high_closed)
