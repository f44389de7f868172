"""Which version of the rules a row was made by: every file that decides what is read, in one digest."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import hulin_analysis
from hulin_analysis.vocabulary import table

_PACKAGE = Path(hulin_analysis.__file__).parent
# The rooms between a file and its rows. What draws or exports changes no row.
_ROOMS = (
    "article.py",
    "codes.py",
    "corpus/article_tables.py",
    "corpus/documents.py",
    "corpus/table_types.py",
    "numbers",
    "readers",
    "rows.py",
    "script.py",
    "sentences",
    "view.py",
    "vocabulary",
)
# Those that decode, convert and find the body of a page, and the one whose dictionary names the places.
_LIBRARIES = ("charset-normalizer", "jieba", "lxml", "opencc", "python-docx", "trafilatura")


@cache
def rules_version() -> str:
    """Return the version of the rules: the package's version and a digest of all that decides on a row.

    >>> rules_version().startswith(hulin_analysis.__version__ + "+")
    True
    """
    digest = hashlib.blake2b(digest_size=8)
    own = os.environ.get("HULIN_VOCABULARY")
    files = [file for room in _ROOMS for file in _files(_PACKAGE / room)]
    files += _files(Path(own), "*.toml") if own else []
    for file in files:
        digest.update(os.fsencode(file.name) + b"\0" + file.read_bytes() + b"\0")
    for library in _LIBRARIES:
        digest.update(f"{library} {_installed(library)}\0".encode())
    return f"{hulin_analysis.__version__}+{digest.hexdigest()}"


def expect_vocabulary() -> None:
    """Make sure that the vocabulary can be read: one that cannot is no fault of the articles."""
    for file in _files(_PACKAGE / "vocabulary", "*.toml"):
        table(file.stem)


def _files(room: Path, pattern: str = "*.*") -> list[Path]:
    if room.is_file():
        return [room]
    kinds = (".py", ".toml", ".txt")
    return sorted(file for file in room.rglob(pattern) if file.suffix in kinds and file.is_file())


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
