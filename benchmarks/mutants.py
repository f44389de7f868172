"""Mutants: change one threshold or one list of the rules of numbers at a time, and see whether a test fails.

``python benchmarks/mutants.py [N]`` halves and doubles each number that stands as a constant in ``numbers/``
and ``view.py``, takes one member out of each list of characters or words there, and three words, drawn by a
fixed seed, out of each list in the vocabulary that only numbers need; with N so many of these, drawn by the
same seed. Each mutant lives in a copy of ``src/``, and the tests of ``tests/numbers`` and of 著 run on it.
Those that no test notices are printed and written to ``results/mutants.md``.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[1]
_SOURCE = _ROOT / "src" / "hulin_analysis"
_VOCABULARY = ("hedges", "signs", "exclusions", "numerals", "particle")
_WORDS_A_LIST = 3
_TESTS = (
    "tests/numbers",
    "tests/test_script.py::test_each_word_tells_what_its_particle_is",
    "--ignore=tests/numbers/test_time.py",
)
_NUMBER = re.compile(r"^(_[A-Z_]+) = (\d+(?:\.\d+)?)\b(.*)$", re.MULTILINE)
_SET = re.compile(r'^(_?[A-Z_]+) = frozenset\("([^"\\]{2,})"\)', re.MULTILINE)
_NAMES = re.compile(r'^(_[A-Z_]+) = (?:frozenset\([{\[]|\()("[^"]+"(?:, "[^"]+")+)[^\n]*$', re.MULTILINE)
_LIST = re.compile(r"^(\w+) = \[(.*?)\]", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r'"([^"]+)"(?:, ?|(?=\s*(?:\]|$)))')


class Mutant(NamedTuple):
    """One change: the file, what it is, and the file's text with it."""

    file: str
    change: str
    text: str


def mutants() -> Iterator[Mutant]:
    """Yield every mutant."""
    for path in [*sorted((_SOURCE / "numbers").glob("*.py")), _SOURCE / "view.py"]:
        text, file = path.read_text(encoding="utf-8"), str(path.relative_to(_SOURCE))
        for match in _NUMBER.finditer(text):
            for factor in (0.5, 2):
                number = float(match[2]) * factor if "." in match[2] else int(int(match[2]) * factor)
                line = f"{match[1]} = {number}{match[3]}"
                yield Mutant(
                    file, f"{match[1]} = {number}", text[: match.start()] + line + text[match.end() :]
                )
        for match in _SET.finditer(text):
            last = match.end(2)
            yield Mutant(file, f"{match[1]} without {match[2][-1]}", text[: last - 1] + text[last:])
        for match in _NAMES.finditer(text):
            word = match[2].split(", ")[-1]
            yield Mutant(
                file, f"{match[1]} without {word}", text.replace(match[0], match[0].replace(f", {word}", ""))
            )
    yield from _vocabulary()


def _vocabulary() -> Iterator[Mutant]:
    drawn = random.Random(12)
    for name in _VOCABULARY:
        path = _SOURCE / "vocabulary" / f"{name}.toml"
        text, file = path.read_text(encoding="utf-8"), f"vocabulary/{name}.toml"
        for listed in _LIST.finditer(text):
            words = list(_WORD.finditer(text, listed.start(2), listed.end(2)))
            for word in drawn.sample(words, min(_WORDS_A_LIST, len(words))):
                yield Mutant(
                    file, f"{listed[1]} without {word[1]}", text[: word.start()] + text[word.end() :]
                )


def survives(mutant: Mutant) -> bool:
    """Run the tests of numbers on a copy of the package with the change."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(_SOURCE, source / "hulin_analysis")
        for name in ("data", "pyproject.toml"):  # by which the package knows a checkout
            (Path(folder) / name).symlink_to(_ROOT / name)
        (source / "hulin_analysis" / mutant.file).write_text(mutant.text, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *_TESTS]
        environment = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def main() -> None:
    """Try every mutant, and write which survive."""
    unchanged = Mutant("view.py", "none", (_SOURCE / "view.py").read_text(encoding="utf-8"))
    if not survives(unchanged):
        sys.exit("The tests fail on a copy without any change; run make test first.")
    tried = list(mutants())
    if len(sys.argv) > 1:
        tried = random.Random(12).sample(tried, int(sys.argv[1]))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        alive = [m for m, survived in zip(tried, pool.map(survives, tried), strict=True) if survived]
    lines = [
        f"{len(tried)} mutants of the rules of numbers were tried; {len(alive)} survive.",
        "",
        "| file | change |",
        "| --- | --- |",
        *(f"| {mutant.file} | {mutant.change.replace('|', chr(92) + '|')} |" for mutant in alive),
    ]
    print("\n".join(lines))
    (Path(__file__).parent / "results" / "mutants.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
