"""Shapes: words that are built like the name of a division, whether the table has them or not."""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary

# No stem is longer: 双江拉祜族 is, but the table has the autonomous counties.
_STEM = r"[\u4e00-\u9fff]{0,4}?"


def _words(key: str) -> tuple[str, ...]:
    return tuple(vocabulary.table("places")["new"][key])


def _any(key: str) -> str:
    return "|".join(sorted(map(re.escape, _words(key)), key=len, reverse=True))


@cache
def _new() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a name looks like that the table does not have, and which stems are none."""
    name = re.compile(f"(?P<stem>{_STEM})(?:(?P<zone>{_any('zones')})|(?:{_any('ends')}))")
    none = re.compile(f"(?:{_any('deictic')}).*+|.*?(?:{_any('wordlike')}).*+|(?:{_any('alone')})")
    return name, none


def new_name(word: str) -> str | None:
    """Return the stem of a word that is built like the name of a division; None if it is not.

    An empty stem is that of a zone without a name of its own.

    >>> [new_name(word) for word in ("甲县", "临港新区", "高新区", "城镇", "各县区", "全市")]
    ['甲', '临港', '', None, None, None]
    """
    name, none = _new()
    match = name.fullmatch(word)
    if not match or none.fullmatch(word) or none.fullmatch(match["stem"]):
        return None
    if match["zone"]:
        return match["stem"]
    return None if not match["stem"] or word.endswith(_words("common")) else match["stem"]
