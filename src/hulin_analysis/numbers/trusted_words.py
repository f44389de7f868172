"""Trusted words: those of jieba's dictionary that numbers are held apart from, in a form that loads fast.

``trusted_words.txt`` holds half of that dictionary, a line for each tag and frequency: the tag of the part of
speech, how often each word occurs, and the words. ``make words`` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from sys import intern

from hulin_analysis import vocabulary
from hulin_analysis.jieba_words import jieba_words

_FILE = files(__package__) / "trusted_words.txt"
# Entries that occur no more often are often two words (全长约, 盏灯), but for idioms and names of places.
_RARE = 3


def trusted_words() -> tuple[dict[str, int], dict[str, str]]:
    """Return how often each word occurs, and the tag of its part of speech.

    >>> frequency, tags = trusted_words()
    >>> frequency["增长"], tags["增长"], "全长约" in frequency
    (20465, 'v', False)
    """
    frequency, tags = dict[str, int](), dict[str, str]()
    with _FILE.open(encoding="utf-8") as lines:
        # Where a reader's own vocabulary trusts other words, they are taken from jieba's dictionary.
        given = lines if next(lines) == _heading() else iter(_lines())
        for line in given:
            tag, count, *words = line.split()
            frequency.update(dict.fromkeys(words, int(count)))
            tags.update(dict.fromkeys(words, intern(tag)))
    return frequency, tags


def written() -> str:
    """Return what the file holds."""
    return _heading() + "".join(_lines())


def _heading() -> str:
    return f"# Of jieba 0.42.1 (see NOTICE.md). Trusted though rare: {' '.join(sorted(_place_endings()))}\n"


def _lines() -> Iterator[str]:
    known = {
        word: (tag, -count) for word, count, tag in jieba_words() if count > _RARE or _is_trusted(word, tag)
    }
    found: dict[tuple[str, int], list[str]] = {}
    for word, key in known.items():
        found.setdefault(key, []).append(word)
    for (tag, count), words in sorted(found.items()):
        yield f"{tag} {-count} {' '.join(sorted(words))}\n"


def _place_endings() -> frozenset[str]:
    return frozenset(vocabulary.words("fixed_terms", "dictionary", "places"))


def _is_trusted(word: str, tag: str) -> bool:
    """Tell whether a rare entry of the dictionary is a word all the same: an idiom or the name of a place."""
    return (tag == "i" and len(word) > 3) or tag == "ns" or word[-1] in _place_endings()
