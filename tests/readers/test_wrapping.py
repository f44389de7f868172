"""Wrapping: which line breaks of a plain text are soft: made texts, and reports that stand outside."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path

import pytest
from for_each import for_each
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hulin_analysis import script
from hulin_analysis.article import Article
from hulin_analysis.readers import parse_article
from hulin_analysis.readers.wrapping import paragraph_bounds

CLAUSES = (
    "全市生产总值达到1349.08亿元",
    "同比增长5.4%",
    "新建学校3所",
    "粮食产量稳定在650万吨以上",
    "“一网通办”走在前列",
    "固定资产投资增长12.5%",
    "群众的获得感持续增强",
    "引进PM2.5监测设备25台（套）",
    "改造老旧小区600个",
    "对外贸易稳中提质",
)
HEADINGS = ("一、过去一年的工作", "（一）产业发展", "各位代表", "二、今年的目标", "民生保障")
OPENING, CLOSING = "“（", "，。、；：！？%”）"


def cut(words: str, width: int) -> list[str]:
    """Cut at a width, wherever that falls."""
    return [words[i : i + width] for i in range(0, len(words), width)]


def fill(words: str, width: int, *, wide: int = 1) -> list[str]:
    """Fill lines as an editor does: ASCII is not split, and no mark stands where it may not."""

    def size(part: str) -> int:
        return sum(1 if char.isascii() else wide for char in part)

    units: list[str] = []
    for unit in re.findall("[!-~]+|.", words):
        if units and (unit[0] in CLOSING or units[-1][-1] in OPENING):
            units[-1] += unit
        else:
            units.append(unit)
    lines = [""]
    for unit in units:
        if size(lines[-1]) + size(unit) > width:
            lines.append("")
        lines[-1] += unit
    return lines


def ragged(words: str, width: int) -> list[str]:
    """Cut a character more or less than the width, as a page with spaces shared out is copied."""
    chance = random.Random(words)
    lines = []
    while words:
        at = width + chance.choice((0, 0, 0, -1, 1))
        lines, words = [*lines, words[:at]], words[at:]
    return lines


MANNERS: dict[str, Callable[[str], list[str]]] = {
    "40 characters": lambda words: cut(words, 40),
    "30 characters": lambda words: cut(words, 30),
    "38, ASCII whole": lambda words: fill(words, 38),
    "80 cells": lambda words: fill(words, 80, wide=2),
    "40, ragged": lambda words: ragged(words, 40),
}
PARTED = {
    "blank": ("\n\n", ""),
    "indented": ("\n", "　　"),
    "CRLF": ("\r\n\r\n", ""),
    "both": ("\n\n", "    "),
}


def wrapped(lines: list[str], manner: str, parted: str) -> str:
    between, margin = PARTED[parted]
    inner = between[: len(between) // 2] or between
    return between.join(margin + inner.join(MANNERS[manner](line)) for line in lines)


def squeezed(words: str) -> str:
    return "".join(words.split())


def blocks(article: Article) -> Iterator[tuple[str, str]]:
    for section in article.sections:
        yield "heading", squeezed(section.name)
        for paragraph in section.paragraphs:
            yield "paragraph", squeezed(paragraph.span.quote)


def parts(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    article = parse_article(text)
    return list(blocks(article)), [squeezed(sentence.quote) for sentence in article.sentences]


#: Of what stands unwrapped: the same texts are wrapped in every manner.
plain_parts = lru_cache(maxsize=400)(parts)


def same(lines: list[str], text: str) -> bool:
    """Whether a wrapped copy has the headings, paragraphs and sentences of the lines it was made of."""
    return plain_parts("\n".join(lines)) == parts(text)


def bounded(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraph_bounds(text, script.fold(text))]


def made(chance: random.Random, paragraphs: int) -> list[str]:
    """Make an article of a headline, headings and paragraphs, each a line."""
    lines = ["某市政府工作报告", "来源:某日报"]
    for _ in range(paragraphs):
        if chance.random() < 0.3:
            lines.append(chance.choice(HEADINGS))
        sentences = (
            "，".join(chance.choices(CLAUSES, k=chance.randint(1, 5))) for _ in range(chance.randint(2, 6))
        )
        lines.append("".join(f"{sentence}。" for sentence in sentences))
    return lines


@pytest.mark.parametrize("parted", PARTED)
@pytest.mark.parametrize("manner", [manner for manner in MANNERS if manner != "40, ragged"])
@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), paragraphs=st.integers(15, 30))
def test_a_wrapped_copy_says_the_same(manner: str, parted: str, seed: int, paragraphs: int) -> None:
    lines = made(random.Random(seed), paragraphs)
    assert same(lines, wrapped(lines, manner, parted))


@given(seed=st.integers(0, 10**6), width=st.integers(20, 60))
def test_without_blank_lines_only_full_last_lines_are_in_doubt(seed: int, width: int) -> None:
    lines = made(random.Random(seed), 20)
    assume(all(len(line) % width for line in lines))
    # What ends in full may as well go on, and a heading is no paragraph's last line only by its form.
    assert same(lines, "\n".join("\n".join(cut(line, width)) for line in lines))


@given(st.text(alphabet="增长产业新5.%,，。”AB \t　\n\r\u2028\u2029", max_size=400))
def test_every_word_is_in_one_paragraph_and_no_break_at_its_ends(text: str) -> None:
    pieces = bounded(text)
    assert squeezed("".join(pieces)) == squeezed(text)
    assert all(piece == piece.strip() for piece in pieces)
    if text.strip():
        article = parse_article(text)
        assert article.text == text
        assert all(
            sentence.quote.strip("\n\r\u2028\u2029") == sentence.quote for sentence in article.sentences
        )


@given(st.lists(st.integers(4, 200), unique=True, min_size=1, max_size=30), st.integers(0, 10**6))
def test_lines_of_no_common_width_stay_lines(lengths: list[int], seed: int) -> None:
    chance = random.Random(seed)
    words = "，".join(chance.choices([c for c in CLAUSES if c[-1] != "%"], k=100))
    lines = [words[:length].rstrip("0123456789.,，") for length in lengths]
    assume(len({len(line) for line in lines}) == len(lines))
    assert bounded("\n".join(lines)) == lines


LINE = "去年全市经济运行总体平稳，产业结构持续优化，生产总值达到1349.08亿元，人均生产"
LISTS = {
    "a poem": ["两个黄鹂鸣翠柳，一行白鹭上青天。", "窗含西岭千秋雪，门泊东吴万里船。"] * 3,
    "a poem by verses": ["大漠孤烟直，", "长河落日圆。"] * 6,
    "names": ["张某某　李某某　王某某　赵某某　孙某某　周某某"] * 6,
    "rows": ["粮食 万吨 7788.2 1.3", "蔬菜 万吨 1788.2 2.3", "水果 万吨 2788.2 3.3"] * 3,
    "rows with tabs": ["指标，单位\t2023年，绝对数\t比上年增长，%\t备注。无"] * 6,
    "cells": ["地区生产总值", "1349", "亿元", "5.4", "%", "2025", "年"],
    "years": ["2021", "2022", "2023"],
    "slogans": ["坚持以人民为中心，扎实推进共同富裕", "坚持以创新为动力，加快建设科技强市"] * 3,
    "a poem of few stops": ["春眠不觉晓，处处闻啼鸟", "夜来风雨声，花落知多少"] * 2 + ["疑是地上霜。"],
    "names and a sentence": ["某市第一人民医院新建住院综合大楼"] * 5 + ["以上项目，均已开工。"],
    "sentences and two headings": [
        *["新建学校，改造老旧小区，方便群众生活", "新建医院，新增停车泊位，建设美丽新城"],
        *["新建学校3所，改造老旧小区600个。", "新建医院2所，新增停车泊位900个。"] * 3,
    ],
    "short lines among paragraphs": [
        *["坚持以人民为中心。扎实推进共同富裕", "坚持以创新为动力。加快建设科技强市"] * 6,
        *["新建学校3所，改造老旧小区600个。" * 9] * 2,
    ],
    "slogans and a sentence": [
        *["坚持以人民为中心，扎实推进共同富裕", "坚持以创新为动力，加快建设科技强市"] * 8,
        "以上工作，均已开展。",
    ],
    "an outline and a sentence": [
        *[f"{i}、坚持稳中求进，推动经济持续回升向好" for i in "一二三四五六七"],
        "以上工作，均已开展。",
    ],
    "an outline": [f"{i}、坚持稳中求进，推动经济持续回升向好" for i in "一二三四五六七"],
    "items": ["新建学校3所，改造老旧小区600个；", "新建医院2所，新增停车泊位900个；"] * 3,
    "sentences": ["新建学校3所，改造老旧小区600个。", "新建医院2所，新增停车泊位900个。"] * 3,
    "two lines": ["某市新建学校三所", "某市新建医院两所"],
}


@for_each(product(LISTS.values(), ["\n", "\r\n", "\n\n"]))
def test_lists_of_like_lines_stay_lists(lines: list[str], between: str) -> None:
    assert bounded(between.join(lines)) == lines


SPLIT = {
    "decimal point": ("全市生产总值，去年达到1349", ".08亿元，增长5.4%。", True),
    "behind the point": ("全市生产总值，去年达到1349.", "08亿元，增长5.4%。", True),
    "behind the comma": ("全市旅客人数，去年达到1,", "349万人次。", True),
    "digits": ("全市生产总值，去年达到13", "49亿元，增长5.4%。", True),
    "scale word": ("全市生产总值，去年达到1349", "亿元，增长5.4%。", True),
    "余": ("全市各类活动，去年举办1500", "余场，参加者众多。", True),
    "per cent": ("全市生产总值，去年增长5.4", "%，高于全省。", True),
    "unit": ("全市新建学校，去年达到15", "所，投入使用。", True),
    "year": ("全面落实规划，目标定在20", "35年，分两步走。", True),
    "another year": ("全面落实规划，详见附件12", "2035年的目标，分两步走。", False),
    "blank line": ("全市生产总值，去年达到1349", "\n.08亿元，增长5.4%。", False),
    "date": ("某日报记者，时间：2026-02-09", "10个项目开工，投资2亿元。", False),
    "telephone": ("地址：某市某路，电话：0451-5822", "个人信息，请勿外传。", False),
    "heading": ("政府工作报告2025", "年度目标，全部完成。", False),
    "no unit": ("全市办理案件，共计1349", "部门联动，效果明显。", False),
    "a sentence": ("全市生产总值，去年达到1349。", ".08亿元，增长5.4%。", False),
}


@pytest.mark.parametrize(("first", "second", "one"), SPLIT.values(), ids=SPLIT)
def test_a_number_split_at_the_end_of_a_line_goes_on(first: str, second: str, one: bool) -> None:
    text = f"{first}\n{second}\n今年预计增长百分之五，与上年持平。"
    assert len(bounded(text)) == (2 if one else 3)


FULL = "去年全市经济运行总体平稳，产业结构持续优化，生产总值达到1349.08亿元，增6%。"
BEHIND_A_FULL_SENTENCE = {
    "a sentence": ("新建学校3所，投入使用。", True),
    "an item": ("二、新建学校3所，投入使用。", False),
    "an item in brackets": ("（二）新建学校3所，投入使用。", False),
    "a decimal": ("1.5万人参加，气氛热烈。", True),
    "a numbered item": ("1.新建学校，投入使用。", False),
    "a bullet": ("●新建学校3所，投入使用。", False),
    "a dash": ("——新建学校3所，投入使用。", False),
    "an indented line": ("　　新建学校3所，投入使用。", False),
    "a heading": ("产业发展\n新建学校3所，投入使用。", False),
    "a line indented by one": ("　新建学校3所，投入使用。", False),
}


@pytest.mark.parametrize(("behind", "joined"), BEHIND_A_FULL_SENTENCE.values(), ids=BEHIND_A_FULL_SENTENCE)
def test_behind_a_full_line_that_ends_a_sentence(behind: str, joined: bool) -> None:
    assert len(LINE) == len(FULL) == 42
    lines = [LINE, LINE, LINE, FULL, *behind.split("\n")]
    parts = bounded("\n".join(lines))
    assert parts[0] == "\n".join([*lines[:4], behind] if joined else lines[:4])


def test_a_bullet_begins_an_item_even_behind_half_a_clause() -> None:
    item = "●新建学校3所，投入使用。"
    assert bounded("\n".join([LINE, LINE, FULL, LINE, item]))[-1] == item


def test_a_shorter_line_ends_its_paragraph_where_the_others_have_one_width() -> None:
    almost = FULL[:-5] + "增。"
    last = "新建学校3所，投入使用。"
    assert len(almost) == len(FULL) - 3
    assert bounded("\n".join([LINE, LINE, f"{FULL[:-2]}。", last]))[-1] == last
    lines = [LINE, LINE[1:], LINE, LINE[2:], FULL, LINE, LINE[1:]]
    assert bounded("\n".join([*lines, almost, last]))[-1] == last


def test_a_heading_almost_of_the_width_stays_one_where_the_others_have_the_width() -> None:
    heading = LINE[:-1]
    lines = [*[LINE, LINE, FULL] * 9, "投入使用。", heading, "新建学校3所，投入使用。"]
    assert bounded("\n".join(lines))[1:] == lines[-2:]


@pytest.mark.parametrize(("between", "margin"), [("\n\n", ""), ("\n", "　　")], ids=["blank", "indented"])
def test_what_parts_the_paragraphs_decides_behind_a_full_sentence(between: str, margin: str) -> None:
    paragraph = "\n".join([f"{margin}{LINE}"[: len(LINE)], LINE, FULL, "（二）新建学校3所，投入使用。"])
    assert len(bounded(between.join([paragraph] * 3))) == 3


def test_the_heading_of_an_indented_text_is_one() -> None:
    paragraph = [f"　　{LINE}"[: len(LINE)], LINE, FULL]
    lines = [*paragraph, "（一）产业发展", *paragraph, "投入使用。", *paragraph, "投入使用。"]
    assert "（一）产业发展" in bounded("\n".join(lines))


def test_one_longer_line_is_an_exception() -> None:
    lines = made(random.Random(1), 20)
    address = f"详见网址，{'https://a.example/' * 4}。"
    *rest, last = bounded(wrapped(lines, "40 characters", "blank") + f"\n\n{address}")
    assert last == address
    assert [squeezed(part) for part in rest] == lines


def test_a_closing_quote_on_the_next_line_is_of_the_sentence_before() -> None:
    words = "他说“去年全市经济运行总体平稳，老旧小区改造十六个，很好。”"
    lines = cut(words + "群众的获得感持续增强，新建医院两所，校园三所，引进监测设备。" * 3, 29)
    assert lines[1][0] == "”"
    first, *rest = parse_article("\n".join(lines)).sentences
    assert first.quote == "\n”".join(words.split("”")[:2])
    assert len(rest) == 3


def test_the_longest_piece_of_a_sentence_has_no_break_at_its_ends() -> None:
    line = "增长 " * 13
    article = parse_article("\n".join([*[f"{line},持续优化"] * 120, "很好。"]))
    assert len(article.sentences) > 1
    assert all(sentence.quote.strip("\n") == sentence.quote for sentence in article.sentences)


@pytest.mark.parametrize("ends", [["王某某、李某", "某）"], ["王某某 ", "李某某）"], ["王某", "某 李某某）"]])
def test_a_name_in_the_byline_is_joined(ends: list[str]) -> None:
    lines = ["去年全市经济运行总体平稳，产业结构持续"] * 4
    last = f"优化升级，今年预计增长百分之五。（{ends[0]}"[-len(lines[0]) :]
    assert parse_article("\n".join([*lines, last, ends[1]])).authors == ("王某某", "李某某")


@pytest.fixture(scope="module")
def reports(root: Path) -> list[list[str]]:
    folder = root.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"the reports stand in {folder}, outside the checkout, and are not there")
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    assert texts
    return [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]


def test_reports_of_a_paragraph_a_line_stay_so(reports: list[list[str]]) -> None:
    assert all(bounded("\n".join(lines)) == lines for lines in reports)


@pytest.mark.parametrize("parted", PARTED)
@pytest.mark.parametrize("manner", MANNERS)
def test_reports_wrapped_say_the_same(reports: list[list[str]], manner: str, parted: str) -> None:
    assert all(same(lines, wrapped(lines, manner, parted)) for lines in reports)


def test_reports_without_blank_lines_nearly_say_the_same(reports: list[list[str]]) -> None:
    kept = total = 0
    for lines in reports:
        copy = bounded("\n".join("\n".join(cut(line, 40)) for line in lines))
        kept += len({squeezed(line) for line in lines} & {squeezed(block) for block in copy})
        total += len({squeezed(line) for line in lines})
    assert kept / total > 0.97
