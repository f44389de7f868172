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
# What draws, compares, exports or is typed changes no row; whatever else there is counts.
_OTHER_ROOMS = ("charts", "cli", "comparison", "export", "finding", "lab_extension", "report", "views")
# Those that decode, convert and find the body of a page, and the one whose dictionary names the places.
_LIBRARIES = ("charset-normalizer", "jieba", "lxml", "opencc", "pypdfium2", "trafilatura")


@cache
def rules_version() -> str:
    """Return the version of the rules: the package's version and a digest of all that decides on a row.

    >>> rules_version().startswith(hulin_analysis.__version__ + "+")
    True
    """
    digest = hashlib.blake2b(digest_size=8)
    own = os.environ.get("HULIN_VOCABULARY")
    for file in [*rule_files(), *(_files(Path(own), "*.toml") if own else [])]:
        digest.update(os.fsencode(file.name) + b"\0" + file.read_bytes() + b"\0")
    for library in _LIBRARIES:
        digest.update(f"{library} {_installed(library)}\0".encode())
    return f"{hulin_analysis.__version__}+{digest.hexdigest()}"


def rule_files() -> list[Path]:
    """Return the files of the package that may change a row."""
    return [file for file in _files(_PACKAGE) if file.relative_to(_PACKAGE).parts[0] not in _OTHER_ROOMS]


def expect_vocabulary() -> None:
    """Make sure that the vocabulary can be read: one that cannot is no fault of the articles."""
    for file in _files(_PACKAGE / "vocabulary", "*.toml"):
        table(file.stem)


def _files(folder: Path, pattern: str = "*.*") -> list[Path]:
    kinds = (".py", ".toml", ".txt")
    return sorted(file for file in folder.rglob(pattern) if file.suffix in kinds and file.is_file())


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
