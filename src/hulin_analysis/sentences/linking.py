"""Linking: the numbers of a paragraph put together into statements, one a measured thing, subject and period.

When in doubt a number is a statement of its own: two things made one would be worse than one thing in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

from hulin_analysis.codes import Change
from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.base import clause_before
from hulin_analysis.sentences.facets import (
    RATIO,
    Facet,
    facet_of,
    is_points,
    manner_of,
    measures,
    says_again,
)
from hulin_analysis.sentences.lexicon import alternation, expressions, has_any, words
from hulin_analysis.sentences.part_of import Parts
from hulin_analysis.sentences.read_sentence import Measured
from hulin_analysis.sentences.scopes import opens_parts
from hulin_analysis.sentences.statement import Said, Statement

__all__ = ["Linking"]

_NONE = str(Change.NONE)
_PAUSE, _COMMA = re.compile("[、,，;；:：]"), re.compile("[,，;；:：]")
# A shorter name without an id (企业, 项目) may be said of other things in its second place.
_SAYS_ENOUGH = 3
_SAYS_ENOUGH_ALONE = 4


class Linking:
    """The statements of a text, as its sentences are read one by one.

    Most sentences name each thing once: their numbers are statements of their own, which is told at once. How
    they may be joined is worked out where a name comes again, or where words are that part a whole.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._parting = _parting()
        self.enter_paragraph()

    def enter_paragraph(self) -> None:
        """Forget what the paragraph before stated."""
        # The sentence before, and the one whose parts the next ones may go on to name.
        self._before: _Kept | None = None
        self._topic: _Kept | None = None
        # The sentences whose statements were needed, by where they begin.
        self._read: dict[int, _Sentence] = {}

    def link(
        self,
        start: int,
        end: int,
        quantities: list[Quantity],
        said: list[Measured],
        rows: list[dict[str, Any]],
    ) -> None:
        """Join the rows of a sentence in their columns ``statement`` and ``part_of``.

        Each row comes as a statement of its own, which is part of none.
        """
        text, before = self._text, self._before
        sharing = words("linking", "shares")  # it may say which share a thing named before has
        keys = [row["indicator_id"] or row["indicator"] for row in rows]
        kept = start, end, quantities, said, rows, keys
        again = False
        if before and before[1] == start:
            named = before[5]
            for key in keys:
                if key in named and key:
                    again = True
        if (
            self._parting.search(text, start, end)
            or (text.find("(", start, end) >= 0 and any(one.is_bound for one in said))
            or (
                len(keys) > 1
                and has_any(text, start, end, sharing)
                and any(word in one.name for one in said for word in sharing)
            )
        ):
            sentence = _Sentence(text, kept)
            sentence.read(self._sentence(before) if before and again else None)
            self._part(sentence)
            self._before = kept
            self._read[start] = sentence
            return
        self._before = self._topic = kept
        if again and before:
            self._read[start] = sentence = _Sentence(text, kept)
            sentence.read(self._sentence(before))
            for row, one in zip(rows, sentence.owners.values(), strict=True):
                row["part_of"] = one.part_of
        elif len(keys) > 1 and len({*keys}) < len(keys) and not _pair(text, kept):
            _Sentence(text, kept).read_alike()

    def _sentence(self, kept: _Kept) -> _Sentence:
        """Return the statements of a sentence of this paragraph, read if they are not."""
        sentence = self._read.get(kept[0])
        if sentence is None:
            self._read[kept[0]] = sentence = _Sentence(self._text, kept)
            sentence.read()
        return sentence

    def _topics(self) -> list[Statement]:
        """Return what the sentences before have been about."""
        spoken = self._sentence(self._topic).distinct() if self._topic else []
        return [one for one in spoken if one.name and not one.part_of]

    def _part(self, sentence: _Sentence) -> None:
        """Find what a sentence names the parts of, and write it into its rows."""
        start, end, quantities, said, rows, _ = sentence.kept
        owners = list(sentence.owners.values())
        Parts(self._text, (start, end), quantities, said, owners, sentence.fresh, self._topics).find()
        for row, owner in zip(rows, owners, strict=True):
            row["part_of"] = owner.part_of
        if not opens_parts(self._text, start, end):
            self._topic = sentence.kept


# A sentence until a later one needs its statements: where it begins and ends, its numbers, what they measure,
# their rows, and what each is recognised by. A plain tuple, because most sentences are never asked again.
_Kept = tuple[int, int, list[Quantity], list[Measured], list[dict[str, Any]], list[str]]


def _pair(text: str, kept: _Kept) -> bool:
    """Join each level with the growth directly behind it; tell whether nothing else is named twice.

    产值245亿元,增长8.7% is the commonest of all statements; a test holds this short way to the long one.
    """
    start, _, quantities, said, rows, keys = kept
    pairs, before = list[int](), None
    for i, key in enumerate(keys):
        if said[i].share[1] > 1:
            return False
        if key == before:
            if key == "":
                return False
            level, growth, one = rows[i - 1], rows[i], quantities[i]
            if (
                not said[i].carried
                or growth["change"] == _NONE
                or one.group != RATIO
                or is_points(one.unit)
                or quantities[i - 1].group == RATIO
                or level["status"] != growth["status"]
                or level["period"] != growth["period"]
                or level["subject"] != growth["subject"]
            ):
                return False
            one = quantities[i - 1]
            if said[i - 1].starts_at >= one.end:
                return False
            if facet_of(text, start, one.start, one.unit, one.group, level) is not Facet.LEVEL:
                return False
            pairs.append(i)
        before = key
    if len({*keys}) + len(pairs) < len(keys) or any(b - a == 1 for a, b in pairwise(pairs)):
        return False
    for i in pairs:
        rows[i]["statement"] = rows[i - 1]["statement"]
    return True


class _Sentence:
    """The numbers of one sentence, and the statements made of them, which are read when they are needed."""

    def __init__(self, text: str, kept: _Kept) -> None:
        self._text, self.kept = text, kept
        self.start, _, self.quantities, self.said, self.rows, keys = kept
        self._keys = [*keys]

    def read(self, before: _Sentence | None = None) -> None:
        """Put each number into a statement: one of this sentence, of the one before, or a new one."""
        self._names = [measured.name for measured in self.said]
        self._join(range(len(self.rows)), before.distinct() if before else [])

    def read_alike(self) -> None:
        """Put those numbers into statements whose names come more than once; the others are by themselves."""
        self._names = [row["indicator"] for row in self.rows]
        keys = self._keys
        self._join([i for i, key in enumerate(keys) if not key or keys.count(key) > 1], [])

    def distinct(self) -> list[Statement]:
        """Return the statements it speaks of, each once."""
        return list(dict.fromkeys(self.owners.values()))

    def _join(self, numbers: Iterable[int], before: list[Statement]) -> None:
        self.fresh: list[Statement] = []
        self.owners: dict[int, Statement] = {}
        self._many = [row["change"] for row in self.rows].count(_NONE) < len(self.rows) - 1
        self._recognise()
        for i in numbers:
            said = self._said(i)
            found = self._found(i, said, before)
            if found is None:
                doubtful = self.said[i].carried and self._is_doubtful(said)
                behind = said.facet is Facet.LEVEL and self.said[i].starts_at >= self.quantities[i].end
                found = Statement(said, self._names[i], i, closed=doubtful, behind=behind)
                self.fresh.append(found)
            self.owners[i] = found

    def _recognise(self) -> None:
        """Tell the members of a list apart by their place in it, where their words do not."""
        keys, i = self._keys, 0
        while i < len(keys):
            count = self.said[i].share[1]
            if count > 1:
                run = range(i, min(i + count, len(keys)))
                if len({self._names[j] for j in run}) < count:
                    for j in run:
                        keys[j] = f"{keys[j]} {j - i}" if keys[j] else ""
            i += count

    def _said(self, i: int) -> Said:
        row, quantity, manner = self.rows[i], self.quantities[i], ""
        at = quantity.start
        facet = facet_of(self._text, self.start, at, quantity.unit, quantity.group, row)
        if facet is Facet.CHANGE and self._many:
            manner = manner_of(self._text, self.start, at, row["base"])
        return Said(row, self._keys[i], quantity, facet, manner)

    def _clause(self, said: Said) -> str:
        at = said.quantity.start
        return self._text[clause_before(self._text, self.start, at) : at]

    def _found(self, i: int, said: Said, before: list[Statement]) -> Statement | None:
        """Return the statement that a number belongs to, the number added to it; None for one of its own."""
        measured = self.said[i]
        if measured.same is not None and measured.same < i:
            self.owners[measured.same].take(said._replace(facet=Facet.BESIDES))
            return self.owners[measured.same]
        one = self._same_thing(i, said, before)
        if one is None:
            return None
        if self._counts(one, i) or self._runs_on(i, said):
            return None
        if not one.may_take(said):
            if said.facet is not Facet.LEVEL or one.closed or not says_again(self._clause(said)):
                return None
            said = said._replace(facet=Facet.BESIDES)
        if said.facet is Facet.SHARE and one.level_group is None and one.amount is not None:
            said = said._replace(facet=Facet.BESIDES)  # 增量39.7亿斤、占全国23.6%: of the rise
        one.take(said)
        return one

    def _same_thing(self, i: int, said: Said, before: list[Statement]) -> Statement | None:
        """Return the last statement of what a number measures, of its subject and period."""
        key, row, carried = said.key, said.row, self.said[i].carried
        if not key:
            last = self.owners.get(i - 1)
            alike = last and carried and not last.keys and _is_of(last, said, carried=True)
            return last if alike else None
        for one in reversed(self.owners.values()):
            if key in one.keys and _is_of(one, said, carried=carried):
                return one if carried or self._is_same(one, i, said) else None
        if said.facet is Facet.SHARE and (shared := self._shared(i, said)):
            shared.keys.append(key)
            return shared
        if row["indicator_id"] or len(self._names[i]) >= _SAYS_ENOUGH_ALONE:
            for one in reversed(before):
                if key in one.keys and _is_of(one, said) and not _adds(self._clause(said)):
                    return one
        return None

    def _is_same(self, one: Statement, i: int, said: Said) -> bool:
        """Tell whether a number that names its thing itself is of the thing named before."""
        if not said.row["indicator_id"] and len(self._names[i]) < _SAYS_ENOUGH:
            return False
        if one not in self.fresh:
            return not _adds(self._clause(said))
        quantity = self.quantities[one.first]
        begin = clause_before(self._text, self.start, quantity.start)
        return _adds(self._clause(said)) == _adds(self._text[begin : quantity.start])

    def _counts(self, one: Statement, i: int) -> bool:
        """Tell whether the number before only counts: of 17个重点产业增加值增长5.3% the rate is not of 17."""
        if not one.behind or one not in self.fresh or one.first != i - 1:
            return False
        return not _PAUSE.search(self._text, self.quantities[i - 1].end, self.quantities[i].start)

    def _runs_on(self, i: int, said: Said) -> bool:
        """Tell whether a number is how long another thing went on, or counts one: 覆盖率65%,连续3年实施….

        Of 生产总值跨越三个台阶 no more than the words is said of 生产总值.
        """
        group = said.quantity.group
        if said.facet is not Facet.BESIDES or not i or group == RATIO:
            return False
        if not measures(said.row["indicator_id"], group) and group != "duration":
            return True
        return (
            group == "duration"
            and _COMMA.search(self._text, self.quantities[i - 1].end, said.quantity.start) is not None
        )

    def _shared(self, i: int, said: Said) -> Statement | None:
        """Return the statement whose share a number is: 民营企业进出口比重 behind 民营企业进出口."""
        name = self._names[i]
        for one in reversed(self.owners.values()):
            if one.name and _is_of(one, said, carried=True):
                rest = name.removeprefix(one.name)
                named = rest in words("linking", "share_nouns") or rest.startswith(words("linking", "shares"))
                return one if named and rest != name else None
        return None

    def _is_doubtful(self, said: Said) -> bool:
        """Tell whether a number goes on with another thing's name: 改造小区1万个,惠及300万户."""
        if said.facet is not Facet.LEVEL or not said.key:
            return False
        same = next((one for one in reversed(self.owners.values()) if said.key in one.keys), None)
        return same is not None and same.level_group is not None and same.unit != said.quantity.unit


def _is_of(one: Statement, said: Said, *, carried: bool = False) -> bool:
    """Tell whether a number is of the same time and subject as a statement.

    One without words of its own is of the subject before; in 占全省的35% the place is that of the whole.
    """
    row = said.row
    if one.period != row["period"]:
        return False
    if one.subject == row["subject"]:
        return True
    return carried and (row["subject"] is None or said.facet in (Facet.SHARE, Facet.BESIDES))


@cache
def _parting() -> re.Pattern[str]:
    """Match what a sentence has that may name a part."""
    return expressions("linking", "parting")


@cache
def _added() -> re.Pattern[str]:
    return re.compile(alternation(words("linking", "added")))


def _adds(clause: str) -> bool:
    """Tell whether a clause speaks of what is new, not of what there is."""
    return _added().search(clause) is not None
