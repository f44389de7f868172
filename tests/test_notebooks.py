from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from hulin_analysis import load_context, load_metrics

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def code(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def test_the_notebooks_are_there() -> None:
    of_hulin = ["01_article", "02_economic_indicators", "03_activities", "04_investments"]
    assert [path.stem for path in NOTEBOOKS] == [*of_hulin, "05_your_article", "06_many_places"]


@each_notebook
def test_it_opens_with_its_question_and_the_chart_that_answers_it(path: Path) -> None:
    assert "**問題**" in "".join(cells(path)[0]["source"])
    parameters, setup = code(path)[:2]
    assert parameters["metadata"]["tags"] == ["parameters"]
    assert "import hulin_analysis as ha" in "".join(setup["source"])
    # What is shown first is a chart.
    chart = next(cell for cell in code(path) if any("data" in output for output in cell["outputs"]))
    assert "".join(chart["source"]).startswith("ha.plot_")


@each_notebook
def test_cells_are_short_and_name_no_machine(path: Path) -> None:
    for cell in code(path):
        assert len(cell["source"]) <= 12, cell["id"]
        assert "/home" not in "".join(cell["source"]) and "C:\\" not in "".join(cell["source"])


@each_notebook
def test_outputs_are_stored_in_order_and_without_errors(path: Path) -> None:
    assert [cell["execution_count"] for cell in code(path)] == list(range(1, len(code(path)) + 1))
    kinds = {output["output_type"] for cell in code(path) for output in cell["outputs"]}
    assert kinds <= {"execute_result", "stream"}
    assert not any(o.get("name") == "stderr" for cell in code(path) for o in cell["outputs"])


@each_notebook
def test_every_stored_chart_has_a_picture_an_alternative_text_and_a_caption(path: Path) -> None:
    charts = [cell for cell in code(path) if "ha.plot_" in "".join(cell["source"])]
    assert charts
    for cell in charts:
        (output,) = cell["outputs"]
        assert output["data"]["image/png"].startswith("iVBOR")
        assert len(output["metadata"]["image/png"]["alt"]) > 40
        assert cell["metadata"]["caption"]


@each_notebook
def test_it_ends_with_exercises_that_no_report_prints(path: Path) -> None:
    last = cells(path)[-1]
    assert "".join(last["source"]).startswith("## 試一試")
    assert last["metadata"]["tags"] == ["exercise"]


@pytest.fixture
def own_options() -> Iterator[None]:
    """Give pandas its options back: a notebook sets how numbers are shown."""
    yield
    pd.reset_option("display.float_format")


@each_notebook
@pytest.mark.usefixtures("own_options")
def test_the_exercises_work_when_typed_in(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    for cell in code(path):
        exec("".join(cell["source"]), space)
    typed = [
        part for part in "".join(cells(path)[-1]["source"]).split("`")[1::2] if "(" in part or "[" in part
    ]
    assert typed
    for line in typed:
        assert eval(line, space) is not None


def test_what_the_prose_says_of_the_growth_rates_is_so() -> None:
    """「五項高於全省」「與全國可比的七項中三項」; when the data change, the prose has to."""
    rates = load_metrics().query("kind == 'indicator'")
    beside = load_context().pivot(index="indicator_id", columns="level", values="value")
    table: pd.DataFrame = rates.join(beside, on="indicator_id")
    assert len(table) == 8
    assert (table["value"] > table["province"]).sum() == 5
    assert table["nation"].notna().sum() == 7
    assert (table["value"] > table["nation"]).sum() == 3
    assert (rates["status"] == "expected").all()


def test_what_the_prose_says_of_counts_and_investments_is_so() -> None:
    metrics = load_metrics()
    value = metrics.set_index("quote")["value"]
    assert 5.5 < value["1500余場"] / value["265場"] < 6
    assert 11 < value["19萬余人次"] / value["13000余人次"] < 19
    deals = metrics.loc[metrics["kind"] == "investment", "value"]
    assert deals.sum() == 166.5e8
    assert 0.595 < deals.max() / deals.sum() < 0.605
    assert 0.015 < deals.min() / deals.sum() < 0.025
    assert len(metrics) == 37
