"""Tables: what each cell states, told from its header, its row, and what is written above the table."""

from __future__ import annotations

from hulin_analysis.tables.cell_statements import CellStatement
from hulin_analysis.tables.headings import Setting
from hulin_analysis.tables.read_table import Unread, read_table

__all__ = ["CellStatement", "Setting", "Unread", "read_table"]
