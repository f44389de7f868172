"""Words at a mark: the number as the text says it, and its mark ①, each with the link to its sentence."""

from __future__ import annotations

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Run
from hulin_analysis.charts.content.entries import Entry


def value_run(
    entry: Entry, text: str = "", colour: str = theme.INK, *, bold: bool = True, keep: bool = True
) -> Run:
    """Write a number: in the words of the text, or in others."""
    gid = f"value-{entry.note.id}"
    return Run(text or entry.shown, bold=bold, colour=colour, keep=keep, url=entry.url, gid=gid)


def mark_run(entry: Entry, colour: str = theme.ACCENT) -> Run:
    """Write its mark, which stands directly behind it."""
    return Run(entry.mark, colour=colour, keep=True, glue=True, url=entry.url)


def grey(text: str, *, bold: bool = False) -> Run:
    """Write what is said beside a number or over a column."""
    return Run(text, bold=bold, colour=theme.GREY)
