"""Timing: the least CPU time of several runs. Both children use it, so it needs the standard library only."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time
from typing import TypeVar

__all__ = ["best_of"]

T = TypeVar("T")

ENOUGH = 1.0  # seconds of measuring after which a run is not repeated
MOST = 20  # runs


def best_of(prepare: Callable[[], T], run: Callable[[T], int]) -> tuple[float, int]:
    """Run something until a second is spent, and give the least CPU time of a run.

    CPU time and not the clock's: others may use the machine, and one process here is one thread.

    Parameters
    ----------
    prepare : callable
        Makes anew what a run works on; its time is not counted. An article, for one, keeps what was once
        worked out about it, and a second run on it would be too quick.
    run : callable
        Does the work and returns how many results it found.

    Returns
    -------
    seconds : float
        The least CPU time.
    results : int
        What `run` returned.
    """
    best, spent, results = float("inf"), 0.0, 0
    for _ in range(MOST):
        thing = prepare()
        gc.collect()
        start = process_time()
        results = run(thing)
        took = process_time() - start
        best, spent = min(best, took), spent + took
        if spent >= ENOUGH:
            break
    return best, results
