from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from made_corpus import built, csv, state, text, without_disk, write
from typer.testing import CliRunner

from hulin_analysis.cli import app
from hulin_analysis.corpus import Corpus, query_text
from hulin_analysis.errors import DataError


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp('it\'s "queried"')
    with without_disk():
        yield built(write(folder / "articles", {"a.txt": text(1), "t.csv": csv(2, 3)}), folder / "corpus")[0]


def test_a_select_is_answered(stored: Corpus) -> None:
    found = stored.query(
        "SELECT d.document, count(*) AS n FROM quantities q JOIN documents d USING (document) "
        "GROUP BY 1 ORDER BY 1"
    )
    assert found.values.tolist() == [["a.txt", 2], ["t.csv/1", 2], ["t.csv/2", 2]]
    assert stored.query("DESCRIBE errors")["column_name"].tolist()[0] == "document"
    assert len(stored.query("SUMMARIZE documents"))
    assert stored.query("SHOW TABLES")["name"].tolist() == ["documents", "errors", "ledger", "quantities"]
    assert "a.txt" in query_text(stored, "FROM documents ORDER BY document")


@pytest.mark.parametrize(
    "sql",
    [
        "DROP VIEW documents",
        "CREATE TABLE t AS SELECT 1",
        "INSERT INTO documents SELECT * FROM documents",
        "COPY documents TO '{folder}/stolen.csv'",
        "SELECT 1; SELECT 2",
        "ATTACH '{folder}/x.db'",
        "SET enable_external_access=true",
        "INSTALL httpfs",
        "PRAGMA database_list",
        "EXPORT DATABASE '{folder}/x'",
        "",
        "SELECT",
        "SELECT nothing FROM documents",
        "SELECT * FROM read_text('{folder}/secret.txt')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '{folder}/secret.txt'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_text('{folder}/corpus/../secret.txt')",
        "SELECT * FROM 'https://a.example/x.parquet'",
        "SELECT getenv('HOME')",
        "WITH x AS (DELETE FROM documents RETURNING *) SELECT * FROM x",
    ],
)
def test_nothing_else_is_and_nothing_beyond_the_corpus_is_read_or_written(sql: str, stored: Corpus) -> None:
    folder = stored.folder.parent
    write(folder, {"secret.txt": "secret"})
    before = state(folder)
    with pytest.raises(DataError):
        stored.query(sql.replace("{folder}", str(folder).replace("'", "''")))
    assert state(folder) == before


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "table"])
def test_the_command_answers_in_each_form(form: str, stored: Corpus, tmp_path: Path) -> None:
    sql = "SELECT document, quote FROM quantities ORDER BY ALL"
    command = ["query", str(stored.folder), sql, "--format", form]
    if form == "parquet":
        assert CliRunner().invoke(app, [*command, "-o", str(tmp_path / "a.parquet")]).exit_code == 0
        assert len(pd.read_parquet(tmp_path / "a.parquet")) == 6
        return
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("a.txt") == 2


def test_a_query_that_cannot_be_answered_is_1_and_one_used_wrongly_2(stored: Corpus, tmp_path: Path) -> None:
    run = CliRunner()
    failed = run.invoke(app, ["query", str(stored.folder), "SELECT x FROM documents"])
    assert failed.exit_code == 1
    assert failed.stderr.startswith("hulin: The query cannot be answered (")
    none = run.invoke(app, ["query", str(tmp_path), "SELECT 1"])
    assert none.exit_code == 1
    assert "is not a corpus of this package" in none.stderr
    assert run.invoke(app, ["query", str(stored.folder), "SELECT 1", "-f", "parquet"]).exit_code == 2
    wrong = ["query", str(stored.folder), "SELECT 1", "-f", "table", "-o", str(tmp_path / "x")]
    assert run.invoke(app, wrong).exit_code == 2
    both = ["corpus", str(tmp_path), "-o", str(tmp_path / "o"), "--workers", "1", "--scheduler", "tcp://x:1"]
    assert run.invoke(app, both).exit_code == 2
    assert list(tmp_path.iterdir()) == []
