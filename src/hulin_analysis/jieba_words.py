"""The words of jieba's dictionary (349,000), how often each occurs, and its part of speech."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from sys import intern

from hulin_analysis.errors import DataError

__all__ = ["jieba_file", "jieba_words"]


def jieba_file(name: str) -> Path:
    """Find a file of jieba without importing it, which takes longer than reading a text."""
    spec = find_spec("jieba")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / name).is_file():
            return path
    raise DataError("A file of jieba is missing ({name}); install jieba again.", name=name)


def jieba_words() -> Iterator[tuple[str, int, str]]:
    """Yield each word with its frequency and the tag of its part of speech.

    Line by line: the file as one list of words leaves memory behind that is not given back to the system.

    >>> next(word for word in jieba_words() if word[0] == "增长")
    ('增长', 20465, 'v')
    """
    with jieba_file("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            yield word, int(count), intern(tag)
