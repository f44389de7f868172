"""Line breaks: how words that run over the end of a line are shown, in one line."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[\n\r\u2028\u2029]\s*+")
_BLANKS = " \t\u3000\xa0"
# Behind these an English word is parted from the next by a space; a number is never parted.
_BEFORE_WORD = frozenset(",.;:!?)")


def joined(text: str, start: int = 0, end: int | None = None) -> str:
    r"""Write a stretch of a text in one line: a line break in it is shown as nothing, or as a space.

    >>> joined("達到1349\r\n.08億元"), joined("新建\n　學校"), joined("Heilongjiang\nDaily")
    ('達到1349.08億元', '新建學校', 'Heilongjiang Daily')
    """
    end = len(text) if end is None else end
    parts, at = [], start
    for match in _BREAK.finditer(text, start, end):
        words = text[at : match.start()].rstrip(_BLANKS)
        before, behind = words[-1:] or text[max(at - 1, 0) : at], text[match.end() : match.end() + 1]
        parts += [words, " " if _are_words(before, behind) else ""]
        at = match.end()
    return "".join([*parts, text[at:end]]) if parts else text[start:end]


def _are_words(before: str, behind: str) -> bool:
    word = before.isalpha() or before in _BEFORE_WORD
    return before.isascii() and word and behind.isascii() and behind.isalpha()
