"""Line breaks within a quote: the frame keeps them, and nothing that is shown has any."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

import hulin_analysis as ha
from hulin_analysis.line_breaks import joined
from hulin_analysis.quotes import number_quotes
from hulin_analysis.report.annex import annex
from hulin_analysis.report.document import Table
from hulin_analysis.report.subject import Edition, Subject
from hulin_analysis.selectors import deep_link, select_quote
from hulin_analysis.views import article_html

# So that lines end in the middle of quotes, whatever stands in them.
WIDTH = 21


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("達到1349\n.08億元", "達到1349.08億元"),
        ("達到\n1349億元", "達到1349億元"),
        ("新建\r\n　　學校", "新建學校"),
        ("新建 \n學校", "新建學校"),
        ("13\n49", "1349"),
        ("5.4\n%", "5.4%"),
        ("Heilongjiang\nDaily", "Heilongjiang Daily"),
        ("said,\nagain", "said, again"),
        ("第5\nG網", "第5G網"),
        ("黨的\nAI企業", "黨的AI企業"),
        ("一行 兩行", "一行 兩行"),
        ("\n頭", "頭"),
        ("", ""),
    ],
)
def test_a_break_is_nothing_or_a_space(words: str, shown: str) -> None:
    assert joined(words) == shown


@given(st.text(alphabet="增長5.a,\n\r \u3000", max_size=40), st.data())
def test_stretches_shown_one_after_another_are_the_whole(words: str, data: st.DataObject) -> None:
    ends = [match.end() for match in re.finditer(r"[^\s]", words)]
    cut = data.draw(st.sampled_from([0, *ends, len(words)]))
    assert joined(words, 0, cut) + joined(words, cut) == joined(words)
    assert not re.search("[\n\r]", joined(words))


@dataclass(frozen=True)
class Copy:
    """The article and its metrics; and the same, wrapped."""

    article: ha.Article
    metrics: pd.DataFrame
    wrapped: ha.Article
    rows: pd.DataFrame


@pytest.fixture(scope="module")
def copy() -> Copy:
    article, metrics = ha.load_article(), ha.load_metrics()
    parts = re.findall(rf"\n+|[^\n]{{1,{WIDTH}}}", article.text)
    cuts = [a[-1] != "\n" and b[0] != "\n" for a, b in pairwise(parts)]
    text = "".join(part + "\n" * cut for part, cut in zip(parts, [*cuts, False], strict=True))
    ends = list(accumulate(len(part) for part in parts))
    breaks = [end for end, cut in zip(ends, cuts, strict=False) if cut]

    def moved(offset: int) -> int:
        return offset + sum(end <= offset for end in breaks)

    rows = metrics.copy()
    lengths = metrics["sentence"].str.len()
    rows["start"], rows["end"] = metrics["start"].map(moved), (metrics["end"] - 1).map(moved) + 1
    rows["sentence_start"] = metrics["sentence_start"].map(moved)
    last = (metrics["sentence_start"] + lengths - 1).map(moved) + 1
    rows["quote"] = [text[a:b] for a, b in zip(rows["start"], rows["end"], strict=True)]
    rows["sentence"] = [text[a:b] for a, b in zip(rows["sentence_start"], last, strict=True)]
    rows.attrs = dict(metrics.attrs)
    return Copy(article, metrics, ha.parse_article(text, url=article.url), rows)


def test_the_frame_stays_verbatim(copy: Copy) -> None:
    assert copy.rows["quote"].str.contains("\n").sum() >= 3
    assert copy.rows["sentence"].str.contains("\n").sum() >= 20
    assert set(copy.rows["sentence"]) <= {sentence.quote for sentence in copy.wrapped.sentences}
    quotes = copy.rows.sort_values("start")["quote"].tolist()
    assert [note.quote for note in number_quotes(copy.rows)] == quotes


@pytest.mark.parametrize("quotes", ["panel", "footnotes"])
@pytest.mark.parametrize("chart", ["indicators", "activities", "investments", "amounts"])
def test_charts_show_the_same(copy: Copy, chart: str, quotes: str) -> None:
    draw = getattr(ha, f"plot_{chart}")
    drawn = [draw(metrics, quotes=quotes) for metrics in (copy.metrics, copy.rows)]
    shown = [[text.get_text() for text in figure.findobj(Text)] for figure in drawn]
    assert shown[0] == shown[1]
    assert drawn[0].alt == drawn[1].alt


def test_the_table_shows_the_same(copy: Copy) -> None:
    shown = [
        re.sub('hulin-[0-9a-f]{8}|href="[^"]*"', "", ha.table(metrics).as_raw_html())
        for metrics in (copy.metrics, copy.rows)
    ]
    assert shown[0] == shown[1]


def test_the_reader_shows_the_same(copy: Copy) -> None:
    pages = [article_html(copy.article, copy.metrics), article_html(copy.wrapped, copy.rows)]
    paragraphs = [re.findall("<p>(.*?)</p>", page, re.DOTALL) for page in pages]
    # Of the byline, a line of the copy ends behind a space, which is not shown there.
    shown = [[re.sub("<[^<>]*>| ", "", words) for words in found] for found in paragraphs]
    assert shown[0] == shown[1]
    marks = [re.findall("<mark [^<>]*data-id[^<>]*>[^<>]*</mark>", page) for page in pages]
    assert marks[0] == marks[1]


def test_the_report_shows_the_same(copy: Copy) -> None:
    pairs = ((copy.article, copy.metrics), (copy.wrapped, copy.rows))
    made = [annex(Subject(article, rows, None, "zh-Hant", Edition()), []) for article, rows in pairs]
    grids = [next(part.grid for part in one if isinstance(part, Table)) for one in made]
    assert grids[0] == grids[1]
    texts = [[part for part in one if "sentence" in str(part)] for one in made]
    assert texts[0] == texts[1] and texts[0]


def test_links_lead_to_the_words_without_breaks(copy: Copy) -> None:
    for note in number_quotes(copy.rows):
        assert "%0A" not in deep_link("https://a.example", select_quote(note, copy.wrapped.text))
