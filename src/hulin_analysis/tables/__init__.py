"""Tables: what each cell states, told from its header, its row, and what is written above the table."""

from __future__ import annotations

from hulin_analysis.tables.headings import Setting
from hulin_analysis.tables.read import Unread, read_table
from hulin_analysis.tables.stated import Stated

__all__ = ["Setting", "Stated", "Unread", "read_table"]
