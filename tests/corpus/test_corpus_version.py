"""What a row may depend on is in the version of the rules: else a corpus keeps rows of older ones."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions

import grimp
from packaging.utils import canonicalize_name

from hulin_analysis.corpus.version import _LIBRARIES, _PACKAGE, _ROOMS

#: They word, write or check what is there already.
CHANGE_NO_ROW = {
    *("atomic_write.py", "cells.py", "delimited.py", "errors.py", "extras.py", "languages.py", "messages.py"),
    *("original_values.py", "package_data.py", "readable.py"),
}


def test_every_room_that_reads_is_in_the_version() -> None:
    graph = grimp.build_graph("hulin_analysis", cache_dir=None)
    upstream = graph.find_upstream_modules("hulin_analysis.corpus.documents")
    used = {f"{one}.".split(".")[1] for one in upstream} - {"", "corpus"}
    rooms = {name if (_PACKAGE / name).is_dir() else f"{name}.py" for name in used}
    assert rooms - CHANGE_NO_ROW == {room for room in _ROOMS if not room.startswith("corpus/")}


def test_every_library_of_the_readers_is_in_the_version() -> None:
    known, used = packages_distributions(), set()
    for path in (_PACKAGE / "readers").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                used.add(node.module.split(".")[0])
    used -= {"hulin_analysis", *sys.stdlib_module_names}
    libraries = {canonicalize_name(one) for module in used for one in known[module]}
    assert libraries <= set(_LIBRARIES), "src/hulin_analysis/corpus/version.py: add it to _LIBRARIES"
