"""The scan: one pass over a text that splits its numerals into quantities and exclusions.

Each numeral is either a :class:`~hulin_analysis.numbers.quantity.Quantity` or an
:class:`~hulin_analysis.numbers.exclusions.Exclusion`; nothing falls between the two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Hedge, Reason
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.characters import (
    CHINESE,
    DIGITS,
    HALF,
    HUNDRED_MILLION,
    LARGE,
    MORE,
    NAUGHT,
    NUMERAL_CHARACTERS,
    ONE,
    PIECE,
    TEN,
    TO,
    TWO,
    UNITS,
    ZERO,
)
from hulin_analysis.numbers.compound_amounts import Amount, read_amount, unit_behind
from hulin_analysis.numbers.dates import stretch
from hulin_analysis.numbers.exclusion_words import Exclusion
from hulin_analysis.numbers.exclusions import (
    exclusion_of_digit,
    find_exclusion,
    held_by_quotes,
    ratio,
    ratio_signs,
    slogan,
)
from hulin_analysis.numbers.identifiers import address
from hulin_analysis.numbers.implied_units import FRACTION_SIGNS, Reading, read_number
from hulin_analysis.numbers.numerals import bare_scale, going_on, is_row_of_digits
from hulin_analysis.numbers.plain_quantities import read_plain_quantity
from hulin_analysis.numbers.quantity import Before, Quantity, compose
from hulin_analysis.numbers.ranges import LINK, at_least, leads_to_level, shared_ends
from hulin_analysis.numbers.shared_units import share_percent, share_units
from hulin_analysis.numbers.shares import end_of_share
from hulin_analysis.numbers.units import MONTHS, Unit, match_unit
from hulin_analysis.numbers.within_words import leftover, longer_word, word_at, word_in_digits
from hulin_analysis.numbers.without_unit import (
    class_name,
    class_words,
    counts_alone,
    kinds,
    scale_counts,
    score_end,
)
from hulin_analysis.numbers.word_boundaries import find_word, is_word, word_over
from hulin_analysis.unit_groups import PER, counts_pieces, halves

_CANDIDATE = re.compile(rf"[0-9{CHINESE}{HALF}](?:(?<=[0-9])[0-9]*(?:\.[0-9]+)?)?")
_BARE = frozenset(LARGE + "兆")
_AND_MORE = PIECE + MORE
_TWO_OR_SECOND = "二"
_SHORTENED = re.compile(rf"\d+(?:\.\d+)?[{LARGE}]\d")
_HALF = Decimal("0.5")
# The digits that most numerals of one character are, with value, value, arabic and scaled of their reading.
_DIGITS = {
    char: (Decimal(value), Decimal(value), False, value == 10)
    for value, char in [*enumerate(NAUGHT + UNITS + TEN[0]), (2, TWO)]
}


@cache
def _words(table: str, key: str) -> tuple[str, ...]:
    return vocabulary.words("numerals", table, key)


@cache
def _next_sign() -> re.Pattern[str]:
    return re.compile("-|" + vocabulary.any_of("signs", "minus", "words"))


def find_quantities(text: str) -> tuple[list[Quantity], list[Exclusion]]:
    """Split the numerals of a text into quantities, which do not overlap, and exclusions, in reading order.

    >>> quantities, exclusions = find_quantities("去年举办活动1500余场,第四小学获奖")
    >>> [(q.value, q.unit, q.hedge.value) for q in quantities], [e.reason.value for e in exclusions]
    ([(1500.0, '场', 'over')], ['ordinal'])
    """
    quantities: list[Quantity] = []
    exclusions: list[Exclusion] = []
    quoted, search = held_by_quotes(text), _CANDIDATE.search
    pos, last_end = 0, -2
    while match := search(text, pos):
        start = match.start()
        char = text[start]
        found: Quantity | Exclusion | None
        if char <= "9":
            found = read_plain_quantity(text, start, pos) or _read(text, start, pos)
        elif char == HALF:
            if (found := _read_half(text, start, pos)) is None:
                pos = start + 1
                continue
        else:
            found = (slogan(text, start) if quoted[start] else None) or _read(text, start, pos)
        counts = isinstance(found, Quantity) and found.group != "duration"  # 每6分钟一班 says how long
        if counts and text.endswith(PER, 0, found.start):
            found = Exclusion(found.start, found.end, Reason.RATIO)  # 每10股: what another is for
        if isinstance(found, Exclusion):
            shared = share_percent(text, quantities[-1], found) if found.start - last_end == 1 else None
            if shared is None:
                exclusions.append(found if found.start >= pos else found._replace(start=pos))
                pos = found.end
                continue
            found = shared
        quantities.append(found)
        pos = last_end = found.end
    return share_units(text, quantities), exclusions


def _read(text: str, start: int, floor: int) -> Quantity | Exclusion:
    """Read the numeral that begins at `start`; nothing before `floor` belongs to it."""
    if text[start] > "9":
        if _lone().match(text, start):
            return _read_lone(text, start, floor)
    elif end := end_of_share(text, start):
        return _ratio(text, start, end, end, Before(start, start, None, None), floor)
    if "!" <= text[start - 1 : start] <= "~" and (found := address(text, start, floor)):
        return found
    begin = _behind_sign_word(text, start) if text[start] in ZERO else start
    number = read_number(text, begin)
    if number is None:
        return leftover(text, start, start + 1, arabic=text[start].isdigit())
    if text[number.end : number.end + 1] in ratio_signs() and (found := ratio(text, start)):
        return _to_one(text, found, floor) or found
    # Only a number in Arabic digits is the less likely to be excluded for its unit.
    unit = unit_behind(text, number) if number.arabic else None
    measured = unit is not None and unit.start >= number.behind
    if number.unit is None and (found := find_exclusion(text, start, number.end, measured=measured)):
        return found
    if number.low is None:
        if is_word(text[start : number.end]):
            return word_at(text, start, number.end)  # 一五一十
        ambiguous = Exclusion(start, max(number.behind, number.end), Reason.AMBIGUOUS)
        return longer_word(text, start, number.end, number.end, floor) or ambiguous
    if not number.arabic:
        unit = unit_behind(text, number)
    amount = read_amount(text, number, unit)
    if amount.unit and amount.unit.end > number.end + 2 and text.startswith(_AND_MORE, number.end):
        number = number._replace(loose=MORE)  # 两个多小时
    if text[begin : number.behind] == ONE and not LINK.match(text, number.end):
        return _read_one(text, number, amount, floor)
    return _read_number(text, start, number, amount, floor)


@cache
def _lone() -> re.Pattern[str]:
    """Return the form of a Chinese digit that is a numeral by itself, not part of a longer one.

    Nothing around it makes a fraction, a ratio, a range, an address, a half or a temperature of it.
    """
    signs = going_on().union(ratio_signs(), FRACTION_SIGNS, f"{HALF}(-—~～{TO}") - {PIECE, "、"}
    behind = (
        f"[{''.join(map(re.escape, sorted(signs)))}]|\\s"
        f"|{PIECE}[{HUNDRED_MILLION}{MORE}{HALF}]|、[{''.join(DIGITS)}]"
    )
    below_zero = vocabulary.any_of("signs", "zero", "words")
    return re.compile(rf"(?:(?<![!-~])|(?<=[^!-~]\())(?!{below_zero})[{''.join(_DIGITS)}](?!{behind})")


def _read_lone(text: str, start: int, floor: int) -> Quantity | Exclusion:
    """Read a Chinese digit that is a numeral by itself, as :func:`_read` would: most stand within words."""
    end = start + 1
    if found := exclusion_of_digit(text, start):
        return found
    unit = match_unit(text, end, arabic=False)
    one = text[start] == ONE
    if one and unit is None:
        return leftover(text, start, end, arabic=False)
    number = Reading(start, end, *_DIGITS[text[start]], None, "", end)
    amount = read_amount(text, number, unit)
    if one and not LINK.match(text, end):
        return _read_one(text, number, amount, floor)
    return _read_number(text, start, number, amount, floor)


def _ratio(text: str, start: int, end: int, stop: int, before: Before, floor: int) -> Quantity:
    """Make the quantity of a ratio that has no unit; with what follows its number it ends at `stop`."""
    value = Decimal(text[start:end])
    number = Reading(start, end, value, value, True, False, None, "", end)
    amount = Amount(value, value, end, stop, Unit.implied(stop))
    return compose(text, before, number, amount, None, floor)


def _read_number(text: str, start: int, number: Reading, amount: Amount, floor: int) -> Quantity | Exclusion:
    """Read a number with its unit; its sign word, if it has one, begins at `start`."""
    may_be_short = amount.unit and not number.scaled and number.end - number.start > 2
    if may_be_short and _SHORTENED.fullmatch(text, number.start, number.end):
        return Exclusion(start, number.end, Reason.AMBIGUOUS)  # 1万2元
    names = not number.arabic and not (amount.unit and amount.unit.word in _words("row", "units"))
    if names and is_row_of_digits(text[number.start : number.end]):
        if word := longer_word(text, start, number.end, number.end, floor):
            return word
        at = (start, number.end) if is_word(text[start : number.end]) else find_word(text, start, number.end)
        return word_at(text, *at) if at else Exclusion(start, number.end, Reason.AMBIGUOUS)
    if not number.arabic and number.unit is None and number.start == start:
        unit_end = amount.unit.end if amount.unit else number.end
        if word := longer_word(text, start, number.end, unit_end, floor):
            return word
    return _read_range(text, number, amount, floor) or _read_amount(text, number, amount, floor)


def _behind_sign_word(text: str, start: int) -> int:
    """Return where the number of a temperature begins whose sign word begins with a numeral: 零下3℃."""
    words = vocabulary.words("signs", "zero", "words")
    at = next((start + len(word) for word in words if text.startswith(word, start)), start)
    return at if _is_number(text, at) else start


def _is_number(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit() or (text[at : at + 1] in NUMERAL_CHARACTERS and text[at] not in ZERO)


def _read_amount(text: str, number: Reading, amount: Amount, floor: int) -> Quantity | Exclusion:
    """Read a single number, or say why it does not count anything."""
    unit, start = amount.unit, number.start
    core = text[start : number.end]
    may_be_class = (
        number.scaled or unit is None or unit.word in kinds() or text.startswith(class_words(), unit.end)
    )
    if may_be_class and (found := class_name(text, number, unit)):
        return found
    ranks = core == _TWO_OR_SECOND and unit and unit.word not in _words("two", "counted")
    if ranks and unit and (unit.group == "money" or counts_pieces(unit.group)):
        return Exclusion(start, unit.end, Reason.ORDINAL)  # 二轮 is the second round; two are 两轮
    degrees = unit is not None and unit.group == "temperature"
    bare = core[0] in _BARE
    before = Before.of(text, start, floor, bare=bare, degrees=degrees)
    hedged = before.hedge is not None or bool(number.loose)
    if unit is None and before.currency is None:
        if number.arabic and (word := word_in_digits(text, start, number.end)):
            return word
        if number.arabic and (stop := score_end(text, start, amount.number_end)):
            amount = amount._replace(unit=Unit.implied(stop), end=stop)
        elif not counts_alone(text, number, amount, hedged=hedged):
            return leftover(text, start, number.end, arabic=number.arabic)
    is_zero = core in ZERO and not number.arabic and number.unit is None
    if is_zero and before.number_start == start and not degrees:
        return leftover(text, start, number.end, arabic=False)
    if bare and bare_scale(core) is not None and not hedged and not scale_counts(text, amount, core):
        if unit and find_word(text, start, number.end) is None:
            return Exclusion(start, unit.end, Reason.NAME)
        return leftover(text, start, number.end, arabic=False)
    ends = None if amount.low == amount.high else (amount.low, amount.high)
    return compose(text, before, number, amount, ends, floor)


def _read_half(text: str, start: int, floor: int) -> Quantity | Exclusion | None:
    """Read 半年 and 半公里; elsewhere 半 is not a numeral."""
    is_part = text[start - 1 : start] in _words("half", "behind")
    if is_part or (start > floor and word_over(text, start, floor)):
        return None
    unit = match_unit(text, start + 1, arabic=False)
    if text.startswith(MONTHS, start + 1):
        unit = Unit(start + 1, start + 3, MONTHS, "duration", start + 3)
    over = word_over(text, unit.end, start) if unit else None
    if unit is None or not halves(unit.group) or unit.group == "ratio" or (over and over[0] <= start + 1):
        return None
    if text.startswith(_words("half", "papers"), unit.end):
        return None  # 半年报
    if text.startswith(_words("half", "night"), start + 1):
        return None  # 半夜9点
    if over and text.startswith(_words("half", "whole"), unit.start):
        return None  # 半斤八两
    if found := stretch(text, start, start + 1):
        return found
    number = Reading(start, start + 1, _HALF, _HALF, False, False, None, "", start + 1)
    amount = Amount(_HALF, _HALF, start + 1, unit.end, unit, ((unit.start, unit.end),))
    return compose(text, Before.of(text, start, floor), number, amount, None, floor)


def _read_range(text: str, number: Reading, amount: Amount, floor: int) -> Quantity | Exclusion | None:
    """Read 3—5年, 10%至15% and 3至5万元 as one quantity; 由7家至16家 two, 减少3起至9起 perhaps."""
    link = LINK.match(text, amount.end) or (LINK.match(text, number.end) if amount.unit is None else None)
    bounded = link is None
    if (link := link or at_least().match(text, amount.end)) is None:
        return None
    sign = _next_sign().match(text, link.end())
    second = read_number(text, sign.end() if sign else link.end())
    if second is None or second.low is None:
        return None
    last = read_amount(text, second, unit_behind(text, second))
    levels = text.endswith(_words("range", "from"), 0, number.start)
    needs = "at_most" if bounded else "unequal" if levels else None
    if needs and not text.startswith(_words("range", needs), last.end):
        return None
    degrees = last.unit is not None and last.unit.group == "temperature"
    before = Before.of(text, number.start, floor, degrees=degrees)
    if last.unit is None:
        # 百分之三十到四十一, 6—8亿, $3—5亿
        if not (number.unit or second.scaled or before.currency):
            return None
        if number.unit:
            last = last._replace(unit=Unit.implied(last.end, number.unit))
    elif amount.unit and amount.unit.word != last.unit.word:
        return None
    is_negative = before.number_start < number.start
    if is_negative or sign:
        ends = (-amount.low if is_negative else amount.low, -last.high if sign else last.high)
        return _signed_range(text, before, number, last, ends, floor)
    shared = shared_ends(
        text,
        number._replace(low=amount.low, high=amount.high),
        second._replace(low=last.low, high=last.high),
        measured=amount.unit is not None and number.unit is None,
    )
    if shared is None:
        return None
    if amount.unit and number.unit is None and link[0].strip() in TO:
        leads = leads_to_level(text, before.start, *shared)
        if leads is not None:
            return None if leads else Exclusion(number.start, last.end, Reason.AMBIGUOUS)
    found = compose(text, before, number._replace(loose=second.loose), last, shared, floor)
    return found._replace(hedge=Hedge.EXACT) if bounded else found


def _signed_range(
    text: str, before: Before, number: Reading, last: Amount, ends: tuple[Decimal, Decimal], floor: int
) -> Quantity | None:
    """Put a range together whose ends have signs of their own: -5℃至3℃."""
    low, high = sorted(ends)
    if low == high:
        return None
    unsigned = before._replace(number_start=number.start)
    quantity = compose(text, unsigned, number, last, (low, high), floor)
    start = min(before.start, before.number_start)
    return quantity._replace(start=start, number_start=before.number_start)


def _read_one(text: str, number: Reading, amount: Amount, floor: int) -> Quantity | Exclusion:
    """Read a lone 一: a number in 一倍, 唯一一家 and 一个半小时, elsewhere an article or part of a word."""
    start, end, unit = number.start, number.end, amount.unit
    if text.startswith(HALF, end) and not word_over(text, end + 1, end):
        half = Amount(_HALF, _HALF, end + 1, end + 1, Unit.implied(end + 1))
        return compose(text, Before.of(text, start, floor), number, half, None, floor)
    if unit is None or (word_over(text, unit.end, start) and amount.end == unit.end):
        return leftover(text, start, end, arabic=False)
    if word_over(text, start, floor) and (word := longer_word(text, start, end, unit.end, floor)):
        return word
    if (
        unit.group == "ratio"
        or amount.low != 1
        or number.loose
        or hedges.before(text, start, floor, bare=False)[1]
        or _is_definite().search(text, max(0, start - 3), start)
    ):
        return _read_amount(text, number, amount, floor)
    return Exclusion(start, amount.end, Reason.INDEFINITE)


@cache
def _is_definite() -> re.Pattern[str]:
    return re.compile(vocabulary.any_of("fixed_terms", "definite", "before") + "$")


def _to_one(text: str, found: Exclusion, floor: int) -> Quantity | None:
    """Read 收入比2.54:1 as the number 2.54; other ratios are not quantities."""
    if found.reason != Reason.RATIO or not text.endswith(":1", found.start, found.end):
        return None
    start, end = found.start, found.end - 2
    if not text[start:end].replace(".", "", 1).isdigit() or not score_end(text, start, found.end):
        return None
    return _ratio(text, start, end, found.end, Before.of(text, start, floor), floor)
