"""Identifiers: telephone numbers, document numbers, web addresses, models, plates and other codes.

Their digits name something and count nothing.
"""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis.codes import Reason
from hulin_analysis.numbers.characters import (
    HUNDRED_MILLION,
    MYRIAD,
    SMALL,
    UNITS,
    is_ideograph,
    plain_infixes,
)
from hulin_analysis.numbers.exclusion_words import Exclusion, begins_with, compiled, ends_in, listed
from hulin_analysis.numbers.ranges import LINK
from hulin_analysis.numbers.units import match_unit
from hulin_analysis.numbers.word_boundaries import last_word

#: Digits joined by dashes: 737-800, 图2-1.
JOINED_DIGITS = re.compile(r"\d++(?:-\d++)++")
# 1+X, 5+2, 4×100 name a scheme, a service, a race.
_TERM = rf"[\dNXn{UNITS}十]{{1,20}}"  # bounded, as it is tried at each number of a long run
_CALCULATION = re.compile(rf"{_TERM}(?:[+×xX*·]{_TERM}){{1,20}}")
_PIXELS = re.compile(r"\d{2,}[×xX*]\d{2,}")  # 1280×960 is a size without a unit
#: What joins the parts of such a name; N stands for a digit.
OPERATORS = frozenset("+×xX*·Nn")
_WITH_LETTERS = re.compile(r"\d++(?:\.\d++)?(?=-?[A-Za-z])[A-Za-z0-9.+-]{0,200}")
_LETTER_BEFORE = re.compile(r"[A-Za-z][-—.·_]?$")
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{1,9}://|www\.|[\w.+-]{1,40}@)[!-~]{2,}")
_ADDRESS_REACH = 300  # how far before its number an address may begin
_ADDRESS_HEAD = 45  # no shorter than what the pattern of an address needs to match
_DOCUMENT_NUMBER = re.compile(r"(?<=[〔\[(【])(?:19|20)\d\d[〕\])】]\s?\d{1,4}号")
_TELEPHONE = re.compile(
    r"\d++(?:-\d++){3,}+|\d{3,4}-\d{7,8}(?!\d)|\d{3,4}-\d{3,4}-\d{3,4}|\d{3,4}-\d{4}(?!\d)(?=[,，。;；)]|$)"
)
# 游215次, 209/210次: a train has the character for its kind before its number, or a number each way.
_TRAIN = r"<-train.kinds>\d{2,4}<train.behind>|\d{2,4}/\d{2,4}<train.behind>"
_DIGITS = re.compile(r"\d+(?:\.\d+){0,20}")
# 1.2.3 and 1,23,4 are not well-formed numbers.
_MALFORMED = re.compile(r"\d++(?:\.\d++){2,20}+|\d++(?:,\d++){1,20}(?![\d.])")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_BIG = frozenset([MYRIAD, HUNDRED_MILLION])
_COUNTED = _BIG | frozenset("%‰年")
_LONGEST_COUNT = 6  # digits of a whole number that counts something without a unit behind it


def identifier(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the Arabic numeral at ``start:end`` is (part of) an identifier.

    >>> identifier("致电2233咨询", 2, 6), identifier("波音737-800客机", 2, 5), identifier("共82场", 1, 3)
    (Exclusion(start=2, end=6, reason=<Reason.CODE: 'code'>), \
Exclusion(start=2, end=9, reason=<Reason.CODE: 'code'>), None)
    """
    # Between Chinese characters a number with a unit is no identifier.
    if text[start - 1 : start] > "~" and text[end : end + 1] > "~" and text[start - 1] not in "〔【":
        behind = end + (text[end] in _BIG or text[end] in plain_infixes())
        if match_unit(text, behind):
            return None
    for form in (_DOCUMENT_NUMBER, _TELEPHONE):
        if match := form.match(text, start):
            return Exclusion(start, match.end(), Reason.CODE)
    if found := _malformed(text, start):
        return found
    digits = _DIGITS.match(text, start)
    stop = max(digits.end() if digits else end, end if "," in text[start:end] else 0)
    match = _CALCULATION.match(text, start) if text[stop : stop + 1] in OPERATORS else None
    if match and not _is_length(text, match.end()):  # 3×5米 is a size
        decimal = "·" in match[0] and match.end() <= end
        reason = Reason.BARE if _PIXELS.fullmatch(match[0]) else Reason.NAME
        return None if decimal else Exclusion(start, match.end(), reason)
    return (
        _lettered(text, start, stop)
        or _row_of_digits(text, start, stop)
        or _joined(text, start)
        or _announced(text, start, end, stop)
    )


def train(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the Arabic numeral at ``start:end`` is the number of a train.

    >>> train("乘209/210次到京", 1, 4), train("演出215次", 2, 5)
    (Exclusion(start=1, end=9, reason=<Reason.CODE: 'code'>), None)
    """
    match = compiled(_TRAIN).match(text, start)
    if match is None:
        return None
    if "/" in match[0]:
        return Exclusion(start, match.end(), Reason.CODE)
    is_kind = last_word(text, start) == start - 1
    return Exclusion(start - 1, match.end(), Reason.CODE) if is_kind else None


def calculation(text: str, start: int, end: int) -> Exclusion | None:
    """Say whether the Chinese numeral at ``start:end`` is part of a name made like a sum: 一+N.

    >>> calculation("推行一+三模式", 2, 3)
    Exclusion(start=2, end=5, reason=<Reason.NAME: 'name'>)
    """
    match = _CALCULATION.match(text, start)
    return Exclusion(start, match.end(), Reason.NAME) if match and match.end() > end else None


def _is_length(text: str, at: int) -> bool:
    unit = match_unit(text, at)
    return unit is not None and unit.group == "length"


def _malformed(text: str, start: int) -> Exclusion | None:
    """Find a number that is not well-formed, although a scale word or a unit follows it."""
    match = _MALFORMED.match(text, start)
    if match is None or _GROUPED.fullmatch(match[0]):
        return None
    followed = text[match.end() : match.end() + 1] in _shows_number()
    return Exclusion(start, match.end(), Reason.AMBIGUOUS) if followed else None


@cache
def _shows_number() -> frozenset[str]:
    return _BIG.union(SMALL, listed("malformed", "behind"))


@cache
def _amount_signs() -> frozenset[str]:
    """Return what shows an amount behind Latin letters and a number: GDP5.5%."""
    return _BIG.union("%‰", listed("code", "units"))


def _lettered(text: str, start: int, stop: int) -> Exclusion | None:
    """Find digits with Latin letters before or behind them: G331, T3航站楼, 5G."""
    behind = text[stop : stop + 1]
    match = _WITH_LETTERS.match(text, start) if behind.isascii() else None
    if _LETTER_BEFORE.search(text, max(0, start - 2), start) and behind not in _amount_signs():
        return Exclusion(start, match.end() if match else stop, Reason.CODE)
    return Exclusion(start, match.end(), Reason.CODE) if match and not match_unit(text, stop) else None


def _row_of_digits(text: str, start: int, stop: int) -> Exclusion | None:
    """Find digits that are too many to count anything, or that a hotline has: 13912345678, 12345热线."""
    is_long = stop - start > _LONGEST_COUNT and text[start:stop].isdigit()
    if is_long and not match_unit(text, stop) and text[stop : stop + 1] not in _BIG:
        return Exclusion(start, stop, Reason.CODE)
    return Exclusion(start, stop, Reason.CODE) if begins_with("code", "hotline", text, stop) else None


def _joined(text: str, start: int) -> Exclusion | None:
    """Find digits joined by dashes directly behind a word: 波音737-800."""
    match = JOINED_DIGITS.match(text, start)
    if match is None or not is_ideograph(text[start - 1 : start]):
        return None
    counts = text[match.end() : match.end() + 1] in _COUNTED or match_unit(text, match.end())
    return None if counts else Exclusion(start, match.end(), Reason.CODE)


def _announced(text: str, start: int, end: int, stop: int) -> Exclusion | None:
    """Find what a word or a dash before it announces: 致电2233, 邮编:158400, 歼-20."""
    following = text[end : end + 1]
    if match_unit(text, end + (following in plain_infixes())) or following in _BIG or following == "%":
        return None
    linked = text.endswith((":", *listed("code", "linking")), 0, start)
    before = start - 1 if linked else start
    if ends_in("code", "before", text, before):
        return Exclusion(start, stop, Reason.CODE)
    dashed = text[start - 1 : start] == "-" and is_ideograph(text[start - 2 : start - 1])
    return (
        Exclusion(start, stop, Reason.CODE) if dashed and stop == end and not LINK.match(text, end) else None
    )


def address(text: str, start: int, floor: int) -> Exclusion | None:
    """Say whether the numeral at an offset stands in a web address or an e-mail address.

    >>> address("见http://a.cn/15.html。", 14, 0)
    Exclusion(start=1, end=20, reason=<Reason.CODE: 'code'>)
    """
    if not text[start - 1 : start].isascii() or start == floor:
        return None
    left = start
    while left > max(floor, start - _ADDRESS_REACH) and "!" <= text[left - 1] <= "~":
        left -= 1
    around = text[left : start + _ADDRESS_HEAD]
    if not any(sign in around for sign in ("@", "://", "www.")):
        return None
    head = _ADDRESS.search(text, left, start + _ADDRESS_HEAD)
    match = _ADDRESS.match(text, head.start()) if head and head.start() < start else None
    return Exclusion(*match.span(), Reason.CODE) if match and start < match.end() else None
