"""The fonts of simplified and of traditional Chinese."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

import hulin_analysis as ha
from hulin_analysis.charts import fonts
from hulin_analysis.charts.canvas.typeface import cut_font, outline, text_width
from hulin_analysis.charts.fonts import FORMS, SIMPLIFIED, TRADITIONAL, Family, family_of, font_path
from hulin_analysis.languages import LANGUAGES

#: Characters whose forms every textbook on the two standards shows, and signs that stand in the middle.
DIFFERENT = "骨過起與述次化低充育及說吳虎地，。！"
SAME = "一中林市年生增6%①「《A"
FAMILIES = {lang: SIMPLIFIED if lang == "zh-Hans" else TRADITIONAL for lang in LANGUAGES}


def drawn(font: TTFont, character: str) -> list[object]:
    pen = RecordingPen()
    font.getGlyphSet()[font.getBestCmap()[ord(character)]].draw(pen)
    return pen.value


def box(font: TTFont, character: str) -> tuple[float, float, float, float]:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(character)]].draw(pen)
    return pen.bounds


@pytest.fixture(scope="module")
def files() -> dict[Family, TTFont]:
    return {family: TTFont(font_path(family)) for family in (SIMPLIFIED, TRADITIONAL)}


def test_the_forms_differ_where_the_standards_do(files: dict[Family, TTFont]) -> None:
    one, other = files[SIMPLIFIED], files[TRADITIONAL]
    assert [char for char in DIFFERENT if drawn(one, char) == drawn(other, char)] == []
    assert [char for char in SAME if drawn(one, char) != drawn(other, char)] == []


def test_commas_and_full_stops_of_traditional_text_stand_in_the_middle(files: dict[Family, TTFont]) -> None:
    for char in "，。、：！？":
        left, low, right, high = box(files[TRADITIONAL], char)
        assert abs((left + right) / 2 - 500) < 60, char
        assert abs((low + high) / 2 - 380) < 60, char
    left, _, right, _ = box(files[SIMPLIFIED], "，")
    assert (left + right) / 2 < 300


def test_a_form_of_the_traditional_standard_is_that_of_its_source(files: dict[Family, TTFont]) -> None:
    forms = TTFont(FORMS)
    for char in "次骨，":
        assert drawn(forms, char) == drawn(files[TRADITIONAL], char)
    assert len(forms.getBestCmap()) > 3000
    areas = []
    for font in files.values():
        pen = AreaPen(font.getGlyphSet())
        font.getGlyphSet()[font.getBestCmap()[ord("骨")]].draw(pen)
        areas.append(abs(pen.value))
    assert areas[0] == pytest.approx(areas[1], rel=0.15)  # of one weight


def test_the_fonts_are_alike_in_all_but_the_forms(files: dict[Family, TTFont]) -> None:
    one, other = files[SIMPLIFIED], files[TRADITIONAL]
    assert one.getBestCmap() == other.getBestCmap()
    assert {name: width for name, (width, _) in one["hmtx"].metrics.items()} == {
        name: width for name, (width, _) in other["hmtx"].metrics.items()
    }
    # What stands before an outline is where the outline begins, or FreeType would shift it.
    glyphs, changed = other["glyf"], TTFont(FORMS).getBestCmap()
    names = [other.getBestCmap()[code] for code in changed]
    assert [name for name in names if glyphs[name].xMin != other["hmtx"][name][1]] == []
    most = max(len(glyphs[name].coordinates) for name in names)
    assert other["maxp"].maxPoints >= most
    for font, family in ((one, SIMPLIFIED), (other, TRADITIONAL)):
        assert font["name"].getBestFamilyName() == family
        assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_the_traditional_font_is_made_once_and_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mpl, "get_cachedir", lambda: str(tmp_path))
    made = fonts._traditional(font_path())
    assert made.is_relative_to(tmp_path)
    assert made.read_bytes() == font_path(TRADITIONAL).read_bytes()
    before = made.stat().st_mtime_ns
    assert fonts._traditional(font_path()) == made
    assert made.stat().st_mtime_ns == before
    assert [path.name for path in made.parent.iterdir()] == [made.name]


@pytest.mark.parametrize(("lang", "family"), FAMILIES.items())
def test_a_chart_is_drawn_in_the_font_of_its_language(lang: str, family: Family, tmp_path: Path) -> None:
    figure = ha.plot_investments(ha.load_metrics(), lang=lang)
    assert figure.family == family
    svg, pdf = ha.save(figure, tmp_path / "chart", formats=("svg", "pdf"))
    source = svg.read_text(encoding="utf-8")
    brought = re.findall(r"font-family:'([^']+)';src:url\(data:font/woff;base64,([^)]+)\)", source)
    assert [name for name, _ in brought] == [family]
    font, whole = TTFont(io.BytesIO(base64.b64decode(brought[0][1]))), TTFont(font_path(family))
    for char in set(DIFFERENT) & set(map(chr, font.getBestCmap())):
        assert drawn(font, char) == drawn(whole, char)
    other = ({*FAMILIES.values()} - {family}).pop()
    assert f"'{other}'" not in source
    assert family.replace(" ", "").encode() in pdf.read_bytes()
    assert other.replace(" ", "").encode() not in pdf.read_bytes()


def test_a_picture_has_the_outlines_of_its_language() -> None:
    one, other = outline("骨", SIMPLIFIED), outline("骨", TRADITIONAL)
    assert not np.array_equal(one.vertices, other.vertices)
    assert np.allclose(outline("市年", SIMPLIFIED).vertices, outline("市年", TRADITIONAL).vertices)
    assert text_width("骨，", 10) == pytest.approx(20)


def test_an_english_chart_follows_the_script_it_quotes() -> None:
    assert family_of("en", "hans") == family_of("en", None) == SIMPLIFIED
    article = ha.parse_article("2021年,全县地区生产总值增长6.7%,固定资产投资增长3%。")
    assert ha.plot_indicators(ha.extract(article), lang="en").family == SIMPLIFIED
    assert ha.plot_indicators(ha.extract(article), lang="zh-Hant").family == TRADITIONAL


def test_the_licence_of_the_font_is_in_the_package() -> None:
    text = (FORMS.parent / "OFL.txt").read_text(encoding="utf-8")
    assert text.startswith("Copyright 2014-2021 Adobe")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "PERMISSION & CONDITIONS" in text


def test_a_cut_font_keeps_its_forms_and_its_licence() -> None:
    font = TTFont(io.BytesIO(cut_font("骨次", TRADITIONAL)))
    assert drawn(font, "骨") == drawn(TTFont(font_path(TRADITIONAL)), "骨")
    assert "SIL Open Font License" in font["name"].getDebugName(13)
