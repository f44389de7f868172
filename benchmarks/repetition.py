"""Repetition: what a text of one word, or of one sign, repeated costs as it grows.

    python benchmarks/repetition.py [--every N] [-o DIR]

The alphabet is taken from the rules: the words of the vocabulary, and the signs that texts, pages and
Markdown are laid out with. Each is read alone and between words, at 10,000 and 100,000 characters.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from time import process_time

import hulin_analysis as ha
from hulin_analysis.errors import HulinError
from hulin_analysis.readers import Facts, lay_out, show_bytes

SIGNS = (
    *' \t\n\xa0\u3000|`*_#>-=~—…·.,，、；：!?（）()[]【】《》“”‘’"/\\&<%‰+×1一十百千万亿零半余近第年月日',
    *(
        "1.",
        "1,",
        "1×1",
        "N1",
        "1m",
        "1:",
        "1/",
        "1-",
        "1—",
        "1至",
        "1月1日",
        "2019、2020、",
        "2019年、2020年、",
    ),
    *(
        "1个、",
        "1%、",
        "分别",
        "其中",
        "a\t\n",
        "---\n",
        "```\n",
        "> ",
        "- 1\n",
        " #",
        "|1|1|\n",
        "<p>1",
        "<td>1",
    ),
)
FRAMES = ("{}", "2022年全县生产总值{}亿元。")
SMALL, LARGE = 10_000, 100_000
#: Ten times the text may take so many times the time; below the floor a time is noise.
MOST, FLOOR = 18.0, 0.25


def alphabet() -> list[str]:
    """Return the signs, and the words of every list of the vocabulary."""
    folder = files("hulin_analysis.vocabulary")
    tables = (
        tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")
    )
    words = (word for table in tables for word in _words(table) if 0 < len(word) < 40)
    return list(dict.fromkeys(itertools.chain(SIGNS, words)))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"[\\()?:|^$]|\[|\]", "", value)
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


def analysed(text: str) -> None:
    """Do all that a text goes through."""
    article = ha.parse_article(f"去年新建学校3所。\n{text}")
    metrics = ha.extract(article)
    ha.ledger(article)
    ha.audit(article)
    ha.statements(metrics)
    ha.findings(metrics)


def shown(suffix: str) -> Callable[[str], None]:
    """Return what reads a text as a file of a kind."""
    before = "<html><body><p>去年新建学校3所。</p><p>" if suffix == "html" else "去年新建学校3所。\n\n"
    return lambda text: void(lay_out(show_bytes((before + text).encode(), f"x.{suffix}"), Facts(), "x"))


def void(_: object) -> None:
    """Drop what a stage returns."""


STAGES: dict[str, Callable[[str], None]] = {
    "text": analysed,
    "page": shown("html"),
    "Markdown": shown("md"),
    "number": lambda text: void(ha.parse_number(text)),
}


def seconds(stage: str, text: str) -> float:
    """Return the CPU time of a stage; a text that is refused in a sentence is read too."""
    gc.disable()
    start = process_time()
    try:
        STAGES[stage](text)
    except HulinError:
        pass
    finally:
        gc.enable()
    return process_time() - start


def growth(stage: str, word: str, frame: str, small: int = SMALL, large: int = LARGE) -> tuple[float, float]:
    """Return the time of a small and of a large text; the small one's is at least what the floor allows."""
    return seconds(stage, repeated(word, frame, small)), seconds(stage, repeated(word, frame, large))


def main() -> None:
    """Sweep the alphabet and write the slowest and the steepest to a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every Nth word only")
    parser.add_argument("-o", type=Path, default=Path(__file__).parent / "results")
    given = parser.parse_args()
    seconds("text", "去年新建学校3所。" * 50)
    rows = []
    for word in alphabet()[:: given.every]:
        for stage, frame in itertools.product(STAGES, FRAMES):
            small, large = growth(stage, word, frame)
            if large > FLOOR and large > MOST * small:
                small = min(small, seconds(stage, repeated(word, frame, SMALL)))
                large = min(large, seconds(stage, repeated(word, frame, LARGE)))
            rows.append((large / max(small, FLOOR / 10), large, small, stage, frame, word))
    rows.sort(reverse=True)
    steep = sum(large > FLOOR and ratio > MOST for ratio, large, *_ in rows)
    table = [f"{len(rows):,} repetitions; above linear: {steep}.", ""]
    table += ["| repeated | in | as | s at 10,000 | s at 100,000 | ratio |", "|---|---|---|---|---|---|"]
    table += [
        f"| `{word!r}` | {frame.format('…')} | {stage} | {small:.3f} | {large:.3f} | {ratio:.1f} |".replace(
            "'|'", "bar"
        )
        for ratio, large, small, stage, frame, word in rows[:40]
    ]
    (given.o / "repetition.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    print("\n".join(table[:14]))


if __name__ == "__main__":
    main()
