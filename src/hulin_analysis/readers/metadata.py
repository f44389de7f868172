"""What is known of an article besides its text: given by the user, or found in a page's own records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from hulin_analysis import script, vocabulary
from hulin_analysis.errors import ArticleError, describe_value
from hulin_analysis.writable import clean, is_clean

#: A year as folded texts write it, in either kind of digits: 2021, 二〇二一.
YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})"
# A day: 2024年5月3日, 2024-05-03, 二〇二四年五月三日, 113年5月3日 of the Republic; then the day of the week
# and the time, (星期五)16时30分. Pages write the zero of a year as the letter O as well.
_DAY = (
    r"(?:(?<!\d)(?P<year>\d{4})(?:年(?=\d{1,2}月)|[-/.](?!\d{1,2}月))(?P<month>\d{1,2})(?:月|-|/|\.)(?P<day>\d{1,2})日?"
    r"|(?P<han_year>[一二][〇○零OoΟ一二三四五六七八九]{3})年(?P<han_month>[一二三四五六七八九十]{1,2})"
    r"月(?P<han_day>[一二三四五六七八九十]{1,3})日"
    r"|(?<![\d.-])(?:<day.republic>(?=\d{2,3}年)|(?=1[01]\d[年/-]|1[01]\d\.\d\d\.\d\d(?![\d.])))"
    r"(?P<republic>\d{2,3})[年/.-](?P<republic_month>\d{1,2})[月/.-](?P<republic_day>\d{1,2})(?![\d-])日?)"
    r"(?:[\s|,]{0,3}[(\[]?<day.week>(?:[一二三四五六]|<day.sunday>)[)\]]?)?"
    r"(?:[\s|,]{0,3}T?(?:HKT)?\s{0,2}(?P<half><day.half>)?\s?(?P<hour>\d{1,2})[:时点](?P<minute>\d{2})"
    r"(?::\d{2}|分)?)?"
)
# In a page's own records a day may be bare digits: 20240503, 20240503102000.
_BARE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)?(?P<minute>\d\d)?(?:\d\d)?"
)
# /2024-06/20/, /202406/t20240620_1.html, /2024/0620/c1.html
_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>0[1-9]|1[0-2])[-/_]?"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_UNIVERSAL = re.compile(r"\d(?:Z|[+-]00:?00)$")

_REPUBLIC = 1911  # the year before the first of the Republic
_EARLIEST, _LATEST = 1800, 2200
_EAST = timedelta(hours=8)  # the clock of China, Hong Kong, Macao and Taiwan
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○OoΟ", 0)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, date, place, paper, site, authors and address of an article, as far as they are known."""

    title: str | None = None
    published: datetime | None = None
    place: str | None = None
    paper: str | None = None
    portal: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None

    def __post_init__(self) -> None:
        """Clean what is text: it is shown beside the article's own."""
        for name in ("title", "place", "paper", "portal", "url"):
            object.__setattr__(self, name, clean(getattr(self, name) or "") or None)
        object.__setattr__(self, "authors", tuple(map(clean, self.authors)))


def given_metadata(
    *,
    url: str | None = None,
    published: str | date | None = None,
    title: str | None = None,
    place: str | None = None,
    paper: str | None = None,
) -> Metadata:
    """Check what the user gives for an article: the options of ``ha.read_article``.

    >>> given_metadata(published="2022-02-15", place=" 某縣 ").published
    datetime.datetime(2022, 2, 15, 0, 0)
    """
    for option, words in (("title", title), ("place", place), ("paper", paper), ("url", url)):
        if not isinstance(words, str | None):
            raise ArticleError(
                "The {option} of an article is text, not {given}; give it as in {option}='…'.",
                option=option,
                given=describe_value(words),
            )
    if url is not None and web_address(url) is None:
        raise ArticleError(
            "{given} is not the address of a web page; give one as in url='https://news.example/a.html'.",
            given=describe_value(url),
        )
    return Metadata(
        title=_words(title),
        published=None if published is None else given_moment(published, "published"),
        place=_words(place),
        paper=_words(paper),
        url=url and url.strip(),
    )


def _words(given: str | None) -> str | None:
    return " ".join((given or "").split()) or None


def given_moment(given: object, option: str) -> datetime:
    """Read a day that the user gives: a date, a text in ISO 8601, or 2025年4月20日.

    >>> given_moment("2025年4月20日", "published")
    datetime.datetime(2025, 4, 20, 0, 0)
    """
    try:
        day = given
        if isinstance(given, str):
            typed = vocabulary.compiled("readers", _DAY).fullmatch(script.fold(given).strip())
            day = _written_moment(typed) if typed else datetime.fromisoformat(given.strip())
        # pandas.NaT is a datetime that equals nothing, not even itself.
        # What the text calls last year, or the year after next, has to be a year as well.
        if isinstance(day, date) and day == day and _EARLIEST <= day.year < _LATEST:
            return datetime.combine(day, day.time() if isinstance(day, datetime) else time())
    except ValueError:
        pass
    raise ArticleError(
        "{given} is not a date; give one as in {option}='2022-02-15'.",
        given=describe_value(given),
        option=option,
    )


def find_dates(words: str) -> Iterator[tuple[re.Match[str], datetime]]:
    """Find the days that folded words name, each with its time if it has one.

    A day that there is none of (31 April), of the years before 1800, or that is still to come, is left out:
    on it nothing was published.

    >>> words = "2024年4月31日,2024年5月3日(星期五)下午4时30分"
    >>> [day.isoformat(" ", "minutes") for _, day in find_dates(words)]
    ['2024-05-03 16:30']
    """
    for match in vocabulary.compiled("readers", _DAY).finditer(words):
        if day := _moment(match):
            yield match, day


def moment(words: str | None) -> datetime | None:
    """Read the first date of some words, with its time of day if it has one.

    >>> moment("2022-02-15T08:59:00+08:00"), moment("2022年13月1日"), moment("9999-12-31")
    (datetime.datetime(2022, 2, 15, 8, 59), None, None)
    >>> moment("一九五六年十月二十一日"), moment("民國113年7月12日")
    (datetime.datetime(1956, 10, 21, 0, 0), datetime.datetime(2024, 7, 12, 0, 0))
    """
    folded = script.fold(words or "")
    return next((day for _, day in find_dates(folded)), None)


def recorded_moment(words: str | None) -> datetime | None:
    """Read a date of a page's own records: bare digits too, and universal time as the clock of China.

    >>> recorded_moment("20240503102000"), recorded_moment("2024-05-02T16:30:00Z")
    (datetime.datetime(2024, 5, 3, 10, 20), datetime.datetime(2024, 5, 3, 0, 30))
    """
    said = (words or "").strip()
    if bare := _BARE.fullmatch(said):
        return _moment(bare)
    found = moment(said)
    return found + _EAST if found and _UNIVERSAL.search(said) else found


def address_day(url: str | None) -> datetime | None:
    """Read the day that stands in the path of a web address.

    >>> address_day("https://news.example/2024-06/20/content_1.htm"), address_day("https://news.example/1234567.htm")
    (datetime.datetime(2024, 6, 20, 0, 0), None)
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    return next(filter(None, map(_moment, _IN_PATH.finditer(path))), None)


def _moment(match: re.Match[str]) -> datetime | None:
    """Return the day that a match names, if something can have been published on it."""
    try:
        day = _written_moment(match)
    except ValueError:
        return None
    return None if day.year < _EARLIEST or day > datetime.now() + timedelta(days=1) else day


def _written_moment(match: re.Match[str]) -> datetime:
    said = match.groupdict()

    def part(name: str) -> int:
        return _number(
            next(filter(None, (said.get(f"{kind}{name}") for kind in ("", "han_", "republic_"))), "0")
        )

    year = _REPUBLIC + int(said["republic"]) if said.get("republic") else part("year")
    day = datetime(year, part("month"), part("day"))
    hour, minute = int(said.get("hour") or 0), int(said.get("minute") or 0)
    if said.get("half") in vocabulary.words("readers", "day", "after_noon") and hour < 12:
        hour += 12
    return day.replace(hour=hour, minute=minute) if hour < 24 and minute < 60 else day


def _number(written: str) -> int:
    """Return the number of a part of a date, written in digits of either kind or with 十."""
    tens, ten, ones = written.rpartition("十")
    if ten:
        return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
    return int("".join(digit if digit.isdigit() else str(_DIGITS[digit]) for digit in written))


def web_address(words: str | None) -> str | None:
    """Return an address that leads to the web, and no other: no ``javascript:``, no path of a disk.

    >>> web_address(" https://news.example/a.html "), web_address("javascript:alert(1)")
    ('https://news.example/a.html', None)
    """
    address = (words or "").strip()
    if re.search(r"[\s<>\"']", address) or not is_clean(address):
        return None
    try:
        parts = urlsplit(address)
        return address if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
