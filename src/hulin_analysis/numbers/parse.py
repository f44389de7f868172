"""Numbers that stand alone: the grammar of running text, applied to the whole of a text.

What is a unit in running text (%, 成, 折) becomes part of the value, and some more forms are read: 2e5, 40k,
半, 几十.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.errors import NumeralError, expect
from hulin_analysis.numbers.characters import (
    CHINESE,
    DIGITS,
    HALF,
    LARGE,
    NAUGHT,
    PARTITIVE,
    POINT,
    SMALL,
    TEN,
    TO,
    TWO,
    UNITS,
    ZERO,
    scale,
)
from hulin_analysis.numbers.implied_units import read_number
from hulin_analysis.numbers.ranges import LINK, shared_ends
from hulin_analysis.view import View


class Number(NamedTuple):
    """A value, or the two ends of a range: either `value` or both `low` and `high` are None.

    Attributes
    ----------
    value : float or None
        The number, scale words and percent signs applied (12% is 0.12); None for a range.
    low, high : float or None
        The ends of a range, both included; None for a single value.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.Number(12.4)
    Number(value=12.4, low=None, high=None)
    """

    value: float | None
    low: float | None = None
    high: float | None = None


_Ends = tuple[Decimal, Decimal]

_ALONE = {"half": "0.5", "twentieth": "0.05", "fifty": "50", "two": "2", "three": "3"}
_PERCENT = LARGE[0] + PARTITIVE
_PARTS = {"%": 100, "‰": 1000}
_LETTERS = {"k": 10**3, "w": 10**4, "m": 10**6, "g": 10**9, "t": 10**12}
# A space between groups of three digits separates thousands.
_GROUPING = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_LONGEST = 200
# So much of a text is repeated in a message.
_SHOWN = 40
# 參 is a digit where it stands in a numeral, and so is 倆 before a scale word.
_CHEQUE = str.maketrans("参", "叁")
_OF_SCALE = re.compile(f"俩(?=[{TEN[0]}{LARGE}])")


def _units(key: str) -> tuple[str, ...]:
    return vocabulary.words("numerals", "part", key)


@cache
def _space() -> re.Pattern[str]:
    parts = "|".join(map(re.escape, (*_units("tenths"), *_units("discounts"))))
    return re.compile(rf"\s+(?!\d)|(?<!\d)\s+|(?<=\d)\s+(?=\d+\s*(?:{parts}))")


@cache
def _signs() -> dict[str, int]:
    minus, plus = (vocabulary.words("signs", sign, "words") for sign in ("minus", "plus"))
    return dict.fromkeys(["-", *minus], -1) | dict.fromkeys(["+", *plus], 1)


@cache
def _words() -> dict[str, Decimal]:
    listed = vocabulary.table("numerals")["alone"]
    return {word: Decimal(_ALONE[key]) for key, words in listed.items() for word in words}


def parse_number(text: str) -> Number:
    """Read one number as Chinese texts write it, in either script and width.

    Parameters
    ----------
    text : str
        The numeral alone, without unit: ``12.4``, ``１２．４``, ``四百六十一萬``, ``3萬8748``, ``3.5万亿``,
        ``百分之十二``, ``12%``, ``四分之一``, ``三又二分之一``, ``三成六``, ``六五折``, ``十五六``, ``幾十``,
        ``負1.1``, ``半``, ``一个半``, ``近百``, ``50以上``, ``2e5``, ``40k``.

    Returns
    -------
    Number
        `value`, or `low` and `high` for a range; hedges inside (二十餘萬) do not change the value. Scale
        words and percent signs are applied, so the number has no unit.

    Raises
    ------
    NumeralError
        If it is not a number (the message says where reading stopped), can be read in more than one way
        (3亿5000), or is not text.

    Notes
    -----
    萬, 億, 兆 and 京 are each ten thousand times the one before; 成 and 折 are tenths (六五折 is 0.65). Two
    neighbouring digits (十五六) and 幾 are ranges: 幾十 is 20 to 90.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> [ha.parse_number(text).value for text in ("四百六十一萬", "3.5万亿", "三成六", "3萬8748")]
    [4610000.0, 3500000000000.0, 0.36, 38748.0]
    >>> ha.parse_number("十五六")
    Number(value=None, low=15.0, high=16.0)
    >>> ha.parse_number("3个")
    Traceback (most recent call last):
    hulin_analysis.errors.NumeralError: '3个' is not a number: reading stopped at character 1 ('个').
    """
    expect(text, str, "ha.parse_number needs text", _suggested(text), NumeralError)
    view = View(text)
    body, places = _compact(view)
    if not body:
        raise NumeralError("{text!r} is not a number: there is nothing to read.", text=_shown(text))
    if len(body) > _LONGEST:
        raise NumeralError(
            "{text!r} has {count} characters; a number of at most {most} is read.",
            text=_shown(text),
            count=len(body),
            most=_LONGEST,
        )
    ends = _read_hedged(body)
    if ends is None or (ends[0] != ends[1] and len(text.strip().splitlines()) > 1):
        raise _refusal(text, body, places)
    low, high = map(float, ends)
    if max(abs(low), abs(high)) == float("inf") or (low == 0 != ends[0]):
        raise NumeralError("{text!r} is too large or too small a number for a computer.", text=_shown(text))
    return Number(low) if low == high else Number(None, low, high)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _suggested(given: object) -> str:
    return f"ha.parse_number({str(given) if isinstance(given, int | float) else '3.5萬'!r})"


def _compact(view: View) -> tuple[str, list[int]]:
    """Return the text without spaces that separate nothing, and the offset of each character of it."""
    text = _GROUPING.sub(",", view.text)
    gaps = {i for match in _space().finditer(text) for i in range(*match.span())}
    kept = [i for i in range(len(text)) if i not in gaps]
    body = "".join(text[i] for i in kept).translate(_CHEQUE)
    return _OF_SCALE.sub(TWO, body), [view.offset(i) for i in kept]


def _refusal(text: str, body: str, places: list[int]) -> NumeralError:
    sign = _sign_of(body)
    number = read_number(body, len(sign), alone=True)
    if number and number.low is None and number.behind == len(body):
        return NumeralError(
            "{text!r} can be read as a number in several ways; write it in digits.", text=_shown(text)
        )
    stop = places[min(number.behind if number else len(sign), len(body) - 1)]
    return NumeralError(
        "{text!r} is not a number: reading stopped at character {place} ({sign!r}).",
        text=_shown(text),
        place=stop,
        sign=text[stop],
    )


def _sign_of(body: str) -> str:
    return next((sign for sign in _signs() if body.startswith(sign) and len(body) > len(sign)), "")


@cache
def _hedged() -> re.Pattern[str]:
    """Return the pattern of a number with the words around it that say how surely it stands: 近百, 50以上."""
    listed = vocabulary.table("hedges")
    around = []
    for key in ("before", "after"):
        words = {word for code in ("over", "under", "about") for word in listed[code][key]}
        around.append("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    few = vocabulary.any_of("numerals", "part", "hedges")
    return re.compile(f"(?:{around[0]})?(?P<number>.+?)(?:{around[1]}|{few})?")


def _read_hedged(body: str) -> _Ends | None:
    ends = _read(body)
    if ends is None and (match := _hedged().fullmatch(body)) and match["number"] != body:
        return _read(match["number"])
    return ends


def _read(body: str) -> _Ends | None:
    """Read a number with its sign; None if it is not one."""
    sign = _sign_of(body)
    if sign == "-" and re.search(f"[~{TO}]", body) and (ends := _read_unsigned(body)):
        return ends
    if sign and not (sign[0] in ZERO and _read_unsigned(body)):
        # Only the outermost numeral and the parts of a fraction have one: 负3分之负157.
        rest = body.removeprefix(sign)
        ends = None if _sign_of(rest) else _read_unsigned(rest)
        return ends if ends is None or _signs()[sign] == 1 else (-ends[1], -ends[0])
    return _read_unsigned(body)


def _read_unsigned(body: str) -> _Ends | None:
    if body in _words():
        return _single(_words()[body])
    if len(body) == 1 and unicodedata.category(body) == "No" and not body.isdigit():
        return _single(Decimal(str(unicodedata.numeric(body))))  # ½
    for pattern, evaluate in _forms():
        if (match := pattern.fullmatch(body)) and (ends := evaluate(match)) is not None:
            return ends
    return _whole(body)


def _whole(body: str) -> _Ends | None:
    """Read what is one number in the grammar of running text."""
    number = read_number(body, 0, alone=True)
    if number is None or number.behind != len(body) or number.low is None or number.high is None:
        return None
    parts = _PARTS.get(number.unit or "", 1)
    return number.low / parts, number.high / parts


def _single(value: Decimal) -> _Ends:
    return value, value


def _value(body: str) -> Decimal | None:
    """Return the value of a number that is part of another; None for a range or if it is not a number."""
    ends = _read(body) if body else None
    return ends[0] if ends and ends[0] == ends[1] else None


def _divided(body: str, whole: Decimal | None) -> _Ends | None:
    ends = _read(body)
    return None if ends is None or not whole else (ends[0] / whole, ends[1] / whole)


def _between(match: re.Match[str]) -> _Ends | None:
    """Return the ends of a range; they may share a scale word or a percent sign."""
    if not (link := LINK.match(match[0], match.start("link"))) or link.end() != match.start("high"):
        return None
    first, second = match["low"], match["high"]
    low, high = read_number(first, 0, alone=True), read_number(second, 0, alone=True)
    if low and high and low.end == len(first) and high.end == len(second) and low.unit == high.unit is None:
        joined = first + second
        return shared_ends(joined, low, high._replace(start=len(first), end=len(joined)))
    return _between_shares(first, second)


def _between_shares(first: str, second: str) -> _Ends | None:
    """Return the ends of 10至15% and 百分之十到十五, where the percent sign of one holds for both."""
    low, high = _value(first), _value(second)
    if low is None or high is None:
        return None
    if second[-1] in _PARTS and first[-1] != second[-1]:
        low /= _PARTS[second[-1]]
    elif first.startswith(_PERCENT) and not second.startswith(_PERCENT):
        high /= _PARTS["%"]
    return (low, high) if low < high else None


def _and_half(match: re.Match[str]) -> _Ends | None:
    """Return the value of 一个半 and 一倍半: half of one more."""
    whole = _value(match["whole"])
    return None if whole is None else _single(whole + Decimal("0.5"))


def _power(match: re.Match[str]) -> _Ends | None:
    """Return the value of 2e5 and 10^4."""
    base, digits = match["base"], int(match["exponent"].lstrip("+-"))
    exponent = -digits if match["exponent"].count("-") % 2 else digits
    if match["sign"] != "^":
        return _single(Decimal(f"{base}e{exponent}"))
    try:
        return _single(Decimal(repr(float(base) ** exponent)))
    except OverflowError:
        return _single(Decimal("Infinity"))
    except ZeroDivisionError:
        return None


def _tenths(match: re.Match[str]) -> _Ends | None:
    """Return the value of 三成六, 八折, 六五折 and 75折: tenths, and hundredths behind them."""
    digits, more = match["digits"], match["more"] or ""
    if match["sign"] in _units("discounts") and re.fullmatch(rf"[{UNITS}]{{2}}|\d{{2}}", digits):
        hundredths = Decimal("".join(str(DIGITS.get(char, char)) for char in digits))
        return _single(hundredths / 100)
    tenths = _read(digits)
    if tenths is None:
        return None
    hundredths = Decimal("0.05" if more == HALF else f"0.0{DIGITS.get(more, more or 0)}")
    return tenths[0] / 10 + hundredths, tenths[1] / 10 + hundredths


def _few(match: re.Match[str]) -> _Ends | None:
    """Return the ends of 十几 (11 to 19), 几十 and 数千 (two to nine of them), 一百零几万."""
    head, size = match["head"] or "", scale(match["tail"])
    if not head:
        return 2 * size, 9 * size
    base = _value(head.rstrip(NAUGHT))
    if base is None:
        return None
    if head in SMALL and 1 < size < scale(head):  # 百几十
        return scale(head) + 2 * size, scale(head) + 9 * size
    step = Decimal(1) if head.endswith(NAUGHT) else scale(head[-1]) / 10
    return (base + step) * size, (base + 9 * step) * size


def _times(body: str, factor: int) -> _Ends | None:
    value = _value(body)
    return None if value is None else _single(value * factor)


def _sum(match: re.Match[str]) -> _Ends | None:
    whole, rest = _value(match["whole"]), _value(match["rest"])
    return None if whole is None or rest is None else _single(whole + rest)


_ARABIC = r"\d+(?:\.\d+)?"
_SCALE = f"[{''.join({*SMALL, *LARGE})}]"
_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], _Ends | None]]


def _in_parts(key: str, more: str) -> Iterator[_Form]:
    for unit in map(re.escape, _units(key)):
        yield re.compile(rf"(?P<digits>(?:(?!{unit}).)+)(?P<sign>{unit})(?P<more>{more})"), _tenths


@cache
def _forms() -> tuple[_Form, ...]:
    """Return the forms that the grammar of running text does not have, in the order they are tried."""
    dozen = vocabulary.any_of("numerals", "part", "dozens")
    up = vocabulary.any_of("hedges", "scale", "before")
    counted, times = (vocabulary.any_of("numerals", "part", key) for key in ("halved", "times"))
    forms: tuple[tuple[str, Callable[[re.Match[str]], _Ends | None]], ...] = (
        (rf"(?P<low>-?[^-—~{TO}]+)(?P<link>[-—~]+|[{TO}])(?P<high>[^-—~{TO}]+)", _between),
        (r"(?P<whole>\d+)\s+(?P<rest>\d+/\d+)", _sum),
        (r"(?P<whole>\d+)(?P<rest>[¼½¾⅓⅔⅛⅜⅝⅞])", _sum),
        (rf"(?P<of>[^分]+){PARTITIVE}(?P<part>负.+)", lambda m: _divided(m["part"], _value(m["of"]))),
        (r"(?P<part>\d+)/(?P<of>\d+)", lambda m: _divided(m["part"], Decimal(m["of"]))),
        (r"(?P<part>[^%]+)%", lambda m: _divided(m["part"], Decimal(100))),
        (r"(?P<part>[^‰]+)‰", lambda m: _divided(m["part"], Decimal(1000))),
        (rf"(?P<base>{_ARABIC})(?P<sign>[eE^])(?P<exponent>[+-]{{0,2}}\d{{1,4}})", _power),
        (rf"(?P<a>{_ARABIC})(?P<k>[kwmgtKWMGT])", lambda m: _times(m["a"], _LETTERS[m["k"].lower()])),
        (f"(?P<dozens>(?:(?!{dozen}).)+){dozen}", lambda m: _times(m["dozens"], 12)),
        (rf"(?P<head>[{CHINESE}]*{_SCALE}{NAUGHT}?)?(?P<few>[几数])(?P<tail>{_SCALE}*)", _few),
        (f"(?P<whole>.+){counted}{HALF}", _and_half),
        (f"(?P<whole>.+){times}", lambda m: _whole(m["whole"])),
        (f"{up}(?P<scale>[{LARGE}]+)", lambda m: _single(scale(m["scale"]))),
        (rf"{POINT}(?P<digits>[{''.join(DIGITS)}]+)", lambda m: _whole(f"{NAUGHT}{POINT}{m['digits']}")),
        (r"\.(?P<digits>\d+)", lambda m: _single(Decimal(f"0.{m['digits']}"))),
    )
    parts = (*_in_parts("tenths", f"(?:[{UNITS}1-9]|{HALF})?"), *_in_parts("discounts", ""))
    return (*parts, *((re.compile(pattern), evaluate) for pattern, evaluate in forms))
