"""The report on any article: true of that one, and every number one click from its sentence."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from made_report import Page
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis.errors import DataError, ReportError
from hulin_analysis.report import build_report
from hulin_analysis.report.chapters import in_table, in_text

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


@pytest.fixture(scope="module")
def article() -> ha.Article:
    return ha.parse_article(TEXT, url="https://news.example/a?b=1&c=2")


@pytest.fixture(scope="module", params=["zh-Hant", "zh-Hans", "en"])
def made(request: pytest.FixtureRequest, article: ha.Article, tmp_path_factory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp(request.param) / "out"
    build_report(folder, article=article, lang=request.param, accessed="2025-03-05")
    return request.param, folder


@pytest.fixture(scope="module")
def page(made: tuple[str, Path]) -> Page:
    return Page((made[1] / "report.html").read_text(encoding="utf-8"))


def text_of(page: Page) -> str:
    return re.sub(r"\s+", "", page.words)


def test_nothing_of_another_article_is_in_it(page: Page) -> None:
    assert not re.search("虎林|黑龍江|黑龙江|Hulin's|Heilongjiang", page.words)


def test_it_says_in_figures_what_the_article_states(
    made: tuple[str, Path], article: ha.Article, page: Page
) -> None:
    metrics = ha.extract(article)
    hedged = int((metrics["hedge"] != "exact").sum())
    targets = int((metrics["status"] == "target").sum())
    assert hedged and targets
    expected = {
        "zh-Hant": [f"說了{len(metrics)}個數量", f"{hedged}個帶有分寸", f"{targets}個是目標"],
        "zh-Hans": [f"说了{len(metrics)}个数量", f"{hedged}个带有分寸"],
        "en": [f"states {len(metrics)} quantities", f"Of these, {hedged} are hedged"],
    }[made[0]]
    words = re.sub(r"\s+", " ", page.words)
    assert all(said in words for said in expected)


def test_it_opens_with_the_weightiest_findings_and_their_numbers(
    made: tuple[str, Path], article: ha.Article, page: Page
) -> None:
    table = ha.findings(ha.extract(article), lang=made[0]).head(5)  # type: ignore[arg-type]
    assert len(table)
    words = re.sub(r"\s+", " ", page.words)
    for row in table.itertuples():
        assert row.sentence in words
        assert all(id_ in words[words.index(row.sentence) :] for id_ in row.ids)


def test_the_article_is_there_verbatim(page: Page, article: ha.Article) -> None:
    words = text_of(page)
    for paragraph in article.paragraphs:
        assert re.sub(r"\s+", "", paragraph.span.quote) in words


def test_every_number_has_a_place_in_the_text_and_a_row(page: Page, article: ha.Article) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))
    for id_ in ha.extract(article)["id"]:
        assert in_text(id_) in ids and in_table(id_) in ids


def test_every_inner_link_leads_somewhere(page: Page) -> None:
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    inner = [a["href"][1:] for _, a in page.tags if a.get("href", "").startswith("#")]
    assert len(inner) > 40 and set(inner) <= ids


def test_every_mark_leads_to_its_number_and_the_number_back(
    made: tuple[str, Path], page: Page, article
) -> None:
    source = (made[1] / "report.html").read_text(encoding="utf-8")
    marks = re.findall(r'<g id="(\w+-mark-([^"]+))">.*?<a\s+href="#([^"]+)"', source, re.DOTALL)
    assert {row for _, row, _ in marks} == set(ha.extract(article)["id"])
    assert all(target == in_text(row) for _, row, target in marks)
    back = dict(re.findall(r'<span id="n-([^"]+)"\s+class="quantity[^"]*"><a\s+href="#([^"]+)"', source))
    assert back.keys() == {row for _, row, _ in marks}
    # To the chart of its kind; what no such chart draws is on the map of all.
    assert all(place.endswith(f"-{row}") for row, place in back.items())
    assert {place.split("-")[0] for place in back.values()} >= {"activities", "indicators", "investments"}


def test_quotes_lead_to_the_page_as_published(page: Page, article: ha.Article) -> None:
    links = [a["href"] for a in page.all("a") if "#:~:text=" in a.get("href", "")]
    assert len(links) == len(ha.extract(article))
    assert all(link.startswith("https://news.example/a?b=1&c=2#:~:text=") for link in links)


def test_what_means_something_to_a_writer_is_text(made: tuple[str, Path], page: Page) -> None:
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "iframe", "object", "embed", "link", "base", "img"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not [a for a in page.all("a") if a.get("href", "").startswith("javascript")]
    for said in ("<script>alert(1)</script>", "=cmd()", "\\input{secret}", '#show: "x" @ref', "*工業*"):
        assert re.sub(r"\s+", "", said) in text_of(page)
    pdf = re.sub(r"\s+", "", "".join(p.extract_text() for p in PdfReader(made[1] / "report.pdf").pages))
    assert "\\input{secret}" in pdf and "=cmd()" in pdf
    with zipfile.ZipFile(made[1] / "report.docx") as archive:
        assert "=cmd()" in archive.read("word/document.xml").decode()


def test_only_the_report_is_written(made: tuple[str, Path]) -> None:
    assert [path.name for path in made[1].parent.iterdir()] == ["out"]
    names = {path.relative_to(made[1]).as_posix() for path in made[1].rglob("*") if path.is_file()}
    assert {"report.html", "report.docx", "report.pdf", "metrics.xlsx", "figures/indicators.svg"} <= names
    assert len(names) == 4 + 3 * 6


def test_word_and_pdf_carry_the_links(made: tuple[str, Path], article: ha.Article) -> None:
    with zipfile.ZipFile(made[1] / "report.docx") as archive:
        body = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    inner = set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', body))
    assert {in_text(id_) for id_ in ha.extract(article)["id"]} <= inner <= marks | {"figure_1"}
    assert relations.count("#:~:text=") >= len(ha.extract(article))
    pdf = PdfReader(made[1] / "report.pdf")
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
    build_report(tmp_path / "again", article=article, lang="en", accessed="2025-03-05")
    assert len(list(made[1].rglob("*.*"))) == 4 + 3 * 6
    for path in sorted(made[1].rglob("*")):
        if path.is_file():
            again = tmp_path / "again" / path.relative_to(made[1])
            assert path.read_bytes() == again.read_bytes(), path.name


def test_without_a_date_it_says_that_periods_stay_empty(tmp_path: Path) -> None:
    undated = ha.parse_article("某縣新聞\n\n去年新建學校3所。")
    build_report(tmp_path / "r", article=undated, formats=["html"])
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    assert "沒有刊出日期" in page.words
    assert ha.extract(undated)["period"].isna().all()
    assert "沒有可畫的：指標、投資額、其他金額" in page.words


def test_an_article_without_a_number_has_a_report_too(tmp_path: Path) -> None:
    written = build_report(tmp_path / "r", article=ha.parse_article("沒有數字的標題\n\n正文也沒有。"))
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    assert "沒有說任何數量" in page.words and len(written) > 4


def test_a_corrected_frame_is_reported_as_corrected(article: ha.Article, tmp_path: Path) -> None:
    metrics = ha.extract(article)
    first = metrics["id"].iloc[0]
    path = ha.record_correction(metrics, first, "value", 4, reason="筆誤", path=tmp_path / "c.csv")
    build_report(tmp_path / "r", article=article, metrics=ha.correct(metrics, path), formats=["html"])
    page = Page((tmp_path / "r" / "report.html").read_text(encoding="utf-8"))
    assert f"1個數字由使用者更正過（編號①{first}）" in text_of(page)


def test_a_frame_that_lacks_columns_is_refused(article: ha.Article, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lacks the column.*type build_report"):
        build_report(tmp_path / "r", article=article, metrics=ha.extract(article)[["id", "quote"]])
    assert not (tmp_path / "r").exists()


def test_a_frame_of_another_article_is_refused(article: ha.Article, tmp_path: Path) -> None:
    other = ha.parse_article("某縣新聞\n\n去年新建學校3所。")
    with pytest.raises((DataError, ReportError), match="extracted from it"):
        build_report(tmp_path / "r", article=other, metrics=ha.extract(article), formats=["html"])
    assert not (tmp_path / "r").exists()
