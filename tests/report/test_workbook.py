from __future__ import annotations

from made_report import Report
from openpyxl import load_workbook

from hulin_analysis.article import Article
from hulin_analysis.frames import extract, ledger, load_context
from hulin_analysis.report.workbook import sheets


def test_the_workbook_has_its_sheets(report: Report, article: Article) -> None:
    book = load_workbook(report / "metrics.xlsx")
    assert book.sheetnames == ["metrics", "ledger", "context", "columns", "article", "sources"]
    assert book["metrics"].max_row == len(extract(article)) + 1
    assert book["ledger"].max_row == len(ledger(article)) + 1
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    links = [row[3].hyperlink.target for row in book["metrics"].iter_rows(min_row=2)]
    assert len(set(links)) == len(links)
    assert all(link.startswith(f"{article.url}#:~:text=") for link in links)


def test_without_an_address_there_are_no_links(article: Article) -> None:
    metrics = extract(article)
    metrics.attrs["article"] = {**article.about(), "url": None}
    laid = sheets(metrics, article, load_context())
    assert not any(laid["metrics"].links["quote"])


def test_without_a_context_the_article_is_the_one_source(article: Article) -> None:
    laid = sheets(extract(article), article)
    assert list(laid) == ["metrics", "ledger", "columns", "article", "sources"]
    assert laid["sources"].frame["what"].tolist() == ["article"]
