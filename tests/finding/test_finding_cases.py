"""The tables of cases under ``cases/``: what is said of a text, the weightiest first.

A line says ``text | kind sentence | kind sentence …``, or ``text | -`` where nothing is to be said; ``⏎`` in
a text is a line's end. The texts are made up; none knows a sentence of an article.
"""

from __future__ import annotations

from pathlib import Path

from for_each import for_each

import hulin_analysis as ha
from hulin_analysis.codes import FindingKind

FOLDER = Path(__file__).parent / "cases"
CASES = {
    path.stem: [
        tuple(row.split(" | ", 1))
        for row in path.read_text(encoding="utf-8").splitlines()
        if row and not row.startswith("#")
    ]
    for path in sorted(FOLDER.glob("*.txt"))
}


@for_each(CASES)
def test_what_is_said_of_a_text(text: str, expected: str) -> None:
    metrics = ha.extract(ha.parse_article(text.replace("⏎", "\n")))
    table = ha.findings(metrics, lang="zh-Hans")
    said = [f"{row.kind} {row.sentence}" for row in table.itertuples()]
    assert (" | ".join(said) or "-") == expected


@for_each(CASES)
def test_each_is_said_in_every_language_and_proved_by_its_rows(text: str, expected: str) -> None:
    metrics = ha.extract(ha.parse_article(text.replace("⏎", "\n")))
    said = [(lang, row) for lang in ("zh-Hant", "en") for row in ha.findings(metrics, lang=lang).itertuples()]
    assert len(said) == 2 * sum(sentence != "-" for sentence in expected.split(" | "))
    for lang, row in said:
        assert row.ids and set(row.ids) <= set(metrics["id"])
        assert row.kind in set(FindingKind)
        assert "{" not in row.sentence
        assert row.sentence.endswith("。" if lang == "zh-Hant" else ".")
