"""Mentions: where a text has what may name a place or a body, or may stand for one."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Literal

from hulin_analysis import vocabulary
from hulin_analysis.numbers.word_boundaries import is_name, is_word
from hulin_analysis.places import find_places, is_part, own_words, short_form, short_names
from hulin_analysis.sentences.bodies import body_ends
from hulin_analysis.sentences.lexicon import TIME, words

__all__ = ["LAST", "Mention", "Mentions", "deictic", "listed", "nations"]

LAST = re.compile("[省市县区州盟旗镇乡村道木]")

# Where it begins and ends, and what it is:
# - full: the full name of a division
# - short: what may be a short name, one that begins a full one among them
# - body: what the names of bodies end in
# - last: the last character of what may be a name that no table has
# - pointed: a word for a place that is named elsewhere (全市)
Mention = tuple[int, int, Literal["full", "short", "body", "last", "pointed"]]


class Mentions:
    """What may name a place or body: read once a text, asked for each sentence, of which most have none.

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

    Examples
    --------
    >>> text = "阳新县新建学校3所,阳新签约18个项目"
    >>> [(text[a:b], what) for a, b, what in Mentions(text).within(0, len(text))]
    [('阳新', 'short'), ('阳新县', 'full'), ('县', 'last'), ('学校', 'body'), ('阳新', 'short')]
    """

    def __init__(self, folded: str, own: str = "", told: Sequence[tuple[int, int]] | None = None) -> None:
        told = [(0, len(folded))] if told is None else told
        named = list(find_places(folded, own, parts=True))
        no_names = frozenset(vocabulary.table("places")["names"]["unsafe"]) | short_names()
        forms = {short_form(name) for name in {folded[a:b] for a, b in named}}
        new = {
            form for form in forms if form and form not in no_names and (is_name(form) or not is_word(form))
        }
        found: list[Mention] = [(a, b, "full") for a, b in named if not is_part(folded, b)]
        short = _short_names(folded, told, frozenset(new | ({own} if own else set())))
        found += [(a, b, "short") for a, b in short]
        found += [(a, b, "body") for a, b in body_ends(folded, told)]
        no_names = _common()
        for at in told:
            found += [(*match.span(), "pointed") for match in deictic().finditer(folded, *at)]
            for match in _last().finditer(folded, *at):
                end = match.end()
                if folded[end - 2 : end] not in no_names:
                    found.append((end - 1, end, "last"))
        found.sort()
        self._found = found
        # One more begins behind the last one, where no stretch reaches.
        self._starts = [at for at, _, _ in found] + [sys.maxsize]

    def within(self, start: int, end: int) -> list[Mention]:
        """Return what begins within a stretch, in reading order."""
        first = bisect_left(self._starts, start)
        if self._starts[first] >= end:
            return []  # most stretches have none
        return self._found[first : bisect_left(self._starts, end, first)]


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


@cache
def deictic() -> re.Pattern[str]:
    """Match the words for a place that the text has named: 全市, 该县."""
    own = vocabulary.table("places")["own"]
    points = "".join(map(re.escape, own["points"]))
    longer = "|".join(map(re.escape, vocabulary.table("places")["names"]["longer"]))
    return re.compile(f"[{points}][省市县区州盟旗镇乡村](?!(?<=(?=(?:{longer})).))")


@cache
def listed(key: str) -> frozenset[str]:
    """Return one list of what is said of names that no table has."""
    return frozenset(vocabulary.table("places")["new"][key])


@cache
def _last() -> re.Pattern[str]:
    """Match the end of what may be a name: one of their last characters, and what may stand behind one."""
    behind = {*vocabulary.indicator_index(), *words("trim", "lead"), *words("trim", "verbs"), "的"}
    openings = "".join(sorted({re.escape(word[0]) for word in behind}))
    return re.compile(rf"{LAST.pattern}(?=[{openings}\d“\"]|{TIME.pattern})")


@cache
def _common() -> frozenset[str]:
    """Return the common words of two characters: what ends so is no name."""
    zones = {zone[-2:] for zone in listed("zones")}
    return frozenset(word for word in listed("common") if len(word) == 2) - zones
