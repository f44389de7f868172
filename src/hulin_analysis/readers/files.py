"""Files: which one is meant, and its bytes within limits."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from hulin_analysis.errors import ArticleError, one_line
from hulin_analysis.messages import Listed
from hulin_analysis.readers.formats import FORMATS, SUFFIXES

_NAMED = 5


def find_file(path: Path) -> Path:
    """Return the file that is meant: the path itself, or the one article in a folder."""
    if not path.is_dir():
        return path
    try:
        inside = sorted(path.iterdir())
    except OSError as err:
        raise ArticleError(
            "The folder {path} cannot be read ({why}); check its permissions.", path=path, why=one_line(err)
        ) from err
    found = [p for p in inside if p.suffix.lower() in SUFFIXES and p.name[0] not in ".~" and p.is_file()]
    # A table beside an article was most likely made from it.
    found = [p for p in found if not FORMATS[SUFFIXES[p.suffix.lower()]].table] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise ArticleError(
            "{path} is a folder; give the file of one article in it: {example}.",
            path=path,
            example=path / "page.txt",
        )
    names = Listed([p.name for p in found[:_NAMED]] + ["…"] * (len(found) > _NAMED))
    raise ArticleError(
        "{path} is a folder that holds {count} files ({names}); give the file of one article in "
        "it: {example}.",
        path=path,
        count=len(found),
        names=names,
        example=found[0],
    )


def read_file(path: Path, most: int) -> bytes:
    """Read the bytes of a file, up to a limit."""
    try:
        with path.open("rb") as file:
            return read_limited(file, str(path), most)
    except FileNotFoundError as err:
        raise ArticleError(
            "There is no file {name} in the folder {folder}; check the path.",
            name=path.name,
            folder=path.absolute().parent,
        ) from err
    except IsADirectoryError as err:
        raise ArticleError(
            "{path} is a folder; give the file of one article in it: {example}.",
            path=path,
            example=path / "page.txt",
        ) from err
    except OSError as err:
        raise ArticleError(
            "{path} cannot be read ({why}); check its permissions.", path=path, why=one_line(err)
        ) from err


def read_limited(stream: BinaryIO, name: str, most: int) -> bytes:
    """Read a stream to its end, or refuse it as soon as it passes a limit."""
    data = stream.read(most + 1)
    expect_length(len(data), name, most)
    return data


def expect_length(length: int, name: str, most: int) -> None:
    """Refuse a file that is longer than the limit of its kind.

    >>> expect_length(17_000_000, "page.html", 16_000_000)
    Traceback (most recent call last):
    hulin_analysis.errors.ArticleError: page.html is longer than 16 MB, the limit for a file of \
its kind; give the article alone, as plain text.
    """
    if length > most:
        raise ArticleError(
            "{name} is longer than {most} MB, the limit for a file of its kind; give the "
            "article alone, as plain text.",
            name=name,
            most=most // 1_000_000,
        )
