"""A text may end with the number: nothing that is found reaches beyond it."""

from __future__ import annotations

import pytest

from hulin_analysis.numbers import find_quantities
from hulin_analysis.unit_groups import groups


@pytest.mark.parametrize("number", ["5", "三", "两个半", "墙高三", "零下3", "1/4", "三七", "半"])
def test_what_ends_a_text_ends_with_it(number: str) -> None:
    for unit in ("", *groups()):
        text = number + unit
        quantities, exclusions = find_quantities(text)
        assert all(found.end <= len(text) for found in (*quantities, *exclusions)), text
        assert all(found.unit_end <= len(text) for found in quantities), text
