"""The tables of an article in its report: a table in the page, in Word and in the PDF, each cell a place."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_report import WORD, Page
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis.cells import set_out
from hulin_analysis.report import build_report
from hulin_analysis.report.pandoc import in_table, in_text, text, words_of
from hulin_analysis.report.table_layout import printed_table

TEXT = """某縣2021年統計公報

2022年03月02日09:30 | 來源:某日報

全年地區生產總值120.5億元,增長8.5%。
表1 主要產品產量
單位:萬噸
產品\t2021年\t
\t產量(萬噸)\t同比增長(±%)
糧食\t650.0\t17.3
#水稻\t79.4\t-2.5
注:糧食含大豆。
全年新建學校3所。
"""


def merged(article: ha.Article) -> ha.Article:
    """Merge the head: 產品 over two rows, 2021年 over two columns."""
    (table,) = article.tables
    kept = {(one.row, one.column): one for one in table.cells}
    kept[0, 0] = replace(kept[0, 0], rows=2)
    kept[0, 1] = replace(kept[0, 1], columns=2)
    cells = [kept[at] for at in sorted(kept) if at not in ((0, 2), (1, 0))]
    (section,) = article.sections
    blocks = tuple(replace(one, cells=tuple(cells)) if one is table else one for one in section.blocks)
    return replace(article, sections=(replace(section, blocks=blocks),))


@pytest.fixture(scope="module")
def article() -> ha.Article:
    return merged(ha.parse_article(TEXT))


@pytest.fixture(scope="module")
def made(article: ha.Article, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed") / "out"
    build_report(folder, article=article, formats=["html", "docx", "pdf"])
    return folder


def test_the_page_has_the_table_with_its_merged_cells(made: Path, article: ha.Article) -> None:
    page = (made / "report.html").read_text(encoding="utf-8")
    table = re.search(r'<table[^>]* class="printed".*?</table>', page, re.DOTALL)[0]
    assert re.findall(r'(?:row|col)span="\d"', table) == ['rowspan="2"', 'colspan="2"']
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    assert [re.sub("<sup>.*?</sup>|<[^>]*>|\\s", "", row) for row in rows] == [
        "產品2021年", "產量(萬噸)同比增長(±%)", "糧食650.017.3", "#水稻79.4-2.5",
    ]  # fmt: skip
    assert table.index("表1 主要產品產量") < table.index("單位:萬噸") < table.index("<thead>")
    assert page.index("</table>", page.index(table)) < page.index("注:糧食含大豆。")


def test_each_cell_leads_to_its_row_and_back(made: Path, article: ha.Article) -> None:
    page = Page((made / "report.html").read_text(encoding="utf-8"))
    ids = {given.get("id") for _, given in page.tags}
    for name in ha.extract(article)["id"]:
        assert {in_text(name), in_table(name)} <= ids
        assert f"#{in_text(name)}" in {given.get("href") for given in page.all("a")}


def test_word_has_the_table_with_cells_as_wide_as_what_they_cover(made: Path) -> None:
    with zipfile.ZipFile(made / "annex.docx") as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    (table,) = [one for one in body.iter(f"{{{WORD['w']}}}tbl") if "水稻" in "".join(one.itertext()) and
                "產量(萬噸)" in "".join(one.itertext())]  # fmt: skip
    columns = [int(one.attrib[f"{{{WORD['w']}}}w"]) for one in table.iterfind(".//w:gridCol", WORD)]
    for row in table.iterfind("w:tr", WORD):
        widths = [int(one.attrib[f"{{{WORD['w']}}}w"]) for one in row.iterfind(".//w:tcW", WORD)]
        assert sum(widths) == sum(columns)
    spans = [one.attrib[f"{{{WORD['w']}}}val"] for one in table.iterfind(".//w:gridSpan", WORD)]
    assert [one for one in spans if one != "1"] == ["2"] and len(table.findall(".//w:vMerge", WORD)) == 2


def test_the_pdf_has_the_words_of_every_cell(made: Path, article: ha.Article) -> None:
    reader = PdfReader(made / "annex.pdf")
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages)).replace("−", "-")
    for cell in article.tables[0].cells:
        assert re.sub(r"\s", "", cell.span.quote) in words
    assert "注:糧食含大豆。" in words


def test_a_table_wider_than_the_page_is_cut_between_columns() -> None:
    heads = "\t".join(["地區", *(f"第{i}項指標(億元)" for i in range(30))])
    rows = [
        f"{name}\t" + "\t".join(f"{i * 1111.5 + 12345:.1f}" for i in range(30)) for name in ("甲縣", "乙縣")
    ]
    article = ha.parse_article("\n".join([heads, *rows]), title="某市公報")
    nodes = printed_table(set_out(article, article.tables[0]), text("表"), lambda slot, _: text(slot.words))
    assert len(nodes) > 1 and [bool(node["c"][1][1]) for node in nodes] == [True] + [False] * (len(nodes) - 1)
    shown: list[str] = []
    for node in nodes:
        first, *others = [words_of(cell[4]) for cell in node["c"][3][1][0][1]]
        assert first == "地區"
        shown += others
    assert [words.replace(" ", "") for words in shown] == heads.split("\t")[1:]
