"""Comparison: one indicator over many documents, one row a place and period, and what speaks against it."""

from __future__ import annotations

from hulin_analysis.comparison.claims import Claim, Interval
from hulin_analysis.comparison.compare_places import COMPARISON_COLUMNS, Quantities, compare

__all__ = ["COMPARISON_COLUMNS", "Claim", "Interval", "Quantities", "compare"]
