"""Comparison: one indicator over many documents, one row a place and period, and what speaks against it."""

from __future__ import annotations

from hulin_analysis.comparison.frame import COMPARISON_COLUMNS, Quantities, compare
from hulin_analysis.comparison.stated import Interval, Stated

__all__ = ["COMPARISON_COLUMNS", "Interval", "Quantities", "Stated", "compare"]
