"""A page that estimates what a hundred million articles would take, from what the benchmark measured."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import Any

from corpus_table import machine_words
from table import markdown, rounded

__all__ = ["page"]

ARTICLES = 100_000_000
CORES = (64, 256, 1_000)
MB = 1e6
_WIDTH = 110  # of a line of the page
_TEMPLATE = """# A hundred million articles

This page is written by `python benchmarks/corpus.py` from its measurements; no number in it is typed by
hand. It is an estimate, not a measurement: what one core did here, times how often it would be needed.

{machine}

## What it would take

The estimate is for two lengths: the mean of the measured short articles ({mean:,.0f} characters; they have
from 300 to 2,000), and 2,000 characters. {short_count:,} and {long_count:,} articles were measured. The
benchmark generates them, with one quantity in {per_quantity:.0f} characters, which is as dense as an official
report and denser than most news.

{needs}

*Core-hours* are the seconds that {workers} workers took, waiting included, times {workers}. The *driver* is
the process that counts and lists the files, hands out batches and moves finished parts into place; it uses
one more core, and the scheduler another. *Hours* are the time for counting the files, plus that of the
workers or of the driver, whichever is longer.

## The first bottleneck

{limits}

## Memory

A worker used at most {worker_mb} MB, on texts of any size: {worker_series}. The driver used {driver_series}.
{driver_growth} With 1,000 workers it also holds their connections; that was not measured.

## Not measured

* A cluster. Everything ran on one machine with {cores} cores: no network between scheduler, workers and
  files.
* A shared file system. The files had just been written and were read from the cache of the operating system;
  over a network, each name and file takes milliseconds, not microseconds, so listing and reading take
  longer than this page says. The same applies to object stores, which cannot rename.
* Web pages and Word files: finding the body of a page takes longer than reading its numbers. The measured
  articles were plain text.
* Real articles: lengths and quantities are distributed as the benchmark generates them.
* More than {most_parts:,} parts, or more than {files:,} files in one run.
* Machines that fail. A lost batch is read again; how often that happens was not measured.
"""


@dataclass(frozen=True)
class _Needs:
    """What articles of one length need, each."""

    characters: float
    core_seconds: float
    read_bytes: float
    written_bytes: float
    in_a_part: float
    driver_seconds: float
    survey_seconds: float

    @property
    def core_hours(self) -> float:
        return ARTICLES * self.core_seconds / 3600

    @property
    def driver_hours(self) -> float:
        return ARTICLES * self.driver_seconds / 3600

    def hours(self, cores: int) -> float:
        """Hours on so many cores: workers and driver go on side by side, and the slower one counts."""
        return ARTICLES * self.survey_seconds / 3600 + max(self.core_hours / cores, self.driver_hours)

    @property
    def cores_kept_busy(self) -> float:
        return self.core_seconds / self.driver_seconds


def page(results: dict[str, Any]) -> str:
    """Write the page.

    Parameters
    ----------
    results : dict
        What ``corpus.json`` holds.
    """
    short = [run for run in results["short"] if run["kind"] == "files" and not run["length"]]
    long = next(run for run in results["short"] if run["length"])
    driver = results["driver"]
    usual, longer = (_needs(run, driver) for run in (short[-1], long))
    workers = [max(run["memory"]["workers"]) for run in short]
    words = _TEMPLATE.format(
        workers=short[-1]["workers"],
        machine=machine_words(results),
        mean=usual.characters,
        short_count=short[-1]["inputs"],
        long_count=long["inputs"],
        per_quantity=short[-1]["characters"] / short[-1]["rows"]["quantities"],
        needs=_table((usual, longer)),
        limits=_limits(usual, driver, short[-1]),
        worker_mb=rounded(max(workers + [max(at["first"]["memory"]["workers"]) for at in results["growth"]])),
        worker_series=_series(short, workers),
        driver_series=_series(short, [run["memory"]["driver"] for run in short]),
        driver_growth=_driver_growth(short),
        cores=results["machine"]["cores"],
        most_parts=driver["parts"],
        files=driver["files"],
    )
    return "\n\n".join(map(_wrapped, words.strip().split("\n\n"))) + "\n"


def _wrapped(block: str) -> str:
    """Wrap a paragraph, or each point of a list, anew; tables and headings stay."""
    if block.startswith(("|", "#")):
        return block
    points = re.split(r"\n(?=\* )", block)
    return "\n".join(
        textwrap.fill(" ".join(point.split()), _WIDTH, subsequent_indent="  " * point.startswith("* "))
        for point in points
    )


def _needs(run: dict[str, Any], driver: dict[str, Any]) -> _Needs:
    inputs = run["inputs"]
    # The first parts of a run are small on purpose; in a long run they do not count.
    in_a_part = min(1_000, 4_000_000 / (run["bytes"] / inputs))
    each_part = 1 / driver["commits_per_second"]
    return _Needs(
        characters=run["characters"] / inputs,
        core_seconds=run["workers"] * run["reading"] / inputs,
        read_bytes=run["bytes"] / inputs,
        written_bytes=sum(run["output_bytes"].values()) / inputs,
        in_a_part=in_a_part,
        survey_seconds=1 / driver["survey_names_per_second"],
        driver_seconds=1 / driver["drive_inputs_per_second"] + each_part / in_a_part,
    )


def _table(all_needs: tuple[_Needs, ...]) -> str:
    lines: list[tuple[str, list[str]]] = [
        ("read per core and hour", [f"{rounded(3600 / n.core_seconds)} articles" for n in all_needs]),
        ("core-hours", [rounded(n.core_hours) for n in all_needs]),
    ]
    for cores in CORES:
        told = []
        for needs in all_needs:
            bound = needs.core_hours / cores < needs.driver_hours
            told.append(rounded(needs.hours(cores)) + (" (the driver's)" if bound else ""))
        lines.append((f"hours on {cores:,} cores", told))
    lines += [
        ("cores that one driver keeps busy", [rounded(n.cores_kept_busy) for n in all_needs]),
        ("bytes read", [f"{rounded(ARTICLES * n.read_bytes / 1e9)} GB" for n in all_needs]),
        ("bytes written", [f"{rounded(ARTICLES * n.written_bytes / 1e9)} GB" for n in all_needs]),
        ("parts", [rounded(ARTICLES / n.in_a_part) for n in all_needs]),
        ("Parquet files, four per part", [rounded(4 * ARTICLES / n.in_a_part) for n in all_needs]),
    ]
    header = ["for 100 million articles", *(f"of {n.characters:,.0f} characters" for n in all_needs)]
    return markdown(header, "l" + "-" * len(all_needs), [[words, *told] for words, told in lines])


def _limits(needs: _Needs, driver: dict[str, Any], run: dict[str, Any]) -> str:
    """Put what is done by one process, or for each part, in the order of the hours it takes."""
    parts = ARTICLES / needs.in_a_part
    taken = {
        "handing out batches and collecting them, listing included": ARTICLES
        / driver["drive_inputs_per_second"],
        "counting the files beforehand": ARTICLES / driver["survey_names_per_second"],
        "moving finished parts into place": parts / driver["commits_per_second"],
        "looking at existing parts when a run begins": parts / driver["standing_parts_per_second"],
        "opening the parts for one query": parts / driver["query_parts_per_second"],
        "counting the rows": parts / driver["count_parts_per_second"],
    }
    rows = [
        [words, rounded(seconds / 3600), rounded(60 * seconds / 3600)]
        for words, seconds in sorted(taken.items(), key=lambda item: -item[1])
    ]
    first = max(taken, key=lambda words: taken[words])
    busy = needs.cores_kept_busy
    verdict = (
        f"One driver keeps {rounded(busy)} cores busy; of {CORES[-1]:,} cores, the others would wait."
        if busy < CORES[-1]
        else f"One driver keeps {rounded(busy)} cores busy, more than the {CORES[-1]:,} considered here."
    )
    folders = ARTICLES / 1_000
    return (
        f"{verdict} Beyond that, it is better to split the articles into several corpora, each with its own "
        f"driver. The step that takes a single process longest is {first}.\n\n"
        + markdown(["for 100 million short articles, one process", "hours", "minutes"], "l--", rows)
        + f"\n\nEach of the four folders of the corpus holds one file per part, {rounded(parts)} in all, and "
        "every query opens those of its table. A folder's names are sorted in memory: with 1,000 "
        f"files per folder there are {rounded(folders)} folders; with 100 million files in a single folder, "
        "the driver would hold all names at once."
    )


def _series(runs: list[dict[str, Any]], values: list[float]) -> str:
    told = [f"{rounded(mb)} MB at {run['inputs']:,}" for run, mb in zip(runs, values, strict=True)]
    return ", ".join(told) + " short articles"


def _driver_growth(runs: list[dict[str, Any]]) -> str:
    first, last = runs[0], runs[-1]
    grown = (last["memory"]["driver"] - first["memory"]["driver"]) * MB
    each = grown / (last["inputs"] - first["inputs"])
    if each <= 0:
        return "It did not grow."
    return (
        f"If the difference between the first and the last, {rounded(each)} bytes per article, is growth and "
        f"not noise, a hundred million would take {rounded(each * ARTICLES / 1e9)} GB."
    )
