"""Every view, every chart and the report's document show an article, however its headings stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import hulin_analysis as ha
from hulin_analysis.article import Section
from hulin_analysis.charts import CHARTS
from hulin_analysis.charts.words import Words
from hulin_analysis.report.chapters import Chapters
from hulin_analysis.report.document import Front
from hulin_analysis.report.document import build as build_document
from hulin_analysis.views import article_html

HEAD = "雲川縣年報\n\n2025年03月02日09:30 | 來源:雲川日報\n\n"
FIRST = "去年,全縣地區生產總值增長6.8%,新建學校3所,接待遊客20余萬人次。"
SECOND = "與甲公司簽約,投資5億元的風電項目落地;住戶每月增收150元。"
ONE, TWO, THREE = "一、工作回顧", "(一)工業", "二、今年安排"

TEXTS = {
    "first": [ONE, TWO, FIRST, SECOND],
    "middle": [FIRST, ONE, TWO, SECOND],
    "two in a row": [FIRST, ONE, TWO, THREE, SECOND],
    "first and middle": [ONE, TWO, FIRST, ONE, THREE, SECOND],
    "the last line": [FIRST, ONE, SECOND, THREE],
    "only headings": [ONE, TWO, THREE],
    "one heading": [ONE],
    "nothing": [],
}


def parsed(lines: list[str]) -> ha.Article:
    return ha.parse_article(HEAD + "\n".join(lines))


def bare(article: ha.Article) -> list[Section]:
    return [section for section in article.sections if not section.paragraphs]


def words_of(page: str) -> str:
    return re.sub("<[^>]*>", "", page)


def show(article: ha.Article, folder: Path) -> Iterator[tuple[str, str]]:
    """Run every view and chart, and yield the name of each and what it says."""
    metrics, terms = ha.extract(article), ha.key_terms(article)
    yield "reader", words_of(article_html(article))
    yield "cell", ha._article_html(article)
    yield "table", ha.table(metrics).as_raw_html()
    drawn = ha.draw_all(article, metrics, terms=terms)
    assert drawn.keys() == CHARTS.keys()
    yield from ((name, figure.title + figure.alt) for name, figure in drawn.items())
    yield "explorer", words_of(ha.explore(article, drawn["article"]).text)
    chapters = Chapters(article, metrics, ha.ledger(article), 0, Words("zh-Hant", "hant"))
    opening = [chapters.abstract(), chapters.charts({}, list(drawn))]
    closing = [chapters.numbers(), chapters.method(), chapters.source(), chapters.text(), chapters.others()]
    front = Front("", "", "", None, "zh-Hant")
    document: dict[str, Any] = build_document(front, [*opening, *closing], media=folder)
    yield "document", str(document["blocks"])


@pytest.mark.parametrize("lines", TEXTS.values(), ids=TEXTS.keys())
def test_an_article_shows_itself_however_its_headings_stand(lines: list[str], tmp_path: Path) -> None:
    article = parsed(lines)
    headings = [section.name for section in article.sections if section.title]
    shown = dict(show(article, tmp_path))
    assert all(shown.values())
    for name in ("reader", "explorer", "document"):
        assert all(heading in shown[name] for heading in headings)
    assert shown["cell"].count("data-id=") == len(ha.extract(article))


def test_a_heading_may_stand_last_with_nothing_under_it(tmp_path: Path) -> None:
    article = parsed([FIRST, ONE, SECOND, THREE])
    *others, last = article.sections
    ending = Section(last.paragraphs[-1].span, ())
    article = replace(article, sections=(*others, replace(last, paragraphs=last.paragraphs[:-1]), ending))
    assert bare(article) == [ending]
    assert all(said for _, said in show(article, tmp_path))


def test_these_texts_have_headings_with_nothing_under_them() -> None:
    bares = {name: len(bare(parsed(lines))) for name, lines in TEXTS.items()}
    assert (bares["first"], bares["middle"], bares["two in a row"], bares["only headings"]) == (1, 1, 2, 1)


def test_a_heading_with_nothing_under_it_stands_where_it_stood_and_folds_nothing() -> None:
    page = re.sub("</?span[^>]*>|<small>.*?</small>", "", article_html(parsed(TEXTS["two in a row"])))
    ordered = (f"<h4>{ONE}</h4>", f"<h4>{TWO}</h4>", f"<summary>{THREE} </summary>")
    places = [page.index(words) for words in ordered]
    assert places == sorted(places)
    assert page.count("<details open>") == 2


def test_every_report_of_the_corpus_shows_itself(root: Path, tmp_path: Path) -> None:
    folder = root.parent / "shared" / "corpus"
    reports = sorted(folder.glob("*.txt"))
    if not reports:
        pytest.skip(f"no corpus of reports beside the checkout: {folder}")
    silent = {}
    for report in reports:
        article = ha.read_article(report)
        said = dict(show(article, tmp_path))
        missing = [s.name for s in bare(article) if s.name not in said["reader"]]
        if missing or not all(said.values()):
            silent[report.name] = missing
    assert silent == {}
