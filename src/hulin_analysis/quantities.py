"""Quantities in running text: a numeral with its hedge and its unit, exactly where it stands.

One pass over the folded text. Each numeral is either a :class:`Quantity` or an
:class:`~hulin_analysis.asides.Aside`; nothing falls between the two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.asides import Aside, find_aside, find_word
from hulin_analysis.numerals import CHINESE, NUMERAL, evaluate
from hulin_analysis.units import Unit, match_unit

__all__ = ["Quantity", "find_quantities"]


class Quantity(NamedTuple):
    """A number the text states, with its unit and hedge.

    Attributes
    ----------
    start, end : int
        Half-open offsets of hedge, number and unit together.
    number_start, number_end : int
        Offsets of the numeral alone.
    value : float or None
        In `unit`, scale words applied; None for a range.
    low, high : float or None
        The ends of a range.
    unit : str
        Folded; empty where a noun is counted without classifier.
    unit_start, unit_end : int
        Where the unit stands.
    group : str
        What the unit measures (``money``, ``visits``, …); empty without unit.
    hedge : str
        ``exact``, ``about``, ``over`` or ``under``.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    unit_start: int
    unit_end: int
    group: str
    hedge: str


_INFIXES = frozenset("余多几来")
_BARE_SCALES = frozenset("百千万亿兆")
_CANDIDATE = re.compile(rf"[0-9{CHINESE}]")
_PERCENT_WORDS = re.compile(rf"百分之(?P<n>[{CHINESE}]+(?:点[{CHINESE}]+)?|\d+(?:\.\d+)?)")
_PERMILLE_WORDS = re.compile(rf"[千万]分之(?P<n>[{CHINESE}]+(?:点[{CHINESE}]+)?|\d+(?:\.\d+)?)")
_PARTS = re.compile(
    rf"(?P<of>[{CHINESE}]+)分之(?P<n>[{CHINESE}]+)|(?P<top>\d{{1,2}})/(?P<bottom>\d{{1,3}})(?![/\d])"
)
_FRACTION_REACH = 24  # how far behind its beginning a fraction shows its 分之 or stroke
_RANGE = re.compile(r"\s?(?:[-—~]+|至|到)\s?(?=[0-9一二三四五六七八九十两百])")
_NEIGHBOURS = re.compile(
    r"([一二两三四五六七八九])([二三四五六七八九])(?=[十百千万亿]?[余多]?[^〇零一二三四五六七八九])"
)
_COUNTED = frozenset("二三四五六七八九")
_PLAIN = frozenset("%‰元")
_AFTER_LOOSE = re.compile(r"(?:多|余|有余)(?![功样种元媒云式方维])")
_LOOSE_GROUPS = frozenset({"money", "duration", "length", "weight", "area", "age"})
# What a bare 百, 千 or 万 counts (百件实事); 万人, 万元 before a noun are rates (万人拥有量).
_BARE_COUNTED = frozenset({"things", "events", "visits"})
# 上百 is at least a hundred; behind these 上 belongs to the word before: 以上, 线上, 跃上千亿台阶.
_NOT_UPON = frozenset("以线网跃迈站跨登冲")
_SHARED = re.compile(r"[、和与及或,]")


@cache
def _hedges(where: str) -> dict[str, str]:
    table = vocabulary.table("hedges")
    return {word: hedge for hedge in ("over", "under", "about") for word in table[hedge][where]}


@cache
def _after() -> re.Pattern[str]:
    words = sorted((w for w in _hedges("after") if w not in ("多", "余", "有余")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _last_before() -> frozenset[str]:
    """Return the characters that a hedge before a number ends in; 上 is one before 百 and 千."""
    return frozenset(word[-1] for word in _hedges("before")) | {"上"}


@cache
def _longest_before() -> int:
    return max(map(len, _hedges("before")))


def find_quantities(folded: str) -> tuple[list[Quantity], list[Aside]]:
    """Split the numerals of a folded text into quantities and asides.

    Parameters
    ----------
    folded : str
        Text folded by :func:`hulin_analysis.script.fold`.

    Returns
    -------
    quantities : list of Quantity
        In reading order, without overlap.
    asides : list of Aside
        The rest, in reading order.

    Examples
    --------
    >>> quantities, asides = find_quantities("去年举办活动1500余场,第四小学获奖")
    >>> [(q.value, q.unit, q.hedge) for q in quantities], asides
    ([(1500.0, '场', 'over')], [Aside(start=13, end=15, reason='ordinal')])
    """
    quantities: list[Quantity] = []
    asides: list[Aside] = []
    pos = 0
    while match := _CANDIDATE.search(folded, pos):
        found = _read(folded, match.start(), pos)
        if isinstance(found, Aside):
            start = max(found.start, pos)
            asides.append(Aside(start, found.end, found.reason))
        else:
            quantities.append(found)
        pos = found.end
    return _share_units(folded, quantities), asides


def _read(folded: str, start: int, floor: int) -> Quantity | Aside:
    """Read the numeral that begins at `start`; nothing before `floor` belongs to it."""
    special = _read_fraction(folded, start, floor)
    if special:
        return special
    match = NUMERAL.match(folded, start)
    if match is None:  # every candidate character begins a numeral
        raise AssertionError(f"no numeral at {start}: {folded[start : start + 10]!r}")
    end = match.end()
    core_end = match.start("infix") if match["infix"] else end
    arabic = folded[start].isdigit()
    # What ends in % or 元 is no date, name or ordinal: most numbers of a report need not be asked.
    plain = arabic and folded[end : end + 1] in _PLAIN
    if not plain and (aside := find_aside(folded, start, core_end)):
        return aside
    if not arabic and (few := _read_neighbours(folded, start, floor)) is not None:
        return few
    if folded[start:core_end] == "一":
        return _read_one(folded, start, floor)
    unit = match_unit(folded, end, arabic=arabic)
    if unit is None and arabic and (stop := _score_end(folded, start, end)):
        unit = Unit(stop, stop, "", "ratio")
    if unit and folded[unit.end : unit.end + 1] == "级":
        return Aside(start, unit.end + 1, "name")
    if match["infix"] and not unit and match["infix"] == "几":
        end = core_end
    first = evaluate(folded[start:core_end])
    if other := _read_range(folded, start, end, unit, first, floor):
        return other
    loose = not _INFIXES.isdisjoint(folded[start:end])  # 1500余场, 二十余万人
    hedge_start, before = _hedge_before(folded, start, floor, bare=folded[start] in _BARE_SCALES)
    scaled = folded[core_end - 1] in _BARE_SCALES
    if unit is None and not _stands_alone(
        folded, start, end, arabic=arabic, hedged=bool(before) or loose, scaled=scaled
    ):
        return _leftover(folded, start, core_end, arabic=arabic)
    if _is_scale(folded[start:core_end]) and not before and (unit is None or unit.group not in _BARE_COUNTED):
        return _leftover(folded, start, core_end, arabic=False)
    return _close(folded, start, end, unit, hedge_start, before or ("over" if loose else ""), first)


def _is_scale(numeral: str) -> bool:
    return all(char in _BARE_SCALES for char in numeral)


def _close(
    folded: str,
    start: int,
    end: int,
    unit: Unit | None,
    hedge_start: int,
    hedge: str,
    value: Decimal | tuple[Decimal, Decimal],
) -> Quantity:
    """Put a quantity together, with the hedge that stands behind the unit."""
    stop = unit.end if unit else end
    after = _after().match(folded, stop)
    if after:
        stop, hedge = after.end(), hedge or _hedges("after")[after[0]]
    elif unit and unit.group in _LOOSE_GROUPS and (loose := _AFTER_LOOSE.match(folded, stop)):
        stop, hedge = loose.end(), hedge or "over"
    start_with_sign = start
    sign = 1
    if folded[start - 1 : start] == "负" or (
        folded[start - 1 : start] == "-" and not _binds(folded[start - 2 : start - 1])
    ):
        start_with_sign, sign = start - 1, -1
    low = high = single = None
    if isinstance(value, tuple):
        low, high = float(value[0]), float(value[1])
    else:
        single = float(value) * sign
    return Quantity(
        min(hedge_start, start_with_sign), stop, start_with_sign, end, single, low, high,
        unit.word if unit else "", unit.start if unit else end, unit.end if unit else end,
        unit.group if unit else "", hedge or "exact",
    )  # fmt: skip


def _binds(char: str) -> bool:
    """Whether a dash behind this character joins two things and is no minus sign."""
    return not char or char.isdigit() or char in "%-—~" or (char.isascii() and char.isalpha())


def _hedge_before(folded: str, start: int, floor: int, *, bare: bool) -> tuple[int, str]:
    if folded[start - 1 : start] not in _last_before():
        return start, ""
    words = _hedges("before")
    for length in range(_longest_before(), 0, -1):
        left = start - length
        if left >= floor and (hedge := words.get(folded[left:start])):
            return left, hedge
    if bare and folded[start - 1 : start] == "上" and folded[start - 2 : start - 1] not in _NOT_UPON:
        return start - 1, "over"
    return start, ""


def _read_fraction(folded: str, start: int, floor: int) -> Quantity | None:
    """Read 百分之十二, 四分之一 and 1/4."""
    if ("/" if folded[start] < "一" else "分之") not in folded[start : start + _FRACTION_REACH]:
        return None
    if match := _PERCENT_WORDS.match(folded, start):
        unit, value = Unit(match.end(), match.end(), "%", "ratio"), evaluate(match["n"])
    elif match := _PERMILLE_WORDS.match(folded, start):
        sign = "‰" if folded[start] == "千" else "‱"
        unit, value = Unit(match.end(), match.end(), sign, "ratio"), evaluate(match["n"])
    elif match := _PARTS.match(folded, start):
        top, bottom = (evaluate(match[a] or match[b]) for a, b in (("n", "top"), ("of", "bottom")))
        if not bottom or (_binds(folded[start - 1 : start]) and match["top"]):
            return None
        unit, value = Unit(match.end(), match.end(), "", "ratio"), top / bottom
    else:
        return None
    hedge_start, hedge = _hedge_before(folded, start, floor, bare=False)
    return _close(folded, start, match.end(), unit, hedge_start, hedge, value)


def _read_neighbours(folded: str, start: int, floor: int) -> Quantity | None:
    """Read 两三次, 三四十人: two neighbouring digits are the ends of a range."""
    match = _NEIGHBOURS.match(folded, start) if folded[start + 1 : start + 2] in _COUNTED else None
    if not match or evaluate(match[2]) - evaluate(match[1]) != 1:
        return None
    end = match.end()
    while folded[end : end + 1] in _BARE_SCALES or folded[end : end + 1] == "十":
        end += 1
    tail = folded[match.end() : end]
    unit = match_unit(folded, end + (folded[end : end + 1] in ("余", "多")), arabic=False)
    if unit is None:
        return None
    hedge_start, hedge = _hedge_before(folded, start, floor, bare=False)
    ends = (evaluate(match[1] + tail), evaluate(match[2] + tail))
    return _close(folded, start, end, unit, hedge_start, hedge, ends)


def _read_range(
    folded: str, start: int, end: int, unit: Unit | None, low: Decimal, floor: int
) -> Quantity | None:
    """Read 3—5年, 10%至15%, 3至5万元: one quantity with two ends. 由7家至16家 is two levels."""
    link = _RANGE.match(folded, unit.end if unit else end)
    second = NUMERAL.match(folded, link.end()) if link else None
    if not link or not second or folded[start - 1 : start] in ("由", "从", "自"):
        return None
    core_end = second.start("infix") if second["infix"] else second.end()
    last = match_unit(folded, second.end(), arabic=folded[second.start()].isdigit())
    if last is None or (unit and unit.word != last.word):
        return None
    high = evaluate(folded[second.start() : core_end])
    if unit is None and folded[end - 1] not in _BARE_SCALES:
        scales = re.search(r"[百千万亿兆]*$", folded[second.start() : core_end])
        if scales and scales[0] and folded[second.start()].isdigit():
            low *= evaluate(scales[0])
    if low >= high:
        return None
    hedge_start, hedge = _hedge_before(folded, start, floor, bare=False)
    return _close(folded, start, second.end(), last, hedge_start, hedge, (low, high))


def _read_one(folded: str, start: int, floor: int) -> Quantity | Aside:
    """Read a lone 一: a number in 一倍 and 一成, else the indefinite article or part of a word."""
    end = start + 1
    unit = match_unit(folded, end, arabic=False)
    if unit and unit.group == "ratio":
        hedge_start, hedge = _hedge_before(folded, start, floor, bare=False)
        return _close(folded, start, end, unit, hedge_start, hedge, Decimal(1))
    if unit:
        return Aside(start, unit.end, "indefinite")
    return find_word(folded, start, end) or Aside(start, end, "word")


def _stands_alone(folded: str, start: int, end: int, *, arabic: bool, hedged: bool, scaled: bool) -> bool:
    """Whether a number without unit is a quantity all the same: 12省份, 突破万亿, 用户达3亿."""
    if scaled and (hedged or arabic) and folded[end : end + 1] != "级":
        return True
    if not arabic:
        return hedged and end - start > 1 and folded[end : end + 1].isalpha()
    if _counted().match(folded, end):
        return True
    behind = folded[end : end + 1]
    return (bool(_SHARED.match(behind) or behind == "个") and bool(_shared_next(folded, end + 1))) or hedged


@cache
def _score() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = vocabulary.table("units")["score"]
    return re.compile(rf"(?:{'|'.join(table['names'])})[^,，。;；!?\n]{{0,18}}$"), re.compile(table["behind"])


def _score_end(folded: str, start: int, end: int) -> int | None:
    """Return where a number ends that has no unit because none belongs to it: 指数达108.5, 收入比2.54:1."""
    named, behind = _score()
    end += 2 if folded.startswith(":1", end) else 0
    said = behind.match(folded, end) and named.search(folded, max(0, start - 24), start)
    return end if said else None


def _shared_next(folded: str, pos: int) -> bool:
    """Whether a number with a unit follows at once, whose unit this one shares: 12.7、12个百分点."""
    match = NUMERAL.match(folded, pos) if folded[pos : pos + 1].isdigit() else None
    return bool(match and match_unit(folded, match.end()))


@cache
def _counted() -> re.Pattern[str]:
    words = sorted(vocabulary.table("units")["counted"]["words"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _leftover(folded: str, start: int, end: int, *, arabic: bool) -> Aside:
    if arabic:
        part = folded[end : end + 1].isalpha() and folded[start - 1 : start] != ":"
        reason = "name" if part else "bare"
        return Aside(start, end, reason)
    return find_word(folded, start, end) or Aside(start, end, "name")


def _share_units(folded: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give 12.7个、12个百分点 one unit, and a number without unit the unit of the next in its list."""
    for i in range(len(quantities) - 2, -1, -1):
        this, following = quantities[i], quantities[i + 1]
        if following.start - this.end != 1 or not _SHARED.match(folded, this.end) or not following.unit:
            continue
        share = following.unit == "百分点" and this.unit == "个"
        bare = not this.unit and this.group == "" and following.number_start == following.start
        if share or bare:
            quantities[i] = this._replace(
                unit=following.unit,
                group=following.group,
                unit_start=following.unit_start,
                unit_end=following.unit_end,
            )
    return quantities
