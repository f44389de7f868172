"""Hostile outputs and hostile inputs to the workers: what is refused, and what goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_corpus import (
    built,
    reasons,
    state,
    text,
    without_disk,
    write,
)

from hulin_analysis.corpus import builder, documents, workers
from hulin_analysis.corpus.batches import Batch
from hulin_analysis.corpus.documents import EngineError, Outcome
from hulin_analysis.corpus.inputs import Input
from hulin_analysis.corpus.store import UNFINISHED
from hulin_analysis.corpus.version import rules_version
from hulin_analysis.errors import ArticleError, DataError, HulinError

posix = pytest.mark.skipif(os.name != "posix", reason="what only POSIX knows")


@pytest.fixture
def quick() -> Iterator[pytest.MonkeyPatch]:
    with without_disk() as patch:
        yield patch


# -- where it is written -----------------------------------------------------------------------------------


def test_the_output_may_lie_in_the_folder(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1)})
    built(source, source / "o")
    write(source / "o", {"b.txt": text(2)})
    corpus, seen = built(source, source / "o")
    assert (seen.inputs, seen.unchanged) == (1, 1)
    assert corpus.documents["document"].tolist() == ["a.txt"]


def _inside(d: Path) -> Path:
    return d.parent


def _same(d: Path) -> Path:
    (d.parent / "link").symlink_to(d)
    return d.parent / "link"


def _file(d: Path) -> Path:
    (d.parent / "o").write_bytes(b"x")
    return d.parent / "o"


def _below_a_file(d: Path) -> Path:
    return _file(d) / "o"


def _foreign(d: Path) -> Path:
    return write(d.parent / "o", {"thesis.docx": b"x", "documents/1.parquet": b"x"})


def _hidden(d: Path) -> Path:
    return write(d.parent / "o", {".bashrc": b"x", "_notes": b"y", ".ssh/id": b"z"})


def _unfinished(d: Path) -> Path:
    return write(d.parent / "o", {f"{UNFINISHED}/x": b"x"})


def _of_another(d: Path) -> Path:
    built(write(d.parent / "e", {"e.txt": text(1)}), d.parent / "o")
    return d.parent / "o"


def _broken(d: Path) -> Path:
    return write(d.parent / "o", {"corpus.json": b"{}"})


def _looped(d: Path) -> Path:
    (d.parent / "o").symlink_to("o")
    return d.parent / "o"


@posix
@pytest.mark.parametrize(
    "place",
    [
        _inside,
        _same,
        _file,
        _below_a_file,
        _foreign,
        _hidden,
        _unfinished,
        _of_another,
        _broken,
        _looped,
    ],
)
def test_an_output_that_is_none_is_refused_and_untouched(
    place: Callable[[Path], Path], tmp_path: Path, quick: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1)})
    output = place(source)
    before = state(tmp_path)
    with pytest.raises(HulinError) as caught:
        built(source, output)
    assert state(tmp_path) == before
    assert str(output) in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_what_a_reader_leaves_in_a_corpus_stays(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1)})
    built(source, tmp_path / "o")
    notes = {".ipynb_checkpoints/a.ipynb": "x", ".gitignore": "*", "_notes.md": "x", "notes.md": "x"}
    write(tmp_path / "o", notes)
    write(source, {"a.txt": text(2)})
    assert built(source, tmp_path / "o")[1].documents == 1
    assert all((tmp_path / "o" / name).exists() for name in notes)


@pytest.mark.parametrize(
    ("source", "words"),
    [("none", "There is no folder"), ("file", "is a file"), ("empty", "There is nothing to read in")],
)
def test_a_folder_that_is_none_makes_no_output(source: str, words: str, tmp_path: Path) -> None:
    write(tmp_path, {"file": "x", "empty/.hidden": "x"})
    with pytest.raises(ArticleError, match=words):
        built(tmp_path / source, tmp_path / "o")
    assert not (tmp_path / "o").exists()


def test_two_runs_in_one_process_are_not_let_into_one_output(
    tmp_path: Path, quick: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1)})
    walk, refused = builder.walk, []

    def walked(*arguments: Any) -> Iterator[Input]:
        with pytest.raises(DataError, match="Another run is writing to") as caught:
            built(source, tmp_path / "o")
        refused.append(caught.value)
        quick.setattr(builder, "walk", walk)
        return walk(*arguments)

    quick.setattr(builder, "walk", walked)
    assert built(source, tmp_path / "o")[1].documents == 1
    assert len(refused) == 1
    assert built(source, tmp_path / "o")[1].unchanged == 1


# -- faults of ours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [RuntimeError("odd\nfault"), RecursionError(), MemoryError(), KeyError("x")]
)
@pytest.mark.parametrize("where", ["_article", "_account", "input_bytes"])
def test_a_fault_in_the_reading_of_one_file_does_not_stop_the_others(
    error: Exception, where: str, tmp_path: Path, quick: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "d", {f"{name}.txt": text(at) for at, name in enumerate("abc")})
    whole = getattr(documents, where)

    def faulty(given: Input, *more: Any) -> Any:
        if given.key == "b.txt":
            raise error
        return whole(given, *more)

    quick.setattr(documents, where, faulty)
    corpus, _ = built(source, tmp_path / "o")
    assert corpus.documents["document"].tolist() == ["a.txt", "c.txt"]
    assert "b.txt meets a fault of the package" in reasons(corpus)["b.txt"]


def test_a_document_that_no_table_can_hold_does_not_stop_the_others(
    tmp_path: Path, quick: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "d", {f"{name}.txt": text(at) for at, name in enumerate("abc")})
    account = documents._account

    def faulty(given: Input, *more: Any) -> Any:
        found = account(given, *more)
        if given.key == "b.txt":
            found.quantities[0]["quote"] = "\ud800"
        return found

    quick.setattr(documents, "_account", faulty)
    corpus, _ = built(source, tmp_path / "o")
    assert corpus.documents["document"].tolist() == ["a.txt", "c.txt"]
    assert list(reasons(corpus)) == ["b.txt"]
    assert built(source, tmp_path / "o")[1].unchanged == 3


def broken(batch: Batch, output: str, rules: str) -> Outcome:
    raise ModuleNotFoundError("No module named 'hulin_analysis'\nat all")


def test_a_worker_that_cannot_do_the_work_is_a_sentence(tmp_path: Path) -> None:
    with workers.connect(0, None, 1) as crew:
        given = iter([Batch("1", (Input("a.txt", "a.txt", 1),))])
        with pytest.raises(EngineError, match=r"A worker cannot read the articles \(ModuleNotFound.*at all"):
            list(workers.run(given, replace(crew, read=broken), str(tmp_path), rules_version()))


@posix
@pytest.mark.skipif(shutil.which("mount") is None, reason="nothing can be mounted")
def test_an_output_that_is_only_read(tmp_path: Path) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1)})
    (tmp_path / "o").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(tmp_path / "o")]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        for output in (tmp_path / "o", tmp_path / "o" / "p"):
            with pytest.raises(HulinError, match=r"cannot be written to .*Read-only file system.*\.$"):
                built(source, output)
    finally:
        subprocess.run(["umount", "-l", str(tmp_path / "o")], check=True)
