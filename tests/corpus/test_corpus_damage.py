"""Damage at rest: whatever becomes of a file of a corpus is seen, named, and mended by the same command."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_corpus import TABLES, built, csv, rows, text, without_disk, write
from typer.testing import CliRunner

from hulin_analysis.cli import app
from hulin_analysis.corpus import batches, commits, load_corpus
from hulin_analysis.errors import DataError

FILES = {f"{name}.txt": text(at, 3) for at, name in enumerate("abcdefgh")} | {"t.csv": csv(1, 2), "e.md": ""}
FLIPS = 120


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a corpus of some parts."""
    folder = tmp_path_factory.mktemp("damage")
    with without_disk() as patch:
        patch.setattr(batches, "_MOST_INPUTS", 3)
        built(write(folder / "d", FILES), folder / "o")
        yield folder


@pytest.fixture
def output(made: Path) -> Iterator[Path]:
    """Put the corpus back as it was afterwards."""
    shutil.copytree(made / "o", made / "kept")
    yield made / "o"
    shutil.rmtree(made / "o")
    (made / "kept").rename(made / "o")


def kept_files(output: Path) -> list[Path]:
    return sorted(path for path in output.rglob("*") if path.is_file() and path.name != "_lock")


def look(output: Path) -> None:
    """Read everything there is, as a user does."""
    corpus = load_corpus(output)
    _ = corpus.quantities(), corpus.ledger(), corpus.documents, corpus.errors


def test_every_flipped_bit_is_seen_in_every_kind_of_file(made: Path) -> None:
    chance, files = random.Random(17), kept_files(made / "o")
    seen, kinds = 0, set()
    for number in range(FLIPS):
        file = files[number % len(files)]
        whole = file.read_bytes()
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        with pytest.raises(DataError, match=r"run (the same )?hulin corpus ") as caught:
            look(made / "o")
        file.write_bytes(whole)
        assert str(file) in str(caught.value)
        seen += 1
        kinds.add(file.parent.name if file.suffix == ".parquet" else file.name)
    assert seen == FLIPS
    assert kinds == {*TABLES, "corpus.json", "parts.log"}
    look(made / "o")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _cut_at_a_line(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: content.rstrip(b"\n").rfind(b"\n") + 1])


def _remove(file: Path) -> None:
    file.unlink()


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


def _swap(file: Path) -> None:
    other = next(one for one in sorted(file.parent.glob("*.*")) if one != file and one.suffix == file.suffix)
    content = other.read_bytes()
    other.write_bytes(file.read_bytes())
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [_empty, _cut, _cut_at_a_line, _remove, _folder, _longer, _swap])
@pytest.mark.parametrize("name", ["corpus.json", "parts.log", *TABLES])
def test_damage_is_one_sentence_and_the_same_command_mends_it(
    name: str, damage: Callable[[Path], None], made: Path, output: Path
) -> None:
    before = rows(output)
    file = output / name if "." in name else sorted((output / name).glob("*.parquet"))[0]
    if damage is _swap and "." in name:
        pytest.skip("there is only one of it")
    damage(file)
    with pytest.raises(DataError) as caught:
        look(output)
    said = str(caught.value)
    assert str(file) in said
    assert said.endswith(".")
    assert "\n" not in said
    checked = CliRunner().invoke(app, ["check", str(output)])
    assert checked.exit_code == 1
    assert f"hulin: {said}\n" in checked.stderr
    with without_disk() as patch:
        patch.setattr(batches, "_MOST_INPUTS", 3)
        corpus, seen = built(made / "d", output)
    assert rows(corpus) == before
    assert corpus.check() == []
    if "." not in name:
        assert 0 < seen.documents + seen.errors <= (6 if damage is _swap else 3)
    elif name == "corpus.json":
        assert seen.documents + seen.errors == 0
    assert CliRunner().invoke(app, ["check", str(output)]).exit_code == 0


@pytest.mark.parametrize("table", TABLES)
def test_a_query_sees_damage_of_the_tables_it_reads(table: str, output: Path) -> None:
    next((output / table).glob("*.parquet")).write_bytes(b"PAR1")
    corpus = load_corpus(output)
    with pytest.raises(DataError, match="is damaged: it has 4 bytes and not"):
        corpus.query(f"SELECT count(*) FROM (SELECT * FROM {table.upper()})")
    others = [other for other in TABLES if other != table]
    assert [len(corpus.query(f"FROM {other} LIMIT 1")) for other in others] == [1] * len(others)


def test_a_manifest_is_corrected_by_hand_without_its_digest(output: Path) -> None:
    lines = (output / "corpus.json").read_text(encoding="utf-8").splitlines()
    digest = next(at for at, line in enumerate(lines) if '"digest"' in line)
    kept = "\n".join([*lines[: digest - 1], lines[digest - 1].rstrip(","), *lines[digest + 1 :]])
    (output / "corpus.json").write_text(kept.replace('/d"', '/moved"'), encoding="utf-8")
    assert load_corpus(output).source.endswith("/moved")


def test_a_corpus_of_an_earlier_version_is_made_anew(tmp_path: Path) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1)})
    write(tmp_path / "o", {"corpus.json": f'{{"format": 1, "source": "{source}", "text_column": null}}'})
    write(tmp_path / "o", {"documents/1.parquet": b"PAR1"})
    with pytest.raises(DataError, match="was made by an earlier version; run hulin corpus"):
        load_corpus(tmp_path / "o")
    with without_disk():
        assert built(source, tmp_path / "o")[1].documents == 1


def test_parts_with_other_columns_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, output = write(tmp_path / "d", {"a.txt": text(1)}), tmp_path / "o"
    monkeypatch.setattr(commits, "_FORMAT", 2)
    with without_disk(), pytest.raises(DataError, match="was made by an earlier version; run hulin corpus"):
        built(source, output)
    monkeypatch.undo()
    assert list(output.glob("quantities/*.parquet"))
    with without_disk():
        assert built(source, output)[1].documents == 1
        assert built(source, output)[1].unchanged == 1
