"""Score: which of the reviewed quantities a reader found with the right value, and with the right unit."""

from __future__ import annotations

from typing import Any

from hulin_analysis import script

__all__ = ["found"]

_SAME_UNITS = {"个百分点": "百分点", "圆": "元", "人民币": "元"}


def found(reviewed: list[dict[str, Any]], results: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Name the reviewed quantities that a reader found.

    A result is held against the quantity it overlaps, one against one: results of the right value go first,
    then those that overlap more.

    Parameters
    ----------
    reviewed : list of dict
        The quantities with ``id``, ``start``, ``end``, ``value``, ``low``, ``high`` and ``unit``.
    results : list of dict
        What the reader found, with the same keys but ``id``.

    Returns
    -------
    dict of str to list of str
        The ids by ``value`` (value equal, or both ends of a range) and by ``unit`` (the unit equal besides).
    """
    pairs = []
    for i, quantity in enumerate(reviewed):
        for j, result in enumerate(results):
            overlap = min(quantity["end"], result["end"]) - max(quantity["start"], result["start"])
            if overlap > 0:
                pairs.append((_same_value(quantity, result), overlap, i, j))
    taken_reviewed: set[int] = set()
    taken_results: set[int] = set()
    right: dict[str, list[str]] = {"value": [], "unit": []}
    for same, _, i, j in sorted(pairs, key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3])):
        if i in taken_reviewed or j in taken_results:
            continue
        taken_reviewed.add(i)
        taken_results.add(j)
        if same:
            right["value"].append(reviewed[i]["id"])
            if _unit(reviewed[i]["unit"]) == _unit(results[j]["unit"]):
                right["unit"].append(reviewed[i]["id"])
    order = {quantity["id"]: i for i, quantity in enumerate(reviewed)}
    return {level: sorted(ids, key=order.__getitem__) for level, ids in right.items()}


def _same_value(quantity: dict[str, Any], result: dict[str, Any]) -> bool:
    if quantity["value"] is not None:
        return _near(quantity["value"], result["value"])
    return _near(quantity["low"], result["low"]) and _near(quantity["high"], result["high"])


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def _unit(unit: str | None) -> str:
    folded = script.fold(unit or "").strip()
    return _SAME_UNITS.get(folded, folded)
