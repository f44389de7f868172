"""Comparison: places told apart, statements held against each other, and nothing dropped without a word."""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hulin_analysis as ha
from hulin_analysis.comparison import COMPARISON_COLUMNS, Claim, Interval
from hulin_analysis.comparison.claims import have_common_point, interval, last_digit
from hulin_analysis.comparison.reconcile import reconcile
from hulin_analysis.comparison.same_kind import kind_of
from hulin_analysis.comparison.same_place import as_one, is_own
from hulin_analysis.errors import DataError
from hulin_analysis.unit_groups import exact_size


def document(place: str | None, text: str, published: str = "2026-01-20", name: str = "") -> pd.DataFrame:
    """Extract a made-up article and say of which document its rows are."""
    article = ha.parse_article(text, published=published)
    about = article.metadata() | {"place": place, "url": None}
    return ha.extract(article).assign(document=name or f"{place}-{published}.txt", **about)


def corpus(*documents: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(documents, ignore_index=True)


def stated(quote: str, value: float | None, **given: Any) -> Claim:
    """Make a statement; ranges are given by low and high."""
    plain = {
        "low": None, "high": None, "unit": "%", "hedge": "exact", "change": "increase", "status": "actual",
        "document": "a.txt", "title": None, "paper": None, "published": None, "url": None, "start": 0,
        "sentence": f"{quote}{given}", "sentence_start": 0, "end": len(quote), "id": "q1-1",
    }  # fmt: skip
    return Claim(quote=quote, value=value, **(plain | given))


def rows(table: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(table[list(columns)].itertuples(index=False, name=None))


# -- what a statement leaves possible ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "value", "given", "low", "high"),
    [
        ("5.4%", 5.4, {}, "5.35", "5.45"),
        ("5%", 5.0, {}, "4.5", "5.5"),
        ("5.0%", 5.0, {}, "4.95", "5.05"),
        ("5.67万亿元", 5.67e12, {}, "5.665e12", "5.675e12"),
        ("５.６７萬億元", 5.67e12, {}, "5.665e12", "5.675e12"),
        ("62661亿元", 6.2661e12, {}, "6.26605e12", "6.26615e12"),
        ("1,041件", 1041.0, {}, "1040.5", "1041.5"),
        ("三万人", 30000.0, {}, "25000", "35000"),
        ("3亿5000万元", 3.5e8, {}, "3.45e8", "3.55e8"),
        ("0.5吨", 500.0, {}, "450", "550"),
        ("零", 0.0, {}, "-0.5", "0.5"),
        ("约5000元", 5000.0, {"hedge": "about"}, "4500", "5500"),
        ("5%左右", 5.0, {"hedge": "about"}, "4.5", "5.5"),
        ("约12.50%", 12.5, {"hedge": "about"}, "12.495", "12.505"),
        ("突破3万亿元", 3e12, {"hedge": "over"}, "3e12", None),
        ("近4000元", 4000.0, {"hedge": "under"}, "3500", "4000"),
        ("不到4000元", 4000.0, {"hedge": "under"}, None, "4000"),
        ("5%-5.5%", None, {"low": 5.0, "high": 5.5}, "5", "5.5"),
        ("2.1%", 2.1, {"change": "decrease"}, "-2.15", "-2.05"),
        ("3%以上", 3.0, {"change": "decrease", "hedge": "over"}, None, "-3"),
    ],
)
def test_the_words_leave_an_interval(quote: str, value: float | None, given, low, high) -> None:
    found = interval(stated(quote, value, **given))
    assert (found.low, found.high) == tuple(None if end is None else Fraction(end) for end in (low, high))


@pytest.mark.parametrize(
    ("quotes", "agree"),
    [
        ((("5.4%", 5.4), ("5.5%", 5.5)), False),  # the end of the one is not in it
        ((("5.4%", 5.4), ("5%", 5.0)), True),
        ((("5.5%", 5.5), ("5%", 5.0)), True),  # 5.47
        ((("5.6%", 5.6), ("5%", 5.0)), False),
        ((("3.6万亿", 3.6e12), ("突破3万亿", 3e12, "over")), True),
        ((("2.9万亿", 2.9e12), ("突破3万亿", 3e12, "over")), False),
        ((("不到3万亿", 3e12, "under"), ("突破3万亿", 3e12, "over")), True),
        ((("6.2万亿", 6.2e12, "over"), ("6万亿", 6e12), ("62661亿", 6.2661e12)), True),
        ((("5.44%", 5.44), ("5.4%", 5.4), ("5.36%", 5.36)), False),
    ],
)
def test_statements_agree_where_one_number_lies_in_all(quotes, agree: bool) -> None:
    made = [interval(stated(quote, value, hedge=(*hedge, "exact")[0])) for quote, value, *hedge in quotes]
    for order in itertools.permutations(made):
        assert have_common_point(order) == agree


@st.composite
def truthful(draw: st.DrawFn) -> list[Claim]:
    """Draw a number, and statements that are true of it: rounded half up, hedged, as a range."""
    truth = Fraction(draw(st.integers(-(10**6), 10**6)), 1000)
    size, change = abs(truth), "decrease" if truth < 0 else "increase"
    made = []
    for how in draw(st.lists(st.sampled_from(["exact", "over", "under", "range"]), min_size=1, max_size=6)):
        digits = draw(st.integers(0, 3))
        step = Fraction(1, 10**digits)
        below = float(size // step * step)
        value = {"exact": float((size + step / 2) // step * step), "over": below}.get(
            how, below + float(step)
        )
        words = {"quote": f"{value:.{digits}f}%", "value": value, "hedge": how, "change": change}
        if how == "range":
            words |= {"value": None, "low": below, "high": value, "hedge": "exact"}
        made.append(stated(**words))
    return made


@given(truthful())
def test_what_is_true_of_one_number_agrees(made: list[Claim]) -> None:
    assert have_common_point(one.meant for one in made)


@given(truthful(), st.randoms())
def test_the_order_of_statements_does_not_matter_to_agreement(made: list[Claim], random) -> None:
    mixed = random.sample(made, len(made))
    assert reconcile(made).agreement == reconcile(mixed).agreement
    assert reconcile(made).chosen.meant.width == reconcile(mixed).chosen.meant.width


@given(st.lists(st.tuples(st.integers(-20, 20), st.integers(0, 20)), min_size=1, max_size=6))
def test_a_common_point_of_pairs_is_one_of_all(ends: list[tuple[int, int]]) -> None:
    """In one dimension, intervals of which every two meet all meet."""
    made = [Interval(Fraction(low), Fraction(low + wide), high_closed=wide == 0) for low, wide in ends]
    assert have_common_point(made) == all(map(have_common_point, itertools.combinations(made, 2)))


def test_the_last_digit_of_a_fraction_is_found_in_finite_time() -> None:
    assert last_digit("三分之一", Fraction(repr(1 / 3))) < Fraction(1, 10**14)


# -- places --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "place", "own"),
    [
        ("甲州省", "甲州省", True),
        ("寧夏", "宁夏回族自治区", True),
        ("新疆", "新疆维吾尔自治区", True),
        ("自治区", "宁夏回族自治区", True),
        ("全区", "宁夏回族自治区", True),
        ("内蒙古", "内蒙古自治区", True),
        ("吉林市", "吉林省", False),
        ("全省", "吉林市", False),
        ("我市", "吉林市", True),
        ("全国", "吉林省", False),
        ("乙山", "乙山", True),
        ("乙山县", "乙山", True),
    ],
)
def test_a_subject_is_the_documents_place_or_another(subject: str, place: str, own: bool) -> None:
    assert is_own(subject, place) == own


def test_a_place_has_one_name_whatever_the_script() -> None:
    assert set(as_one(["黑龙江", "黑龍江省", "黑龙江省"]).values()) == {"黑龍江省"}


def test_a_row_said_of_another_place_belongs_to_that_place() -> None:
    frame = corpus(
        document("云南省", "2025年,地区生产总值增长4.7%。全国地区生产总值增长5%。昆明市地区生产总值增长3%。"),
        document("昆明市", "2025年,全市地区生产总值增长3%。"),
    )
    frame["indicator_id"] = "grp"
    frame["subject"] = frame["quote"].map({"4.7%": None, "5%": "全国", "3%": "昆明市"}).astype("string")
    table = ha.compare(frame, "grp", period="2025")
    assert rows(table, "place", "quote", "statements") == [("云南省", "4.7%", 1), ("昆明市", "3%", 1)]
    assert table.attrs["comparison"]["left_out"] == {"place": 2}
    everywhere = ha.compare(frame, "grp", period="2025", place="any")
    assert rows(everywhere, "place", "statements") == [("全国", 1), ("云南省", 1), ("昆明市", 2)]
    assert rows(ha.compare(frame, "grp", place=["云南", "全國"]), "place") == [("全国",), ("云南省",)]


def test_rows_of_no_known_place_are_listed() -> None:
    frame = corpus(
        document("甲县", "2025年,产值增长1%。"), document(None, "2025年,地区生产总值增长9%。", name="x")
    )
    table = ha.compare(frame, "grp")
    assert len(table) == 0 and table.attrs["comparison"]["unplaced"] == 1
    assert [(one["quote"], one["document"], one["place"]) for one in table.attrs["unplaced"]] == [
        ("9%", "x", None)
    ]


# -- agreement, status, repetition ---------------------------------------------------------------------------


def test_the_most_precise_of_agreeing_statements_stands_for_the_place() -> None:
    table = ha.compare(
        corpus(
            document("甲县", "2025年,地区生产总值6.27万亿元。", "2026-01-01"),
            document("甲县", "2025年,地区生产总值突破6万亿元。", "2026-03-01"),
            document("甲县", "2025年,地区生产总值62661亿元。", "2026-02-01"),
        ),
        "grp",
    )
    assert rows(table, "quote", "agreement", "statements") == [("62661亿元", "agree", 3)]
    assert [(one.quote, one.relation) for one in table["others"][0]] == [
        ("6.27万亿元", "agrees"), ("突破6万亿元", "agrees"),
    ]  # fmt: skip


def test_conflicting_statements_are_kept_and_the_newest_stands() -> None:
    frame = corpus(
        document("甲县", "2025年,地区生产总值增长5.9%。", "2026-03-01"),
        document("甲县", "2025年,地区生产总值增长5.4%。", "2026-01-01"),
        document("甲县", "2025年,地区生产总值增长5%左右。", "2026-02-01"),
    )
    for order in itertools.permutations(range(3)):
        table = ha.compare(frame.iloc[list(order)], "grp")
        assert rows(table, "quote", "agreement", "statements") == [("5.9%", "conflict", 3)]
        assert [(one.quote, one.relation) for one in table["others"][0]] == [
            ("5.4%", "conflicts"), ("5%左右", "conflicts"),
        ]  # fmt: skip
        assert table.attrs["comparison"]["conflicts"] == 1


def test_a_reprint_is_no_second_witness() -> None:
    said = "2025年,地区生产总值增长5.4%。"
    frame = corpus(
        document("甲县", said, "2026-01-01", "first"),
        document("甲县", said, "2026-06-01", "again"),
        document("甲縣", "2025年,地區生產總值增長5.4%。", "2026-07-01", "in the other script"),
    )
    table = ha.compare(frame, "grp")
    assert rows(table, "document", "agreement", "statements", "repetitions") == [("first", "single", 1, 2)]
    assert {one.relation for one in table["others"][0]} == {"repeats"}


def test_what_was_aimed_at_is_no_conflict_with_what_was_reached() -> None:
    frame = corpus(
        document("甲县", "2025年,力争地区生产总值增长6%。", "2025-01-10"),
        document("甲县", "2025年,预计地区生产总值增长5.5%。", "2025-12-10"),
        document("甲县", "2025年,地区生产总值增长5.4%。", "2026-01-10"),
    )
    table = ha.compare(frame, "grp")
    assert rows(table, "quote", "status", "agreement") == [("5.4%", "actual", "single")]
    assert [(one.quote, one.status, one.relation) for one in table["others"][0]] == [
        ("6%", "target", "status"), ("5.5%", "expected", "status"),
    ]  # fmt: skip
    assert rows(ha.compare(frame, "grp", status="target"), "quote", "status") == [("6%", "target")]


# -- units, change, periods ----------------------------------------------------------------------------------


def test_what_most_places_state_is_compared_and_the_rest_is_beside_it() -> None:
    frame = corpus(
        document("甲县", "2025年,地区生产总值300亿元,增长5.4%。"),
        document("乙县", "2025年,地区生产总值增长５.５％。"),
        document("丙县", "2025年,地区生产总值200亿元。"),
        document("丁县", "2025年,地区生产总值下降1.2%。"),
    )
    table = ha.compare(frame, "grp")
    assert rows(table, "place", "value", "unit", "change") == [
        ("乙县", 5.5, "%", "increase"), ("甲县", 5.4, "%", "increase"), ("丁县", 1.2, "%", "decrease"),
    ]  # fmt: skip
    assert [(one.quote, one.relation) for one in table["others"][1]] == [("300亿元", "kind")]
    assert table.attrs["comparison"]["left_out"] == {"kind": 2}
    assert table.attrs["comparison"]["change"] == "mixed"
    assert rows(ha.compare(frame, "grp", unit="元"), "place", "value") == [("甲县", 3e10), ("丙县", 2e10)]
    rises = ha.compare(frame, "grp", change="increase")
    assert len(rises) == 2 and rises.attrs["comparison"]["opposite_places"] == ["丁县"]


def test_a_level_and_a_rise_in_one_unit_are_two_things() -> None:
    frame = corpus(document("甲县", "2025年,地区生产总值300亿元。2025年,地区生产总值增加20亿元。"))
    assert rows(ha.compare(frame, "grp"), "quote", "agreement") == [("300亿元", "single")]
    assert rows(ha.compare(frame, "grp", change="increase"), "quote") == [("20亿元",)]


def test_a_yearly_average_is_no_sum_of_years() -> None:
    text = (
        "2021—2025年,地区生产总值年均增长5.6%。2021—2025年,地区生产总值增长31%。2025年,地区生产总值增长5.4%。"
    )
    frame = corpus(document("甲县", text))
    table = ha.compare(frame, "grp")
    assert rows(table, "quote", "period", "agreement") == [
        ("5.6%", "2021/2025", "single"), ("5.4%", "2025", "single"),
    ]  # fmt: skip
    assert [(one.quote, one.relation) for one in table["others"][0]] == [("31%", "kind")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("元", "none", "人均", "2025"), ("元", "none", "", "2025"), False),
        (("元", "none", "每人", "2025"), ("元", "none", "每人", "2024"), True),
        (("%", "increase", "年均增长", "2025"), ("%", "increase", "增长", "2025"), False),
        (("%", "increase", "年均增长", None), ("%", "increase", "增长", None), False),
        (("%", "increase", "增长", "2025-01/2025-06"), ("%", "increase", "增长", "2025"), True),
        (("%", "increase", "年均增长", "P5Y/2025"), ("%", "increase", "增长", "2025"), True),
        (("%", "increase", "年均增长6%,去年增长", "2025"), ("%", "decrease", "下降", "2025"), True),
    ],
)
def test_numbers_of_one_kind_can_be_held_against_each_other(one, other, same: bool) -> None:
    assert (kind_of(*one) == kind_of(*other)) == same


def test_units_convert_where_that_is_exact() -> None:
    frame = corpus(
        document("甲县", "2025年,粮食产量3万吨。"),
        document("乙县", "2025年,粮食产量2500万公斤。"),
        document("丙县", "2025年,粮食产量1.5万吨。"),
    )
    table = ha.compare(frame, "粮食产量")
    assert rows(table, "place", "value", "unit", "quote") == [
        ("甲县", 30000.0, "吨", "3万吨"),
        ("乙县", 25000.0, "吨", "2500万公斤"), ("丙县", 15000.0, "吨", "1.5万吨"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"), [("元", "美元", False), ("畝", "公顷", True), ("%", "百分点", False)]
)
def test_money_is_never_converted(one: str, other: str, same: bool) -> None:
    assert (exact_size(one)[0] == exact_size(other)[0]) == same


def test_an_undated_row_is_never_taken_for_a_dated_one() -> None:
    frame = corpus(
        document("甲县", "2025年,地区生产总值增长5.4%。"),
        document("乙县", "地区生产总值增长7%。"),
        document("甲县", "地区生产总值增长8%。", name="other"),
    )
    table = ha.compare(frame, "grp", period="2025")
    assert rows(table, "place", "quote") == [("甲县", "5.4%")]
    about = table.attrs["comparison"]
    assert (about["undated"], about["undated_places"]) == (2, ["乙县"])
    assert [one["quote"] for one in table.attrs["undated"]] == ["7%", "8%"]


def test_without_a_period_there_is_a_row_for_each() -> None:
    text = "2024年,地区生产总值增长4%。2025年,地区生产总值增长5%。2026年,地区生产总值增长5%左右。"
    table = ha.compare(corpus(document("甲县", text)), "grp", place="甲县")
    assert sorted(table["period"]) == ["2024", "2025", "2026"]
    assert table.attrs["comparison"]["places"] == 1


# -- what is asked -------------------------------------------------------------------------------------------


@cache
def made() -> pd.DataFrame:
    return corpus(
        document("甲县", "2025年,地区生产总值增长5.4%,蓝莓种植面积3万亩。"),
        document("乙縣", "2025年,地區生產總值增長6%至7%,藍莓種植面積2000公頃。"),
    )


@pytest.mark.parametrize("name", ["grp", "地区生产总值", "地區生產總值", "GDP", "Gross regional product"])
def test_an_indicator_goes_by_every_name(name: str) -> None:
    table = ha.compare(made(), name)
    assert rows(table, "place", "quote") == [("乙縣", "6%至7%"), ("甲县", "5.4%")]
    assert (table.attrs["comparison"]["indicator"], table.attrs["comparison"]["script"]) == (
        "地区生产总值",
        None,
    )


def test_words_without_an_id_are_compared_folded() -> None:
    for words in ("蓝莓种植面积", "藍莓種植面積"):
        assert rows(ha.compare(made(), words), "place", "value", "unit") == [
            ("乙縣", 30000.0, "亩"), ("甲县", 30000.0, "亩"),
        ]  # fmt: skip


def test_the_columns_and_types_are_those_promised_even_of_nothing() -> None:
    for table in (
        ha.compare(made(), "grp"),
        ha.compare(made(), "birth_rate"),
        ha.compare(made(), "grp", period="1999"),
    ):
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == COMPARISON_COLUMNS
    assert table.attrs["comparison"]["left_out"] == {"period": 2}
    assert len(ha.compare(made().iloc[:0], "grp")) == 0


def test_quotes_stand_where_the_rows_say() -> None:
    table = ha.compare(made(), "grp")
    for row in table.itertuples():
        low = row.start - row.sentence_start
        assert row.sentence[low : low + len(row.quote)] == row.quote


class Corpus:
    """What ``ha.load_corpus`` gives, as far as a comparison asks of it."""

    def quantities(self, *, indicator_id=None, indicator=None, change=None, period=None, place=None):
        found = made()
        if indicator_id is not None:
            found = found[found["indicator_id"] == indicator_id]
        if indicator is not None:
            found = found[found["indicator"].isin([indicator] if isinstance(indicator, str) else indicator)]
        return found.reset_index(drop=True)


@pytest.mark.parametrize("words", ["grp", "蓝莓种植面积"])
def test_a_corpus_and_its_frame_give_the_same(words: str) -> None:
    pd.testing.assert_frame_equal(ha.compare(Corpus(), words), ha.compare(made(), words))


def test_the_frame_is_left_as_it_was() -> None:
    before = made().copy(deep=True)
    ha.compare(made(), "grp")
    pd.testing.assert_frame_equal(made(), before)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: ha.compare(made(), "gpr"),
            "No text names 'gpr', and no indicator is called so; the nearest ids are grp",
        ),
        (lambda: ha.compare(made(), "地区生产总量"), "the nearest ids are grp"),
        (lambda: ha.compare(made(), "xyz"), "ha.indicators\\(\\) lists the ids"),
        (lambda: ha.compare(made(), 5), "not 5; type ha.compare\\(corpus, 'grp'\\)"),
        (
            lambda: ha.compare("folder", "grp"),
            "needs a corpus, not 'folder'; type ha.compare\\(ha.load_corpus",
        ),
        (lambda: ha.compare(ha.load_metrics(), "grp"), "lacks the columns document, place; type"),
        (lambda: ha.compare(made(), "grp", change="up"), "choose from none, increase, decrease"),
        (lambda: ha.compare(made(), "grp", status="plan"), "choose from actual, expected, target"),
        (
            lambda: ha.compare(made(), "grp", unit="亿元"),
            "There is no unit '亿元'; name one without a scale word, as in %",
        ),
    ],
)
def test_what_went_wrong_is_said_in_a_sentence(call, said: str) -> None:
    with pytest.raises(DataError, match=said) as caught:
        call()
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


# -- beside the ranking --------------------------------------------------------------------------------------


def seven() -> pd.DataFrame:
    said = {
        "甲县": "地区生产总值增长5.4%", "乙县": "地区生产总值下降2%", "丙县": "力争地区生产总值增长9%",
        "丁县": "粮食产量增长3%", "戊县": "上半年地区生产总值增长4%", "己县": "地区生产总值300亿元",
    }  # fmt: skip
    documents = [document(place, f"2025年,{text}。") for place, text in said.items()]
    return corpus(*documents, document("庚县", "地区生产总值增长8%。", published="2026-02-01"))


def test_rises_and_falls_are_one_ranking_and_whoever_has_no_row_stands_beside_it() -> None:
    table = ha.compare(seven(), "grp", period="2025")
    assert rows(table, "place", "change") == [("甲县", "increase"), ("乙县", "decrease")]
    listed = {one["place"]: (one["reason"], one["quote"]) for one in table.attrs["beside"]}
    assert {place: listed[place] for place in ("丙县", "丁县", "戊县", "己县")} == {
        "丙县": ("target", "9%"), "丁县": ("silent", None),
        "戊县": ("period", "4%"), "己县": ("kind", "300亿元"),
    }  # fmt: skip
    assert set(listed) | set(table["place"]) == set(seven()["place"])


def test_a_fall_stands_beside_the_rises_that_are_asked_for() -> None:
    table = ha.compare(seven(), "grp", period="2025", change="increase")
    assert {one["place"]: one["reason"] for one in table.attrs["beside"]}["乙县"] == "opposite"


def test_targets_are_ranked_where_they_are_asked_for_or_alone() -> None:
    assert rows(ha.compare(seven(), "grp", period="2025", status="target"), "place") == [("丙县",)]
    assert rows(ha.compare(seven(), "grp", period="2025", status="any"), "place")[0] == ("丙县",)
    aims = corpus(*(document(p, f"2026年,力争地区生产总值增长{n}%。") for p, n in (("甲县", 5), ("乙县", 6))))
    assert rows(ha.compare(aims, "grp"), "place", "status") == [("乙县", "target"), ("甲县", "target")]


def test_only_the_places_asked_for_are_missed() -> None:
    table = ha.compare(seven(), "grp", period="2025", place=["甲县", "丁县"])
    assert [(one["place"], one["reason"]) for one in table.attrs["beside"]] == [("丁县", "silent")]


def test_what_a_number_leaves_out_is_said_beside_it() -> None:
    said = {"甲县": "固定资产投资（不含农户）增长5%", "乙县": "固定资产投资增长6%",
            "丙县": "扣除房地产开发投资后,固定资产投资增长7%"}  # fmt: skip
    table = ha.compare(corpus(*(document(p, f"2025年,{t}。") for p, t in said.items())), "固定资产投资")
    assert dict(rows(table.fillna({"definition": "-"}), "place", "definition")) == {
        "甲县": "不含农户", "乙县": "-", "丙县": "扣除房地产开发投资",
    }  # fmt: skip
    chart = ha.plot_places(table, lang="zh-Hans")
    glosses = "".join(text.get_text() for text in chart.findobj(lambda a: a.get_label() == "value"))
    assert "不含农户" in glosses and "扣除房地产开发投资" in glosses


def test_a_number_that_its_quote_does_not_state_is_not_compared() -> None:
    frame = corpus(document("甲县", "2025年,地区生产总值增长5%。"))
    with pytest.raises(DataError, match="does not state"):
        ha.compare(frame.assign(value=10.0), "grp")
    table = ha.compare(frame, "grp")
    with pytest.raises(DataError, match="does not state"):
        ha.plot_places(table.assign(value=10.0))


def test_numbers_converted_by_their_reader_are_compared() -> None:
    frame = corpus(document("甲县", "2025年,粮食产量3万吨。"), document("乙县", "2025年,粮食产量2万吨。"))
    table = ha.compare(ha.to_unit(frame, "万吨"), "粮食产量")
    assert rows(table, "place", "value", "unit") == [("甲县", 30000, "吨"), ("乙县", 20000, "吨")]
