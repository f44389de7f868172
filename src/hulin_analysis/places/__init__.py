"""Places: the administrative divisions as data, and their names in a text."""

from hulin_analysis.places.divisions import Division, code_of, divisions, full_names, named, short_names
from hulin_analysis.places.found import find_places
from hulin_analysis.places.shapes import new_name

__all__ = [
    "Division",
    "code_of",
    "divisions",
    "find_places",
    "full_names",
    "named",
    "new_name",
    "short_names",
]
