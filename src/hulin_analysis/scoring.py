"""Score extracted quantities against annotated passages: by value, unit and fact, and column by column.

``tests/gold/README.md`` says how a passage is annotated, and what each figure means.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from hulin_analysis import script
from hulin_analysis.errors import DataError
from hulin_analysis.frames import extract
from hulin_analysis.original_values import rows_of
from hulin_analysis.readers import read_article

__all__ = ["COLUMNS", "GoldPassage", "GoldQuantity", "Miss", "compare", "figures", "read_gold", "score"]

#: The columns of an annotation, in their order.
COLUMNS = (
    *("quote", "nth", "value", "low", "high", "unit", "per", "hedge", "change", "base", "status"),
    *("indicator", "indicator_id", "statement", "part_of", "subject", "subject_code", "period", "kind"),
    *("optional", "alternatives"),
)
_NUMBERS = ("value", "low", "high")
#: The columns that a fact needs besides value and unit.
_FACT = ("hedge", "change", "status", "indicator")
#: The columns that are scored one by one. Those of the second row are mostly empty: a quantity counts only
#: where the annotation or the prediction says something, else saying nothing would be nearly always right.
_FULL = ("period", "subject", "kind", "indicator_id")
_SPARSE = ("base", "per", "part_of", "subject_code")
_SIGNS = str.maketrans("（）／％", "()/%")

Prediction = Mapping[str, Any]


@dataclass(frozen=True)
class GoldQuantity:
    """A quantity as annotated: where it stands, and the accepted answers a column, the first one first."""

    start: int
    end: int
    answers: Mapping[str, Sequence[Any]]
    optional: bool = False


@dataclass(frozen=True)
class GoldPassage:
    """A passage: its file, what its reader is given besides, and its quantities in text order."""

    name: str
    genre: str
    path: Path
    facts: Mapping[str, str]
    quantities: Sequence[GoldQuantity] = field(repr=False)


class Miss(NamedTuple):
    """A difference: what is wrong, the annotated quantity, the prediction; one of the two may be missing."""

    what: str
    gold: GoldQuantity | None
    predicted: Prediction | None


def read_gold(folder: Path) -> list[GoldPassage]:
    """Read the passages of a folder: ``passages.csv``, and a ``.txt`` and a ``.csv`` for each.

    Raises
    ------
    DataError
        If a file or column is missing, or a quote is not in its passage.
    """
    passages = []
    for row in _rows(folder / "passages.csv", ("passage", "genre", "title", "published", "place")):
        path = folder / f"{row['passage']}.txt"
        text, table = _text(path), path.with_suffix(".csv")
        facts = {name: row[name] for name in ("title", "published", "place") if row[name]}
        quantities = []
        for line, one in enumerate(_rows(table, COLUMNS), start=2):
            try:
                quantities.append(_quantity(text, one))
            except (KeyError, ValueError) as err:
                raise _misfit(table, line, err) from err
        passages.append(GoldPassage(row["passage"], row["genre"], path, facts, quantities))
    return passages


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as err:
        raise DataError("The file {path} cannot be read ({why}).", path=path, why=err) from err


def _misfit(path: Path, line: int, why: Exception) -> DataError:
    return DataError(
        "Line {line} of {path} does not fit the passages ({why}).", line=line, path=path, why=why
    )


def _rows(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    reader = csv.DictReader(_text(path).splitlines(), restval="")
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        raise DataError("The table {path} has no column {name!r}.", path=path, name=missing[0])
    return list(reader)


def _quantity(text: str, row: Mapping[str, str]) -> GoldQuantity:
    start = -1
    for _ in range(int(row["nth"] or 1)):
        start = text.index(row["quote"], start + 1)
    answers = {name: [_answer(name, row[name])] for name in COLUMNS[2:-2]}
    for other in filter(None, map(str.strip, row["alternatives"].split(";"))):
        name, _, answer = other.partition("=")
        answers[name].append(_answer(name, answer))
    return GoldQuantity(start, start + len(row["quote"]), answers, row["optional"].lower() in ("true", "1"))


def _answer(name: str, text: str) -> Any:
    return (float(text) if name in _NUMBERS else text) if text else None


def _near(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(float(a) - float(b)) <= 1e-6 * max(1.0, abs(float(a)), abs(float(b)))


def _same_value(gold: GoldQuantity, predicted: Prediction) -> bool:
    if any(value is not None and _near(value, predicted.get("value")) for value in gold.answers["value"]):
        return True
    low, high = gold.answers["low"][0], gold.answers["high"][0]
    return low is not None and _near(low, predicted.get("low")) and _near(high, predicted.get("high"))


def _unit(unit: str | None) -> str:
    folded = script.fold(unit or "").translate(_SIGNS).strip()
    # 个百分点 is 百分点, 个月 is 月.
    return folded[1:] if folded[:1] == "个" and len(folded) > 1 else folded


def _bigrams(text: str | None) -> set[str]:
    kept = "".join(char for char in script.fold(text or "") if not char.isspace() and char not in "、,，的")
    return {kept[i : i + 2] for i in range(len(kept) - 1)} or {kept}


def _same_indicator(wordings: Sequence[str | None], predicted: str | None) -> bool:
    """Half of the pairs of neighbouring characters in common with one of the accepted wordings."""
    given = _bigrams(predicted)
    shares = (2 * len(one & given) / (len(one) + len(given)) for one in map(_bigrams, wordings))
    return any(share >= 0.5 for share in shares)


def _verdict(name: str, wanted: Sequence[str | None], given: str | None) -> str:
    """Say whether a column is right, wrong or empty; of a name in words a part or more words will do."""
    if given is None:
        return "right" if None in wanted else "empty"
    if name in ("subject", "base", "per") and not given[0].isdigit():
        flat = script.fold(given)
        names = [script.fold(one) for one in wanted if one]
        return "right" if any(one in flat or flat in one for one in names) else "wrong"
    return "right" if given in wanted else "wrong"


def _align(gold: Sequence[GoldQuantity], predicted: Sequence[Prediction]) -> dict[int, int]:
    """Pair one with one what overlaps: right values first, then the larger overlap."""
    pairs = []
    for i, quantity in enumerate(gold):
        for j, one in enumerate(predicted):
            overlap = min(quantity.end, one["end"]) - max(quantity.start, one["start"])
            if overlap > 0:
                pairs.append((_same_value(quantity, one), overlap, i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(pairs, key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3])):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def compare(gold: Sequence[GoldQuantity], predicted: Sequence[Prediction]) -> tuple[Counter[str], list[Miss]]:
    """Count what is right in the predictions of one passage, and list what is not.

    Optional quantities count neither way. A prediction is silently wrong if something in it is wrong and not
    empty: it is spurious, or its value, unit, hedge, change, status or indicator is wrong.

    Examples
    --------
    >>> answers = {name: [None] for name in COLUMNS} | {"value": [3.0], "unit": ["个"]}
    >>> prediction = {"start": 0, "end": 2, "value": 3, "unit": "家"}
    >>> tally, misses = compare([GoldQuantity(0, 2, answers)], [prediction])
    >>> tally["value"], tally["quantity"], tally["silent"], misses[0].what
    (1, 0, 1, 'unit')
    """
    matched = _align(gold, predicted)
    free = set(range(len(predicted))) - set(matched.values())
    optional = [quantity for quantity in gold if quantity.optional]
    misses = [
        Miss("spurious", None, one)
        for one in (predicted[j] for j in sorted(free))
        if not any(min(g.end, one["end"]) > max(g.start, one["start"]) for g in optional)
    ]
    wanted = {i: quantity for i, quantity in enumerate(gold) if not quantity.optional}
    found = {i: predicted[j] for i, j in matched.items() if i in wanted}
    tally = Counter(gold=len(wanted), predicted=len(found) + len(misses), silent=len(misses))
    misses += [Miss("missed", quantity, None) for i, quantity in wanted.items() if i not in found]
    for i, one in list(found.items()):
        fault = _fault(gold[i], one)
        if fault:
            misses.append(Miss(fault, gold[i], one))
        tally["silent"] += bool(fault) and (fault != "indicator" or bool(one.get("indicator")))
        tally["value"] += fault != "value"
        tally["fact"] += not fault
        if fault in ("value", "unit"):
            del found[i]
    tally["quantity"] = len(found)
    misses.extend(_count_columns(tally, [(gold[i], one) for i, one in found.items()]))
    _count_statements(tally, wanted, found)
    return tally, misses


def _fault(quantity: GoldQuantity, one: Prediction) -> str:
    """Name what is wrong in a prediction: the value, the unit, or the columns of the fact that are."""
    if not _same_value(quantity, one):
        return "value"
    if _unit(one.get("unit")) not in map(_unit, quantity.answers["unit"]):
        return "unit"
    wrong = [name for name in _FACT[:-1] if one.get(name) not in quantity.answers[name]]
    alike = _same_indicator(quantity.answers["indicator"], one.get("indicator"))
    return ",".join(wrong if alike else [*wrong, "indicator"])


def _count_columns(tally: Counter[str], right: Sequence[tuple[GoldQuantity, Prediction]]) -> Iterator[Miss]:
    """Count the columns that are scored one by one, where value and unit are right."""
    # Statements have numbers of their own on either side: the annotated ones that each predicted one holds.
    held: dict[Any, set[Any]] = {}
    for quantity, one in right:
        held.setdefault(one.get("statement"), set()).add(quantity.answers["statement"][0])
    for quantity, one in right:
        for name in (*_FULL, *_SPARSE):
            wanted, given = quantity.answers[name], one.get(name) or None
            if name == "part_of" and given is not None:
                given = next(iter(held.get(given, set()) & set(wanted)), given)
            if name in _SPARSE and given is None and wanted[0] is None:
                continue
            verdict = _verdict(name, wanted, given)
            tally[f"{name}_{verdict}"] += 1
            if verdict == "wrong":
                yield Miss(name, quantity, one)


def _count_statements(
    tally: Counter[str], wanted: Mapping[int, GoldQuantity], found: Mapping[int, Prediction]
) -> None:
    """Count the pairs of quantities that are of one statement: annotated, predicted, both."""
    annotated, predicted = (
        {(i, j) for i, j in combinations(sorted(ids), 2) if ids[i] and ids[i] == ids[j]}
        for ids in (
            {i: quantity.answers["statement"][0] for i, quantity in wanted.items()},
            {i: one.get("statement") for i, one in found.items()},
        )
    )
    tally["pairs"] += len(annotated) + len(predicted)
    tally["pairs_right"] += len(annotated & predicted)


def figures(tally: Mapping[str, int]) -> dict[str, float | None]:
    """Turn counts into the figures: F1, the silent share, and the shares of right and wrong a column.

    Examples
    --------
    >>> figures(Counter(gold=4, predicted=4, value=4, quantity=3, fact=2, silent=1))["quantity"]
    0.75
    """
    both = tally["gold"] + tally["predicted"]
    found: dict[str, float | None] = {"gold": tally["gold"], "predicted": tally["predicted"]}
    found |= {name: _share(2 * tally[name], both) for name in ("value", "quantity", "fact")}
    found["silent"] = _share(tally["silent"], tally["predicted"])
    found["statement"] = _share(2 * tally["pairs_right"], tally["pairs"])
    for name in (*_FULL, *_SPARSE):
        of = sum(tally[f"{name}_{verdict}"] for verdict in ("right", "wrong", "empty"))
        found |= {
            f"{name}_{verdict}": _share(tally[f"{name}_{verdict}"], of) for verdict in ("right", "wrong")
        }
    return found


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def score(
    passages: Sequence[GoldPassage], predictions: Path | None = None
) -> Iterator[tuple[GoldPassage, Counter[str], list[Miss]]]:
    """Compare each passage with what the package extracts, or with the predictions of another program.

    The predictions are JSON Lines: ``passage``, ``start`` and ``end`` in code points, ``value`` or ``low``
    and ``high``, ``unit``, and what else of the columns the program gives.

    Raises
    ------
    DataError
        If a line of the predictions cannot be read.
    """
    given = None if predictions is None else _predictions(predictions, {one.name for one in passages})
    for passage in passages:
        rows = _extracted(passage) if given is None else given.get(passage.name, [])
        yield passage, *compare(passage.quantities, rows)


def _extracted(passage: GoldPassage) -> list[Prediction]:
    return [*rows_of(extract(read_article(passage.path, **passage.facts)))]


def _predictions(path: Path, names: set[str]) -> dict[str, list[Prediction]]:
    found: dict[str, list[Prediction]] = {}
    for number, line in enumerate(_text(path).splitlines(), start=1):
        try:
            # NaN, as some programs write a missing number, is no JSON.
            row = json.loads(line, parse_constant=lambda _: None)
            if row["passage"] not in names or not 0 <= int(row["start"]) < int(row["end"]):
                raise ValueError(f"passage={row['passage']!r}, start={row['start']}, end={row['end']}")
        except (KeyError, TypeError, ValueError) as err:
            raise _misfit(path, number, err) from err
        found.setdefault(row["passage"], []).append(row)
    return found
