"""The progress of a corpus in a terminal: how much is done, how fast, how long it still takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from hulin_analysis.corpus import build

__all__ = ["progress_bar"]


@contextmanager
def progress_bar() -> Iterator[tuple[build.Progress, Callable[[build.Progress], None]]]:
    """Show a bar on standard error.

    Yields
    ------
    tuple of Progress and callable
        What was told last, and what it is told with: the `on_progress` of ``build_corpus``.
    """
    seen = build.Progress()
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[documents]:,} documents, {task.fields[errors]:,} errors"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(compact=True),
    )
    console = Console(stderr=True)
    # A log is no place for a bar. Nor is one shown before there is something to be done.
    shown = Progress(*columns, console=console, disable=not console.is_terminal)
    bar = shown.add_task("reading", total=None, documents=0, errors=0)

    def tell(now: build.Progress) -> None:
        for name in ("total", "inputs", "bytes", "documents", "errors", "unchanged"):
            setattr(seen, name, getattr(now, name))
        shown.start()
        shown.update(
            bar,
            total=max(now.total.bytes, now.bytes),
            completed=now.bytes,
            documents=now.documents + now.unchanged,
            errors=now.errors,
        )

    try:
        yield seen, tell
    finally:
        shown.stop()
