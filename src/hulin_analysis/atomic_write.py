"""Delivery: what was made goes into a stream, or into a file that is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO

from hulin_analysis.errors import DataError, HulinError, one_line
from hulin_analysis.messages import Message


def atomic_write(
    content: bytes, target: IO[bytes] | str | Path, what: str = "table", error: type[HulinError] = DataError
) -> None:
    """Write bytes into a binary stream or a file."""
    if not isinstance(target, str | Path):
        target.write(content)
        return
    path = Path(target)
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}-")
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            # mkstemp lets the owner alone read; what is delivered is as readable as any new file.
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(beside, 0o666 & ~mask)
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as err:
        raise error(
            "The {what} cannot be written to {path} ({why}); choose another place.",
            what=Message(what),
            path=path,
            why=one_line(err),
        ) from err
