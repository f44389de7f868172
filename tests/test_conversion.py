"""Conversion and proofs: what may be done to a number without parting it from its quote."""

from __future__ import annotations

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.conversion import measure_of, plain_units
from hulin_analysis.errors import DataError
from hulin_analysis.proofs import contradicts

TEXT = (
    "全縣投資3.5億元,引資2億美元,造林20公頃,產糧30萬噸至40萬噸,辦學3所,產值增長5.4%。"
    # one more unit a line
)
TABLE = "指標\t產量（萬噸）\n糧食\t121.7\n油料\t3.2"


@pytest.fixture
def metrics() -> pd.DataFrame:
    return ha.extract(ha.parse_article(TEXT))


def row_of(frame: pd.DataFrame, quote: str) -> dict[object, object]:
    return frame[frame["quote"] == quote].iloc[0].to_dict()


@pytest.mark.parametrize(
    ("quote", "unit", "ends"),
    [
        ("3.5億元", "萬元", (35000.0, None, None)),
        ("3.5億元", "亿元", (3.5, None, None)),
        ("20公頃", "畝", (300.0, None, None)),
        ("20公頃", "平方公里", (0.2, None, None)),
        ("30萬噸至40萬噸", "公斤", (None, 3e8, 4e8)),
        ("30萬噸至40萬噸", "萬噸", (None, 30.0, 40.0)),
        ("2億美元", "万美元", (20000.0, None, None)),
    ],
)
def test_units_of_one_measure_convert(metrics: pd.DataFrame, quote: str, unit: str, ends) -> None:
    before = row_of(metrics, quote)
    after = row_of(ha.to_unit(metrics, unit), quote)
    assert tuple(None if pd.isna(after[name]) else after[name] for name in ("value", "low", "high")) == ends
    assert after["unit"] == unit and after["stated_unit"] == before["unit"]
    assert pd.isna(before["value"]) or after["stated_value"] == before["value"]
    assert not contradicts(after)


def test_other_rows_stay_and_the_frame_given_is_not_changed(metrics: pd.DataFrame) -> None:
    before = metrics.copy()
    converted = ha.to_unit(metrics, "萬元")
    pd.testing.assert_frame_equal(metrics, before)
    others = metrics["unit"] != "元"
    pd.testing.assert_frame_equal(converted.loc[others, list(metrics)], metrics[others])
    assert converted.attrs == metrics.attrs
    assert converted.loc[others, "stated_unit"].isna().all()


def test_what_was_stated_outlives_a_second_conversion(metrics: pd.DataFrame) -> None:
    row = row_of(ha.to_unit(ha.to_unit(metrics, "畝"), "平方米"), "20公頃")
    assert (row["value"], row["unit"], row["stated_value"], row["stated_unit"]) == (2e5, "平方米", 20, "公頃")


@pytest.mark.parametrize("unit", ["歐元", "人", "小時", "億", "", "沒有這單位"])
def test_what_converts_nothing_is_refused_in_one_sentence(metrics: pd.DataFrame, unit: str) -> None:
    with pytest.raises(DataError, match="converts into"):
        ha.to_unit(metrics, unit)


def test_a_currency_is_never_made_another(metrics: pd.DataFrame) -> None:
    assert row_of(ha.to_unit(metrics, "億元"), "2億美元")["unit"] == "美元"


def test_units_with_scale_words_are_read_back(metrics: pd.DataFrame) -> None:
    back = plain_units(ha.to_unit(ha.to_unit(metrics, "萬元"), "萬噸"))
    assert back["value"].tolist()[:2] == metrics["value"].tolist()[:2]
    assert back["low"].tolist()[3] == metrics["low"].tolist()[3]
    assert plain_units(metrics) is metrics


@pytest.mark.parametrize("unit", ["千瓦", "兆瓦", "千米", "人次", "%", "个百分点", "百分点", "场次"])
def test_a_prefix_is_no_scale_word(unit: str) -> None:
    assert measure_of(unit).scale == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"value": 7e8}, True),
        ({"value": 3.5}, True),
        ({"value": 3.5, "unit": "億元"}, False),
        ({"unit": "億元"}, True),
        ({"unit": "美元"}, True),
        ({"unit": "%"}, True),
        ({"value": float("nan"), "low": 3.5e8, "high": 4e8}, True),
        ({"value": -3.5e8}, False),  # the sign has a column of its own
    ],
)
def test_a_number_that_its_quote_does_not_state_contradicts(metrics, changed, says: bool) -> None:
    assert contradicts({**row_of(metrics, "3.5億元"), **changed}) == says


@pytest.mark.parametrize("factor", [1, 2, 0.5, 1.01])
def test_a_cell_is_held_against_its_number(factor: float) -> None:
    frame = ha.extract(ha.parse_article(TABLE, title="某縣公報"))
    assert frame["value"].tolist() == [1217000, 32000]
    for row in frame.assign(value=frame["value"] * factor).to_dict("records"):
        assert contradicts(row) == (factor != 1)
    for row in ha.to_unit(frame, "萬噸").to_dict("records"):
        assert not contradicts(row) and contradicts({**row, "value": row["value"] * 2})


def test_numbers_cut_by_the_end_of_a_line_are_proven() -> None:
    frame = ha.extract(ha.parse_article("全年產值3.\n5億元,增長5%。"))
    assert [contradicts(row) for row in frame.to_dict("records")] == [False] * len(frame)


def test_every_number_of_the_article_is_proven() -> None:
    assert not any(contradicts(row) for row in ha.load_metrics().to_dict("records"))
