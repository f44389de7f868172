"""Joining: rows of several articles keep their document, place, source, number and corrections."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.concat_frames import numbers_of
from hulin_analysis.errors import DataError
from hulin_analysis.frames import COLUMNS, DOCUMENT_COLUMNS
from hulin_analysis.quotes import number_quotes

FIRST = "2024年,全縣糧食產量增長5.4%,鋼材產量增長2%,投資3億元。"
SECOND = "2024年,全縣糧食產量增長6.1%,水泥產量下降1%,投資8億元。"


def extracted(text: str, place: str | None, **given: str) -> pd.DataFrame:
    title = {"title": f"{place}公報"} if place else {}
    return ha.extract(ha.parse_article(text, place=place, paper=f"{place}日報", **title, **given))


@pytest.fixture
def first() -> pd.DataFrame:
    return extracted(FIRST, "甲縣", published="2025-01-10", url="https://a.example/1")


@pytest.fixture
def second() -> pd.DataFrame:
    return extracted(SECOND, "乙縣", published="2025-01-12")


def test_each_row_says_of_which_document_and_place_it_is(first, second) -> None:
    joined = ha.concat([first, second])
    assert list(joined)[: len(DOCUMENT_COLUMNS)] == list(DOCUMENT_COLUMNS)
    assert joined["document"].tolist() == ["https://a.example/1"] * 3 + ["乙縣公報"] * 3
    assert joined["place"].tolist() == ["甲縣"] * 3 + ["乙縣"] * 3
    assert joined["published"].tolist()[::3] == ["2025-01-10T00:00", "2025-01-12T00:00"]
    columns = list(COLUMNS)
    both = pd.concat([first, second], ignore_index=True)
    pd.testing.assert_frame_equal(joined[columns], both[columns], check_index_type=False)
    assert set(joined.attrs) == {"as_read"}


def test_what_was_joined_may_be_joined_again(first, second) -> None:
    third = extracted("2024年,全縣糧食產量增長1%。", "丙縣")
    at_once = ha.concat([first, second, third])
    assert ha.concat([ha.concat([first, second]), third])["document"].tolist() == at_once["document"].tolist()


def test_parts_of_one_article_are_one_document_with_the_numbers_it_had(first, second) -> None:
    joined = ha.concat([first.iloc[2:], first.iloc[:1], second.iloc[1:]])
    assert joined["document"].nunique() == 2
    assert joined["number"].tolist() == [3, 1, 5, 6]
    assert [note.number for note in number_quotes(joined)] == [1, 3, 5, 6]


def test_two_articles_of_one_title_are_two_documents() -> None:
    frames = [
        extracted(text, "甲縣", published=day)
        for text, day in ((FIRST, "2025-01-10"), (SECOND, "2025-02-10"))
    ]
    assert ha.concat(frames)["document"].unique().tolist() == ["甲縣公報", "甲縣公報 (2)"]


def test_corrections_are_a_column(first, second, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    ha.record_correction(first, first["id"].iloc[0], "value", 5.5, reason="x", path=path)
    joined = ha.concat([ha.correct(first, path), second])
    assert joined["corrected"].tolist() == [True] + [False] * 5
    assert "甲縣" in ha.plot_indicators(joined).alt and "更正" in "".join(ha.plot_indicators(joined).notes)
    with pytest.raises(DataError, match="does not state"):
        ha.plot_indicators(joined.assign(corrected=False))


def test_heads_of_cells_are_columns() -> None:
    table = extracted("表1\n指標\t產量（萬噸）\n糧食\t121.7\n油料\t3.2", "甲縣")
    joined = ha.concat([extracted(FIRST, "乙縣"), table])
    assert [note.heads and note.heads.row for note in number_quotes(joined)] == [None] * 3 + ["糧食", "油料"]


@pytest.mark.parametrize("plot", [ha.plot_indicators, ha.plot_investments, ha.table, ha.statements])
def test_plain_pandas_loses_what_tells_articles_apart_and_is_refused(first, second, plot) -> None:
    with pytest.raises(DataError, match=r"ha\.concat"):
        plot(pd.concat([first, second]))


def test_rows_of_other_ids_are_told_by_their_sentences(first, second) -> None:
    with pytest.raises(DataError, match=r"ha\.concat\("):
        number_quotes(pd.concat([first.iloc[:1], second.iloc[1:]]))


def test_a_row_that_is_there_twice_is_refused(first) -> None:
    with pytest.raises(DataError, match="q1-1 is there twice"):
        number_quotes(pd.concat([first, first.iloc[:1]]))


@pytest.mark.parametrize("given", ["a", [], pd.DataFrame()])
def test_what_is_no_list_of_frames_is_refused(given: object) -> None:
    with pytest.raises(DataError, match="concat"):
        ha.concat(given)


def test_a_frame_that_lost_its_article_is_refused(first, second) -> None:
    with pytest.raises(DataError, match="Frame 2 does not say which article"):
        ha.concat([first, pd.DataFrame(second.to_dict("list"))])


def test_a_row_that_cannot_be_true_is_refused(first, second) -> None:
    with pytest.raises(DataError, match=r"ha[.]concat, row .*: low is 3[.]0, and it is not above high"):
        ha.concat([first, second.assign(value=None, low=3.0, high=2.0)])


def test_a_number_stays_through_filters_and_any_order(first) -> None:
    assert numbers_of(first.iloc[::-1]) == [3, 2, 1]
    assert numbers_of(first[first["unit"] == "元"]) == [3]
    assert [note.number for note in number_quotes(first.sample(2, random_state=1))] == sorted(
        numbers_of(first.sample(2, random_state=1))
    )


def test_joined_frames_are_compared_as_they_are(first, second) -> None:
    table = ha.compare(ha.concat([first, second]), "糧食產量", period="2024")
    assert table[["place", "value"]].values.tolist() == [["乙縣", 6.1], ["甲縣", 5.4]]
    assert ha.statements(ha.concat([first, second]))["place"].tolist() == ["甲縣"] * 3 + ["乙縣"] * 3
