"""Places: the administrative divisions as data, and their names in a text."""

from __future__ import annotations

from hulin_analysis.places.divisions import (
    code_of,
    divisions,
    forms_of,
    full_names,
    lies_in,
    named,
    names_of,
    own_words,
    short_form,
    short_names,
)
from hulin_analysis.places.english import english_place, romanised
from hulin_analysis.places.find_divisions import find_places, is_part
from hulin_analysis.places.shapes import new_name

__all__ = [
    "code_of",
    "divisions",
    "english_place",
    "find_places",
    "forms_of",
    "full_names",
    "is_part",
    "lies_in",
    "named",
    "names_of",
    "new_name",
    "own_words",
    "romanised",
    "short_form",
    "short_names",
]
