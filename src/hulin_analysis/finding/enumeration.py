"""Enumerations: sums that a sentence lists one after the other, and that may therefore be added up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.conversion import plain_units
from hulin_analysis.original_values import records_of
from hulin_analysis.unit_groups import comparable_group, currency
from hulin_analysis.view import View

# Between two items stands one of these, and no end of a clause.
_LIST = "、"
# As much of the words in front of a number says what it is a sum of: 投資3億元, 投入2億元 are of two things.
_WORD = 2
_CLAUSE = re.compile("[,，;；:：。!！?？\n()（）]")


def unbroken(metrics: pd.DataFrame) -> list[dict[str, Any]]:
    r"""Return the rows of a metrics frame with their sentences as a reader reads them.

    Line breaks within a sentence, marks of footnotes and blanks between characters are left out of
    ``sentence``, and ``start`` and ``end`` are moved with it; units have no scale word. The quote stays as
    the text has it.

    >>> import hulin_analysis as ha
    >>> row = unbroken(ha.extract(ha.parse_article("2021年,出口[2]2\n45億元。")))[0]
    >>> row["sentence"], row["end"] - row["start"]
    ('2021年,出口245億元。', 5)
    """
    rows, views = records_of(plain_units(metrics)), dict[str, View]()
    for row in rows:
        sentence, begin = str(row["sentence"]), int(row["sentence_start"])
        view = views.get(sentence) or views.setdefault(sentence, View(sentence, blocks=[(0, len(sentence))]))
        row["sentence"] = view.words(0, len(view.text))
        row["start"], row["end"] = (begin + view.at(int(row[end]) - begin) for end in ("start", "end"))
    return rows


def is_enumeration(rows: Sequence[Mapping[str, Any]], sentence: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether numbers are the items of one list, none of them part or total of another.

    `sentence` is every row of theirs: one in the same unit in front of the list may be its total.

    >>> import hulin_analysis as ha
    >>> def told(text):
    ...     rows = unbroken(ha.extract(ha.parse_article(text)))
    ...     return is_enumeration(rows[-2:], rows)
    >>> told("投資3億元的甲項目、投資2億元的乙項目簽約。")
    True
    >>> told("產業投資3億元、研發投入2億元。")
    False
    >>> told("總投資5億元,投資3億元的甲項目、投資2億元的乙項目簽約。")
    False
    """
    if len(rows) < 2 or len({row["sentence_start"] for row in rows}) > 1:
        return False
    units = {script.fold(str(row["unit"])) for row in rows}
    alike = len(units) == 1 and all(_same(a, b) for a, b in pairwise(rows))
    others = [row for row in sentence if row["id"] not in {one["id"] for one in rows}]
    total = any(script.fold(str(row["unit"])) in units for row in others)
    return alike and not total and all(_listed(a, b) for a, b in pairwise(rows))


def _same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    return all(a[name] == b[name] for name in ("period", "status", "part_of", "per"))


def _listed(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    begin = int(a["sentence_start"])
    sentence, (at, other) = str(a["sentence"]), (int(row["start"]) - begin for row in (a, b))
    between = sentence[int(a["end"]) - begin : other]
    if sentence[max(0, at - _WORD) : at] != sentence[other - _WORD : other]:
        return False
    return between.count(_LIST) == 1 and _CLAUSE.search(between) is None


def total_of(
    items: Sequence[Mapping[str, Any]],
    sentence: Sequence[Mapping[str, Any]],
    others: Iterable[Mapping[str, Any]],
) -> float | None:
    """Add sums up if all are the items of one list; None where one may be part of another.

    Neither is there a sum where the text states a total of the same money that is smaller: then its items
    overlap, whatever the list looks like.

    >>> import hulin_analysis as ha
    >>> def added(text):
    ...     rows = unbroken(ha.extract(ha.parse_article(text)))
    ...     return total_of(rows[:2], rows[:2], rows)
    >>> added("投資3億元的甲項目、投資2億元的乙項目簽約。"), added(
    ...     "投資3億元的甲項目、投資2億元的乙項目簽約。項目總投資4億元。")
    (500000000.0, None)
    """
    if any(row["value"] is None or row["change"] != Change.NONE for row in items):
        return None
    if len({row.get("document") for row in items}) > 1 or not is_enumeration(items, sentence):
        return None
    total = float(sum(row["value"] for row in items))
    return None if any(_is_smaller_total(row, items[0], total) for row in others) else total


def _is_smaller_total(row: Mapping[str, Any], item: Mapping[str, Any], total: float) -> bool:
    """Tell whether a row states a total of the same kind of money that is less than what was added up."""
    if row["kind"] != Kind.INVESTMENT or row["value"] is None or row["change"] != Change.NONE:
        return False
    alike = all(row.get(name) == item.get(name) for name in ("document", "period"))
    alike = alike and comparable_group(str(row["unit"])) == comparable_group(str(item["unit"]))
    named = script.fold(str(row["indicator"] or ""))
    is_total = vocabulary.compiled("investments", "<total.words>").search(named) is not None
    return alike and is_total and float(row["value"]) < total


def enumerated(sentence: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the investments of a sentence if all of them are one enumeration of exact sums; else none."""
    money = [row for row in sentence if row["kind"] == Kind.INVESTMENT and currency(str(row["unit"]))]
    sure = all(
        row["hedge"] == Hedge.EXACT
        and row["value"] is not None
        and row["change"] == Change.NONE
        and row["status"] != Status.TARGET
        and row["indicator"]
        for row in money
    )
    return money if sure and is_enumeration(money, sentence) else []
