"""Measure the rules on the People's Daily of January 1998, which others have tagged.

    python benchmarks/peoples_daily.py [--misses N] [--spurious N] [-o DIR]

Prints a Markdown table and writes it to peoples_daily.md in DIR (by default benchmarks/results). The text is
not ours to pass on: it is fetched once into benchmarks/.corpora, and nothing of it but single words is
written. --misses and --spurious print examples, to the terminal only.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from annotated import Line, Pair, Token, lines, pairs, plain_value

from hulin_analysis.numbers import Exclusion, Quantity, find_quantities
from hulin_analysis.view import View

HERE = Path(__file__).parent
SEED = 199801
CONTEXT = 20  # characters either side of an example
_NUMBERS = frozenset("mtq")
_KINDS = {
    "n": "nouns", "ns": "names of places", "nr": "names of persons", "nz": "other names",
    "nx": "foreign words", "f": "locatives", "i": "idioms", "l": "set phrases", "c": "conjunctions",
    "d": "adverbs", "b": "attributives",
}  # fmt: skip
_HELD = "numbers that a tag holds within a word"
_HOLDS_NUMBER = re.compile("百分之|翻.番|国集团")


@dataclass(frozen=True)
class Miss:
    """A pair that no quantity covers: what was made of it instead."""

    pair: Pair
    reason: str
    context: str

    def __str__(self) -> str:
        """Write it as a line of the terminal."""
        return f"{self.pair.number}|{self.pair.classifier}|{self.reason}|{self.context}"


@dataclass(frozen=True)
class Spurious:
    """A quantity on words that are not tagged as numbers."""

    word: str
    tag: str
    quote: str
    context: str

    @property
    def kind(self) -> str:
        """What sort of word it is; numbers that are part of a set phrase are told apart: no fault of ours."""
        return _HELD if _HOLDS_NUMBER.search(self.word) else _KINDS.get(self.tag, "several words")

    def __str__(self) -> str:
        """Write it as a line of the terminal."""
        return f"{self.kind}|{self.word}/{self.tag}|{self.quote}|{self.context}"


@dataclass
class Counts:
    """What is found in the corpus."""

    characters: int = 0
    pairs: Counter[str] = field(default_factory=Counter)  # by classifier
    rows: int = 0
    plain: int = 0
    plain_right: int = 0
    frames: int = 0
    frames_found: int = 0
    misses: list[Miss] = field(default_factory=list)
    spurious: list[Spurious] = field(default_factory=list)


def measure(corpus: list[Line]) -> Counts:
    """Read every line with the rules and hold it against its tags.

    A line is read by itself and as body text: the corpus does not tell headlines from paragraphs.
    """
    counts = Counts()
    for line in corpus:
        quantities, exclusions = _read(line.text)
        counts.characters += len(line.text)
        counts.rows += len(quantities)
        for pair in pairs(line):
            quantity = _covering(pair, quantities)
            if pair.frame:
                counts.frames += 1
                counts.frames_found += quantity is not None
                continue
            counts.pairs[pair.classifier] += 1
            if quantity is None:
                reason = _reason(pair, quantities, exclusions)
                counts.misses.append(Miss(pair, reason, _around(line.text, pair.start, pair.classifier_end)))
            if (value := plain_value(pair.number)) is not None:
                counts.plain += 1
                counts.plain_right += quantity is not None and _says(quantity, value)
        counts.spurious.extend(_spurious(line, quantities))
    return counts


def _read(text: str) -> tuple[list[Quantity], list[Exclusion]]:
    """Read a line with the rules; offsets are those of the line, not of its view."""
    view = View(text)
    quantities, exclusions = find_quantities(view.text)
    for i, quantity in enumerate(quantities):
        start, end = view.span(quantity.start, quantity.end)
        first, last = view.span(quantity.number_start, quantity.number_end)
        quantities[i] = quantity._replace(start=start, end=end, number_start=first, number_end=last)
    return quantities, [Exclusion(*view.span(one.start, one.end), one.reason) for one in exclusions]


def _covering(pair: Pair, quantities: list[Quantity]) -> Quantity | None:
    return next((q for q in quantities if q.start <= pair.start and q.end >= pair.classifier_end), None)


def _says(quantity: Quantity, value: float) -> bool:
    """Whether a quantity has the value, or a range has it at one of its ends."""
    ends = (quantity.value, quantity.low, quantity.high)
    return any(end is not None and abs(end - value) <= 1e-9 * max(1.0, value) for end in ends)


def _reason(pair: Pair, quantities: list[Quantity], exclusions: list[Exclusion]) -> str:
    """Say what became of a missed pair: part of it a quantity, or the ledger's reason."""
    if any(q.start < pair.end and q.end > pair.start for q in quantities):
        return "(in part a quantity)"
    return next(
        (a.reason.value for a in exclusions if a.start < pair.end and a.end > pair.start), "(nothing)"
    )


def _spurious(line: Line, quantities: list[Quantity]) -> Iterator[Spurious]:
    ends = [token.end for token in line.tokens]
    for quantity in quantities:
        under = list(_under(line.tokens, ends, quantity.number_start, quantity.number_end))
        if not any(_NUMBERS & set(token.tag) for token in under):
            word, tag = "+".join(token.word for token in under), "+".join(token.tag for token in under)
            quote = line.text[quantity.start : quantity.end]
            yield Spurious(word, tag, quote, _around(line.text, quantity.start, quantity.end))


def _under(tokens: list[Token], ends: list[int], start: int, end: int) -> Iterator[Token]:
    """Yield the tokens that a numeral stands on."""
    for token in tokens[bisect_left(ends, start + 1) :]:
        if token.start >= end:
            return
        yield token


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - CONTEXT) : start]}[{text[start:end]}]{text[end : end + CONTEXT]}"


def table(counts: Counts) -> str:
    """Write the figures as Markdown."""
    total, missed, spurious = sum(counts.pairs.values()), len(counts.misses), len(counts.spurious)
    found = total - missed
    held = sum(case.kind == _HELD for case in counts.spurious)
    return "\n".join(
        [
            f"The People's Daily of January 1998, {counts.characters:,} characters, tagged by others.",
            "",
            "| what | share | count | of |",
            "| --- | ---: | ---: | ---: |",
            _row("numbers before classifiers that are found", found, total),
            _row(
                "the same with stretches of time that say when",
                found + counts.frames_found,
                total + counts.frames,
            ),
            _row("those in digits or a simple form: right value", counts.plain_right, counts.plain),
            _row("rows on words that are not numbers", spurious, counts.rows),
            _row("the same without numbers that a tag holds within a word", spurious - held, counts.rows),
            "",
            f"What became of the {missed:,} that are missed: the ledger's reasons.",
            "",
            "| reason | pairs | most often before |",
            "| --- | ---: | --- |",
            *_reasons(counts.misses),
            "",
            f"The {spurious:,} rows on words that are not numbers.",
            "",
            "| words | rows | most often |",
            "| --- | ---: | --- |",
            *_kinds(counts.spurious),
            "",
        ]
    )


def _row(what: str, count: int, of: int) -> str:
    return f"| {what} | {100 * count / of:.2f} % | {count:,} | {of:,} |"


def _reasons(misses: list[Miss]) -> Iterator[str]:
    for reason, count in Counter(miss.reason for miss in misses).most_common():
        before = Counter(miss.pair.classifier for miss in misses if miss.reason == reason)
        yield f"| {reason} | {count:,} | {_most(before)} |"


def _kinds(spurious: list[Spurious]) -> Iterator[str]:
    for kind, count in Counter(case.kind for case in spurious).most_common():
        words = Counter(case.word for case in spurious if case.kind == kind)
        yield f"| {kind} | {count:,} | {_most(words)} |"


def _most(words: Counter[str]) -> str:
    return ", ".join(f"{word} {count}" for word, count in words.most_common(8))


def _show_misses(misses: list[Miss], wanted: int) -> None:
    for miss in _sample(misses, wanted):
        print(miss)


def _show_spurious(spurious: list[Spurious], wanted: int) -> None:
    """Print examples kind by kind, the largest kind first."""
    sizes = Counter(case.kind for case in spurious)
    chosen = sorted(_sample(spurious, wanted), key=lambda case: (-sizes[case.kind], case.kind, case.word))
    for kind, cases in groupby(chosen, key=lambda case: case.kind):
        print(f"\n{kind}: {sizes[kind]} in all")
        print(*cases, sep="\n")


def _sample(cases: list, wanted: int) -> list:
    return random.Random(SEED).sample(cases, min(wanted, len(cases)))


def main() -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description="Measure the rules on a text tagged by others.")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print N of the missed pairs")
    parser.add_argument("--spurious", type=int, default=0, metavar="N", help="print N rows on other words")
    parser.add_argument("-o", dest="out", type=Path, metavar="DIR", help="by default benchmarks/results")
    args = parser.parse_args()
    counts = measure(lines())
    out = args.out or HERE / "results"
    out.mkdir(parents=True, exist_ok=True)
    (out / "peoples_daily.md").write_text(table(counts), "utf-8")
    print(table(counts), end="")
    _show_misses(counts.misses, args.misses)
    _show_spurious(counts.spurious, args.spurious)
    return 0


if __name__ == "__main__":
    sys.exit(main())
