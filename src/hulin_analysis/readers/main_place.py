"""About: the place that a text is about, and whether all that it says is said of that place."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article
from hulin_analysis.places import find_places, full_names, new_name, own_words, short_names
from hulin_analysis.readers.metadata import YEAR

_REACH = 12  # characters in which an office says whose it is
_OPENING = 200  # characters in which a text says who tells it, its headline and byline included
# 临海县:…: whom a headline names in front of its colon, whether the table has the name or not.
_NAMED = r"[\u4e00-\u9fff]{1,7}<headline.named>(?=:)"
# The lazy name stops at the first end that one of these follows.
_HEADLINE = (
    rf"<headline.lead>?(?:{YEAR}年度?)?(?P<name>[\u4e00-\u9fff]{{2,12}}?)"
    rf"(?=<headline.behind>|{YEAR}年.*?<headline.papers>)"
)


def _words(table: str, key: str) -> tuple[str, ...]:
    return tuple(vocabulary.table("places")[table][key])


@cache
def _headline() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a headline of a report opens with a place, and what cannot be the opening of a name."""
    statements = vocabulary.table("statements")
    verbs = [*statements["mood"]["plan"], *statements["trim"]["verbs"], *statements["trim"]["lead"]]
    return vocabulary.compiled("places", _HEADLINE), re.compile(
        "|".join(re.escape(verb) for verb in verbs if len(verb) > 1)
    )


def _in_headline(title: str) -> str | None:
    """Name whom a headline begins with, where what follows says that it is a place: 大安镇政府工作报告."""
    named = vocabulary.compiled("places", _NAMED).match(title)
    if named and not named[0].endswith(_words("new", "common")):
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


def main_place(text: str, folded: str, title: str = "", author: str = "") -> str | None:
    """Name the place a text is about: the one its headline names, else the one it names most often.

    >>> text = "海淀区新建學校3所,朝阳区2所,海淀区另建2所。"
    >>> main_place(text, text)
    '海淀区'
    """
    office = _office().match(author)
    if place := _in_headline(title) or (office and office["name"]):
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
    behind = vocabulary.filled("places", r"(?:<-account.behind>|(?<![\u4e00-\u9fff]))")
    return re.compile(rf"{behind}(?:{'|'.join(map(re.escape, names))})(?!\d{{1,2}}月\d{{1,2}}日|[至到—-])")


def _by_short_name(folded: str, title: str) -> tuple[int, int] | None:
    """Return where a text that names no place in full names the one it is about in short.

    That is the one in its headline; in an account, the one named first, if no other is named as often.
    """
    if in_title := _short().search(title):
        at = folded.find(in_title[0])
        return (at, at + len(in_title[0])) if at >= 0 else None
    found = list(_short().finditer(folded)) if _tells(title, "", folded[:_OPENING]) else []
    counts = Counter(match[0] for match in found)
    if not found or 2 * counts[found[0][0]] < len(found):
        return None
    return found[0].span()


@cache
def _office() -> re.Pattern[str]:
    """Match the name of an office and the place that it is of: 某县统计局."""
    office = r"(?P<name>[\u4e00-\u9fff]{1,7}?<headline.named>)[\u4e00-\u9fff]{0,8}<account.offices>"
    return vocabulary.compiled("places", office)


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


def is_account(article: Article) -> bool:
    r"""Tell whether an article is an account of its place, of which all is said that is said of no other.

    It is by its headline, its author, or the first words of its body.

    >>> import hulin_analysis as ha
    >>> report, feature, release = (
    ...     "甲县2023年国民经济和社会发展统计公报\n粮食产量3万吨。",
    ...     "甲县一户人家\n92岁的老人说,收入3万元。",
    ...     "经济平稳\n据甲县统计局核算,增长5%。",
    ... )
    >>> [is_account(ha.parse_article(text)) for text in (report, feature, release)]
    [True, False, True]
    """
    title = article.headline or (article.title.quote if article.title else "")
    paragraphs = article.paragraphs
    body = paragraphs[0].span.start if paragraphs else 0
    author = script.fold(article.paper or "")
    return _tells(
        script.fold(title), author, article.folded[body : body + _OPENING], script.fold(article.place or "")
    )


def _tells(title: str, author: str, opening: str, place: str = "") -> bool:
    headline, opens, offices = _accounts()
    nation = vocabulary.words("places", "account", "national")
    if headline.search(title):
        return place in title or not any(word in title for word in nation)
    if author.endswith(offices):
        return _is_of(author, len(author) - 1, place)
    office = opens.search(opening)
    return office is not None and _is_of(opening, office.start(), place)


def _is_of(words: str, office: int, place: str) -> bool:
    """Tell whether an office at an offset may be that of a place: 国家统计局 is that of no city."""
    of = _of_whom().search(words, max(0, office - _REACH), office)
    if of is None or not place:
        return True
    named = _words("headline", "named")
    return of[1] in named and (place.endswith(of[1]) or not place.endswith(named))


@cache
def _of_whom() -> re.Pattern[str]:
    """Match what says whose an office is, in front of it: 省交通运输|厅, 国家统计|局."""
    return vocabulary.compiled("places", r"(<headline.named>|<account.national>)[\u4e00-\u9fff]{0,8}$")
