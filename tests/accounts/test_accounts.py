"""Of which place and time an account speaks where a sentence names none: the table of ``cases.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

import hulin_analysis as ha

LINES = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" | ") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "published", "expected"), CASES)
def test_place_and_time_of_an_account(text: str, published: str, expected: str) -> None:
    article = ha.parse_article(text.replace(" ⏎ ", "\n"), published=published)
    said = ha.extract(article)[["subject", "period"]].astype("string").fillna("∅")
    assert " ; ".join(f"{subject} {period}" for subject, period in said.itertuples(index=False)) == expected


def test_the_headline_is_no_byline_and_no_ornament() -> None:
    text = "苦水沟里日子甜\n本报记者 王某某\n2019年10月17日\n村里修路3公里。"
    article = ha.parse_article(text)
    assert article.title is not None
    assert article.title.quote == "苦水沟里日子甜"
    release = ha.parse_article("出口數字\n＊＊＊＊＊＊＊＊\n八月份出口3億元。\n完")
    assert [section.title for section in release.sections] == [None]


@pytest.mark.parametrize(
    ("line", "day"),
    [("一九五六年六月二十日", "1956-06-20"), ("市政府農業局　發布日期：中華民國113年7月12日", "2024-07-12")],
)
def test_a_date_below_the_headline_is_that_of_publication(line: str, day: str) -> None:
    article = ha.parse_article(f"某縣新聞\n{line}\n新建學校3所。")
    assert article.published is not None
    assert article.published.date().isoformat() == day
