"""FORMATS lists the formats that are read; every other list has all of them, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from seeds import seeds

import hulin_analysis as ha
from hulin_analysis.cli import app
from hulin_analysis.messages import catalogue
from hulin_analysis.readers.formats import _REFUSED, FORMATS, SUFFIXES, format_of

ROOT = Path(__file__).parents[2]
_SUFFIX = re.compile(r"(?<![\w.])[.][a-z]+\b")
_LIMIT = re.compile(r"^[|] (.*) [|] (\d+) MB [|]$", re.MULTILINE)


def lists() -> dict[str, str]:
    """Return what lists the formats, by the place to mend."""
    command = typer.main.get_command(app).commands["extract"]
    said = next(one.help for one in command.params if one.name == "article")
    source = ha.read_article.__doc__.partition("source :")[2].partition("url :")[0]
    pages = {f"docs/{lang}/tables-and-pdf.md": limits(lang) for lang in ("en", "zh")}
    return {
        "_HELP in src/hulin_analysis/cli/article.py": said,
        "the Chinese of _HELP in src/hulin_analysis/messages.toml": catalogue()[said]["zh"],
        "the docstring of read_article in src/hulin_analysis/readers/__init__.py": source,
        **{page: " ".join(said) for page, said in pages.items()},
    }


def limits(lang: str) -> dict[str, int]:
    """Return the megabytes that the page on formats gives for each suffix."""
    page = (ROOT / "docs" / lang / "tables-and-pdf.md").read_text(encoding="utf-8")
    return {one: int(most) for said, most in _LIMIT.findall(page) for one in _SUFFIX.findall(said)}


def test_every_list_has_every_format_that_is_read() -> None:
    usual = {one.suffixes.split()[0] for one in FORMATS.values()}
    found = {place: set(_SUFFIX.findall(said)) for place, said in lists().items()}
    missing = [f"{place}: add {one}" for place, said in found.items() for one in sorted(usual - said)]
    others = [f"{place}: {one} is not read" for place, said in found.items() for one in said - set(SUFFIXES)]
    assert not missing + others, "\n".join(missing + others)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_pages_give_the_limits(lang: str) -> None:
    given = limits(lang)
    assert given == {one: FORMATS[SUFFIXES[one]].most // 1_000_000 for one in given}


def test_every_format_has_a_seed_and_is_told_by_its_bytes() -> None:
    found = {format_of(data, name): data for name, data in seeds().items()}
    missing = [f"benchmarks/fuzz/seeds.py: add a file of {name}" for name in FORMATS if name not in found]
    assert not missing, "\n".join(missing)
    for name, data in found.items():
        assert FORMATS[name].text or format_of(data, "a.other") == name, f"FORMATS: {name} has no sign"


def test_a_suffix_stands_in_one_line() -> None:
    listed = [one for format_ in (*FORMATS.values(), *_REFUSED.values()) for one in format_.suffixes.split()]
    assert {one for one in listed if listed.count(one) > 1} == set()
