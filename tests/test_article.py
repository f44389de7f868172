from __future__ import annotations

from datetime import datetime

import pytest

from hulin_analysis import load_article, parse_article
from hulin_analysis.article import Article, Span
from hulin_analysis.errors import ArticleError


def _walk(article: Article) -> list[Span]:
    spans = [*article.boilerplate, *article.sentences, *(p.span for p in article.paragraphs)]
    spans += [section.title for section in article.sections if section.title]
    return [*spans, article.title] if article.title else spans


def test_every_span_is_a_slice_of_the_untouched_text() -> None:
    article = load_article()
    spans = _walk(article)
    assert len(spans) > 60
    assert all(article.text[s.start : s.end] == s.quote for s in spans)


def test_metadata() -> None:
    article = load_article()
    assert article.title is not None
    assert article.title.quote == "黑龍江虎林:“局咋破”“事咋干”\xa0以學促干惠民生"
    assert (article.paper, article.portal, article.place) == ("黑龍江日報", "人民網", "虎林市")
    assert article.published == datetime(2022, 2, 15, 8, 59)
    assert article.authors == ("尹洪全", "於曉霞", "孫偉民", "劉柏森")
    assert article.editors == ("王子鋒", "宋美琪")
    assert article.url == "http://dangshi.people.com.cn/BIG5/n1/2022/0215/c436975-32352350.html"


def test_sections_are_the_lead_and_the_three_sub_headings() -> None:
    article = load_article()
    assert [section.name for section in article.sections] == [
        "",
        "活化黨史學習中砥礪初心",
        "為民辦實事中踐行使命",
        "推動高質量發展中開創新局",
    ]
    assert [len(section.paragraphs) for section in article.sections] == [2, 5, 7, 5]
    assert [p.number for p in article.paragraphs] == list(range(1, 20))


def test_boilerplate_is_in_no_section() -> None:
    article = load_article()
    quotes = [span.quote for span in article.boilerplate]
    assert {"人民網首頁", "小字號", "返回頂部", "分享讓更多人看到"} <= set(quotes)
    assert all(
        not (span.start < p.span.end and p.span.start < span.end)
        for span in article.boilerplate
        for p in article.paragraphs
    )


def test_text_boilerplate_title_headings_and_paragraphs_leave_only_white_space() -> None:
    article = load_article()
    rest = list(article.text)
    for span in _walk(article):
        rest[span.start : span.end] = " " * len(span.quote)
    assert "".join(rest).strip() == ""


def test_sentences_keep_their_closing_quotes_and_fill_their_paragraph() -> None:
    for paragraph in load_article().paragraphs:
        assert "".join(s.quote for s in paragraph.sentences) == paragraph.span.quote
        assert all(not s.quote.startswith(("”", "。")) for s in paragraph.sentences)


def test_a_span_that_cannot_hold_its_quote_is_refused() -> None:
    with pytest.raises(ArticleError, match="cannot hold the 2 characters"):
        Span(0, 3, "去年")


def test_an_article_checks_its_spans() -> None:
    with pytest.raises(ArticleError, match="does not stand at 0:2"):
        Article("今年", Span(0, 2, "去年"), None, None, None, (), (), None, None, (), ())


def test_about_is_plain() -> None:
    about = load_article().metadata()
    assert about["published"] == "2022-02-15T08:59"
    assert about["script"] == "hant"
    assert all(value is None or isinstance(value, str) for value in about.values())


@pytest.mark.parametrize(
    "day",
    ["2025年4月20日", " 2025年4月20日 ", "2025年04月20日", "２０２５年４月２０日", "2025-04-20", "20250420"],
)
def test_a_day_may_be_typed_as_texts_write_it(day: str) -> None:
    article = parse_article("某縣新聞\n今年新建學校3所。", published=day)
    assert article.metadata()["published"] == "2025-04-20T00:00"
