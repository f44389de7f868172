"""Corrections: applied again on every run, by quote and offset, and refused where they no longer fit."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.errors import DataError

TEXT = "某市新聞\n\n2024年3月1日08:00 | 來源:某日報\n\n去年新建學校3所，改造道路12條。今年力爭增長5%。"
HEAD = "start,quote,column,value,reason\n"


@pytest.fixture
def metrics() -> pd.DataFrame:
    return ha.extract(ha.parse_article(TEXT))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corrections.csv"


def at(quote: str) -> int:
    return TEXT.index(quote)


def test_a_correction_is_kept_and_applied_on_every_run(metrics: pd.DataFrame, path: Path) -> None:
    row = metrics.set_index("quote").loc["12條"]
    assert ha.record_correction(metrics, row["id"], "value", 13, reason="筆誤", path=path) == path
    ha.record_correction(metrics, row["id"], "hedge", "over", reason="原文有“余”", path=path)
    for _ in range(2):
        again = ha.correct(ha.extract(ha.parse_article(TEXT)), path).set_index("quote")
        assert again.loc["12條", ["value", "hedge"]].tolist() == [13.0, "over"]
    assert again.attrs["corrections"] == [row["id"]]
    others = [quote for quote in metrics["quote"] if quote != "12條"]
    pd.testing.assert_frame_equal(again.loc[others], metrics.set_index("quote").loc[others])


def test_the_frame_given_is_not_changed(metrics: pd.DataFrame, path: Path) -> None:
    path.write_text(f"{HEAD}{at('3所')},3所,unit,間,用詞\n{at('5%')},5%,remove,,試\n", encoding="utf-8")
    before = metrics.copy()
    corrected = ha.correct(metrics, path)
    pd.testing.assert_frame_equal(metrics, before)
    assert "corrections" not in metrics.attrs
    assert corrected["quote"].tolist() == ["3所", "12條"]
    assert corrected.dtypes.equals(metrics.dtypes)


def test_no_file_corrects_nothing(metrics: pd.DataFrame, path: Path) -> None:
    corrected = ha.correct(metrics, path)
    pd.testing.assert_frame_equal(corrected, metrics)
    assert corrected.attrs["corrections"] == []


def test_recording_the_same_cell_again_replaces_it(metrics: pd.DataFrame, path: Path) -> None:
    for value in (4, 5):
        ha.record_correction(metrics, metrics["id"].iloc[0], "value", value, reason="再看", path=path)
    assert path.read_text("utf-8-sig") == f"{HEAD}{at('3所')},3所,value,5,再看\n"
    ha.record_correction(metrics, metrics["id"].iloc[0], "value", 5, reason="再看", path=path)
    assert path.read_text("utf-8-sig").count("\n") == 2


def test_nothing_means_unknown(metrics: pd.DataFrame, path: Path) -> None:
    path.write_text(
        f"{HEAD}{at('3所')},3所,period,,不確定\n{at('3所')},3所,value,,不確定\n", encoding="utf-8"
    )
    row = ha.correct(metrics, path).iloc[0]
    assert pd.isna(row["period"]) and pd.isna(row["value"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_from_a_spreadsheet_is_read_in_its_encoding(
    metrics: pd.DataFrame, path: Path, encoding: str
) -> None:
    text = f"{HEAD}{at('3所')},3所,subject,某市第一中學,這是學校的名稱，不是市的名稱，原文沒有寫清楚\r\n"
    path.write_bytes(text.encode(encoding))
    assert ha.correct(metrics, path).iloc[0]["subject"] == "某市第一中學"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("7,3所,unit,間,用詞", "Line 2 of .*'3所' does not stand at 7 any more, but at"),
        ("7,4所,unit,間,用詞", "'4所' is not among the numbers of the frame"),
        ("START,3所,unit,間,", "gives no reason"),
        ("START,3所,quote,間,用詞", "'quote' is not a column that can be corrected; choose from value,"),
        ("START,3所,hedge,至少,用詞", "hedge cannot be '至少'; choose from exact, about, over, under"),
        ("START,3所,indicator_id,gdpp,用詞", r"indicator_id cannot be 'gdpp'; .* ha.indicators\(\)"),
        ("START,3所,value,三,用詞", "value is '三'; write a number as 1500"),
        ("START,3所,value,inf,用詞", "write a number as 1500"),
        ("x,3所,unit,間,用詞", "start is 'x'; it has to be the offset"),
        ("START,3所,unit,間,用詞\nSTART,3所,unit,個,用詞", "Line 3 .* a line before it has corrected"),
        ("START,3所", "gives no reason"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(
    metrics: pd.DataFrame, path: Path, line: str, message: str
) -> None:
    path.write_text(HEAD + line.replace("START", str(at("3所"))) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        ha.correct(metrics, path)


def test_a_file_that_is_no_table_of_corrections_is_refused(metrics: pd.DataFrame, path: Path) -> None:
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="lacks the column start"):
        ha.correct(metrics, path)
    with pytest.raises(DataError, match="is a folder"):
        ha.correct(metrics, path.parent)


def test_what_cannot_be_recorded_says_why_and_leaves_the_file(metrics: pd.DataFrame, path: Path) -> None:
    first = metrics["id"].iloc[0]
    ha.record_correction(metrics, first, "unit", "間", reason="用詞", path=path)
    before = path.read_bytes()
    for arguments, reason, message in [
        (("q9-9", "unit", "間"), "用詞", "no row with the id 'q9-9'"),
        ((first, "unit", "間"), "  ", "gives no reason"),
        ((first, "colour", "red"), "用詞", "not a column that can be corrected"),
    ]:
        with pytest.raises(DataError, match=message):
            ha.record_correction(metrics, *arguments, reason=reason, path=path)
    assert path.read_bytes() == before
    with pytest.raises(DataError, match="cannot be written"):
        ha.record_correction(metrics, first, "unit", "間", reason="用詞", path=path / "x.csv")


def test_a_failure_leaves_the_corrections_that_were_there(
    metrics: pd.DataFrame, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = metrics["id"].iloc[0]
    ha.record_correction(metrics, first, "unit", "間", reason="用詞", path=path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hulin_analysis.atomic_write.os.replace", full)
    with pytest.raises(DataError, match=r"list of corrections cannot be written .*No space left"):
        ha.record_correction(metrics, first, "hedge", "over", reason="再看", path=path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_chart_says_which_numbers_were_corrected(metrics: pd.DataFrame, path: Path) -> None:
    plain = ha.plot_activities(metrics, lang="en")
    first = metrics["id"].iloc[0]
    ha.record_correction(metrics, first, "value", 4, reason="筆誤", path=path)
    figure = ha.plot_activities(ha.correct(metrics, path), lang="en")
    assert "Corrected by hand: ①." in figure.notes
    assert not any("Corrected" in note for note in plain.notes)


@pytest.mark.parametrize(
    ("given", "iso"), [(2024, "2024"), ("2024", "2024"), ("2024年上半年", "2024-01/2024-06")]
)
def test_a_period_is_corrected_as_people_write_it(
    metrics: pd.DataFrame, path: Path, given: int | str, iso: str
) -> None:
    ha.record_correction(metrics, str(metrics["id"][0]), "period", given, reason="看原文", path=path)
    assert ha.correct(metrics, path)["period"].iloc[0] == iso
    with pytest.raises(DataError, match="period is '去年'; write it as 2025"):
        ha.record_correction(metrics, str(metrics["id"][0]), "period", "去年", reason="看原文", path=path)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["low,4", "high,3", "value,"], "row q1-1, low: the row has a low of 4.0 above its high of 3.0"),
        (["low,3", "high,4"], "row q1-1, low: the row has a value and a range; correct value"),
        (["low,3"], "row q1-1, low: the row has only one end of a range; correct low and high"),
        (["value,nan"], "value is 'nan'; write a number"),
        (["value,1e999"], "value is '1e999'; write a number"),
        (["period,2025-13"], "period is '2025-13'; write it as"),
        (["period,2025-02-30"], "period is '2025-02-30'; write it as"),
        (["period,2025/2024"], "period is '2025/2024'; write it as"),
        (["subject_code,999999"], "subject_code is '999999', which is not the code of a division"),
        (["part_of,s9-9"], "row q1-1, part_of: the row is part_of 's9-9', which is not a statement"),
        (['unit,"间\n间"'], "write it in one line"),
    ],
)
def test_nonsense_is_refused_with_its_row_and_column(
    lines: list[str], said: str, metrics: pd.DataFrame, path: Path
) -> None:
    body = "".join(f"{at('3所')},3所,{line},試\n" for line in lines)
    path.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        ha.correct(metrics, path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_range_may_have_one_end_twice(metrics: pd.DataFrame, path: Path) -> None:
    lines = ("low,4", "high,4", "value,")
    path.write_text(HEAD + "".join(f"{at('3所')},3所,{line},試\n" for line in lines), encoding="utf-8")
    assert ha.correct(metrics, path)[["low", "high"]].iloc[0].tolist() == [4, 4]
