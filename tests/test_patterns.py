"""No pattern of the package can match one text in so many ways that a search takes its square, or worse."""

from __future__ import annotations

import importlib
import subprocess
import sys

# Where a pattern starts, and why its text cannot be long.
SHORT = {
    "No\\ such\\ ": "a message of the command line: as long as the words typed",
    "Invalid\\ value\\ ": "a message of the command line: as long as the words typed",
    "'(?P<value>": "a message of the command line: as long as the words typed",
    "drawing\\ chart\\ ": "a message of the command line with two figures",
    "(?:九年一贯制|": "the words in front of the end of a body's name: at most 24 characters",
}


def test_no_pattern_is_ambiguous(root):
    # A process of its own: the patterns are seen while the package is imported.
    command = [sys.executable, str(root / "benchmarks" / "ambiguity.py")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    rows = [line.split("\t", 2) for line in printed.splitlines()]
    assert int(rows.pop()[1]) > 400
    assert [row for row in rows if not row[1].startswith(tuple(SHORT))] == []
    assert {key for key in SHORT if not any(row[1].startswith(key) for row in rows)} == set()


def test_every_mutant_of_the_rules_has_its_place(root, monkeypatch):
    # Else the list of what tests notice would speak of rules that are no more.
    monkeypatch.syspath_prepend(root / "benchmarks")
    mutants = importlib.import_module("mutants")
    counts = {one: (mutants._SOURCE / one.file).read_text("utf-8").count(one.was) for one in mutants._MUTANTS}
    assert len(counts) >= 40
    assert {one: count for one, count in counts.items() if count != 1} == {}
