from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from portals import BODY, TEXT, page

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.formats import FORMATS
from hulin_analysis.views.reader import article_html

UNDATED = "雲隱縣:穩中求進促發展\n去年新建學校3所。\n2021年投資2億元。"


# -- which file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.txt", TEXT),
        ("page.htm", page("gov")),
        ("PAGE.HTML", page("gov")),
        ("page.md", TEXT.replace("\n", "\n\n")),
        ("page", TEXT),
        ("page.php", page("gov")),
        ("page.news", "\ufeff" + page("gov")),
    ],
)
def test_any_file_of_an_article_is_read(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert [p.span.quote for p in ha.read_article(tmp_path / name).paragraphs] == list(BODY)


def test_a_folder_that_holds_one_article_is_that_article(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page("gov"), encoding="utf-8")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "frame.html").write_text("x", encoding="utf-8")
    for name in ("picture.png", ".hidden.txt", "~$page.docx"):
        (tmp_path / name).write_bytes(b"\0")
    assert len(ha.read_article(tmp_path).paragraphs) == len(BODY)
    (tmp_path / "other.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(
        ArticleError, match=r"holds 2 files \(other[.]txt, page[.]html\); give the file of one"
    ):
        ha.read_article(tmp_path)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.txt", "text"), ("a.html", "html"), ("a.md", "markdown"), ("a", "html")]
)
def test_a_file_beyond_the_limit_is_refused(name: str, kind: str, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as file:
        file.write(b"<html>")
        file.truncate(FORMATS[kind].most + 1)
    with pytest.raises(
        ArticleError, match=rf"{name} is longer than {FORMATS[kind].most // 1_000_000} MB, the limit"
    ):
        ha.read_article(tmp_path / name)


def test_one_line_of_megabytes_takes_time_in_proportion(tmp_path: Path) -> None:
    took = []
    for times in (1, 8):
        (tmp_path / "page.txt").write_bytes((BODY[0] * 6000 * times).encode())
        start = time.process_time()
        ha.read_article(tmp_path / "page.txt")
        took.append(time.process_time() - start)
    assert took[1] < 8 * 4 * max(took[0], 0.05)


# -- what is given -----------------------------------------------------------------------------------------


def test_without_a_date_what_depends_on_it_has_no_period() -> None:
    article = ha.parse_article(UNDATED)
    assert article.published is None
    assert [None if pd.isna(p) else p for p in ha.extract(article)["period"]] == [None, "2021"]


@pytest.mark.parametrize(
    "published",
    [
        *("2022-02-15", " 2022-02-15 ", "2022-02-15T08:59", "2022-02-15 08:59:30", date(2022, 2, 15)),
        *(datetime(2022, 2, 15, 8, 59), pd.Timestamp("2022-02-15", tz="Asia/Shanghai")),
    ],
)
def test_a_date_is_given(published: Any) -> None:
    article = ha.parse_article(UNDATED, published=published)
    assert article.metadata()["published"][:10] == "2022-02-15"
    assert article.published.tzinfo is None
    assert list(ha.extract(article)["period"]) == ["2021", "2021"]


@pytest.mark.parametrize("published", ["gestern", "2022-13-01", "15.2.2022", "", 2022, pd.NaT, b"2022"])
def test_what_is_no_date_is_one_sentence(published: Any) -> None:
    with pytest.raises(
        ArticleError, match=r"is not a date; give one as in published='2022-02-15'[.]$"
    ) as caught:
        ha.parse_article(UNDATED, published=published)
    assert "\n" not in str(caught.value)


def test_what_is_given_wins(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page("gov"), encoding="utf-8")
    known = {"published": "2020-01-02", "place": "某市", "paper": "某晚報", "url": "https://a.example/b"}
    about = ha.read_article(tmp_path / "page.html", **known, title="另一個標題").metadata()
    assert about | known == about | {"published": "2020-01-02"}
    assert about["published"] == "2020-01-02T00:00"
    assert about["title"] == "另一個標題"


def test_a_title_is_a_span_where_it_stands_in_the_text() -> None:
    text = f"本報訊\n{UNDATED}"
    assert ha.parse_article(text).metadata()["title"] == "本報訊"
    article = ha.parse_article(text, title="云隐县:稳中求进 促发展")
    assert article.title is not None
    assert (article.title.quote, article.headline) == ("雲隱縣:穩中求進促發展", None)
    assert len(article.paragraphs) == 2


def test_a_title_that_does_not_stand_in_the_text_is_no_span() -> None:
    article = ha.parse_article("去年全縣新建學校3所。", title="雲隱縣:新建9所")
    assert (article.title, article.headline, article.place) == (None, "雲隱縣:新建9所", "雲隱縣")
    assert article.metadata()["title"] == "雲隱縣:新建9所"
    assert list(ha.extract(article)["quote"]) == ["3所"]
    kept = ha.parse_article(UNDATED, title="另一個標題")
    assert kept.title is not None
    assert kept.title.quote == "雲隱縣:穩中求進促發展"
    assert kept.metadata()["title"] == "另一個標題"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/tmp/page.html", "https://", "http://a b", "ftp://a.example"]
)
def test_only_addresses_of_the_web_are_taken(url: str) -> None:
    with pytest.raises(ArticleError, match="is not the address of a web page"):
        ha.parse_article(TEXT, url=url)


@pytest.mark.parametrize("option", ["title", "place", "paper", "url"])
def test_words_are_words(option: str) -> None:
    with pytest.raises(
        ArticleError, match=rf"The {option} of an article is text, not 5; give it as in {option}="
    ):
        ha.parse_article(TEXT, **{option: 5})


def test_a_headline_from_elsewhere_is_shown_above_the_text_and_escaped() -> None:
    shown = article_html(ha.parse_article("去年新建學校3所。", title="<b>新建</b>"))
    assert "<h3>&lt;b&gt;新建&lt;/b&gt;</h3>" in shown
