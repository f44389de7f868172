"""The command line in the language of the session: the help, and what Typer itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from unicodedata import east_asian_width

import typer
from typer.core import TyperCommand, TyperGroup

from hulin_analysis.languages import ENGLISH
from hulin_analysis.messages import Message, catalogue, session_language
from hulin_analysis.writable import clean

# Typer has Click under several names, one a version; these are the same in each.
_Formatter: Any = typer.Context.formatter_class
UsageError: Any = typer.BadParameter.__base__

#: What stands behind an option's help in brackets.
_EXTRA = re.compile(r"  \[(.*)\]$", re.DOTALL)
_FIELD = re.compile(r"\\{(\w+)\\}")
_NEVER_FIRST = frozenset("，。；：、！？）》”…")


def say(template: str, /, **fields: object) -> str:
    """Fill in a message in the language of the session."""
    return str(Message(template, **fields))


def tell(words: object, err: bool = False) -> None:
    """Print a line to the terminal, without what a terminal would obey; `err` is for what is no answer."""
    typer.echo(clean(str(words)), err=err)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return what Typer and a report say with something filled in, the longest first, as patterns."""
    templates = sorted([*catalogue("typer"), *catalogue("passed_on")], key=len, reverse=True)
    return [
        (re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(one)), re.DOTALL), one)
        for one in templates
        if "{" in one
    ]


def translated(text: str) -> str:
    """Return what Typer says, or a text of the help, in the language of the session.

    >>> translated("Missing argument 'ARTICLE'.")
    "Missing argument 'ARTICLE'."
    """
    text = " ".join(text.split())
    if session_language() == ENGLISH:
        return text
    if text in catalogue():
        return say(text)
    for pattern, template in _patterns():
        if match := pattern.fullmatch(text):
            return say(template, **{name: translated(one) for name, one in match.groupdict().items()})
    return text


def _wide(text: str) -> int:
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def _lines(text: str, width: int) -> Iterator[str]:
    """Break a text into lines by what its characters take of them: at spaces and between ideographs."""
    line = ""
    for piece in re.findall(r"[!-~]+|\s+|.", text):
        if _wide(line + piece.rstrip()) > width and piece not in _NEVER_FIRST and line.strip():
            yield line.rstrip()
            line = ""
        line += piece if line or not piece.isspace() else ""
    yield line.rstrip()


class _Spoken(_Formatter):  # type: ignore[misc]
    """The help in the language of the session, in lines that fit where a character takes two columns."""

    def _set(self, text: str, width: int) -> str:
        extra = _EXTRA.search(text)
        said = translated(text[: extra.start()] if extra else text)
        if extra:
            said += f"  [{translated(extra[1])}]"
        # What begins with \b keeps its lines.
        return "\b\n" + "\n".join(_lines(said, max(10, width)))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, translated("Usage:") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{translated(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        width = self.width - self.current_indent
        super().write_text("\n\n".join(self._set(part, width) for part in text.split("\n\n")))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((len(name) for name, _ in rows), default=0), col_max) + col_spacing
        width = self.width - first - 2
        super().write_dl([(name, self._set(text, width)) for name, text in rows], col_max, col_spacing)


class _Context(typer.Context):
    def make_formatter(self) -> Any:
        """Return what sets the help: Typer's own for English."""
        if session_language() == ENGLISH:
            return super().make_formatter()
        return _Spoken(width=self.terminal_width, max_width=self.max_content_width)


class Command(TyperCommand):
    """A command whose help is in the language of the session."""

    context_class = _Context


class Commands(TyperGroup):
    """Commands whose help and faults of use are in the language of the session."""

    context_class = _Context
