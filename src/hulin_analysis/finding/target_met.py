"""Reached: whether a result meets its target, where the words of both leave no doubt of it."""

from __future__ import annotations

from math import inf
from typing import Protocol

from hulin_analysis import vocabulary
from hulin_analysis.codes import Hedge


class _Stated(Protocol):
    """A number as the text states it: its ends, below zero for a fall, and its hedge."""

    @property
    def least(self) -> float: ...

    @property
    def most(self) -> float: ...

    @property
    def hedge(self) -> str: ...


def is_met(result: _Stated, target: _Stated, indicator_id: str | None) -> bool | None:
    """Tell whether a target was met; None where the hedges of both leave it open.

    Both are levels or both changes, in one unit. Of some indicators less is better
    (``vocabulary/findings.toml``), and less is where a fall was aimed at.

    >>> from collections import namedtuple
    >>> Stated = namedtuple("Stated", "least most hedge")
    >>> def met(result, target, id_):
    ...     return is_met(Stated(result, result, "exact"), Stated(target, target, "about"), id_)
    >>> met(5.2, 5.0, "grp"), met(4.9, 5.0, "grp"), met(5.1, 5.5, "surveyed_urban_unemployment_rate")
    (True, None, True)
    """
    least, most = _bounds(result)
    if indicator_id in vocabulary.words("findings", "lower_is_better", "ids") or target.most < 0:
        least, most, wanted = -most, -least, -target.most
    else:
        wanted = target.least
    if least >= wanted:
        return True
    return False if most < wanted and target.hedge != Hedge.ABOUT else None


def _bounds(one: _Stated) -> tuple[float, float]:
    """Return between what a number lies for sure; over is away from zero: 下降超3% is below -3."""
    least, most = one.least, one.most
    if one.hedge == Hedge.ABOUT:
        return -inf, inf
    if one.hedge == Hedge.OVER:
        return (-inf, most) if least < 0 else (least, inf)
    if one.hedge == Hedge.UNDER:
        return (least, inf) if least < 0 else (-inf, most)
    return least, most
