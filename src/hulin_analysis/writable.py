"""Writable text: what every kind of file can hold, every terminal can show, and every reader of files reads.

XML 1.0 (section 2.2), and so Word, Excel and SVG, has no place for most control characters, and a program
that meets one refuses the whole file; a terminal obeys them. A text is cleaned once, when it is read: one
character for one, so that offsets count in the file as it was. What its user adds later, such as the title of
a chart, is cleaned by whatever writes it.
"""

from __future__ import annotations

import re

# Vertical tab, form feed and the separators of records stand between words.
_SPACES = "\x0b\x0c\x1c-\x1f"
#: What no text that is shown may have: control characters but tab and line ends, halves of surrogate pairs,
#: and the two code points that are no characters in any XML.
UNWRITABLE = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
# Embeddings, overrides and isolates: they show digits in another order than they stand in.
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_ANY = re.compile(f"[{UNWRITABLE}]")
_SPACE = re.compile(f"[{_SPACES}]")
_UNCLEAN = re.compile(f"[{UNWRITABLE}{_DIRECTIONS}]")
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")


def clean(text: str) -> str:
    r"""Put a harmless character in the place of each that no document can hold, one for one.

    A space stands for what separates words, U+2060 (which has no width) for what turns the direction of
    writing, and U+FFFD, as in every decoder, for any other: there the text is damaged.

    >>> clean("學校\x0b3\x1b所\ud800") == "學校 3\ufffd所\ufffd"
    True
    """
    if is_clean(text):
        return text
    return _ANY.sub("\ufffd", _SPACE.sub(" ", _DIRECTION.sub("\u2060", text)))


def is_clean(text: str) -> bool:
    r"""Say whether a text has no character that :func:`clean` replaces.

    >>> is_clean("新建學校3所。"), is_clean("\x1b[31m")
    (True, False)
    """
    return _UNCLEAN.search(text) is None


def writable(text: str) -> str:
    r"""Leave out the characters that files of text cannot hold; between words a space stands for them.

    >>> writable("新建\x00學校\x0b3\x1b所\n")
    '新建學校 3所\n'
    """
    return _ANY.sub("", _SPACE.sub(" ", text)) if _ANY.search(text) else text
