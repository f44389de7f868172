"""Found: where a text names a division by its full name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.places.divisions import full_names, lies_in

_OPEN, _CLOSE = frozenset('“‘「『"'), frozenset('”’」』"')
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")


@cache
def _tails() -> dict[str, tuple[int, ...]]:
    """Return the last two characters of the names, and how long the names that end so are, longest first."""
    found: dict[str, set[int]] = {}
    for name in full_names():
        found.setdefault(name[-2:], set()).add(len(name))
    return {tail: tuple(sorted(lengths, reverse=True)) for tail, lengths in found.items()}


@cache
def _longer() -> dict[str, list[str]]:
    """Return the names that begin with another, by that one, the longest last: 万县市 by 万县."""
    found: dict[str, list[str]] = {}
    ends = vocabulary.words("places", "names", "last")
    for name in sorted(full_names(), key=len):
        for length in range(2, len(name)):
            if name[length - 1] in ends and name[:length] in full_names():
                found.setdefault(name[:length], []).append(name)
    return found


@cache
def _suffix() -> re.Pattern[str]:
    """Match the last two characters of a name."""
    before: dict[str, str] = {}
    for tail in sorted(_tails()):
        before[tail[1]] = before.get(tail[1], "") + tail[0]
    return re.compile(
        "|".join(f"{last}(?<=[{re.escape(first)}]{last})" for last, first in sorted(before.items()))
    )


def is_part(folded: str, end: int) -> bool:
    """Tell whether the last character of a name that ends at an offset begins a word: 北京市场, 阳新县域.

    >>> is_part("北京市场", 3), is_part("北京市内", 3), is_part("北京市的", 3)
    (True, True, False)
    """
    return folded[end - 1 : end + 1] in _words("longer")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(vocabulary.table("places")["names"][key])


def find_places(folded: str, own: str = "", *, parts: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each division named in a folded text, the longest name where several end alike.

    A name that stands in quotation marks by itself (“平安县”) is a title, not a place.

    `own`, what the text is about, is a place whether the table has it or not. With `parts` a name counts
    whose last character begins a word: 阳新县域.

    >>> text = "海淀区与甲县,“甲县”"
    >>> [text[a:b] for a, b in find_places(text, own="甲县")]
    ['海淀区', '甲县']

    Where its last character begins a word, and where its end is a word by itself, there is no name.

    >>> [text[a:b] for text in ("北京市场", "阳泉市城区和老城区") for a, b in find_places(text)]
    ['阳泉市', '城区']
    """
    reached, own = 0, own if own in folded else ""
    for start, end in _listed(folded, parts=parts):
        if own and reached <= start:
            yield from _said(folded, own, reached, start)
        reached = max(reached, end)
        if not _is_title(folded, start, end):
            yield start, end
    if own:
        yield from _said(folded, own, reached, len(folded))


def _is_title(folded: str, start: int, end: int) -> bool:
    return folded[start - 1 : start] in _OPEN and folded[end : end + 1] in _CLOSE


def _said(folded: str, own: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a name stands between two others."""
    while (at := folded.find(own, start, end)) >= 0:
        start = at + len(own)
        if not _is_title(folded, at, start):
            yield at, start


def _listed(folded: str, *, parts: bool) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each name that the table has."""
    names, tails, reached = full_names(), _tails(), 0
    for match in _suffix().finditer(folded):
        end = match.end()
        if end <= reached:
            continue
        lengths = tails.get(folded[end - 2 : end])
        if lengths is None or (not parts and is_part(folded, end)):
            continue
        for length in lengths:
            start = end - length
            if start >= reached and folded[start:end] in names and _is_free(folded, start, end):
                for more in _longer().get(folded[start:end], ()):
                    if folded.startswith(more, start):
                        end = start + len(more)
                reached = end
                yield start, end
                break


def _is_free(folded: str, start: int, end: int) -> bool:
    """Tell whether a name is no part of other words; a short one stands by itself or behind its parent."""
    name = folded[start:end]
    if start and folded[start - 1 : start + 1] in _words("before"):
        return False
    guarded = name in _words("guarded")
    if len(name) > 2 and not guarded:
        return True
    if not (start and _IDEOGRAPH.match(folded, start - 1)):
        return not guarded
    return any(lies_in(name, folded[start - n : start]) for n in (2, 3, 4) if n <= start)
