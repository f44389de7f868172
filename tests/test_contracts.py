"""The rules of the house that a machine can hold: the size of modules and functions, and what they import."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path

import pytest
from for_each import for_each

import hulin_analysis

SOURCE = Path(__file__).resolve().parents[1] / "src" / "hulin_analysis"
MODULES = sorted(SOURCE.rglob("*.py"))
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)

each_module = for_each(MODULES)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, FUNCTION)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring not counted: explaining is free."""
    lines = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = node.args
    names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([n for n in names if n not in ("self", "cls")]) + bool(given.vararg) + bool(given.kwarg)


@each_module
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@each_module
def test_functions_stay_short(path: Path) -> None:
    assert [f"{f.name}: {length(f)} lines" for f in functions(path) if length(f) > 60] == []


@each_module
def test_functions_take_few_parameters(path: Path) -> None:
    # The parameters of a command are the options of the command line, and go by name.
    offered = [f for f in functions(path) if not f.decorator_list or path.parent.name != "cli"]
    assert [f"{f.name}: {parameters(f)}" for f in offered if parameters(f) > 7] == []


@each_module
def test_annotations_are_postponed(path: Path) -> None:
    body = tree(path).body
    code = [
        node for node in body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    if code:
        assert isinstance(code[0], ast.ImportFrom)
        assert code[0].module == "__future__"


def test_no_drawer_for_odds_and_ends() -> None:
    assert not [p for p in MODULES if p.stem.strip("_") in {"utils", "util", "helpers", "common", "misc"}]


@each_module
def test_pyplot_and_its_global_state_stay_out(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            assert "matplotlib.pyplot" not in [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.module != "matplotlib.pyplot"
            assert node.module != "matplotlib" or "pyplot" not in [alias.name for alias in node.names]


@pytest.mark.parametrize("name", hulin_analysis.__all__)
def test_the_public_interface_shows_an_example(name: str) -> None:
    """What the package offers at its top level shows how it is used, and doctest runs what it shows."""
    offered = getattr(hulin_analysis, name)
    texts = [inspect.getdoc(offered) or ""]
    if inspect.isclass(offered):
        texts += [inspect.getdoc(member) or "" for member in vars(offered).values()]
    if inspect.isfunction(offered) or (inspect.isclass(offered) and not issubclass(offered, Exception)):
        assert any(">>>" in text for text in texts)


#: One name in two rooms where both are of one thing: the commands on an article, a format read and written.
SHARED_NAMES = {"__init__", "article", "corpus", "word", "workbook"}


def test_a_name_of_a_module_says_one_thing() -> None:
    names = [path.stem for path in MODULES]
    assert {name for name in names if names.count(name) > 1} - SHARED_NAMES == set()


@each_module
def test_modules_of_the_package_are_imported_at_the_top(path: Path) -> None:
    """The command line alone waits with them, so that ``--help`` need not load what reads and draws."""
    if path.parent.name == "cli":
        return
    late = [
        node.module
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hulin_analysis")
    ]
    assert late == []
