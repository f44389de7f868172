"""A period as people ask for it: a year, an ISO 8601 time, or the words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from numbers import Integral

from hulin_analysis.errors import DataError, describe_value
from hulin_analysis.messages import Message
from hulin_analysis.script import fold
from hulin_analysis.times.expressions import find_times

__all__ = ["asked_period", "asked_periods", "period_in_words"]

_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_ISO = re.compile(rf"(?:{_DATE}|P\d+Y|\.\.)?(?:/(?:{_DATE}|P\d+Y|\.\.)?)?")


def period_in_words(given: object) -> str | None:
    """Return the ISO 8601 form of a year, of a time in that form, or of one in words; None of anything else.

    Examples
    --------
    >>> period_in_words(2025), period_in_words("2025年上半年"), period_in_words("上半年")
    ('2025', '2025-01/2025-06', None)
    """
    if isinstance(given, Integral | str):
        text = str(given).strip()
        if text and _ISO.fullmatch(text):
            return text if _is_time(text) else None
        folded = fold(text)
        for time in find_times(folded, 0, len(folded), None):
            if time.iso and (time.start, time.end) == (0, len(folded)):
                return time.iso
    return None


def _is_time(iso: str) -> bool:
    """Tell whether there are such days, the first not after the last."""
    days = [part for part in iso.split("/") if part[:1].isdigit()]
    try:
        for day in days:
            date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return len(days) < 2 or days[0] <= days[1] or days[0].startswith(days[1])


def asked_period(given: object, call: str) -> str:
    """Return the ISO 8601 form of a period that is asked for.

    Parameters
    ----------
    given : int or str
        A year as a number, a time in ISO 8601, or as a text says it with its year (2025年上半年).
    call : str
        The call with braces where the period stands, for the message.

    Raises
    ------
    DataError
        If it is none of these.

    Examples
    --------
    >>> [asked_period(one, "") for one in (2025, "2025", "2025-01/2025-06", "2025年上半年", "2025年底")]
    ['2025', '2025', '2025-01/2025-06', '2025-01/2025-06', '2025-12-31']
    >>> asked_period("去年", "ha.compare(corpus, 'grp', period={})")
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: ha.compare needs a period with its year, not '去年'; \
type ha.compare(corpus, 'grp', period=2025).
    """
    if (iso := period_in_words(given)) is not None:
        return iso
    raise DataError(
        "{needs}, not {given}; type {typed}.",
        needs=Message("{function} needs a period with its year", function=call.partition("(")[0]),
        given=describe_value(given),
        typed=call.format(2025),
    )


def asked_periods(given: int | str | Iterable[int | str] | None, call: str) -> list[str] | None:
    """Return the ISO 8601 forms of the periods that are asked for, one or several; None where none is.

    Examples
    --------
    >>> asked_periods([2024, "2025年"], ""), asked_periods(2025, ""), asked_periods(None, "")
    (['2024', '2025'], ['2025'], None)
    """
    if given is None:
        return None
    several = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    return [asked_period(one, call) for one in several]
