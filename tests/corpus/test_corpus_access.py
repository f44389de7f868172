from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_corpus import TABLES, built, csv, rows, text, without_disk, write

import hulin_analysis as ha
from hulin_analysis.corpus import Corpus, batches, load_corpus
from hulin_analysis.corpus.table_types import TABLES as COLUMNS
from hulin_analysis.errors import DataError

MADE = {f"{name}.txt": text(at) for at, name in enumerate("abcdefg")} | {"t.csv": csv(20, 21), "none.txt": ""}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("stored") / "it's [a-z]* {stored}? 100%"
    with without_disk() as patch:
        patch.setattr(batches, "_MOST_INPUTS", 3)
        yield built(write(folder / "articles", MADE), folder / "corpus")[0]


def test_every_table_has_its_columns_and_dtypes(stored: Corpus) -> None:
    frames = (stored.quantities(), stored.ledger(), stored.documents, stored.errors)
    for table, frame in zip(("quantities", "ledger", "documents", "errors"), frames, strict=True):
        assert list(frame.columns) == list(COLUMNS[table])
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMNS[table]
        assert len(frame) == stored.count(table) == len(stored.dask(table))
        assert stored.query(f"SELECT count(*) AS n FROM {table}")["n"].tolist() == [len(frame)]
        assert frame.attrs == {"corpus": str(stored.folder)}


def test_the_rows_are_those_of_each_article_by_itself(stored: Corpus) -> None:
    quantities = stored.quantities()
    for key in ("a.txt", "d.txt", "g.txt"):
        article = ha.read_article(Path(stored.source) / key)
        alone = ha.extract(article)
        within = quantities[quantities["document"] == key]
        assert within[list(alone.columns)].astype(str).values.tolist() == alone.astype(str).values.tolist()
        reasons = stored.ledger(document=key)["reason"].tolist()
        assert reasons == ha.ledger(article)["reason"].tolist()
        about = stored.documents.set_index("document").loc[key]
        assert (about["quantities"], about["exclusions"], about["unaccounted"]) == (
            len(alone),
            len(reasons),
            0,
        )


def test_a_path_is_no_pattern_of_another(tmp_path: Path) -> None:
    with without_disk():
        source = write(tmp_path / "d", {"a.txt": text(1)})
        for name in ("a*", "ab", "[ab]", "b", "a?"):
            write(source, {"a.txt": text(ord(name[0]) + len(name))})
            corpus, _ = built(source, tmp_path / name)
            own = corpus.quantities()["quote"].tolist()
            assert corpus.query("SELECT quote FROM quantities")["quote"].tolist() == own
            assert corpus.dask("quantities")["quote"].compute().tolist() == own


def test_what_is_wanted_is_what_is_read(stored: Corpus) -> None:
    every = stored.quantities()
    for column in ("indicator_id", "indicator", "change"):
        value = every[column].dropna().iloc[0]
        expected = every[every[column] == value]
        assert len(stored.quantities(**{column: value})) == len(expected) > 0
        assert len(stored.quantities(**{column: [value, "no such"]})) == len(expected)
    assert stored.quantities(place="某縣", change="no such").empty
    assert stored.quantities(place=[]).empty
    assert len(stored.ledger(document=["a.txt", "b.txt"])) == 2


def test_the_files_are_those_of_the_parts(stored: Corpus) -> None:
    assert len(stored.parts) == 4
    for table in TABLES:
        assert [Path(file).stem for file in stored.files(table)] == list(stored.parts)
    with pytest.raises(DataError, match="There is no table of a corpus 'rows'; choose from quantities"):
        stored.count("rows")  # type: ignore[arg-type]


def test_a_corpus_without_parts_has_tables_without_rows(stored: Corpus) -> None:
    empty = Corpus(stored.folder, stored.source, stored.rules, False, ())
    assert [empty.count(table) for table in TABLES] == [0, 0, 0, 0]
    assert list(empty.quantities().columns) == list(COLUMNS["quantities"])
    assert empty.documents.empty
    assert empty.query("SELECT count(*) AS n FROM quantities")["n"].tolist() == [0]
    assert len(empty.dask("ledger")) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"null",
        b'{"format": 9, "source": "a", "rules": "b", "complete": true}',
        b"{}",
    ],
)
def test_a_folder_that_is_no_corpus_is_a_sentence(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"is not a corpus of this package; make one with hulin corpus DIR -o"
    ):
        load_corpus(write(tmp_path, {"corpus.json": content}))
    with pytest.raises(DataError, match="is not a corpus"):
        load_corpus(tmp_path / "none")


def test_what_has_changed_since_it_was_loaded_is_to_be_loaded_again(tmp_path: Path) -> None:
    with without_disk():
        source = write(tmp_path / "d", {"a.txt": text(1)})
        old, _ = built(source, tmp_path / "o")
        write(source, {"a.txt": text(2)})
        new, _ = built(source, tmp_path / "o")
    asked: list[Any] = [
        lambda: old.documents,
        old.quantities,
        old.ledger,
        lambda: old.query("SELECT * FROM documents"),
    ]
    for ask in asked:
        with pytest.raises(DataError, match=r"has changed since it was loaded.* load it again"):
            ask()
    assert rows(load_corpus(tmp_path / "o")) == rows(new)


def test_what_a_corpus_says_of_itself(stored: Corpus) -> None:
    told = json.loads((stored.folder / "corpus.json").read_bytes())
    assert (told["format"], told["source"], told["text_column"]) == (3, stored.source, None)
    assert (told["rules"], told["complete"]) == (stored.rules, True)
    assert sorted(path.name for path in stored.folder.iterdir()) == sorted(
        ["_lock", "corpus.json", "parts.log", *TABLES]
    )
