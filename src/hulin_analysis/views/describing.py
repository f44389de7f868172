"""Saying: what a row states, in a few words: the number with its sign, and what is said of it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import label_of
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.errors import ChartError
from hulin_analysis.labels import meaning
from hulin_analysis.line_breaks import joined
from hulin_analysis.script import LanguageTag, language

# From here on digits are counted, not read: the language's own words for great numbers stand instead.
_GREAT = 1e6


def catalog_for(about: dict[str, Any], lang: LanguageTag | None) -> Catalog:
    """Choose the words of a view: those asked for, or those of the article's own script.

    >>> catalog_for({"script": "hans"}, None).lang, catalog_for({}, "en").lang
    ('zh-Hans', 'en')
    """
    known = about.get("script")
    return Catalog(language(lang, known, error=ChartError), known)


def number(row: dict[Any, Any], catalog: Catalog) -> str:
    """Write the number of a row out, its hedge as a sign before it and its unit behind; in English in words.

    >>> row = {"value": 190000.0, "low": None, "high": None, "hedge": "over", "unit": "人次"}
    >>> number(row, Catalog("zh-Hant"))
    '≥190,000人次'
    >>> number({**row, "value": 6.3e9, "hedge": "exact", "unit": "元"}, Catalog("zh-Hant"))
    '63億元'
    """
    if not catalog.is_chinese and not pd.isna(row["value"] if pd.isna(row["low"]) else row["high"]):
        return catalog.quantity(row)
    ends = (row["low"], row["high"]) if pd.isna(row["value"]) else (row["value"],)
    if any(pd.isna(end) for end in ends):
        return joined(str(row["quote"]))
    value = "–".join(catalog.number(end) if abs(end) >= _GREAT else f"{end:,.10g}" for end in ends)
    if row["hedge"] != Hedge.EXACT:
        value = catalog(f"{row['hedge']}_value", value=value)
    return f"{value}{row['unit']}"


def qualifiers(row: dict[Any, Any], catalog: Catalog) -> list[str]:
    """Name the change and the status of a number that is no plain fact of a level, and a correction."""
    change = "" if row["change"] == Change.NONE else meaning("change", str(row["change"]), lang=catalog.lang)
    status = (
        "" if row["status"] == Status.ACTUAL else meaning("status", str(row["status"]), lang=catalog.lang)
    )
    own = catalog("corrected_mark") if row.get("corrected", False) else ""
    return [said for said in (change, status, own) if said]


def describe(row: dict[Any, Any], catalog: Catalog) -> list[str]:
    """Say what is said of a number: what it measures, its change, its status, of what place and time."""
    parts = [label_of(row, catalog)]
    parts += qualifiers(row, catalog)
    if not pd.isna(row["subject"]):
        parts.append(catalog.place(str(row["subject"])))
    if not pd.isna(row["period"]):
        parts.append(catalog.period(str(row["period"])))
    return parts
