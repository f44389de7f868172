"""Rows: each quantity of an article with all that is said of it, and each exclusion with its reason.

Here the rooms below come together: the numerals of the view are told apart, the body is walked through
sentence by sentence, and each quantity's row is filled. Offsets are those of the view until a row is written;
there they are mapped back to the untouched text, once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article, Paragraph, Section, Span
from hulin_analysis.codes import Change, Kind, Reason
from hulin_analysis.numbers import NUMERAL_CHARACTERS, Exclusion, Quantity, find_quantities
from hulin_analysis.statements import Statement, read_statements
from hulin_analysis.statements.context import Certainty, Surroundings, looks_back, plans
from hulin_analysis.statements.mood import Mood
from hulin_analysis.view import View

__all__ = ["Numerals", "exclusion_rows", "quantity_rows", "scan", "view_of"]

_start = attrgetter("start")


def view_of(article: Article) -> View:
    """Return an article as the rules read it."""
    return View(article.text, article.folded, ((p.span.start, p.span.end) for p in article.paragraphs))


class Numerals(NamedTuple):
    """The numerals of an article, told apart; offsets are those of the view.

    Attributes
    ----------
    view : View
        The article as the rules read it.
    quantities : list of Quantity
        Those of the body, in reading order.
    outside : list of Quantity
        Those in headlines and on other lines.
    exclusions : list of Exclusion
        All other numerals, in reading order.
    """

    view: View
    quantities: list[Quantity]
    outside: list[Quantity]
    exclusions: list[Exclusion]


def scan(article: Article) -> Numerals:
    """Find the quantities of an article, and all other numerals."""
    view = view_of(article)
    quantities, exclusions = find_quantities(view.text)
    bounds = [_in_view(view, paragraph.span) for paragraph in article.paragraphs]
    starts = [start for start, _ in bounds]
    inside: list[Quantity] = []
    outside: list[Quantity] = []
    for quantity in quantities:
        i = bisect_right(starts, quantity.start) - 1
        (inside if i >= 0 and quantity.start < bounds[i][1] else outside).append(quantity)
    return Numerals(view, inside, outside, exclusions)


def _exclusions(article: Article, numerals: Numerals) -> list[Exclusion]:
    """Return all numerals that are no quantities of the body, with offsets into the article's text."""
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
    """Account for the numerals that the view leaves out, unless they lie within a row: footnotes, tags."""
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
    """Yield the row of each exclusion: the columns of the ledger."""
    body = _Body(article)
    for exclusion in _exclusions(article, numerals):
        section, paragraph = body.paragraph_at(exclusion.start) or (None, None)
        yield {
            "start": exclusion.start,
            "end": exclusion.end,
            "quote": article.text[exclusion.start : exclusion.end],
            "reason": exclusion.reason.value,
            "section": section.name if section else "",
            "paragraph": paragraph.number if paragraph else 0,
            "sentence": _sentence_at(paragraph, exclusion.start).quote if paragraph else "",
        }


def quantity_rows(article: Article, numerals: Numerals) -> Iterator[dict[str, Any]]:
    """Walk through the article sentence by sentence and put each quantity's row together."""
    view, quantities = numerals.view, numerals.quantities
    text = view.text
    at = text.find(script.fold(article.place)) if article.place else -1
    around = Surroundings(text, article.published, (at, at + len(article.place)) if article.place else None)
    starts = [q.start for q in quantities]
    mood = Mood(text, [_in_view(view, paragraph.span) for paragraph in article.paragraphs])
    writing = _Writing(article, view)
    planning: bool | None = None
    for section in article.sections:
        if section.title:
            start, end = _in_view(view, section.title)
            planning = plans(text, start, end, heading=True, before=planning)
            around.enter_heading(start, end)
        for paragraph in section.paragraphs:
            around.enter_paragraph()
            order = 0
            for sentence in paragraph.sentences:
                start, end = _in_view(view, sentence)
                low, high = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
                inside = quantities[low:high]
                around.enter_sentence(start, end, numbers=bool(inside))
                planning = plans(text, start, end, heading=False, before=planning)
                if not inside:
                    continue
                statements = read_statements(text, start, end, inside, around.names)
                planned = planning
                # Which years the text has turned to tells what the words of its headings do not.
                ahead = None if planned else around.ahead
                if ahead is not None:
                    planned = ahead and not looks_back(text, start, end)
                elif planned is None and not looks_back(text, start, end):
                    planned = mood.plans(paragraph.number - 1)
                certainty = Certainty(text, start, end, planned=bool(planned))
                for quantity, statement in zip(inside, statements, strict=True):
                    order += 1
                    subject = around.subject(quantity.start, statement.share)
                    yield {
                        "id": f"q{paragraph.number}-{order}",
                        **_stated(article, view, quantity, statement, writing),
                        "status": certainty.status(quantity.start).value,
                        "subject": view.words(*subject) if subject else None,
                        "period": around.period(quantity.start),
                        "section": section.name,
                        "paragraph": paragraph.number,
                        "sentence": sentence.quote,
                        "sentence_start": sentence.start,
                    }


def _in_view(view: View, span: Span) -> tuple[int, int]:
    return view.at(span.start), view.at(span.end)


def _stated(
    article: Article, view: View, quantity: Quantity, statement: Statement, writing: _Writing
) -> dict[str, Any]:
    """Return the columns that a quantity and its statement fill by themselves."""
    start, end = view.span(quantity.start, quantity.end)
    indicator = statement.indicator_in(view.text)
    indicator_id = vocabulary.indicator_index().get(indicator)
    value, change = quantity.value, statement.change
    if value is not None and (signed := _signed_change(view.text, quantity, change)):
        value, change = abs(value), signed
    return {
        "start": start,
        "end": end,
        "quote": article.text[start:end],
        "value": value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": "".join(view.words(*span) for span in quantity.unit_spans) or quantity.unit,
        "hedge": quantity.hedge.value,
        "change": change.value,
        "indicator": "".join(writing.of(piece) for piece in statement.pieces),
        "indicator_id": indicator_id,
        "kind": _kind(quantity, indicator, indicator_id).value,
    }


_COMPARED = ("同比", "环比", "按年", "按季", "按月", "较上年", "比上年", "较上月", "比上月")


def _signed_change(text: str, quantity: Quantity, change: Change) -> Change | None:
    """Return the change that a sign tells: 增长-1.6% is a fall of 1.6 %, 同比+6.1% a rise."""
    at = quantity.number_start
    sign = text[at] if text[at] in "-—" else text[at - 1 : at]
    if quantity.group != "ratio" or sign not in ("-", "—", "+"):
        return None
    compared = text.endswith(_COMPARED, 0, at - (sign == "+"))
    if compared or change is Change.INCREASE:
        return Change.INCREASE if sign == "+" else Change.DECREASE
    return Change.INCREASE if sign == "+" and text.endswith("增长", 0, at - 1) else None


class _Writing:
    """The words of a row in the script of its text: cut from it, or converted where it leaves them out."""

    def __init__(self, article: Article, view: View) -> None:
        self._view = view
        self._text = article.text

    def of(self, piece: tuple[int, int] | str) -> str:
        if not isinstance(piece, str):
            return self._view.words(*piece)
        return script.to_traditional(piece) if script.detect(self._text) == "hant" else piece


_INVESTED = ("投资", "签约", "融资", "注资", "投入", "到位资金")
_COUNTS = frozenset({"things", "people", "visits", "events"})


def _kind(quantity: Quantity, indicator: str, indicator_id: str | None) -> Kind:
    """Sort a quantity to the notebook it belongs to."""
    if indicator_id or quantity.group == "ratio":
        return Kind.INDICATOR
    if quantity.group == "money" and any(word in indicator for word in _INVESTED):
        return Kind.INVESTMENT
    if quantity.group in _COUNTS and quantity.unit != "口":
        return Kind.ACTIVITY
    return Kind.OTHER
