"""A chart is declared by its module; every other place has it, or this names the file and the line to add."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import hulin_analysis as ha
from hulin_analysis import charts
from hulin_analysis.charts import CHARTS, COMPARED

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "hulin_analysis"
IN_DOCS = [f"docs/{lang}/{page}.md" for lang in ("en", "zh") for page in ("charts", "api")]

_SHOWN = "make gallery (not every text has it: first in docs/gallery.py, in `once` of one that has)"


def words(room: str) -> set[str]:
    return set(tomllib.loads((PACKAGE / room / "words.toml").read_text(encoding="utf-8")))


def modules() -> list[str]:
    """Name the charts by their modules, whether they are declared or not."""
    return sorted(path.stem.removesuffix("_chart") for path in (PACKAGE / "charts").glob("*_chart.py"))


def places() -> Iterator[tuple[str, str, bool]]:
    """Yield each place of each chart, the line it needs there, and whether that is there."""
    catalogue, of_reports = words("charts"), words("report")
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in (*IN_DOCS, "docs/gallery.md")}
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = (
        one["layers"] for one in contracts["contracts"] if one.get("containers") == [charts.__name__]
    )
    for name in modules():
        declared = f"{name.upper()} in CHARTS or COMPARED, imported from {name}_chart.py"
        yield "src/hulin_analysis/charts/__init__.py", declared, name in CHARTS or name in COMPARED
        yield "src/hulin_analysis/charts/__init__.py", f'"plot_{name}" in __all__', offers(charts, name)
        stub = f"from .charts import plot_{name} as plot_{name}"
        yield "src/hulin_analysis/__init__.pyi", stub, offers(ha, name)
        for key in (f"alt_{name}", f"{name}_what"):
            yield "src/hulin_analysis/charts/words.toml", f"[{key}]", key in catalogue
        for key in (f"shows_{name}", f"name_{name}"):
            yield "src/hulin_analysis/report/words.toml", f"[{key}]", key in of_reports or name in COMPARED
        yield "pyproject.toml", f"{name}_chart, in the contract 'Within charts'", f"{name}_chart" in layers[0]
        for page in IN_DOCS:
            yield page, f"`plot_{name}`", f"plot_{name}`" in texts[page]
        yield "docs/gallery.md", f"{name}, by {_SHOWN}", f"`{name}`" in texts["docs/gallery.md"]


def offers(package: object, name: str) -> bool:
    return f"plot_{name}" in package.__all__  # type: ignore[attr-defined]


def test_every_place_has_every_chart() -> None:
    missing = [f"{file}: add {line}" for file, line, there in places() if not there]
    assert not missing, "\n".join(missing)


def test_every_chart_is_one_module_of_its_name() -> None:
    assert sorted([*CHARTS, *COMPARED]) == modules()
    for name, chart in (CHARTS | COMPARED).items():
        tree = ast.parse((PACKAGE / "charts" / f"{name}_chart.py").read_text(encoding="utf-8"))
        assert f"plot_{name}" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert chart.plot is getattr(ha, f"plot_{name}")


def test_reports_say_nothing_of_charts_that_are_not_there() -> None:
    assert {key.removeprefix("shows_") for key in words("report") if key.startswith("shows_")} == set(CHARTS)
