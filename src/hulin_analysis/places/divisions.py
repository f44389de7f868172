"""Divisions: provinces, prefectures and counties with their codes, today's and those of earlier years.

The table ``divisions.csv`` is one of facts; ``NOTICE.md`` beside it says where they come from.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from hulin_analysis import vocabulary

_LEVELS = ("province", "prefecture", "county")
_COUNTY = _LEVELS[2]


class Division(NamedTuple):
    """A province, prefecture or county."""

    code: str  # the six digits of GB/T 2260; empty for those of Taiwan, which it gives none
    name: str  # the full name in simplified script
    level: str  # ``province``, ``prefecture`` or ``county``
    parent: str  # the code of what it belongs to, or the name of one without a code; empty for a province
    # The first and the last year of the name; None where it is older than the sources, or in force.
    since: int | None
    until: int | None

    def in_force(self, year: int) -> bool:
        """Tell whether the name was in force in a year.

        >>> [named("襄樊市")[0].in_force(year) for year in (2005, 2020)]
        [True, False]
        """
        return (self.since or 0) <= year <= (self.until or year)


@cache
def divisions() -> tuple[Division, ...]:
    """Return every division, those since abolished or renamed among them.

    >>> print(divisions()[0].name, len(divisions()) > 5000)
    北京市 True
    """
    text = files("hulin_analysis.places").joinpath("divisions.csv").read_text(encoding="utf-8")
    found = []
    for code, name, level, parent, since, until in csv.reader(text.splitlines()[1:]):
        years = int(since) if since else None, int(until) if until else None
        found.append(Division(code, name, level, parent, *years))
    return tuple(found)


@cache
def _short_form() -> re.Pattern[str]:
    """Return how a full name parts into the short one and what it is: 延边, 朝鲜族, 自治州."""
    words = vocabulary.table("places")["names"]
    peoples = "|".join(map(re.escape, sorted(words["peoples"], key=len, reverse=True)))
    ends = "|".join(map(re.escape, sorted(words["ends"], key=len, reverse=True)))
    people, autonomous = vocabulary.any_of("places", "names", "people"), _autonomous()
    is_people = f"(?:(?:(?:{peoples}){people}?)++(?={'|'.join(map(re.escape, autonomous))}))?{people}?"
    return re.compile(f"(?P<short>.{{2,}}?){is_people}(?P<end>{ends})")


def _autonomous() -> tuple[str, ...]:
    return vocabulary.words("places", "ends", "autonomous")


def _forms(division: Division) -> Iterator[tuple[str, bool]]:
    """Yield how a division is named, and whether the name says what it is: 延边朝鲜族自治州, 延边州, 延边."""
    yield division.name, True
    parted = _short_form().fullmatch(division.name)
    if not parted:
        return
    short, end, words = parted["short"], parted["end"], vocabulary.table("places")["names"]
    if end.startswith(_autonomous()):
        yield short + end, True
        if end not in words["kept"]:
            yield short + end[-1], True
    elif end in words["shortened"]:
        yield short + words["shortened"][end], True
    if division.level != _COUNTY or end in words["left_out"]:
        yield short, False


@cache
def _by_name() -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for division in divisions():
        for form, _ in _forms(division):
            found.setdefault(form, []).append(division)
    for word, name in vocabulary.table("places")["own"]["whole"].items():
        found[word] = found.get(name, [])
    return found


def named(name: str) -> tuple[Division, ...]:
    """Return the divisions of a name, full or short, in simplified script: those in force first.

    >>> [division.code for division in named("鼓楼区")]
    ['320106', '320302', '350102', '410204']
    >>> named("延边")[0].name, named("开发区")
    ('延边朝鲜族自治州', ())
    """
    return tuple(sorted(_by_name().get(name, ()), key=lambda division: -(division.until or 9999)))


def short_form(name: str) -> str | None:
    """Return what a full name is shortened to; None for one that is not.

    >>> short_form("阳新县"), short_form("北川羌族自治县"), short_form("成县")
    ('阳新', '北川', None)
    """
    parted = _short_form().fullmatch(name)
    return parted["short"] if parted else None


@cache
def full_names() -> frozenset[str]:
    """Return the names that say what they are: 海淀区, 延边朝鲜族自治州 and 延边州, not 延边.

    >>> {"海淀区", "延边州", "襄樊市"} <= full_names(), "延边" in full_names(), "开发区" in full_names()
    (True, False, False)
    """
    forms, ends = chain.from_iterable(map(_forms, divisions())), vocabulary.words("places", "names", "last")
    return frozenset(name for name, full in forms if full and name.endswith(ends))


@cache
def short_names() -> frozenset[str]:
    """Return the short names of provinces and prefectures that are no common words: 北京, 延边, not 白银.

    >>> {"北京", "黑龙江", "哈尔滨", "延边", "内蒙古", "香港"} <= short_names(), "日照" in short_names()
    (True, False)
    """
    unsafe = frozenset(vocabulary.table("places")["names"]["unsafe"])
    found = {
        form
        for division in divisions()
        if division.until is None and division.level != _COUNTY
        for form, full in _forms(division)
        if not full
    }
    return frozenset(found - full_names() - unsafe)


@cache
def own_words() -> dict[str, tuple[str, ...]]:
    """Return the words that a place has for itself and no other could mean, with its names.

    >>> own_words()["本港"]
    ('香港', '香港特别行政区', '香港特区')
    """
    own = vocabulary.table("places")["own"]["whole"]
    return {word: tuple(sorted(forms_of(name))) for word, name in own.items()}


@cache
def _ancestors(division: Division) -> set[str]:
    """Return the names, full and short, of all that a division belongs to."""
    found: set[str] = set()
    parent = division.parent
    while parent:
        above = _by_code().get(parent) or _by_name().get(parent, [])
        for one in above:
            found.update(form for form, _ in _forms(one))
        parent = above[0].parent if above else ""
    return found


@cache
def _by_code() -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for division in divisions():
        if division.code:
            found.setdefault(division.code, []).append(division)
    return found


def names_of(code: str) -> tuple[str, ...]:
    """Return the names that a code of the divisions has had.

    >>> names_of("230381"), names_of("999999")
    (('虎林市',), ())
    """
    return tuple(one.name for one in _by_code().get(code, ()))


def forms_of(name: str) -> frozenset[str]:
    """Return every name, full and short, of the divisions that a name may mean.

    >>> sorted(forms_of("延边"))
    ['延边', '延边州', '延边朝鲜族自治州', '延边自治州']
    """
    return frozenset({form for one in named(name) for form, _ in _forms(one)} | {name})


@lru_cache(maxsize=10_000)
def lies_in(name: str, within: str) -> bool:
    """Tell whether a division of a name lies within another.

    >>> lies_in("鼓楼区", "福建省"), lies_in("鼓楼区", "南京"), lies_in("海淀区", "上海市")
    (True, True, False)
    """
    return any(within in _ancestors(one) for one in named(name))


def _behind_parents(name: str) -> list[Division]:
    """Return the divisions whose name stands behind that of one that they belong to: 福建省鼓楼区."""
    for at in range(2, len(name) - 1):
        found = [
            one for one in named(name[at:]) if any(name[:at].endswith(above) for above in _ancestors(one))
        ]
        if found:
            return found
    return []


def code_of(name: str, within: str | None = None, year: int | None = None) -> str | None:
    """Return the code of the division that a name means; None if it means none or more than one.

    The name, in simplified script, may have that of what it belongs to in front. Of two divisions of one name
    the one is meant that belongs to `within`, what the text is about; a name in force in `year` goes first.

    >>> code_of("虎林市"), code_of("延边"), code_of("福建省鼓楼区"), code_of("福建省福州市鼓楼区")
    ('230381', '222400', '350102', '350102')
    >>> code_of("鼓楼区"), code_of("鼓楼区", within="南京市"), code_of("巢湖市", year=2005)
    (None, '320106', '341400')
    """
    found = list(named(name)) or _behind_parents(name)
    if within and len(found) > 1:
        found = [one for one in found if within in _ancestors(one) or within == one.name] or found
    if year is not None:
        found = [one for one in found if one.in_force(year)] or found
    else:
        found = [one for one in found if one.until is None] or found[:1]
    # 吉林 is the province; 巢湖市 was a city before it was one of the rank of a county.
    highest = min((_LEVELS.index(one.level) for one in found), default=0)
    found = [one for one in found if one.level == _LEVELS[highest]]
    codes = {one.code for one in found if one.code}
    return codes.pop() if len(codes) == 1 else None
