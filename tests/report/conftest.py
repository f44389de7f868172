from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_print import prints
from made_report import Page, Report
from pypdf import PdfReader

from hulin_analysis.report import build_report

__all__ = ["prints"]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("first") / "report"
    steps: list[tuple[str, int, int]] = []
    written = build_report(folder, on_step=lambda *step: steps.append(step))
    return Report(folder, written, steps)


@pytest.fixture(scope="session")
def again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same report by the command line, in another process, and what the command printed."""
    folder = tmp_path_factory.mktemp("second")
    script = "from hulin_analysis.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", script, "report", "-o", "mine"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return folder / "mine", run.stdout


@pytest.fixture(scope="session")
def page(report: Report) -> Page:
    return Page((report / "report.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def brief(report: Report) -> Iterator[PdfReader]:
    with (report / "brief.pdf").open("rb") as opened:
        yield PdfReader(opened)


@pytest.fixture(scope="session")
def body(report: Report) -> ElementTree.Element:
    with zipfile.ZipFile(report / "annex.docx") as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


@pytest.fixture(scope="session")
def pdf(report: Report) -> Iterator[PdfReader]:
    with (report / "annex.pdf").open("rb") as opened:
        yield PdfReader(opened)
