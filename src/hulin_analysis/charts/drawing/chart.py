"""The frame around a chart: heading above it; key, notes, quotes and source under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any, NamedTuple, Protocol, TypeVar

import pandas as pd

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.composition import compose
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, plain, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Sheet
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, said_of
from hulin_analysis.charts.content.sources import source_of
from hulin_analysis.charts.drawing.marks import Sample
from hulin_analysis.charts.drawing.words import grey
from hulin_analysis.charts.options import Settings, arranged, limited
from hulin_analysis.charts.theme import Size
from hulin_analysis.codes import FindingKind
from hulin_analysis.concat_frames import keys_of, numbers_of
from hulin_analysis.finding import findings_about
from hulin_analysis.finding.benchmarks import Context
from hulin_analysis.proofs import corrected_ids
from hulin_analysis.quotes import Passage, mark, passages
from hulin_analysis.writable import writable

#: Sentences of more characters are cut down to the clauses that hold numbers.
LONGEST_QUOTE = 110
#: Of more sentences than these only the clauses are printed, in small type.
MOST_SENTENCES = 14
#: More sentences than these would make a poster of a chart: the rest stands in the table.
MOST_QUOTES = 60
# More ids than these are counted, not named.
_MOST_IDS = 6
_ROWS_IN_ALT = 40
# Where a title may be broken with sense.
_SENSE = re.compile("[：；，]|[:;,] ")


class Here(NamedTuple):
    """What stands on one page of a chart."""

    entries: Sequence[Entry] = ()  # its numbers
    #: Its rows in words, for the alternative text, where a row is more than one number.
    described: Sequence[str] | None = None
    notes: Sequence[str] = ()  # what found no room


@dataclass(frozen=True)
class Chart:
    """A chart as it is declared: what it says, and how its marks are drawn."""

    kind: str  # as the catalog names it
    title: str
    subtitle: Sequence[str | None]
    #: Draws the marks on a page below its `y`, and moves it.
    draw: Callable[[Page], Here]
    samples: Sequence[Sample] = ()
    notes: Sequence[str] = ()
    publishers: Sequence[str] = ()
    source: str | None = None


@dataclass(frozen=True)
class ChartType:
    """A chart as its module offers it to reports, to the gallery and to ``ha.draw_all``.

    Attributes
    ----------
    plot : callable
        ``plot_NAME``; files and catalogues have NAME.
    states : callable, optional
        Whether a frame states anything that it draws; without it the chart is drawn of every text.
    """

    plot: Callable[..., AnnotatedFigure]
    states: Callable[[pd.DataFrame], bool] | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.plot.__name__.removeprefix("plot_")

    def takes(self, name: str) -> bool:
        """Whether it is drawn of data of that name."""
        return name in signature(self.plot).parameters

    def draw(self, offered: Mapping[str, Any], **options: Any) -> AnnotatedFigure:
        """Draw it of what it takes of the data that is offered."""
        return self.plot(**{name: one for name, one in offered.items() if self.takes(name)}, **options)


def compose_chart(chart: Chart, frame: pd.DataFrame | None, settings: Settings) -> AnnotatedFigure:
    """Lay a chart out: heading, marks, key, quotes, notes and source; without a frame it has no source."""

    def draw(page: Page) -> None:
        _heading(page, chart.title, chart.subtitle)
        here = chart.draw(page)
        _key(page, chart.samples)
        quoted = _quotes(page, here.entries)
        _describe(page, chart.kind, here)
        if frame is not None:
            _finish(page, frame, [*quoted, *chart.notes, *here.notes], chart.publishers, chart.source)

    return compose(draw, settings)


def empty_chart(
    kind: str, frame: pd.DataFrame, settings: Settings, *, notes: Sequence[str] = (),
    source: str | None = None,
) -> AnnotatedFigure:  # fmt: skip
    """Say that there is nothing to draw."""
    catalog = settings.catalog

    def draw(page: Page) -> None:
        _heading(page, catalog("empty", what=catalog(f"{kind}_what")), [])
        page.figure.alt = page.figure.title + catalog("stop")
        _finish(page, frame, notes, source=source)

    return compose(draw, settings)


def _heading(page: Page, title: str, parts: Sequence[str | None]) -> None:
    """Write the finding, and under it what is plotted."""
    catalog = page.catalog
    title = title if page.settings.title is None else page.settings.title
    page.figure.title = writable(title)
    if title:
        size = Size.TITLE - 2.5 if page.narrow else Size.TITLE
        lines = _title_lines(title, size, page.inner)
        page.y = page.lines(page.margin, page.y, lines, size, tag="title") + 3
    subtitle = page.settings.subtitle
    if subtitle is None:
        subtitle = catalog.parts(*parts)
    if page.portion.count > 1:
        which = catalog("page_of", number=page.portion.number, count=page.portion.count)
        subtitle = catalog.parts(subtitle, which)
    if subtitle:
        lines = balanced([grey(subtitle)], Size.SUBTITLE, page.inner)
        page.y = page.lines(page.margin, page.y, lines, Size.SUBTITLE, tag="subtitle")
    page.y += 10


def _title_lines(title: str, size: float, width: float) -> list[Line]:
    """Break a title behind a sign where its parts fit a line each, else into lines of like length."""
    lines = balanced([Run(title, bold=True)], size, width)
    if len(lines) == 2:
        ends = [m.end() for m in _SENSE.finditer(title) if m.end() < len(title)]
        pairs = [(title[:at].rstrip(), title[at:].lstrip()) for at in ends]
        wide = [max(text_width(part, size, bold=True) for part in pair) for pair in pairs]
        if wide and min(wide) <= width:
            pair = pairs[wide.index(min(wide))]
            lines = [Line(((0.0, Run(part, bold=True)),), text_width(part, size, bold=True)) for part in pair]
    return lines


def _key(page: Page, samples: Sequence[Sample]) -> None:
    """Draw a key, on as many lines as it needs."""
    if not samples:
        return
    rows: list[list[tuple[float, Sample]]] = [[]]
    x = 0.0
    for sample in samples:
        wide = sample.width + 5 + text_width(sample.text, Size.SMALL) + 18
        if rows[-1] and x + wide - 18 > page.inner:
            rows.append([])
            x = 0.0
        rows[-1].append((x, sample))
        x += wide
    sheet = Sheet(page)
    for number, row in enumerate(rows):
        middle = page.y + 17.0 * number + 8.5
        for x, sample in row:
            left = page.margin + x
            sample.draw(sheet, left, middle)
            page.text(left + sample.width + 5, middle + 2.9, grey(sample.text), Size.SMALL, tag="key")
    page.y += 17.0 * len(rows) + 4


def _quotes(page: Page, drawn: Sequence[Entry]) -> list[str]:
    """Print the words of the drawn numbers, each number in bold and its mark behind it."""
    catalog = page.catalog
    merged = passages(entry.note for entry in drawn)
    if not merged or page.settings.quotes in ("marks", "none"):
        return []
    if not page.quoted:
        return [catalog("quotes_dropped")]
    links = {entry.note.number: entry.url for entry in drawn}
    page.y += 4
    page.rule(page.y)
    page.y += 8
    head = plain(catalog("quotes"), Size.SMALL, page.inner, colour=theme.GREY)
    page.lines(page.margin, page.y, head, Size.SMALL, tag="quotes")
    indent = page.margin + max(30.0, head[0].width + 12)
    if page.settings.quotes == "footnotes" or len(merged) > MOST_SENTENCES or page.portion.dense:
        # Only the clauses that hold numbers, one behind the other, in small type.
        runs = [run for one in merged[:MOST_QUOTES] for run in (*_runs(one, links, 0), Run("  "))]
        lines = wrap(runs[:-1], Size.SMALL, page.right - indent)
        page.y = page.lines(indent, page.y, lines, Size.SMALL, tag="quote")
    else:
        _print_sentences(page, merged[:MOST_QUOTES], links, indent)
    hidden = len(merged) - MOST_QUOTES
    return [catalog("more_quotes", n=hidden)] if hidden > 0 else []


def _print_sentences(
    page: Page, merged: Sequence[Passage], links: dict[int, str | None], left: float
) -> None:
    """Print whole sentences under the names of their sections, rows under the line above their table."""
    top, width = page.y, page.right - left
    under: tuple[str, str] | None = None
    for passage in merged:
        if under != (under := (passage.section, passage.caption)):
            page.y += 5 if page.y > top else 0
            name = plain(
                page.catalog.parts(*under) or page.catalog("lead"), Size.SMALL, width, colour=theme.PALE
            )
            page.y = page.lines(left, page.y, name, Size.SMALL, tag="section")
        lines = wrap(_runs(passage, links, LONGEST_QUOTE), Size.LABEL, width)
        page.y = page.lines(left, page.y, lines, Size.LABEL, tag="quote") + 3


def _runs(passage: Passage, links: dict[int, str | None], limit: int) -> list[Run]:
    runs: list[Run] = []
    for piece in passage.pieces(limit):
        note = piece.note
        if note is None:
            runs.append(Run(piece.text, colour=theme.PALE if piece.cut else theme.INK, glue=piece.tied))
            continue
        url = links.get(note.number)
        runs.append(Run(piece.text, bold=True, keep=True, glue=piece.tied, url=url, gid=f"quote-{note.id}"))
        runs.append(Run(note.mark, colour=theme.ACCENT, keep=True, glue=True, url=url))
    return runs


def _finish(
    page: Page, metrics: pd.DataFrame, notes: Sequence[str], publishers: Sequence[str] = (),
    source: str | None = None,
) -> None:  # fmt: skip
    """Write notes and source, and close the page; the source is the frame's article, if not given."""
    catalog = page.catalog
    page.y += 6
    notes = [*page.remarks, *notes, *_corrected(metrics, catalog)]
    if page.settings.note:
        notes.append(page.settings.note)
    for note in notes:
        page.paragraph(note, Size.SMALL, theme.GREY, tag="note")
    source = source or source_of(metrics, catalog)
    if publishers:
        joined = catalog("clause").join(dict.fromkeys(publishers))
        source += catalog.grammar.space + catalog("compared", publishers=joined)
    page.paragraph(source, Size.SMALL, theme.PALE, tag="source")
    page.figure.source = writable(source)
    page.figure.notes = tuple(notes)
    page.close()


def _corrected(metrics: pd.DataFrame, catalog: Catalog) -> list[str]:
    """Say which numbers are not as the text was read but as its reader corrected them."""
    known = corrected_ids(metrics) if "id" in metrics else set()
    if not known:
        return []
    numbered = sorted(zip(numbers_of(metrics), keys_of(metrics), strict=True))
    said = [mark(number) for number, key in numbered if key in known]
    shown = catalog("list").join(said[:_MOST_IDS]) + ("……" if len(said) > _MOST_IDS else "")
    return [catalog("corrected", n=len(said), ids=shown)]


def _describe(page: Page, kind: str, here: Here) -> None:
    """Compose the alternative text: the form, the finding, every row."""
    catalog, rows = page.catalog, here.described
    if rows is None:
        rows = [said_of(entry, catalog) for entry in here.entries]
    # A chart may be asked for without a title.
    alt = catalog(f"alt_{kind}", title=page.figure.title or catalog(f"{kind}_what"))
    space = catalog.grammar.space
    if rows:
        shown = list(rows[:_ROWS_IN_ALT])
        alt += space + catalog("clause").join(shown) + catalog("stop")
    if len(rows) > _ROWS_IN_ALT:
        alt += space + catalog("alt_more", n=len(rows) - _ROWS_IN_ALT)
    page.figure.alt = writable(alt)


class _Row(Protocol):
    @property
    def entries(self) -> list[Entry]:
        """Its numbers."""


_R = TypeVar("_R", bound=_Row)


def chosen(rows: Sequence[_R], settings: Settings, catalog: Catalog) -> tuple[list[_R], list[str]]:
    """Put rows into the order that was asked for, by their first numbers; note how many are left out."""
    first = {row.entries[0].number: row for row in rows}
    ordered = arranged([row.entries[0] for row in rows], settings, value=lambda entry: entry.middle)
    return limited([first[entry.number] for entry in ordered], settings, catalog)


def title_of(
    kind: str, drawn: Sequence[Entry], metrics: pd.DataFrame, catalog: Catalog,
    levels: Sequence[Context] = (), *, count: int | None = None,
) -> str:  # fmt: skip
    """Head a chart with the weightiest finding that its own numbers prove, else with what it shows."""
    ids = {entry.note.id for entry in drawn}
    found = findings_about(metrics, ids, levels, catalog.lang)
    # What is said of all marks heads a chart before what is said of one.
    for one in sorted(found, key=lambda one: one.kind != FindingKind.OUTPACED):
        # A sum of some of the bars is not what the chart is about.
        if one.kind != FindingKind.SUM or len(one.ids) == len(ids):
            return one.sentence.removesuffix(catalog("stop"))
    return catalog(f"{kind}_shown", n=count or len(drawn))


def title_of_all(drawn: Sequence[Entry], metrics: pd.DataFrame, title: str, catalog: Catalog) -> str:
    """Head a chart with a finding about exactly its numbers, else with a title of its own."""
    ids = {entry.note.id for entry in drawn}
    found = [one for one in findings_about(metrics, ids, [], catalog.lang) if set(one.ids) == ids]
    return found[0].sentence.removesuffix(catalog("stop")) if found else title
