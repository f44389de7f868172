"""Every view, every chart and the report's document show an article, however headings and tables stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.text import Text

import hulin_analysis as ha
from hulin_analysis.article import Cell, Section, Span, Table
from hulin_analysis.charts import CHARTS, AnnotatedFigure
from hulin_analysis.export.annotations import collect_annotations
from hulin_analysis.export.sheets import lay_out
from hulin_analysis.report.annex import annex
from hulin_analysis.report.brief import brief, front
from hulin_analysis.report.document import Part, paper
from hulin_analysis.report.subject import Edition, Subject
from hulin_analysis.script import Language
from hulin_analysis.views import article_html

HEAD = "雲川縣年報\n\n2025年03月02日09:30 | 來源:雲川日報\n\n"
FIRST = "去年,全縣地區生產總值增長6.8%,新建學校3所,接待遊客20余萬人次。"
SECOND = "與甲公司簽約,投資5億元的風電項目落地;住戶每月增收150元。"
ONE, TWO, THREE = "一、工作回顧", "(一)工業", "二、今年安排"

TABLE = [
    "表1 主要產品產量",
    "指標\t產量(萬噸)\t同比增長(±%)",
    "糧食\t650.0\t17.3",
    "#水稻\t79.4\t-2.5",
    "注:含大豆。",
]
COUNTS = ["指標\t單位\t2024年", "新建學校\t所\t3", "接待遊客\t萬人次\t20.5", "簽約投資\t億元\t5.0"]

TEXTS = {
    "first": [ONE, TWO, FIRST, SECOND],
    "middle": [FIRST, ONE, TWO, SECOND],
    "two in a row": [FIRST, ONE, TWO, THREE, SECOND],
    "first and middle": [ONE, TWO, FIRST, ONE, THREE, SECOND],
    "the last line": [FIRST, ONE, SECOND, THREE],
    "only headings": [ONE, TWO, THREE],
    "one heading": [ONE],
    "nothing": [],
    "only a table": TABLE,
    "two tables": [*TABLE, FIRST, *COUNTS],
    "a table first": [*TABLE[1:], FIRST],
    "a table under a heading": [FIRST, ONE, *TABLE, THREE, SECOND],
    "a table of counts and money": COUNTS,
    "only captions": ["單位:億元", "表1 主要產品產量", "注:含大豆。"],
}


def parsed(lines: list[str]) -> ha.Article:
    return ha.parse_article(HEAD + "\n".join(lines))


def bare(article: ha.Article) -> list[Section]:
    return [section for section in article.sections if not section.blocks]


def merged(article: ha.Article) -> ha.Article:
    """Have the first row of the first table be one cell over all of its columns but the first."""
    table = article.tables[0]
    first, second, *others = table.cells
    cells = (first, replace(second, columns=2, header=True), *(one for one in others if one.row))
    made = replace(table, cells=cells)
    return replace(
        article,
        sections=tuple(
            replace(one, blocks=tuple(made if block is table else block for block in one.blocks))
            for one in article.sections
        ),
    )


def words_of(page: str) -> str:
    return re.sub("<[^>]*>", "", page)


def drawn_words(figure: AnnotatedFigure) -> str:
    return "\n".join([figure.title, figure.alt, *(text.get_text() for text in figure.findobj(Text))])


def show(article: ha.Article, folder: Path, *langs: Language) -> Iterator[tuple[str, str]]:
    """Run every view and chart, and yield the name of each and what it says."""
    metrics, terms = ha.extract(article), ha.key_terms(article)
    yield "reader", words_of(article_html(article))
    yield "cell", ha._article_html(article)
    yield "table", ha.table(metrics).as_raw_html()
    for lang in (*langs, "zh-Hant"):
        drawn = ha.draw_all(article, metrics, terms=terms, lang=lang)
        assert {name for name, chart in CHARTS.items() if not chart.states} <= drawn.keys() <= CHARTS.keys()
        yield from ((f"{name} {lang}", drawn_words(figure)) for name, figure in drawn.items())
    yield "explorer", words_of(ha.explore(article, drawn["article"]).text)
    subject = Subject(article, metrics, None, "zh-Hant", Edition())
    blocks = [*brief(subject, None), *annex(subject, [])]
    part = Part.of("annex", front(subject), blocks, ("圖", "表"), folder)
    yield "document", str(paper(part)["blocks"])
    yield "annotations", json.dumps(collect_annotations(metrics, article), ensure_ascii=False)
    yield "workbook", str([len(sheet.frame) for sheet in lay_out(metrics, article).values()])


@pytest.mark.parametrize("lines", TEXTS.values(), ids=TEXTS.keys())
def test_an_article_shows_itself_however_its_headings_stand(lines: list[str], tmp_path: Path) -> None:
    article = parsed(lines)
    headings = [section.name for section in article.sections if section.title]
    shown = dict(show(article, tmp_path, *(["en"] if article.tables else [])))
    assert all(shown.values())
    for name in ("reader", "explorer", "document"):
        assert all(heading in shown[name] for heading in headings)
    assert shown["cell"].count("data-id=") == len(ha.extract(article))
    # A table is shown as one: no tab of its lines reaches anybody's eyes.
    assert [
        name for name, said in shown.items() if "\t" in said or ("\\t" in said and name != "annotations")
    ] == []
    assert shown["cell"].count("<table>") == len(article.tables)
    for table in article.tables:
        for cell in table.cells:
            assert cell.span.quote in shown["reader"] and cell.span.quote in shown["document"]


@pytest.mark.parametrize("lines", [TABLE, COUNTS], ids=["table", "counts"])
def test_a_table_with_merged_cells_shows_itself(lines: list[str], tmp_path: Path) -> None:
    article = merged(parsed([FIRST, *lines]))
    shown = dict(show(article, tmp_path))
    assert all(shown.values()) and 'colspan="2"' in shown["cell"]


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "<tr></tr>",
        "<tr><td></td><td></td></tr>" * 2,
        "<tr><td>指標</td><td>產量</td></tr><tr><td></td></tr>",
    ],
)
def test_a_page_may_have_an_empty_table(rows: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<h1>雲川縣年報</h1><p>{FIRST}</p><table>{rows}</table><p>{SECOND}</p>", encoding="utf-8"
    )
    shown = dict(show(ha.read_article(page), tmp_path))
    assert all(shown.values()) and "投資5億元" in shown["reader"]


def test_all_cells_of_a_table_may_be_empty(tmp_path: Path) -> None:
    article = parsed([FIRST])
    (section,) = article.sections
    nowhere = Span(len(article.text), len(article.text), "")
    table = Table(nowhere, 2, tuple(Cell(nowhere, 0, column) for column in range(3)))
    article = replace(article, sections=(replace(section, blocks=(*section.blocks, table)),))
    assert all(said for _, said in show(article, tmp_path))


@pytest.mark.parametrize(
    "name", ["communique-farming", "macau-visitors", "news-signing", "plan-1959", "railway-freight"]
)
def test_the_gold_passages_show_themselves(name: str, root: Path, tmp_path: Path) -> None:
    passage = root.parent / "shared" / "gold" / f"{name}.txt"
    if not passage.is_file():
        pytest.skip(f"no gold passages beside the checkout: {passage}")
    article = ha.read_article(passage)
    shown = dict(show(article, tmp_path, "en"))
    assert all(shown.values())
    assert [name for name, said in shown.items() if "\t" in said] == []
    assert shown["cell"].count("data-id=") == len(ha.extract(article))


def test_a_heading_may_stand_last_with_nothing_under_it(tmp_path: Path) -> None:
    article = parsed([FIRST, ONE, SECOND, THREE])
    *others, last = article.sections
    ending = Section(last.paragraphs[-1].span, ())
    article = replace(article, sections=(*others, replace(last, blocks=last.blocks[:-1]), ending))
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


def test_reports_of_the_corpus_show_themselves(root: Path, tmp_path: Path) -> None:
    folder = root.parent / "shared" / "corpus"
    reports = sorted(folder.glob("*.txt"))[::13]
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
