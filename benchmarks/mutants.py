"""Mutants: change one threshold, comparison or word of the rules at a time, and see whether a test fails.

``python benchmarks/mutants.py [FILE]`` writes each change of the table below (those whose file's name has
FILE in it) into a copy of ``src/`` and runs on it the tests that could notice. The exit status is 1 if there
is one that no test notices; without FILE the table is written to ``results/mutants.md``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[1]
_SOURCE = _ROOT / "src" / "hulin_analysis"
_RESULTS = Path(__file__).parent / "results" / "mutants.md"
#: How many no test noticed when the table was first tried.
_AT_FIRST = 32
_NUMBERS = "tests/numbers/test_cases.py"
_TIMES = "tests/times/test_time_cases.py tests/times/test_times_in_force.py"
_PLACES = "tests/places"
_SENTENCES = (
    "tests/sentences/test_reported.py tests/sentences/test_statements.py tests/sentences/test_sentences.py "
    "tests/sentences/test_per_and_base.py"
)
_TABLES = "tests/tables/test_layouts.py tests/tables/test_any_table.py"
_FINDING = "tests/finding/test_finding_cases.py tests/finding/test_findings.py"
_COMPARISON = "tests/test_comparison.py"
_CORRECTIONS = "tests/test_corrections.py"
_ROWS = f"{_SENTENCES} tests/accounts"
_CHARTS = "tests/charts/test_siblings.py tests/charts/test_parts.py tests/charts/test_targets.py"
_PLACES_CHART = "tests/charts/test_places.py"
_CAUTIONS = "tests/report/test_cautions.py"


class Mutant(NamedTuple):
    """One change: the file, what stands there once, what it becomes, and the tests that could notice."""

    file: str
    was: str
    becomes: str
    tests: str


_MUTANTS = [
    Mutant("numbers/sums.py", "0 < self.small <= 10", "0 < self.small < 10", _NUMBERS),
    Mutant("numbers/sums.py", "size >= self.small:", "size > self.small:", _NUMBERS),
    Mutant(
        "numbers/sums.py",
        "self.closed[-1][0] < 10 * self.closed[-1][1]",
        "self.closed[-1][0] <= 10 * self.closed[-1][1]",
        _NUMBERS,
    ),
    Mutant("numbers/shares.py", "_LONGEST = 40", "_LONGEST = 20", _NUMBERS),
    Mutant("numbers/shares.py",
           "abs(total - _WHOLE) > _ROUNDING", "abs(total - _WHOLE) >= _ROUNDING", _NUMBERS),
    Mutant("numbers/ranges.py", "_LEVEL = 4", "_LEVEL = 3", _NUMBERS),
    Mutant("numbers/ranges.py", "SCALES.isdisjoint(text[high.start : end])", "True", _NUMBERS),
    Mutant("numbers/hedges.py", "_LONGEST_VERB = 3", "_LONGEST_VERB = 2", _NUMBERS),
    Mutant("numbers/identifiers.py", "_LONGEST_COUNT = 6", "_LONGEST_COUNT = 5", _NUMBERS),
    Mutant("vocabulary/exclusions.toml", '"比例为", "之比为", "比为"', '"比例为", "之比为"', _NUMBERS),
    Mutant("vocabulary/exclusions.toml", '"游", "临", "旅"', '"游", "临"', _NUMBERS),
    Mutant("vocabulary/signs.toml", '"盈亏",', "", _NUMBERS),
    Mutant("times/roles.py", "_EVENT_YEARS = 2", "_EVENT_YEARS = 1", _TIMES),
    Mutant("times/document_time.py", "_LAST_LOOK_BACK = 4", "_LAST_LOOK_BACK = 3", _TIMES),
    Mutant("times/timeline.py", "_YEAR_END = 10", "_YEAR_END = 11", _TIMES),
    Mutant("times/in_force.py", "_YEARS_APART = 1", "_YEARS_APART = 2", _TIMES),
    Mutant("times/in_force.py", "_OPENING = 12", "_OPENING = 8", _TIMES),
    Mutant("vocabulary/times.toml", '"逊于", ', "", _TIMES),
    Mutant("places/find_divisions.py",
           "len(name) > 2 and not guarded", "len(name) > 3 and not guarded", _PLACES),
    Mutant("places/find_divisions.py", "for n in (2, 3, 4)", "for n in (2, 3)", _PLACES),
    Mutant("sentences/mood.py", "verbs >= _FEWEST", "verbs > _FEWEST", _SENTENCES),
    Mutant("sentences/mood.py", "_FEWER = 4", "_FEWER = 5", _SENTENCES),
    Mutant("sentences/base.py", "_LONGEST_HEDGE = 2", "_LONGEST_HEDGE = 1", _SENTENCES),
    Mutant("sentences/per.py", 'unit.group in ("money", "ratio")', 'unit.group == "money"', _SENTENCES),
    Mutant("sentences/heads.py", "_LONGEST_KIND = 3", "_LONGEST_KIND = 2", _SENTENCES),
    Mutant("sentences/part_of.py", "_ROUNDED = 0.005", "_ROUNDED = 0.01", _SENTENCES),
    Mutant("vocabulary/statements.toml", '"减轻", ', "", _SENTENCES),
    Mutant("tables/grid.py", "_SERIES = 3", "_SERIES = 2", _TABLES),
    Mutant("tables/grid.py", "> self.width / 2", ">= self.width / 2", _TABLES),
    Mutant("tables/cell_numbers.py", "_LONGEST_UNIT = 12", "_LONGEST_UNIT = 6", _TABLES),
    Mutant("tables/read_table.py", "years and len(times) > 1", "years and len(times) > 2", _TABLES),
    Mutant("rows/scan_article.py", "quantity.end <= cells[i][1]", "quantity.end < cells[i][1]", _TABLES),
    Mutant("rows/ledger_rows.py", "self.spans[i][1] > start", "self.spans[i][1] >= start", _TABLES),
    Mutant("finding/target_met.py", "if least >= wanted", "if least > wanted", _FINDING),
    Mutant("finding/rules.py",
           "_size(ordered[0]) > _size(ordered[1])", "_size(ordered[0]) >= _size(ordered[1])", _FINDING),
    Mutant("finding/enumeration.py", "_WORD = 2", "_WORD = 1", "tests/charts/test_siblings.py"),
    Mutant("comparison/claims.py", " and not low_open and high_closed", "", _COMPARISON),
    Mutant("corrections.py", "low > high:", "low >= high:", _CORRECTIONS),
    Mutant("conversion.py", "chosen_ and not stated_", "chosen_", "tests/test_conversion.py"),
    Mutant("charts/content/siblings.py",
           "2 * len(kept) >= len(drawn)", "2 * len(kept) > len(drawn)", _CHARTS),
    Mutant("charts/content/compared.py", "_MOST_NAMED = 6", "_MOST_NAMED = 5", _PLACES_CHART),
    Mutant("report/caution_rules.py",
           "2 * len(bare) > len(grown)", "2 * len(bare) >= len(grown)", _CAUTIONS),
    Mutant("report/caution_rules.py", "_NEAR = 8", "_NEAR = 4", _CAUTIONS),
    Mutant("report/caution_rules.py", "2 * count > len(things)", "2 * count >= len(things)", _CAUTIONS),
]  # fmt: skip


def survives(mutant: Mutant) -> bool:
    """Run the tests of a mutant on a copy of the package with the change."""
    text = (_SOURCE / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.was) != 1:
        sys.exit(f"{mutant.file} has {mutant.was!r} {text.count(mutant.was)} times, not once.")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(_SOURCE, source / "hulin_analysis")
        for name in ("data", "pyproject.toml"):  # by which the package knows a checkout
            (Path(folder) / name).symlink_to(_ROOT / name)
        changed = text.replace(mutant.was, mutant.becomes)
        (source / "hulin_analysis" / mutant.file).write_text(changed, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            *mutant.tests.split(),
        ]
        environment = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stdout.decode() + done.stderr.decode())
    return done.returncode == 0


def main() -> None:
    """Try every mutant, and write which survive."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    lines, alive = [], 0
    tried = [mutant for mutant in _MUTANTS if wanted in mutant.file]
    for mutant in tried:
        lives = survives(mutant)
        alive += lives
        was, becomes = (code.replace("|", "\\|") for code in (mutant.was, mutant.becomes or "nothing"))
        lines.append(f"| {mutant.file} | `{was}` | `{becomes}` | {'survives' if lives else 'killed'} |")
        print(lines[-1], flush=True)
    head = f"{len(tried) - alive} of {len(tried)} mutants are killed; {_AT_FIRST} survived at first."
    print(head)
    if not wanted:
        table = ["| file | what is there | what it becomes | |", "| --- | --- | --- | --- |", *lines]
        _RESULTS.write_text("\n".join([head, "", *table]) + "\n", encoding="utf-8")
    sys.exit(1 if alive else 0)


if __name__ == "__main__":
    main()
