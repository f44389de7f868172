from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from openpyxl import load_workbook

from hulin_analysis.article import Article
from hulin_analysis.codes import Reason
from hulin_analysis.export import lay_out, sheets, write_table
from hulin_analysis.frames import COLUMNS, CONTEXT_COLUMNS, LEDGER_COLUMNS, extract, ledger, load_context


@pytest.fixture(scope="module")
def book(article: Article, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    write_table(extract(article), "xlsx", path, article=article)
    return load_workbook(path)


def test_every_numeral_and_every_column_is_there(book: Any, article: Article) -> None:
    assert book.sheetnames == ["metrics", "ledger", "columns", "article"]
    assert book["metrics"].max_row == len(extract(article)) + 1
    assert book["ledger"].max_row == len(ledger(article)) + 1
    assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions for sheet in book)
    assert all(sheet.column_dimensions["A"].width > 4 for sheet in book)


def test_the_dictionary_has_the_columns_of_every_sheet(article: Article) -> None:
    frame = lay_out(extract(article), article, load_context())["columns"].frame
    told = {sheet: rows["column"].tolist() for sheet, rows in frame.groupby("sheet", sort=False)}
    assert told == {
        "metrics": list(COLUMNS), "ledger": list(LEDGER_COLUMNS), "context": list(CONTEXT_COLUMNS),
    }  # fmt: skip
    assert frame["meaning"].str.len().gt(0).all()
    codes = frame.set_index(["sheet", "column"])["codes"]
    assert "over: 至少" in codes["metrics", "hedge"].split("\n")
    assert codes["context", "area"] == "黑龍江省\n全國"
    assert [line.split(":")[0] for line in codes["ledger", "reason"].split("\n")] == list(Reason)


def test_each_code_stands_on_a_line_of_its_own(book: Any) -> None:
    cells = [row[4] for row in book["columns"].iter_rows(min_row=2) if "\n" in (row[4].value or "")]
    assert cells
    assert all(cell.alignment.wrap_text for cell in cells)


def test_the_ledgers_schema_is_that_of_the_ledger(article: Article, root: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is a package for tests")
    described = json.loads((root / "data" / "ledger.schema.json").read_text(encoding="utf-8"))
    kinds = {"string": "string", "int64": "integer"}
    assert [(f["name"], f["type"]) for f in described["fields"]] == [
        (name, kinds[dtype]) for name, dtype in LEDGER_COLUMNS.items()
    ]
    write_table(ledger(article), "csv", tmp_path / "ledger.csv")
    found = frictionless.Resource.from_descriptor(
        {"name": "ledger", "path": "ledger.csv", "encoding": "utf-8-sig", "schema": described},
        basepath=str(tmp_path),
    ).validate()
    assert found.valid, found.flatten(["rowNumber", "fieldName", "note"])


def test_the_article_is_told_in_typed_cells(book: Any, article: Article) -> None:
    told = {row[0].value: row[1] for row in book["article"].iter_rows(min_row=2)}
    assert told["published"].value == datetime(2022, 2, 15, 8, 59)
    assert told["published"].is_date
    assert told["title"].value == article.metadata()["title"]
    assert (told["url"].value, told["url"].hyperlink.target) == (article.url, article.url)
    assert told["characters"].value == len(article.text)
    assert told["sha256"].value == hashlib.sha256(article.text.encode()).hexdigest()


def test_each_link_leads_to_one_place_of_the_article(book: Any, article: Article) -> None:
    for row in book["metrics"].iter_rows(min_row=2):
        link = row[3].hyperlink.target
        address, _, fragment = link.partition("#:~:text=")
        prefix, exact, suffix = (unquote(part) for part in fragment.split(","))
        assert address == article.url
        assert exact == row[3].value
        assert article.text.count(prefix.removesuffix("-") + exact + suffix.removeprefix("-")) == 1


def test_without_its_article_there_is_no_ledger_and_without_an_address_no_link(article: Article) -> None:
    metrics = extract(article)
    assert list(lay_out(metrics)) == ["metrics", "columns", "article"]
    metrics.attrs = {}
    laid = lay_out(metrics)
    assert not any(laid["metrics"].links["quote"])
    assert laid["article"].frame.empty


def test_more_links_than_a_sheet_may_have_are_left_out(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_MOST_LINKS", 2)
    links = lay_out(extract(article), article)["metrics"].links["quote"]
    assert [link is not None for link in links[:4]] == [True, True, False, False]


def test_a_link_that_is_too_long_leads_to_the_page(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_LONGEST_LINK", 10)
    assert set(lay_out(extract(article), article)["metrics"].links["quote"]) == {article.url}


def test_a_frame_of_its_own_kind_is_one_sheet(tmp_path: Path) -> None:
    write_table(pd.DataFrame({"a": [1]}), "xlsx", tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["metrics"]
