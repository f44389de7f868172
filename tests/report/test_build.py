from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from made_report import DOCUMENTS, Page, Report, snapshot
from typer.testing import CliRunner

import hulin_analysis as ha
from hulin_analysis.cli import app
from hulin_analysis.errors import MissingExtraError, ReportError
from hulin_analysis.report import Edition, build_report

ARTICLE = ha.parse_article("某縣新聞\n\n2025年03月02日09:30\n\n去年，全縣糧食產量3萬噸，增長5%。")


def test_the_list_says_what_was_written_and_nothing_else_was(report: Report) -> None:
    count = len(DOCUMENTS)
    assert [path.name for path in report.written[:count]] == DOCUMENTS
    assert {path.suffix for path in report.written[count:]} == {".svg", ".png", ".pdf"}
    found = sorted(path for path in report.folder.rglob("*") if path.is_file())
    assert found == sorted(report.written)
    assert [path.name for path in report.folder.parent.iterdir()] == ["report"]


def test_every_step_is_told(report: Report) -> None:
    total = report.steps[0][2]
    assert [(done, of) for _, done, of in report.steps] == [(i, total) for i in range(total + 1)]
    assert report.steps[0][0].startswith("drawing chart 1 of ")
    assert report.steps[-1][0] == "done"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_two_runs_write_the_same_bytes(name: str, report: Report, again: tuple[Path, str]) -> None:
    assert (report / name).read_bytes() == (again[0] / name).read_bytes()


def test_two_runs_draw_the_same_figures(report: Report, again: tuple[Path, str]) -> None:
    for path in (report / "figures").iterdir():
        assert path.read_bytes() == (again[0] / "figures" / path.name).read_bytes(), path.name


def test_the_command_lists_what_it_wrote(report: Report, again: tuple[Path, str]) -> None:
    listed = [line.split()[-1] for line in again[1].splitlines()]
    assert listed == [str(Path("mine") / path.relative_to(report.folder)) for path in report.written]
    assert all(re.match(r" *[\d.]+ [kM]B  ", line) for line in again[1].splitlines())


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (["brief"], ["report.html", "brief.docx", "brief.pdf"]),
        (["annex"], ["report.html", "annex.docx", "annex.pdf"]),
    ],
)
def test_one_part_can_be_written_alone(parts: list[str], names: list[str], tmp_path: Path) -> None:
    edition = Edition(parts=parts)  # type: ignore[arg-type]
    written = build_report(tmp_path / "r", article=ARTICLE, formats=["html", "docx", "pdf"], edition=edition)
    documents = [path.name for path in written if path.parent.name == "r"]
    assert documents == [*names, "sources.bib", "sources.ris"]
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    inner = {a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")}
    assert inner and inner <= ids


def test_a_report_in_place_of_another_leaves_other_files(tmp_path: Path) -> None:
    output = tmp_path / "report"
    output.mkdir()
    (output / "report.html").write_text("earlier", encoding="utf-8")
    (output / "mine.txt").write_text("mine", encoding="utf-8")
    build_report(output, article=ARTICLE, formats=["html"])
    assert {"report.html", "mine.txt"} <= {path.name for path in output.iterdir()}
    assert "糧食產量" in (output / "report.html").read_text(encoding="utf-8")
    assert (output / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_document_that_cannot_be_set_leaves_the_earlier_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "report"
    output.mkdir()
    (output / "report.html").write_text("earlier", encoding="utf-8")
    before = snapshot(tmp_path)

    def broken(*args: object, **more: object) -> None:
        raise RuntimeError("pandoc died")

    monkeypatch.setattr("hulin_analysis.report.pandoc.subprocess.run", broken)
    with pytest.raises(ReportError, match="pandoc cannot"):
        build_report(output, article=ARTICLE, formats=["html"])
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("formats", [["odt"], []])
def test_unknown_formats_are_refused(formats: list[str], tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="choose from html, docx, pdf, xlsx"):
        build_report(tmp_path / "r", formats=formats)


@pytest.mark.parametrize(
    ("more", "said"),
    [({"lang": "xx"}, "no language 'xx'"), ({"edition": Edition(parts=["x"])}, "no part 'x'")],  # type: ignore[list-item]
)
def test_what_is_not_known_is_refused(more: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=said):
        build_report(tmp_path / "r", **more)  # type: ignore[arg-type]


def test_a_missing_part_is_asked_for_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hulin_analysis.extras.find_spec", lambda name: None if name == "typst" else object())
    with pytest.raises(MissingExtraError, match="typst is not installed"):
        build_report(tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_no_notebook_is_run(report: Report) -> None:
    assert not list(report.folder.rglob("*.ipynb"))


def test_the_command_corrects_its_numbers(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("某县公报\n\n2025年，某县地区生产总值60亿元，同比增长5%。", encoding="utf-8")
    corrections = tmp_path / "corrections.csv"
    corrections.write_text(
        "start,quote,column,value,reason\n20,60亿元,value,6100000000,核实后的数\n", encoding="utf-8"
    )
    more = ["--corrections", str(corrections), "--to", "html", "--published", "2026-02-01"]
    done = CliRunner().invoke(app, ["report", str(text), "-o", str(tmp_path / "r"), *more])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    assert "61亿元" in page and "更正" in page


def test_the_packages_own_article_takes_corrections_too(tmp_path: Path) -> None:
    corrections = tmp_path / "corrections.csv"
    ha.record_correction(ha.load_metrics(), "q9-1", "remove", None, reason="不用", path=corrections)
    metrics = ha.correct(ha.load_metrics(), corrections)
    build_report(tmp_path / "r", metrics=metrics, formats=["xlsx"], edition=Edition(parts=["brief"]))
    book = openpyxl.load_workbook(tmp_path / "r" / "metrics.xlsx")
    assert "q9-1" not in [row[0].value for row in book.worksheets[0]]


def test_a_chinese_folder_is_written_in_the_locale_c(tmp_path: Path) -> None:
    text = tmp_path / "某县公报.txt"
    text.write_text("某县公报\n\n2025年，某县地区生产总值60亿元，同比增长5%。", encoding="utf-8")
    command = [sys.executable, "-m", "hulin_analysis", "report", text, "-o", tmp_path / "某县输出", "--brief"]
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "C"}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    page = (tmp_path / "某县输出" / "report.html").read_text(encoding="utf-8")
    assert "目录" in page and "关于《某县公报》的数字解读" in page


def test_a_report_keeps_no_more_than_a_chart_with_its_page_in_memory(report: Report) -> None:
    *counts, left = report.in_memory
    assert len(counts) > 10 and max(counts) <= 4 and left == 0
