"""Words: what the charts say of themselves, in each language, from one catalogue (``words.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from hulin_analysis import script, vocabulary, wording
from hulin_analysis.charts.fonts import Family, family_of
from hulin_analysis.codes import Change, Status
from hulin_analysis.errors import ChartError
from hulin_analysis.labels import source_script
from hulin_analysis.languages import Grammar, grammar, is_chinese
from hulin_analysis.script import Language, LanguageTag
from hulin_analysis.times.period import is_over

#: What is said of an estimate, which is another word for a time to come.
_OF_ESTIMATES = frozenset({Status.EXPECTED, f"all_{Status.EXPECTED}", f"what_{Status.EXPECTED}"})
_INNER = str.maketrans("“”", "‘’")
_YEARS = re.compile(r"P(\d+)Y")
_MONTHS = re.compile(r"(\d{4})-(\d\d)/\1-(\d\d)")
_PARTS = {(1, 6): "first_half", (7, 12): "second_half", (1, 9): "three_quarters", (1, 12): "year"}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")


def letters_of(catalogue: Mapping[str, Mapping[str, Any]]) -> str:
    """Return every sign of a catalogue, in traditional and simplified script."""
    text = "".join(sorted(_signs(catalogue)))
    return text + script.to_simplified(text)


def _signs(entry: Any) -> set[str]:
    return set().union(*map(_signs, entry.values())) if isinstance(entry, Mapping) else set(entry)


class _Count(int):
    """A count, which in a message may choose between a word for one and a word for several."""

    ones: Set[int]

    def __format__(self, spec: str) -> str:
        one, joint, several = spec.partition("|")
        return (one if self in self.ones else several) if joint else super().__format__(spec)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The words of one language."""

    lang: Language = "zh-Hant"  # the language
    #: Script of the article: ``hant`` or ``hans``. Its words are converted only into the other one.
    source_script: str | None = None
    #: Whether what the article expects is of times that are over, which English calls estimated, of
    #: times to come, or of both.
    estimates: str = ""
    table: str = ""  # what the table of all numbers is called, where a note leads to it

    def __post_init__(self) -> None:
        """Refuse a language the catalogue does not have."""
        object.__setattr__(self, "lang", script.language(self.lang, error=ChartError))

    @property
    def is_chinese(self) -> bool:
        """Whether it is Chinese; in other languages sentences are built in the order of English."""
        return is_chinese(self.lang)

    @property
    def grammar(self) -> Grammar:
        """What the language does."""
        return grammar(self.lang)

    @classmethod
    def letters(cls) -> str:
        """Return every sign that the charts' own words have, in traditional and simplified script."""
        return letters_of(script.catalogue("charts"))

    @property
    def family(self) -> Family:
        """The font that goes with these words and those of the article."""
        return family_of(self.lang, self.source_script)

    @classmethod
    def of(cls, frame: pd.DataFrame, lang: LanguageTag | None) -> Self:
        """Take from a frame the script of its article, and whether what it expects is over.

        Without a language, it is that of the script. Where several articles differ in script, each name
        tells its own.
        """
        about = frame.attrs.get("article")
        estimates = _estimates(frame, about.get("published") if isinstance(about, dict) else None)
        known = source_script(frame)
        table = str(about.get("table") or "") if isinstance(about, dict) else ""
        return cls(script.language(lang, known, error=ChartError), known, estimates, table)

    def __call__(self, key: str, **fields: Any) -> str:
        """Return a message with its fields filled in."""
        if self.estimates and key in _OF_ESTIMATES:
            key = f"{key}_{self.estimates}"
        row = script.catalogue("charts")[key]
        if "{table}" in script.written(row, self.lang):
            fields["table"] = self.table or self("the_table")
        return self.fill(row, **fields)

    def fill(self, row: Mapping[str, str], /, **fields: Any) -> str:
        """Write the entry of a catalogue in this language, with its fields filled in."""
        text, own = script.written(row, self.lang), self.grammar
        if fields:
            counts = {name: _Count(one) for name, one in fields.items() if isinstance(one, int | np.integer)}
            for count in counts.values():
                count.ones = own.ones
            text = text.format(**fields | counts)
        return _capital(text.strip()) if own.capitals and "head" in row else text

    def signed(self, shown: str, change: str, *, plus: bool = False) -> str:
        """Put to a number whether it rose or fell: a sign, or where the number is hedged a word."""
        before, number, is_alone = wording.parted(shown)
        if change == Change.DECREASE:
            sign = is_alone and (plus or not self.is_chinese)
            return self("signed_decrease" if sign else Change.DECREASE, quote=before + number)
        if change != Change.INCREASE or not plus:
            return shown
        if not self.is_chinese:
            return before + self("signed_increase", quote=number)
        return self("signed_increase" if is_alone else Change.INCREASE, quote=before + number)

    def chinese(self, text: str) -> str:
        """Write words of the article, in one line, in the script of this language; in English as they are."""
        return wording.in_script(text, self.lang, self.source_script)

    def place(self, name: str, code: str | None = None) -> str:
        """Write the name of a place or a body as this language does."""
        return self.chinese(name) if self.is_chinese else wording.place_name(name, code)

    def quantity(self, row: Mapping[str, Any]) -> str:
        """Write a number: in the words of the text, in English with its hedge and unit."""
        if self.is_chinese:
            return str(row["quote"])
        unit = "" if pd.isna(row["unit"]) else str(row["unit"])
        ends = (row["low"], row["high"]) if pd.isna(row["value"]) else (row["value"],)
        quote = str(row["quote"])
        return wording.quantity([float(end) for end in ends], unit, hedge=str(row["hedge"]), quote=quote)

    def join(self, texts: Iterable[str]) -> str:
        """Join a list as the language does."""
        return self("list").join(texts)

    def parts(self, *said: str | None) -> str:
        """Join what is said beside one another, as far as there is something."""
        return self("sep").join(one for one in said if one)

    def row(self, label: str, quote: str, beside: Iterable[str] = ()) -> str:
        """Say a row in the alternative text, and what stands beside its number."""
        pairs = self.join(beside)
        return self("alt_row", label=label, quote=quote) + (self("alt_against", pairs=pairs) if pairs else "")

    def all_of(self, status: str | None) -> str | None:
        """Say that all numbers are estimates or targets; nothing of what is neither or differs."""
        return self(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None

    def area(self, name: str, level: str) -> str:
        """Name a province or the nation, and which it is."""
        return self("area_key", area=self.place(name), level=self(f"the_{level}").capitalize())

    def quoted(self, text: str) -> str:
        """Write words of the article inside quotation marks of ours: its own become the inner ones."""
        return self.chinese(text).translate(_INNER)

    def units(self, units: list[str]) -> str:
        """Write the units of a panel; in English behind what they are called, where that is known."""
        text = self("sep").join(self.chinese(unit) or self("no_unit") for unit in units)
        known = dict.fromkeys(wording.unit_name(unit) or "" for unit in units)
        names = self.join(known)
        # Of %, its name is the sign itself.
        return text if self.is_chinese or not all(known) or names == text else f"{names} ({text})"

    def unit(self, unit: str) -> str:
        """Write a unit behind a number: in English by its name or ISO 4217 code, where there is one."""
        if self.is_chinese:
            return self.chinese(unit)
        return wording.unit_name(unit) or (f"({unit})" if unit else "")

    def extent(self, count: int, characters: int) -> str:
        """Say how many numbers stand in a stretch of text, and how long it is."""
        which = {0: "map_strip_none", 1: "map_strip_one"}.get(count, "map_strip")
        return self(which, k=count, chars=f"{characters:,}")

    def per(self, text: str) -> str:
        """Write per what a sum is said, one way for the ways of writing it."""
        before = sorted(vocabulary.words("units", "per", "before"), key=len)
        short = script.to_simplified(text)
        for word in before:
            short = short.replace(word, before[0])
        if self.is_chinese:
            return script.convert(short, self.lang)
        if row := script.catalogue("charts")["per_names"].get(short):
            return script.written(row, self.lang)
        what = short.removeprefix(before[0])
        unit = what.lstrip("0123456789.,")  # 每10股: per 10 shares
        count, name = what.removesuffix(unit), wording.unit_name(unit, one=unit == what)
        return self("per", what=f"{count} {name}".lstrip() if name else f"({what})")

    def period(self, period: str, *, inside: bool = False) -> str:
        """Write an ISO 8601 date, month, year or interval; anything else stays as it is."""
        said = self._period(period)
        return _capital(said) if self.grammar.capitals and not inside else said

    def _period(self, period: str) -> str:
        if "/" not in period:
            if period.endswith("-12-31") and _DATE.match(period):
                return self("year_end", y=int(period[:4]))
            return self._date(period)
        start, _, end = period.partition("/")
        if years := _YEARS.fullmatch(start):
            return self("years_to", n=years[1], end=self._date(end))
        if years := _YEARS.fullmatch(end):
            return self("years_from", n=years[1], start=self._date(start))
        if end in ("", ".."):
            return self("since", start=self._date(start))
        if start in ("", ".."):
            return self("until", end=self._date(end))
        if within := _MONTHS.fullmatch(period):
            return self._months(*map(int, within.groups()))
        if start.isdigit() and end.isdigit():
            return self("years", start=start, end=end)
        return self("span", start=self._date(start), end=self._date(end))

    def _months(self, year: int, first: int, last: int) -> str:
        """Write months of one year: as a quarter or a half, where they are one."""
        if first % 3 == 1 and last - first == 2:
            return self(f"quarter_{last // 3}", y=year)
        if key := _PARTS.get((first, last)):
            return self(key, y=year)
        names = {"month": wording.month_name(first), "until": wording.month_name(last)}
        return self("months", y=year, m=first, n=last, **names)

    def _date(self, text: str) -> str:
        found = _DATE.match(text)
        if not found:
            return text
        year, month, day = found.groups()
        name = wording.month_name(int(month)) if month else ""
        if day:
            return self("day", y=year, m=int(month), d=int(day), month=name)
        return self("month", y=year, m=int(month), month=name) if month else self("year", y=year)

    def number(self, value: float) -> str:
        """Write a number as the language does: 萬 and 億 in Chinese, million and billion in English."""
        return wording.number(value, self.lang)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _estimates(frame: pd.DataFrame, published: object) -> str:
    """Say whether what a frame expects is of times over when it was told, of times to come, or of both."""
    if "status" not in frame or "period" not in frame:
        return ""
    rows = frame[(frame["status"] == Status.EXPECTED).fillna(False).astype(bool)]
    told = rows["published"] if "published" in rows else [published] * len(rows)
    over = {
        is_over(None if pd.isna(period) else str(period), None if pd.isna(day) else str(day))
        for period, day in zip(rows["period"], told, strict=True)
    }
    return "both" if len(over) == 2 else "over" if over == {True} else ""
