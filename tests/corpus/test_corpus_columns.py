"""Columns are known by their usual names, in any encoding and with any delimiter, and the choice is said."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from made_corpus import write_parquet
from typer.testing import CliRunner

import hulin_analysis as ha
from hulin_analysis.cli import app
from hulin_analysis.corpus import Progress
from hulin_analysis.corpus.article_tables import Row, TableError, find_columns, row_facts, table_rows

TEXT = "去年全县新建学校3所，投入资金2亿元；粮食产量45.6万吨，增长6.7%。"
DAY = datetime.datetime(2022, 2, 15)
NAMES = {
    "mainland": ["标题", "日期", "地区", "正文", "来源", "链接"],
    "Taiwan": ["標題", "發布日期", "縣市別", "內容", "來源", "網址"],
    "English": ["title", "publish_date", "province", "full_text", "source", "url"],
    "shouted": ["Headline", "PUBLISHED AT", "Region", "Article Text", "Publisher", "Link"],
    "cities": ["题目", "发布时间", "城市", "全文", "媒体", "网址"],
}
VALUES = ["新建学校", "2022-02-15", "某县", TEXT, "某某日报", "https://news.example/a"]


def read(path: Path, text_column: str | None = None) -> tuple[list[Row], list[str]]:
    said: list[str] = []
    return list(table_rows(path, text_column, lambda message: said.append(str(message)))), said


def written(names: list[str], delimiter: str, rows: int = 30) -> str:
    cells = [f'"{value}"' if delimiter in value else value for value in VALUES]
    return "\n".join([delimiter.join(names), *[delimiter.join(cells)] * rows, ""])


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_usual_names_in_any_encoding_with_any_delimiter(
    names: list[str], delimiter: str, encoding: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(written(names, delimiter).encode(encoding))
    rows, said = read(tmp_path / "a.csv")
    assert len(rows) == 30
    assert rows[7].text == TEXT
    facts, remark = row_facts(rows[7])
    assert (facts.title, facts.published, facts.paper, facts.url) == ("新建学校", DAY, "某某日报", VALUES[5])
    assert facts.place == "某县"
    assert remark is None
    assert len(said) == 1
    assert said[0].startswith(f"a.csv: text from {names[3]}, title from {names[0]}, ")
    assert "\n" not in said[0]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_excel_writes_above_the_names_is_followed(delimiter: str, tmp_path: Path) -> None:
    content = f"sep={delimiter}\r\n" + written(NAMES["mainland"], delimiter)
    (tmp_path / "a.csv").write_text(content, encoding="utf-8-sig")
    assert read(tmp_path / "a.csv")[0][0].text == TEXT


def test_a_tsv_file_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.tsv").write_text(written(NAMES["English"], "\t", 2), encoding="utf-8")
    built = ha.build_corpus(tmp_path / "in", tmp_path / "out", workers=0, on_progress=lambda _: None)
    assert built.documents["document"].tolist() == ["a.tsv/1", "a.tsv/2"]
    assert set(built.quantities()["period"].dropna()) == {"2021"}


def test_of_two_candidates_it_says_which_was_taken(tmp_path: Path) -> None:
    header = "日期,发布时间,省份,城市,内容,正文,标题\n"
    line = f'2020-01-01,2022-02-15,某省,某市,一,"{TEXT}",题\n'
    (tmp_path / "a.csv").write_text(header + line, encoding="utf-8")
    rows, said = read(tmp_path / "a.csv")
    assert said == [
        "a.csv: text from 正文 (not 内容), title from 标题, published from 发布时间 (not 日期), "
        "place from 城市 (not 省份)."
    ]
    facts, _ = row_facts(rows[0])
    assert (rows[0].text, facts.published, facts.place) == (TEXT, DAY, "某市")
    rows, said = read(tmp_path / "a.csv", "内容")
    assert rows[0].text == "一"
    assert said[0].startswith("a.csv: text from 内容, title from 标题, ")
    assert read(tmp_path / "a.csv", "标题")[0][0].text == "题"
    assert "title" not in read(tmp_path / "a.csv", "标题")[1][0]


def test_of_two_columns_of_one_name_none_is_a_fact() -> None:
    found = find_columns(["正文", "日期", "日期", "发表时间"])
    assert found is not None
    assert found.facts == (("published", "发表时间"),)


@pytest.mark.parametrize("names", [["a", "b"], ["文", "正文字数", "contents_id"], ["标题", "日期"], []])
def test_what_has_no_text_is_not_guessed(names: list[str]) -> None:
    assert find_columns(names) is None


def test_a_semicolon_in_a_text_parts_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text;x,title\n一;二,三\n", encoding="utf-8")
    with pytest.raises(TableError, match="a name that says that it holds the text, only text;x, title"):
        read(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("text,title\n一;二;三,四\n", encoding="utf-8")
    assert read(tmp_path / "b.csv")[0][0].text == "一;二;三"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022年2月15日", DAY),
        ("20220215", DAY),
        ("2022/2/15 08:30", DAY.replace(hour=8, minute=30)),
        ("2022-02-15T00:30:00Z", DAY.replace(hour=8, minute=30)),
        ("民國111年2月15日", DAY),
        ("2022-02-31", None),
    ],
)
def test_the_days_of_a_table(written: str, day: datetime.datetime | None) -> None:
    facts, remark = row_facts(Row(1, "x", (("published", written),)))
    assert facts.published == day
    assert bool(remark) == (day is None)


def test_an_address_is_no_paper() -> None:
    assert row_facts(Row(1, "x", (("paper", "https://news.example/a"),)))[0].paper is None


def test_parquet_by_usual_names(tmp_path: Path) -> None:
    columns = {name: [value] for name, value in zip(NAMES["mainland"], VALUES, strict=True)}
    write_parquet(tmp_path / "a.parquet", **{**columns, "日期": [DAY.date()]})
    rows, said = read(tmp_path / "a.parquet")
    facts, remark = row_facts(rows[0])
    assert (rows[0].text, facts.published, facts.place, remark) == (TEXT, DAY, "某县", None)
    assert said[0].startswith(
        "a.parquet: text from 正文, title from 标题, published from 日期, place from 地区"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("unit", ["\0", "\x0b", "\x0c", "damaged"])
def test_one_broken_unit_in_a_table(encoding: str, unit: str, tmp_path: Path) -> None:
    before, after = written(NAMES["mainland"], ",").split("粮食", 1)
    broken = b"\xff" if encoding != "utf-16" else b"\xd8\xd8"
    middle = broken if unit == "damaged" else unit.encode(encoding.replace("16", "16-le"))
    rest = f"粮食{after}".encode(encoding.replace("16", "16-le"))
    (tmp_path / "a.csv").write_bytes(before.encode(encoding) + middle + rest)
    rows, _ = read(tmp_path / "a.csv")
    assert len(rows) == 30
    assert rows[1].text == TEXT
    assert rows[0].text.startswith("去年全县新建学校3所")
    assert ("\ufffd" in rows[0].text) == (unit in ("\0", "damaged"))


def test_the_choice_is_printed_once_for_tables_that_are_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a", "b"):
        (source / f"{name}.csv").write_text(written(NAMES["mainland"], ",", 2), encoding="utf-8")
    (source / "c.csv").write_text(f'text\n"{TEXT}"\n', encoding="utf-8")
    ha.build_corpus(source, tmp_path / "out", workers=0)
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "a.csv: text from 正文, title from 标题, published from 日期, place from 地区, paper from 来源, "
        "url from 链接.",
        "c.csv: text from text.",
    ]
    seen: list[Progress] = []
    ha.build_corpus(source, tmp_path / "other", workers=0, on_progress=seen.append)
    assert capsys.readouterr().out == ""
    assert seen[-1].columns == said


def test_the_command_prints_it_beside_its_counts(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text(written(NAMES["English"], ";", 2), encoding="utf-8")
    arguments = ["corpus", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--workers", "1"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    assert "a.csv: text from full_text, title from title, published from publish_date, " in result.stderr
    assert "text from" not in result.stdout


def test_damage_is_a_remark_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(TEXT.encode() + b"\xff\n" + TEXT.encode())
    (tmp_path / "in" / "b.txt").write_text(TEXT, encoding="utf-8")
    built = ha.build_corpus(tmp_path / "in", tmp_path / "out", workers=0)
    assert built.documents["remarks"].tolist()[0] == "1 damaged character is shown as \ufffd"
    assert built.documents["remarks"].isna().tolist() == [False, True]
