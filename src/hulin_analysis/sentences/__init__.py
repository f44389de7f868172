"""Sentences: what a quantity measures, whether it rose or fell, how sure it is, when, and of whom.

The words the rules go by stand in ``vocabulary/statements.toml``; a sentence is read clause by clause.
"""

from __future__ import annotations

from hulin_analysis.sentences.read_sentence import Measured, read_sentence, topic_behind

__all__ = ["Measured", "read_sentence", "topic_behind"]
