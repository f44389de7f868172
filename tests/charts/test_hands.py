"""Charts in their reader's hands: edited, converted and corrected numbers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from made import LANGUAGES, artists, texts, words

import hulin_analysis as ha
from hulin_analysis.charts import (
    plot_activities,
    plot_amounts,
    plot_article,
    plot_indicators,
    plot_investments,
)
from hulin_analysis.errors import DataError
from hulin_analysis.quotes import mark

PLOTS = [plot_indicators, plot_activities, plot_investments, plot_amounts]


@pytest.fixture
def metrics() -> pd.DataFrame:
    return ha.load_metrics()


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("change", [{"value": 2}, {"unit": "噸"}])
def test_a_number_that_its_quote_does_not_state_is_not_drawn(metrics, plot, change) -> None:
    edited = metrics.assign(**{n: metrics[n] * by if n == "value" else by for n, by in change.items()})
    with pytest.raises(DataError, match=r"Row q\d+-\d+: its quote .* does not state"):
        plot(edited)
    with pytest.raises(DataError, match="does not state"):
        plot_article(ha.load_article(), edited)


def test_a_converted_sum_is_drawn_where_it_was(metrics: pd.DataFrame) -> None:
    before, after = plot_investments(metrics), plot_investments(ha.to_unit(metrics, "萬元"))
    assert before.title == after.title and before.alt == after.alt
    assert [bar.get_width() for bar in artists(before, "bar")] == [
        bar.get_width() for bar in artists(after, "bar")
    ]


def test_another_unit_stands_before_the_words_of_the_text() -> None:
    said = "去年,全縣建設果園20公頃、茶園100公頃、林地3000畝。"
    frame = ha.extract(ha.parse_article(said)).assign(kind="activity")
    figure = plot_activities(ha.to_unit(frame, "畝"))
    assert [bar.get_width() for bar in artists(figure, "bar")] == [3000, 1500, 300]
    assert words(figure, "value") == ["3000畝", "1500畝（原文100公頃）", "300畝（原文20公頃）"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_corrected_number_is_marked_as_the_readers_own(metrics, lang: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    row = metrics[metrics["quote"] == "100億元"].iloc[0]
    ha.record_correction(metrics, row["id"], "value", 7e9, reason="公告", path=path)
    figure = plot_investments(ha.correct(metrics, path), lang=lang)
    (value,) = [t.get_text() for t in texts(figure, "value") if "100億元" in t.get_text()]
    assert (
        value
        == {
            "zh-Hant": "70億元（更正，原文100億元）",
            "zh-Hans": "70亿元（更正，原文100億元）",
            "en": "7 billion yuan (corrected; the text: 100億元)",
        }[lang]
    )
    assert any(row["id"] in note for note in figure.notes)
    # What was not corrected is still held against its quote.
    edited = ha.correct(metrics, path)
    with pytest.raises(DataError, match="63億元"):
        plot_investments(edited.assign(value=edited["value"] * 2))


def joined() -> pd.DataFrame:
    frames = [
        ha.extract(
            ha.parse_article(f"2024年,全縣{said}。", title=f"{place}公報", place=place, paper=f"{place}日報")
        )
        for place, said in {
            "甲縣": "糧食產量增長5.4%,甲廠投資3億元",
            "乙縣": "糧食產量增長6.1%,水泥產量下降1%,乙廠投資8億元",
        }.items()
    ]
    return ha.concat(frames)


def test_rows_of_several_articles_keep_their_place_and_source_in_a_chart() -> None:
    figure = plot_indicators(joined())
    assert words(figure, "label") == ["甲縣糧食產量", "乙縣糧食產量", "乙縣水泥產量"]
    assert "甲縣糧食產量5.4%" in figure.alt
    assert words(figure, "mark") == ["①", "③", "④"]
    assert "甲縣日報" in figure.source and "乙縣日報" in figure.source
    assert len({dot.get_gid() for dot in artists(figure, "dot") if dot.get_gid()}) == 3
    assert [w for w in words(figure, "section") if "甲縣" in w and "甲縣日報" in w]


def test_the_sums_of_several_articles_are_not_added() -> None:
    figure = plot_investments(joined())
    assert "合計" not in figure.title and words(figure, "share") == []


def test_a_number_is_one_in_every_chart_table_and_note(metrics: pd.DataFrame) -> None:
    numbers = dict(zip(metrics["quote"], range(1, len(metrics) + 1), strict=True))
    figure = plot_investments(metrics[metrics["kind"] == "investment"].iloc[::-1])
    quoted = "".join(words(figure, "quote"))
    for quote in ("100億元", "63億元", "3.5億元"):
        assert quote + mark(numbers[quote]) in quoted
