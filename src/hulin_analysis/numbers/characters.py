"""The characters that numbers are written with, and what each is worth."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Hedge

_WRITINGS = ["零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
#: The digits from one to nine, as most texts write them.
UNITS = "".join(chars[0] for chars in _WRITINGS[1:])
NAUGHT, ONE = _WRITINGS[0][0], UNITS[0]
#: Two of a thing.
TWO = _WRITINGS[2][1]
#: A half of a thing, and more than it.
HALF, MORE = "半", "多"
#: The decimal point, the mark of a rank, and what is counted where nothing else is said.
POINT, ORDINAL, PIECE = "点", "第", "个"
#: What stands between the parts of a fraction, the ends of a range, the members of a list.
PARTITIVE, TO, AND, OR = "分之", "至到", "和与及", "或"

#: The digit that each character writes.
DIGITS = {char: digit for digit, chars in enumerate(_WRITINGS) for char in chars}
ZERO = frozenset(_WRITINGS[0])
TEN = "十拾"
#: Ten, a hundred and a thousand: within a group of four places.
SMALL = {char: 10**zeros for zeros, chars in enumerate((TEN, "百佰", "千仟"), 1) for char in chars}
TENS = {char: tens for tens, char in zip((20, 30, 40), "廿卅卌", strict=True)}
#: Ten thousand and its powers. The last is a scale word only where a number stands alone.
BIG = {char: 10 ** (4 * power) for power, char in enumerate("万亿兆京", 1)}
MYRIAD, HUNDRED_MILLION, _BILLION, _LAST = BIG
SCALES = frozenset([*SMALL, *BIG])
#: The scale words of most numbers, and what small ones are written with: dates, ranks, marks of a list.
LARGE = "百千" + MYRIAD + HUNDRED_MILLION
SIMPLE = "".join([*_WRITINGS[0], *UNITS, TEN[0], *TENS])
#: The characters of cheques and contracts, and 兆. One by itself is a surname or part of a word: 大陆, 队伍.
FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟兆")

#: Every character that by itself writes (part of) a Chinese number in running text.
CHINESE = "".join([*DIGITS, *SMALL, *TENS, *BIG]).removesuffix(_LAST)
NUMERAL_CHARACTERS = frozenset(CHINESE + "0123456789")
#: The ideographs, as a class of characters in a pattern.
IDEOGRAPHS = "\u3400-\u9fff"


@cache
def infixes() -> frozenset[str]:
    """Return the hedges between a number and its scale word or unit: 1500余场, 二十多万, 十几个.

    >>> "余" in infixes()
    True
    """
    hedges = vocabulary.table("hedges")
    return frozenset(word for hedge in Hedge if hedge in hedges for word in hedges[hedge]["infix"])


@cache
def plain_infixes() -> frozenset[str]:
    """Return those of them that stand behind a unit as well: 1500余场, 三斤多.

    >>> "余" in plain_infixes(), "几" in plain_infixes()
    (True, False)
    """
    return infixes().intersection(vocabulary.words("hedges", Hedge.OVER, "loose"))


def is_ideograph(char: str) -> bool:
    """Tell whether a character is an ideograph; of no character it is not said.

    >>> is_ideograph("虎"), is_ideograph("、"), is_ideograph("")
    (True, False, False)
    """
    return IDEOGRAPHS[0] <= char <= IDEOGRAPHS[-1]


def scale(words: str) -> Decimal:
    """Return the product of scale words.

    >>> scale("百万"), scale("")
    (Decimal('1000000'), Decimal('1'))
    """
    product = Decimal(1)
    for char in words:
        product *= SMALL.get(char) or BIG[char]
    return product
