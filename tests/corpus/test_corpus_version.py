"""What a row may depend on is in the version of the rules: else a corpus keeps rows of older ones."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions

import grimp
from packaging.utils import canonicalize_name

from hulin_analysis.corpus.version import _LIBRARIES, _OTHER_ROOMS, _PACKAGE


def test_every_room_that_reads_is_in_the_version() -> None:
    graph = grimp.build_graph("hulin_analysis", cache_dir=None)
    upstream = graph.find_upstream_modules("hulin_analysis.corpus.documents")
    rooms = {one.split(".")[1] for one in upstream if "." in one}
    assert rooms >= {"numbers", "rows", "sentences", "tables", "times", "vocabulary"}
    assert not rooms.intersection(_OTHER_ROOMS)


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
