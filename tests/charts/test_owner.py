"""A figure in its owner's hands: changed artists, scales, layouts, copies, styles and settings."""

from __future__ import annotations

import copy
import io
import pickle
import warnings

import matplotlib as mpl
import numpy as np
import pytest
from made import artists, texts, words
from matplotlib import pyplot as plt
from matplotlib.image import imread

import hulin_analysis as ha
from hulin_analysis.charts import theme
from hulin_analysis.errors import ChartError


@pytest.fixture
def figure():
    return ha.plot_investments(ha.load_metrics())


def picture(figure) -> np.ndarray:
    stream = io.BytesIO()
    figure.savefig(stream, format="png")
    return imread(io.BytesIO(stream.getvalue()))


def bar(figure):
    return artists(figure, "bar")[0]


def value(figure):
    return texts(figure, "value")[0]


def dot(figure):
    return artists(figure, "dot")[0]


CHANGES = [
    (bar, {"facecolor": "#00ff00"}),
    (bar, {"alpha": 0.5, "edgecolor": "black", "linewidth": 2.0}),
    (bar, {"visible": False}),
    (value, {"color": "blue"}),
    (value, {"fontsize": 14.0}),
    (value, {"alpha": 0.3}),
    (lambda figure: texts(figure, "label")[0], {"color": "blue", "fontsize": 11.0}),
    (lambda figure: texts(figure, "title")[0], {"color": "navy"}),
    (lambda figure: artists(figure, "zero")[0], {"linewidth": 3.0, "linestyle": ":"}),
]


@pytest.mark.parametrize(("which", "change"), CHANGES)
def test_what_the_owner_changes_stays_when_the_chart_is_laid_out_anew(figure, which, change) -> None:
    figure.canvas.draw()
    which(figure).set(**change)
    gid = which(figure).get_gid() if which(figure).get_visible() else bar(figure).get_gid()
    for step in range(3):
        if step == 0:
            figure.axes[0].set_xlim(0, 150)
        else:
            figure.set_size_inches(8 + step, figure.get_figheight() + 0.5)
        figure.canvas.draw()
        found = which(figure)
        assert found.get_gid() == gid
        for name, wanted in change.items():
            now = getattr(found, f"get_{name}")()
            if "color" in name:
                now, wanted = mpl.colors.to_hex(now), mpl.colors.to_hex(wanted)
            assert now == wanted


def test_a_changed_dot_and_a_removed_label_stay_so() -> None:
    figure = ha.plot_indicators(ha.load_metrics())
    gone = texts(figure, "value")[2].get_text()
    texts(figure, "value")[2].remove()
    dot(figure).set_markersize(12)
    figure.set_size_inches(9, figure.get_figheight() + 1)
    assert gone not in words(figure, "value") and len(words(figure, "value")) == 7
    assert dot(figure).get_markersize() == 12


def test_other_words_of_a_number_do_not_stay(figure) -> None:
    value(figure).set_text("999億元")
    figure.set_size_inches(9, figure.get_figheight() + 1)
    assert "999億元" not in words(figure, "value")


def test_ticks_of_ones_own_stay(figure) -> None:
    axes = figure.axes[0]
    axes.set_xticks([0, 33, 66])
    axes.tick_params(axis="x", labelsize=12)
    axes.xaxis.grid(visible=False)
    figure.set_size_inches(9, figure.get_figheight() + 1)
    figure.canvas.draw()
    assert list(axes.get_xticks()) == [0, 33, 66]
    assert {label.get_fontsize() for label in axes.get_xticklabels()} == {12}
    assert not any(line.get_visible() for line in axes.get_xgridlines())


@pytest.mark.parametrize(
    "change",
    [
        lambda axes: axes.set_xscale("log"),
        lambda axes: axes.set_yscale("symlog"),
        lambda axes: axes.set(xscale="log"),
        lambda axes: axes.semilogx([1, 10], [0, 1]),
        lambda axes: axes.loglog([1, 10], [1, 10]),
    ],
)
def test_another_scale_is_refused_in_a_sentence(figure, change) -> None:
    with pytest.raises(ChartError, match=r"^The axes of a chart stay linear, [^.]*\.$"):
        change(figure.axes[0])
    figure.axes[0].set_xscale("linear")
    figure.canvas.draw()
    own = mpl.figure.Figure().subplots()
    own.set_xscale("log")
    with pytest.raises(ChartError, match="linear scale"):
        ha.plot_investments(ha.load_metrics(), ax=own)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda figure: figure.tight_layout(), "A chart lays itself out; tight_layout"),
        (lambda figure: figure.set_layout_engine("constrained"), "A chart lays itself out; Matplotlib's"),
        (lambda figure: figure.set_layout_engine("tight"), "A chart lays itself out; Matplotlib's"),
        (lambda figure: figure.subplots_adjust(left=0.4), "incompatible with subplots_adjust"),
    ],
)
def test_layouts_of_matplotlib_change_nothing_and_say_so(figure, change, message: str) -> None:
    before = picture(figure)
    with pytest.warns(UserWarning, match=message):
        change(figure)
    assert np.array_equal(picture(figure), before)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_is_the_same_picture_and_keeps_its_size(figure, duplicate) -> None:
    found = duplicate(figure)
    assert np.array_equal(picture(found), picture(figure))
    assert (found.title, found.alt, found.source, found.notes) == (
        figure.title, figure.alt, figure.source, figure.notes,
    )  # fmt: skip
    assert found._repr_png_()[1:4] == b"PNG"
    with pytest.warns(UserWarning, match=r"^A copied chart keeps its size; draw it again"):
        found.set_size_inches(5, 5)
    assert list(found.get_size_inches()) == list(figure.get_size_inches())


def test_saving_tight_or_finer_has_the_same_layout(figure) -> None:
    whole = picture(figure)
    streams = {name: io.BytesIO() for name in ("tight", "fine")}
    figure.savefig(streams["tight"], format="png", bbox_inches="tight")
    figure.savefig(streams["fine"], format="png", dpi=300)
    tight, fine = (imread(io.BytesIO(stream.getvalue())) for stream in streams.values())
    assert fine.shape[:2] == pytest.approx([3 * n for n in whole.shape[:2]], abs=3)
    ink = [(one[..., :3] < 0.5).all(axis=-1).sum() for one in (whole, tight)]
    assert ink[0] == pytest.approx(ink[1], rel=0.03)
    assert np.array_equal(picture(figure), whole)


def test_pyplot_shows_a_chart(figure) -> None:
    plt.figure(figure)
    assert plt.gcf() is figure
    plt.show()
    plt.close(figure)


def test_a_cleared_figure_is_a_blank_one(figure) -> None:
    figure.clear()
    figure.subplots().plot([0, 1])
    figure.canvas.draw()
    assert len(figure.axes) == 1 and not figure.texts


STYLES = ["dark_background", "ggplot", "seaborn-v0_8", "bmh", "grayscale", "fivethirtyeight"]


@pytest.mark.parametrize("style", STYLES)
def test_a_style_gives_paper_and_ink_and_nothing_of_the_truth(style: str) -> None:
    plain = ha.plot_indicators(ha.load_metrics())
    plain.canvas.draw()
    with plt.style.context(style), warnings.catch_warnings():
        warnings.simplefilter("error")
        styled = ha.plot_indicators(ha.load_metrics())
        styled.canvas.draw()
        paper, ink = mpl.rcParams["figure.facecolor"], mpl.rcParams["text.color"]
    assert [text.get_text() for text in texts(styled)] == [text.get_text() for text in texts(plain)]
    assert mpl.colors.to_hex(styled.get_facecolor()) == mpl.colors.to_hex(paper)
    seen = {mpl.colors.to_hex(text.get_color()) for text in texts(styled, "title")}
    assert seen == {mpl.colors.to_hex(theme.INK if mpl.colors.to_hex(ink) == "#000000" else ink)}
    grids = {mpl.colors.to_hex(line.get_color()) for line in styled.axes[0].get_xgridlines()}
    assert all(1.05 < theme.contrast(grid, mpl.colors.to_hex(paper)) < 3.1 for grid in grids)
    assert styled.axes[0].get_xlim() == plain.axes[0].get_xlim()


@pytest.mark.parametrize(
    ("settings", "size"),
    [
        ({"savefig.dpi": 200}, 2.0),
        ({"figure.dpi": 150}, 1.5),
        ({"savefig.bbox": "tight"}, 1.0),
        ({"font.size": 20}, 1.0),
        ({"figure.constrained_layout.use": True}, 1.0),
        ({"figure.autolayout": True}, 1.0),
        ({"axes.xmargin": 0.4, "axes.autolimit_mode": "round_numbers"}, 1.0),
        ({"axes.formatter.use_mathtext": True, "text.usetex": True}, 1.0),
        ({"image.origin": "lower", "lines.linewidth": 5, "patch.linewidth": 4}, 1.0),
    ],
)
def test_settings_of_the_user_hold_where_no_question_of_truth(settings: dict, size: float) -> None:
    plain = picture(ha.plot_investments(ha.load_metrics()))
    with mpl.rc_context(settings):
        found = picture(ha.plot_investments(ha.load_metrics()))
    assert found.shape[:2] == pytest.approx([size * n for n in plain.shape[:2]], abs=3)
    if size == 1.0:
        assert np.array_equal(found, plain)
