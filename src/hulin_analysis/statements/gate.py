"""The gate: what the column ``indicator`` may say, a name of the vocabulary or a whole noun phrase, else nothing."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.statements.lexicon import expressions, words

__all__ = ["is_whole"]

_PAIRS = ("()", "“”", "‘’", "《》", "[]", "〈〉")
_MARK = re.compile(r"[,，;；:：。!！?？\n]")
_LONGEST = 60
_INSIDE = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|\([^()]*\)")


def is_whole(name: str) -> bool:
    """Tell whether words name something: a whole noun phrase, with nothing of a sentence at its edges.

    Examples
    --------
    >>> [is_whole(name) for name in ("地区生产总值", "比2010年", "(折合", "率", "户厕改造")]
    [True, False, False, False, True]
    """
    if name in vocabulary.indicator_index():
        return True
    if len(name) < 2:
        return name in words("gate", "single")
    if len(name) > _LONGEST or any(name.count(a) != name.count(b) for a, b in _PAIRS):
        return False
    if name.count('"') % 2 or _MARK.search(name):
        return False
    bare = _INSIDE.sub("〇", name)  # what stands in quotation marks is a name, whatever its words
    return not (
        _at_edge("first", bare) or _at_edge("last", bare) or expressions("gate", "within").search(bare)
    )


def _at_edge(edge: str, name: str) -> bool:
    pattern = _edges()[edge == "last"]
    return (pattern.search(name) if edge == "last" else pattern.match(name)) is not None


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    last = "|".join(f"(?:{entry})" for entry in words("gate", "last"))
    return expressions("gate", "first"), re.compile(rf"(?:{last})$")
