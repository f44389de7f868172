"""What the files of the vocabulary may say, and the sentence for one that says something else.

The shipped files are the schema of the reader's: their tables, their keys, their kinds of value. What they do
not show stands here as data: what a group of units and an indicator may say, and which lists are of regular
expressions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hulin_analysis.errors import VocabularyError, called
from hulin_analysis.messages import Listed, Message

__all__ = ["EXPRESSIONS", "GROUP", "INDICATOR", "OTHER_TABLES", "expect_shape", "expect_whole", "stray"]

# A shape is a type, a list with the shape of its entries, or a table with the shape behind each key: behind
# `_ANY` that of a key of the reader's own.
_ANY = "*"

#: The tables of ``units.toml`` that are no groups of units; every other one is a group.
OTHER_TABLES = frozenset({"arabic_only", "prefixes", "score", "comparable", "exact", "per", "counted"})
#: What a group of units may say.
GROUP: dict[str, Any] = {
    "words": [str],
    "bases": [str],
    "before": [str],
    "currency": {_ANY: str},
    "parts": {_ANY: {_ANY: int}},
    "spoken": [str],
    "halves": bool,
    "named": {_ANY: str},
}
#: What an indicator may say; all but the note it has to.
INDICATOR: dict[str, Any] = {"names": [str], "english": str, "unit": str, "note": str}

#: The lists of regular expressions.
EXPRESSIONS = frozenset({
    "cautions.basis.words", "cautions.preliminary.words",
    "exclusions.kind.人", "exclusions.kind.轮", "exclusions.date.republic", "exclusions.date.on_day",
    "exclusions.stretch.before", "exclusions.stretch.behind", "exclusions.grade.before",
    "exclusions.grade.behind",
    "findings.plain.before", "findings.plain.between", "findings.plain.behind",
    "findings.plain.part_of_year", "findings.plain.qualified", "findings.compared.with",
    "investments.signed.words", "investments.planned.words", "investments.under_way.words",
    "investments.spent.words",
    "partitions.shares.name", "partitions.shares.of", "partitions.shares.behind",
    "furniture.patterns", "readers.captions.tables", "readers.captions.pictures", "readers.captions.notes",
    "readers.captions.credits", "places.ends.peoples", "places.headline.behind", "units.score.names",
    "units.score.behind", "statements.change.rose", "statements.change.fell", "statements.mood.report",
    "statements.trim.between", "statements.trim.chosen", "statements.trim.not_a_noun",
    "statements.trim.stops", "statements.gate.first", "statements.gate.last",
    "statements.gate.within",
    "statements.change.against", "statements.change.other", "statements.change.reached",
    "statements.change.basis_times", "statements.change.basis_others", "statements.change.basis_later",
    "statements.line.each_one", "statements.structure.industries", "statements.structure.joins",
    "statements.structure.such_as", "statements.linking.parting", "statements.status.announced",
    "statements.status.compared", "statements.status.forecast_number", "statements.status.sum_begins",
    "statements.status.sum_clause",
    "statements.status.no_intent", "statements.structure.circumstance", "times.point.spans",
    "times.year.republic",
})  # fmt: skip
# Its own place is 市 by itself as well as 全市: the one list in which a word may be empty.
_MAY_BE_EMPTY = "places.own.words"

_KINDS = {
    str: Message("text in quotation marks"),
    int: Message("a whole number from 1"),
    bool: Message("true or false"),
    list: Message("a list in square brackets"),
    dict: Message("a table"),
}
_WRITTEN: dict[type, str] = {str: '"…"', int: "1", bool: "true"}


@dataclass(frozen=True)
class _Spot:
    """A place in a file: the keys that lead to it, and the shape of what stands there."""

    file: Path
    keys: tuple[str, ...]
    shape: Any

    def unknown(self, key: str, value: Any) -> VocabularyError:
        return VocabularyError(
            "The vocabulary {file} has the table {key!r} in {table}, where only {names} are known; "
            "correct it or remove it."
            if isinstance(value, dict)
            else "The vocabulary {file} has the key {key!r} in {table}, where only {names} are known; "
            "correct it or remove it.",
            file=self.file,
            key=key,
            table=_table(self.keys),
            names=Listed(self.shape),
        )

    def kind(self, value: Any, kind: type) -> VocabularyError:
        if isinstance(self.shape, dict):
            way: str | Message = Message(
                "{table} on a line of its own, and its keys below", table=_table(self.keys)
            )
        else:
            way = f"{self.keys[-1]} = {_written(self.shape)}"
        return self.entry(
            Message("a table") if isinstance(value, dict) else called(value),
            Message("where {kind} belongs; write {way}", kind=_KINDS[kind], way=way),
        )

    def entry(self, what: str | Message, remedy: Message) -> VocabularyError:
        where = (
            Message("{key} of {table}", key=self.keys[-1], table=_table(self.keys[:-1]))
            if self.keys
            else Message("the file")
        )
        return VocabularyError(
            "The vocabulary {file} has {what} for {where}, {remedy}.",
            file=self.file,
            what=what,
            where=where,
            remedy=remedy,
        )


def _table(keys: tuple[str, ...]) -> str | Message:
    return f"[{'.'.join(keys)}]" if keys else Message("the file")


def _written(shape: Any) -> str:
    return f"[{_written(shape[0])}]" if isinstance(shape, list) else _WRITTEN[shape]


def stray(file: Path, known: Collection[str]) -> VocabularyError:
    """Say that a file's name is none of the vocabulary's, and which one may be meant.

    Examples
    --------
    >>> print(stray(Path("words/unit.toml"), ["hedges", "units"]).message.said("en"))
    The vocabulary has no file unit.toml; rename words/unit.toml to one of units.toml, or remove it.
    """
    near = get_close_matches(file.stem.lower(), known, 1) or sorted(known)
    return VocabularyError(
        "The vocabulary has no file {name}; rename {path} to one of {names}, or remove it.",
        name=file.name,
        path=file.as_posix(),
        names=Listed(f"{stem}.toml" for stem in near),
    )


def expect_shape(file: Path, shipped: Mapping[str, Any], added: Mapping[str, Any]) -> None:
    """Refuse what the reader's file says and the shipped one of its name has no place for.

    Raises
    ------
    VocabularyError
        At the first table or key that is not known, value of another kind, empty word or faulty expression.
    """
    shape = _shape_of(shipped)
    if file.stem == "units":
        others = {key: shape[key] for key in shipped if key in OTHER_TABLES}
        shape = others | {"exact": {_ANY: {_ANY: int}}, _ANY: GROUP}
    elif file.stem == "english":
        shape = {key: {_ANY: str} for key in shipped}
    elif file.stem == "wording":
        shape = shape | {key: {_ANY: str} for key in ("unit_names", "singular", "currencies")}
    elif file.stem == "indicators":
        shape = {_ANY: INDICATOR}
    _expect(_Spot(file, (), shape), shape, added)


def _shape_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape_of(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_shape_of(value[0]) if value else str]
    return type(value)


def _expect(spot: _Spot, shape: Any, value: Any) -> None:
    """Hold a value against a shape: that of the spot, or of the entries of its list."""
    path = ".".join((spot.file.stem, *spot.keys))
    kind: Any = shape if isinstance(shape, type) else type(shape)
    if type(value) is not kind or (kind is int and value < 1):
        raise spot.kind(value, kind)
    if kind in (list, dict) and "" in value and path != _MAY_BE_EMPTY:
        raise spot.entry(Message("an empty word"), Message("which stands everywhere; remove it"))
    if isinstance(shape, dict):
        for key, entry in value.items():
            known = shape.get(key, shape.get(_ANY))
            if known is None:
                raise spot.unknown(key, entry)
            _expect(_Spot(spot.file, (*spot.keys, key), known), known, entry)
    elif isinstance(shape, list):
        for entry in value:
            _expect(spot, shape[0], entry)
    elif shape is str and path in EXPRESSIONS:
        try:
            re.compile(f"|(?:{value})")  # as the rules join them
        except re.error as err:
            what = Message("the regular expression {value!r}", value=value)
            remedy = Message("which cannot be read ({why}); correct it", why=err.msg)
            raise spot.entry(what, remedy) from err


def expect_whole(file: Path, joined: Mapping[str, Any]) -> None:
    """Refuse a file that, joined with the shipped one, contradicts it or leaves something out.

    Raises
    ------
    VocabularyError
        If an indicator lacks something or has another's name, or a noun counts what is no unit of its group.
    """
    if file.stem == "indicators":
        _expect_indicators(file, joined)
    for table in joined.keys() - OTHER_TABLES if file.stem == "units" else ():
        group = joined[table]
        for noun, unit in group.get("named", {}).items():
            if unit not in [*group.get("words", ()), *group.get("bases", ())]:
                raise VocabularyError(
                    "The vocabulary {file} has {noun} count {unit} in [{table}.named], which is not a "
                    "unit of [{table}]; add it to the words there.",
                    file=file,
                    noun=noun,
                    unit=unit,
                    table=table,
                )


def _expect_indicators(file: Path, joined: Mapping[str, Any]) -> None:
    owners: dict[str, str] = {}
    for id_, row in joined.items():
        # Only the unit may be empty, that of an index.
        lacking = [key for key in ("names", "english") if not row.get(key)] + ["unit"] * ("unit" not in row)
        if lacking:
            raise VocabularyError(
                "The vocabulary {file} has a new indicator [{id}] without {keys}; add that, or write the "
                "id of the indicator that you mean.",
                file=file,
                id=id_,
                keys=Listed(lacking),
            )
        for name in row["names"]:
            if owners.setdefault(name, id_) != id_:
                raise VocabularyError(
                    "The vocabulary {file} gives the name {name} to [{owner}] and [{id}], and it belongs to "
                    "one indicator; remove it where you added it.",
                    file=file,
                    name=name,
                    owner=owners[name],
                    id=id_,
                )
