"""What the reader's vocabulary says together with the shipped one: no word twice, no id that is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hulin_analysis.errors import VocabularyError
from hulin_analysis.messages import Listed, Message
from hulin_analysis.vocabulary.schema import OTHER_TABLES, Spot, located

__all__ = ["expect_whole"]

# Tables of which a word may stand in one only; None for all of the file.
_ONE_OF: dict[str, frozenset[str] | None] = {
    "hedges": frozenset({"over", "under", "about"}),
    "signs": frozenset({"minus", "plus"}),
    "indicator_groups": None,
    "fixed_terms": frozenset({"word", "name"}),
}
_OF_FINDINGS = [("importance", "order"), ("lower_is_better", "ids"), ("prices", "ids")]


def expect_whole(
    file: Path, joined: Mapping[str, Any], added: Mapping[str, Any], known: Collection[str]
) -> None:
    """Refuse a file that, joined with the shipped one, contradicts it or leaves something out.

    Parameters
    ----------
    file : Path
        The reader's file.
    joined, added : mapping
        Its table, joined with the shipped one and alone.
    known : collection of str
        The ids of the indicators, the reader's own among them.

    Raises
    ------
    VocabularyError
        If an indicator lacks something or has another's name, a word stands in two tables that exclude each
        other, or something is named that is not there.
    """
    for keys, id_ in _ids(file.stem, added):
        if id_ not in known:
            near = (get_close_matches(id_, known, 1, 0) or [""])[0]
            remedy = Message("which is not the id of an indicator; write {near!r} or remove it", near=near)
            raise Spot(file, keys, None).word(id_, remedy)
    if file.stem == "indicators":
        _expect_indicators(file, joined)
    elif file.stem in ("units", *_ONE_OF):
        _expect_one_place(file, joined, added)
    if file.stem == "units":
        _expect_units(file, joined, added)


def _ids(stem: str, added: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the ids of indicators that a file names, each with the keys that lead to it."""
    if stem == "indicator_groups":
        places: list[tuple[tuple[str, ...], Any]] = [
            ((table, "indicators"), group.get("indicators", ())) for table, group in added.items()
        ]
    elif stem == "partitions":
        places = [(("under", key), entry) for key, entry in added.get("under", {}).items()]
        places += [
            (("known", key, "wholes"), [whole[0] for whole in entry.get("wholes", ()) if whole])
            for key, entry in added.get("known", {}).items()
        ]
    else:
        lists = {"cautions": [("priced", "ids")], "findings": _OF_FINDINGS}.get(stem, [])
        places = [((table, key), added.get(table, {}).get(key, ())) for table, key in lists]
    yield from ((keys, id_) for keys, ids in places for id_ in ids)


def _expect_one_place(file: Path, joined: Mapping[str, Any], added: Mapping[str, Any]) -> None:
    """Refuse a word for one table that another one has which says something else of it."""
    keys: tuple[str, ...] = ("words", "before", "after", "indicators", "terms")
    tables: Set[str] = _ONE_OF.get(file.stem) or joined.keys()
    if file.stem == "units":
        tables, keys = joined.keys() - OTHER_TABLES, ("words", "bases", "before")
    for table in sorted(tables & added.keys()):
        for key in keys:
            for word in added[table].get(key, ()):
                for other in sorted(tables - {table}):
                    units = file.stem == "units"
                    if word in (_all_units(joined, other) if units else joined[other].get(key, ())):
                        remedy = Message(
                            "which stands in [{other}] already; remove it from one of the two", other=other
                        )
                        raise Spot(file, (table, key), None).word(word, remedy)


def _all_units(joined: Mapping[str, Any], table: str) -> set[str]:
    group = joined[table]
    prefixes = [prefix for listed in joined["prefixes"].values() for prefix in ("", *listed)]
    based = {prefix + base for base in group.get("bases", ()) for prefix in prefixes}
    return {*group.get("words", ()), *group.get("before", ()), *based}


def _expect_units(file: Path, joined: Mapping[str, Any], added: Mapping[str, Any]) -> None:
    groups = joined.keys() - OTHER_TABLES
    every = {unit for table in groups for unit in _all_units(joined, table)}
    named = [
        (("comparable", "same"), unit) for row in added.get("comparable", {}).get("same", ()) for unit in row
    ]
    named += [(("exact", key), unit) for key, row in added.get("exact", {}).items() for unit in row]
    for table in sorted(groups & added.keys()):
        group = added[table]
        named += [
            ((table, key), unit) for key in ("currency", "parts", "spoken") for unit in group.get(key, ())
        ]
        for noun, unit in group.get("named", {}).items():
            if unit not in _all_units(joined, table):
                raise VocabularyError(
                    "The vocabulary {file} has {noun} count {unit} in [{table}.named], which is not a "
                    "unit of [{table}]; add it to the words there.",
                    file=located(file, (table, "named", noun), noun),
                    noun=noun,
                    unit=unit,
                    table=table,
                )
        _expect_no_circle(Spot(file, (table, "parts"), None), joined[table].get("parts", {}))
    for keys, unit in named:
        if unit not in every:
            raise Spot(file, keys, None).word(
                unit, Message("which is not a unit; add it to the words of a group")
            )


def _expect_no_circle(spot: Spot, parts: Mapping[str, Mapping[str, int]]) -> None:
    for unit in parts:
        below, seen = set(parts[unit]), set()
        while below:
            if unit in below:
                raise spot.word(unit, Message("as a part of itself; remove it from its own parts"))
            seen |= below
            below = {part for one in below for part in parts.get(one, ())} - seen


def _expect_indicators(file: Path, joined: Mapping[str, Any]) -> None:
    owners: dict[str, str] = {}
    for id_, row in joined.items():
        # Only the unit may be empty, that of an index.
        lacking = [key for key in ("names", "english") if not row.get(key)] + ["unit"] * ("unit" not in row)
        if lacking:
            raise VocabularyError(
                "The vocabulary {file} has a new indicator [{id}] without {keys}; add that, or write the "
                "id of the indicator that you mean.",
                file=located(file, (id_,)),
                id=id_,
                keys=Listed(lacking),
            )
        for name in (*row["names"], row["english"]):
            if owners.setdefault(name, id_) != id_:
                raise VocabularyError(
                    "The vocabulary {file} gives the name {name} to [{owner}] and [{id}], and it belongs to "
                    "one indicator; remove it where you added it.",
                    file=located(file, (id_, "names"), name),
                    name=name,
                    owner=owners[name],
                    id=id_,
                )
