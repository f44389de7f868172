"""Statements: what a quantity measures, whether it rose or fell, how sure it is, when, and of whom.

The words the rules go by stand in ``vocabulary/statements.toml``; a sentence is read clause by clause.
"""

from __future__ import annotations

from hulin_analysis.statements.read import Statement, read_statements, topic_behind

__all__ = ["Statement", "read_statements", "topic_behind"]
