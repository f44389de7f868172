from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_corpus import TABLES, built, csv, rows, text, without_disk, write

from hulin_analysis.corpus import build_corpus, load_corpus, parts, planning
from hulin_analysis.corpus.parts import (
    UNFINISHED,
    StorageError,
    commit,
    known_inputs,
    part_file,
    standing_parts,
    sweep,
    tables_of,
    whole_parts,
    write_part,
)
from hulin_analysis.corpus.documents import Reading
from hulin_analysis.errors import DataError

BEFORE = {f"{name}.txt": text(at) for at, name in enumerate("abde")} | {"t.csv": csv(1, 2), "e.md": ""}
AFTER = {"b.txt": text(50), "d.txt": text(2), "e.txt": text(3), "g.txt": text(60), "t.csv": csv(1, 7)}


@pytest.fixture
def quick() -> Iterator[pytest.MonkeyPatch]:
    with without_disk() as patch:
        patch.setattr(planning, "_MOST_INPUTS", 2)
        yield patch


def part(output: Path, name: str, *keys: str, replaces: str = "") -> None:
    """Put a part without documents to its place."""
    errors = [Reading(error={"document": key, "path": key, "bytes": 0, "rules": "1"}) for key in keys]
    write_part(output / UNFINISHED / name, tables_of(errors), {}, replaces)
    for table in TABLES:
        (output / table).mkdir(exist_ok=True)
    commit(output, output / UNFINISHED / name, name, "")


def test_a_part_is_there_if_its_documents_are(tmp_path: Path) -> None:
    part(tmp_path, "000001-000001", "b.txt", "a.txt", "c.csv/10", "c.csv/9")
    assert [(p.first, p.last, p.replaces) for p in standing_parts(tmp_path)] == [("a.txt", "c.csv/10", "")]
    part_file(tmp_path, "documents", "000001-000001").unlink()
    assert standing_parts(tmp_path) == []
    sweep(tmp_path, [])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_of_a_part_and_its_successor_one_stands(tmp_path: Path) -> None:
    part(tmp_path, "000001-000001", "a.txt")
    part(tmp_path, "000002-000001", "a.txt", replaces="000001-000001")
    standing = standing_parts(tmp_path)
    assert [p.name for p in standing] == ["000002-000001"]
    sweep(tmp_path, standing)
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["000002-000001.parquet"]


def test_a_part_that_comes_while_the_folder_is_listed_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part(tmp_path, "000001-000001", "a.txt")
    part(tmp_path, "000001-000002", "b.txt")
    listed = parts._names
    calls: list[set[str]] = []

    def names(output: Path, table: str) -> set[str]:
        calls.append(found := listed(output, table))
        if len(calls) == 1:
            # The successor comes where the listing has passed, and the part goes before it is looked at.
            part(tmp_path, "000002-000001", "a.txt", replaces="000001-000001")
            part_file(tmp_path, "documents", "000001-000001").unlink()
        return found

    monkeypatch.setattr(parts, "_names", names)
    assert [p.name for p in standing_parts(tmp_path)] == ["000001-000002", "000002-000001"]


@pytest.mark.parametrize("table", TABLES)
def test_what_has_lost_a_file_is_read_anew(table: Any, tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", BEFORE)
    corpus, seen = built(source, tmp_path / "o")
    before = rows(corpus)
    Path(corpus.files(table)[1]).unlink()
    assert len(whole_parts(tmp_path / "o")) == len(corpus.parts) - 1
    again, seen = built(source, tmp_path / "o")
    assert rows(again) == before
    assert seen.unchanged == seen.inputs - 2


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("damage", [b"", b"PAR1", b"\0" * 5000])
def test_what_is_damaged_is_named_and_read_anew_once_it_is_gone(
    table: Any, damage: bytes, tmp_path: Path, quick: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "d", BEFORE)
    corpus, _ = built(source, tmp_path / "o")
    before = rows(corpus)
    file = Path(corpus.files(table)[1])
    file.write_bytes(damage)
    write(source, {"a.txt": text(70), "b.txt": text(71), "d.txt": text(72), "e.txt": text(73)})
    with pytest.raises(DataError, match=r"remove (it|that file), and run the same hulin corpus") as caught:
        built(source, tmp_path / "o")
        load_corpus(tmp_path / "o").quantities()
    assert str(file) in str(caught.value)
    file.unlink()
    write(source, BEFORE)
    assert rows(built(source, tmp_path / "o")[0]) == before


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
        for name in ("write_part", "remove_part"):
            patch.setattr(parts, name, counted(name, getattr(parts, name)))
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
