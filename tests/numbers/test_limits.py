"""The thresholds of the rules, from both sides: the last text that is within one, and the first beyond it."""

from __future__ import annotations

import pytest

import hulin_analysis as ha
from hulin_analysis.errors import NumeralError
from hulin_analysis.numbers import find_quantities

_FILLER = "甲" * 400


def reasons(text: str) -> list[str]:
    return [exclusion.reason.value for exclusion in find_quantities(text)[1]]


def hedges(text: str) -> list[str]:
    return [quantity.hedge.value for quantity in find_quantities(text)[0]]


@pytest.mark.parametrize(("marks", "longest"), [("“”", 24), ("《》", 60)])
def test_a_name_is_quoted_up_to_so_many_characters(marks: str, longest: int) -> None:
    within, beyond = (f"{marks[0]}三合{_FILLER[: length - 2]}{marks[1]}" for length in (longest, longest + 2))
    assert reasons(within) == ["quoted"]
    assert reasons(beyond) != ["quoted"]


def test_an_anniversary_is_held_where_its_clause_says_so() -> None:
    assert reasons(f"庆祝{_FILLER[:18]}100周年") == ["ordinal"]
    assert reasons(f"庆祝{_FILLER[:30]}100周年") == []


def test_a_hedge_at_a_distance_reaches_over_its_clause() -> None:
    assert hedges(f"约占{_FILLER[:26]}的三分之一") == ["about"]
    assert hedges(f"约占{_FILLER[:32]}的三分之一") == ["exact"]


def test_what_is_solved_stands_close_behind() -> None:
    assert hedges("突破5项甲乙丙丁关键技术") == ["exact"]
    assert hedges("突破5项甲乙丙丁甲乙丙丁甲关键技术") == ["over"]


def test_digits_without_unit_are_a_code_from_seven_on() -> None:
    assert reasons("甲123456。") == ["bare"]
    assert reasons("甲1234567。") == ["code"]


def test_an_address_is_read_from_its_head() -> None:
    assert reasons(f"见http://a.cn/{'x' * 250}/15。") == ["code"]
    assert reasons(f"见http://a.cn/{'x' * 350}/15。") == ["bare"]


def test_a_number_alone_is_so_long_at_most() -> None:
    assert ha.parse_number("1" + "0" * 199).value == 1e199
    with pytest.raises(NumeralError):
        ha.parse_number("1" + "0" * 200)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("十年如一日地守护", 0),
        ("三年级学生", 0),
        ("三年来", 0),
        ("十年间", 0),
    ],
)
def test_long_words_of_time_are_idioms(text: str, rows: int) -> None:
    assert len(find_quantities(text)[0]) == rows
