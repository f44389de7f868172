"""Spending: what the money of an investment is, agreed on, planned, under way or spent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from re import Pattern
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Status

__all__ = ["NOT_SPENT", "SPENT", "STAGES", "UNSAID", "stage_of"]

#: The names of the tables in ``vocabulary/investments.toml``, in the order in which a chart has them.
STAGES = SIGNED, PLANNED, UNDER_WAY, SPENT = ("signed", "planned", "under_way", "spent")
#: The text does not say it.
UNSAID = "unsaid"
#: Drawn hollow: nobody has spent it yet.
NOT_SPENT = frozenset({SIGNED, PLANNED, UNDER_WAY})
_ENDS = re.compile("[,，;；:：。!！?？\n]")


def _pattern(stage: str) -> Pattern[str]:
    return vocabulary.compiled("investments", f"<{stage}.words>")


def stage_of(row: Mapping[str, Any]) -> str:
    """Tell what the money of a row is, by the words of its clause; :data:`UNSAID` where none says it.

    Parameters
    ----------
    row : mapping
        A row of a metrics frame, as :func:`hulin_analysis.finding.enumeration.unbroken` gives it.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> from hulin_analysis.finding.enumeration import unbroken
    >>> text = "甲項目計劃總投資20億元,已完成投資5億元;投資3億元的乙項目成功簽約。"
    >>> [stage_of(row) for row in unbroken(ha.extract(ha.parse_article(text)))]
    ['planned', 'spent', 'signed']
    """
    text, begin = script.fold(str(row["sentence"])), int(row["sentence_start"])
    start, end = int(row["start"]) - begin, int(row["end"]) - begin
    before = _ENDS.split(text[:start])[-1]
    behind = _ENDS.split(text[end:])[0]
    # Nearest in front of the number; where two end at one place, the longer words.
    near = [(m.end(), -m.start(), stage) for stage in STAGES for m in _pattern(stage).finditer(before)]
    further = [(-m.start(), m.end(), stage) for stage in STAGES for m in _pattern(stage).finditer(behind)]
    found = max(near or further, default=(0, 0, UNSAID))[2]
    # What is to be spent is not spent, unless the clause says that it has been.
    ahead = row["status"] != Status.ACTUAL and not _pattern("done").search(before)
    return PLANNED if ahead and found in (SPENT, UNSAID) else found
