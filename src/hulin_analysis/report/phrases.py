"""Phrases: what a report says of itself, from the room's own catalogue (``words.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from hulin_analysis import wording
from hulin_analysis.charts.catalog import Catalog, letters_of

__all__ = ["Phrases"]

_INNER_TITLES = str.maketrans("《》", "〈〉")
_INNER_QUOTES = str.maketrans("“”", "‘’")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Phrases(Catalog):
    """The words of the charts, and those of a report.

    Examples
    --------
    >>> Phrases("zh-Hans")("beware"), Phrases("en")("list")
    ('使用时请注意', ', ')
    """

    def __call__(self, key: str, **fields: Any) -> str:
        """Return a phrase of the report, or a message of the charts, with its fields filled in."""
        row = _catalogue().get(key)
        # Not super(): a dataclass with slots is another class than the one this is written in.
        return Catalog.__call__(self, key, **fields) if row is None else self.fill(row, **fields)

    @classmethod
    def letters(cls) -> str:
        """Return every sign that a report's own words have."""
        return Catalog.letters() + letters_of(_catalogue())

    def inside(self, label: str) -> str:
        """Write a label as it stands inside a sentence.

        Examples
        --------
        >>> Phrases("en").inside("Gross margin"), Phrases("zh-Hans").inside("出口總額")
        ('gross margin', '出口总额')
        """
        return wording.inside(label) if self.lang == "en" else self.chinese(label)

    def titled(self, title: str) -> str:
        """Write a headline inside the marks of a title: its own become the inner ones.

        Examples
        --------
        >>> Phrases("zh-Hans").titled("解讀《公報》"), Phrases("en").titled("“三大行動”")
        ('解读〈公报〉', '‘三大行動’')
        """
        return self.chinese(title).translate(_INNER_QUOTES if self.lang == "en" else _INNER_TITLES)
