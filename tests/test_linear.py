"""Nothing grows faster than its input: eight times the text takes about eight times as long."""

from __future__ import annotations

import gc
import re
from time import process_time

import pytest

import hulin_analysis as ha
from hulin_analysis.errors import HulinError
from hulin_analysis.finding import plain_clauses
from hulin_analysis.line_breaks import joined
from hulin_analysis.readers import Metadata, lay_out, show_bytes
from hulin_analysis.tables import caption, cell_numbers, header_labels

TIMES = 8  # the larger text; what grows with the square takes 64 times as long
MOST, FLOOR = 24, 0.004  # of the time of the smaller; seconds below which a time is noise


def read(text: str) -> None:
    article = ha.parse_article(f"去年新建学校3所。\n{text}")
    ha.ledger(article)


def show(text: str, name: str) -> None:
    lay_out(show_bytes(text.encode(), name), Metadata(), name)


def seconds(call, text: str) -> float:
    gc.collect()
    gc.disable()
    start = process_time()
    try:
        call(text)
    except HulinError:  # refused in one sentence
        pass
    finally:
        gc.enable()
    return process_time() - start


def grows(call, word: str, length: int, around: str = "{}") -> float:
    """Return how many times as long the larger text takes, the best of three."""
    small = around.format(word * (length // len(word)))
    large = around.format(word * (TIMES * length // len(word)))
    ratios = []
    for _ in range(3):
        ratios.append(seconds(call, large) / max(seconds(call, small), FLOOR))
        if ratios[-1] < MOST:
            break
    return min(ratios)


@pytest.mark.parametrize("around", ["{}", "宽{}米。"])
@pytest.mark.parametrize(
    "word",
    [
        *(
            "2019、2020、",
            "2019年、",
            "1.",
            "1×",
            "N1",
            "1m",
            "1:",
            "1-",
            "1—",
            "1,",
            "1月1日",
            "1个、",
            "1|",
        ),
        *("一", "十", "9", "（", "《", "、", "至", "其中", "余", " ", " \n", "a\t\n"),
    ],
)
def test_a_text_of_one_thing_repeated_takes_time_by_its_length(word, around):
    assert grows(read, word, 1500, around) < MOST


@pytest.mark.parametrize("word", [" ", "\n", "\t", "&nbsp;", "<p>1", "<br>", "<td>1", "&", "<"])
def test_a_page_takes_time_by_its_length(word):
    around = "<html><body><p>去年新建学校3所。</p><p>{}</p></body></html>"
    assert grows(lambda text: show(text, "x.html"), word, 6000, around) < MOST


@pytest.mark.parametrize("around", ["{}", "a{}b", "# {}b", "---\ntitle: a{}b\n---\na"])
@pytest.mark.parametrize(
    "word", [" ", "`", "``a", " #", "*", "_", "[", "](", "![", "|", "> ", "- ", "---\n", "~~", "\\"]
)
def test_markdown_takes_time_by_its_length(word, around):
    assert grows(lambda text: show(text, "x.md"), word, 6000, around) < MOST


@pytest.mark.parametrize("word", ["1", "一", "十", "亿", "1.", "1,", "约", "(", " ", "1:", "三点"])
def test_a_number_takes_time_by_its_length(word):
    assert grows(ha.parse_number, word, 4000) < MOST


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (header_labels._MARKS, "*{}x"),
        (header_labels._ENGLISH, "粮) A{}1"),
        (caption._parting(), "{}x"),
    ],
)
def test_the_marks_of_a_cell_are_found_in_one_pass(pattern: re.Pattern[str], text: str):
    for word in ("*", " ", " *", "—", "(", ") A"):
        assert grows(pattern.search, word, 4000, text) < MOST


def test_blanks_without_a_line_break_are_passed_over_once():
    assert grows(joined, " ", 20_000, "a\n{}b") < MOST
    assert joined("产值  \n  增长") == "产值增长"


@pytest.mark.parametrize("run", ["、", "达到", "为", " ", "比上年末"])
def test_what_a_list_of_words_may_be_made_of_is_read_once(run):
    assert grows(lambda text: plain_clauses._between().fullmatch(text + "甲"), run, 4000) < MOST
    assert grows(lambda text: cell_numbers._changes().fullmatch(text + "甲"), run, 4000) < MOST


def test_a_word_that_begins_like_another_is_still_taken_whole():
    assert plain_clauses._between().fullmatch("比上年末增长")
    assert cell_numbers._changes().fullmatch("同比口径增长")


@pytest.mark.parametrize(
    ("marks", "read"),
    [
        *((marks, {"5所", "3所"}) for marks in ("（）", "[]", "()")),
        *((marks, {"3所"}) for marks in ("“”", "《》")),  # in the name of a thing nothing is counted
    ],
)
def test_brackets_and_quotes_are_read_ten_thousand_deep(marks, read):
    text = f"2022年{marks[0] * 10_000}新建学校5所{marks[1] * 10_000}，新建医院3所。"
    assert read <= set(ha.extract(ha.parse_article(text))["quote"])


def test_a_page_that_is_too_deep_is_refused_in_a_sentence():
    page = f"<html><body>{'<div>' * 10_000}<p>去年新建学校3所。</p>"
    with pytest.raises(HulinError) as refused:
        show(page, "x.html")
    assert "\n" not in str(refused.value)
