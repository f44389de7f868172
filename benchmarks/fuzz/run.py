"""Fuzz the readers: ``python benchmarks/fuzz/run.py --seconds 3600``; see README.md beside it."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

try:
    import atheris
except ImportError:
    atheris = None

if atheris:
    with atheris.instrument_imports(include=["hulin_analysis"]):
        from target import check, mutated
else:
    from target import check, mutated

from seeds import seeds

_SEEDS = seeds()
_NAMES = list(_SEEDS)
_FOLDER = Path(__file__).parent / "found"
_count = {"executions": 0, "read": 0, "failures": 0}
_kinds: set[str] = set()


def one(given: bytes) -> None:
    """Try one input: its first byte says which name it goes by, the rest is the file."""
    name = _NAMES[given[0] % len(_NAMES)] if given else "a.txt"
    _count["executions"] += 1
    try:
        _count["read"] += check(given[1:], name)
    except Exception as err:
        _count["failures"] += 1
        last = traceback.extract_tb(err.__traceback__)[-1]
        kind = f"{type(err).__name__} {last.filename}:{last.lineno}"
        if kind not in _kinds:
            _kinds.add(kind)
            _FOLDER.mkdir(exist_ok=True)
            (_FOLDER / f"{hashlib.sha1(given).hexdigest()[:12]}-{name}").write_bytes(given[1:])
            print(f"{kind}: {err}", flush=True)


def _mutator(given: bytes, longest: int, seed: int) -> bytes:
    random = Random(seed)
    first = given[:1] or b"\0"
    return (first + mutated(given[1:], list(_SEEDS.values()), random))[:longest]


def main() -> None:
    """Run for so many seconds, with coverage where atheris is installed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="", help="names of seeds to begin with, such as a.docx,a.xlsx")
    asked = parser.parse_args()
    begun = time.monotonic()
    kept = [name for name in _NAMES if not asked.kinds or name in asked.kinds.split(",")]
    first = [bytes([_NAMES.index(name)]) + _SEEDS[name] for name in kept]

    def timed(given: bytes) -> None:
        one(given)
        if _count["executions"] % 500 == 0:
            print(f"{time.monotonic() - begun:.0f} s: {_count}", flush=True)
        if time.monotonic() - begun > asked.seconds:
            print(f"done: {_count}", flush=True)
            sys.stdout.flush()
            import os

            os._exit(bool(_count["failures"]))

    if atheris:
        corpus = Path(__file__).parent / "corpus"
        corpus.mkdir(exist_ok=True)
        for nth, given in enumerate(first):
            (corpus / f"seed-{nth}").write_bytes(given)
        options = [sys.argv[0], str(corpus), "-max_len=30000", "-rss_limit_mb=4000", f"-seed={asked.seed}"]
        atheris.Setup(options, timed, custom_mutator=_mutator)
        atheris.Fuzz()
    random = Random(asked.seed)
    while True:
        timed(_mutator(random.choice(first), 30_000, random.randrange(1 << 30)))


if __name__ == "__main__":
    main()
