"""Parts: which statement is part of which, by the words that say so; none where it is not sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.facets import RATIO, measures
from hulin_analysis.sentences.lexicon import words
from hulin_analysis.sentences.read_sentence import Measured
from hulin_analysis.sentences.respectively import measure_at_end
from hulin_analysis.sentences.scopes import industry_measure, scopes
from hulin_analysis.sentences.statement import Statement

__all__ = ["Parts"]

_COMMA = re.compile("[，;；。]|,(?!\\d{3})")
_SEMICOLON = re.compile("[;；]")
_BLANK = " \u3000\n,，。;；"
_LISTED = re.compile("[、和及与]")
# So far may the sum of what is rounded be from the whole, and a part exceed it.
_ROUNDED = 0.005


class Parts:
    """The parts that one sentence names.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, end : int
        The sentence.
    quantities : sequence of Quantity
        Its numbers.
    said : sequence of Measured
        What they measure.
    owners : sequence of Statement
        To which statement each belongs.
    fresh : sequence of Statement
        The statements that begin in it.
    topics : callable
        Returns what the sentence before has been about, whose parts this one may go on to name.
    """

    def __init__(
        self,
        text: str,
        bounds: tuple[int, int],
        quantities: Sequence[Quantity],
        said: Sequence[Measured],
        owners: Sequence[Statement],
        fresh: Sequence[Statement],
        topics: Callable[[], Sequence[Statement]],
    ) -> None:
        self._text, self._bounds = text, bounds
        self._quantities, self._said = quantities, said
        self._owners, self._fresh, self._topics = owners, fresh, topics

    def find(self) -> None:
        """Write into each statement which one it is part of."""
        for i, measured in enumerate(self._said):
            if measured.whole is not None and self._owners[i].first == i:
                self._join(self._owners[measured.whole], self._owners[i])
        found = scopes(self._text, *self._bounds)
        for n, (at, opened, by_kind) in enumerate(found):
            last = found[n + 1][0] if n + 1 < len(found) else self._bounds[1]
            if not by_kind and at > self._bounds[0] and (stop := _SEMICOLON.search(self._text, opened, last)):
                last = stop.start()
            parts = self._begun(opened, last)
            whole = self._whole_before(at, by_kind=by_kind) if parts else None
            if whole is None:
                continue
            (self._by_kind if by_kind else self._among)(whole, parts, opened)
        self._industries()

    def _join(self, whole: Statement, part: Statement) -> bool:
        if part is whole or part.part_of or part not in self._fresh or not _fits(whole, part):
            return False
        if whole.part_of == part.id:
            return False
        part.part_of = whole.id
        return True

    def _begun(self, start: int, end: int) -> list[Statement]:
        """Return the statements whose first number stands in a stretch, those in brackets left out."""
        return [
            one
            for one in self._fresh
            if start <= self._quantities[one.first].start < end and self._said[one.first].whole is None
        ]

    def _whole_before(self, at: int, *, by_kind: bool) -> Statement | None:
        """Return what the parts are named of, if it is the only thing it may be."""
        before = [
            i
            for i, quantity in enumerate(self._quantities)
            if quantity.start < at and self._said[i].whole is None
        ]
        if not before:
            # 居民收入稳步增长,其中脱贫地区增长8.8%: of what has no number, and not of the sentence before.
            if not by_kind and self._text[self._bounds[0] : at].strip(_BLANK):
                return None
            topics = self._topics()
            return topics[0] if len(topics) == 1 else None
        whole = self._owners[before[-1]]
        if by_kind:
            tops = {id(self._owners[i]) for i in before if not self._owners[i].part_of}
            return whole if len(tops) == 1 and not whole.part_of else None
        first, last = whole.first, before[-1]
        if self._said[last].share[1] > 1:
            return None
        if first and whole in self._fresh:
            previous = self._owners[first - 1]
            between = self._text[self._quantities[first - 1].end : self._quantities[first].start]
            alike = previous.level_group is not None and previous.level_group == whole.level_group
            if alike and previous is not whole and _LISTED.match(between) and not _COMMA.search(between):
                return None  # 甲12个、乙13个,其中丙5个: of which of them is not said
        return whole

    def _among(self, whole: Statement, parts: list[Statement], opened: int) -> None:
        """Join what 其中 names: in its own clause whatever fits, farther on what shows that it goes on."""
        comma = _COMMA.search(self._text, opened + (self._text[opened] in ",，:："), self._bounds[1])
        near = comma.start() if comma else self._bounds[1]
        later = []
        for part in parts:
            if self._quantities[part.first].start < near:
                self._join(whole, part)
            else:
                later.append(part)
        levels = [one for one in parts if one.level is not None and one.unit == whole.unit]
        if whole.level and levels and _add_up(whole.level, levels):
            for part in later:
                if part.level is not None:
                    self._join(whole, part)
        for part in later:
            if part.level_group is None and _shares_measure(whole, part):
                self._join(whole, part)

    def _by_kind(self, whole: Statement, parts: list[Statement], opened: int) -> None:
        """Join what 分产业看 names: the first thing and all that is measured alike."""
        first = parts[0]
        named = first.name and (_shares_measure(whole, first) or _measure(first.name) == "")
        if not named and not self._is_industry_of(first, whole):
            return
        measure = _measure(first.name)
        for part in parts:
            if part.name and _measure(part.name) == measure and part.level_group == first.level_group:
                self._join(whole, part)

    def _industries(self) -> None:
        """Join the three industries to what they add up to: 生产总值, or a measure of the same name."""
        for n, part in enumerate(self._fresh):
            if part.part_of or industry_measure(part.name) is None:
                continue
            for whole in (*reversed(self._fresh[:n]), *reversed(self._topics())):
                if self._is_industry_of(part, whole) and whole.subject == part.subject:
                    self._join(whole, part)
                    break

    def _is_industry_of(self, part: Statement, whole: Statement) -> bool:
        measure = industry_measure(part.name)
        if measure is None or industry_measure(whole.name) is not None:
            return False
        return any(whole.name.endswith(total) and measure == each for total, each in _totals()) or (
            bool(measure) and whole.name.endswith(measure)
        )


@cache
def _totals() -> list[tuple[str, str]]:
    pairs = (entry.partition(":") for entry in words("linking", "industries_sum"))
    return [(total, each) for total, _, each in pairs]


def _fits(whole: Statement, part: Statement) -> bool:
    """Tell whether a number can be part of another: of the same time, in like units, and no larger."""
    if whole.period != part.period or not whole.slots or not part.slots or whole.closed:
        return False
    if part.level_group is None or whole.level_group is None:
        return whole.level_group in (None, RATIO) or measures(part.indicator_id, whole.level_group)
    if part.level_group != whole.level_group:
        return part.level_group == RATIO
    if part.level_group == RATIO or part.unit != whole.unit or whole.level is None or part.level is None:
        return True
    return part.level <= whole.level * (1 + _ROUNDED)


def _measure(name: str) -> str:
    """Return the noun of measure that a name ends in; empty for none."""
    at = measure_at_end(name, 0, len(name))
    return "" if at is None else name[at:]


def _shares_measure(whole: Statement, part: Statement) -> bool:
    """Tell whether both end in one noun of measure; the whole may say it more fully, 进出口总额."""
    measure, own = _measure(whole.name), _measure(part.name)
    return bool(measure) and (part.name.endswith(measure) or (own != "" and measure.startswith(own)))


def _add_up(whole: float, parts: list[Statement]) -> bool:
    total = sum(part.level or 0.0 for part in parts)
    return abs(total - whole) <= whole * _ROUNDED
