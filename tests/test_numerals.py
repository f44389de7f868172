from __future__ import annotations

from decimal import Decimal

import pytest

from hulin_analysis.numerals import NUMERAL, evaluate


def test_decimal_values_have_no_binary_tail() -> None:
    assert evaluate("1640.06亿") == 164_006_000_000
    assert float(evaluate("4.35百")) == 435
    assert evaluate("0.1") == Decimal("0.1")


@pytest.mark.parametrize(
    ("text", "numeral", "infix"),
    [
        ("1500余场", "1500余", "余"),
        ("19万余人次", "19万余", "余"),
        ("二十余万人", "二十余万", None),
        ("50千瓦", "50", None),
        ("5千克", "5", None),
        ("1亿2000万元", "1亿2000万", None),
        ("2百分点", "2", None),
        ("十二点五亿", "十二点五亿", None),
        ("3多功能", "3多", "多"),
    ],
)
def test_the_longest_numeral_in_running_text(text: str, numeral: str, infix: str | None) -> None:
    match = NUMERAL.match(text)
    assert match is not None
    assert (match[0], match["infix"]) == (numeral, infix)
