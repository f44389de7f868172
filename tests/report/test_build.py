from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from made_report import DOCUMENTS, PARAMETERS, Notebooks, Page, Report, notebook, snapshot

from hulin_analysis.errors import MissingExtraError, ReportError
from hulin_analysis.report import build_report


def test_the_list_says_what_was_written_and_nothing_else_was(report: Report) -> None:
    assert [path.name for path in report.written[:4]] == DOCUMENTS
    assert {path.suffix for path in report.written[4:]} == {".svg", ".png", ".pdf"}
    found = sorted(path for path in report.folder.rglob("*") if path.is_file())
    assert found == sorted(report.written)
    assert [path.name for path in report.folder.parent.iterdir()] == ["report"]


def test_every_step_is_told(report: Report) -> None:
    total = report.steps[0][2]
    assert [(done, of) for _, done, of in report.steps] == [(i, total) for i in range(total + 1)]
    assert report.steps[0][0] == "running 01_article.ipynb"
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


def test_a_failing_cell_is_named_and_the_earlier_report_stays(packaged: Notebooks) -> None:
    output = packaged(
        a=notebook("# 一", PARAMETERS, "print(lang)"),
        b=notebook("# 二", PARAMETERS, "x = 1", "y = x / 0\nz = 2"),
    )
    output.mkdir()
    (output / "hulin.html").write_text("earlier", encoding="utf-8")
    (output / "mine.txt").write_text("mine", encoding="utf-8")
    before = snapshot(output.parent)
    with pytest.raises(ReportError) as caught:
        build_report(output)
    message = str(caught.value)
    assert message.startswith("Cell 4 of b.ipynb (y = x / 0) failed: ZeroDivisionError: division by zero")
    assert "\n" not in message
    assert snapshot(output.parent) == before


def test_a_failing_cell_before_the_parameters_is_counted_right(packaged: Notebooks) -> None:
    output = packaged(a=notebook("# 一", "1 / 0", PARAMETERS))
    with pytest.raises(ReportError, match=r"Cell 2 of a\.ipynb"):
        build_report(output)
    assert not output.exists()


def test_a_cell_that_ends_python_is_named(packaged: Notebooks) -> None:
    output = packaged(a=notebook("# 一", PARAMETERS, "import os; os._exit(3)"))
    with pytest.raises(ReportError, match=r"Python died while a\.ipynb ran"):
        build_report(output)
    assert not output.exists()


def test_a_file_that_is_no_notebook_is_named(packaged: Notebooks) -> None:
    output = packaged()
    (output.parent / "notebooks" / "a.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match=r"notebook .*a\.ipynb cannot be run"):
        build_report(output)
    assert not output.exists()


def test_no_notebooks_is_an_error(packaged: Notebooks) -> None:
    with pytest.raises(ReportError, match="has no notebooks"):
        build_report(packaged())


def test_a_report_in_place_of_another_leaves_other_files(packaged: Notebooks) -> None:
    output = packaged(a=notebook("# 一", PARAMETERS, "print('去年')"))
    output.mkdir()
    (output / "hulin.html").write_text("earlier", encoding="utf-8")
    (output / "mine.txt").write_text("mine", encoding="utf-8")
    written = build_report(output, formats=["docx", "html"])
    assert [path.name for path in written] == ["hulin.html", "hulin.docx"]
    assert sorted(path.name for path in output.iterdir()) == ["hulin.docx", "hulin.html", "mine.txt"]
    assert "去年" in (output / "hulin.html").read_text(encoding="utf-8")
    assert (output / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_parameters_reach_the_notebook_and_the_kernel_is_this_python(packaged: Notebooks) -> None:
    output = packaged(
        a=notebook("# 一", ("lang = 'none'", "parameters"), "import sys; print(lang, sys.executable)")
    )
    build_report(output, formats=["html"])
    words = Page((output / "hulin.html").read_text(encoding="utf-8")).words
    assert f"zh-Hant {sys.executable}" in words


def test_a_document_that_cannot_be_set_leaves_nothing(
    packaged: Notebooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = packaged(a=notebook("# 一", PARAMETERS))

    def broken(*args: object, **more: object) -> None:
        raise RuntimeError("pandoc died")

    monkeypatch.setattr("hulin_analysis.report.pandoc.pypandoc.convert_text", broken)
    with pytest.raises(ReportError, match="pandoc cannot read what the notebooks show"):
        build_report(output, formats=["html"])
    assert not output.exists()


@pytest.mark.parametrize("formats", [["odt"], []])
def test_unknown_formats_are_refused(formats: list[str], tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="choose from html, docx, pdf, xlsx"):
        build_report(tmp_path / "r", formats=formats)


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no language 'fr'"):
        build_report(tmp_path / "r", lang="fr")


def test_a_missing_part_is_asked_for_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hulin_analysis.extras.find_spec", lambda name: None if name == "typst" else object())
    with pytest.raises(MissingExtraError, match="typst is not installed"):
        build_report(tmp_path / "r")
    assert list(tmp_path.iterdir()) == []
