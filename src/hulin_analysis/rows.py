"""Rows: each quantity of an article with its columns, and each exclusion with its reason.

The numerals of the view are split into quantities and exclusions, then the body is read sentence by sentence
and the row of each quantity is filled. Offsets are those of the view until a row is written; they are mapped
back to the article's text once, there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article, Paragraph, Section, Span
from hulin_analysis.codes import Change, Kind, Reason, Status
from hulin_analysis.numbers import NUMERAL_CHARACTERS, Exclusion, Quantity, find_quantities
from hulin_analysis.readers.about import is_account
from hulin_analysis.sentences import Measured, read_sentence, topic_behind
from hulin_analysis.sentences.base import base_of, may_compare
from hulin_analysis.sentences.linking import Linking
from hulin_analysis.sentences.mood import Mood
from hulin_analysis.sentences.per import may_divide, per_of
from hulin_analysis.sentences.signed import signed_change
from hulin_analysis.sentences.status import Certainty, announces, is_planned, may_doubt, plans
from hulin_analysis.sentences.subject_codes import SubjectCodes
from hulin_analysis.sentences.surroundings import Surroundings
from hulin_analysis.view import View

__all__ = ["Numerals", "exclusion_rows", "quantity_rows", "scan", "view_of"]

_start = attrgetter("start")


def view_of(article: Article) -> View:
    """Return an article as the rules read it.

    Parameters
    ----------
    article : Article
        The article.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> view_of(ha.parse_article("去年新建學校 3 所。")).text
    '去年新建学校3所。'
    """
    return View(article.text, article.folded, ((p.span.start, p.span.end) for p in article.paragraphs))


class Numerals(NamedTuple):
    """The numerals of an article, split into quantities and exclusions; offsets are those of the view.

    Attributes
    ----------
    view : View
        The article as the rules read it.
    quantities : list of Quantity
        The quantities of the body, in reading order.
    outside : list of Quantity
        The quantities in headlines and on other lines.
    exclusions : list of Exclusion
        All other numerals, in reading order.
    paragraphs : list of (int, int)
        Where the paragraphs of the body stand.
    """

    view: View
    quantities: list[Quantity]
    outside: list[Quantity]
    exclusions: list[Exclusion]
    paragraphs: list[tuple[int, int]]


def scan(article: Article) -> Numerals:
    """Split the numerals of an article into quantities and exclusions.

    Parameters
    ----------
    article : Article
        The article.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> numerals = scan(ha.parse_article("2021年新建學校3所。"))
    >>> numerals.quantities[0].value, numerals.exclusions[0].reason.value
    (3.0, 'date')
    """
    view = view_of(article)
    quantities, exclusions = find_quantities(view.text)
    bounds = [_in_view(view, paragraph.span) for paragraph in article.paragraphs]
    starts = [quantity.start for quantity in quantities]
    inside: list[Quantity] = []
    outside: list[Quantity] = []
    passed = 0
    for start, end in bounds:
        first = bisect_left(starts, start, passed)
        outside += quantities[passed:first]
        passed = bisect_left(starts, end, first)
        inside += quantities[first:passed]
    outside += quantities[passed:]
    return Numerals(view, inside, outside, exclusions, bounds)


def _exclusions(article: Article, numerals: Numerals) -> list[Exclusion]:
    """Return all numerals that are not quantities of the body, with offsets into the article's text."""
    view = numerals.view
    found = [Exclusion(*view.span(a.start, a.end), a.reason) for a in numerals.exclusions]
    for quantity in numerals.outside:
        start, end = view.span(quantity.start, quantity.end)
        i = bisect_right(article.furniture, start, key=_start) - 1
        furniture = i >= 0 and start < article.furniture[i].end
        found.append(Exclusion(start, end, Reason.FURNITURE if furniture else Reason.HEADLINE))
    rows = [(a.start, a.end) for a in found] + [view.span(q.start, q.end) for q in numerals.quantities]
    return sorted([*found, *_left_out(article, view, rows)])


def _left_out(article: Article, view: View, rows: list[tuple[int, int]]) -> Iterator[Exclusion]:
    """Find the numerals that the view leaves out (footnotes, tags) and that no other row holds."""
    ends = sorted(rows)
    for part in view.left_out:
        if NUMERAL_CHARACTERS.isdisjoint(article.folded[part.start : part.end]):
            continue
        i = bisect_right(ends, (part.start, len(article.text))) - 1
        if i < 0 or ends[i][1] <= part.start:
            yield Exclusion(
                part.start, part.end, Reason.FOOTNOTE if part.what == Reason.FOOTNOTE else Reason.CODE
            )


class _Body:
    """The body of an article, looked up by offset: section, paragraph, sentence."""

    def __init__(self, article: Article) -> None:
        self._entries = [
            (section, paragraph) for section in article.sections for paragraph in section.paragraphs
        ]
        self._starts = [paragraph.span.start for _, paragraph in self._entries]

    def paragraph_at(self, offset: int) -> tuple[Section, Paragraph] | None:
        """Return the paragraph that an offset is in, and its section."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self._entries[i][1].span.end:
            return None
        return self._entries[i]


def _sentence_at(paragraph: Paragraph, offset: int) -> Span:
    """Return the sentence that an offset in a paragraph is in; between two sentences, the paragraph."""
    sentences = paragraph.sentences
    i = bisect_right(sentences, offset, key=_start) - 1
    return sentences[i] if i >= 0 and offset < sentences[i].end else paragraph.span


def exclusion_rows(article: Article, numerals: Numerals) -> Iterator[dict[str, Any]]:
    """Yield the row of each exclusion: the columns of the ledger.

    Parameters
    ----------
    article : Article
        The article.
    numerals : Numerals
        Its numerals.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("2021年新建學校3所。")
    >>> [(row["quote"], row["reason"]) for row in exclusion_rows(article, scan(article))]
    [('2021年', 'date')]
    """
    body = _Body(article)
    for exclusion in _exclusions(article, numerals):
        section, paragraph = body.paragraph_at(exclusion.start) or (None, None)
        yield {
            "start": exclusion.start,
            "end": exclusion.end,
            "quote": article.text[exclusion.start : exclusion.end],
            "reason": str(exclusion.reason),
            "section": section.name if section else "",
            "paragraph": paragraph.number if paragraph else 0,
            "sentence": _sentence_at(paragraph, exclusion.start).quote if paragraph else "",
        }


def quantity_rows(article: Article, numerals: Numerals) -> Iterator[dict[str, Any]]:
    """Yield the row of each quantity: the columns of the metrics frame.

    Parameters
    ----------
    article : Article
        The article.
    numerals : Numerals
        Its numerals.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("2021年新建學校3所。")
    >>> [(row["id"], row["quote"], row["period"]) for row in quantity_rows(article, scan(article))]
    [('q1-1', '3所', '2021')]
    """
    view, quantities = numerals.view, numerals.quantities
    text = view.text
    at = text.find(script.fold(article.place)) if article.place else -1
    place = (at, at + len(article.place)) if article.place else None
    titles = [article.title, *(section.title for section in article.sections)]
    headings = [_in_view(view, title) for title in titles if title]
    starts = [q.start for q in quantities] + [len(text)]
    told = [at for at in numerals.paragraphs if starts[bisect_left(starts, at[0])] < at[1]]
    around = Surroundings(text, article.published, place, headings, told, account=is_account(article))
    mood, linking, writer = Mood(text, numerals.paragraphs), Linking(text), _Writer(article, view, around)
    planning: bool | None = None
    times, subjects = around.times, around.subjects
    passed = 0
    for section in article.sections:
        if section.title:
            start, end = _in_view(view, section.title)
            planning = plans(text, start, end, before=planning)
            around.enter_heading(start, end)
        for paragraph in section.paragraphs:
            around.enter_paragraph()
            linking.enter_paragraph()
            nth = paragraph.number - 1
            bounds = numerals.paragraphs[nth]
            may_announce = announces(text, *bounds)
            topic: Measured | None = None
            shift = writer.enter_paragraph(section.name, paragraph)
            for sentence in paragraph.sentences:
                if shift is None:
                    start, end = _in_view(view, sentence)
                else:
                    start, end = sentence.start - shift, sentence.end - shift
                if starts[passed] < start:
                    passed = bisect_left(starts, start, passed)
                numbers = starts[passed] < end
                if numbers:
                    times.enter_sentence(start, end)
                    subjects.enter_sentence(start, end)
                else:
                    times.pass_sentence(start, end)
                    if starts[passed] < bounds[1]:  # a number of this paragraph is still to come
                        subjects.pass_sentence(start, end)
                if may_announce and not planning and announces(text, start, end):
                    planning = True
                    times.turn_to_plan()
                if not numbers:
                    continue
                first, passed = passed, bisect_left(starts, end, passed)
                inside = quantities[first:passed]
                said = read_sentence(text, start, end, inside, subjects.names, topic)
                topic = topic_behind(text, start, end, said, topic)
                planned = bool(planning) or is_planned(
                    text, start, end, planning=planning, ahead=times.ahead, mood=mood, paragraph=nth
                )
                writer.enter_sentence(sentence, start, end, planned=planned)
                rows = list(map(writer.row, inside, said))
                linking.link(start, end, inside, said, rows)
                yield from rows


def _in_view(view: View, span: Span) -> tuple[int, int]:
    return view.at(span.start), view.at(span.end)


class _Writer:
    """Writes rows. Their words are cut from the text, or converted to its script where they are not in it."""

    def __init__(self, article: Article, view: View, around: Surroundings) -> None:
        self._source, self._view, self._around = article.text, view, around
        self._ids = vocabulary.indicator_index()
        self._code = SubjectCodes(view.text, article.place).code
        self._subjects: dict[tuple[tuple[int, int], str | None], tuple[str, str | None]] = {}

    def enter_paragraph(self, section: str, paragraph: Paragraph) -> int | None:
        """Return how much further back the text has all of a paragraph than the view, if all alike."""
        self._section, self._paragraph, self._order = section, paragraph.number, 0
        self._shift = self._view.shift(paragraph.span.start, paragraph.span.end)
        return self._shift

    def enter_sentence(self, sentence: Span, start: int, end: int, *, planned: bool) -> None:
        """Turn to a sentence with numbers; its offsets in the view are given, and whether it is of a plan."""
        text = self._view.text
        self._sentence, self._start = sentence, start
        # Most sentences are sure, compare with nothing and share nothing out: that is told once for all rows.
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
        number = f"{self._paragraph}-{self._order}"
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
            "status": certainty.status(at)._value_ if certainty else _ACTUAL,
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
            "paragraph": self._paragraph,
            "sentence": self._sentence.quote,
            "sentence_start": self._sentence.start,
        }

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


_ACTUAL, _INDICATOR = str(Status.ACTUAL), str(Kind.INDICATOR)
_NOWHERE: tuple[str | None, str | None] = None, None
_INVESTED = ("投资", "签约", "融资", "注资", "投入", "到位资金")
_COUNTS = frozenset({"things", "people", "visits", "events"})


def _kind(quantity: Quantity, indicator: str) -> str:
    """Return the kind of a quantity that is no rate and not of an indicator of the vocabulary."""
    group = quantity.group
    if group == "money" and any(word in indicator for word in _INVESTED):
        return Kind.INVESTMENT._value_
    if group in _COUNTS and quantity.unit != "口":
        return Kind.ACTIVITY._value_
    return Kind.OTHER._value_
