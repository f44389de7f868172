"""Planning: which inputs are read together, and what is done about a part that is there already.

Inputs come in the order of their keys, and so do the parts; both are gone through once, side by side, as in a
merge. In memory are the inputs of one batch, and the keys of those parts whose stretch the walk is in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hulin_analysis.corpus.commits import Part
from hulin_analysis.corpus.inputs import Input, order

# A batch is full at so many bytes or inputs. The first are small: there is something to see at once, and few
# files still keep every worker busy. So are the last, each a share of what is left: all workers are done at
# about the same time.
_FIRST_BYTES, _MOST_BYTES, _MOST_INPUTS = 256_000, 4_000_000, 1_000
_SHARE_OF_LEFT = 8


@dataclass(frozen=True, slots=True)
class Batch:
    """What one task reads, and one part keeps."""

    part: str
    inputs: tuple[Input, ...]
    # The part that is there, whose inputs these are; it stays if none of them has changed or gone.
    replaces: str = ""
    # By number, the inputs that ended their worker or did not end: the kind of error, why they are not
    # read, and whether the next run tries again.
    refused: Mapping[int, tuple[str, str, bool]] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """The bytes of its inputs."""
        return sum(given.size for given in self.inputs)


@dataclass(slots=True)
class _Open:
    """A part whose stretch of keys the walk is in."""

    name: str
    last: tuple[str, ...]
    keys: Collection[str]
    seen: list[Input] = field(default_factory=list)
    bytes: int = 0
    longest: int = 0

    def add(self, given: Input) -> bool:
        """Add an input, and say whether they still are one batch: they may have grown since."""
        self.seen.append(given)
        self.bytes += given.size
        self.longest = max(self.longest, given.size)
        return self.bytes - self.longest <= 2 * _MOST_BYTES


@dataclass(slots=True)
class _New:
    """The inputs that are of no part, as far as they are no batch yet."""

    name: Callable[[], str]
    inputs: list[Input] = field(default_factory=list)
    bytes: int = 0
    batches: int = 0
    left: int = 0

    def add(self, given: Input) -> Iterator[Batch]:
        """Add an input, and yield a batch if that makes one."""
        self.inputs.append(given)
        self.bytes += given.size
        if self.bytes >= _full_at(self.batches, self.left) or len(self.inputs) >= _MOST_INPUTS:
            yield from self.rest()

    def rest(self) -> Iterator[Batch]:
        """Yield what there is as a batch."""
        if self.inputs:
            yield Batch(self.name(), tuple(self.inputs))
            self.inputs, self.bytes, self.batches = [], 0, self.batches + 1


def plan(
    inputs: Iterable[Input],
    standing: Iterable[Part],
    keys_of: Callable[[str], Collection[str]],
    name: Callable[[], str],
    total: int = 0,
) -> Iterator[Batch]:
    """Sort inputs into batches: new ones together, those of a part with their part.

    >>> found = [Input(key, key, 9) for key in ("a.txt", "b.txt", "c.txt")]
    >>> old = Part("000001-000001", "b.txt", "d.txt", "", {})
    >>> names = iter(("000002-000001", "000002-000002"))
    >>> batches = plan(found, [old], lambda part: {"b.txt", "d.txt"}, lambda: next(names))
    >>> [([given.key for given in batch.inputs], batch.replaces) for batch in batches]
    [(['b.txt'], '000001-000001'), (['a.txt', 'c.txt'], '')]
    """
    waiting = sorted(standing, key=lambda part: order(part.first), reverse=True)
    opened: list[_Open] = []
    new = _New(name, left=total)
    for given in inputs:
        new.left -= given.size
        at = order(given.key)
        while waiting and order(waiting[-1].first) <= at:
            part = waiting.pop()
            opened.append(_Open(part.name, order(part.last), keys_of(part.name)))
        for passed in [stretch for stretch in opened if stretch.last < at]:
            opened.remove(passed)
            yield Batch(name(), tuple(passed.seen), passed.name)
        owner = next((stretch for stretch in opened if given.key in stretch.keys), None)
        if owner is None:
            yield from new.add(given)
        elif not owner.add(given):
            # Too much for one batch: the part is given up, and what was in it is new.
            opened.remove(owner)
            yield Batch(name(), (), owner.name)
            for grown in owner.seen:
                yield from new.add(grown)
    for passed in opened:
        yield Batch(name(), tuple(passed.seen), passed.name)
    for gone in reversed(waiting):
        yield Batch(name(), (), gone.name)
    yield from new.rest()


def _full_at(count: int, left: int) -> int:
    """Return at how many bytes a batch is full, when so many are planned and so many bytes are left.

    >>> [_full_at(count, 10**9) for count in (0, 2, 100)]
    [256000, 512000, 4000000]
    >>> [_full_at(100, left) for left in (8_000_000, 1, -1)]
    [1000000, 256000, 4000000]
    """
    # Tables may hold more than their size says: then it is not known what is left.
    most = _MOST_BYTES if left < 0 else min(_MOST_BYTES, max(_FIRST_BYTES, left // _SHARE_OF_LEFT))
    return min(_FIRST_BYTES * (1 + count // 2), most)
