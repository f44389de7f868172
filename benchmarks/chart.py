"""The chart: how fast each reads, `extract` being 1, in the manner of the package's own charts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from table import ratio, rounded

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.typeface import face

__all__ = ["draw"]

# Points.
_ROW, _TOP, _BOTTOM = 34.0, 96.0, 40.0
_LEFT, _RIGHT = 212.0, 104.0
_GAP = 0.4  # between packages, in rows


def draw(results: dict[str, Any], path: Path) -> None:
    """Draw the speeds as bars from zero, labelled directly, and write the picture.

    Parameters
    ----------
    results : dict
        What ``results.json`` holds.
    path : Path
        The PNG file.
    """
    rows = results["speed"]
    packages = list(dict.fromkeys(row["package"] for row in rows))
    depth = len(rows) + _GAP * (len(packages) - 1)
    height = _TOP + _ROW * depth + _BOTTOM
    figure = AnnotatedFigure(height=height)
    width = theme.WIDTH
    axes = figure.add_axes(
        (_LEFT / width, _BOTTOM / height, (width - _LEFT - _RIGHT) / width, _ROW * depth / height)
    )
    axes.set(ylim=(depth - 0.5, -0.5), xticks=[], yticks=[])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(theme.GREY)
    for i, row in enumerate(rows):
        y = i + _GAP * packages.index(row["package"])
        speed = 1 / row["relative_time"]
        colour = theme.ACCENT if row["package"] == "hulin_analysis" else theme.CONTEXT
        axes.barh(y, speed, height=0.56, color=colour)
        label = f"{ratio(speed)} · {rounded(row['characters_per_second'])}"
        _write(axes, label, (speed, y), (5, 0), theme.Size.LABEL, theme.INK)
        _write(axes, _name(row), (0, y), (-8, 6), theme.Size.LABEL, theme.INK, "right")
        _write(axes, row["gives"], (0, y), (-8, -6), theme.Size.SMALL, theme.GREY, "right")
    axes.set_xlim(0, max(1 / row["relative_time"] for row in rows))
    title, beside, subtitle, source = _words(results)
    for words, size, colour, y in (
        (title, theme.Size.TITLE, theme.INK, height - 32),
        (beside, theme.Size.SUBTITLE, theme.INK, height - 54),
        (subtitle, theme.Size.SUBTITLE, theme.GREY, height - 70),
        (source, theme.Size.SMALL, theme.GREY, 18),
    ):
        figure.text(theme.MARGIN / width, y / height, words, fontproperties=face(size), color=colour)
    figure.savefig(path, dpi=144, metadata={"Software": None})


def _name(row: dict[str, Any]) -> str:
    return f"{row['package']}: {row['what']}"


def _words(results: dict[str, Any]) -> tuple[str, str, str, str]:
    """Say what was found, both what is slower and what is faster, in which unit, and on what."""
    taken = {(row["package"], row["what"]): row["relative_time"] for row in results["speed"]}
    four, money = taken.get(("Recognizers-Text", "all four models")), taken.get(("JioNLP", "extract_money"))
    title = "How fast extract reads"
    if four:
        title = f"Recognizers-Text's four models take {ratio(four)} times as long as extract"
    beside = ""
    if money:
        beside = (
            f"JioNLP, which looks for amounts of money only, takes {ratio(money)} times as long as extract."
        )
    text = results["text"]
    kind = "made by the benchmark" if text["made"] else "as given"
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return (
        title,
        beside,
        "Speed, extract = 1 · characters a second of CPU time, one thread",
        f"{text['characters']:,} characters in {text['texts']} texts, {kind} · {versions}",
    )


def _write(
    axes: Any,
    words: str,
    at: tuple[float, float],
    shift: tuple[float, float],
    size: float,
    colour: str,
    side: str = "left",
) -> None:
    axes.annotate(
        words, at, xytext=shift, textcoords="offset points", ha=side, va="center_baseline",
        fontproperties=face(size), color=colour, annotation_clip=False,
    )  # fmt: skip
