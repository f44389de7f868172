"""Numbers: one grammar for numbers that stand alone and for those of running text.

``numerals`` reads digits and scale words, ``reading`` fractions as well, ``ranges`` two ends; ``units`` and
``amounts`` say what is counted, ``hedges`` how surely; ``times`` and ``exclusions`` find the numerals that are
no quantities, ``words`` the longer words that a character belongs to. ``scan`` walks a text and puts each
``quantity`` together, ``parse`` reads a numeral that stands alone.
"""

from __future__ import annotations

from hulin_analysis.numbers.characters import NUMERAL_CHARACTERS
from hulin_analysis.numbers.exclusion import Exclusion
from hulin_analysis.numbers.parse import Number, parse_number
from hulin_analysis.numbers.quantity import Quantity
from hulin_analysis.numbers.scan import find_quantities

__all__ = ["NUMERAL_CHARACTERS", "Exclusion", "Number", "Quantity", "find_quantities", "parse_number"]
