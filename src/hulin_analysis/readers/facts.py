"""What is known of an article besides its text: given by the user, or found in a page's own records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit

from hulin_analysis.errors import ArticleError, called
from hulin_analysis.writable import characters

__all__ = ["DATE", "YEAR", "Facts", "given_facts", "moment", "web_address"]

#: A year as folded texts write it, in either kind of digits: 2021, 二〇二一.
YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})"
DATE = re.compile(
    r"(?:(\d{4})(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})日?"
    r"|([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
    r"|(?<![\d-])(?:(?:中华)?民国)?(1[01]\d)[年/-](\d{1,2})[月/-](\d{1,2})(?![\d-])日?)"
    r"\s{0,3}(?:T?(\d{1,2}):(\d{2})(?::\d{2})?)?"
)

_REPUBLIC = 1911  # the year before the first of the Republic
_DIGITS = {**{digit: value for value, digit in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0}


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, date, place, paper, site, authors and address of an article, as far as they are known."""

    title: str | None = None
    published: datetime | None = None
    place: str | None = None
    paper: str | None = None
    portal: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None


def given_facts(
    *,
    url: str | None = None,
    published: str | date | None = None,
    title: str | None = None,
    place: str | None = None,
    paper: str | None = None,
) -> Facts:
    """Check what the user gives for an article: the options of ``ha.read_article``.

    Raises
    ------
    ArticleError
        If one of them is not what it should be; the message says how it is written.

    Examples
    --------
    >>> given_facts(published="2022-02-15", place=" 某縣 ").published
    datetime.datetime(2022, 2, 15, 0, 0)
    """
    for option, words in (("title", title), ("place", place), ("paper", paper), ("url", url)):
        if not isinstance(words, str | None):
            raise ArticleError(
                f"The {option} of an article is text, not {called(words)}; give it as in {option}='…'."
            )
    if url is not None and web_address(url) is None:
        raise ArticleError(
            f"{called(url)} is no address of a web page; give one as in url='https://news.example/a.html'."
        )
    return Facts(
        title=_words(title),
        published=None if published is None else _given_moment(published),
        place=_words(place),
        paper=_words(paper),
        url=url and url.strip(),
    )


def _words(given: str | None) -> str | None:
    return characters(" ".join((given or "").split())) or None


def _given_moment(published: object) -> datetime:
    try:
        if isinstance(published, str):
            published = datetime.fromisoformat(published.strip())
        # pandas.NaT is a datetime that equals nothing, not even itself.
        if isinstance(published, datetime) and published == published:
            return datetime.combine(published.date(), published.time())
        if isinstance(published, date) and not isinstance(published, datetime):
            return datetime.combine(published, time())
    except ValueError:
        pass
    raise ArticleError(f"{called(published)} is no date; give one as in published='2022-02-15'.")


def moment(words: str | None) -> datetime | None:
    """Read the first date of some words, with its time of day if it has one.

    Examples
    --------
    >>> moment("2022-02-15T08:59:00+08:00"), moment("2022年13月1日")
    (datetime.datetime(2022, 2, 15, 8, 59), None)
    >>> moment("一九五六年十月二十一日"), moment("民国113年7月12日")
    (datetime.datetime(1956, 10, 21, 0, 0), datetime.datetime(2024, 7, 12, 0, 0))
    """
    match = DATE.search(words or "")
    if match is None:
        return None
    said = [_number(group or "0") for group in match.groups()]
    year, month, day = said[:3] if match[1] else said[3:6] if match[4] else said[6:9]
    year += 0 if match[1] or match[4] else _REPUBLIC
    hour, minute = said[9:]
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def _number(written: str) -> int:
    """Return the number of a part of a date, written in digits of either kind or with 十."""
    tens, ten, ones = written.rpartition("十")
    if ten:
        return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
    return int("".join(digit if digit.isdigit() else str(_DIGITS[digit]) for digit in written))


def web_address(words: str | None) -> str | None:
    """Return an address that leads to the web, and no other: no ``javascript:``, no path of a disk.

    Examples
    --------
    >>> web_address(" https://news.example/a.html "), web_address("javascript:alert(1)")
    ('https://news.example/a.html', None)
    """
    address = (words or "").strip()
    if re.search(r"[\s<>\"'\x00-\x1f]", address):
        return None
    try:
        parts = urlsplit(address)
        return address if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
