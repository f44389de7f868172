"""What pdfium says of a file: asked in a process of its own, which a bad file may break and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.edge import parsed_by_others

#: What is read at most of a PDF: pages, characters, seconds by the clock, and bytes of memory that the
#: process which opens it may take. Of a page with more objects, such as a map, the rules are not looked at.
MOST_PAGES = 2_000
MOST_CHARACTERS = 3_000_000
MOST_SECONDS = 60
MOST_MEMORY = 1_000_000_000
MOST_OBJECTS = 50_000
_CHILD = Path(__file__).with_name("child.py")


def pages_shown(data: bytes, name: str) -> list[dict[str, Any]]:
    """Return what stands on the pages of a PDF, as :mod:`hulin_analysis.readers.pdf.child` writes it."""
    asked = {
        "path": sys.path,
        "pages": MOST_PAGES,
        "characters": MOST_CHARACTERS,
        "objects": MOST_OBJECTS,
        "seconds": MOST_SECONDS,
        "memory": MOST_MEMORY,
    }
    command = [sys.executable, "-I", str(_CHILD)]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(asked).encode("ascii") + b"\n" + data,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as err:
        raise too_long(name) from err
    with parsed_by_others(_no_pdf(name)):
        pages: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    last = pages.pop() if pages else {}
    if "end" not in last:
        raise _refusal(last.get("refused"), name)
    return pages


def too_long(name: str) -> ArticleError:
    """Say that a file takes too long."""
    return ArticleError(
        "{name} takes longer than {seconds} seconds to read; print the pages of the article to a "
        "new PDF, or save its text as .txt.",
        name=name,
        seconds=MOST_SECONDS,
    )


def _no_pdf(name: str) -> ArticleError:
    return ArticleError(
        "{name} is not a valid PDF file, or takes more than {most:,} MB of memory to open; save it "
        "again as PDF, or its text as .txt.",
        name=name,
        most=MOST_MEMORY // 1_000_000,
    )


def _refusal(why: str | None, name: str) -> ArticleError:
    if why == "password":
        return ArticleError(
            "{name} opens only with a password; save it without one, or its text as .txt.", name=name
        )
    most = {"pages": MOST_PAGES, "characters": MOST_CHARACTERS}.get(why or "")
    if most:
        return ArticleError(
            "{name} has more than {most:,} pages, the limit for a PDF; print the pages of the "
            "article to a new one."
            if why == "pages"
            else "{name} has more than {most:,} characters, the limit for a PDF; print the "
            "pages of the article to a new one.",
            name=name,
            most=most,
        )
    return _no_pdf(name)
