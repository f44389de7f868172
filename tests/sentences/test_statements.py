"""The tables of cases under ``statements/``: which numbers of a text say one thing, and what is part of what.

A line says ``text | quote + quote ; quote < quote ; …``: a plus joins the numbers of one statement, ``<``
stands between a part and the first number of its whole. Every number of the text is named, in order.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis.sentences import linking

FOLDER = Path(__file__).parent / "statements"
CASES = {
    path.stem: [
        tuple(row.split(" | "))
        for row in path.read_text(encoding="utf-8").splitlines()
        if row and not row.startswith("#")
    ]
    for path in sorted(FOLDER.glob("*.txt"))
}
TEXTS = [text for table in CASES.values() for text, _ in table]


def grouped(text: str) -> str:
    metrics = ha.extract(ha.parse_article(text))
    groups = dict(iter(metrics.groupby("statement", sort=False)))
    said = []
    for rows in groups.values():
        whole = rows["part_of"].iloc[0]
        behind = f" < {groups[whole]['quote'].iloc[0]}" if isinstance(whole, str) else ""
        said.append(" + ".join(rows["quote"]) + behind)
    return " ; ".join(said)


@for_each(CASES)
def test_which_numbers_say_one_thing(text: str, said: str) -> None:
    assert grouped(text) == said


@for_each(TEXTS)
def test_ids_come_from_the_first_number_and_parts_have_a_whole(text: str) -> None:
    metrics = ha.extract(ha.parse_article(text))
    for name, rows in metrics.groupby("statement", sort=False):
        assert name == "s" + rows["id"].iloc[0][1:]
        assert rows["part_of"].nunique(dropna=False) == 1
    wholes = metrics.dropna(subset="part_of")
    assert set(wholes["part_of"]) <= set(metrics["statement"])
    assert (wholes["part_of"] != wholes["statement"]).all()


@pytest.mark.parametrize(
    ("text", "place", "codes"),
    [
        ("2021年，虎林市生产总值增长5%。", None, ["230381"]),
        ("虎林市年报\n2021年，全市生产总值增长5%。", "虎林市", ["230381"]),
        ("2021年，鼓楼区生产总值增长5%。", None, [None]),
        ("2021年，鼓楼区生产总值增长5%。", "南京市", ["320106"]),
        ("2021年，福建省鼓楼区生产总值增长5%。", None, ["350102"]),
        ("2021年，甲县生产总值增长5%。", None, [None]),
        ("2021年，市第一人民医院收入3亿元。", None, [None]),
        ("2021年，成都市、保定市生产总值分别增长5%、6%。", None, ["510100", "130600"]),
        ("2021年，海淀區財政收入3億元，增長5%。", None, ["110108", "110108"]),
        ("2025年，全国粮食产量增长5%。", None, [None]),
    ],
)
def test_the_code_of_a_subject(text: str, place: str | None, codes: list[str | None]) -> None:
    found = ha.extract(ha.parse_article(text, place=place))["subject_code"]
    assert [code if isinstance(code, str) else None for code in found] == codes


def test_the_short_way_and_the_long_one_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    short = [grouped(text) for text in TEXTS] + [grouped("\n".join(TEXTS))]
    monkeypatch.setattr(linking, "_pair", lambda *_: False)
    assert [grouped(text) for text in TEXTS] + [grouped("\n".join(TEXTS))] == short
    monkeypatch.setattr(linking, "_parting", lambda: re.compile(""))
    assert [grouped(text) for text in TEXTS] + [grouped("\n".join(TEXTS))] == short
