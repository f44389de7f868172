"""The tables of cases under ``cases/``: what each number of a sentence measures, and whether it rose or fell.

A line says ``sentence | indicator of each quantity ; …``. A plus in front: it rose by so much;
a minus: it fell; ∅: nothing names it. Sentences are folded to simplified characters, as the rules read them.
"""

from __future__ import annotations

from pathlib import Path

from for_each import for_each

from hulin_analysis.codes import Change
from hulin_analysis.numbers import find_quantities
from hulin_analysis.sentences import read_sentence
from hulin_analysis.sentences.gate import is_whole

FOLDER = Path(__file__).parent / "cases"
SIGNS = {Change.INCREASE: "+", Change.DECREASE: "-", Change.NONE: ""}


def lines_of(name: str) -> list[tuple[str, str]]:
    rows = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    parts = (row.split(" | ") for row in rows if row and not row.startswith("#"))
    return [(text, said) for text, said in parts]


SENTENCES = {
    path.stem: lines_of(path.name)
    for path in sorted(FOLDER.glob("*.txt"))
    if path.stem not in ("gate", "topics")
}


def read(text: str) -> str:
    quantities, _ = find_quantities(text)
    measured = read_sentence(text, 0, len(text), quantities)
    return " ; ".join(SIGNS[one.change] + (one.name or "∅") for one in measured)


@for_each(SENTENCES)
def test_what_each_number_of_a_sentence_measures(text: str, said: str) -> None:
    assert read(text) == said


@for_each(lines_of("gate.txt"))
def test_only_a_whole_noun_phrase_passes_the_gate(words: str, whole: str) -> None:
    assert is_whole(words) is (whole == "yes")


def test_no_rule_and_no_case_leaves_a_half_name() -> None:
    for _, said in (case for table in SENTENCES.values() for case in table):
        for name in said.split(" ; "):
            assert name.lstrip("+-") == "∅" or is_whole(name.lstrip("+-")), name
