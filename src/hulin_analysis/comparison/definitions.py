"""Definitions: what a number leaves out of what its indicator usually holds, in the words of the text."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import script, vocabulary

# From the number before it, or the last stop, on: what stands farther in front is said of something else.
_FAR = re.compile(r".*[0-9;；。]", re.DOTALL)


@cache
def _pattern() -> re.Pattern[str]:
    begins, ends = (vocabulary.any_of("statements", "definition", key) for key in ("begins", "ends"))
    return re.compile(f"{begins}[^,，、;；。()（）]+?(?={ends}|[,，)）]|$)")


def definition_of(indicator: str | None, before: str) -> str | None:
    """Find the words that narrow what an indicator holds.

    >>> definition_of("固定資產投資", "2025年,固定資產投資（不含農戶）增長")
    '不含農戶'
    >>> definition_of("投資", "扣除房地產開發投資後,投資增長"), definition_of("投資", "全年投資增長")
    ('扣除房地產開發投資', None)
    """
    near = before[len(found[0]) if (found := _FAR.match(before)) else 0 :]
    for words in (indicator or "", near):
        if match := _pattern().search(script.fold(words)):
            return words[slice(*match.span())]
    return None
