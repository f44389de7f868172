"""The errors of the package: one root, one class a cause, and the words for a call that went wrong.

A message says what was given and what to type instead, and calls the package ``ha``, as every notebook does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

__all__ = [
    "ArticleError",
    "ChartError",
    "DataError",
    "HulinError",
    "MissingExtraError",
    "NumeralError",
    "ReportError",
    "called",
    "choose",
    "expect",
    "lacking",
]

_Choice = TypeVar("_Choice", bound=str)
_LONGEST = 40


class HulinError(Exception):
    """Root of every error the package raises on purpose.

    The message is one sentence that says what was read, where, and what to do about it;
    the command line prints it as it stands and ends with code 1.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> try:
    ...     ha.parse_number("3个")
    ... except ha.HulinError as err:
    ...     print(err)
    '3个' is no number: reading stopped at character 1 ('个').
    """


class ArticleError(HulinError):
    """A text could not be read as an article: missing, empty, or no text at all."""


class NumeralError(HulinError):
    """A string is not a number as Chinese texts write it; the message says where reading stopped."""


class DataError(HulinError):
    """A data file or frame does not have the columns or values it promises."""


class ChartError(HulinError):
    """A chart was asked for something it cannot draw."""


class ReportError(HulinError):
    """A report could not be made or written."""


class MissingExtraError(HulinError):
    """An optional part of the package is not installed; the message gives the install line."""


def called(given: object) -> str:
    """Name what a call was given: a short value as it was typed, anything else by its kind.

    Examples
    --------
    >>> called("page.txt"), called(True), called([1, 2])
    ("'page.txt'", 'True', 'a list')
    """
    if isinstance(given, str):
        return repr(given if len(given) <= _LONGEST else given[:_LONGEST] + "…")
    if given is None or isinstance(given, int | float):
        return repr(given)
    kind = type(given).__name__
    return f"{'an' if kind[0].lower() in 'aeiou' else 'a'} {kind}"


def expect(
    given: object, kinds: type | tuple[type, ...], needs: str, typed: str, error: type[HulinError]
) -> None:
    """Refuse what is not of the kind a call needs.

    Parameters
    ----------
    given : object
        What was given.
    kinds : type or tuple of type
        What it may be.
    needs : str
        That in words: ``ha.extract needs an article``.
    typed : str
        What should be typed: ``ha.extract(article)``.
    error : type of HulinError
        The error by its cause.

    Raises
    ------
    HulinError
        If it is of no such kind; the message ends with what to type.

    Examples
    --------
    >>> expect(5, str, "ha.parse_number needs text", "ha.parse_number('5')", NumeralError)
    Traceback (most recent call last):
    hulin_analysis.errors.NumeralError: ha.parse_number needs text, not 5; type ha.parse_number('5').
    """
    if not isinstance(given, kinds):
        raise error(f"{needs}, not {called(given)}; type {typed}.")


def choose(
    given: object, choices: tuple[_Choice, ...], what: str, option: str, error: type[HulinError]
) -> _Choice:
    """Return a choice that is one of those there are.

    Parameters
    ----------
    given : object
        What was given.
    choices : tuple of str
        What there is.
    what : str
        That in a word: ``language``.
    option : str
        The parameter that takes it: ``lang``.
    error : type of HulinError
        The error by its cause.

    Returns
    -------
    str
        The choice.

    Raises
    ------
    HulinError
        If there is no such choice; the message lists those there are.

    Examples
    --------
    >>> choose("gif", ("svg", "png"), "format", "formats", ChartError)
    Traceback (most recent call last):
    hulin_analysis.errors.ChartError: There is no format 'gif'; choose from svg, png, as in formats='svg'.
    """
    for choice in choices:
        if isinstance(given, str) and given == choice:
            return choice
    typed = f"{option}={choices[0]!r}"
    raise error(f"There is no {what} {given!r:.{_LONGEST}}; choose from {', '.join(choices)}, as in {typed}.")


def lacking(needed: Iterable[str], present: Iterable[str]) -> str:
    """Name the columns that are missing; of a table that has none of them, the first tells enough.

    Examples
    --------
    >>> lacking(["id", "unit", "value"], ["id"]), lacking(["id", "unit"], ["a"]), lacking(["id"], ["id"])
    ('columns unit, value', 'column id and every other', '')
    """
    there, wanted = set(present), list(needed)
    missing = [name for name in wanted if name not in there]
    if missing == wanted and len(missing) > 1:
        return f"column {missing[0]} and every other"
    return f"column{'s'[: len(missing) > 1]} {', '.join(missing)}" if missing else ""
