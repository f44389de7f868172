from __future__ import annotations

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from shown_tables import AFTER, BEFORE, TITLE, cells, html_table, page_of, saved, words

from hulin_analysis.readers import Shown, show_bytes

ROWS = [["指标", "2021年", ""], ["", "产量", "增长"], ["粮食", "45.6", "10.0"], ["油料", "", "-"]]


def made(
    rows: list[list[str]] = ROWS, above: tuple[str, ...] = ()
) -> tuple[docx.document.Document, docx.table.Table]:
    document = docx.Document()
    for line in (TITLE, BEFORE, *above):
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            table.cell(row, column).text = cell
    return document, table


def shown(document: docx.document.Document) -> Shown:
    document.add_paragraph(AFTER)
    return show_bytes(saved(document), "a.docx")


def test_merged_cells_are_those_of_a_page() -> None:
    document, table = made()
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    head = "<tr><th rowspan=2>指标</th><th colspan=2>2021年</th></tr><tr><th>产量</th><th>增长</th></tr>"
    rest = html_table([[], *ROWS[2:]]).removeprefix("<table><tr></tr>")
    page = show_bytes(page_of(f"<table>{head}{rest}"), "a.html")
    found = shown(document)
    assert found.text == page.text
    assert cells(found) == cells(page)
    assert cells(found)[:3] == [
        ("指标", 0, 0, 2, 1, True, 0),
        ("2021年", 0, 1, 1, 2, True, 0),
        ("产量", 1, 1, 1, 1, True, 0),
    ]


def test_a_caption_above_and_a_note_below_are_lines() -> None:
    document, _ = made(ROWS[1:], ("表1 主要产品产量", "单位：万吨"))
    document.add_paragraph("注：增长按可比价格计算。")
    lines = shown(document).text.split("\n")
    assert lines[2:4] == ["表1 主要产品产量", "单位：万吨"]
    assert lines[4:7] == ["\t产量\t增长", "粮食\t45.6\t10.0", "油料\t\t-"]
    assert lines[7:] == ["注：增长按可比价格计算。", AFTER]


def test_a_title_in_a_row_of_its_own_is_a_line() -> None:
    document, table = made([["表1 主要产品产量", "", ""], *ROWS[1:]])
    table.cell(0, 0).merge(table.cell(0, 2))
    found = shown(document)
    assert found.text.split("\n")[2] == "表1 主要产品产量"
    assert words(found)[0] == ["", "产量", "增长"]


@pytest.mark.parametrize("way", ["style", "spaces", "characters"])
def test_a_label_that_is_set_in(way: str) -> None:
    document, table = made([["指标", "万吨"], ["粮食", "45.6"], ["其中：水稻", "30.2"]])
    paragraph = table.cell(2, 0).paragraphs[0]
    if way == "style":
        paragraph.paragraph_format.left_indent = Pt(21)
    elif way == "spaces":
        paragraph.runs[0].text = "\u3000\u3000其中：水稻"
    else:
        indent = OxmlElement("w:ind")
        indent.set(qn("w:firstLineChars"), "200")
        paragraph._p.get_or_add_pPr().append(indent)
    found = shown(document)
    assert [(cell[0], cell[-1]) for cell in cells(found) if cell[2] == 0] == [
        ("指标", 0),
        ("粮食", 0),
        ("其中：水稻", 2),
    ]


def test_rows_that_begin_behind_others() -> None:
    document, table = made(ROWS[1:])
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    row.get_or_add_trPr().append(before)
    assert [cell[:3] for cell in cells(shown(document)) if cell[0] in ("45.6", "10.0")] == [
        ("45.6", 1, 1),
        ("10.0", 1, 2),
    ]


def test_deleted_rows_and_hidden_ones_are_left_out() -> None:
    document, table = made()
    for row, tag in ((2, "w:del"), (0, "w:hidden")):
        table.rows[row]._tr.get_or_add_trPr().append(OxmlElement(tag))
    assert words(shown(document)) == [["", "产量", "增长"], ["油料", "", "-"]]


def test_a_table_in_a_table_is_one_and_the_outer_one_lays_out_the_page() -> None:
    document, outer = made([[BEFORE, AFTER]])
    inner = outer.cell(0, 0).add_table(2, 2)
    for cell, said in zip(inner._cells, ("指标", "万吨", "粮食", "45.6"), strict=True):
        cell.text = said
    found = shown(document)
    assert [words(found, nth) for nth in range(len(found.tables))] == [[["指标", "万吨"], ["粮食", "45.6"]]]


@pytest.mark.parametrize("span", ["0", "-3", "99999", "x"])
def test_what_a_cell_says_it_covers_may_be_nonsense(span: str) -> None:
    document, table = made(ROWS[1:])
    table.cell(1, 2)._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{span}"/>'))
    found = shown(document)
    assert "粮食\t45.6\t10.0" in found.text
    assert all(cell.column + cell.columns <= 3 for cell in found.tables[0])
