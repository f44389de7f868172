"""Split numbers: a number that the end of a line cuts in two, in a text that is not wrapped otherwise."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary

__all__ = ["is_split_number"]

# What stands directly before the digits makes them a date, a telephone number or a name: 2026-02-09, PM2.
_BEGUN = re.compile(r"(?<![-:/~A-Za-z\d.,])(\d{1,20}(?:[.,]\d{1,20})?)([.,，]|[百千]?[万亿])?$")
_REST = re.compile(r"(\d{1,20})(?:[.,]\d{1,20}){0,6}")
_SCALE = "[万亿千百]{0,3}[余多]?"
# What nothing but the rest of a number begins with.
_ONLY_REST = (
    r"\.\d|[%‰]|[百千]?[万亿](?:[余多]?<cut.behind_scale>|亿)|[余多][万亿]?<cut.units>"
    "|<cut.closing>(?=[。，,;])"
)
_CLAUSE_MARK = re.compile(r"[，。；、;]|,(?!\d)")
_WINDOW = 48
_YEARS = range(1900, 2100)


def is_split_number(folded: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Whether a number begins at the end of one line and goes on in the next.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The one line: a sentence that has got so far, and no heading or cell of a table.
    next_start, next_end : int
        The next.

    Examples
    --------
    >>> lines = "去年,全市生产总值达到1349", ".08亿元"
    >>> is_split_number("".join(lines), 0, 15, 15, 20)
    True
    """
    begun = _BEGUN.search(folded[max(start, end - _WINDOW) : end])
    if not begun:
        return False
    rest = folded[next_start : min(next_end, next_start + _WINDOW)]
    # A line with nothing but a number is a cell of a table, pasted.
    if end - start > len(begun[0]) and vocabulary.compiled("numerals", _ONLY_REST).match(rest):
        return True
    if begun[2] == "." and end - start > len(begun[0]) and re.match(r"\d{1,4}[百千]?[万亿%]", rest):
        return True
    if not _CLAUSE_MARK.search(folded, start, end):
        return False
    if begun[2] and begun[2] in ".,，":
        return rest[0].isdigit()
    if begun[2]:
        return _counted().match(rest) is not None
    digits = _REST.match(rest)
    counted = rest[digits.end() :] if digits else rest
    if digits and counted[:1] == "年":
        whole = begun[1] + digits[0]
        return len(whole) == 4 and whole.isdigit() and int(whole) in _YEARS
    return _counted().match(counted) is not None


@cache
def _counted() -> re.Pattern[str]:
    """Describe what follows a number: a unit, a scale word before it or not."""
    units = vocabulary.table("units")
    # Many single characters begin other words as well: 群众, 段落.
    listed = {word for row in units.values() for word in row.get("words", ())}
    words = {word for word in listed if len(word) > 1}.union(vocabulary.words("numerals", "cut", "sure"))
    return re.compile(f"{_SCALE}(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})")
