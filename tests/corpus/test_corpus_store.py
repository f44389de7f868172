from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_corpus import TABLES, built, csv, rows, text, without_disk, write

from hulin_analysis.corpus import batches, build_corpus, commits, load_corpus, store
from hulin_analysis.corpus.commits import LOG, Manifest, StorageError, open_store
from hulin_analysis.corpus.documents import Reading
from hulin_analysis.corpus.store import UNFINISHED, begin, commit, known_inputs, write_part
from hulin_analysis.corpus.table_types import tables_of

BEFORE = {f"{name}.txt": text(at) for at, name in enumerate("abde")} | {"t.csv": csv(1, 2), "e.md": ""}
AFTER = {"b.txt": text(50), "d.txt": text(2), "e.txt": text(3), "g.txt": text(60), "t.csv": csv(1, 7)}


@pytest.fixture
def quick() -> Iterator[pytest.MonkeyPatch]:
    with without_disk() as patch:
        patch.setattr(batches, "_MOST_INPUTS", 2)
        yield patch


MADE = Manifest("d", None, "1")


def part(output: Path, name: str, *keys: str, replaces: str = "") -> None:
    """Put a part without documents to its place."""
    errors = [Reading(error={"document": key, "path": key, "bytes": 0, "rules": "1"}) for key in keys]
    folder = output / UNFINISHED / name
    written = write_part(folder, name, tables_of(errors), {}, replaces)
    for table in TABLES:
        (output / table).mkdir(exist_ok=True)
    commit(output, folder, written)


def test_a_part_is_there_if_its_line_is(tmp_path: Path) -> None:
    assert begin(tmp_path, MADE) == []
    part(tmp_path, "000001-000001", "b.txt", "a.txt", "c.csv/10", "c.csv/9")
    assert [(p.first, p.last, p.replaces) for p in open_store(tmp_path)[1]] == [("a.txt", "c.csv/10", "")]
    (tmp_path / LOG).write_bytes((tmp_path / LOG).read_bytes()[:-1])  # a line without an end is unfinished
    assert open_store(tmp_path)[1] == []
    assert begin(tmp_path, MADE) == []
    assert list(tmp_path.rglob("*.parquet")) == []


def test_of_a_part_and_its_successor_one_stands(tmp_path: Path) -> None:
    begin(tmp_path, MADE)
    part(tmp_path, "000001-000001", "a.txt")
    part(tmp_path, "000002-000001", "a.txt", replaces="000001-000001")
    assert [p.name for p in begin(tmp_path, MADE)] == ["000002-000001"]
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["000002-000001.parquet"]


@pytest.mark.parametrize("table", TABLES)
def test_what_has_lost_a_file_is_read_anew(table: Any, tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", BEFORE)
    corpus, seen = built(source, tmp_path / "o")
    before = rows(corpus)
    Path(corpus.files(table)[1]).unlink()
    again, seen = built(source, tmp_path / "o")
    assert rows(again) == before
    assert seen.unchanged == seen.inputs - 2


def test_what_cannot_be_read_is_known_by_its_reason(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1), "t.csv": "x\n"})
    (source / "b.txt").symlink_to("none.txt")
    corpus, _ = built(source, tmp_path / "o")
    known = known_inputs(tmp_path / "o", corpus.parts[0]) | known_inputs(tmp_path / "o", corpus.parts[1])
    assert known["b.txt"][0].startswith("b.txt cannot be read")
    assert known["t.csv"][0].startswith("No column of t.csv has a name")
    assert len(known["a.txt"][0]) == 32
    again, seen = built(source, tmp_path / "o")
    assert (seen.unchanged, again.parts) == (3, corpus.parts)
    (source / "none.txt").write_text(text(2), encoding="utf-8")
    assert built(source, tmp_path / "o")[1].documents == 2


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    begin(tmp_path, MADE)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"\(No space left on device\); what was finished is kept"):
        part(tmp_path, "000001-000001", "a.txt")


# -- stopped at every step ---------------------------------------------------------------------------------


class Killed(BaseException):
    pass


@contextlib.contextmanager
def stopped_at(step: int) -> Iterator[list[str]]:
    """Stop whoever changes something on disk for the so-many-th time, before or after he has done so."""
    done: list[str] = []

    def counted(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acts(*arguments: Any, **options: Any) -> Any:
            if len(done) == step:
                raise Killed
            done.append(name)
            return act(*arguments, **options)

        return acts

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in ((os, "replace"), (Path, "unlink"), (Path, "rmdir"), (shutil, "rmtree")):
            patch.setattr(owner, name, counted(name, getattr(owner, name)))
        patch.setattr(store, "append_commit", counted("append", commits.append_commit))
        yield done


def test_stopped_at_any_step_the_next_run_makes_it_whole(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    old = write(tmp_path / "before", BEFORE)
    new = write(tmp_path / "after", AFTER)
    wanted = rows(built(new, tmp_path / "afresh")[0])
    old.rename(tmp_path / "d")
    before = rows(built(tmp_path / "d", tmp_path / "first")[0])
    (tmp_path / "d").rename(old)
    new.rename(tmp_path / "d")
    stops = 0
    for step in range(1000):
        output = tmp_path / f"o{step}"
        shutil.copytree(tmp_path / "first", output)
        with stopped_at(step):
            try:
                build_corpus(tmp_path / "d", output, workers=0)
                finished = True
            except Killed:
                finished = False
        left = load_corpus(output)
        keys = [*left.documents["document"], *left.errors["document"]]
        assert len(keys) == len(set(keys))
        assert not left.complete or rows(left) in (before, wanted)
        # What is there is of one state or the other, and what is in both is never missing.
        assert {"d.txt", "e.txt", "t.csv/1"} <= set(keys)
        assert rows(built(tmp_path / "d", output)[0]) == wanted
        assert not (output / UNFINISHED).exists()
        if finished:
            break
        stops += 1
    assert stops > 25
