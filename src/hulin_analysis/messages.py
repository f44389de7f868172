"""What the package says to its user: English in the code, other languages in ``messages.toml``.

A template is filled in when it is shown, in the language of the session: what ``ha.use_language`` was given,
else the environment variable ``HULIN_LANG``, else the locale, else English. What is stored as data is English
in every session.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from locale import windows_locale

from hulin_analysis.languages import ENGLISH, Language, key_of, language_of
from hulin_analysis.writable import clean

_chosen: list[Language] = []


def set_session_language(lang: Language | None) -> None:
    """Set the language of messages from now on; None leaves it to the environment again.

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
    return language_of(os.environ.get("HULIN_LANG", "")) or language_of(_locale()) or ENGLISH


def _locale() -> str:
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if sys.platform == "win32" and not named:
        import ctypes

        return windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return named


@cache
def catalogue(room: str | None = None) -> dict[str, dict[str, str]]:
    """Return the messages, or those of a room, by their English; their ``zh`` is simplified."""
    text = files("hulin_analysis").joinpath("messages.toml").read_text(encoding="utf-8")
    rooms = tomllib.loads(text)
    chosen = rooms.values() if room is None else [rooms[room]]
    return {entry[ENGLISH]: entry for entries in chosen for entry in entries}


@cache
def _traditional(text: str) -> str:
    # Not at the top: who reads English does without it. `script`, which has more to do, builds upon errors.
    import opencc

    converted: str = opencc.OpenCC("s2tw").convert(text)
    return converted


class Translatable:
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
        return hash(self.said(ENGLISH))


class Message(Translatable):
    """A sentence, or a part of one: an English template and what fills it.

    The fields are text, numbers, words, or anything that has a ``str``; without any, the template is the
    sentence itself, braces and all.

    >>> message = Message("{source} is empty; give the article's text.", source="page.txt")
    >>> print(message.said("en"))
    page.txt is empty; give the article's text.
    """

    def __init__(self, template: str, /, **fields: object) -> None:
        self.template = template
        plain = (str, int, float, Translatable)
        self.fields = {name: one if isinstance(one, plain) else str(one) for name, one in fields.items()}

    def __repr__(self) -> str:
        """Show the template and the fields."""
        return f"Message({', '.join([repr(self.template), *(f'{k}={v!r}' for k, v in self.fields.items())])})"

    def said(self, lang: Language) -> str:
        """Return the sentence in a language; one that was made elsewhere as it is."""
        row = None if lang == ENGLISH else catalogue().get(self.template)
        template = row[key_of(lang)] if row else self.template
        if lang == "zh-Hant":
            # Before it is filled: a quote stays as it is.
            template = _traditional(template)
        if not self.fields:
            return template
        fields = {
            name: one.said(lang) if isinstance(one, Translatable) else one
            for name, one in self.fields.items()
        }
        # What is filled in may be the name of a file or the words of one: a terminal obeys some of them.
        return clean(template.format_map(fields)).replace("\r", " ")


class Listed(Translatable):
    """Several words in a row, with commas between them as the language has them.

    >>> Listed(["svg", "png"]).said("en")
    'svg, png'
    """

    def __init__(self, items: Iterable[object]) -> None:
        self.items = [one if isinstance(one, Translatable) else str(one) for one in items]

    def said(self, lang: Language) -> str:
        """Return the list in a language."""
        items = [one.said(lang) if isinstance(one, Translatable) else one for one in self.items]
        return Message(", ").said(lang).join(items)
