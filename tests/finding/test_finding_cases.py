"""The tables of cases under ``cases/``: what is said of a text, the weightiest first.

A line says ``text | kind sentence | kind sentence …``, or ``text | -`` where nothing is to be said; ``⏎`` in
a text is a line's end. The texts are made up; none knows a sentence of an article.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import hulin_analysis as ha
from hulin_analysis.codes import FindingKind

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(*row.split(" | ", 1), id=f"{path.stem}-{i}")
    for path in sorted(FOLDER.glob("*.txt"))
    for i, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    if row and not row.startswith("#")
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_said_of_a_text(text: str, expected: str) -> None:
    metrics = ha.extract(ha.parse_article(text.replace("⏎", "\n")))
    table = ha.findings(metrics, lang="zh-Hans")
    said = [f"{row.kind} {row.sentence}" for row in table.itertuples()]
    assert (" | ".join(said) or "-") == expected


@pytest.mark.parametrize("text", [case.values[0] for case in CASES])
@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_each_is_said_in_every_language_and_proved_by_its_rows(text: str, lang: str) -> None:
    metrics = ha.extract(ha.parse_article(text.replace("⏎", "\n")))
    table = ha.findings(metrics, lang=lang)  # type: ignore[arg-type]
    assert len(table) == len(ha.findings(metrics, lang="zh-Hans"))
    for row in table.itertuples():
        assert row.ids and set(row.ids) <= set(metrics["id"])
        assert row.kind in set(FindingKind)
        assert "{" not in row.sentence
        assert row.sentence.endswith("。" if lang == "zh-Hant" else ".")
