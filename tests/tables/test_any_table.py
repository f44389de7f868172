"""Tables of random cells: whatever stands in them is read or in the ledger, once, and nothing breaks."""

import random
from itertools import pairwise

import pytest

import hulin_analysis as ha

_WORDS = """
指标 单位 粮食 产量（万吨） 同比增长（±%） 2021年 2020 1-9月 #其中 其中： 亿元 % 合计 全市 甲县
0-14岁 65岁及以上 按城乡分 城镇 一、工业 （一）增加值 1.棉花 备注 排名 上年=100 指数（上年=100）
比重（%） 年末人口 男 - … * — 0 0.0 1,234.5 -3.2 12 100 8%左右 增长8% 5.5%以内 ↑3 12* 3① 表1
单位：万元、% 增长 下降（%） 3万人以上 10-20 约30 第1 五、 三 2,345,678 .5 1/3 1:2 3人 ± 〃 (3)
（见注1） 占GDP比重（%） 本月 本年累计 2021年末 112年 人次（千） 元/公斤 1/10万 新建校舍，投资2亿元
完成计划% 上期 截至10月底
"""
CELLS = _WORDS.split()
BETWEEN = ("\t", "\t", "\t", " | ", "  ")


def written(seed: int) -> str:
    """Write an article with a table of random cells in it."""
    chance = random.Random(seed)
    width = chance.randint(1, 6)
    rows = [
        chance.choice(BETWEEN).join(
            chance.choice(CELLS) if chance.random() < 0.85 else ""
            for _ in range(width if chance.random() < 0.75 else chance.randint(1, 7))
        )
        for _ in range(chance.randint(1, 7))
    ]
    return "\n".join(["2021年全市产量3吨。", *rows, "全年产量5吨，增长3%。"])


@pytest.mark.parametrize("published", [None, "2022-02-15"])
@pytest.mark.parametrize("first", range(0, 400, 100))
def test_every_numeral_is_told_of_once(first: int, published: str | None) -> None:
    for seed in range(first, first + 100):
        text = written(seed)
        account = ha.audit(ha.parse_article(text, title="某市公报", published=published))
        rows, ledger = account.quantities, account.ledger
        assert account.unaccounted == (), seed
        assert [text[a:b] for a, b in zip(rows["start"], rows["end"], strict=True)] == rows["quote"].tolist()
        spans = sorted(
            (start, end)
            for frame in (rows, ledger)
            for start, end in zip(frame["start"], frame["end"], strict=True)
        )
        assert all(start < end for start, end in spans), seed
        assert all(end <= start for (_, end), (start, _) in pairwise(spans)), seed
        assert rows["id"].is_unique, seed
        assert set(rows["part_of"].dropna()) <= set(rows["statement"]), seed
