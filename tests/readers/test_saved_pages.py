from __future__ import annotations

from datetime import datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from portals import BODY, PORTALS, TEXT, page

import hulin_analysis as ha
from hulin_analysis.article import Article
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.html import read_html
from hulin_analysis.readers.page_lines import shown_lines, shown_words

each_portal = pytest.mark.parametrize("portal", PORTALS)
FACTS = ["quote", "value", "unit", "hedge", "indicator", "period", "section"]


def read(tmp_path: Path, html: str, encoding: str = "utf-8", name: str = "page.html") -> Article:
    (tmp_path / name).write_bytes(html.encode(encoding))
    return ha.read_article(tmp_path / name)


def around(body: str, head: str = "") -> str:
    return f"<html><head><title>某縣新聞</title>{head}</head><body><div><p>{body}</p></div></body></html>"


# -- the article of a page is that of the same text --------------------------------------------------------


@each_portal
@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        *(("utf-8", "utf-8"), ("gb18030", "gb2312"), ("big5", "big5"), ("utf-16", "utf-16")),
        # And the label is wrong.
        *(
            ("utf-8", "gb2312"),
            ("gb18030", "utf-8"),
            ("big5", "utf-8"),
            ("big5", "gb2312"),
            ("gb18030", "big5"),
        ),
    ],
)
def test_a_page_says_what_its_text_says(portal: str, encoding: str, charset: str, tmp_path: Path) -> None:
    article = read(tmp_path, page(portal, charset), encoding)
    plain = ha.parse_article(TEXT)
    assert [p.span.quote for p in article.paragraphs] == list(BODY)
    assert [s.name for s in article.sections] == ["", "一、經濟運行", "二、農業"]
    metrics, expected = ha.extract(article), ha.extract(plain)
    assert metrics[FACTS].equals(expected[FACTS])
    assert len(metrics) == 10
    assert all(article.text[r.start : r.end] == r.quote for r in metrics.itertuples())
    assert ha.audit(article).unaccounted == ()


@each_portal
def test_title_date_and_source_are_found(portal: str, tmp_path: Path) -> None:
    article = read(tmp_path, page(portal))
    assert article.title is not None
    assert article.title.quote == "雲隱縣:穩中求進促發展"
    assert (article.published, article.paper) == (datetime(2022, 2, 15, 8, 59), "某某日報")
    assert (article.place, article.headline) == ("雲隱縣", None)


@each_portal
def test_boilerplate_is_left_out(portal: str, tmp_path: Path) -> None:
    text = read(tmp_path, page(portal)).text
    for words in (
        "首頁",
        "熱門",
        "30億元",
        "20家",
        "9所",
        "88",
        "99",
        "5550000",
        "版權",
        "掃一掃",
        "打印",
        "標識碼",
    ):
        assert words not in text


def test_what_the_head_of_a_page_records() -> None:
    gov = read_html(page("gov").encode(), "page").metadata
    assert (gov.title, gov.portal, gov.paper) == ("雲隱縣:穩中求進促發展", "雲隱縣人民政府", "某某日報")
    assert (gov.published, gov.url) == (datetime(2022, 2, 15, 8, 59), "http://www.yunyin.example/art/1.html")
    assert read_html(page("wechat").encode(), "page").metadata.authors == ("張某某",)
    people = read_html(page("people").encode(), "page").metadata
    assert people.url == "http://county.news.example/BIG5/n1/2022/0215/c1-2.html"


def test_the_editors_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, page("people")).editors == ("王某", "宋某")


def test_where_a_browser_saved_it_from_is_its_address(tmp_path: Path) -> None:
    html = "<!-- saved from url=(0029)https://news.example/a/1.html -->" + page("county")
    assert read(tmp_path, html).url == "https://news.example/a/1.html"


# -- numbers come through ----------------------------------------------------------------------------------


@each_portal
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("投資<span>3</span><span>.5</span>億元。", "投資3.5億元。"),
        ("投資3\u200b.\ufeff5&#8203;億元。", "投資3.5億元。"),
        ("投資3.5&nbsp;億元。", "投資3.5 億元。"),
        ("投資&#51;&#46;&#53;億元。", "投資3.5億元。"),
        ("投資３.５億元,\n新建\n\t學校2所。", "投資３.５億元, 新建學校2所。"),
        ("投資<b>3</b><i>.</i><u>5</u>億元<!-- 9 -->。", "投資3.5億元。"),
        ("占地10<sup>8</sup>畝。", "占地10⁸畝。"),
        ("面積5km<sup>2</sup>,投資3億元<sup>[1]</sup>。", "面積5km²,投資3億元[1]。"),
        ("濃度&lt;3毫克,&amp;增長5%。", "濃度<3毫克,&增長5%。"),
        ("<script>7</script>投資3<style>8</style>億元。", "投資3億元。"),
        ("投資<ruby>3<rp>(</rp><rt>sān</rt><rp>)</rp></ruby>億元。", "投資3億元。"),
    ],
)
def test_a_number_is_neither_torn_nor_joined(portal: str, written: str, shown: str, tmp_path: Path) -> None:
    body = (*BODY[:3], written, BODY[4])
    paragraphs = [p.span.quote for p in read(tmp_path, page(portal, body=body)).paragraphs]
    # A table's line break in the source is white space at the end of a cell.
    assert paragraphs == [*BODY[:3], shown_words(shown), BODY[4]]


def test_rows_of_a_table_are_lines_of_cells(tmp_path: Path) -> None:
    first, second = ("<th>指標</th><th>數值</th>", "<td><p>工業增加值</p></td><td><p>增長8.1%</p></td>")
    table = f"<table><tr>{first}</tr><tr>{second}</tr></table>"
    article = read(tmp_path, page("people").replace("<p>畝產", f"{table}<p>畝產"))
    assert "指標\t數值\n工業增加值\t增長8.1%\n" in article.text
    assert [s.name for s in article.sections] == ["", "一、經濟運行", "二、農業"]
    assert "8.1%" in set(ha.extract(article)["quote"])


EMPTY_ROWS = {
    "no cells": "<table><tr></tr></table>",
    "a comment": "<table><tr><!-- 3所 --></tr></table>",
    "a script": "<table><tr><script>var a = 3;</script></tr></table>",
    "a hidden input": '<table><tr><input type="hidden" value="3"></tr></table>',
    "an empty cell": "<table><tr><td></td></tr></table>",
    "no rows": "<table></table><table><tbody></tbody></table>",
    "a table in a cell": "<table><tr><td><table><tr></tr></table></td></tr></table>",
    "a table in a row": "<table><tr><table><tr></tr></table></tr></table>",
    "a row in no table": "<tr></tr>",
}


@pytest.mark.parametrize("rows", EMPTY_ROWS.values(), ids=EMPTY_ROWS.keys())
def test_a_row_without_cells_is_nothing(rows: str, tmp_path: Path) -> None:
    body = f"{BODY[0]}</p>{rows}<p>{BODY[1]}"
    assert read(tmp_path, around(body)).text.split("\n") == list(BODY[:2])


def test_what_a_row_shows_besides_cells_is_kept(tmp_path: Path) -> None:
    inner = "<table><tr></tr><tr><td>乙</td><td>3所</td></tr></table>"
    rows = f"<table><tr></tr><tr><td>甲</td><td>{inner}</td></tr><tr>合計3所</tr></table>"
    text = read(tmp_path, around(f"{BODY[0]}</p>{rows}<p>{BODY[1]}")).text
    assert "甲\t乙\t3所\n" in text and "合計3所" in text


@pytest.mark.parametrize("tag", ["span", "font", "b", "a", "my-element", "section", "p"])
@pytest.mark.parametrize("before", ["<!-- <html> -->", "", "\n<?xml version='1.0'?>\n"])
def test_a_page_may_be_one_element_of_any_kind(tag: str, before: str, tmp_path: Path) -> None:
    for body in (f"{BODY[0]}<br>{BODY[1]}", f"{BODY[0]}<div>{BODY[1]}</div>"):
        assert read(tmp_path, f"{before}<{tag}>{body}</{tag}>").text.split("\n") == list(BODY[:2])


def test_any_tree_has_its_lines() -> None:
    for root, lines in (("<span>甲<p>乙</p>丙</span>", ["甲", "乙", "丙"]), ("<script>甲</script>", [])):
        assert [line.text for line in shown_lines(fragment_fromstring(root), "page.html")] == lines


@pytest.mark.parametrize("parser", ["trafilatura.utils.load_html", "trafilatura.bare_extraction"])
@pytest.mark.parametrize(
    "fault", [ValueError("two\nlines"), RecursionError(), IndexError(), AssertionError()]
)
def test_what_a_parser_raises_is_one_sentence(
    parser: str, fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(parser, broken)
    with pytest.raises(
        ArticleError, match=r"^The page \S*page[.]html cannot be read as HTML; save its text as"
    ):
        read(tmp_path, around(BODY[0]))


def test_short_paragraphs_and_those_said_twice_are_kept(tmp_path: Path) -> None:
    body = "</p><p>".join([*BODY, "增長2%。", *BODY, "增長2%。", "共8個。"])
    paragraphs = [p.span.quote for p in read(tmp_path, around(body)).paragraphs]
    assert paragraphs == [*BODY, "增長2%。", *BODY, "增長2%。", "共8個。"]


def test_links_inside_a_paragraph_are_words_of_it(tmp_path: Path) -> None:
    linked = '去年投資<a href="/x">3.5億元</a>,增長<a href="/y">6.7%</a>。'
    body = "</p><p>".join([*BODY, linked, '共<a href="/z">12個</a>', '<a href="/n">下一篇:新建9所</a>'])
    lines = read(tmp_path, around(body)).text.split("\n")
    assert lines == [*BODY, "去年投資3.5億元,增長6.7%。", "共12個"]


def test_a_clock_above_the_headline_is_no_date(tmp_path: Path) -> None:
    html = page("county").replace(
        "<TABLE width=1000>", "<DIV>今天是2022年2月20日 星期日</DIV><TABLE width=1000>"
    )
    assert read(tmp_path, html).published == datetime(2022, 2, 15, 8, 59)
    assert ha.parse_article(f"今天是2022年2月20日\n{TEXT}").published == datetime(2022, 2, 15, 8, 59)


def test_a_headline_without_a_name_stands_before_its_source(tmp_path: Path) -> None:
    html = page("county").replace("<TITLE>雲隱縣:穩中求進促發展-雲隱新聞網", "<TITLE>雲隱")
    assert read(tmp_path, html).metadata()["title"] == "雲隱縣:穩中求進促發展"


def test_a_body_that_a_script_unveils_is_read(tmp_path: Path) -> None:
    html = page("people").replace('class="box_con"', 'class="box_con" style="display: none"')
    assert [p.span.quote for p in read(tmp_path, html).paragraphs] == list(BODY)


def test_a_page_in_one_line_of_many(tmp_path: Path) -> None:
    lines = [f"第{i}家企業投資{i}.{i % 10}億元,增長{i % 13}%。" for i in range(1, 3000)]
    article = read(tmp_path, page("gov", body=(BODY[0], "</p><p>".join(lines), *BODY[2:])))
    assert [p.span.quote for p in article.paragraphs][1:-3] == lines


#: White space, marks and letters that any paragraph may hold; no sentence is shorter than its mark.
WORDS = st.text(
    st.sampled_from("去年新建學校投資億元增長0123456789.,%、()“”<>&'\" \u3000\xa0abc"), min_size=1
)


@given(
    st.lists(WORDS.map(lambda words: f"去年{words}所。"), min_size=3, max_size=12),
    st.sampled_from(list(PORTALS)),
)
def test_any_paragraphs_come_back(paragraphs: list[str], portal: str) -> None:
    between = "<br>" if portal == "county" else "</p><p>"
    body = (BODY[0], BODY[1], between.join(map(escape, paragraphs)), *BODY[3:])
    text = read_html(page(portal, body=body).encode(), "page").text
    expected = [
        shown_words(words) for words in (BODY[0], "一、經濟運行", BODY[1], *paragraphs, "二、農業", *BODY[3:])
    ]
    lines = text.split("\n")
    assert lines[lines.index(BODY[0]) :][: len(expected)] == expected


# -- hostile pages, and pages that are none ----------------------------------------------------------------


def test_scripts_and_their_addresses_stay_out(tmp_path: Path) -> None:
    html = around(
        "</p><p>".join(BODY) + "<img src=x onerror=alert(1)><script>alert('9億元')</script>",
        '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="data:text/html">',
    )
    article = read(tmp_path, html)
    assert "alert" not in article.text
    assert article.url is None
    assert len(ha.extract(article)) == 10


def test_words_in_angle_brackets_stay_words(tmp_path: Path) -> None:
    article = read(tmp_path, around(f"&lt;script&gt;alert(1)&lt;/script&gt;{BODY[0]}</p><p>{BODY[1]}"))
    assert article.paragraphs[0].span.quote == f"<script>alert(1)</script>{BODY[0]}"


def test_entity_bombs_do_no_harm(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "9億元">{entities}]>'
    article = read(tmp_path, bomb + around("</p><p>".join([*BODY, "投資&a11;。"])))
    assert len(article.text) < 1000
    assert len(ha.extract(article)) == 10


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<html><head><title>雲隱縣</title></head><body></body></html>", "No article was found in the page"),
        ("<html><body><script>var a = 1</script><nav><a href=/>首頁</a></nav></body></html>", "No article"),
        ("<html><body>" + "<div>" * 300 + BODY[0] + "</div>" * 300, "levels of them"),
        ("<html><body>" + "<b></b>" * 310_000 + BODY[0], "more than 300,000 elements"),
        ("  \n", "is empty"),
    ],
)
def test_a_page_without_an_article_is_one_sentence(html: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=message) as caught:
        read(tmp_path, html)
    assert "page.html" in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_binary_in_the_place_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(ArticleError, match=r"page[.]html is not a text file"):
        ha.read_article(tmp_path / "page.html")
