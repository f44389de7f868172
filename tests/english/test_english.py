"""The tables of cases beside this file: Chinese, and what a reader of English is given for it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis import vocabulary, wording
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import entries
from hulin_analysis.codes import Kind
from hulin_analysis.places import english_place, romanised
from hulin_analysis.places.divisions import divisions
from hulin_analysis.script import to_simplified, to_traditional
from hulin_analysis.unit_groups import currency, group_tables

FOLDER = Path(__file__).parent


def cases(name: str) -> list[tuple[str, ...]]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" | ")) for line in lines if line and not line.startswith("#")]


@for_each(cases("places"))
def test_a_place_in_english(name: str, english: str) -> None:
    assert (english_place(name) or "-") == english
    assert (english_place(to_simplified(name)) or "-") == english


@pytest.mark.parametrize(("text", "shown", "label"), cases("numbers"))
@pytest.mark.parametrize("write", [to_simplified, to_traditional])
def test_a_number_and_its_label_in_english(text: str, shown: str, label: str, write) -> None:
    metrics = ha.extract(ha.parse_article(f"2024年,{write(text)}。"))
    (entry,) = entries(metrics, metrics, Catalog.of(metrics, "en"))
    assert (to_simplified(entry.shown), to_simplified(entry.label)) == (
        to_simplified(shown),
        to_simplified(label),
    )


def test_every_division_in_force_has_an_english_name_in_latin_letters() -> None:
    for one in divisions():
        if one.until is None:
            name = english_place(one.name, one.code)
            assert name and set(name.lower()) <= set("abcdefghijklmnopqrstuvwxyzü' ,-"), one.name


def test_an_apostrophe_parts_syllables_that_could_be_read_as_one() -> None:
    assert [romanised(name) for name in ("西安", "先", "东阿", "平安", "二连")] == [
        "Xi'an", "Xian", "Dong'e", "Ping'an", "Erlian",
    ]  # fmt: skip


def test_tables_are_in_simplified_script_and_name_what_there_is() -> None:
    table = vocabulary.table("english")
    for name, rows in table.items():
        assert all(rows.values()) or name == "kinds", name
        assert [to_simplified(key) for key in rows] == list(rows), name
    assert set(table["measured"]) == {"body", *Kind}
    assert [name for name, group in group_tables().items() if not group.get("english")] == []
    assert {one.code[:2] for one in divisions() if one.level == "province"} == set(table["provinces"])
    peoples = set(vocabulary.words("places", "names", "peoples"))
    assert set(table["peoples"]) == peoples


def test_a_body_and_an_unnamed_thing_stand_behind_their_kind() -> None:
    assert wording.place_name("虎林市人民醫院") == "hospital (虎林市人民醫院)"
    assert wording.place_name("某某會") == "body (某某會)"
    assert wording.place_name(wording.place_name("綠能公司")) == "綠能公司"
    assert wording.thing_name("木耳", kind="other", unit="%", change="increase") == "number (木耳)"
    assert (
        wording.thing_name("某項增長", kind="indicator", unit="%", change="increase")
        == "indicator (某項增長)"
    )


@for_each(cases("things"))
def test_a_thing_in_english(name: str, english: str) -> None:
    for written in (name, to_simplified(name), to_traditional(name)):
        said = wording.thing_name(written, kind="other", unit="元")
        assert to_simplified(said) == to_simplified(english)


@pytest.mark.parametrize(
    "unit", ["元", "港元", "美元", "吨", "亩", "公顷", "公里", "平方米", "千瓦时", "立方米", "辆", "户"]
)
def test_common_units_have_names(unit: str) -> None:
    assert wording.unit_name(unit)
    assert wording.unit_name(unit, one=True)


def test_a_part_of_a_currency_is_not_the_currency() -> None:
    assert currency("角") == "CNY"
    assert wording.quantity([5], "角") == "5 jiao"
    assert wording.quantity([200], "元/吨") == "200 yuan per tonne"


def test_places_that_look_alike_in_english_keep_their_chinese() -> None:
    frames = [
        ha.extract(ha.parse_article(f"2025年,全{place[-1]}地區生產總值增長{rate}。", place=place)).assign(
            document=place, place=place, published="2026-01-16"
        )
        for place, rate in {"福州市": "5.4%", "撫州市": "超6%", "甲縣": "4%"}.items()
    ]
    figure = ha.plot_places(ha.compare(pd.concat(frames), "grp", period="2025"), lang="en", highlight="甲縣")
    assert figure.title == (
        "Growth in gross regional product, 2025: of 3 places Fuzhou (撫州市) is highest (over 6%), "
        "Jiaxian County lowest (4%)"
    )


def test_labels_of_findings_are_words() -> None:
    table = ha.label(ha.findings(ha.load_metrics(), context=ha.load_context(), lang="en"), lang="en")
    assert table["Kind"].iloc[0] == "how many rose faster than elsewhere"
    assert ha.meaning("kind", "target met", lang="zh-Hans") == "达到目标"


@for_each(cases("signs"))
def test_a_rise_or_a_fall_in_english(shown: str, change: str, english: str) -> None:
    assert Catalog("en").signed(shown, change, plus=True) == english


@pytest.mark.parametrize(
    ("period", "published", "word"),
    [
        ("2025年", "2026-01-20", "estimated"),
        ("2025年", "2025-12-20", "expected"),
        ("2026年一季度", "2026-05-15", "estimated"),
        ("2027年", "2026-05-15", "expected"),
    ],
)
def test_what_is_expected_of_a_time_that_is_over_is_estimated(period: str, published: str, word: str) -> None:
    text = f"{period},预计全县地区生产总值增长5%。"
    metrics = ha.extract(ha.parse_article(text, published=published, place="甲县"))
    assert Catalog.of(metrics, "en")("expected") == word
    found = ha.findings(metrics, lang="en")["sentence"]
    assert all((word == "expected") == ("expected" in sentence) for sentence in found)


def test_a_count_chooses_its_word_and_a_head_its_capital() -> None:
    words = Catalog("en")
    assert words("more_quotes", n=1).startswith("1 more sentence is not")
    assert words("more_quotes", n=2).startswith("2 more sentences are not")
    assert words("rows_more", n=3, k=1) == "Only the first 3 are drawn; for 1 more, see the table."
    assert words("section_scope", period="", status="target") == "Target"
    assert [Catalog(lang).period("2025-12-31") for lang in ("zh-Hant", "zh-Hans", "en")] == [
        "2025年末", "2025年末", "End of 2025",
    ]  # fmt: skip
