"""Inputs: what a folder holds to be read, one after the other in the order of their keys.

An input is a file of whatever kind, or one row of a table (``2022/news.csv/12``). Only names are read here,
and rows of tables; one folder's names are held in memory at a time. Left out, and counted by reason, are
links to folders, folders that cannot be opened, hidden files, and what no author has written
(``~$page.docx``, ``Thumbs.db``, ``__MACOSX``).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hulin_analysis.corpus.article_tables import TABLE_SUFFIXES, Row, TableError, table_rows
from hulin_analysis.errors import ArticleError, one_line
from hulin_analysis.languages import ENGLISH
from hulin_analysis.messages import Message

_OF_THE_SYSTEM = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r"))


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to be read."""

    key: str  # its path in the folder, with ``/`` between; behind that of a table the number of the row
    path: str  # the file as the system names it
    size: int  # bytes, of a row about as many as it takes in its table
    row: Row | None = None
    # Why there is nothing to be read: the table could not be opened, or broke off here.
    fault: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to a worker: in a third of the time of what dataclasses do for it."""
        return Input, (self.key, self.path, self.size, self.row, self.fault)


@dataclass(slots=True)
class Survey:
    """What a folder holds: how many files and bytes are to be read, and what is left out, by reason.

    >>> Survey(2, 100, {"hidden files and folders": 3}).left_out
    {'hidden files and folders': 3}
    """

    files: int = 0
    bytes: int = 0
    left_out: dict[str, int] = field(default_factory=dict)


def order(key: str) -> tuple[str, ...]:
    """Return what keys are sorted by: folder by folder, the rows of a table by their number.

    >>> sorted(["b.csv/10", "b.csv/9", "a/c.txt", "a.txt"], key=order)
    ['a/c.txt', 'a.txt', 'b.csv/9', 'b.csv/10']
    """
    *folders, last = key.split("/")
    return (*folders, _by_number(last))


def _by_number(name: str) -> str:
    """Write what is a number alone, as rows of a table are named and some files, so that 9 is before 10."""
    return f"{name.rjust(12, '0')}\0{name}" if name.isdecimal() else name


def survey(folder: Path, output: Path) -> Survey:
    """Count what :func:`walk` will find, by names and sizes alone."""
    found = Survey()
    for entry in _entries(folder, output, found.left_out):
        found.files += 1
        found.bytes += _size(entry)
    return found


def walk(
    folder: Path,
    output: Path,
    text_column: str | None,
    on_choice: Callable[[Message], None] = lambda _: None,
) -> Iterator[Input]:
    """Yield every input of a folder in the order of :func:`order`."""
    above = len(os.path.join(folder, ""))
    for entry in _entries(folder, output, {}):
        key = _key(entry.path[above:])
        if os.path.splitext(entry.name)[1].lower() not in TABLE_SUFFIXES or not os.path.isfile(entry.path):
            yield Input(key, entry.path, _size(entry))
            continue
        try:
            for row in table_rows(Path(entry.path), text_column, on_choice):
                yield Input(f"{key}/{row.number}", entry.path, row.size, row=row, fault=row.fault or None)
        except TableError as err:
            # Behind the rows that there are, whatever their number.
            yield Input(f"{key}/~" if err.rows else key, entry.path, 0, fault=err.message.said(ENGLISH))


def _entries(folder: Path, output: Path, left_out: dict[str, int]) -> Iterator[os.DirEntry[str]]:
    """Yield the files to be read, folder by folder in the order of their names."""
    beyond = os.path.realpath(output)
    waiting = [iter(_listed(os.fspath(folder), at_top=True, left_out=left_out))]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            continue
        reason = _reason_to_leave(entry)
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
        elif not entry.is_dir(follow_symlinks=False):
            yield entry
        elif os.path.realpath(entry.path) != beyond:
            waiting.append(iter(_listed(entry.path, at_top=False, left_out=left_out)))


def _listed(folder: str, *, at_top: bool, left_out: dict[str, int]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=_in_order)
    except OSError as err:
        if at_top:
            raise ArticleError(
                "The folder {folder} cannot be read ({why}); check the path.",
                folder=folder,
                why=one_line(err),
            ) from err
        left_out["folders that cannot be read"] = left_out.get("folders that cannot be read", 0) + 1
        return []


def _in_order(entry: os.DirEntry[str]) -> str:
    """Return what an entry of a folder is sorted by: as in :func:`order`, in which a folder is never last."""
    return _key(entry.name) if entry.is_dir(follow_symlinks=False) else _by_number(_key(entry.name))


def _reason_to_leave(entry: os.DirEntry[str]) -> str | None:
    if entry.name.startswith((".", "~$")):
        return "hidden files and folders"
    if entry.name.lower() in _OF_THE_SYSTEM:
        return "files of the system"
    try:
        if entry.is_dir(follow_symlinks=False):
            return None
        if entry.is_symlink() and entry.is_dir():
            return "links to folders"
    except OSError:
        pass  # a link that leads in circles: reading it says so
    return None


def _size(entry: os.DirEntry[str]) -> int:
    try:
        status = entry.stat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _key(name: str) -> str:
    r"""Write a name of the file system as text: what is no UTF-8 as ``\xff``, a backslash doubled."""
    name = name.replace(os.sep, "/") if os.sep != "/" else name.replace("\\", "\\\\")
    return os.fsencode(name).decode("utf-8", "backslashreplace")
