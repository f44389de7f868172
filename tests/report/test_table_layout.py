from __future__ import annotations

import pytest

from hulin_analysis.report.table_layout import TEXT_WIDTH, Grid, lay_out, to_node


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


def test_numbers_are_not_broken_and_stand_right() -> None:
    grid = Grid(("名", "數"), (("字" * 100, "19000000000"), ("字", "–")))
    ((part, layout),) = lay_out(grid)
    assert layout.numeric == (False, True)
    assert layout.widths[1] * TEXT_WIDTH > 11 * 0.5 * layout.size
    node = to_node(part, layout, ())
    assert [spec[0]["t"] for spec in node["c"][2]] == ["AlignLeft", "AlignRight"]
