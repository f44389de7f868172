from __future__ import annotations

import re
from typing import Any

from made_report import fonts_of
from pypdf import PdfReader

from hulin_analysis.article import Article


def test_pdf_fonts_are_embedded(pdf: PdfReader) -> None:
    assert len(pdf.pages) > 5
    count = 0
    for sheet in pdf.pages:
        for font in fonts_of(sheet["/Resources"]):
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            if font["/Subtype"] == "/Type3":
                continue
            described = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), inner["/BaseFont"]
            count += 1
    assert count


def test_pdf_has_title_language_tags_bookmarks_and_page_numbers(pdf: PdfReader, article: Article) -> None:
    assert pdf.metadata is not None
    assert article.title is not None
    title = " ".join(article.title.quote.split())
    assert pdf.metadata.title == f"附件：關於《{title}》的數字解讀"
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.year == 2022
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"].startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    chapters = [item for item in pdf.outline if not isinstance(item, list)]
    assert len(chapters) == 5
    assert pdf.pages[2].extract_text().split()[-3:] == ["3", "/", str(len(pdf.pages))]


def test_pdf_text_is_the_documents_text(pdf: PdfReader) -> None:
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in pdf.pages))
    assert "全部數量" in text
    assert "附表1" in text


def test_pdf_figures_are_lines_and_not_pixels(pdf: PdfReader) -> None:
    assert not [image for sheet in pdf.pages for image in sheet.images]
