"""The language facts, as tables of cases: each line goes through the whole door, as body of an article."""

from __future__ import annotations

import re

import pytest
from case_files import FOLDER, Case, Row, cases
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis import script, vocabulary

TABLES = sorted(file.stem for file in FOLDER.glob("*.txt") if file.stem != "parse_number")
ALL = {name: list(cases(name)) for name in TABLES}
_READ = ("start", "end", "value", "low", "high", "unit", "hedge", "change")
_HEAD = "某市新聞\n2026年02月15日 來源:某日報\n\n"


def read(text: str) -> tuple[list[Row], list[str]]:
    whole = _HEAD + text + ("" if text[-1] in "。!?" else "。")
    article = ha.parse_article(whole, published="2026-02-15")
    frame, ledger = ha.extract(article), ha.ledger(article)
    starts, ends, *columns = (frame[name].tolist() for name in _READ)
    assert [whole[start:end] for start, end in zip(starts, ends, strict=True)] == frame["quote"].tolist()
    rows = [
        Row((low, high) if value != value else value, script.fold(unit), hedge, change)
        for value, low, high, unit, hedge, change in zip(*columns, strict=True)
    ]
    return rows, ledger.loc[ledger["start"] >= len(_HEAD), "reason"].tolist()


def near(value: object) -> object:
    """Fractions without end are rounded in the tables."""
    if isinstance(value, tuple):
        return tuple(map(near, value))
    return round(value, 4) if isinstance(value, float) and abs(value) < 1 else value


@for_each(ALL)
def test_each_line_of_a_table(case: Case) -> None:
    rows, reasons = read(case.text)
    assert [row._replace(value=near(row.value)) for row in rows] == [
        row._replace(value=near(row.value)) for row in case.rows
    ], reasons
    if case.reason:
        assert case.reason in reasons


# Where a hedge stands, by the key of its list, with what its number is.
PLACES = {
    "before": ("全年产值{}300亿元", 3e10, "元"),
    "after": ("全年产值300亿元{}", 3e10, "元"),
    "loose": ("走了3公里{}", 3.0, "公里"),
    "infix": ("共30{}万人", 3e5, "人"),
}


@pytest.mark.parametrize("hedge", ["over", "under", "about"])
@pytest.mark.parametrize("place", PLACES)
def test_every_hedge_of_the_vocabulary_is_read(place: str, hedge: str) -> None:
    text, value, unit = PLACES[place]
    words = vocabulary.words("hedges", hedge, place)
    found = {word: read(text.format(word))[0] for word in words}
    assert found == {word: [Row(value, unit, hedge, "none")] for word in words}


def test_the_tables_are_read_whole() -> None:
    assert len(TABLES) >= 12
    whole = [case for table in ALL.values() for case in table]
    assert len(whole) > 1_000
    named = {case.reason for case in whole} - {None}
    assert named >= {"date", "clock", "period", "ordinal", "name", "quoted", "code", "ratio", "footnote"}


@pytest.mark.parametrize("name", [*TABLES, "parse_number"])
def test_every_table_says_which_fact_its_lines_show(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert re.match("# ", text)
    assert len(re.findall("^#", text, re.MULTILINE)) >= 5
