"""Tables as they are set, and what heads the row and the column of each of their numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.text import Text

import hulin_analysis as ha
from hulin_analysis.article import Box, Cell
from hulin_analysis.cells import heads_of, pages_of, set_out
from hulin_analysis.quotes import Passage, number_quotes, passages
from hulin_analysis.selectors import quote_link, select_quote

TEXT = (
    "表1 主要产品\n指标\t产量（万吨）\t同比增长（±%）\n一、种植业\n粮 食\t650.0\t17.3\n"
    "大豆\t7.0\t-1.6\n注：大豆为初步数。"
)
ROWS = [
    "指标",
    "产量（万吨）",
    "同比增长（±%）",
    "一、种植业",
    "粮 食",
    "650.0",
    "17.3",
    "大豆",
    "7.0",
    "-1.6",
]


@pytest.fixture(scope="module")
def article() -> ha.Article:
    return ha.parse_article(TEXT, title="某县公报", published="2022-03-01")


def with_cells(article: ha.Article, cells: list[Cell]) -> ha.Article:
    (table,) = article.tables
    (section,) = article.sections
    return replace(article, sections=(replace(section, blocks=(replace(table, cells=tuple(cells)),)),))


def test_every_cell_is_set_once(article: ha.Article) -> None:
    rows = set_out(article, article.tables[0])
    assert [slot.words for row in rows for slot in row if slot.words] == ROWS
    assert [[slot.role for slot in row] for row in rows] == [
        ["head"] * 3,
        ["part"],
        ["name", "figure", "figure"],
        ["name", "figure", "figure"],
    ]


def test_a_row_that_names_what_follows_has_all_the_width(article: ha.Article) -> None:
    assert [slot.columns for slot in set_out(article, article.tables[0])[1]] == [3]


def test_a_merged_cell_covers_what_it_covers(article: ha.Article) -> None:
    first, second, third, *others = article.tables[0].cells
    moved = [replace(one, row=one.row + 1) for one in (second, third, *others)]
    wide = replace(second, columns=2)
    made = with_cells(article, [replace(first, rows=2), wide, *moved])
    rows = set_out(made, made.tables[0])
    assert [(slot.rows, slot.columns) for slot in rows[0]] == [(2, 1), (1, 2)]
    assert [slot.column for slot in rows[1]] == [1, 2]
    assert sum(slot.rows * slot.columns for row in rows for slot in row) == 3 * len(rows)


def test_cells_that_claim_the_same_place_leave_no_hole(article: ha.Article) -> None:
    cells = [replace(one, rows=3, columns=2) if one.row == 0 else one for one in article.tables[0].cells]
    made = with_cells(article, cells)
    rows = set_out(made, made.tables[0])
    covered = [
        (row, column)
        for line in rows
        for slot in line
        for row in range(slot.row, slot.row + slot.rows)
        for column in range(slot.column, slot.column + slot.columns)
    ]
    assert len(covered) == len(set(covered))


def test_a_number_has_the_heads_of_its_row_and_column(article: ha.Article) -> None:
    metrics = ha.extract(article)
    heads = heads_of(article)
    assert list(heads) == metrics["id"].tolist()
    assert [(one.row, one.column) for one in heads.values()] == [
        ("粮 食", "产量（万吨）"),
        ("粮 食", "同比增长（±%）"),
        ("大豆", "产量（万吨）"),
        ("大豆", "同比增长（±%）"),
    ]
    assert {one.caption for one in heads.values()} == {"表1 主要产品"}
    assert metrics.attrs["cells"]["q1-1"] == ["粮 食", "产量（万吨）", "表1 主要产品"]


def test_prose_has_no_heads() -> None:
    assert heads_of(ha.load_article()) == {}
    assert set(ha.extract(ha.load_article()).attrs) == {"article", "numbers", "as_read"}


def said(passage: Passage) -> str:
    return "".join(piece.text for piece in passage.pieces())


def test_a_cell_is_quoted_with_its_heads(article: ha.Article) -> None:
    metrics = ha.extract(article)
    assert [said(one) for one in passages(number_quotes(metrics))] == [
        "粮 食 · 产量（万吨） 650.0 · 同比增长（±%） 17.3",
        "大豆 · 产量（万吨） 7.0 · 同比增长（±%） -1.6",
    ]
    metrics.attrs = {}
    assert said(passages(number_quotes(metrics))[0]) == "粮 食 · 650.0 · 17.3"


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("zh-Hant", ["650萬噸", "7萬噸"]),
        ("zh-Hans", ["650万吨", "7万吨"]),
        ("en", ["6.5 million tonnes", "70,000 tonnes"]),
    ],
)
def test_a_mark_of_a_cell_has_its_unit(article: ha.Article, lang: str, shown: list[str]) -> None:
    metrics = ha.extract(article).assign(kind="activity")
    figure = ha.plot_activities(metrics[metrics["unit"] == "吨"], lang=lang)
    values = [text.get_text() for text in figure.findobj(Text) if text.get_label() == "value"]
    assert values == shown


def test_a_fall_in_a_cell_has_one_sign(article: ha.Article) -> None:
    figure = ha.plot_indicators(ha.extract(article), lang="zh-Hans")
    values = [text.get_text() for text in figure.findobj(Text) if text.get_label() == "value"]
    assert values == ["17.3%", "−1.6%"]


def test_a_link_has_whole_cells(article: ha.Article) -> None:
    notes = number_quotes(ha.extract(article))
    selector = select_quote(notes[1], article.text)
    assert (selector.prefix, selector.exact) == ("650.0\t", "17.3")
    assert quote_link("u", notes[0], article.text).endswith("-,650.0,-17.3")


def test_a_link_into_a_file_with_pages_leads_to_the_page(article: ha.Article) -> None:
    second = article.tables[0].rows[3]
    boxes = (Box(0, second.start, 4, 0, 0, 9, 9), Box(second.start, second.end, 5, 0, 0, 9, 9))
    paged = replace(article, boxes=boxes, url="https://a.example/report.pdf#top")
    assert list(pages_of(paged).values()) == [4, 4, 5, 5]
    metrics = ha.extract(paged)
    links = [quote_link(str(paged.url), note) for note in number_quotes(metrics)]
    assert links[1:3] == ["https://a.example/report.pdf#page=4", "https://a.example/report.pdf#page=5"]
