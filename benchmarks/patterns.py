"""The regular expressions that the package compiles, and the signs and words that they are made of."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

TEXT = """2022年全县经济社会发展统计公报
2022年，全县生产总值100.5亿元，比上年增长5.2%。其中，第一产业增加值10亿元，增长3%左右。
附表 2022年主要指标
指标\t单位\t绝对数\t比上年增长（%）
粮食产量\t万吨\t12.3\t-1.5
#稻谷（Rice）\t万吨\t8.1\t2.0
甲乡和乙镇分别新建学校3所和5所，占全县的三分之一；城乡居民收入比由2.5:1降至2.4:1。
"""
PAGE = "<html><body><p>{}</p><table><tr><td>粮食</td><td>3吨</td></tr></table></body></html>"


def compiled() -> dict[tuple[str, int], str]:
    """Return each pattern and its flags with the module that compiled it; the package is imported for it."""
    if any(name.startswith("hulin_analysis") for name in sys.modules):
        raise RuntimeError("the package was imported before its patterns could be seen")
    found: dict[tuple[str, int], str] = {}
    compiling = re._compile  # type: ignore[attr-defined]

    def seen(pattern: Any, flags: int) -> Any:
        made = compiling(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals["__name__"].split(".")[0] == "re":
            frame = frame.f_back
        module = frame.f_globals["__name__"]
        if module.startswith("hulin_analysis") and isinstance(made.pattern, str):
            found.setdefault((made.pattern, made.flags), module)
        return made

    re._compile = seen  # type: ignore[attr-defined]
    try:
        _run()
    finally:
        re._compile = compiling  # type: ignore[attr-defined]
    return found


def _run() -> None:
    import hulin_analysis as ha

    for one in pkgutil.walk_packages(ha.__path__, "hulin_analysis."):
        if not one.name.endswith("__main__"):
            _made_by(importlib.import_module(one.name))
    from hulin_analysis.readers import Metadata, lay_out, show_bytes

    article = ha.parse_article(TEXT)
    metrics = ha.extract(article)
    ha.ledger(article)
    ha.audit(article)
    ha.statements(metrics)
    ha.findings(metrics)
    ha.parse_number("三点五多")
    for name, text in (("x.html", PAGE.format(TEXT)), ("x.md", f"# {TEXT}\n|1|2|\n|-|-|\n|3|4|\n")):
        lay_out(show_bytes(text.encode(), name), Metadata(), name)


def _made_by(module: ModuleType) -> None:
    """Compile what a module compiles when it is first needed, whether or not the texts here need it."""
    for one in list(vars(module).values()):
        made = getattr(one, "__wrapped__", None)
        if (
            made
            and one.__module__ == module.__name__
            and "re.Pattern" in str(made.__annotations__.get("return"))
            and not inspect.signature(made).parameters
        ):
            one()
    for call in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "vocabulary.compiled":
            given = [one.value for one in call.args if isinstance(one, ast.Constant)]
            if len(given) == len(call.args) == 2:
                module.vocabulary.compiled(*given)


def parts(pattern: str, flags: int) -> Iterator[str]:
    """Give the literal runs of a pattern, and two signs of each of its classes."""
    yield from _parts(_parser.parse(pattern, flags & ~re.DEBUG))


def _parts(items: Any) -> Iterator[str]:
    run = ""
    for code, value in items:
        if code is sre.LITERAL:
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        if code is sre.IN:
            signs = [chr(one[1] if one[0] is sre.LITERAL else one[1][0]) for one in value if _has_sign(one)]
            yield from {*signs[:1], *signs[-1:]}
        elif code is not sre.ANY and isinstance(value, (tuple, list)):
            for inner in inside(value):
                yield from _parts(inner)
    if run:
        yield run


def _has_sign(one: Any) -> bool:
    return one[0] in (sre.LITERAL, sre.RANGE)


def inside(value: Any) -> Iterator[Any]:
    """Give the sequences that stand inside one item of a parsed pattern."""
    if isinstance(value, _parser.SubPattern):
        value = [value]
    for one in value:
        if isinstance(one, _parser.SubPattern):
            yield one
        elif isinstance(one, list):
            yield from inside(one)
