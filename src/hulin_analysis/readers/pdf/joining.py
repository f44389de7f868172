"""Joining: how the lines of a paragraph, or of a cell, read in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["joined_lines"]

_WORD = re.compile("[A-Za-z\u00c0-\u024f]")
_WORDS = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
# Behind these a Latin word is parted from the next.
_BEFORE_WORD = frozenset(",.;:!?)")
_HYPHENS = frozenset("-\u00ad")
_LOWER = re.compile("[a-z]+")
_LOWER_BEHIND = re.compile("[a-z]+$")


def joined_lines(lines: Sequence[str], whole: str = "") -> tuple[str, list[int]]:
    r"""Join lines, and tell where each of them begins in what comes of it.

    Parameters
    ----------
    lines : sequence of str
        The lines, without white space at either end but where the file has it.
    whole : str, optional
        Text of the same file, for words that may be written with a hyphen or without.

    Returns
    -------
    tuple
        The words in one line, and an offset for each line.

    Notes
    -----
    Between Chinese characters, and within a number, nothing is put for a line's end; between two Latin words
    a space, in a text of Latin words also beside figures. A hyphen between two lower-case letters goes,
    unless the word is written with it elsewhere in the file.

    Examples
    --------
    >>> joined_lines(["總值達到1349", ".08億元，比", "上年"])
    ('總值達到1349.08億元，比上年', [0, 8, 15])
    >>> joined_lines(["an eco-", "nomic plan for", "2026"])[0]
    'an economic plan for 2026'
    >>> joined_lines(["long-", "term"], "a long-term one")[0]
    'long-term'
    """
    text = lines[0] if lines else ""
    starts = [0] if lines else []
    latin = _is_latin(lines)
    for line in lines[1:]:
        if not line:
            starts.append(len(text))
            continue
        if _is_hyphenated(text, line, whole):
            text = text[:-1]
        elif text and _parted(text[-1], line[0], latin) and not _is_hyphen(text):
            text += " "
        starts.append(len(text))
        text += line
    return text, starts


def _is_latin(lines: Sequence[str]) -> bool:
    words = "".join(lines)
    return 2 * sum(map(len, _WORDS.findall(words))) > len(words)


def _parted(before: str, behind: str, latin: bool) -> bool:
    if not (before.isascii() and behind.isascii()) or before.isspace() or behind.isspace():
        return False
    if latin:
        return before not in "(/" and behind not in ",.;:!?)%/"
    word = _WORD.match(before) is not None or before in _BEFORE_WORD
    return word and _WORD.match(behind) is not None


def _is_hyphen(text: str) -> bool:
    return text[-1] in _HYPHENS and text[-2:-1].isalnum()


def _is_hyphenated(text: str, line: str, whole: str) -> bool:
    """Whether the hyphen at the end of a line parts one word in two."""
    if text[-1:] not in _HYPHENS:
        return False
    before, behind = _LOWER_BEHIND.search(text[:-1]), _LOWER.match(line)
    if before is None or behind is None:
        return False
    return f"{before[0]}-{behind[0]}" not in whole
