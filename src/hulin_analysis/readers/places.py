"""Places: which administrative division a text is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from hulin_analysis import vocabulary
from hulin_analysis.readers.facts import YEAR

__all__ = ["gazetteer", "main_place", "new_name", "places"]

_SUFFIX = re.compile(r"[省市县区州盟旗]")
_NO_PLACE = (
    "城市",
    "都市",
    "夜市",
    "超市",
    "股市",
    "集市",
    "山区",
    "地区",
    "小区",
    "景区",
    "园区",
    "战区",
    "灾区",
)
_OPEN, _CLOSE = frozenset('“‘「『"'), frozenset('”’」』"')
_LONGEST = 12
# 临海县:…: whom a headline names in front of its colon, whether the gazetteer knows the name or not.
_NAMED = re.compile(r"[\u4e00-\u9fff]{1,7}[省市县区州盟旗](?=:)")
# No stem is longer: 双江拉祜族 is, but the gazetteer knows the old names.
_STEM = r"[\u4e00-\u9fff]{0,4}?"


@cache
def gazetteer() -> frozenset[str]:
    """Return the simplified names of provinces, cities, counties and districts, suffix included.

    Source: the words that jieba's dictionary tags ``ns`` (place name) and that end in 省市县区州盟旗.

    Examples
    --------
    >>> "海淀区" in gazetteer(), "开发区" in gazetteer()
    (True, False)
    """
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    words = (line.split(" ", 1)[0] for line in lines if line.endswith(" ns"))
    return frozenset(w for w in words if len(w) > 2 and _SUFFIX.match(w[-1]) and not w.endswith(_NO_PLACE))


def _words(key: str) -> tuple[str, ...]:
    return tuple(vocabulary.table("places")["new"][key])


def _any(key: str) -> str:
    return "|".join(sorted(map(re.escape, _words(key)), key=len, reverse=True))


@cache
def _new() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a name looks like that the gazetteer does not have, and which stems are none."""
    name = re.compile(f"(?P<stem>{_STEM})(?:(?P<zone>{_any('zones')})|(?:{_any('ends')}))")
    none = re.compile(f"(?:{_any('deictic')}).*|.*(?:{_any('wordlike')}).*|(?:{_any('alone')})")
    return name, none


def new_name(word: str) -> str | None:
    """Return the stem of a word that is built like the name of a division; None if it is not.

    An empty stem is that of a zone without a name of its own.

    Examples
    --------
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


@cache
def _tails() -> frozenset[str]:
    """Return the last two characters of the names: few words that end in 市 or 区 share them."""
    return frozenset(name[-2:] for name in gazetteer())


def places(folded: str, own: str = "") -> Iterator[tuple[int, int]]:
    """Yield the offsets of each place name in a folded text, the longest name where several end alike.

    A name that stands in quotation marks by itself (“平安县”) is a title, not a place.

    Parameters
    ----------
    folded : str
        The folded text.
    own : str, optional
        The place that the text is about, folded: a place whether the gazetteer has it or not.

    Examples
    --------
    >>> text = "海淀区与甲县,“甲县”"
    >>> [text[a:b] for a, b in places(text, own="甲县")]
    ['海淀区', '甲县']
    """
    reached, own = 0, own if own in folded else ""
    for start, end in _listed(folded):
        if own and reached <= start:
            yield from _said(folded, own, reached, start)
        reached = max(reached, end)
        if not _is_title(folded, start, end):
            yield start, end
    if own:
        yield from _said(folded, own, reached, len(folded))


def _is_title(folded: str, start: int, end: int) -> bool:
    return folded[start - 1 : start] in _OPEN and folded[end : end + 1] in _CLOSE


def _said(folded: str, own: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a name stands between two others."""
    while (at := folded.find(own, start, end)) >= 0:
        start = at + len(own)
        if not _is_title(folded, at, start):
            yield at, start


def _listed(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each name that the gazetteer has."""
    names, tails = gazetteer(), _tails()
    for match in _SUFFIX.finditer(folded):
        end = match.end()
        if folded[end - 2 : end] not in tails:
            continue
        for start in range(max(0, end - _LONGEST), end - 2):
            if folded[start:end] in names:
                yield start, end
                break


@cache
def _headline() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a headline of a report opens with a place, and what cannot be the opening of a name."""
    table = vocabulary.table("places")["headline"]
    papers, statements = "|".join(map(re.escape, table["papers"])), vocabulary.table("statements")
    # The lazy name stops at the first end that one of these follows.
    opening = re.compile(
        rf"(?:{YEAR}年)?(?P<name>[\u4e00-\u9fff]{{2,12}}?)(?={'|'.join(table['behind'])}|{YEAR}年.*?(?:{papers}))"
    )
    verbs = [*statements["mood"]["plan"], *statements["trim"]["verbs"], *statements["trim"]["lead"]]
    return opening, re.compile("|".join(re.escape(verb) for verb in verbs if len(verb) > 1))


def _in_headline(title: str) -> str | None:
    """Name whom a headline begins with, where what follows says that it is a place: 大安镇政府工作报告."""
    if (named := _NAMED.match(title)) and not named[0].endswith(_NO_PLACE):
        return named[0]
    opening, verbs = _headline()
    found = opening.match(title)
    if not found:
        return None
    words = found["name"]
    if words in gazetteer() and not words.startswith(_words("every")):
        return words
    for _, end in _listed(words):  # of 某市甲县 the last
        if end < len(words):
            words = words[end:]
            break
    return words if new_name(words) and not verbs.match(words) else None


def main_place(text: str, folded: str, title: str = "") -> str | None:
    """Name the place a text is about: the one its headline names, else the one it names most often.

    Parameters
    ----------
    text, folded : str
        The text, and its fold.
    title : str, optional
        The headline, folded.

    Returns
    -------
    str or None
        The name as the text writes it; None for a text that names no place.

    Examples
    --------
    >>> text = "海淀区新建學校3所,朝阳区2所,海淀区另建2所。"
    >>> main_place(text, text)
    '海淀区'
    """
    if place := _in_headline(title):
        at = folded.find(place)
        return text[at : at + len(place)] if at >= 0 else None
    every = _words("every")
    found = [span for span in places(folded) if not folded.startswith(every, span[0])]
    if not found:
        return None
    in_title = [title[a:b] for a, b in places(title) if not title.startswith(every, a)]
    counts = Counter(folded[a:b] for a, b in found)
    name = in_title[0] if in_title else counts.most_common(1)[0][0]
    start, end = next(span for span in found if folded[span[0] : span[1]] == name)
    return text[start:end]
