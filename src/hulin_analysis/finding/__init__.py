"""Findings: sentences that the rows of a frame prove, chosen by rule.

The room has not the name of its function: importing it would put it into that name's place, ``ha.findings``.
"""

from __future__ import annotations

from hulin_analysis.finding.choose import FINDING_COLUMNS, findings, findings_about
from hulin_analysis.finding.target_met import is_met

__all__ = ["FINDING_COLUMNS", "findings", "findings_about", "is_met"]
