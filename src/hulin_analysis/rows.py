"""Rows: each quantity of an article with all that is said of it, and each aside with its reason.

Here the rooms below come together: the numerals of the text are sifted into quantities and asides, the body
is walked through sentence by sentence, and each quantity's row is filled.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.article import Article, Paragraph, Section, Span
from hulin_analysis.asides import REASONS, Aside
from hulin_analysis.quantities import Quantity, find_quantities
from hulin_analysis.statements import Statement, read_statements
from hulin_analysis.statements.context import Certainty, Surroundings, looks_back, plans
from hulin_analysis.statements.mood import Mood

__all__ = ["aside_rows", "quantity_rows", "sift"]

_start = attrgetter("start")


def sift(article: Article) -> tuple[list[Quantity], list[Aside]]:
    """Find the quantities of the body; what stands in headlines and furniture becomes an aside."""
    quantities, asides = find_quantities(article.folded)
    body = _Body(article)
    kept: list[Quantity] = []
    for quantity in quantities:
        if body.paragraph_at(quantity.start):
            kept.append(quantity)
        else:
            i = bisect_right(article.furniture, quantity.start, key=_start) - 1
            inside = i >= 0 and quantity.start < article.furniture[i].end
            asides.append(Aside(quantity.start, quantity.end, "furniture" if inside else "headline"))
    return kept, sorted(asides)


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


def aside_rows(article: Article, asides: list[Aside]) -> Iterator[dict[str, Any]]:
    """Yield the row of each aside: the columns of the ledger."""
    body = _Body(article)
    for aside in asides:
        section, paragraph = body.paragraph_at(aside.start) or (None, None)
        if aside.reason not in REASONS:
            raise AssertionError(f"a reason without a meaning: {aside.reason}")
        yield {
            "start": aside.start,
            "end": aside.end,
            "quote": article.text[aside.start : aside.end],
            "reason": aside.reason,
            "section": section.name if section else "",
            "paragraph": paragraph.number if paragraph else 0,
            "sentence": _sentence_at(paragraph, aside.start).quote if paragraph else "",
        }


def quantity_rows(article: Article, quantities: list[Quantity]) -> Iterator[dict[str, Any]]:
    """Walk through the article sentence by sentence and put each quantity's row together."""
    folded = article.folded
    at = folded.find(script.fold(article.place)) if article.place else -1
    around = Surroundings(folded, article.published, (at, at + len(article.place)) if article.place else None)
    starts = [q.start for q in quantities]
    mood = Mood(folded, [(p.span.start, p.span.end) for p in article.paragraphs])
    writing = _Writing(article)
    planning: bool | None = None
    for section in article.sections:
        if section.title:
            planning = plans(folded, section.title.start, section.title.end, heading=True, before=planning)
            around.enter_heading(section.title.start, section.title.end)
        for paragraph in section.paragraphs:
            around.enter_paragraph()
            order = 0
            for sentence in paragraph.sentences:
                low, high = bisect_right(starts, sentence.start - 1), bisect_right(starts, sentence.end - 1)
                inside = quantities[low:high]
                around.enter_sentence(sentence.start, sentence.end, numbers=bool(inside))
                planning = plans(folded, sentence.start, sentence.end, heading=False, before=planning)
                if not inside:
                    continue
                statements = read_statements(folded, sentence.start, sentence.end, inside, around.names)
                planned = planning
                # Which years the text has turned to tells what the words of its headings do not.
                ahead = None if planned else around.ahead
                if ahead is not None:
                    planned = ahead and not looks_back(folded, sentence.start, sentence.end)
                elif planned is None and not looks_back(folded, sentence.start, sentence.end):
                    planned = mood.plans(paragraph.number - 1)
                certainty = Certainty(folded, sentence.start, sentence.end, planned=bool(planned))
                for quantity, statement in zip(inside, statements, strict=True):
                    order += 1
                    yield {
                        "id": f"q{paragraph.number}-{order}",
                        **_stated(article, quantity, statement, writing),
                        "status": certainty.status(quantity.start),
                        "subject": _cut(article, around.subject(quantity.start, statement.share)),
                        "period": around.period(quantity.start),
                        "section": section.name,
                        "paragraph": paragraph.number,
                        "sentence": sentence.quote,
                        "sentence_start": sentence.start,
                    }


def _cut(article: Article, span: tuple[int, int] | None) -> str | None:
    return article.text[slice(*span)] if span else None


def _stated(article: Article, quantity: Quantity, statement: Statement, writing: _Writing) -> dict[str, Any]:
    """Return the columns that a quantity and its statement fill by themselves."""
    written = quantity.unit_end - quantity.unit_start == len(quantity.unit)
    unit = article.text[quantity.unit_start : quantity.unit_end] if written else quantity.unit
    indicator_id = vocabulary.indicator_index().get(statement.indicator)
    return {
        "start": quantity.start,
        "end": quantity.end,
        "quote": article.text[quantity.start : quantity.end],
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": unit,
        "hedge": quantity.hedge,
        "change": statement.change,
        "indicator": _in_script(article, statement, writing),
        "indicator_id": indicator_id,
        "kind": _kind(quantity, statement, indicator_id),
    }


def _in_script(article: Article, statement: Statement, writing: _Writing) -> str:
    """Give the indicator back in the article's own characters."""
    if statement.head:
        return article.text[slice(*statement.head)]
    return "".join(writing[char] for char in statement.indicator)


class _Writing(dict[str, str]):
    """How a text writes a folded character where it first does, each looked up once."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._article = article

    def __missing__(self, char: str) -> str:
        at = self._article.folded.find(char)
        self[char] = self._article.text[at] if at >= 0 else char
        return self[char]


_INVESTED = ("投资", "签约", "融资", "注资", "投入", "到位资金")
_COUNTS = frozenset({"things", "people", "visits", "events"})


def _kind(quantity: Quantity, statement: Statement, indicator_id: str | None) -> str:
    """Sort a quantity to the notebook it belongs to."""
    if indicator_id or quantity.group == "ratio":
        return "indicator"
    if quantity.group == "money" and any(word in statement.indicator for word in _INVESTED):
        return "investment"
    if quantity.group in _COUNTS and quantity.unit != "口":
        return "activity"
    return "other"
