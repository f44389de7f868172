"""Subjects: of which place or body the text speaks, from sentence to sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from hulin_analysis import vocabulary
from hulin_analysis.numbers.word_boundaries import word_over
from hulin_analysis.places import code_of, forms_of, lies_in, named, own_words, short_form
from hulin_analysis.sentences.bodies import deictic_body
from hulin_analysis.sentences.mentions import Mention, Mentions, deictic
from hulin_analysis.sentences.named_places import JOIN, LONGEST, Name, find_names, goes_on

__all__ = ["Subjects"]

# A place this near to the sentence's start is its topic: 去年,某市…
_PLACE_REACH = 10
# Within so many characters such a place ends, the name of a body or an indicator after it included.
_TOPIC_REACH = 64
_COMMA = re.compile("[,，;；]")
_at = attrgetter("at")


class _Subject(NamedTuple):
    """A place or body that a sentence names.

    Attributes
    ----------
    at : int
        Where its name begins, that of what it belongs to included: 福建省 in 福建省鼓楼区.
    end : int
        Where its name ends.
    span : tuple of int or None
        Where the place or body is named that is meant; None for a body that is only pointed at (该公司).
    is_body : bool
        Whether no later sentence speaks of it.
    is_topic : bool
        Whether what follows is said of it, so that the rest of the sentence is as well.
    is_named : bool
        Whether its name stands there, not a word for it (全市).
    """

    at: int
    end: int
    span: tuple[int, int] | None
    is_body: bool
    is_topic: bool
    is_named: bool = True


@cache
def _rest() -> re.Pattern[str]:
    """Match what goes on behind places and counts them."""
    return vocabulary.compiled(
        "places", r"(?:、[\u4e00-\u9fff]{2,5})*等[\d一二两三四五六七八九十]+个?<headline.named>"
    )


@cache
def _meant_by(word: str) -> tuple[str, ...]:
    """Return what the names of the bodies end in that a word may point at: 公司 at a 集团."""
    company = vocabulary.table("places")["bodies"]["company"]
    return tuple(company) if word in company else (word,)


class Subjects:
    """The places and bodies that a text speaks of: set by a sentence, kept within its paragraph.

    Parameters
    ----------
    folded : str
        The folded text.
    place : tuple of int or None
        Offsets of the main place's first mention, which 全市 and 该市 stand for.
    told : sequence of tuple of int, optional
        Where the paragraphs stand that have numbers; all of the text, if left out.
    account : bool, optional
        Whether the text is an account of its place, of which all is said that is said of no other.

    Attributes
    ----------
    names : list of Name
        The places and bodies that the current sentence names, if it has numbers.
    """

    def __init__(
        self,
        folded: str,
        place: tuple[int, int] | None,
        told: Sequence[tuple[int, int]] | None = None,
        *,
        account: bool = False,
    ) -> None:
        self._folded = folded
        self._otherwise = (place or self._points_at()) if account else None
        self._place = place
        self._own = folded[slice(*place)] if place else ""
        # What the main place is called: 广西壮族自治区 is 广西 as well.
        self._same = self._own_forms() if place else frozenset()
        self._mentions = Mentions(folded, self._own, told)
        # The body that was named last, of which 公司 speaks from there on.
        self._last_body: tuple[int, int] | None = None
        self.enter_paragraph()

    def _points_at(self) -> tuple[int, int] | None:
        """Return the first words for a place that the text itself does not name: 全市."""
        found = (match.span() for match in deictic().finditer(self._folded))
        return next((span for span in found if word_over(self._folded, span[0], 0) is None), None)

    def _own_forms(self) -> frozenset[str]:
        """Return the names of the main place; 吉林 is the province and no name of 吉林市."""
        own = self._own
        code = code_of(own)
        if not code:
            return frozenset({own, short_form(own) or own})
        short = short_form(own)
        same = {form for form in forms_of(own) if code_of(form) == code}
        return frozenset({own, *same, *({short} if short and not named(short) else ())})

    def enter_paragraph(self) -> None:
        """Forget what the paragraph before was about."""
        self._found: list[_Subject] = []
        self.names: list[Name] = []
        # The sentences passed, the nearest last, not yet asked for their place, and what those said that were
        # read; the one that is read now.
        self._unasked: list[tuple[int, int, list[_Subject] | None]] = []
        self._read: tuple[int, int, list[_Subject] | None] | None = None
        self._carried: tuple[int, int] | None = None
        # The place that was named last, of which 该县 speaks.
        self._last_place: tuple[int, int] | None = None

    def pass_sentence(self, start: int, end: int) -> None:
        """Keep in mind where the next sentence stands, which has no numbers."""
        if self._read:
            self._unasked.append(self._read)
            self._read = None
        self._unasked.append((start, end, None))

    def enter_sentence(self, start: int, end: int) -> None:
        """Read the names of the next sentence, which has numbers."""
        if self._read:
            self._unasked.append(self._read)
        self._read, self._found, self.names = None, [], []
        mentions = self._mentions.within(start, end)
        if not mentions:
            return
        names = self.names = find_names(self._folded, start, end, self._own, mentions)
        if found := self._find(start, end, names, mentions):
            self._read, self._found = (start, end, found), found
            # 公司研发投入: a body that is only pointed at is no part of what is measured either.
            if pointed := [one for one in found if one.is_body and not one.is_named]:
                self.names = sorted([*names, *(Name(one.at, one.end, False) for one in pointed)])

    def at(self, pos: int, share: tuple[int, int] = (0, 1)) -> tuple[int, int] | None:
        """Return where the place or body stands that the text speaks of at an offset.

        Parameters
        ----------
        pos : int
            The offset.
        share : tuple of int, optional
            Which number of a list of how many stands there: 甲县、乙县…分别增长3%和4% shares them out. One
            number behind a list of places is said of them all.
        """
        before = bisect_left(self._found, pos, key=_at) if self._found else 0
        while before:
            last = self._found[before - 1]
            if last.end > pos:  # 4 in 甲、乙4个集团公司 is part of the name
                return None
            if last.is_topic or not _COMMA.search(self._folded, last.end, pos):
                break
            before -= 1  # what is named in passing governs its own clause
        if not before:
            return (self._from_before() if self._unasked else self._carried) or self._otherwise
        listed = self._listed(self._found, before - 1)
        if len(listed) == 1:
            span = listed[0].span
            return self._with_rest(*span) if span and span[1] == listed[0].end else span or self._otherwise
        index, count = share
        if len(listed) == count:
            return listed[index].span
        whole, end = listed[0].span, listed[-1].span
        return self._with_rest(whole[0], end[1]) if whole and end else None

    def _with_rest(self, start: int, end: int) -> tuple[int, int]:
        """Take in the rest of places that are counted: 南昌等四市, 华容、南县、沅江等七个县."""
        rest = _rest().match(self._folded, end)
        return start, rest.end() if rest else end

    def _listed(self, subjects: list[_Subject], last: int) -> list[_Subject]:
        """Return the list of subjects that ends with one of them, be it of this one alone."""
        first = last
        while first:
            if not JOIN.fullmatch(self._folded, subjects[first - 1].end, subjects[first].at):
                break
            first -= 1
        return subjects[first : last + 1]

    def _from_before(self) -> tuple[int, int] | None:
        """Return the place that a sentence passed began with; a body (某市人民医院) is never carried on."""
        while self._unasked:
            start, end, found = self._unasked.pop()
            if found is None:
                near = min(end, start + _PLACE_REACH + LONGEST)
                if not self._may_begin(start, near):
                    continue
                end = min(end, start + _TOPIC_REACH)
                mentions = self._mentions.within(start, end)
                names = find_names(self._folded, start, end, self._own, mentions)
                found = self._find(start, end, names, mentions)
            if not found or found[0].at - start > _PLACE_REACH:
                continue
            listed = [one for n, one in enumerate(found) if self._listed(found, n)[0] is found[0]]
            first, last = listed[0], listed[-1]
            if first.is_body or not first.span or not last.span:
                continue
            if last.is_named and not goes_on(self._folded, last.end, end):
                continue
            if any(self._is_part(*one.span) for one in listed if one.span):
                continue  # what is said of a part is not said of what follows
            self._carried = (first.span[0], last.span[1]) if len(listed) > 1 else first.span
            self._unasked.clear()
        return self._carried

    def _may_begin(self, start: int, end: int) -> bool:
        """Tell whether a sentence may begin with a place."""
        near = start + _PLACE_REACH
        for at, _, what in self._mentions.within(start, end):
            if what != "body" and (at <= near or what in ("last", "pointed")):
                return True
        return False

    def _is_part(self, start: int, end: int) -> bool:
        """Tell whether a place belongs to the main place: a town does to any but a town."""
        own, name, towns = self._own, self._folded[start:end], vocabulary.words("places", "town", "ends")
        return bool(own) and (lies_in(name, own) or (name.endswith(towns) and not own.endswith(towns)))

    def _find(self, start: int, end: int, names: list[Name], mentions: list[Mention]) -> list[_Subject]:
        """Return the subjects of a sentence in reading order; of 福建省鼓楼区 the smaller place is one."""
        found: list[_Subject] = []
        ends = {name.end for name in names} if names else frozenset[int]()
        for name in names:
            a, b = name.start, name.end
            # A partner is not whom the number is said of, unless both are named as one: 甲县与乙县.
            if self._folded[max(start, a - 1) : a] in ("与", "同") and a - 1 not in ends:
                continue
            if self._folded.endswith(vocabulary.words("places", "compared", "base"), start, a):
                continue
            at, span = a, (a, b)
            if found and found[-1].end == a:
                at = found.pop().at
            word = self._folded[a:b]
            is_own = bool(self._place) and (word in self._same or self._own in own_words().get(word, ()))
            meant = self._place if is_own and self._place else span
            topic = is_own or self._is_topic(name, start, end)
            found.append(_Subject(at, b, meant, not name.proper, topic))
            if name.proper:
                self._last_place = span
            else:
                self._last_body = span
        for a, b, what in mentions:
            if what != "pointed" or any(name.start <= a < name.end for name in names):
                continue
            if word_over(self._folded, a, start):
                continue
            if self._folded.endswith(vocabulary.words("places", "compared", "base"), start, a):
                continue
            meant = self._meant(a, b)
            passing = self._folded.endswith(vocabulary.words("places", "compared", "passing"), start, a)
            topic = meant == self._place or (goes_on(self._folded, b, end) and not passing)
            found.append(_Subject(a, b, meant, False, topic, False))
        bodies = [(a, b) for a, b, what in mentions if what == "body"]
        for a, body_end in deictic_body(self._folded, start, bodies) if bodies else ():
            body = self._last_body or self._body_passed()
            if body and not self._folded.endswith(_meant_by(body_end), *body):
                body = None
            found.append(_Subject(a, a + len(body_end), body, True, True, False))
        return sorted(found, key=_at) if len(found) > 1 else found

    def _body_passed(self) -> tuple[int, int] | None:
        """Return where the sentences passed without a number, the nearest first, name a body."""
        for start, end, found in reversed(self._unasked):
            mentions = self._mentions.within(start, end) if found is None else []
            if any(what == "body" for _, _, what in mentions):
                names = find_names(self._folded, start, end, self._own, mentions)
                if bodies := [name for name in names if not name.proper]:
                    self._last_body = bodies[0].start, bodies[0].end
                    break
        return self._last_body

    def _is_topic(self, name: Name, start: int, end: int) -> bool:
        """Tell whether the rest of the sentence is about a name: not what is named in passing."""
        a, b = name.start, name.end
        if self._folded.endswith(vocabulary.words("places", "compared", "passing"), start, a):
            return False
        if name.proper and a - start <= _PLACE_REACH:
            return True
        if name.proper and self._is_part(a, b):
            return False
        return goes_on(self._folded, b, end)

    def _meant(self, start: int, end: int) -> tuple[int, int]:
        """Return the place that 全市 or 该县 stands for: the words themselves, if none is named."""
        kind, last = self._folded[end - 1], self._last_place
        if self._folded[start] == "该" and last and last[1] <= start and self._folded[last[1] - 1] == kind:
            return last
        if self._place and (self._own.endswith(kind) or self._is_kind(kind)):
            return self._place
        # 全乡 in the news of a county is of a town that is not named.
        return start, end

    def _is_kind(self, kind: str) -> bool:
        """Tell whether a main place without an end of its own (黑龙江) is a province, a city or the like."""
        return any(division.name.endswith(kind) for division in named(self._own))
