"""What came out wrong in other people's texts: the table of ``reported.txt``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import hulin_analysis as ha

LINES = (Path(__file__).parent / "reported.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" | ") for line in LINES if line and not line.startswith("#")]


def written(value: object) -> str:
    return "∅" if pd.isna(value) else str(value)


@pytest.mark.parametrize(("text", "published", "columns", "expected"), CASES)
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
