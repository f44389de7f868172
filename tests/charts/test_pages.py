"""Charts on paper: a tall chart on several pages, each with its axes, key and source."""

from __future__ import annotations

import copy
import warnings
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis import charts
from hulin_analysis.charts.canvas.export import as_svg
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Portion
from hulin_analysis.errors import ChartError

TEXTS = Path(__file__).parents[2] / "docs" / "gallery" / "texts"
PAPER = (787.0, 619.0)
LEAST_TYPE = 7.0


def rows_of(figure: AnnotatedFigure) -> Counter[str]:
    """The ids of what is drawn: each number has one mark or one value."""
    found = {str(a.get_gid()) for a in figure.findobj() if str(a.get_gid()).startswith(("mark-", "value-"))}
    return Counter(gid.split("-", 1)[1] for gid in found if gid.startswith("value-"))


def tags(figure: AnnotatedFigure, tag: str) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_label() == tag]


@pytest.fixture(scope="module")
def metrics() -> pd.DataFrame:
    return ha.load_metrics()


@pytest.fixture(scope="module", params=["province.txt", "communique.md"])
def drawn(request: pytest.FixtureRequest) -> dict[str, AnnotatedFigure]:
    article = ha.read_article(TEXTS / request.param)
    return charts.draw_all(article, ha.extract(article), terms=ha.key_terms(article))


@pytest.fixture(scope="module")
def paper(drawn: dict[str, AnnotatedFigure]) -> dict[str, list[AnnotatedFigure]]:
    """The pages of each chart."""
    return {name: figure.pages(PAPER[0], width=PAPER[1]) for name, figure in drawn.items()}


@pytest.fixture(scope="module")
def low(drawn: dict[str, AnnotatedFigure]) -> list[AnnotatedFigure]:
    """The indicators on pages of little height."""
    return drawn["indicators"].pages(500, width=619)


def test_every_row_stands_on_one_page_and_every_page_fits(
    drawn: dict[str, AnnotatedFigure], paper: dict[str, list[AnnotatedFigure]]
) -> None:
    paged = 0
    for name, figure in drawn.items():
        pages = paper[name]
        paged += len(pages) > 1
        assert sum((rows_of(page) for page in pages), Counter()) == rows_of(figure), name
        for page in pages:
            width, height = page.get_size_inches() * 96
            assert width == pytest.approx(PAPER[1]) and height <= PAPER[0] + 1, name
    assert paged


def test_every_page_has_axes_with_the_same_limits_key_source_and_its_number(
    drawn: dict[str, AnnotatedFigure], low: list[AnnotatedFigure]
) -> None:
    assert len(low) > 2
    assert len({page.axes[0].get_xlim() for page in low}) == 1
    assert len({tuple(tags(page, "key")) for page in low}) == 1
    assert len({page.source for page in low}) == 1
    for number, page in enumerate(low, 1):
        assert f"第{number}幅，共{len(low)}幅" in "".join(tags(page, "subtitle"))
        assert page.title == drawn["indicators"].title
        assert tags(page, "head") and tags(page, "source")


def test_a_page_describes_its_own_rows(drawn: dict[str, AnnotatedFigure], low: list[AnnotatedFigure]) -> None:
    names = [set(tags(page, "label")) for page in low]
    assert all(len(page.alt) < len(drawn["indicators"].alt) or len(low) == 1 for page in low)
    assert all(any(name in page.alt for name in own) for page, own in zip(low, names, strict=True))


def test_no_letter_on_paper_is_smaller_than_seven_points(paper: dict[str, list[AnnotatedFigure]]) -> None:
    for name, pages in paper.items():
        for page in pages:
            sizes = [t.get_fontsize() for t in page.findobj(Text) if t.get_text() and t.get_visible()]
            assert min(sizes) >= LEAST_TYPE, name


def test_bars_keep_their_scale_from_page_to_page(metrics: pd.DataFrame) -> None:
    pages = ha.plot_activities(metrics, quotes="none").pages(360, width=619)
    panes = [page.axes[0] for page in pages if page.axes]
    assert len(panes) > 1
    assert len({axes.get_xlim() for axes in panes}) == 1
    assert any(text.endswith("（續）") for text in tags(pages[1], "unit"))


def test_a_chart_that_fits_is_one_page_and_the_figure_itself_stays(metrics: pd.DataFrame) -> None:
    figure = ha.plot_indicators(metrics)
    before = figure._repr_png_()
    (page,) = figure.pages(2000)
    assert page is not figure
    assert "共" not in "".join(tags(page, "subtitle"))
    figure.pages(400)
    assert figure._repr_png_() == before


def test_quotes_go_where_they_leave_no_room_for_a_row(metrics: pd.DataFrame) -> None:
    pages = ha.plot_indicators(metrics).pages(260, width=619)
    assert len(pages) > 1
    assert not [quote for page in pages for quote in tags(page, "quote")]


def test_a_copy_cannot_be_drawn_anew(metrics: pd.DataFrame) -> None:
    with pytest.raises(ChartError, match="draw it from its frame"):
        copy.deepcopy(ha.plot_indicators(metrics)).pages(500)


def test_a_portion_counts_over_all_lists() -> None:
    portion = Portion(2, 5)
    first, second = portion.take("abc"), portion.take("def")
    assert (list(first), first.continued) == (["c"], True)
    assert (list(second), second.continued) == (["d", "e"], False)
    assert portion.met == 6


def test_outlined_letters_are_shapes_and_bold_ones_have_their_stroke(metrics: pd.DataFrame) -> None:
    figure = ha.plot_investments(metrics)
    with figure.outlined():
        shapes = as_svg(figure, font=False)
    assert "<text" not in shapes and "<use" in shapes
    # 0.045 of the type size, in units of which 6400 are one.
    assert "stroke-width: 288" in shapes
    assert "<text" in as_svg(figure, font=False)


def test_a_chart_that_was_never_drawn_has_the_words_at_its_ticks_in_its_pdf(tmp_path: Path) -> None:
    article = ha.read_article(TEXTS / "communique.md")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pages = ha.plot_periods(ha.extract(article)).pages(400)
        saved = [ha.save(page, tmp_path / str(n), formats="pdf") for n, page in enumerate(pages)]
    assert saved and all(PdfReader(path).pages[0].extract_text().strip() for (path,) in saved)
