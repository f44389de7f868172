from __future__ import annotations

import pandas as pd
import pytest
from made import LANGUAGES, artists, made_comparison, stated_by, texts, words

import hulin_analysis as ha
from hulin_analysis.charts import plot_places, save, theme
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import of_places
from hulin_analysis.errors import ChartError, DataError
from hulin_analysis.quotes import mark


def comparison(said: dict[str, str | list[str]], indicator: str = "grp", **asked) -> pd.DataFrame:
    """Compare places by what their documents say: one text, or several, the later the newer."""
    documents = [
        stated_by(place, f"2026-0{month + 1}-10", f"2025年,{text}。")
        for place, given in said.items()
        for month, text in enumerate([given] if isinstance(given, str) else given)
    ]
    return ha.compare(pd.concat(documents, ignore_index=True), indicator, **asked)


RATES = {"甲縣": "地區生產總值增長5.4%", "乙縣": "地區生產總值增長6.1%", "丙縣": "地區生產總值增長4.9%"}


def values(figure) -> list[str]:
    """Return the words of the rows' numbers, a row a text."""
    rows: dict[float, str] = {}
    for text in texts(figure, "value"):
        y = round(text.get_position()[1], 2)
        rows[y] = rows.get(y, "") + text.get_text()
    return list(rows.values())


def test_places_are_ranked_with_the_words_of_the_text_and_marks_in_their_order() -> None:
    figure = plot_places(comparison(RATES))
    assert words(figure, "label") == ["乙縣", "甲縣", "丙縣"]
    assert values(figure) == [f"6.1%{mark(1)}", f"5.4%{mark(2)}", f"4.9%{mark(3)}"]
    heights = [text.get_position()[1] for text in texts(figure, "label")]
    assert heights == sorted(heights)
    assert [dot.get_xdata()[0] for dot in artists(figure, "dot") if dot.get_gid()] == [6.1, 5.4, 4.9]


def test_what_conflicts_is_a_small_mark_on_the_same_row_joined_by_a_line() -> None:
    table = comparison({**RATES, "丁縣": ["地區生產總值增長5.8%", "地區生產總值增長5.3%"]})
    figure = plot_places(table)
    row = values(figure)[2]
    assert row.replace(" ", "") == f"5.3%{mark(3)}另說5.8%{mark(4)}"
    (line,) = artists(figure, "conflict")
    assert list(line.get_xdata()) == [5.3, 5.8]
    dots = [dot for dot in artists(figure, "dot") if dot.get_ydata()[0] == line.get_ydata()[0]]
    assert {dot.get_xdata()[0]: dot.get_markerfacecolor() for dot in dots} == {
        5.3: theme.ACCENT, 5.8: theme.CONTEXT,
    }  # fmt: skip
    assert min(dots, key=lambda dot: dot.get_markersize()).get_xdata()[0] == 5.8
    assert "同一地另有不同說法" in words(figure, "key")
    assert any("丁縣" in note for note in figure.notes)
    assert "另說5.8%" in figure.alt
    quoted = "".join(words(figure, "quote"))
    assert f"5.3%{mark(3)}" in quoted and f"5.8%{mark(4)}" in quoted


def with_fourth(*said: str) -> dict[str, str | list[str]]:
    return {**RATES, "丁縣": [f"地區生產總值{text}" for text in said]}


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (RATES, "增速：3地中乙縣最高（6.1%），丙縣最低（4.9%）"),
        (with_fourth("增長6.1%"), "增速：4地中丁縣、乙縣最高（6.1%），丙縣最低（4.9%）"),
        (with_fourth("增長超過5%"), "增速：4地，乙縣列首（6.1%），丙縣列末（4.9%）"),
        (with_fourth("力爭增長9%"), "增速：3地中乙縣最高（6.1%），丙縣最低（4.9%）"),
        (with_fourth("增長7%", "增長5%"), "增速：4地，乙縣列首（6.1%），丙縣列末（4.9%）"),
        (with_fourth("增長5.2%", "增長5.3%"), "增速：4地中乙縣最高（6.1%），丙縣最低（4.9%）"),
        (with_fourth("下降1%"), "增速：4地中乙縣最高（6.1%），丁縣最低（降1%）"),
        (dict.fromkeys(("甲縣", "乙縣"), "地區生產總值增長5%"), "增速：2地都是5%"),
        (
            {"甲縣": "地區生產總值2億元", "乙縣": "地區生產總值3億元"},
            "：2地中乙縣最高（3億元），甲縣最低（2億元）",
        ),
    ],
)
def test_the_title_says_highest_only_where_the_words_leave_no_doubt(said, title: str) -> None:
    assert plot_places(comparison(said)).title == f"2025年地區生產總值{title}"


def test_what_is_compared_goes_by_its_usual_name() -> None:
    table = comparison({**RATES, "丁縣": "全縣生產總值增長9%"})
    assert table["indicator"].iloc[0] != "地區生產總值"
    assert plot_places(table).title.startswith("2025年地區生產總值增速：4地中丁縣最高")
    assert plot_places(table, lang="en").title.startswith("Growth in gross regional product, 2025")


def test_one_place_is_said_with_its_words() -> None:
    assert plot_places(comparison({"甲縣": RATES["甲縣"]})).title == "甲縣2025年地區生產總值增速：5.4%"


def test_targets_are_hollow_and_called_targets() -> None:
    figure = plot_places(comparison({p: f"力爭{text}" for p, text in RATES.items()}))
    assert figure.title.startswith("2025年地區生產總值增速目標：")
    assert "文中均為目標，不是結果" in "".join(words(figure, "subtitle"))
    assert {dot.get_markerfacecolor() for dot in artists(figure, "dot target")} == {theme.PAPER}
    assert "目標" not in "".join(words(figure, "value"))


def test_rates_far_from_zero_have_an_axis_that_says_so_and_sums_begin_at_zero() -> None:
    figure = plot_places(comparison(RATES))
    assert "橫軸不從零起" in "".join(words(figure, "subtitle")) and artists(figure, "stem") == []
    sums = plot_places(comparison({"甲縣": "地區生產總值300億元", "乙縣": "地區生產總值280億元"}))
    assert "橫軸" not in "".join(words(sums, "subtitle"))
    assert [stem.get_xdata()[0] for stem in artists(sums, "stem")] == [0, 0]
    assert [dot.get_xdata()[0] for dot in artists(sums, "dot")] == [300, 280]
    assert words(sums, "axis unit") == ["億元"]


def test_what_is_not_drawn_is_said() -> None:
    documents = [stated_by(place, "2026-01-10", f"2025年,{text}。") for place, text in RATES.items()]
    documents.append(stated_by("戊縣", "2026-01-10", "地區生產總值增長7%。"))
    documents.append(stated_by("己縣", "2026-01-10", "2025年,地區生產總值下降2%。"))
    documents.append(stated_by("庚縣", "2026-01-10", "2025年,地區生產總值增長9%。").assign(place=None))
    corpus = pd.concat(documents, ignore_index=True)
    notes = "".join(plot_places(ha.compare(corpus, "grp", change="increase", period="2025")).notes)
    for said in (
        "1個數字，文中未註明時期",
        "戊縣因此沒有記號",
        "己縣說的是相反方向",
        "1個數字，不知說的是何地",
    ):
        assert said in notes


def test_who_has_no_mark_is_named_with_the_reason() -> None:
    said = {
        **RATES,
        "丁縣": "力爭地區生產總值增長9%",
        "戊縣": "糧食產量增長2%",
        "己縣": "第三季度地區生產總值增長7%",
        "庚縣": "地區生產總值下降2%",
    }
    figure = plot_places(comparison(said, period="2025"))
    assert words(figure, "label") == ["乙縣", "甲縣", "丙縣", "庚縣"]
    assert "只說了目標、不與結果同列：丁縣9%。" in figure.notes
    assert "文中沒有這項數字：戊縣。" in figure.notes
    assert any("別的時期" in note and "己縣" in note and "7%" in note for note in figure.notes)
    mixed = plot_places(comparison(said, period="2025", status="any"))
    assert words(mixed, "label")[0] == "丁縣"


def test_of_many_places_the_first_are_drawn_and_the_rest_counted() -> None:
    table = made_comparison(20)
    figure = plot_places(table, limit=5)
    assert len(words(figure, "label")) == 5
    assert "只畫前5地，另有15地見數據表。" in figure.notes
    assert "20地" in figure.title


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_in_the_script_of_the_chart_and_quotes_verbatim(lang: str) -> None:
    figure = plot_places(comparison({"甲縣": "地區生產總值增長5.4%"}), lang=lang)
    assert words(figure, "label") == [{"zh-Hant": "甲縣", "zh-Hans": "甲县"}.get(lang, "Jiaxian County")]
    assert "2025年,地區生產總值增長5.4%" in "".join(words(figure, "quote"))
    assert figure.title in figure.alt and "2026-01-10" in figure.source


def test_the_same_sentence_of_two_documents_is_quoted_twice() -> None:
    figure = plot_places(comparison(dict.fromkeys(("甲縣", "乙縣"), "地區生產總值增長5%")))
    assert "".join(words(figure, "quote")).count("2025年,地區生產總值增長5%") == 2
    assert [text.split(" · ")[0] for text in words(figure, "section")] == ["乙縣", "甲縣"]


def test_ids_and_links_tell_the_documents_apart(tmp_path) -> None:
    figure = plot_places(comparison(RATES))
    gids = [dot.get_gid() for dot in artists(figure, "dot") if dot.get_gid()]
    assert len(gids) == len(set(gids)) == 3
    assert all("#:~:text=" in text.get_url() for text in texts(figure, "value"))
    first, second = (save(plot_places(comparison(RATES)), tmp_path / name, formats="svg")[0] for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_several_periods_are_refused_and_nothing_is_said_in_words() -> None:
    with pytest.raises(ChartError, match=r"2 periods; .* ha.compare\(corpus, 'grp', period='1991'\)[.]$"):
        plot_places(made_comparison(2, over="trend"))
    with pytest.raises(ChartError, match="limit is a whole number from 1"):
        plot_places(made_comparison(5), limit=0)
    with pytest.raises(DataError, match=r"type ha.plot_places\(ha.compare\(corpus, 'grp'\)\)[.]$"):
        plot_places(ha.load_metrics())
    empty = plot_places(made_comparison(5).iloc[:0])
    assert empty.title == "文中沒有所問的數字，無圖可畫" and empty.alt


def test_the_frame_is_left_as_it_was() -> None:
    table = made_comparison(5)
    before = table.copy(deep=True)
    plot_places(table)
    pd.testing.assert_frame_equal(table, before)


def test_province_and_nation_are_lines_from_the_texts_or_the_context() -> None:
    said = {**RATES, "丁市": "地區生產總值增長5.8%。全國地區生產總值增長5%,全省地區生產總值增長7.2%"}
    table = comparison(said, period="2025")
    figure = plot_places(table)
    places = {line.get_label(): line.get_xdata()[0] for line in artists(figure, "reference") if line.axes}
    assert words(figure, "label") == ["乙縣", "丁市", "甲縣", "丙縣"]
    assert {"全省7.2%", "全國5%"} <= set(words(figure, "key"))
    first = figure.axes[0]
    lines = {a.get_label(): a.get_xdata()[0] for a in first.get_lines() if "reference" in str(a.get_label())}
    assert lines == {"_reference province": 7.2, "_reference nation": 5.0} and set(places) == set(lines)
    assert first.get_xlim()[1] >= 7.2
    rates = ha.load_context()
    rates = rates[rates["indicator_id"] == "grp"].assign(period="2025")
    figure = plot_places(table, context=rates)
    assert {"黑龍江省6.1%", "全國8.1%"} <= set(words(figure, "key"))


def test_no_line_stands_for_what_texts_do_not_agree_on() -> None:
    said = {place: f"{text}。全國地區生產總值增長{n}%" for n, (place, text) in enumerate(RATES.items(), 5)}
    assert artists(plot_places(comparison(said, period="2025")), "reference") == []


def _own_and_rival(rival: str) -> tuple[float, float, float]:
    """Give how far the words of the main number are behind its dot, and the dot and those of the rival."""
    said = [stated_by("甲縣", "2026-02-01", "2025年,地區生產總值增長1%。")]
    said.append(stated_by("乙縣", "2026-01-01", f"2025年,地區生產總值增長{rival}。"))
    said.append(stated_by("乙縣", "2026-02-01", "2025年,地區生產總值增長5.3%。"))
    figure = plot_places(ha.compare(pd.concat(said, ignore_index=True), "grp", period="2025"), width=800)
    figure.canvas.draw()
    dots = {dot.get_xdata()[0]: dot.get_window_extent() for dot in artists(figure, "dot") if dot.get_gid()}
    number = next(text for text in texts(figure, "value") if text.get_text() == "5.3%").get_window_extent()
    other = next(text for text in texts(figure, "value") if "另說" in text.get_text()).get_window_extent()
    scale = figure.dpi / 72
    return (number.x0 - dots[5.3].x1) / scale, max(dots) - 5.3, (other.x0 - dots[max(dots)].x1) / scale


def test_the_words_of_the_main_number_stand_beside_its_own_mark_if_there_is_room() -> None:
    own, _, rival = _own_and_rival("8%")
    assert 0 <= own < 8 and 0 <= rival < 8
    # No room between the marks: all words behind the last, the main number first.
    own, apart, rival = _own_and_rival("5.4%")
    assert apart > 0 and own > 8 and rival > 30


def test_six_places_are_named_and_of_seven_the_first_six() -> None:
    names = [f"{name}縣" for name in "甲乙丙丁戊己庚"]
    catalog = Catalog("zh-Hant")
    assert of_places(names[:6], catalog) == "、".join(names[:6])
    assert "己縣" in of_places(names, catalog) and "庚縣" not in of_places(names, catalog)


def test_in_english_an_indicator_needs_no_id() -> None:
    said = [
        stated_by(place, "2026-02-01", f"2025年,蜂蜜庫存{n}噸。")
        for n, place in enumerate(("甲縣", "乙縣"), 3)
    ]
    chart = plot_places(ha.compare(pd.concat(said, ignore_index=True), "蜂蜜庫存"), lang="en")
    assert {"3 tonnes", "4 tonnes"} <= {text.get_text() for text in texts(chart)}
