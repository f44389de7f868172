"""The progress of a corpus in a terminal: how much is done, how fast, how long it still takes."""

from __future__ import annotations

from types import TracebackType

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
from hulin_analysis.messages import Message

__all__ = ["ProgressBar"]


class ProgressBar:
    """A bar on standard error, as long as the ``with`` lasts.

    Attributes
    ----------
    seen : Progress
        What it was told last.
    """

    def __init__(self) -> None:
        columns = (
            BarColumn(),
            TaskProgressColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TextColumn("{task.fields[said]}"),
            TimeElapsedColumn(),
            TextColumn(str(Message("left"))),
            TimeRemainingColumn(compact=True),
        )
        console = Console(stderr=True)
        # A log is no place for a bar. Nor is one shown before there is something to be done.
        self._shown = Progress(*columns, console=console, disable=not console.is_terminal)
        self._bar = self._shown.add_task("", total=None, said=_counted(0, 0))
        self.seen = build.Progress()

    def __enter__(self) -> ProgressBar:
        """Show nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it as it is."""
        self._shown.stop()

    def tell(self, now: build.Progress) -> None:
        """Show how far the corpus is: the `on_progress` of ``build_corpus``."""
        self.seen = now
        self._shown.start()
        self._shown.update(
            self._bar,
            total=max(now.total.bytes, now.bytes),
            completed=now.bytes,
            said=_counted(now.documents + now.unchanged, now.errors),
        )


def _counted(documents: int, errors: int) -> str:
    return str(Message("{documents:,} documents, {errors:,} errors", documents=documents, errors=errors))
