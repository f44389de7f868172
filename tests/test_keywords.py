from __future__ import annotations

import logging
import tempfile
from importlib.resources import files

import jieba
import pytest
from for_each import for_each
from hypothesis import given
from hypothesis import strategies as st

from hulin_analysis import script
from hulin_analysis.article import Article
from hulin_analysis.errors import DataError
from hulin_analysis.keywords import key_terms, segment
from hulin_analysis.readers import parse_article

TERMS = {
    line.split()[0]: line.split()[1]
    for line in files("hulin_analysis.vocabulary")
    .joinpath("user_dictionary.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
}


def test_words_of_the_article_join_to_its_text(article: Article) -> None:
    words = segment(article)
    assert "".join(words) == article.text
    offset = 0
    for word in words:
        assert article.text[offset : offset + len(word)] == word
        offset += len(word)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_joins_again(text: str) -> None:
    assert "".join(segment(text)) == text


@given(st.text(alphabet="黨党學习 的不\r\n\t\u3000１2.%，。𠮷é著着余場%-_#", max_size=60))
def test_mixed_script_and_blanks_join_again(text: str) -> None:
    words = segment(text)
    assert "".join(words) == text
    assert all(words)


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n", "。", "𠮷野家", "a\u0300", "\ufeff首頁"])
def test_edge_texts(text: str) -> None:
    assert "".join(segment(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("地區生產總值增長6.7%", ["地區生產總值", "增長", "6.7%"]),
        ("地区生产总值增长6.7%", ["地区生产总值", "增长", "6.7%"]),
        ("城鄉居民人均可支配收入分別增長", ["城鄉居民人均可支配收入", "分別", "增長"]),
        ("開展黨史宣講265場", ["開展", "黨史宣講", "265", "場"]),
        ("黨史學習教育", ["黨史學習教育"]),
        ("优化营商环境招商引资", ["优化", "营商环境", "招商引资"]),
    ],
)
def test_domain_terms_stay_whole_in_either_script(text: str, words: list[str]) -> None:
    assert segment(text) == words


def test_both_scripts_are_cut_at_the_same_places(article: Article) -> None:
    lengths = [len(word) for word in segment(article)]
    assert [len(word) for word in segment(script.to_simplified(article.text))] == lengths


@for_each(TERMS.keys())
def test_every_term_of_the_dictionary_is_one_word(term: str) -> None:
    assert segment(term) == [term]


def test_the_dictionary_is_simplified_sorted_out_and_of_general_terms() -> None:
    assert len(TERMS) >= 150
    assert [t for t in TERMS if script.to_simplified(t) != t and "著" not in t] == []
    assert set(TERMS.values()) <= {"n", "nt", "nz", "vn", "l"}
    assert not [t for t in TERMS if any(name in t for name in ("虎林", "黑龙江", "珍宝岛", "七学"))]


def test_jieba_is_left_alone(tmp_path, monkeypatch, capsys, caplog) -> None:
    from hulin_analysis import keywords

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    keywords._jieba.cache_clear()
    entries = len(jieba.dt.FREQ)
    with caplog.at_level(logging.DEBUG):
        segment("規上工業增加值")
    assert list(tmp_path.iterdir()) == []
    assert len(jieba.dt.FREQ) == entries
    assert not [r for r in caplog.records if r.name.startswith("jieba")]
    assert capsys.readouterr() == ("", "")


def test_key_terms_frame(article: Article) -> None:
    terms = key_terms(article)
    assert [*terms.columns] == ["section", "term", "weight", "count"]
    assert [str(t) for t in terms.dtypes] == ["string", "string", "float64", "int64"]
    assert list(terms.index) == list(range(len(terms)))
    assert terms["section"].unique().tolist() == [s.name for s in article.sections]
    assert terms.groupby("section").size().max() <= 8
    for _, group in terms.groupby("section", sort=False):
        assert group["weight"].is_monotonic_decreasing
        assert group["term"].is_unique


def test_key_terms_are_words_of_their_section(article: Article) -> None:
    for section in article.sections:
        text = "\n".join(p.span.quote for p in section.paragraphs)
        words = segment(text)
        for row in key_terms(article, per_section=20).query("section == @section.name").itertuples():
            assert words.count(row.term) == row.count
            assert len(row.term) > 1


def test_key_terms_leave_out_numbers_names_boilerplate_and_stop_words(article: Article) -> None:
    terms = set(key_terms(article, per_section=500)["term"])
    assert not [t for t in terms if any(c.isdigit() for c in t)]
    # 首頁 and 頂部 are boilerplate, 工作 and 開展 stand in every report, 余場 is 1500余|場 cut wrongly.
    assert terms.isdisjoint(
        {"虎林市", "劉波", "黑龍江", "首頁", "頂部", "責編", "工作", "開展", "余場", "去年", "一年"}
    )
    assert {"黨史學習教育", "老舊小區改造", "招商引資", "營商環境", "固定資產投資"} <= terms


def test_key_terms_of_the_sections(article: Article) -> None:
    first = key_terms(article, per_section=1).set_index("section")
    assert first["term"].tolist() == ["黨史學習教育", "黨史學習教育", "黨史學習教育", "黨史學習教育"]
    assert first["count"].tolist() == [2, 5, 3, 3]
    top = key_terms(article, per_section=6)
    by_section = {name: group["term"].tolist() for name, group in top.groupby("section", sort=False)}
    assert "民生工程" in by_section["為民辦實事中踐行使命"]
    assert "高質量發展" in by_section["推動高質量發展中開創新局"]


def test_ties_stand_in_reading_order() -> None:
    # Neither term is in jieba's table, so both weigh its median.
    article = parse_article("某市關注飛地經濟和冰雪經濟。")
    assert key_terms(article)["term"].tolist() == ["飛地經濟", "冰雪經濟"]


def test_the_same_terms_every_time(article: Article) -> None:
    assert key_terms(article).equals(key_terms(article))


def test_simplified_and_traditional_articles_have_the_same_terms(article: Article) -> None:
    simplified = key_terms(parse_article(script.to_simplified(article.text)))
    assert simplified["term"].tolist() == [script.to_simplified(t) for t in key_terms(article)["term"]]


def test_an_article_without_terms_gives_an_empty_frame() -> None:
    terms = key_terms(parse_article("12345。"))
    assert terms.empty
    assert [*terms.columns] == ["section", "term", "weight", "count"]


def test_asking_for_no_terms_is_an_error(article: Article) -> None:
    with pytest.raises(DataError, match="per_section=0"):
        key_terms(article, per_section=0)
