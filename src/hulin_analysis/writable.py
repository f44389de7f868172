"""Writable text: what every kind of file can hold, and every reader of files reads.

A text keeps the characters it was read with, for offsets count in it. XML 1.0 (section 2.2), and so Word,
Excel and SVG, has no place for most control characters, and a program that meets one refuses the whole file.
What is written for somebody to look at therefore leaves them out, at the edge of each writer.
"""

from __future__ import annotations

import re

__all__ = ["UNWRITABLE", "characters", "writable"]

# Vertical tab, form feed and the separators of records stand between words.
_SPACES = "\x0b\x0c\x1c-\x1f"
_SURROGATES = re.compile("[\ud800-\udfff]")
#: What no text that is shown may have: control characters but tab and line ends, halves of surrogate pairs,
#: and the two code points that are no characters in any XML.
UNWRITABLE = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_ANY = re.compile(f"[{UNWRITABLE}]")
_SPACE = re.compile(f"[{_SPACES}]")


def writable(text: str) -> str:
    r"""Leave out the characters that files of text cannot hold; between words a space stands for them.

    Parameters
    ----------
    text : str
        Any text; markup will do.

    Returns
    -------
    str
        The text itself, where it has none of them.

    Examples
    --------
    >>> writable("新建\x00學校\x0b3\x1b所\n")
    '新建學校 3所\n'
    """
    return _ANY.sub("", _SPACE.sub(" ", text)) if _ANY.search(text) else text


def characters(text: str) -> str:
    r"""Put U+FFFD in the place of each half of a surrogate pair, one for one, as every decoder does.

    Python's strings may have them, by way of JSON or of broken names; no file, hash or frame can.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        As many code points as `text`.

    Examples
    --------
    >>> characters("學校\ud8003所") == "學校\ufffd3所"
    True
    """
    return _SURROGATES.sub("\ufffd", text)
