"""What a frame of findings is, and what holds of the sentences in all three languages."""

from __future__ import annotations

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis import vocabulary
from hulin_analysis.codes import FindingKind
from hulin_analysis.errors import ChartError, DataError
from hulin_analysis.finding import FINDING_COLUMNS
from hulin_analysis.finding.phrases import Phrases

TEXT = "2021年，甲市地区生产总值134.9亿元，同比增长5.0%，其中第一产业增加值20亿元，下降1.2%。"


def metrics(text: str) -> pd.DataFrame:
    return ha.extract(ha.parse_article(text))


def test_the_columns_and_their_types() -> None:
    table = ha.findings(ha.load_metrics())
    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == FINDING_COLUMNS
    assert table["weight"].is_monotonic_decreasing
    assert table.attrs == ha.load_metrics().attrs


def test_nothing_to_say_is_an_empty_frame() -> None:
    table = ha.findings(metrics("今天天气好。"))
    assert table.empty and list(table.columns) == list(FINDING_COLUMNS)


def test_the_same_rows_say_the_same() -> None:
    rows = ha.load_metrics()
    pd.testing.assert_frame_equal(ha.findings(rows), ha.findings(rows.sample(frac=1, random_state=1)))


def test_with_a_context_the_difference_is_told_in_points() -> None:
    table = ha.findings(ha.load_metrics(), context=ha.load_context(), lang="en")
    assert table["kind"].tolist()[0] == FindingKind.OUTPACED
    assert table["sentence"].tolist()[:2] == [
        "Five of eight indicators in Hulin are estimated to have risen faster than in Heilongjiang in 2021.",
        "Gross regional product in Hulin rose by an estimated 6.7% in 2021, 0.6 percentage points above "
        "Heilongjiang's rate and 1.4 points below the national rate.",
    ]


def test_a_part_against_its_whole_in_english() -> None:
    (sentence,) = ha.findings(metrics(TEXT), lang="en")["sentence"]
    assert sentence == (
        "Gross regional product in Jiashi came to 13.49 billion yuan in 2021, up 5.0% from a year earlier, "
        "but the value added of the primary industry fell 1.2%."
    )


def test_each_document_is_told_by_itself() -> None:
    both = pd.concat([metrics(TEXT).assign(document=name) for name in ("a", "b")], ignore_index=True)
    table = ha.findings(both)
    assert table["document"].tolist() == ["a", "b"] and table["sentence"].nunique() == 1


def test_a_row_taken_away_is_no_proof() -> None:
    rows = metrics(TEXT)
    for id_ in rows["id"]:
        left = rows[rows["id"] != id_]
        proofs = {proof for ids in ha.findings(left)["ids"] for proof in ids}
        assert proofs <= set(left["id"])


def test_what_has_no_whole_name_is_never_told() -> None:
    rows = metrics(TEXT)
    assert ha.findings(rows.assign(indicator=pd.NA, indicator_id=pd.NA)).empty


@pytest.mark.parametrize(
    ("iso", "chinese", "english"),
    [
        ("2021", "2021年", " in 2021"),
        ("2021-03", "2021年3月", " in March 2021"),
        ("2021-01/2021-03", "2021年一季度", " in the first quarter of 2021"),
        ("2021-10/2021-12", "2021年四季度", " in the fourth quarter of 2021"),
        ("2021-07/2021-12", "2021年下半年", " in the second half of 2021"),
        ("2021-01/2021-09", "2021年前三季度", " in the first three quarters of 2021"),
        ("2021-01/2021-10", "2021年1—10月", " in January–October 2021"),
        ("2021-12-31", "2021年末", " at the end of 2021"),
        ("2021-05-04", "2021年5月4日", " on 4 May 2021"),
        ("2021-10-01/2021-10-07", "2021年10月1日至10月7日", " from 1 October to 7 October 2021"),
        (None, "", ""),
    ],
)
def test_periods_are_written_as_in_a_newspaper(iso: str | None, chinese: str, english: str) -> None:
    assert (Phrases("zh-Hans").period(iso), Phrases("en").period(iso)) == (chinese, english)


def test_what_is_no_metrics_frame_is_refused() -> None:
    with pytest.raises(DataError, match=r"ha\.findings needs a frame"):
        ha.findings("metrics.csv")  # type: ignore[arg-type]
    with pytest.raises(DataError, match="language"):
        ha.findings(ha.load_metrics(), lang="de")  # type: ignore[arg-type]
    two = pd.concat([ha.load_context(), ha.load_context().replace("黑龍江省", "乙省")])
    with pytest.raises(ChartError, match="more than one area"):
        ha.findings(ha.load_metrics(), context=two)


def test_the_vocabulary_of_findings_names_indicators() -> None:
    known = vocabulary.indicators()
    lists = [vocabulary.words("findings", *keys) for keys in _LISTS]
    assert {id_ for listed in lists for id_ in listed} <= set(known)


_LISTS = [("importance", "order"), ("lower_is_better", "ids"), ("prices", "ids")]
