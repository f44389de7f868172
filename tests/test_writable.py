"""Characters that no file can hold: no text that is read has them, and no file that is written."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis.charts.canvas.export import as_svg
from hulin_analysis.charts.canvas.typeface import printable
from hulin_analysis.export import write_table
from hulin_analysis.views import article_html
from hulin_analysis.writable import UNWRITABLE, clean, writable

CONTROLS = "\x00\x01\x08\x0b\x0c\x0e\x1b\x1c\x1f\x7f\x80\x9f\ufffe\uffff"
HALVES = "\ud800\udfff"
#: Every place that an output takes words from has each of them.
TEXT = (
    f"雲川縣{CONTROLS}年報\n\n2025年03月02日09:30 | 來源:雲川{CONTROLS}日報\n\n"
    f"去年,全縣地區{CONTROLS}{HALVES}生產總值增長{CONTROLS}6.8%,新建{CONTROLS}學校3所,簽約{CONTROLS}投資5億元。\n"
    f"一、{CONTROLS}民生\n第一批{CONTROLS}200戶入住,每月{CONTROLS}增收150{CONTROLS}元,接待遊客20余萬人次。\n"
)
FORBIDDEN = re.compile(f"[{UNWRITABLE}]")


@pytest.fixture(scope="module")
def article() -> ha.Article:
    return ha.parse_article(TEXT, place=f"雲川{CONTROLS}縣", url="https://news.example/a")


def test_the_class_is_that_of_xml_and_the_control_characters() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        # XML 1.0, section 2.2.
        xml = char in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
        control = unicodedata.category(char) == "Cc" and char not in "\t\n\r\x85"
        assert bool(FORBIDDEN.match(char)) == (not xml or control), hex(code)


def test_between_words_a_space_stands_for_them() -> None:
    assert writable("新建\x0b3\x0c5\x1f所\x00\x1b\ufffe\ud800") == "新建 3 5 所"
    assert writable("去年\t3\r\n所") == "去年\t3\r\n所"
    assert printable(f"虎林{CONTROLS}市").replace(" ", "") == "虎林市"


def test_the_text_keeps_all_else_where_it_stood(article: ha.Article) -> None:
    assert article.text == clean(TEXT) and len(article.text) == len(TEXT)
    kept = [(a, b) for a, b in zip(TEXT, article.text, strict=True) if not FORBIDDEN.match(a)]
    assert all(a == b for a, b in kept) and not FORBIDDEN.search(article.text)
    metrics = ha.extract(article)
    assert len(metrics) > 4
    assert all(article.text[row.start : row.end] == row.quote for row in metrics.itertuples())


def test_a_text_file_with_them_counts_in_its_own_offsets(tmp_path: Path) -> None:
    text = TEXT.replace("\x00", "").translate(dict.fromkeys(map(ord, HALVES)))
    (tmp_path / "page.txt").write_bytes(text.encode())
    assert ha.read_article(tmp_path / "page.txt").text == clean(text)


def test_half_a_pair_is_read_as_any_decoder_reads_it() -> None:
    article = ha.parse_article("去年新建\ud800學校3所。", title="甲\udfff縣", paper="\ud800")
    assert article.text == "去年新建\ufffd學校3所。" and article.headline == "甲\ufffd縣"
    assert ha.extract(article)["quote"].tolist() == ["3所"]


def test_the_figures_open(article: ha.Article, tmp_path: Path) -> None:
    terms = ha.key_terms(article)
    figures = ha.draw_all(article, ha.extract(article), terms=terms)
    for name, figure in figures.items():
        ha.save(figure, tmp_path / name)
    drawn = sorted(tmp_path.glob("*.svg"))
    assert {path.stem for path in drawn} == set(figures)
    for path in drawn:
        tree = etree.parse(path, etree.XMLParser(recover=False, huge_tree=True))
        assert not FORBIDDEN.search("".join(tree.getroot().itertext()))
        with Image.open(path.with_suffix(".png")) as picture:
            assert not any(FORBIDDEN.search(str(words)) for words in picture.text.values())
        said = PdfReader(path.with_suffix(".pdf")).metadata
        assert not any(FORBIDDEN.search(str(words)) for words in said.values()), path.name


def test_a_link_of_a_workbook_has_none(tmp_path: Path, article: ha.Article) -> None:
    metrics = ha.extract(article)
    metrics.attrs["article"]["url"] = f"https://news.example/{CONTROLS}a"
    write_table(metrics, "xlsx", tmp_path / "a.xlsx")
    links = [row[0].hyperlink for row in load_workbook(tmp_path / "a.xlsx")["metrics"].iter_rows(min_row=2)]
    assert not any(link and FORBIDDEN.search(link.target) for link in links)


def test_the_views_have_none(article: ha.Article) -> None:
    metrics = ha.extract(article)
    figure = ha.plot_article(article, metrics)
    view = ha.explore(article, figure)
    data, metadata = view._repr_mimebundle_()
    shown = [
        article_html(article),
        ha.table(metrics, title=f"甲{CONTROLS}").as_raw_html(),
        *(view.text, view.chart, data["text/plain"], metadata["image/png"]["alt"]),
        *(figure.title, figure.source),
    ]
    assert not any(map(FORBIDDEN.search, shown))
    assert all(words.encode() for words in shown)


def test_data_files_keep_the_quotes_as_they_stand(article: ha.Article, tmp_path: Path) -> None:
    metrics = ha.extract(article)
    write_table(metrics, "jsonl", tmp_path / "a.jsonl")
    kept = pd.read_json(tmp_path / "a.jsonl", lines=True)
    assert all(article.text[row.start : row.end] == row.quote for row in kept.itertuples())


@pytest.mark.filterwarnings("ignore:Glyph")
def test_a_figure_of_matplotlib_alone_is_saved_whole(tmp_path: Path) -> None:
    figure = plt.figure()
    figure.text(0.5, 0.5, "a\x0cb")
    written = etree.fromstring(as_svg(figure).encode())
    saved = ha.save(figure, tmp_path / "plain", formats=["svg", "png", "pdf"])
    plt.close(figure)
    assert written.tag.endswith("svg")
    assert [path.suffix for path in saved if path.stat().st_size] == [".svg", ".png", ".pdf"]


@pytest.mark.parametrize(
    "written", ["\x0b", "\x1b", "\ufffe", "&#11;", "&#x000C;", "&#27", "&#xFFFF;", "&#65534;"]
)
def test_a_page_with_them_is_read(written: str, tmp_path: Path) -> None:
    body = f"<p>去年新建學校3{written}所,產值增長6.8%。</p><p>今年投資5億元建設風電項目。</p>"
    page = f"<html><head><title>甲{written}縣新聞</title></head><body><div>{body}</div></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    article = ha.read_article(tmp_path / "page.html")
    assert "3所" in article.text.replace(" ", "") and not FORBIDDEN.search(article.text)
    assert article.headline and not FORBIDDEN.search(article.headline)
    assert len(ha.extract(article)) == 3


def test_dashes_by_their_numbers_of_windows_are_dashes(tmp_path: Path) -> None:
    body = "<p>工期3&#150;5年,去年新建學校3所,產值增長6.8%。</p><p>今年投資5億元建設風電項目。</p>"
    (tmp_path / "page.html").write_bytes(f"<html><body><div>{body}</div></body></html>".encode())
    assert "工期3–5年" in ha.read_article(tmp_path / "page.html").text
