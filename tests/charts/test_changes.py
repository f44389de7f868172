"""Sums in people's lives: what shares an axis, what the title says, per what a sum is said."""

from __future__ import annotations

import pytest
from made import LANGUAGES, artists, made, words

import hulin_analysis as ha
from hulin_analysis.charts import plot_changes
from hulin_analysis.charts.words import Words


def test_an_articles_sums_are_figures_where_none_can_be_compared() -> None:
    figure = plot_changes(ha.load_metrics())
    assert words(figure, "value") == ["50元", "900元", "近4000元"]
    assert words(figure, "gloss") == ["每天 · 增加額", "每月 · 增加額"]
    assert artists(figure, "bar") == []


def test_levels_rises_and_falls_share_no_axis() -> None:
    it = made("other", 5, unit="元", change="none")
    it.metrics["change"] = ["none", "none", "increase", "increase", "decrease"]
    headings = words(plot_changes(it.metrics), "unit")
    assert not any("增加額" in h and "減少額" in h for h in headings)
    figure = plot_changes(it.metrics[it.metrics["change"] == "decrease"])
    assert "減少" in figure.title
    assert figure.axes == [] or artists(figure, "bar") == []


def test_comparable_sums_are_bars_from_zero_the_greatest_first() -> None:
    it = made("other", 3, change="increase", hedge="exact", status="actual")
    it.metrics[["value", "low", "high"]] = [[30.0, None, None], [10.0, None, None], [20.0, None, None]]
    it.metrics["sentence"] = [s.replace("每天", "").replace("每個月", "") for s in it.metrics["sentence"]]
    starts = [s.index(q) for s, q in zip(it.metrics["sentence"], it.metrics["quote"], strict=True)]
    it.metrics["start"] = it.metrics["sentence_start"] + starts
    figure = plot_changes(it.metrics)
    bars = artists(figure, "bar")
    assert [bar.get_width() for bar in bars] == [30, 20, 10]
    assert {bar.get_x() for bar in bars} == {0}
    assert words(figure, "unit") == ["元 · 增加額"]


def test_a_wage_and_a_budget_share_no_axis() -> None:
    it = made("other", 2, change="none", hedge="exact", status="actual")
    it.metrics["value"] = [300.0, 8.6e11]
    assert artists(plot_changes(it.metrics), "bar") == []


def test_an_investment_is_not_drawn() -> None:
    assert "無圖可畫" in plot_changes(made("investment", 3).metrics).title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("每個月", ("每月", "每月", "per month")),
        ("每户", ("每戶", "每户", "per household")),
        ("每人每月", ("每人每月", "每人每月", "per head and month")),
        ("人均", ("人均", "人均", "per head")),
        ("每畝", ("每畝", "每亩", "per 亩")),
    ],
)
def test_per_what_a_sum_is_is_said_in_three_languages(text: str, said: tuple[str, str, str]) -> None:
    assert tuple(Words(lang).per(text) for lang in LANGUAGES) == said
