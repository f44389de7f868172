"""The facts about times, as tables of cases in ``cases/``: ``text | published | period of each quantity``.

``-`` is no period, ``⏎`` a new line; each text goes through the whole door. Where it has several lines, the
first is its headline.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from for_each import for_each

import hulin_analysis as ha
from hulin_analysis.times.grammar import time
from hulin_analysis.times.time_words import words

FOLDER = Path(__file__).parent / "cases"


def lines(name: str) -> Iterator[tuple[str, str, list[str]]]:
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, published, expected = (part.strip() for part in line.rsplit("|", 2))
            yield text, published, ["" if one == "-" else one for one in expected.split(" ; ")]


TABLES = sorted(file.stem for file in FOLDER.glob("*.txt"))


@for_each({name: lines(name) for name in TABLES})
def test_each_number_has_its_time(text: str, published: str, expected: list[str]) -> None:
    title, *rest = [line.strip() for line in text.split("⏎")]
    body = rest or [title]
    head = title if rest else "某县新闻"
    ends = [
        line if line[-1] in "。!?" or (len(line) < 16 and line != body[-1]) else f"{line}。" for line in body
    ]
    whole = "\n".join([head, f"{published} 来源:某日报", *ends])
    article = ha.parse_article(whole, published=published)
    assert ha.extract(article)["period"].fillna("").tolist() == expected


@for_each([*words("point", "now"), *words("point", "after"), *words("point", "same_day")])
def test_no_word_of_the_vocabulary_is_passed_over(word: str) -> None:
    match = time().search(f"甲,{word}有学校3所")
    assert match is not None
    assert match[0] == word
