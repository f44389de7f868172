"""The words of the field, as data: the ``.toml`` files beside this module, and those of the reader's own.

No word stands in the code, but for the characters that numbers and dates are written with; in a regular
expression of the code ``<table.key>`` stands for the words of a list (:func:`filled`). Every table is in
simplified script; texts are folded (:func:`hulin_analysis.script.fold`) before they are compared with it.

To add words, write files of the same names and form into a folder and name it in the environment variable
``HULIN_VOCABULARY`` before the package is first used.

- Lists are added to, and so are tables: a table of a new name in ``units.toml`` is a group of units, in
  ``indicators.toml`` it is an indicator. No word is taken out.
- A single value (the unit of an indicator, the code of a currency) is never changed, but for how things are
  called: those of ``english.toml``, ``wording.toml`` and ``labels.toml`` take the place of the shipped ones.
- A word is a plain word, never a regular expression, in simplified script and half width.

All else is refused with one sentence that names the file and the line, a
:class:`~hulin_analysis.errors.VocabularyError`. :mod:`hulin_analysis.vocabulary.schema` has what is known.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from hulin_analysis.errors import VocabularyError, one_line
from hulin_analysis.messages import Message
from hulin_analysis.vocabulary.schema import EXPRESSIONS, expect_shape, stray
from hulin_analysis.vocabulary.whole import expect_whole

__all__ = [
    "Indicator",
    "any_of",
    "compiled",
    "english_name",
    "filled",
    "indicator_index",
    "indicators",
    "table",
    "words",
]


@cache
def table(name: str) -> dict[str, Any]:
    """Read one table of the vocabulary.

    Parameters
    ----------
    name : str
        File name without ``.toml``: ``units``, ``hedges``, ``indicators``, ``boilerplate``, …

    Returns
    -------
    dict
        The package's table, joined with the reader's own where there is one.

    Raises
    ------
    VocabularyError
        If the reader's folder cannot be read, or a file of it, this one or another, says what has no place.

    Examples
    --------
    >>> "首页" in table("boilerplate")["lines"]
    True
    """
    folder = os.environ.get("HULIN_VOCABULARY")
    both = _with_own(Path(folder)) if folder else {}
    return both[name] if name in both else _shipped(name)


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _with_own(folder: Path) -> dict[str, dict[str, Any]]:
    """Join the reader's files with the shipped ones: all at once, so that no faulty one goes unnoticed."""
    known = [Path(file.name).stem for file in files(__name__).iterdir() if file.name.endswith(".toml")]
    read = {file.stem: (file, _read(file)) for file in _own_files(folder, known)}
    for stem, (file, added) in read.items():
        expect_shape(file, _shipped(stem), added)
    both = {stem: _joined(_shipped(stem), added) for stem, (_, added) in read.items()}
    ids = both.get("indicators", _shipped("indicators")).keys()
    for stem, (file, added) in read.items():
        expect_whole(file, both[stem], added, ids)
    return both


def _own_files(folder: Path, known: Collection[str]) -> list[Path]:
    """List the reader's files; what only looks like one of them (units.toml.txt) is refused."""
    try:
        files_there = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
    except OSError as err:
        raise VocabularyError(
            "HULIN_VOCABULARY names {folder}, which cannot be read as a folder ({why}); correct it or "
            "unset it.",
            folder=folder,
            why=one_line(err),
        ) from err
    meant = [file for file in files_there if file.stem in known or ".toml" in file.name.lower()]
    for file in meant:
        if file.stem not in known or file.suffix != ".toml":
            raise stray(file, known)
    if not meant:
        raise VocabularyError(
            "HULIN_VOCABULARY names {folder}, which has no file of a vocabulary; write units.toml or "
            "indicators.toml there, or unset it.",
            folder=folder,
        )
    return meant


def _read(file: Path) -> dict[str, Any]:
    try:
        if not file.is_file():
            raise OSError("not an ordinary file")
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))  # Windows' Notepad writes a mark in front
    except UnicodeDecodeError as err:
        line = err.object[: err.start].count(b"\n") + 1
        why: str | Message = Message("line {line} is not in UTF-8", line=line)
        raise _unreadable(file, why) from err
    except (OSError, ValueError, RecursionError) as err:  # of numbers with 5,000 digits, of nested brackets
        raise _unreadable(file, one_line(err)) from err


def _unreadable(file: Path, why: str | Message) -> VocabularyError:
    return VocabularyError(
        "The vocabulary {file} cannot be read ({why}); correct it or remove it.", file=file, why=why
    )


def _joined(own: Any, added: Any) -> Any:
    """Join two tables: lists end to end, tables key by key; of two single values the added one."""
    if isinstance(own, dict) and isinstance(added, dict):
        both = {key: _joined(own[key], added[key]) for key in own.keys() & added.keys()}
        return own | added | both
    if isinstance(own, list) and isinstance(added, list):
        return [*own, *(word for word in added if word not in own)]
    return added


@cache
def words(name: str, *keys: str) -> tuple[str, ...]:
    """Return one list of the vocabulary: the file's name and the keys that lead to it.

    Examples
    --------
    >>> words("numerals", "range", "unequal")
    ('不等',)
    """
    found: Any = table(name)
    for key in keys:
        found = found[key]
    return tuple(found)


@cache
def any_of(name: str, *keys: str) -> str:
    """Return a regular expression for any word of a list, the longest first.

    Examples
    --------
    >>> any_of("numerals", "range", "from"), any_of("numerals", "range", "unequal")
    ('[由从自]', '(?:不等)')
    """
    listed = [re.escape(word) for word in sorted(words(name, *keys), key=len, reverse=True)]
    return f"[{''.join(listed)}]" if max(map(len, listed)) == 1 else f"(?:{'|'.join(listed)})"


_LIST = re.compile(r"<(?P<behind>-?)(?P<table>\w+)\.(?P<key>\w+)>")


@cache
def filled(name: str, pattern: str) -> str:
    """Return a regular expression with the words of a file in it: any of those of a table and key.

    Parameters
    ----------
    name : str
        The file.
    pattern : str
        The expression: in it ``<table.key>`` stands for any of the words of that list, which may be
        expressions themselves, and ``<-table.key>`` for a place behind one of them.

    Examples
    --------
    >>> filled("exclusions", "<-street.before>[一二三]<street.ends>")
    '(?:(?<=[经纬]))[一二三][路巷街]'
    """

    def fill(found: re.Match[str]) -> str:
        table, key = found["table"], found["key"]
        if found["behind"]:
            return _behind(words(name, table, key))
        if f"{name}.{table}.{key}" in EXPRESSIONS:
            return f"(?:{'|'.join(f'(?:{entry})' for entry in words(name, table, key))})"
        return any_of(name, table, key)

    return _LIST.sub(fill, pattern)


@cache
def compiled(name: str, pattern: str) -> re.Pattern[str]:
    """Compile a regular expression with the words of a file in it: see :func:`filled`.

    Examples
    --------
    >>> compiled("readers", "<source.named>:").match("来源:某报") is not None
    True
    """
    return re.compile(filled(name, pattern))


def _behind(listed: tuple[str, ...]) -> str:
    """Describe a place behind any of the words, whatever their lengths."""
    single = "".join(re.escape(word) for word in listed if len(word) == 1)
    places = [f"[{single}]"] if single else []
    places += [re.escape(word) for word in listed if len(word) > 1]
    return f"(?:{'|'.join(f'(?<={place})' for place in places)})"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A statistical indicator.

    Attributes
    ----------
    id : str
        What the column ``indicator_id`` says.
    names : tuple of str
        Chinese names, simplified; the first is the usual one.
    english : str
        The name as the National Bureau of Statistics translates it.
    unit : str
        The unit of its level, without scale word; empty for an index.
    note : str
        What to know before two of its figures are compared; empty where nothing is.
    """

    id: str
    names: tuple[str, ...]
    english: str
    unit: str
    note: str = ""


@cache
def indicators() -> dict[str, Indicator]:
    """Return the statistical indicators by id.

    Examples
    --------
    >>> indicators()["grp"].names[0], indicators()["grp"].english
    ('地区生产总值', 'Gross regional product')
    """
    return {
        id_: Indicator(id_, tuple(row["names"]), row["english"], row["unit"], row.get("note", ""))
        for id_, row in table("indicators").items()
    }


@cache
def indicator_index() -> dict[str, str]:
    """Return the id of every simplified name and alias.

    Examples
    --------
    >>> indicator_index()["规模以上工业增加值"] == indicator_index()["规上工业增加值"]
    True
    """
    return {name: row.id for row in indicators().values() for name in row.names}


def english_name(indicator_id: str | None) -> str | None:
    """Return the English name of an indicator, or None for an id the vocabulary does not hold.

    Examples
    --------
    >>> english_name("grp"), english_name(None)
    ('Gross regional product', None)
    """
    row = indicators().get(indicator_id) if indicator_id else None
    return row.english if row else None
