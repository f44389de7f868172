"""Sums in people's lives: what shares an axis, what the title says, per what a sum is said."""

from __future__ import annotations

import pandas as pd
import pytest
from made import LANGUAGES, artists, made, proven, texts, words

import hulin_analysis as ha
from hulin_analysis.charts import plot_amounts
from hulin_analysis.charts.catalog import Catalog


def test_an_articles_sums_are_rows_where_none_can_be_compared() -> None:
    figure = plot_amounts(ha.load_metrics())
    assert words(figure, "value") == ["+50元", "+900元", "近4000元"]
    assert words(figure, "label") == ["“每天可增加……收入”", "夜班費", "每月", "劉波每個月的工資"]
    assert artists(figure, "bar") == []


def once(rows: int, **given: object) -> pd.DataFrame:
    """Make sums of 元 that are said per nothing, of one size."""
    it = made("other", rows, unit="元", hedge="exact", status="actual", **given)
    said = [s.replace("每天", "").replace("每個月", "").replace("人均", "") for s in it.metrics["sentence"]]
    starts = [s.index(q) for s, q in zip(said, it.metrics["quote"], strict=True)]
    it.metrics["sentence"], it.metrics["start"] = said, it.metrics["sentence_start"] + starts
    it.metrics["value"] = [10.0 * (i + 1) for i in range(rows)]
    it.metrics[["low", "high"]] = None
    return proven(it.metrics)


def test_rises_and_falls_are_rows_with_their_sign_and_only_levels_bars() -> None:
    metrics = once(9)
    metrics["change"] = ["none", "increase", "decrease"] * 3
    figure = plot_amounts(proven(metrics))
    assert [bar.get_width() for bar in artists(figure, "bar")] == [70, 40, 10]
    signs = [text.get_text()[0] for text in texts(figure, "value") if not text.axes]
    assert signs == ["+", "−"] * 3


def test_a_daily_sum_is_comparable_however_it_is_written_and_in_every_language() -> None:
    metrics = once(4, change="none")
    for row, per in enumerate(("每天", "日均", "每天", "每月")):
        metrics.loc[row, "sentence"] = metrics.loc[row, "sentence"].replace("去年,", f"去年,{per}")
    metrics["start"] += 2
    for lang in LANGUAGES:
        assert len(artists(plot_amounts(metrics, lang=lang), "bar")) == 3


def test_comparable_sums_are_bars_from_zero_the_greatest_first() -> None:
    metrics = once(3, change="none")
    figure = plot_amounts(proven(metrics.assign(value=[30.0, 10.0, 20.0])))
    bars = artists(figure, "bar")
    assert [bar.get_width() for bar in bars] == [30, 20, 10]
    assert {bar.get_x() for bar in bars} == {0}
    assert words(figure, "unit") == ["補貼 · 元"]


def test_a_wage_and_a_budget_share_no_axis() -> None:
    it = made("other", 2, change="none", hedge="exact", status="actual")
    assert artists(plot_amounts(proven(it.metrics.assign(value=[300.0, 8.6e11]))), "bar") == []


def test_an_investment_is_not_drawn() -> None:
    assert "無圖可畫" in plot_amounts(made("investment", 3).metrics).title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("每個月", ("每月", "每月", "per month")),
        ("每户", ("每戶", "每户", "per household")),
        ("每人每月", ("每人每月", "每人每月", "per head and month")),
        ("人均", ("人均", "人均", "per head")),
        ("每畝", ("每畝", "每亩", "per mu")),
    ],
)
def test_per_what_a_sum_is_is_said_in_each_language(text: str, said: tuple[str, str, str]) -> None:
    assert tuple(Catalog(lang).per(text) for lang in LANGUAGES)[:3] == said


def test_a_base_that_is_not_the_year_before_stands_beside_its_number() -> None:
    text = "2021年,全縣新建學校8所,比2019年多3所,比上年多1所;發放補貼5億元,比2019年增加2億元。"
    metrics = ha.extract(ha.parse_article(text, published="2022-02-15"))
    for lang, said in (("zh-Hant", "比2019年"), ("en", "compared with 2019")):
        for draw in (ha.plot_activities, plot_amounts):
            found = [one.get_text() for one in texts(draw(metrics, lang=lang))]
            assert found.count(said) == 1
