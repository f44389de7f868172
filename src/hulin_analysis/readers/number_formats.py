"""Number formats of workbooks: how a cell shows the number in it. 0.053 is 5.3% there, and 10 may be 10.0."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

#: The formats that a workbook names by number alone (ECMA-376, 18.8.30), but for those of East Asian dates.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "#,##0;-#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "#,##0.00;-#,##0.00;-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
}
_SIGNIFICANT = 15  # digits that a workbook's numbers have; the rest is noise of binary fractions
_WIDEST = 10  # digits that a cell without a format shows, if some are behind the point
_TOKEN = re.compile(
    r'"(?P<literal>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>general|g/[^;"0#?]{4})'
    r"|(?P<date>y+|m+(?![a-z])|d+|h+|s+(?:\.0+)?|e(?![+-])|am/pm|a/p|b+|a{3,4}|g+)"
    r"|(?P<mask>[0#?][0#?,.]*|\.[0#?]+)|(?P<power>e[+-]0+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARED = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_SIGNS = "-−(（▲△"  # what a number below zero is told by
_LAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DAY = 86_400
_LEAP = 60  # the 29th of February 1900, which workbooks count and no calendar has
_LATEST = 2_958_466  # the first of January 10000


class _Token(NamedTuple):
    kind: str
    text: str


def shown_number(value: float, form: str, *, since_1904: bool = False) -> str:
    """Write a number as a cell shows it.

    >>> [shown_number(10, "0.0"), shown_number(0.053, "0.0%"), shown_number(4000.5, '#,##0.00"亿元"')]
    ['10.0', '5.3%', '4,000.50亿元']
    >>> [shown_number(44562, "yyyy/m/d"), shown_number(0.1 + 0.2, ""), shown_number(-3.25, "0.0;(0.0)")]
    ['2022/1/1', '0.3', '(3.3)']
    """
    number = Decimal(f"{value:.{_SIGNIFICANT}g}")
    sections = [_tokens(section) for section in _sections(form)]
    tokens, unsigned = _section(number, sections)
    if any(token.kind == "date" for token in tokens):
        shown = _date(float(number), tokens, since_1904)
        return _general(number) if shown is None else shown
    masks = [token for token in tokens if token.kind == "mask"]
    fraction = any(token == _Token("sign", "/") for token in tokens)
    if not form.strip() or fraction or len(masks) > 1:
        return _general(number)
    # A section for numbers below zero may tell them by a colour alone, which a text has not.
    told = unsigned and any(mark in token.text for token in tokens for mark in _SIGNS)
    sign = "-" if number < 0 and tokens and not told else ""
    size = abs(number)
    size *= Decimal(100) ** sum(token == _Token("sign", "%") for token in tokens)
    written = "".join(_part(token, size, tokens) for token in tokens)
    # What is rounded to nothing has no sign.
    return sign + written if re.search("[1-9]", written) else written


def _sections(form: str) -> list[str]:
    """Cut a format at its semicolons: for numbers above, below and at zero, and for text."""
    sections = [""]
    for token in re.findall(r'"[^"]*"?|\\.|\[[^\]]*\]?|[_*].|.', form, re.DOTALL):
        if token == ";":
            sections.append("")
        else:
            sections[-1] += token
    return sections[:3]


def _tokens(section: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        text = match[kind] if kind else ""
        if kind == "bracket":
            if text[:1] == "$":
                found.append(_Token("literal", text[1:].split("-")[0]))
            elif _CONDITION.fullmatch(text.strip()):
                found.append(_Token("condition", text.strip()))
            elif _LAPSED.fullmatch(text):
                found.append(_Token("date", f"[{text.lower()}]"))
        elif kind:
            found.append(_Token(kind, text))
    return found


def _section(number: Decimal, sections: list[list[_Token]]) -> tuple[list[_Token], bool]:
    """Return the section that a number is written by, and whether that has the sign in it."""
    told = [next((token.text for token in tokens if token.kind == "condition"), None) for tokens in sections]
    if any(told):
        for tokens, condition in zip(sections, told, strict=True):
            if condition is None or _holds(number, condition):
                return [token for token in tokens if token.kind != "condition"], False
        return [], False
    if len(sections) > 2 and number == 0:
        return sections[2], True
    if len(sections) > 1 and number < 0:
        return sections[1], True
    return sections[0], False


def _holds(number: Decimal, condition: str) -> bool:
    (sign, than), *_ = _CONDITION.findall(condition)
    return bool(_COMPARED[sign](number, Decimal(than)))


def _part(token: _Token, size: Decimal, tokens: list[_Token]) -> str:
    if token.kind == "general":
        return _general(size)
    if token.kind == "power":
        return ""
    if token.kind != "mask":
        return token.text
    power = next((one.text for one in tokens if one.kind == "power"), None)
    if power:
        decimals = len(token.text.partition(".")[2])
        mantissa, _, exponent = f"{size:.{decimals}E}".partition("E")
        sign = "-" if exponent[0] == "-" else "+" if power[1] == "+" else ""
        return f"{mantissa}E{sign}{exponent[1:].lstrip('0').rjust(len(power) - 2, '0')}"
    return _by_mask(size, token.text)


def _by_mask(size: Decimal, mask: str) -> str:
    """Write a number by the digits of a format: 0 is always shown, # and ? if there is something to show."""
    whole, point, behind = mask.partition(".")
    scaled = len(mask) - len(mask.rstrip(","))  # each comma at the end leaves out three digits
    size = size / Decimal(1000) ** scaled
    behind = behind.rstrip(",").replace(",", "")
    grouped = "," in whole.rstrip(",") or (bool(point) and "," in whole)
    rounded = size.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    fewest = behind.rfind("0") + 1
    decimals = decimals[:fewest] + decimals[fewest:].rstrip("0")
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if grouped and digits:
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    return f"{digits}.{decimals}" if decimals else digits


def _general(number: Decimal) -> str:
    """Write a number without a format: all digits before the point, ten in all if some are behind."""
    if number == number.to_integral_value():
        return f"{number:f}".partition(".")[0]
    if abs(number) < Decimal("1e-9"):
        return f"{number:.5E}"
    places = max(_WIDEST - max(number.adjusted() + 1, 1), 0)
    shown = f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _date(days: float, tokens: list[_Token], since_1904: bool) -> str | None:
    """Write a date or time; None for days that no calendar has."""
    if not 0 <= days < _LATEST:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if days < _LEAP else 30)
    moment = start + timedelta(seconds=round(days * _DAY))
    half_day = any(token.kind == "date" and token.text.lower() in ("am/pm", "a/p") for token in tokens)
    dates = [at for at, token in enumerate(tokens) if token.kind == "date"]
    shown = []
    for at, token in enumerate(tokens):
        if token.kind != "date":
            shown.append(token.text if token.kind in ("literal", "escaped", "sign") else "")
            continue
        place = dates.index(at)
        before = tokens[dates[place - 1]].text.lower() if place else ""
        behind = tokens[dates[place + 1]].text.lower() if place + 1 < len(dates) else ""
        # m is minutes behind hours or before seconds, else months.
        minutes = before.strip("[")[:1] == "h" or behind.strip("[")[:1] == "s"
        shown.append(_date_part(token.text.lower(), moment, days, minutes=minutes, half_day=half_day))
    return "".join(shown)


def _date_part(letters: str, moment: datetime, days: float, *, minutes: bool, half_day: bool) -> str:
    first, wide = letters[0], len(letters) > 1
    if first == "[":
        lapsed = days * 24 * {"h": 1, "m": 60, "s": 3600}[letters[1]]
        return str(int(lapsed + 1e-9)).rjust(len(letters) - 2, "0")
    if first in "ye":
        return f"{moment.year % 100:02d}" if letters in ("y", "yy") else str(moment.year)
    if first == "m" and not minutes:
        if len(letters) > 2:
            return moment.strftime("%b" if len(letters) == 3 else "%B")
        return f"{moment.month:0{2 if wide else 1}d}"
    if first == "d":
        if len(letters) > 2:
            return moment.strftime("%a" if len(letters) == 3 else "%A")
        return f"{moment.day:0{2 if wide else 1}d}"
    if letters in ("am/pm", "a/p"):
        return moment.strftime("%p")
    hour = (moment.hour - 1) % 12 + 1 if half_day else moment.hour
    numbers = {"h": hour, "m": moment.minute, "s": moment.second}
    return f"{numbers[first]:0{2 if wide else 1}d}" if first in numbers else ""
