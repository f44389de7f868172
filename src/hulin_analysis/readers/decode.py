"""From bytes to text: which encoding a file is in, or that it is no text at all.

The bytes say it, a label only helps. In this order:

1. A byte order mark.
2. What reads as UTF-8 from end to end is UTF-8, and so is what does but for a few broken characters: text in
   another encoding reads as UTF-8 in next to no place.
3. What charset-normalizer detects among the encodings of Chinese pages, unless another of them that fits as
   well gives more everyday characters: the wrong one makes rare characters of common ones. Between equals
   the page's own declaration decides.
4. If no encoding fits from end to end, the one that fits but for a few broken characters.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import charset_normalizer

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.files import MOST_BYTES, read_file

__all__ = ["declared_encoding", "decode", "decode_bytes"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Chinese news pages are written in besides UTF-8.
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
_BYTE_PAIRS = ("gb18030", "big5hkscs")
# What a page may call them: GB18030 holds GBK, which holds GB2312.
_LABELS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030"} | {
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
}
_LABEL = re.compile(
    rb"<(?:meta\b[^<>]*?charset|\?xml\b[^<>]*?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_LABEL_WITHIN = 4096
_TAG = re.compile(rb"<[^<>]*>")
# One broken character in so many is damage; more, and it is another encoding or no text.
_SOUND = 50
_EVERYDAY = 0.7
_SAMPLE = 20_000
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


def decode(path: Path) -> str:
    """Read a file as text.

    Raises
    ------
    ArticleError
        If the file is missing, cannot be read, is too long, is empty, or is no text.
    """
    return decode_bytes(read_file(path, MOST_BYTES["text"]), str(path))


def declared_encoding(data: bytes) -> str | None:
    """Return what a page says it is written in, in small letters; None if it does not say.

    Examples
    --------
    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">')
    'gb2312'
    """
    match = _LABEL.search(data[:_LABEL_WITHIN])
    return match[1].decode("ascii", "ignore").lower() if match else None


def decode_bytes(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode the bytes of a text file; line ends are kept as they are.

    Parameters
    ----------
    data : bytes
        The file's content.
    name : str
        What to call it in an error message.
    declared : str, optional
        What the file itself says it is written in: weighed against the bytes, never followed blindly.

    Raises
    ------
    ArticleError
        If the bytes are no text in any encoding a Chinese page is written in.

    Examples
    --------
    >>> decode_bytes("增长".encode("gb18030") * 20, "page.txt")[:2]
    '增长'
    >>> decode_bytes("去年新建学校3所。".encode("gb18030"), "page.html", declared="utf-8")
    '去年新建学校3所。'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        with parsed_by_others(_no_text(name)):
            text = _sound(data, "utf-8") or _detected(data, declared) or _damaged(data) or "\0"
    if "\0" in text:
        raise _no_text(name)
    return text


def _detected(data: bytes, declared: str | None) -> str | None:
    # Markup is ASCII in each of the candidates and would water the evidence down; < and > are no second byte.
    words = data if b"\0" in data else _TAG.sub(b"", data)
    guess = charset_normalizer.from_bytes(words, cp_isolation=_CANDIDATES, threshold=0.3).best()
    found = guess.encoding if guess else None
    if b"\0" in data:
        return _fits(data, found) if found and found.startswith("utf_16") else None
    # The first of equals wins: what was detected, then what is declared.
    names = dict.fromkeys((found, _LABELS.get(declared or ""), *_BYTE_PAIRS))
    return max(filter(None, (_fits(data, name) for name in names)), key=_everyday, default=None)


def _damaged(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    read = [text for name in _BYTE_PAIRS if (text := _sound(data, name))]
    best = max(read, key=_everyday, default="")
    return best if _everyday(best) > _EVERYDAY and not _CONTROL.search(best) else None


def _fits(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def _sound(data: bytes, encoding: str) -> str | None:
    """Decode what is broken in a few places; each becomes the replacement character, as browsers show it."""
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return text if broken * _SOUND <= len(text) - _ascii(text) else None


def _ascii(text: str) -> int:
    return len(text.encode("ascii", "ignore"))


def _everyday(text: str) -> float:
    """Return the share of everyday characters: those in the first level of GB 2312 or of Big5."""
    sample = [char for char in text[: 10 * _SAMPLE] if char > "\x7f"][:_SAMPLE]
    everyday = sum(
        b"\xa1" <= char.encode("gb2312", "ignore")[:1] <= b"\xd7"
        or b"\xa1" <= char.encode("big5", "ignore")[:1] <= b"\xc6"
        for char in sample
    )
    return everyday / len(sample) if sample else 0.0


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as err:
        raise _no_text(name) from err


def _no_text(name: str) -> ArticleError:
    return ArticleError(f"{name} is no text file; save the article as plain text (UTF-8) and give that file.")
