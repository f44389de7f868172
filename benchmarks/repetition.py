"""Repetition: what a text of one word, or of one sign, repeated costs as it grows.

    python benchmarks/repetition.py [--minutes N] [--known LABEL] [-o DIR]

The alphabet is taken by code: the words of each list of the vocabulary, and the literals and classes of the
patterns that the package compiles. The words of one list are treated alike, so the lists are gone through in
rounds: first all signs and one word of each list, then a second word of each, until the time is over. Each is
read alone and inside a sentence, at 2,500 and 20,000 characters; signs are also read as a page, as Markdown
and as a number. The stages of a text are timed apart, in CPU time less that of a short text, with the garbage
collector off. What grows more than 1.8 times as fast as its text is measured twice more, at 40,000 and
160,000 characters, and counts only if it does so both times.

--known measures the repetitions that were once slow at 10,000 and 100,000 characters and keeps them under
a label, so that two versions stand side by side in the table.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import signal
import time
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import patterns

FRAMES = ("{}", "2022年全县生产总值{}亿元。")
SIZES, AGAIN, KNOWN_SIZES = (2_500, 20_000), (40_000, 160_000), (10_000, 100_000)
#: How much faster than its text a time may grow, the seconds below which it is noise, and the longest wait.
MOST, FLOOR, DEADLINE = 1.8, 0.1, 10.0
#: The repetitions that took the square of their length, with what reads them.
KNOWN = (
    *(
        ("text", word)
        for word in ("2019、2020、", "2019年、2020年、", "1.", "1×", "N1", "1个、", " ", "（", "“")
    ),
    *(("page", word) for word in (" ", "<p>1", "<td>1")),
    *(("Markdown", word) for word in (" ", "`", "``a", "---\n", "> ", "- 1\n")),
    *(("number", word) for word in ("1,", "一", "亿")),
)
BEFORE = {"page": "<html><body><p>去年新建学校3所。</p><p>", "Markdown": "去年新建学校3所。\n\n"}
ENDING = {"page": "html", "Markdown": "md"}
KINDS = ("text", "page", "Markdown", "number")


class LateError(Exception):
    """A stage did not end before the deadline."""


def alphabet() -> tuple[list[list[str]], int]:
    """Return the words in rounds, each in a settled random order, and how many lists there are."""
    made = patterns.compiled()  # before anything else imports the package
    folder = files("hulin_analysis.vocabulary")
    lists: list[list[str]] = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.name.endswith(".toml"):
            lists += _lists(tomllib.loads(one.read_text("utf-8")))
    random = Random(17)
    for words in lists:
        random.shuffle(words)
    signs = {word for pattern, flags in made for word in patterns.parts(pattern, flags) if len(word) < 40}
    seen: set[str] = set()
    rounds = []
    for number in range(max(map(len, lists))):
        words = {words[number] for words in lists if number < len(words)} | (signs if number == 0 else set())
        rounds.append(sorted(words - seen))
        seen |= words
        random.shuffle(rounds[-1])
    return rounds, len(lists)


def _lists(value: object) -> Iterator[list[str]]:
    """Give the lists of Chinese words of a table, the names of its keys as one of them."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, dict):
        yield from _lists([key for key in value if not key.isascii()])
        for one in value.values():
            yield from _lists(one)
    elif isinstance(value, list):
        words = [one for one in value if isinstance(one, str) and not one.isascii() and len(one) < 40]
        if words:
            yield words


def repeated(word: str, frame: str, length: int) -> str:
    """Return a frame filled with a word repeated to a length."""
    return frame.format((word * (length // len(word) + 1))[:length])


def times(kind: str, text: str) -> dict[str, float]:
    """Return the CPU seconds of each stage that a text goes through; a refusal in one sentence is an end."""
    import hulin_analysis as ha
    from hulin_analysis.errors import HulinError
    from hulin_analysis.readers import Metadata, lay_out, show_bytes

    spent: dict[str, float] = {}
    gc.collect()  # off while stages run; what the package keeps is frozen, see main

    def timed(stage: str, call: Any, *given: Any) -> Any:
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, DEADLINE)
        try:
            return call(*given)
        except HulinError:
            return None
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            spent[stage] = time.process_time() - start

    try:
        if kind == "number":
            timed("number", ha.parse_number, text)
        elif kind in ENDING:
            name = f"x.{ENDING[kind]}"
            shown = timed("show", show_bytes, (BEFORE[kind] + text).encode(), name)
            if shown is not None:
                timed("lay out", lay_out, shown, Metadata(), name)
        else:
            article = timed("parse", ha.parse_article, f"去年新建学校3所。\n{text}")
            metrics = timed("extract", ha.extract, article)
            timed("ledger", ha.ledger, article)
            timed("audit", ha.audit, article)
            timed("findings", ha.findings, metrics)
    except LateError:
        pass
    return spent


def _late(*_: object) -> None:
    raise LateError


def steep(small: float, large: float, sizes: tuple[int, int] = SIZES) -> bool:
    """Return whether a time grows faster than its text."""
    return large > FLOOR and large > MOST * sizes[1] / sizes[0] * max(small, 1e-4)


def measure(kind: str, frame: str, word: str, sizes: tuple[int, int]) -> dict[str, tuple[float, float]]:
    """Return what each stage takes at two sizes, beyond what it takes for a short text."""
    small, large = (times(kind, repeated(word, frame, size)) for size in sizes)
    fixed = _fixed(kind)
    return {
        stage: (max(0.0, small[stage] - fixed.get(stage, 0)), one - fixed.get(stage, 0))
        for stage, one in large.items()
        if stage in small
    }


@cache
def _fixed(kind: str) -> dict[str, float]:
    several = [times(kind, "公报") for _ in range(5)]
    return {stage: min(one.get(stage, 0) for one in several) for stage in several[0]}


def sweep(rounds: list[list[str]], lists: int, minutes: float) -> dict[str, Any]:
    """Measure the alphabet until the time is over: how many were read, and what grew each time."""
    until = time.monotonic() + 60 * minutes
    above, steepest, done = [], [], 0
    ended = flagged = 0
    for words in rounds:
        for word in words:
            if time.monotonic() > until:
                break
            done += 1
            is_sign = len(word) < 3
            for kind, frame in itertools.product(KINDS if is_sign else KINDS[:1], FRAMES):
                for stage, (small, large) in measure(kind, frame, word, SIZES).items():
                    row = [large / max(small, 1e-4), large, small, stage, kind, frame, word]
                    if steep(small, large):
                        flagged += 1
                        twice = [measure(kind, frame, word, AGAIN).get(stage, (0.0, 0.0)) for _ in range(2)]
                        again = min(twice, key=lambda one: one[1] / max(one[0], 1e-4))
                        if steep(*again, AGAIN):
                            above.append([again[1] / again[0], again[1], again[0], *row[3:]])
                            print(above[-1], flush=True)
                    elif large > 5 * FLOOR:
                        steepest = sorted([*steepest, row], reverse=True)[:20]
            if done % 100 == 0:
                print(done, flush=True)
        else:
            ended += 1
            continue
        break
    words = len({word for words in rounds for word in words})
    found = {"words": words, "lists": lists, "read": done, "rounds": ended}
    return found | {"first round": len(rounds[0]), "flagged": flagged, "above": above, "steepest": steepest}


def known() -> list[dict[str, Any]]:
    """Measure the repetitions that were once slow."""
    rows = []
    for kind, word in KNOWN:
        small, large = (times(kind, repeated(word, FRAMES[kind == "text"], length)) for length in KNOWN_SIZES)
        rows.append({"as": kind, "word": word, "small": sum(small.values())})
        rows[-1] |= {"large": sum(large.values()), "late": max(large.values()) > 0.95 * DEADLINE}
        print(rows[-1], flush=True)
    return rows


def table(kept: dict[str, Any]) -> str:
    """Return the page of what was measured."""
    lines = ["# Repetitions", ""]
    lines += ["CPU seconds, all stages; a stage is stopped after 10 seconds.", ""]
    labels = list(kept.get("known", {}))
    lines += ["| repeated | as | " + " | ".join(f"{one}: 10⁴ | 10⁵ | times" for one in labels) + " |"]
    lines += ["|" + "---|" * (2 + 3 * len(labels))]
    for at, (kind, word) in enumerate(KNOWN):
        cells = [kept["known"][label][at] for label in labels]
        figures = (
            f"{c['small']:.2f} | {'> ' * c['late']}{c['large']:.2f} "
            f"| {c['large'] / max(c['small'], 1e-3):.0f}"
            for c in cells
        )
        lines.append(f"| {_code(word)} | {kind} | " + " | ".join(figures) + " |")
    if swept := kept.get("sweep"):
        lines += [
            "",
            f"The vocabulary has {swept['lists']:,} lists with {swept['words']:,} words and signs. Read were "
            f"{swept['read']:,}: {swept['rounds']} whole rounds (the first, of all signs and one word of",
            f"each list, has {swept['first round']:,}).",
            f"Stages that seemed to grow faster than their text: {swept['flagged']}; measured twice more,",
            f"with texts up to 160,000 characters: {len(swept['above'])}. The steepest:",
            "",
        ]
        lines += ["| repeated | in | as | stage | small | large | times |", "|---|---|---|---|---|---|---|"]
        for ratio, large, small, stage, kind, frame, word in swept["above"] or swept["steepest"]:
            framed = frame.format("…")
            lines.append(
                f"| {_code(word)} | {framed} | {kind} | {stage} | {small:.2f} | {large:.2f} | {ratio:.1f} |"
            )
    return "\n".join(lines) + "\n"


def _code(word: str) -> str:
    return (
        f"`{word!r}`".replace("|", "bar").replace("`'`'`", "backtick").replace("'``a'", "'(two backticks)a'")
    )


def main() -> None:
    """Measure, keep the figures, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60, help="how long the sweep may take")
    parser.add_argument("--known", metavar="LABEL", help="measure the known ones only, under this label")
    parser.add_argument("-o", type=Path, default=Path(__file__).parent / "results")
    given = parser.parse_args()
    given.o.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGPROF, _late)
    rounds, lists = ([], 0) if given.known else alphabet()
    for kind in KINDS:
        times(kind, "2022年全县生产总值100亿元。")
    gc.disable()
    gc.freeze()
    path = given.o / "repetition.json"
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if given.known:
        kept.setdefault("known", {})[given.known] = known()
    else:
        kept["sweep"] = sweep(rounds, lists, given.minutes)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (given.o / "repetition.md").write_text(table(kept), encoding="utf-8")
    print(table(kept))


if __name__ == "__main__":
    main()
