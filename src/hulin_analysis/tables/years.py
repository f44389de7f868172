"""Years: labels and cells that are a year, or several, and nothing else."""

from __future__ import annotations

import re

from hulin_analysis import vocabulary

_FOUNDED = 1911  # the year before the first of the Republic


def _year() -> re.Pattern[str]:
    return vocabulary.compiled(
        "tables", r"(?P<year>(?:19|20)\d\d)<time.year>?|<time.republic>?(?P<of_republic>\d{2,3})<time.year>"
    )


def _years() -> re.Pattern[str]:
    years = r"(?P<first>(?:19|20)\d\d)<time.year>?\s?[/~—–-]{1,2}\s?(?P<last>(?:19|20)?\d\d)<time.year>?"
    return vocabulary.compiled("tables", years)


def is_year(words: str) -> bool:
    """Tell whether words are one year and nothing else.

    >>> is_year("2021"), is_year("2021.5")
    (True, False)
    """
    return _year().fullmatch(words) is not None


def years_of(words: str) -> str:
    """Return the years that words are and nothing else, in ISO 8601; 112 is one of the Republic.

    >>> years_of("2021"), years_of("112年"), years_of("2021/22"), years_of("2021—2025年"), years_of("2021.5")
    ('2021', '2023', '2021/2022', '2021/2025', '')
    """
    if one := _year().fullmatch(words):
        return one["year"] or str(_FOUNDED + int(one["of_republic"]))
    if years := _years().fullmatch(words):
        first = years["first"]
        last = first[: 4 - len(years["last"])] + years["last"]
        return f"{first}/{last}" if first < last else ""
    return ""
