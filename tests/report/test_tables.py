from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from made_report import FRONT

from hulin_analysis.report.document import build as build_document
from hulin_analysis.report.tables import TEXT_WIDTH, Grid, lay_out, read_table, to_node


def grid_of(frame: pd.DataFrame, tmp_path: Path) -> Grid:
    tree = build_document(FRONT, [frame.to_html()], media=tmp_path)
    (table,) = [b for b in tree["blocks"] if b["t"] == "Table"]
    return read_table(table)


def test_a_running_number_goes_and_a_meaningful_index_stays(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1.5, None], "b": ["x", None]})
    assert grid_of(frame, tmp_path).header == ("a", "b")
    assert grid_of(frame, tmp_path).rows == (("1.5", "x"), ("–", "–"))
    named = grid_of(frame.set_axis(["甲", "乙"]), tmp_path)
    assert (named.header, named.labelled) == (("", "a", "b"), True)
    assert (
        grid_of(frame.rename_axis("reason").set_axis(["甲", "乙"]).rename_axis("類"), tmp_path).header[0]
        == "類"
    )


def test_whole_columns_lose_their_decimals_and_others_keep_them(tmp_path: Path) -> None:
    grid = grid_of(pd.DataFrame({"a": [1500.0, 92.0], "b": [1.0, 6.7]}), tmp_path)
    assert grid.rows == (("1500", "1.0"), ("92", "6.7"))


@pytest.mark.parametrize("columns", [1, 3, 8, 12, 30])
@pytest.mark.parametrize("word", ["字" * 40, "1500", "general_public_budget_revenue", "q7-1"])
def test_tables_fit_the_page(columns: int, word: str) -> None:
    grid = Grid(tuple(f"c{i}" for i in range(columns)), (tuple([word] * columns),) * 3)
    parts = lay_out(grid)
    assert all(sum(layout.widths) <= 1.001 for _, layout in parts)
    assert all(len(part.header) == len(layout.widths) for part, layout in parts)
    seen = [name for part, _ in parts for name in part.header]
    assert set(seen) == set(grid.header)
    assert all(part.header[0] == "c0" for part, _ in parts)


def test_numbers_are_not_broken_and_stand_right(tmp_path: Path) -> None:
    grid = Grid(("名", "數"), (("字" * 100, "19000000000"), ("字", "–")))
    ((part, layout),) = lay_out(grid)
    assert layout.numeric == (False, True)
    assert layout.widths[1] * TEXT_WIDTH > 11 * 0.5 * layout.size
    node = to_node(part, layout, ())
    assert [spec[0]["t"] for spec in node["c"][2]] == ["AlignLeft", "AlignRight"]
