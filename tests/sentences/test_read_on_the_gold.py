"""What the passages of tests/gold showed: each rule on another sentence."""

from __future__ import annotations

import pytest

import hulin_analysis as ha
from hulin_analysis.readers import parse_article


def rows(text: str) -> list[dict[str, object]]:
    frame = ha.extract(parse_article(text, published="2021-03-20"))
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("到2025年，全市森林覆盖率达到43%。", "target"),
        ("2020年，全市森林覆盖率达到43%。", "actual"),
        ("预计到2025年，全市森林覆盖率达到43%。", "expected"),
        ("本年粮食总产量计划达到12亿斤。", "target"),
        ("24项指标达到预期，18项好于上年。", "actual"),
    ],
)
def test_a_time_to_come_is_no_fact(text: str, status: str) -> None:
    assert {row["status"] for row in rows(text)} == {status}


def test_a_change_and_the_level_reached_by_it_are_two_numbers() -> None:
    change, level = rows("总就业人数减少约8400人至3706600人。")
    assert (change["value"], change["change"], level["value"], level["change"]) == (
        8400,
        "decrease",
        3706600,
        "none",
    )
    (ends,) = rows("每月补助增加200元至500元。")
    assert (ends["low"], ends["high"]) == (200, 500)


def test_a_grouped_number_does_not_end_a_comparison() -> None:
    found = rows("2020年常住人口为386,204人，与2010年普查的412,950人相比，共减少26,746人。家庭户14万户。")
    assert [row["period"] for row in found][-2:] == ["2020", "2020"]


def test_a_rate_that_floats_up_rises() -> None:
    assert [row["change"] for row in rows("补贴标准上浮20%，利率下浮10%。")] == ["increase", "decrease"]
