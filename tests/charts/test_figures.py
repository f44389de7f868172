"""What holds for every chart: settings, languages, alternative text, quotes, Jupyter, saving, emptiness."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest
from made import ABOUT, LANGUAGES, made, texts, words
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis.article import Article
from hulin_analysis.charts import CHARTS, AnnotatedFigure, draw_all, plot_activities, plot_indicators, save
from hulin_analysis.charts.canvas.line_breaking import CLOSING, OPENING
from hulin_analysis.charts.canvas.typeface import printable, uncovered
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.errors import ChartError
from hulin_analysis.quotes import mark
from hulin_analysis.script import to_simplified

KINDS = {"indicators": "indicator", "activities": "activity", "investments": "investment"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def terms(article: Article) -> pd.DataFrame:
    return ha.key_terms(article)


@pytest.fixture(scope="module")
def drawn(article: Article, terms: pd.DataFrame) -> dict[str, dict[str, AnnotatedFigure]]:
    metrics, context = ha.load_metrics(), ha.load_context()
    return {lang: draw_all(article, metrics, context=context, terms=terms, lang=lang) for lang in LANGUAGES}


def test_all_charts_are_drawn_under_their_names(drawn, article: Article) -> None:
    metrics = ha.load_metrics()
    stated = [name for name, chart in CHARTS.items() if not chart.states or chart.states(metrics)]
    assert list(drawn["en"]) == stated
    assert "keywords" not in draw_all(article, ha.load_metrics())


def test_settings_are_as_they_were_and_pyplot_is_not_used(drawn, tmp_path: Path) -> None:
    before = dict(mpl.rcParams)
    figure = plot_activities(ha.load_metrics())
    figure._repr_png_()
    save(figure, tmp_path / "a")
    assert dict(mpl.rcParams) == before
    code = "import sys, hulin_analysis as ha; ha.plot_activities(ha.load_metrics()); "
    code += "sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("format", ["svg", "png", "pdf"])
def test_a_file_takes_one_drawing(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    figure, drawings, draw = plot_activities(ha.load_metrics()), [], AnnotatedFigure.draw
    monkeypatch.setattr(AnnotatedFigure, "draw", lambda self, to: drawings.append(to) or draw(self, to))
    figure.savefig(io.BytesIO(), format=format)
    assert len(drawings) == 1
    assert figure.get_layout_engine() is not None


def test_no_glyph_is_missing(drawn) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for figures in drawn.values():
            for figure in figures.values():
                figure.savefig(io.BytesIO(), dpi=40)
                assert uncovered("".join(text.get_text() for text in texts(figure))) == set()


def test_the_font_has_every_character_of_the_article_and_every_mark(article: Article) -> None:
    assert uncovered(article.text) == set()
    assert uncovered("".join(mark(n) for n in range(1, 61))) == set()
    assert printable("甲\U0001f600\t乙") == "甲〓 乙"


def test_dollars_are_no_mathematics() -> None:
    it = made("activity", 2)
    it.metrics["indicator"] = ["$x^2$甲", "$\\frac{1}$"]
    assert "$x^2$甲" in "".join(words(plot_activities(it.metrics), "label"))
    plot_activities(it.metrics)._repr_png_()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_alternative_text_holds_the_finding_and_every_number(lang: str, drawn) -> None:
    metrics = ha.load_metrics()
    for name, kind in KINDS.items():
        figure = drawn[lang][name]
        assert figure.title in figure.alt
        for row in metrics[metrics["kind"] == kind].to_dict("records"):
            assert Catalog(lang).quantity(row) in figure.alt
        assert "2022-02-15" in figure.source


def test_simplified_charts_hold_no_traditional_words_but_quotes(drawn) -> None:
    for name, figure in drawn["zh-Hans"].items():
        verbatim = {"quote", "value", "term", "section"}
        for text in texts(figure):
            if text.get_label() not in verbatim:
                assert to_simplified(text.get_text()) == text.get_text(), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotes_are_verbatim_with_numbers_bold_and_marks_behind(lang: str, drawn) -> None:
    metrics = ha.load_metrics()
    rows = metrics[metrics["kind"] == "indicator"]
    found = texts(drawn[lang]["indicators"], "quote")
    shown = "".join(text.get_text() for text in found)
    assert re.sub("[①-⑳㉑-㉟㊱-㊿]", "", shown) == rows["sentence"].iloc[0]
    bold = [t.get_text() for t in found if t.get_fontproperties().get_weight() == "bold"]
    assert bold == rows["quote"].tolist()
    for row, quote in rows["quote"].items():
        assert quote + mark(int(row) + 1) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_footnotes_hold_every_number_and_none_hold_no_mark(lang: str, article: Article) -> None:
    metrics, context = ha.load_metrics(), ha.load_context()
    for name, figure in draw_all(article, metrics, context=context, lang=lang, quotes="footnotes").items():
        shown = "".join(words(figure, "quote"))
        for quote in metrics.loc[metrics["kind"] == KINDS.get(name), "quote"]:
            assert re.search(re.escape(quote) + "[①-⑳㉑-㉟㊱-㊿]", shown), quote
        assert {t.get_fontsize() for t in texts(figure, "quote")} == {8.0}
    for name, figure in draw_all(article, metrics, context=context, lang=lang, quotes="none").items():
        assert words(figure, "quote") == words(figure, "quotes") == []
        assert not re.search("[①-⑳㉑-㉟㊱-㊿]", "".join(t.get_text() for t in texts(figure))), name


def test_an_unknown_manner_of_quotes_is_refused() -> None:
    with pytest.raises(ChartError, match="panel, footnotes, marks, none"):
        plot_activities(ha.load_metrics(), quotes="some")


def test_no_line_of_a_panel_breaks_the_rules(drawn) -> None:
    for figure in drawn["zh-Hant"].values():
        lines: dict[float, list] = {}
        for text in texts(figure, "quote"):
            lines.setdefault(text.get_position()[1], []).append(text)
        for runs in lines.values():
            line = "".join(t.get_text() for t in sorted(runs, key=lambda t: t.get_position()[0]))
            assert line[0] not in CLOSING - {"…"}
            assert line[-1] not in OPENING


def test_marks_lead_to_the_sentence_in_the_page(drawn) -> None:
    figure = drawn["en"]["investments"]
    for text in texts(figure, "value"):
        assert text.get_url().startswith(ha.load_article().url + "#:~:text=")


def test_a_frame_without_source_says_so() -> None:
    it = made("activity", 2)
    it.metrics.attrs.clear()
    figure = plot_activities(it.metrics)
    assert "未記" in figure.source
    assert all(text.get_url() is None for text in texts(figure))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_frame_is_said_in_words(lang: str, article: Article, terms: pd.DataFrame) -> None:
    metrics = ha.load_metrics().iloc[:0]
    figures = draw_all(article, metrics, context=ha.load_context(), terms=terms.iloc[:0], lang=lang)
    for name, figure in figures.items():
        what = Catalog(lang)(f"{name}_what")
        assert what in figure.title and what in figure.alt
        assert figure._repr_png_()


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ChartError, match="zh-Hant, zh-Hans, en"):
        plot_activities(ha.load_metrics(), lang="xx")


def test_jupyter_gets_the_picture_with_its_alternative_text(drawn) -> None:
    figure = drawn["zh-Hant"]["investments"]
    data, metadata = figure._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == figure._repr_png_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == figure.alt
    image = Image.open(io.BytesIO(figure._repr_png_()))
    assert image.width > 1.5 * metadata["image/png"]["width"]


@pytest.fixture(scope="module")
def saved(drawn, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("saved")
    return {path.suffix[1:]: path for path in save(drawn["zh-Hant"]["indicators"], folder / "圖 1")}


def test_files_are_written_in_order_and_nothing_else(saved: dict[str, Path]) -> None:
    assert list(saved) == ["svg", "png", "pdf"]
    assert sorted(p.name for p in saved["svg"].parent.iterdir()) == ["圖 1.pdf", "圖 1.png", "圖 1.svg"]


def test_saving_again_gives_the_same_bytes(saved: dict[str, Path], tmp_path: Path) -> None:
    again = save(plot_indicators(ha.load_metrics(), context=ha.load_context()), tmp_path / "b")
    for path in again:
        assert path.read_bytes() == saved[path.suffix[1:]].read_bytes()


def test_svg_keeps_text_as_text_with_links_font_and_description(saved: dict[str, Path], drawn) -> None:
    root = ElementTree.fromstring(saved["svg"].read_text(encoding="utf-8"))
    figure = drawn["zh-Hant"]["indicators"]
    assert root.findtext(f"{SVG}title") == figure.title
    assert root.findtext(f"{SVG}desc") == figure.alt
    shown = [element.text for element in root.iter(f"{SVG}text")]
    assert shown.count("外貿進出口總額") == 1 and shown.count("40.2%") == 2
    assert "font/woff" in (root.findtext(f"{SVG}style") or "") + saved["svg"].read_text(encoding="utf-8")
    assert len(list(root.iter(f"{SVG}a"))) >= 16
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert {f"mark-q18-{n}" for n in range(1, 9)} <= set(ids)
    assert len([i for i in ids if i.startswith(("mark-", "value-", "quote-"))]) == len(
        {i for i in ids if i.startswith(("mark-", "value-", "quote-"))}
    )
    bold = [e for e in root.iter(f"{SVG}text") if "font-weight: 700" in e.get("style", "")]
    assert "40.2%" in [e.text for e in bold]


def test_png_has_300_dots_an_inch_and_says_what_it_shows(saved: dict[str, Path], drawn) -> None:
    image = Image.open(saved["png"])
    figure = drawn["zh-Hant"]["indicators"]
    assert image.width == round(figure.get_size_inches()[0] * 300)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert image.info["Title"] == figure.title
    assert image.info["Description"] == figure.alt
    assert "Software" not in image.info


def test_pdf_has_truetype_fonts_and_text_once(saved: dict[str, Path], drawn) -> None:
    reader = PdfReader(saved["pdf"])
    figure = drawn["zh-Hant"]["indicators"]
    assert (reader.metadata.title, reader.metadata.subject) == (figure.title, figure.alt)
    assert reader.metadata.creation_date is None
    page = reader.pages[0]
    for font in page["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert descendant["/Subtype"] == "/CIDFontType2"
        assert "/FontFile2" in descendant["/FontDescriptor"].get_object()
    assert page.extract_text().count("40.2%") == 2
    assert b"/Type3" not in saved["pdf"].read_bytes()


@pytest.mark.parametrize(
    ("stem", "formats", "message"),
    [
        ("a", ["gif"], "svg, png, pdf"),
        ("a:b", ["svg"], "not a safe file name"),
        ("..", ["svg"], "not a safe file name"),
    ],
)
def test_what_cannot_be_saved_is_refused(tmp_path: Path, stem: str, formats: list[str], message: str) -> None:
    with pytest.raises(ChartError, match=message):
        save(Figure(), tmp_path / stem, formats=formats)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ChartError, match="taken"):
        save(Figure(), tmp_path / "taken" / "a", formats=["svg"])


def test_any_figure_can_be_saved(tmp_path: Path) -> None:
    figure = Figure(figsize=(1, 1))
    figure.text(0.1, 0.5, "plain")
    assert [p.name for p in save(figure, tmp_path / "v1.2", formats=["png"])] == ["v1.2.png"]


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2021", "2021年", "2021"),
        ("2021-06", "2021年6月", "June 2021"),
        ("2021-06-03", "2021年6月3日", "3 June 2021"),
        ("2021-06/..", "2021年6月起", "Since June 2021"),
        ("2021/2025", "2021—2025年", "2021–2025"),
        ("../2021", "至2021年", "Until 2021"),
        ("2021-Q3", "2021-Q3", "2021-Q3"),
    ],
)
def test_periods_are_written_in_words(period: str, zh: str, en: str) -> None:
    assert (Catalog("zh-Hant").period(period), Catalog("en").period(period)) == (zh, en)


@pytest.mark.parametrize(
    ("value", "hant", "hans", "en"),
    [
        (190000, "19萬", "19万", "190,000"),
        (1.665e10, "166.5億", "166.5亿", "16.65 billion"),
        (350_000_000, "3.5億", "3.5亿", "350 million"),
        (-2500, "-2500", "-2500", "-2,500"),
        (2e12, "2萬億", "2万亿", "2 trillion"),
        (0.5, "0.5", "0.5", "0.5"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: float, hant: str, hans: str, en: str) -> None:
    assert tuple(Catalog(lang).number(value) for lang in LANGUAGES)[:3] == (hant, hans, en)


def test_labels_of_the_texts_own_script_are_left_alone() -> None:
    assert Catalog("zh-Hant", "hant").chinese("黨員干部") == "黨員干部"
    assert Catalog("zh-Hant", "hans").chinese("干部") == "幹部"
    assert ABOUT["script"] == "hant"


def test_an_inline_backend_does_not_draw_in_its_own_way(drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    formatters = pytest.importorskip("IPython.core.formatters")
    printer = formatters.PNGFormatter()
    printer.for_type(Figure, lambda figure: b"cropped")
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"image/png": printer}))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    figure = drawn["en"]["investments"]
    data, metadata = figure._repr_mimebundle_()
    assert "image/png" not in data and metadata["image/png"]["alt"] == figure.alt
    assert printer(figure) == figure._repr_png_()
    assert printer(Figure()) == b"cropped"
