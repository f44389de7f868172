"""One text over several periods: what is a series, which lines join what, and words at their marks."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest
from made import LANGUAGES, artists, texts, words
from test_moved import check

import hulin_analysis as ha
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.items import items_of
from hulin_analysis.charts.periods_chart import series_of
from hulin_analysis.errors import ChartError, DataError
from hulin_analysis.languages import is_chinese

#: The texts here are simplified, what is expected is traditional.
plot_periods = partial(ha.plot_periods, lang="zh-Hant")

GRP = "甲县地区生产总值2021年800亿元,2022年850亿元,2023年910亿元,2024年960亿元,2025年1020亿元。"
GRAIN = "2021年,粮食产量12.3万吨。2022年,粮食产量12.8万吨。2023年,粮食产量超13万吨。2025年,粮食产量13.9万吨。"
QUARTERS = "2025年一季度,进出口增长5.2%。2025年二季度,进出口增长3.0%。2025年三季度,进出口下降4.8%。"
TABLE = (
    "甲县历年主要指标\n指标\t单位\t2019年\t2020年\t2021年\t2022年\n"
    "城镇化率\t%\t63.8\t64.98\t65.88\t66.48\n地区生产总值\t亿元\t400.1\t410.5\t452.0\t470.9\n"
)


def extracted(text: str) -> pd.DataFrame:
    return ha.extract(ha.parse_article(text, published="2026-02-01", place="甲县"))


@pytest.mark.parametrize(
    ("text", "periods", "dotted"),
    [
        (GRP, [["2021", "2022", "2023", "2024", "2025"]], [[False] * 4]),
        (GRAIN, [["2021", "2022", "2023", "2025"]], [[False, False, True]]),
        (QUARTERS, [["2025-01/2025-03", "2025-04/2025-06", "2025-07/2025-09"]], [[False, False]]),
        (TABLE, [["2019", "2020", "2021", "2022"]] * 2, [[False] * 3] * 2),
        # five years apart: nothing is known of those between
        ("城镇化率2015年51.2%,2020年60.1%,2025年66.6%。", [["2015", "2020", "2025"]], [[True, True]]),
        # a target has its mark, and no line
        (
            GRAIN + "2026年,粮食产量力争达到14万吨。",
            [["2021", "2022", "2023", "2025", "2026"]],
            [[False, False, True]],
        ),
        # two periods are none, and neither are two with a target
        ("2024年,粮食产量12万吨。2025年,粮食产量13万吨。", [], []),
        ("2024年,粮食产量12万吨。2025年,粮食产量13万吨。2026年,粮食产量力争达到14万吨。", [], []),
        # periods of different lengths are no series
        ("2023年,进出口增长5%。2024年,进出口增长6%。2025年一季度,进出口增长7%。", [], []),
        # levels are none with rates, and nothing with another thing
        ("2023年,粮食产量12万吨。2024年,粮食产量13万吨。2025年,粮食产量增长2%。", [], []),
        ("2023年,粮食产量12万吨。2024年,棉花产量13万吨。2025年,大豆产量2万吨。", [], []),
        # what has no period is none
        ("粮食产量12万吨。粮食产量13万吨。粮食产量14万吨。", [], []),
    ],
)
def test_what_is_a_series(text: str, periods: list[list[str]], dotted: list[list[bool]]) -> None:
    found = series_of(items_of(extracted(text), Catalog()), Catalog())
    assert [[point.period for point in one.points] for one in found] == periods
    assert [[joint.dotted for joint in one.joints] for one in found] == dotted


def drawn(**options: object) -> AnnotatedFigure:
    return plot_periods(extracted(GRP + GRAIN + QUARTERS), **options)


def test_marks_stand_at_their_values_and_times() -> None:
    figure = plot_periods(extracted(GRP))
    dots = {dot.get_xdata()[0]: dot.get_ydata()[0] for dot in artists(figure, "dot")}
    assert dots == {2021.5: 800, 2022.5: 850, 2023.5: 910, 2024.5: 960, 2025.5: 1020}
    assert figure.title == "地區生產總值：2021年800亿元，2025年1020亿元"


@pytest.mark.parametrize(
    ("values", "zero"),
    [((800, 850, 910), False), ((100, 300, 500), True), ((240, 400, 500), True), ((260, 400, 500), False)],
)
def test_a_scale_begins_at_zero_unless_half_of_it_were_empty_and_then_says_so(
    values: tuple[int, ...], zero: bool
) -> None:
    text = "".join(f"{2021 + n}年,粮食产量{value}万吨。" for n, value in enumerate(values))
    figure = plot_periods(extracted(text))
    assert bool(figure.axes[0].get_ylim()[0] == 0) is zero
    said = "".join(text.get_text() for text in texts(figure))
    assert ("不從零起" in said) is not zero


def test_a_scale_of_shares_that_does_not_begin_at_zero_says_so() -> None:
    figure = plot_periods(extracted(TABLE))
    assert figure.axes[0].get_ylim()[0] > 0
    assert "不從零起" in "".join(words(figure, "label"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 600, 960])
def test_the_first_and_the_last_mark_have_their_numbers(width: int, lang: str) -> None:
    figure = plot_periods(extracted(GRP), width=width, lang=lang)
    said = [t.get_text() for t in texts(figure, "value") if str(t.get_gid()).startswith("value-")]
    for number in ("80 billion", "102 billion") if not is_chinese(lang) else ("800亿", "1020亿"):
        assert any(number in text for text in said)


@pytest.mark.parametrize("width", [360, 800])
def test_three_values_of_a_scale_are_written_the_lowest_among_them(width: int) -> None:
    for axes in drawn(width=width).axes:
        low, high = axes.get_ylim()
        shown = [tick for tick in axes.get_yticks() if low - 1e-9 <= tick <= high]
        assert len(shown) >= 3 and min(shown) == pytest.approx(low)


def test_a_gap_is_dotted_and_said() -> None:
    figure = plot_periods(extracted(GRAIN))
    assert len(artists(figure, "over a gap")) == 1 and len(artists(figure, "year to year")) == 2
    assert any("虛線" in note for note in figure.notes)
    assert not any("虛線" in note for note in plot_periods(extracted(GRP)).notes)


def test_of_many_marks_the_first_and_the_last_have_words() -> None:
    years = "".join(f"{year}年,粮食产量{year - 2000}万吨。" for year in range(2010, 2026))
    figure = plot_periods(extracted(years))
    said = [t for t in texts(figure, "value") if str(t.get_gid()).startswith("value-")]
    assert {text.get_text() for text in said} == {"10万吨", "25万吨"} and len(said) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 600, 960])
def test_nothing_overlaps_at_any_width(width: int, lang: str) -> None:
    check(drawn(width=width, lang=lang))
    check(drawn(width=width, lang=lang, theme="dark", quotes="none"))


@pytest.mark.parametrize("limits", [(0, 2000), (700, 900), (500, 1100)])
def test_words_stay_at_their_marks_where_limits_move(limits: tuple[float, float]) -> None:
    figure = drawn()
    axes = figure.axes[0]
    axes.set_ylim(*limits)
    figure.set_size_inches(7, figure.get_figheight() + 1)
    figure.canvas.draw()
    assert axes.get_ylim() == limits
    marked = [dot for dot in artists(figure, "dot") if dot.get_gid()]
    dots = {dot.get_gid()[5:]: (dot.get_xdata()[0], dot.get_ydata()[0]) for dot in marked}
    said = [t for t in texts(figure, "value") if t.axes is axes and str(t.get_gid()).startswith("value-")]
    assert said and all(text.get_position() == pytest.approx(dots[text.get_gid()[6:]]) for text in said)
    inside = [v for v in (800, 850, 910, 960, 1020) if limits[0] <= v <= limits[1]]
    assert len([d for d in artists(figure, "dot") if d.axes is axes]) == len(inside)
    assert any("軸外" in note for note in figure.notes) is (len(inside) < 5)


def test_order_highlight_and_limit() -> None:
    figure = drawn(order=["grain_output"], limit=1)
    assert len(figure.axes) == 1 and "糧食" in figure.title
    assert any("另有2項" in note for note in figure.notes)
    shown = drawn(highlight="grain_output")
    dots = [dot for dot in artists(shown, "dot") if dot.get_gid()]
    grain = {dot.get_markeredgecolor() for dot in dots if dot.axes is shown.axes[1]}
    assert len(grain) == 1 and not grain & {d.get_markeredgecolor() for d in dots if d.axes is shown.axes[0]}
    with pytest.raises(ChartError, match="No row is called"):
        drawn(highlight="丙")


def test_words_for_what_cannot_be_drawn() -> None:
    with pytest.raises(DataError, match=r"type ha.plot_periods\(ha.extract\(article\)\)"):
        plot_periods(ha.load_article())
    assert "無圖可畫" in plot_periods(ha.load_metrics()).title


def test_all_charts_of_an_article_have_those_of_its_structure_only_where_there_are_any() -> None:
    article = ha.parse_article(GRP, published="2026-02-01", place="甲县")
    assert "periods" in ha.draw_all(article, ha.extract(article))
    assert not {"parts", "targets", "periods"} & set(ha.draw_all(ha.load_article(), ha.load_metrics()))
