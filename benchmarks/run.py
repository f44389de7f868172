"""Measure the extractor beside its peers, on the same texts, in the same run.

    python benchmarks/run.py [--text FILES...] [--quick] [-o DIR]

Writes results.json, table.md and speed.png to DIR and prints the table.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import peer_env
from chart import draw
from child import ChildError, ask
from ours import records
from score import found
from table import table
from texts import SHAPES, made_texts

import hulin_analysis as ha
from hulin_analysis import script
from hulin_analysis.errors import HulinError

ROUNDS = 3  # everyone takes a turn in each round, and the best turn counts
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LIMIT, QUICK_LIMIT = 300.0, 20.0  # seconds by the clock for one size

OURS = "hulin_analysis"
#: What is measured: package on the index (ours: the import's name), what runs, its name here, what it gives.
ROWS = (
    (OURS, "extract", OURS, "quantities, 25 columns each"),
    (OURS, "parse_article and extract", OURS, "the same, and the article's parts"),
    ("recognizers-text-suite", "all four models", "Recognizers-Text", "the four below, one after another"),
    ("recognizers-text-suite", "number", "Recognizers-Text", "numbers"),
    ("recognizers-text-suite", "percentage", "Recognizers-Text", "percentages"),
    ("recognizers-text-suite", "currency", "Recognizers-Text", "amounts of money"),
    ("recognizers-text-suite", "dimension", "Recognizers-Text", "lengths, areas, weights …"),
    ("jionlp", "extract_money", "JioNLP", "amounts of money"),
)
Taken = dict[str, list[float]]  # seconds and results, by what ran


def say(words: str) -> None:
    """Say on standard error what is going on."""
    print(words, file=sys.stderr, flush=True)


def installed_peers(notes: list[str]) -> list[str]:
    """Install the peers; note down which cannot be."""
    packages = list(dict.fromkeys(package for package, *_ in ROWS if package != OURS))
    peers = []
    for package in packages:
        say(f"installing {package} into {peer_env.FOLDER} (once)")
        if peer_env.install(package):
            peers.append(package)
        else:
            notes.append(f"{package} could not be installed and is left out.")
            say(notes[-1])
    return peers


def question(package: str, request: dict[str, Any], notes: list[str]) -> Any:
    """Ask us or a peer; a peer that fails is noted down and gives None."""
    if package == OURS:
        return ask(sys.executable, "ours.py", request)
    try:
        return ask(str(peer_env.PYTHON), "peers.py", {"peer": package, **request})
    except ChildError as err:
        notes.append(f"{package} gave no result and is left out: {err}.")
        say(notes[-1])
        return None


def speed(texts: list[str], contestants: list[str], rounds: int, notes: list[str]) -> list[dict[str, Any]]:
    """Measure everyone's speed on the texts, by turns."""
    best: dict[str, Taken] = {}
    for turn in range(rounds):
        for package in list(contestants):
            say(f"speed, round {turn + 1} of {rounds}: {package}")
            taken: Taken | None = question(package, {"texts": texts}, notes)
            if taken is None:
                contestants.remove(package)
                best.pop(package, None)
                continue
            before = best.setdefault(package, taken)
            best[package] = {name: min(before[name], taken[name]) for name in taken}
    characters = sum(map(len, texts))
    unit = best[OURS]["extract"][0]
    rows = []
    for package, what, name, gives in ROWS:
        if package not in best:
            continue
        of = best[package]
        seconds, results = (
            of[what] if what in of else [sum(column) for column in zip(*of.values(), strict=True)]
        )
        rows.append({"package": name, "what": what, "gives": gives, "relative_time": seconds / unit,
                     "characters_per_second": characters / seconds, "seconds": seconds,
                     "results": results})  # fmt: skip
    return rows


def linearity(sizes: tuple[int, ...], limit: float) -> dict[str, list[dict[str, Any]]]:
    """Measure growing texts, each size in a process of its own; what follows a failure is not tried."""
    grown: dict[str, list[dict[str, Any]]] = {}
    for shape in SHAPES:
        grown[shape] = []
        for size in sizes:
            say(f"growth, {shape}: {size:,} characters")
            try:
                row = ask(sys.executable, "ours.py", {"size": size, "shape": shape}, limit=limit)
            except ChildError as err:
                grown[shape].append({"size": size, "failed": str(err)})
                break
            first = grown[shape][0] if grown[shape] else row
            for step in ("parse", "extract"):
                each = [it[f"{step}_seconds"] / it["characters"] for it in (row, first)]
                row[f"{step}_relative"] = each[0] / each[1]
            grown[shape].append({"size": size, **row})
    return grown


def article(contestants: list[str], notes: list[str]) -> dict[str, Any]:
    """Let everyone read the Hulin article, in its own script and in the other."""
    say("reading the Hulin article")
    text = ha.load_article().text
    reviewed = records(ha.load_metrics())
    request = {"articles": {"traditional": text, "simplified": script.to_simplified(text)}}
    names = {package: name for package, _, name, _ in ROWS}
    right: dict[str, dict[str, dict[str, list[str]]]] = {}
    for package in contestants:
        if (read := question(package, request, notes)) is not None:
            right[names[package]] = {which: found(reviewed, results) for which, results in read.items()}
    return {"reviewed": len(reviewed), "found": right}


def versions(contestants: list[str]) -> dict[str, str]:
    """Name the versions measured."""
    pins = (line.split("==") for line in (peer_env.HERE / "requirements.txt").read_text("utf-8").split())
    pinned = {pin[0]: pin[1] for pin in pins if len(pin) == 2}
    peers = {package: pinned[package] for package in contestants if package != OURS}
    return {"Python": platform.python_version(), OURS: version("hulin-analysis"), **peers}


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Measure the extractor beside its peers.")
    parser.add_argument(
        "--text", nargs="+", type=Path, metavar="FILE", help="texts to read instead of made ones"
    )
    parser.add_argument("--quick", action="store_true", help="one round, small texts: to see that it runs")
    parser.add_argument("-o", dest="out", type=Path, default=peer_env.HERE / "results", metavar="DIR")
    args = parser.parse_args()
    try:
        texts = [ha.read_article(path).text for path in args.text or []] or made_texts(quick=args.quick)
    except HulinError as err:
        say(str(err))
        return 1
    notes: list[str] = []
    contestants = [OURS, *installed_peers(notes)]
    results = {
        "text": {"made": not args.text, "texts": len(texts), "characters": sum(map(len, texts))},
        "speed": speed(texts, contestants, 1 if args.quick else ROUNDS, notes),
        "linearity": linearity(SIZES[:3] if args.quick else SIZES, QUICK_LIMIT if args.quick else LIMIT),
        "article": article(contestants, notes),
        "versions": versions(contestants),
        "notes": notes,
    }
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (args.out / "table.md").write_text(table(results), "utf-8")
    draw(results, args.out / "speed.png")
    print(table(results), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
