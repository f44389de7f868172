"""Bases: against what a rise, a fall or a difference is measured: a year earlier, 2019, the average."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.numbers.characters import CHINESE
from hulin_analysis.numbers.numerals import evaluate
from hulin_analysis.readers.metadata import YEAR
from hulin_analysis.sentences.lexicon import alternation, ends_count
from hulin_analysis.sentences.respectively import Head
from hulin_analysis.times.grammar import AGO, WHICH, years_ago
from hulin_analysis.times.period import months, moved_to, one_year, written_in, years_before

__all__ = ["base_of", "clause_before", "may_compare"]

# A comma between two digits is part of a number.
_DELIMITER = re.compile(r"[,，;；:：。!?\n—](?:(?<![,，—])|(?<=[,，])(?!(?<=\d,)\d{3})|(?<=—)—)")
_REACH = 60  # characters before a number in which its clause begins
_LONGEST_HEDGE = 2  # characters between what others have and the number
_YEAR = re.compile(f"({YEAR})年")
_MONTHS = re.compile(r"(\d{4})-(\d\d)(?:/\1-(\d\d))?")


def _words(table: str, key: str = "words") -> list[str]:
    listed: list[str] = vocabulary.table("bases")[table][key]
    return listed


@cache
def _ways() -> dict[str, tuple[list[str], str, str]]:
    """Return the ways to name a base: what each begins with, which characters stand behind, and all of it."""
    same, behind = alternation(_words("named", "same")), alternation(_words("others", "behind"))
    time = f"(?:{_YEAR.pattern}(?:{same}|{alternation(_words('named', 'whole'))})?|{AGO})"
    numerals, grounds = rf"\d{CHINESE}", alternation(_words("on", "grounds"))
    last, whose = _words("on", "year_before"), _words("others", "named")
    number = rf"(?={alternation(_words('others', 'hedges'))}|[{numerals}]|$)"
    return {
        "year_end": (_words("year_end"), "", ""),
        "year": (_words("year"), "", ""),
        "time": (_words("time"), "", ""),
        "share": (_words("named", "share"), numerals, time),
        "part": (_words("named", "part"), "", f"{WHICH}?{time}"),
        "than": (_words("named", "before"), "", f"{WHICH}?{time}"),
        "on": (
            _words("on", "before"),
            numerals + "".join(word[0] for word in last),
            f"(?:{time}|{alternation(last)})(?=[^,，;；。]{{0,24}}?{grounds})",
        ),
        "others": (
            _words("others", "before"),
            "".join(word[0] for word in whose),
            f"(?P<whose>{alternation(whose)})(?:的?{behind})?{number}",
        ),
    }


@cache
def _base() -> re.Pattern[str]:
    """Match every way to name a base; the last group says which."""
    return re.compile(
        "|".join(f"(?P<{way}>{alternation(begins)}{rest})" for way, (begins, _, rest) in _ways().items())
    )


@cache
def _hint() -> re.Pattern[str]:
    """Match the beginning of any base: most numbers have none before them, which is found out faster so."""
    # One flat list: a pattern whose every choice begins with a character is searched for fastest.
    choices = {
        f"{re.escape(word)}(?=[{behind}])" if behind else re.escape(word[:2])
        for begins, behind, _ in _ways().values()
        for word in begins
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
    >>> base_of("比疫情前的2019年增长3.2倍", 0, 12, "2021", changes=True)
    '2019'
    >>> base_of("较五年前增长3.2倍", 0, 7, "2021-03", changes=True)
    '2016-03'
    >>> base_of("高于全省平均水平1.2个百分点", 0, 8, "2021", changes=False)
    (2, 8)
    """
    matches = _base().finditer(text, clause_before(text, start, at), at)
    found = [match for match in matches if not ends_count(text, match.start())]  # 较常年增加
    if not found or _average().search(text, found[-1].end(), at):
        return None
    match = found[-1]
    way, said = match.lastgroup, match[0]
    if way == "others":
        return match.span("whose") if at - match.end() <= _LONGEST_HEDGE else None
    if not (changes or way in ("share", "part")):
        return None
    if year := _YEAR.search(said):
        same = said.endswith(tuple(_words("named", "same")))
        if same:
            return moved_to(period, evaluate(year[1])) if period and one_year(period) else None
        return str(evaluate(year[1]))
    if (ago := years_ago(said)) is not None:
        return years_before(period, ago) if ago else None
    if way == "year_end":
        before = years_before(period, 1)
        return before and f"{before[:4]}-12-31"
    return _time_before(period or "") if way == "time" else years_before(period, 1)


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
