"""Kinds: which numbers of one indicator are of one kind, so that they can be held against each other."""

from __future__ import annotations

import re

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.unit_groups import exact_size, per_what

_CLAUSE = re.compile("[,，;；。:：]")


def kind_of(unit: str, change: str, before: str, period: str | None) -> str:
    """Name the kind of a number: that of levels, or of changes, whose units convert, each per the same.

    A yearly average over several years is of one kind with the number of one year, their sum is not.

    >>> kind_of("%", "increase", "年均增长", "2021/2025") == kind_of("％", "decrease", "下降", "2025")
    True
    >>> kind_of("%", "increase", "累计增长", "2021/2025") == kind_of("%", "increase", "年均增长", "2021/2025")
    False
    """
    per = script.fold(per_what(_CLAUSE.split(before)[-1]))
    yearly = next((word for word in vocabulary.words("units", "per", "yearly") if word in per), "")
    several = _is_of_several_years(period)
    span = "" if bool(yearly) == several else "average" if yearly else "in all"
    sign = "" if change == Change.NONE else "±"
    return " ".join(part for part in (exact_size(unit)[0], sign, per.replace(yearly, ""), span) if part)


def _is_of_several_years(period: str | None) -> bool:
    first, slash, last = (period or "").partition("/")
    return bool(slash) and first[:4] != last[:4]
