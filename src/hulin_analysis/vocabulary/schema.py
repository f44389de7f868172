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
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category, numeric

import opencc

from hulin_analysis.errors import VocabularyError, describe_value
from hulin_analysis.messages import Listed, Message

__all__ = [
    "EXPRESSIONS", "GROUP", "INDICATOR", "OTHER_TABLES", "OVERRIDABLE", "Spot", "expect_shape", "located",
    "stray",
]  # fmt: skip

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
    "named": {_ANY: str},
    "english": str,
    **dict.fromkeys(("counted", "persons", "size", "halves", "of_one", "outside_names"), bool),
}
#: What an indicator may say; all but the note it has to.
INDICATOR: dict[str, Any] = {"names": [str], "english": str, "unit": str, "note": str}

#: The files whose single values a reader may change: how things are called. Elsewhere lists are added to.
OVERRIDABLE = frozenset({"english", "wording", "labels"})
#: The lists in which the package has regular expressions. A reader's words are plain words there too.
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
    "boilerplate.patterns", "readers.captions.tables", "readers.captions.pictures", "readers.captions.notes",
    "readers.captions.credits", "places.ends.peoples", "places.headline.behind", "units.score.names",
    "units.score.behind", "statements.change.rose", "statements.change.fell", "statements.mood.report",
    "statements.trim.between", "statements.trim.chosen", "statements.trim.not_a_noun",
    "statements.trim.stops", "statements.gate.first", "statements.gate.last",
    "statements.gate.within",
    "statements.change.against", "statements.change.other", "statements.change.reached",
    "statements.change.basis_times", "statements.change.basis_others", "statements.change.basis_later",
    "statements.change.basis_no_time",
    "statements.line.each_one", "statements.line.of_them", "statements.line.made_of",
    "statements.line.goes_to", "statements.structure.industries", "statements.structure.joins",
    "statements.structure.such_as", "statements.linking.parting", "statements.status.announced",
    "statements.status.compared", "statements.status.plan_titles",
    "statements.status.forecast_number", "statements.status.sum_begins",
    "statements.status.sum_clause",
    "statements.status.no_intent", "statements.structure.circumstance", "times.point.spans",
    "times.year.republic",
})  # fmt: skip
# Its own place is 市 by itself as well as 全市: the one list in which a word may be empty.
_MAY_BE_EMPTY = "places.own.words"

# What makes more than a word of a word where it stands in a regular expression.
_SIGN = re.compile(r"[\\^$|?*+()\[\]{}]")
# A count of one unit in another; larger ones are no figures of any text.
_LARGEST = 10**15
_HALF_WIDTH = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)}

_KINDS = {
    str: Message("text in quotation marks"),
    int: Message("a whole number from 1"),
    bool: Message("true or false"),
    list: Message("a list in square brackets"),
    dict: Message("a table"),
}
_WRITTEN: dict[type, str] = {str: '"…"', int: "1", bool: "true"}


@dataclass(frozen=True)
class Spot:
    """A place in a file: the keys that lead to it, and the shape of what stands there."""

    file: Path
    keys: tuple[str, ...]
    shape: Any

    def below(self, key: str, shape: Any) -> Spot:
        """Return the place behind a key."""
        return Spot(self.file, (*self.keys, key), shape)

    def unknown(self, key: str, value: Any) -> VocabularyError:
        """Say that there is no such key."""
        return VocabularyError(
            "The vocabulary {file} has the table {key!r} in {table}, where only {names} are known; "
            "write {near!r} or remove it."
            if isinstance(value, dict)
            else "The vocabulary {file} has the key {key!r} in {table}, where only {names} are known; "
            "write {near!r} or remove it.",
            file=located(self.file, (*self.keys, key)),
            key=key,
            table=_table(self.keys),
            names=Listed(self.shape),
            near=(get_close_matches(key, self.shape, 1, 0) or [*self.shape])[0],
        )

    def kind(self, value: Any, kind: type) -> VocabularyError:
        """Say that a value is of another kind."""
        if isinstance(self.shape, dict):
            way: str | Message = Message(
                "{table} on a line of its own, and its keys below", table=_table(self.keys)
            )
        else:
            way = f"{self.keys[-1]} = {_written(self.shape)}"
        what = Message("a table") if isinstance(value, dict) else describe_value(value)
        remedy = Message("where {kind} belongs; write {way}", kind=_KINDS[kind], way=way)
        return self.entry(what, remedy, value if isinstance(value, str) else "")

    def word(self, word: str, remedy: Message) -> VocabularyError:
        """Say what is wrong with a word."""
        return self.entry(Message("the word {word}", word=describe_value(word)), remedy, word)

    def entry(self, what: str | Message, remedy: Message, word: object = "") -> VocabularyError:
        """Say what is there, and what to do about it."""
        where = (
            Message("{key} of {table}", key=self.keys[-1], table=_table(self.keys[:-1]))
            if self.keys
            else Message("the file")
        )
        return VocabularyError(
            "The vocabulary {file} has {what} for {where}, {remedy}.",
            file=located(self.file, self.keys, word),
            what=what,
            where=where,
            remedy=remedy,
        )


_HEAD = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_NAME = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


def located(file: Path, keys: tuple[str, ...], word: object = "") -> Message:
    """Name a file with the line of a word in it, else of the key that leads to it or the nearest table."""
    table: tuple[str, ...] = ()
    path, best, line = table, 0, 1
    for number, text in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if head := _HEAD.fullmatch(text):
            path = table = tuple(name.strip("\"'") for name in re.findall(_NAME, head[1]))
        elif key := _KEY.match(text):
            path = (*table, *(name.strip("\"'") for name in re.findall(_NAME, key[1])))
        if path != keys[: len(path)]:
            continue
        if word and path and str(word) in text:
            line = number
            break
        if len(path) > best:
            best, line = len(path), number
    return Message("{file} (line {line})", file=file, line=line)


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
        At the first table or key that is not known, value of another kind, word that no text can have, or
        single value that is to take the place of another.
    """
    shape = _shape_of(shipped)
    if file.stem == "units":
        others = {key: shape[key] for key in shipped if key in OTHER_TABLES}
        shape = others | {"exact": {_ANY: {_ANY: int}}, _ANY: GROUP}
    elif file.stem == "english":
        shape = shape | {key: {_ANY: str} for key in shipped if key != "measured"}
    elif file.stem == "wording":
        shape = shape | {key: {_ANY: str} for key in ("unit_names", "singular", "currencies")}
    elif file.stem == "indicators":
        shape = {_ANY: INDICATOR}
    _expect(Spot(file, (), shape), shape, added)
    _expect_values(Spot(file, (), shape), shipped, added)


def _shape_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape_of(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_shape_of(value[0]) if value else str]
    return type(value)


def _expect(spot: Spot, shape: Any, value: Any) -> None:
    """Hold a value against a shape: that of the spot, or of the entries of its list."""
    kind: Any = shape if isinstance(shape, type) else type(shape)
    if type(value) is not kind or (kind is int and not 1 <= value <= _LARGEST):
        raise spot.kind(value, kind)
    if kind in (list, dict) and "" in value and ".".join((spot.file.stem, *spot.keys)) != _MAY_BE_EMPTY:
        raise spot.entry(Message("an empty word"), Message("which stands everywhere; remove it"), '""')
    if isinstance(shape, dict):
        for key, entry in value.items():
            known = shape.get(key, shape.get(_ANY))
            if known is None:
                raise spot.unknown(key, entry)
            _expect_text(spot, key)
            _expect(spot.below(key, known), known, entry)
    elif isinstance(shape, list):
        for entry in value:
            _expect(spot, shape[0], entry)
            if value.count(entry) > 1:
                raise spot.entry(
                    describe_value(entry), Message("twice in one list; remove one of the two"), entry
                )
    elif shape is str:
        _expect_text(spot, value)


def _expect_text(spot: Spot, word: str) -> None:
    if any(category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in word) or word != word.strip():
        raise spot.word(
            word, Message("with a control character or a space at its edge, which no text has; remove that")
        )


def _expect_values(spot: Spot, shipped: Any, added: Any) -> None:
    """Hold what a file adds against what the package has there."""
    if isinstance(added, dict):
        for key, entry in added.items():
            known = shipped.get(key) if isinstance(shipped, dict) else None
            _expect_values(spot.below(key, None), known, entry)
    elif isinstance(added, list):
        for word in added:
            if isinstance(word, str) and word not in (shipped or ()):
                _expect_word(spot, shipped or (), word)
    elif shipped is not None and added != shipped and spot.file.stem not in OVERRIDABLE:
        raise spot.entry(
            describe_value(added),
            Message(
                "which the package has as {value}; only lists are added to: remove it",
                value=describe_value(shipped),
            ),
        )


def _expect_word(spot: Spot, shipped: Collection[str], word: str) -> None:
    """Refuse a word that no text has as it is written, or that would stand everywhere."""
    path = ".".join((spot.file.stem, *spot.keys))
    if path in EXPRESSIONS and (sign := _SIGN.search(word)):
        remedy = Message(
            "and {sign} makes an expression of it; write plain words, one by one",
            sign=describe_value(sign[0]),
        )
        raise spot.word(word, remedy)
    if spot.file.stem != "particle" and (plain := _simplified().convert(word).translate(_HALF_WIDTH)) != word:
        remedy = Message("which is compared in simplified script and half width; write {word!r}", word=plain)
        raise spot.word(word, remedy)
    of_units = spot.file.stem == "units" and spot.keys[-1] in GROUP
    if not _has_letter(word) and not any(not _has_letter(known) for known in shipped):
        raise spot.word(word, Message("without any letter of its own, which stands everywhere; remove it"))
    if len(word) == 1 and not of_units and all(len(known) > 1 for known in shipped):
        raise spot.word(word, Message("of one character, which stands everywhere; write a longer one"))


def _has_letter(word: str) -> bool:
    return any(category(sign)[0] in "LS" and numeric(sign, None) is None for sign in word)


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
