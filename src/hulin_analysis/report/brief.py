"""The brief: two pages with the findings, the scorecard, what to beware of, the quotes and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import ceil

from hulin_analysis import vocabulary
from hulin_analysis.charts.content.entries import Entry, entries
from hulin_analysis.labels import heading
from hulin_analysis.quotes import Note, mark, passages
from hulin_analysis.report.caution_rules import cautions
from hulin_analysis.report.citation import references
from hulin_analysis.report.document import Block, Front, Table
from hulin_analysis.report.pandoc import (
    Node,
    bullets,
    figure,
    header,
    in_quotes,
    in_text,
    link,
    note,
    para,
    span,
    strong,
    text,
)
from hulin_analysis.report.pictures import Picture
from hulin_analysis.report.subject import ReportCatalog, Subject
from hulin_analysis.report.table_layout import TEXT_WIDTH, Grid, measure

# Phrases of more characters are cut down to the clauses that hold a number that is cited.
_LONGEST_QUOTE = 60
# A brief without a chart has a table of no more numbers.
_MOST_NUMBERS = 8
# In points: the text of a page; title, source and the first heading with the caption of the chart; a line.
PAGE = 696.0
_MASTHEAD = 165.0
_TYPE, _LEADING, _GAP = 10.5, 1.7, 6.0
_LEAST_ROOM = 250.0


def front(subject: Subject) -> Front:
    """Write the masthead: the brief's own title, who issued it and when, and what the text is."""
    words, about, edition = subject.words, subject.about, subject.edition
    day = edition.issued.isoformat()
    issued = words("sep").join(filter(None, (edition.unit, edition.author, words.period(day))))
    return Front(_title(subject), issued, _of_text(subject, about["published"]), words.lang)


def _title(subject: Subject) -> str:
    words = subject.words
    if subject.title:
        return words("masthead", title=words.titled(subject.title))
    place = subject.about["place"]
    return words("masthead_place", place=words.place(place)) if place else words("masthead_unnamed")


def _of_text(subject: Subject, published: str | None) -> str:
    """Say what the text is, so that nobody takes the brief for it."""
    words, paper = subject.words, subject.about["paper"] or subject.about["portal"]
    fields = {}
    if paper:
        fields["paper"] = words.chinese(paper)
    if published:
        fields["day"] = words.period(published[:10])
    if not fields:
        return words("of_text_alone")
    return words("of_text", origin=words("_".join(["origin", *fields]), **fields))


def room_for_chart(subject: Subject) -> float:
    """Find how tall the chart may be, in points: what masthead and findings leave of the first page."""
    used = _MASTHEAD + sum(_height(one.sentence, _TYPE) for one in subject.findings)
    return max(_LEAST_ROOM, PAGE - used)


def _height(words: str, size: float) -> float:
    """Height of a paragraph in points."""
    return ceil(measure(words) * size / TEXT_WIDTH) * size * _LEADING + _GAP


def brief(subject: Subject, chart: Picture | None) -> list[Block]:
    """Write the brief."""
    words = subject.words
    blocks: list[Block] = [header(2, words("key_findings"))]
    if subject.findings:
        told = subject.findings
        blocks.append(
            bullets([_item(one.sentence, one.ids, subject, corrected=one.corrected) for one in told])
        )
    else:
        blocks.append(para(*text(words("no_numbers" if subject.metrics.empty else "no_findings"))))
    if chart:
        caption = words("scorecard_caption" if chart.hidden else f"name_{chart.name}")
        blocks.append(figure(f"media/{chart.name}.png", chart.alt, caption))
    weightiest = [] if chart else _weightiest(subject)
    if weightiest:
        blocks.append(_at_a_glance(weightiest, words))
    warned = cautions(subject)
    if warned:
        blocks.append(header(2, words("beware")))
        blocks.append(bullets([_item(one.sentence, one.ids, subject) for one in warned]))
    cited = {id_ for one in subject.findings for id_ in one.ids}
    cited |= {id_ for one in warned for id_ in one.ids}
    cited |= {one.note.id for one in weightiest}
    if cited:
        blocks.append(header(2, words("quotes_chapter")))
        blocks += [note(*line) for line in _quotes([subject.notes[id_] for id_ in cited], words)]
    blocks.append(header(2, words("sources_chapter")))
    blocks += [note(*line) for line in references(subject)]
    return blocks


def _weightiest(subject: Subject) -> list[Entry]:
    """Choose the numbers to show where there is no chart: those with a name, of the vocabulary first."""
    rows = subject.metrics
    named = [one for one in entries(rows, rows, subject.words, "marks") if one.label]
    order = vocabulary.words("findings", "importance", "order")
    ranks = {id_: rank for rank, id_ in enumerate(order)}
    first = sorted(named, key=lambda one: ranks.get(one.indicator_id or "", len(order)))[:_MOST_NUMBERS]
    return sorted(first, key=lambda one: one.note.number)


def _at_a_glance(numbers: Sequence[Entry], words: ReportCatalog) -> Table:
    names = [
        words("number_column"),
        *(heading(name, lang=words.lang) for name in ("indicator", "value", "period")),
    ]
    rows = [
        (
            one.mark,
            one.label,
            words.signed(words.chinese(one.shown), one.change, plus=True),
            words.period(one.period) if one.period else "",
        )
        for one in numbers
    ]
    links = {(i, names[0]): f"#{in_quotes(one.note.id)}" for i, one in enumerate(numbers)}
    return Table(Grid(tuple(names), tuple(rows)), words("at_a_glance"), links=links)


def _item(sentence: str, ids: Sequence[str], subject: Subject, *, corrected: bool = False) -> list[Node]:
    """Write a sentence with the numbers that prove it before its full stop."""
    stop = subject.words("stop")
    ended = sentence.endswith(stop)
    mark = subject.words("corrected_proof") if corrected else ""
    return [
        *text(sentence.removesuffix(stop) + mark),
        *_marks([subject.notes[id_] for id_ in ids], subject.words),
        *text(stop if ended else ""),
    ]


def _marks(notes: Iterable[Note], words: ReportCatalog) -> list[Node]:
    """Write the marks of numbers, more than two in a row as a range; each leads to its quote."""
    ordered = sorted(notes, key=lambda one: one.number)
    inlines: list[Node] = []
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1].number - pair[0]):
        members = [one for _, one in run]
        if len(members) > 2:
            between = words("range_of_marks", first="\n", last="\n").strip("\n")
            inlines += [_mark(members[0]), *text(between), _mark(members[-1])]
        else:
            inlines += [_mark(one) for one in members]
    return inlines


def _mark(one: Note) -> Node:
    return link(f"#{in_quotes(one.id)}", text(mark(one.number)))


def _quotes(notes: Sequence[Note], words: ReportCatalog) -> list[list[Node]]:
    """Print the sentence of each number once, verbatim, cut where it is long; numbers in bold."""
    lines = []
    for passage in passages(notes):
        line: list[Node] = []
        for piece in passage.pieces(_LONGEST_QUOTE):
            if piece.note is None:
                line += text(piece.text)
                continue
            line.append(strong(piece.text))
            leads = link(f"#{in_text(piece.note.id)}", text(piece.note.mark))
            line.append(span([leads], id=in_quotes(piece.note.id)))
        lines.append(line)
    return lines
