"""Where lines end: the table of a typesetter, and what labels, titles and passages look like for it."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

import jieba
import pytest
from break_cases import CASES, ONE_SIGN, WORDS, read_marks
from for_each import for_each

from hulin_analysis.charts.canvas import line_breaking as layout
from hulin_analysis.charts.canvas import word_borders as word_borders_module
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, plain, wrap
from hulin_analysis.charts.canvas.typeface import printable
from hulin_analysis.charts.canvas.word_borders import WITHIN, word_borders

SIZE = 10.0


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def ends(text: str) -> set[int]:
    """Give the offsets where a line may end."""
    chunks = layout._chunks([Run(text)], SIZE, 1e6)
    return set(accumulate(len(chunk.text) for chunk in chunks))


@for_each(CASES)
def test_a_line_ends_where_a_typesetter_ends_it(about: str, marked: str) -> None:
    text, may, must_not = read_marks(marked)
    found = ends(text)
    assert may <= found
    assert not must_not & found


@for_each(ONE_SIGN)
def test_several_code_points_are_printed_as_one_sign(about: str, text: str, printed: str) -> None:
    assert printable(f"甲{text}乙") == f"甲{printed}乙"


@for_each(WORDS)
def test_a_label_is_broken_between_words(marked: str) -> None:
    text, may, must_not = read_marks(marked)
    borders = word_borders(text)
    assert [at for at in may if borders[at] >= WITHIN] == []
    assert [at for at in must_not if borders[at] < WITHIN] == []


@pytest.mark.parametrize(
    ("label", "characters", "lines"),
    [
        ("规模以上工业增加值", 6, ["规模以上", "工业增加值"]),
        ("規模以上工業增加值", 7, ["規模以上", "工業增加值"]),
        ("地区生产总值", 5, ["地区", "生产总值"]),
        ("城镇居民人均可支配收入", 7, ["城镇居民人均", "可支配收入"]),
        ("社会消费品零售总额", 8, ["社会消费品", "零售总额"]),
        ("固定资产投资增速", 6, ["固定资产", "投资增速"]),
        ("全年实现1349.08亿元", 6, ["全年实现", "1349.08亿元"]),
        ("primary-sector investment (第一产业投资)", 14, ["primary-sector investment", "(第一产业投资)"]),
    ],
)
def test_the_lines_of_a_label(label: str, characters: int, lines: list[str]) -> None:
    assert texts(balanced([Run(label)], SIZE, characters * SIZE + 1)) == lines


@pytest.mark.parametrize("characters", range(5, 16))
def test_a_full_label_keeps_its_mark_and_its_words(characters: int) -> None:
    runs = [Run("规模以上工业增加值"), Run("①", keep=True, glue=True), Run("  "), Run("19.5%", keep=True)]
    lines = texts(wrap(runs, SIZE, characters * SIZE))
    assert "".join(lines).replace(" ", "") == "规模以上工业增加值①19.5%"
    assert any("值①" in line for line in lines)
    assert not any(line.endswith(("规", "工", "增", "加")) for line in lines), lines


PASSAGE = "今年以来，全市固定资产投资同比增长19.5%，招商引资高潮迭起，营商环境持续改善，农民收入提高，"
PASSAGE += PASSAGE


@for_each(range(60, len(PASSAGE)))
def test_no_character_stands_alone_on_the_last_line(length: int) -> None:
    last = texts(plain(PASSAGE[:length].rstrip("，%") + "好。", SIZE, 165))[-1]
    assert len(last.rstrip("。")) > 1


@for_each(range(20, 60))
def test_a_title_leaves_no_orphan(length: int) -> None:
    title = PASSAGE[:length].rstrip("，")
    for width in range(180, 330, 10):
        lines = texts(balanced([Run(title, bold=True)], SIZE, width))
        assert len(lines) == 1 or len(lines[-1].rstrip("，。")) > 2, lines


def test_words_cost_at_most_one_more_line() -> None:
    for marked in WORDS:
        text = read_marks(marked)[0] * 2
        for characters in range(4, 12):
            lines = texts(balanced([Run(text)], SIZE, characters * SIZE))
            assert 0 <= len(lines) - -(-len(text) // characters) <= 1


def test_a_character_finds_all_its_entries_in_the_dictionary() -> None:
    """It is looked up in place, by its order: here all of the file is read."""
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries: dict[str, set[str]] = {}
    for line in lines:
        if not re.search("[A-Za-z]", line.split()[0]):
            entries.setdefault(line[0], set()).add(line)
    chinese = [char for char in entries if "\u3400" <= char <= "\u9fff"]
    assert len(chinese) > 10_000
    for char in chinese:
        found = set(word_borders_module._entries(char).decode().split("\n"))
        assert entries[char] <= found
