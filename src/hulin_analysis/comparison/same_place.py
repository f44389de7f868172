"""Places: which place a row is said of, and which names are one place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hulin_analysis import script, vocabulary

# 甲县、乙县 are two; 太和镇 is one.
_LIST = "、|<-list.behind><list.joins>"


@cache
def _ends() -> re.Pattern[str]:
    return vocabulary.compiled("places", "(?:<ends.peoples>(?=<ends.autonomous>))?(<ends.words>)$")


def _parts(name: str) -> tuple[str, str]:
    """Part a folded name from its end: 宁夏 and 自治区; a name of one character stays whole."""
    # The longest end is the one that begins first, and a name has two characters at least.
    found = _ends().search(name, 2)
    return (name[: found.start()], found[1]) if found else (name, "")


def is_place(name: str) -> bool:
    """Tell whether a subject is a place, not a body.

    >>> is_place("昆明市"), is_place("全國"), is_place("某縣人民醫院")
    (True, True, False)

    A zone without a name of its own (高新区), every place of a kind (各县区) and a list of places are none.

    >>> is_place("大安镇"), is_place("高新区"), is_place("各县区"), is_place("甲县、乙县")
    (True, False, False, False)
    """
    folded = script.fold(name)
    places = vocabulary.table("places")
    if folded in places["nation"]["words"]:
        return True
    new = places["new"]
    if (
        folded in new["zones"]
        or folded.startswith(tuple(new["every"]))
        or vocabulary.compiled("places", _LIST).search(folded)
    ):
        return False
    return bool(_ends().search(folded, 1))


def is_own(subject: str, place: str) -> bool:
    """Tell whether a subject is the place of its document, or a word for it.

    >>> [is_own(word, "雲南省") for word in ("云南省", "雲南", "全省", "我省", "全市", "昆明市", "全國")]
    [True, True, True, True, False, False, False]
    """
    said, own = script.fold(subject), script.fold(place)
    stem, end = _parts(own)
    if said in (own, stem) or _parts(said)[0] == own:
        return True
    ends = {end, own[-1]} - {""}
    return any(said == word + last for word in vocabulary.table("places")["own"]["words"] for last in ends)


def as_one(names: Iterable[str]) -> dict[str, str]:
    """Map each name to the name of its place: the first spelling of the fullest form.

    A name without its end belongs to the one place whose name it begins; where two would do (吉林: 吉林省,
    吉林市), it stays a place of its own.

    >>> as_one(["雲南省", "云南", "云南省"])
    {'雲南省': '雲南省', '云南': '雲南省', '云南省': '雲南省'}
    >>> as_one(["吉林", "吉林省", "吉林市"])["吉林"]
    '吉林'
    """
    spelling: dict[str, str] = {}
    for name in names:
        spelling.setdefault(name, script.fold(name))
    first: dict[str, str] = {}
    full: dict[str, set[str]] = {}
    for name, folded in spelling.items():
        first.setdefault(folded, name)
        stem, end = _parts(folded)
        if end:
            full.setdefault(stem, set()).add(folded)
    found: dict[str, str] = {}
    for name, folded in spelling.items():
        whole = full.get(folded, set())
        found[name] = first[next(iter(whole)) if len(whole) == 1 else folded]
    return found
