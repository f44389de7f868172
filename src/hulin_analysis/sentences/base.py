"""Bases: against what a rise, a fall or a difference is measured: a year earlier, 2019, the average."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.sentences.lexicon import alternation
from hulin_analysis.sentences.respectively import Head
from hulin_analysis.times.period import months, moved_to, one_year, written_in

__all__ = ["base_of", "clause_before", "may_compare"]

# A comma between two digits is part of a number.
_DELIMITER = re.compile(r"[,，;；:：。!?\n—](?:(?<![,，—])|(?<=[,，])(?!(?<=\d,)\d{3})|(?<=—)—)")
_REACH = 60  # characters before a number in which its clause begins
_LONGEST_HEDGE = 2  # characters between what others have and the number
_YEAR = r"(?P<year>(?:19|20)\d\d)年"
_MONTHS = re.compile(r"(\d{4})-(\d\d)(?:/\1-(\d\d))?")


def _words(table: str, key: str = "words") -> list[str]:
    listed: list[str] = vocabulary.table("bases")[table][key]
    return listed


class _Way(NamedTuple):
    """A way to name a base: the words that it begins with, what stands behind those, and the whole."""

    openings: list[str]
    behind: str
    whole: str


@cache
def _ways() -> tuple[_Way, ...]:
    """Return every way to name a base; the groups say which."""
    year, time, end = _words("year"), _words("time"), _words("year_end")
    named, share = _words("named", "before"), _words("named", "share")
    before, others = _words("others", "before"), _words("others", "named")
    behind = alternation(_words("others", "behind"))
    either = f"(?:(?P<share>{alternation(share)})|{alternation(named)})"
    number = r"约|近|超|逾|[\d零一二两三四五六七八九十百]|$"
    return (
        _Way(end, "", f"(?P<year_end>{alternation(end)})"),
        _Way(year, "", f"(?P<a_year>{alternation(year)})"),
        _Way(time, "", f"(?P<time>{alternation(time)})"),
        _Way([*share, *named], r"(?=\d)", rf"{either}{_YEAR}(?P<same>同期|同月|同季)?(?:末|底|全年)?"),
        _Way(
            before,
            f"(?=[{''.join(sorted({word[0] for word in others}))}])",
            f"{alternation(before)}(?P<others>{alternation(others)})(?:的?{behind})?(?={number})",
        ),
    )


@cache
def _base() -> re.Pattern[str]:
    return re.compile("|".join(way.whole for way in _ways()))


@cache
def _hint() -> re.Pattern[str]:
    """Match the beginning of any base: most numbers have none before them, which is found out faster so."""
    # One flat list: a pattern whose every choice begins with a character is searched for fastest.
    choices = {
        re.escape(word if way.behind else word[:2]) + way.behind for way in _ways() for word in way.openings
    }
    return re.compile("|".join(sorted(choices)))


@cache
def _average() -> re.Pattern[str]:
    return re.compile(alternation(_words("average")))


def may_compare(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence may name a base: most do not, which is found out faster for all its numbers.

    Examples
    --------
    >>> may_compare("同比增长5%", 0, 6), may_compare("新建学校3所", 0, 6)
    (True, False)
    """
    return _hint().search(text, start, end) is not None


def clause_before(text: str, start: int, at: int) -> int:
    """Return where the clause begins that a number stands in.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, at : int
        The sentence, and the number.

    Examples
    --------
    >>> clause_before("收入2亿元,同比增长5%", 0, 10)
    6
    """
    start = max(start, at - _REACH)
    for mark in _DELIMITER.finditer(text, start, at):
        start = mark.end()
    return start


def base_of(text: str, start: int, at: int, period: str | None, *, changes: bool) -> str | Head | None:
    """Say against what a number is measured, if its clause says so.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, at : int
        The sentence, and the number.
    period : str or None
        The number's period, in ISO 8601.
    changes : bool
        Whether it says by how much something rose or fell, or how many times as much it is. A level that was
        reached has no base: 比2020年提高1.2岁、达到79.7岁.

    Returns
    -------
    str, tuple of int or None
        The base in ISO 8601, or where the words stand that name it; None if neither is said or the period
        that it depends on is not known.

    Examples
    --------
    >>> text = "同比增长5%"
    >>> [base_of(text, 0, 4, period, changes=True) for period in ("2021", "2021-01/2021-09", None)]
    ['2020', '2020-01/2020-09', None]
    >>> base_of("比2019年增长3.2倍", 0, 8, "2021", changes=True)
    '2019'
    >>> base_of("高于全省平均水平1.2个百分点", 0, 8, "2021", changes=False)
    (2, 8)
    """
    found = list(_base().finditer(text, clause_before(text, start, at), at))
    if not found or _average().search(text, found[-1].end(), at):
        return None
    match = found[-1]
    if match["others"]:
        return match.span("others") if at - match.end() <= _LONGEST_HEDGE else None
    if not (changes or match["share"]):
        return None
    if match["year"]:
        return _same_time(period, int(match["year"])) if match["same"] else match["year"]
    if period is None:
        return None
    if match["year_end"]:
        year = one_year(period)
        return f"{year - 1}-12-31" if year else None
    return _time_before(period) if match["time"] else _same_time(period, None)


def _same_time(period: str | None, year: int | None) -> str | None:
    """Return the same time of another year; without one, of the year before."""
    own = one_year(period)
    return moved_to(period, year or own - 1) if period and own else None


def _time_before(period: str) -> str | None:
    """Return the month before a month, the quarter before a quarter."""
    match = _MONTHS.fullmatch(period)
    if match is None:
        return None
    year, first, last = int(match[1]), int(match[2]), int(match[3] or match[2])
    count = last - first + 1
    if count not in (1, 3) or (first - 1) % count:
        return None
    year, before = divmod(12 * year + first - 1 - count, 12)
    return written_in(months(before + 1, before + count), year)
