"""For each of what a number holds, and against what it is measured: tables of cases in ``per_and_base/``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis.article import Article
from hulin_analysis.readers import parse_article
from hulin_analysis.sentences.base import base_of
from hulin_analysis.sentences.lexicon import words


def cases(name: str) -> Iterator[tuple[str, list[str]]]:
    for line in (
        (Path(__file__).parent / "per_and_base" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    ):
        if line and not line.startswith("#"):
            text, _, expected = line.rpartition(" | ")
            yield text, expected.split(" ; ")


def article(text: str) -> Article:
    return parse_article(f"{text}。", published=datetime(2022, 10, 20))


@for_each(cases("per"))
def test_for_each_of_what_a_number_holds(text: str, expected: list[str]) -> None:
    assert ha.extract(article(text))["per"].fillna("-").tolist() == expected


@for_each(cases("base"))
def test_against_what_a_number_is_measured(text: str, expected: list[str]) -> None:
    rows = ha.extract(article(text))
    assert rows["base"].fillna("-").tolist() == expected
    for row in rows.dropna(subset=["base", "indicator"]).itertuples():
        named = base_of(row.indicator, 0, len(row.indicator), row.period, changes=True)
        assert named is None, f"{row.indicator}: see basis_times and basis_ends in statements.toml"


@pytest.mark.parametrize(
    ("than", "base"), [("比上年", "2020"), ("较上年", "2020"), ("比2019年", "2019"), ("较五年前", "2016")]
)
def test_no_verb_of_change_is_taken_for_a_comparison(than: str, base: str) -> None:
    verbs = [(verb, change) for change in ("increase", "decrease") for verb in words("change", change)]
    frame = ha.extract(article("。\n".join(f"2021年，出口{than}{verb}3%" for verb, _ in verbs)))
    found = zip(frame["indicator"], frame["change"], frame["base"], strict=True)
    assert dict(zip(verbs, found, strict=True)) == {one: ("出口", one[1], base) for one in verbs}


def test_words_are_in_the_script_of_the_text() -> None:
    frame = ha.extract(article("2021年,每畝增收200元,增速高於預期目標3個百分點"))
    assert frame["per"].fillna("-").tolist() == ["畝", "-"]
    assert frame["base"].fillna("-").tolist() == ["-", "預期目標"]


def test_a_base_goes_with_a_period_only() -> None:
    frame = ha.extract(parse_article("產值同比增長5%。"))
    assert frame["period"].isna().all()
    assert frame["base"].isna().all()
