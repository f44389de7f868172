"""Writing: the row of a quantity, its columns in their order; words are cut from the text as it stands."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache, cached_property
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article
from hulin_analysis.blocks import Paragraph, Span, Table
from hulin_analysis.codes import Change, Kind, Status
from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences import Measured
from hulin_analysis.sentences.base import base_of, may_compare
from hulin_analysis.sentences.per import may_divide, per_of
from hulin_analysis.sentences.signed import signed_change
from hulin_analysis.sentences.status import Certainty, may_doubt
from hulin_analysis.sentences.subject_codes import SubjectCodes
from hulin_analysis.sentences.surroundings import Surroundings
from hulin_analysis.tables import CellStatement
from hulin_analysis.times.period import begins_after, is_over, one_year
from hulin_analysis.unit_groups import is_counted
from hulin_analysis.view import View


class Writer:
    """Writes rows. Their words are cut from the text, or converted to its script where they are not in it."""

    def __init__(self, article: Article, view: View, around: Surroundings) -> None:
        self._source, self._view, self._around = article.text, view, around
        self._published = article.published.date().isoformat() if article.published else None
        self._ids = vocabulary.indicator_index()
        self._code = SubjectCodes(view.text, article.place).code
        self._subjects: dict[tuple[tuple[int, int], str | None], tuple[str, str | None]] = {}

    def enter_paragraph(self, section: str, paragraph: Paragraph) -> int | None:
        """Return how much further back the text has all of a paragraph than the view, if all alike."""
        self._section, self._block, self._order = section, paragraph.number, 0
        self._shift = self._view.shift(paragraph.span.start, paragraph.span.end)
        return self._shift

    def enter_sentence(self, sentence: Span, start: int, end: int, *, planned: bool) -> None:
        """Turn to a sentence with numbers; its offsets in the view are given, and whether it is of a plan."""
        text = self._view.text
        self._sentence, self._start = sentence, start
        # Most sentences are sure, compare with nothing and share nothing out: that is told once for all rows.
        self._planned = planned
        doubts = planned or may_doubt(text, start, end)
        self._certainty = Certainty(text, start, end, planned=planned) if doubts else None
        self._compares, self._divides = may_compare(text, start, end), may_divide(text, start, end)

    def row(self, quantity: Quantity, measured: Measured) -> dict[str, Any]:
        """Return the row of the next quantity: its columns, in their order."""
        text, around, at = self._view.text, self._around, quantity.start
        # Per row a call less is much: what stands in one piece is cut here.
        words, shift, pieces, spans = self._words, self._shift, measured.pieces, quantity.unit_spans
        start, end = (
            self._view.span(at, quantity.end) if shift is None else (at + shift, quantity.end + shift)
        )
        period = around.times.period(at, measured.share)
        place = around.subjects.at(at, measured.share)
        subject, code = self._subject(place, period) if place else _NOWHERE
        indicator_id = self._ids.get(measured.name)
        value, change, group = quantity.value, measured.change, quantity.group
        if group == "ratio" and (signed := signed_change(text, quantity, change)) and value is not None:
            value, change = abs(value), signed
        base: str | tuple[int, int] | None = None
        if self._compares:
            base = base_of(text, self._start, at, period, changes=_changes(quantity, change))
        per = per_of(text, self._start, quantity) if self._divides else None
        certainty = self._certainty
        self._order += 1
        number = f"{self._block}-{self._order}"
        # Of a code `_value_` is the plain string; to ask for it by `str` or `value` costs several times more.
        return {
            "id": "q" + number,
            "start": start,
            "end": end,
            "quote": self._source[start:end],
            "value": value,
            "low": quantity.low,
            "high": quantity.high,
            "unit": words(spans[0]) if len(spans) == 1 else "".join(map(words, spans)) or quantity.unit,
            "per": "·".join(map(words, per)) if per else None,
            "hedge": quantity.hedge._value_,
            "change": change._value_,
            "base": words(base) if isinstance(base, tuple) else base,
            "status": self._status(
                certainty.status(at) if certainty else Status.ACTUAL, period, self._planned
            ),
            "indicator": words(pieces[0])
            if len(pieces) == 1 and not isinstance(pieces[0], str)
            else "".join(map(self._of, pieces)),
            "indicator_id": indicator_id,
            "statement": "s" + number,
            "part_of": None,
            "subject": subject,
            "subject_code": code,
            "period": period,
            "kind": _INDICATOR if indicator_id or group == "ratio" else _kind(quantity, measured.name),
            "section": self._section,
            "block": self._block,
            "sentence": self._sentence.quote,
            "sentence_start": self._sentence.start,
        }

    def enter_table(self, section: str, table: Table) -> None:
        """Turn to a table."""
        self._section, self._block, self._order = section, table.number, 0
        self._shift = None
        self._statements: dict[Hashable, str] = {}

    def cell(self, stated: CellStatement, line: Span) -> dict[str, Any]:
        """Return the row of the next number of a table, which stands on a line of it."""
        quantity, base, subject, period = stated.quantity, stated.base, stated.subject, stated.period
        words, spans = self._words, quantity.unit_spans
        start, end = self._view.span(quantity.start, quantity.end)
        place, code = self._subject(subject, period) if subject else _NOWHERE
        indicator_id = self._ids.get(stated.name)
        is_indicator = indicator_id is not None or quantity.group == "ratio"
        self._order += 1
        number = f"{self._block}-{self._order}"
        return {
            "id": "q" + number,
            "start": start,
            "end": end,
            "quote": self._source[start:end],
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "unit": "".join(map(words, spans)) or quantity.unit,
            "per": None,
            "hedge": str(quantity.hedge),
            "change": str(stated.change),
            "base": words(base) if isinstance(base, tuple) else base,
            "status": self._status(stated.status or Status.ACTUAL, (period or "").rpartition("/")[2]),
            "indicator": "".join(map(words, stated.pieces)),
            "indicator_id": indicator_id,
            "statement": self._statements.setdefault(stated.key, "s" + number),
            "part_of": self._statements.get(stated.part_of) if stated.part_of else None,
            "subject": place,
            "subject_code": code,
            "period": period,
            "kind": _INDICATOR if is_indicator else _kind(quantity, stated.name),
            "section": self._section,
            "block": self._block,
            "sentence": line.quote,
            "sentence_start": line.start,
        }

    def _status(self, status: Status, period: str | None, planned: bool = False) -> str:
        """Return a status: without a word of doubt, what is said of a time to come is an aim.

        A year that is over is no aim, even in a plan.
        """
        if status is Status.ACTUAL and begins_after(period, self._published):
            return Status.TARGET._value_
        if planned and one_year(period) and is_over(period, self._published):
            return Status.ACTUAL._value_
        return status._value_

    def _words(self, span: tuple[int, int]) -> str:
        """Return the words of the text that a stretch of the paragraph stands for."""
        (start, end), shift = span, self._shift
        return self._view.words(start, end) if shift is None else self._source[start + shift : end + shift]

    def _of(self, piece: tuple[int, int] | str) -> str:
        if not isinstance(piece, str):
            return self._words(piece)
        return script.to_traditional(piece) if self._is_traditional else piece

    @cached_property
    def _is_traditional(self) -> bool:
        return script.detect(self._source) == "hant"

    def _subject(self, span: tuple[int, int], period: str | None) -> tuple[str, str | None]:
        """Return the words of a subject, which may stand elsewhere, and its code."""
        said = span, period
        found = self._subjects.get(said)
        if found is None:  # most rows of a text have the same
            found = self._subjects[said] = self._view.words(*span), self._code(span, period)
        return found


def _changes(quantity: Quantity, change: Change) -> bool:
    """Tell whether a number compares something with what it was: 增长6%, 2019年的3倍, 翻一番."""
    return change is not Change.NONE or quantity.unit in _multiples()


@cache
def _multiples() -> frozenset[str]:
    return frozenset(vocabulary.table("bases")["multiple"]["units"])


_INDICATOR = str(Kind.INDICATOR)
_NOWHERE: tuple[str | None, str | None] = None, None


def _kind(quantity: Quantity, indicator: str) -> str:
    """Return the kind of a quantity that is no rate and not of an indicator of the vocabulary."""
    group = quantity.group
    if group == "money" and any(word in indicator for word in vocabulary.words("kinds", "invested", "named")):
        return Kind.INVESTMENT._value_
    if is_counted(group) and quantity.unit not in vocabulary.words("kinds", "counted", "not"):
        return Kind.ACTIVITY._value_
    return Kind.OTHER._value_
