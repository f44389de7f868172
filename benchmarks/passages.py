"""Score what is extracted from the annotated passages of ``passages/``, set by set.

Run ``python benchmarks/passages.py SCORER``, where SCORER is the path of the ``score.py`` that goes with the
annotation guide: called with pairs of an annotation and what was extracted, it prints one JSON object.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import hulin_analysis as ha

FOLDER = Path(__file__).parent / "passages"
FIGURES = (
    "gold",
    "quantity_f1",
    "fact_f1",
    "silent",
    "period_right",
    "period_wrong",
    "subject_right",
    "subject_wrong",
)


def scored(scorer: str, folder: Path, scratch: Path) -> dict[str, float]:
    """Extract from each text of a set and score all of it together."""
    pairs = []
    for annotation in sorted(folder.glob("*.json")):
        published = json.loads(annotation.read_text(encoding="utf-8")).get("published")
        article = ha.read_article(annotation.with_suffix(".txt"), published=published)
        found = scratch / f"{folder.name}-{annotation.stem}.jsonl"
        ha.extract(article).to_json(found, orient="records", lines=True, force_ascii=False)
        pairs += [str(annotation), str(found)]
    run = subprocess.run([sys.executable, scorer, *pairs], capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("set", *FIGURES, sep="\t")
    with tempfile.TemporaryDirectory() as scratch:
        for folder in (FOLDER, FOLDER / "second", FOLDER / "third"):
            figures = scored(sys.argv[1], folder, Path(scratch))
            print(folder.name, *(figures[name] for name in FIGURES), sep="\t")


if __name__ == "__main__":
    main()
