"""Damage in text of two bytes a character: where a byte is lost, added or changed, and what stands around it.

In GBK and Big5 nothing tells a first byte from a second. After a byte too many every pair up to the next
digit or line end is a pair of the wrong halves: another character, and no error. So the place of the damage
is the one with which the rest of the run reads best.
"""

from __future__ import annotations

import re

__all__ = ["everyday", "mended"]

_RUN = re.compile(rb"[\x81-\xff][\x40-\xff]*")
# So many runs of so many bytes are mended in a text; the others are decoded as they are.
_MOST_RUNS, _LONGEST = 20, 600
_SAMPLE = 20_000
_PUNCTUATION = b"\xa1\xa3"


def everyday(text: str) -> float:
    """Return the share of everyday characters: those in the first level of GB 2312 or of Big5.

    Examples
    --------
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

    Parameters
    ----------
    data : bytes
        The text.
    encoding : str
        One of two bytes a character.

    Examples
    --------
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
