"""Words: the lists and patterns by which labels are read."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Status


def words_of(table: str, key: str) -> tuple[str, ...]:
    """Return a list of the vocabulary of tables."""
    return vocabulary.words("tables", table, key)


@cache
def listed(table: str, key: str) -> frozenset[str]:
    """Return a list of the vocabulary of tables as a set."""
    return frozenset(words_of(table, key))


@cache
def longest_first(table: str, key: str) -> tuple[str, ...]:
    """Return a list of the vocabulary of tables, the longest words first."""
    return tuple(sorted(words_of(table, key), key=len, reverse=True))


@cache
def names_nothing() -> frozenset[str]:
    """Return the words of labels that name no thing that is measured: 指标, 绝对数."""
    keys = ("names", "nothing", "units", "remarks")
    return frozenset(word for key in keys for word in words_of("columns", key)) | listed("names", "counts")


@cache
def statuses() -> list[tuple[str, Status]]:
    """Return the words that say what numbers are, the longest first: 预计完成 before 完成."""
    found = [(word, status) for status in Status for word in words_of("status", status)]
    return sorted(found, key=lambda one: -len(one[0]))


@cache
def change() -> re.Pattern[str]:
    """Match what a label of changes ends in; the groups say which way."""
    sign = r"\s?(?:±|\+-|\+/-)?\s?%?"
    verb = rf"(?:(?P<either><change.either>)|(?P<fall><change.fall>)){sign}"
    against = r"(?:<change.against>|<change.compares>\S{0,12}?)?<change.manners>*"
    return vocabulary.compiled("tables", rf"{against}{verb}$|<change.against><change.manners>*{sign}$")


@cache
def share() -> re.Pattern[str]:
    """Match what a label of shares ends in."""
    of = r"<share.of>(?!<share.but>)[^,。;]"
    return vocabulary.compiled("tables", rf"(?:{of}{{0,16}}?)?<share.words>$|{of}{{2,16}}$")
