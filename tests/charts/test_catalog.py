"""What the charts say of a number, a unit, a place or a time, in each language."""

from __future__ import annotations

import pytest

import hulin_analysis as ha
from hulin_analysis.charts.canvas.scales import grid_values, rounded
from hulin_analysis.charts.canvas.typeface import cut_font, font_face, outline, stock
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import entries, proven_rows, said_per
from hulin_analysis.charts.theme import ACCENT, PAPER, Palette, contrast, recoloured
from hulin_analysis.unit_groups import per_what

ZH, HANS, EN = Catalog("zh-Hant"), Catalog("zh-Hans"), Catalog("en")
ROW = {"quote": "超14%", "value": 14.0, "unit": "%", "hedge": "over"}


def test_words_are_written_as_the_language_does() -> None:
    said_and_written = [
        (EN("table_title", n=1), "1 number"),
        (EN("section_scope", period="", status="target"), "Target"),
        (EN.fill({"zh": "{n}項", "en": "{n} {n:item|items}"}, n=1), "1 item"),
        (EN.fill({"zh": "{n}項", "en": "{n} {n:item|items}"}, n=2), "2 items"),
        (EN.place("虎林市"), "Hulin"),
        (HANS.place("延邊朝鮮族自治州"), "延边朝鲜族自治州"),
        (HANS.chinese("地區生產總值"), "地区生产总值"),
        (Catalog("zh-Hant", "hant").chinese("黨員干部"), "黨員干部"),
        (ZH.quantity(ROW), "超14%"),
        (EN.quantity(ROW), "over 14%"),
        (ZH.quoted("“七學”活動"), "‘七學’活動"),
        (EN.units(["場", "場次"]), "sessions (場 · 場次)"),
        (ZH.unit("吨"), "噸"),
        ([EN.unit(unit) for unit in ("吨", "元", "孔")], ["tonnes", "yuan", "(孔)"]),
        (EN.extent(1, 1235), "1 number · 1,235 characters"),
        (ZH.extent(0, 12), "沒有數字 · 12字"),
        ([EN.per("每個月"), EN.per("每辆")], ["per month", "per vehicle"]),
        (ZH.per("每個月"), "每月"),
        ([ZH.number(190000), EN.number(190000), EN.number(2.7e9)], ["19萬", "190,000", "2.7 billion"]),
    ]
    assert [said for said, _ in said_and_written] == [written for _, written in said_and_written]


@pytest.mark.parametrize(
    ("catalog", "change", "plus", "shown", "signed"),
    [
        (EN, "decrease", False, "3% | over 14% | 4–5%", "−3% | down over 14% | down 4–5%"),
        (EN, "increase", True, "3% | about 5% | US$3 million", "+3% | about +5% | +US$3 million"),
        (ZH, "decrease", True, "3% | 超14% | 4%—5%", "−3% | 降超14% | 降4%—5%"),
        (ZH, "increase", True, "3% | 超14%", "+3% | 增超14%"),
        (ZH, "decrease", False, "3%", "降3%"),
        (ZH, "increase", False, "3%", "3%"),
    ],
)
def test_a_rise_and_a_fall_have_a_sign_or_a_word(
    catalog: Catalog, change: str, plus: bool, shown: str, signed: str
) -> None:
    assert " | ".join(catalog.signed(one, change, plus=plus) for one in shown.split(" | ")) == signed


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2021", "2021年", "2021"),
        ("2021-06/..", "2021年6月起", "Since June 2021"),
        ("2021-01/2021-05", "2021年1—5月", "January to May 2021"),
        ("2021-04/2021-06", "2021年二季度", "Second quarter of 2021"),
        ("2025-12-31", "2025年末", "End of 2025"),
        ("P5Y/2022-02-15", "至2022年2月15日的5年", "5 years to 15 February 2022"),
    ],
)
def test_a_time_is_written_as_the_language_does(period: str, chinese: str, english: str) -> None:
    assert (ZH.period(period), EN.period(period)) == (chinese, english)
    assert EN.period("2021-01/2021-09", inside=True) == "first three quarters of 2021"


def test_what_an_amount_is_per_is_written_as_the_language_does() -> None:
    pers = [per_what(text) for text in ("每10股派发", "补贴每两户", "每人每月", "总额")]
    assert pers == ["每10股", "每两户", "每人每月", ""]
    assert [EN.per(per) for per in pers[:3]] == ["per 10 shares", "per (两户)", "per head and month"]
    assert ZH.per("每10股") == "每10股"


def test_a_rate_of_change_is_per_year_or_per_nothing() -> None:
    metrics = ha.extract(ha.parse_article("2025年,全縣人均收入增長6%,人均補貼300元,產值每年增長5%。"))
    told = entries(proven_rows(metrics, metrics), metrics, EN)
    assert [said_per(one, EN, "") for one in told] == ["", "per head", "per year"]


def test_a_unit_that_is_its_own_name_is_written_once() -> None:
    assert [EN.units([unit]) for unit in ("%", "元")] == ["%", "yuan (元)"]


def test_a_colour_has_its_own_in_the_dark_theme() -> None:
    assert (Palette.of("dark")(PAPER), Palette()(PAPER)) == ("#15191D", "#FFFFFF")
    assert recoloured("#1b1f24", "dark") == "#E8EAED"
    assert recoloured(Palette().tint(ACCENT, 0.5), "dark") == "#8b4a44"
    assert contrast("#000000", "#FFFFFF") == 21.0


def test_the_lower_end_of_an_axis_is_round() -> None:
    start, steps = rounded(2.8, 8.9)
    assert (start, grid_values(start, 8.9, steps)) == (2.5, [2.5, 5.0, 7.5])


def test_a_file_brings_its_font_along_cut_to_its_characters() -> None:
    stock("虎林市")
    assert cut_font("虎林", flavor="woff")[:4] == b"wOFF"
    assert len(cut_font("虎林")) < len(cut_font("虎林市"))
    face = "@font-face{font-family:'Report';src:url(data:font/woff;ba"
    assert font_face("虎林", "Report").startswith(face)
    box = outline("虎林").get_extents()
    assert 0 < box.x0 < box.x1 < 2
    assert -0.2 < box.y0 < box.y1 < 1
