"""The charts of bars: activities, investments and key terms."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from made import artists, made, made_terms, proven, texts, words
from matplotlib.colors import to_hex

import hulin_analysis as ha
from hulin_analysis.charts import plot_activities, plot_amounts, plot_investments, plot_keywords, theme
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.frames import load_metrics


@pytest.fixture(scope="module")
def metrics() -> pd.DataFrame:
    return load_metrics()


def bars(figure) -> dict[str, object]:
    return {a.get_gid().removeprefix("mark-"): a for a in artists(figure, "bar") if a.get_gid() and a.axes}


def rows_of(metrics: pd.DataFrame, kind: str) -> pd.DataFrame:
    return metrics[metrics["kind"] == kind].set_index("id")


def test_bars_begin_at_zero_and_end_at_their_value(metrics: pd.DataFrame) -> None:
    rows = rows_of(metrics, "activity")
    found = bars(plot_activities(metrics))
    assert len(found) == 6
    for key, bar in found.items():
        assert bar.get_x() == 0
        assert bar.get_width() == rows["value"][key]
        assert bar.axes.get_xlim()[0] == 0


def test_one_campaign_is_bars_and_all_else_a_row_of_the_table(metrics: pd.DataFrame) -> None:
    rows = rows_of(metrics, "activity")
    figure = plot_activities(metrics)
    campaign = rows[rows["unit"].isin(["場", "場次"])]
    assert set(bars(figure)) == set(campaign.index)
    assert sorted(words(figure, "value")) == sorted(rows["quote"])
    assert len({bar.axes for bar in bars(figure).values()}) == 1


def test_bars_are_sorted_and_say_the_words_of_the_text(metrics: pd.DataFrame) -> None:
    figure = plot_activities(metrics)
    rows = rows_of(metrics, "activity")
    values = {text.get_gid().removeprefix("value-"): text for text in texts(figure, "value")}
    pairs = [(values[key].get_position()[1], rows["value"][key]) for key in bars(figure)]
    assert [value for _, value in sorted(pairs)] == sorted((v for _, v in pairs), reverse=True)


def test_the_digits_of_a_table_stand_under_one_another() -> None:
    text = "去年,全縣新建學校3所。培訓教師1200余人。植樹200萬株。慰問老人85人。"
    figure = plot_activities(ha.extract(ha.parse_article(text)), quotes="none")
    found = texts(figure, "value")
    assert sorted(text.get_text() for text in found) == sorted(["3所", "1200余人", "200萬株", "85人"])
    ends = [
        text.get_position()[0] + text_width(str(re.match(r"\d+", text.get_text())[0]), 9.5, bold=True)
        for text in found
    ]
    assert ends == pytest.approx([ends[0]] * 4)


@pytest.mark.parametrize("kind", ["activity", "investment"])
def test_over_is_open_to_the_right_and_under_stays_below_its_limit(kind: str) -> None:
    plot = plot_activities if kind == "activity" else plot_investments
    unit = {"unit": "件"} if kind == "activity" else {}
    for hedge in ("exact", "over", "under", "about"):
        it = made(kind, 3, hedge=hedge, status="actual", **unit)
        figure = plot(it.metrics)
        pane = figure.axes[0]
        bar = max((b for b in bars(figure).values() if b.axes is pane), key=lambda b: b.get_width())
        top = max(it.metrics["value"]) / (1 if kind == "activity" else 1e8)
        ends = [a.get_x() + a.get_width() for a in artists(figure, f"fade {hedge}") if a.axes is pane]
        if hedge == "exact":
            assert bar.get_width() == top and not ends
        if hedge == "over":
            assert bar.get_width() == top and max(ends) > top
        if hedge == "under":
            assert bar.get_width() < top and max(ends) == pytest.approx(top)
            assert any(a.get_xdata()[0] == top for a in artists(figure, "limit") if a.axes is pane)
        if hedge == "about":
            assert bar.get_width() < top < max(ends)


@pytest.mark.parametrize(
    ("status", "hatched", "filled"),
    [("actual", False, True), ("expected", False, False), ("target", True, False)],
)
def test_form_says_the_status(status: str, hatched: bool, filled: bool) -> None:
    figure = plot_activities(made("activity", 4, status=status, hedge="exact", unit="件").metrics)
    for bar in bars(figure).values():
        assert bool(bar.get_hatch()) == hatched
        assert (to_hex(bar.get_facecolor()) == theme.ACCENT.lower()) == filled


def test_a_range_is_drawn_as_one() -> None:
    it = made("activity", 8, unit="件", hedge="exact", status="actual")
    row = it.metrics[it.metrics["value"].isna()].iloc[0]
    bar = bars(plot_activities(it.metrics))[row["id"]]
    assert bar.get_width() == row["low"]


def test_a_number_with_no_sibling_is_a_row_of_the_table() -> None:
    it = made("activity", 4)
    metrics = proven(it.metrics.assign(unit=["場", "場", "場", "本"], hedge="exact", status="actual"))
    figure = plot_activities(metrics)
    assert set(bars(figure)) == set(metrics["id"][:3])
    (row,) = [text for text in texts(figure, "value") if not text.axes]
    assert row.get_text() == metrics["quote"].iloc[3]


def test_the_key_of_bars_explains_only_what_occurs() -> None:
    plain = made("activity", 4, unit="件", hedge="exact", status="actual").metrics
    plain = plain[plain["value"].notna()]
    assert words(plot_activities(plain), "key") == []
    over = made("activity", 4, unit="件", hedge="over", status="actual").metrics
    assert words(plot_activities(over, lang="en"), "key") == ["exact", "at least"]


def test_investments_are_in_hundred_millions_with_shares(metrics: pd.DataFrame) -> None:
    figure = plot_investments(metrics)
    assert [bar.get_width() for bar in bars(figure).values()] == [100, 63, 3.5]
    assert words(figure, "share") == ["60.1%", "37.8%", "2.1%"]
    assert words(figure, "value") == ["100億元", "63億元", "3.5億元"]
    assert "簽約：不等於已花的錢" in "".join(words(figure, "subtitle"))
    assert words(figure, "key") == ["簽約、計劃，不等於已花"]
    assert {to_hex(bar.get_facecolor()) for bar in bars(figure).values()} == {theme.PAPER.lower()}
    assert "億元" in "".join(words(figure, "subtitle"))
    assert "亿元" in "".join(words(plot_investments(metrics, lang="zh-Hans"), "subtitle"))
    assert "billion yuan" in "".join(words(plot_investments(metrics, lang="en"), "subtitle"))


@pytest.mark.parametrize(
    "change", [{"period": ["2022", "2023", "2023"]}, {"status": ["actual", "target", "actual"]},
               {"unit": ["元", "美元", "元"]}],
)  # fmt: skip
def test_what_cannot_be_added_is_not(metrics: pd.DataFrame, change: dict[str, list[str]]) -> None:
    deals = proven(metrics[metrics["kind"] == "investment"].assign(**change))
    figure = plot_investments(deals)
    assert words(figure, "share") == []
    assert "合計" not in figure.title
    assert any("不相加" in note for note in figure.notes)


def test_currencies_have_panels_of_their_own() -> None:
    text = (
        "去年,投資3億元的甲廠、投資2億元的乙廠、投資6億元的丙廠簽約;"
        "投資4億美元的丁廠、投資5億美元的戊廠、投資1億美元的己廠簽約。"
    )
    rows = ha.extract(ha.parse_article(text))
    figure = plot_investments(rows)
    assert words(figure, "unit") == ["簽約 · 億元", "簽約 · 億美元"]
    found = bars(figure)
    panes = [found[key].axes for key in rows["id"]]
    assert panes[0] is panes[1] is panes[2] is not panes[3]
    assert panes[3] is panes[4] is panes[5]


def test_of_hedged_sums_no_title_says_the_total(metrics: pd.DataFrame) -> None:
    deals = metrics[metrics["kind"] == "investment"]
    assert "合計166.5億元" in plot_investments(deals).title
    over = proven(deals.assign(hedge="over"))
    assert plot_investments(over).title == "文中3項投資額"
    assert plot_investments(over, lang="en").title == "3 investments stated in the text"


def test_what_may_be_part_of_another_is_not_added_up() -> None:
    text = "2021年,全市總投資1375億元,其中中央投資614億元、地方投資1000億元。"
    figure = plot_investments(ha.extract(ha.parse_article(text)))
    assert "合計" not in figure.title
    assert not words(figure, "share")
    assert any("互相包含" in note for note in figure.notes)


def test_numbers_of_investments_that_are_no_money_are_rows_of_the_table(metrics: pd.DataFrame) -> None:
    deals = proven(metrics[metrics["kind"] == "investment"].assign(unit=["元", "%", "元"]))
    figure = plot_investments(deals)
    assert len(words(figure, "value")) == 3
    assert bars(figure) == {}


def test_by_how_much_a_count_rose_or_fell_is_a_row_with_its_sign() -> None:
    counts = made("activity", 4, unit="場", status="actual").metrics.copy()
    counts["change"] = ["increase", "decrease", "none", "none"]
    counts = proven(counts)
    figure = plot_activities(counts)
    quotes = list(counts["quote"])
    assert sorted(words(figure, "value")) == sorted([f"+{quotes[0]}", f"−{quotes[1]}", *quotes[2:]])
    assert set(bars(figure)) == set(counts["id"][2:])
    assert f"增加{quotes[0]}" in figure.alt and f"減少{quotes[1]}" in figure.alt
    assert figure.notes == ()


@pytest.mark.parametrize(("rows", "drawn"), [(1, 1), (8, 8), (30, 30), (120, 40)])
@pytest.mark.parametrize("kind", ["activity", "investment", "other"])
def test_a_chart_has_forty_rows_and_counts_the_others(kind: str, rows: int, drawn: int) -> None:
    plot = {"activity": plot_activities, "investment": plot_investments, "other": plot_amounts}[kind]
    figure = plot(made(kind, rows).metrics, quotes="none")
    assert len(words(figure, "value")) == drawn
    assert any(f"另有{rows - drawn}項" in note for note in figure.notes) == (rows > drawn)
    assert str(rows) in figure.title or rows == 1
    assert len(words(plot(made(kind, rows).metrics, quotes="none", limit=200), "value")) == rows


@pytest.mark.parametrize("plot", [plot_activities, plot_amounts])
def test_highlight_and_order_hold_for_the_rows_of_the_table(plot) -> None:
    it = made("activity" if plot is plot_activities else "other", 12)
    names = list(it.metrics["id"])
    figure = plot(it.metrics, quotes="none", highlight=names[3], order=[names[7]])
    found = {t.get_gid().removeprefix("value-"): t for t in texts(figure, "value") if not t.axes}
    lit = {name for name, text in found.items() if text.get_color() == theme.ACCENT}
    assert lit <= {names[3]}
    assert {text.get_color() for name, text in found.items() if name != names[3]} <= {theme.GREY}


def test_terms_share_one_scale_from_zero_with_the_longest_bar_first() -> None:
    terms = made_terms(20)
    figure = plot_keywords(terms)
    sections = [rows for _, rows in terms.groupby("section", sort=False)]
    longest_first = pd.concat([rows.sort_values(["count", "weight"], ascending=False) for rows in sections])
    assert words(figure, "term") == longest_first["term"].tolist()
    assert [bar.get_width() for bar in artists(figure, "bar")] == longest_first["count"].tolist()
    assert {axes.get_xlim() for axes in figure.axes} == {(0.0, float(terms["count"].max()))}


def test_terms_keep_the_script_of_the_article() -> None:
    terms = pd.DataFrame({"section": ["甲節"], "term": ["黨史學習"], "weight": [1.0], "count": [2]})
    assert words(plot_keywords(terms, lang="zh-Hans"), "term") == ["黨史學習"]


def test_a_place_that_few_rows_name_is_not_the_charts() -> None:
    it = made("activity", 5, subject=None)
    it.metrics.loc[0, "subject"] = "丁市"
    figure = plot_activities(it.metrics)
    assert "丁市" not in "".join(words(figure, "subtitle"))
    assert "丁市" in "".join(words(figure, "label") + words(figure, "gloss"))
    it.metrics.loc[:2, "subject"] = "丁市"
    figure = plot_activities(it.metrics)
    assert "丁市" in "".join(words(figure, "subtitle"))
    assert "丁市" not in "".join(words(figure, "label") + words(figure, "gloss"))
