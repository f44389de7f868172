"""A report in print: one with tables and several charts, in both styles."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis.report import Edition, build_report
from hulin_analysis.report.word_package import NAMESPACES

#: The first two chapters of a communiqué, which have three tables.
TEXT = (Path(__file__).parents[2] / "docs" / "gallery" / "texts" / "communique.md").read_text("utf-8")
FORMATS = {"plain": ["html", "docx", "pdf"], "official": ["docx", "pdf"]}
STYLES = tuple(FORMATS)
PARTS = ("brief", "annex")


class Print:
    """The Word files, the PDFs and the page of a report."""

    def __init__(self, folder: Path, style: str) -> None:
        self.folder, self.style = folder, style
        file = folder.with_suffix(".md")
        file.write_text(TEXT[: TEXT.index("## 三、")], encoding="utf-8")
        build_report(
            folder,
            article=ha.read_article(file),
            formats=FORMATS[style],
            edition=Edition(unit="梧岭市统计局", style=style),
        )

    def parts(self, name: str) -> dict[str, bytes]:
        with zipfile.ZipFile(self.folder / f"{name}.docx") as archive:
            return {one: archive.read(one) for one in archive.namelist()}

    def tree(self, name: str, part: str = "word/document.xml") -> Any:
        return etree.fromstring(self.parts(name)[part])

    def pdf(self, name: str) -> PdfReader:
        return PdfReader(self.folder / f"{name}.pdf")


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Print]]:
    yield {style: Print(tmp_path_factory.mktemp(style) / "report", style) for style in STYLES}


def find(node: Any, path: str) -> list[Any]:
    return node.findall(path, NAMESPACES)
