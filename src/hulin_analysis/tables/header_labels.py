"""Labels: the words that head a column or a row, taken apart into noun, unit, time, place and role."""

from __future__ import annotations

import re
from datetime import datetime

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.numbers.characters import SIMPLE
from hulin_analysis.places import find_places, own_words
from hulin_analysis.tables.cell_numbers import Scale, read_scale, scale_of
from hulin_analysis.tables.cell_statements import Label
from hulin_analysis.tables.label_words import (
    change,
    listed,
    longest_first,
    names_nothing,
    share,
    statuses,
    words_of,
)
from hulin_analysis.tables.years import years_of
from hulin_analysis.times.expressions import find_times
from hulin_analysis.times.period import Period

_BRACKET = re.compile(r"[(〔]([^()〔〕]*)[)〕]$")
_MARKS = re.compile(r"(?:\s?(?:[*#\u2460-\u2473⁰¹²³⁴-⁹]|\[\d{1,2}\])){1,20}+$")
_LISTED = re.compile(
    rf"\s*(?:[{SIMPLE}]{{1,3}}、|\([{SIMPLE}\d]{{1,3}}\)|\d{{1,2}}(?:、|[.)](?!\d))"
    r"|\(?[A-Z][、.)]|[Ⅰ-Ⅻ][.、]?|[①-⑳]|[-—·•△▲○●])\s*"
)
# The name in English behind the Chinese one.
_ENGLISH = re.compile(r"(?<=[\u3400-\u9fff)])\s+[A-Z][A-Za-z ,.&'()/%-]{0,200}[a-z)]$")
_SEPARATOR = " /,、:"
_SIGNED = re.compile(r"±|\+-|\+/-")


def read_label(
    text: str, start: int, end: int, published: datetime | None, own: str = "", *, leading_place: bool = False
) -> Label:
    """Take the words of a header or of a row apart.

    With `leading_place` a place that the words begin with is taken off, as in captions: 岳阳市主要经济指标.

    >>> def read(words):
    ...     label = read_label(words, 0, len(words), None)
    ...     return label.noun and words[slice(*label.noun)], label.unit and label.unit.unit, label.change
    >>> read("猪(万头)"), read("同比增长(±%)")
    (('猪', '头', None), (None, '%', <Change.INCREASE: 'increase'>))
    """
    reader = _Reader(text, start, end, published, own)
    reader.read(leading_place=leading_place)
    return reader.label


class _Reader:
    """Takes off a label, from both ends, what is no noun; what is left is the noun."""

    def __init__(self, text: str, start: int, end: int, published: datetime | None, own: str) -> None:
        self._text, self._published, self._own = text, published, own
        self._start, self._end = start, end
        self.label = Label(start, end)

    @property
    def _said(self) -> str:
        return self._text[self._start : self._end]

    def read(self, *, leading_place: bool) -> None:
        """Read the label."""
        label = self.label
        self._take_english()
        if any(self._said.endswith(sign) for sign in words_of("index", "base")):
            self._note_index(self._said)
            return
        if self._matches("<rows.by>.+<rows.divides>:?"):
            label.divides = True
            return
        self._take_marks()
        qualified = self._take_brackets()
        if not self._said or (label.unit is None and self._is_unit()):
            return
        self._take_unit()
        self._take_leading_place(named=leading_place)
        self._take_times()
        if not self.label.place:
            self._take_leading_place(named=leading_place)
        if self._says_kind():
            return
        if self._said not in vocabulary.indicator_index():
            self._take_change()
            self._take_ratio()
            self._take_status()
            if self._says_kind():
                return
            self._take_share()
        if not self._said or self._take_place():
            return
        label.is_total = self._said.endswith(words_of("rows", "sums"))
        if vocabulary.compiled("tables", r"\d\s?<rows.limits>+\W?[^\d]{0,4}$").search(self._said):
            label.place = self._start, self._end  # 0-14岁, 20亩以上: a class
            return
        changed = label.change is not None or label.is_share
        label.noun = self._start, self._end if changed else qualified

    def _matches(self, pattern: str) -> bool:
        return vocabulary.compiled("tables", pattern).fullmatch(self._said) is not None

    def _trim(self) -> None:
        while self._start < self._end and self._text[self._start] in _SEPARATOR:
            self._start += 1
        while self._start < self._end and self._text[self._end - 1] in _SEPARATOR:
            self._end -= 1

    def _take_english(self) -> None:
        if english := _ENGLISH.search(self._text, self._start, self._end):
            self._end = english.start()

    def _take_marks(self) -> None:
        """Take off what marks a row as part of another, the mark of a list, the mark of a note."""
        text = self._text
        while self._start < self._end:
            part = next(
                (mark for mark in words_of("rows", "parts") if text.startswith(mark, self._start)), ""
            )
            item = None if part else _LISTED.match(text, self._start, self._end)
            if part:
                self.label.part = True
                self._start += len(part)
            elif item and item.end() < self._end:
                self._start = item.end()
            elif text[self._start] in _SEPARATOR:
                self._start += 1
            else:
                break
        if mark := _MARKS.search(text, self._start, self._end):
            self._end = mark.start()

    def _take_brackets(self) -> int:
        """Read what stands in brackets at the end: a unit, a sign, a base, a time.

        It gives where the words end with a bracket that is none of these: 固定资产投资（不含农户）.
        """
        qualified = None
        while found := _BRACKET.search(self._text, self._start, self._end):
            if not self._bracket(*found.span(1)):
                if qualified is not None:
                    break
                qualified = self._end
            self._end = found.start()
            while self._end > self._start and self._text[self._end - 1].isspace():
                self._end -= 1
        return qualified or self._end

    def _bracket(self, start: int, end: int) -> bool:
        """Read one bracket; False if it says nothing of the numbers."""
        label, words = self.label, self._text[start:end]
        named = next((unit for unit in longest_first("columns", "units") if words.startswith(f"{unit}:")), "")
        if named:
            start += len(named) + 1
            words = self._text[start:end]
        if factor := scale_of(words):
            label.factor = factor
        elif any(sign in words for sign in words_of("index", "base")):
            self._note_index(words)
        elif scale := self._scale(start, end, surely=bool(named)):
            label.unit = scale
        elif times := self._whole_times(start, end):
            label.times = times
        elif words in listed("time", "end"):
            label.at_end = True
        else:
            return False
        return True

    def _note_index(self, words: str) -> None:
        """Note an index, and what it stands on: 上年=100, 上月=100."""
        self.label.is_index = True
        for key in ("before", "past"):
            if any(word in words for word in words_of("time", key)):
                self.label.index_on = key

    def _scale(self, start: int, end: int, *, surely: bool = False) -> Scale | None:
        """Read a unit, perhaps with ± before or behind it, which makes the numbers changes: ±%."""
        text = self._text
        if sign := _SIGNED.search(text, start, end):
            if sign.start() == start:
                start = sign.end()
            elif sign.end() == end:
                end = sign.start()
        while start < end and text[start] in _SEPARATOR:
            start += 1
        while end > start and text[end - 1] in _SEPARATOR:
            end -= 1
        scale = read_scale(text, start, end, surely=surely)
        if sign and scale:
            self.label.change = Change.INCREASE
        return scale

    def _is_unit(self) -> bool:
        """Read a label that is a unit and nothing else: 亿元, ±%."""
        self.label.unit = self._scale(self._start, self._end)
        return self.label.unit is not None

    def _take_unit(self) -> None:
        """Take off a unit behind a separator, or a percent sign: 产量/万吨, 比重%."""
        text, label, end = self._text, self.label, self._end
        if label.unit:
            return
        if text[end - 1] in ("%", "‰"):
            label.unit = read_scale(text, end - 1, end)
            self._end -= 1
            if sign := _SIGNED.search(text, max(self._start, end - 4), self._end):
                label.change, self._end = Change.INCREASE, sign.start()
            return
        for at in range(end - 1, self._start, -1):
            if text[at] in _SEPARATOR and (scale := read_scale(text, at + 1, end)):
                label.unit, self._end = scale, at
                return

    def _whole_times(self, start: int, end: int) -> list[Period]:
        """Return the times of words that are nothing else."""
        words = self._text[start:end]
        if years := years_of(words):
            return [Period(start, end, years)]
        times = [t for t in self._times(start, end) if t.role != "base"]
        covered = bool(times) and times[0].start == start and times[-1].end == end
        return times if covered else []

    def _times(self, start: int, end: int) -> list[Period]:
        return find_times(self._text, start, end, self._published, heading=True)

    def _take_times(self) -> None:
        """Take off the times that the words begin or end with."""
        label = self.label
        self._take_time_word("until")
        self._take_time_word("cumulative")
        for key in ("this", "before", "month", "past", "end"):
            self._take_time_word(key)
        if times := self._whole_times(self._start, self._end):
            label.times += times
            self._start = self._end
            return
        for one in self._times(self._start, self._end):
            if one.role == "base" or not (one.iso or one.form):
                continue
            if one.start == self._start:
                label.times.append(one)
                self._start = one.end
            elif one.end == self._end:
                label.times.append(one)
                self._end = one.start
        self._trim()
        self._take_time_word("end")
        if label.times and self._said in listed("time", "month"):
            self._start = self._end  # 9月当月

    def _take_time_word(self, key: str) -> None:
        """Take off a word that names a time by its place beside others: 上年, 本月, 年末."""
        word = next((w for w in longest_first("time", key) if self._said.startswith(w)), "")
        if word:
            self._start += len(word)
            self.label.years = int(key == "before") or self.label.years
            self.label.of_month |= key == "month"
            self.label.at_end |= key == "end"
            self.label.is_other |= key == "past"
            self.label.is_cumulative |= key == "cumulative"

    def _says_kind(self) -> bool:
        """Read words that say what the numbers are, and name nothing: 合计, 绝对数, 位次, 指数."""
        label, said = self.label, self._said
        label.status = dict(statuses()).get(said, label.status)
        if said in listed("index", "words"):
            label.is_index, label.kind = True, (self._start, self._end)
            return True
        total, series = said in listed("rows", "totals"), said in listed("columns", "series")
        money, cumulative = said in listed("columns", "money"), said in listed("columns", "cumulative")
        label.is_total, label.is_series = label.is_total or total, label.is_series or series
        label.of_money, label.is_cumulative = money, label.is_cumulative or cumulative
        if money:
            label.noun = self._start, self._end
        return not said or total or series or money or cumulative or said in names_nothing()

    def _take_change(self) -> None:
        """Take off the words that make the numbers changes."""
        found = change().search(self._text, self._start, self._end)
        if found is None or self._text[self._start : found.start()].endswith(words_of("change", "names")):
            return
        label, word = self.label, found["either"] or found["fall"] or ""
        label.change = Change.DECREASE if found["fall"] else Change.INCREASE
        label.says_rate = word in listed("change", "rates")
        label.of_amount = word in listed("change", "amounts")
        label.in_unit = word in listed("change", "in_unit")
        label.is_mean = any(mean in found[0] for mean in words_of("change", "mean"))
        self._end = found.start()
        self._trim()

    def _take_status(self) -> None:
        """Take off the words that say whether numbers were reached, are estimates or aims."""
        for word, status in statuses():
            if len(self._said) == len(word) + 1:
                continue  # 完成率
            if self._said.startswith(word):
                self._start += len(word)
            elif self._said.endswith(word):
                self._end -= len(word)
            else:
                continue
            self.label.status = status
            self._trim()
            return

    def _take_ratio(self) -> None:
        """Take off words by which a number in per cent says what it is of: 决算数为预算数的%, 完成计划%."""
        label = self.label
        if label.unit and label.unit.is_ratio and self._matches(".*<share.amounts_to>.++"):
            label.is_share = label.says_rate = True
            self._end = self._start

    def _take_share(self) -> None:
        """Take off the words that make the numbers shares, or indices: 占GDP比重, 价格指数."""
        label = self.label
        if label.change is not None or label.is_share:
            return
        if found := share().search(self._text, self._start, self._end):
            label.is_share = label.says_rate = True
            label.kind, self._end = found.span(), found.start()
        elif self._said.endswith(words_of("index", "words")):
            label.is_index = True

    def _take_leading_place(self, *, named: bool) -> None:
        """Take off the place that the words begin with, if more words follow: 2021年|岳阳市|主要经济指标.

        In rows and columns only words for the place of the text are: 全市粮食产量.
        """
        said, known = self._said, (self._own, *longest_first("rows", "wholes"))
        ends = [stop for at, stop in find_places(said, self._own) if at == 0 and named]
        end = ends[0] if ends else len(next((w for w in known if w and said.startswith(w)), ""))
        if 0 < end < len(said):
            self.label.place = self._start, self._start + end
            self._start += end

    def _take_place(self) -> bool:
        """Read words that are a place, be it with the word for a whole behind it: 全市合计."""
        said, own = self._said, self._own
        behind = next((w for w in longest_first("rows", "totals") if said.endswith(w) and said != w), "")
        name = said.removesuffix(behind)
        known = name == own or name in own_words() or name in listed("rows", "wholes")
        if not known and not any(at == (0, len(name)) for at in find_places(name, own)):
            return False
        self.label.place = self._start, self._start + len(name)
        self.label.is_total = bool(behind) or name in listed("rows", "wholes")
        return True
