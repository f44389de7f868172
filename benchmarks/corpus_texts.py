"""Folders of articles for the benchmark of the corpus: long ones or many short ones, in files or tables."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from texts import SEED, news, paragraphs

__all__ = ["change_some", "make_long", "make_short"]

#: Characters of a long text: 200 kB of UTF-8.
LONG = 69_500
#: Characters of a short one. Lengths are spread evenly on the logarithm: short ones are the more frequent.
SHORTEST, LONGEST = 300, 2_000
_IN_A_FOLDER = 1_000
_ROWS = 10_000  # of a Parquet file's group


def make_long(folder: Path, size: int) -> int:
    """Write texts of 200 kB until there are so many bytes; return how many files there are."""
    folder.mkdir(parents=True)
    written = count = 0
    while written < size:
        data = paragraphs(LONG, SEED + count).encode()
        home = folder / f"{count // _IN_A_FOLDER:03d}"
        home.mkdir(exist_ok=True)
        (home / f"{count:06d}.txt").write_bytes(data)
        written, count = written + len(data), count + 1
    return count


def make_short(folder: Path, count: int, kind: str, length: int | None = None) -> int:
    """Write short articles as ``files``, or as the rows of one ``csv`` or ``parquet`` table.

    Parameters
    ----------
    folder : Path
        Where to; it is made.
    count : int
        How many.
    kind : {"files", "csv", "parquet"}
        What they are in. Files lie in folders of 1,000.
    length : int, optional
        Characters of each; 300 to 2,000 if left out.

    Returns
    -------
    int
        The characters of all of them.
    """
    folder.mkdir(parents=True)
    written = 0

    def counted() -> Iterator[str]:
        nonlocal written
        for text in _articles(count, length):
            written += len(text)
            yield text

    {"files": _files, "csv": _csv, "parquet": _parquet}[kind](folder, counted())
    return written


def change_some(folder: Path, share: float) -> int:
    """Add a sentence to a share of the files, evenly spread, one at least; return how many have changed."""
    files = sorted(folder.rglob("*.txt"))
    wanted = max(1, round(share * len(files)))
    for i in range(wanted):
        file = files[(2 * i + 1) * len(files) // (2 * wanted)]
        file.write_bytes(file.read_bytes() + "\n去年全县新建学校3所。\n".encode())
    return wanted


def _articles(count: int, length: int | None) -> Iterator[str]:
    rng = random.Random(SEED)
    for i in range(count):
        yield news(length or round(SHORTEST * (LONGEST / SHORTEST) ** rng.random()), SEED + i)


def _files(folder: Path, texts: Iterator[str]) -> None:
    for i, text in enumerate(texts):
        home = folder / f"{i // _IN_A_FOLDER:03d}"
        if i % _IN_A_FOLDER == 0:
            home.mkdir()
        (home / f"{i:06d}.txt").write_bytes(text.encode())


def _csv(folder: Path, texts: Iterator[str]) -> None:
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"])
        writer.writerows([text] for text in texts)


def _parquet(folder: Path, texts: Iterator[str]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([("text", pa.string())])
    with parquet.ParquetWriter(folder / "articles.parquet", schema, compression="zstd") as writer:
        rows: list[str] = []
        for text in texts:
            rows.append(text)
            if len(rows) == _ROWS:
                writer.write_table(pa.table({"text": rows}, schema=schema))
                rows = []
        if rows:
            writer.write_table(pa.table({"text": rows}, schema=schema))
