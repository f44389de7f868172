"""Measure the corpus: its rate, its memory, its growth to 1 GB, and what 100 million articles would take.

    python benchmarks/corpus.py [--quick] [-o DIR]

Writes corpus.json, corpus.md, corpus.png and corpus-memory.png to DIR, and the page hundred-million.md beside
this file (with -o to DIR too). If it is interrupted, the next run resumes at the same measurement.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_chart import draw_growth, draw_memory
from corpus_estimate import page
from corpus_steps import FULL, QUICK, Steps, measure
from corpus_table import table

HERE = Path(__file__).parent
_LIBRARIES = ("hulin-analysis", "dask", "distributed", "pyarrow", "pandas", "duckdb")


def machine() -> dict[str, Any]:
    """Say what is measured on, without names."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9, 1),
        "system": platform.system(),
        "architecture": platform.machine(),
        "versions": {"Python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Measure the corpus.")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round: to see that it runs")
    parser.add_argument("-o", dest="out", type=Path, metavar="DIR", help="by default benchmarks/results")
    args = parser.parse_args()
    out = args.out or HERE / "results"
    out.mkdir(parents=True, exist_ok=True)
    plan = QUICK if args.quick else FULL
    settings = {"plan": json.loads(json.dumps(asdict(plan))), "machine": machine()}
    steps = Steps(out / "corpus.partial.json", settings)
    results = {
        "quick": args.quick,
        "machine": machine(),
        "load_at_start": os.getloadavg()[0],
        **measure(plan, steps),
    }
    (out / "corpus.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (out / "corpus.md").write_text(table(results), "utf-8")
    ((out if args.out else HERE) / "hundred-million.md").write_text(page(results), "utf-8")
    draw_growth(results, out / "corpus.png")
    draw_memory(results, out / "corpus-memory.png")
    steps.forget()
    print(table(results), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
