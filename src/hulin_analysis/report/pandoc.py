"""Pandoc: which trees it reads, and a tree written as a document."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pypandoc

from hulin_analysis.errors import ReportError, one_line
from hulin_analysis.messages import Message
from hulin_analysis.report.nodes import Node

__all__ = ["api_version", "write_document"]


@cache
def api_version() -> list[int]:
    """Return the version of the trees that pandoc reads.

    Raises
    ------
    ReportError
        If pandoc cannot be run.
    """
    try:
        read = pypandoc.convert_text("", "json", format="markdown")
    except (RuntimeError, OSError) as err:
        raise _failure(Message("be run"), err) from err
    version: list[int] = json.loads(read)["pandoc-api-version"]
    return version


def write_document(tree: Node, target: str, path: Path, arguments: Sequence[str], work: Path) -> None:
    """Let pandoc write a tree to a file, from the folder that the tree names its pictures in.

    Parameters
    ----------
    tree : Node
        A pandoc document.
    target : str
        The format, as pandoc's ``--to`` names it.
    path : Path
        The file to write.
    arguments : sequence of str
        More options for pandoc, in ASCII; files are named relative to the folder.
    work : Path
        The folder to run in.

    Raises
    ------
    ReportError
        If pandoc cannot be run or cannot write the file.
    """
    # Pandoc reads names in the encoding of the locale, which under LC_ALL=C has no Chinese: it is given names
    # relative to the folder of work, and the document comes back through a pipe.
    command = [pypandoc.get_pandoc_path(), "--from=json", f"--to={target}", "--output=-", *arguments]
    try:
        done = subprocess.run(command, input=json.dumps(tree).encode(), capture_output=True, cwd=work)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))
        path.write_bytes(done.stdout)
    except (RuntimeError, OSError) as err:
        raise _failure(Message("write {name}", name=path.name), err) from err


def _failure(task: Message, err: Exception) -> ReportError:
    return ReportError(
        "pandoc cannot {task} ({why}); install pypandoc-binary again, or free some disk space.",
        task=task,
        why=one_line(err),
    )
