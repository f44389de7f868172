"""Nothing overlaps and nothing is cut off: every chart, language and size; and how lines are broken."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import EVERY, SIZES, boxes, draw, overlaps, texts

from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import CLOSING, OPENING, Run, balanced, plain, wrap
from hulin_analysis.charts.canvas.typeface import text_width


# Both Chinese scripts are of one width: the simplified one stands in the test below.
@pytest.mark.parametrize(("rows", "lang"), [(1, "en"), (5, "zh-Hant"), (60, "zh-Hant"), (60, "en")])
@pytest.mark.parametrize("name", EVERY)
def test_no_two_texts_overlap_and_none_leaves_the_page(name: str, rows: int, lang: str) -> None:
    check_the_page(draw(name, rows, lang=lang))


@pytest.mark.parametrize(("rows", "quotes"), [(1, "footnotes"), (60, "footnotes"), (60, "none")])
@pytest.mark.parametrize("name", [name for name in EVERY if name != "keywords"])
def test_nothing_overlaps_whatever_is_quoted(name: str, rows: int, quotes: str) -> None:
    check_the_page(draw(name, rows, lang="zh-Hans", quotes=quotes))


def check_the_page(figure: AnnotatedFigure) -> None:
    found = texts(figure)
    extents = boxes(found)
    clashes = [(found[i].get_text(), found[j].get_text()) for i, j in overlaps(extents)]
    assert clashes == []
    width, height = figure.canvas.get_width_height()
    assert extents[:, 0].min() >= 0 and extents[:, 1].min() >= 0
    assert extents[:, 2].max() <= width and extents[:, 3].max() <= height
    for artist in (a for axes in figure.axes for a in axes.lines + axes.patches):
        box = artist.get_window_extent()
        assert box.x0 >= -0.5 and box.x1 <= width + 0.5 and box.y0 >= -0.5 and box.y1 <= height + 0.5


def test_the_page_grows_with_its_rows() -> None:
    heights = [draw("indicators", rows, lang="zh-Hant").get_size_inches()[1] for rows in SIZES]
    assert heights == sorted(heights)
    assert len({draw("indicators", rows, lang="zh-Hant").get_size_inches()[0] for rows in SIZES}) == 1


def test_measured_width_is_drawn_width() -> None:
    figure = draw("indicators", 5, lang="en")
    found = texts(figure, "quote")
    for text, (left, _, right, _) in zip(found, boxes(found), strict=True):
        bold = text.get_fontproperties().get_weight() == "bold"
        drawn = (right - left) * 72 / figure.dpi
        measured = text_width(text.get_text(), text.get_fontsize(), bold=bold)
        # The extent is that of the ink: it ends before the white half of a full-width sign.
        assert -1 <= measured - drawn <= 0.7 * text.get_fontsize()


SIGNS = st.sampled_from("“”《》（），。、；：！？" + 12 * "甲" + "乙丙")


@given(st.text(SIGNS, min_size=1, max_size=60), st.integers(60, 160))
def test_no_line_begins_or_ends_against_the_rules(text: str, width: int) -> None:
    lines = plain(text, 10, width)
    assert "".join(line.text for line in lines) == text
    for before, behind in itertools.pairwise(lines):
        # Signs in a row that no line can hold are broken where they must be.
        if max(map(len, re.findall(r"[^甲乙丙]+.?|.", text))) * 10 > width - 20:
            continue
        assert behind.text[0] not in CLOSING
        assert before.text[-1] not in OPENING


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("虎鹿鶴，魚鴨雁", 30, ["虎鹿", "鶴，", "魚鴨雁"]),
        ("甲乙“丙丁”戊", 32, ["甲乙", "“丙", "丁”戊"]),
        ("共增長12.5%左右", 36, ["共增長", "12.5%", "左右"]),
        ("甲乙……丙丁", 35, ["甲", "乙……", "丙丁"]),
        ("per capita income", 60, ["per capita", "income"]),
    ],
)
def test_lines_are_broken_where_they_may_be(text: str, width: int, lines: list[str]) -> None:
    assert [line.text for line in plain(text, 10, width)] == lines


def test_a_number_and_its_mark_stay_together() -> None:
    runs = [
        Run("甲乙丙丁戊己"),
        Run("19萬余人次", bold=True, keep=True),
        Run("①", keep=True, glue=True),
        Run("。"),
    ]
    for width in range(72, 200, 3):
        lines = [line.text for line in wrap(runs, 10, width)]
        assert any("19萬余人次①。" in line for line in lines), (width, lines)


def test_a_balanced_text_has_as_many_lines_of_like_length() -> None:
    text = "虎鹿鶴魚鴨雁牛羊豬犬兔鼠"
    loose, even = plain(text, 10, 110), balanced([Run(text)], 10, 110)
    assert len(loose) == len(even) == 2
    assert abs(even[0].width - even[1].width) < abs(loose[0].width - loose[1].width)
