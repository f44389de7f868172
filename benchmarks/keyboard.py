"""How long one waits at the keyboard: for the import, for the first chart, for a chart cell run again.

    .venv/bin/python benchmarks/keyboard.py

Each round is a new interpreter that has pandas and Matplotlib loaded; a chart is timed to its PNG, as a
notebook shows it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

ROUNDS = 5
CODE = """
import json, time
import pandas, matplotlib.figure
marks = [time.perf_counter()]
import hulin_analysis as ha
ha.load_article, ha.extract, ha.load_metrics, ha.plot_indicators, ha.save
marks.append(time.perf_counter())
article, metrics, context = ha.load_article(), ha.load_metrics(), ha.load_context()
ha.plot_indicators(metrics, context=context)._repr_png_()
marks.append(time.perf_counter())
ha.plot_indicators(metrics, context=context)._repr_png_()
marks.append(time.perf_counter())
ha.plot_activities(metrics)._repr_png_()
marks.append(time.perf_counter())
ha.plot_activities(metrics)._repr_png_()
marks.append(time.perf_counter())
print(json.dumps([1e3 * (b - a) for a, b in zip(marks, marks[1:])]))
"""
STEPS = (
    "import, beyond pandas and Matplotlib",
    "first chart, its data loaded",
    "that cell again (8 rows)",
    "another chart (20 rows)",
    "that cell again",
)


def measure() -> list[float]:
    """Return the milliseconds of each step in a new interpreter."""
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    found: list[float] = json.loads(run.stdout)
    return found


if __name__ == "__main__":
    rounds = [measure() for _ in range(ROUNDS)]
    print(f"median of {ROUNDS}, ms")
    for step, values in zip(STEPS, zip(*rounds, strict=True), strict=True):
        print(f"{step:40} {statistics.median(values):8.0f}")
