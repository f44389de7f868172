"""What is read at once is what the rules of the scan read: a shortcut never decides anything."""

from __future__ import annotations

import random

import pytest
from case_files import FOLDER, lines

import hulin_analysis as ha
from hulin_analysis.numbers import find_quantities, scan

# What may stand before and behind a number, and between its digits and its unit.
_BEFORE = (
    *(
        "新建学校",
        "增长",
        "第",
        "约",
        "超过",
        "突破",
        "至少建成",
        "约占全县的",
        "“",
        "《",
        "(",
        "初",
        "周",
        "几",
        "数",
    ),
    *(
        "负",
        "-",
        "—",
        "零下",
        "￥",
        "新台币",
        "民国",
        "表",
        "致电",
        "由",
        "近",
        "以上",
        "、",
        "GDP",
        "三",
        "减负",
        "PM",
    ),
    *("上午", "人均", "省市县", "风力", "庆祝", "\n", "。", ""),
)
_DIGITS = ("3", "5.2", "300", "2", "1,235", "12345", "2021", "0.5", "11", "90")
_SCALE = ("", "", "", "万", "亿", "万亿", "千", "百", "万千", "余", "多", "个")
_UNIT = (
    *(
        "元",
        "%",
        "个百分点",
        "个",
        "家",
        "人",
        "所",
        "亩",
        "吨",
        "公里",
        "平方米",
        "千瓦",
        "千瓦时",
        "人次",
        "℃",
        "度",
        "倍",
    ),
    *(
        "年",
        "月",
        "日",
        "号",
        "届",
        "级",
        "次",
        "时",
        "点",
        "周年",
        "期",
        "个月",
        "个半小时",
        "折",
        "元/吨",
        "吨级",
        "hm",
    ),
    *("比3", "分之一", "/4", "部门", "人口", ""),
)
_BEHIND = (
    *(
        "",
        "。",
        "以上",
        "左右",
        "多",
        "余",
        "半",
        "—5个",
        "至5个",
        "到10%",
        "、4个",
        "(含)以上",
        "级",
        "制",
        "来",
        "3",
    ),
    *(
        "产业",
        "以来",
        "行动计划",
        "累计",
        "”",
        "》",
        ")",
        "\n",
        "的",
        "每年",
        "以内",
        "上下",
        "钱",
        "前",
        "\n—3",
    ),
)


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Leave every number to the rules of the scan."""
    monkeypatch.setattr(scan, "read_plain_quantity", lambda *_: None)
    return monkeypatch


def test_a_plain_number_is_read_as_the_scan_reads_it(slowly: pytest.MonkeyPatch) -> None:
    choose = random.Random(7).choice
    texts = [
        "".join(
            map(
                choose,
                (
                    ("", "甲县", "“十四五”"),
                    _BEFORE,
                    _DIGITS,
                    _SCALE,
                    _UNIT,
                    _BEHIND,
                    ("", "。", "建设3个项目"),
                ),
            )
        )
        for _ in range(10_000)
    ]
    texts += [text for path in sorted(FOLDER.glob("*.txt")) for text, _ in lines(path.stem)]
    texts.append(ha.load_article().folded)
    expected = [find_quantities(text) for text in texts]
    slowly.undo()
    differ = [text for text, found in zip(texts, expected, strict=True) if find_quantities(text) != found]
    assert differ == []


def test_most_numbers_of_an_article_are_plain(slowly: pytest.MonkeyPatch) -> None:
    slowly.undo()
    read = scan.read_plain_quantity
    found: list[object] = []
    slowly.setattr(scan, "read_plain_quantity", lambda *at: found.append(read(*at)) or found[-1])
    quantities, _ = find_quantities(ha.load_article().folded)
    assert len(quantities) / 2 < len([one for one in found if one]) <= len(quantities)
