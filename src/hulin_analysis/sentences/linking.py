"""Linking: the numbers of a paragraph put together into statements, one a measured thing, subject and period.

When in doubt a number is a statement of its own: two things made one would be worse than one thing in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from hulin_analysis.codes import Change
from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.base import clause_before
from hulin_analysis.sentences.facets import RATIO, Facet, facet_of, manner_of, measures, says_again
from hulin_analysis.sentences.lexicon import alternation, expressions, words
from hulin_analysis.sentences.parts import Parts
from hulin_analysis.sentences.read import Measured
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
        self.enter_paragraph()

    def enter_paragraph(self) -> None:
        """Forget what the paragraph before stated."""
        # The sentence before, and the one whose parts the next ones may go on to name.
        self._before: _Sentence | _Kept | None = None
        self._topic: _Sentence | _Kept | None = None

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
        keys = [row["indicator_id"] or row["indicator"] for row in rows]
        kept = _Kept(start, end, quantities, said, rows, keys)
        if (
            _parting().search(text, start, end)
            or (text.find("(", start, end) >= 0 and any(one.is_bound for one in said))
            or (len(rows) > 1 and _sharing().search(text, start, end))
        ):
            self._before = sentence = _Sentence(text, kept)
            sentence.read(before)
            self._part(sentence)
        elif _goes_on(before, kept):
            self._before = self._topic = sentence = _Sentence(text, kept)
            sentence.read(before)
            for row, one in zip(rows, sentence.owners.values(), strict=True):
                row["part_of"] = one.part_of
        else:
            self._before = self._topic = kept
            if len(rows) > 1 and len({*keys, ""}) <= len(rows):
                _Sentence(text, kept).read_alike()

    def _part(self, sentence: _Sentence) -> None:
        """Find what a sentence names the parts of, and write it into its rows."""
        topics: list[Statement] = []
        if self._topic:
            self._topic = topic = _read_anew(self._text, self._topic)
            topics = [one for one in topic.distinct() if one.name and not one.part_of]
        kept = sentence.kept
        owners = list(sentence.owners.values())
        Parts(
            self._text, (kept.start, kept.end), kept.quantities, kept.said, owners, sentence.fresh, topics
        ).find()
        for row, owner in zip(kept.rows, owners, strict=True):
            row["part_of"] = owner.part_of
        if not opens_parts(self._text, kept.start, kept.end):
            self._topic = sentence


class _Kept(NamedTuple):
    """A sentence as it is kept until a later one needs its statements; `keys` say what each number is of."""

    start: int
    end: int
    quantities: list[Quantity]
    said: list[Measured]
    rows: list[dict[str, Any]]
    keys: list[str]


def _goes_on(before: _Sentence | _Kept | None, kept: _Kept) -> bool:
    """Tell whether a sentence stands directly behind another and names a thing that it has named."""
    if before is None:
        return False
    earlier = before if isinstance(before, _Kept) else before.kept
    return earlier.end == kept.start and any(key and key in earlier.keys for key in kept.keys)


def _read_anew(text: str, kept: _Sentence | _Kept) -> _Sentence:
    sentence = _Sentence(text, kept) if isinstance(kept, _Kept) else kept
    sentence.read()
    return sentence


class _Sentence:
    """The numbers of one sentence, and the statements made of them, which are read when they are needed."""

    def __init__(self, text: str, kept: _Kept) -> None:
        self._text, self.kept = text, kept
        self.start, self.quantities, self.said, self.rows = kept.start, kept.quantities, kept.said, kept.rows
        self._keys = [*kept.keys]
        self._is_read = False

    def read(self, before: _Sentence | _Kept | None = None) -> None:
        """Put each number into a statement: one of this sentence, of the one before, or a new one."""
        if self._is_read:
            return
        self._is_read = True
        self._names = [measured.indicator_in(self._text) for measured in self.said]
        earlier: list[Statement] = []
        if before and _goes_on(before, self.kept):
            earlier = _read_anew(self._text, before).distinct()
        self._read(range(len(self.rows)), earlier)

    def read_alike(self) -> None:
        """Put those numbers into statements whose names come more than once; the others are by themselves."""
        self._names = [row["indicator"] for row in self.rows]
        keys = self._keys
        self._read([i for i, key in enumerate(keys) if not key or keys.count(key) > 1], [])

    def distinct(self) -> list[Statement]:
        """Return the statements it speaks of, each once."""
        return list(dict.fromkeys(self.owners.values()))

    def _read(self, numbers: Iterable[int], before: list[Statement]) -> None:
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
        change, base, at = row["change"], row["base"], quantity.start
        facet = facet_of(
            self._text, self.start, at, quantity.unit, quantity.group,
            change=change, base=base, indicator=row["indicator_id"],
        )  # fmt: skip
        if facet is Facet.CHANGE and self._many:
            manner = manner_of(self._text, self.start, at, base)
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
            return last if last and carried and not last.keys and _is_of(last, said, carried=True) else None
        for one in reversed(self.owners.values()):
            if key in one.keys and _is_of(one, said, carried=carried):
                return one if carried or self._is_same(one, i, said) else None
        if said.facet is Facet.SHARE and (one := self._shared(i, said)):
            one.keys.add(key)
            return one
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
        return group == "duration" and _COMMA.search(self._text, self.quantities[i - 1].end, said.quantity.start) is not None

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
def _sharing() -> re.Pattern[str]:
    """Match what a sentence has that may say which share a thing named before has."""
    return re.compile(alternation(words("linking", "shares")))


@cache
def _added() -> re.Pattern[str]:
    return re.compile(alternation(words("linking", "added")))


def _adds(clause: str) -> bool:
    """Tell whether a clause speaks of what is new, not of what there is."""
    return _added().search(clause) is not None
