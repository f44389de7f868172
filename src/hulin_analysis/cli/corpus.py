"""The commands for many articles: ``hulin corpus``, ``hulin check`` and ``hulin query``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress import Progress as Bar

import hulin_analysis as ha
from hulin_analysis.cli.app import app, usage_error
from hulin_analysis.cli.output import Format, expect_file, write
from hulin_analysis.cli.spoken import Command, say, tell
from hulin_analysis.errors import DataError
from hulin_analysis.messages import Message

if TYPE_CHECKING:
    from hulin_analysis.corpus import Progress


class Answer(StrEnum):
    """The forms of what ``hulin query`` answers."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


Seconds = Annotated[
    float,
    typer.Option(
        "--seconds-per-document",
        metavar="S",
        min=0.01,
        help="A document that takes longer is put among the errors.",
    ),
]


@app.command(cls=Command, short_help="Read a folder of articles into a corpus of Parquet tables.")
def corpus(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="The articles: files as of hulin extract, and tables .csv and .parquet with one a row.",
            readable=False,  # what cannot be read is said by build_corpus
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="Folder for the corpus; made if need be.",
            readable=False,
        ),
    ],
    text_column: Annotated[
        str | None,
        typer.Option("--text-column", metavar="NAME", help="The column of a table that holds the text."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="Processes on this machine; else one a core."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="A Dask scheduler that runs, tcp://…: its workers are used.",
        ),
    ] = None,
    seconds: Seconds = 300,
) -> None:
    """Read every article of a folder into a corpus of Parquet tables.

    One row a quantity in quantities/, a numeral in ledger/, a document in documents/, and in errors/ one a
    file that could not be read, with the reason. Stopped at any moment, the same command goes on from there;
    run again, it reads what is new or has changed.
    """
    if workers is not None and scheduler is not None:
        message = Message("a scheduler has workers of its own; leave one of the two options out.")
        usage_error(message, "--workers, --scheduler")
    try:
        with ProgressBar() as bar:
            built = ha.build_corpus(
                folder,
                output,
                text_column=text_column,
                workers=workers,
                scheduler=scheduler,
                seconds_per_document=seconds,
                on_progress=bar.tell,
            )
    except KeyboardInterrupt:
        stopped = Message("stopped; what was finished is kept, and the same command goes on from here.")
        tell(f"hulin: {stopped}", err=True)
        raise typer.Exit(130) from None
    if bar.seen:
        for said in bar.seen.columns:
            tell(said, err=True)
        _print_counts(built, bar.seen)


@app.command(cls=Command, short_help="Check that no file of a corpus is damaged.")
def check(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="The corpus that hulin corpus has made.")],
) -> None:
    """Compare every file of a corpus with the digest that was taken when it was written.

    Ends with code 1 if one is damaged or missing, and names it and the command that mends it.
    """
    stored = ha.load_corpus(folder)
    found = stored.check()
    for sentence in found[:-1]:
        tell(f"hulin: {sentence}", err=True)
    if found:
        raise DataError(found[-1])
    tell(say("All files of {count:,} parts are as they were written.", count=len(stored.parts)))
    if not stored.complete:
        tell(say("The last run was stopped; the same hulin corpus goes on from there."), err=True)


@app.command(cls=Command, short_help="Answer a SELECT on a corpus.")
def query(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="The corpus that hulin corpus has made.")],
    sql: Annotated[
        str, typer.Argument(metavar="SELECT", help="On quantities, ledger, documents and errors.")
    ],
    format: Annotated[
        Answer | None,
        typer.Option("--format", "-f", help="What to write; a table in a terminal, else csv."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else standard output.")
    ] = None,
) -> None:
    """Answer a SELECT on a corpus, in the dialect of DuckDB, which reads its files where they lie.

    hulin query OUT "SELECT place, quote FROM quantities WHERE indicator_id = 'grp' AND period = '2025'"
    """
    form = format or (Answer.table if output is None and sys.stdout.isatty() else Answer.csv)
    expect_file(form, output)
    if form is Answer.table and output is not None:
        usage_error(
            Message("a table is for the terminal; choose csv, jsonl or parquet for a file."), "--format"
        )
    stored = ha.load_corpus(folder)
    if form is Answer.table:
        from hulin_analysis.corpus import query_text  # the room brings pandas along, and --help does not wait

        tell(query_text(stored, sql))
        return
    rows = stored.query(sql)
    write(rows, Format(form.value), output, Message("{count:,} rows", count=len(rows)))


def _print_counts(built: ha.Corpus, seen: Progress) -> None:
    """Say what was met, what came of it, and what was left out."""
    documents, errors = built.count("documents"), built.count("errors")
    read = seen.documents + seen.errors
    where = Message("errors, with their reasons in {folder}", folder=built.folder / "errors")
    lines = [
        (seen.inputs, Message("inputs: {read:,} read, {same:,} unchanged", read=read, same=seen.unchanged)),
        (documents, Message("documents")),
        (errors, where if errors else Message("errors")),
        (built.count("quantities"), Message("quantities")),
        (built.count("ledger"), Message("other numerals, in the ledger")),
        *(
            (count, Message("{what}, left out", what=Message(what)))
            for what, count in sorted(seen.total.left_out.items())
        ),
    ]
    for count, what in lines:
        tell(f"{count:>12,}  {what}")


class ProgressBar:
    """A bar on standard error, as long as the ``with`` lasts.

    Attributes
    ----------
    seen : Progress or None
        How far the corpus was last.
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
        self._shown = Bar(*columns, console=console, disable=not console.is_terminal)
        self._bar = self._shown.add_task("", total=None, said=_counted(0, 0))
        self.seen: Progress | None = None

    def __enter__(self) -> ProgressBar:
        """Show nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it as it is."""
        self._shown.stop()

    def tell(self, now: Progress) -> None:
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
