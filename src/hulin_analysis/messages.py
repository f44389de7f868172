"""What the package says to its user: English in the code, Chinese in ``messages.toml``, filled in when shown.

The language is that of the session: what ``ha.use_language`` was given, else the environment variable
``HULIN_LANG``, else the locale, else English. What is stored as data is English in every session.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from locale import windows_locale

from hulin_analysis.languages import Language, is_chinese, language_of
from hulin_analysis.writable import clean

__all__ = ["Listed", "Message", "Words", "catalogue", "session_language", "set_session_language"]

_chosen: list[Language] = []


def set_session_language(lang: Language | None) -> None:
    """Set the language of messages from now on; None leaves it to the environment again.

    Examples
    --------
    >>> set_session_language("zh-Hant")
    >>> print(Message("There are no numbers."), session_language())
    There are no numbers. zh-Hant
    >>> set_session_language(None)
    """
    _chosen[:] = [] if lang is None else [lang]


def session_language() -> Language:
    """Return the language in which messages are shown."""
    if _chosen:
        return _chosen[0]
    return language_of(os.environ.get("HULIN_LANG", "")) or language_of(_locale()) or "en"


def _locale() -> str:
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if sys.platform == "win32" and not named:
        import ctypes

        return windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return named


@cache
def catalogue(room: str | None = None, key: str = "zh") -> dict[str, str]:
    """Return the messages, or those of a room: English templates and what a language has for them."""
    text = files("hulin_analysis").joinpath("messages.toml").read_text(encoding="utf-8")
    rooms = tomllib.loads(text)
    chosen = rooms.values() if room is None else [rooms[room]]
    return {entry["en"]: entry[key] for entries in chosen for entry in entries}


@cache
def _traditional(text: str) -> str:
    # Not at the top: who reads English does without it. `script`, which has more to do, builds upon errors.
    import opencc

    converted: str = opencc.OpenCC("s2tw").convert(text)
    return converted


class Words:
    """Words that are shown in the language of the session."""

    def said(self, lang: Language) -> str:
        """Return them in a language."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Return them in the language of the session."""
        return self.said(session_language())

    def __eq__(self, other: object) -> bool:
        """Say whether both say the same."""
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        """Hash what is said."""
        return hash(self.said("en"))


class Message(Words):
    """A sentence, or a part of one: a template and what fills it.

    Parameters
    ----------
    template : str
        The English template, as in ``str.format``; without fields it is the sentence itself, braces and all.
    **fields
        What is filled in: text, numbers, words, or anything that has a ``str``.

    Examples
    --------
    >>> message = Message("{source} is empty; give the article's text.", source="page.txt")
    >>> print(message.said("en"))
    page.txt is empty; give the article's text.
    """

    def __init__(self, template: str, /, **fields: object) -> None:
        self.template = template
        plain = (str, int, float, Words)
        self.fields = {name: one if isinstance(one, plain) else str(one) for name, one in fields.items()}

    def __repr__(self) -> str:
        """Show the template and the fields."""
        return f"Message({', '.join([repr(self.template), *(f'{k}={v!r}' for k, v in self.fields.items())])})"

    def said(self, lang: Language) -> str:
        """Return the sentence in a language; in English where the catalogue does not have it."""
        template = self.template
        if lang != "en":
            template = catalogue(key="zh" if is_chinese(lang) else lang).get(template, template)
        if lang == "zh-Hant":
            # Before it is filled: a quote stays as it is.
            template = _traditional(template)
        if not self.fields:
            return template
        fields = {
            name: one.said(lang) if isinstance(one, Words) else one for name, one in self.fields.items()
        }
        # What is filled in may be the name of a file or the words of one: a terminal obeys some of them.
        return clean(template.format_map(fields)).replace("\r", " ")


class Listed(Words):
    """Several words in a row, with commas between them as the language has them.

    Examples
    --------
    >>> Listed(["svg", "png"]).said("en")
    'svg, png'
    """

    def __init__(self, items: Iterable[object]) -> None:
        self.items = [one if isinstance(one, Words) else str(one) for one in items]

    def said(self, lang: Language) -> str:
        """Return the list in a language."""
        comma = ", " if lang == "en" else Message(", ").said(lang)
        return comma.join(one.said(lang) if isinstance(one, Words) else one for one in self.items)
