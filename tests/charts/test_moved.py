"""A figure in its reader's hands: resized, moved, reordered, edited, written on, it still says the truth."""

from __future__ import annotations

import io
import warnings

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from made import EVERY, KINDS, artists, boxes, made, made_comparison, overlaps, texts, words
from made import draw as draw_made
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import hulin_analysis as ha
from hulin_analysis.charts import AnnotatedFigure, theme
from hulin_analysis.charts.theme import Palette, contrast
from hulin_analysis.errors import ChartError


def draw(name: str, rows: int = 8, **options) -> AnnotatedFigure:
    # Of one status: what is planned shares no bars with what is done.
    return draw_made(name, rows, {"status": "actual"} if name == "investments" else None, **options)


def check(figure: AnnotatedFigure) -> None:
    """Nothing overlaps, and nothing leaves the page."""
    figure.canvas.draw()
    found = texts(figure)
    extents = boxes(found)
    assert [(found[i].get_text(), found[j].get_text()) for i, j in overlaps(extents)] == []
    width, height = figure.canvas.get_width_height()
    assert extents[:, :2].min() >= 0
    assert extents[:, 2].max() <= width and extents[:, 3].max() <= height


def values(figure: AnnotatedFigure) -> dict[str, object]:
    """Return the words of each number by its row, those of its axes only."""
    return {
        text.get_gid().removeprefix("value-"): text
        for text in texts(figure)
        if str(text.get_gid()).startswith("value-") and text.axes
    }


def ends(figure: AnnotatedFigure) -> dict[str, tuple[float, float]]:
    """Return where the mark of each row ends: its greatest value, and its row."""
    found: dict[str, tuple[float, float]] = {}
    for artist in artists(figure, "dot") + artists(figure, "bar"):
        if artist.axes and artist.get_gid():
            bar = hasattr(artist, "get_width")
            x = artist.get_x() + artist.get_width() if bar else artist.get_xdata()[0]
            y = artist.get_y() + artist.get_height() / 2 if bar else artist.get_ydata()[0]
            found[artist.get_gid().removeprefix("mark-")] = (float(x), float(y))
    return found


def check_labels(figure: AnnotatedFigure, metrics: pd.DataFrame) -> None:
    """Every number's words are those of the text, in the row of its mark; inside the axes, at its value."""
    figure.canvas.draw()
    rows, said = metrics.set_index("id"), values(figure)
    marks = ends(figure)
    assert said and set(said) <= set(marks)
    for key, text in said.items():
        low, high = sorted(text.axes.get_xlim())
        x, y = text.get_position()
        assert y == pytest.approx(marks[key][1])
        assert text.get_text().lstrip("→← −") == rows["quote"][key]
        row = rows.loc[key]
        if pd.isna(row["value"]) or row["hedge"] != "exact":
            assert low <= x <= high
        elif low <= marks[key][0] <= high:
            assert x == pytest.approx(marks[key][0]) and text.get_text()[0] not in "→←"
        else:
            assert x in (low, high) and text.get_text()[0] in "→←"


@pytest.mark.parametrize("name", ["indicators", "investments"])
@pytest.mark.parametrize("limits", [(0, 30), (-10, 200), (10, 40), (60, 0)])
def test_words_stay_at_their_marks_where_limits_move(name: str, limits: tuple[float, float]) -> None:
    it, figure = made(KINDS[name], 8), draw(name)
    figure.axes[0].set_xlim(*limits)
    check_labels(figure, it.metrics)
    assert figure.axes[0].get_xlim() == limits
    figure.set_size_inches(6, figure.get_figheight() + 1)
    check_labels(figure, it.metrics)
    assert figure.axes[0].get_xlim() == limits


@pytest.mark.parametrize("name", ["indicators", "investments", "places"])
def test_rows_outside_the_limits_take_their_words_with_them(name: str) -> None:
    figure = draw(name)
    inside = [place for place in figure.axes[0].get_yticks() if 0.5 <= place <= 3.5]
    figure.axes[0].set_ylim(3.5, 0.5)
    figure.canvas.draw()
    rows = {text.get_position()[1] for text in texts(figure, "label")}
    assert len(inside) > 1 and rows == set(inside)


def test_what_lies_beyond_the_axis_has_an_arrow_and_a_note() -> None:
    figure = ha.plot_investments(ha.load_metrics())
    figure.axes[0].set_xlim(0, 60)
    figure.canvas.draw()
    assert words(figure, "value") == ["→ 100億元", "→ 63億元", "3.5億元"]
    assert any("軸外" in note for note in figure.notes)
    figure.axes[0].set_xlim(0, 110)
    figure.canvas.draw()
    assert words(figure, "value") == ["100億元", "63億元", "3.5億元"]
    assert not any("軸外" in note for note in figure.notes)


def test_bars_that_do_not_begin_at_zero_say_so() -> None:
    figure = ha.plot_investments(ha.load_metrics())
    figure.axes[0].set_xlim(1, 120)
    figure.canvas.draw()
    assert any("不從零起" in note for note in figure.notes)
    assert artists(figure, "zero") == []


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("size", [(8.0, 12.0), (11.0, 7.0), (4.0, 30.0)])
def test_another_size_is_laid_out_anew(name: str, size: tuple[float, float]) -> None:
    figure = draw(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure.set_size_inches(*size)
    check(figure)
    assert figure.get_figwidth() == size[0] and figure.get_figheight() >= size[1] - 1e-9
    if KINDS.get(name) in ("indicator", "investment"):
        check_labels(figure, made(KINDS[name], 8).metrics)


def test_a_height_is_filled_by_its_rows_and_a_small_one_costs_the_quotes_first() -> None:
    figure = draw("indicators")
    natural = figure.get_figheight()
    tall = figure.axes[0].get_position().height * natural
    figure.set_size_inches(figure.get_figwidth(), natural + 2)
    assert figure.axes[0].get_position().height * (natural + 2) == pytest.approx(tall + 2, abs=0.02)
    assert words(figure, "quote")
    figure.set_size_inches(figure.get_figwidth(), natural * 0.75)
    assert figure.get_figheight() == pytest.approx(natural * 0.75)
    assert not words(figure, "quote")
    assert any("放不下引文" in note for note in figure.notes)
    figure.set_size_inches(figure.get_figwidth(), natural)
    assert words(figure, "quote")


def test_a_height_that_holds_no_chart_is_refused_in_a_sentence() -> None:
    figure = draw("indicators", 30)
    with pytest.warns(UserWarning, match=r"^At this width the chart needs \d+\.\d inches of height; it was"):
        figure.set_size_inches(8, 2)
    check(figure)


# Narrow is hard in every language, wide in none; English and Chinese are of unlike length.
@pytest.mark.parametrize(
    ("width", "lang"), [(360, "zh-Hant"), (360, "en"), (600, "zh-Hans"), (960, "zh-Hant")]
)
@pytest.mark.parametrize("name", EVERY)
def test_a_width_is_laid_out_for_and_not_shrunk(name: str, width: int, lang: str) -> None:
    figure = draw(name, 12, width=width, lang=lang)
    assert figure.png_metadata()["image/png"]["width"] == width
    check(figure)
    assert min(text.get_fontsize() for text in texts(figure)) >= 5
    assert {text.get_fontsize() for text in texts(figure, "quote")} <= {9.5}


@pytest.mark.parametrize("order", ["value", "text", ["水泥", "q4-1"]])
def test_order_is_that_asked_for(order: str | list[str]) -> None:
    it = made("investment", 8, status="actual")
    figure = ha.plot_investments(it.metrics, order=order)
    check_labels(figure, it.metrics)
    numbers = [row for row, _ in sorted(ends(figure).items(), key=lambda one: one[1][1])]
    if order == "text":
        assert numbers == list(it.metrics["id"])
    if isinstance(order, list):
        assert numbers[:2] == ["q2-1", "q4-1"]
    assert figure.title == ha.plot_investments(it.metrics).title


def test_limit_counts_what_is_left_out() -> None:
    figure = draw("indicators", 20, limit=5)
    assert len(words(figure, "value")) == 5
    assert any("另有15項" in note for note in figure.notes)


def test_highlight_greys_the_others_and_unknown_names_are_refused() -> None:
    figure = ha.plot_indicators(ha.load_metrics(), highlight="grp")
    colours = {text.get_text(): text.get_color() for text in texts(figure, "value")}
    assert colours.pop("6.7%") == theme.ACCENT
    assert set(colours.values()) == {theme.GREY}
    with pytest.raises(
        ChartError, match="No row is called 'gpr', as highlight asks; the rows are 地區生產總值"
    ):
        ha.plot_indicators(ha.load_metrics(), highlight="gpr")


@pytest.mark.parametrize("name", EVERY)
def test_titles_and_notes_of_ones_own_are_taken(name: str) -> None:
    figure = draw(name, title="我的題目", subtitle="", note="我的註")
    assert figure.title == "".join(words(figure, "title")) == "我的題目"
    assert words(figure, "subtitle") == []
    if figure.source:
        assert figure.notes[-1] == "我的註"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"width": 5}, "width is a whole number from 240 to 4000"),
        ({"limit": 0}, "limit is a whole number from 1"),
        ({"theme": "blue"}, "light, dark"),
        ({"order": "size"}, "value, text"),
        ({"tittle": "x"}, "takes no option 'tittle'"),
        ({"title": 3}, "title is text"),
    ],
)
def test_what_cannot_be_is_refused(option: dict[str, object], message: str) -> None:
    with pytest.raises(ChartError, match=message):
        draw("activities", **option)


def test_an_edited_value_moves_its_mark_and_an_edited_quote_its_words() -> None:
    metrics = ha.load_metrics()
    row = metrics.index[metrics["quote"] == "6.7%"][0]
    metrics.loc[row, ["value", "quote"]] = [9.7, "9.7%"]
    metrics["sentence"] = metrics["sentence"].str.replace("6.7%", "9.7%")
    figure = ha.plot_indicators(metrics)
    assert ends(figure)[metrics["id"][row]][0] == 9.7
    check_labels(figure, metrics)


def test_what_the_owner_adds_stays_and_has_its_glyphs() -> None:
    figure = draw("indicators")
    axes = figure.axes[0]
    added = [axes.annotate("我的標註", (10, 2), xytext=(30, 8), textcoords="offset points"),
             axes.text(5, 1, "數字", fontfamily="monospace"), figure.suptitle("我的總標題")]  # fmt: skip
    (line,) = axes.plot([8, 8], [0, 5], label="門檻")
    legend = axes.legend()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.canvas.draw()
        figure.set_size_inches(9, figure.get_figheight() + 1)
        axes.set_xlim(0, 70)
        figure.savefig(io.BytesIO(), format="svg")
    assert [text.get_text() for text in legend.get_texts()] == ["門檻"]
    assert line in axes.lines and all(text.figure is figure for text in added)
    top = min(text.get_window_extent().y1 for text in texts(figure, "title"))
    assert added[2].get_window_extent().y0 >= top
    assert axes.get_xlim() == (0, 70)


def test_axes_are_matplotlibs_with_ticks_at_values_and_rows() -> None:
    figure = ha.plot_investments(ha.load_metrics())
    axes = figure.axes[0]
    figure.canvas.draw()
    assert [label.get_text() for label in axes.get_xticklabels()][-1] == "100"
    assert list(axes.get_yticks()) == [0, 1, 2]
    assert axes.yaxis.get_major_formatter().format_ticks([0, 1, 2])[0].endswith("開發投資")
    axes.set_xlim(0, 10)
    figure.canvas.draw()
    shown = [tick for tick in axes.get_xticks() if 0 <= tick <= 10]
    assert len(shown) > 3 and max(shown) == 10


def test_a_layout_engine_of_ones_own_is_left_to_its_work() -> None:
    figure = draw("indicators")
    figure.set_layout_engine("none")
    figure.set_size_inches(9, 9)
    figure.canvas.draw()
    check_labels(figure, made("indicator", 8).metrics)


@pytest.mark.parametrize("name", EVERY)
def test_dark_has_the_same_marks_on_dark_paper(name: str) -> None:
    light, dark = draw(name), draw(name, theme="dark")
    assert [t.get_text() for t in texts(light)] == [t.get_text() for t in texts(dark)]
    paper = mpl.colors.to_hex(dark.get_facecolor())
    dark.canvas.draw()
    for text in texts(dark):
        ground = theme.KIND_COLOURS.values() if text.get_label() == "badge" else (paper,)
        if text.get_label() != "badge":
            assert contrast(mpl.colors.to_hex(text.get_color()), next(iter(ground))) >= 4.5
    corner = np.asarray(dark.canvas.buffer_rgba())[2, 2, :3]
    assert tuple(corner) == tuple(round(255 * c) for c in mpl.colors.to_rgb(paper))


def test_the_users_style_is_respected_and_the_theme_goes_before_it() -> None:
    with mpl.rc_context({"figure.facecolor": "black", "text.color": "white"}):
        figure = draw("indicators")
        asked = draw("indicators", theme="light")
    assert mpl.colors.to_hex(figure.get_facecolor()) == "#000000"
    assert {text.get_color() for text in texts(figure, "title")} == {"#ffffff"}
    assert mpl.colors.to_hex(asked.get_facecolor()) == "#ffffff"
    with mpl.rc_context({"axes.prop_cycle": mpl.cycler(color=["#0055aa"])}):
        assert Palette.of(None)(theme.ACCENT) == "#0055aa"
    with mpl.rc_context({"axes.prop_cycle": mpl.cycler(color=["#ffffee"])}):
        assert Palette.of(None)(theme.ACCENT) == theme.ACCENT


_SAID = {"over": "超{}", "under": "近{}", "about": "{}左右", "exact": "{}"}


@pytest.mark.parametrize(
    ("hedge", "change", "sides"),
    [("over", "increase", {1}), ("over", "decrease", {-1}), ("under", "increase", {-1}),
     ("under", "decrease", {1}), ("about", "decrease", {-1, 1}), ("exact", "decrease", set())],
)  # fmt: skip
def test_a_fade_points_away_from_the_bound_also_below_zero(hedge: str, change: str, sides: set[int]) -> None:
    verb, said = {"increase": "增長", "decrease": "下降"}[change], _SAID[hedge].format("14%")
    figure = ha.plot_indicators(ha.extract(ha.parse_article(f"2023年,甲縣糧食產量{verb}{said}。")))
    at = -14.0 if change == "decrease" else 14.0
    fades = [a.get_xdata()[0] for a in artists(figure, "fade") if a.axes]
    assert {int(np.sign(x - at)) for x in fades} == sides


@pytest.mark.parametrize("width", [600, 960])
@pytest.mark.parametrize("value", [100.0, 250.0])
def test_a_fade_is_a_tenth_of_its_value_on_every_scale(width: int, value: float) -> None:
    text = f"去年,全縣舉辦甲類活動{value:g}余場,開展乙類活動265場。"
    figure = ha.plot_activities(ha.extract(ha.parse_article(text)), width=width)
    (bar,) = (b for b in artists(figure, "bar") if b.axes and b.get_width() == value)
    row = bar.get_y()
    fades = [a.get_x() + a.get_width() for a in artists(figure, "fade over") if a.axes and a.get_y() == row]
    assert max(fades) == pytest.approx(1.1 * value)


def test_over_of_a_fall_is_never_counted_as_higher() -> None:
    it = made("indicator", 2, status="actual", hedge="over", change="decrease")
    context = it.context[it.context["level"] == "province"].assign(value=99.0, change="decrease")
    assert "高於" not in ha.plot_indicators(it.metrics, context=context).title


@pytest.mark.parametrize("name", ["indicators", "investments", "places", "activities"])
def test_axes_of_ones_own_get_names_marks_and_words(name: str) -> None:
    figure = Figure(figsize=(9, 5), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    left.plot([0, 1])
    given = {"activities": {"unit": "場", "status": "actual"}, "investments": {"status": "actual"}}
    it = made(KINDS.get(name, "activity"), 6, **given.get(name, {}))
    data = made_comparison(6) if name == "places" else it.metrics
    chart = getattr(ha, f"plot_{name}")(data, ax=right)
    assert chart.title and chart.source and len(figure.axes) == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.canvas.draw()
    assert chart.title == right.get_title(loc="left").replace("\n", "")
    assert all(label.get_text() for label in right.get_yticklabels())
    said = {text.get_gid(): text for text in right.texts}
    marks = ends(figure)
    assert len(said) == 6
    for gid, text in said.items():
        _, row = marks[gid.removeprefix("value-")]
        assert text.get_position()[1] == pytest.approx(row)
        assert text.get_window_extent().x1 <= right.get_window_extent().x1 + 2
    right.set_ylim(2.5, -0.5)
    words_ = [text for text in right.texts if not text._is_outside()]
    assert len(words_) == 3
    figure.savefig(io.BytesIO(), format="pdf")


@pytest.mark.parametrize("plot", [ha.plot_activities, ha.plot_amounts])
def test_axes_hold_what_may_be_compared(plot) -> None:
    with pytest.raises(ChartError, match="One pair of axes holds numbers that may be compared, and not all"):
        plot(ha.load_metrics(), ax=Figure().subplots())


def test_nothing_else_is_axes() -> None:
    axes = Figure().subplots()
    with pytest.raises(ChartError, match="ax is axes of Matplotlib"):
        ha.plot_investments(ha.load_metrics(), ax=axes.figure)
    with pytest.raises(ChartError, match=r"ha[.]plot_article takes no ax, because it has several panels"):
        ha.plot_article(ha.load_article(), ha.load_metrics(), ax=axes)
