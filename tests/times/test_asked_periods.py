from __future__ import annotations

import numpy as np
import pytest

import hulin_analysis as ha
from hulin_analysis.errors import DataError
from hulin_analysis.times.typed_period import asked_period, asked_periods

CALL = "ha.compare(corpus, 'grp', period={})"


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        (2025, "2025"),
        (np.int64(2025), "2025"),
        ("2025", "2025"),
        (" 2025 ", "2025"),
        ("2025年", "2025"),
        ("２０２５年", "2025"),
        ("二〇二五年", "2025"),
        ("2025-01/2025-06", "2025-01/2025-06"),
        ("2021/2025", "2021/2025"),
        ("2021-06/..", "2021-06/.."),
        ("P5Y/2022-02-15", "P5Y/2022-02-15"),
        ("2025-12-31", "2025-12-31"),
        ("2025年上半年", "2025-01/2025-06"),
        ("2025年1—5月", "2025-01/2025-05"),
        ("2025年第一季度", "2025-01/2025-03"),
        ("2025年前三季度", "2025-01/2025-09"),
        ("2025年6月", "2025-06"),
        ("2025年底", "2025-12-31"),
        ("“十四五”時期", "2021/2025"),
    ],
)
def test_a_period_is_understood_as_people_write_it(given: int | str, iso: str) -> None:
    assert asked_period(given, CALL) == iso


@pytest.mark.parametrize("given", [True, 25, 20250, 2025.0, "", "去年", "上半年", "GDP", "25年", ["2025"]])
def test_what_is_no_period_is_refused_in_one_sentence(given: object) -> None:
    with pytest.raises(DataError, match=r"type ha\.compare\(corpus, 'grp', period=2025\)\.$"):
        asked_period(given, CALL)


def test_several_periods_are_asked_for_at_once() -> None:
    assert asked_periods((2024, "2025年上半年"), CALL) == ["2024", "2025-01/2025-06"]


def test_a_comparison_takes_each_form() -> None:
    frames = [
        ha.extract(ha.parse_article(f"2025年,全縣地區生產總值增長{said}。", place=place))
        for place, said in (("甲縣", "5.4%"), ("乙縣", "6%"))
    ]
    joined = ha.concat(frames)
    tables = [ha.compare(joined, "grp", period=period) for period in (2025, "2025", "2025年")]
    assert [len(table) for table in tables] == [2, 2, 2]
    assert {table.attrs["comparison"]["period"] for table in tables} == {"2025"}
    assert ha.compare(joined, "grp", period=2024).empty
