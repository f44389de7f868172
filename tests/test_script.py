from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from for_each import for_each
from hypothesis import given
from hypothesis import strategies as st

import hulin_analysis as ha
from hulin_analysis import load_article, script
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.report.annex import annex
from hulin_analysis.report.brief import brief, front
from hulin_analysis.report.pictures import Picture
from hulin_analysis.report.subject import Edition, Subject


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("增長12.4%", "增长12.4%"),
        ("增長１２．４％", "增长12.4%"),
        ("3～5年", "3~5年"),
        ("3–5 3−5", "3-5 3-5"),
        ("“定目標”﹔", "“定目标”;"),
        ("100億元", "100亿元"),
        (",", ","),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert script.fold(text) == folded


def test_full_width_comma_is_no_digit_group() -> None:
    assert script.fold("１，０４１") == "1，041"


@given(st.text())
def test_fold_and_simplify_keep_every_offset(text: str) -> None:
    assert len(script.fold(text)) == len(text)
    assert len(script.to_simplified(text)) == len(text)
    assert len(script.to_traditional(text)) == len(text)


def test_article_folds_offset_for_offset() -> None:
    text = load_article().text
    folded = script.fold(text)
    assert len(folded) == len(text)
    assert all(a == b for a, b in zip(text, folded, strict=True) if a.isascii())


def test_detect() -> None:
    assert script.detect(load_article().text) == "hant"
    assert script.detect(script.to_simplified(load_article().text)) == "hans"


def test_convert_leaves_english_alone() -> None:
    assert script.convert("地區生產總值", "en") == "地區生產總值"


#: Traditional as it is written, and simplified.
PARTICLES = {
    "圖上每個記號帶著號碼": "图上每个记号带着号码",
    "每個數量記著它在原文中的位置": "每个数量记着它在原文中的位置",
    "帶“余、超”的一端開著口": "带“余、超”的一端开着口",
    "沿著": "沿着",
    "有著": "有着",
    "著力、著手、著重、著眼": "着力、着手、着重、着眼",
    "隨著有關部門著手編著": "随着有关部门着手编著",
    "隨著名家著作": "随着名家著作",
    "發揮著作用,起著作用": "发挥着作用,起着作用",
    "顯著作用": "显著作用",
    "成效顯著": "成效显著",
    "彰顯著新氣象": "彰显着新气象",
    "著作權、名著、著名、著稱": "著作权、名著、著名、著称",
    "土著、編著、專著、原著": "土著、编著、专著、原著",
    "功勳卓著,臭名昭著,見微知著": "功勋卓著,臭名昭著,见微知著",
    "王某所著,二人合著,著有三部論著": "王某所著,二人合著,著有三部论著",
    "配合著學校,討論著,翻譯著": "配合着学校,讨论着,翻译着",
    "所著力的": "所着力的",
    "寫著名字,貼著名單": "写着名字,贴着名单",
    "執著、沉著、衣著、附著、膠著": "执着、沉着、衣着、附着、胶着",
    "不著邊際": "不着边际",
    "意味著,標誌著": "意味着,标志着",
    "著": "着",
}


@for_each(PARTICLES.items())
def test_the_particle_is_told_from_the_word(traditional: str, simplified: str) -> None:
    assert script.convert(traditional, "zh-Hans") == script.to_simplified(traditional) == simplified
    assert script.fold(traditional) == simplified, "what is shown and what is matched go by one rule"
    assert script.to_simplified(simplified) == script.fold(simplified) == simplified


def test_simplified_text_has_told_the_two_apart_itself() -> None:
    assert script.to_simplified("鲁迅著《呐喊》,李时珍著") == "鲁迅著《呐喊》,李时珍著"
    assert Catalog("zh-Hans", "hans").chinese("鲁迅著《呐喊》,记着") == "鲁迅著《呐喊》,记着"


def test_no_word_of_the_package_s_own_keeps_the_particle_in_simplified_script(root: Path) -> None:
    source = root / "src" / "hulin_analysis"
    catalogues = [*source.rglob("words.toml"), source / "vocabulary" / "labels.toml"]
    assert len(catalogues) >= 4
    for catalogue in catalogues:
        for words in re.findall("[\u4e00-\u9fff“”]+", catalogue.read_text("utf-8")):
            assert "著" not in script.convert(words, "zh-Hans"), words


def test_a_simplified_report_has_no_particle_in_traditional_script_but_in_quotes() -> None:
    article = ha.parse_article("甲縣年報\n\n隨著建設推進,去年新建學校3所,投資5億元。")
    metrics = ha.extract(article)
    subject = Subject(article, metrics, None, "zh-Hans", Edition())
    map_of = ha.plot_article(article, metrics)
    blocks = [*brief(subject, None), *annex(subject, [Picture("article", map_of.alt)])]
    words = tomllib.loads((files("hulin_analysis.report") / "words.toml").read_text(encoding="utf-8"))
    assert "著" not in "".join(script.to_simplified(row["zh"]) for row in words.values())
    assert "著" not in str(front(subject)) + str([one for one in blocks if "sentence" not in str(one)][:3])
    assert "隨著建設" in str(blocks), "the article is verbatim"


@given(st.text(alphabet="著着显作名随有带《合配,"))
def test_the_particle_keeps_every_offset_and_is_found_once(text: str) -> None:
    folded = script.fold(text)
    assert len(folded) == len(text)
    assert script.fold(folded) == folded
    changed = [(a, b) for a, b in zip(text, folded, strict=True) if a != b]
    assert set(changed) <= {("著", "着")}


def _particles() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "particle.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" | ")) for line in lines if "|" in line and not line.startswith("#")]


@for_each(_particles())
def test_each_word_tells_what_its_particle_is(text: str, folded: str) -> None:
    assert script.fold(text) == folded
