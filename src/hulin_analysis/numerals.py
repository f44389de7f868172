"""Numerals: every way Chinese writes a number, and the value it writes.

The grammar is of the folded text (:func:`hulin_analysis.script.fold`). :data:`NUMERAL` finds the longest
numeral at a place in running text; :func:`parse_number` reads one numeral that stands alone. Values are
reckoned in decimal, so that 1640.06亿 is 164006000000 and not a binary neighbour of it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from hulin_analysis import script
from hulin_analysis.errors import NumeralError

__all__ = ["CHINESE", "NUMERAL", "NUMERAL_CHARACTERS", "Number", "evaluate", "parse_number"]


class Number(NamedTuple):
    """A value, or the two ends of a range: either `value` or both `low` and `high` are None.

    Examples
    --------
    >>> Number(12.4)
    Number(value=12.4, low=None, high=None)
    """

    value: float | None
    low: float | None = None
    high: float | None = None


_WRITINGS = ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {char: Decimal(digit) for digit, chars in enumerate(_WRITINGS) for char in chars}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12, "京": 10**16}

_BIG_OR_SMALL = {**_SMALL, **_BIG}

#: Every folded character that by itself writes (part of) a Chinese number.
CHINESE = "".join(_DIGITS) + "".join(_SMALL) + "".join(_TENS) + "万亿兆"
NUMERAL_CHARACTERS = frozenset(CHINESE + "0123456789")

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 千 and 百 begin a unit in 千瓦, 千克, 百分点: there they are no scale word.
_SCALE = r"(?:[百千](?![瓦克米卡焦伏赫帕分])|[十百千]?[万亿兆](?:亿|兆)?)"
_CHINESE_RUN = rf"[{CHINESE}](?:[{CHINESE}]|(?<=[十百千万亿])[余多几](?=[万亿]))*"
#: A numeral in running text. Groups: `infix` is the 余, 多 or 几 that stands behind it and before the unit.
NUMERAL = re.compile(
    rf"(?:{_ARABIC}(?:[余多几](?={_SCALE}))?(?:{_SCALE}(?:{_ARABIC}{_SCALE})*)?"
    rf"|{_CHINESE_RUN}(?:点[{''.join(_DIGITS)}]+[百千万亿]*)?)"
    r"(?P<infix>[余多几来](?![自源历往年]))?"
)
_TOKEN = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<chinese>[{CHINESE}京])|(?P<hedge>[余多几来])")


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
        fraction = Decimal("0." + "".join(str(_DIGITS[c]) for c in digits))
        return (evaluate(whole) + fraction) * _product(rest[len(digits) :])
    total = section = Decimal(0)
    number: Decimal | None = None
    unit = Decimal(0)  # the scale word just passed: 三千五 is 3500
    for token in _TOKEN.finditer(numeral):
        if arabic := token["arabic"]:
            number, unit = Decimal(arabic.replace(",", "")), Decimal(0)
        elif (char := token[0]) in _DIGITS:
            if char in "零〇○":
                unit = Decimal(0)
            number = _DIGITS[char] if number is None else number * 10 + _DIGITS[char]
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
        product *= _SMALL.get(char) or _BIG[char]
    return product


def _scaled(total: Decimal, section: Decimal, scale: Decimal, *, explicit: bool) -> Decimal:
    if not section and not explicit:
        return total * scale if total else scale  # 万亿: a scale of a scale; 万 alone: one of it
    if total and total < scale:
        return (total + section) * scale  # 二十万三千亿
    return total + section * scale


_COUNTED = "[一二两三四五六七八九]"
_NEIGHBOURS = re.compile(rf"(?P<head>[{CHINESE}]*?)(?P<a>{_COUNTED})(?P<b>{_COUNTED})(?P<tail>[十百千万亿]*)")
_FEW = re.compile(rf"(?P<head>[{CHINESE}]*[十百千万亿])?(?P<few>[几数])(?P<tail>[十百千万亿]*)")
_FRACTION = re.compile(rf"(?P<of>[{CHINESE}]+)分之(?P<part>.+)")
_SLASH = re.compile(r"(?P<part>\d+)/(?P<of>\d+)")
_TENTHS = re.compile(rf"(?P<a>[{CHINESE}]+|\d+(?:\.\d+)?)(?:成(?P<b>[{CHINESE}])?|折)")
_FOLD_PRICE = re.compile(rf"(?P<a>{_COUNTED})(?P<b>{_COUNTED})折")
# 京 is a scale word only where a numeral stands alone: in running text it is the capital.
_ALONE = re.compile(NUMERAL.pattern.replace("[万亿兆]", "[万亿兆京]"))
_BETWEEN = re.compile(r"[-—~至到]+")
_MIXED = re.compile(r"(?P<whole>.+)又(?P<rest>.+分之.+)")
_PERCENT = re.compile(r"(?P<part>.+)(?P<sign>[%‰])")
_POINT = re.compile(rf"(?:点|\.)(?P<digits>[{''.join(_DIGITS)}]+|\d+)")
# 3万5 is 35000: one digit more stands for tenths of the scale word before it.
_SHORT = re.compile(r"(?P<a>\d+)(?P<scale>[百千万亿])(?P<b>\d)")
_PAIR = {"俩": 2, "仨": 3}
_SIGNS = {"-": -1, "负": -1, "零下": -1, "+": 1, "正": 1}
_GROUPING = re.compile(r"(?<=\d)[， \u00a0\u2009\u202f](?=\d{3}(?!\d))")


def parse_number(text: str) -> Number:
    """Read one number as Chinese texts write it, in either script and width.

    Parameters
    ----------
    text : str
        The numeral alone, without unit: ``12.4``, ``１２．４``, ``四百六十一萬``, ``3.5万亿``,
        ``百分之十二``, ``四分之一``, ``三成六``, ``十五六``, ``幾十``, ``負1.1``, ``半``.

    Returns
    -------
    Number
        `value`, or `low` and `high` for a range; hedges inside (二十餘萬) do not change the value.

    Raises
    ------
    NumeralError
        If the text is no number; the message says where reading stopped.

    Examples
    --------
    >>> parse_number("四百六十一萬").value, parse_number("3.5万亿").value, parse_number("三成六").value
    (4610000.0, 3500000000000.0, 0.36)
    >>> parse_number("十五六")
    Number(value=None, low=15.0, high=16.0)
    >>> parse_number("3个")
    Traceback (most recent call last):
    hulin_analysis.errors.NumeralError: '3个' is no number: reading stopped at character 1 ('个').
    """
    alone = text.strip()
    # Within a numeral also a full-width comma or a space parts the thousands; 參 is a digit.
    folded = _GROUPING.sub(",", script.fold(alone)).replace("参", "叁")
    written = next((word for word in _SIGNS if folded.startswith(word) and len(folded) > len(word)), "")
    body = folded.removeprefix(written)
    number = _special(body)
    if number is None:
        match = _ALONE.match(body)
        if not match or match.end() < len(body):
            stop = len(written) + (match.end() if match else 0)
            rest = alone[stop : stop + 1]
            raise NumeralError(
                f"{text!r} is no number: reading stopped at character {stop} ({rest!r})."
                if rest
                else f"{text!r} is no number: there is nothing to read."
            )
        number = Number(float(evaluate(body)))
    if _SIGNS.get(written) == -1:
        value, low, high = number
        return Number(*(None if v is None else -v for v in (value, high, low)))
    return number


def _special(body: str) -> Number | None:
    """Read the forms that are more than digits and scale words; None where the plain grammar applies."""
    if body in ("半", "一半"):
        return Number(0.5)
    if body in _PAIR or (len(body) == 1 and unicodedata.category(body) == "No" and not body.isdigit()):
        return Number(float(_PAIR.get(body) or unicodedata.numeric(body)))  # 俩; ½
    if match := _POINT.fullmatch(body):
        return Number(float(evaluate(f"零点{match['digits']}" if body[0] == "点" else f"0{body}")))
    if match := _SHORT.fullmatch(body):
        return Number(
            float((evaluate(match["a"]) + evaluate(match["b"]) / 10) * _BIG_OR_SMALL[match["scale"]])
        )
    if match := _PERCENT.fullmatch(body):
        return _part_of(parse_number(match["part"]), Decimal(100 if match["sign"] == "%" else 1000))
    if match := _MIXED.fullmatch(body):
        whole, rest = parse_number(match["whole"]).value, parse_number(match["rest"]).value
        return Number(whole + rest) if whole is not None and rest is not None else None
    if match := _FRACTION.fullmatch(body):
        return _part_of(parse_number(match["part"]), evaluate(match["of"]))
    if match := _SLASH.fullmatch(body):
        return Number(float(Decimal(match["part"]) / Decimal(match["of"]))) if int(match["of"]) else None
    if match := _FOLD_PRICE.fullmatch(body):
        return Number(float(evaluate(match["a"]) / 10 + evaluate(match["b"]) / 100))
    if match := _TENTHS.fullmatch(body):
        return Number(float(evaluate(match["a"]) / 10 + evaluate(match["b"] or "零") / 100))
    if match := _NEIGHBOURS.fullmatch(body):
        low, high = _neighbours(match)
        if low is not None and high is not None and high > low:
            return Number(None, low, high)
    if match := _FEW.fullmatch(body):
        return _few(match)
    if body[:1] == "上" and body[1:] and body[1] in "百千万亿":
        return Number(float(evaluate(body[1:])))
    ends = _BETWEEN.split(body)
    if len(ends) == 2 and all(_ALONE.fullmatch(end) for end in ends):
        low, high = (float(evaluate(end)) for end in ends)
        return Number(None, low, high)
    return None


def _part_of(number: Number, whole: Decimal) -> Number | None:
    if not whole:
        return None
    return Number(*(None if v is None else float(Decimal(str(v)) / whole) for v in number))


def _neighbours(match: re.Match[str]) -> tuple[float | None, float | None]:
    """Reckon 两三, 十五六, 三四十: two neighbouring digits name the ends of a range."""
    a, b, head, tail = match["a"], match["b"], match["head"], match["tail"]
    if _DIGITS[b] - _DIGITS[a] != 1 or (head and head[-1] not in _SMALL):
        return None, None
    return float(evaluate(head + a + tail)), float(evaluate(head + b + tail))


def _few(match: re.Match[str]) -> Number:
    """Reckon 十几 (11 to 19), 几十 and 数千 (two to nine of them)."""
    head, tail = match["head"] or "", match["tail"]
    if head:
        step = _product(head[-1]) / 10 * _product(tail)
        base = evaluate(head) * _product(tail)
        return Number(None, float(base + step), float(base + 9 * step))
    return Number(None, float(2 * _product(tail)), float(9 * _product(tail)))
