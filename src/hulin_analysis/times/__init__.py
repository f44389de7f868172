"""Times: the expressions of a text that say when, the one type for them, and which is in force where."""

from __future__ import annotations

from hulin_analysis.times.in_force import TimesInForce
from hulin_analysis.times.period import Period

__all__ = ["Period", "TimesInForce"]
