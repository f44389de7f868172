"""The scorecard: what stands on a row, in which section, and how many rows a page has."""

from __future__ import annotations

import pytest
from made import artists, boxes, made, overlaps, texts, words

import hulin_analysis as ha
from hulin_analysis import vocabulary
from hulin_analysis.charts import plot_indicators
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.items import aims, items_of, joined_items, nested
from hulin_analysis.charts.content.sections import chosen, main_period, sections_of

HANT = Catalog("zh-Hant")
YEAR = "2024年,甲縣"
# Of a communiqué: twelve things and more, so that they are divided.
LONG = (
    "2024年,甲縣地區生產總值300億元,增長5.6%,其中第一產業增加值30億元,增長3%,第二產業增加值120億元,增長6%。"
    "規模以上工業增加值增長7%。固定資產投資增長4%。社會消費品零售總額90億元,增長5%。進出口總額20億元,下降2%。"
    "一般公共預算收入12億元,增長3%。居民人均可支配收入28000元,增長5.5%。城鎮新增就業3000人。糧食產量40萬噸,增長1%。"
    "居民消費價格上漲0.3%。高新技術企業120家。電力產業合作社章程制定率達90%。"
)


def items(text: str):
    return items_of(ha.extract(ha.parse_article(text)), HANT)


def rows(figure) -> dict[str, tuple[str, str, str]]:
    """Return of each name the words of its level, its change and its target, by the place of its row."""
    found = {}
    for label in texts(figure, "label"):
        at = label.get_position()[1]
        beside = [
            "".join(t.get_text() for t in texts(figure, tag) if t.get_position()[1] == at)
            for tag in ("level", "value", "aim")
        ]
        found[label.get_text()] = tuple(beside)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{YEAR}糧食產量20萬噸,增長8.7%。", {"糧食產量": ("20萬噸", "8.7%", "")}),
        (f"{YEAR}糧食產量20萬噸。", {"糧食產量": ("20萬噸", "", "")}),
        (f"{YEAR}糧食產量下降2.5%。", {"糧食產量": ("", "−2.5%", "")}),
        (
            f"{YEAR}城鎮調查失業率5.1%,下降0.2個百分點。",
            {"城鎮調查失業率": ("5.1%", "−0.2個百分點", "")},
        ),
        (
            f"{YEAR}地區生產總值300億元,增長5.6%。2025年,甲縣地區生產總值力爭增長5%左右。",
            {"地區生產總值": ("300億元", "5.6%", "+5%左右")},
        ),
        (f"{YEAR}固定資產投資約90億元,增長超4%。", {"固定資產投資": ("約90億元", "超4%", "")}),
    ],
)
def test_a_row_has_level_change_and_target_in_the_words_of_the_text(text: str, expected: dict) -> None:
    assert rows(plot_indicators(ha.extract(ha.parse_article(text)))) == expected


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("2024年,甲縣出口增長8%。2025年,甲縣出口力爭增長6%。", 1),
        # Nothing tells which of two results, or of two targets, belongs to the other.
        ("2024年,甲縣出口增長8%。2024年,甲縣出口增長9%。2025年,甲縣出口力爭增長6%。", 0),
        ("2024年,甲縣出口增長8%。2025年,甲縣出口力爭增長6%。2025年,甲縣出口力爭增長7%。", 0),
        # A quarter's result is none of a target for the year.
        ("2024年第四季度,甲縣出口增長8%。2025年,甲縣出口力爭增長6%。", 0),
        ("2024年,甲縣出口增長8%。2025年,甲縣進口力爭增長6%。", 0),
        ("2024年,甲縣出口增長8%。2025年,乙縣出口力爭增長6%。", 0),
    ],
)
def test_a_target_stands_beside_its_result_where_there_is_one_of_each(text: str, pairs: int) -> None:
    assert len(aims(items(text))) == pairs


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2024年,甲縣出口增長8%。2024年,甲縣出口20億元,增長8%。", 1),
        ("2024年,甲縣出口增長8%。2024年,甲縣出口20億元,增長9%。", 2),
        ("2024年,甲縣出口增長8%。2023年,甲縣出口增長8%。", 2),
        ("2024年,甲縣出口增長8%。2024年,乙縣出口增長8%。", 2),
        ("2024年,甲縣出口增長8%左右。2024年,甲縣出口增長8%。", 2),
    ],
)
def test_what_is_said_twice_has_one_row_and_what_differs_has_two(text: str, left: int) -> None:
    assert len(joined_items(items(text))) == left


def test_parts_stand_behind_their_whole_and_are_indented() -> None:
    found = items(f"{YEAR}進口5億元。出口20億元,其中鋼材8億元、糧食3億元。")
    assert [deep for _, deep in nested(found)] == [0, 0, 1, 1]
    figure = plot_indicators(ha.extract(ha.parse_article(LONG)))
    left = {t.get_text(): t.get_window_extent().x0 for t in texts(figure, "label")}
    assert left["第一產業增加值"] > left["地區生產總值"] + 8


def test_many_rows_stand_under_groups_of_indicators_in_the_order_of_the_vocabulary() -> None:
    headings = [section.heading for section in sections_of(items(LONG), HANT)]
    names = [row["zh"] for row in vocabulary.table("indicator_groups").values()]
    known = [HANT.chinese(name) for name in names]
    assert headings[0] == "經濟總量" and headings[-1] == "其他"
    assert [known.index(name) for name in headings[:-1]] == sorted(
        known.index(name) for name in headings[:-1]
    )
    assert sections_of(items(f"{YEAR}出口20億元。"), HANT)[0].heading == ""


def test_short_headings_of_the_article_head_the_sections() -> None:
    parts = {
        "一、綜合": "地區生產總值300億元,增長5.6%。人均地區生產總值6萬元,增長5%。居民消費價格上漲0.3%。",
        "二、工業": "規模以上工業增加值增長7%。鋼材產量40萬噸,增長2%。水泥產量50萬噸,下降3%。發電量增長4%。",
        "三、財政": "一般公共預算收入12億元,增長3%。稅收收入9億元,增長2%。一般公共預算支出增長1%。",
        "四、農業": "糧食產量40萬噸,增長1%。蔬菜產量90萬噸,增長2%。水產品產量3萬噸,增長4%。",
    }
    text = "甲縣統計公報\n\n" + "\n\n".join(f"{name}\n\n{YEAR}{said}" for name, said in parts.items())
    found = sections_of(items(text), HANT)
    assert [section.heading for section in found] == list(parts)
    assert {row.item.label for row in found[1].rows} >= {"鋼材產量", "水泥產量"}


def test_other_periods_and_targets_have_sections_of_their_own() -> None:
    text = (
        "2024年,甲縣出口增長8%,進口增長3%。2021—2025年,甲縣糧食產量年均增長2%。2025年,甲縣發電量力爭增長6%。"
    )
    found = sections_of(items(text), HANT)
    assert (found[0].heading, found[-1].heading) == ("", "2025年目標")
    assert main_period(items(text)) == "2024"


def test_a_mean_of_years_and_an_unusual_base_are_said() -> None:
    figure = plot_indicators(
        ha.extract(ha.parse_article("2021—2025年,甲縣出口年均增長8%。2025年,甲縣進口比2020年增長30%。"))
    )
    said = " ".join(words(figure, "label"))
    assert "年均" in said and "比2020年" in said


@pytest.mark.parametrize("count", [1, 8, 30, 120])
@pytest.mark.parametrize("width", [360, 600, 960])
def test_any_number_of_rows_is_a_page_and_what_is_left_out_is_counted(count: int, width: int) -> None:
    it = made("indicator", count, status="actual")
    figure = plot_indicators(it.metrics, width=width, quotes="none")
    figure.canvas.draw()
    drawn = len([dot for dot in artists(figure, "dot") if dot.get_gid()])
    assert drawn == min(count, 50)
    counted = [note for note in figure.notes if "另有" in note and "數據表" in note]
    assert bool(counted) == (count > 50)
    assert not counted or f"另有{count - 50}項" in counted[0]
    found = texts(figure)
    extents = boxes(found)
    assert [(found[i].get_text(), found[j].get_text()) for i, j in overlaps(extents)] == []
    assert extents[:, 0].min() >= 0 and extents[:, 2].max() <= figure.canvas.get_width_height()[0]


def test_limit_draws_more_and_fewer() -> None:
    metrics = made("indicator", 60, status="actual").metrics
    for limit in (5, 60):
        figure = plot_indicators(metrics, limit=limit, quotes="none")
        assert len([dot for dot in artists(figure, "dot") if dot.get_gid()]) == limit


def test_the_most_important_rows_are_kept() -> None:
    kept = {item.indicator_id for item in chosen(items(LONG), 3)}
    order = vocabulary.table("findings")["importance"]["order"]
    assert kept == {"grp", "industrial_value_added_above_size", "fixed_asset_investment"} == set(order[:3])


def test_a_rate_far_beyond_the_others_has_an_arrow() -> None:
    text = f"{YEAR}出口增長5%,進口增長6%,糧食產量增長4%,鋼材產量增長7%,水泥產量增長3%,發電量增長190%。"
    figure = plot_indicators(ha.extract(ha.parse_article(text)))
    assert [word for word in words(figure, "value") if word.startswith("→")] == ["→ 190%"]
    assert any("軸外" in note for note in figure.notes)
    assert figure.axes[0].get_xlim()[1] < 20


def test_words_of_a_fall_stand_at_the_right_of_zero() -> None:
    figure = plot_indicators(ha.extract(ha.parse_article(f"{YEAR}出口增長5%,進口下降6%。")))
    (fall,) = (text for text in texts(figure, "value") if text.get_text().startswith("−"))
    zero = figure.axes[0].transData.transform((0, 0))[0]
    assert fall.get_window_extent().x0 >= zero


def test_names_that_are_asked_for_come_first_and_sections_go() -> None:
    metrics = ha.extract(ha.parse_article(LONG))
    figure = plot_indicators(metrics, order=["糧食產量", "grp"])
    assert words(figure, "label")[:2] == ["糧食產量", "地區生產總值"] and words(figure, "heading") == []
    ranked = plot_indicators(metrics, order="value")
    rates = [float(word.strip("−%")) * (-1 if "−" in word else 1) for word in words(ranked, "value")]
    assert rates == sorted(rates, reverse=True)


def test_a_number_that_is_a_result_here_and_an_estimate_there_is_an_estimate() -> None:
    text = "預計2024年甲縣糧食產量40萬噸,增長1%。2024年,甲縣糧食產量40萬噸。"
    (item,) = joined_items(items(text))
    assert item.status == "expected" and item.change is not None


def test_what_has_no_name_is_never_said_twice() -> None:
    metrics = ha.extract(ha.parse_article("2021年，某县新闻。增速达到4%。增速为4%。", published="2022-02-02"))
    items = items_of(metrics, Catalog("zh-Hans"))
    assert [item.name for item in items] == ["", ""]
    assert joined_items(items) == items
