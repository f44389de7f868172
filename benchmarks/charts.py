"""How long a chart of 60 rows takes, after the first: made, and put to pixels, with and without its quotes.

    .venv/bin/python benchmarks/charts.py

The frames are those of the tests: 60 rows, each with a sentence of its own, every hedge and status, ranges.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "charts"))

from made import made

from hulin_analysis.charts import CHARTS, AnnotatedFigure

ROWS, ROUNDS = 60, 9
KINDS = {"indicators": "indicator", "activities": "activity", "investments": "investment", "changes": "other"}


def draw(name: str, quotes: str) -> AnnotatedFigure:
    """Make a chart of one kind of rows."""
    it = FRAMES[name]
    if name == "indicators":
        return CHARTS[name](it.metrics, context=it.context, quotes=quotes)
    return CHARTS[name](it.metrics, quotes=quotes)


def measure(name: str, quotes: str) -> tuple[float, float]:
    """Return the medians of making a chart and of putting it to pixels, in milliseconds."""
    draw(name, quotes).canvas.draw()
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        figure = draw(name, quotes)
        made_at = time.perf_counter()
        figure.canvas.draw()
        rounds.append((1e3 * (made_at - start), 1e3 * (time.perf_counter() - made_at)))
    making, pixels = (statistics.median(column) for column in zip(*rounds, strict=True))
    return making, pixels


FRAMES = {name: made(kind, ROWS) for name, kind in KINDS.items()}

if __name__ == "__main__":
    print(f"{ROWS} rows, median of {ROUNDS}, ms      made  to pixels")
    for name in FRAMES:
        for quotes in ("panel", "footnotes", "none"):
            making, pixels = measure(name, quotes)
            print(f"{name:12} quotes={quotes:10} {making:8.0f} {pixels:10.0f}")
