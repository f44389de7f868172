"""The brief: two pages, three to five findings, and every quote once."""

from __future__ import annotations

import re
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

import hulin_analysis as ha
from hulin_analysis.report import Edition, build_report
from hulin_analysis.report.brief import brief, front, room_for_chart
from hulin_analysis.report.document import Table
from hulin_analysis.report.pandoc import words_of
from hulin_analysis.report.pictures import Charts
from hulin_analysis.report.subject import Subject

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXTS = sorted((DOCS / "gallery" / "texts").glob("*.*"))
TEXTS = [path for path in TEXTS if path.stem != "README"]


def subject_of(path: Path, lang: Any = "zh-Hans") -> Subject:
    article = ha.read_article(path)
    return Subject(article, ha.extract(article), None, lang, Edition(day=date(2026, 3, 1)))


@pytest.fixture(scope="module", params=TEXTS, ids=lambda path: path.stem)
def subject(request: pytest.FixtureRequest) -> Subject:
    return subject_of(request.param)


def test_it_has_three_to_five_findings_each_with_its_numbers(subject: Subject) -> None:
    assert 3 <= len(subject.findings) <= 5
    assert all(one.ids and set(one.ids) <= set(subject.metrics["id"]) for one in subject.findings)


def test_each_number_that_is_cited_has_its_quote_once(subject: Subject) -> None:
    blocks = brief(subject, None)
    cited = re.findall(r"'#c-([\w-]+)'", str(blocks))
    quoted = re.findall(r"'c-([\w-]+)', \[\]", str(blocks))
    assert set(cited) <= set(quoted)
    assert len(quoted) == len(set(quoted))
    for id_ in quoted:
        assert subject.notes[id_].shown in words_of(blocks)


def test_its_scorecard_is_of_named_rows_and_fits_the_first_page(subject: Subject) -> None:
    room = room_for_chart(subject)
    shown = Charts(subject, room).draw("brief")
    assert shown is not None and shown[0] in ("scorecard", "indicators")
    figure = shown[1]
    width, height = figure.get_size_inches() * 72
    scale = 464 / width
    assert height * scale <= room + 1
    sizes = {text.get_fontsize() * scale for text in figure.texts}
    assert min(sizes, default=7) >= 7
    assert subject.words("unnamed") not in figure.alt


@pytest.mark.parametrize(
    "path", [path for path in TEXTS if path.stem != "county_quarter"], ids=lambda path: path.stem
)
def test_it_is_two_pages(path: Path, tmp_path: Path) -> None:
    edition = Edition(unit="某縣統計局", author="張三", parts=["brief"])
    build_report(tmp_path / "r", article=ha.read_article(path), formats=["pdf"], edition=edition)
    assert len(PdfReader(tmp_path / "r" / "brief.pdf").pages) == 2


def test_the_picture_of_the_readme_is_the_brief_of_today() -> None:
    """Its two pages beside each other; where it is another one: make gallery."""
    pages = runpy.run_path(str(DOCS / "brief.py"))["picture"]("zh-Hans")
    shown = [np.asarray(one.convert("RGB"), float) for one in (pages, Image.open(DOCS / "brief.zh-Hans.png"))]
    assert shown[0].shape == shown[1].shape
    # Another digit in it makes 0.2, root mean square of 255.
    assert np.sqrt(np.mean((shown[0] - shown[1]) ** 2)) < 0.1


def test_the_masthead_leaves_out_what_is_not_given() -> None:
    subject = subject_of(TEXTS[0])
    assert front(subject).subtitle == "2026年3月1日"
    article = ha.parse_article("一\n\n二〇二五年，糧食產量3萬噸。")
    bare = Subject(article, ha.extract(article), None, "zh-Hant", Edition(day=date(2026, 3, 1), unit="甲局"))
    assert front(bare).subtitle == "甲局 · 2026年3月1日"
    assert front(bare).source.startswith("本件只解讀原文中的數字")


def test_the_day_of_the_brief_is_that_of_the_source_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert Edition().issued == date(1970, 1, 2)


@pytest.mark.parametrize("typed", ["2025-04-20", "2025年4月20日", "二〇二五年四月二十日"])
def test_days_of_an_edition_are_typed_as_one_likes(typed: str) -> None:
    edition = Edition(day=typed, accessed=typed)
    assert (edition.issued, edition.accessed) == (date(2025, 4, 20), "2025-04-20")


def test_what_is_no_day_of_an_edition_is_refused() -> None:
    with pytest.raises(ha.HulinError, match="'spring' is not a date; give one as in day='2022-02-15'"):
        Edition(day="spring")


def test_time_and_place_are_said_once(subject: Subject) -> None:
    sentences = [one.sentence for one in subject.findings]
    table = ha.findings(subject.metrics, lang="zh-Hans")
    whole = set(table["sentence"])
    assert any(sentence in whole for sentence in sentences)
    assert all(any(one.endswith(sentence) for one in whole) for sentence in sentences if len(table) >= 3)


def test_without_indicators_the_next_best_chart_stands_there() -> None:
    text = "去年,某县举办宣讲265场、展览13场、竞赛62场、演出100余场。"
    article = ha.parse_article(text, published="2026-02-01")
    subject = Subject(article, ha.extract(article), None, "zh-Hans", Edition())
    shown = Charts(subject, 400.0).draw("brief")
    assert shown is not None and shown[0] == "activities"


def test_what_the_brief_shows_whole_the_annex_does_not_show_again() -> None:
    subject = Subject(ha.load_article(), ha.load_metrics(), ha.load_context(), "zh-Hant", Edition())
    charts = Charts(subject, room_for_chart(subject))
    first = charts.draw("brief")
    assert first is not None and first[0] == "indicators" and not first[2]
    assert charts.draw("indicators") is None and charts.draw("activities") is not None


def made_from(text: str, lang: Any = "zh-Hans") -> Subject:
    article = ha.parse_article(text, published="2026-02-01")
    return Subject(article, ha.extract(article), None, lang, Edition())


def test_the_scorecard_need_not_begin_with_the_first_number_of_the_text() -> None:
    rates = "、".join(f"{name}增长{n}%" for n, name in enumerate(("出口", "进口", "固定资产投资"), 3))
    text = (
        f"2020年，某县粮食产量3万吨。\n\n2025年，某县地区生产总值60亿元，{rates}。社会消费品零售总额9亿元。"
    )
    subject = made_from(text + "一般公共预算收入5亿元。")
    shown = Charts(subject, 250.0).draw("brief")
    assert shown is not None and shown[2] == 2
    assert "粮食产量" not in shown[1].alt
    # What is left out stands in the annex, under the name it has there.
    assert any("另有2项见附件" in one for one in shown[1].notes)


@pytest.mark.parametrize(("lang", "caption"), [("zh-Hans", "主要数字"), ("en", "The main figures")])
def test_without_a_chart_a_table_has_the_main_numbers(lang: Any, caption: str) -> None:
    subject = made_from("去年，全县投入8.3亿元。企业吸纳就业1200人。", lang)
    assert Charts(subject, 400.0).draw("brief") is None
    blocks = brief(subject, None)
    (table,) = (one for one in blocks if isinstance(one, Table))
    assert table.caption == caption
    assert [row[0] for row in table.grid.rows] == ["①", "②"]
    assert set(table.links.values()) == {"#c-q1-1", "#c-q1-2"}
    assert str(blocks).count("'c-q1-2'") == 1


def test_with_few_findings_the_indicators_that_are_left_are_told() -> None:
    subject = made_from("2025年，某县粮食产量3万吨。地区生产总值2亿元。常住人口9万人。城镇调查失业率4.6%。")
    assert 4 <= len(subject.findings) <= 5
