"""About: the place that a text is about, by its headline or by what it names most often."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.places import find_places, full_names, new_name
from hulin_analysis.readers.facts import YEAR

__all__ = ["main_place"]

# 临海县:…: whom a headline names in front of its colon, whether the table has the name or not.
_NAMED = r"[\u4e00-\u9fff]{1,7}<headline.named>(?=:)"
# The lazy name stops at the first end that one of these follows.
_OPENING = (
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
    return vocabulary.compiled("places", _OPENING), re.compile(
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
        return None
    in_title = [title[a:b] for a, b in find_places(title) if not title.startswith(every, a)]
    counts = Counter(folded[a:b] for a, b in found)
    name = in_title[0] if in_title else counts.most_common(1)[0][0]
    start, end = next(span for span in found if folded[span[0] : span[1]] == name)
    return text[start:end]
