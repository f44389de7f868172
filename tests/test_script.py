from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulin_analysis import load_article, script


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("增長12.4%", "增长12.4%"),
        ("增長１２．４％", "增长12.4%"),
        ("3～5年", "3~5年"),
        ("3–5 3−5", "3-5 3-5"),
        ("“定目標”﹔", "“定目标”;"),
        ("100億元", "100亿元"),
        (",", ","),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert script.fold(text) == folded


def test_full_width_comma_is_no_digit_group() -> None:
    assert script.fold("１，０４１") == "1，041"


@given(st.text())
def test_fold_and_simplify_keep_every_offset(text: str) -> None:
    assert len(script.fold(text)) == len(text)
    assert len(script.to_simplified(text)) == len(text)
    assert len(script.to_traditional(text)) == len(text)


def test_article_folds_offset_for_offset() -> None:
    text = load_article().text
    folded = script.fold(text)
    assert len(folded) == len(text)
    assert all(a == b for a, b in zip(text, folded, strict=True) if a.isascii())


def test_detect() -> None:
    assert script.detect(load_article().text) == "hant"
    assert script.detect(script.to_simplified(load_article().text)) == "hans"


def test_convert_leaves_english_alone() -> None:
    assert script.convert("地區生產總值", "en") == "地區生產總值"
