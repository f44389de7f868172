"""The subject of a report: an article, its frames, its words, and what the brief says first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from hulin_analysis import script, wording
from hulin_analysis.article import Article
from hulin_analysis.charts.catalog import Catalog, letters_of
from hulin_analysis.codes import FindingKind
from hulin_analysis.export import source_date
from hulin_analysis.finding import findings
from hulin_analysis.finding.candidates import Said, said_in
from hulin_analysis.finding.phrases import Phrases
from hulin_analysis.frames import audit, ledger
from hulin_analysis.keywords import key_terms, release_dictionary
from hulin_analysis.line_breaks import joined
from hulin_analysis.original_values import records_of
from hulin_analysis.quotes import Note, number_quotes
from hulin_analysis.readers.metadata import given_moment
from hulin_analysis.script import Language


@dataclass(frozen=True, slots=True)
class ReportCatalog(Catalog):
    """The words of the charts, and those of a report.

    >>> ReportCatalog("zh-Hans")("beware"), ReportCatalog("en")("list")
    ('使用时请注意', ', ')
    """

    def __call__(self, key: str, **fields: Any) -> str:
        """Return a phrase of the report, or a message of the charts, with its fields filled in."""
        row = script.catalogue("report").get(key)
        # Not super(): a dataclass with slots is another class than the one this is written in.
        return Catalog.__call__(self, key, **fields) if row is None else self.fill(row, **fields)

    @classmethod
    def letters(cls) -> str:
        """Return every sign that a report's own words have."""
        return Catalog.letters() + letters_of(script.catalogue("report"))

    def inside(self, label: str) -> str:
        """Write a label as it stands inside a sentence.

        >>> ReportCatalog("en").inside("Gross margin"), ReportCatalog("zh-Hans").inside("出口總額")
        ('gross margin', '出口总额')
        """
        return wording.inside(label) if self.grammar.capitals else self.chinese(label)

    def titled(self, title: str) -> str:
        """Write a headline inside the marks of a title: its own become the inner ones.

        >>> ReportCatalog("zh-Hans").titled("解讀《公報》"), ReportCatalog("en").titled("“三大行動”")
        ('解读〈公报〉', '‘三大行動’')
        """
        marks = self.grammar.title_marks
        return self.chinese(title).translate(str.maketrans(marks[:2], marks[2:]))


#: How Word files and PDFs may look.
Style = Literal["plain", "official"]
PartName = Literal["brief", "annex"]
PARTS: tuple[PartName, ...] = ("brief", "annex")

# A report of many texts has no more rows in its charts, and in each of its tables.
_MOST_ROWS = 1200

# A brief has three to five findings, and of one rule no more than three where others have something to say.
_FEWEST, _MOST, _ALIKE = 3, 5, 3


@dataclass(frozen=True)
class Edition:
    """How a report is issued.

    Attributes
    ----------
    author, unit : str, optional
        Who wrote the brief, and for which body; left out where they are not given.
    day : date or str, optional
        The day of the brief; ``SOURCE_DATE_EPOCH``, else today, if it is not given.
    accessed : str, optional
        When the text was taken from where it was published; kept as an ISO date.
    parts : sequence of {"brief", "annex"}
        What to write.
    style : {"plain", "official"}
        The style of the Word and PDF files: the package's own, or that of official documents.

    Examples
    --------
    >>> edition = Edition(unit="統計局", day="2026年3月1日", accessed="2026年2月20日")
    >>> edition.issued, edition.accessed
    (datetime.date(2026, 3, 1), '2026-02-20')
    """

    author: str | None = None
    unit: str | None = None
    day: date | str | None = None
    accessed: str | None = None
    parts: Sequence[PartName] = PARTS
    style: Style = "plain"

    def __post_init__(self) -> None:
        """Read the days, however they are typed."""
        for name in ("day", "accessed"):
            if (given := getattr(self, name)) is not None:
                day = given_moment(given, name).date()
                object.__setattr__(self, name, day if name == "day" else day.isoformat())

    @property
    def issued(self) -> date:
        """The day of the brief."""
        if isinstance(self.day, date):
            return self.day
        return (source_date() or datetime.now(UTC).astimezone()).date()


@dataclass(frozen=True)
class Finding:
    """A sentence of the brief, and the numbers that prove it."""

    sentence: str
    ids: tuple[str, ...]
    corrected: bool = False


@dataclass(frozen=True)
class Subject:
    """What a report is on."""

    article: Article
    metrics: pd.DataFrame
    context: pd.DataFrame | None  # what its growth rates are compared with
    lang: Language
    edition: Edition

    @cached_property
    def about(self) -> dict[str, str | None]:
        """What is known of the article."""
        return self.article.metadata()

    @cached_property
    def words(self) -> ReportCatalog:
        """The words of the report."""
        return ReportCatalog.of(self.metrics, self.lang)

    @cached_property
    def title(self) -> str:
        """The headline in one line, in its own script; empty if there is none."""
        return " ".join(joined(self.about["title"] or "").split())

    @cached_property
    def notes(self) -> dict[str, Note]:
        """The numbers of the text by id, each with its place among all of them."""
        return {note.id: note for note in number_quotes(self.metrics)}

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The numerals that are not quantities."""
        return ledger(self.article)

    @cached_property
    def shown(self) -> pd.DataFrame:
        """The rows of charts and tables: all, or of very many each kind in turn, known indicators first."""
        rows = self.metrics.reset_index(drop=True)
        ranked = rows.sort_values("indicator_id", key=pd.Series.isna, kind="stable")
        turns = ranked.groupby("kind").cumcount().sort_values(kind="stable")
        return self.metrics.iloc[sorted(turns.index[:_MOST_ROWS])]

    @cached_property
    def shown_ledger(self) -> pd.DataFrame:
        """The first numerals that are not quantities."""
        return self.ledger[:_MOST_ROWS]

    @property
    def leaves_out(self) -> bool:
        """Whether charts and tables have not all rows."""
        return len(self.metrics) > len(self.shown) or len(self.ledger) > len(self.shown_ledger)

    @cached_property
    def key_terms(self) -> pd.DataFrame:
        """The key terms that occur more than once, section by section."""
        terms = key_terms(self.article)
        release_dictionary()
        telling = terms[terms["count"] > 1]
        telling.attrs["article"] = self.about
        return telling

    @cached_property
    def missing(self) -> int:
        """How many numeral characters are neither quantity nor in the ledger."""
        return len(audit(self.article).unaccounted)

    @cached_property
    def findings(self) -> list[Finding]:
        """What to say first: three to five findings."""
        table = findings(self.metrics, context=self.context, lang=self.lang)
        kinds = table["kind"].tolist()
        # What was reached first, then what is aimed at.
        chosen = sorted(_varied(kinds)[:_MOST], key=lambda i: kinds[i] == FindingKind.TARGET_SET)
        owned = table["corrected"].tolist() if "corrected" in table else [False] * len(table)
        made = [Finding(table["sentence"][i], tuple(table["ids"][i]), owned[i]) for i in chosen]
        said = {id_ for one in made for id_ in one.ids}
        further = [(told, one) for told, one in self._further() if not said & set(told.ids)]
        made += [one for _, one in further[: max(0, _FEWEST - len(made))]]
        made += [one for told, one in further if told.indicator_id and one not in made][: _MOST - len(made)]
        return list(self._once(made))

    def _once(self, made: Sequence[Finding]) -> Iterator[Finding]:
        """Leave out time and place where the sentence before has said the same; Chinese has them first."""
        sentences = Phrases(self.lang, self.about["script"], self.about["published"])
        rows = {str(row["id"]): row for row in records_of(self.metrics)}
        before = ""
        for one in made:
            row = rows[one.ids[0]]
            opening = sentences.period(row["period"]) + sentences.chinese(row["subject"] or "")
            is_said = opening == before and one.sentence.startswith(opening) and sentences.is_chinese
            yield replace(one, sentence=one.sentence.removeprefix(opening)) if opening and is_said else one
            before = opening if one.sentence.startswith(opening) else ""

    def _further(self) -> Iterator[tuple[Said, Finding]]:
        """Yield what the text says plainly besides, first what has a level and a change."""
        sentences = Phrases(self.lang, self.about["script"], self.about["published"])
        for one in sorted(said_in(self.metrics), key=lambda one: not (one.level and one.change)):
            text = sentences.target(one) if one.is_aim else sentences.state(one)
            if text:
                yield one, Finding(sentences.sentence(text), one.ids)


def _varied(kinds: Sequence[str]) -> list[int]:
    """Put off what would be the fourth finding of one rule: others have something to say as well."""
    seen: dict[str, int] = {}
    first: list[int] = []
    later: list[int] = []
    for number, kind in enumerate(kinds):
        seen[kind] = seen.get(kind, 0) + 1
        (first if seen[kind] <= _ALIKE else later).append(number)
    return [*sorted(first[:_MOST]), *later, *first[_MOST:]]
