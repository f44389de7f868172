"""The measurements of the corpus: each makes its texts in a folder of its own, which is removed again."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from child import ask
from corpus_memory import Watch
from corpus_texts import change_some, make_long, make_short

__all__ = ["FULL", "QUICK", "Plan", "Steps", "measure"]

#: The question that is asked: one indicator, in one period, or by period.
WANTED = {"indicator_id": "grp", "period": "2021"}
SQL = (
    "SELECT period, count(*) AS n, median(value) AS middle FROM quantities "
    "WHERE indicator_id = 'grp' AND change = 'increase' GROUP BY period ORDER BY n DESC"
)
_CHANGED = 0.01


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int
    rate_bytes: int
    short: tuple[int, ...]
    longest: int  # articles of 2,000 characters
    sizes: tuple[int, ...]
    parts: int


FULL = Plan(
    rounds=4,
    rate_bytes=60_000_000,
    short=(10_000, 30_000, 100_000),
    longest=10_000,
    sizes=(10_000_000, 30_000_000, 100_000_000, 300_000_000, 1_000_000_000),
    parts=2_000,
)
QUICK = Plan(
    rounds=1,
    rate_bytes=6_000_000,
    short=(300, 1_000, 2_000),
    longest=300,
    sizes=(1_000_000, 2_000_000, 4_000_000),
    parts=100,
)


class Steps:
    """What is measured already, kept in a file: a run that was stopped goes on from there."""

    def __init__(self, file: Path, settings: dict[str, Any]) -> None:
        self._file, self._settings = file, settings
        self.done: dict[str, Any] = {}
        with_settings = json.loads(file.read_text("utf-8")) if file.exists() else {}
        if with_settings.get("settings") == settings:
            self.done = with_settings["done"]

    def once(self, name: str, measure: Callable[[], Any]) -> Any:
        """Measure, unless that is done."""
        if name not in self.done:
            print(f"corpus: {name}", file=sys.stderr, flush=True)
            self.done[name] = measure()
            kept = {"settings": self._settings, "done": self.done}
            self._file.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        return self.done[name]

    def forget(self) -> None:
        """Take the file away."""
        self._file.unlink(missing_ok=True)


def measure(plan: Plan, steps: Steps) -> dict[str, Any]:
    """Make all measurements."""
    return {
        "rate": _rate(plan, steps),
        "short": _short(plan, steps),
        "growth": [steps.once(f"{size:,} bytes", lambda size=size: _grown(size)) for size in plan.sizes],
        "driver": steps.once("the driver alone", lambda: _driver(plan)),
    }


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hulin-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _child(**request: Any) -> Any:
    return ask(sys.executable, "corpus_child.py", request)


def _built(folder: Path, output: Path, workers: int) -> dict[str, Any]:
    """Build a corpus in processes of their own, and watch their memory."""
    request = {"do": "build", "folder": str(folder), "output": str(output), "workers": workers}
    with Watch() as watch:
        told: dict[str, Any] = ask(sys.executable, "corpus_child.py", request, started=watch.begin)
    return {**told, "memory": watch.told()}


def _anew(folder: Path, scratch: Path, workers: int) -> dict[str, Any]:
    """Build a corpus that is not kept."""
    output = scratch / "out"
    try:
        return _built(folder, output, workers)
    finally:
        shutil.rmtree(output, ignore_errors=True)


def _rate(plan: Plan, steps: Steps) -> dict[str, Any]:
    """Let the plain process and one and two workers take turns on the same long texts."""
    with _scratch() as scratch:
        folder = scratch / "texts"
        make_long(folder, plan.rate_bytes)
        turns: dict[str, Callable[[], Any]] = {
            "extract": lambda: _child(do="read", folder=str(folder), ledger=False),
            "extract and ledger": lambda: _child(do="read", folder=str(folder), ledger=True),
            "1 worker": lambda: _anew(folder, scratch, 1),
            "2 workers": lambda: _anew(folder, scratch, 2),
        }
        rounds = [
            {name: steps.once(f"rate, round {turn + 1}, {name}", take) for name, take in turns.items()}
            for turn in range(plan.rounds)
        ]
    return {"rounds": rounds, **_compared(rounds)}


def _compared(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Compare rates: of the best turns, and the median of what each round gives."""
    clocks = {
        "extract": "seconds",
        "extract and ledger": "seconds",
        "1 worker": "reading",
        "2 workers": "reading",
    }
    taken = {name: [turn[name][clock] for turn in rounds] for name, clock in clocks.items()}
    whole = {name: [turn[name]["seconds"] for turn in rounds] for name in ("1 worker", "2 workers")}

    def against(slow: list[float], fast: list[float]) -> dict[str, float]:
        each = [a / b for a, b in zip(slow, fast, strict=True)]
        return {"best": min(slow) / min(fast), "median": statistics.median(each)}

    return {
        "seconds": {name: {"best": min(s), "median": statistics.median(s)} for name, s in taken.items()},
        "share_of_own_rate": against(taken["extract"], taken["1 worker"]),
        # What the clock says of cores that others use too is not to be trusted; this is.
        "share_of_own_rate_by_cpu": against(
            [turn["extract"]["cpu"] for turn in rounds], [turn["1 worker"]["worker_cpu"] for turn in rounds]
        ),
        "share_of_own_rate_with_ledger": against(taken["extract and ledger"], taken["1 worker"]),
        "one_to_two": against(taken["1 worker"], taken["2 workers"]),
        "one_to_two_whole_runs": against(whole["1 worker"], whole["2 workers"]),
    }


def _short(plan: Plan, steps: Steps) -> list[dict[str, Any]]:
    """Read many short articles, as files and as tables, with two workers."""
    wanted: list[tuple[int, str, int | None]] = [(count, "files", None) for count in plan.short]
    wanted += [
        (plan.short[-1], "csv", None),
        (plan.short[-1], "parquet", None),
        (plan.longest, "files", 2_000),
    ]

    def one(count: int, kind: str, length: int | None) -> dict[str, Any]:
        with _scratch() as scratch:
            characters = make_short(scratch / "texts", count, kind, length)
            told = _anew(scratch / "texts", scratch, 2)
        return {"kind": kind, "length": length, "characters": characters, **told}

    return [
        steps.once(
            f"{count:,} short articles as {kind}" + (f" of {length:,} characters" if length else ""),
            lambda given=(count, kind, length): one(*given),
        )
        for count, kind, length in wanted
    ]


def _grown(size: int) -> dict[str, Any]:
    """Build a corpus of a size, again with nothing new, again with a hundredth changed; ask it questions."""
    with _scratch() as scratch:
        folder, output = scratch / "texts", scratch / "out"
        files = make_long(folder, size)
        first = _built(folder, output, 2)
        again = _built(folder, output, 2)
        questions = {
            "filter": _asked(output, wanted=WANTED),
            "select": _asked(output, sql=SQL),
        }
        changed = change_some(folder, _CHANGED)
        after = _built(folder, output, 2)
    runs = {"first": first, "unchanged": again, "changed": after}
    return {"files": files, "files_changed": changed, **runs, "questions": questions}


def _asked(output: Path, **question: Any) -> Any:
    request = {"do": "ask", "output": str(output), **question}
    return ask(sys.executable, "corpus_child.py", request, one_thread=False)


def _driver(plan: Plan) -> Any:
    with _scratch() as scratch:
        make_short(scratch / "texts", plan.short[-1], "files")
        make_short(scratch / "few", plan.short[0], "files")
        # A corpus of short articles, for a part of the usual size.
        _built(scratch / "few", scratch / "out", 2)
        return _child(
            do="drive", folder=str(scratch / "texts"), output=str(scratch / "out"), parts=plan.parts
        )
