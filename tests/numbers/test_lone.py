"""What is read of a lone Chinese digit the short way is what the rules of the scan read."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest
from case_files import FOLDER, lines

import hulin_analysis as ha
from hulin_analysis.numbers import find_quantities, scan


def _cut(row: str) -> list[str]:
    return row.split(" ")


_BEFORE = [
    *_cut("第 进 统 唯 近 约 零下 几 数 初 周 星期 每 上 ( 。 、 “ 《 www.a.cn/ a @ - — ~"),
    *_cut("第一、 百 十 两 3 二十 服务 增加 高 党的 程 :程 长三 危机 市西 负 ￥ \n 又 分之 比 a("),
]
_DIGITS = "一二两三四五六七八九十零〇壹陆"
_BEHIND = [
    *_cut("个 个半小时 个多月 个亿 个月 家 年 年来 年半 月 日 点 成 倍 大 步 农 轮车 项 级 制"),
    *_cut(") ） 、 、二 、五家 至五家 到3 —5家 - 比三 :1 /2 分之一 又三分之一 决赛 半 多 余 来"),
    *_cut("万 百亿 千瓦 兆瓦 京 点五 点三十分 ·五 下 下3℃ 上5℃ 部件 是 小学 省 番 @b.cn N +三"),
    *_cut("人 元 两 米七五"),
    *("", " 家", "\n"),
]
_NEVER = re.compile(r"(?!)")


def test_a_lone_digit_is_read_as_the_scan_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    choose, some = random.Random(11).choice, random.Random(12).sample
    texts = some(["".join(parts) for parts in product(_BEFORE, _DIGITS, _BEHIND)], 18_000)
    texts += [
        choose(("", "甲县")) + text + choose(("", "。", "以上", "”", "建设", "www.b.cn"))
        for text in texts[::4]
    ]
    texts += [text for path in sorted(FOLDER.glob("*.txt")) for text, _ in lines(path.stem)]
    texts.append(ha.load_article().folded)
    found = [find_quantities(text) for text in texts]
    monkeypatch.setattr(scan, "_lone", lambda: _NEVER)
    assert [text for text, read in zip(texts, found, strict=True) if find_quantities(text) != read] == []


def test_most_chinese_digits_of_an_article_are_lone(monkeypatch: pytest.MonkeyPatch) -> None:
    read, found = scan._read_lone, list[str]()
    monkeypatch.setattr(
        scan, "_read_lone", lambda text, start, floor: found.append(text[start]) or read(text, start, floor)
    )
    text = "服务三农,进一步统一部署,第四小学新增五个班,下降三成"
    find_quantities(text)
    assert "".join(found) == "三一一四五三"
