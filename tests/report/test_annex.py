"""The report on any article: true of that one, and every number one click from its sentence."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from made_report import DOCUMENTS, Page
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis.errors import DataError, ReportError
from hulin_analysis.languages import LANGUAGES
from hulin_analysis.quotes import number_quotes
from hulin_analysis.report import Edition, build_report
from hulin_analysis.report.pandoc import in_quotes, in_table, in_text

#: Made up, and full of what means something to some writer.
TEXT = """雲川縣推進“三大行動” <script>alert(1)</script>

2025年03月02日09:30 | 來源:雲川日報

一年來，雲川縣<b onclick=x>新建</b>學校3所，改造道路12.5公里，接待遊客20余萬人次。

# *工業* $x^2$ \\input{secret}

去年，全縣地區生產總值增長6.8%，規模以上工業增加值增長約9%，力爭今年固定資產投資增長10%以上。#show: "x" @ref

與甲公司簽約，投資5億元的=cmd()風電項目和投資1.2億元的</p></style>糧倉項目落地；發放補貼近300萬元。

## 民生

新增就業2600人，[住戶](javascript:alert(1))每月增收150元。第二批名單`不變`。
"""
EDITION = Edition(author="張三", unit="雲川縣統計局", day=date(2025, 3, 6), accessed="2025-03-05")


@pytest.fixture(scope="module")
def article() -> ha.Article:
    return ha.parse_article(TEXT, url="https://news.example/a?b=1&c=2")


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest, article: ha.Article, tmp_path_factory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp(request.param) / "out"
    build_report(folder, article=article, lang=request.param, edition=EDITION)
    return request.param, folder


@pytest.fixture(scope="module")
def source(made: tuple[str, Path]) -> str:
    return (made[1] / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def text_of(page: Page) -> str:
    return re.sub(r"\s+", "", page.words)


def ids_of(page: Page) -> list[str]:
    return [attributes["id"] for _, attributes in page.tags if "id" in attributes]


def test_nothing_of_another_article_is_in_it(page: Page) -> None:
    assert not re.search("虎林|黑龍江|黑龙江|Hulin's|Heilongjiang", page.words)


def test_the_masthead_is_the_briefs_own(made: tuple[str, Path], page: Page) -> None:
    title = "雲川縣推進“三大行動” <script>alert(1)</script>"
    expected = {
        "zh-Hant": f"關於《{title}》的數字解讀",
        "zh-Hans": "关于《云川县推进“三大行动” <script>alert(1)</script>》的数字解读",
        "en": "The figures in “雲川縣推進‘三大行動’ <script>alert(1)</script>”: a brief",
    }[made[0]]
    words = re.sub(r"\s+", " ", page.words)
    assert expected in words
    assert "雲川縣統計局 · 張三" in words
    published = {"zh-Hant": "原文由雲川日報於2025年3月2日發布", "zh-Hans": "不能代替原文"}
    assert published.get(made[0], "by 雲川日報 on 2 March 2025") in words


def test_it_opens_with_the_weightiest_findings_and_their_numbers(
    made: tuple[str, Path], article: ha.Article, page: Page, source: str
) -> None:
    table = ha.findings(ha.extract(article), lang=made[0])  # type: ignore[arg-type]
    assert len(table)
    words = re.sub(r"\s+", " ", page.words)
    assert table.loc[0, "sentence"][:-1] in words
    assert all(f'href="#{in_quotes(id_)}"' in source for id_ in table.loc[0, "ids"])


def test_the_article_is_there_verbatim(source: str, article: ha.Article) -> None:
    # The number of a quantity stands above the line behind it.
    words = text_of(Page(re.sub(r"<sup>\d+</sup>", "", source)))
    for paragraph in article.paragraphs:
        assert re.sub(r"\s+", "", paragraph.span.quote) in words


def test_a_number_is_the_same_in_text_table_and_quotes(source: str, article: ha.Article) -> None:
    notes = {note.id: note for note in number_quotes(ha.extract(article))}
    numbers = {id_: note.number for id_, note in notes.items()}
    above = re.findall(r'<span id="n-([^"]+)".*?</span><sup>(\d+)</sup>', source, re.DOTALL)
    assert {id_: int(number) for id_, number in above} == numbers
    rows = re.findall(r'<span id="t-([^"]+)"><a\s+href="[^"]+">(\d+)</a>', source)
    assert {id_: int(number) for id_, number in rows} == numbers
    cited = re.findall(r'<span id="c-([^"]+)"><a\s+href="[^"]+">([^<]+)</a>', source)
    assert cited and all(mark == notes[id_].mark for id_, mark in cited)


def test_no_code_words_are_in_its_prose(page: Page) -> None:
    shown = re.sub(r"@font-face.*?</style>", "", page.words, flags=re.DOTALL)
    assert not re.search(r"\bq\d+-\d+\b|article\.text|vocabulary/|metrics\[", shown)


def test_every_number_has_a_place_in_the_text_and_a_row(page: Page, article: ha.Article) -> None:
    ids = ids_of(page)
    assert sorted(ids) == sorted(set(ids))
    for id_ in ha.extract(article)["id"]:
        assert in_text(id_) in ids and in_table(id_) in ids


def test_every_inner_link_leads_somewhere(page: Page) -> None:
    inner = [a["href"][1:] for _, a in page.tags if a.get("href", "").startswith("#")]
    assert len(inner) > 40 and set(inner) <= set(ids_of(page))


def test_every_mark_leads_to_its_number_and_the_number_back(source: str, article: ha.Article) -> None:
    marks = re.findall(r'<g id="(\w+-mark-([^"]+))">.*?<a\s+href="#([^"]+)"', source, re.DOTALL)
    drawn = {row for _, row, _ in marks}
    assert drawn and drawn <= set(ha.extract(article)["id"])
    assert all(target == in_text(row) for _, row, target in marks)
    back = dict(re.findall(r'<span id="n-([^"]+)"\s+class="quantity[^"]*"><a\s+href="#([^"]+)"', source))
    assert all(place.endswith(f"-{row}") for row, place in back.items())
    # To a chart that shows it, else to its row.
    shown = set(re.findall(r' id="\w+-(?:mark|value)-([^"]+)"', source))
    assert drawn <= shown
    assert all((back[id_] == in_table(id_)) is (id_ not in shown) for id_ in ha.extract(article)["id"])


def test_no_quote_is_printed_three_times(source: str, article: ha.Article) -> None:
    words = text_of(Page(re.sub(r"<sup>\d+</sup>|<(title|desc)\b.*?</\1>", "", source, flags=re.DOTALL)))
    for paragraph in article.paragraphs:
        assert words.count(re.sub(r"\s+", "", paragraph.span.quote)) <= 2


def test_quotes_lead_to_the_page_as_published(page: Page, article: ha.Article) -> None:
    links = [a["href"] for a in page.all("a") if "#:~:text=" in a.get("href", "")]
    assert len(links) == len(ha.extract(article))
    assert all(link.startswith("https://news.example/a?b=1&c=2#:~:text=") for link in links)


def test_what_means_something_to_a_writer_is_text(made: tuple[str, Path], page: Page) -> None:
    assert not {tag for tag, _ in page.tags} & {"iframe", "object", "embed", "link", "base", "img"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not [a for a in page.all("a") if a.get("href", "").startswith("javascript")]
    for said in ("<script>alert(1)</script>", "=cmd()", "\\input{secret}", '#show: "x" @ref', "*工業*"):
        assert re.sub(r"\s+", "", said) in text_of(page)
    pdf = re.sub(r"\s+", "", "".join(p.extract_text() for p in PdfReader(made[1] / "annex.pdf").pages))
    assert "\\input{secret}" in pdf and "=cmd()" in pdf
    with zipfile.ZipFile(made[1] / "annex.docx") as archive:
        assert "=cmd()" in archive.read("word/document.xml").decode()


def test_only_the_report_is_written(made: tuple[str, Path]) -> None:
    assert [path.name for path in made[1].parent.iterdir()] == ["out"]
    names = {path.relative_to(made[1]).as_posix() for path in made[1].rglob("*") if path.is_file()}
    figures = {name for name in names if name.startswith("figures/")}
    assert names - figures == set(DOCUMENTS)
    assert len(figures) % 3 == 0 and figures


def test_word_and_pdf_carry_the_links(made: tuple[str, Path], article: ha.Article) -> None:
    with zipfile.ZipFile(made[1] / "annex.docx") as archive:
        body = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    inner = set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', body))
    assert {in_text(id_) for id_ in ha.extract(article)["id"]} <= inner <= marks | {"figure_1"}
    assert relations.count("#:~:text=") >= len(ha.extract(article))
    pdf = PdfReader(made[1] / "annex.pdf")
    notes = [n.get_object() for p in pdf.pages for n in p.get("/Annots", [])]
    uris = [str(n["/A"]["/URI"]) for n in notes if "/A" in n and "/URI" in n["/A"]]
    assert sum("text=" in uri for uri in uris) >= len(ha.extract(article))


def test_source_method_and_versions_are_named(made: tuple[str, Path], page: Page) -> None:
    words = text_of(page)
    assert "2025-03-05" in words and "2025-03-02" in words
    assert f"pandas{pd.__version__}" in words
    assert {"zh-Hant": "方法", "zh-Hans": "方法", "en": "Method"}[made[0]] in words
    assert "SHA-256" in words


@pytest.mark.parametrize("made", ["en"], indirect=True)
def test_two_runs_give_the_same_bytes(made: tuple[str, Path], article: ha.Article, tmp_path: Path) -> None:
    build_report(tmp_path / "again", article=article, lang="en", edition=EDITION)
    paths = [path for path in sorted(made[1].rglob("*")) if path.is_file()]
    assert len(paths) > len(DOCUMENTS)
    for path in paths:
        again = tmp_path / "again" / path.relative_to(made[1])
        assert path.read_bytes() == again.read_bytes(), path.name


def test_without_a_date_it_says_that_periods_stay_empty(tmp_path: Path) -> None:
    undated = ha.parse_article("某縣新聞\n\n去年新建學校3所。")
    build_report(tmp_path / "r", article=undated, formats=["html"])
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    assert "沒有發布日期" in page.words and "沒有刊出日期" in page.words
    assert ha.extract(undated)["period"].isna().all()
    assert not page.all("svg")


def test_an_article_without_a_number_has_a_report_too(tmp_path: Path) -> None:
    written = build_report(tmp_path / "r", article=ha.parse_article("沒有數字的標題\n\n正文也沒有。"))
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    assert "文中沒有數量" in page.words and [path.name for path in written] == DOCUMENTS


def test_an_article_without_a_headline_has_a_title(tmp_path: Path) -> None:
    article = ha.parse_article("2021年，某縣糧食產量3萬噸，增長5%。\n\n出口2億元。")
    assert article.title is None
    build_report(tmp_path / "r", article=article, formats=["html"])
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    assert "文稿的數字解讀" in page.words and "《》" not in page.words


def test_a_corrected_frame_is_reported_as_corrected(article: ha.Article, tmp_path: Path) -> None:
    metrics = ha.extract(article)
    first = metrics.loc[metrics["indicator_id"] == "grp", "id"].iloc[0]
    path = ha.record_correction(metrics, first, "value", 4, reason="筆誤", path=tmp_path / "c.csv")
    build_report(tmp_path / "r", article=article, metrics=ha.correct(metrics, path), formats=["html"])
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    assert "更正" in text_of(page) and "（含更正）" in text_of(page)


def test_a_frame_that_lacks_columns_is_refused(article: ha.Article, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lacks the column.*type build_report"):
        build_report(tmp_path / "r", article=article, metrics=ha.extract(article)[["id", "quote"]])
    assert not (tmp_path / "r").exists()


def test_a_frame_of_another_article_is_refused(article: ha.Article, tmp_path: Path) -> None:
    other = ha.parse_article("某縣新聞\n\n去年新建學校3所。")
    with pytest.raises((DataError, ReportError), match="extracted from it"):
        build_report(tmp_path / "r", article=other, metrics=ha.extract(article), formats=["html"])
    assert not (tmp_path / "r").exists()


def test_a_text_of_very_many_numbers_leaves_out_rows_and_says_where_they_stand(
    article: ha.Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hulin_analysis.report.subject._MOST_ROWS", 4)
    build_report(tmp_path, article=article, lang="en", formats=["html"], edition=Edition(parts=["annex"]))
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    metrics = ha.extract(article)
    rows = metrics[metrics["id"].map(in_table).isin(ids_of(page))]
    assert len(rows) == 4
    assert set(rows["kind"]) == set(metrics["kind"])
    assert rows["indicator_id"].notna().sum() == 1
    count = len(metrics)
    assert f"The other {count - 4} are in the sheet “Numbers” of metrics.xlsx" in page.words
    assert (tmp_path / "metrics.xlsx").is_file()
    targets = {one["href"][1:] for one in page.all("a") if one.get("href", "").startswith("#")}
    assert targets <= set(ids_of(page))
