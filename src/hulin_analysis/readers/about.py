"""About: the place that a text is about, and whether all that it says is said of that place."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.places import find_places, full_names, new_name, own_words, short_names
from hulin_analysis.readers.facts import YEAR

__all__ = ["is_account", "main_place"]

_OPENING = 200  # characters in which a text says who tells it, its headline and byline included
# 临海县:…: whom a headline names in front of its colon, whether the table has the name or not.
_NAMED = re.compile(r"[\u4e00-\u9fff]{1,7}[省市县区州盟旗](?=:)")


def _words(table: str, key: str) -> tuple[str, ...]:
    return tuple(vocabulary.table("places")[table][key])


@cache
def _headline() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a headline of a report opens with a place, and what cannot be the opening of a name."""
    table = vocabulary.table("places")["headline"]
    papers, statements = "|".join(map(re.escape, table["papers"])), vocabulary.table("statements")
    # The lazy name stops at the first end that one of these follows.
    lead, behind = "|".join(map(re.escape, table["lead"])), "|".join(table["behind"])
    opening = re.compile(
        rf"(?:{lead})?(?:{YEAR}年度?)?(?P<name>[\u4e00-\u9fff]{{2,12}}?)(?={behind}|{YEAR}年.*?(?:{papers}))"
    )
    verbs = [*statements["mood"]["plan"], *statements["trim"]["verbs"], *statements["trim"]["lead"]]
    return opening, re.compile("|".join(re.escape(verb) for verb in verbs if len(verb) > 1))


def _in_headline(title: str) -> str | None:
    """Name whom a headline begins with, where what follows says that it is a place: 大安镇政府工作报告."""
    if (named := _NAMED.match(title)) and not named[0].endswith(_words("new", "common")):
        return named[0]
    opening, verbs = _headline()
    found = opening.match(title)
    if not found:
        return None
    words = found["name"]
    if words in full_names() and not words.startswith(_words("new", "every")):
        return words
    for _, end in find_places(words):  # of 某市甲县 the last
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
    every = _words("new", "every")
    found = [span for span in find_places(folded) if not folded.startswith(every, span[0])]
    if not found:
        short = _by_short_name(folded, title)
        return text[slice(*short)] if short else None
    in_title = [title[a:b] for a, b in find_places(title) if not title.startswith(every, a)]
    counts = Counter(folded[a:b] for a, b in found)
    name = in_title[0] if in_title else counts.most_common(1)[0][0]
    start, end = next(span for span in found if folded[span[0] : span[1]] == name)
    return text[start:end]


@cache
def _short() -> re.Pattern[str]:
    """Match a short name of a province, a city or the like, which a dateline does not end: 北京1月5日电."""
    names = sorted({*short_names(), *own_words()}, key=len, reverse=True)
    return re.compile(
        rf"(?:(?<=[年月日份度季末底在])|(?<![\u4e00-\u9fff]))"
        rf"(?:{'|'.join(map(re.escape, names))})(?!\d{{1,2}}月\d{{1,2}}日|[至到—-])"
    )


def _by_short_name(folded: str, title: str) -> tuple[int, int] | None:
    """Return where a text that names no place in full names the one it is about in short.

    That is the one in its headline; in an account, the one named first, if no other is named as often.
    """
    if in_title := _short().search(title):
        at = folded.find(in_title[0])
        return (at, at + len(in_title[0])) if at >= 0 else None
    found = list(_short().finditer(folded)) if is_account(title, "", folded[:_OPENING]) else []
    counts = Counter(match[0] for match in found)
    if not found or 2 * counts[found[0][0]] < len(found):
        return None
    return found[0].span()


@cache
def _accounts() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """Return what the headline and the opening of an account have, and what its author's name ends in."""
    table = vocabulary.table("places")["account"]
    headline, offices, tells = (
        "|".join(map(re.escape, words))
        for words in (
            (*_words("headline", "papers"), *table["headline"]),
            table["offices"],
            table["tells"],
        )
    )
    return re.compile(headline), re.compile(f"(?:{offices})[^。]{{0,24}}(?:{tells})"), tuple(table["offices"])


def is_account(title: str, author: str, opening: str) -> bool:
    """Tell whether a text is an account of its place, of which all is said that is said of no other.

    Parameters
    ----------
    title, author, opening : str
        Its headline, who publishes it, and how its body begins; all folded.

    Examples
    --------
    >>> is_account("甲县2023年国民经济和社会发展统计公报", "", ""), is_account("", "甲县统计局", "")
    (True, True)
    >>> is_account("甲县一户人家", "某日报", "92岁的老人说"), is_account("", "", "据甲县统计局核算,")
    (False, True)
    """
    headline, opens, offices = _accounts()
    return bool(headline.search(title) or author.endswith(offices) or opens.search(opening))
