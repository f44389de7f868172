"""The one type of a time that a text speaks of, and what can be done with its ISO 8601 form."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "Period",
    "begins_after",
    "is_over",
    "last_day",
    "last_month",
    "listed_in",
    "months",
    "moved_to",
    "one_year",
    "written_in",
    "years_before",
    "years_up_to",
]


class Period(NamedTuple):
    """A time expression in the folded text.

    Attributes
    ----------
    start, end : int
        Its offsets.
    iso : str
        The time in ISO 8601 (or an ISO interval), as far as the expression and the date of publication say;
        empty where only the text around it can (过去一年) or nothing does (目前).
    years : int
        How many years it speaks of by their number alone (五年来, 今后五年); 0 for any other time.
    way : str
        Where those years lie: ``gone``, ``coming`` or, of years just named, ``these``; ``ago`` for the time
        that so many years lie behind, ``then`` where the numbers of its clause are its own: 五年前仅9万吨.
    form : str
        What it says without its year, ``Y`` in the year's place, and ``M`` in the month's: 9月 is ``Y-09``,
        年末 ``Y-12-31``, 26日 ``Y-M-26``. Empty where the year is said.
    parts : tuple of str
        The times it lists, in their forms: 9、10两个月.
    role : str
        ``base`` for what is compared with, ``event`` for a time that only tells which thing is meant or when
        it was told; empty for the time of the numbers behind it.
    """

    start: int
    end: int
    iso: str
    years: int = 0
    way: str = ""
    form: str = ""
    parts: tuple[str, ...] = ()
    role: str = ""


_ONE_YEAR = re.compile(r"(\d{4})(?:-\d\d(?:-\d\d)?)?(?:/\1(?:-\d\d(?:-\d\d)?)?)?")
_RUN = re.compile(r"(?P<same>(?:\d{4}-\d\d-|))(?P<first>\d{4}|\d\d)/(?P=same)(?P<last>\d{4}|\d\d)")
_A_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@lru_cache(maxsize=10_000)
def one_year(iso: str | None) -> int | None:
    """Return the year that a time lies in; None if it is open or in several.

    Examples
    --------
    >>> one_year("2024-01/2024-09"), one_year("2021/2025"), one_year(None)
    (2024, None, None)
    """
    match = _ONE_YEAR.fullmatch(iso or "")
    return int(match[1]) if match else None


def last_month(iso: str | None) -> str | None:
    """Return the last month of a time within one year.

    Examples
    --------
    >>> last_month("2024-01/2024-09"), last_month("2024-09-26"), last_month("2024")
    ('2024-09', '2024-09', None)
    """
    last = (iso or "").rpartition("/")[2][:7]
    return last if one_year(iso) and len(last) == len("2024-09") else None


def written_in(form: str, year: int, month: str = "") -> str:
    """Write a form out in a year, and in a month if it lacks that too.

    Examples
    --------
    >>> written_in("Y-01/Y-09", 2024), written_in("Y-M-26", 2020, "01"), written_in("Y-02-L", 2024)
    ('2024-01/2024-09', '2020-01-26', '2024-02-29')
    """
    iso = form.replace("Y", str(year)).replace("M", month)
    if not iso.endswith("-L"):
        return iso
    return iso.removesuffix("L") + str(monthrange(year, int(iso[-4:-2]))[1])


def moved_to(iso: str, year: int) -> str:
    """Return the same part of another year.

    Examples
    --------
    >>> moved_to("2024-01/2024-09", 2019), moved_to("2024-02-29", 2023)
    ('2019-01/2019-09', '2023-02-28')
    """
    moved = _A_YEAR.sub(str(year), iso)
    return moved.replace("-02-29", f"-02-{monthrange(year, 2)[1]}")


def years_before(iso: str | None, years: int) -> str | None:
    """Return the same time so many years earlier; None if it is not within one year.

    Examples
    --------
    >>> years_before("2024-01/2024-09", 5), years_before("2021/2025", 1)
    ('2019-01/2019-09', None)
    """
    year = one_year(iso)
    return moved_to(iso, year - years) if iso and year else None


def years_up_to(iso: str | None, years: int) -> str | None:
    """Return so many years of which a year is the last; any other time is left.

    Examples
    --------
    >>> years_up_to("2021", 2), years_up_to("2021-04", 2)
    ('2020/2021', '2021-04')
    """
    return f"{int(iso) - years + 1}/{iso}" if iso and iso.isdecimal() else iso


def months(first: int, last: int) -> str:
    """Return the form of some months of a year.

    Examples
    --------
    >>> months(1, 9), months(9, 9)
    ('Y-01/Y-09', 'Y-09')
    """
    return f"Y-{first:02d}" if first == last else f"Y-{first:02d}/Y-{last:02d}"


def last_day(iso: str) -> str:
    """Return the last day of a time; of its form, with ``L`` in the day's place.

    Examples
    --------
    >>> last_day("2020-02"), last_day("2024-01/2024-09"), last_day("2021"), last_day("Y-06")
    ('2020-02-29', '2024-09-30', '2021-12-31', 'Y-06-L')
    """
    year, _, month = iso.rpartition("/")[2].partition("-")
    form = f"Y-{month or '12'}-L"
    return written_in(form, int(year)) if year.isdigit() else form


def is_over(iso: str | None, published: str | None) -> bool:
    """Tell whether a time lies before the day a text is published on; of what is not known it does not.

    Parameters
    ----------
    iso : str, optional
        The time.
    published : str, optional
        The day, with or without the hour.

    Examples
    --------
    >>> [is_over(iso, "2026-05-15T08:00") for iso in ("2025", "2026-01/2026-03", "2026", "2025-06/..", None)]
    [True, True, False, False, False]
    """
    end = (iso or "").rpartition("/")[2]
    if not published or not end[:4].isdigit():
        return False
    return (end if len(end) == len("2025-12-31") else last_day(end)) < published[:10]


def begins_after(iso: str | None, published: str | None) -> bool:
    """Tell whether a period begins after the day a text was published.

    Examples
    --------
    >>> [begins_after(iso, "2024-05-20") for iso in ("2024", "2024-06", "2024-07/..", None)]
    [False, True, True, False]
    """
    first = (iso or "").split("/")[0]
    return first[:1].isdigit() and published is not None and first > published[: len(first)]


def listed_in(iso: str, count: int) -> list[str]:
    """Return the years or days of an interval one by one, if they are so many: 2015—2017年分别为….

    Examples
    --------
    >>> listed_in("2015/2017", 3), listed_in("2024-05-03/2024-05-04", 2), listed_in("2015/2017", 2)
    (['2015', '2016', '2017'], ['2024-05-03', '2024-05-04'], [])
    """
    match = _RUN.fullmatch(iso)
    if not match or int(match["last"]) - int(match["first"]) + 1 != count:
        return []
    width = len(match["first"])
    return [f"{match['same']}{n:0{width}d}" for n in range(int(match["first"]), int(match["last"]) + 1)]
