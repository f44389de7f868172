"""The pictures of the corpus: time and memory against its size, and memory while it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.ticker import LogLocator
from table import rounded

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.typeface import face

__all__ = ["draw_growth", "draw_memory"]

# Points.
_HEIGHT, _PANEL, _BOTTOM = 380.0, 226.0, 68.0
_LEFTS, _WIDTH = (60.0, 358.0), 150.0
_LINE = 13.0  # from one label to the next
MB = 1e6


def draw_growth(results: dict[str, Any], path: Path) -> None:
    """Draw time and memory against size, both axes logarithmic, each line labelled where it ends."""
    growth = results["growth"]
    sizes = [at["first"]["bytes"] / MB for at in growth]
    times = {
        name: [at[run]["seconds"] for at in growth]
        for name, run in (("first run", "first"), ("1 % changed", "changed"), ("unchanged", "unchanged"))
    }
    memory = {
        "all together": [at["first"]["memory"]["together"] for at in growth],
        "a worker": [max(at["first"]["memory"]["workers"]) for at in growth],
        "driver": [at["first"]["memory"]["driver"] for at in growth],
    }
    together = memory["all together"]
    title = f"{rounded(sizes[-1])} MB of text take two workers {rounded(times['first run'][-1])} s"
    beside = (
        f"Memory: {rounded(together[0])} MB at {rounded(sizes[0])} MB of text, "
        f"{rounded(together[-1])} MB at {rounded(sizes[-1])} MB."
    )
    figure = _page(title, beside, results)
    for left, words, lines in ((_LEFTS[0], "Seconds", times), (_LEFTS[1], "Memory, MB", memory)):
        axes = _panel(figure, left, f"{words}, against MB of text")
        axes.set(xscale="log", yscale="log", xlim=(sizes[0] / 1.3, sizes[-1] * 1.3))
        highest = max(max(values) for values in lines.values())
        lowest = min(min(values) for values in lines.values())
        axes.set_ylim(lowest / 1.6, highest * 1.6)
        heights = _apart([values[-1] for values in lines.values()], axes)
        for height, (name, values) in zip(heights, lines.items(), strict=True):
            colour = theme.ACCENT if name in ("first run", "all together") else theme.CONTEXT
            axes.plot(sizes, values, color=colour, marker="o", markersize=3.5, linewidth=1.3)
            _write(axes, f"{name} {rounded(values[-1])}", (sizes[-1], height), colour)
        _ticks(axes)
    figure.savefig(path, dpi=144, metadata={"Software": None})


def draw_memory(results: dict[str, Any], path: Path) -> None:
    """Draw what the driver and each worker have in memory while many short and few long texts are read."""
    short = [run for run in results["short"] if run["kind"] == "files" and not run["length"]][-1]
    long = results["growth"][-1]["first"]
    peak = max(short["memory"]["together"], long["memory"]["together"])
    figure = _page(
        f"Driver and workers together never hold more than {rounded(peak)} MB",
        "Memory while a corpus is read, two workers.",
        results,
    )
    panels = (
        (_LEFTS[0], short, f"{short['inputs']:,} short articles"),
        (_LEFTS[1], long, f"{rounded(long['bytes'] / MB)} MB in long texts"),
    )
    highest = max(value for _, run, _ in panels for _, *values in run["memory"]["series"] for value in values)
    for left, run, words in panels:
        axes = _panel(figure, left, f"MB, against seconds: {words}")
        at, *lines = zip(*run["memory"]["series"], strict=True)
        axes.set(xlim=(0, at[-1]), ylim=(0, 1.08 * highest))
        for i, values in enumerate(lines):
            colour = theme.CONTEXT if i == 0 else theme.ACCENT
            shown = [value or None for value in values]
            axes.plot(at, shown, color=colour, linewidth=1.1)
        _write(axes, "driver", (at[-1], _last(lines[0])), theme.CONTEXT)
        _write(axes, "workers", (at[-1], max(map(_last, lines[1:]))), theme.ACCENT)
        _ticks(axes)
    figure.savefig(path, dpi=144, metadata={"Software": None})


def _apart(values: list[float], axes: Any) -> list[float]:
    """Return where labels stand on a logarithmic axis, each a line below the one above it at least."""
    low, high = axes.get_ylim()
    line = (high / low) ** (_LINE / (_PANEL - 20))
    placed = {}
    above = float("inf")
    for i in sorted(range(len(values)), key=lambda i: -values[i]):
        placed[i] = above = min(values[i], above / line)
    return [placed[i] for i in range(len(values))]


def _last(values: tuple[float, ...]) -> float:
    return next((value for value in reversed(values) if value), 0.0)


def _page(title: str, beside: str, results: dict[str, Any]) -> AnnotatedFigure:
    figure = AnnotatedFigure(height=_HEIGHT)
    machine = results["machine"]
    versions = ", ".join(
        f"{name} {machine['versions'][name]}" for name in ("Python", "hulin-analysis", "dask", "pyarrow")
    )
    quick = "A quick run, no measurement · " if results["quick"] else ""
    source = f"{quick}made texts · {machine['cores']} cores · {versions}"
    for words, size, colour, y in (
        (title, theme.Size.TITLE, theme.INK, _HEIGHT - 32),
        (beside, theme.Size.SUBTITLE, theme.INK, _HEIGHT - 54),
        (source, theme.Size.SMALL, theme.GREY, 18),
    ):
        figure.text(theme.MARGIN / theme.WIDTH, y / _HEIGHT, words, fontproperties=face(size), color=colour)
    return figure


def _panel(figure: AnnotatedFigure, left: float, words: str) -> Any:
    axes = figure.add_axes(
        (left / theme.WIDTH, _BOTTOM / _HEIGHT, _WIDTH / theme.WIDTH, (_PANEL - 20) / _HEIGHT)
    )
    axes.annotate(
        words, (0, 1), xytext=(-34, 14), xycoords="axes fraction", textcoords="offset points",
        fontproperties=face(theme.Size.LABEL), color=theme.GREY, annotation_clip=False,
    )  # fmt: skip
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(theme.GREY)
    return axes


def _ticks(axes: Any) -> None:
    """Write the ticks of the axes as plain numbers, in the charts' font."""
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_scale() == "log":
            subs = (1, 2, 5) if axis is axes.yaxis else (1,)
            axis.set_major_locator(LogLocator(subs=subs, numticks=12))
        axis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        axis.set_minor_formatter(lambda value, _: "")
    axes.tick_params(colors=theme.GREY)
    axes.figure.canvas.draw()
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(face(theme.Size.SMALL))
    axes.grid(axis="y", color=theme.GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def _write(axes: Any, words: str, at: tuple[float, float], colour: str) -> None:
    axes.annotate(
        words, at, xytext=(7, 0), textcoords="offset points", ha="left", va="center",
        fontproperties=face(theme.Size.LABEL), color=colour, annotation_clip=False,
    )  # fmt: skip
