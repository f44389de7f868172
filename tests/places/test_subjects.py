"""The tables of ``cases/``: a text, then the subject of each of its numbers, ∅ where none is said."""

from __future__ import annotations

from pathlib import Path

from for_each import for_each

import hulin_analysis as ha

FOLDER = Path(__file__).parent / "cases"
CASES = {
    file.stem: [
        (text.strip(), expected.strip())
        for line in file.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
        for text, _, expected in [line.rpartition("|")]
    ]
    for file in sorted(FOLDER.glob("*.txt"))
}


@for_each(CASES)
def test_subject(text: str, expected: str) -> None:
    article = ha.parse_article(f"某刊\n2026-01-20 来源:某日报\n{text}", published="2026-01-20")
    subjects = ha.extract(article)["subject"].astype("string").fillna("∅")
    assert " ; ".join(subjects) == expected
