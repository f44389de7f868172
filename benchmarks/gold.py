"""Score the package and its peers on the annotated passages of ``tests/gold``.

    python benchmarks/gold.py

Writes ``results/gold.md``, and the predictions of each peer as ``hulin score --predictions`` takes them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import peer_env
from child import ask
from table import markdown

from hulin_analysis import scoring

HERE = Path(__file__).parent
GOLD = HERE.parent / "tests" / "gold"
RESULTS = HERE / "results"
PEERS = ("recognizers-text-suite", "jionlp")


def distinct(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give what a peer found once each: its number model finds again what another model gives a unit."""
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (not one["unit"], one["start"] - one["end"])):
        place = set(range(one["start"], one["end"]))
        number = one["value"] is not None or one["low"] is not None
        if number and not place & taken:
            taken |= place
            yield one


def predictions(peer: str, passages: list[scoring.GoldPassage]) -> Path:
    """Let a peer read all passages and write what it found as JSON Lines."""
    texts = {one.name: one.path.read_text(encoding="utf-8") for one in passages}
    found = ask(str(peer_env.PYTHON), "peers.py", {"peer": peer, "articles": texts})
    rows = [{"passage": name, **one} for name, results in found.items() for one in distinct(results)]
    path = RESULTS / f"gold-{peer}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def row(name: str, passages: list[scoring.GoldPassage], given: Path | None) -> list[str]:
    """Score one program: share of the quantities found with value and unit, precision, F1, hedges."""
    tally: Counter[str] = Counter()
    money: Counter[str] = Counter()
    for passage, counts, misses in scoring.score(passages, given):
        tally.update(counts)
        amounts = [one for one in passage.quantities if "元" in (one.answers["unit"][0] or "")]
        wrong = {id(miss.gold) for miss in misses if miss.what in ("missed", "value", "unit")}
        amounts = [one for one in amounts if not one.optional]
        money.update(gold=len(amounts), right=sum(id(one) not in wrong for one in amounts))
    figures = scoring.figures(tally)
    return [
        name,
        f"{tally['value'] / tally['gold']:.2f}",
        f"{tally['quantity'] / tally['gold']:.2f}",
        f"{money['right'] / money['gold']:.2f}",
        f"{tally['quantity'] / tally['predicted']:.2f}",
        f"{figures['quantity']:.2f}",
        f"{figures['fact']:.2f}" if given is None else "",
    ]


def main() -> None:
    passages = scoring.read_gold(GOLD)
    rows = [row(f"hulin_analysis {version('hulin_analysis')}", passages, None)]
    for peer in PEERS:
        if not peer_env.install(peer):
            print(f"{peer} could not be installed and is left out.", file=sys.stderr)
            continue
        number = peer_env.version_of(peer)
        rows.append(row(f"{peer} {number}", passages, predictions(peer, passages)))
    header = ["program", "value found", "value and unit found", "of money", "precision", "F1", "fact F1"]
    quantities = sum(not one.optional for passage in passages for one in passage.quantities)
    text = (
        f"# {len(passages)} annotated passages, {quantities} quantities\n\nMeasured {date.today()}; "
        "the texts were written by the authors of hulin_analysis.\n\n" + markdown(header, "l------", rows)
    )
    (RESULTS / "gold.md").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
