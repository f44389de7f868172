from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import opencc
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hulin_analysis as ha
from hulin_analysis import script
from hulin_analysis.article import Article
from hulin_analysis.view import View

# text, what the rules read, what a stretch of it is in the text as it stands: (stretch, source)
READ = [
    ("產值３．５ 億元", "产值3.5亿元", ("3.5亿元", "３．５ 億元")),
    ("增長 5.0 % 以上", "增长5.0%以上", ("5.0%", "5.0 %")),
    ("人口1 234 567人", "人口1234567人", ("1234567人", "1 234 567人")),
    ("人口1\u202f234\u202f567人", "人口1234567人", ("1234567人", "1\u202f234\u202f567人")),
    ("小麦  12.5   8.7", "小麦12.5   8.7", ("12.5", "12.5")),
    ("100 200 300", "100 200 300", ("200", "200")),
    ("1\u200b349人", "1349人", ("1349人", "1\u200b349人")),
    ("5.0\u2060%", "5.0%", ("5.0%", "5.0\u2060%")),
    ("产\u00ad值3亿", "产值3亿", ("产值", "产\u00ad值")),
    ("总值[2]134亿元", "总值134亿元", ("总值134亿元", "总值[2]134亿元")),
    ("总值［１２］为3亿元", "总值为3亿元", ("总值为", "总值［１２］为")),
    ("总值<sup>2</sup>3亿", "总值3亿", ("总值3亿", "总值<sup>2</sup>3亿")),
    ("面积5km<sup>2</sup>。", "面积5km²。", ("5km²", "5km<sup>2</sup>")),
    ("增长&nbsp;5%", "增长5%", ("增长5%", "增长&nbsp;5%")),
    ("甲&amp;乙3家", "甲&乙3家", ("甲&乙", "甲&amp;乙")),
    ("产值<br/>3亿元", "产值3亿元", ("产值3亿元", "产值<br/>3亿元")),
    ("p<0.05且n>3", "p<0.05且n>3", ("<0.05", "<0.05")),
    ("达1349\n.08亿元", "达1349.08亿元", ("1349.08亿元", "1349\n.08亿元")),
    ("in the\nyear", "in the year", ("the year", "the\nyear")),
    ("- 新建3所", "- 新建3所", ("3所", "3所")),
    ("尹洪全 於曉霞", "尹洪全于晓霞", ("尹洪全", "尹洪全")),
]


@pytest.mark.parametrize(("text", "read", "stretch"), READ)
def test_what_the_rules_read_and_where_it_stands(text: str, read: str, stretch: tuple[str, str]) -> None:
    view = View(text, blocks=[(0, len(text))])
    assert view.text == read
    start = view.text.index(stretch[0])
    assert text[slice(*view.span(start, start + len(stretch[0])))] == stretch[1]


def test_a_line_break_between_paragraphs_stays() -> None:
    assert View("产值3\n亿元").text == "产值3\n亿元"


@given(st.text(alphabet="3.5 亿元增长產值\n\u00a0\u200b\u2060[2]<br>&amp;nbsp;ab。", max_size=40))
def test_every_offset_has_its_way_back(text: str) -> None:
    view = View(text, blocks=[(0, len(text))])
    ends = [view.span(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= a < b <= len(text) for a, b in ends)
    assert all(b <= c for (_, b), (c, _) in pairwise(ends))
    assert [view.at(a) for a, _ in ends] == list(range(len(view.text)))
    assert script.fold(view.words(0, len(view.text))) == view.text
    assert sum(b - a for a, b, _ in view.left_out) == len(text) - len(view.text)


NUMBER = re.compile(r"[0-9０-９]+(?:[.,．][0-9０-９]+)*")
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}


def spaced(blank: str) -> Callable[[str], str]:
    return lambda text: NUMBER.sub(lambda m: f"{blank}{m[0]}{blank}", text)


def wrapped(text: str) -> str:
    """Cut each paragraph every 40 characters; a blank line parts paragraphs."""
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n\n".join("\n".join(re.findall("(?s).{1,40}", line)) for line in lines)


def other_script(text: str) -> str:
    return opencc.OpenCC("t2s" if script.detect(text) == "hant" else "s2t").convert(text)


DRESSES: dict[str, Callable[[str], str]] = {
    "spaces": spaced(" "),
    "no-break spaces": spaced("\u00a0"),
    "thin spaces": spaced("\u2009"),
    "zero-width spaces": lambda text: NUMBER.sub(lambda m: "\u200b".join(m[0]) + "\u200b", text),
    "word joiners": lambda text: NUMBER.sub(lambda m: "\u2060" + m[0] + "\u2060", text),
    "full width": lambda text: text.translate(WIDE),
    "wrapped": wrapped,
    "the other script": other_script,
}
COLUMNS = [
    "value", "low", "high", "unit", "hedge", "change", "status", "indicator", "indicator_id", "kind",
    "period", "subject",
]  # fmt: skip


def rows(text: str, **given: str) -> list[list[str]]:
    """What the rows say, without regard to script, width and spaces."""
    frame = ha.extract(ha.parse_article(text, **given))[COLUMNS].copy()
    for name in ("unit", "indicator", "subject"):
        frame[name] = [
            None if pd.isna(v) else re.sub(r"[\s\u200b\u2060]", "", script.fold(v)) for v in frame[name]
        ]
    return [["" if pd.isna(value) else str(value) for value in row] for row in frame.values.tolist()]


#: Of the texts as they stand: each is put into every dress.
plain_rows = lru_cache(maxsize=40)(rows)


def differences(text: str, dressed: str, **given: str) -> list[tuple[str, ...]]:
    plain, other = plain_rows(text, **given), rows(dressed, **given)
    if len(plain) != len(other):
        return [("rows", str(len(plain)), str(len(other)))]
    return [
        (a[0] or a[1], a[3], a[7], name, x, y)
        for a, b in zip(plain, other, strict=True)
        for name, x, y in zip(COLUMNS, a, b, strict=True)
        if x != y
    ]


@pytest.mark.parametrize("dress", DRESSES)
def test_the_article_says_the_same_in_every_dress(dress: str, article: Article) -> None:
    given = {"published": "2022-02-15", "place": "虎林市", "title": article.title.quote}
    text = article.text[article.paragraphs[0].span.start :]
    assert differences(text, DRESSES[dress](text), **given) == []


REPORTS = sorted((Path(__file__).resolve().parents[2] / "shared" / "corpus").glob("*.txt"))


@pytest.mark.skipif(not REPORTS, reason="the 25 reports are not beside this checkout")
@pytest.mark.parametrize("dress", DRESSES)
def test_the_reports_say_the_same_in_every_dress(dress: str) -> None:
    found = {}
    for file in REPORTS:
        text = file.read_text(encoding="utf-8")
        if unlike := differences(text, DRESSES[dress](text), place=file.stem, published="2026-02-01"):
            found[file.stem] = unlike
    assert found == {}


SENTENCES = st.lists(
    st.builds(
        "{}{}{}{}{}{}".format,
        st.sampled_from(["全年", "去年,全市", "到2025年,", "其中", "预计", ""]),
        st.sampled_from(["生产总值", "固定资产投资", "粮食产量", "接待游客", "新建学校", "用电量"]),
        st.sampled_from(["达到", "增长", "下降", "超过", "约", "为", ""]),
        st.sampled_from(
            ["3.5", "12", "1234.5", "20余", "1,234", "3万8748", "5至8", "3—5", "十五六", "三千五百"]
        ),
        st.sampled_from(["%", "亿元", "万吨", "人次", "所", "个百分点", "千瓦时", "美元"]),
        st.sampled_from(["", "以上", "左右", ",同比增长5.1%", ",比上年多30万元"]),
    ),
    min_size=2,
    max_size=5,
)  # fmt: skip


@given(SENTENCES, st.sampled_from([name for name in DRESSES if name != "wrapped"]))
def test_made_sentences_say_the_same_in_every_dress(sentences: list[str], dress: str) -> None:
    text = "甲县新闻\n来源:某日报\n\n" + "。".join(sentences) + "。"
    assert differences(text, DRESSES[dress](text), published="2026-02-15") == []


def test_words_that_a_text_leaves_out_are_in_its_own_script() -> None:
    text = "全縣城鄉居民人均可支配收入分別增長5%和6%。"
    assert ha.extract(ha.parse_article(text))["indicator"].tolist() == [
        "城鎮居民人均可支配收入", "農村居民人均可支配收入",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [("全县生产总值[2]134亿元。", "[2]", "footnote"), ("产值<td width=20>3亿元。", "<td width=20>", "code")],
)
def test_numerals_that_the_view_leaves_out_are_in_the_ledger(text: str, quote: str, reason: str) -> None:
    account = ha.audit(ha.parse_article(text))
    assert account.unaccounted == ()
    left = account.ledger.set_index("quote")["reason"].to_dict()
    inside = any(quote in row for row in account.quantities["quote"])
    assert left.get(quote) == reason or inside
