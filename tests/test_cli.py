from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import hulin_analysis
from hulin_analysis import package_data
from hulin_analysis.article import Article, Span
from hulin_analysis.cli import app
from hulin_analysis.frames import COLUMNS, Audit, extract, ledger

ARTICLE = package_data.folder("data") / "article.txt"
runner = CliRunner()
COMMANDS = ("report", "extract", "audit", "corpus", "query", "score", "lab")


def hulin(*arguments: str | Path) -> tuple[int, str, str]:
    result = runner.invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def one_sentence(stderr: str) -> bool:
    return stderr.startswith("hulin: ") and stderr.count("\n") == 1 and "Traceback" not in stderr


# -- what it says of itself --------------------------------------------------------------------------------


def test_version() -> None:
    assert hulin("--version") == (0, f"hulin-analysis {hulin_analysis.__version__}\n", "")


def test_help_names_every_command_and_the_exit_codes() -> None:
    code, out, _ = hulin("--help")
    assert code == 0
    assert all(f"  {name} " in out for name in COMMANDS)
    codes = "0 done, 1 a fault in the input, 2 used wrongly, 130 stopped by Ctrl-C."
    assert f"Exit codes: {codes}" in " ".join(out.split())
    assert not [line for line in out.splitlines()[1:] if line.endswith("...")]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_its_help(command: str) -> None:
    code, out, _ = hulin(command, "--help")
    assert code == 0
    assert f"Usage: hulin {command}" in out


def test_help_does_not_wait_for_pandas() -> None:
    script = (
        "import sys\nfrom hulin_analysis.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'matplotlib', 'nbconvert', 'numpy') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["extract"],
        ["extract", ARTICLE, "--format", "ods"],
        ["extract", ARTICLE, "--format", "xlsx"],
        ["extract", ARTICLE, "--format", "parquet"],
        ["report", "--to", "odt"],
        ["report", "--to", ","],
        ["report", "--lang", "xx"],
        ["report", "--corrections", "missing.csv"],
        ["audit", ARTICLE, "--loud"],
    ],
)
def test_used_wrongly_ends_with_2(arguments: list[str | Path]) -> None:
    code, out, err = hulin(*arguments)
    assert code == 2
    assert out == ""
    assert "Usage" in err


# -- extract -----------------------------------------------------------------------------------------------


def test_extract_prints_data_and_nothing_else(article: Article) -> None:
    code, out, err = hulin("extract", ARTICLE, "--format", "jsonl")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == len(extract(article))
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert all(article.text[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_extract_prints_csv_if_nothing_else_is_said() -> None:
    code, out, _ = hulin("extract", ARTICLE)
    assert code == 0
    assert out.splitlines()[0] == ",".join(COLUMNS)


def test_extract_writes_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "m.xlsx"
    code, out, err = hulin("extract", ARTICLE, "--format", "xlsx", "-o", target)
    assert (code, out) == (0, "")
    assert "quantities" in err
    assert load_workbook(target)["metrics"]["D3"].value == "1500余場"


def test_extract_writes_the_ledger_into_the_workbook_too(tmp_path: Path) -> None:
    target = tmp_path / "m.xlsx"
    assert hulin("extract", ARTICLE, "--format", "xlsx", "-o", target)[0] == 0
    assert load_workbook(target).sheetnames == ["metrics", "ledger", "columns", "article"]


def test_extract_writes_parquet(tmp_path: Path, article: Article) -> None:
    target = tmp_path / "m.parquet"
    assert hulin("extract", ARTICLE, "--format", "parquet", "-o", target)[0] == 0
    assert pd.read_parquet(target)["quote"].tolist() == extract(article)["quote"].tolist()


def test_extract_prints_annotations(article: Article) -> None:
    code, out, err = hulin("extract", ARTICLE, "--format", "jsonld")
    assert (code, err) == (0, "")
    assert json.loads(out)["total"] == len(extract(article))


def test_a_csv_file_is_for_spreadsheets_and_a_pipe_is_not(tmp_path: Path) -> None:
    hulin("extract", ARTICLE, "-o", tmp_path / "named.csv")
    command = [sys.executable, "-c", "from hulin_analysis.cli import main; main()", "extract", str(ARTICLE)]
    with (tmp_path / "redirected.csv").open("wb") as target:
        subprocess.run(command, stdout=target, check=True)
    piped = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    assert piped == (package_data.folder("data") / "metrics.csv").read_bytes()
    assert (tmp_path / "named.csv").read_bytes() == b"\xef\xbb\xbf" + piped
    assert (tmp_path / "redirected.csv").read_bytes() == b"\xef\xbb\xbf" + piped


def test_what_is_appended_to_a_file_has_no_mark_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"before\n")
    command = [sys.executable, "-c", "from hulin_analysis.cli import main; main()", "extract", str(ARTICLE)]
    with (tmp_path / "a.csv").open("ab") as target:
        subprocess.run(command, stdout=target, check=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"before\nid,")


def test_nobody_reading_on_is_no_fault() -> None:
    script = "from hulin_analysis.cli import main; main()"
    command = [sys.executable, "-c", script, "extract", str(ARTICLE), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
        assert process.wait(60) == 0
    assert err == b""


def test_data_is_utf_8_on_a_terminal_that_is_not() -> None:
    script = "from hulin_analysis.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", script, "extract", str(ARTICLE)],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert "1500余場" in run.stdout.decode()


@pytest.mark.parametrize("command", ["extract", "audit"])
def test_an_article_comes_from_standard_input_too(command: str) -> None:
    page = "<html><body><h1>某縣新聞</h1><p>去年新建學校3所。</p><p>投資2億元。</p></body></html>"
    arguments = [command, "-", "--published", "2022-02-15", "--place", "某縣", "--title", "另題"]
    result = runner.invoke(app, [*arguments, "--url", "https://a.example/b"], input=page.encode())
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        ("3所" in result.stdout and "2021" in result.stdout)
        if command == "extract"
        else ("All numerals of - are accounted for." in result.stdout)
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--published", "gestern"], "'gestern' is not a date"),
        (["--url", "a.html"], "'a.html' is not the address"),
    ],
)
def test_what_is_given_wrongly_is_one_sentence_and_1(options: list[str], message: str) -> None:
    code, out, err = hulin("extract", ARTICLE, *options)
    assert (code, out) == (1, "")
    assert one_sentence(err)
    assert message in err


# -- bad input ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["extract", "audit"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", bytes(range(256)) * 40),
    ],
)
def test_a_bad_file_is_one_sentence_and_1(
    command: str, name: str, content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    code, out, err = hulin(command, path)
    assert (code, out) == (1, "")
    assert one_sentence(err)
    assert name in err


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    code, _, err = hulin("audit", tmp_path)
    assert code == 1
    assert one_sentence(err)


def test_an_unwritable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, out, err = hulin("extract", ARTICLE, "-o", tmp_path / "file" / "m.csv")
    assert (code, out) == (1, "")
    assert one_sentence(err)


def test_an_unwritable_report_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, out, err = hulin("report", "-o", tmp_path / "file" / "report", "--to", "xlsx")
    assert (code, out) == (1, "")
    assert str(tmp_path / "file" / "report") in err.replace("\n", "")
    assert "choose another folder" in err
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_missing_extra_gives_the_install_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("hulin_analysis.extras.find_spec", lambda name: None)
    code, _, err = hulin("report", "-o", tmp_path / "r")
    assert code == 1
    assert 'pip install "hulin-analysis[report]"' in err.replace("\n", "")
    assert list(tmp_path.iterdir()) == []


# -- audit -------------------------------------------------------------------------------------------------


def test_audit_counts_quantities_and_the_ledger(article: Article) -> None:
    code, out, _ = hulin("audit", ARTICLE)
    assert code == 0
    assert f"{len(extract(article))} quantities, by kind" in out
    assert f"{len(ledger(article))} other numerals, by reason" in out
    counts = [int(line.split()[0]) for line in out.splitlines() if line.startswith("  ")]
    assert sum(counts) == len(extract(article)) + len(ledger(article))
    assert out.splitlines()[-1] == f"All numerals of {ARTICLE} are accounted for."


def test_audit_ends_with_1_if_a_numeral_is_unaccounted_for(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Span.cut(article.text, 597, 598)
    monkeypatch.setattr(
        hulin_analysis, "audit", lambda a: Audit(extract(a), ledger(a), (lost,)), raising=False
    )
    code, out, err = hulin("audit", ARTICLE)
    assert code == 1
    assert one_sentence(err)
    assert "9 at offset 597" in err
    assert "accounted for." not in out


def test_a_date_is_known_as_the_day_it_was_published() -> None:
    code, _, said = hulin("extract", "a.txt", "--date", "2025-04-20")
    assert code == 2
    assert "--published" in said
