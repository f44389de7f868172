"""Phrases: how a finding is written in each language, from the room's catalogue (``words.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from hulin_analysis import script, vocabulary, wording
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.finding.candidates import Said, Side, is_a_year_before
from hulin_analysis.languages import grammar, is_chinese
from hulin_analysis.numbers.characters import is_ideograph
from hulin_analysis.script import Language
from hulin_analysis.times.period import is_over
from hulin_analysis.unit_groups import is_counted, unit_group

_MINUS = "-−－"
_HALVES = {(1, 6): "first_half", (7, 12): "second_half", (1, 9): "three_quarters", (1, 12): "year"}


@cache
def _own() -> re.Pattern[str]:
    return vocabulary.compiled("places", "<own.points><ends.words>")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language."""

    lang: Language
    source_script: str | None = None  # script of the article, ``hant`` or ``hans``
    # The day the article was published on: what is expected of a time not over by then is yet to come.
    told: str | None = None

    def __call__(self, key: str, **fields: Any) -> str:
        """Return a phrase with its fields filled in."""
        row = script.catalogue("finding")[key]
        return script.written(row, self.lang).format(**fields)

    @property
    def is_chinese(self) -> bool:
        """Whether it is Chinese; in other languages sentences are built in the order of English."""
        return is_chinese(self.lang)

    def chinese(self, text: str) -> str:
        """Write words of the article in the script of this language."""
        return wording.in_script(text, self.lang, self.source_script)

    def sentence(self, text: str) -> str:
        """Close a sentence; in English it begins with a capital."""
        return (text[:1].upper() + text[1:] if grammar(self.lang).capitals else text) + self("stop")

    def period(self, iso: str | None) -> str:
        """Write a period within one year as a newspaper does; in English behind the verb.

        >>> [Phrases("zh-Hans").period(iso) for iso in ("2021", "2021-01/2021-06", "2021-01/2021-05")]
        ['2021年', '2021年上半年', '2021年1—5月']
        >>> Phrases("en").period("2024-01/2024-09"), Phrases("en").period("2024-12-31")
        (' in the first three quarters of 2024', ' at the end of 2024')
        """
        if iso is None:
            return ""
        said = self._period(iso)
        return said if self.is_chinese else f" {said}"

    def _period(self, iso: str) -> str:
        start, _, end = iso.partition("/")
        year, first, day = [int(part) for part in f"{start}-0-0".split("-")[:3]]
        fields: dict[str, Any] = {"y": year, "m": first, "d": day, "month": _month(first)}
        if not end:
            key = "day" if day else "month" if first else "year"
            return self("year_end" if (first, day) == (12, 31) else key, **fields)
        _, last, until = [int(part) for part in f"{end}-0-0".split("-")[:3]]
        fields |= {"n": last, "e": until, "until": _month(last)}
        if day and until:
            return self("days", **fields)
        if last - first == 2 and first % 3 == 1:
            return self(f"quarter_{last // 3}", **fields)
        return self(_HALVES.get((first, last), "months"), **fields)

    def label(self, one: Said) -> str:
        """Name what is measured: the words of the text, in English the indicator's name inside a sentence.

        What has no English name stays Chinese, in brackets behind the kind of thing it is.
        """
        if not self.is_chinese:
            side = one.level or one.change or one.target
            name = wording.indicator_name(one.label, one.indicator_id)
            name = (
                wording.inside(name)
                if name
                else wording.thing_name(one.label, kind=one.kind, unit=side.unit if side else "")
            )
            takes = name.endswith(")") or name.startswith(tuple(self("with_article").split("|")))
            return self("article", label=name) if takes else name
        own = _own().match(script.fold(one.label)) if one.subject else None
        return self.chinese(
            one.label[own.end() :] if own else one.label
        )  # 上海市全市出口 says the place twice

    def subject(self, one: Said) -> str:
        """Write of whom something is said; nothing where the label begins with it."""
        if not one.subject or script.fold(one.label).startswith(script.fold(one.subject)):
            return ""
        if self.is_chinese:
            return self.chinese(one.subject)
        subject = self.area(one.subject, one.subject_code)
        is_body = subject.endswith(")") or any(map(is_ideograph, subject))
        return self("of_body" if is_body else "of_subject", subject=subject)

    def quote(self, side: Side) -> str:
        """Write a number as the text does, a cell with its unit; in English by its value and hedge."""
        if self.is_chinese:
            if not side.in_cell:
                # The verb says that it fell: 增长-2.6% is 下降2.6%.
                fell = side.change == Change.DECREASE
                return self.chinese(side.quote.lstrip(_MINUS) if fell else side.quote)
            return wording.number(abs(side.least), self.lang) + self.chinese(side.unit)
        # What is counted a sentence says before the number: new urban jobs came to 6,500.
        return self._english(side, with_unit=not is_counted(unit_group(side.unit)))

    def _english(self, side: Side, *, with_unit: bool) -> str:
        return wording.quantity(
            (side.least, side.most), side.unit, hedge=side.hedge, quote=side.quote, with_unit=with_unit
        )

    def base(self, one: Said) -> str:
        """Write against what something changed; nothing where the text does not say."""
        if one.base is None:
            return ""
        if is_a_year_before(one):
            if one.period and one.period.endswith("-12-31"):
                return self("base_year_end")
            return self("base_year" if one.period and one.period.isdigit() else "base_same")
        said = self.period(one.base).strip()
        return self("base_other", base=said if self.is_chinese else said.removeprefix("in "))

    def change(self, one: Said, side: Side) -> str:
        """Write a change as a verb with its number: 增長5%, rose 5%."""
        manner = _manner(one, side)
        fields = {"quote": self.quote(side), "base": self.base(one)}
        if side.is_real:
            fields["base" if self.is_chinese else "quote"] += self("real")
        if not self.is_chinese:
            fields["base"] = ""  # stands behind the period
            ahead = self._is_ahead(one)
            fields["rose"], fields["fell"] = (
                (self("rise"), self("fall")) if ahead else (self("rose"), self("fell"))
            )
            fields["by"] = self("by") if manner in ("_points", "_amount") else ""
            if one.status == Status.EXPECTED and not ahead:
                before, behind = self._estimate(side)
                fields["by"] = self("by") + before if before else fields["by"]
                fields["quote"] += behind
        return self(f"{side.change}{manner}", **fields)

    def _estimate(self, side: Side) -> tuple[str, str]:
        """Say in English that a number is an estimate, in front of it, or where it is hedged behind it."""
        return (self("estimate"), "") if side.hedge == Hedge.EXACT else ("", self("estimate_behind"))

    def risen(self, one: Said, count: int) -> str:
        """Say in English of so many that they rose, as surely as of one of them; nothing in Chinese."""
        if self.is_chinese or one.status != Status.EXPECTED:
            return self("rose")
        key = "to_rise" if self._is_ahead(one) else "to_have_risen"
        return self(f"{key}_one" if count == 1 else key)

    def _is_ahead(self, one: Said) -> bool:
        """Tell whether what is expected has not yet happened when it is told."""
        return one.status == Status.EXPECTED and not is_over(one.period, self.told)

    def thing(self, one: Said) -> str:
        """Write of what, of whom and, in Chinese, when something is said."""
        return self("thing", period=self.period(one.period), subject=self.subject(one), label=self.label(one))

    def state(self, one: Said) -> str:
        """Say what a statement says: its level, its change, or both."""
        fields: dict[str, Any] = {"thing": self.thing(one), "period": self.period(one.period)}
        fields["estimate"] = self("estimate") if one.status == Status.EXPECTED else ""
        if one.level is None:
            if one.change is None:
                return ""
            key = "changed_ahead" if not self.is_chinese and self._is_ahead(one) else "changed"
            base = "" if self.is_chinese else self.base(one)
            return self(key, change=self.change(one, one.change), base=base, **fields)
        is_ahead, behind = not self.is_chinese and self._is_ahead(one), ""
        key = "level_ahead" if is_ahead else self._level_key(one, one.level)
        if not self.is_chinese and fields["estimate"] and not is_ahead:
            fields["estimate"], behind = self._estimate(one.level)
        said = self(key, level=self.quote(one.level) + behind, **fields)
        if one.change:
            said += self("and_changed", change=self._behind_level(one, one.change))
        return said

    def _level_key(self, one: Said, level: Side) -> str:
        if unit_group(level.unit) != "ratio":
            run_together = one.label[-1:].isascii() and level.quote[:1].isdigit()  # GDP158亿元
            return "level_ratio" if run_together and self.is_chinese else "level"
        # 失業率為5.1%, but 優良率超84%.
        return "level_ratio" if level.quote[:1].isdigit() else "level_hedged"

    def _behind_level(self, one: Said, side: Side) -> str:
        if self.is_chinese:
            return self.change(one, side)
        key = "down" if side.change == Change.DECREASE else "up"
        return self(key, quote=self.quote(side), base=self.base(one))

    def compared(self, one: Said) -> str:
        """Say by how much the text says that it differs from others; nothing where English has no word."""
        if one.compared is None:
            return ""
        if self.is_chinese:
            return self.chinese(one.compared.words)
        row = script.catalogue("finding")["others"].get(script.fold(one.compared.others)[:2])
        if row is None:
            return ""
        key = "above" if one.compared.is_more else "below"
        points = self._english(one.compared.side, with_unit=False)
        return self(key, points=points, area=script.written(row, self.lang), unit=self("points"))

    def target(self, one: Said) -> str:
        """Say what is aimed at."""
        side = one.level or one.change
        if side is None:
            return ""
        manner = _manner(one, side) if side.change == Change.INCREASE else ""
        aim = side.aim or "target"
        key = f"{aim}_level" if side is one.level else f"{aim}_{side.change}{manner}"
        if key == "strive_level" and not side.quote[:1].isdigit():
            key = "strive_level_hedged"
        aimer = self("aim")
        if not self.is_chinese and one.subject:
            aimer = self("aims", subject=self.area(one.subject, one.subject_code))
        return self(
            key, thing=self.thing(one), quote=self.quote(side), aimer=aimer, label=self.label(one),
            period=self.period(one.period),
        )  # fmt: skip

    def area(self, name: str, code: str | None = None) -> str:
        """Write the name of a place; in English a body's stands in brackets behind what it is."""
        if self.is_chinese:
            return self.chinese(name)
        said = wording.place_name(name, code)
        return self("article", label=said) if said.endswith(")") else said

    def count(self, number: int) -> str:
        """Write how many: in English small numbers in words."""
        words = self("small_numbers").split()
        return words[number] if number < len(words) else str(number)

    def total(self, value: float, unit: str) -> str:
        """Write a sum."""
        if not self.is_chinese:
            return wording.quantity([value], unit)
        return wording.number(value, self.lang) + self.chinese(unit)


def _month(number: int) -> str:
    return wording.month_name(number) if number else ""


def _manner(one: Said, side: Side) -> str:
    """Choose the verb of a change by what changed: a rate in points, an amount, a price, or anything in %."""
    if side.unit in vocabulary.words("statements", "linking", "points"):
        return "_points"
    if side.unit != "%":
        return "_amount"
    return "_price" if one.indicator_id in vocabulary.words("findings", "prices", "ids") else ""
