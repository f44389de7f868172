from __future__ import annotations

import re
from typing import Any

import pytest
from made_print import PARTS, STYLES, Print
from made_report import fonts_of

from hulin_analysis.report.print_layout import sheet_for

EVERY = [(style, part) for style in STYLES for part in PARTS]


@pytest.mark.parametrize(("style", "part"), EVERY)
def test_pdf_fonts_are_embedded(prints: dict[str, Print], style: str, part: str) -> None:
    count = 0
    for sheet in prints[style].pdf(part).pages:
        for font in fonts_of(sheet["/Resources"]):
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            if font["/Subtype"] == "/Type3":
                continue
            described = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), inner["/BaseFont"]
            count += 1
    assert count


def test_pdf_has_title_language_tags_bookmarks_and_page_numbers(prints: dict[str, Print]) -> None:
    pdf = prints["plain"].pdf("annex")
    assert pdf.metadata is not None and "梧岭市2024年" in re.sub(r"\s", "", pdf.metadata.title or "")
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"].startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    chapters = [item for item in pdf.outline if not isinstance(item, list)]
    pages = [pdf.get_destination_page_number(item) for item in chapters]
    # Each chapter begins a page, the first one behind the contents.
    assert pages == sorted(set(pages)) and pages[0] > 0
    assert pdf.pages[2].extract_text().split()[-3:] == ["3", "/", str(len(pdf.pages))]


def test_pdf_contents_say_the_pages_of_the_bookmarks(prints: dict[str, Print]) -> None:
    pdf = prints["plain"].pdf("annex")
    front = re.sub(r"\s", "", pdf.pages[0].extract_text())
    for item in pdf.outline:
        if not isinstance(item, list):
            name = re.sub(r"\s", "", str(item.title))
            shown = re.search(re.escape(name) + r"[.·]*?(\d+)", front)
            assert shown and int(shown[1]) == pdf.get_destination_page_number(item) + 1, name


def test_pdf_figures_are_lines_and_not_pixels(prints: dict[str, Print]) -> None:
    for part in PARTS:
        assert not [image for sheet in prints["plain"].pdf(part).pages for image in sheet.images]


def test_the_brief_has_two_pages(prints: dict[str, Print]) -> None:
    assert len(prints["plain"].pdf("brief").pages) <= 2


def test_official_pages_have_twenty_two_lines_and_numbers_between_dashes(prints: dict[str, Print]) -> None:
    pdf = prints["official"].pdf("annex")
    assert all(re.search(rf"—\s*{n}\s*—\s*$", sheet.extract_text()) for n, sheet in enumerate(pdf.pages, 1))
    sheet = sheet_for("official")
    assert sheet.height // sheet.line == 22 and int(sheet.width / (sheet.size - 0.25)) == 28


@pytest.mark.parametrize("style", STYLES)
def test_a_tall_chart_stands_on_several_pages_each_numbered(prints: dict[str, Print], style: str) -> None:
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in prints[style].pdf("annex").pages))
    pieces = re.findall(r"(\d)/(\d)附?图?", text)
    assert pieces
    assert re.search(r"第1幅，共(\d)幅", text)
