"""Numbers: one grammar for numbers that stand alone and for those in running text.

- ``numerals`` (with ``sums``) reads digits and scale words, ``reading`` also fractions, ``ranges`` two ends
- ``units`` reads units, ``amounts`` a number with its unit, ``hedges`` hedges and signs
- ``exclusions``, ``identifiers``, ``times`` and ``within_words`` find the numerals that are not quantities
- ``quantity`` puts a quantity together; ``lists`` and ``without_unit`` decide where a unit is missing
- ``words`` is the dictionary of longer words, ``characters`` the numeral characters
- ``scan`` goes through a text, ``parse`` reads a number that stands alone
"""

from __future__ import annotations

from hulin_analysis.numbers.characters import NUMERAL_CHARACTERS
from hulin_analysis.numbers.exclusion_words import Exclusion
from hulin_analysis.numbers.parse import Number, parse_number
from hulin_analysis.numbers.quantity import Quantity
from hulin_analysis.numbers.scan import find_quantities

__all__ = ["NUMERAL_CHARACTERS", "Exclusion", "Number", "Quantity", "find_quantities", "parse_number"]
