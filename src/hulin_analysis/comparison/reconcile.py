"""Settling: of all that is said of one place and period, the statement that stands for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hulin_analysis.codes import Status
from hulin_analysis.comparison.claims import Claim, have_common_point

#: What is reached stands before what is expected, and that before what is aimed at.
_RANK: dict[str, int] = {Status.ACTUAL: 0, Status.EXPECTED: 1, Status.TARGET: 2}


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The statement that stands for a place and period, and what else is said."""

    chosen: Claim
    agreement: str  # ``single``, ``agree`` or ``conflict``
    # How many independent statements of its status there are, and how many sentences are printed again.
    statements: int
    repetitions: int
    others: tuple[Claim, ...]  # all the rest, in reading order, with their relation to it


def reconcile(stated: Sequence[Claim], incomparable: Sequence[Claim] = ()) -> Reconciled:
    """Choose the statement that stands for a place and period."""
    originals, repeats = _parted(stated)
    best = min(_RANK[one.status] for one in originals)
    same = [one for one in originals if _RANK[one.status] == best]
    newest_first = sorted(same, key=lambda one: one.published or "", reverse=True)
    agree = have_common_point(one.meant for one in same)
    chosen = min(newest_first, key=lambda one: one.meant.width) if agree else newest_first[0]
    conflicting = set() if agree else {id(one) for one in _disjoint(same)}
    others = [
        replace(one, relation="kind") if any(one is other for other in incomparable)
        else replace(one, relation="repeats") if any(one is other for other in repeats)
        else replace(one, relation="status") if _RANK[one.status] != best
        else replace(one, relation="conflicts" if id(one) in conflicting else "agrees")
        for one in (*stated, *incomparable)
        if one is not chosen
    ]  # fmt: skip
    agreement = "conflict" if not agree else "single" if len(same) == 1 else "agree"
    again = sum(_RANK[one.status] == best for one in repeats)
    return Reconciled(chosen, agreement, len(same), again, tuple(others))


def _parted(stated: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Part the first print of each sentence from those that repeat it."""
    first: dict[tuple[str, int], Claim] = {}
    repeats = [one for one in stated if first.setdefault(one.words, one) is not one]
    return list(first.values()), repeats


def _disjoint(same: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the statements that cannot be true together with some other one."""
    for one in same:
        if any(not have_common_point([one.meant, other.meant]) for other in same):
            yield one
