from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from made_report import Report
from openpyxl import load_workbook

from hulin_analysis.article import Article
from hulin_analysis.export import write_workbook
from hulin_analysis.frames import extract, ledger, load_context
from hulin_analysis.labels import heading, meaning, sheet_name
from hulin_analysis.languages import LANGUAGES, Language
from hulin_analysis.readers import parse_article
from hulin_analysis.report.build import workbook_of
from hulin_analysis.report.subject import Edition, Subject


def test_the_workbook_has_its_sheets(report: Report, article: Article) -> None:
    book = load_workbook(report / "metrics.xlsx")
    assert book.sheetnames == ["數字", "其他數字", "對照", "欄目說明", "文章", "來源"]
    assert book["數字"].max_row == len(extract(article)) + 1
    assert book["其他數字"].max_row == len(ledger(article)) + 1
    assert [sheet.freeze_panes for sheet in book] == ["C2"] + ["A2"] * 5
    (quote,) = (cell.column for cell in book["數字"][1] if cell.value == "原文")
    links = [row[quote - 1].hyperlink.target for row in book["數字"].iter_rows(min_row=2)]
    assert len(set(links)) == len(links)
    assert all(link.startswith(f"{article.url}#:~:text=") for link in links)


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans"])
def test_what_the_columns_mean_is_said_in_the_language_of_the_report(
    article: Article, lang: Language
) -> None:
    metrics = extract(article).assign(corrected=False)
    laid = workbook_of(Subject(article, metrics, load_context(), lang, Edition()))
    frame = laid[sheet_name("columns", lang=lang)].frame
    english = [
        said for said in frame["meaning"] if re.search(r"[a-z]{3}", re.sub(r"article\.text\S*", "", said))
    ]
    assert english == []
    assert set(frame["type"].map(lambda said: said.isascii())) == {False}


def test_without_an_address_there_are_no_links(article: Article) -> None:
    metrics = extract(article)
    metrics.attrs["article"] = {**article.metadata(), "url": None}
    laid = workbook_of(Subject(article, metrics, load_context(), "zh-Hant", Edition()))
    assert not any(laid["數字"].links["quote"])


def test_without_a_context_the_article_is_the_one_source(article: Article) -> None:
    laid = workbook_of(Subject(article, extract(article), None, "zh-Hant", Edition()))
    assert list(laid) == ["數字", "其他數字", "欄目說明", "文章", "來源"]
    assert laid["來源"].frame["what"].tolist() == ["文章"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_in_the_language_of_the_report_and_read_back_by_its_codes(
    article: Article, lang: Language, tmp_path: Path
) -> None:
    metrics = extract(article)
    laid = workbook_of(Subject(article, metrics, load_context(), lang, Edition()))
    write_workbook(laid, tmp_path / "a.xlsx", when=datetime(2022, 2, 15))
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames[:2] == [sheet_name(name, lang=lang) for name in ("metrics", "ledger")]
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]][:3] == [
        heading(name, lang=lang) for name in ("id", "indicator", "value")
    ]
    assert {cell.value for row in page.iter_rows(min_row=2, min_col=9, max_col=9) for cell in row} <= {
        meaning("hedge", code, lang=lang) for code in ("exact", "over", "under", "about")
    }
    for column in metrics.columns:
        ((title, cells),) = book.defined_names[f"metrics.{column}"].destinations
        read = [cell.value for (cell,) in book[title][cells]]
        if column not in ("hedge", "change", "status", "kind"):
            given = metrics[column].astype(object).where(metrics[column].notna(), None)
            assert read == [one if one != "" else read[at] for at, one in enumerate(given)]
    assert "context.value" in book.defined_names and "ledger.reason" in book.defined_names


def test_numbers_are_shown_as_the_text_states_them() -> None:
    text = "某縣公報\n\n2021年,地區生產總值1349.08億元,增長5.0%。接待遊客340500人次,均價3.50元,佔比12%至15%。"
    article = parse_article(text)
    laid = workbook_of(Subject(article, extract(article), None, "zh-Hant", Edition()))["數字"]
    shown = dict(zip(laid.frame["quote"], laid.formats["value"], strict=True))
    assert shown["1349.08億元"] == shown["340500人次"] == "#,##0"
    assert shown["5.0%"] == '#,##0.0"%"' and shown["3.50元"] == "#,##0.00"
    ranges = [one for one in laid.formats["low"] if one]
    assert ranges == ['#,##0"%"'] and laid.formats["value"].count(None) == 1
