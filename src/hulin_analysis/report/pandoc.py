"""The two calls of pandoc: HTML into a tree, and a tree into a document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypandoc

from hulin_analysis.errors import ReportError, one_line
from hulin_analysis.messages import Message

__all__ = ["read_html", "write_document"]

Node = dict[str, Any]


def read_html(fragment: str) -> Node:
    """Read HTML into a pandoc tree.

    Raises
    ------
    ReportError
        If pandoc cannot be run.
    """
    try:
        read = pypandoc.convert_text(fragment, "json", format="html-smart-auto_identifiers")
    except (RuntimeError, OSError) as err:
        raise _failure(Message("read what the notebooks show"), err) from err
    tree: Node = json.loads(read)
    return tree


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
        More options for pandoc.
    work : Path
        The folder to run in.

    Raises
    ------
    ReportError
        If pandoc cannot be run or cannot write the file.
    """
    try:
        pypandoc.convert_text(
            json.dumps(tree),
            target,
            format="json",
            outputfile=str(path),
            extra_args=list(arguments),
            cworkdir=str(work),
        )
    except (RuntimeError, OSError) as err:
        raise _failure(Message("write {name}", name=path.name), err) from err


def _failure(task: Message, err: Exception) -> ReportError:
    return ReportError(
        "pandoc cannot {task} ({why}); install pypandoc-binary again, or free some disk space.",
        task=task,
        why=one_line(err),
    )
