"""Memory: what a process and all that it starts have in use, looked at from outside, in Linux's /proc."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

__all__ = ["Watch", "resident"]

_EVERY = 0.2  # seconds
_POINTS = 150  # of a series that is kept


class Watch:
    """A watch on a process and its descendants, from :meth:`begin` to the end of the block.

    What several processes share, such as the code of libraries, is counted with each.
    """

    def __init__(self) -> None:
        self._peaks: dict[int, int] = {}
        self._samples: list[tuple[float, dict[int, int]]] = []
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._root = 0

    def begin(self, pid: int) -> None:
        """Watch from now on."""
        self._root = pid
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()

    def _look(self) -> None:
        start = time.perf_counter()
        while not self._over.wait(_EVERY):
            now: dict[int, int] = {}
            for pid in _family(self._root):
                if in_use := resident(pid):
                    now[pid], peak = in_use
                    self._peaks[pid] = max(peak, self._peaks.get(pid, 0))
            if now:
                self._samples.append((time.perf_counter() - start, now))

    def told(self) -> dict[str, Any]:
        """Say what was seen, in MB: the peak of each process and of all together, and how it went.

        Workers are all that the process started, but for Python's own helpers, which stay small, and for the
        moment in which a new process is still a copy of its parent.
        """
        small, moment = 60e6, 5
        workers = [
            pid
            for pid, peak in self._peaks.items()
            if pid != self._root and peak > small and sum(pid in now for _, now in self._samples) > moment
        ]
        step = max(1, len(self._samples) // _POINTS)
        series = [
            [round(at, 1), _mb(now.get(self._root, 0)), *(_mb(now.get(pid, 0)) for pid in workers)]
            for at, now in self._samples[::step]
        ]
        return {
            "driver": _mb(self._peaks.get(self._root, 0)),
            "workers": [_mb(self._peaks[pid]) for pid in workers],
            "together": _mb(max((sum(now.values()) for _, now in self._samples), default=0)),
            "series": series,
        }


def resident(pid: int | str) -> tuple[int, int] | None:
    """Return the bytes that a process has in memory now, and the most it had; None if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    told = {name: value for name, _, value in (line.partition(":") for line in lines)}
    if "VmRSS" not in told:
        return None
    now, peak = (int(told[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
    return now, peak


def _family(pid: int) -> list[int]:
    found = [pid]
    for known in found:
        try:
            for task in Path(f"/proc/{known}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it has ended meanwhile
    return found


def _mb(size: int) -> float:
    return round(size / 1e6, 1)
