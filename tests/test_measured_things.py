"""``ha.statements``: one row a measured thing, of whole, filtered, joined and hostile frames."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.errors import DataError
from hulin_analysis.frames import COLUMNS, DOCUMENT_COLUMNS
from hulin_analysis.measured_things import STATEMENT_COLUMNS


def table_of(text: str, **about: Any) -> pd.DataFrame:
    return ha.statements(ha.extract(ha.parse_article(text, **about)))


def row_of(text: str, **about: Any) -> dict[str, Any]:
    table = table_of(text, **about)
    assert len(table) == 1
    return {
        name: None if value is pd.NA or value != value else value for name, value in table.iloc[0].items()
    }


def corpus() -> pd.DataFrame:
    frames = []
    for place, said in {"甲县": "5%", "乙县": "6%"}.items():
        article = ha.parse_article(f"2025年，{place}生产总值30亿元，同比增长{said}。", place=place)
        frames.append(ha.extract(article).assign(document=f"{place}.txt", **article.metadata()))
    return pd.concat(frames)


def test_the_columns_and_types_are_those_promised_even_of_nothing() -> None:
    metrics = ha.load_metrics()
    for given in (metrics, metrics.iloc[:0], ha.extract(ha.parse_article("春天來了。"))):
        table = ha.statements(given)
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == STATEMENT_COLUMNS
    assert len(ha.statements(metrics.iloc[:0])) == 0


def test_level_change_and_share_stand_on_one_row() -> None:
    row = row_of("2021年，虎林市出口245.61亿元，环比下降3.6%，同比增长8.7%，占全国的35%。")
    assert (row["value"], row["unit"], row["quote"], row["hedge"]) == (
        24_561_000_000,
        "元",
        "245.61亿元",
        "exact",
    )
    assert (row["change"], row["change_unit"], row["change_base"]) == (8.7, "%", "2020")
    assert (row["share"], row["share_quote"], row["status"]) == (35, "35%", "actual")
    assert (row["subject"], row["subject_code"], row["period"]) == ("虎林市", "230381", "2021")
    assert row["further"] == ("环比下降3.6%",)
    assert row["ids"] == ("q1-1", "q1-2", "q1-3", "q1-4")


@pytest.mark.parametrize(
    ("text", "change", "unit", "further"),
    [
        ("2025年5月，出口环比下降3.6%，同比下降11.3%。", -11.3, "%", ("5月，出口环比下降3.6%",)),
        ("2025年，存款余额350亿元，比年初增加25亿元，增长7.7%。", 7.7, "%", ("比年初增加25亿元",)),
        ("2025年，失业率3.5%，下降0.2个百分点。", -0.2, "百分点", ()),
        ("2025年，民营企业进出口89亿元，占全国的35%，提高2个百分点。", None, None, ("提高2个百分点",)),
        ("2025年，人均GDP为63525元（折合9847美元），增长8.7%。", 8.7, "%", ("折合9847美元",)),
        ("2025年，生产总值增长4.7%，低于全国0.3个百分点。", 4.7, "%", ("低于全国0.3个百分点",)),
        ("2025年，降雨量86.5毫米，比常年同期多12.3%。", None, None, ("比常年同期多12.3%",)),
        ("2025年，春耕面积32万亩，占计划的85%。", None, None, ("占计划的85%",)),
    ],
)
def test_of_several_changes_the_one_to_be_compared_stands_first(
    text: str, change: float | None, unit: str | None, further: tuple[str, ...]
) -> None:
    row = row_of(text)
    assert (row["change"], row["change_unit"]) == (change, unit)
    assert tuple(words.split("，")[-1] for words in row["further"]) == tuple(
        w.split("，")[-1] for w in further
    )


def test_ranges_keep_their_ends_and_their_words() -> None:
    row = row_of("2026年，生产总值增长5%至6%，达到30亿元至35亿元。")
    assert (row["value"], row["low"], row["high"]) == (None, 3e9, 3.5e9)
    assert (row["change"], row["change_quote"]) == (None, "5%至6%")


def test_what_is_aimed_at_says_so() -> None:
    table = table_of("力争2026年生产总值达到500亿元、增长6%。")
    assert table[["status", "value", "change"]].to_numpy().tolist() == [["target", 5e10, 6.0]]
    assert table["target"].isna().all()


def test_an_aim_stands_beside_what_was_reached() -> None:
    metrics = ha.extract(ha.parse_article("2025年，粮食产量52亿斤，增长5%。"))
    aim = metrics.iloc[[0]].assign(id="q1-3", start=17, quote="50亿斤", value=5e9, status="target")
    row = ha.statements(pd.concat([metrics, aim])).iloc[0]
    assert (row["value"], row["target"], row["target_quote"], row["status"]) == (
        5.2e9,
        5e9,
        "50亿斤",
        "actual",
    )


def test_documents_are_never_joined() -> None:
    table = ha.statements(corpus())
    assert list(table.columns)[: len(DOCUMENT_COLUMNS)] == list(DOCUMENT_COLUMNS)
    assert table[["document", "statement", "change"]].to_numpy().tolist() == [
        ["甲县.txt", "s1-1", 5.0],
        ["乙县.txt", "s1-1", 6.0],
    ]


def test_a_filtered_frame_keeps_what_is_there() -> None:
    metrics = ha.extract(ha.parse_article("2021年，出口245亿元，增长8.7%，其中甲产品出口20亿元。"))
    table = ha.statements(metrics[metrics["change"] == "increase"])
    assert table[["statement", "change", "ids"]].to_numpy().tolist() == [["s1-1", 8.7, ("q1-2",)]]
    assert table["value"].isna().all()
    part = ha.statements(metrics[metrics["id"] == "q1-3"])
    assert part[["statement", "part_of"]].to_numpy().tolist() == [["s1-3", "s1-1"]]


def test_order_index_and_dtypes_do_not_matter() -> None:
    metrics = ha.load_metrics()
    want = ha.statements(metrics)
    shuffled = metrics.sample(frac=1, random_state=1).set_index(pd.Index([7] * len(metrics)))
    pd.testing.assert_frame_equal(ha.statements(shuffled), want)
    pd.testing.assert_frame_equal(ha.statements(metrics.astype(object)), want)
    categories = metrics.astype({"unit": "category", "status": "category", "statement": "category"})
    pd.testing.assert_frame_equal(ha.statements(categories), want)


def test_what_a_reader_has_emptied_or_added_is_taken_as_it_is() -> None:
    metrics = ha.load_metrics().assign(mine=1)
    metrics.loc[0, ["statement", "sentence", "indicator", "unit"]] = pd.NA
    table = ha.statements(metrics)
    assert len(table) == len(ha.statements(ha.load_metrics()))
    assert table.loc[0, "statement"] is pd.NA


def test_every_number_is_in_one_statement() -> None:
    metrics = ha.load_metrics()
    table = ha.statements(metrics)
    assert [id_ for ids in table["ids"] for id_ in ids] == metrics["id"].tolist()
    assert table.attrs == metrics.attrs


def test_a_name_and_its_labels_can_be_shown() -> None:
    shown = ha.label(ha.statements(ha.load_metrics()), lang="en")
    assert not set(STATEMENT_COLUMNS) & set(shown.columns)
    assert not set(COLUMNS) & set(shown.columns)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "ha.statements needs a frame as ha.extract\\(article\\) gives it, not None; type"),
        ("metrics.csv", "ha.statements needs a frame"),
        (ha.load_article(), "not an Article; type ha.statements\\(ha.extract\\(article\\)\\)"),
        (ha.load_metrics().drop(columns="statement"), "lacks the column statement; type"),
        (pd.DataFrame(), "lacks the column id and every other; type"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(given: object, said: str) -> None:
    with pytest.raises(DataError, match=said):
        ha.statements(given)  # type: ignore[arg-type]


def test_articles_that_nothing_tells_apart_are_refused() -> None:
    with pytest.raises(DataError, match=r"q1-1 is there twice; join the frames .* with ha\.concat"):
        ha.statements(corpus().drop(columns="document"))
    with pytest.raises(DataError, match="q5-1 is there twice"):
        ha.statements(pd.concat([ha.load_metrics()] * 2))


def test_a_corrected_subject_has_its_code(tmp_path: Any) -> None:
    metrics = ha.load_metrics()
    path = ha.record_correction(metrics, "q7-1", "subject", "海淀區", reason="再看", path=tmp_path / "c.csv")
    corrected = ha.correct(metrics, path).set_index("id")
    assert corrected.loc["q7-1", ["subject", "subject_code"]].tolist() == ["海淀區", "110108"]
    assert corrected.loc["q7-2", "subject_code"] == "230381"
