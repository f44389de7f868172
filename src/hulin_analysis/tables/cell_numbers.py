"""Figures: the number that a cell holds, alone or with a unit of its own, and the units that words name."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change, Hedge
from hulin_analysis.numbers import Quantity, find_quantities
from hulin_analysis.numbers.characters import BIG, SMALL, scale

# 1914.1, 1,914.1, 1 914.1, -1.6, +5.4, ↓2.1; behind it the mark of a note.
_ALONE = re.compile(
    r"(?P<arrow>[↑↓])?\s?(?P<sign>[-+−])?\s?"
    r"(?P<number>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<mark>\s?(?:\*+|[\u2460-\u2473]|\[\d{1,2}\]|[⁰¹²³⁴-⁹]+)?)"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALED = re.compile(f"[{''.join(SMALL)}{''.join(BIG)}]*")
_LONGEST_UNIT = 12
_OF_MANY = re.compile(rf"1/10*[{''.join([*SMALL, *BIG])}]?")  # 1/10万
_SAYS_NO_UNIT = re.compile(r"(?<![/\d])\d|[,，;；:：。=]")  # 人/10万人 is one


class Scale(NamedTuple):
    """A unit as a header names it, with the scale word before it: 万吨 is ten thousand of 吨."""

    factor: Decimal  # what a number in it is multiplied by
    unit: str  # the unit, folded
    # Where the unit is written, its scale word left out: two places in 新台币亿元.
    spans: tuple[tuple[int, int], ...]
    group: str  # what it measures; empty if the vocabulary does not know it

    @property
    def is_ratio(self) -> bool:
        """Whether it is a ratio: %, ‰, 百分点."""
        return self.group == "ratio"


# A cell of more digits states no number.
_LONGEST = 30
#: The ratio of words that can mean nothing else: 增速, 比重.
PERCENT = Scale(Decimal(1), "%", (), "ratio")


class Figure(NamedTuple):
    """The number of a cell."""

    # Where it stands: with its hedge, sign and unit, without the mark of a note.
    start: int
    end: int
    quantity: Quantity | None  # it with the unit that the cell itself names; None if the cell names none
    value: Decimal  # the number alone; of a range the lower end
    change: Change = Change.NONE  # what an arrow or a verb before it says
    hedge: Hedge = Hedge.EXACT  # how surely it is said


@cache
def _blank() -> frozenset[str]:
    return frozenset(vocabulary.words("tables", "empty", "words"))


def is_blank(words: str) -> bool:
    """Tell whether a cell states nothing.

    >>> is_blank(""), is_blank("…"), is_blank("0")
    (True, True, False)
    """
    return not words or words in _blank()


def read_figure(text: str, start: int, end: int, inside: list[Quantity]) -> Figure | None:
    """Read the number of a cell; None if it is anything else. `inside` is what running text would have there.

    >>> [str(read_figure(text, 0, len(text), []).value) for text in ("1,914.1", "-1.6", "17.5*")]
    ['1914.1', '-1.6', '17.5']
    >>> text = "134.9亿元"
    >>> read_figure(text, 0, len(text), find_quantities(text)[0]).quantity.value
    13490000000.0
    """
    match = _ALONE.fullmatch(text, start, end)
    if match and len(match["number"]) <= _LONGEST:
        value = Decimal(match["number"].replace(",", "").replace(" ", ""))
        arrow = {"↑": Change.INCREASE, "↓": Change.DECREASE}.get(match["arrow"] or "", Change.NONE)
        begin = match.start("sign") if match["sign"] else match.start("number")
        signed = -value if match["sign"] and match["sign"] != "+" else value
        return Figure(begin, match.end("number"), None, signed, arrow)
    if hedged := _hedged(text[start:end]):
        at, stop, value, hedge, change = hedged
        return Figure(start + at, start + stop, None, value, change, hedge)
    if len(inside) == 1:
        one = inside[0]
        before = _changes().fullmatch(text, start, one.start)
        if before and _is_mark(text[one.end : end]) and (one.unit or one.start > start):
            change = Change.DECREASE if before["fall"] else Change.INCREASE if before["rise"] else Change.NONE
            if text.startswith("+", start):
                one = one._replace(start=start)
            least = one.low if one.value is None else one.value
            return Figure(one.start, one.end, one, Decimal(str(least or 0)), change)
    return None


@cache
def _hedged(words: str) -> tuple[int, int, Decimal, Hedge, Change] | None:
    """Read a number with a hedge and without a unit, as running text would with one: 34.5左右, 约12."""
    numbers = list(_NUMBER.finditer(words))
    if len(numbers) != 1 or numbers[0].end() - numbers[0].start() == len(words):
        return None
    at = numbers[0].end()
    quantities, _ = find_quantities(f"{words[:at]}%{words[at:]}")
    one = quantities[0] if len(quantities) == 1 else None
    if one is None or one.value is None or one.hedge is Hedge.EXACT or one.end != len(words) + 1:
        return None
    before = _changes().fullmatch(words, 0, one.start)
    if before is None:
        return None
    change = Change.DECREASE if before["fall"] else Change.INCREASE if before["rise"] else Change.NONE
    return one.start, len(words), Decimal(str(one.value)), one.hedge, change


@cache
def _changes() -> re.Pattern[str]:
    """Match what may stand before the number in a cell: 增长, 同比下降."""
    # No word of a list is the beginning of one of a later list, so that none need be given back.
    before = "[+]?(?:<change.manners>|<change.against>|<change.reaches>)*+"
    change = "(?:(?P<rise><change.rise>)|(?P<fall><change.fall>))?"
    return vocabulary.compiled("tables", f"{before}{change}:?(?:<change.reaches>)?")


def _is_mark(words: str) -> bool:
    return not words or re.fullmatch(r"\s?(?:\*+|[\u2460-\u2473]|\[\d{1,2}\])", words) is not None


def read_scale(text: str, start: int, end: int, *, surely: bool = False) -> Scale | None:
    """Read words as a unit, if they are one and nothing else.

    Where they stand where only a unit stands (behind 单位, in a column of units) they are `surely` one: a
    unit that the vocabulary does not know is taken as written.

    >>> scale = read_scale("万吨", 0, 2)
    >>> int(scale.factor), scale.unit, read_scale("万象", 0, 2), read_scale("标准箱", 0, 3, surely=True).unit
    (10000, '吨', None, '标准箱')
    """
    words = text[start:end]
    if not words or len(words) > _LONGEST_UNIT:
        return None
    if surely and _OF_MANY.fullmatch(words):
        return Scale(Decimal(1), words, ((start, end),), "ratio")
    if _SAYS_NO_UNIT.search(words):
        return None
    found = _scale_of(words)
    if found is not None:
        return found._replace(spans=tuple((start + a, start + b) for a, b in found.spans))
    if (slash := words.find("/")) > 0 and (per := _scale_of(words[:slash])):
        return Scale(per.factor, words[per.spans[0][0] :], ((start + per.spans[0][0], end),), "")
    if not surely:
        return None
    scaled = _SCALED.match(words)
    at = scaled.end() if scaled else 0
    if not BIG.keys().isdisjoint(words[at:].partition("/")[0]) or at == len(words):
        return None
    return Scale(scale(words[:at]), words[at:], ((start + at, end),), "")


@cache
def _scale_of(words: str) -> Scale | None:
    """Read a unit as running text would behind the number one; a currency may stand before it: 新台币亿元."""
    scaled = re.search(f"[{''.join([*SMALL, *BIG])}]", words)
    for at in (0, scaled.start() if scaled else 0):
        quantities, _ = find_quantities(f"{words[:at]}1{words[at:]}")
        one = quantities[0] if len(quantities) == 1 else None
        if one is None or one.value is None or not one.unit or one.hedge is not Hedge.EXACT:
            continue
        if (one.start, one.end) == (0, len(words) + 1):
            spans = tuple((a - (a > at), b - (b > at)) for a, b in one.unit_spans)
            return Scale(Decimal(str(one.value)), one.unit, spans, one.group)
    return None


def scale_of(words: str) -> Decimal | None:
    """Return what words multiply by that are scale words and nothing else.

    >>> scale_of("百万"), scale_of("万吨")
    (Decimal('1000000'), None)
    """
    return scale(words) if words and _SCALED.fullmatch(words) else None


def with_scale(figure: Figure, scale: Scale | None) -> Quantity:
    """Return the quantity of a figure in the unit that stands elsewhere; without one, in none.

    >>> figure = read_figure("650.0", 0, 5, [])
    >>> with_scale(figure, read_scale("万吨", 0, 2)).value
    6500000.0
    """
    if figure.quantity is not None:
        return figure.quantity
    factor, unit, spans, group = scale or Scale(Decimal(1), "", (), "")
    return Quantity(
        start=figure.start,
        end=figure.end,
        number_start=figure.start,
        number_end=figure.end,
        value=float(figure.value * factor),
        low=None,
        high=None,
        unit=unit,
        unit_spans=spans,
        unit_end=figure.end,
        counted=figure.end,
        group=group,
        hedge=figure.hedge,
    )
