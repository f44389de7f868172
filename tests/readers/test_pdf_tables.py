from __future__ import annotations

from pathlib import Path

import pytest
from typesetting import needs_office, set_by_office, set_by_typst, typst_table

from hulin_analysis.readers.pdf import read_pdf
from hulin_analysis.readers.text_writer import Shown

SAID = ("body", "一年来，全市农作物总播种面积75.1万公顷，比上年增长3.5%。" * 6)
NO_HEAD = ("raw", "#set page(header: none)")
NOTE = ("body", "注：数据为初步统计数。")
CROPS = [
    ["指标", "产量（万吨）", "比上年增长（%）"],
    ["粮食", "450.2", "3.5"],
    ["其中：水稻", "300.1", "-2.1"],
    ["油料", "", "…"],
    ["猪牛羊禽肉", "12.5", "4.0"],
]
#: Ruled; without any rule; ruled above, below and under the header; ruled between rows.
STROKES = {
    "ruled": "0.5pt",
    "bare": "none",
    "open": "(x, y) => (top: if y < 2 { 0.8pt }, bottom: if y == 4 { 0.8pt })",
    "lines": "(x, y) => (bottom: 0.5pt)",
}


def shown(path: Path) -> Shown:
    return read_pdf(path.read_bytes(), path.name)


def grid(found: Shown, table: int = 0) -> list[list[str]]:
    """The words of a table, row by row."""
    rows: dict[int, list[str]] = {}
    for cell in found.tables[table]:
        rows.setdefault(cell.row, []).append(found.text[cell.start : cell.end])
    return list(rows.values())


def covering(found: Shown) -> dict[str, tuple[int, int, int, int]]:
    """Where the cells of the first table stand that cover more than one place."""
    cells = [cell for cell in found.tables[0] if cell.rows > 1 or cell.columns > 1]
    return {found.text[c.start : c.end]: (c.row, c.column, c.rows, c.columns) for c in cells}


@pytest.mark.parametrize("stroke", STROKES)
@pytest.mark.parametrize("columns", [1, 2])
def test_a_table_gives_its_cells_and_the_text_around_it_is_kept(
    stroke: str, columns: int, tmp_path: Path
) -> None:
    table = typst_table(CROPS, STROKES[stroke])
    blocks = [NO_HEAD, SAID, SAID, SAID, ("body", "表1 主要农产品产量"), table, NOTE, SAID, SAID, SAID]
    found = shown(set_by_typst(blocks, tmp_path / "page.pdf", columns))
    assert grid(found) == CROPS
    assert len(found.tables) == 1
    lines = found.text.split("\n")
    at = lines.index("表1 主要农产品产量")
    assert lines[at + 1 : at + 6] == ["\t".join(row) for row in CROPS]
    assert lines[at + 6 :] == [NOTE[1], *[SAID[1]] * 3]


@needs_office
@pytest.mark.parametrize("rules", ["0.5pt solid #000000", "none"])
def test_a_table_of_libreoffice_gives_its_cells(rules: str, tmp_path: Path) -> None:
    found = shown(set_by_office([SAID], tmp_path / "page.pdf", rows=CROPS, rules=rules))
    assert grid(found) == CROPS


TWO_HEADERS = [
    ["table.cell(rowspan: 2)[指标]", "table.cell(colspan: 2)[2025年]", "table.cell(colspan: 2)[2024年]"],
    ["绝对数（亿元）", "比上年增长（%）", "绝对数（亿元）", "比上年增长（%）"],
    ["地区生产总值", "4000.5", "10.0", "3600.2", "9.8"],
    ["第一产业", "400.5", "3.0", "390.2", "2.8"],
    ["第二产业", "1400.5", "3.1", "1390.2", "2.9"],
]


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_header_over_several_columns_covers_them(stroke: str, align: str, tmp_path: Path) -> None:
    table = typst_table(TWO_HEADERS, stroke, header=2)
    blocks = [SAID, ("raw", f"#set table(align: {align})"), table]
    found = shown(set_by_typst(blocks, tmp_path / "page.pdf"))
    covers = covering(found)
    assert (covers["2025年"], covers["2024年"]) == ((0, 1, 1, 2), (0, 3, 1, 2))
    assert grid(found)[1][-4:] == TWO_HEADERS[1]
    assert grid(found)[2:] == TWO_HEADERS[2:]


def test_cells_that_cover_rows_and_columns_in_the_body_of_a_ruled_table(tmp_path: Path) -> None:
    rows = [
        ["地区", "指标", "数值"],
        ["table.cell(rowspan: 2)[东区]", "产量", "1.5"],
        ["产值", "2.5"],
        ["table.cell(colspan: 2)[合计]", "4.0"],
    ]
    words, source = typst_table(rows, header=1)
    blocks = [SAID, (words, source.replace("columns: 2", "columns: 3"))]
    found = shown(set_by_typst(blocks, tmp_path / "page.pdf"))
    assert covering(found) == {"东区": (1, 0, 2, 1), "合计": (3, 0, 1, 2)}
    assert grid(found)[2:] == [["产值", "2.5"], ["合计", "4.0"]]


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_a_cell_of_several_lines_is_one(stroke: str, tmp_path: Path) -> None:
    rows = [
        ["指标", "产量"],
        ["规模以上工业企业", "1349.08"],
        ["农业", "12.5"],
        ["建筑业和房地产业", "7.5"],
        ["金融", "8.5"],
    ]
    words, source = typst_table(rows, stroke)
    blocks = [SAID, (words, source.replace("columns: 2", "columns: (6em, 6em)"))]
    assert grid(shown(set_by_typst(blocks, tmp_path / "page.pdf"))) == rows


LONG = [CROPS[0], *[[f"品种{n}", f"{n * 1.5}", f"{n % 7}.{n % 9}"] for n in range(1, 120)]]


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
@pytest.mark.parametrize("repeated", [0, 1])
@pytest.mark.parametrize("columns", [1, 2])
def test_a_table_cut_by_page_breaks_is_one(stroke: str, repeated: int, columns: int, tmp_path: Path) -> None:
    blocks = [SAID, SAID, SAID, typst_table(LONG, stroke, repeated), NOTE, SAID, SAID, SAID]
    found = shown(set_by_typst(blocks, tmp_path / "page.pdf", columns))
    assert len(found.tables) == 1
    assert grid(found) == LONG
    rows = [box for box in found.boxes if "\t" in found.text[box.start : box.end]]
    assert len(rows) == len(LONG)
    assert len({box.page for box in rows}) >= (3 if columns == 1 else 2)


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_years_across_are_a_header_that_is_left_out_where_it_is_repeated(stroke: str, tmp_path: Path) -> None:
    rows = [["年份", "2021", "2022"], *[[f"品种{n}", f"{n * 1.5}", f"{n * 2.5}"] for n in range(1, 120)]]
    found = shown(set_by_typst([SAID, typst_table(rows, stroke)], tmp_path / "page.pdf"))
    assert [grid(found)] == [rows]
    assert len(found.tables) == 1


def test_a_table_that_says_that_it_goes_on_is_one(tmp_path: Path) -> None:
    first, second = typst_table(CROPS), typst_table([CROPS[0], ["棉花", "1.5", "2.5"]])
    blocks = [SAID, first, ("raw", "#pagebreak()"), ("body", "续表1"), second]
    found = shown(set_by_typst(blocks, tmp_path / "page.pdf"))
    assert grid(found) == [*CROPS, ["棉花", "1.5", "2.5"]]


def test_another_table_on_the_next_page_is_another(tmp_path: Path) -> None:
    second = typst_table([["指标", "面积", "增长"], ["棉花", "1.5", "2.5"]])
    blocks = [SAID, typst_table(CROPS), ("raw", "#pagebreak()"), ("body", "表2 播种面积"), second]
    assert len(shown(set_by_typst(blocks, tmp_path / "page.pdf")).tables) == 2


def test_rows_that_are_set_in_are_deeper(tmp_path: Path) -> None:
    rows = [
        CROPS[0],
        ["农业", "10.5", "1.0"],
        ["　粮食", "8.5", "1.2"],
        ["　　稻谷", "6.0", "1.3"],
        ["林业", "2.5", "0.9"],
    ]
    for stroke in ("0.5pt", "none"):
        found = shown(set_by_typst([SAID, typst_table(rows, stroke)], tmp_path / "page.pdf"))
        assert [cell.depth for cell in found.tables[0] if cell.column == 0] == [0, 0, 1, 2, 0]


def test_the_line_with_the_unit_above_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    above = ("raw", "#grid(columns: (1fr, 1fr), [表1 产量], align(right)[单位：万吨])")
    found = shown(set_by_typst([SAID, above, typst_table(CROPS, "none")], tmp_path / "page.pdf"))
    assert grid(found) == CROPS
    assert "单位：万吨" in found.text.split("\n" + CROPS[0][0])[0]


def test_words_in_a_frame_and_words_beside_each_other_are_no_table(tmp_path: Path) -> None:
    framed = ("raw", "#rect[全年新建学校3所，比上年增加2所。]")
    signed = ("raw", "#grid(columns: (1fr, 1fr), [联系人：某某], [电话：010-12345678])")
    assert shown(set_by_typst([SAID, framed, signed, SAID], tmp_path / "page.pdf")).tables == ()
