"""The notebooks: their form, what their prose says, and what they say in three languages."""

from __future__ import annotations

import ast
import base64
import io
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from hulin_analysis import load_context, load_metrics, notebooks, package_data, script
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.canvas.typeface import uncovered
from hulin_analysis.languages import is_chinese
from hulin_analysis.notebooks import copy_notebooks, in_language
from hulin_analysis.script import LANGUAGES, Language

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_language = pytest.mark.parametrize("lang", LANGUAGES)

_HAN = re.compile("[\u3007\u3400-\u9fff]")


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def code(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def copied(name: str, lang: Language) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(in_language(lang)[name])["cells"]
    return found


# -- as they are stored --------------------------------------------------------------------------------------


def test_the_notebooks_are_there() -> None:
    of_hulin = ["01_article", "02_economic_indicators", "03_activities", "04_investments"]
    assert [path.stem for path in NOTEBOOKS] == [*of_hulin, "05_your_article", "06_many_places"]


@each_notebook
def test_it_opens_with_its_question_and_the_chart_that_answers_it(path: Path) -> None:
    assert "**問題**" in source(cells(path)[0])
    parameters, setup, chart = code(path)[:3]
    assert parameters["metadata"]["tags"] == ["parameters"]
    assert 'lang = "zh-Hant"' in source(parameters)
    assert "import hulin_analysis as ha" in source(setup)
    assert not any("data" in output for output in setup["outputs"])
    assert source(chart).startswith("ha.plot_")


@each_notebook
def test_it_is_short(path: Path) -> None:
    assert len(cells(path)) <= 21
    for cell in cells(path):
        text = source(cell)
        assert len(cell["source"]) <= (20 if cell["cell_type"] == "markdown" else 12), cell["id"]
        assert "/home" not in text and "C:\\" not in text
        # Long ones scroll in a frame of their own.
        long = text.startswith("ha.table(") or "article_html(" in text
        assert cell["metadata"].get("scrolled", False) is long


@each_notebook
def test_outputs_are_stored_in_order_and_without_errors(path: Path) -> None:
    assert [cell["execution_count"] for cell in code(path)] == list(range(1, len(code(path)) + 1))
    kinds = {output["output_type"] for cell in code(path) for output in cell["outputs"]}
    assert kinds <= {"execute_result", "stream"}
    assert not any(o.get("name") == "stderr" for cell in code(path) for o in cell["outputs"])


@each_notebook
def test_every_stored_chart_has_a_picture_and_an_alternative_text(path: Path) -> None:
    charts = [cell for cell in code(path) if source(cell).splitlines()[-1].startswith("ha.plot_")]
    assert charts
    for cell in charts:
        (output,) = cell["outputs"]
        assert output["data"]["image/png"].startswith("iVBOR")
        assert len(output["metadata"]["image/png"]["alt"]) > 40


@each_notebook
def test_it_ends_with_exercises(path: Path) -> None:
    assert source(cells(path)[-1]).startswith("## 試一試\n\n1. ")


@each_notebook
def test_it_makes_a_deck_of_slides(path: Path) -> None:
    """The question, the chart, then what to see in it; what only prepares is left out."""
    kinds = [cell["metadata"]["slideshow"]["slide_type"] for cell in cells(path)]
    assert set(kinds) <= {"slide", "-", "skip"}
    assert kinds[:4] == ["slide", "skip", "skip", "slide"]
    assert kinds[-1] == "skip"
    assert 3 <= kinds.count("slide") <= 10


def run(cell: dict[str, Any], space: dict[str, Any]) -> Any:
    """Run a cell in this process, and give the value that it ends on, if any."""
    body = ast.parse(source(cell)).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), cell["id"], "exec"), space)
    return eval(compile(ast.Expression(last.value), cell["id"], "eval"), space) if last else None


class Ran(NamedTuple):
    """A notebook that was run: what its cells end on, and the names they give."""

    path: Path
    values: list[Any]
    space: dict[str, Any]

    @property
    def charts(self) -> Iterator[tuple[dict[str, Any], AnnotatedFigure]]:
        """Each chart as it is stored, and as it was drawn."""
        for cell, value in zip(code(self.path), self.values, strict=True):
            if isinstance(value, AnnotatedFigure):
                yield cell["outputs"][0], value


def run_all(path: Path) -> Ran:
    """Run a notebook where it stands; what a kernel would print in red is an error."""
    space: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch, pd.option_context("display.float_format", None):
        patch.chdir(path.parent)
        with warnings.catch_warnings(action="error"):
            warnings.simplefilter("default", DeprecationWarning)
            return Ran(path, [run(cell, space) for cell in code(path)], space)


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def ran(request: pytest.FixtureRequest) -> Ran:
    return run_all(request.param)


def typed(cell: dict[str, Any]) -> list[str]:
    """The lines of code that an exercise has a reader type in."""
    return [part for part in source(cell).split("`")[1::2] if "(" in part or "[" in part]


def test_the_exercises_work_when_typed_in(ran: Ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_notebooks(tmp_path, "zh-Hant")
    monkeypatch.chdir(tmp_path)
    lines = typed(cells(ran.path)[-1])
    assert lines
    for line in lines:
        assert eval(line, ran.space) is not None


def pixels(data: bytes) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"), dtype=np.int16)


def test_every_stored_chart_is_the_one_that_is_drawn(ran: Ran) -> None:
    """Pixel by pixel, so with the same letters; a box for a missing one would be another picture."""
    assert list(ran.charts)
    for output, figure in ran.charts:
        drawn, stored = pixels(figure._repr_png_()), pixels(base64.b64decode(output["data"]["image/png"]))
        assert 0.01 < (drawn < 128).mean() < 0.5
        assert drawn.shape == stored.shape
        # Of other makers' builds of FreeType and libpng a hair's breadth is allowed.
        assert (np.abs(drawn - stored) > 32).mean() < 0.001
        assert output["metadata"]["image/png"]["alt"] == "".join(output["data"]["text/plain"]) == figure.alt
        assert re.search(r"[\u4e00-\u9fff]", figure.alt)
        assert uncovered(figure.alt) == set()


def test_what_the_prose_says_of_the_growth_rates_is_so() -> None:
    """「5項高於全省」「7項可與全國比較，3項高於全國」; when the data change, the prose has to."""
    rates = load_metrics().query("kind == 'indicator'")
    beside = load_context().pivot(index="indicator_id", columns="level", values="value")
    table: pd.DataFrame = rates.join(beside, on="indicator_id")
    assert len(table) == 8
    lead = table["value"] - table["province"]
    assert (lead > 0).sum() == 5
    assert table.loc[lead.nlargest(3).index, "indicator"].tolist() == [
        "規上工業增加值",
        "固定資產投資",
        "外貿進出口總額",
    ]
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
    # 「導語一個數量也沒有」
    assert metrics["section"].ne("").all()
    counts = metrics[metrics["kind"] == "activity"]
    assert counts["section"].iloc[0] != counts["section"].iloc[-1]


def test_the_chinese_is_of_one_kind() -> None:
    """Words of the mainland in traditional characters: what is converted to simplified has to be right."""
    text = "".join(source(cell) for path in NOTEBOOKS for cell in cells(path))
    assert not re.search("檔案|程式|核心|選單|執行|預設|資料夾|滑鼠|游標|網路|軟體|視窗", text)
    assert not set("“”‘’") & set("".join(source(c) for p in NOTEBOOKS for c in cells(p)))
    only_simplified = {char for char in _HAN.findall(text) if script.to_traditional(char) != char}
    # Characters that traditional script has as well.
    assert only_simplified <= set("余占台群")


# -- in three languages --------------------------------------------------------------------------------------


@each_language
@each_notebook
def test_a_copy_has_the_cells_of_the_original_and_no_outputs(path: Path, lang: Language) -> None:
    made = copied(path.name, lang)
    assert [(cell["id"], cell["cell_type"], cell["metadata"]) for cell in made] == [
        (cell["id"], cell["cell_type"], cell["metadata"]) for cell in cells(path)
    ]
    for cell in made:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
    (parameters,) = (cell for cell in made if "parameters" in cell["metadata"].get("tags", ()))
    assert f'lang = "{lang}"' in source(parameters)
    if lang == "zh-Hant":
        assert [source(cell) for cell in made] == [source(cell) for cell in cells(path)]


@each_notebook
def test_the_simplified_copy_is_simplified(path: Path) -> None:
    text = "".join(source(cell) for cell in copied(path.name, "zh-Hans"))
    assert not [char for char in _HAN.findall(text) if script.to_simplified(char) != char and char != "著"]
    assert not set("「」『』") & set(text)


def _numbers(text: str) -> Counter[float]:
    """The numbers of a text, 萬 and billion counted in."""
    title = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
    text = re.sub("(?m)^# ([一二三四五六])、", lambda found: f"# {title[found[1]]}. ", text)
    scale = {"萬": 1e4, "億": 1e8, "萬億": 1e12, " billion": 1e9, "": 1}
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)(萬億|[萬億]| billion|)", re.sub(r"(?m)^\d\. ", "", text))
    return Counter(round(float(number.replace(",", "")) * scale[word], 2) for number, word in found)


def _shape(text: str) -> list[tuple[str, int]]:
    """How each line begins: heading, item, number of an item, or text; and how much of it is bold."""
    lines = [line for line in text.splitlines() if line]
    return [(re.match(r"(#+ |- |\d\. |```|)", line)[1], line.count("**")) for line in lines]  # type: ignore[index]


def _without_words(snippet: str) -> str:
    """Code without what it says in words, which each language says in its own."""
    snippet = re.sub(r'(reason=|"indicator", )"[^"]*"', r"\1…", snippet)
    return re.sub(r"(?<=hulin query )\S+|(?<=hulin corpus )\S+ -o \S+", "…", snippet)


@each_notebook
def test_english_says_what_the_chinese_says(path: Path) -> None:
    """The same lines, the same numbers, the same code."""
    for chinese, english in zip(cells(path), copied(path.name, "en"), strict=True):
        if chinese["cell_type"] == "markdown":
            one, other = source(chinese), source(english)
            assert _shape(one) == _shape(other), chinese["id"]
            assert _numbers(one) == _numbers(other), chinese["id"]
            snippets = [[_without_words(part) for part in text.split("`")[1::2]] for text in (one, other)]
            assert snippets[0] == snippets[1], chinese["id"]


def test_english_has_a_text_for_each_cell_and_a_word_for_each_word() -> None:
    catalogue = package_data.folder("notebooks") / "en.toml"
    read = notebooks.tomllib.loads(catalogue.read_text(encoding="utf-8"))
    prose = {cell["id"] for path in NOTEBOOKS for cell in cells(path) if cell["cell_type"] == "markdown"}
    assert read["text"].keys() == prose
    said = "".join(source(cell) for path in NOTEBOOKS for cell in code(path))
    assert [word for word in read["words"] if word not in said] == []
    for path in NOTEBOOKS:
        for cell in copied(path.name, "en"):
            if cell["cell_type"] == "code":
                # A county and a unit stay as the articles write them.
                assert _HAN.findall(re.sub('"(丙縣|元)"', "", source(cell))) == [], cell["id"]


@each_notebook
def test_the_code_is_one_in_all_languages(path: Path) -> None:
    class Unnamed(ast.NodeTransformer):
        """Take out what is said in words: strings, and names of columns."""

        def visit_Constant(self, node: ast.Constant) -> ast.Constant:
            return ast.Constant("") if isinstance(node.value, str) else node

        def visit_keyword(self, node: ast.keyword) -> ast.keyword:
            self.generic_visit(node)
            return ast.keyword(
                "" if node.arg in {"個數", "例子", "count", "examples"} else node.arg, node.value
            )

    def bare(text: str) -> str:
        return ast.dump(Unnamed().visit(ast.parse(script.to_traditional(text))))

    for lang in ("zh-Hans", "en"):
        for one, other in zip(cells(path), copied(path.name, lang), strict=True):
            if one["cell_type"] == "code":
                assert bare(source(one)) == bare(source(other)), one["id"]


@pytest.mark.parametrize(
    ("name", "lang", "shown"),
    [
        ("02_economic_indicators", "en", "Five of eight indicators in Hulin"),
        ("06_many_places", "en", "not readable"),
        ("02_economic_indicators", "zh-Hans", "2021年虎林市8项指标中"),
        ("06_many_places", "zh-Hans", "丁县 近5%"),
    ],
)
def test_a_copy_runs_and_shows_its_language(
    name: str, lang: Language, shown: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_notebooks(tmp_path, lang)
    values = run_all(tmp_path / f"{name}.ipynb").values
    printed, warned = capsys.readouterr()
    assert warned == ""
    pictures = [value.alt for value in values if isinstance(value, AnnotatedFigure)]
    assert pictures
    assert shown in printed + "".join([*pictures, *map(repr, values)])
    for alt in pictures:
        assert (re.search("[a-z]{4}", alt) is not None) is not is_chinese(lang)
