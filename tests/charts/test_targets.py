"""Results beside targets: what is met, missed or left open, and marks that stay with their words."""

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
from hulin_analysis.charts.content.targets import aimed
from hulin_analysis.errors import ChartError, DataError

#: The texts here are simplified, what is expected is traditional.
plot_targets = partial(ha.plot_targets, lang="zh-Hant")

HEAD = "表1 甲县主要预期指标\n指标\t单位\t2025年计划\t2025年实际\t2026年计划\n"
ROWS = (
    "地区生产总值增长\t%\t5.0\t5.2\t5.0\n固定资产投资增长\t%\t6.0\t-1.3\t4.0\n"
    "社会消费品零售总额增长\t%\t6.0\t5.8\t6.0\n城镇新增就业\t万人\t2.0\t2.1\t2.0\n"
    "城镇调查失业率\t%\t5.5\t5.1\t5.5\n粮食产量\t万吨\t30\t31.2\t30\n"
)


def extracted(text: str) -> pd.DataFrame:
    return ha.extract(ha.parse_article(text, published="2026-02-01", place="甲县"))


def pairs(text: str) -> list[tuple[str, str | None, str | None, bool | None]]:
    return [
        (
            one.result.shown,
            one.target and one.target.shown,
            one.following and one.following.shown,
            one.met,
        )
        for one in aimed(items_of(extracted(text), Catalog()))
    ]


GRP, AIM = "2025年,地区生产总值增长", "2025年,地区生产总值力争增长"


@pytest.mark.parametrize(
    ("text", "met"),
    [
        (f"{AIM}5%。{GRP}5.2%。", True),
        (f"{AIM}5%。{GRP}5%。", True),
        (f"{AIM}5%。{GRP}4.9%。", False),
        (f"{AIM}5%以上。{GRP}5.2%。", True),
        (f"{AIM}5%以上。{GRP}4.9%。", False),
        # about: met from above, open from below
        (f"{AIM}5%左右。{GRP}5.2%。", True),
        (f"{AIM}5%左右。{GRP}4.9%。", None),
        # a hedged result
        (f"{AIM}5%。{GRP}超5%。", True),
        (f"{AIM}5%。{GRP}超4%。", None),
        (f"{AIM}5%。{GRP}近5%。", None),
        (f"{AIM}5%。{GRP}5%左右。", None),
        # a range that was aimed at
        (f"{AIM}5%—5.5%。{GRP}5.2%。", True),
        (f"{AIM}5%—5.5%。{GRP}4.8%。", False),
        # a fall where a rise was aimed at
        (f"{AIM}5%。2025年,地区生产总值下降1.2%。", False),
    ],
)
def test_met_missed_or_open(text: str, met: bool | None) -> None:
    [(_, target, _, found)] = pairs(text)
    assert target is not None and found is met


@pytest.mark.parametrize(
    ("row", "met"),
    [
        ("城镇调查失业率\t%\t5.5\t5.1\t5.5\n", True),
        ("城镇调查失业率\t%\t5.5\t5.8\t5.5\n", False),
        ("城镇新增就业\t万人\t2.0\t1.9\t2.0\n", False),
        ("城镇登记失业率\t%\t4.5\t4.7\t4.5\n", False),
        # what the vocabulary does not know may be better by less
        ("投诉件数\t件\t200\t250\t200\n", None),
    ],
)
def test_less_may_be_better(row: str, met: bool | None) -> None:
    [one] = aimed(items_of(extracted(HEAD + row), Catalog()))
    assert one.target and one.following and one.met is met


@pytest.mark.parametrize(
    "text",
    [
        f"{GRP}5.2%。",
        "2026年,地区生产总值力争增长5%。",
        # of another year than the next, of another length, of several years
        f"{GRP}5.2%。2028年,地区生产总值力争增长5%。",
        f"{GRP}5.2%。2026—2030年,地区生产总值力争年均增长5%。",
        "2021—2025年,地区生产总值增长33%。2026—2030年,地区生产总值力争增长30%。",
        # a level and a rate, another place
        "2025年,地区生产总值500亿元。2026年,地区生产总值力争增长5%。",
        f"{GRP}5.2%。2026年,粮食产量力争增长5%。",
    ],
)
def test_what_is_no_pair(text: str) -> None:
    assert pairs(text) == []
    assert "無圖可畫" in plot_targets(extracted(text)).title


def test_the_next_target_is_beside_the_result_and_judges_nothing() -> None:
    assert pairs(f"{GRP}4.2%。2026年,地区生产总值力争增长5%。") == [("4.2%", None, "5%", None)]
    assert pairs("2025年末,常住人口12万人。2026年,常住人口力争达到13万人。")[0][2] == "13万人"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{GRP}4.2%。2026年,地区生产总值力争增长5%左右。", "地區生產總值增長4.2%，2026年目標為增長5%左右"),
        (f"{AIM}5%。{GRP}4.9%。", "地區生產總值增長4.9%，目標為增長5%，未達到"),
        (f"{AIM}5%。2025年,地区生产总值下降1.2%。", "地區生產總值下降1.2%，目標為增長5%，未達到"),
        ("2025年末,常住人口12万人。2026年,常住人口力争达到13万人。", "常住人口12万人，2026年目標為13万人"),
    ],
)
def test_the_title_of_a_single_row_says_what_rose_and_what_is_aimed_at(text: str, title: str) -> None:
    assert plot_targets(extracted(text)).title == title


def drawn(**options: object) -> AnnotatedFigure:
    return plot_targets(extracted(HEAD + ROWS), **options)


def test_a_dot_for_the_result_and_squares_for_the_targets_at_their_values() -> None:
    figure = drawn()
    rates = [dot for dot in artists(figure, "dot") if dot.axes is figure.axes[0]]
    at = {(round(dot.get_ydata()[0]), dot.get_marker()): set() for dot in rates}
    for dot in rates:
        at[round(dot.get_ydata()[0]), dot.get_marker()].add(dot.get_xdata()[0])
    assert at == {
        (0, "o"): {5.2}, (0, "s"): {5.0}, (1, "o"): {-1.3}, (1, "s"): {6.0, 4.0},
        (2, "o"): {5.8}, (2, "s"): {6.0},
    }  # fmt: skip
    assert all(axes.get_xlim()[0] <= 0 for axes in figure.axes)
    assert figure.title == "6項有結果也有目標：4項達到，2項未達到"


def test_unlike_things_share_no_scale_and_counts_of_one_name_are_only_counted() -> None:
    assert len(drawn().axes) == 4
    text = "2025年,新建公园12座。2026年,力争新建公园20座。" + f"{GRP}5.2%。2026年,地区生产总值力争增长5%。"
    figure = plot_targets(extracted(text))
    assert len(figure.axes) == 1 and any("1項同名的計數" in note for note in figure.notes)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 600, 960])
def test_nothing_overlaps_at_any_width(width: int, lang: str) -> None:
    check(drawn(width=width, lang=lang))
    check(drawn(width=width, lang=lang, theme="dark", quotes="none"))


@pytest.mark.parametrize("limits", [(0, 30), (-10, 7), (5.1, 5.9)])
def test_words_stay_in_the_rows_of_their_marks(limits: tuple[float, float]) -> None:
    figure = drawn()
    axes = figure.axes[0]
    axes.set_xlim(*limits)
    figure.set_size_inches(7, figure.get_figheight() + 1)
    figure.canvas.draw()
    assert axes.get_xlim() == limits
    rows = {dot.get_gid()[5:]: round(dot.get_ydata()[0]) for dot in artists(figure, "dot") if dot.get_gid()}
    said = [t for t in texts(figure, "value") if t.axes and str(t.get_gid()).startswith("value-")]
    assert len(said) == 18
    assert all(text.get_position()[1] == rows[text.get_gid()[6:]] for text in said)
    outside = [v for v in (5.2, 5.0, -1.3, 6.0, 4.0, 5.8) if not limits[0] <= v <= limits[1]]
    assert bool(texts(figure, "arrow")) is bool(outside)
    assert any("軸外" in note for note in figure.notes) is bool(outside)


def test_order_highlight_and_limit() -> None:
    assert words(drawn(order=["grain_output"]), "label")[3:] == ["糧食產量", "城鎮新增就業", "城鎮調查失業率"]
    figure = drawn(limit=2, highlight="grp")
    assert any("另有4項" in note for note in figure.notes)
    results = [dot for dot in artists(figure, "dot actual") if dot.get_gid()]
    assert len({dot.get_markeredgecolor() for dot in results}) == len(results) == 2
    with pytest.raises(ChartError, match="No row is called"):
        drawn(order=["丙"])


def test_words_for_what_cannot_be_drawn() -> None:
    with pytest.raises(DataError, match=r"type ha.plot_targets\(ha.extract\(article\)\)"):
        plot_targets(ha.load_article())
    assert "無圖可畫" in plot_targets(ha.load_metrics()).title
