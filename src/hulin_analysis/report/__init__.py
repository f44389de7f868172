"""Reports: the notebooks run, and their prose, charts and tables written as HTML, Word, PDF and Excel.

Every step writes into a folder beside the report; only when all is done are the files moved to where they
belong. Two runs write the same bytes.
"""

from __future__ import annotations

from hulin_analysis.report.build import FORMATS, LANGUAGES, build_report

__all__ = ["FORMATS", "LANGUAGES", "build_report"]
