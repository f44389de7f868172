"""Proofs: what a hand has changed in a frame is refused, or marked as the reader's own, wherever it goes."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.errors import DataError
from hulin_analysis.export import write_table
from hulin_analysis.proofs import expect_proven
from hulin_analysis.views.reader import article_html

CASES = Path(__file__).parent / "tables" / "cases"
PROSE = "2024年,全縣投資約3.5億元,增長5.4%,預計實現產值20億元,造林20公頃。"
TABLE = (
    "表1 主要指标\n单位：万元\n指标\t产量（万吨）\t增长（%）\t投资\n粮食\t121.7\t5.4\t10\n油料\t1.2\t-3.1\t20"
)


def prose() -> pd.DataFrame:
    return ha.extract(ha.parse_article(PROSE, title="甲縣公報", place="甲縣"))


def table() -> pd.DataFrame:
    return ha.extract(ha.parse_article(TABLE, title="甲县公报", place="甲县"))


def forgetting(metrics: pd.DataFrame) -> pd.DataFrame:
    """Take away what a frame remembers, as writing it to CSV does."""
    bare = metrics.copy()
    bare.attrs = {}
    return bare


def edited(metrics: pd.DataFrame, row: int, column: str, value: object) -> pd.DataFrame:
    found = metrics.copy()
    found.loc[row, column] = found.loc[row, column] * value if isinstance(value, float) else value
    return found


# Row, column, what it is set to or multiplied by, and whether it is told without what the frame remembers.
EDITS = [
    (0, "value", 100.0, True),
    (0, "unit", "噸", True),
    (0, "unit", "億元", True),
    (0, "hedge", "exact", True),
    (0, "hedge", "over", True),
    (0, "change", "increase", True),
    (0, "status", "target", False),
    (1, "change", "decrease", True),
    (1, "change", "none", True),
    (1, "hedge", "about", True),
    (2, "status", "actual", False),
    (3, "value", 15.0, True),
]
CELLS = [
    *((0, "value", factor, True) for factor in (100.0, 1000.0, 1e4, 1e-4)),
    (0, "unit", "万吨", True),
    (0, "change", "increase", False),
    (1, "change", "decrease", False),
    (1, "value", 100.0, True),
    (2, "value", 1e4, False),
    (2, "value", 1e-4, False),
    (2, "unit", "吨", False),
    (4, "change", "increase", False),
]


@pytest.mark.parametrize(
    ("make", "row", "column", "value", "always"),
    [*((prose, *edit) for edit in EDITS), *((table, *edit) for edit in CELLS)],
)
def test_what_a_hand_changes_is_refused(make, row: int, column: str, value: object, always: bool) -> None:
    metrics = make()
    expect_proven(metrics)
    changed = edited(metrics, row, column, value)
    with pytest.raises(
        DataError, match=rf"^Row {metrics['id'][row]}: its (quote|text) .*{metrics['quote'][row]}"
    ):
        expect_proven(changed)
    joined = ha.concat([metrics])
    expect_proven(joined)
    with pytest.raises(DataError, match="as your own"):
        expect_proven(edited(joined, row, column, value))
    bare = forgetting(joined)
    expect_proven(bare)
    if always:
        with pytest.raises(DataError, match="as your own"):
            expect_proven(edited(bare, row, column, value))


@pytest.mark.parametrize(
    ("row", "value", "unit"), [(0, 35000.0, "萬元"), (0, 3.5, "億元"), (3, 300.0, "畝"), (3, 0.2, "平方公里")]
)
def test_a_number_converted_by_hand_or_by_function_is_proven(row: int, value: float, unit: str) -> None:
    metrics = prose()
    by_hand = metrics.copy()
    by_hand.loc[row, ["value", "unit"]] = [value, unit]
    for frame in (by_hand, forgetting(by_hand), ha.to_unit(metrics, unit), ha.to_unit(table(), "斤")):
        expect_proven(frame)
    with pytest.raises(DataError, match="does not state"):
        expect_proven(edited(ha.to_unit(metrics, unit), row, "value", 10.0))


def texts() -> list[str]:
    return [
        block.partition("\n")[2].split("\n----\n")[0]
        for file in sorted(CASES.glob("*.txt"))
        for block in file.read_text("utf-8").split("==== ")[1:]
    ]


@pytest.mark.parametrize("text", [*texts(), ha.load_article().text, PROSE, TABLE])
def test_what_was_read_is_proven(text: str) -> None:
    metrics = ha.extract(ha.parse_article(text))
    for frame in (metrics, forgetting(metrics), metrics.sample(frac=1.0, random_state=1)):
        expect_proven(frame)
    if len(metrics):
        expect_proven(forgetting(ha.concat([metrics])))


def written(form: str):
    return lambda metrics: write_table(metrics, form, io.BytesIO())  # type: ignore[arg-type]


USES = {
    "table": ha.table,
    "statements": ha.statements,
    "findings": ha.findings,
    "text": lambda metrics: article_html(ha.load_article(), metrics),
    "map": lambda metrics: ha.plot_article(ha.load_article(), metrics),
    "investments": ha.plot_investments,
    "compare": lambda metrics: ha.compare(ha.concat([metrics]), "100億元", place="虎林市"),
    "report": lambda metrics: __import__("hulin_analysis.report", fromlist=["x"]).build_report(
        "never", article=ha.load_article(), metrics=metrics
    ),
    **{form: written(form) for form in ("csv", "jsonl", "xlsx", "parquet")},
}


@pytest.mark.parametrize("use", [name for name in USES if name != "compare"])
@pytest.mark.parametrize(("column", "value"), [("value", 2.0), ("unit", "噸"), ("hedge", "over")])
def test_every_use_refuses_in_the_same_words(use: str, column: str, value: object) -> None:
    metrics = ha.load_metrics()
    row = metrics.index[metrics["quote"] == "63億元"][0]
    with pytest.raises(DataError) as refused:
        USES[use](edited(metrics, row, column, value))
    with pytest.raises(DataError) as said:
        expect_proven(edited(metrics, row, column, value))
    assert str(refused.value) == str(said.value)


@pytest.fixture
def corrected(tmp_path: Path) -> pd.DataFrame:
    metrics, path = ha.load_metrics(), tmp_path / "corrections.csv"
    id_ = metrics.loc[metrics["quote"] == "63億元", "id"].iloc[0]
    ha.record_correction(metrics, id_, "value", 7e9, reason="公告", path=path)
    return ha.correct(metrics, path)


def test_a_correction_goes_everywhere_and_is_marked(corrected: pd.DataFrame) -> None:
    row = corrected[corrected["quote"] == "63億元"].iloc[0]
    page = ha.table(corrected).as_raw_html()
    assert page.count("更正") == 1 and "70億元" in page
    assert page.count("更正") == ha.table(ha.concat([corrected])).as_raw_html().count("更正")
    own = ha.statements(corrected)
    assert own.loc[own["corrected"], "ids"].tolist() == [(row["id"],)]
    found = ha.findings(corrected)
    assert found["corrected"].tolist() == [row["id"] in ids for ids in found["ids"]]
    assert article_html(ha.load_article(), corrected).count("更正") == 2
    for form in ("csv", "jsonl", "jsonld", "parquet", "xlsx"):
        stream = io.BytesIO()
        write_table(corrected, form, stream)  # type: ignore[arg-type]
        if form != "xlsx":
            assert b"corrected" in stream.getvalue()
        else:
            assert pd.read_excel(stream)["corrected"].sum() == 1
    assert "corrected" not in ha.statements(ha.load_metrics())


def test_a_corrected_table_is_marked_when_it_is_read_again(corrected: pd.DataFrame, tmp_path: Path) -> None:
    write_table(corrected, "csv", tmp_path / "metrics.csv")
    again = ha.read_metrics(tmp_path / "metrics.csv")
    assert any("更正" in note for note in ha.plot_investments(again).notes)
    with pytest.raises(DataError, match="100億元"):
        ha.plot_investments(again.assign(value=again["value"] * 2))
