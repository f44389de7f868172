"""The errors of the package: one root, one class a cause, and the words for a call that went wrong.

A message says what was given and what to type instead, and calls the package ``ha``, as every notebook does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TypeVar

from hulin_analysis.languages import LANGUAGES, LanguageTag, language_of
from hulin_analysis.messages import Listed, Message, Translatable, set_session_language

_Choice = TypeVar("_Choice", bound=str)
_LONGEST = 40
# Whether a notebook of this session was shown how to see a traceback.
_told: set[str] = set()


class HulinError(Exception):
    """Root of every error the package raises on purpose.

    The message is one sentence that says what was read, where, and what to do about it, in the language of
    the session (``ha.use_language``). The command line prints it as it stands and ends with code 1; a
    notebook shows it without the traceback, which ``%tb`` shows.

    It is raised with the English sentence, with ``{name}`` where a field belongs, and the fields; without
    any, the sentence stands as it is.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> try:
    ...     ha.parse_number("3个")
    ... except ha.HulinError as err:
    ...     print(err)
    '3个' is not a number: reading stopped at character 1 ('个').
    """

    def __init__(self, template: str | Message, /, **fields: object) -> None:
        super().__init__(template if isinstance(template, Message) else Message(template, **fields))

    @property
    def message(self) -> Message:
        """The sentence in every language, as in ``err.message.said("en")``."""
        said: Message = self.args[0]
        return said

    def __str__(self) -> str:
        """Return the sentence in the language of the session."""
        return str(self.message)

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: one sentence, and when asked again, by ``%tb``, the traceback."""
        again, self._shown = getattr(self, "_shown", False), True
        formatter = sys.modules["IPython"].get_ipython().InteractiveTB
        if again:
            return list(formatter.structured_traceback(type(self), self, self.__traceback__, tb_offset=1))
        lines = [line.rstrip("\n") for line in formatter.get_exception_only(type(self), self)]
        if not _told:
            _told.add("traceback")
            lines.append(str(Message("To see where in the code it was raised, run %tb.")))
        return lines


class ArticleError(HulinError):
    """A text could not be read as an article: missing, empty, or no text at all."""


class NumeralError(HulinError):
    """A string is not a number as Chinese texts write it; the message says where reading stopped."""


class DataError(HulinError):
    """A data file or frame does not have the columns or values it promises."""


class VocabularyError(DataError):
    """The reader's own vocabulary says what has no place in it; no article can be read until it is mended."""


class ChartError(HulinError):
    """A chart was asked for something it cannot draw."""


class ReportError(HulinError):
    """A report could not be made or written."""


class MissingExtraError(HulinError):
    """An optional part of the package is not installed; the message gives the install line."""


def use_language(lang: LanguageTag | None) -> None:
    """Choose the language of errors, warnings and remarks for this session.

    Without it, that is what the environment variable ``HULIN_LANG`` says, else the language of the system;
    Chinese and English are known, and English is what remains. Charts, tables and reports have ``lang=``.

    Parameters
    ----------
    lang : {"zh-Hant", "zh-Hans", "en"} or None
        A usual tag like ``zh``, ``zh-CN`` or ``zh-HK`` will do; None leaves it to the environment again.

    Raises
    ------
    DataError
        If there is no such language.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.use_language("en-GB")
    >>> ha.use_language(None)
    """
    if lang is None:
        set_session_language(None)
        return
    known = language_of(lang) if isinstance(lang, str) else None
    set_session_language(known or choose(lang, LANGUAGES, "language", "lang", DataError))


def as_typed(given: object) -> str:
    """Show a value as it would be typed, cut where it is long.

    >>> as_typed("grp"), as_typed(["grp"])
    ("'grp'", "['grp']")
    """
    return f"{given!r:.{_LONGEST}}"


def one_line(error: object, longest: int = 200) -> str:
    """Return what an error of others says, or the system of a file, as a part of a sentence.

    >>> one_line(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'No such file or directory'
    """
    said = " ".join(str(getattr(error, "strerror", None) or error).split())[:longest].rstrip(".")
    return said or type(error).__name__


def describe_value(given: object) -> str | Message:
    """Name what a call was given: a short value as it was typed, anything else by its kind.

    >>> describe_value("page.txt"), describe_value(True), str(describe_value([1, 2]))
    ("'page.txt'", 'True', 'a list')
    """
    if isinstance(given, str):
        return repr(given if len(given) <= _LONGEST else given[:_LONGEST] + "…")
    if given is None or isinstance(given, int | float):
        return repr(given)
    kind = type(given).__name__
    return Message("an {kind}" if kind[0].lower() in "aeiou" else "a {kind}", kind=kind)


def expect(
    given: object,
    kinds: type | tuple[type, ...],
    needs: str | Message,
    typed: str,
    error: type[HulinError],
) -> None:
    """Refuse what is not of the kind a call needs.

    >>> expect(5, str, "ha.parse_number needs text", "ha.parse_number('5')", NumeralError)
    Traceback (most recent call last):
    hulin_analysis.errors.NumeralError: ha.parse_number needs text, not 5; type ha.parse_number('5').
    """
    if not isinstance(given, kinds):
        wanted = Message(needs) if isinstance(needs, str) else needs
        raise error(
            "{needs}, not {given}; type {typed}.", needs=wanted, given=describe_value(given), typed=typed
        )


def choose(
    given: object, choices: tuple[_Choice, ...], what: str, option: str, error: type[HulinError]
) -> _Choice:
    """Return a choice that is one of those there are.

    >>> choose("gif", ("svg", "png"), "format", "formats", ChartError)
    Traceback (most recent call last):
    hulin_analysis.errors.ChartError: There is no format 'gif'; choose from svg, png, as in formats='svg'.
    """
    for choice in choices:
        if isinstance(given, str) and given == choice:
            return choice
    raise error(
        "There is no {what} {given}; choose from {choices}, as in {typed}.",
        what=Message(what),
        given=as_typed(given),
        choices=Listed(choices),
        typed=f"{option}={choices[0]!r}",
    )


def expect_columns(
    present: Iterable[str], needed: Iterable[str], needs: Message, typed: str, error: type[HulinError]
) -> None:
    """Refuse a table that has not every column a call needs, and name those that are missing.

    >>> expect_columns(["id"], ["id", "unit"], Message("ha.label needs a frame"), "x", DataError)
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: ha.label needs a frame, and this one lacks the column unit; type x.
    """
    if lacks := missing_columns(needed, present):
        raise error(
            "{needs}, and this one lacks the {lacks}; type {typed}.", needs=needs, lacks=lacks, typed=typed
        )


def missing_columns(needed: Iterable[str], present: Iterable[str]) -> Translatable | None:
    """Name the columns that are missing; of a table that has none of them, the first tells enough.

    >>> str(missing_columns(["id", "unit", "value"], ["id"])), str(missing_columns(["id", "unit"], ["a"]))
    ('columns unit, value', 'column id and every other')
    >>> missing_columns(["id"], ["id"]) is None
    True
    """
    there, wanted = set(present), list(needed)
    missing = [name for name in wanted if name not in there]
    if missing == wanted and len(missing) > 1:
        return Message("column {name} and every other", name=missing[0])
    if not missing:
        return None
    return Message("column {names}" if len(missing) == 1 else "columns {names}", names=Listed(missing))
