"""Numbers without a unit: which of them still count something, and which only name a class of things."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Reason
from hulin_analysis.numbers import hedges
from hulin_analysis.numbers.characters import BIG, PIECE, SMALL
from hulin_analysis.numbers.compound_amounts import Amount
from hulin_analysis.numbers.exclusion_words import Exclusion, listed
from hulin_analysis.numbers.implied_units import Reading
from hulin_analysis.numbers.numerals import bare_scale
from hulin_analysis.numbers.shared_units import JOINS, unit_follows
from hulin_analysis.numbers.units import Unit, match_unit
from hulin_analysis.numbers.word_boundaries import is_number_word, is_word, word_over
from hulin_analysis.unit_groups import counts_pieces, is_counted


def counts_alone(text: str, number: Reading, amount: Amount, *, hedged: bool) -> bool:
    """Tell whether a number without a unit is a quantity: 12省份, 三省, 突破万亿, 用户达3亿."""
    end = amount.number_end
    behind = text[end : end + 1]
    if behind in listed("class", "levels"):
        return False
    core = text[number.start : number.end]
    if number.arabic:
        mixed = any(char in BIG for char in core)
        if number.scaled or mixed or hedged or _counted("counted").match(text, end):
            return True
        in_list = JOINS.match(behind) or behind == PIECE
        return bool(in_list) and unit_follows(text, end + 1)
    return _chinese_counts_alone(text, number, end, hedged=hedged)


def _chinese_counts_alone(text: str, number: Reading, end: int, *, hedged: bool) -> bool:
    core, behind = text[number.start : number.end], text[end : end + 1]
    over = word_over(text, end, number.start)
    if _counted("counted_behind_chinese").match(text, end) and (
        not over or is_number_word(text[slice(*over)])
    ):
        return len(core) == 1 or not hedged
    if is_word(core) and not is_number_word(core):
        return False  # 万一
    if hedged and len(core) > 1:
        return True
    # 募集资金十亿, 门票每张一百二: 万 and 亿 are enough; with 百 and 千 alone no noun may follow.
    big = any(char in BIG for char in core)
    scaled = bare_scale(core) is None and len(core) > 1 and any(char in SMALL for char in core)
    return (big and (hedged or bare_scale(core) is None)) or (
        scaled and not behind.isalpha() and behind != "、"
    )


@cache
def _counted(table: str) -> re.Pattern[str]:
    return re.compile(vocabulary.any_of("units", "counted", table))


@cache
def _score() -> tuple[re.Pattern[str], re.Pattern[str]]:
    named = vocabulary.filled("units", r"<score.names>[^,，。;!?\n]{0,18}$")
    return re.compile(named), re.compile(vocabulary.table("units")["score"]["behind"])


def score_end(text: str, start: int, end: int) -> int | None:
    """Return where an index or a ratio ends, which needs no unit: 指数达108.5, 收入比为2.54.

    >>> score_end("指数达108.5。", 3, 8), score_end("共108。", 1, 4)
    (8, None)
    """
    named, behind = _score()
    return end if behind.match(text, end) and named.search(text, max(0, start - 24), start) else None


def class_name(text: str, number: Reading, unit: Unit | None) -> Exclusion | None:
    """Find the name of a class of things: 千亿级产业, 30万吨级泊位, 五人制, 三轮电动车."""
    end = unit.end if unit else number.end
    if unit and unit.word in kinds() and kinds()[unit.word].match(text, end):
        return Exclusion(number.start, end, Reason.NAME)
    levels, systems = _classes()
    if unit and unit.word in levels and number.scaled:
        return Exclusion(number.start, unit.end, Reason.NAME)
    if unit is None and (following := match_unit(text, number.end + 1)) is not None:
        end = number.end if text.startswith(levels, number.end) else following.start
    if (
        text.startswith(systems, end)
        and unit
        and (is_counted(unit.group) or unit.group == "duration")
        and not word_over(text, end + 1, end)
    ):
        return Exclusion(number.start, end + 1, Reason.NAME)  # 五人制, 三年制
    for stop in (end, end + 1, end + 2, end + 3):
        if text.startswith(levels, stop) and not text.startswith(listed("class", "no_level"), stop):
            named = stop == end or _raw_unit(text, number.end, stop)
            return Exclusion(number.start, stop + 1, Reason.NAME) if named else None
    return None


@cache
def _classes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return listed("class", "levels"), listed("class", "systems")


@cache
def class_words() -> tuple[str, ...]:
    """Return what stands behind a number that names a class of things: 千亿级, 五人制.

    >>> class_words()
    ('级', '制')
    """
    levels, systems = _classes()
    return (*levels, *systems)


@cache
def kinds() -> dict[str, re.Pattern[str]]:
    """Return the units that may name a kind of thing (七人橄榄球), each with what then stands behind it.

    >>> kinds()["轮"].match("三轮拉沙车", 2) is not None
    True
    """
    table = vocabulary.table("exclusions")["kind"]
    return {unit: re.compile("|".join(behind)) for unit, behind in table.items()}


def _raw_unit(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is a unit, even if it begins a longer word: 吨 in 吨级."""
    unit = match_unit(text[start:end] + "。", 0)
    return unit is not None and unit.end == end - start


def scale_counts(text: str, amount: Amount, core: str) -> bool:
    """Tell whether a scale word alone is a number: 百件实事, 利润百万元以上, but not 万元户, 亿元以上项目."""
    unit = amount.unit
    start = amount.number_end - len(core)
    # 0.6人/百亿元 is one unit; (万头) at the head of a column is the unit of its numbers.
    if (
        unit is None
        or text[start - 1 : start] == "/"
        or (text[start - 1 : start] + text[amount.end : amount.end + 1] == "()")
    ):
        return False
    if counts_pieces(unit.group):
        return True  # 百件实事; but 万人 before a noun is a rate (万人拥有量), as 万元 is
    stop, hedge = hedges.behind(text, amount.end, unit)
    noun = (
        stop if stop > amount.end else max(amount.end, unit.counted + (2 if unit.counted < unit.end else 0))
    )
    return (hedge is not None or len(core) > 1) and not text[noun : noun + 1].isalpha()
