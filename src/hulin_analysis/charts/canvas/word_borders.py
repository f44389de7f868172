"""Word borders: where a Chinese label or title may be broken with sense.

A label or a title of two lines is broken between words: 规模以上 | 工业增加值. The words are those of jieba's
dictionary, read in place: loading all of it, as jieba does, takes longer than any chart is drawn. BudouX, a
library for this very task, had 25 of 50 names right (``tests/charts/break_cases.py``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from math import log
from mmap import ACCESS_READ, mmap
from pathlib import Path

from hulin_analysis import script

#: What a line end costs in front of a word of one character or where the words may be others, between the
#: words of a longer one, and inside a word; in squares of the type size, as the unevenness of lines is.
ALONE, TERM, WITHIN = 6.0, 4.0, 40.0
_LONGEST = 8  # characters of a word that is looked up
_WHOLE = 3  # longer words are words themselves put together: 国内 | 生产总值
_LOG_TOTAL = log(60_101_967)  # of the frequencies in jieba's dictionary
_IDEOGRAPHS = re.compile("[\u3400-\u9fff]{2,}")


@lru_cache(maxsize=1024)
def word_borders(text: str) -> dict[int, float]:
    """Say what it costs to end a line inside a stretch of ideographs, by offset."""
    folded = script.fold(text)
    costs: dict[int, float] = {}
    for stretch in _IDEOGRAPHS.finditer(folded):
        costs |= _costs(stretch[0], stretch.start())
    for term in _terms():
        at = folded.find(term)
        while at >= 0:
            for inner in range(at + 1, at + len(term)):
                costs[inner] = costs.get(inner, 0.0) + TERM
            at = folded.find(term, at + 1)
    return costs


def _costs(stretch: str, offset: int) -> dict[int, float]:
    costs = dict.fromkeys(range(offset + 1, offset + len(stretch)), WITHIN)
    at = offset
    for word in _cut(stretch, _LONGEST):
        if at > offset:
            alone = len(word) == 1 and not _is_crossed(stretch, at + 1 - offset)
            costs[at] = ALONE if alone else 0.0
        if len(word) > _WHOLE:
            inner = at
            for part in _cut(word, len(word) - 1)[:-1]:
                inner += len(part)
                costs[inner] = TERM
        at += len(word)
    for inner, cost in costs.items():
        if cost < WITHIN and _is_crossed(stretch, inner - offset):
            costs[inner] = cost + ALONE
    return costs


def _is_crossed(text: str, at: int) -> bool:
    """Whether a word of three characters reaches over a place: 可支配 in 人均 | 可 | 支配."""
    starts = range(max(at - 2, 0), min(at, len(text) - 2))
    return any(_frequency(_entries(text[start]), text[start : start + 3]) for start in starts)


def _cut(text: str, longest: int) -> list[str]:
    """Cut ideographs into their most likely words."""
    size = len(text)
    best = [(0.0, size)] * (size + 1)
    for start in range(size - 1, -1, -1):
        entries = _entries(text[start])
        choices = []
        for end in range(start + 1, min(size, start + longest) + 1):
            count = _frequency(entries, text[start:end]) or (1 if end == start + 1 else 0)
            if count:
                choices.append((log(count) - _LOG_TOTAL + best[end][0], end))
        best[start] = max(choices)
    words, at = [], 0
    while at < size:
        words.append(text[at : best[at][1]])
        at = best[at][1]
    return words


def _frequency(entries: bytes, word: str) -> int:
    key = f"\n{word} ".encode()
    at = entries.find(key)
    return int(entries[at + len(key) : entries.find(b" ", at + len(key))]) if at >= 0 else 0


@lru_cache(maxsize=4096)
def _entries(char: str) -> bytes:
    """Return the lines of the dictionary that begin with a character, a line end in front of each."""
    dictionary = _dictionary()
    start, end = _first(dictionary, char.encode()), _first(dictionary, chr(ord(char) + 1).encode())
    return b"\n" + dictionary[start:end]


def _first(dictionary: mmap, key: bytes) -> int:
    """Find the first line that is not in front of a key."""
    low, high = 0, len(dictionary)
    while low < high:
        middle = (low + high) // 2
        line = dictionary.rfind(b"\n", 0, middle) + 1
        if dictionary[line : line + len(key)] < key:
            low = dictionary.find(b"\n", middle) + 1 or len(dictionary)
        else:
            high = line
    return low


@cache
def _dictionary() -> mmap:
    # Mapped, not read: a chart needs some pages of its five megabytes. The package is not imported for it,
    # which would take longer than all that is done here.
    spec = find_spec("jieba")
    (folder,) = (spec.submodule_search_locations if spec else None) or [""]
    with Path(folder, "dict.txt").open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


@cache
def _terms() -> tuple[str, ...]:
    lines = files("hulin_analysis.vocabulary").joinpath("user_dictionary.txt").read_text("utf-8").splitlines()
    return tuple(line.split()[0] for line in lines if line and not line.startswith("#"))
