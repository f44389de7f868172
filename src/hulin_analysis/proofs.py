"""Proofs: whether a row of a frame says what its text states, or what a hand has made of it.

What was read of a row is known from the ``attrs`` of its frame, as long as they are there, and else from its
quote, its sentence and the heads of its cell, which are read anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import isclose
from typing import Any

import pandas as pd

from hulin_analysis import script
from hulin_analysis.analysis import analyse
from hulin_analysis.codes import Hedge
from hulin_analysis.concat_frames import keys_of
from hulin_analysis.conversion import ENDS, STATED_COLUMNS, measure_of
from hulin_analysis.errors import DataError, HulinError, NumeralError
from hulin_analysis.messages import Message
from hulin_analysis.numbers import Quantity, find_quantities, parse_number
from hulin_analysis.original_values import AsRead, recalled, rows_as_dicts
from hulin_analysis.readers import parse_article
from hulin_analysis.view import View

# A cell has its scale word in a header (萬噸): what it states is off by one of these powers, not by ten.
_POWERS = [Fraction(10) ** power for power in (0, *range(2, 11), 12)]
_HEDGE_CODES = frozenset(map(str, Hedge))
_CODES = ("hedge", "change", "status")
_HEADS = ("row_head", "column_head", "table_caption")
_NEEDED = ("id", "start", "quote", "sentence", "sentence_start", *ENDS, "unit", *_CODES)
_FURTHER = ("document", *STATED_COLUMNS, *_HEADS)
# What ``attrs`` of a frame out of a corpus have.
_CORPUS = "corpus"
# Between the cells of a row.
_TAB = "\t"
# What parts a unit from the other words of a head.
_PARTS = re.compile(r"[（()）：:\s,，、/]+")


def contradicts(row: Mapping[Any, Any], read: AsRead | None = None) -> bool:
    """Tell whether the number or the unit of a row is another than its quote states.

    A unit of the same measure (亩 for 公顷) does not contradict, nor does one that its reader has emptied; a
    number without unit whose heads name none may be a power of ten larger where nothing is remembered of it.

    >>> import hulin_analysis as ha
    >>> row = ha.extract(ha.parse_article("全縣投資3.5億元。")).iloc[0].to_dict()
    >>> [contradicts({**row, "value": value, "unit": unit}) for value, unit in
    ...  [(3.5e8, "元"), (35000, "萬元"), (7e8, "元"), (3.5e8, "噸")]]
    [False, False, True, True]
    """
    told, unit = _ends(row, ""), _word(row["unit"])
    if not pd.isna(row.get("stated_unit")):
        stated, before = _ends(row, "stated_"), _word(row["stated_unit"])
        if not _converts(stated, before, told, unit):
            return True
        told, unit = stated, before
    emptied = pd.isna(row["unit"])
    if read is not None and read.quote == row["quote"]:
        own = read.unit or ""
        return not _converts(_known(read.value, read.low, read.high), own, told, own if emptied else unit)
    if (span := _span(row)) is None:
        return read is not None
    found, quote = _found(str(row["sentence"]), *span), str(row["quote"])
    if not found:
        return _contradicts_alone(quote, told, unit, _heads(row))
    if len(found) == 1 and not _states(found[0], told, found[0].unit if emptied else unit, _heads(row)):
        # Only the article knows that the end of a line cuts a number in two: 3.⏎5亿元.
        whole = [one for _, _, one in _read("".join(quote.split()))] if "\n" in quote else []
        return not any(_states(one, told, unit, ()) for one in whole)
    return False


def _unsaid(row: Mapping[Any, Any], read: AsRead | None) -> Iterable[tuple[str, str]]:
    """Yield the codes of a row that its text does not give it, each with the name of its column."""
    if read is not None and read.quote == row["quote"]:
        yield from ((name, str(row[name])) for name in _CODES if row[name] != getattr(read, name))
        return
    if (span := _span(row)) is None:
        return
    sentence, heads = str(row["sentence"]), _heads(row)
    found = _found(sentence, *span)
    if len(found) == 1 and row["hedge"] != found[0].hedge:
        yield "hedge", str(row["hedge"])
    # The row of a table says its change and its status in the heads of its columns.
    if heads or _TAB in sentence or span not in (said := _reread(sentence)):
        return
    # Whether a fact or an aim is told often stands in a sentence before: a status is only remembered.
    if said[span] != row["change"]:
        yield "change", str(row["change"])


def corrected_ids(metrics: pd.DataFrame) -> set[tuple[str, str]]:
    """Return which rows a correction changed, each by its document and id; a lone article has no document."""
    marked = metrics["corrected"] if "corrected" in metrics else pd.Series(False, index=metrics.index)
    known = {str(id_) for id_ in metrics.attrs.get("corrections", [])}
    rows = zip(keys_of(metrics), marked.fillna(False), strict=True)
    return {key for key, own in rows if own or key[1] in known}


def own_numbers(rows: pd.DataFrame, metrics: pd.DataFrame) -> list[bool]:
    """Tell of each of some rows of a frame whether its number is its reader's own, not that of its quote."""
    read = recalled(metrics)
    return [contradicts(row, read.get(_key(row))) for row in _records(rows, metrics)]


def expect_proven(rows: pd.DataFrame, metrics: pd.DataFrame | None = None) -> None:
    """Refuse rows that say what their text does not state, unless a correction says why.

    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.parse_article("全縣產值增長5.4%。"))
    >>> expect_proven(metrics.assign(value=10.8))
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: Row q1-1: its quote '5.4%' does not state 10.8 %; \
ha.record_correction and ha.correct mark a number as your own, ha.to_unit converts one.
    >>> expect_proven(metrics.assign(change="decrease"))
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: Row q1-1: its text does not give '5.4%' the change 'decrease'; \
ha.record_correction and ha.correct mark it as your own.
    """
    frame = rows if metrics is None else metrics
    known, read = corrected_ids(frame), recalled(frame)
    for row in _records(rows, frame):
        if (key := _key(row)) in known:
            continue
        one = read.get(key)
        if one is None and row["hedge"] not in _HEDGE_CODES:
            # No row that was read.
            continue
        if contradicts(row, one):
            ends = "–".join(f"{end:,.10g}" for end in _ends(row, "")) or Message("nothing")
            unit = "" if pd.isna(row["unit"]) else f" {row['unit']}"
            raise DataError(
                "Row {id}: its quote {quote!r} does not state {ends}{unit}; ha.record_correction and "
                "ha.correct mark a number as your own, ha.to_unit converts one.",
                id=row["id"],
                quote=row["quote"],
                ends=ends,
                unit=unit,
            )
        for name, code in _unsaid(row, one):
            raise DataError(
                "Row {id}: its text does not give {quote!r} the {name} {code!r}; ha.record_correction "
                "and ha.correct mark it as your own.",
                id=row["id"],
                quote=row["quote"],
                name=name,
                code=code,
            )


def proven(metrics: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose rows say what their text states; a column ``corrected`` marks a hand's changes.

    Whatever shows or writes a frame goes through here. Only what comes straight out of a corpus, perhaps a
    million rows, is let through as it is: its files are the package's own.

    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.parse_article("全縣產值增長5.4%。"))
    >>> "corrected" in proven(metrics)
    False
    """
    if _CORPUS in metrics.attrs:
        return metrics
    expect_proven(metrics)
    if not (corrected := corrected_ids(metrics)):
        return metrics
    return metrics.assign(corrected=[_key(row) in corrected for row in _records(metrics, metrics)])


def _records(rows: pd.DataFrame, frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return what proofs need of some rows, the heads of their cells from where their frame has them."""
    columns = [name for name in (*_NEEDED, *_FURTHER) if name in rows]
    records = rows_as_dicts(rows[columns])
    cells = frame.attrs.get("cells", {})
    if not cells or "row_head" in rows:
        return records
    return [{**row, **dict(zip(_HEADS, cells.get(row["id"], ()), strict=False))} for row in records]


def _key(row: Mapping[Any, Any]) -> tuple[str, str]:
    return "" if pd.isna(row.get("document")) else str(row["document"]), str(row["id"])


def _span(row: Mapping[Any, Any]) -> tuple[int, int] | None:
    """Where the quote stands in its sentence; None for a row that is none of the text, or was emptied."""
    if pd.isna(row["sentence"]) or pd.isna(row["quote"]):
        return None
    low, quote = int(row["start"]) - int(row["sentence_start"]), str(row["quote"])
    span = low, low + len(quote)
    return span if low >= 0 and row["sentence"][slice(*span)] == quote else None


def _word(said: Any) -> str:
    return "" if pd.isna(said) else str(said)


def _heads(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """Return what stands at the heads of a cell; nothing for a number that is in none."""
    return tuple(word for name in _HEADS if (word := _word(row.get(name))))


def _ends(row: Mapping[Any, Any], before: str) -> list[float]:
    return [float(row[before + name]) for name in ENDS if not pd.isna(row[before + name])]


@lru_cache(maxsize=4096)
def _read(sentence: str) -> tuple[tuple[int, int, Quantity], ...]:
    """Read the numbers of a sentence, each with where it stands in it."""
    view = View(sentence)
    return tuple((*view.span(one.start, one.end), one) for one in find_quantities(view.text)[0])


def _found(sentence: str, low: int, high: int) -> list[Quantity]:
    """Return the numbers of a sentence that stand between two of its offsets, if only in part."""
    return [one for start, end, one in _read(sentence) if start < high and end > low]


@lru_cache(maxsize=4096)
def _reread(sentence: str) -> dict[tuple[int, int], str]:
    """Read a sentence by itself: the change of each number, by where it stands."""
    try:
        article = parse_article(sentence)
    except HulinError:
        return {}
    if article.text != sentence:
        return {}
    return {(row["start"], row["end"]): row["change"] for row in analyse(article).quantities}


def _contradicts_alone(quote: str, told: list[float], unit: str, heads: Sequence[str]) -> bool:
    """Tell whether a number that only its table makes a quantity is another one than the cell's."""
    try:
        read = parse_number(quote)
    except NumeralError:
        return False
    return not _is_scaled(_known(read.value, read.low, read.high), told, unit, heads)


def _states(read: Quantity, told: list[float], unit: str, heads: Sequence[str]) -> bool:
    """Whether a number as it was read in its sentence is the one that is told."""
    ends = _known(read.value, read.low, read.high)
    if not read.unit:
        return _is_scaled(ends, told, unit, heads)
    return _converts(ends, read.unit, told, unit)


def _known(*ends: float | None) -> list[float]:
    return [float(end) for end in ends if end is not None]


def _converts(ends: list[float], unit: str, told: list[float], meant: str) -> bool:
    """Whether a number in a unit is another one in another unit, but for its sign."""
    if unit == meant:
        return _alike(ends, told, Fraction(1))
    one, other = measure_of(unit), measure_of(meant)
    return one.name == other.name and _alike(ends, told, one.size / other.size)


def _is_scaled(ends: list[float], told: list[float], unit: str, heads: Sequence[str]) -> bool:
    """Whether a number without unit is the one that is told, with the scale word of a header or without."""
    scale = measure_of(unit).scale if unit else Fraction(1)
    return any(_alike(ends, told, power / scale) for power in _scales(unit, heads) or _POWERS)


def _scales(unit: str, heads: Sequence[str]) -> list[Fraction]:
    """Return the scale words that the heads of a cell write before its unit: 10000 for 产量（万吨）.

    >>> [int(scale) for scale in _scales("吨", ["粮食", "产量（万吨）", "表1 产量"])], _scales("吨", ["粮食"])
    ([10000], [])
    """
    plain = measure_of(unit).plain
    if not plain:
        return []
    parts = [part for head in heads for part in _PARTS.split(script.fold(head)) if part]
    found = [measure_of(part) for part in parts if part.endswith(plain)]
    # 人次（千）: the scale word stands in a bracket of its own.
    found += [one for one in (measure_of(part + plain) for part in parts) if one.scale in _POWERS[1:]]
    return [one.scale for one in found if one.plain == plain]


def _alike(ends: list[float], told: list[float], times: Fraction) -> bool:
    """Whether two numbers or ranges are the same but for a factor and the sign, which has its own column."""
    pairs = list(zip(sorted(map(abs, ends)), sorted(map(abs, told)), strict=False))
    return len(ends) == len(told) and all(isclose(a * float(times), b, rel_tol=1e-9) for a, b in pairs)
