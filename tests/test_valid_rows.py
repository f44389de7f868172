"""Every row of a frame can be true: offsets, numbers and empty cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.errors import DataError
from hulin_analysis.valid_rows import EMPTY_MEANS_NONE


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"start": -1}, "start is -1, and an offset is 0 or more"),
        ({"end": 3, "start": 3}, "end is 3, and it is behind start"),
        ({"end": 10**6}, "end is 1000000, and the quote has as many characters from start"),
        ({"sentence_start": -5}, "sentence_start is -5, and an offset is 0 or more"),
        ({"value": float("inf")}, "value is inf, and a number is finite"),
        ({"value": None, "low": 5.0, "high": 3.0}, "low is 5.0, and it is not above high"),
        ({"low": 1.0, "high": 3.0}, "and a row has a value or a range"),
    ],
)
def test_a_row_that_cannot_be_is_refused(cells: dict[str, Any], said: str, tmp_path: Path) -> None:
    metrics = ha.load_metrics().query("value.notna()").head(1).assign(**cells)
    metrics.to_csv(tmp_path / "m.csv", index=False)
    with pytest.raises(DataError, match=said):
        ha.read_metrics(tmp_path / "m.csv")


def test_a_start_that_is_no_whole_number_is_refused(tmp_path: Path) -> None:
    ha.load_metrics().astype({"start": float}).assign(start=1.5).to_csv(tmp_path / "m.csv", index=False)
    with pytest.raises(DataError, match="is not a table of this package"):
        ha.read_metrics(tmp_path / "m.csv")


def test_no_column_but_those_of_the_schema_is_empty_where_nothing_is_known() -> None:
    article = ha.parse_article("去年新建學校3所。產值5億元，增長6%。")
    metrics = ha.extract(article)
    frames: list[pd.DataFrame] = [metrics, ha.ledger(article), ha.statements(metrics), ha.concat([metrics])]
    for frame in frames:
        text = frame.select_dtypes("string")
        assert {name for name in text if (text[name] == "").any()} <= EMPTY_MEANS_NONE
