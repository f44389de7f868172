"""Conversion: numbers in another unit of the same measure, with what the text states kept beside them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import isnan
from typing import Any, NamedTuple

import pandas as pd

from hulin_analysis import script
from hulin_analysis.errors import DataError, as_typed, expect
from hulin_analysis.frames import expect_frame
from hulin_analysis.messages import Listed, Message
from hulin_analysis.numbers import find_quantities
from hulin_analysis.unit_groups import exact_size, unit_group

#: The columns that hold the number of a row.
ENDS = ("value", "low", "high")
#: The columns that :func:`to_unit` adds: the number and the unit as the text states them.
STATED_COLUMNS: dict[str, str] = {
    **{f"stated_{name}": "float64" for name in ENDS},
    "stated_unit": "string",
}


class Measure(NamedTuple):
    """What a unit measures, and how large it is."""

    name: str  # equal for units that convert into each other without rounding
    size: Fraction  # how many of the smallest unit of that name one is
    plain: str  # the unit without its scale word, folded: 元 of 億元
    scale: Fraction  # what the scale word comes to; 1 without one


@cache
def measure_of(unit: str) -> Measure:
    """Tell what a unit measures; it may have a scale word, as in 億元.

    >>> wide, narrow = measure_of("萬噸"), measure_of("公斤")
    >>> wide.name == narrow.name, wide.size / narrow.size, wide.plain
    (True, Fraction(10000000, 1), '吨')
    >>> measure_of("兆瓦").scale, measure_of("億元").scale
    (Fraction(1, 1), Fraction(100000000, 1))
    """
    folded = script.fold(unit)
    plain, scale = folded, Fraction(1)
    if unit_group(folded) is None and not folded[:1].isdigit() and folded:
        # A unit that no group knows may have a scale word: the grammar of numbers knows which those are.
        found = find_quantities(f"1{folded}")[0]
        if len(found) == 1 and found[0].end == len(folded) + 1 and found[0].value and found[0].unit:
            plain, scale = found[0].unit, Fraction(found[0].value)
    name, size = exact_size(plain)
    return Measure(name, size * scale, plain, scale)


def convert(value: float, unit: str, into: str) -> float:
    """Convert a number into another unit of the same measure, rounded once, at the end.

    >>> convert(2.0, "公頃", "畝"), convert(3.5e8, "元", "億元")
    (30.0, 3.5)
    """
    if isnan(value):
        return value
    return float(Fraction(repr(float(value))) * measure_of(unit).size / measure_of(into).size)


def to_unit(metrics: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Give the numbers of a frame in another unit, where they convert without rounding.

    Parameters
    ----------
    metrics : DataFrame
        Rows of a metrics frame, all or some.
    unit : str
        The unit, in either script, with or without scale word: 萬元, 億元, 萬噸, 畝.

    Returns
    -------
    DataFrame
        A copy. Rows whose unit measures the same have `unit` and their ``value``, ``low`` and ``high`` in
        it; the others stay as they are. ``stated_value``, ``stated_low``, ``stated_high`` and
        ``stated_unit`` say what stood there before, so that charts can still hold a row against its quote;
        they are missing where nothing was converted.

    Raises
    ------
    DataError
        If it is given no frame, or no row is in a unit that converts: the currencies of two countries never
        do, nor do persons and visits.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.parse_article("全縣投資3.5億元,造林20公頃,新建學校3所。"))
    >>> metrics = ha.to_unit(ha.to_unit(metrics, "萬元"), "畝")
    >>> metrics[["quote", "value", "unit"]].values.tolist()
    [['3.5億元', 35000.0, '萬元'], ['20公頃', 300.0, '畝'], ['3所', 3.0, '所']]
    """
    typed = "ha.to_unit({}, 'kg')"
    frame = expect_frame(metrics, (*ENDS, "unit"), typed, "ha.extract({})")
    expect(unit, str, "ha.to_unit needs a unit as text", "ha.to_unit(metrics, 'kg')", DataError)
    wanted = measure_of(unit)
    units = [str(word) for word in frame["unit"].fillna("")]
    chosen = [bool(word) and measure_of(word).name == wanted.name for word in units]
    if not unit or not any(chosen):
        there = Listed(dict.fromkeys(word for word in units if word) or [Message("no unit")])
        raise DataError(
            "No number of the frame converts into {unit} without rounding; its units are {there:.200}.",
            unit=as_typed(unit),
            there=there,
        )
    converted = frame.copy()
    for name, dtype in STATED_COLUMNS.items():
        if name not in converted:
            empty = None if dtype == "string" else float("nan")
            converted[name] = pd.Series([empty] * len(frame), index=frame.index, dtype=dtype)
    stated = converted["stated_unit"].notna().to_numpy()
    for name in (*ENDS, "unit"):
        # What the text states is kept from the first conversion on.
        new = [chosen_ and not stated_ for chosen_, stated_ in zip(chosen, stated, strict=True)]
        converted.loc[new, f"stated_{name}"] = frame.loc[new, name]
    for name in ENDS:
        pairs = zip(frame[name], units, chosen, strict=True)
        converted[name] = [convert(value, word, unit) if here else value for value, word, here in pairs]
    converted.loc[chosen, "unit"] = unit
    return converted


def plain_units(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the numbers of a frame in units without scale words, as ``ha.extract`` gives them.

    >>> table = pd.DataFrame({"value": [3.5], "low": [None], "high": [None], "unit": ["億元"]})
    >>> plain_units(table)[["value", "unit"]].values.tolist()
    [[350000000.0, '元']]
    """
    scaled = [not pd.isna(unit) and measure_of(str(unit)).scale != 1 for unit in rows["unit"]]
    if not any(scaled):
        return rows
    found = rows.copy()
    units = [
        measure_of(str(unit)).plain if here else unit for unit, here in zip(rows["unit"], scaled, strict=True)
    ]
    for name in ENDS:
        triples = zip(rows[name], rows["unit"], units, strict=True)
        found[name] = [_rescaled(value, old, new) for value, old, new in triples]
    found["unit"] = pd.array(units, dtype="string")
    return found


def _rescaled(value: Any, old: Any, new: Any) -> Any:
    return value if pd.isna(value) or old is new else convert(value, str(old), str(new))
