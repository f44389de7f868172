"""Places that no table has: known by what they end in and by what stands behind them."""

from __future__ import annotations

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.comparison.same_place import as_one, is_own, is_place
from hulin_analysis.places import full_names

GRP, INVESTED = "grp", "fixed_asset_investment"


def said(text: str, place: str | None = None) -> list[tuple[str, str, str]]:
    """Return the indicator, its id and the subject of each number of a made-up text."""
    metrics = ha.extract(ha.parse_article(text, place=place, published="2026-01-20"))
    columns = metrics[["indicator", "indicator_id", "subject"]].astype("string").fillna("")
    return list(columns.itertuples(index=False, name=None))


# text, then (indicator_id, subject) of each number
NEW = [
    ("2025年，崇明区地区生产总值增长5.4%。", [(GRP, "崇明区")]),
    ("2025年崇明區地區生產總值增長5.4%。", [(GRP, "崇明區")]),
    ("2025年，龙港市实现地区生产总值500亿元，增长5%。", [(GRP, "龙港市"), (GRP, "龙港市")]),
    ("龙港市2025年预计实现地区生产总值500亿元。", [(GRP, "龙港市")]),
    ("据统计龙港市全年实现地区生产总值500亿元。", [(GRP, "龙港市")]),
    ("大安镇实现农林牧渔业总产值5亿元。", [("agriculture_output_value", "大安镇")]),
    ("雄安新区完成固定资产投资增长5%。", [(INVESTED, "雄安新区")]),
    ("带动甲县固定资产投资增长5%。", [(INVESTED, "甲县")]),
    ("甲县的固定资产投资增长5%。", [(INVESTED, "甲县")]),
    ("甲县固定资产投资增长5%，工业投资增长3%。出口总额增长2%。",
     [(INVESTED, "甲县"), ("industrial_investment", "甲县"), ("exports", "甲县")]),
    # Of a zone without a name of its own no more is known than that it is not the whole place.
    ("甲县固定资产投资增长5%，开发区固定资产投资增长3%。", [(INVESTED, "甲县"), (INVESTED, "开发区")]),
    ("昆明市高新区固定资产投资增长5%。", [(INVESTED, "昆明市高新区")]),
    ("临港新区固定资产投资增长5%。出口总额增长2%。", [(INVESTED, "临港新区"), ("exports", "临港新区")]),
    ("临港开发区固定资产投资增长5%。出口总额增长2%。", [(INVESTED, "临港开发区"), ("exports", "")]),
    # Prepositions are no part of a name, unless it would be half without them; nor is 和.
    ("在崇明区固定资产投资增长5%。", [(INVESTED, "崇明区")]),
    ("从化区固定资产投资增长5%。", [(INVESTED, "从化区")]),
    ("可克达拉市固定资产投资增长5%。", [(INVESTED, "可克达拉市")]),
    ("太和镇固定资产投资增长5%。", [(INVESTED, "太和镇")]),
    ("和平镇固定资产投资增长5%。", [(INVESTED, "和平镇")]),
    # A list shares its numbers out; one number is said of all of it.
    ("密云区、即墨区地区生产总值分别增长3%和4%。", [(GRP, "密云区"), (GRP, "即墨区")]),
    ("昆明市和崇明区地区生产总值分别增长3%、4%。", [(GRP, "昆明市"), (GRP, "崇明区")]),
    ("甲县与乙县地区生产总值分别增长3%、4%。", [(GRP, "甲县"), (GRP, "乙县")]),
    ("海淀区、朝阳区地区生产总值分别增长3%和4%。", [(GRP, "海淀区"), (GRP, "朝阳区")]),
    ("甲县、乙县固定资产投资共增长3%。", [(INVESTED, "甲县、乙县")]),
    # Where the text names no such place, the words for it are all that is said.
    ("全市地区生产总值增长5%。", [(GRP, "全市")]),
    ("该县固定资产投资增长5%。", [(INVESTED, "该县")]),
    ("我省固定资产投资增长5%。", [(INVESTED, "我省")]),
    ("全国城镇居民人均可支配收入增长5%。", [("urban_disposable_income", "全国")]),
    # The longest name of an indicator wins.
    ("崇明区城镇居民人均可支配收入增长5%。", [("urban_disposable_income", "崇明区")]),
    ("崇明区农村居民人均可支配收入增长5%。", [("rural_disposable_income", "崇明区")]),
    ("甲县新增城镇就业5万人。", [("urban_new_jobs", "甲县")]),
    ("甲县城镇新增就业5万人。", [("urban_new_jobs", "甲县")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NEW)
def test_a_name_before_an_indicator_is_its_subject(text: str, expected: list[tuple[str, str]]) -> None:
    assert [row[1:] for row in said(text)] == expected


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("城镇居民人均可支配收入增长5%。", "城镇居民人均可支配收入"),
        ("农村居民人均可支配收入增长5%。", "农村居民人均可支配收入"),
        ("脱贫县农村居民人均可支配收入增长5%。", "脱贫县农村居民人均可支配收入"),
        ("城市空气质量优良天数比例85%。", "城市空气质量优良天数比例"),
        ("民族地区固定资产投资增长5%。", "民族地区固定资产投资"),
        ("中心城区常住人口5万人。", "中心城区常住人口"),
        ("农业大县粮食产量5万吨。", "农业大县粮食产量"),
        ("主产区粮食产量5万吨。", "主产区粮食产量"),
        ("家电下乡商品零售额增长3%。", "家电下乡商品零售额"),
        ("对欧盟出口额增长3%。", "欧盟出口额"),
        ("企业节省财政支出5亿元。", "企业节省财政支出"),
        ("国家级高新区固定资产投资增长5%。", "国家级高新区固定资产投资"),
        ("吸纳技术合同成交额增长5%。", "吸纳技术合同成交额"),
        # Nothing that the vocabulary knows stands behind it.
        ("甲县特色产业链产值增长5%。", "甲县特色产业链产值"),
    ],
)
def test_a_common_word_is_no_name(text: str, indicator: str) -> None:
    assert [row[::2] for row in said(text)] == [(indicator, "")]


def test_what_stands_before_the_place_of_another_number_stays() -> None:
    rows = said("工业投资和甲县固定资产投资分别增长3%和4%。")
    assert [row[0] for row in rows] == ["工业投资", "甲县固定资产投资"]


def test_the_place_of_the_article_is_one_wherever_it_is_named() -> None:
    assert "大安镇" not in full_names()
    text = "甲地新闻\n2026-01-20 来源:某日报\n大安镇特色产业链产值5亿元。全镇新建学校3所。"
    assert said(text, "大安镇") == [("特色产业链产值", "", "大安镇"), ("学校", "", "大安镇")]
    assert said(text.replace("全镇", "全乡"), "大安镇")[1] == ("学校", "", "全乡")  # another than the town
    assert said("我们颁出“大安镇”奖5个。大安镇人民医院门诊3万人次。", "大安镇")[1][2] == "大安镇人民医院"


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("崇明区2025年国民经济和社会发展统计公报", "崇明区"),
        ("上海市崇明区2025年国民经济和社会发展统计公报", "崇明区"),
        ("大安镇政府工作报告", "大安镇"),
        ("2025年大安镇政府工作报告", "大安镇"),
        ("二〇二五年大安镇人民政府工作报告", "大安镇"),
        ("龙港市上半年经济运行平稳", "龙港市"),
        ("北京市2025年国民经济和社会发展统计公报", "北京市"),
        # Not said, or not surely.
        ("全市2025年经济运行情况", None),
        ("我县政府工作报告", None),
        ("各县区2025年经济运行情况", None),
        ("民族地区经济社会发展成就", None),
        ("推动大安镇经济社会发展", None),
        ("小村2025年巨变", None),
        ("甲县与乙县2025年经济运行情况", None),
    ],
)
def test_the_headline_of_a_report_names_its_place(title: str, place: str | None) -> None:
    assert ha.parse_article(f"{title}\n2026-01-20 来源:某日报\n生产总值增长5%。").place == place


def test_such_places_are_compared_by_the_same_rules() -> None:
    assert is_own("大安镇", "大安镇")
    assert is_own("全镇", "大安镇")
    assert not is_own("开发区", "甲区")
    names = ("崇明区", "大安镇", "某街道", "雄安新区", "太和镇", "昆明市高新区")
    assert [name for name in names if not is_place(name)] == []
    assert [name for name in ("高新区", "各县区", "甲县、乙县", "甲县和乙县") if is_place(name)] == []
    assert as_one(["大安镇", "大安市", "大安", "崇明", "崇明区"]) == {
        "大安镇": "大安镇", "大安市": "大安市", "大安": "大安", "崇明": "崇明区", "崇明区": "崇明区",
    }  # fmt: skip


def test_counties_of_a_corpus_are_all_compared() -> None:
    names = ["崇明区", "密云区", "龙港市", "雄安新区", "大安镇", "甲县"]
    texts = [
        f"{name}2025年统计公报\n2026-01-20 来源:某日报\n"
        f"2025年,{name}地区生产总值增长{n}.1%。2025年,高新区地区生产总值增长9%。"
        for n, name in enumerate(names, 1)
    ]
    frames = [
        ha.extract(article).assign(document=f"{n}.txt", **article.metadata())
        for n, article in enumerate(map(ha.parse_article, texts))
    ]
    table = ha.compare(pd.concat(frames, ignore_index=True), "grp", change="increase")
    assert sorted(table["place"]) == sorted(names)
