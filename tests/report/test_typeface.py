"""Which font a document is set in, and what Word is told of it."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from fontTools.ttLib import TTFont

from hulin_analysis.charts.fonts import SIMPLIFIED, TRADITIONAL, Family
from hulin_analysis.report.typeface import typeface
from hulin_analysis.report.word_font import font_parts

PARTS = {
    "[Content_Types].xml": "<Types></Types>",
    "word/fontTable.xml": "<w:fonts></w:fonts>",
    "word/settings.xml": "<w:embedSystemFonts />",
    "word/document.xml": "<w:t>骨次</w:t>",
}


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
def test_word_is_given_the_font_of_the_document(family: Family, other: str, charset: str) -> None:
    made = font_parts(PARTS, family)
    table = made["word/fontTable.xml"].decode()
    assert f'w:name="{family}"' in table
    assert f'w:altName w:val="{other}"' in table
    assert f'w:charset w:val="{charset}"' in table
    key = uuid.UUID(re.findall(r"fontKey=\"\{([^}]+)", table)[0]).bytes[::-1]
    masked = made["word/fonts/font1.odttf"]
    font = TTFont(io.BytesIO(bytes(b ^ key[i % 16] if i < 32 else b for i, b in enumerate(masked))))
    assert font["name"].getBestFamilyName() == family
    assert set(map(ord, "骨次")) <= set(font.getBestCmap())
