from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, artists, boxes, made_comparison, stated_by, texts, words

import hulin_analysis as ha
from hulin_analysis.charts import plot_trend, theme
from hulin_analysis.charts.content.stretch import stretch
from hulin_analysis.charts.drawing.over_time import Box, Labelling
from hulin_analysis.errors import ChartError, DataError


def trend(*said: str) -> pd.DataFrame:
    """Compare the years of one place, one document a text, the later the newer."""
    documents = [stated_by("甲縣", f"2026-0{n + 1}-10", text) for n, text in enumerate(said)]
    return ha.compare(pd.concat(documents, ignore_index=True), "grp", place="甲縣")


YEARS = "2019年,地區生產總值增長6.4%。2020年,地區生產總值增長3.1%。2023年,地區生產總值增長5%。"


def dots(figure) -> dict[float, float]:
    """Return the marks of the rows: the number by the distance across."""
    found = {dot.get_xdata()[0]: dot.get_ydata()[0] for dot in artists(figure, "dot") if dot.get_gid()}
    return dict(sorted(found.items()))


def test_years_stand_at_true_distance_at_their_values() -> None:
    found = dots(plot_trend(trend(YEARS)))
    first, second, third = found
    assert list(found.values()) == [6.4, 3.1, 5.0]
    assert third - second == pytest.approx(3 * (second - first))


def test_lines_join_consecutive_facts_and_gaps_stay() -> None:
    figure = plot_trend(trend(YEARS, "2024年,預計地區生產總值增長4%。"))
    (line,) = artists(figure, "year to year")
    assert list(line.get_ydata()) == [6.4, 3.1]
    assert any("不作零" in note for note in figure.notes)
    expected = artists(figure, "dot expected")
    assert {dot.get_markerfacecolor() for dot in expected} == {theme.PAPER}


def test_a_longer_period_is_drawn_over_its_span_and_a_shorter_at_its_place() -> None:
    figure = plot_trend(
        trend(f"{YEARS}2021—2025年,地區生產總值年均增長5.6%。2025年上半年,地區生產總值增長5.2%。")
    )
    (first, value), (second, _), _ = dots(figure).items()
    year = second - first
    spans = {span.get_ydata()[0]: span.get_xdata() for span in artists(figure, "span") if span.get_gid()}
    assert spans[5.6] == pytest.approx((first + 1.5 * year, first + 6.5 * year))
    assert spans[5.2] == pytest.approx((first + 5.5 * year, first + 6.0 * year))
    assert "橫線：所說的整段時期" in words(figure, "key")
    assert value == 6.4


def test_a_plan_for_several_years_is_hollow() -> None:
    figure = plot_trend(trend(f"{YEARS}2026—2030年,力爭地區生產總值年均增長5%左右。"))
    assert len(artists(figure, "span target about")) == len(artists(figure, "hollow")) == 1
    assert len(artists(figure, "fade about")) >= 6


def test_a_longer_or_shorter_period_says_so_at_its_number_and_a_target_has_the_mark_of_the_key() -> None:
    text = f"{YEARS}2021—2025年,地區生產總值年均增長5.6%。2025年上半年,地區生產總值增長5.2%。"
    figure = plot_trend(trend(text, "2026—2030年,力爭地區生產總值年均增長5%左右。"))
    said = "".join(words(figure, "value"))
    assert "2021—2025年均5.6%" in said and "2025年上半年5.2%" in said and "2026—2030年均5%左右" in said
    (square,) = [dot for dot in artists(figure, "dot target") if dot.axes is figure.axes[0]]
    assert square.get_marker() == "s" and square.get_xdata()[0] == pytest.approx(2028.5)


@pytest.mark.parametrize("width", [360, 800])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_numbers_of_the_title_have_their_words(lang: str, width: int) -> None:
    said = [f"{year}年,地區生產總值增長{4 + year % 3}.{year % 10}%。" for year in range(2014, 2026)]
    figure = plot_trend(
        trend("".join(said), "2021—2025年,地區生產總值年均增長5.6%。"), lang=lang, width=width
    )
    found = "".join(words(figure, "value"))
    assert "5.4%" in found and "4.5%" in found


@pytest.mark.parametrize(
    ("said", "sides"), [("超過5%", (1,)), ("近5%", (-1,)), ("5%左右", (-1, 1)), ("5%", ())]
)
def test_a_hedge_fades_up_or_down(said: str, sides: tuple[int, ...]) -> None:
    figure = plot_trend(trend(f"2024年,地區生產總值增長{said}。2025年,地區生產總值增長1%。"))
    fades = [fade for fade in artists(figure, "fade") if fade.axes is figure.axes[0]]
    assert {1 if fade.get_ydata()[0] > 5 else -1 for fade in fades} == set(sides)


def test_what_conflicts_stands_above_or_below_joined_by_a_line() -> None:
    figure = plot_trend(trend(YEARS, "2020年,地區生產總值增長3.9%。"))
    (line,) = artists(figure, "conflict")
    assert list(line.get_ydata()) == [3.1, 3.9] and len(set(line.get_xdata())) == 1
    assert "另說3.1%" in "".join(words(figure, "value"))
    assert any("2020年" in note for note in figure.notes)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (YEARS, "甲縣地區生產總值增速：2019年6.4%，2023年5%"),
        ("2023年,地區生產總值增長5%。", "甲縣2023年地區生產總值增速：5%"),
        (f"{YEARS}2024年,力爭地區生產總值增長9%。", "甲縣地區生產總值增速：2019年6.4%，2023年5%"),
        ("2026年,力爭地區生產總值增長5%。2027年,力爭地區生產總值增長6%。",
         "甲縣地區生產總值增速目標：2026年5%，2027年6%"),
    ],
)  # fmt: skip
def test_the_title_says_the_first_and_the_last_fact(said: str, title: str) -> None:
    assert plot_trend(trend(said)).title == title


def test_words_stand_clear_of_the_marks_and_what_finds_no_room_is_counted() -> None:
    for rows in (5, 20, 60):
        figure = plot_trend(made_comparison(rows, over="trend"))
        extents = boxes(texts(figure, "value"))
        for artist in artists(figure, "dot"):
            box = artist.get_window_extent()
            across = (extents[:, 0] < box.x1 - 1) & (extents[:, 2] > box.x0 + 1)
            up = (extents[:, 1] < box.y1 - 2) & (extents[:, 3] > box.y0 + 2)
            assert not (across & up).any()
    assert any("放不下文字" in note for note in figure.notes)


def test_an_open_period_is_left_out_and_said_so() -> None:
    table = trend(YEARS)
    table.loc[0, "period"] = "2019/.."
    assert any("沒有起止" in note for note in plot_trend(table).notes)


def test_several_places_are_refused_and_nothing_is_said_in_words() -> None:
    with pytest.raises(ChartError, match=r"5 places; .* ha.compare\(corpus, 'grp', place='.+'\)[.]$"):
        plot_trend(made_comparison(5))
    with pytest.raises(DataError, match=r"type ha.plot_trend\(ha.compare\(corpus, 'grp'\)\)[.]$"):
        plot_trend("甲縣")
    assert "無圖可畫" in plot_trend(trend(YEARS).iloc[:0]).title


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2021", 2021, 2022),
        ("2021/2025", 2021, 2026),
        ("2025-01/2025-06", 2025, 2025.5),
        ("2025-07", 2025.5, 2025 + 7 / 12),
        ("2024-12-31", 2025 - 1 / 366, 2025),
        ("P5Y/2025", 2021, 2026),
        ("2026/P5Y", 2026, 2031),
    ],
)
def test_a_period_has_its_place_on_the_axis(period: str, start: float, end: float) -> None:
    assert stretch(period) == pytest.approx((start, end))


@pytest.mark.parametrize(
    "period", ["2021/..", "../2021", "2025-Q3", "2025-13", "2025-02-30", "2025/2021", "", "P5Y"]
)
def test_an_open_or_unknown_period_has_none(period: str) -> None:
    assert stretch(period) is None


SIDES = st.tuples(st.integers(0, 480), st.integers(0, 280))


@given(st.lists(SIDES, min_size=1, max_size=25))
def test_words_never_overlap_nor_leave_their_area(corners: list[tuple[int, int]]) -> None:
    area = Box(0, 0, 500, 300)
    room = Labelling(area)
    marks = [Box(x, y, x + 10, y + 10) for x, y in corners]
    for one in marks:
        room.keep_off(one)
    placed = [box for one in marks if (box := room.place(one, 40, 14))]
    assert all(box.within(area) for box in placed)
    for n, box in enumerate(placed):
        assert not any(box.overlaps(other) for other in (*placed[:n], *marks))
