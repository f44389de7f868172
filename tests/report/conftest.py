from __future__ import annotations

import gc
import subprocess
import sys
import weakref
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_print import prints
from made_report import Page, Report
from pypdf import PdfReader

from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.report import build_report

__all__ = ["prints"]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("first") / "report"
    made = Report(folder)
    init, alive = AnnotatedFigure.__init__, weakref.WeakSet[AnnotatedFigure]()

    def counted(self: AnnotatedFigure, **settings: object) -> None:
        init(self, **settings)  # type: ignore[arg-type]
        alive.add(self)
        made.in_memory.append(len(alive))

    gc.collect()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AnnotatedFigure, "__init__", counted)
        made.written += build_report(folder, on_step=lambda *step: made.steps.append(step))
    made.in_memory.append(len(alive))
    return made


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
