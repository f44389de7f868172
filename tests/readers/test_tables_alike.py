from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from shown_tables import AFTER, BEFORE, TITLE, cells, files_of, html_table, page_of, words
from typesetting import set_by_typst, typst_table

import hulin_analysis as ha
from hulin_analysis.readers import Shown, show_bytes

TABLES = {
    "empty cells": [["指标", "产量", ""], ["粮食", "", "45.6"], ["油料", "3.2", ""]],
    "an empty corner": [["", "2020年", "2021年"], ["粮食", "40.1", "45.6"], ["油料", "-", "…"]],
    "set in": [["指标", "万吨"], ["粮食", "45.6"], ["\u3000其中：水稻", "30.2"], ["\u3000\u3000早稻", "0"]],
    "two columns": [["指标", "增长（±%）"], ["粮食", "-10.0"], ["油料", "0.5"]],
}


def all_of(rows: list[list[str]], caption: str = "") -> list[Shown]:
    return [show_bytes(data, name) for name, data in files_of(rows, caption).items()]


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_a_table_is_the_same_in_every_kind_of_file(rows: list[list[str]]) -> None:
    page, *others = all_of(rows, "表1 主要产品产量")
    lines = ["\t".join(cell.strip("\u3000") for cell in row) for row in rows]
    assert page.text.split("\n") == [TITLE, BEFORE, "表1 主要产品产量", *lines, AFTER]
    assert {one.text for one in others} == {page.text}
    assert all(cells(one) == cells(page) for one in others)
    assert words(page) == [[cell.strip("\u3000") for cell in row] for row in rows]
    assert [cell.header for cell in page.tables[0]] == [nth == 0 for nth, row in enumerate(rows) for _ in row]


def test_how_far_a_label_is_set_in_is_kept() -> None:
    for shown in all_of(TABLES["set in"]):
        assert [cell.depth for cell in shown.tables[0] if cell.column == 0] == [0, 0, 1, 2]


def test_several_tables_stand_in_the_order_of_the_text() -> None:
    first, second = TABLES["empty cells"], TABLES["two columns"]
    table = html_table(first) + f"<p>{BEFORE}</p>" + html_table(second)
    shown = show_bytes(page_of(table), "a.html")
    assert [words(shown, nth)[1][0] for nth in range(2)] == ["粮食", "粮食"]
    assert shown.tables[0][-1].end < shown.text.rindex(BEFORE) < shown.tables[1][0].start


STATED = [
    ["指标", "单位", "绝对量", "比上年增长（%）"],
    ["地区生产总值", "亿元", "134.9", "5.0"],
    ["\u3000其中：第一产业", "亿元", "45.6", "3.2"],
    ["粮食产量", "万吨", "40.0", "-"],
]
LIKE = ["quote", "value", "unit", "indicator", "change", "period", "subject"]


def sheets() -> dict[str, bytes]:
    """Write the table as a sheet, with its title and its date above it."""
    rows = [[TITLE], ["表1 主要指标"], *STATED]
    written, target, made = io.StringIO(), io.BytesIO(), openpyxl.Workbook()
    csv.writer(written).writerows(rows)
    for nth, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            place = made.worksheets[0].cell(nth, column)
            number = cell.replace(".", "").isdigit()
            place.value, place.number_format = (float(cell), "0.0") if number else (cell, "General")
    made.save(target)
    return {"a.csv": written.getvalue().encode("gb18030"), "a.xlsx": target.getvalue()}


def test_a_table_states_the_same_in_every_kind_of_file(tmp_path: Path) -> None:
    files = files_of(STATED, "表1 主要指标") | sheets()
    set_by_typst(
        [("title", TITLE), ("body", BEFORE), ("body", "表1 主要指标"), typst_table(STATED), ("body", AFTER)],
        tmp_path / "a.pdf",
        running="",
    )
    files["a.pdf"] = (tmp_path / "a.pdf").read_bytes()
    found = {}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        frame = ha.extract(ha.read_article(tmp_path / name))
        found[name] = frame[frame["quote"].isin({"134.9", "5.0", "45.6", "3.2", "40.0"})][LIKE]
    first = found["a.html"].reset_index(drop=True)
    assert list(first["value"]) == [134.9e8, 5.0, 45.6e8, 3.2, 400_000]
    assert list(first["unit"]) == ["元", "%", "元", "%", "吨"]
    for name, rows in found.items():
        assert rows.reset_index(drop=True).equals(first), name
