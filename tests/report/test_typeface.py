"""Which font a document is set in, and what Word is told of it."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from hulin_analysis.charts.fonts import SIMPLIFIED, TRADITIONAL, Family
from hulin_analysis.report.document import typeface
from hulin_analysis.report.word_package import Package, add_fonts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "word/fontTable.xml": f'<w:fonts xmlns:w="{W}"/>',
    "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:rFonts w:eastAsia="{SIMPLIFIED}"/></w:styles>',
    "word/document.xml": f'<w:t xmlns:w="{W}">骨次</w:t>',
}


@pytest.fixture
def package(tmp_path: Path) -> Package:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
    return Package(path)


@pytest.mark.parametrize(
    ("lang", "words", "family"),
    [
        ("zh-Hant", "经济", TRADITIONAL),
        ("zh-Hans", "經濟", SIMPLIFIED),
        ("en", "growth 地區生產總值", TRADITIONAL),
        ("en", "growth 地区生产总值", SIMPLIFIED),
        ("en", "growth", SIMPLIFIED),
    ],
)
def test_a_document_has_the_font_of_its_language_and_english_that_of_its_quotes(
    lang: str, words: str, family: Family
) -> None:
    blocks = [{"t": "Para", "c": [{"t": "Str", "c": words}]}]
    assert typeface({"meta": {"lang": {"t": "MetaString", "c": lang}}, "blocks": blocks}) == family


@pytest.mark.parametrize(
    ("family", "other", "charset"),
    [(SIMPLIFIED, "Microsoft YaHei", "86"), (TRADITIONAL, "Microsoft JhengHei", "88")],
)
def test_word_is_given_the_font_of_the_document(
    package: Package, family: Family, other: str, charset: str
) -> None:
    add_fonts(package, family)
    made = package.written()
    table = made["word/fontTable.xml"].decode()
    assert f'w:eastAsia="{family}"' in made["word/styles.xml"].decode()
    assert f'w:name="{family}"' in table
    assert f'w:altName w:val="{other}"' in table
    assert f'w:charset w:val="{charset}"' in table
    key = uuid.UUID(re.findall(r"fontKey=\"\{([^}]+)", table)[0]).bytes[::-1]
    masked = made["word/fonts/font1.odttf"]
    font = TTFont(io.BytesIO(bytes(b ^ key[i % 16] if i < 32 else b for i, b in enumerate(masked))))
    assert font["name"].getBestFamilyName() == family
    assert set(map(ord, "骨次")) <= set(font.getBestCmap())
