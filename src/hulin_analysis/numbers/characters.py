"""The characters that numbers are written with, and what each is worth."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["BIG", "CHINESE", "DIGITS", "FORMAL", "NUMERAL_CHARACTERS", "SMALL", "TENS", "ZERO", "scale"]

_WRITINGS = ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")

#: The digit that each character writes.
DIGITS = {char: digit for digit, chars in enumerate(_WRITINGS) for char in chars}
ZERO = frozenset(_WRITINGS[0])
#: Ten, a hundred and a thousand: within a group of four places.
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30, "卌": 40}
#: Ten thousand and its powers. 京 is a scale word only where a number stands alone.
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12, "京": 10**16}
#: The characters of cheques and contracts. One by itself is a surname or part of a word: 大陆, 队伍.
FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")

#: Every character that by itself writes (part of) a Chinese number in running text.
CHINESE = "".join(DIGITS) + "".join(SMALL) + "".join(TENS) + "万亿兆"
NUMERAL_CHARACTERS = frozenset(CHINESE + "0123456789")


def scale(words: str) -> Decimal:
    """Return the product of scale words.

    Parameters
    ----------
    words : str
        Scale words only.

    Examples
    --------
    >>> scale("百万"), scale("")
    (Decimal('1000000'), Decimal('1'))
    """
    product = Decimal(1)
    for char in words:
        product *= SMALL.get(char) or BIG[char]
    return product
