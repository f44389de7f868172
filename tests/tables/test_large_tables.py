"""Tables that are long, deep or wide, and numbers that look like something else than they are."""

from functools import cache
from time import process_time

import pandas as pd
import pytest

import hulin_analysis as ha

HEAD = "单位：吨\n名称\t2020年\t2021年\n"


def written(kind: str, rows: int) -> str:
    """Write a table of many rows: in a line, each part of the one above, or each set in deeper."""
    names = {
        "alike": [f"物{i}" for i in range(rows)],
        "parts": [f"{'#' * (i % 2)}物{i}" for i in range(rows)],
        "marked": [f"{'其中：' * (i > 0)}物{i}" for i in range(rows)],
        "deep": ["\u3000" * min(i, 1200) + f"物{i}" for i in range(rows)],
    }[kind]
    return HEAD + "\n".join(f"{name}\t{i + 10}\t{i + 11}" for i, name in enumerate(names))


@cache
def read(kind: str, rows: int) -> tuple[float, pd.DataFrame]:
    """Read a table: the CPU time that rows, ledger and heads of the cells take, and the rows."""
    article = ha.parse_article(written(kind, rows), title="某县公报")
    start = process_time()
    metrics = ha.extract(article)
    ha.ledger(article)
    return process_time() - start, metrics


@pytest.mark.parametrize("kind", ["alike", "parts", "marked"])
def test_four_times_the_rows_take_about_four_times_as_long(kind: str) -> None:
    read(kind, 10)  # what is loaded once is not counted
    assert read(kind, 2020)[0] < 8 * read(kind, 505)[0]


@pytest.mark.parametrize(
    ("kind", "rows"), [("alike", 2020), ("parts", 2020), ("marked", 2020), ("deep", 1300)]
)
def test_every_number_of_a_long_table_is_read(kind: str, rows: int) -> None:
    # Among them are 1990, 2000 and 2021, which are years only in a header.
    _, metrics = read(kind, rows)
    assert metrics["value"].tolist() == [float(i + more) for i in range(rows) for more in (10, 11)]
    assert metrics["period"].tolist() == ["2020", "2021"] * rows


def test_a_range_in_a_cell_is_read() -> None:
    text = "2026年主要预期目标\n指标\t目标\n地区生产总值增长\t4.5%-5%\n新增就业\t30-35万人"
    metrics = ha.extract(ha.parse_article(text, title="某市公报"))
    assert metrics[["low", "high", "unit", "change"]].values.tolist() == [
        [4.5, 5.0, "%", "increase"],
        [300_000.0, 350_000.0, "人", "none"],
    ]
