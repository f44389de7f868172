"""Measure the memory of a report: ``python benchmarks/report_memory.py [FILE.txt] -o OUT``.

Without FILE it is of the package's article; for several texts, join their files into one. Each step is
printed with the MB in use and the most so far; at the end, the most of each process that was started.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from corpus_memory import Watch, resident

import hulin_analysis as ha
from hulin_analysis.report import build_report


def main() -> None:
    """Build the report, printing each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", nargs="?")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()

    def told(name: str, done: int, count: int) -> None:
        now, most = resident("self") or (0, 0)
        seconds = time.process_time()
        print(
            f"{done}/{count} {name}: {now / 1e6:.0f} MB, most {most / 1e6:.0f} MB, {seconds:.1f} s",
            flush=True,
        )

    with Watch() as watch:
        watch.begin(os.getpid())
        build_report(given.output, article=ha.read_article(given.text) if given.text else None, on_step=told)
    print("pandoc, typst:", *sorted(watch.told()["workers"]), "MB")


if __name__ == "__main__":
    main()
