"""From bytes to text: which encoding a file is in, or that it is no text at all.

The bytes say it, a label only helps: a byte order mark; then UTF-8, but for a few broken characters, as text
in another encoding reads as UTF-8 in next to no place; then what charset-normalizer detects among the
encodings of Chinese pages, unless another that fits gives more everyday characters (between equals the page's
own declaration decides); then the one that fits but for a few broken characters.

A broken byte becomes U+FFFD, as in browsers, and so does a NUL (``Article.remarks`` says so); NULs at the end
are left out. What has more damage than one character in fifty, or two in a short text, is no text.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import charset_normalizer

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.files import read_file
from hulin_analysis.readers.formats import FORMATS
from hulin_analysis.readers.text_writer import Shown
from hulin_analysis.writable import clean

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
# One broken character in so many is damage; more, and it is another encoding or no text. A short text may
# have one or two, where what is sound speaks for its encoding.
_SOUND = 50
_FEW, _SOUND_IF_FEW = 2, 3
_EVERYDAY = 0.7
# One broken character of UTF-8 may become several.
_BROKEN = re.compile("\ufffd{1,4}")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


def decode(path: Path) -> str:
    """Read a file as clean text."""
    return clean(decode_bytes(read_file(path, FORMATS["text"].most), str(path)))


def read_text(data: bytes, name: str) -> Shown:
    """Read plain text: it shows what it holds."""
    return Shown(decode_bytes(data, name))


def declared_encoding(data: bytes) -> str | None:
    """Return what a page says it is written in, in small letters; None if it does not say.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">')
    'gb2312'
    """
    match = _LABEL.search(data[:_LABEL_WITHIN])
    return match[1].decode("ascii", "ignore").lower() if match else None


def decode_bytes(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode the bytes of a text file; line ends are kept as they are.

    >>> decode_bytes("增长".encode("gb18030") * 20, "page.txt")[:2]
    '增长'
    >>> decode_bytes("去年新建学校3所。".encode("gb18030"), "page.html", declared="utf-8")
    '去年新建学校3所。'
    """
    with parsed_by_others(_no_text(name)):
        text = _with_mark(data) or _utf_8(data) or _in_pairs(data, declared) or "\0"
    text = text.rstrip("\0")
    if (data and not text) or not _is_sound(text.count("\0"), text):
        raise _no_text(name)
    return text.replace("\0", "\ufffd")


def _with_mark(data: bytes) -> str | None:
    """Decode what a byte order mark says."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    return _sound(data, encoding) if encoding else None


def _utf_8(data: bytes) -> str | None:
    return _fits(data, "utf-8") or _sound(data, "utf-8")


def _in_pairs(data: bytes, declared: str | None) -> str | None:
    """Decode what is in no UTF-8: from end to end, unless only damaged it gives more everyday characters."""
    detected = _detected(data, declared)
    if detected and everyday(detected) > _EVERYDAY:
        return detected
    read = [text for text in (detected, _damaged(data)) if text]
    return max(read, key=everyday, default=None)


def _detected(data: bytes, declared: str | None) -> str | None:
    # Markup is ASCII in each of the candidates and would water the evidence down; < and > are no second byte.
    words = data if b"\0" in data else _TAG.sub(b"", data)
    guess = charset_normalizer.from_bytes(words, cp_isolation=_CANDIDATES, threshold=0.3).best()
    found = guess.encoding if guess else None
    if b"\0" in data:
        return _fits(data, found) if found and found.startswith("utf_16") else None
    # The first of equals wins: what was detected, then what is declared.
    names = dict.fromkeys((found, _LABELS.get(declared or ""), *_BYTE_PAIRS))
    return max(filter(None, (_fits(data, name) for name in names)), key=everyday, default=None)


def _damaged(data: bytes) -> str | None:
    # In UTF-16 every second byte of a letter, a digit and a line end is NUL.
    names = (*_BYTE_PAIRS, "utf_16_le", "utf_16_be") if b"\0" in data else _BYTE_PAIRS
    read = [text for name in names if (text := _sound(data, name))]
    best = max(read, key=everyday, default="")
    controls = len(_CONTROL.findall(best.rstrip("\0")))
    return best if everyday(best) > _EVERYDAY and _is_sound(controls, best) else None


def _fits(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def _sound(data: bytes, encoding: str) -> str | None:
    """Decode what is broken in a few places; each becomes the replacement character, as browsers show it."""
    text = mended(data, encoding) if encoding in _BYTE_PAIRS else data.decode(encoding, "replace")
    return text if _is_sound(len(_BROKEN.findall(text)), text) else None


def _is_sound(broken: int, text: str) -> bool:
    """Whether so many broken characters of a text are damage, and not a sign that it is no text."""
    sound = len(text) - _ascii(text) - text.count("\ufffd")
    return broken * _SOUND <= sound or (broken <= _FEW and broken * _SOUND_IF_FEW <= sound)


def _ascii(text: str) -> int:
    return len(text.encode("ascii", "ignore"))


def _no_text(name: str) -> ArticleError:
    return ArticleError(
        "{name} is not a text file; save the article as plain text (UTF-8) and give that file.", name=name
    )


_RUN = re.compile(rb"[\x81-\xff][\x40-\xff]*")
# So many runs of so many bytes are mended in a text; the others are decoded as they are.
_MOST_RUNS, _LONGEST = 20, 600
_SAMPLE = 20_000
_PUNCTUATION = b"\xa1\xa3"


def everyday(text: str) -> float:
    """Return the share of everyday characters: those in the first level of GB 2312 or of Big5.

    >>> everyday("增长,增長"), everyday("鐎閽")
    (1.0, 0.0)
    """
    sample = [char for char in text[: 10 * _SAMPLE] if char > "\x7f"][:_SAMPLE]
    known = sum(
        b"\xa1" <= char.encode("gb2312", "ignore")[:1] <= b"\xd7"
        or b"\xa1" <= char.encode("big5", "ignore")[:1] <= b"\xc6"
        for char in sample
    )
    return known / len(sample) if sample else 0.0


def mended(data: bytes, encoding: str) -> str:
    r"""Decode text in which bytes are broken: each place becomes one replacement character.

    >>> mended("去年新建".encode("gbk") + b"\xff" + "学校".encode("gbk"), "gbk")
    '去年新建\ufffd学校'
    """
    found: list[str] = []
    left = _MOST_RUNS
    for line in data.split(b"\n"):
        try:
            found.append(line.decode(encoding))
        except UnicodeDecodeError:
            if not left:
                found.append(line.decode(encoding, "replace"))
                continue
            text, at = "", 0
            for run in _RUN.finditer(line):
                text += line[at : run.start()].decode(encoding, "replace")
                text += _read(run[0], encoding, mend=left > 0)
                left -= 1 if left and "\ufffd" in text else 0
                at = run.end()
            found.append(text + line[at:].decode(encoding, "replace"))
    return "\n".join(found)


def _read(run: bytes, encoding: str, *, mend: bool) -> str:
    """Decode a run of pairs, leaving out the byte or pair without which it reads best."""
    try:
        return run.decode(encoding)
    except UnicodeDecodeError as err:
        as_it_is = run.decode(encoding, "replace")
        if not mend or len(run) > _LONGEST:
            return as_it_is
        return max(_without(run, encoding, err.end), default=((), 0, as_it_is))[-1]


def _without(run: bytes, encoding: str, end: int) -> list[tuple[tuple[float, ...], int, str]]:
    """Leave out what may be damage; return how well the rest reads, where it was, and the text."""
    found: list[tuple[tuple[float, ...], int, str]] = []
    for at in range(end):
        # Pairs stay pairs: of an odd number of bytes one is left out, of an even number two.
        for behind in (at + 1, at + 2):
            try:
                before, after = run[:at].decode(encoding), run[behind:].decode(encoding)
            except UnicodeDecodeError:
                continue
            rest = before + after
            score = (_common(run[:at] + run[behind:], encoding), everyday(rest))
            found.append((score, at, f"{before}\ufffd{after}"))
    return found


def _common(pairs: bytes, encoding: str) -> float:
    """Return the share of pairs that stand in the first level of their encoding, or are punctuation."""
    first, last = (0xA4, 0xC6) if encoding.startswith("big5") else (0xB0, 0xD7)
    leads = pairs[::2]
    return sum(first <= lead <= last or lead in _PUNCTUATION for lead in leads) / max(1, len(leads))
