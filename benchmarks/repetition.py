"""Repetition: what a text of one word, or of one sign, repeated costs as it grows.

    python benchmarks/repetition.py [--minutes N] [--known LABEL] [-o DIR]

The alphabet is taken by code from the words of the vocabulary and from the literals and classes of the
patterns that the package compiles. Each is read alone and inside a sentence, at 10,000 and 40,000
characters; the stages of a text are timed apart, in CPU time, with the garbage collector off. What grows
more than 1.8 times as fast as its text is measured twice more, and counts only if it does so each time.

--known measures the repetitions that were once slow at 10,000 and 100,000 characters and keeps them under
a label, so that two versions stand side by side in the table.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import random
import signal
import time
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import patterns

FRAMES = ("{}", "2022年全县生产总值{}亿元。")
SMALL, LARGE, KNOWN_LARGE = 10_000, 40_000, 100_000
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


def alphabet() -> list[str]:
    """Return the words of the vocabulary, and the parts of all patterns, in a settled random order."""
    made = patterns.compiled()  # before anything else imports the package
    folder = files("hulin_analysis.vocabulary")
    tables = (tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml"))
    words = {word for table in tables for word in _words(table)}
    words |= {word for pattern, flags in made for word in patterns.parts(pattern, flags)}
    shuffled = sorted(word for word in words if 0 < len(word) < 40)
    random.Random(17).shuffle(shuffled)
    return shuffled


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (key for key in value if not key.isascii())
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)


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


def steep(small: float, large: float) -> bool:
    """Return whether a time grows faster than its text."""
    return large > FLOOR and large > MOST * LARGE / SMALL * small


def sweep(words: list[str], minutes: float) -> dict[str, Any]:
    """Measure the alphabet until the minutes are over: how many were read, and what grew each time."""
    until = time.monotonic() + 60 * minutes
    done, rows = 0, []
    for word in words:
        if time.monotonic() > until:
            break
        done += 1
        for kind, frame in itertools.product(KINDS, FRAMES):
            texts = [repeated(word, frame, length) for length in (SMALL, LARGE)]
            small, large = (times(kind, text) for text in texts)
            for _ in range(2):
                if any(steep(small[stage], one) for stage, one in large.items() if stage in small):
                    more = [times(kind, text) for text in texts]
                    small, large = (
                        {stage: min(one, again.get(stage, one)) for stage, one in before.items()}
                        for before, again in zip((small, large), more, strict=True)
                    )
            for stage, one in large.items():
                if stage in small and one > FLOOR:
                    rows.append((one / small[stage], one, small[stage], stage, kind, frame, word))
    rows.sort(reverse=True)
    above = [row for row in rows if steep(row[2], row[1])]
    return {"words": len(words), "read": done, "above": above, "steepest": rows[:20]}


def known() -> list[dict[str, Any]]:
    """Measure the repetitions that were once slow."""
    rows = []
    for kind, word in KNOWN:
        small, large = (
            times(kind, repeated(word, FRAMES[kind == "text"], length)) for length in (SMALL, KNOWN_LARGE)
        )
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
            f"Of {swept['words']:,} words and signs, {swept['read']:,} were read in {len(FRAMES)} frames",
        ]
        lines += [f"as {', '.join(KINDS)}; stages above linear: {len(swept['above'])}. The steepest:", ""]
        lines += ["| repeated | in | as | stage | 10⁴ | 4·10⁴ | times |", "|---|---|---|---|---|---|---|"]
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
    signal.signal(signal.SIGPROF, _late)
    made = [] if given.known else alphabet()
    for kind in KINDS:
        times(kind, "2022年全县生产总值100亿元。")
    gc.disable()
    gc.freeze()
    path = given.o / "repetition.json"
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if given.known:
        kept.setdefault("known", {})[given.known] = known()
    else:
        kept["sweep"] = sweep(made, given.minutes)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (given.o / "repetition.md").write_text(table(kept), encoding="utf-8")
    print(table(kept))


if __name__ == "__main__":
    main()
