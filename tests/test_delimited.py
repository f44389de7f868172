from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hulin_analysis.delimited import MARK, opens_formula, protect, read_table, unprotect
from hulin_analysis.errors import DataError
from hulin_analysis.export import write_table
from hulin_analysis.frames import COLUMNS, read_metrics
from hulin_analysis.writable import is_clean

TEXT = st.text(st.characters(exclude_categories=["Cs"])).filter(is_clean)
OPENING = st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "＝", "'", "'=", "''@", "-5%", "NA", "\ufeff"])


@pytest.mark.parametrize(
    "text",
    [
        "=cmd()", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-A1", "\t=1",
        "\r=1", "\n=1", "-2+3+cmd|' /C calc'!A0", "＝1+1", "＋1+A1", "－A1", "＠SUM(A1)",
        '=HYPERLINK("http://a.example")',
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_protected(text: str) -> None:
    assert opens_formula(text)
    assert protect(text) == f"'{text}"


@pytest.mark.parametrize("text", ["1500余場", "-5%", "+3.5億元", "-20℃", "－5％", "'tis", "", "全市=100"])
def test_what_it_would_not_run_is_left_alone(text: str) -> None:
    assert protect(text) == text == unprotect(text)


@given(OPENING, TEXT)
def test_protection_is_taken_off_again(opening: str, text: str) -> None:
    protected = protect(opening + text)
    assert unprotect(protected) == opening + text
    assert not opens_formula(protected) or protected == opening + text


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.tuples(OPENING, TEXT).map("".join),
            st.one_of(st.none(), st.tuples(OPENING, TEXT).map("".join).filter(bool)),
            st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0),
            st.integers(-(2**63), 2**63 - 1),
        ),
        max_size=4,
    )
)
def test_csv_comes_back_as_it_went(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str | None, float, int]]
) -> None:
    cells = {
        name: [
            row[{"int64": 3, "float64": 2}.get(dtype, 0 if name in ("quote", "sentence") else 1)]
            for row in rows
        ]
        for name, dtype in COLUMNS.items()
    }
    for name in ("unit", "indicator", "section"):
        cells[name] = [cell or "" for cell in cells[name]]
    frame = pd.DataFrame({name: pd.array(cells[name], dtype=dtype) for name, dtype in COLUMNS.items()})
    path = tmp_path_factory.mktemp("csv") / "m.csv"
    write_table(frame, "csv", path)
    assert path.read_bytes().startswith(MARK)
    pd.testing.assert_frame_equal(read_table(path, COLUMNS), frame, check_exact=True)
    piped = io.StringIO(newline="")
    write_table(frame, "csv", piped)
    path.write_bytes(piped.getvalue().encode())
    pd.testing.assert_frame_equal(read_table(path, COLUMNS), frame, check_exact=True)


def test_the_two_forms_differ_in_the_mark_and_the_apostrophe_only(tmp_path: Path) -> None:
    frame = pd.DataFrame({"=a": ["=cmd()", "-5%"]})
    write_table(frame, "csv", tmp_path / "a.csv")
    piped = io.StringIO()
    write_table(frame, "csv", piped)
    assert (tmp_path / "a.csv").read_bytes() == MARK + b"'=a\n'=cmd()\n-5%\n"
    assert piped.getvalue() == "=a\n=cmd()\n-5%\n"


def test_a_table_of_another_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(MARK + b"id\nq1-1\n")
    with pytest.raises(DataError, match=r"m\.csv"):
        read_metrics(tmp_path / "m.csv")
