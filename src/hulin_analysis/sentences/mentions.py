"""Mentions: where a text names divisions, in full or in short, and what the names of bodies end in."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain

from hulin_analysis import vocabulary
from hulin_analysis.numbers.words import is_name, is_word
from hulin_analysis.places import find_places, is_part, own_words, short_form, short_names
from hulin_analysis.sentences.bodies import body_ends

__all__ = ["Mentions", "nations"]


class Mentions:
    """Where a text names divisions, in full or in short: read once, asked for each sentence.

    Short are the names of provinces and prefectures, and of what the text names in full elsewhere.

    Parameters
    ----------
    folded : str
        The folded text.
    own : str, optional
        The place the text is about, folded.
    told : sequence of tuple of int, optional
        The stretches of the text that are asked about, in reading order; all of it, if left out. Only full
        names are read elsewhere too, as they make short ones.

    Attributes
    ----------
    begins : callable
        Tells whether any name of a division begins in a stretch of the text, given by its offsets.
    full, short, bodies : callable
        Each returns where a stretch of the text, given by its offsets, has such names: full ones, what may be
        short ones (those that begin a full one among them), and what the names of bodies end in.

    Examples
    --------
    >>> text = "阳新县新建学校3所,阳新签约18个项目"
    >>> mentions = Mentions(text)
    >>> [[text[a:b] for a, b in find(0, len(text))] for find in (mentions.full, mentions.short)]
    [['阳新县'], ['阳新', '阳新']]
    """

    def __init__(self, folded: str, own: str = "", told: Sequence[tuple[int, int]] | None = None) -> None:
        told = [(0, len(folded))] if told is None else told
        named = list(find_places(folded, own, parts=True))
        no_names = frozenset(vocabulary.table("places")["names"]["unsafe"]) | short_names()
        forms = {short_form(name) for name in {folded[a:b] for a, b in named}}
        new = {
            form for form in forms if form and form not in no_names and (is_name(form) or not is_word(form))
        }
        full = [(a, b) for a, b in named if not is_part(folded, b)]
        short = _short_names(folded, told, frozenset(new | ({own} if own else set())))
        self.full, self.short = _Spans(full).within, _Spans(short).within
        self.begins = _Spans(sorted(full + short)).begin_within
        self.bodies = _Spans(body_ends(folded, told)).within


class _Spans:
    """Stretches of a text in reading order, as two lists of numbers: many tuples would slow Python down."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        # One more begins behind the last one, where no stretch reaches.
        self._starts = [*(start for start, _ in spans), sys.maxsize]
        self._ends = [end for _, end in spans]

    def begin_within(self, start: int, end: int) -> bool:
        """Tell whether any begin within a stretch."""
        return self._starts[bisect_left(self._starts, start)] < end

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return those that begin within a stretch."""
        starts = self._starts
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []  # most stretches have none
        last = bisect_left(starts, end, first)
        return [*zip(starts[first:last], self._ends[first:last], strict=True)]


def _short_names(folded: str, told: Sequence[tuple[int, int]], new: frozenset[str]) -> list[tuple[int, int]]:
    opening, names = _short_table(new)
    found, reached = list[tuple[int, int]](), 0
    matches = chain.from_iterable(opening.finditer(folded, *at) for at in told)
    for at in [at for match in matches if folded[(at := match.start()) : at + 2] in names]:
        if at < reached:
            continue
        for name in names[folded[at : at + 2]]:
            if folded.startswith(name, at):
                reached = at + len(name)
                found.append((at, reached))
                break
    return found


@lru_cache(maxsize=64)
def _short_table(new: frozenset[str]) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """Return what a short name may begin with, and the names by their first two characters."""
    found: dict[str, list[str]] = {}
    for name in sorted({*short_names(), *new, *nations(), *own_words()}, key=len, reverse=True):
        if len(name) > 1:
            found.setdefault(name[:2], []).append(name)
    first, second = ("".join(sorted({re.escape(pair[n]) for pair in found})) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])"), found


@cache
def nations() -> frozenset[str]:
    """Return the words for the nation of which a sentence speaks by name."""
    return frozenset(vocabulary.table("places")["nation"]["spoken"])
