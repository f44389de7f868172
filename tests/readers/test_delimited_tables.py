from __future__ import annotations

from pathlib import Path

import pytest
from shown_tables import cells, words

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers import show_bytes

ROWS = [["指标", "单位", "2020年", "2021年"], ["粮食", "万吨", "1,040.1", "45.6"], ["油料", "万吨", "", "-"]]


def written(delimiter: str, rows: list[list[str]] = ROWS) -> str:
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs"])
def test_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = written(delimiter)
    if encoding == "big5hkscs":
        text = text.translate(str.maketrans("标单万吨粮", "標單萬噸糧"))
    shown = show_bytes(text.encode(encoding), "table.csv")
    assert len(shown.tables) == 1
    assert [row[2:] for row in words(shown)] == [row[2:] for row in ROWS]
    assert "\t1,040.1\t45.6\n" in shown.text


def test_a_tsv_is_read_and_a_file_that_names_its_delimiter() -> None:
    assert words(show_bytes(written("\t").encode(), "table.tsv")) == ROWS
    assert words(show_bytes(f"sep=;\r\n{written(';')}".encode(), "table.csv")) == ROWS


def test_a_title_a_unit_and_a_note_are_lines() -> None:
    above = [["表1 主要产品产量", "", "", ""], ["单位：万吨", "", "", ""]]
    rows = [*above, *ROWS, ["注：增长按可比价格计算，均为初步统计数。"]]
    shown = show_bytes(written(",", rows).encode(), "table.csv")
    lines = shown.text.split("\n")
    assert (lines[:2], lines[-1]) == (["表1 主要产品产量", "单位：万吨"], rows[-1][0])
    assert words(shown) == ROWS


def test_cells_of_several_lines_set_in_or_kept_as_text() -> None:
    shown = show_bytes('指标,"万\n吨"\n粮食,="0045"\n  其中：水稻,3\n'.encode(), "table.csv")
    assert words(shown) == [["指标", "万吨"], ["粮食", "0045"], ["其中：水稻", "3"]]
    assert cells(shown)[4][-1] == 2


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest() -> None:
    rows = "".join(f"乡{nth},{nth}.5\n" for nth in range(100))
    shown = show_bytes(f'指标,吨\n"粮食,1\n{rows}'.encode(), "table.csv")
    assert words(shown)[1:3] == [['"粮食', "1"], ["乡0", "0.5"]]
    assert len(words(shown)) == 102


def test_an_article_of_one_table(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(written(","), encoding="utf-8")
    article = ha.read_article(tmp_path / "table.csv")
    assert [cell.span.quote for cell in article.tables[0].cells] == [cell for row in ROWS for cell in row]


def test_articles_in_rows_are_refused() -> None:
    rows = [["标题", "正文"], *([f"题{nth}", "去年全县新建学校3所，粮食产量增长。" * 5] for nth in range(3))]
    with pytest.raises(ArticleError, match=r"many[.]csv holds one article per row, in the column '正文'"):
        show_bytes(written(",", rows).encode(), "many.csv")


def test_a_table_of_a_column_named_so_that_holds_no_texts_is_read() -> None:
    rows = [["内容", "万吨"], ["粮食", "45.6"], ["油料", "3.2"]]
    assert words(show_bytes(written(",", rows).encode(), "table.csv")) == rows


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a,b\n" * 150_000, r"holds more than 200,000 cells or 256 columns; save the table that you need"),
        (b"1," * 300, r"holds more than 200,000 cells or 256 columns"),
        (bytes(range(256)) * 20, r"is not a text file"),
    ],
    ids=["rows", "columns", "binary"],
)
def test_what_is_no_table_of_an_article_is_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ArticleError, match=message) as caught:
        show_bytes(data, "table.csv")
    assert "\n" not in str(caught.value)
