"""What the commands write: a table into a file, or into a pipe."""

from __future__ import annotations

import io
import os
import stat
import sys
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from hulin_analysis.cli.app import usage_error
from hulin_analysis.cli.spoken import tell
from hulin_analysis.messages import Message

if TYPE_CHECKING:
    import pandas as pd

    import hulin_analysis as ha


class Format(StrEnum):
    """The formats of a table."""

    csv = "csv"
    jsonl = "jsonl"
    xlsx = "xlsx"
    parquet = "parquet"
    jsonld = "jsonld"


def expect_file(format: StrEnum, output: Path | None) -> None:
    """Refuse to print what only a file can hold."""
    if format in ("xlsx", "parquet") and output is None:
        usage_error(
            Message("{format} cannot be printed; say where to write it with -o FILE.", format=format.value),
            "--format",
        )


def write(
    frame: pd.DataFrame,
    format: Format,
    output: Path | None,
    count: Message,
    article: ha.Article | None = None,
) -> None:
    """Write a frame into a file, and say how much it was; or write it to standard output."""
    from hulin_analysis.export import write_table

    if output is not None:
        write_table(frame, format.value, output, article=article)
        tell(f"{output}: {count}", err=True)
        return
    # Data is UTF-8 with plain line ends, whatever the terminal's own encoding is.
    stdout: IO[bytes] = sys.stdout.buffer
    if _opens_file(stdout):
        write_table(frame, format.value, stdout, article=article)
    else:
        written = io.StringIO()
        write_table(frame, format.value, written, article=article)
        stdout.write(written.getvalue().encode())
    stdout.flush()


def _opens_file(stream: IO[bytes]) -> bool:
    """Say whether a stream is a file that begins here, as the shell makes it for ``> table.csv``."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == 0
