"""Charts in their reader's hands: edited, converted and corrected numbers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from made import LANGUAGES, artists, draw, made_comparison, made_terms, texts, words

import hulin_analysis as ha
from hulin_analysis.charts import (
    plot_activities,
    plot_amounts,
    plot_article,
    plot_indicators,
    plot_investments,
    plot_places,
)
from hulin_analysis.errors import ChartError, DataError
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
    assert any("㉟" in note and row["id"] not in note for note in figure.notes)
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


SAID = {"甲縣": "5.4%", "乙縣": "6.1%", "丙縣": "4.9%"}


def compared_counties(*, joined_frame: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    frames = [
        ha.extract(
            ha.parse_article(f"2025年,全縣地區生產總值增長{said}。", title=f"{place}公報", place=place)
        )
        for place, said in SAID.items()
    ]
    whole = (
        ha.concat(frames)
        if joined_frame
        else pd.concat([f.assign(document=p, place=p) for p, f in zip(SAID, frames, strict=True)])
    )
    return whole, ha.compare(whole, "grp", period="2025")


@pytest.mark.parametrize(
    ("joined_frame", "options", "marks"),
    [
        (False, {}, ["①", "②", "③"]),
        (False, {"order": "text"}, None),
        (False, {"order": ["丙縣"]}, ["③", "①", "②"]),
        (False, {"limit": 2}, ["①", "②"]),
        (True, {}, ["②", "①", "③"]),
        (True, {"order": ["丙縣"], "limit": 2}, ["③", "②"]),
    ],
)
def test_a_row_keeps_its_number_in_a_ranking(
    joined_frame: bool, options: dict, marks: list[str] | None
) -> None:
    whole, comparison = compared_counties(joined_frame=joined_frame)
    figure = plot_places(comparison, **options)
    said = [text.split("%")[1] for text in printed_rows(figure)]
    assert marks is None or said == marks
    quoted = "".join(words(figure, "quote"))
    for value, number in zip(printed_rows(figure), said, strict=True):
        assert value.split("%")[0] + "%" + number in quoted
    if joined_frame:
        table = dict(zip(whole["quote"], whole["number"], strict=True))
        for value in printed_rows(figure):
            quote, _, number = value.partition("%")
            assert mark(table[quote + "%"]) == number


def printed_rows(figure) -> list[str]:
    """Return the words of each row, its number behind them."""
    parts = words(figure, "value")
    return [a + b for a, b in zip(parts[::2], parts[1::2], strict=True)]


def test_a_correction_is_noted_under_the_number_of_its_row(tmp_path: Path) -> None:
    whole, _ = compared_counties(joined_frame=True)
    whole["corrected"] = whole["quote"] == "6.1%"
    whole.loc[whole["corrected"], "value"] = 7.0
    figure = plot_places(ha.compare(whole, "grp", period="2025"))
    assert any("②" in note and "q1-1" not in note for note in figure.notes)
    assert any("7%（更正，原文6.1%）" in text for text in words(figure, "value"))


REFUSED = [
    ("article", {"order": "value"}, "its numbers stand where the text has them"),
    ("article", {"limit": 3}, "give it some rows of the frame"),
    ("article", {"ax": 1}, "one pair of axes holds one"),
    ("keywords", {"ax": 1}, "one pair of axes holds one"),
    ("trend", {"order": "value"}, "order of time"),
    ("trend", {"ax": 1}, "the room that its own page has"),
    ("trend", {"highlight": "1999"}, "No row is called '1999'"),
    ("keywords", {"highlight": "無此詞"}, "No row is called"),
    ("keywords", {"order": ["無此詞"]}, "No row is called"),
    ("places", {"highlight": "無此縣"}, "No row is called"),
]


@pytest.mark.parametrize(("name", "options", "why"), REFUSED)
def test_an_option_that_makes_no_sense_is_refused_with_the_reason(name: str, options: dict, why: str) -> None:
    with pytest.raises(ChartError) as refused:
        draw(name, **options)
    assert why in str(refused.value) and str(refused.value).count(". ") == 0


def test_terms_and_years_take_highlight_order_and_limit() -> None:
    terms = made_terms(8)
    first, last = terms["term"].iloc[0], terms["term"].iloc[-1]
    figure = draw("keywords", highlight=first, order=[last])
    assert len({bar.get_facecolor() for bar in artists(figure, "bar")}) == 2
    assert words(draw("keywords", order="text"), "term") != words(draw("keywords"), "term")
    whole, cut = draw("trend"), draw("trend", limit=2)
    assert len(words(cut, "value")) < len(words(whole, "value"))
    assert any("最近2項" in note for note in cut.notes)
    years = made_comparison(8, over="trend")["period"]
    grey = draw("trend", highlight=str(years.iloc[0]))
    colours = [dot.get_markerfacecolor() for dot in artists(grey, "dot") if dot.axes]
    assert len(set(colours)) > 1
