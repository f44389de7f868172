from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet
from shown_tables import cells, html_table, page_of, words

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers import Shown, show_bytes
from hulin_analysis.readers.workbook_sheets import Sheet

ROWS: list[list[Any]] = [["指标", "2020年", "2021年"], ["粮食", 10, 45.6], ["油料", None, "-"]]


def book(rows: list[list[Any]] = ROWS) -> tuple[openpyxl.Workbook, Worksheet]:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return made, sheet


def saved(made: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def shown(made: openpyxl.Workbook) -> Shown:
    return show_bytes(saved(made), "a.xlsx")


def test_a_sheet_is_an_article_of_one_table(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(saved(book()[0]))
    article = ha.read_article(tmp_path / "a.xlsx")
    assert article.text == "指标\t2020年\t2021年\n粮食\t10\t45.6\n油料\t\t-"
    assert [cell.span.quote for cell in article.tables[0].cells][3:6] == ["粮食", "10", "45.6"]
    assert article.published is None


def test_numbers_are_written_as_they_are_shown() -> None:
    made, sheet = book(
        [["指标", "产量"], ["粮食", 10], ["增长", 0.053], ["总值", 4000.5], ["日期", date(2022, 1, 1)]]
    )
    for row, form in ((2, "0.0"), (3, "0.0%"), (4, '#,##0.00"亿元"'), (5, 'yyyy"年"m"月"d"日"')):
        sheet.cell(row, 2).number_format = form
    assert [row[1] for row in words(shown(made))] == ["产量", "10.0", "5.3%", "4,000.50亿元", "2022年1月1日"]


def test_merged_cells_are_those_of_a_page() -> None:
    made, sheet = book([["指标", "2021年", None], [None, "产量", "增长"], ["粮食", "45.6", "10.0"]])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    head = "<tr><td rowspan=2>指标</td><td colspan=2>2021年</td></tr><tr><td>产量</td><td>增长</td></tr>"
    rest = html_table([[], ["粮食", "45.6", "10.0"]]).removeprefix("<table><tr></tr>")
    assert cells(shown(made))[0] == ("指标", 0, 0, 2, 1, False, 0)
    page = show_bytes(page_of(f"<table>{head}{rest}"), "a.html")
    assert cells(shown(made)) == cells(page)


def test_title_unit_and_note_are_lines() -> None:
    above: list[list[Any]] = [["表1 主要产品产量"], [None, None, "单位：万吨"], []]
    made, sheet = book([*above, *ROWS, ["注：增长按可比价格计算，均为初步统计数。"]])
    sheet.merge_cells("A1:C1")
    found = shown(made)
    lines = found.text.split("\n")
    assert (lines[:2], lines[-1][:2]) == (["表1 主要产品产量", "单位：万吨"], "注：")
    assert words(found)[0] == ["指标", "2020年", "2021年"]


def test_labels_that_are_set_in() -> None:
    made, sheet = book([["指标", "万吨"], ["粮食", 1], ["水稻", 2], ["  小麦", 3], ["\u3000玉米", 4]])
    sheet["A3"].alignment = Alignment(indent=2)
    assert [cell[-1] for cell in cells(shown(made)) if cell[2] == 0] == [0, 0, 2, 2, 1]


def test_what_is_hidden_is_left_out() -> None:
    made, sheet = book([["指标", "藏", "万吨"], ["粮食", 9, 45.6], ["藏", 9, 9], ["油料", 9, 3.2]])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    assert words(shown(made)) == [["指标", "万吨"], ["粮食", "45.6"], ["油料", "3.2"]]


def test_a_formula_that_is_hidden_is_not_missed() -> None:
    made, sheet = book([["指标", "藏", "万吨"], ["粮食", "=1+1", 45.6]])
    sheet.column_dimensions["B"].hidden = True
    found = shown(made)
    assert words(found) == [["指标", "万吨"], ["粮食", "45.6"]]
    assert not found.remarks


def test_what_is_hidden_is_found_by_its_ends_however_far_it_reaches() -> None:
    cells = {(row, column): ("1", 0) for row in range(1, 10_001) for column in (1, 20)}
    merged = {(row, 1): (1_048_576, 16_384) for row in range(1, 10_001)}
    sheet = Sheet(cells, merged)
    begun = time.process_time()
    columns = [range(at, at + 2) for at in range(10, 30)]
    sheet.hide([range(row, row + 1) for row in range(2, 1_048_577)], columns)
    # Column by column and row by row it takes minutes.
    assert time.process_time() - begun < 10
    assert sorted(sheet.cells) == [(1, 1)]


def test_the_first_sheet_with_data_is_read_and_that_is_said(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    hidden = made.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = "9", "hidden"
    for title in ("甲", "乙"):
        sheet = made.create_sheet(title)
        for row in ROWS:
            sheet.append(row)
    (tmp_path / "a.xlsx").write_bytes(saved(made))
    with pytest.warns(
        UserWarning, match=r"Of .*a[.]xlsx only the first sheet with data, '甲', was read; save 乙"
    ):
        article = ha.read_article(tmp_path / "a.xlsx")
    assert len(article.tables) == 1


def test_one_sheet_is_read_without_a_word(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    (tmp_path / "a.xlsx").write_bytes(saved(book()[0]))
    ha.read_article(tmp_path / "a.xlsx")
    assert not recwarn.list


def test_formulas_without_a_value_are_told() -> None:
    made, sheet = book()
    sheet["B3"] = "=SUM(B2:C2)"
    (remark,) = shown(made).remarks
    assert str(remark) == "A formula of a.xlsx has no value in the file; open it in Excel and save it again."


def replaced(parts: dict[str, bytes]) -> bytes:
    """Write a workbook with parts of it replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book()[0]))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_of(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_what_other_programs_write() -> None:
    rows = (
        '<row><c t="inlineStr"><is><t>指标</t></is></c><c t="str"><f>A1</f><v>万吨</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>面积10</t></r><r><rPr><vertAlign val="superscript"/></rPr>'
        "<t>2</t></r></is></c>"
        "<c><v>1.0000000000000002</v></c></row>"
        '<row r="5"><c r="A5" t="inlineStr"><is><t>对错</t></is></c><c r="B5" t="b"><v>1</v></c></row>'
        '<row r="6"><c r="A6" t="inlineStr"><is><t>错误</t></is></c><c r="B6" t="e"><v>#DIV/0!</v></c></row>'
        '<row r="7"><c r="A7" t="inlineStr"><is><t>日期</t></is></c>'
        '<c r="B7" t="d"><v>2022-01-01T00:00:00</v></c></row>'
    )
    found = show_bytes(replaced({SHEET: sheet_of(rows)}), "a.xlsx")
    assert words(found) == [
        ["指标", "万吨"],
        ["面积10²", "1"],
        ["对错", "TRUE"],
        ["错误", "#DIV/0!"],
        ["日期", "2022-01-01"],
    ]


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"no xml",
        b"<!DOCTYPE a [<!ENTITY b 'b'>]><worksheet/>",
        sheet_of('<row><c t="s"><v>99</v></c></row>'),
        sheet_of("<row><c><v>x</v></c></row>"),
        b"<a>" * 100_000,
    ],
    ids=range(6),
)
def test_a_broken_part_is_one_sentence(part: bytes) -> None:
    with pytest.raises(
        ArticleError, match=r"a[.]xlsx is not a valid workbook [(][.]xlsx[)]; save it again"
    ) as caught:
        show_bytes(replaced({SHEET: part}), "a.xlsx")
    assert "\n" not in str(caught.value)


def test_a_sheet_of_far_and_many_cells_takes_no_memory() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert show_bytes(replaced({SHEET: sheet_of(far)}), "a.xlsx").text == "1\t\n\t2"
    many = "".join(f'<row r="{nth}"><c><v>1</v></c></row>' for nth in range(1, 200_010))
    with pytest.raises(ArticleError, match="more than 200,000 cells"):
        show_bytes(replaced({SHEET: sheet_of(many)}), "a.xlsx")


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(saved(openpyxl.Workbook()))
    with pytest.raises(ArticleError, match=r"nothing to read in a[.]xlsx"):
        ha.read_article(tmp_path / "a.xlsx")
