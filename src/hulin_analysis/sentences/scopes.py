"""Scopes: what a name without a measure takes from what stands before it.

Under 固定资产投资增长9%。分产业看,第一产业增长5% the second number is of 第一产业投资; in 小学43所,招生900人
it is of 小学招生; in 收入9亿元、占全省比重5% of 收入占全省比重.
"""

from __future__ import annotations

import re
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.sentences.lexicon import words

__all__ = [
    "goes_without",
    "industry_measure",
    "is_bare_measure",
    "is_body",
    "is_part",
    "keeps_measure",
    "opens_parts",
    "scopes",
]

_LONGEST_AIM = 5  # 调整预算, 五年目标; 粮食总产量计划 is a name


@cache
def _parts() -> re.Pattern[str]:
    return vocabulary.compiled(
        "statements",
        "<structure.by_kind>[一-鿿]{1,8}<structure.seen>[,，:]|<structure.among>",
    )


@cache
def _industry() -> re.Pattern[str]:
    return vocabulary.compiled("statements", "<structure.industry_names>")


@cache
def _openings() -> frozenset[str]:
    """Return the characters that a sentence of parts begins with."""
    lists = ("by_kind", "among", "industry_names")
    return frozenset(word[0] for name in lists for word in words("structure", name))


def opens_parts(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence sets out to name the parts of what was said before it.

    Examples
    --------
    >>> [opens_parts(text, 0, len(text)) for text in ("分产业看,第一产业增长5%", "投资增长5%")]
    [True, False]
    """
    if folded[start : start + 1] not in _openings():
        return False
    return (_parts().match(folded, start, end) or _industry().match(folded, start, end)) is not None


def scopes(folded: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Return where parts are named in a sentence: where the words begin and end that say so, and how.

    Those that go by a kind (分产业看) hold to the end of the sentence, 其中 only as long as it is spoken of.

    Examples
    --------
    >>> scopes("投资增长5%,分产业看,第一产业增长9%", 0, 21), scopes("投资(其中甲1亿元)5亿元", 0, 15)
    ([(7, 12, True)], [])
    """
    found = []
    for match in _parts().finditer(folded, start, end):
        at = match.start()
        if folded.rfind("(", start, at) <= folded.rfind(")", start, at):
            found.append((at, match.end(), folded[match.end() - 1] in ",，:"))
    return found


def industry_measure(name: str) -> str | None:
    """Return what is measured of one of the three industries; None for any other name.

    Examples
    --------
    >>> industry_measure("第一产业增加值"), industry_measure("工业增加值")
    ('增加值', None)
    """
    match = _industry().match(name)
    return name[match.end() :] if match else None


def is_part(folded: str, start: int, left: int, name: str) -> int | None:
    """Return where the scope begins within which a name is that of a part; None outside of any."""
    left += len(words("structure", "among")[0])  # it may stand at the beginning of the words themselves
    if (found := list(_parts().finditer(folded, start, left))) and name:
        return found[-1].start()
    return left if _industry().fullmatch(name) else None


def is_body(name: str) -> bool:
    """Tell whether words name a company or an office, which are no measure: 甲公司增幅达5%."""
    return name.endswith(words("structure", "bodies"))


def is_bare_measure(name: str) -> bool:
    """Tell whether a measure stands without what it measures: 招生, 产量."""
    return name in _dependent()


def keeps_measure(name: str) -> bool:
    """Tell whether a bare measure is said of a measured thing as a whole: 产量…, 占比… is 产量占比."""
    return name in words("structure", "ratios")


def goes_without(name: str, *, rate: bool = False) -> bool:
    """Tell whether words name nothing by themselves: a verb (一九五八年只生产八十万千瓦), of a rate an aim.

    Examples
    --------
    >>> [goes_without(name, rate=True) for name in ("调整预算", "粮食总产量计划")]
    [True, False]
    """
    aim = rate and len(name) <= _LONGEST_AIM and name.endswith(words("linking", "aims"))
    return aim or name in _verbs()


@cache
def _dependent() -> frozenset[str]:
    return frozenset(words("structure", "dependent"))


@cache
def _verbs() -> frozenset[str]:
    known = {*words("structure", "verbs"), *words("trim", "verbs")}
    return frozenset(known.difference(words("structure", "nouns")))
