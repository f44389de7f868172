"""The charts of bars: activities, investments and key terms."""

from __future__ import annotations

import pandas as pd
import pytest
from made import artists, made, made_terms, proven, texts, words
from matplotlib.colors import to_hex

import hulin_analysis as ha
from hulin_analysis.charts import plot_activities, plot_investments, plot_keywords, theme
from hulin_analysis.frames import load_metrics
from hulin_analysis.unit_groups import comparable_group


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
    assert set(rows.index) <= set(found)
    for key, row in rows.iterrows():
        assert found[key].get_x() == 0
        assert found[key].get_width() == row["value"]
        assert found[key].axes.get_xlim()[0] == 0


def test_only_comparable_units_share_axes(metrics: pd.DataFrame) -> None:
    rows = rows_of(metrics, "activity")
    found = bars(plot_activities(metrics))
    for key, row in rows.iterrows():
        for other, beside in rows.iterrows():
            shared = found[key].axes is found[other].axes
            assert shared == (comparable_group(row["unit"]) == comparable_group(beside["unit"]))


def test_panels_are_sorted_and_say_the_words_of_the_text(metrics: pd.DataFrame) -> None:
    figure = plot_activities(metrics)
    rows = rows_of(metrics, "activity")
    assert sorted(words(figure, "value")) == sorted(rows["quote"])
    values = {text.get_gid().removeprefix("value-"): text for text in texts(figure, "value")}
    found = bars(figure)
    by_axes: dict[object, list[tuple[float, float]]] = {}
    for key, row in rows.iterrows():
        by_axes.setdefault(found[key].axes, []).append((values[key].get_position()[1], row["value"]))
    for pairs in by_axes.values():
        assert [value for _, value in sorted(pairs)] == sorted((v for _, v in pairs), reverse=True)


@pytest.mark.parametrize("kind", ["activity", "investment"])
def test_over_is_open_to_the_right_and_under_stays_below_its_limit(kind: str) -> None:
    plot = plot_activities if kind == "activity" else plot_investments
    unit = {"unit": "件"} if kind == "activity" else {}
    for hedge in ("exact", "over", "under", "about"):
        it = made(kind, 2, hedge=hedge, status="actual", **unit)
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


def test_a_unit_with_one_count_is_a_figure_and_no_bar() -> None:
    it = made("activity", 3)
    metrics = proven(it.metrics.assign(unit=["場", "場", "本"], hedge="exact"))
    figure = plot_activities(metrics)
    assert len([b for b in bars(figure).values() if b.axes is figure.axes[0]]) == 2
    big = [t for t in texts(figure, "value") if t.get_fontsize() > 12]
    assert [t.get_text() for t in big] == [metrics["quote"].iloc[2]]


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
    assert "不等於已花的錢" in "".join(words(figure, "subtitle"))
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


def test_currencies_have_panels_of_their_own(metrics: pd.DataFrame) -> None:
    deals = proven(metrics[metrics["kind"] == "investment"].assign(unit=["元", "美元", "元"]))
    found = bars(plot_investments(deals))
    panes = [found[key].axes for key in deals["id"]]
    assert panes[0] is panes[2] is not panes[1]


def test_of_hedged_sums_no_title_says_the_total(metrics: pd.DataFrame) -> None:
    deals = metrics[metrics["kind"] == "investment"]
    assert "合計166.5億元" in plot_investments(deals).title
    over = proven(deals.assign(hedge="over"))
    assert plot_investments(over).title == "文中3項投資額"
    assert plot_investments(over, lang="en").title == "Investments stated in the text: 3"


def test_what_may_be_part_of_another_is_not_added_up() -> None:
    text = "2021年,全市總投資1375億元,其中中央投資614億元、地方投資1000億元。"
    figure = plot_investments(ha.extract(ha.parse_article(text)))
    assert "合計" not in figure.title
    assert not words(figure, "share")
    assert any("互相包含" in note for note in figure.notes)


def test_numbers_that_are_no_money_are_left_out_and_said_so(metrics: pd.DataFrame) -> None:
    deals = proven(metrics[metrics["kind"] == "investment"].assign(unit=["元", "%", "元"]))
    figure = plot_investments(deals)
    assert len(words(figure, "value")) == 2
    assert any("另有1個" in note for note in figure.notes)


def test_by_how_much_a_count_rose_is_no_count() -> None:
    counts = made("activity", 4).metrics.copy()
    counts.loc[counts.index[0], "change"] = "increase"
    counts = proven(counts)
    figure = plot_activities(counts)
    assert len(figure.notes) == 1
    assert "增減" in figure.notes[0]
    assert counts["quote"].iloc[0] not in " ".join(words(figure, "value"))
    assert "rose or fell" in plot_activities(counts, lang="en").notes[0]


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
    assert "丁市" in "".join(words(figure, "gloss"))
    it.metrics.loc[:2, "subject"] = "丁市"
    figure = plot_activities(it.metrics)
    assert "丁市" in "".join(words(figure, "subtitle"))
    assert "丁市" not in "".join(words(figure, "gloss"))
