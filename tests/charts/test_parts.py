"""Parts of a whole: what is one and what is not, and marks whose words stay with them."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pandas as pd
import pytest
from made import LANGUAGES, artists, texts, words
from matplotlib.colors import to_hex
from test_moved import check

import hulin_analysis as ha
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.items import items_of
from hulin_analysis.charts.content.wholes import wholes_of
from hulin_analysis.charts.parts_chart import states_parts
from hulin_analysis.charts.theme import contrast
from hulin_analysis.errors import ChartError, DataError

#: The texts here are simplified, what is expected is traditional.
plot_parts = partial(ha.plot_parts, lang="zh-Hant")

INDUSTRIES = (
    "2025年,甲县实现地区生产总值1000.0亿元,增长5.2%。其中,第一产业增加值51.0亿元,增长3.1%;"
    "第二产业增加值352.1亿元,增长6.0%;第三产业增加值596.9亿元,增长5.0%。"
)
TRADE = "2025年,甲县货物进出口总额500.2亿元,其中出口300.1亿元,进口200.1亿元。"
PEOPLE = (
    "2025年,甲县常住人口120.5万人,其中城镇人口80.3万人,乡村人口40.2万人。城镇人口占66.6%,乡村人口占33.4%。"
)
FREIGHT = "2025年,甲县货物运输总量21473.5万吨,其中铁路684.1万吨、公路20512.9万吨、水运276.5万吨。"
TABLE = "表1 2023年甲县生产总值\n单位:亿元\n指标\t绝对量\n"
TABLE += "地区生产总值\t419.6\n第一产业\t49.3\n第二产业\t138.4\n第三产业\t231.9\n"


def extracted(text: str) -> pd.DataFrame:
    return ha.extract(ha.parse_article(text, published="2026-02-01", place="甲县"))


def found(text: str) -> tuple[list[list[str]], list[str]]:
    metrics = extracted(text)
    wholes, left_out = wholes_of(items_of(metrics, Catalog()))
    return [[part.shown for part in whole.parts] for whole in wholes], [one.reason for one in left_out]


@pytest.mark.parametrize(
    ("text", "wholes", "reasons"),
    [
        # levels that add up to what is stated of the whole
        (INDUSTRIES, [["51.0亿元", "352.1亿元", "596.9亿元"]], []),
        (TRADE, [["300.1亿元", "200.1亿元"]], []),
        (PEOPLE, [["80.3万人", "40.2万人"]], []),
        (FREIGHT, [["684.1万吨", "20512.9万吨", "276.5万吨"]], []),
        (TABLE, [["49.3億元", "138.4億元", "231.9億元"]], []),
        # within half of the last digit of each number, and not beyond
        ("2025年,进出口500亿元,其中出口300.4亿元,进口199.8亿元。", [["300.4亿元", "199.8亿元"]], []),
        ("2025年,进出口500.0亿元,其中出口300.0亿元,进口199.8亿元。", [], ["other"]),
        ("2025年,进出口500亿元,其中出口300亿元,进口201亿元。", [["300亿元", "201亿元"]], []),
        ("2025年,进出口500亿元,其中出口300亿元,进口202亿元。", [], ["other"]),
        # shares that add up to a hundred
        ("2025年,三次产业结构为5.1:35.2:59.7。", [["5.1", "35.2", "59.7"]], []),
        ("2025年,三次产业结构为5.1:35.2:60.9。", [], []),
        ("2025年,工业增加值中,轻工业占30%,重工业占70%。", [["30%", "70%"]], []),
        ("2025年,工业增加值中,轻工业占30%,重工业占60%。", [], ["other"]),
        (
            "2025年,第一产业增加值占地区生产总值的比重为5.1%,第二产业增加值比重为35.2%,第三产业增加值比重为59.7%。",
            [["5.1%", "35.2%", "59.7%"]],
            [],
        ),
        # parts of different wholes
        ("2025年,轻工业占全省的60%,重工业占全国的40%。", [], []),
        # two ways to divide a whole that add up by chance
        ("2025年,进出口500亿元,其中出口300亿元,民营企业200亿元。", [], []),
        # some of the parts
        ("2025年,地区生产总值1000亿元,第二产业增加值352亿元,第三产业增加值597亿元。", [], ["missing"]),
        # hedges and ranges add up to nothing
        ("2025年,进出口500亿元,其中出口约300亿元,进口200亿元。", [], ["unsure"]),
        ("2025年,进出口超500亿元,其中出口300亿元,进口200亿元。", [], ["unsure"]),
        ("2025年,工业增加值中,轻工业占30%至35%,重工业占70%。", [], ["unsure"]),
        # what cannot be added up
        ("2025年,城镇居民人均可支配收入4万元,农村居民人均可支配收入2万元。", [], []),
        # of different years, of a target and a result, in different units
        ("2025年,进出口500亿元。2025年,出口300亿元。2024年,进口200亿元。", [], []),
        ("2025年,进出口500亿元,其中出口300亿元。2025年,进口力争达到200亿元。", [], []),
        ("2025年,进出口500亿元,其中出口300亿元,进口200亿美元。", [], []),
        # growth is no part
        ("2025年,进出口增长5%,其中出口增长3%,进口增长2%。", [], []),
        # a whole without parts, parts without a whole
        ("2025年,进出口500亿元。", [], []),
        ("2025年,出口300亿元,进口200亿元。", [], []),
    ],
)  # fmt: skip
def test_what_is_a_whole_and_what_is_not(text: str, wholes: list[list[str]], reasons: list[str]) -> None:
    metrics = extracted(text)
    assert found(text) == (wholes, reasons)
    assert states_parts(metrics) is bool(wholes)


def test_the_later_of_two_structures_is_read_as_well() -> None:
    text = "2025年,三次产业结构由8.7:41.2:50.1调整为7.4:39.6:53.0。"
    wholes, _ = found(text)
    assert ["7.4", "39.6", "53.0"] in wholes


def test_a_place_or_an_invented_part_needs_no_vocabulary() -> None:
    text = "表1 甲县人口\n单位:人\n地区\t人口\n全县\t3000\n　　子镇\t1200\n　　丑镇\t1800\n"
    assert found(text) == ([["1200人", "1800人"]], [])


def drawn(**options: object) -> AnnotatedFigure:
    return plot_parts(extracted(INDUSTRIES + TRADE + PEOPLE + FREIGHT), **options)


def test_each_part_is_as_long_as_its_number_and_no_gap_is_filled() -> None:
    figure = drawn()
    for axes, total in zip(figure.axes, (1e11, 5.002e10, 1.205e6, 2.14735e8), strict=True):
        bars = [bar for bar in artists(figure, "segment") if bar.axes is axes]
        assert axes.get_xlim() == pytest.approx((0, total))
        ends = [bar.get_x() + bar.get_width() for bar in bars]
        assert [bar.get_x() for bar in bars] == pytest.approx([0, *ends[:-1]])
        assert ends[-1] == pytest.approx(total)
    # The shares of town and country are said at their bars, and drawn once.
    assert "33.4%" in " ".join(words(figure, "value"))


def test_what_is_not_whole_is_said_and_not_drawn() -> None:
    figure = plot_parts(
        extracted(TRADE + "2025年,地区生产总值1000亿元,第二产业增加值352亿元,第三产业增加值597亿元。")
    )
    assert len(figure.axes) == 1
    assert any("只說了其中幾部分" in note and "地區生產總值" in note for note in figure.notes)
    nothing = plot_parts(extracted("2025年,进出口500亿元,其中出口约300亿元,进口200亿元。"))
    assert "無圖可畫" in nothing.title and any("約數" in note for note in nothing.notes)


SPLITS = (
    "表1 2025年甲县人口\n单位:万人\n指标\t年末数\n常住人口\t120.5\n其中:城镇\t80.3\n　　　乡村\t40.2\n"
    "其中:男性\t60.5\n　　　女性\t60.0\n其中:0—15岁\t20.1\n　　　16—59岁\t70.2\n　　　60周岁及以上\t30.2\n"
)


@pytest.mark.parametrize(
    ("lang", "splits"),
    [
        ("zh-Hant", ("按城鄉", "按性別", "按年齡")),
        ("zh-Hans", ("按城乡", "按性别", "按年龄")),
        ("en", ("by town and country", "by sex", "by age")),
    ],
)
def test_bars_of_one_whole_say_how_it_is_divided(lang: str, splits: tuple[str, ...]) -> None:
    figure = plot_parts(extracted(SPLITS), lang=lang)
    said = "".join(words(figure, "label"))
    assert len(figure.axes) == 3 and all(split in said for split in splits)
    # A single bar needs no more than its name.
    assert splits[0] not in "".join(words(plot_parts(extracted(PEOPLE), lang=lang), "label"))


def test_a_split_said_as_levels_and_as_shares_is_drawn_once_unless_they_differ() -> None:
    figure = plot_parts(extracted(INDUSTRIES + "三次产业结构为5.1:35.2:59.7。"))
    assert len(figure.axes) == 1
    assert any("又以比重說" in note and "59.7" in note for note in figure.notes)
    assert len(plot_parts(extracted(INDUSTRIES + "三次产业结构为5.3:35.2:59.5。")).axes) == 2


def test_a_single_structure_is_the_title_with_the_year_it_came_to() -> None:
    figure = plot_parts(extracted("2025年,三次产业结构为5.1:35.2:59.7。"))
    assert figure.title == "2025年三次產業結構為5.1∶35.2∶59.7"
    text = "2021—2025年,三次产业结构由11.4∶38.7∶49.9调整为9.6∶37.9∶52.5。"
    figure = plot_parts(extracted(text), order="text", limit=2)
    assert [axes.get_xlim()[1] for axes in figure.axes] == pytest.approx([100, 100])
    # What it came from is not of the last year, what it came to is.
    said = "".join(words(figure, "label")) + figure.alt + "".join(words(figure, "subtitle"))
    assert "2025年（部分未註明時期）" in said and "按三次產業" not in said
    text = "2021—2025年,三次产业结构调整为9.6∶37.9∶52.5。"
    assert plot_parts(extracted(text)).title == "2025年三次產業結構為9.6∶37.9∶52.5"


@pytest.mark.parametrize("width", range(320, 420, 20))
def test_no_number_is_parted_from_its_mark_in_a_narrow_part(width: int) -> None:
    many = "".join(f"2025年,甲县棉花产量{n + 1}吨。" for n in range(60))
    trade = "2025年,甲县货物进出口总额92.58亿元,其中出口71.36亿元,进口21.22亿元。"
    figure = plot_parts(extracted(many + trade), width=width)
    for line in words(figure, "value"):
        assert line.count("(") == line.count(")")
        assert line[:1] not in "：∶"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 600, 960])
def test_nothing_overlaps_at_any_width(width: int, lang: str) -> None:
    check(drawn(width=width, lang=lang))
    check(drawn(width=width, lang=lang, theme="dark", quotes="none"))


@pytest.mark.parametrize("limits", [(0, 2e11), (-2e10, 1e11), (3e10, 6e10)])
def test_words_stay_at_their_parts_where_limits_move(limits: tuple[float, float]) -> None:
    figure = drawn()
    axes = figure.axes[0]
    axes.set_xlim(*limits)
    figure.set_size_inches(7, figure.get_figheight() + 1)
    figure.canvas.draw()
    assert axes.get_xlim() == limits
    bars = {
        bar.get_gid().removeprefix("mark-"): bar for bar in artists(figure, "segment") if bar.axes is axes
    }
    said = [t for t in texts(figure, "value") if t.axes is axes and str(t.get_gid()).startswith("value-")]
    assert said
    for text in said:
        bar = bars[text.get_gid().removeprefix("value-")]
        low, high = max(bar.get_x(), limits[0]), min(bar.get_x() + bar.get_width(), limits[1])
        assert text.get_position()[0] == pytest.approx((low + high) / 2)
    assert any("總數的全部" in note for note in figure.notes) is not (limits[0] <= 0 and limits[1] >= 1e11)


def test_neighbours_are_told_apart_in_grey() -> None:
    for theme in ("light", "dark"):
        figure = drawn(theme=theme)
        for axes in figure.axes:
            bars = [bar for bar in artists(figure, "segment") if bar.axes is axes]
            colours = [to_hex(bar.get_facecolor()) for bar in bars]
            assert all(contrast(one, other) > 1.4 for one, other in pairwise(colours))


def test_order_highlight_and_limit() -> None:
    figure = drawn(order="value", limit=1)
    widths = [bar.get_width() for bar in artists(figure, "segment")]
    assert widths == sorted(widths, reverse=True) and len(figure.axes) == 1
    assert any("另有3項" in note for note in figure.notes)
    first = drawn(order=["進口"], highlight="進口").axes[1]
    bars = [bar for bar in artists(first.figure, "segment") if bar.axes is first]
    assert bars[0].get_width() == pytest.approx(2.001e10)
    with pytest.raises(ChartError, match="No row is called"):
        drawn(highlight="丙")


def test_a_target_is_hatched_and_said() -> None:
    figure = plot_parts(extracted("2026年,力争进出口达到500亿元,其中出口300亿元,进口200亿元。"))
    assert {bar.get_hatch() for bar in artists(figure, "segment")} == {"/////"}
    assert "目標" in " ".join(words(figure, "subtitle"))


def test_words_for_what_cannot_be_drawn() -> None:
    with pytest.raises(DataError, match=r"type ha.plot_parts\(ha.extract\(article\)\)"):
        plot_parts(ha.load_article())
    assert "無圖可畫" in plot_parts(ha.load_metrics()).title
    assert not states_parts(ha.load_metrics())
