from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt
from portals import BODY, TEXT
from seeds import opendocument, opendocument_lines, opendocument_table, packed
from shown_tables import AFTER, BEFORE, TITLE, cells, html_table, page_of, saved, words
from typesetting import converted_by_office, needs_office

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers import Shown, show_bytes

HEADLINE = "雲隱縣:穩中求進促發展"
ROWS = [["指标", "万吨"], ["粮食", "45.6"], ["油料", "1.2"]]


def style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
        f"{properties}</style:style>"
    )


HIDDEN = '<style:text-properties text:display="none"/>'
RAISED = '<style:text-properties style:text-position="33% 58%"/>'
AUTOMATIC = style("H", HIDDEN) + style("U", RAISED) + style("HP", HIDDEN, "paragraph")


def shown(body: str, automatic: str = AUTOMATIC, common: str = "", title: str = "") -> Shown:
    return show_bytes(opendocument(body, automatic, common, title), "a.odt")


def span(name: str, inner: str) -> str:
    return f'<text:span text:style-name="{name}">{inner}</text:span>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(inner: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{opendocument_lines(inner)}</table:table-cell>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def repeated(rows: int) -> str:
    return f'table:number-rows-repeated="{rows}"'


COVERED = "<table:covered-table-cell/>"


def test_a_text_says_what_its_words_say(tmp_path: Path) -> None:
    body = f'<text:p text:style-name="P1">{HEADLINE}</text:p>'
    body += opendocument_lines("2022-02-15 08:59 來源:某某日報", BODY[0])
    body += '<text:h text:outline-level="1"><text:number>1.</text:number>一、經濟運行</text:h>'
    body += f"<text:p>{BODY[1][:9]}{span('U', BODY[1][9:12])}{BODY[1][12:]}</text:p>"
    body += opendocument_lines(BODY[2]) + "<text:h>二、農業</text:h>" + opendocument_lines(BODY[3], BODY[4])
    data = opendocument(body, AUTOMATIC + style("P1", "", "paragraph", "Title"), title="別的題目")
    (tmp_path / "page.odt").write_bytes(data)
    article = ha.read_article(tmp_path / "page.odt")
    assert article.text == TEXT
    assert article.title is not None
    assert article.title.quote == HEADLINE
    assert article.published == datetime(2022, 2, 15, 8, 59)


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        ("甲<text:s text:c='3'/>乙<text:tab/>丙\n  丁", ["甲 乙 丙 丁"]),
        ("上行<text:line-break/>下行", ["上行", "下行"]),
        (f"10{span('U', '8')}亩", ["10⁸亩"]),
        (f"示{span('H', '藏9个' + span('', '又9个'))}6个", ["示6个"]),
        (f"示{span('H', '藏<text:s/><text:tab/><text:line-break/>')}6个", ["示6个"]),
        (
            "正文<text:note><text:note-citation>1</text:note-citation><text:note-body/></text:note>。",
            ["正文。"],
        ),
        ("产值<office:annotation><text:p>批9</text:p></office:annotation>3亿", ["产值3亿"]),
        (
            "<text:ruby><text:ruby-base>3亿</text:ruby-base><text:ruby-text>sān</text:ruby-text></text:ruby>",
            ["3亿"],
        ),
        ("第<text:page-number>7</text:page-number>页", ["第7页"]),
        ("有<text:variable-set text:display='none'>9</text:variable-set>无", ["有无"]),
        ("有<text:hidden-text text:is-hidden='true'>9</text:hidden-text>无", ["有无"]),
        ("藏<text:span><text:hidden-paragraph text:is-hidden='true'/></text:span>", []),
        (
            "框外<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>。",
            ["框外。", "框内"],
        ),
        ("形外<draw:rect><text:p>形内</text:p></draw:rect>", ["形外", "形内"]),
        ("形外<draw:g><draw:rect draw:display='none'><text:p>藏</text:p></draw:rect></draw:g>", ["形外"]),
        (f"框外{span('H', '<draw:rect><text:p>藏</text:p></draw:rect>')}", ["框外"]),
        ("图<draw:frame><draw:image/><svg:desc xmlns:svg='x'>替代</svg:desc></draw:frame>", ["图"]),
    ],
)
def test_words_of_a_paragraph(inner: str, lines: list[str]) -> None:
    assert shown(f"<text:p>{inner}</text:p>").text.split("\n") == (lines or [""])


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<text:tracked-changes><text:p>刪9个</text:p></text:tracked-changes>", []),
        ('<text:p text:style-name="HP">藏9个</text:p>', []),
        (f'<text:p text:style-name="HP">藏{span("S", "示")}</text:p>', ["示"]),
        ('<text:section text:display="none"><text:p>藏9个</text:p></text:section>', []),
        ('<text:section text:display="condition"><text:p>示9个</text:p></text:section>', ["示9个"]),
        ("<text:list><text:list-item><text:p>甲</text:p><text:list><text:list-item><text:p>乙</text:p>"
         "</text:list-item></text:list></text:list-item></text:list>", ["甲", "乙"]),
        ("<text:table-of-content><text:table-of-content-source><text:index-title-template>无</text:index-title-template>"
         "</text:table-of-content-source><text:index-body><text:p>目录</text:p></text:index-body>"
         "</text:table-of-content>", ["目录"]),
        ("<draw:frame><draw:text-box><text:p>页上</text:p></draw:text-box></draw:frame><text:p>正文</text:p>",
         ["正文", "页上"]),
    ],
)  # fmt: skip
def test_blocks(body: str, lines: list[str]) -> None:
    visible = style("S", '<style:text-properties text:display="true"/>')
    assert shown(body, AUTOMATIC + visible).text.split("\n") == (lines or [""])


def test_a_style_is_made_after_others_and_may_go_round() -> None:
    common = style("A", HIDDEN, "text", "B") + style("B", RAISED, "text", "A")
    common += style("C", "", "text", "B") + style("D", "", "text", "D")
    body = f"<text:p>{span('C', '9')}{span('D', '3个')}</text:p>"
    assert shown(body, "", common).text == "3个"


def test_the_title_among_the_properties_is_the_last_resort() -> None:
    assert shown(opendocument_lines(BODY[0]), title=HEADLINE).metadata.title == HEADLINE
    assert shown(opendocument_lines(BODY[0])).metadata.title is None


def test_merged_cells_are_those_of_a_page() -> None:
    down, wide = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    head = row(cell("指标", down), cell("2021年", wide), COVERED) + row(COVERED, cell("产量"), cell("增长"))
    rest = row(cell("粮食"), cell("45.6"), cell("10.0"))
    body = table(f"<table:table-header-rows>{head}</table:table-header-rows>", rest)
    page = "<tr><th rowspan=2>指标</th><th colspan=2>2021年</th></tr><tr><th>产量</th><th>增长</th></tr>"
    page += "<tr><td>粮食</td><td>45.6</td><td>10.0</td></tr>"
    found = shown(opendocument_lines(TITLE, BEFORE) + body + opendocument_lines(AFTER))
    like = show_bytes(page_of(f"<table>{page}</table>"), "a.html")
    assert found.text == like.text
    assert cells(found) == cells(like)


def test_a_covered_cell_that_nothing_covers_keeps_its_place() -> None:
    found = shown(table(row(cell("a"), cell("b")), row(COVERED, cell("3")), row(cell("c"), cell("4"))))
    assert [one[:3] for one in cells(found)][2:4] == [("", 1, 0), ("3", 1, 1)]


def test_what_is_repeated_stands_there_as_often() -> None:
    twice = 'table:number-columns-repeated="2"'
    head = row(cell("指标"), cell("产量", twice))
    below = row(cell("粮食"), cell("3", twice), attributes=repeated(2))
    assert words(shown(table(head, below))) == [["指标", "产量", "产量"], *[["粮食", "3", "3"]] * 2]


@pytest.mark.parametrize(
    ("rows", "columns", "inner", "refused"),
    [
        (1, 999_999_999, "", True),
        (999_999_999, 1, "", True),
        (500, 400, "", False),
        (500, 401, "", True),
        (25_000, 1, "八个字一格的话。", False),
        (25_001, 1, "八个字一格的话。", True),
    ],
)
def test_a_table_that_is_too_large_is_refused(rows: int, columns: int, inner: str, refused: bool) -> None:
    one = cell(inner, f'table:number-columns-repeated="{columns}"')
    body = table(row(one, attributes=repeated(rows)))
    if refused:
        with pytest.raises(ArticleError, match=r"a[.]odt holds more than 200,000 cells"):
            shown(body)
    else:
        shown(body)


def test_all_tables_of_a_file_count_together() -> None:
    body = table(row(cell(), attributes=repeated(150_000)))
    assert shown(body).text == ""
    with pytest.raises(ArticleError, match="holds more than"):
        shown(body * 2)


def test_empty_rows_count() -> None:
    with pytest.raises(ArticleError, match="holds more than"):
        shown(table(row(attributes=repeated(200_001))))


def test_a_table_that_holds_one_lays_out_the_page() -> None:
    inner = f"<table:table-cell>{opendocument_table(ROWS)}</table:table-cell>"
    found = shown(table(row(cell("左"), inner), row(cell("下一"), cell("下二"))))
    assert words(found) == ROWS
    assert found.text.split("\n") == ["左", *("\t".join(line) for line in ROWS), "下一\t下二"]


@pytest.mark.parametrize(
    ("properties", "before", "depth"),
    [
        ('fo:margin-left="21pt"', "", 2),
        ('fo:margin-left="0.741cm" fo:text-indent="-10.5pt"', "", 1),
        ('fo:margin="0.1458in"', "", 1),
        ('fo:margin-left="10%"', "", 0),
        ('fo:text-indent="9999cm"', "", 40),
        ("", '<text:s text:c="2"/>', 2),
        ("", "\u3000", 1),
        ("", "  ", 0),
        ('fo:margin-left="10.5pt"', "\u3000", 2),
    ],
)
def test_a_label_that_is_set_in(properties: str, before: str, depth: int) -> None:
    label = f'<table:table-cell><text:p text:style-name="P">{before}其中：水稻</text:p></table:table-cell>'
    body = table(*(row(*map(cell, line)) for line in ROWS), row(label, cell("30.2")))
    styles = style("P", f"<style:paragraph-properties {properties}/>", "paragraph")
    assert cells(shown(body, styles))[-2] == ("其中：水稻", 3, 0, 1, 1, False, depth)


def replaced(**parts: str | bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(opendocument(opendocument_lines(TEXT)))) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name.partition(".")[0], old.read(name)))
    return target.getvalue()


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@pytest.mark.parametrize(
    "data",
    [
        *(
            replaced(content=part)
            for part in ("", "no xml", "<a/>", BOMB, b"\xff\xfe\0\0", "<a>" * 1000 + "</a>" * 1000)
        ),
        replaced(styles="<a"),
        replaced(styles=BOMB),
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "encrypted-package": "x"}),
        *(b"PK\x03\x04", b"text"),
    ],
)
def test_a_broken_file_is_one_sentence(data: bytes) -> None:
    with pytest.raises(
        ArticleError, match=r"^a[.]odt is not a valid OpenDocument text [(][.]odt[)]"
    ) as caught:
        show_bytes(data, "a.odt")
    assert "\n" not in str(caught.value)


def test_what_is_said_of_the_file_may_be_broken() -> None:
    assert show_bytes(replaced(meta="<a"), "a.odt").metadata.title is None


def word_file() -> bytes:
    """Write what a Word file has that is shown, and what is not."""
    document = docx.Document()
    document.core_properties.title = "别的题目"
    document.sections[0].header.paragraphs[0].text = "页眉9个"
    document.add_paragraph(TITLE, "Title")
    paragraph = document.add_paragraph("面积10")
    paragraph.add_run("8").font.superscript = True
    paragraph.add_run("亩")
    paragraph.add_run("藏9个").font.hidden = True
    paragraph.add_run("\n下行\t3  个。")
    document.add_heading("农业", 1)
    document.add_paragraph("新建学校3所；", "List Number")
    made = document.add_table(5, 3)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    lines = [
        ["指标", "2021年", ""],
        ["", "产量", "增长"],
        ["粮食", "45.6", "10.0"],
        ["稻谷", "3", ""],
        ["谷", "1", "2"],
    ]
    for nth, line in enumerate(lines):
        for column, words_of_cell in enumerate(line):
            made.cell(nth, column).text = words_of_cell
    made.cell(0, 0).merge(made.cell(1, 0))
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(3, 0).paragraphs[0].paragraph_format.left_indent = Pt(21)
    made.cell(4, 0).paragraphs[0].text = "    谷"
    document.add_paragraph(AFTER)
    return saved(document)


@needs_office
def test_a_file_of_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file())
    word = show_bytes(word_file(), "a.docx")
    for suffix in ("odt", "ott"):
        data = converted_by_office(tmp_path / "a.docx", tmp_path, suffix).read_bytes()
        found = show_bytes(data, f"a.{suffix}")
        assert found.text == word.text
        assert found.text.split("\n")[:4] == [TITLE, "面积10⁸亩", "下行 3 个。", "农业"]
        assert cells(found) == cells(word)
        assert [one[6] for one in cells(found) if one[2] == 0] == [0, 0, 2, 4]
        assert found.metadata.title == TITLE


@needs_office
def test_a_page_that_libreoffice_saves(tmp_path: Path) -> None:
    page = page_of(f"{html_table(ROWS)}<p>面积10<sup>8</sup>亩。</p><ol><li>新建学校3所；</li></ol>")
    (tmp_path / "a.html").write_bytes(page)
    data = converted_by_office(tmp_path / "a.html", tmp_path, "odt").read_bytes()
    assert show_bytes(data, "a.odt").text == show_bytes(page, "a.html").text
