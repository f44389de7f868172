from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulin_analysis import script
from hulin_analysis.numbers import NUMERAL_CHARACTERS
from hulin_analysis.numbers import Quantity, find_quantities
from hulin_analysis.numbers.units import currency

# text, quote, value or (low, high), unit, hedge
CASES: list[tuple[str, str, Any, str, str]] = [
    ("舉辦活動1500余場", "1500余場", 1500, "场", "over"),
    ("接待群眾19萬余人次", "19萬余人次", 190_000, "人次", "over"),
    ("工資提高到了近4000元", "近4000元", 4000, "元", "under"),
    ("投資3.5億元", "3.5億元", 350_000_000, "元", "exact"),
    ("增长6.7%,", "6.7%", 6.7, "%", "exact"),
    ("占比提高2.2个百分点", "2.2个百分点", 2.2, "百分点", "exact"),
    ("高于全国12个百分点", "12个百分点", 12, "百分点", "exact"),
    ("营收超4500亿元", "超4500亿元", 450_000_000_000, "元", "over"),
    ("产量突破100万吨", "突破100万吨", 1_000_000, "吨", "over"),
    ("增长10%以上", "10%以上", 10, "%", "over"),
    ("失业率5%左右", "5%左右", 5, "%", "about"),
    ("不超过30人", "不超过30人", 30, "人", "under"),
    ("装机50万千瓦", "50万千瓦", 500_000, "千瓦", "exact"),
    ("功率50千瓦", "50千瓦", 50, "千瓦", "exact"),
    ("价格3000元/吨", "3000元/吨", 3000, "元/吨", "exact"),
    ("浓度30微克/立方米", "30微克/立方米", 30, "微克/立方米", "exact"),
    ("保修3—5年", "3—5年", (3, 5), "年", "exact"),
    ("增长4.5-5%", "4.5-5%", (4.5, 5), "%", "exact"),
    ("补贴3至5万元", "3至5万元", (30_000, 50_000), "元", "exact"),
    ("来过两三次", "两三次", (2, 3), "次", "exact"),
    ("二十餘萬人", "二十餘萬人", 200_000, "人", "over"),
    ("百分之十二的企业", "百分之十二", 12, "%", "exact"),
    ("四分之一的企业", "四分之一", 0.25, "", "exact"),
    ("全国1/10以上", "1/10以上", 0.1, "", "over"),
    ("覆盖12省份", "12", 12, "", "exact"),
    ("生产总值突破万亿", "突破万亿", 1e12, "", "over"),
    ("新增减税降费超万亿元", "超万亿元", 1e12, "元", "over"),
    ("辦好百件實事", "百件", 100, "件", "exact"),
    ("增长了一倍", "一倍", 1, "倍", "exact"),
    ("利润-5.11%", "-5.11%", -5.11, "%", "exact"),
    ("連續16年位居首位", "16年", 16, "年", "exact"),
    ("用时30分钟", "30分钟", 30, "分钟", "exact"),
    ("裝機100兆瓦時", "100兆瓦時", 100, "兆瓦时", "exact"),
    ("12部门联合发文", "12", 12, "", "exact"),
    ("恩格尔系数为0.29。", "0.29", 0.29, "", "exact"),
    ("收入比縮小至2.54∶1。", "2.54∶1", 2.54, "", "exact"),
    ("满意度得分92.5分", "92.5分", 92.5, "分", "exact"),
    ("举办3期培训班", "3期", 3, "期", "exact"),
    ("淘汰货车8978辆（台）", "8978辆（台）", 8978, "辆(台)", "exact"),
    ("完成5项目标", "5项", 5, "项", "exact"),
    ("举办2届博览会", "2届", 2, "届", "exact"),
    ("电价下降5分/千瓦时", "5分/千瓦时", 5, "分/千瓦时", "exact"),
]
NO_QUANTITIES = [
    ("2021年3月15日", "date"),
    ("去年6月开始", "date"),
    ("2月7日上午", "date"),
    ("08:59发布", "date"),
    ("二〇二六年一月二十七日", "date"),
    ("一季度", "period"),
    ("五年来", "period"),
    ("近七年", "period"),
    ("第四小學", "ordinal"),
    ("(三)持续推进", "ordinal"),
    ("一是抓落实", "ordinal"),
    ("二十届四中全会", "ordinal"),
    ("“七學”活動", "name"),
    ("“三問、三定、三比”", "name"),
    ("建黨100周年", "name"),
    ("三年行动计划", "name"),
    ("千亿级产业", "name"),
    ("PM2.5浓度", "code"),
    ("5G基站", "code"),
    ("12345热线", "code"),
    ("一场研讨会", "indefinite"),
    ("几十个项目", "indefinite"),
    ("数千人", "indefinite"),
    ("进一步提升", "word"),
    ("跃上千亿台阶", "name"),
    ("十大新兴产业", "name"),
    ("三、2026年重点工作", "ordinal"),
    ("核电二期开工", "ordinal"),
    ("石榴籽一样", "word"),
    ("2.5版本", "name"),
    ("产业结构为8.3:41.4:50.3", "bare"),
    ("保持两位数增长", "name"),
    ("第2届", "ordinal"),
    ("九年义务教育", "name"),
    ("服务百姓", "word"),
]


def _only(text: str) -> Quantity:
    quantities, asides = find_quantities(script.fold(text))
    assert [len(quantities), asides] == [1, []], (quantities, asides)
    return quantities[0]


@pytest.mark.parametrize(("text", "quote", "value", "unit", "hedge"), CASES)
def test_quantity(text: str, quote: str, value: Any, unit: str, hedge: str) -> None:
    found = _only(text)
    assert text[found.start : found.end] == quote
    stated = (found.low, found.high) if isinstance(value, tuple) else found.value
    assert stated == value
    assert (found.unit, found.hedge) == (unit, hedge)
    assert (found.value is None) == isinstance(value, tuple)


@pytest.mark.parametrize(("text", "reason"), NO_QUANTITIES)
def test_no_quantity_has_a_reason(text: str, reason: str) -> None:
    quantities, asides = find_quantities(script.fold(text))
    assert quantities == []
    assert {aside.reason for aside in asides} - {"date"} == ({reason} - {"date"} or set())
    assert reason in {aside.reason for aside in asides}


def test_a_list_shares_its_last_unit() -> None:
    quantities, _ = find_quantities("分别高于全国3.4个、2个百分点")
    assert [q.unit for q in quantities] == ["百分点", "百分点"]


def test_two_levels_are_no_range() -> None:
    quantities, _ = find_quantities("由7家增至16家")
    assert [q.value for q in quantities] == [7, 16]


@pytest.mark.parametrize("quoted", ["去年增收3万元", "产量达到50吨"])
def test_measures_in_speech_are_quantities(quoted: str) -> None:
    quantities, _ = find_quantities(f"他说“{quoted}”")
    assert len(quantities) == 1


_NEWS = st.text(
    alphabet="0123456789.,%一二三四五十百千万亿两余多近超约元个人次场年月日"
    "至—-“”《》()第、，。增长去年 Aa/+\u200f😀",
    max_size=60,
)


@given(st.one_of(st.text(), _NEWS))
def test_every_numeral_is_in_exactly_one_place(text: str) -> None:
    folded = script.fold(text)
    quantities, asides = find_quantities(folded)
    spans = sorted([(q.start, q.end) for q in quantities] + [(a.start, a.end) for a in asides])
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert {i for i, char in enumerate(folded) if char in NUMERAL_CHARACTERS} <= covered
    for q in quantities:
        assert q.start <= q.number_start < q.number_end <= q.end <= len(text)
        assert (q.value is None) == (q.low is not None) == (q.high is not None)


def test_a_piece_of_land_is_no_money() -> None:
    quantities, _ = find_quantities("修复17块污染地块,每斤3块钱。")
    assert [quantity.unit for quantity in quantities] == ["块", "块钱"]
    assert (currency("块"), currency("塊"), currency("块钱")) == (None, None, "CNY")
