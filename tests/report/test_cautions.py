"""Cautions: each names the rows it is about, and none is written about nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.languages import LANGUAGES, is_chinese
from hulin_analysis.report.caution_rules import RULES, cautions
from hulin_analysis.report.cautions import Case, Caution
from hulin_analysis.report.subject import Edition, Subject

TEXTS = Path(__file__).resolve().parents[2] / "docs" / "gallery" / "texts"


def subject_of(text: str, lang: Any = "zh-Hans", **facts: str) -> Subject:
    article = ha.parse_article(text, **{"published": "2026-02-01", **facts})
    return Subject(article, ha.extract(article), None, lang, Edition())


def all_of(subject: Subject) -> dict[str, Caution]:
    case = Case(subject)
    return {one.rule: one for rule in RULES for one in rule(case)}


@cache
def read(name: str) -> tuple[ha.Article, pd.DataFrame]:
    article = ha.read_article(TEXTS / name)
    return article, ha.extract(article)


def invented(name: str, lang: Any = "zh-Hans") -> Subject:
    return Subject(*read(name), None, lang, Edition())


@pytest.mark.parametrize(
    ("name", "rule", "sentence"),
    [
        (
            "county_quarter.txt",
            "target",
            "地区生产总值增长6%左右、规模以上工业增加值增长7.5%以上、固定资产投资增长8%等6项都是目标或努力方向，不是完成情况。",
        ),
        (
            "county_quarter.txt",
            "basis",
            "固定资产投资增长8.1%是“不含农户”的数、固定资产投资增长12.4%是“扣除房地产开发投资后”的数，"
            "口径与其他数不同，不能混用。",
        ),
        (
            "county_quarter.txt",
            "bounds",
            "旅游收入近1.9亿元实际不到此数，不宜当作准确值。",
        ),
        (
            "county_quarter.txt",
            "periods",
            "规模以上工业企业利润总额1.87亿元、下降3.1%（2025年1—2月）与其余各项（2025年一季度）时期不同，不宜并列比较。",
        ),
        ("county_quarter.txt", "expected_ahead", "粮食播种面积52万亩以上是发布时的预计，当时尚未实现。"),
        ("county_quarter.txt", "unknown_period", "旅游收入近1.9亿元的时期据原文无法确定，引用前请核对。"),
        (
            "hong_kong.txt",
            "preliminary",
            "零售业总销货额987亿港元、增长4.9%是“临时估计”的数，以后可能修订。",
        ),
        (
            "hong_kong.txt",
            "visits",
            "访港旅客约1,318万人次、内地旅客1,002万人次数的是人次，一人多次重复计算，不等于人数。",
        ),
        (
            "province.txt",
            "expected_over",
            # What stands behind a semicolon is not expected any more.
            "地区生产总值3.28万亿元、增长5.3%左右是预计数，不是统计结果，引用时应注明“预计”。",
        ),
        (
            "company.txt",
            "periods",
            "营业收入25.13亿元、增长9.1%（2025年四季度）、净利润2.06亿元、下降3.8%（2025年四季度）"
            "与其余各项（2025年）时期不同，不宜并列比较。",
        ),
        ("communique.md", "preliminary", "地区生产总值1286.43亿元、增长5.6%是“初步核算”的数，以后可能修订。"),
    ],
)
def test_the_invented_texts_have_their_cautions(name: str, rule: str, sentence: str) -> None:
    assert all_of(invented(name))[rule].sentence == sentence


@pytest.mark.parametrize(
    ("text", "rule", "sentence"),
    [
        (
            "2025年,投资6.2亿元的甲项目成功签约。",
            "signed",
            "甲项目投资6.2亿元是签约额，不等于已经投入的资金，何时投入、能否落地要另行核实。",
        ),
        (
            "2025年,全市进出口总额50亿元,其中出口30亿元,进口10亿元。",
            "parts",
            "原文中进出口总额的各部分（出口30亿元、进口10亿元）相加与总数不等，引用前请核对。",
        ),
        (
            "2025年,某市地区生产总值增长5%,固定资产投资增长8%,社会消费品零售总额增长4%。",
            "growth_only",
            "地区生产总值增长5%、固定资产投资增长8%、社会消费品零售总额增长4%只说了增减幅度，没有说总量："
            "增得快不等于规模大，基数小时尤其如此。",
        ),
        (
            "2025年,某市地区生产总值增长5%,固定资产投资增长8%,社会消费品零售总额增长4%。",
            "no_prices",
            "地区生产总值增长5%、固定资产投资增长8%、社会消费品零售总额增长4%没有说明按可比价格还是按现价计算，"
            "彼此不宜直接比较，更不能相加或平均。",
        ),
        (
            "去年,某县举办宣讲265场、展览13场、竞赛62场。",
            "counts",
            "宣讲265场、展览13场、竞赛62场可能有重复计算，文中没有总数，不宜相加。",
        ),
        (
            "2025年,某市居民消费价格预计上涨0.3%。",
            "expected_over",
            "居民消费价格上涨0.3%是预计数，不是统计结果，引用时应注明“预计”。",
        ),
    ],
)
def test_each_rule_names_its_rows(text: str, rule: str, sentence: str) -> None:
    assert all_of(subject_of(text))[rule].sentence == sentence


def test_a_text_without_a_date_is_told_to_have_none() -> None:
    article = ha.parse_article("去年,某县粮食产量3万吨。")
    case = all_of(Subject(article, ha.extract(article), None, "zh-Hans", Edition()))
    assert case["undated"].sentence.startswith("文稿没有发布日期") and "1个数" in case["undated"].sentence


@pytest.mark.parametrize(
    "text",
    [
        "2025年,某县粮食产量3万吨,同比增长5%。",
        "2025年,全市进出口总额50亿元,其中出口30亿元,进口20亿元。",
        "2025年,某县完成投资6.2亿元。",
        "没有数量的一句话。",
    ],
)
def test_a_caution_about_nothing_is_not_written(text: str) -> None:
    assert not all_of(subject_of(text))


def test_words_of_another_figure_put_none_on_a_basis_of_its_own() -> None:
    text = "2025年,固定资产投资（不含房地产开发）和社会消费品零售总额增长4%。"
    assert "basis" not in all_of(subject_of(text))


def test_real_terms_are_set_against_what_does_not_say_so() -> None:
    said = all_of(invented("county_quarter.txt"))["prices"]
    assert said.sentence.startswith("地区生产总值增长5.9%已扣除价格因素，规模以上工业增加值增长7.3%、")
    assert said.ids[0] == "q1-2"


def test_money_of_several_stages_is_told_in_one_sentence() -> None:
    text = "2025年,某县投资6.2亿元的甲项目成功签约。\n\n2025年,某县乙项目总投资20亿元。"
    found = all_of(subject_of(text))
    assert "都不等于已经投入的资金。" in found["unspent"].sentence
    assert "planned" not in found and "signed" not in found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(path.name for path in TEXTS.glob("*.*") if path.stem != "README"))
def test_a_brief_has_five_at_most_and_each_names_what_it_is_about(name: str, lang: Any) -> None:
    subject = invented(name, lang)
    found = cautions(subject)
    assert 1 <= len(found) <= 5
    for one in found:
        assert one.ids and set(one.ids) <= set(subject.metrics["id"])
        assert one.sentence.endswith("。" if is_chinese(lang) else ".")
        assert "{" not in one.sentence and "<NA>" not in one.sentence


def test_the_cautions_of_the_packages_article_are_those_of_its_notebooks() -> None:
    subject = Subject(ha.load_article(), ha.load_metrics(), ha.load_context(), "zh-Hant", Edition())
    found = {one.rule: one.sentence for one in cautions(subject)}
    assert list(found) == ["expected_over_context", "signed", "growth_only", "target", "context_basis"]
    assert "等8項都是預計數，不是統計結果" in found["expected_over_context"]
    assert found["signed"].startswith("國電投新能源開發投資100億元、")
    assert "不含農戶" in found["context_basis"] and "名義" in found["context_basis"]


def test_a_bound_in_a_name_is_no_lower_bound_of_a_result() -> None:
    assert not all_of(subject_of("2025年,某县实施总投资超10亿元项目120个。"))
    assert {"bounds", "planned"} <= set(all_of(subject_of("2025年,某县项目总投资超10亿元。")))


def test_a_rate_of_each_year_says_so_and_is_not_compared_with_those_of_one() -> None:
    text = (
        "“十四五”时期,某省地区生产总值年均增长5.7%左右。2025年,某省地区生产总值增长5%,"
        "固定资产投资增长8%,社会消费品零售总额增长4%。"
    )
    found = all_of(subject_of(text))
    assert "年均" not in found["no_prices"].sentence + found["growth_only"].sentence
    text = "到2030年,某省地区生产总值年均增长5%左右。2026年,某省地区生产总值目标是增长6%。"
    assert "年均增长5%左右" in " ".join(one.sentence for one in all_of(subject_of(text)).values())


def test_targets_are_those_of_the_year_that_most_of_them_are_of() -> None:
    text = "2026年主要目标是:地区生产总值增长6%,固定资产投资增长3%,粮食产量3万吨。"
    said = all_of(subject_of(text + "\n\n到2030年,力争粮食产量达到9万吨。"))["target_period"].sentence
    assert (
        said
        == "地区生产总值增长6%、固定资产投资增长3%、粮食产量3万吨都是2026年的目标或努力方向，不是完成情况。"
    )


def test_rates_without_a_level_must_be_more_than_half_of_all() -> None:
    text = "2025年,某市地区生产总值增长5%,固定资产投资增长8%,社会消费品零售总额增长4%"
    text += ",一般公共预算收入3亿元、增长2%,进出口总额5亿元、增长3%"
    assert "growth_only" in all_of(subject_of(f"{text}。"))
    assert "growth_only" not in all_of(subject_of(f"{text},粮食产量3万吨、增长1%。"))


def test_half_of_the_targets_are_not_most_of_them() -> None:
    text = "2026年主要目标是:地区生产总值增长6%,粮食产量3万吨。"
    found = all_of(subject_of(text + "\n\n到2030年,力争粮食产量达到9万吨,地区生产总值增长5%。"))
    assert "target" in found and "target_period" not in found


def test_a_manner_and_a_verb_may_part_a_rate_from_its_basis() -> None:
    near = "2025年,某市一般公共预算收入3亿元,同口径预计将增长8%。"
    assert "同口径" in all_of(subject_of(near))["basis"].sentence


def test_what_calls_itself_planned_needs_no_caution() -> None:
    assert "planned" not in all_of(subject_of("2025年,某县年度计划投资21.5亿元。"))
    assert "planned" in all_of(subject_of("2025年,某县甲项目总投资21.5亿元。"))


def test_the_name_of_several_things_is_not_named() -> None:
    text = "2025年,某县甲电站全国电源规模最大、新能源占比最高、总投资近2000亿元的项目开工。"
    assert "、" in subject_of(text).metrics["indicator"].iloc[0]
    assert not all_of(subject_of(text))


@pytest.mark.parametrize("name", sorted(path.name for path in TEXTS.glob("*.*") if path.stem != "README"))
def test_english_cautions_are_sentences(name: str) -> None:
    for one in all_of(invented(name, "en")).values():
        assert one.sentence[0].isupper() and one.sentence.endswith(".")
        # A label inside a sentence has no capital, and its numbers stand in brackets.
        assert ", Gross" not in one.sentence and "; of " not in one.sentence
        assert one.sentence.count("(") == one.sentence.count(")")
