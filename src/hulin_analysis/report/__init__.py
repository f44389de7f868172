"""Reports: a brief of two pages and its annex, as HTML, Word, PDF and Excel.

Every step writes into a folder beside the report; only when all is done are the files moved to where they
belong. Two runs write the same bytes.
"""

from __future__ import annotations

from hulin_analysis.report.build import FORMATS, LANGUAGES, build_report
from hulin_analysis.report.subject import PARTS, Edition

__all__ = ["FORMATS", "LANGUAGES", "PARTS", "Edition", "build_report"]
