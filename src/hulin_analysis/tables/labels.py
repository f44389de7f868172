"""Labels: the words that head a column or a row, taken apart into noun, unit, time, place and role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change, Status
from hulin_analysis.numbers.characters import SIMPLE
from hulin_analysis.places import find_places, own_words
from hulin_analysis.tables.figures import Scale, is_year, read_scale
from hulin_analysis.times.expressions import find_times
from hulin_analysis.times.period import Period

__all__ = ["Label", "read_label"]

_BRACKET = re.compile(r"\s*\(([^()]*)\)$")
_MARKS = re.compile(r"(?:\s?(?:\*+|[\u2460-\u2473]|\[\d{1,2}\]|[⁰¹²³⁴-⁹]+))+$")
_LISTED = re.compile(
    rf"\s*(?:[{SIMPLE}]{{1,3}}、|\([{SIMPLE}\d]{{1,3}}\)|\d{{1,2}}(?:、|[.)](?!\d))|[Ⅰ-Ⅻ][.、]?|[①-⑳]|[-—·•△▲○●])\s*"
)
_SEPARATOR = " /,、:"
_SIGNED = re.compile(r"±|\+-|\+/-")


@dataclass(slots=True)
class Label:
    """What the words of a header or a row say.

    Attributes
    ----------
    start, end : int
        The words, in the view.
    noun : tuple of int or None
        What of them names something that is measured, or a class of it; None if nothing does.
    unit : Scale or None
        The unit that they name.
    change : Change or None
        Whether its numbers say by how much something rose or fell: INCREASE for either way, as the sign says.
    is_share, is_index, is_series, is_total : bool
        Whether its numbers are shares, indices, numbers in a series; whether it stands for a whole.
    status : Status or None
        Whether its numbers are aims or estimates; None if it does not say.
    times : list of Period
        The times that it names, without those that are compared with.
    years : int
        By how many years it lies before the time of the table: 1 for 上年.
    at_end, of_month : bool
        Whether it names the end of that time, or its last month.
    place : tuple of int or None
        The place, or the class bounded by numbers (0-14岁), that it is.
    part : bool
        Whether a mark says that it is part of the row above: 其中, #.
    divides : bool
        Whether it says how what stands above is parted: 按城乡分.
    says_rate, of_amount : bool
        Whether what it says can only be in per cent: 增速, 比重; only in the unit of what rose: 增加额.
    index_of_before : bool
        Whether it is an index on the year before: 上年=100.
    """

    start: int
    end: int
    noun: tuple[int, int] | None = None
    unit: Scale | None = None
    change: Change | None = None
    is_share: bool = False
    is_index: bool = False
    is_series: bool = False
    is_total: bool = False
    status: Status | None = None
    times: list[Period] = field(default_factory=list)
    years: int = 0
    at_end: bool = False
    of_month: bool = False
    place: tuple[int, int] | None = None
    part: bool = False
    divides: bool = False
    says_rate: bool = False
    of_amount: bool = False
    index_of_before: bool = False

    @property
    def says_of_level(self) -> bool:
        """Whether its numbers say something of a level: its rise, its share, its index."""
        return self.change is not None or self.is_share or self.is_index

    @property
    def is_dated(self) -> bool:
        """Whether it names a time."""
        return bool(self.times or self.years or self.of_month or self.at_end)


def _words(table: str, key: str) -> tuple[str, ...]:
    return vocabulary.words("tables", table, key)


@cache
def _listed(table: str, key: str) -> frozenset[str]:
    return frozenset(_words(table, key))


@cache
def _change() -> re.Pattern[str]:
    """Match what a label of changes ends in; the groups say which way, and what stands before."""
    sign = r"\s?(?:±|\+-|\+/-)?\s?%?"
    verb = rf"(?:(?P<either><change.either>)|(?P<fall><change.fall>))(?P<sign>{sign})"
    against = r"(?:<change.against>|<change.compares>\S{0,12}?)?<change.manners>*"
    return vocabulary.compiled("tables", rf"{against}{verb}$|<change.against><change.manners>*{sign}$")


@cache
def _share() -> re.Pattern[str]:
    of = r"<share.of>[^,。;]"
    return vocabulary.compiled("tables", rf"(?:{of}{{0,16}}?)?<share.words>$|{of}{{2,16}}$")


def read_label(text: str, start: int, end: int, published: datetime | None, own: str = "") -> Label:
    """Take the words of a header or of a row apart.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    start, end : int
        The words.
    published : datetime or None
        When the text was published.
    own : str, optional
        The place that the text is about.

    Examples
    --------
    >>> def read(words):
    ...     label = read_label(words, 0, len(words), None)
    ...     return label.noun and words[slice(*label.noun)], label.unit and label.unit.unit, label.change
    >>> read("猪(万头)"), read("同比增长(±%)")
    (('猪', '头', None), (None, '%', <Change.INCREASE: 'increase'>))
    """
    label = Label(start, end)
    if start == end:
        return label
    if vocabulary.compiled("tables", "<rows.by>.+<rows.divides>:?").fullmatch(text, start, end):
        label.divides = True
        return label
    start, end = _without_marks(text, start, end, label)
    end = _without_brackets(text, start, end, label, published)
    if start < end and label.unit is None and read_unit_alone(text, start, end, label):
        return label
    end = _unit_at_end(text, start, end, label)
    start, end = _without_times(text, start, end, label, published)
    words = text[start:end]
    if words in _listed("rows", "totals"):
        label.is_total = True
        return label
    if not words or words in _listed("columns", "names") | _listed("columns", "nothing"):
        return label
    if words in _listed("names", "counts"):
        return label  # 年末数
    if words in _listed("columns", "series"):
        label.is_series = True
        return label
    if _is_known(words):
        label.noun = start, end
        return label
    end = _without_change(text, start, end, label)
    start, end = _status_of(text, start, end, label)
    words = text[start:end]
    if label.change is None and _share().search(words):
        label.is_share = label.says_rate = True
    if words.endswith(_words("index", "words")):
        label.is_index = True
    if not words or words in _listed("columns", "names") | _listed("columns", "nothing"):
        return label
    if place := _place_in(text, start, end, own):
        label.place = place
        label.is_total = place[1] < end or words in _whole_places()
        return label
    summed = vocabulary.compiled("tables", "(?<=..)<rows.sums>$").search(text, start, end)
    if summed is not None:
        label.is_total, end = True, summed.start()
    if _class().search(text, start, end):
        label.place = start, end
        return label
    label.noun = start, end
    return label


@cache
def _class() -> re.Pattern[str]:
    """Match a class that a number bounds: 0-14岁, 20亩以上."""
    return vocabulary.compiled("tables", r"\d\s?<rows.limits>")


def _is_known(words: str) -> bool:
    """Tell whether words are the name of an indicator, whatever they end in: 人口自然增长率."""
    return words in vocabulary.indicator_index()


def _without_marks(text: str, start: int, end: int, label: Label) -> tuple[int, int]:
    """Take off what marks a row as part of another, the mark of a list, the mark of a note."""
    while start < end:
        part = next((mark for mark in _words("rows", "parts") if text.startswith(mark, start)), "")
        if part:
            label.part = True
            start += len(part)
        elif listed := _LISTED.match(text, start, end):
            start = listed.end()
        elif text[start] in ":,、 ":
            start += 1
        else:
            break
    if mark := _MARKS.search(text, start, end):
        end = mark.start()
    return start, end


def _without_brackets(text: str, start: int, end: int, label: Label, published: datetime | None) -> int:
    """Read what stands in brackets at the end: a unit, a sign, a base, a time; anything else stays."""
    while found := _BRACKET.search(text, start, end):
        a, b = found.span(1)
        words = text[a:b]
        for unit in _words("columns", "units"):
            if words.startswith((f"{unit}:", f"{unit} ")):
                a += len(unit) + 1
                words = text[a:b]
                break
        if any(sign in words for sign in _words("index", "base")):
            label.is_index = True
            label.index_of_before = words.startswith(_words("time", "before"))
        elif scale := _signed_scale(text, a, b, label):
            label.unit = scale
        elif times := _whole_times(text, a, b, published):
            label.times = times
        elif words in _listed("time", "end"):
            label.at_end = True
        else:
            break
        end = found.start()
    return end


def _signed_scale(text: str, start: int, end: int, label: Label) -> Scale | None:
    """Read a unit with ± before or behind it, which makes the column one of changes: ±%."""
    if sign := _SIGNED.search(text, start, end):
        label.change = Change.INCREASE
        if sign.start() == start:
            start = sign.end()
        elif sign.end() == end:
            end = sign.start()
    while start < end and text[start] in " ,、":
        start += 1
    while end > start and text[end - 1] in " ,、":
        end -= 1
    return read_scale(text, start, end)


def read_unit_alone(text: str, start: int, end: int, label: Label) -> bool:
    """Read a label that is a unit and nothing else: 亿元, ±%."""
    if scale := _signed_scale(text, start, end, label):
        label.unit = scale
        return True
    label.change = None if not label.unit else label.change
    return False


def _unit_at_end(text: str, start: int, end: int, label: Label) -> int:
    """Read a unit behind a separator, or a percent sign: 产量/万吨, 比重%."""
    if label.unit:
        return end
    if text[end - 1 : end] in ("%", "‰"):
        label.unit = read_scale(text, end - 1, end)
        end -= 1
        if sign := _SIGNED.search(text, max(start, end - 3), end):
            label.change, end = Change.INCREASE, sign.start()
        return end
    for at in range(end - 1, start, -1):
        if text[at] in _SEPARATOR and (scale := read_scale(text, at + 1, end)):
            label.unit = scale
            return at
    return end


def _whole_times(text: str, start: int, end: int, published: datetime | None) -> list[Period]:
    """Return the times of words that are nothing else."""
    if is_year(text[start:end]):
        return [Period(start, end, text[start:end])]
    times = [one for one in find_times(text, start, end, published, heading=True) if one.role != "base"]
    covered = bool(times) and times[0].start == start and times[-1].end == end
    return times if covered else []


def _without_times(
    text: str, start: int, end: int, label: Label, published: datetime | None
) -> tuple[int, int]:
    """Take off the times that words begin or end with."""
    if is_year(text[start:end]):
        label.times.append(Period(start, end, text[start:end]))
        return end, end
    for key in ("this", "before", "month", "end"):
        for word in sorted(_words("time", key), key=len, reverse=True):
            if text.startswith(word, start) and start + len(word) <= end:
                _note_time(label, key)
                start += len(word)
                break
    times = find_times(text, start, end, published, heading=True)
    kept = [one for one in times if one.role != "base" and (one.iso or one.form)]
    for one in kept:
        if one.start == start:
            label.times.append(one)
            start = one.end
            while start < end and text[start] in _SEPARATOR:
                start += 1
        elif one.end == end:
            label.times.append(one)
            end = one.start
    for word in _words("time", "end"):
        if text.startswith(word, start) and start + len(word) <= end:
            label.at_end = True
            start += len(word)
            break
    if label.times and text[start:end] in _listed("time", "month"):
        end = start  # 9月当月
    return start, end


def _note_time(label: Label, key: str) -> None:
    if key == "before":
        label.years = 1
    elif key == "month":
        label.of_month = True
    elif key == "end":
        label.at_end = True


def _without_change(text: str, start: int, end: int, label: Label) -> int:
    """Take off the words that make a label one of changes."""
    found = _change().search(text, start, end)
    if found is None:
        return end
    label.change = Change.DECREASE if found["fall"] else Change.INCREASE
    word = found["either"] or found["fall"] or ""
    label.says_rate = word in _listed("change", "rates") or (found["sign"] or "").endswith("%")
    label.of_amount = word in _listed("change", "amounts")
    end = found.start()
    while end > start and text[end - 1] in " ,、:":
        end -= 1
    return end


def _status_of(text: str, start: int, end: int, label: Label) -> tuple[int, int]:
    """Take off the words that say whether numbers are aims or estimates."""
    words = text[start:end]
    for status in (Status.TARGET, Status.EXPECTED):
        for word in sorted(_words("status", status), key=len, reverse=True):
            if words == word or words.startswith(word) or words.endswith(word):
                label.status = status
                if words.startswith(word):
                    return start + len(word), end
                return start, end - len(word)
    return start, end


def _place_in(text: str, start: int, end: int, own: str) -> tuple[int, int] | None:
    """Return the place that words are, be it with the word for a whole behind it: 全市合计."""
    words = text[start:end]
    totals = sorted(_words("rows", "totals"), key=len, reverse=True)
    behind = next((total for total in totals if words.endswith(total) and words != total), "")
    name = words.removesuffix(behind)
    if name == own or name in own_words() or name in _whole_places():
        return start, start + len(name)
    if any((a, b) == (0, len(name)) for a, b in find_places(name, own)):
        return start, start + len(name)
    return None


@cache
def _whole_places() -> frozenset[str]:
    return frozenset(vocabulary.words("tables", "rows", "wholes"))
