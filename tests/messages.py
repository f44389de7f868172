"""What the source says to its user: the templates in calls, found in the syntax tree."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).resolve().parents[1] / "src" / "hulin_analysis"
#: Calls that take a template other than first, by the number of the argument.
_ELSEWHERE = {"expect": 2, "choose": 2, "deliver": 2}
#: Templates may be missing there: they are given by name, or have a default.
_OPTIONAL = {"deliver"}
#: What the modules that carry templates on are called: their own arguments are no templates.
_CARRIERS = {"errors.py", "messages.py", "delivery.py"}


class Said(NamedTuple):
    """A template in the source, and the fields that are given with it."""

    where: str
    template: str | None
    fields: frozenset[str]


def error_classes() -> set[str]:
    """Return the names of HulinError and of what derives from it."""
    found = {"HulinError"}
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while (
        more := {
            one.name
            for one in classes
            if {base.id for base in one.bases if isinstance(base, ast.Name)} & found
        }
        - found
    ):
        found |= more
    return found


def _constants(node: ast.expr) -> Iterator[str | None]:
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    else:
        yield None


def said() -> Iterator[Said]:
    """Yield every template; None for what is no constant."""
    errors = error_classes()
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name, where = node.func.id, f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}"
            if name in errors or name == "Message":
                fields = frozenset(str(one.arg) for one in node.keywords) - {"rows"}
                yield from (Said(where, one, fields) for one in _constants(node.args[0]))
            elif name in _ELSEWHERE and len(node.args) > _ELSEWHERE[name]:
                given = _constants(node.args[_ELSEWHERE[name]])
                yield from (Said(where, one, frozenset()) for one in given)


def fields_of(template: str) -> set[str]:
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
