from __future__ import annotations

import pandas as pd
import pytest
from made import artists, boxes, made, texts, words

import hulin_analysis as ha
from hulin_analysis.charts import plot_indicators, theme
from hulin_analysis.errors import ChartError, DataError
from hulin_analysis.frames import load_context, load_metrics
from hulin_analysis.quotes import mark


@pytest.fixture(scope="module")
def metrics() -> pd.DataFrame:
    return load_metrics()


@pytest.fixture(scope="module")
def growth(metrics: pd.DataFrame) -> pd.DataFrame:
    return metrics[metrics["kind"] == "indicator"].sort_values("value", ascending=False)


def dots(figure) -> dict[str, object]:
    return {
        artist.get_gid().removeprefix("mark-"): artist
        for artist in artists(figure, "dot")
        if artist.get_gid()
    }


def test_dots_stand_at_their_values(metrics: pd.DataFrame, growth: pd.DataFrame) -> None:
    found = dots(plot_indicators(metrics))
    assert {key: dot.get_xdata()[0] for key, dot in found.items()} == dict(
        zip(growth["id"], growth["value"], strict=True)
    )


def test_rows_are_sorted_and_labelled_with_the_words_of_the_text(growth: pd.DataFrame, metrics) -> None:
    figure = plot_indicators(metrics, context=load_context())
    assert words(figure, "label") == growth["indicator"].tolist()
    assert words(figure, "value") == growth["quote"].tolist()
    heights = [text.get_position()[1] for text in texts(figure, "value")]
    assert heights == sorted(heights)


def test_marks_count_in_reading_order(growth: pd.DataFrame, metrics: pd.DataFrame) -> None:
    figure = plot_indicators(metrics)
    order = metrics["start"].rank().astype(int)
    assert words(figure, "mark") == [mark(n) for n in order[growth.index]]


def test_province_and_nation_stand_at_their_values_and_what_is_missing_is_not_drawn(metrics) -> None:
    context = load_context()
    figure = plot_indicators(metrics, context=context)
    ids = metrics.set_index("indicator_id")["id"]
    for level in ("province", "nation"):
        given = context[context["level"] == level].set_index("indicator_id")["value"]
        drawn = {a.get_gid(): a.get_xdata()[0] for a in artists(figure, level) if a.get_gid()}
        assert drawn == {f"{level}-{ids[key]}": value for key, value in given.items()}
    assert words(figure, "detail") == ["無全國數字"]
    assert any("一般公共預算收入" in note and "不作零" in note for note in figure.notes)


def test_differences_are_in_percentage_points(metrics: pd.DataFrame) -> None:
    figure = plot_indicators(metrics, context=load_context())
    assert words(figure, "difference") == ["+10.6", "+22.7", "+13.1", "−0.4", "+3.2", "−0.6", "+0.6", "−2.1"]


def test_no_mark_hides_another(metrics: pd.DataFrame) -> None:
    """Where marks coincide the tick is taller than the dot, and the diamond hangs under it."""
    context = load_context()
    context["value"] = context["indicator_id"].map(
        metrics.dropna(subset="indicator_id").set_index("indicator_id")["value"]
    )
    figure = plot_indicators(metrics, context=context)
    found = dots(figure)
    for tick in (a for a in artists(figure, "nation") if a.get_gid()):
        dot = found[tick.get_gid().removeprefix("nation-")]
        extent = tick.get_window_extent()
        assert (
            extent.y1 - extent.y0
        ) * 72 / figure.dpi > dot.get_markersize() + 2 * dot.get_markeredgewidth() + 2
    for diamond in (a for a in artists(figure, "province") if a.get_gid()):
        dot = found[diamond.get_gid().removeprefix("province-")]
        middles = [(a.get_window_extent().y0 + a.get_window_extent().y1) / 2 for a in (dot, diamond)]
        apart = (middles[0] - middles[1]) * 72 / figure.dpi
        assert apart >= (dot.get_markersize() + diamond.get_markersize()) / 2


def test_words_stand_clear_of_the_marks() -> None:
    it = made("indicator", 20)
    figure = plot_indicators(it.metrics, context=it.context)
    extents = boxes(texts(figure, "value") + texts(figure, "mark"))
    for artist in artists(figure, "dot") + artists(figure, "province") + artists(figure, "nation"):
        box = artist.get_window_extent()
        across = (extents[:, 0] < box.x1 - 1) & (extents[:, 2] > box.x0 + 1)
        up = (extents[:, 1] < box.y1 - 3) & (extents[:, 3] > box.y0 + 3)
        assert not (across & up).any()


@pytest.mark.parametrize(
    ("status", "marker", "filled"), [("actual", "o", True), ("expected", "o", False), ("target", "s", False)]
)
def test_form_says_the_status(status: str, marker: str, filled: bool) -> None:
    figure = plot_indicators(made("indicator", 3, status=status, hedge="exact").metrics)
    for dot in dots(figure).values():
        assert dot.get_marker() == marker
        assert (dot.get_markerfacecolor() == theme.ACCENT) == filled


@pytest.mark.parametrize(("hedge", "sides"), [("exact", 0), ("over", 1), ("under", -1), ("about", 2)])
def test_a_hedge_fades_to_the_side_it_is_open_to(hedge: str, sides: int) -> None:
    it = made("indicator", 1, status="actual", hedge=hedge)
    figure = plot_indicators(it.metrics)
    value = it.metrics["value"][0]
    fades = [a.get_xdata()[0] for a in artists(figure, f"fade {hedge}") if a.axes is figure.axes[0]]
    assert len(fades) == 3 * abs(sides)
    assert any(x > value for x in fades) == (sides in (1, 2))
    assert any(x < value for x in fades) == (sides in (-1, 2))


def test_ranges_are_drawn_from_end_to_end_and_decreases_below_zero() -> None:
    it = made("indicator", 20)
    found = dots(plot_indicators(it.metrics))
    for row in it.metrics.to_dict("records"):
        if row["change"] == "decrease":
            assert found[row["id"]].get_xdata()[0] == -row["value"]
        if pd.isna(row["value"]):
            figure = plot_indicators(it.metrics[it.metrics["id"] == row["id"]])
            assert {a.get_xdata()[0] for a in artists(figure, "dot") if a.axes is figure.axes[0]} == {
                row["low"], row["high"],
            }  # fmt: skip


def test_the_key_explains_only_what_occurs(metrics: pd.DataFrame) -> None:
    assert words(plot_indicators(metrics), "key") == ["虎林市 · 預計"]
    assert words(plot_indicators(metrics, context=load_context()), "key") == [
        "虎林市 · 預計",
        "黑龍江省",
        "全國",
    ]


@pytest.mark.parametrize(
    ("shift", "title"),
    [(-1, "增速都高於丙省"), (0, "增速都不高於丙省"), (1, "增速都不高於丙省")],
)
def test_the_title_stays_true_for_other_frames(shift: int, title: str) -> None:
    text = "2021年,甲縣地區生產總值增長5%,固定資產投資增長6%,社會消費品零售總額增長7%。"
    metrics = ha.extract(ha.parse_article(text))
    context = load_context()
    context = context[
        (context["level"] == "province") & context["indicator_id"].isin(metrics["indicator_id"])
    ]
    context = context.assign(area="丙省", value=metrics["value"].to_numpy() + shift)
    assert title in plot_indicators(metrics, context=context).title


def test_under_is_never_counted_as_higher() -> None:
    it = made("indicator", 2, status="actual", hedge="under", change="increase")
    context = it.context[it.context["level"] == "province"].assign(value=0.1)
    assert "高於" not in plot_indicators(it.metrics, context=context).title


def test_levels_are_left_out_and_said_so(metrics: pd.DataFrame) -> None:
    level = made("indicator", 4, unit="元", change="none").metrics.assign(id=[f"x{i}" for i in range(4)])
    level["start"], level["sentence_start"] = level["start"] + 1000, level["sentence_start"] + 1000
    rate = made("indicator", 2).metrics
    both = pd.concat([rate, level.iloc[2:]], ignore_index=True)
    both.attrs = rate.attrs
    assert any("另有2個" in note for note in plot_indicators(both).notes)


def test_two_areas_of_one_level_are_refused(metrics: pd.DataFrame) -> None:
    context = load_context()
    other = context.assign(area="丁省")
    with pytest.raises(ChartError, match="more than one area for province"):
        plot_indicators(metrics, context=pd.concat([context, other]))


def test_a_missing_column_is_named(metrics: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="hedge"):
        plot_indicators(metrics.drop(columns="hedge"))
    with pytest.raises(DataError, match="publisher"):
        plot_indicators(metrics, context=load_context().drop(columns="publisher"))


def test_english_labels_come_from_the_vocabulary(metrics: pd.DataFrame) -> None:
    figure = plot_indicators(metrics, context=load_context(), lang="en")
    assert "Gross regional product" in words(figure, "label")
    assert figure.title.startswith("Five of eight indicators in 虎林市 are estimated to have risen faster")


def test_the_frame_is_left_as_it_was(metrics: pd.DataFrame) -> None:
    before = metrics.copy(deep=True)
    plot_indicators(metrics, context=load_context())
    pd.testing.assert_frame_equal(metrics, before)
