"""The tables of ``cases/``: a text, then the subject of each of its numbers, ∅ where none is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import hulin_analysis as ha

FOLDER = Path(__file__).parent / "cases"
CASES = [
    (text.strip(), expected.strip())
    for file in sorted(FOLDER.glob("*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for text, _, expected in [line.rpartition("|")]
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_subject(text: str, expected: str) -> None:
    article = ha.parse_article(f"某刊\n2026-01-20 来源:某日报\n{text}", published="2026-01-20")
    subjects = ha.extract(article)["subject"].astype("string").fillna("∅")
    assert " ; ".join(subjects) == expected
