"""What stands on the sheets of a workbook: quantities, ledger, the columns' meanings, and the article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast, get_args

import pandas as pd

from hulin_analysis import labels, package_data
from hulin_analysis.article import Article
from hulin_analysis.export.workbook import Sheet
from hulin_analysis.frames import ledger
from hulin_analysis.languages import ENGLISH
from hulin_analysis.quotes import number_quotes
from hulin_analysis.script import Language, fold
from hulin_analysis.selectors import quote_link, stated_text

# Excel calls a file damaged if an address in it is longer than 2,079 characters, or if a sheet has more than
# 65,530 addresses.
_LONGEST_LINK = 2_000
_MOST_LINKS = 65_530
# What a frame has besides when its reader corrected numbers.
_CORRECTED = {
    "name": "corrected",
    "type": "boolean",
    "description": "Whether a correction of the reader's changed the row.",
}


# What stands first for a reader; the columns for machines follow.
_FIRST = (
    "id", "indicator", "value", "low", "high", "unit", "per", "quote", "hedge", "change", "base", "status",
    "subject", "period", "kind", "section", "sentence",
)  # fmt: skip
_NUMBERS = ("value", "low", "high")
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def lay_out(
    metrics: pd.DataFrame,
    article: Article | None = None,
    context: pd.DataFrame | None = None,
    *,
    lang: Language | None = None,
) -> dict[str, Sheet]:
    """Lay out a workbook; the report and ``hulin extract`` have this one.

    With the article it has the ledger. With a language it is for a reader: sheets, headings and codes are in
    words, and each column has its code as a name (``metrics.value``).

    >>> import hulin_analysis as ha
    >>> article = ha.load_article()
    >>> list(lay_out(ha.extract(article), article))
    ['metrics', 'ledger', 'columns', 'article']
    """
    about: Mapping[str, str | None] = metrics.attrs.get("article", {})
    links = {"quote": _links(metrics, about.get("url"), article)}
    sheets = {"metrics": Sheet(metrics, links, _formats(metrics), frozen=2 if lang else 0)}
    if article is not None:
        sheets["ledger"] = Sheet(ledger(article))
    if context is not None:
        urls = {"url": [url or None for url in context["url"].fillna("")]}
        sheets["context"] = Sheet(context, urls, _formats(context))
    sheets |= {"columns": Sheet(_columns(sheets, lang)), "article": _about(about, article)}
    return in_language(sheets, lang) if lang else sheets


def in_language(sheets: Mapping[str, Sheet], lang: Language) -> dict[str, Sheet]:
    """Put sheets into a language: their names, their headings and the codes in their cells.

    >>> sheet = Sheet(pd.DataFrame({"reason": ["date"]}))
    >>> [(name, one.frame["reason"][0]) for name, one in in_language({"ledger": sheet}, "zh-Hans").items()]
    [('其他数字', '日期、年份')]
    """
    named = {code: labels.sheet_name(code, lang=lang) for code in sheets}
    return {named[code]: _for_reader(code, sheet, lang) for code, sheet in sheets.items()}


def _for_reader(code: str, sheet: Sheet, lang: Language) -> Sheet:
    frame = sheet.frame
    if code == "metrics":
        frame = frame[[*_FIRST, *(name for name in frame if name not in _FIRST)]]
    for column in {"sheet", "what"} & set(frame.columns):
        frame = frame.assign(**{column: [labels.sheet_name(one, lang=lang) for one in frame[column]]})
    if code == "article":
        frame = frame.assign(item=[labels.heading(one, lang=lang) for one in frame["item"]])
    for column in set(get_args(labels.Coded)) & set(frame.columns):
        words = {one: labels.meaning(column, one, lang=lang) for one in frame[column].dropna().unique()}
        frame = frame.assign(**{column: frame[column].replace(words)})
    printed = len(_FIRST) if code == "metrics" else 0
    headings = {str(name): labels.heading(str(name), lang=lang) for name in frame}
    return replace(sheet, frame=frame, headings=headings, code=code, printed=printed)


def _formats(frame: pd.DataFrame) -> dict[str, list[str | None]]:
    """Say how the numbers of a frame are shown: with thousands, the decimals of the text, and its %."""
    quotes = frame["quote"] if "quote" in frame else [""] * len(frame)
    return {
        name: [_format(*row) for row in zip(frame[name], quotes, frame["unit"], strict=True)]
        for name in _NUMBERS
        if name in frame
    }


def _format(value: Any, quote: object, unit: object) -> str | None:
    if pd.isna(value):
        return None
    decimals = len(f"{value:.10f}".rstrip("0").partition(".")[2])
    for number in _NUMBER.finditer(fold(str(quote))):
        if float(number[0].replace(",", "")) == abs(value):
            decimals = len(number[1] or "")
    return f"#,##0{'.' * bool(decimals)}{'0' * decimals}" + ('"%"' if unit == "%" else "")


def _links(metrics: pd.DataFrame, url: str | None, article: Article | None) -> list[str | None]:
    """Link each quote to its place in the page, or to the page where the place needs too many words."""
    if not url:
        return [None] * len(metrics)
    text = article.text if article else stated_text(metrics)
    found = {note.id: quote_link(url, note, text) for note in number_quotes(metrics)}
    links = [found[name] if len(found[name]) <= _LONGEST_LINK else url for name in metrics["id"]]
    return [link if place < _MOST_LINKS else None for place, link in enumerate(links)]


def _columns(sheets: Mapping[str, Sheet], lang: Language | None) -> pd.DataFrame:
    """List what each column of the sheets means, from what describes the package's data for machines."""
    schemas = {row["name"]: row.get("schema", {}) for row in package_data.descriptor()["resources"]}
    schemas["ledger"] = package_data.descriptor("ledger.schema.json")
    if "corrected" in sheets["metrics"].frame:
        schemas["metrics"] = {"fields": [*schemas["metrics"]["fields"], _CORRECTED]}
    rows = [
        {
            "sheet": sheet,
            "column": field["name"],
            "name": labels.heading(field["name"], lang=lang or "zh-Hant"),
            "type": labels.cell_type(field["type"], lang=lang) if lang else field["type"],
            "codes": "\n".join(_codes(field, (lang,) if lang else ("zh-Hant", ENGLISH))),
            "meaning": (lang and labels.column_meaning(sheet, field["name"], lang=lang))
            or field.get("description", ""),
        }
        for sheet in sheets
        for field in schemas[sheet]["fields"]
    ]
    return pd.DataFrame(rows)


def _codes(field: Mapping[str, Any], languages: tuple[Language, ...]) -> list[str]:
    """List the codes that a column allows, each with what it means."""
    codes: list[str] = field.get("constraints", {}).get("enum", [])
    if field["name"] not in get_args(labels.Coded):
        return codes
    column = cast("labels.Coded", field["name"])
    told = {code: [labels.meaning(column, code, lang=lang) for lang in languages] for code in codes}
    # Many a code is the English word itself.
    words = {code: "; ".join(word for word in said if word != code) for code, said in told.items()}
    return [f"{code}: {said}" if said else code for code, said in words.items()]


def _about(about: Mapping[str, str | None], article: Article | None) -> Sheet:
    """Say where the article comes from, and which text the offsets count in."""
    told: dict[str, Any] = dict(about)
    if published := about.get("published"):
        told["published"] = datetime.fromisoformat(published)
    if article is not None:
        told["characters"] = len(article.text)
        told["sha256"] = hashlib.sha256(article.text.encode()).hexdigest()
    frame = pd.DataFrame({"item": list(told), "value": pd.Series(list(told.values()), dtype=object)})
    return Sheet(frame, {"value": [about.get("url") if item == "url" else None for item in told]})
