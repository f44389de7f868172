"""Captions: what the lines above a table, and the titles in its first rows, say of all of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Status
from hulin_analysis.numbers.characters import CHINESE
from hulin_analysis.tables.cell_numbers import Scale, read_scale
from hulin_analysis.tables.cell_statements import Label
from hulin_analysis.tables.header_labels import read_label
from hulin_analysis.tables.label_words import listed
from hulin_analysis.times.expressions import find_times

_PARTS, _PARTS_BUT_RATES = re.compile(r"[,，、;；/\s]+"), re.compile(r"[,，、;；\s]+")  # 元/公斤 is one unit
_BEHIND_FIRST = re.compile("[,，;；、]")


@dataclass(slots=True)
class Caption:
    """What stands above a table."""

    labels: list[Label] = field(default_factory=list)  # its lines without those of units, the nearest last
    units: list[Scale] = field(default_factory=list)  # the units that it names, ratios left out
    ratio: Scale | None = None  # the ratio that it names: %

    @property
    def money(self) -> Scale | None:
        """The unit of amounts of money that it names."""
        return next((unit for unit in self.units if unit.group == "money"), None)

    @property
    def unit(self) -> Scale | None:
        """The one unit of its numbers; None if it names none, or several."""
        return self.units[0] if len(self.units) == 1 else None


def read_caption(
    text: str, lines: Iterable[tuple[int, int]], published: datetime | None, own: str = ""
) -> Caption:
    """Read the lines above a table.

    >>> text = "表3 2021年主要产品产量及其增长速度(单位:万吨、%)"
    >>> caption = read_caption(text, [(0, len(text))], None)
    >>> label = caption.labels[0]
    >>> text[slice(*label.noun)], label.times[0].iso, caption.unit.unit, caption.ratio.unit
    ('产品产量', '2021', '吨', '%')
    """
    caption = Caption()
    for start, end in lines:
        end = _without_units(text, start, end, caption)
        if numbered := _numbered().match(text, start, end):
            start = numbered.end()
        while start < end and text[start] in " \u3000":
            start += 1
        stated = end
        while found := _tail().search(text, start, end):
            end = found.start()
        if found := _parting().search(text, start, end):
            end = found.start()
        stop = _before_open_bracket(text, start, end)
        label = read_label(text, start, stop, published, own, leading_place=True)
        if label.status is Status.TARGET and any(
            word in text[start:stated] for word in listed("status", Status.ACTUAL)
        ):
            label.status = None  # 任务完成情况 tells of what was reached, too
        if not label.times:
            _take_time_within(text, start, end, published, label)
        label.noun = label.noun and _noun(text, *label.noun)
        if start < end:
            caption.labels.append(label)
    return caption


def _before_open_bracket(text: str, start: int, end: int) -> int:
    """Return where words end before a bracket whose end said the units: 主要指标（2023年末，单位：万人）."""
    opened = text.rfind("(", start, end)
    return opened if opened > start and text.find(")", opened, end) < 0 else end


def _take_time_within(text: str, start: int, end: int, published: datetime | None, label: Label) -> None:
    """Note the one time that a line names in its middle; of what stands behind it: 某院2021年服务情况."""
    times = [one for one in find_times(text, start, end, published, heading=True) if one.iso or one.form]
    if len(times) != 1:
        return
    label.times = times
    if label.noun and label.noun[0] <= times[0].start and times[0].end < label.noun[1]:
        label.noun = times[0].end, label.noun[1]


def _without_units(text: str, start: int, end: int, caption: Caption) -> int:
    """Take off what says in which units the numbers are, and note the units."""
    found = _units().search(text, start, end)
    if found is None:
        return _without_bare_units(text, start, end, caption)
    at = found.end()
    if currency := vocabulary.compiled("tables", r"<columns.currency>\s?:").search(text, at, end):
        end = currency.start()
    stop = end
    if text[found.start() : found.end()].startswith("("):
        closed = text.find(")", at, end)
        stop = closed if closed >= 0 else end
    whole = text[at:stop].rstrip(" 。.)")
    parts = [whole] if read_scale(whole, 0, len(whole)) else re.split(_PARTS, text[at:stop])
    if any(part and read_scale(part, 0, len(part)) is None for part in parts):
        parts = re.split(_PARTS_BUT_RATES, text[at:stop])
    for part in parts:
        words = part.strip("()。.")
        where = text.find(words, at, stop) if words else -1
        scale = read_scale(text, where, where + len(words), surely=True) if where >= 0 else None
        if scale and scale.is_ratio:
            caption.ratio = scale
        elif scale:
            caption.units.append(scale)
        at = max(at, where + len(words))
    end = found.start()
    while end > start and (text[end - 1].isspace() or text[end - 1] == ")"):
        end -= 1
    return end


def _without_bare_units(text: str, start: int, end: int, caption: Caption) -> int:
    """Take off a line that says the units in brackets alone: （人民币百万元，百分比除外）."""
    if text[start : start + 1] != "(" or text[end - 1] != ")":
        return end
    first = _BEHIND_FIRST.split(text[start + 1 : end - 1])[0]
    scale = read_scale(text, start + 1, start + 1 + len(first))
    if scale is None or scale.is_ratio:
        return end
    caption.units.append(scale)
    return start


@cache
def _units() -> re.Pattern[str]:
    return vocabulary.compiled("tables", r"\(?<columns.units>\s?:\s?")


@cache
def _numbered() -> re.Pattern[str]:
    """Match the number of a table: 表3, 附表2-1, 续表."""
    numbers = rf"[\d{CHINESE}]+(?:[-—.]\d+)*"
    marked = rf"[(\s]*<caption.mark>\s?(?:{numbers}|(?=[\s:]|$))[:.、)]?\s*"
    return vocabulary.compiled("tables", rf"{marked}|\d{{1,2}}[-—]\d{{1,2}}(?!\d)\s*")


def _lead() -> re.Pattern[str]:
    return vocabulary.compiled("tables", "<caption.lead>+")


def _parting() -> re.Pattern[str]:
    """Match words at the end that say how the numbers are parted: —按主要货品分, (按居住地分)."""
    return vocabulary.compiled("tables", r"[—(-]{1,6}<rows.by>[^—(]{2,12}<rows.divides>\)?$")


def _tail() -> re.Pattern[str]:
    return vocabulary.compiled("tables", r"<caption.tail>\s*$")


def _noun(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return what a table is about, without what says only that it is a table: 各县区, 完成情况表."""
    if first := _lead().match(text, start, end):
        start = first.end()
    return (start, end) if start < end and text[start:end] not in _no_names() else None


@cache
def _no_names() -> frozenset[str]:
    return frozenset(
        word for key in ("names", "nothing") for word in vocabulary.words("tables", "columns", key)
    )
