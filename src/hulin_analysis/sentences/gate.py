"""The gate: the column ``indicator`` says a name of the vocabulary or a whole noun phrase, else nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from hulin_analysis import vocabulary
from hulin_analysis.sentences.lexicon import expressions, words

__all__ = ["is_whole"]

_PAIRS = (("(", ")"), ("“", "”"), ("‘", "’"), ("《", "》"), ("[", "]"))
_EDGE = 8  # how far from its end what a name must not end in begins
_MARK = re.compile(r"[,，;；:：。!！?？\n]")
_LONGEST = 60
_INSIDE = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|\([^()]*\)")


@lru_cache(maxsize=8192)
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
    if len(name) > _LONGEST or not (name.isalnum() or _is_balanced(name)):
        return False
    bare = name if name.isalnum() else _INSIDE.sub("〇", name)  # words in quotation marks are a name
    first, last = _edges()
    if first.match(bare) or last.search(bare, max(0, len(bare) - _EDGE)):
        return False
    return expressions("gate", "within").search(bare) is None


def _is_balanced(name: str) -> bool:
    unpaired = any(name.count(a) != name.count(b) for a, b in _PAIRS)
    return not unpaired and name.count('"') % 2 == 0 and _MARK.search(name) is None


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    last = "|".join(f"(?:{entry})" for entry in words("gate", "last"))
    return expressions("gate", "first"), re.compile(rf"(?:{last})$")
