"""A line of text in a picture stands where Matplotlib would set it, and is text in every other format."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import numpy as np
import pypdf
import pypdfium2
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from hulin_analysis.charts.canvas.line_breaking import Run
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.stage import Stage
from hulin_analysis.charts.canvas.typeface import Bold, Lettering, face, outline, text_width
from hulin_analysis.charts.options import Settings
from hulin_analysis.charts.theme import Size

LINES = ["虎林市增長6.7%①，", "To AVATAR: 1,500–2,000 件", "……“十百千”工程（58）", "〓", "一口"]
SIZE = 20.0


def ink(kind: type[Text], text: str, ha: str = "left") -> np.ndarray:
    """Give how dark each pixel of a line is, 144 to the inch, its anchor in the middle."""
    figure = Figure(figsize=(10, 1), dpi=144)
    FigureCanvasAgg(figure)
    figure.add_artist(kind(0.5, 0.5, text, fontproperties=face(SIZE), ha=ha, va="baseline", parse_math=False))
    figure.canvas.draw()
    return 255 - np.asarray(figure.canvas.buffer_rgba())[..., 0].astype(int)


def box(dark: np.ndarray) -> np.ndarray:
    """Give first and last row and column with ink."""
    rows, columns = (np.flatnonzero((dark > 60).any(axis=axis)) for axis in (1, 0))
    return np.array([rows[0], rows[-1], columns[0], columns[-1]])


@pytest.mark.parametrize("ha", ["left", "center", "right"])
@pytest.mark.parametrize("text", LINES)
def test_a_line_stands_where_matplotlib_sets_it(text: str, ha: str) -> None:
    ours, theirs = ink(Lettering, text, ha), ink(Text, text, ha)
    # Matplotlib rounds the advance of letters to pixels; a line of figures is up to 3 narrower for it.
    assert np.abs(box(ours) - box(theirs)).max() <= 4
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.03)


@pytest.mark.parametrize("text", LINES)
def test_the_ink_is_as_wide_as_measured(text: str) -> None:
    extents = outline(text).get_extents()
    # White before and behind the ink belongs to the width: at most that of one full-width sign.
    assert extents.x0 >= -0.01
    assert extents.x1 <= text_width(text, 1) + 0.01
    assert text_width(text, 1) - (extents.x1 - extents.x0) < 1


def test_letters_are_kerned_and_pieces_follow_each_other() -> None:
    apart = text_width("A", 10) + text_width("V", 10)
    assert text_width("AV", 10) < apart - 0.1
    whole = text_width("虎林AV十項", 10)
    assert whole == pytest.approx(text_width("虎林", 10) + text_width("AV", 10) + text_width("十項", 10))


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_to_see_is_drawn_as_nothing(text: str) -> None:
    assert ink(Lettering, text).sum() == 0
    assert len(outline(text).vertices) == 0


def test_bold_is_darker_and_its_letters_stand_where_the_regular_ones_do() -> None:
    regular, bold = ink(Lettering, LINES[0]), ink(Bold, LINES[0])
    assert 1.3 * regular.sum() < bold.sum() < 1.8 * regular.sum()
    assert np.abs(box(regular) - box(bold)).max() <= 2


def test_a_picture_is_drawn_by_lines_and_a_vector_file_keeps_its_words(monkeypatch) -> None:
    page = Page(Stage(Settings()), Settings())
    for number, run in enumerate([Run("虎林"), Run("增長", bold=True)]):
        page.text(40, 40 + 20 * number, run, ha="right" if number else "left")
    page.y = 100
    figure = page.figure
    figure.set_size_inches(page.width / 72, page.height / 72)
    page.close()
    monkeypatch.setattr(RendererAgg, "draw_text", lambda *_, **__: pytest.fail("struck letter by letter"))
    figure.canvas.draw()
    file = io.BytesIO()
    figure.savefig(file, format="svg")
    texts = {
        element.text: element.get("style")
        for element in ElementTree.fromstring(file.getvalue()).iter("{http://www.w3.org/2000/svg}text")
    }
    assert set(texts) == {"虎林", "增長"}
    assert "font-weight: 700" in texts["增長"] and "text-anchor: end" in texts["增長"]


def test_a_pdf_sets_aligned_lines_where_a_picture_does() -> None:
    """Right of the anchor there is no ink, in either."""
    page = Page(Stage(Settings()), Settings())
    page.text(300, 40, "右邊對齊的一行", ha="right")
    page.y = 100
    figure = page.figure
    figure.set_size_inches(page.width / 72, page.height / 72)
    page.close()
    figure.canvas.draw()
    dark = 255 - np.asarray(figure.canvas.buffer_rgba())[..., 0].astype(int)
    assert box(dark)[3] / figure.dpi * 72 == pytest.approx(300, abs=1.5)
    file = io.BytesIO()
    figure.savefig(file, format="pdf", metadata={"CreationDate": None})
    stream = pypdf.PdfReader(file).pages[0].get_contents().get_data().decode("latin-1")
    (start,) = re.findall(r"1 0 -?0 1 ([\d.]+) [\d.]+ cm\s+BT", stream)
    assert float(start) == pytest.approx(300 - text_width("右邊對齊的一行", Size.BODY), abs=0.1)


WIDE = [
    "规模以上工业增加值", "地區生產總值1349.08億元", "第一产业投资最高（129.2%）",
    "To AVATAR: 1,500–2,000 件",
    "per capita disposable income", "2021—2025年，增长4.5%—5%", "“十百千”工程①②③……", "25℃ 6.7‰ 12 MW R&D",
    "《通知》、【快讯】：增长", "WAVE Type A/V Yo. Tokyo",
]  # fmt: skip


@pytest.mark.parametrize("text", WIDE)
def test_pictures_and_pdf_set_a_line_as_wide_as_measured(text: str) -> None:
    """Between two uprights, so that the white at its ends counts."""
    for wide in (_in_a_picture, _in_a_pdf):
        assert wide(f"|{text}|") - wide("||") == pytest.approx(text_width(text, SIZE), rel=0.01)


def _figure(text: str) -> Figure:
    figure = Figure(figsize=(7, 1), dpi=144)
    figure.add_artist(Lettering(0.02, 0.5, text, fontproperties=face(SIZE), va="baseline", parse_math=False))
    return figure


def _in_a_picture(text: str) -> float:
    canvas = FigureCanvasAgg(_figure(text))
    canvas.draw()
    return _points(255 - np.asarray(canvas.buffer_rgba())[..., 0].astype(int))


def _in_a_pdf(text: str) -> float:
    file = io.BytesIO()
    _figure(text).savefig(file, format="pdf")
    page = pypdfium2.PdfDocument(file.getvalue())[0]
    return _points(255 - page.render(scale=2).to_numpy()[..., 0].astype(int))


def _points(dark: np.ndarray) -> float:
    columns = np.flatnonzero((dark > 100).any(axis=0))
    return float(columns[-1] - columns[0]) / 2
