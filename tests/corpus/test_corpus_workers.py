"""Workers: a document that hangs, crashes or ends its worker is in the errors, and all others are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_corpus import built, reasons, text, write
from typer.testing import CliRunner

import hulin_analysis as ha
from hulin_analysis.cli import app
from hulin_analysis.corpus import batches, workers
from hulin_analysis.errors import DataError

# What a child does before it serves: reading an article that says so ends or stalls it.
HOSTILE = """
import os, sys, time
from hulin_analysis.corpus import documents
from hulin_analysis.errors import DataError
whole = documents._article
def hostile(given, content):
    for word, act in ACTS.items():
        if word in given.key:
            act()
    return whole(given, content)
def vocabulary():
    raise DataError("The vocabulary units.toml cannot be read; correct it.")
ACTS = {
    "loop": lambda: [None for _ in iter(int, 1)],
    "native": lambda: 10 ** 10 ** 9,
    "sleep": lambda: time.sleep(1e6),
    "exit": lambda: sys.exit(3),
    "gone": lambda: os._exit(0),
    "crash": lambda: os.abort(),
    "print": lambda: os.write(1, b"no answer"),
    "words": vocabulary,
}
documents._article = hostile
"""


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    start, serve = workers._START.rsplit("; ", 1)
    monkeypatch.setattr(workers, "_START", f"{start}\n{HOSTILE}\n{serve}")


def test_what_does_not_return_is_in_the_errors_and_all_else_is_read(tmp_path: Path, hostile: None) -> None:
    names = ["loop", "native", "exit", "crash", "print", "a", "z"]
    source = write(tmp_path / "d", {f"{name}.txt": text(at) for at, name in enumerate(names)})
    corpus, _ = built(source, tmp_path / "o", workers=2, seconds_per_document=0.6)
    assert sorted(corpus.documents["document"]) == ["a.txt", "print.txt", "z.txt"]
    found = reasons(corpus)
    for name in ("loop", "native"):
        assert found[f"{name}.txt"].startswith(f"{name}.txt was not read within 0.6 seconds; give it more")
    assert found["crash.txt"].startswith("crash.txt ended each worker that read it")
    assert "SystemExit" in found["exit.txt"]
    kinds = corpus.errors["error"].value_counts().to_dict()
    assert kinds == {"DeadlineExceeded": 2, "WorkerDied": 1, "SystemExit": 1}


def test_what_was_late_is_tried_again_and_what_died_is_not(
    tmp_path: Path, hostile: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(
        tmp_path / "d", {f"{name}.txt": text(at) for at, name in enumerate(("sleep", "gone", "a"))}
    )
    monkeypatch.setattr(batches, "_MOST_INPUTS", 2)
    built(source, tmp_path / "o", workers=1, seconds_per_document=0.5)
    corpus, seen = built(source, tmp_path / "o", workers=0)
    assert (seen.documents, seen.unchanged) == (1, 2)
    assert list(reasons(corpus)) == ["gone.txt"]


@pytest.mark.parametrize("count", [0, 1])
def test_a_fault_of_the_vocabulary_stops_the_corpus(
    count: int, tmp_path: Path, hostile: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vocabulary(*_: object) -> None:
        raise DataError("The vocabulary units.toml cannot be read; correct it.")

    monkeypatch.setattr("hulin_analysis.corpus.documents._article", vocabulary)
    source = write(tmp_path / "d", {f"{at} words.txt": text(at) for at in range(5)})
    with pytest.raises(DataError, match=r"units\.toml cannot be read"):
        ha.build_corpus(source, tmp_path / "o", workers=count)


def test_the_command_takes_the_seconds(tmp_path: Path, hostile: None) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1), "sleep.txt": text(2)})
    arguments = ["corpus", str(source), "-o", str(tmp_path / "o"), "--workers", "1"]
    result = CliRunner().invoke(app, [*arguments, "--seconds-per-document", "0.5"])
    assert result.exit_code == 0
    assert ha.load_corpus(tmp_path / "o").errors["document"].tolist() == ["sleep.txt"]
    assert CliRunner().invoke(app, [*arguments, "--seconds-per-document", "0"]).exit_code == 2
