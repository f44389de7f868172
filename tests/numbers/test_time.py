"""The scan takes time in proportion to the text, whatever stands in it."""

from __future__ import annotations

import time

import pytest

from hulin_analysis.numbers import find_quantities

_CHARACTERS = 30_000
# About six times what the slowest takes on a slow machine; what is tried anew from each number takes longer.
_SECONDS = 2


@pytest.mark.parametrize(
    "unit",
    [
        "12、13、",
        "2021、2022、",
        "1.2.",
        "1,2,",
        "一二",
        "万亿",
        "个亿",
        "3×4×",
        "1/2/",
        "1:2:",
        "百分之",
        "-3-",
        "1 000 ",
        "a1@",
    ],
)
def test_a_long_row_is_read_once(unit: str) -> None:
    text = unit * (_CHARACTERS // len(unit))
    start = time.process_time()
    quantities, exclusions = find_quantities(text)
    assert time.process_time() - start < _SECONDS
    ends = [found.end for found in [*quantities, *exclusions]]
    assert all(0 < end <= len(text) for end in ends)
