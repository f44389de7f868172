"""Frames written as files for other tools, the same bytes on every run: one module a format.

CSV, JSON Lines, Excel, Parquet, and W3C Web Annotations in JSON-LD.
"""

from __future__ import annotations

from hulin_analysis.export.archive import settle_archive, source_date, stamp
from hulin_analysis.export.sheets import in_language, lay_out
from hulin_analysis.export.tables import FORMATS, write_table
from hulin_analysis.export.workbook import Sheet, write_workbook

__all__ = [
    "FORMATS",
    "Sheet",
    "in_language",
    "lay_out",
    "settle_archive",
    "source_date",
    "stamp",
    "write_table",
    "write_workbook",
]
