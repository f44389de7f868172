from __future__ import annotations

import dataclasses
from urllib.parse import unquote

import pandas as pd
import pytest

from hulin_analysis.article import Article
from hulin_analysis.errors import DataError
from hulin_analysis.frames import extract, load_metrics
from hulin_analysis.quotes import Note, Passage, mark, number_quotes, passages
from hulin_analysis.readers import parse_article
from hulin_analysis.selectors import Selector, deep_link, select_quote, stated_text


@pytest.fixture(scope="module")
def metrics() -> pd.DataFrame:
    return load_metrics()


@pytest.mark.parametrize(
    ("number", "sign"),
    [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "(51)"), (120, "(120)")],
)
def test_marks_go_on_past_twenty_and_past_fifty(number: int, sign: str) -> None:
    assert mark(number) == sign


def test_there_is_no_mark_for_nothing() -> None:
    with pytest.raises(DataError, match="count from 1"):
        mark(0)


def test_notes_are_numbered_in_reading_order_whatever_the_order_of_rows(metrics: pd.DataFrame) -> None:
    notes = number_quotes(metrics.sample(frac=1, random_state=3))
    assert [note.number for note in notes] == list(range(1, len(metrics) + 1))
    assert [note.start for note in notes] == sorted(metrics["start"])
    assert [note.id for note in notes] == metrics["id"].tolist()


def test_every_quote_stands_in_its_sentence(metrics: pd.DataFrame) -> None:
    for note in number_quotes(metrics):
        low, high = note.span
        assert note.sentence[low:high] == note.quote


def test_a_quote_that_does_not_stand_where_it_says_is_refused() -> None:
    with pytest.raises(DataError, match="q1-1"):
        Note(1, "q1-1", 3, 5, "6%", "收入增長6%。", 0, "", 1)


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("每天可增加9元收入", "每天"),
        ("每天上班,夜班費增加9元", ""),
        ("每人每月补助9元", "每人每月"),
        ("低保标准每月分别提高5元、9元", "每月"),
        ("户均年增收9元", "户均"),
        ("每家9元", ""),
        ("總額9元", ""),
    ],
)
def test_a_note_says_per_what_its_sum_is(sentence: str, per: str) -> None:
    at = sentence.index("9元")
    assert Note(1, "q1-1", at, at + 2, "9元", sentence, 0, "", 1).per == per


def test_a_missing_column_is_named(metrics: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="sentence_start"):
        number_quotes(metrics.drop(columns="sentence_start"))


def test_records_are_frozen(metrics: pd.DataFrame) -> None:
    note = number_quotes(metrics)[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        note.number = 7  # type: ignore[misc]


def test_notes_of_one_sentence_are_merged(metrics: pd.DataFrame) -> None:
    merged = passages(number_quotes(metrics))
    assert len(merged) == metrics["sentence_start"].nunique()
    assert [note.number for passage in merged for note in passage.notes] == list(range(1, len(metrics) + 1))


def test_the_same_words_at_another_place_are_another_passage() -> None:
    sentence = "新建3所。"
    notes = [Note(i + 1, f"q{i}-1", 10 * i + 2, 10 * i + 4, "3所", sentence, 10 * i, "", i) for i in range(2)]
    assert len(passages(notes)) == 2


def test_pieces_are_the_sentence(metrics: pd.DataFrame) -> None:
    for passage in passages(number_quotes(metrics)):
        pieces = passage.pieces()
        assert "".join(piece.text for piece in pieces) == passage.sentence
        assert [piece.text for piece in pieces if piece.note] == [note.quote for note in passage.notes]


def test_a_long_sentence_is_cut_to_the_clauses_that_hold_numbers(metrics: pd.DataFrame) -> None:
    for passage in passages(number_quotes(metrics)):
        pieces = passage.pieces(60)
        assert [piece.note for piece in pieces if piece.note] == list(passage.notes)
        at = 0
        for piece in pieces:
            if piece.cut:
                assert piece.text == "……"
                continue
            found = passage.sentence.find(piece.text, at)
            assert found >= at, "words that are not the text's"
            at = found + len(piece.text)


def test_a_short_opening_clause_is_kept() -> None:
    sentence = "去年,全市上下齊心協力開展了各項工作,共辦結實事51件,群眾滿意。"
    start = sentence.index("51件")
    note = Note(1, "q1-1", start, start + 3, "51件", sentence, 0, "", 1)
    passage = Passage(sentence, 0, "", (note,))
    assert "".join(p.text for p in passage.pieces(20)) == "去年,……共辦結實事51件,……"


def test_selectors_find_exactly_one_place_of_the_article(metrics: pd.DataFrame, article: Article) -> None:
    for note in number_quotes(metrics):
        selector = select_quote(note, article.text)
        needle = selector.prefix + selector.exact + selector.suffix
        assert article.text.count(needle) == 1
        assert article.text.index(needle) + len(selector.prefix) == note.start


ROWS = "去年新建學校3所。今年新建橋樑2座。\n去年新建學校3所。今年新建橋樑5座。\n"


def selected(text: str, *, over_lines: bool = False) -> list[tuple[int, Selector]]:
    """Each quote's own place, and what selects it."""
    notes = number_quotes(extract(parse_article(text)))
    return [(note.start, select_quote(note, text, over_lines=over_lines)) for note in notes]


def places(text: str, selector: Selector) -> list[int]:
    needle = selector.prefix + selector.exact + selector.suffix
    return [at + len(selector.prefix) for at in range(len(text)) if text.startswith(needle, at)]


def test_a_sentence_that_occurs_twice_is_told_by_its_neighbours() -> None:
    found = selected(ROWS)
    assert len(found) == 4
    assert all(places(ROWS, selector) == [start] for start, selector in found)
    assert found[0][1] == Selector("3所", "去年新建學校", "。今年新建橋樑2")
    assert not any(sign in s.prefix + s.suffix for _, s in found for sign in "\r\n")


@pytest.mark.parametrize(
    "text", ["去年新建學校3所。\n" * 3, "去年新建學校3所。\r\n" * 2, "去年新建學校3所。" * 40]
)
def test_a_paragraph_that_occurs_twice_is_told_by_the_text_around_it(text: str) -> None:
    found = selected(text, over_lines=True)
    assert len(found) == text.count("3所")
    assert all(places(text, selector) == [start] for start, selector in found)


def test_a_link_stays_in_its_paragraph_also_where_that_occurs_twice() -> None:
    for _, selector in selected("去年新建學校3所。\n" * 2):
        assert selector == Selector("3所", "去年新建學校", "。")


def test_a_frame_knows_its_own_sentences(metrics: pd.DataFrame, article: Article) -> None:
    text = stated_text(metrics)
    for row in metrics.to_dict("records"):
        assert text[row["start"] : row["end"]] == row["quote"]
    for note in number_quotes(metrics):
        assert places(article.text, select_quote(note, text)) == [note.start]


def test_a_text_that_is_not_the_notes_counts_as_none() -> None:
    note = Note(1, "q1-1", 4, 6, "6%", "收入增長6%。", 0, "", 1)
    assert select_quote(note, "另一篇文章。") == select_quote(note) == Selector("6%", "收入增長", "。")


def test_links_are_percent_encoded_text_fragments() -> None:
    link = deep_link("http://a.example/x", Selector("3—5,6%", "甲-", "&乙"))
    address, fragment = link.split("#")
    assert address == "http://a.example/x"
    assert fragment.isascii()
    prefix, exact, suffix = fragment.removeprefix(":~:text=").split(",")
    assert (unquote(prefix[:-1]), unquote(exact), unquote(suffix[1:])) == ("甲-", "3—5,6%", "&乙")
    assert prefix.endswith("-") and suffix.startswith("-")


def test_a_fragment_that_is_there_already_is_kept() -> None:
    assert deep_link("http://a.example/x#top", Selector("6")) == "http://a.example/x#top:~:text=6"


def test_a_selector_is_json_ld() -> None:
    assert Selector("6%", "長", "。").as_dict() == {
        "type": "TextQuoteSelector", "exact": "6%", "prefix": "長", "suffix": "。",
    }  # fmt: skip
