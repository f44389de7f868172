"""The table of divisions: its facts, its names, and which division a name means."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from hulin_analysis.places import code_of, divisions, find_places, full_names, named, short_names

NAMES = {division.name for division in divisions()}
CODES = {division.code for division in divisions()}


def test_every_row_is_whole() -> None:
    for one in divisions():
        assert re.fullmatch(r"\d{6}|", one.code), one
        assert re.fullmatch(r"[\u3400-\u9fff]{2,16}", one.name), one
        assert one.level in ("province", "prefecture", "county"), one
        assert (one.parent == "") == (one.level == "province"), one
        assert one.parent in {"", *CODES, *NAMES}, one
        assert (one.since or 0) <= (one.until or 9999), one


def test_the_table_has_what_the_ministry_lists() -> None:
    today = Counter(
        one.level for one in divisions() if one.until is None and one.code[:2] not in ("81", "82")
    )
    assert today["province"] == 32
    assert today["prefecture"] >= 333
    assert today["county"] >= 2840
    assert {"香港特别行政区", "澳门特别行政区", "台湾省", "油尖旺区", "嘉模堂区", "屏东县", "板桥区"} <= NAMES


@pytest.mark.parametrize(
    ("name", "within", "year", "code"),
    [
        ("黑龙江省", None, None, "230000"),
        ("黑龙江", None, None, "230000"),
        ("虎林市", None, None, "230381"),
        ("虎林县", None, None, "230322"),
        ("吉林", None, None, "220000"),
        ("吉林市", None, None, "220200"),
        ("延边州", None, None, "222400"),
        ("北川羌族自治县", None, None, "510726"),
        ("北川县", None, 1999, "510726"),
        ("襄樊市", None, None, "420600"),
        ("巢湖市", None, 2005, "341400"),
        ("巢湖市", None, 2020, "340181"),
        ("鼓楼区", None, None, None),
        ("鼓楼区", "福州市", None, "350102"),
        ("鼓楼区", "河南省", None, "410204"),
        ("福建省鼓楼区", None, None, "350102"),
        ("江苏省徐州市鼓楼区", None, None, "320302"),
        ("朝阳区", "北京市", None, "110105"),
        ("朝阳区", "长春市", None, "220104"),
        ("本港", None, None, "810000"),
        ("澳门", None, None, "820000"),
        ("高雄市", None, None, None),
        ("甲县", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_name_has_a_code(name: str, within: str | None, year: int | None, code: str | None) -> None:
    assert code_of(name, within, year) == code


def test_a_name_of_today_comes_before_one_that_is_gone() -> None:
    assert named("虎林市")[0].until is None


@pytest.mark.parametrize("word", ["白银", "日照", "来宾", "朝阳", "中山", "阿里"])
def test_a_word_is_no_short_name(word: str) -> None:
    assert named(word)
    assert word not in short_names()


@pytest.mark.parametrize("word", ["下半旗", "开发区", "自治州", "市辖区", "县", "地区"])
def test_no_word_of_a_kind_is_a_name(word: str) -> None:
    assert word not in full_names()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("福建省福州市鼓楼区", ["福建省", "福州市", "鼓楼区"]),
        ("万县市与万县市", ["万县市", "万县市"]),
        ("阳泉市城区与大城区", ["阳泉市", "城区"]),
        ("北京市场、西安区域、阳新县域", []),
        ("新增城市公园", []),
        ("“平安县”称号", []),
        ("全州县全县", ["全州县"]),
    ],
)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in find_places(text)] == names
