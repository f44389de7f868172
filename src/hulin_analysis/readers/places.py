"""Places: which administrative division a text is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

__all__ = ["gazetteer", "main_place", "place_end", "places"]

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


@cache
def _tails() -> frozenset[str]:
    """Return the last two characters of the names: few words that end in 市 or 区 share them."""
    return frozenset(name[-2:] for name in gazetteer())


def places(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each place name in a folded text, the longest name where several end alike.

    A name that stands in quotation marks by itself (“平安县”) is a title, not a place.
    """
    names, tails = gazetteer(), _tails()
    for match in _SUFFIX.finditer(folded):
        end = match.end()
        if folded[end - 2 : end] not in tails:
            continue
        for start in range(max(0, end - _LONGEST), end - 2):
            if folded[start:end] in names:
                if folded[start - 1 : start] not in _OPEN or folded[end : end + 1] not in _CLOSE:
                    yield start, end
                break


def place_end(folded: str, start: int, end: int) -> int | None:
    """Return where the place name ends that begins at an offset; None if none does.

    Examples
    --------
    >>> place_end("海淀区新建学校", 0, 7)
    3
    """
    names = gazetteer()
    for match in _SUFFIX.finditer(folded, start + 2, min(end, start + _LONGEST)):
        if folded[start : match.end()] in names:
            return match.end()
    return None


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
    if (named := _NAMED.match(title)) and not (place := named[0]).endswith(_NO_PLACE):
        at = folded.find(place)
        return text[at : at + len(place)] if at >= 0 else None
    found = list(places(folded))
    if not found:
        return None
    in_title = [title[a:b] for a, b in places(title)]
    counts = Counter(folded[a:b] for a, b in found)
    name = in_title[0] if in_title else counts.most_common(1)[0][0]
    start, end = next(span for span in found if folded[span[0] : span[1]] == name)
    return text[start:end]
