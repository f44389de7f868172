from __future__ import annotations

import subprocess
import sys

import pytest

import hulin_analysis as ha
from hulin_analysis.charts import CHARTS, COMPARED

# What other people's notebooks rest on: a name goes or comes only with a line in CHANGELOG.md.
PUBLIC = [
    *(f"plot_{name}" for name in (*CHARTS, *COMPARED)),
    "Article",
    "Corpus",
    "HulinError",
    "Number",
    "Span",
    "__version__",
    "audit",
    "build_corpus",
    "compare",
    "concat",
    "correct",
    "draw_all",
    "explore",
    "extract",
    "findings",
    "indicators",
    "key_terms",
    "label",
    "ledger",
    "load_article",
    "load_context",
    "load_corpus",
    "load_metrics",
    "meaning",
    "parse_article",
    "parse_number",
    "read_article",
    "read_metrics",
    "record_correction",
    "save",
    "segment",
    "statements",
    "table",
    "to_unit",
    "use_language",
]


def test_the_public_names_are_these() -> None:
    assert sorted(ha.__all__) == sorted(PUBLIC)
    assert sorted(dir(ha)) == sorted(PUBLIC)
    for name in PUBLIC:
        assert getattr(ha, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'plot_everything'"):
        ha.plot_everything  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("pandas", "matplotlib", "jieba", "opencc")
    code = f"import sys, hulin_analysis; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
