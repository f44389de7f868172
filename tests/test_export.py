from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from hulin_analysis import export
from hulin_analysis.article import Article
from hulin_analysis.errors import DataError, MissingExtraError
from hulin_analysis.export import Sheet, settle_archive, stamp, write_table, write_workbook
from hulin_analysis.extras import require
from hulin_analysis.frames import COLUMNS, extract, read_metrics
from hulin_analysis.readers import parse_article

WHEN = datetime(2022, 2, 15, 8, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def metrics(article: Article) -> pd.DataFrame:
    return extract(article)


def written(frame: pd.DataFrame, format: export.Format) -> str:
    target = io.StringIO()
    write_table(frame, format, target)
    return target.getvalue()


# -- CSV and JSON Lines ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "csv", "jsonl"),
    [
        (1500.0, "1500", "1500"),
        (6.7, "6.7", "6.7"),
        (350000000.0, "350000000", "350000000"),
        (1e10, "10000000000", "10000000000"),
        (-0.5, "-0.5", "-0.5"),
        (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"),
        (float("nan"), "", "null"),
    ],
)
def test_numbers_are_written_in_their_shortest_form(value: float, csv: str, jsonl: str) -> None:
    frame = pd.DataFrame({"a": ["x"], "value": [value]})
    assert written(frame, "csv") == f"a,value\nx,{csv}\n"
    assert written(frame, "jsonl") == f'{{"a": "x", "value": {jsonl}}}\n'


@pytest.mark.parametrize("missing", [pd.NA, None, float("nan"), pd.NaT])
def test_what_is_missing_is_empty_and_null(missing: object) -> None:
    frame = pd.DataFrame({"a": pd.Series(["x", missing], dtype="object"), "b": [1, 2]})
    assert written(frame, "csv") == "a,b\nx,1\n,2\n"
    assert json.loads(written(frame, "jsonl").splitlines()[1]) == {"a": None, "b": 2}


def test_csv_keeps_commas_quotes_and_line_ends_of_a_text() -> None:
    frame = pd.DataFrame({"a": ['他說"好",走\n了'], "b": [1]})
    assert pd.read_csv(io.StringIO(written(frame, "csv"))).to_dict("records") == frame.to_dict("records")


def test_csv_comes_back_as_the_same_frame(metrics: pd.DataFrame, tmp_path: Path) -> None:
    write_table(metrics, "csv", tmp_path / "m.csv")
    content = (tmp_path / "m.csv").read_bytes()
    # Excel takes a file without a byte-order mark for one in the system's own encoding.
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert b"\r" not in content
    pd.testing.assert_frame_equal(read_metrics(tmp_path / "m.csv"), metrics, check_dtype=True)


def test_only_a_csv_file_has_a_byte_order_mark(metrics: pd.DataFrame) -> None:
    assert written(metrics, "csv").startswith("id,")
    target = io.BytesIO()
    write_table(metrics, "jsonl", target)
    assert target.getvalue().startswith(b"{")


def test_json_lines_come_back_as_the_same_frame(metrics: pd.DataFrame) -> None:
    rows = [json.loads(line) for line in written(metrics, "jsonl").splitlines()]
    back = pd.DataFrame(
        {name: pd.array([row[name] for row in rows], dtype=dtype) for name, dtype in COLUMNS.items()}
    )
    pd.testing.assert_frame_equal(back, metrics)


def test_a_text_keeps_its_carriage_return() -> None:
    assert written(pd.DataFrame({"a": ["x\ry"], "b": ["z"]}), "csv") == 'a,b\n"x\ry",z\n'


def test_json_lines_are_one_readable_object_each(metrics: pd.DataFrame) -> None:
    lines = written(metrics, "jsonl").splitlines()
    assert len(lines) == len(metrics)
    assert all(list(json.loads(line)) == list(COLUMNS) for line in lines)
    assert "\\u" not in "".join(lines)
    assert all(isinstance(json.loads(line)["start"], int) for line in lines)


# -- Excel -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=cmd|" /C calc"!A0', "\t=1", "=HYPERLINK(1)", "#N/A", "2022"]
)
def test_a_text_is_never_a_formula_a_number_or_an_error(text: str, tmp_path: Path) -> None:
    write_table(pd.DataFrame({"quote": [text]}), "xlsx", tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx")["metrics"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert bool(cell.quotePrefix) is text.startswith(("=", "+", "-", "@", "\t"))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_column_named_like_a_formula_is_text_too(tmp_path: Path) -> None:
    write_table(pd.DataFrame({"=A1": [1]}), "xlsx", tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx")["metrics"]["A1"].data_type == "s"


def test_cells_are_typed_and_the_header_is_frozen(metrics: pd.DataFrame, tmp_path: Path) -> None:
    write_table(metrics, "xlsx", tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["metrics"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    row = dict(zip(COLUMNS, sheet[3], strict=True))
    assert (row["value"].data_type, row["value"].value) == ("n", 1500)
    assert isinstance(row["start"].value, int)
    assert row["low"].value is None
    assert row["quote"].value == "1500余場"


def test_a_date_is_a_date(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": pd.Series([datetime(2022, 2, 15, 8, 59), pd.NaT, "2022"], dtype=object)})
    write_table(frame, "xlsx", tmp_path / "a.xlsx")
    dated, missing, text = (row[0] for row in load_workbook(tmp_path / "a.xlsx")["metrics"]["A2:A4"])
    assert (dated.is_date, dated.value) == (True, datetime(2022, 2, 15, 8, 59))
    assert (missing.value, text.value) == (None, "2022")
    assert written(frame, "csv") == 'a\n2022-02-15T08:59:00\n""\n2022\n'


def test_links_stand_behind_their_cells(tmp_path: Path) -> None:
    sheet = Sheet(pd.DataFrame({"quote": ["a", "b"]}), {"quote": ["http://a.example/#:~:text=a", None]})
    write_workbook({"metrics": sheet}, tmp_path / "a.xlsx", when=WHEN)
    cells = [row[0] for row in load_workbook(tmp_path / "a.xlsx")["metrics"]["A2:A3"]]
    assert [bool(cell.hyperlink) for cell in cells] == [True, False]
    assert cells[0].hyperlink.target == "http://a.example/#:~:text=a"


def test_what_a_workbook_cannot_hold_is_marked_or_refused(tmp_path: Path) -> None:
    write_table(pd.DataFrame({"a": ["x\x00y\x1b"]}), "xlsx", tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx")["metrics"]["A2"].value == "xy"
    with pytest.raises(DataError, match="too long for a cell"):
        write_table(pd.DataFrame({"a": ["字" * 40_000]}), "xlsx", tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()


def test_no_sheet_is_left_open_where_a_workbook_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr("openpyxl.Workbook", lambda **given: made.append(Workbook(**given)) or made[0])
    with pytest.raises(DataError, match="too long for a cell"):
        write_table(pd.DataFrame({"a": ["字" * 40_000]}), "xlsx", tmp_path / "b.xlsx")
    assert [page.closed for page in made[0].worksheets] == [True]


def test_an_empty_frame_is_a_header(tmp_path: Path) -> None:
    frame = pd.DataFrame(columns=["a", "b"])
    assert written(frame, "csv") == "a,b\n"
    assert written(frame, "jsonl") == ""
    write_table(frame, "xlsx", tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx")["metrics"].max_row == 1


def test_a_workbook_is_the_same_bytes_at_any_hour(
    metrics: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write_table(metrics, "xlsx", tmp_path / "a.xlsx")
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2033, 1, 1).timetuple())
    write_table(metrics, "xlsx", tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    properties = load_workbook(tmp_path / "a.xlsx").properties
    assert properties.created == properties.modified == datetime(2022, 2, 15, 8, 59)


def test_every_format_is_the_same_bytes_on_every_run(tmp_path: Path) -> None:
    script = (
        "import sys, hulin_analysis as ha\n"
        "from hulin_analysis.export import FORMATS, write_table\n"
        "article = ha.load_article()\n"
        "for name in FORMATS:\n"
        "    write_table(ha.extract(article), name, f'{sys.argv[1]}/a.{name}', article=article)\n"
    )
    for run, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        (tmp_path / run).mkdir()
        around = os.environ | {"PYTHONHASHSEED": run, "TZ": zone}
        subprocess.run([sys.executable, "-c", script, tmp_path / run], check=True, env=around)
    for name in export.FORMATS:
        assert (tmp_path / "1" / f"a.{name}").read_bytes() == (tmp_path / "2" / f"a.{name}").read_bytes()


def test_source_date_epoch_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    about = {"published": "2022-02-15T08:59:00"}
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert stamp(about) == WHEN
    assert stamp({}).year == 1980
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert stamp(about) == datetime.fromtimestamp(1_700_000_000, UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert stamp(about).year == 1980
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(DataError, match="SOURCE_DATE_EPOCH is 'tomorrow'"):
        stamp(about)


def test_settling_an_archive_replaces_and_adds_parts() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a", "old")
        archive.writestr("b", "kept")
    settled = settle_archive(made.getvalue(), WHEN, {"a": b"new", "c": b"added"})
    with zipfile.ZipFile(io.BytesIO(settled)) as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == {"a": b"new", "b": b"kept", "c": b"added"}
        assert {entry.date_time for entry in archive.infolist()} == {(2022, 2, 15, 8, 59, 0)}


# -- where to ----------------------------------------------------------------------------------------------


def test_a_workbook_goes_into_a_binary_stream(metrics: pd.DataFrame) -> None:
    target = io.BytesIO()
    write_table(metrics, "xlsx", target)
    assert target.getvalue().startswith(b"PK")


@pytest.mark.parametrize("place", ["file.txt/m.csv", "no/such/folder/m.csv", "folder"])
def test_an_unwritable_path_is_named(place: str, metrics: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match=r"cannot be written to .*; choose another place"):
        write_table(metrics, "csv", tmp_path / place)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file.txt", "folder"]


def test_a_full_disk_leaves_the_file_that_was_there(
    metrics: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.csv").write_text("before", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(DataError, match="No space left on device"):
        write_table(metrics, "csv", tmp_path / "m.csv")
    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == {"m.csv": "before"}


def test_a_frame_of_another_article_is_refused(metrics: pd.DataFrame) -> None:
    other = parse_article("去年新建學校3所。")
    with pytest.raises(DataError, match="the quote '92歲' does not stand at 597:600 of this article"):
        write_table(metrics, "jsonl", io.StringIO(), article=other)


def test_an_unknown_format_is_refused(metrics: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="choose one of csv, jsonl, xlsx, parquet, jsonld"):
        write_table(metrics, "ods", io.StringIO())  # type: ignore[arg-type]


def test_a_missing_part_gives_the_install_line(
    metrics: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hulin_analysis.extras.find_spec", lambda name: None)
    with pytest.raises(
        MissingExtraError, match=r'openpyxl is not .*: pip install "hulin-analysis\[report\]"'
    ):
        write_table(metrics, "xlsx", io.BytesIO())
    with pytest.raises(MissingExtraError, match="a, b are not installed"):
        require("a", "b", extra="lab")
    assert written(metrics, "csv")
