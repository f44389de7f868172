"""What is read from a text: the table of ``reported.txt``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis import vocabulary

LINES = (Path(__file__).parent / "reported.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split(" | ")) for line in LINES if line and not line.startswith("#")]


def written(value: object) -> str:
    return "∅" if pd.isna(value) else str(value)


@for_each(CASES)
def test_what_was_wrong_is_right(text: str, published: str, columns: str, expected: str) -> None:
    article = ha.parse_article(text.replace(" ⏎ ", "\n") + "。", published=published)
    rows = ha.extract(article)[columns.split()].to_dict("records")
    wanted = [
        {
            column: float(value) if column == "value" else value
            for column, value in zip(columns.split(), row.split(" "), strict=True)
        }
        for row in expected.split(" ; ")
    ]
    found = [
        {column: value if column == "value" else written(value) for column, value in row.items()}
        for row in rows
    ]
    assert found == wanted


@pytest.mark.parametrize("base", ["比上年", "同比", "比2024年"])
@pytest.mark.parametrize("change", ["increase", "decrease"])
def test_every_verb_of_change_has_its_direction(change: str, base: str) -> None:
    verbs = vocabulary.words("statements", "change", change)
    text = "".join(f"2025年，甲县出口额{base}{verb}3%。\n" for verb in verbs)
    rows = ha.extract(ha.parse_article(text, published="2026-02-01"))
    found = dict(zip(verbs, rows[["change", "base"]].itertuples(index=False, name=None), strict=True))
    assert found == dict.fromkeys(verbs, (change, "2024"))
