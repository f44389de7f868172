"""Quantities: a number with its hedge, sign and unit, exactly where it stands in a view.

One pass over the text. Each numeral is either a :class:`Quantity` or an
:class:`~hulin_analysis.numbers.exclusions.Exclusion`; nothing falls between the two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.codes import Hedge, Reason
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.amounts import Amount, read_amount
from hulin_analysis.numbers.characters import BIG, CHINESE, NUMERAL_CHARACTERS, SMALL, ZERO
from hulin_analysis.numbers.exclusions import (
    Exclusion,
    address,
    find_exclusion,
    leftover,
    longer_word,
    ratio,
    word_at,
)
from hulin_analysis.numbers.numerals import bare_scale, is_row_of_digits
from hulin_analysis.numbers.ranges import LINK, shared_ends
from hulin_analysis.numbers.reading import Reading, read_number
from hulin_analysis.numbers.times import stretch
from hulin_analysis.numbers.units import Unit, currency, halves, match_currency, match_unit
from hulin_analysis.numbers.words import find_word, is_number_word, is_word, word_over

__all__ = ["Quantity", "find_quantities"]


class Quantity(NamedTuple):
    """A number the text states, with its unit and hedge; offsets are those of the view.

    Attributes
    ----------
    start, end : int
        Half-open offsets of hedge, number and unit together.
    number_start, number_end : int
        Offsets of the numeral alone, its sign included.
    value : float or None
        In `unit`, scale words applied; None for a range.
    low, high : float or None
        The ends of a range.
    unit : str
        Folded; empty where a noun is counted without classifier.
    unit_spans : tuple of (int, int)
        Where the unit is written; two places for 新台币13000元, none where it is implied (百分之五).
    unit_end : int
        Where number and unit end, a hedge behind them left out.
    counted : int
        Where the noun may begin that is counted.
    group : str
        What the unit measures (``money``, ``visits``, …); empty without unit.
    hedge : Hedge
        How surely it is said.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    unit_spans: tuple[tuple[int, int], ...]
    unit_end: int
    counted: int
    group: str
    hedge: Hedge


_CANDIDATE = re.compile(rf"[0-9{CHINESE}半]")
_PLAIN = frozenset("%‰元")
_SIGN_WORDS = ("零下", "零上")
# What a bare 百, 千 or 万 counts (百件实事); 万人, 万元 before a noun are rates (万人拥有量).
_BARE_COUNTED = frozenset({"things", "events", "visits"})
_SHARED = re.compile(r"[、和与及或,]")
_FROM = frozenset("由从自")
_SHORT = re.compile(r"\d+(?:\.\d+)?[百千万亿]\d")
_NEXT_SIGN = re.compile("零下|负|-")
_NO_HALF = frozenset("上下前后大多小夜一两数个十折对过参")


def find_quantities(text: str) -> tuple[list[Quantity], list[Exclusion]]:
    """Split the numerals of a text into quantities and exclusions.

    Parameters
    ----------
    text : str
        The text, as a :class:`~hulin_analysis.view.View` has it.

    Returns
    -------
    quantities : list of Quantity
        In reading order, without overlap.
    exclusions : list of Exclusion
        The rest, in reading order.

    Examples
    --------
    >>> quantities, exclusions = find_quantities("去年举办活动1500余场,第四小学获奖")
    >>> [(q.value, q.unit, q.hedge.value) for q in quantities], [e.reason.value for e in exclusions]
    ([(1500.0, '场', 'over')], ['ordinal'])
    """
    quantities: list[Quantity] = []
    exclusions: list[Exclusion] = []
    pos = 0
    while match := _CANDIDATE.search(text, pos):
        found = _read_half(text, match.start(), pos) if match[0] == "半" else _read(text, match.start(), pos)
        if found is None:
            pos = match.end()
            continue
        if isinstance(found, Exclusion) and quantities and (shared := _share_percent(text, quantities[-1], found)):
            found = shared
        if isinstance(found, Exclusion):
            exclusions.append(found._replace(start=max(found.start, pos)))
        else:
            quantities.append(found)
        pos = found.end
    return _share_units(text, quantities), exclusions


def _read(text: str, start: int, floor: int) -> Quantity | Exclusion:
    """Read the numeral that begins at `start`; nothing before `floor` belongs to it."""
    if found := address(text, start, floor) or ratio(text, start):
        return _unless_scored(text, found, floor) or found
    begin = start + 2 if text.startswith(_SIGN_WORDS, start) and _is_number(text, start + 2) else start
    number = read_number(text, begin)
    if number is None:
        return leftover(text, start, start + 1, arabic=text[start].isdigit())
    # What ends in % or 元 is no date, name or ordinal: most numbers of a report need not be asked.
    plain = number.arabic and text[number.end : number.end + 1] in _PLAIN
    if not plain and number.unit is None and (found := find_exclusion(text, start, number.end)):
        return found
    if number.low is None:
        return longer_word(text, start, number.end, number.end, floor) or Exclusion(
            start, max(number.behind, number.end), Reason.AMBIGUOUS
        )
    if text[begin : number.behind] == "一" and not LINK.match(text, number.end):
        return _read_one(text, number, floor)
    amount = read_amount(text, number)
    if amount.unit and _SHORT.fullmatch(text, begin, number.end):
        return Exclusion(start, number.end, Reason.AMBIGUOUS)  # 1万2元
    if is_row_of_digits(text[begin : number.end]) and (amount.unit is None or amount.unit.word not in ("折", "两")):
        return longer_word(text, start, number.end, number.end, floor) or _of_digits(text, start, number.end)
    if not number.arabic and number.unit is None and begin == start:
        stop = amount.unit.end if amount.unit else number.end
        if word := longer_word(text, start, number.end, stop, floor):
            return word
    return _read_range(text, number, amount, floor) or _read_amount(text, number, amount, floor)


def _of_digits(text: str, start: int, end: int) -> Exclusion:
    word = (start, end) if is_word(text[start:end]) else find_word(text, start, end)
    return word_at(text, *word) if word else Exclusion(start, end, Reason.AMBIGUOUS)


def _is_number(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit() or (text[at : at + 1] in NUMERAL_CHARACTERS and text[at] not in ZERO)


def _read_amount(text: str, number: Reading, amount: Amount, floor: int) -> Quantity | Exclusion:
    """Read a single number, or say why it is none that counts anything."""
    unit, start = amount.unit, number.start
    core = text[start : number.end]
    if number.scaled or unit is None or text.startswith(("级", "制"), unit.end):
        if found := _class_name(text, number, unit):
            return found
    if core == "二" and unit and unit.group in ("things", "events", "money") and unit.word not in ("次", "位"):
        return Exclusion(start, unit.end, Reason.ORDINAL)  # 二轮 is the second; two are 两轮
    degrees = unit is not None and unit.group == "temperature"
    before = _Before.of(text, start, floor, bare=bare_scale(core[:1]) is not None, degrees=degrees)
    hedged = before.hedge is not None or bool(number.loose)
    if unit is None and before.currency is None:
        if number.arabic and (stop := _score_end(text, start, amount.number_end)):
            amount = amount._replace(unit=Unit(stop, stop, "", "ratio", stop), end=stop)
        elif not _stands_alone(text, number, amount, hedged=hedged):
            return leftover(text, start, number.end, arabic=number.arabic)
    if core in ZERO and not number.arabic and before.number_start == start and number.unit is None and not degrees:
        return leftover(text, start, number.end, arabic=False)
    if bare_scale(core) is not None and not hedged and core != "十":
        if not _bare_counts(text, amount, core):
            classes = unit is not None and find_word(text, start, number.end) is None
            return Exclusion(start, unit.end, Reason.NAME) if unit and classes else leftover(
                text, start, number.end, arabic=False
            )
    ends = None if amount.low == amount.high else (amount.low, amount.high)
    return _close(text, before, number, amount, ends, floor)


def _class_name(text: str, number: Reading, unit: Unit | None) -> Exclusion | None:
    """Find what names a class of things by its size: 千亿级产业, 30万吨级泊位, 亿元以上项目."""
    end = unit.end if unit else number.end
    if unit and unit.word == "级" and number.scaled:
        return Exclusion(number.start, unit.end, Reason.NAME)
    if unit is None and (following := match_unit(text, number.end + 1)) is not None:
        end = number.end if text.startswith("级", number.end) else following.start
    if text.startswith("制", end) and unit and unit.group in ("people", "things", "duration") and not word_over(text, end + 1, end):
        return Exclusion(number.start, end + 1, Reason.NAME)  # 五人制, 三年制
    for stop in (end, end + 1, end + 2, end + 3):
        if text.startswith("级", stop) and not text.startswith("地震", stop + 1):
            named = stop == end or _raw_unit(text, number.end, stop)
            return Exclusion(number.start, stop + 1, Reason.NAME) if named else None
    return None


def _raw_unit(text: str, start: int, end: int) -> bool:
    """Whether a unit fills a stretch, whatever longer word it begins: 吨 in 吨级."""
    unit = match_unit(text[start:end] + "。", 0)
    return unit is not None and unit.end == end - start


def _bare_counts(text: str, amount: Amount, core: str) -> bool:
    """Whether a scale word alone (百, 千万) is a number: 百件实事, 利润百万元以上. 万元户 and 亿元以上项目 name a class."""
    unit = amount.unit
    start = amount.number_end - len(core)
    # 0.6人/百亿元 is one unit; (万头) at the head of a column names one.
    if unit is None or text[start - 1 : start] == "/" or (text[start - 1 : start] + text[amount.end : amount.end + 1] == "()"):
        return False
    if unit.group in _BARE_COUNTED:
        return True
    stop, hedge = hedges.behind(text, amount.end, unit)
    noun = stop if stop > amount.end else max(amount.end, unit.counted + (2 if unit.counted < unit.end else 0))
    return (hedge is not None or len(core) > 1) and not text[noun : noun + 1].isalpha()


class _Before(NamedTuple):
    """What stands before a number and belongs to it: hedge, currency, sign, from left to right."""

    start: int
    number_start: int
    hedge: Hedge | None
    currency: tuple[int, int, str] | None

    @classmethod
    def of(cls, text: str, start: int, floor: int, *, bare: bool = False, degrees: bool = False) -> _Before:
        signed = hedges.sign_before(text, start, floor, degrees=degrees)
        currency_at = match_currency(text, signed, floor)
        left = currency_at[0] if currency_at else signed
        if currency_at and signed == start:
            signed = hedges.sign_before(text, left, floor)
            left = signed
            signed = start if signed == currency_at[0] else signed
        begin, hedge = hedges.before(text, left, floor, bare=bare)
        at = (currency_at[0], min(start, signed if signed > currency_at[0] else start)) if currency_at else None
        return cls(begin, signed, hedge, (*at, currency_at[1]) if at and currency_at else None)


def _close(
    text: str, before: _Before, number: Reading, amount: Amount, ends: tuple[Decimal, Decimal] | None, floor: int
) -> Quantity:
    """Put a quantity together, with the hedge that stands behind the unit."""
    stop, after = hedges.behind(text, amount.end, amount.unit)
    hedge = (
        before.hedge
        or after
        or (hedges.infix(number.loose) if number.loose else None)
        or hedges.away_behind(text, amount.end)
        or hedges.away_before(text, before.start, floor)
    )
    sign = -1 if before.number_start < number.start and text[before.number_start] != "零" or (
        text.startswith("零下", before.number_start)
    ) else 1
    word, spans, group = _unit(text, before, amount)
    value = None if ends else float(amount.low * sign)
    low, high = (float(ends[0]), float(ends[1])) if ends else (None, None)
    if ends and sign < 0:
        low, high = sorted((-float(ends[0]), -float(ends[1])))
    return Quantity(
        min(before.start, before.number_start), stop, before.number_start, amount.number_end, value, low, high,
        word, spans, amount.end, amount.unit.counted if amount.unit and stop == amount.unit.end else stop,
        group, hedge or Hedge.EXACT,
    )  # fmt: skip


def _unit(text: str, before: _Before, amount: Amount) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """Return the unit with the currency in front of the number: 新台币13000元 is in 新台币元, ￥300万元 in 元."""
    unit, spans = amount.unit, amount.spans
    word, group = (unit.word, unit.group) if unit else ("", "")
    if before.currency is None:
        return word, spans, group
    start, end, kind = before.currency
    sign = text[start:end]
    if unit and (group != kind or (not "\u3400" <= sign[-1] <= "\u9fff" and currency(sign) == currency(word)) or sign == word):
        return word, spans, group
    return sign + word, ((start, end), *spans), kind


def _read_half(text: str, start: int, floor: int) -> Quantity | Exclusion | None:
    """Read 半年 and 半公里; 半 is no numeral elsewhere."""
    if text[start - 1 : start] in _NO_HALF or (start > floor and word_over(text, start, floor)):
        return None
    unit = match_unit(text, start + 1, arabic=False)
    if text.startswith("个月", start + 1):
        unit = Unit(start + 1, start + 3, "个月", "duration", start + 3)
    over = word_over(text, unit.end, start) if unit else None
    if unit is None or not halves(unit.group) or unit.group == "ratio" or (over and over[0] <= start + 1):
        return None
    if text[unit.end : unit.end + 1] in ("报", "度", "刊") or text[unit.start] in "斤里" and over:
        return None
    if found := stretch(text, start, start + 1):
        return found._replace(start=start)
    half = Decimal("0.5")
    number = Reading(start, start + 1, half, half, False, False, None, "", start + 1)
    amount = Amount(half, half, start + 1, unit.end, unit, ((unit.start, unit.end),))
    return _close(text, _Before.of(text, start, floor), number, amount, None, floor)


def _read_range(text: str, number: Reading, amount: Amount, floor: int) -> Quantity | None:
    """Read 3—5年, 10%至15%, 3至5万元: one quantity with two ends. 由7家至16家 is two levels."""
    link = LINK.match(text, amount.end) or (LINK.match(text, number.end) if amount.unit is None else None)
    if link is None:
        return None
    sign = _NEXT_SIGN.match(text, link.end())
    second = read_number(text, sign.end() if sign else link.end())
    if second is None or second.low is None:
        return None
    last = read_amount(text, second)
    if text[number.start - 1 : number.start] in _FROM and not text.startswith("不等", last.end):
        return None
    stated = number.unit is not None or amount.unit is not None
    degrees = last.unit is not None and last.unit.group == "temperature"
    before = _Before.of(text, number.start, floor, degrees=degrees)
    if last.unit is None:
        # 百分之三十到四十一, 6—8亿, $3—5亿
        if not (number.unit or second.scaled or before.currency):
            return None
        if number.unit:
            last = last._replace(unit=Unit(last.end, last.end, number.unit, "ratio", last.end))
    elif amount.unit and amount.unit.word != last.unit.word:
        return None
    measured = stated and number.unit is None
    negative = before.number_start < number.start
    if negative or sign:
        first = -amount.low if negative else amount.low
        final = -last.high if sign else last.high
        if first >= final:
            first, final = final, first
        ends: tuple[Decimal, Decimal] | None = (first, final) if first < final else None
        return _signed_range(text, before, number, last, ends, floor) if ends else None
    ends = shared_ends(
        text,
        number._replace(low=amount.low, high=amount.high),
        second._replace(low=last.low, high=last.high),
        measured=measured,
    )
    return _close(text, before, number._replace(loose=second.loose), last, ends, floor) if ends else None


def _signed_range(
    text: str, before: _Before, number: Reading, last: Amount, ends: tuple[Decimal, Decimal], floor: int
) -> Quantity:
    closed = _close(text, before._replace(number_start=number.start), number, last, ends, floor)
    start = min(before.start, before.number_start)
    return closed._replace(start=start, number_start=before.number_start)


def _read_one(text: str, number: Reading, floor: int) -> Quantity | Exclusion:
    """Read a lone 一: a number in 一倍, 唯一一家 and 一个半小时, else the indefinite article or part of a word."""
    start, end = number.start, number.end
    amount = read_amount(text, number)
    unit = amount.unit
    if text.startswith("半", end) and not word_over(text, end + 1, end):
        half = Amount(Decimal("0.5"), Decimal("0.5"), end + 1, end + 1, Unit(end + 1, end + 1, "", "ratio", end + 1))
        return _close(text, _Before.of(text, start, floor), number, half, None, floor)
    if unit is None or (word_over(text, unit.end, start) and amount.end == unit.end):
        return leftover(text, start, end, arabic=False)
    if word_over(text, start, floor) and (word := longer_word(text, start, end, unit.end, floor)):
        return word
    if unit.group == "ratio" or amount.low != 1 or hedges.before(text, start, floor, bare=False)[1] or _is_definite().search(text, max(0, start - 3), start):
        return _read_amount(text, number, amount, floor)
    return Exclusion(start, amount.end, Reason.INDEFINITE)


@cache
def _is_definite() -> re.Pattern[str]:
    words = vocabulary.table("fixed_terms")["definite"]["before"]
    return re.compile(f"(?:{'|'.join(words)})$")


def _stands_alone(text: str, number: Reading, amount: Amount, *, hedged: bool) -> bool:
    """Whether a number without unit is a quantity all the same: 12省份, 三省, 突破万亿, 用户达3亿, 投入十亿."""
    end = amount.number_end
    behind = text[end : end + 1]
    if behind == "级":
        return False
    if number.arabic:
        mixed = any(char in BIG for char in text[number.start : number.end])
        if number.scaled or mixed or hedged or _counted("counted").match(text, end):
            return True
        shared = _SHARED.match(behind) or behind == "个"
        return bool(shared) and _shared_next(text, end + 1)
    core = text[number.start : number.end]
    over = word_over(text, end, number.start)
    if _counted("counted_behind_chinese").match(text, end) and (not over or is_number_word(text[slice(*over)])):
        return len(core) == 1 or not hedged
    if is_word(core) and not is_number_word(core):
        return False  # 万一
    if hedged and len(core) > 1:
        return True
    # 门票每张一百二, 募集资金十亿: a number with a scale word stands for itself, but for 百 and 千 before a noun.
    big = any(char in BIG for char in core)
    scaled = bare_scale(core) is None and len(core) > 1 and any(char in SMALL for char in core)
    return (big and (hedged or bare_scale(core) is None)) or (scaled and not behind.isalpha() and behind != "、")


@cache
def _counted(table: str) -> re.Pattern[str]:
    words = sorted(vocabulary.table("units")["counted"][table], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _score() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = vocabulary.table("units")["score"]
    return re.compile(rf"(?:{'|'.join(table['names'])})[^,，。;；!?\n]{{0,18}}$"), re.compile(table["behind"])


def _score_end(text: str, start: int, end: int) -> int | None:
    """Return where a number ends that has no unit because none belongs to it: 指数达108.5."""
    named, behind = _score()
    said = behind.match(text, end) and named.search(text, max(0, start - 24), start)
    return end if said else None


def _unless_scored(text: str, found: Exclusion, floor: int) -> Quantity | None:
    """Read 收入比2.54:1, the one ratio that is a number: of so many to one."""
    if found.reason != Reason.RATIO or not text.endswith(":1", found.start, found.end):
        return None
    end = found.end - 2
    if not text[found.start : end].replace(".", "", 1).isdigit() or not _score_end(text, found.start, found.end):
        return None
    value = Decimal(text[found.start : end])
    number = Reading(found.start, end, value, value, True, False, None, "", end)
    unit = Unit(found.end, found.end, "", "ratio", found.end)
    before = _Before.of(text, found.start, floor)
    return _close(text, before, number, Amount(value, value, end, found.end, unit), None, floor)


def _shared_next(text: str, pos: int) -> bool:
    """Whether a number with a unit follows at once, whose unit this one shares: 12.7、12个百分点; 3、4、5人."""
    while text[pos : pos + 1].isdigit() and (number := read_number(text, pos)) and number.unit is None:
        if match_unit(text, number.behind):
            return True
        if text[number.behind : number.behind + 1] not in ("、", "和", "及"):
            return False
        pos = number.behind + 1
    return False


def _share_percent(text: str, last: Quantity, found: Exclusion) -> Quantity | None:
    """Read 四点一 in 百分之五点一和四点一."""
    joined = found.start - last.end == 1 and text[last.end] in "和、与及"
    if not joined or last.unit != "%" or last.unit_spans or found.reason not in (Reason.BARE, Reason.UNIT_UNKNOWN):
        return None
    number = read_number(text, found.start)
    if number is None or number.low is None or number.low != number.high or number.end != found.end:
        return None
    value, end = float(number.low), number.end
    return last._replace(
        start=found.start, end=end, number_start=found.start, number_end=end, value=value, low=None, high=None,
        unit_end=end, counted=end, hedge=Hedge.EXACT,
    )  # fmt: skip


def _share_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give 12.7个、12个百分点 one unit, and a number without unit the unit of the next in its list."""
    for i in range(len(quantities) - 2, -1, -1):
        this, following = quantities[i], quantities[i + 1]
        if following.start - this.end != 1 or not _SHARED.match(text, this.end) or not following.unit:
            continue
        share = following.unit == "百分点" and this.unit == "个"
        bare = not this.unit and this.group == "" and following.number_start == following.start
        big, next_big = (
            any(char in BIG for char in text[one.number_start : one.number_end]) for one in (this, following)
        )
        if share or (bare and (next_big or not big)):
            quantities[i] = this._replace(
                unit=following.unit, group=following.group, unit_spans=following.unit_spans
            )
    return quantities
