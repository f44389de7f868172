"""How long a chart takes, after the first: made, put to pixels, drawn again, resized, moved.

    .venv/bin/python benchmarks/charts.py

The frames are those of the tests, each row with a sentence of its own, every hedge and status, ranges. A
chart of 60 rows is made and put to pixels with and without its quotes; one of 30 rows is drawn again as it
is, for another size, and for other limits of its axes, each with pixels.
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "charts"))

from made import KINDS, made

from hulin_analysis.charts import CHARTS, AnnotatedFigure

ROWS, AGAIN, ROUNDS = 60, 30, 9


def draw(name: str, quotes: str) -> AnnotatedFigure:
    """Make a chart of one kind of rows."""
    it = FRAMES[name]
    return CHARTS[name].draw({"metrics": it.metrics, "context": it.context}, quotes=quotes)


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


def measure_again(name: str) -> list[float]:
    """Return the medians of drawing a chart again, after another size, and after other limits, in ms."""
    it = made(KINDS[name], AGAIN)
    figure = CHARTS[name].draw({"metrics": it.metrics, "context": it.context})
    figure.canvas.draw()
    width, height = figure.get_size_inches()
    if not figure.axes:  # all its numbers are rows of a table
        return []
    axes = figure.axes[0]
    low, high = axes.get_xlim()
    rounds = []
    for n in range(ROUNDS):
        times = [time.perf_counter()]
        figure.canvas.draw()
        times.append(time.perf_counter())
        figure.set_size_inches(width + (n % 3 - 1) * 0.5, height + 0.25 + 0.1 * n)
        figure.canvas.draw()
        times.append(time.perf_counter())
        axes.set_xlim(low, high * (0.9 - 0.02 * n))
        figure.canvas.draw()
        times.append(time.perf_counter())
        rounds.append([1e3 * (b - a) for a, b in pairwise(times)])
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


FRAMES = {name: made(kind, ROWS) for name, kind in KINDS.items()}

if __name__ == "__main__":
    print(f"{ROWS} rows, median of {ROUNDS}, ms      made  to pixels")
    for name in FRAMES:
        for quotes in ("panel", "footnotes", "none"):
            making, pixels = measure(name, quotes)
            print(f"{name:12} quotes={quotes:10} {making:8.0f} {pixels:10.0f}")
    print(f"{AGAIN} rows, median of {ROUNDS}, ms     drawn again   resized   limits moved")
    for name in FRAMES:
        if not (times := measure_again(name)):
            continue
        again, resized, moved = times
        print(f"{name:26} {again:14.0f} {resized:9.0f} {moved:14.0f}")
