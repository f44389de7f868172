from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import process_time

import pytest
from portals import BODY, TEXT

import hulin_analysis as ha
from hulin_analysis.readers import Shown, markdown


def _shown(text: str) -> Shown:
    return markdown.read_markdown(text.encode(), "a.md")


MARKED = f"""---
title: "雲隱縣:穩中求進促發展"
date: 2022-02-15 08:59
---

# 雲隱縣:穩中求進促發展

2022-02-15 08:59 來源:[某某日報](https://p.example)

{BODY[0].replace("3所", "**3所**")}

## 一、經濟運行 ##

{BODY[1].replace("213.5億元", "__213.5億元__")}

> {BODY[2].replace("12個", "*12個*")}

二、農業
-----

- {BODY[3]}
* {BODY[4]}
"""
FACTS = ["quote", "value", "unit", "hedge", "indicator", "period", "section"]


def test_markdown_says_what_its_text_says(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(MARKED, encoding="utf-8")
    article = ha.read_article(tmp_path / "page.md")
    assert article.text == TEXT
    assert article.title is not None
    assert article.published == datetime(2022, 2, 15, 8, 59)
    assert ha.extract(article)[FACTS].equals(ha.extract(ha.parse_article(TEXT))[FACTS])


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("增長**6.5%**,`3`個,~~2~~1個。", "增長6.5%,3個,21個。"),
        ("面積3*5米,2*3*4,20~30人,3_5_7。", "面積3*5米,2*3*4,20~30人,3_5_7。"),
        ("第一行3\n所,第二\n行。", "第一行3 所,第二行。"),
        ("一行3所。  \n二行5所。\\\n三行。", "一行3所。\n二行5所。\n三行。"),
        ("一行3所。<br>二行<b>5</b>所。<!-- 9 -->", "一行3所。\n二行5所。"),
        ('![圖9](a.png) 見[這3條](a.html "x")和[那4條][1]。', "見這3條和那4條。"),
        ("| 指標 | 數值 |\n|---|---:|\n| 產量 | **3**噸 |", "指標\t數值\n產量\t3噸"),
        ("1. 新建3所。\n2. 改建5所。", "1. 新建3所。\n2. 改建5所。"),
        ("\\*5個\\*&lt;3&gt;個。", "*5個*<3>個。"),
        ("甲\n===\n\n* * *\n\n#5號樓3層。", "甲\n#5號樓3層。"),
        ("```\n2*3*4\n```\n尾。", "2*3*4\n尾。"),
        ("-5度。\n\n+3度。", "-5度。\n+3度。"),
    ],
)
def test_marks_go_and_numbers_stay(marked: str, shown: str) -> None:
    assert _shown(marked).text == shown


def test_a_long_line_of_marks_takes_no_long_time() -> None:
    began = process_time()
    for mark in ("[", "*a", "**a ", "_a ", "`a", "~~a", "![a](", "<a ", "\\", "<!--", "> ", "#", "- ", "|"):
        _shown(mark * 50_000)
    assert process_time() - began < 30  # with time that grows with the square it is minutes
