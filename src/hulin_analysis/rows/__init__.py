"""Rows: each quantity of an article with its columns, and each exclusion with its reason.

The numerals of the view are split into quantities and exclusions, then the body is read block by block:
prose sentence by sentence, tables cell by cell. Offsets are those of the view until a row is written; they
are mapped back to the article's text once, there.
"""

from __future__ import annotations

from hulin_analysis.rows.ledger_rows import exclusion_rows
from hulin_analysis.rows.quantity_rows import Read, read_rows
from hulin_analysis.rows.scan_article import Numerals, cells_of, scan

__all__ = ["Numerals", "Read", "cells_of", "exclusion_rows", "read_rows", "scan"]
