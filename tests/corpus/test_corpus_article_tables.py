from __future__ import annotations

import csv as csv_module
import datetime
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pytest
from made_corpus import text, write_parquet
from pyarrow import parquet

from hulin_analysis.corpus.article_tables import Row, TableError, row_facts, table_rows

HEADER = "title,text\n"


def read(path: Path, content: str | bytes | None = None, column: str | None = None) -> list[Row]:
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(table_rows(path, column))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_a_csv_file_is_read_in_any_encoding(encoding: str, line_end: str, last: bool, tmp_path: Path) -> None:
    lines = ["title,text", *(f"题目{at},去年全县新建学校{at}所，生产总值增长{at}%。" for at in range(1, 200))]
    content = line_end.join(lines) + line_end * last
    found = read(tmp_path / "a.csv", content.encode(encoding))
    assert [row.number for row in found] == list(range(1, 200))
    assert found[6] == Row(7, "去年全县新建学校7所，生产总值增长7%。", (("title", "题目7"),))


def test_traditional_characters_in_big5(tmp_path: Path) -> None:
    content = HEADER + "".join(f"題目,去年全縣新建學校{at}所，生產總值增長。\n" for at in range(50))
    assert read(tmp_path / "a.csv", content.encode("big5"))[9].text == "去年全縣新建學校9所，生產總值增長。"


def test_a_long_file_is_told_by_how_it_begins(tmp_path: Path) -> None:
    line = f"题,{'去年全县新建学校3所。' * 30}\n"
    for encoding in ("gb18030", "utf-8", "utf-16"):
        found = read(tmp_path / "a.csv", (HEADER + line * 4000).encode(encoding))
        assert len(found) == 4000
        assert {row.text for row in found} == {"去年全县新建学校3所。" * 30}


def test_rows_are_numbered_whatever_befalls_them(tmp_path: Path) -> None:
    content = HEADER + 'a,一\n\n\nb,二,三\nc\nd,"四"五\ne,"六\n七"\nf,八"九"\n"g,十\n'
    found = read(tmp_path / "a.csv", content)
    assert [(row.number, row.text, bool(row.fault)) for row in found] == [
        (1, "一", False),
        (2, "", True),
        (3, "", False),
        (4, "", True),
        (5, "六\n七", False),
        (6, '八"九"', False),
        (7, "", True),
    ]
    faults = [row.fault for row in found if row.fault]
    assert all("of a.csv" in fault and fault.endswith(".") and "\n" not in fault for fault in faults)
    assert "3 fields and not 2" in faults[0]


def test_a_quote_that_is_never_closed_costs_one_row_and_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hulin_analysis.corpus.article_tables._MOST", 10_000)
    limit = csv_module.field_size_limit()
    (tmp_path / "a.csv").write_text(HEADER + 'a,一\nb,"' + "二三\n" * 60_000 + "c,四\n", encoding="utf-8")
    tracemalloc.start()
    found = [row for row in table_rows(tmp_path / "a.csv", None) if row.number < 3]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found[0].text, bool(found[1].fault)) == ("一", True)
    assert "field larger than field limit" in found[1].fault
    assert peak < 5_000_000
    assert csv_module.field_size_limit() == limit


def test_a_line_without_end_is_no_more_than_a_piece_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hulin_analysis.corpus.article_tables._MOST", 10_000)
    (tmp_path / "a.csv").write_bytes(HEADER.encode() + b"x" * 20_000_000)
    tracemalloc.start()
    count = sum(1 for _ in table_rows(tmp_path / "a.csv", None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < 10_000_000


def test_a_field_may_be_long(tmp_path: Path) -> None:
    assert len(read(tmp_path / "a.csv", HEADER + f"a,{'去' * 200_000}\n")[0].text) == 200_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("\n\n\n", "is empty"),
        ("text\n", "has no row"),
        (
            "a,b\n1,2\n",
            "has a name that says that it holds the text, only a, b; name it with --text-column",
        ),
        ("text,text\n1,2\n", "several columns 'text'"),
        ('"text"x\n1\n', "first row of a.csv"),
        (b"text\nx\0y\n", "is not a text file"),
        (bytes(range(256)) * 50, "is not a text file"),
    ],
)
def test_what_is_no_csv_table_is_one_sentence(content: str | bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=reason) as caught:
        read(tmp_path / "a.csv", content)
    assert "a.csv" in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)
    assert caught.value.rows == 0


def test_the_text_column_is_named_or_known(tmp_path: Path) -> None:
    content = "正文,content,x\n一,二,三\n"
    assert read(tmp_path / "a.csv", content)[0].text == "二"
    assert read(tmp_path / "a.csv", content, "x")[0].text == "三"
    with pytest.raises(TableError, match="no column 'y'"):
        read(tmp_path / "a.csv", content, "y")


def test_parquet_with_nulls_and_facts(tmp_path: Path) -> None:
    day = datetime.date(2022, 2, 15)
    moment = datetime.datetime(2022, 2, 15, 8, 59)
    write_parquet(
        tmp_path / "a.parquet",
        text=["一", None, "三", ""],
        title=[["a", "b"], None, [], None],
        published=[moment, None, moment, moment],
        url=[3.5, float("nan"), None, 1.0],
        place=[day, None, day, day],
    )
    found = read(tmp_path / "a.parquet")
    assert [row.text for row in found] == ["一", "", "三", ""]
    facts, remark = row_facts(found[0])
    assert (facts.published, facts.place) == (moment, "2022-02-15")
    assert remark == "url '3.5' is not the address of a web page"
    assert found[1].facts == ()


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_parquet_text_of_any_make(kind: pa.DataType, tmp_path: Path) -> None:
    parquet.write_table(pa.table({"text": pa.array(["一", "二"] * 300).cast(kind)}), tmp_path / "a.parquet")
    assert [row.text for row in read(tmp_path / "a.parquet")] == ["一", "二"] * 300


@pytest.mark.parametrize("values", [[1, 2], [["a"]], [b"a"], [{"a": "b"}], [True]])
def test_parquet_that_holds_no_text(values: list[object], tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", text=values)
    with pytest.raises(TableError, match=r"text of a\.parquet holds no text, but .*--text-column\.$"):
        read(tmp_path / "a.parquet")


def test_a_cell_that_cannot_be_read_is_the_fault_of_its_row(tmp_path: Path) -> None:
    cells = pa.array(["一".encode(), b"\xff\xfe", "三".encode()]).view(pa.string())
    years = pa.array([0, 0, 2**61]).cast(pa.timestamp("ms"))
    parquet.write_table(pa.table({"text": cells, "published": years}), tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet")
    assert [(row.text, bool(row.fault)) for row in found] == [("一", False), ("", True), ("", True)]
    assert found[1].fault.startswith("Row 2 of a.parquet cannot be read in its column text")


def test_what_breaks_off_has_the_rows_before(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = pa.table({"text": [text(at) for at in range(1000)]})
    parquet.write_table(texts, path, row_group_size=500, compression="none", use_dictionary=False)
    content = bytearray(path.read_bytes())
    second = parquet.read_metadata(path).row_group(1).column(0).data_page_offset
    content[second : second + 200] = bytes(200)
    path.write_bytes(content)
    found = []
    with pytest.raises(TableError, match="after row 500") as caught:
        for row in table_rows(path, None):
            found.append(row)  # what extend would lose
    assert len(found) == 500
    assert caught.value.rows == 500


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" * 40, b"x" * 1000, b"PAR1" + bytes(90) + b"PAR1"])
def test_what_is_no_parquet_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"a\.parquet.*\.$"):
        read(tmp_path / "a.parquet", content)


def test_a_text_that_is_packed_into_many_rows_is_not_unpacked_into_all(tmp_path: Path) -> None:
    dictionary = pa.array(["增長" * 2_000_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 128, pa.int32()), dictionary)
    parquet.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    before = pa.total_allocated_bytes()
    peak = max(pa.total_allocated_bytes() - before for _ in table_rows(tmp_path / "a.parquet", None))
    assert peak < 100_000_000  # all of them are 1.5 GB


@pytest.mark.parametrize(
    ("name", "value", "remark"),
    [
        ("published", "2022年13月45日", "published '2022年13月45日' is no date"),
        ("published", "=cmd()", "published '=cmd()' is no date"),
        ("url", "javascript:alert(1)", "url 'javascript:alert(1)' is not the address of a web page"),
        ("url", "file:///etc/passwd", "url 'file:///etc/passwd' is not the address of a web page"),
        ("url", "https://[::1", "url 'https://[::1' is not the address of a web page"),
    ],
)
def test_a_fact_that_is_none_is_left_out_with_a_remark(name: str, value: str, remark: str) -> None:
    facts, said = row_facts(Row(1, "x", ((name, value),)))
    assert getattr(facts, name) is None
    assert said == remark
