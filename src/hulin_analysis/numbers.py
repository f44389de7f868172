"""Numbers: one numeral that stands alone, in every way Chinese writes it.

Running text is sifted by :mod:`hulin_analysis.quantities`, which meets the same numerals with their units and
hedges. Here a form is tried after the other; each is a pattern and what it comes to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from hulin_analysis import script
from hulin_analysis.errors import NumeralError, expect
from hulin_analysis.numerals import ARABIC, CHINESE, DIGITS, NUMERAL, SCALES, evaluate

__all__ = ["Number", "parse_number"]


class Number(NamedTuple):
    """A value, or the two ends of a range: either `value` or both `low` and `high` are None.

    Attributes
    ----------
    value : float or None
        The number, scale words and percent signs reckoned in (12% is 0.12); None for a range.
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


# 京 is a scale word only where a numeral stands alone (in running text it is the capital), and there scale
# words may follow one another as they like: 10万万, 3千万亿.
_PLAIN = re.compile(
    rf"(?:{NUMERAL.pattern.replace('[万亿兆]', '[万亿兆京]')}|{ARABIC}[十百千万亿兆京]+)(?P<more>[余多几来])?"
)
_SIGNS = {"-": -1, "负": -1, "零下": -1, "+": 1, "正": 1}
_WORDS = {
    "半": 0.5, "一半": 0.5, "对折": 0.5, "打对折": 0.5, "半折": 0.5, "半成": 0.05, "半百": 50.0,
    "俩": 2.0, "仨": 3.0,
}  # fmt: skip
_LETTERS = {"k": 10**3, "w": 10**4, "m": 10**6, "g": 10**9, "t": 10**12}
_COUNTED = "[一二两三四五六七八九]"
# Within a numeral also a full-width comma or a space parts the thousands.
_GROUPING = re.compile(r"(?<=\d)[， \u00a0\u2009\u202f](?=\d{3}(?!\d))")
# A space between two Arabic numerals keeps them apart (1 3/5); any other says nothing (一百 五 十).
_SPACE = re.compile(r"\s+(?!\d)|(?<!\d)\s+|(?<=\d)\s+(?=\d+\s*[折成])")
_LONGEST = 200


def parse_number(text: str) -> Number:
    """Read one number as Chinese texts write it, in either script and width.

    Parameters
    ----------
    text : str
        The numeral alone, without unit: ``12.4``, ``１２．４``, ``四百六十一萬``, ``3.5万亿``,
        ``百分之十二``, ``12%``, ``四分之一``, ``三又二分之一``, ``三成六``, ``六五折``, ``十五六``, ``幾十``,
        ``負1.1``, ``半``, ``2e5``, ``40k``.

    Returns
    -------
    Number
        `value`, or `low` and `high` for a range; hedges inside (二十餘萬) do not change the value. Scale
        words and percent signs are reckoned in, so the number has no unit.

    Raises
    ------
    NumeralError
        If it is no number (the message says where reading stopped), or no text at all.

    Notes
    -----
    萬, 億, 兆 and 京 are each ten thousand times the one before; 成 and 折 are tenths (六五折 is 0.65). Two
    neighbouring digits (十五六) and 幾 are ranges: 幾十 is 20 to 90.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> [ha.parse_number(text).value for text in ("四百六十一萬", "3.5万亿", "三成六")]
    [4610000.0, 3500000000000.0, 0.36]
    >>> ha.parse_number("十五六")
    Number(value=None, low=15.0, high=16.0)
    >>> ha.parse_number("3个")
    Traceback (most recent call last):
    hulin_analysis.errors.NumeralError: '3个' is no number: reading stopped at character 1 ('个').
    """
    expect(text, str, "ha.parse_number needs text", _typed(text), NumeralError)
    kept, places = _compact(script.fold(text))
    if not kept:
        raise NumeralError(f"{text!r} is no number: there is nothing to read.")
    number = _read(kept) if len(kept) <= _LONGEST else None
    if number is None:
        sign = _sign_of(kept)
        match = _PLAIN.match(kept, len(sign))
        stop = places[min(match.end() if match else len(sign), len(kept) - 1)]
        raise NumeralError(f"{text!r} is no number: reading stopped at character {stop} ({text[stop]!r}).")
    return number


def _typed(given: object) -> str:
    return f"ha.parse_number({str(given) if isinstance(given, int | float) else '3.5萬'!r})"


def _compact(folded: str) -> tuple[str, list[int]]:
    """Leave out the spaces that say nothing; return the rest, and where each character of it stood."""
    grouped = _GROUPING.sub(",", folded)
    gaps = {i for match in _SPACE.finditer(grouped) for i in range(*match.span())}
    places = [i for i in range(len(grouped)) if i not in gaps]
    # 參 is a digit where it stands in a numeral, and so is 倆 before a scale word.
    kept = "".join(grouped[i] for i in places).replace("参", "叁")
    return re.sub("俩(?=[十百千万亿])", "两", kept), places


def _sign_of(body: str) -> str:
    return next((sign for sign in _SIGNS if body.startswith(sign) and len(body) > len(sign)), "")


def _read(body: str) -> Number | None:
    """Read a numeral with its sign; None if it is none."""
    sign = _sign_of(body)
    if sign:
        # Only the outermost numeral and the parts of a fraction have one: 负3分之负157.
        rest = body.removeprefix(sign)
        number = None if _sign_of(rest) else _unsigned(rest)
        if number is None or _SIGNS[sign] == 1:
            return number
        return Number(*(None if v is None else -v for v in (number.value, number.high, number.low)))
    return _unsigned(body)


def _unsigned(body: str) -> Number | None:
    if body in _WORDS:
        return Number(_WORDS[body])
    if len(body) == 1 and unicodedata.category(body) == "No" and not body.isdigit():
        return Number(unicodedata.numeric(body))  # ½
    for pattern, reckon in _FORMS:
        if (match := pattern.fullmatch(body)) and (number := reckon(match)) is not None:
            return number
    return Number(float(evaluate(body))) if _PLAIN.fullmatch(body) else None


def _value(body: str) -> Decimal | None:
    """Reckon a numeral that is part of another; None for a range or what is none."""
    number = _read(body) if body else None
    return None if number is None or number.value is None else Decimal(str(number.value))


def _part_of(body: str, whole: Decimal | None) -> Number | None:
    number = _read(body)
    if number is None or not whole:
        return None
    return Number(*(None if v is None else float(Decimal(str(v)) / whole) for v in number))


def _times(body: str, factor: int) -> Number | None:
    value = _value(body)
    return None if value is None else Number(float(value * factor))


def _mixed(match: re.Match[str]) -> Number | None:
    whole, rest = _value(match["whole"]), _value(match["rest"])
    return None if whole is None or rest is None else Number(float(whole + rest))


def _power(match: re.Match[str]) -> Number | None:
    sign, digits = match["exponent"].count("-") % 2, int(match["exponent"].lstrip("+-"))
    exponent = -digits if sign else digits
    base = float(match["base"])
    try:
        value = base**exponent if match["sign"] == "^" else float(f"{match['base']}e{exponent}")
    except (OverflowError, ZeroDivisionError):
        return None
    return Number(value) if value not in (float("inf"), float("-inf")) else None


def _tenths(match: re.Match[str]) -> Number | None:
    """Reckon 三成六, 八折, 六五折 and 75折: tenths, and hundredths behind them."""
    digits = match["digits"]
    if re.fullmatch(rf"{_COUNTED}{{2}}|\d{{2}}", digits) and match["sign"] == "折":
        return Number(float(evaluate(digits) / 100))
    tenths = _value(digits)
    if tenths is None:
        return None
    hundredths = {"": Decimal(0), "半": Decimal(5)}.get(match["more"] or "")
    return Number(float(tenths / 10 + (evaluate(match["more"]) if hundredths is None else hundredths) / 100))


def _neighbours(match: re.Match[str]) -> Number | None:
    """Reckon 两三, 十五六, 三四十: two neighbouring digits name the ends of a range."""
    a, b, head, tail = match["a"], match["b"], match["head"], match["tail"]
    if DIGITS[b] - DIGITS[a] != 1 or (head and head[-1] not in "十百千拾佰仟"):
        return None
    return Number(None, float(evaluate(head + a + tail)), float(evaluate(head + b + tail)))


def _few(match: re.Match[str]) -> Number:
    """Reckon 十几 (11 to 19), 几十 and 数千 (two to nine of them), 一百零几万."""
    head, tail = match["head"] or "", match["tail"]
    scale = Decimal(1)
    for char in tail:
        scale *= SCALES[char]
    if not head:
        return Number(None, float(2 * scale), float(9 * scale))
    step = Decimal(1) if head.endswith("零") else Decimal(SCALES[head[-1]]) / 10
    base = evaluate(head.rstrip("零"))
    return Number(None, float((base + step) * scale), float((base + 9 * step) * scale))


def _between(match: re.Match[str]) -> Number | None:
    low, high = _value(match["low"]), _value(match["high"])
    return None if low is None or high is None or low >= high else Number(None, float(low), float(high))


# The forms that are more than digits and scale words, in the order they are tried.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Number | None]], ...] = (
    (re.compile(r"(?P<low>.+?)(?:[-—~]+|至|到)(?P<high>.+)"), _between),
    (re.compile(r"(?P<whole>.+)又(?P<rest>.+分之.+)"), _mixed),
    (re.compile(r"(?P<whole>\d+)\s+(?P<rest>\d+/\d+)"), _mixed),
    (re.compile(r"(?P<of>.+?)分之(?P<part>.+)"), lambda m: _part_of(m["part"], _value(m["of"]))),
    (re.compile(r"(?P<part>\d+)/(?P<of>\d+)"), lambda m: _part_of(m["part"], Decimal(m["of"]))),
    (re.compile(r"(?P<part>.+)%"), lambda m: _part_of(m["part"], Decimal(100))),
    (re.compile(r"(?P<part>.+)‰"), lambda m: _part_of(m["part"], Decimal(1000))),
    (re.compile(r"(?P<base>\d+(?:\.\d+)?)(?P<sign>[eE^])(?P<exponent>[+-]{0,2}\d{1,4})"), _power),
    (re.compile(rf"(?P<a>{ARABIC})(?P<k>[kwmgtKWMGT])"), lambda m: _times(m["a"], _LETTERS[m["k"].lower()])),
    (re.compile(r"(?P<dozens>.+)打"), lambda m: _times(m["dozens"], 12)),
    (re.compile(rf"(?P<digits>.+)(?P<sign>成)(?P<more>{_COUNTED}|半)?"), _tenths),
    (re.compile(r"(?P<digits>.+)(?P<sign>折)(?P<more>)"), _tenths),
    (
        re.compile(rf"(?P<head>[{CHINESE}]*?)(?P<a>{_COUNTED})(?P<b>{_COUNTED})(?P<tail>[十百千万亿]*)"),
        _neighbours,
    ),
    (re.compile(rf"(?P<head>[{CHINESE}]*[十百千万亿]零?)?(?P<few>[几数])(?P<tail>[十百千万亿]*)"), _few),
    (re.compile(r"上(?P<scale>[百千万亿]+)"), lambda m: Number(float(evaluate(m["scale"])))),
    (
        re.compile(rf"点(?P<digits>[{''.join(DIGITS)}]+)"),
        lambda m: Number(float(evaluate(f"零点{m['digits']}"))),
    ),
    (re.compile(r"\.(?P<digits>\d+)"), lambda m: Number(float(f"0.{m['digits']}"))),
    # 3万5 is 35000: one digit more stands for tenths of the scale word before it.
    (
        re.compile(r"(?P<a>\d+)(?P<scale>[百千万亿])(?P<b>\d)"),
        lambda m: Number(float(Decimal(f"{m['a']}.{m['b']}") * SCALES[m["scale"]])),
    ),
)
