"""The measurements of the corpus as Markdown: ratios first, then what they are ratios of."""

from __future__ import annotations

from typing import Any

from table import markdown, ratio, rounded

__all__ = ["machine_words", "table"]

MB = 1e6


def table(results: dict[str, Any]) -> str:
    """Write the results as Markdown.

    Parameters
    ----------
    results : dict
        What ``corpus.json`` holds.
    """
    parts = [_rate(results["rate"]), _short(results["short"]), _growth(results["growth"])]
    parts += [_output(results), _questions(results["growth"]), _driver(results["driver"])]
    parts.append(machine_words(results))
    return "\n\n".join(parts) + "\n"


def machine_words(results: dict[str, Any]) -> str:
    """Say what was measured on, and that a quick run is no measurement."""
    machine = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    quick = (
        " A quick run: it shows that the benchmark runs, and measures nothing." if results["quick"] else ""
    )
    return (
        f"Measured on {machine['cores']} cores "
        f"({machine['architecture']}, {machine['system']}) with {machine['memory_gb']:g} GB of memory; load "
        f"{results['load_at_start']:.1f} when it began. Versions: {versions}.{quick}"
    )


def _rate(rate: dict[str, Any]) -> str:
    last = rate["rounds"][-1]
    size, files = last["extract"]["bytes"], last["extract"]["files"]
    ratios = (
        ("one worker, of the rate of read_article and extract in a plain process", "share_of_own_rate"),
        ("the same by CPU time", "share_of_own_rate_by_cpu"),
        ("one worker, of read_article, extract and ledger", "share_of_own_rate_with_ledger"),
        ("two workers, of one worker's rate", "one_to_two"),
        ("two workers, whole runs, Dask's start and end included", "one_to_two_whole_runs"),
    )
    compared = [[words, ratio(rate[name]["best"]), ratio(rate[name]["median"])] for words, name in ratios]
    taken = [
        [name, rounded(of["best"]), rounded(of["median"]), rounded(size / MB / of["best"])]
        for name, of in rate["seconds"].items()
    ]
    starts = [turn[name]["start"] for turn in rate["rounds"] for name in ("1 worker", "2 workers")]
    ends = [turn[name]["closing"] for turn in rate["rounds"] for name in ("1 worker", "2 workers")]
    return "\n\n".join(
        [
            f"Rate on {files} texts of 200 kB, {size / MB:.0f} MB in all, {len(rate['rounds'])} rounds; a "
            f"worker's rate is from when it has its tables. Dask's start and theirs takes {min(starts):.1f} "
            f"to {max(starts):.1f} s, the end {min(ends):.1f} to {max(ends):.1f} s.",
            markdown(["ratio", "of the best turns", "median of the rounds"], "l--", compared),
            markdown(["what reads", "best, s", "median, s", "MB per second, best"], "l---", taken),
        ]
    )


def _short(short: list[dict[str, Any]]) -> str:
    rows = [
        [
            f"{run['inputs']:,}",
            f"{run['kind']}, {run['characters'] / run['inputs']:,.0f} characters each",
            rounded(run["inputs"] / run["reading"]),
            rounded(run["reading"]),
            rounded(run["seconds"]),
            rounded(run["memory"]["driver"]),
            rounded(max(run["memory"]["workers"])),
            rounded(run["memory"]["together"]),
        ]
        for run in short
    ]
    header = ["articles", "as", "documents per second", "reading, s", "whole run, s"]
    header += ["driver, MB", "largest worker, MB", "all together, MB"]
    return (
        "Short articles, two workers. Memory is the most that was resident; what processes share is counted "
        "with each.\n\n" + markdown(header, "-l------", rows)
    )


def _growth(growth: list[dict[str, Any]]) -> str:
    rows = []
    for at in growth:
        first = at["first"]
        rows.append(
            [
                rounded(first["bytes"] / MB),
                f"{at['files']:,}",
                rounded(first["seconds"]),
                rounded(first["bytes"] / MB / first["reading"]),
                rounded(at["unchanged"]["seconds"]),
                rounded(at["changed"]["seconds"]),
                rounded(first["memory"]["driver"]),
                rounded(max(first["memory"]["workers"])),
                rounded(first["memory"]["together"]),
            ]
        )
    header = ["text, MB", "files", "first run, s", "MB per second", "nothing changed, s", "1 % changed, s"]
    header += ["driver, MB", "largest worker, MB", "all together, MB"]
    return "Time and memory against size, long texts, two workers; whole runs.\n\n" + markdown(
        header, "---------", rows
    )


def _output(results: dict[str, Any]) -> str:
    short = [run for run in results["short"] if run["kind"] == "files" and not run["length"]][-1]
    rows = []
    for words, run in (("long texts", results["growth"][-1]["first"]), ("short articles", short)):
        sizes, counts = run["output_bytes"], run["rows"]
        rows += [
            [
                words,
                name,
                f"{counts[name]:,}",
                f"{sizes[name] / run['bytes']:.4f}",
                rounded(sizes[name] / counts[name]) if counts[name] else "",
            ]
            for name in sizes
        ]
        total, files = sum(sizes.values()), run["parts"] * len(sizes)
        rows.append([words, f"all, in {files:,} files", "", f"{total / run['bytes']:.4f}", ""])
    header = ["largest corpus of", "table", "rows", "bytes written for a byte read", "bytes a row"]
    return "What is written.\n\n" + markdown(header, "ll---", rows)


def _questions(growth: list[dict[str, Any]]) -> str:
    rows = []
    for at in growth:
        for name, words in (("filter", "quantities(indicator_id, period)"), ("select", "query, by period")):
            told = at["questions"][name]
            rows.append(
                [
                    rounded(at["first"]["bytes"] / MB),
                    words,
                    rounded(told["seconds"]),
                    f"{told['rows']:,}",
                    rounded(told["peak_mb"] - told["before_mb"]),
                ]
            )
    header = ["text, MB", "question for one indicator", "seconds", "rows", "memory beyond the import, MB"]
    return "Questions to the corpus, each in a new process.\n\n" + markdown(header, "-l---", rows)


def _driver(driver: dict[str, Any]) -> str:
    names = {
        "survey_names_per_second": "names counted",
        "plan_names_per_second": "names walked through and planned",
        "drive_inputs_per_second": "inputs given to workers that do nothing, and taken back",
        "drive_batches_per_second": "batches of that",
        "commits_per_second": "parts committed",
        "standing_parts_per_second": "parts looked at when a run begins",
        "count_parts_per_second": "parts counted",
        "query_parts_per_second": "parts opened by a query that wants no row",
    }
    rows = [[words, rounded(driver[name])] for name, words in names.items()]
    return (
        f"What the one process does that runs a corpus, on {driver['files']:,} files in "
        f"{driver['batches']:,} batches and on {driver['parts']:,} parts.\n\n"
        + markdown(["what", "per second"], "l-", rows)
    )
