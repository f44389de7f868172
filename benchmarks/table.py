"""The results as Markdown: ratios first, then what they are ratios of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["markdown", "ratio", "rounded", "table"]


def rounded(number: float) -> str:
    """Write a number with three significant digits, whole from 100 on.

    Examples
    --------
    >>> rounded(1166834.9), rounded(25.34), rounded(0.0402)
    ('1,170,000', '25.3', '0.0402')
    """
    if number >= 100:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:.3g}"


def ratio(number: float) -> str:
    """Write a ratio with two digits behind the point below ten, and one from there on.

    Examples
    --------
    >>> ratio(1.0), ratio(25.34), ratio(0.0402)
    ('1.00', '25.3', '0.04')
    """
    return f"{number:.2f}" if number < 10 else f"{number:,.1f}"


def table(results: dict[str, Any]) -> str:
    """Write the results as Markdown.

    Parameters
    ----------
    results : dict
        What ``results.json`` holds.
    """
    parts = [_speed(results), _linearity(results["linearity"]), _article(results["article"])]
    if results["notes"]:
        parts.append("\n".join(f"Note: {note}" for note in results["notes"]))
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return "\n\n".join([*parts, f"Versions: {versions}."]) + "\n"


def _speed(results: dict[str, Any]) -> str:
    text = results["text"]
    rows = (
        [
            f"{row['package']}: {row['what']}",
            row["gives"],
            ratio(1 / row["relative_time"]),
            ratio(row["relative_time"]),
            rounded(row["characters_per_second"]),
            f"{row['results']:,}",
        ]
        for row in results["speed"]
    )
    header = [
        "what runs",
        "gives",
        "speed (extract = 1)",
        "time (extract = 1)",
        "characters per second",
        "results",
    ]
    made = "made by the benchmark" if text["made"] else "as given"
    return (
        f"Speed on {text['characters']:,} characters in {text['texts']} texts, {made}; "
        "CPU time, one thread.\n\n"
    ) + markdown(header, "ll----", rows)


def _linearity(linearity: dict[str, list[dict[str, Any]]]) -> str:
    parts = []
    for shape, sizes in linearity.items():
        rows = (
            [f"{size['size']:,}", "", "", "", size["failed"], ""]
            if "failed" in size
            else [
                f"{size['characters']:,}",
                f"{size['quantities']:,}",
                ratio(size["extract_relative"]),
                ratio(size["parse_relative"]),
                rounded(size["extract_seconds"]),
                rounded(size["parse_seconds"]),
            ]
            for size in sizes
        )
        first = f"{sizes[0]['size']:,}"
        header = ["characters", "quantities", f"extract, time a character ({first} = 1)"]
        header += [f"parse_article ({first} = 1)", "extract, s", "parse_article, s"]
        titles = {
            "paragraphs": "Growth on one text with paragraphs and sentences.",
            "one paragraph": "Growth on one paragraph without any punctuation.",
        }
        parts.append(f"{titles[shape]}\n\n{markdown(header, '------', rows)}")
    return "\n\n".join(parts)


def _article(article: dict[str, Any]) -> str:
    rows = (
        [reader, *(str(len(found[script][level])) for script in found for level in ("value", "unit"))]
        for reader, found in article["found"].items()
    )
    header = ["reader", "value", "value and unit", "simplified: value", "simplified: value and unit"]
    return (
        f"How many of the {article['reviewed']} reviewed quantities of the Hulin article are found rightly, "
        "in its traditional script and in simplified.\n\n"
    ) + markdown(header, "l----", rows)


def markdown(header: list[str], alignment: str, rows: Iterable[list[str]]) -> str:
    """Write rows as a Markdown table; `alignment` has l for a column of words, - for one of numbers."""
    rule = ["---" if side == "l" else "---:" for side in alignment]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule, *rows])
