"""Numerals: digits and scale words in any order that people write, and their value.

The tokens of a numeral are read from left to right and added up (:mod:`hulin_analysis.numbers.sums`):
3万8748, 25万6千, 一千零十二, 1亿2000万, 十二点五亿, 6个亿. An ambiguous or malformed numeral has no value:
3亿5000, 十一十二.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.numbers.characters import (
    BIG,
    DIGITS,
    HUNDRED_MILLION,
    MORE,
    MYRIAD,
    ORDINAL,
    PIECE,
    POINT,
    SCALES,
    SMALL,
    TEN,
    TENS,
    TWO,
    UNITS,
    ZERO,
    infixes,
    plain_infixes,
    scale,
)
from hulin_analysis.numbers.sums import Sum
from hulin_analysis.numbers.units import begins_unit, match_unit

# A number in Arabic digits; commas of either width may separate its thousands.
_ARABIC = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?")
_TENS = re.compile(f"([{UNITS}])?十([{UNITS}])?")
_DOT = re.compile(r"(\d{1,6})·(\d{1,4})(?![\d·])")
_DIGIT_RUN = re.compile(f"[{''.join(DIGITS)}]+")
# 百, 千 and 兆 begin units as well (千瓦); 京 is a scale word only where a number stands alone.
_PREFIXES, _ALONE = "百千兆", "京"
_NO_PLAIN = frozenset(TEN + _ALONE)
_OF_PIECES, _PIECES = PIECE + HUNDRED_MILLION, (HUNDRED_MILLION, MORE + HUNDRED_MILLION)  # 3个亿, 4个多亿
_FEW = "几"
_BACKWARDS = "三两"  # 三两个 are two or three


@cache
def going_on() -> frozenset[str]:
    """Return the characters behind a digit that make a numeral longer, or may do so.

    >>> {"万", "余"} <= going_on(), "家" in going_on()
    (True, False)
    """
    return frozenset([*DIGITS, *SCALES, *TENS, *infixes(), POINT, PIECE, "·", "、"])


class Numeral(NamedTuple):
    """A numeral as it stands in a view."""

    # Half-open offsets; 余, 多 or 几 behind the numeral are not part of it.
    start: int
    end: int
    # Its value; they differ only for neighbouring digits (十五六). None if it is not well-formed.
    low: Decimal | None
    high: Decimal | None
    arabic: bool  # whether it begins with Arabic digits
    scaled: bool = False  # whether it ends in 百, 千, 万, 亿 or 兆
    loose: str = ""  # the 余, 多, 几 or 来 within it or behind it
    behind: int = 0  # where it ends with that hedge

    @property
    def is_pair(self) -> bool:
        """Whether it has two neighbouring digits, and so two values."""
        return self.low != self.high


class _Token(NamedTuple):
    """A part of a numeral; `kind` is arabic, digit, run, pair, zero, tens, scale, point or infix."""

    kind: str
    text: str
    end: int


def read_numeral(text: str, start: int, *, alone: bool = False) -> Numeral | None:
    """Read the longest numeral that begins at an offset of a view.

    Where it stands `alone`, as the whole text, no unit ends it, and 京 is a scale word.

    >>> [str(read_numeral(text, 0).low) for text in ("3万8748美元", "一千零十二人", "三百千瓦", "1697·2公里")]
    ['38748', '1012', '300', '1697.2']
    >>> read_numeral("十五六家", 0)[2:4], read_numeral("十一十二", 0).low
    ((Decimal('15'), Decimal('16')), None)
    """
    if plain := read_plain(text, start):
        end, value, scaled, loose = plain
        return Numeral(start, end, value, value, text[start] <= "9", scaled, loose, end + len(loose))
    arabic = text[start : start + 1].isdigit()
    tokens = list(_tokens(text, start, alone=alone))
    if not tokens:
        return None
    loose, behind = "", tokens[-1].end
    if tokens[-1].kind == "infix":
        loose = tokens.pop().text
    end, scaled = tokens[-1].end, tokens[-1].text[-1] in SCALES
    loose = loose or next((token.text for token in tokens if token.kind == "infix"), "")
    low, high = _total(tokens, 0), None
    if low is not None:
        high = _total(tokens, 1) if any(token.kind == "pair" for token in tokens) else low
    return Numeral(start, end, low, high, arabic, scaled, loose, behind)


def read_plain(text: str, start: int) -> tuple[int, Decimal, bool, str] | None:
    """Read what most numerals are like (3.5, 3.5亿, 1500余, 三, 十二, 百) without cutting them into tokens.

    It gives where it ends, its value, whether it ends in a scale word, and the 余 or 多 behind it.

    >>> read_plain("3.5亿元", 0), read_plain("3个亿", 0)
    ((4, Decimal('350000000.0'), True, ''), None)
    """
    first, is_scale = text[start : start + 1], False
    arabic = _ARABIC.match(text, start) if first <= "9" else None
    if arabic:
        end = arabic.end()
        value = Decimal(arabic[0].replace(",", "").replace("，", "") if end - start > 3 else arabic[0])
    elif tens := _TENS.match(text, start):
        end, is_scale = tens.end(), not tens[2]
        value = Decimal(10 * DIGITS.get(tens[1], 1) + DIGITS.get(tens[2], 0))
    elif first in DIGITS:
        end, value = start + 1, Decimal(DIGITS[first])
    elif first in SCALES and first not in _NO_PLAIN and not begins_unit(text, start):
        end, value, is_scale = start + 1, scale(first), True
    else:
        return None
    char = text[end : end + 1]
    if not _may_go_on(text, end):
        return end, value, is_scale, ""
    if arabic and char in plain_infixes() and not _may_go_on(text, end + 1):
        return end, value, False, char
    if not arabic or char not in (MYRIAD, HUNDRED_MILLION):
        return None
    while text[end : end + 1] in BIG:
        value *= BIG[text[end]]
        end += 1
        if text[end - 1] != MYRIAD:
            break  # 3万亿
    return None if _may_go_on(text, end) or "0" <= text[end : end + 1] <= "9" else (end, value, True, "")


def _may_go_on(text: str, end: int) -> bool:
    """Tell whether a numeral may go on at an offset: it does in 1亿2000万, not in 750千瓦 and 3个."""
    char, behind = text[end : end + 1], text[end + 1 : end + 2]
    if char not in going_on():
        return False
    if char == PIECE:
        return text.startswith(_PIECES, end + 1)
    if char == "、":
        return behind in DIGITS
    return char not in _PREFIXES or not begins_unit(text, end)


def _tokens(text: str, start: int, *, alone: bool) -> Iterator[_Token]:
    """Cut the longest run of numeral characters into tokens."""
    at, last, pointed = start, "", False
    while token := _next_token(text, at, last, pointed=pointed, alone=alone):
        if not alone and last == "scale" and _begins_anew(text, at, token):
            return
        if token.kind == "infix" and not _may_be_loose(text, at, token, last):
            return
        yield token
        at, last, pointed = token.end, token.kind, pointed or token.kind == "point"
        if token.kind == "infix" and text[at : at + 1] not in SCALES and not text.startswith(_OF_PIECES, at):
            return


def _next_token(text: str, at: int, last: str, *, pointed: bool, alone: bool) -> _Token | None:
    char = text[at : at + 1]
    if char.isdigit():
        return _arabic_token(text, at, last, alone=alone)
    if char in DIGITS:
        return _digits_token(text, at, last)
    if char in SCALES:
        is_scale = alone or (char != _ALONE and not begins_unit(text, at))
        return _Token("scale", char, at + 1) if is_scale else None
    if char in TENS:
        return _Token("tens", char, at + 1)
    if char in infixes() and last:
        return _Token("infix", char, at + 1)
    if char in (POINT, "·") and last and not pointed and (run := _DIGIT_RUN.match(text, at + 1)):
        return _point_token(text, run, dotted=char == "·", alone=alone)
    if char == PIECE and last and text.startswith(_PIECES[1], at + 1):
        return _Token("infix", MORE, at + 2)  # 4个多亿
    if char == PIECE and text[at + 1 : at + 2] == HUNDRED_MILLION:
        counts = last in ("arabic", "digit", "pair", "point", "infix") or text[at - 1 : at] in SMALL
        names = text.startswith(vocabulary.words("exclusions", "class", "sizes"), at + 2)
        return _Token("scale", HUNDRED_MILLION, at + 2) if counts and not names else None
    return None


def _point_token(text: str, run: re.Match[str], *, dotted: bool, alone: bool) -> _Token | None:
    """Read the decimals of 十二点五亿; a middle dot is a decimal point only before a scale word or a unit."""
    behind = text[run.end() : run.end() + 1]
    if dotted:
        is_point = alone or behind in SCALES or bool(match_unit(text, run.end(), arabic=False))
    else:
        is_point = alone or behind not in SMALL  # 三点五十分 is a time of day
    return _Token("point", run[0], run.end()) if is_point else None


def _arabic_token(text: str, at: int, last: str, *, alone: bool) -> _Token | None:
    if last not in ("", "scale", "zero"):
        return None
    if (dotted := _DOT.match(text, at)) and (
        alone or text[dotted.end() : dotted.end() + 1] in SCALES or match_unit(text, dotted.end())
    ):
        return _Token("arabic", f"{dotted[1]}.{dotted[2]}", dotted.end())
    match = _ARABIC.match(text, at)
    return _Token("arabic", match[0].replace(",", "").replace("，", ""), match.end()) if match else None


def _digits_token(text: str, at: int, last: str) -> _Token | None:
    if last in ("arabic", "point", "digit", "pair", "run"):
        return None
    run = _DIGIT_RUN.match(text, at)
    if run is None:
        return None
    digits, end = run[0], run.end()
    values = [DIGITS[char] for char in digits]
    if len(digits) == 1:
        if digits in ZERO and text[end : end + 1] not in ("", POINT) and last:
            return _Token("zero", digits, end)
        return _shared_pair(text, at) or _Token("digit", digits, end)
    if all(digit in ZERO for digit in digits[:-1]) and last == "scale" and values[-1]:
        return _Token("zero", digits[:-1], end - 1)  # 一百零五: the zero first, then the digit
    if _are_neighbours(values) and text[end : end + 1] != "·":
        return _Token("pair", digits, end)
    if digits == _BACKWARDS:
        return _Token("pair", digits[::-1], end)
    if digits[0] in ZERO and len(digits) == 2 and last:
        return _Token("zero", digits[0], at + 1)
    return _Token("run", digits, end)


def _are_neighbours(values: list[int]) -> bool:
    """Tell whether two digits are a pair that stands for either: 五六, 三五."""
    return len(values) == 2 and values[0] > 0 and (values[1] - values[0] == 1 or values == [3, 5])


def _shared_pair(text: str, at: int) -> _Token | None:
    """Read 两、三 in 两、三百亿元: a pair of neighbours that share a scale word or a unit."""
    first, second = text[at], text[at + 2 : at + 3]
    if text[at + 1 : at + 2] != "、" or second not in DIGITS or DIGITS[second] - DIGITS[first] != 1:
        return None
    behind = text[at + 3 : at + 4]
    if not DIGITS[first] or text[at - 1 : at] in (ORDINAL, "、") or behind == "、":
        return None
    is_list_mark = not at or text[at - 1] in "，。,;!?:\n"
    ranks = vocabulary.words("exclusions", "rank", "pairs")
    may_count = not is_list_mark and not text.startswith(ranks, at + 3)
    shared = behind in SCALES or (may_count and match_unit(text, at + 3, arabic=False))
    return _Token("pair", first + second, at + 3) if shared else None


def _begins_anew(text: str, at: int, token: _Token) -> bool:
    """Tell whether digits behind a scale word are a new number: 5万亿|两个台阶, 390万|65岁.

    They are unless one digit stands where nothing is counted (三千六, 1万2), or three or more Arabic digits
    follow (4万951).
    """
    behind = text[token.end : token.end + 1]
    if text[at - 1] in TEN or behind in SCALES or behind in infixes():
        return False
    if token.kind == "arabic":
        return len(token.text) == 2
    return token.kind == "digit" and (token.text == TWO or bool(match_unit(text, token.end, arabic=False)))


def _may_be_loose(text: str, at: int, token: _Token, last: str) -> bool:
    """Tell whether 来, 几, 余 or 多 is a hedge, as in 十来个, 二十几 and 3万余."""
    before, behind = text[at - 1], text[token.end : token.end + 1]
    if token.text in _come("words"):
        years = text.startswith(_come("years"), token.end)
        is_word = not behind or text.startswith(_come("longer"), token.end)
        hedges = not is_word or (years and not text.startswith(_come("per_year"), token.end))
        return (last in ("scale", "tens") or before == "0") and hedges
    if token.text == _FEW:
        return last in ("scale", "tens") or before == "0"
    return last != "pair" or behind in SCALES


def _come(key: str) -> tuple[str, ...]:
    return vocabulary.words("numerals", "come", key)


def _total(tokens: list[_Token], which: int) -> Decimal | None:
    """Add up the tokens; `which` of a pair counts, the first (0) or the second (1)."""
    total = Sum()
    for token in tokens:
        if token.kind == "infix":
            if not total.may_be_loose():
                return None
            continue
        text = token.text[which] if token.kind == "pair" else token.text
        if not total.add(token.kind, text):
            return None
    return total.value()


@lru_cache(maxsize=10_000)
def evaluate(numeral: str) -> int:
    """Return the value of a numeral as a whole number; 0 if it is not well-formed.

    >>> evaluate("二〇二一"), evaluate("十四"), evaluate("7")
    (2021, 14, 7)
    """
    found = read_numeral(numeral, 0, alone=True)
    return int(found.low or 0) if found and found.end == len(numeral) else 0


def bare_scale(words: str) -> Decimal | None:
    """Return the value of scale words alone (百万); None if there is anything else.

    >>> bare_scale("百万"), bare_scale("三万")
    (Decimal('1000000'), None)
    """
    only_scales = words and all(char in SCALES for char in words) and words[0] not in TEN
    return scale(words) if only_scales else None


def is_row_of_digits(numeral: str) -> bool:
    """Tell whether a numeral is a row of Chinese digits without zero or scale word, like 五一: often a name.

    >>> is_row_of_digits("五一"), is_row_of_digits("一五〇"), is_row_of_digits("五六")
    (True, False, False)
    """
    if len(numeral) < 2:
        return False
    values = [DIGITS.get(char, 0) for char in numeral]
    return all(values) and not (_are_neighbours(values) or numeral == _BACKWARDS)
