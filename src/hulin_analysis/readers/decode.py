"""From bytes to text: which encoding a file is in, or that it is no text at all."""

from __future__ import annotations

import codecs
from pathlib import Path

import charset_normalizer

from hulin_analysis.errors import ArticleError

__all__ = ["decode", "decode_bytes"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Chinese news pages are written in besides UTF-8.
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]


def decode(path: Path) -> str:
    """Read a file as text.

    Raises
    ------
    ArticleError
        If the file is missing, cannot be read, is empty, or is no text.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as err:
        raise ArticleError(
            f"There is no file {path.name} in the folder {path.absolute().parent}; check the path."
        ) from err
    except IsADirectoryError as err:
        raise ArticleError(
            f"{path} is a folder; give the file of one article in it: {path / 'page.txt'}."
        ) from err
    except OSError as err:
        raise ArticleError(f"{path} cannot be read ({err.strerror}); check its permissions.") from err
    return decode_bytes(data, str(path))


def decode_bytes(data: bytes, name: str) -> str:
    """Decode the bytes of a text file; line ends are kept as they are.

    Parameters
    ----------
    data : bytes
        The file's content.
    name : str
        What to call it in an error message.

    Raises
    ------
    ArticleError
        If the bytes are no text in any encoding a Chinese page is written in.

    Examples
    --------
    >>> decode_bytes("增长".encode("gb18030") * 20, "page.txt")[:2]
    '增长'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        guess = charset_normalizer.from_bytes(data, cp_isolation=_CANDIDATES, threshold=0.3).best()
        if guess is None or (b"\0" in data and not guess.encoding.startswith("utf_16")):
            raise _no_text(name) from None
        text = _strict(data, guess.encoding, name)
    if "\0" in text:
        raise _no_text(name)
    return text


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as err:
        raise _no_text(name) from err


def _no_text(name: str) -> ArticleError:
    return ArticleError(f"{name} is no text file; save the article as plain text (UTF-8) and give that file.")
