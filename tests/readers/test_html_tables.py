from __future__ import annotations

import pytest
from shown_tables import AFTER, BEFORE, TITLE, cells, page_of, words

from hulin_analysis.readers import Shown, show_bytes


def shown(table: str) -> Shown:
    return show_bytes(page_of(table), "page.html")


def rows(*rows: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def test_cells_that_cover_rows_and_columns() -> None:
    found = shown(
        rows(
            "<th rowspan=2>指标</th><th colspan=2>2021年</th><th rowspan='2'>增长</th>",
            "<th>产量</th><th>产值</th>",
            "<td>粮食</td><td>45.6</td><td></td><td>10.0</td>",
        )
    )
    assert cells(found) == [
        ("指标", 0, 0, 2, 1, True, 0),
        ("2021年", 0, 1, 1, 2, True, 0),
        ("增长", 0, 3, 2, 1, True, 0),
        ("产量", 1, 1, 1, 1, True, 0),
        ("产值", 1, 2, 1, 1, True, 0),
        ("粮食", 2, 0, 1, 1, False, 0),
        ("45.6", 2, 1, 1, 1, False, 0),
        ("", 2, 2, 1, 1, False, 0),
        ("10.0", 2, 3, 1, 1, False, 0),
    ]
    assert "指标\t2021年\t\t增长\n\t产量\t产值\t\n粮食\t45.6\t\t10.0" in found.text


@pytest.mark.parametrize(
    ("span", "covers"), [("0", 2), ("9", 2), ("99999", 2), ("-1", 1), ("x", 1), ("1.5", 1), ("", 1)]
)
def test_a_span_never_leaves_the_table(span: str, covers: int) -> None:
    found = shown(
        rows(
            f"<td rowspan='{span}'>县</td><td>粮食</td><td>45.6</td>",
            "<td>油料</td><td>3.2</td>"
            if span in ("0", "9", "99999")
            else "<td></td><td>油料</td><td>3.2</td>",
        )
    )
    first, *_ = found.tables[0]
    assert (first.rows, first.columns) == (covers, 1)
    assert [(cell[0], cell[2]) for cell in cells(found) if cell[0] in ("油料", "3.2")] == [
        ("油料", 1),
        ("3.2", 2),
    ]


def test_a_title_a_unit_and_a_note_in_rows_of_their_own_are_lines() -> None:
    found = shown(
        rows(
            "<td colspan=3>表2 主要产品产量</td>",
            "<td></td><td></td><td>单位：万吨</td>",
            "<td>指标</td><td>2020年</td><td>2021年</td>",
            "<td>粮食</td><td>40.1</td><td>45.6</td>",
            "<td colspan=3>注：本表数据为初步统计数。</td>",
        )
    )
    lines = [
        "表2 主要产品产量",
        "单位：万吨",
        "指标\t2020年\t2021年",
        "粮食\t40.1\t45.6",
        "注：本表数据为初步统计数。",
    ]
    assert found.text.split("\n")[2:-1] == lines
    assert words(found) == [["指标", "2020年", "2021年"], ["粮食", "40.1", "45.6"]]


@pytest.mark.parametrize(
    ("label", "depth"),
    [
        ("&nbsp;&nbsp;水稻", 2),
        ("&emsp;水稻", 1),
        ("\u3000\u3000水稻", 2),
        ("\n     水稻", 0),
        ("<p style='text-indent:2em'>水稻</p>", 2),
        ("<span>\u3000水稻</span>", 1),
    ],
)
def test_a_label_that_is_set_in(label: str, depth: int) -> None:
    found = shown(rows("<td>粮食</td><td>45.6</td>", f"<td>{label}</td><td>30.2</td>"))
    assert cells(found)[2] == ("水稻", 1, 0, 1, 1, False, depth)


def test_a_label_that_is_set_in_by_the_style_of_its_cell() -> None:
    found = shown(rows("<td>粮食</td><td>45.6</td>", "<td style='padding-left: 28px'>水稻</td><td>30.2</td>"))
    assert found.tables[0][2].depth == 2


def test_lines_of_a_cell_are_one_line() -> None:
    found = shown(
        rows("<td>地区<br>生产总值</td><td><p>4000.5</p><p>亿元</p></td>", "<td>粮食</td><td>45.6</td>")
    )
    assert words(found)[0] == ["地区生产总值", "4000.5亿元"]


def test_what_is_hidden_in_a_table_is_left_out() -> None:
    found = shown(
        rows(
            "<td>指标</td><td>万吨</td>",
            "<td>粮食</td><td>45.6<span style='display:none'>99</span></td>",
            "<td style='display:none'>77</td><td>油料</td><td>3.2</td>",
        ).replace("<tr><td>粮食", "<tr style='display:none'><td>藏</td><td>9</td></tr><tr><td>粮食")
    )
    assert words(found) == [["指标", "万吨"], ["粮食", "45.6"], ["油料", "3.2"]]


@pytest.mark.parametrize(
    "empty",
    [
        "<table><tr></tr></table>",
        "<table></table>",
        "<table><tr><td></td></tr></table>",
        "<table><tbody><tr><td><table><tr></tr></table></td></tr></tbody></table>",
        "<table><caption></caption><tr><th></th><th></th></tr></table>",
        "<tr></tr>",
        "<table><td>",
    ],
)
def test_an_empty_table_anywhere_is_nothing(empty: str) -> None:
    found = shown(empty + rows("<td>指标</td><td>万吨</td>", "<td>粮食</td><td>45.6</td>") + empty)
    assert found.text.split("\n") == [TITLE, BEFORE, "指标\t万吨", "粮食\t45.6", AFTER]
    assert len(found.tables) == 1


def test_a_table_in_a_table_that_lays_out_the_page() -> None:
    inner = rows("<td>指标</td><td>万吨</td>", "<td>粮食</td><td>45.6</td>")
    found = shown(f"<table><tr><td><p>{BEFORE}</p>{inner}</td><td>{AFTER}</td></tr></table>")
    assert len(found.tables) == 1
    assert words(found) == [["指标", "万吨"], ["粮食", "45.6"]]


def test_a_page_whose_body_stands_in_a_table_has_none() -> None:
    page = f"<tr><td><h1>{TITLE}</h1></td></tr><tr><td><p>{BEFORE}</p><p>{AFTER}</p></td></tr>"
    found = show_bytes(f"<html><body><table>{page}</table></body></html>".encode(), "page.html")
    assert found.tables == ()
    assert found.text.split("\n") == [TITLE, BEFORE, AFTER]


def test_many_columns_and_spans_take_no_long_time() -> None:
    wide = rows(*("<td rowspan=60000 colspan=1000>1</td>" * 50 for _ in range(200)))
    assert shown(wide).text.startswith(TITLE)


def test_offsets_are_exact_whatever_the_cells_hold() -> None:
    odd = ["\u200b45.6", " 4 5 ", "a&nbsp;b", "𠮷", "10<sup>8</sup>", "<b></b>"]
    found = shown(rows(*(f"<td>标{nth}</td><td>{cell}</td>" for nth, cell in enumerate(odd))))
    assert [row[1] for row in words(found)] == ["45.6", "4 5", "a b", "𠮷", "10⁸", ""]


NAVIGATION = "".join(f"<li><a href='{nth}.html'>栏目{nth}</a></li>" for nth in range(12))
FIGURES = rows(
    "<td><p><b>指标</b></p></td><td>亿元</td><td>增长（%）</td>",
    *(f"<td>指标{nth}</td><td>{nth}.5</td><td>{nth}.0</td>" for nth in range(12)),
)


@pytest.mark.parametrize(
    ("body", "around"),
    [
        (FIGURES, ("", "")),
        (f"<p align=center>表1 主要指标</p><p>单位：亿元</p>{FIGURES}", ("表1 主要指标\n单位：亿元\n", "")),
        (f"{FIGURES}<p>{AFTER}</p><p>{AFTER}</p>", ("", f"\n{AFTER}\n{AFTER}")),
        (
            f"<p>{BEFORE}</p><p>{AFTER}</p>{FIGURES}<p>注：均为初步数。</p>",
            (f"{BEFORE}\n{AFTER}\n", "\n注：均为初步数。"),
        ),
        (f"<p>{BEFORE}</p><div class='box'><div>{FIGURES}</div></div>", (f"{BEFORE}\n", "")),
        (f"<table><tr><td><p>{BEFORE}</p>{FIGURES}</td></tr></table>", (f"{BEFORE}\n", "")),
    ],
)
def test_a_table_is_found_in_a_page_wherever_it_stands(body: str, around: tuple[str, str]) -> None:
    page = f"<ul class=nav>{NAVIGATION}</ul><div class=main><h1>{TITLE}</h1><div>{body}</div></div>"
    foot = "<div class=footer><p>主办单位：某县人民政府 备案号：12345</p></div>"
    found = show_bytes(f"<html><body>{page}{foot}</body></html>".encode(), "page.html")
    assert len(found.tables) == 1
    lines = "\n".join("\t".join(row) for row in words(found))
    assert found.text == f"{TITLE}\n{around[0]}{lines}{around[1]}"
    assert len(words(found)) == 13
