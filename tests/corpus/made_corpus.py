"""Made articles and folders of them, and what the tests of the corpus compare."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pytest
from pyarrow import parquet

from hulin_analysis.corpus import Corpus, build_corpus, load_corpus
from hulin_analysis.corpus.access import Table
from hulin_analysis.corpus.builder import Progress
from hulin_analysis.writable import clean

TABLES: tuple[Table, ...] = get_args(Table)
COMMAND = [sys.executable, "-c", "from hulin_analysis.cli import main; main()"]


def text(number: int, sentences: int = 1) -> str:
    """Make an article; no two numbers give the same one."""
    lines = [f"某縣新聞第{number}號"]
    for at in range(sentences):
        lines.append(f"去年全縣新建學校{number + at + 1}所，地區生產總值增長{at % 9 + 1}.{number % 10}%。")
    return "\n".join(lines) + "\n"


def csv(*numbers: int) -> str:
    """Make a table of articles."""
    rows = (f'題{number},"{text(number)}"' for number in numbers)
    return "\n".join(("title,text", *rows)) + "\n"


def write(folder: Path, files: dict[str, str | bytes | dict[str, Any]]) -> Path:
    """Write files, those of folders by their names, and make the folders they lie in."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if isinstance(content, dict):
            write(path, content)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def write_parquet(path: Path, **columns: Iterable[Any]) -> None:
    parquet.write_table(pa.table({name: pa.array(values) for name, values in columns.items()}), path)


def rows(corpus: Corpus | Path) -> dict[str, list[str]]:
    """Return all rows of all tables, sorted."""
    loaded = corpus if isinstance(corpus, Corpus) else load_corpus(corpus)
    found = {}
    for table in TABLES:
        read = [row for file in loaded.files(table) for row in parquet.read_table(file).to_pylist()]
        found[table] = sorted(map(repr, read))
    return found


def built(folder: Path, output: Path, **options: Any) -> tuple[Corpus, Progress]:
    """Build a corpus in this process, and return what was told last."""
    seen = Progress()

    def tell(now: Progress) -> None:
        for name in ("total", "inputs", "bytes", "documents", "errors", "unchanged"):
            setattr(seen, name, getattr(now, name))

    corpus = build_corpus(folder, output, on_progress=tell, **{"workers": 0, **options})
    assert seen.documents + seen.errors + seen.unchanged == seen.inputs
    assert corpus.count("documents") + corpus.count("errors") == seen.inputs
    return corpus, seen


@contextlib.contextmanager
def without_disk() -> Iterator[pytest.MonkeyPatch]:
    """Do not wait for the disk: a build takes a hundredth of a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda handle: None)  # it is for when the power fails
        yield patch


def state(folder: Path) -> dict[bytes, tuple[Any, ...]]:
    """Return what must not change of a folder: names, kinds, bytes or targets, and times."""
    found: dict[bytes, tuple[Any, ...]] = {}
    for above, folders, files in os.walk(os.fsencode(folder)):
        for name in (*folders, *files):
            path = os.path.join(above, name)
            about = os.lstat(path)
            content: bytes | None = None
            if os.path.islink(path):
                content = os.readlink(path)
            elif os.path.isfile(path) and about.st_size < 1_000_000:
                with open(path, "rb") as file:
                    content = file.read()
            found[path] = (about.st_mode, about.st_size, about.st_mtime_ns, content)
    return found


def hulin(*arguments: str | Path, timeout: float = 60, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, check=False, errors="replace", **options
    )


def one_sentence(stderr: str) -> bool:
    return stderr.startswith("hulin: ") and stderr.count("\n") == 1 and stderr.endswith(".\n")


def reasons(corpus: Corpus) -> dict[str, str]:
    """Return why what was refused was: each in one sentence that names the file."""
    found = dict(zip(corpus.errors["document"], corpus.errors["reason"], strict=True))
    for key, reason in found.items():
        name = key.split("/")[0] if re.search(r"\.(csv|parquet)/", key) else key.split("/")[-1]
        shown = clean(name).replace("\r", " ").replace("\\\\", "\\")
        assert shown in reason.replace("\\\\", "\\"), (key, reason)
        assert reason.endswith(".")
        assert "Traceback" not in reason
        assert "\n" not in reason or "\n" in name
    return found
