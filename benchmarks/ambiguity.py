"""Patterns that can match one text in several ways as it grows: what makes a search take its square.

    python benchmarks/ambiguity.py

Each pattern becomes a position automaton (Glushkov). Two faults are found in it: a loop that reads one text
in two ways (nested repeats), and two loops, one after the other, that share a text which also leads from the
first to the second (adjacent repeats). What is atomic or possessive, and what is looked at ahead or behind,
is never tried again once it has matched: it is an automaton of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import patterns

#: One sign of each kind that a class of a pattern can tell apart, beside the signs that patterns name.
SAMPLES = "0aZ_ \n\t\xa0\u3000中９Ａ，。①é\x01"
COPIES, LARGE_BODY = 3, 40


@dataclass
class Part:
    """The positions that a part of a pattern starts and ends with, and whether it can be empty."""

    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    empty: bool = True


@dataclass
class Automaton:
    """A pattern, or the inside of an atomic part of one, as positions and what may follow each."""

    flags: int
    universe: str
    signs: list[int] = field(default_factory=list)
    follow: list[Counter[int]] = field(default_factory=list)
    inner: list[Any] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    endless: bool = False

    def position(self, mask: int) -> Part:
        """Add a position that reads the signs of a mask."""
        self.signs.append(mask)
        self.follow.append(Counter())
        at = (len(self.signs) - 1,)
        return Part(at, at, False)

    def joined(self, before: Iterable[int], after: Iterable[int]) -> None:
        """Let positions follow others."""
        after = tuple(after)
        for one in before:
            self.follow[one].update(after)

    def sequence(self, items: Any) -> Part:
        """Add the items of a sequence."""
        whole = Part()
        for code, value in items:
            whole = self.then(whole, self.item(code, value))
        return whole

    def then(self, one: Part, two: Part) -> Part:
        """Return two parts in sequence."""
        self.joined(one.last, two.first)
        return Part(
            one.first + two.first if one.empty else one.first,
            one.last + two.last if two.empty else two.last,
            one.empty and two.empty,
        )

    def item(self, code: Any, value: Any) -> Part:
        """Add one item of a parsed pattern."""
        if code in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            return self.position(self.mask(code, value))
        if code in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            return self.repeat(*value)
        if code is sre.SUBPATTERN:
            return self.sequence(value[3])
        if code is sre.BRANCH:
            return _either([self.sequence(one) for one in value[1]])
        if code in (sre.POSSESSIVE_REPEAT, sre.ATOMIC_GROUP):
            inside = value[2] if code is sre.POSSESSIVE_REPEAT else value
            self.inner.append(inside)  # each round of a possessive repeat is kept as it matched
            flat = Automaton(self.flags, self.universe)
            part = flat.sequence(inside)
            mask = 0
            for one in flat.signs:
                mask |= one
            here = self.position(mask)
            here.empty = part.empty or (code is sre.POSSESSIVE_REPEAT and value[0] == 0)
            return here
        if code in (sre.ASSERT, sre.ASSERT_NOT):
            self.inner.append(value[1])
        if code is sre.GROUPREF_EXISTS:
            return _either([self.sequence(one) for one in value[1:] if one is not None])
        return Part()

    def repeat(self, least: int, most: int, body: Any) -> Part:
        """Add a repeat; a bounded one as a few copies of its body."""
        part = self.sequence(body)
        if most is sre.MAXREPEAT:
            self.endless = True
            self.joined(part.last, part.first)
        elif len(part.first) + len(part.last) < LARGE_BODY:
            last, before = part.last if least <= 1 else (), part
            for copy in range(2, min(most, COPIES) + 1):
                more = self.sequence(body)
                self.joined(before.last, more.first)
                last += more.last if copy >= min(least, COPIES) else ()
                before = more
            part.last = last or part.last
        return Part(part.first, part.last, part.empty or least == 0)

    def mask(self, code: Any, value: Any) -> int:
        """Return the signs of the universe that an item reads."""
        if code is sre.LITERAL and not self.flags & re.IGNORECASE:
            return 1 << self.universe.index(chr(value))
        key = repr((code, value))
        if key not in self.known:
            self.known[key] = self._classed(code, value)
        return self.known[key]

    def _classed(self, code: Any, value: Any) -> int:
        return sum(1 << at for at, sign in enumerate(self.universe) if _reads(code, value, sign, self.flags))


def _either(parts: list[Part]) -> Part:
    return Part(
        tuple(one for part in parts for one in part.first),
        tuple(one for part in parts for one in part.last),
        any(part.empty for part in parts),
    )


CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
    sre.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdecimal(),
    sre.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    sre.CATEGORY_NOT_WORD: lambda sign: not (sign.isalnum() or sign == "_"),
}


def _reads(code: Any, value: Any, sign: str, flags: int) -> bool:
    if flags & re.IGNORECASE and sign.lower() != sign.upper() and code is not sre.ANY:
        signs = {sign.lower(), sign.upper()}
    else:
        signs = {sign}
    if code is sre.LITERAL:
        return any(ord(one) == value for one in signs)
    if code is sre.NOT_LITERAL:
        return all(ord(one) != value for one in signs)
    if code is sre.ANY:
        return bool(flags & re.DOTALL) or sign != "\n"
    inside = any(_in_class(one, sign) for sign in signs for one in value)
    return inside != (value[0][0] is sre.NEGATE)


def _in_class(one: Any, sign: str) -> bool:
    code, value = one
    if code is sre.LITERAL:
        return bool(ord(sign) == value)
    if code is sre.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    return code is sre.CATEGORY and bool(CATEGORIES[value](sign))


def automata(pattern: str, flags: int) -> Iterator[Automaton]:
    """Give the automaton of a pattern and those of its atomic and looked-at parts."""
    parsed = _parser.parse(pattern, flags & ~re.DEBUG)
    universe = "".join(sorted({*SAMPLES, *map(chr, _named(parsed)), *pattern}))
    waiting = [parsed]
    while waiting:
        made = Automaton(parsed.state.flags, universe)
        made.sequence(waiting.pop())
        waiting += made.inner
        if made.endless:
            yield made


def _named(items: Any) -> Iterator[int]:
    """Give the code points that the literals and the ends of the ranges of a pattern name."""
    for code, value in items:
        if code in (sre.LITERAL, sre.NOT_LITERAL):
            yield value
        elif code is sre.RANGE:
            yield from value
        elif code is sre.IN:
            yield from _named(value)
        elif isinstance(value, (tuple, list, _parser.SubPattern)):
            for inner in patterns.inside(value):
                yield from _named(inner)


def loops(made: Automaton) -> list[set[int]]:
    """Return the strongly connected sets of positions that can be read again and again."""
    reached = [_reached(made, at) for at in range(len(made.signs))]
    found: dict[int, set[int]] = {}
    for at, after in enumerate(reached):
        if at in after and at not in found:
            loop = {one for one in after if at in reached[one]}
            found |= dict.fromkeys(loop, loop)
    return list({id(loop): loop for loop in found.values()}.values())


def _reached(made: Automaton, at: int) -> set[int]:
    seen: set[int] = set()
    waiting = [at]
    while waiting:
        for one in made.follow[waiting.pop()]:
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen


def faults(pattern: str, flags: int = 0) -> list[str]:
    """Return what is ambiguous in a pattern: "nested" or "adjacent", with signs that it reads in two ways.

    Examples
    --------
    >>> faults("(?:a+)+b"), faults("a*b?a*c"), faults("a*,a*"), faults("a*+a*")
    (['nested: a'], ['adjacent: a'], [], [])
    """
    found = []
    for made in automata(pattern, flags):
        whole = loops(made)
        found += [f"nested: {sign}" for loop in whole if (sign := _nested(made, loop))]
        for one in whole:
            after = _reached(made, next(iter(one)))
            for two in whole:
                if two is not one and two <= after and (sign := _adjacent(made, one, two)):
                    found.append(f"adjacent: {sign}")
    return sorted(set(found))


def _shared(made: Automaton, *positions: int) -> int:
    mask = -1
    for one in positions:
        mask &= made.signs[one]
    return mask


def _sign(made: Automaton, mask: int) -> str:
    return made.universe[(mask & -mask).bit_length() - 1]


def _nested(made: Automaton, loop: set[int]) -> str:
    """Return a sign at which a loop reads one text in two ways, and comes together again."""
    for one in loop:
        for two, ways in made.follow[one].items():
            if two in loop and ways > 1:
                return _sign(made, made.signs[two])
    steps: dict[tuple[int, int], list[tuple[int, int]]] = {}
    waiting = [(one, one) for one in loop]
    while waiting:
        pair = waiting.pop()
        if pair in steps:
            continue
        steps[pair] = [
            (a, b)
            for a in made.follow[pair[0]]
            for b in made.follow[pair[1]]
            if a in loop and b in loop and _shared(made, a, b)
        ]
        waiting += steps[pair]
    back: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for pair, after in steps.items():
        for two in after:
            back.setdefault(two, []).append(pair)
    seen: set[tuple[int, int]] = set()
    waiting = [(one, one) for one in loop]
    while waiting:
        for pair in back.get(waiting.pop(), ()):
            if pair not in seen:
                seen.add(pair)
                waiting.append(pair)
                if pair[0] != pair[1]:
                    return _sign(made, _shared(made, *pair))
    return ""


def _adjacent(made: Automaton, one: set[int], two: set[int]) -> str:
    """Return a sign of a text that stays in a loop, stays in a later one, and leads from one to the other."""
    for start in one:
        for end in two:
            if not _shared(made, start, end):
                continue
            seen = {(start, start, end)}
            waiting = list(seen)
            while waiting:
                a, b, c = waiting.pop()
                for after in (
                    (d, e, f)
                    for d in made.follow[a]
                    if d in one
                    for f in made.follow[c]
                    if f in two and _shared(made, d, f)
                    for e in made.follow[b]
                    if _shared(made, d, e, f)
                ):
                    if after == (start, end, end):
                        return _sign(made, _shared(made, start, end))
                    if after not in seen:
                        seen.add(after)
                        waiting.append(after)
    return ""


def main() -> None:
    """Print each ambiguous pattern of the package with its module, and how many patterns there are."""
    made = patterns.compiled()
    for (pattern, flags), module in made.items():
        for fault in faults(pattern, flags):
            print(module, pattern, repr(fault), sep="\t")
    print("patterns", len(made), sep="\t")


if __name__ == "__main__":
    main()
