"""Numerals: every way Chinese writes a number, and the value it writes.

The grammar is of the folded text (:func:`hulin_analysis.script.fold`). :data:`NUMERAL` finds the longest
numeral at a place in running text, :func:`evaluate` reckons it; :mod:`hulin_analysis.numbers` reads what
stands alone, in every writing. Values are reckoned in decimal, so that 1640.06亿 is 164006000000 and not a
binary neighbour of it.
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["ARABIC", "CHINESE", "DIGITS", "NUMERAL", "NUMERAL_CHARACTERS", "SCALES", "evaluate"]

_WRITINGS = ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
#: The digit that each folded character writes.
DIGITS = {char: Decimal(digit) for digit, chars in enumerate(_WRITINGS) for char in chars}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12, "京": 10**16}

#: Scale words and what they stand for.
SCALES = {**_SMALL, **_BIG}

#: Every folded character that by itself writes (part of) a Chinese number.
CHINESE = "".join(DIGITS) + "".join(_SMALL) + "".join(_TENS) + "万亿兆"
NUMERAL_CHARACTERS = frozenset(CHINESE + "0123456789")

#: A number in Arabic digits, thousands parted by commas or not.
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 千, 百 and 兆 begin a unit in 千瓦, 百分点, 兆瓦时: there they are no scale word.
_SCALE = (
    r"(?:[百千](?![瓦克米卡焦伏赫帕分])|[十百千]?(?:[万亿]|兆(?![瓦赫焦帕比字]))(?:亿|兆(?![瓦赫焦帕比字]))?)"
)
_CHINESE_RUN = rf"[{CHINESE}](?:(?!兆[瓦赫焦帕比字])[{CHINESE}]|(?<=[十百千万亿])[余多几](?=[万亿]))*"
#: A numeral in running text. Groups: `infix` is the 余, 多 or 几 that stands behind it and before the unit.
NUMERAL = re.compile(
    rf"(?:{ARABIC}(?:[余多几](?={_SCALE}))?(?:{_SCALE}(?:{ARABIC}{_SCALE})*)?"
    rf"|{_CHINESE_RUN}(?:点[{''.join(DIGITS)}]+[百千万亿]*)?)"
    r"(?P<infix>[余多几来](?![自源历往年]))?"
)
_TOKEN = re.compile(rf"(?P<arabic>{ARABIC})|(?P<chinese>[{CHINESE}京])|(?P<hedge>[余多几来])")


def evaluate(numeral: str) -> Decimal:
    """Reckon the value of one folded numeral made of digits, Chinese digits and scale words.

    Examples
    --------
    >>> evaluate("3.5亿"), evaluate("四百六十一万"), evaluate("1亿2000万"), evaluate("二〇二一")
    (Decimal('350000000.0'), Decimal('4610000'), Decimal('120000000'), Decimal('2021'))
    """
    if numeral.isascii():
        return Decimal(numeral.replace(",", ""))
    if "点" in numeral:
        whole, _, rest = numeral.partition("点")
        digits = rest.rstrip("百千万亿兆")
        fraction = Decimal("0." + "".join(str(DIGITS[c]) for c in digits))
        return (evaluate(whole) + fraction) * _product(rest[len(digits) :])
    total = section = Decimal(0)
    number: Decimal | None = None
    unit = Decimal(0)  # the scale word just passed: 三千五 is 3500
    for token in _TOKEN.finditer(numeral):
        if arabic := token["arabic"]:
            number, unit = Decimal(arabic.replace(",", "")), Decimal(0)
        elif (char := token[0]) in DIGITS:
            if char in "零〇○":
                unit = Decimal(0)
            number = DIGITS[char] if number is None else number * 10 + DIGITS[char]
        elif char in _TENS:
            section, number, unit = section + _TENS[char], None, Decimal(0)
        elif char in _SMALL:
            section += (Decimal(1) if number is None else number) * _SMALL[char]
            number, unit = None, Decimal(_SMALL[char] if _SMALL[char] > 10 else 0)
        elif char in _BIG:
            section += number or 0
            total = _scaled(total, section, Decimal(_BIG[char]), explicit=number is not None)
            section, number, unit = Decimal(0), None, Decimal(_BIG[char])
    if number is not None:
        section += number * unit / 10 if unit and number < 10 else number
    return total + section


def _product(scales: str) -> Decimal:
    product = Decimal(1)
    for char in scales:
        product *= SCALES[char]
    return product


def _scaled(total: Decimal, section: Decimal, scale: Decimal, *, explicit: bool) -> Decimal:
    if not section and not explicit:
        return total * scale if total else scale  # 万亿: a scale of a scale; 万 alone: one of it
    if total and total < scale:
        return (total + section) * scale  # 二十万三千亿
    return total + section * scale
