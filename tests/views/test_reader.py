"""The article in a cell: verbatim, escaped, every numeral told, and it may stand on a page twice."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import hulin_analysis as ha
from hulin_analysis.errors import ChartError, DataError
from hulin_analysis.views import article_html, reader

HOSTILE = (
    "<script>alert(1)</script>\n\n2024年3月1日08:00 | 來源:某<b>日報\n\n"
    '去年新建"學校"3所<img src=x onerror=alert(1)>。</p></details></style>第一批&amp;200戶入住。'
)


class Elements(HTMLParser):
    """Every element with its attributes and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = (tag, dict(attributes), list[str]())
        self.found.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, "elements are closed in their order"

    def handle_data(self, data: str) -> None:
        for _, _, text in self.open:
            text.append(data)

    def all(self, tag: str, **attributes: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (given, "".join(text))
            for name, given, text in self.found
            if name == tag and all(given.get(key) == value for key, value in attributes.items())
        ]


@pytest.fixture(scope="module")
def article() -> ha.Article:
    return ha.load_article()


@pytest.fixture(scope="module")
def page(article: ha.Article) -> Elements:
    return Elements(article_html(article))


def test_every_paragraph_is_there_verbatim(article: ha.Article, page: Elements) -> None:
    shown = [text for given, text in page.all("p") if "class" not in given]
    expected = [p.span.quote for p in article.paragraphs] + [span.quote for span in article.boilerplate]
    assert shown == expected
    assert page.all("h3") == [({}, article.title.quote)]


def test_every_number_is_marked_with_its_kind_and_what_it_states(article: ha.Article, page: Elements) -> None:
    metrics = ha.extract(article)
    marks = {given["data-id"]: (given, text) for given, text in page.all("mark") if "data-id" in given}
    assert list(marks) == metrics["id"].tolist()
    for row in metrics.to_dict("records"):
        given, text = marks[row["id"]]
        assert text == row["quote"]
        assert given["class"].split()[0] == row["kind"]
        assert given["aria-label"] == f"{text}: {given['data-said']}"
        assert given["data-said"].endswith(row["id"])
    assert marks["q7-1"][0]["data-said"].startswith("≥1,500場 · ")
    assert "預計" in marks["q18-1"][0]["data-said"] and "expected" in marks["q18-1"][0]["class"]


def test_every_other_numeral_is_greyed_with_its_reason(article: ha.Article, page: Elements) -> None:
    ledger = ha.ledger(article)
    asides = [(text, given) for given, text in page.all("span", role="note")]
    assert sorted(text for text, _ in asides) == sorted(ledger["quote"])
    assert {given["data-said"] for _, given in asides} == {
        ha.meaning("reason", reason) for reason in ledger["reason"].unique()
    }


def test_it_is_reached_by_the_keyboard_and_folds_away(article: ha.Article, page: Elements) -> None:
    told = [given for _, given, _ in page.found if "data-said" in given]
    assert len(told) == len(ha.extract(article)) + len(ha.ledger(article))
    assert all(given["tabindex"] == "0" and given["role"] == "note" for given in told)
    sections = [given for given, _ in page.all("details") if "class" not in given]
    assert len(sections) == len(article.sections) and all("open" in given for given in sections)
    assert len(page.all("summary")) == len(article.sections) + 1


def test_it_may_stand_on_a_page_twice(article: ha.Article, page: Elements) -> None:
    assert not [given for _, given, _ in page.found if "id" in given]
    assert not page.all("script")
    assert article_html(article) == article_html(article)


def test_the_style_touches_nothing_outside(page: Elements) -> None:
    ((_, style),) = page.all("style")
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    selectors = [s.strip() for block in re.findall(r"([^{}]+)\{", rules) for s in block.split(",")]
    assert selectors and all(".hulin-reader" in selector for selector in selectors)
    assert any("data-jp-theme-light" in selector for selector in selectors)


def test_a_hostile_article_is_text() -> None:
    article = ha.parse_article(HOSTILE)
    page = Elements(article_html(article))
    assert not page.all("script") and not page.all("img") and not page.all("b")
    text = "".join(text for given, text in page.all("p") if "class" not in given)
    assert "<img src=x onerror=alert(1)>" in text and "&amp;200戶" in text
    assert ("3所" in [text for _, text in page.all("mark")]) and not page.open


def test_the_language_is_the_article_s_unless_another_is_asked_for() -> None:
    article = ha.parse_article("某市新闻\n\n2024年3月1日08:00 | 来源:某日报\n\n去年预计实现收入3亿元。")
    assert "实现" in article_html(article) and "预计" in article_html(article)
    assert 'data-said="300 million yuan' in article_html(article, lang="en")
    assert "expected" in article_html(article, lang="en")
    with pytest.raises(ChartError, match="zh-Hant, zh-Hans, en"):
        article_html(article, lang="xx")


def test_a_frame_of_another_article_is_refused(article: ha.Article) -> None:
    other = ha.parse_article("某市新聞\n\n去年新建學校3所。")
    with pytest.raises(DataError, match="give the frame that was extracted from it"):
        article_html(other, ha.extract(article))


def test_a_corrected_frame_is_shown_as_corrected(article: ha.Article) -> None:
    metrics = ha.extract(article)
    metrics.loc[metrics["id"] == "q5-1", "kind"] = "activity"
    fewer = metrics[metrics["id"] != "q7-1"]
    page = Elements(article_html(article, fewer))
    marks = {given.get("data-id"): given for given, _ in page.all("mark")}
    assert "q7-1" not in marks and marks["q5-1"]["class"] == "activity"


def test_a_very_long_article_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch, article: ha.Article) -> None:
    monkeypatch.setattr(reader, "LONGEST", 1000)
    page = Elements(article_html(article, lang="en"))
    assert len(page.all("details")) == 2
    assert "at most 1,000 characters" in page.all("p", **{"class": "note"})[0][1]


def test_an_article_without_numbers_and_sections_shows_itself() -> None:
    page = Elements(article_html(ha.parse_article("沒有數字的標題\n\n正文也沒有。")))
    assert not page.all("mark") and page.all("p")[-1][1] == "正文也沒有。"


def test_a_notebook_shows_an_article_as_the_reader_does(article: ha.Article, monkeypatch) -> None:
    shell = InteractiveShell.instance()
    try:
        monkeypatch.setattr("IPython.get_ipython", lambda: shell)
        ha._show_articles()
        shown = shell.display_formatter.formatters["text/html"](article)
        assert shown == article_html(article)
        assert shell.display_formatter.formatters["text/html"](pd.Series([1]).index) is None
    finally:
        InteractiveShell.clear_instance()
