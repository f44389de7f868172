"""Cautions: what a reader of the numbers has to beware of, composed from the rows by a table of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hulin_analysis.report.cautions.case import Case, Caution
from hulin_analysis.report.cautions.comparable import (
    basis,
    bounds,
    context_basis,
    counts,
    growth_only,
    parts,
    periods,
    prices,
    unknown_period,
    visits,
)
from hulin_analysis.report.cautions.standing import estimates, preliminary, targets, undated, unspent
from hulin_analysis.report.subject import Subject

__all__ = ["RULES", "Caution", "cautions"]

#: The rules: each looks for one thing to beware of. Those on what a number is come before those on how it
#: compares; a caution's weight decides.
RULES: tuple[Callable[[Case], Iterator[Caution]], ...] = (
    estimates, undated, parts, unspent, targets, preliminary, basis, context_basis, bounds, growth_only,
    periods, prices, unknown_period, visits, counts,
)  # fmt: skip

#: A brief has no more of them.
_MOST = 5
# What concerns a finding of the brief goes before what does not.
_IN_FINDINGS = 20


def cautions(subject: Subject) -> list[Caution]:
    """Say what to beware of: five sentences at most, the weightiest first.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> from hulin_analysis.report.subject import Edition, Subject
    >>> article = ha.parse_article("2021年,投資6.2億元的甲項目成功簽約。")
    >>> subject = Subject(article, ha.extract(article), None, "zh-Hans", Edition())
    >>> [one.rule for one in cautions(subject)]
    ['signed']
    """
    case = Case(subject)
    made = [one for rule in RULES for one in rule(case)]
    return sorted(made, key=lambda one: -one.weight - _IN_FINDINGS * bool(case.told & set(one.ids)))[:_MOST]
