"""Proofs: whether the number of a row is the one that its quote states."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import isclose
from typing import Any

import pandas as pd

from hulin_analysis.conversion import ENDS, measure_of
from hulin_analysis.errors import DataError, NumeralError
from hulin_analysis.numbers import Quantity, find_quantities, parse_number
from hulin_analysis.view import View

__all__ = ["contradicts", "corrected_ids", "expect_proven"]

# A cell has its scale word in a header (萬噸): what it states is off by one of these powers, not by ten.
_POWERS = [Fraction(10) ** power for power in (0, *range(2, 11), 12)]


def contradicts(row: Mapping[Any, Any]) -> bool:
    """Tell whether the number or the unit of a row is another than its quote states.

    Parameters
    ----------
    row : mapping
        A row of a metrics frame.

    Returns
    -------
    bool
        A number in another unit of the same measure (亿元 for 元, 亩 for 公顷) does not contradict. Of a
        quote without unit, as in a table, the number may be a power of ten larger: the scale word stands in
        a header. Where the quote cannot be read by itself, nothing is said against the row.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> row = ha.extract(ha.parse_article("全縣投資3.5億元。")).iloc[0].to_dict()
    >>> [contradicts({**row, "value": value, "unit": unit}) for value, unit in
    ...  [(3.5e8, "元"), (35000, "萬元"), (7e8, "元"), (3.5e8, "噸")]]
    [False, False, True, True]
    """
    told = _ends(row, "")
    if not pd.isna(row.get("stated_unit")):
        stated = _ends(row, "stated_")
        sizes = measure_of(str(row["stated_unit"])), measure_of(str(row["unit"]))
        if sizes[0].name != sizes[1].name or not _alike(stated, told, sizes[0].size / sizes[1].size):
            return True
        row = {**row, "unit": row["stated_unit"]}
        told = stated
    low = int(row["start"]) - int(row["sentence_start"])
    high = low + len(str(row["quote"]))
    quote, unit = str(row["quote"]), "" if pd.isna(row["unit"]) else str(row["unit"])
    found = [one for start, end, one in _read(str(row["sentence"])) if start < high and end > low]
    if not found:
        return _contradicts_alone(quote, told, unit)
    if len(found) == 1 and not _states(found[0], told, unit):
        # Only the article knows that the end of a line cuts a number in two: 3.⏎5亿元.
        whole = [one for _, _, one in _read("".join(quote.split()))] if "\n" in quote else []
        return not any(_states(one, told, unit) for one in whole)
    return False


def corrected_ids(metrics: pd.DataFrame) -> set[tuple[str, str]]:
    """Return which rows a correction changed, each by its document and id; a lone article has no document."""
    documents = metrics["document"] if "document" in metrics else pd.Series("", index=metrics.index)
    marked = metrics["corrected"] if "corrected" in metrics else pd.Series(False, index=metrics.index)
    known = {str(id_) for id_ in metrics.attrs.get("corrections", [])}
    triples = zip(documents, metrics["id"], marked.fillna(False), strict=True)
    return {(str(document), str(id_)) for document, id_, own in triples if own or str(id_) in known}


def expect_proven(rows: pd.DataFrame, corrected: set[tuple[str, str]] | None = None) -> None:
    """Refuse rows whose number is not what their quote states, unless a correction says why.

    Parameters
    ----------
    rows : DataFrame
        Rows of a metrics frame.
    corrected : set of (str, str), optional
        What :func:`corrected_ids` gives; without it, that of the rows.

    Raises
    ------
    DataError
        It names the first such row.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.parse_article("全縣產值增長5.4%。"))
    >>> expect_proven(metrics.assign(value=10.8))
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: Row q1-1: its quote '5.4%' does not state 10.8 %; \
ha.record_correction and ha.correct mark a number as your own, ha.to_unit converts one.
    """
    known = corrected_ids(rows) if corrected is None else corrected
    for row in rows.to_dict("records"):
        if contradicts(row) and (str(row.get("document", "")), str(row["id"])) not in known:
            ends = "–".join(f"{end:,.10g}" for end in _ends(row, "")) or "nothing"
            unit = "" if pd.isna(row["unit"]) else f" {row['unit']}"
            raise DataError(
                f"Row {row['id']}: its quote {row['quote']!r} does not state {ends}{unit}; "
                "ha.record_correction and ha.correct mark a number as your own, ha.to_unit converts one."
            )


def _ends(row: Mapping[Any, Any], before: str) -> list[float]:
    return [float(row[before + name]) for name in ENDS if not pd.isna(row[before + name])]


@lru_cache(maxsize=4096)
def _read(sentence: str) -> tuple[tuple[int, int, Quantity], ...]:
    """Read the numbers of a sentence, each with where it stands in it."""
    view = View(sentence)
    return tuple((*view.span(one.start, one.end), one) for one in find_quantities(view.text)[0])


def _contradicts_alone(quote: str, told: list[float], unit: str) -> bool:
    """Tell whether a number that only its table makes a quantity is another one than the cell's."""
    try:
        read = parse_number(quote)
    except NumeralError:
        return False
    return not _is_any_power_of(_known(read.value, read.low, read.high), told, unit)


def _states(read: Quantity, told: list[float], unit: str) -> bool:
    """Whether a number as it was read in its sentence is the one that is told."""
    ends = _known(read.value, read.low, read.high)
    if not read.unit:
        return _is_any_power_of(ends, told, unit)
    said, meant = measure_of(read.unit), measure_of(unit)
    return said.name == meant.name and _alike(ends, told, said.size / meant.size)


def _known(*ends: float | None) -> list[float]:
    return [float(end) for end in ends if end is not None]


def _is_any_power_of(ends: list[float], told: list[float], unit: str) -> bool:
    """Whether a number without unit is the one that is told, with the scale word of a header or without."""
    scale = measure_of(unit).scale if unit else Fraction(1)
    return any(_alike(ends, told, power / scale) for power in _POWERS)


def _alike(ends: list[float], told: list[float], times: Fraction) -> bool:
    """Whether two numbers or ranges are the same but for a factor and the sign, which has its own column."""
    pairs = list(zip(sorted(map(abs, ends)), sorted(map(abs, told)), strict=False))
    return len(ends) == len(told) and all(isclose(a * float(times), b, rel_tol=1e-9) for a, b in pairs)
